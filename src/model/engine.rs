//! Which engine executes a trial: names and configurations, not the engines themselves.

use crate::model::defect::Span;
use crate::model::invocation::Entry;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// Name of the engine that is meant when none is named.
pub const DEFAULT: &str = "default";

/// An engine as configured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineSpec {
    /// Its name: `default`, `winch`, `pulley`, or that of an `[engines.<name>]` table.
    pub name: String,
    /// How it is made.
    pub kind: EngineKind,
    /// Where it is configured, `path:line`; nothing for a built-in one.
    pub at: Option<String>,
    /// Where each option's value stands, by dotted name, so that what wasmtime says of a value can be shown there.
    #[serde(skip)]
    pub spans: BTreeMap<String, Span>,
}

/// How an engine is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum EngineKind {
    /// The wasmtime inside this program.
    Embedded {
        /// Which of its compilers and targets.
        strategy: Strategy,
        /// wasmtime's own options by dotted name (`optimize.opt-level`), each a TOML value as text. They are on the
        /// allow-list and were accepted by wasmtime's parser when the manifest was read.
        options: BTreeMap<String, String>,
    },
}

/// How the embedded wasmtime makes code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// The optimising compiler.
    Cranelift,
    /// The single-pass compiler.
    Winch,
    /// The portable interpreter.
    Pulley,
}

/// What an engine says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Its name in this tree.
    pub engine: String,
    /// `embedded`.
    pub kind: String,
    /// What executes: `wasmtime`.
    pub program: String,
    /// Its exact version.
    pub version: String,
    /// A digest over everything that changes generated code or behaviour.
    pub identity: String,
    /// Options in force, as the engine itself reports them.
    pub options: BTreeMap<String, String>,
    /// Wasm features in force, as the engine itself reports them.
    pub features: Vec<String>,
}

/// What a trial asks of an engine beyond running a program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Needs {
    /// Fuel must be counted.
    pub fuel: bool,
    /// What the program must offer.
    pub entry: Entry,
}
