//! A case as it is to be run: everything inherited is in, every path is confined, nothing is a pattern any more.

use crate::model::defect::Place;
use crate::model::defect::Span;
use crate::model::execution::Channel;
use crate::model::execution::LimitEnding;
use crate::model::expectation::Exclusion;
use crate::model::expectation::Expect;
use crate::model::http::Instances;
use crate::model::http::Request;
use crate::model::http::Upstream;
use crate::model::id::CaseId;
use crate::model::invocation::Access;
use crate::model::invocation::Entry;
use crate::model::invocation::Stdin;
use crate::model::limits::Clock;
use crate::model::limits::Limits;
use crate::model::limits::Network;
use crate::model::limits::Randomness;
use crate::model::runtime::Runtime;
use crate::model::version::VersionRange;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// One declared execution: a program, its inputs, what is compared.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// The project it belongs to.
    pub project: Arc<Project>,
    /// What it runs.
    pub kind: Kind,
    /// The file of its kind key: the program of a `command`, the source of a `script`. Absolute and confined.
    pub file: PathBuf,
    /// That file as written or found: relative to the project, with `/`.
    pub label: String,
    /// What it checks, for people.
    pub description: Option<String>,
    /// Names it can be selected by.
    pub tags: Vec<String>,
    /// Name of the runtime of a `script`.
    pub runtime: Option<Arc<str>>,
    /// Everything a person may set and inherit; cases of one pattern share it.
    pub settings: Arc<Settings>,
    /// Where it is declared.
    pub at: Place,
    /// The pattern it came from, if it came from one; `convention` is told by `None` beside a place without a line.
    pub pattern: Option<Arc<str>>,
}

/// Kinds of case this version runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A `wasi:cli/command` component or a WASI p1 core module.
    Command,
    /// A source run by a pinned runtime.
    Script,
    /// A handler of `wasi:http`, asked without a socket.
    Http,
    /// Exports of a component or core module, called by name.
    Invoke,
    /// A script of directives.
    Wast,
    /// The world of a component.
    Interface,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Command,
        Self::Script,
        Self::Http,
        Self::Invoke,
        Self::Wast,
        Self::Interface,
    ];

    /// The key in manifests, the word in filters and records.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Script => "script",
            Self::Http => "http",
            Self::Invoke => "invoke",
            Self::Wast => "wast",
            Self::Interface => "interface",
        }
    }

    /// Extensions of the files it runs; none = those that a pinned runtime claims.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Script => &[],
            Self::Command | Self::Http | Self::Invoke | Self::Interface => &["wasm", "wat"],
            Self::Wast => &["wast"],
        }
    }

    /// Channels it has, in document order.
    pub fn channels(self) -> &'static [Channel] {
        match self {
            Self::Command | Self::Script => &[
                Channel::Stdout,
                Channel::Stderr,
                Channel::Output,
                Channel::Files,
                Channel::Upstream,
            ],
            Self::Http => &[
                Channel::Response,
                Channel::Stdout,
                Channel::Stderr,
                Channel::Output,
                Channel::Files,
                Channel::Upstream,
            ],
            Self::Invoke => &[
                Channel::Results,
                Channel::Stdout,
                Channel::Stderr,
                Channel::Output,
                Channel::Files,
                Channel::Upstream,
            ],
            Self::Wast => &[Channel::Results],
            Self::Interface => &[Channel::Interface],
        }
    }

    /// Channels that are compared where a case does not say, beside `upstream` where it declares answers.
    pub fn compared(self) -> &'static [Channel] {
        match self {
            Self::Command | Self::Script => &[Channel::Stdout, Channel::Stderr],
            Self::Http => &[Channel::Response, Channel::Stdout, Channel::Stderr],
            Self::Invoke => &[Channel::Results, Channel::Stdout, Channel::Stderr],
            Self::Wast => &[Channel::Results],
            Self::Interface => &[Channel::Interface],
        }
    }

    /// What a program must offer to be one.
    pub fn entry(self) -> Entry {
        match self {
            Self::Command | Self::Script => Entry::Command,
            Self::Http => Entry::Handler,
            Self::Invoke => Entry::Exports,
            Self::Wast => Entry::Script,
            Self::Interface => Entry::World,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A directory that holds cases.
#[derive(Debug)]
pub struct Project {
    /// Its id: the path below the suites root, `lua` or `wasi/rust`.
    pub id: String,
    /// Name of its suite.
    pub suite: Arc<str>,
    /// Its directory, absolute.
    pub dir: PathBuf,
    /// Its directory as shown to people (relative to the working directory where possible).
    pub shown: PathBuf,
    /// Releases pinned for it (the nearest `.wws.toml`), in the order of their versions.
    pub runtimes: Vec<Arc<Runtime>>,
    /// The axes and exclusions in force.
    pub matrix: Matrix,
    /// Expectations in the order in which they decide: nearest file first, then top down.
    pub expects: Vec<Arc<Expect>>,
    /// Output filters, outer before inner.
    pub filters: Vec<Arc<Filter>>,
    /// Whether it lies outside the suites roots: nothing is ever written below it.
    pub foreign: bool,
}

/// The axes in force for a project.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// Releases by runtime; a runtime that is absent has every pin that is not yanked.
    pub releases: BTreeMap<String, Vec<VersionRange>>,
    /// Names of engines; empty = `default`.
    pub engines: Vec<Arc<str>>,
    /// Cells left out, outer first.
    pub excludes: Vec<Arc<Exclusion>>,
    /// Where each value of an axis stands, by axis (`engine`, or a runtime), in the order of `engines` and
    /// `releases`. An axis that nobody wrote is absent. A span is also the identity of what stands there: projects
    /// that inherit one entry have equal spans.
    pub spans: BTreeMap<String, Vec<Span>>,
}

/// What a person may set for a case, with defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Arguments after argv\[0\] (and after the source).
    pub args: Vec<String>,
    /// Environment.
    pub env: BTreeMap<String, String>,
    /// Standard input.
    pub stdin: Stdin,
    /// Directories beside `/src`.
    pub dirs: Vec<Dir>,
    /// What is compared beside the ending; in document order.
    pub compare: Vec<Channel>,
    /// Whether `compare` was given (a case with `want` writes a snapshot only then).
    pub compare_given: bool,
    /// Declared values, compared without a snapshot.
    pub want: Want,
    /// The ending by a limit that is right.
    pub ending: Option<LimitEnding>,
    /// Requests put to a handler.
    pub requests: Vec<Request>,
    /// How many instances answer them.
    pub instances: Instances,
    /// What the guest's own requests meet.
    pub upstream: Vec<Upstream>,
    /// Calls of exports, in WAVE.
    pub calls: Vec<String>,
    /// What a component may import (`wasi:cli/*`); nothing = anything.
    pub imports: Option<Vec<String>>,
    /// Upper bounds.
    pub limits: Limits,
    /// Which clock.
    pub clock: Clock,
    /// Which random numbers.
    pub random: Randomness,
    /// Seed of seeded random.
    pub seed: u64,
    /// What it may reach.
    pub network: Network,
    /// How often a failing trial is tried again.
    pub retries: u32,
    /// Where each key that is not at its default was set, by the key's dotted name; for `explain`.
    pub origin: BTreeMap<&'static str, Place>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            args: Vec::new(),
            env: BTreeMap::new(),
            stdin: Stdin::Empty,
            dirs: Vec::new(),
            compare: vec![Channel::Stdout, Channel::Stderr],
            compare_given: false,
            want: Want::default(),
            ending: None,
            requests: Vec::new(),
            instances: Instances::default(),
            upstream: Vec::new(),
            calls: Vec::new(),
            imports: None,
            limits: Limits::default(),
            clock: Clock::default(),
            random: Randomness::default(),
            seed: 0,
            network: Network::default(),
            retries: 0,
            origin: BTreeMap::new(),
        }
    }
}

/// A directory a case mounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dir {
    /// Path the guest opens.
    pub guest: String,
    /// Directory of the project it shows, absolute and confined; nothing = empty (only with `copy`).
    pub from: Option<PathBuf>,
    /// What the guest may do in it.
    pub access: Access,
}

/// Values a case declares itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Want {
    /// Exit code.
    pub exit: Option<i32>,
    /// Standard output, whole.
    pub stdout: Option<String>,
    /// Standard error, whole.
    pub stderr: Option<String>,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Fields that the last answer has, by name without regard to case; all values of a name in order.
    pub headers: Vec<(String, Vec<Vec<u8>>)>,
    /// Body of the last answer, whole.
    pub body: Option<Vec<u8>>,
    /// What the calls return, in WAVE, in order.
    pub results: Option<Vec<String>>,
}

impl Want {
    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One `[[filters]]` entry.
#[derive(Clone, Debug)]
pub struct Filter {
    /// What is replaced.
    pub pattern: regex::bytes::Regex,
    /// By what, with `$1`.
    pub replace: String,
    /// The channels it acts on; empty = all text channels.
    pub channels: Vec<Channel>,
    /// Pattern of whole case ids.
    pub cases: String,
    /// Where it stands.
    pub at: Place,
}
