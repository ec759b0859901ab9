//! Scripts of directives (`.wast`).
//!
//! A script is read once: its directives, and the code or the refusal of every module and component in it, are sealed
//! as one bundle, so that a later run reads, validates and compiles nothing. Every directive gives one line of the
//! record, and a failure stops nothing but itself.
//!
//! | file | what it decides |
//! | --- | --- |
//! | `header` | what a script needs of its engine |
//! | `split`, `read` | text to directives |
//! | `bundle` | directives and code as one sealed file |
//! | `bench` | engines, one for each set of features |
//! | `player` | one directive after the other |
//! | `judge`, `core`, `component` | outcomes held against what is expected |
//! | `spectest` | what scripts import |
//! | `guest`, `thread` | what stops a script |
//! | `log` | what came of each directive |
//! | `run` | one trial |

mod bench;
mod bundle;
mod component;
mod core;
mod guest;
mod header;
mod judge;
mod log;
mod player;
mod read;
mod run;
mod spectest;
mod split;
mod thread;

pub(super) use bench::Benches;
pub(super) use run::run;

use super::Options;
use super::compile;
use super::compile::refused;
use super::config::Fuel;
use crate::engine::Order;
use crate::engine::PrepareError;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::engine::EngineSpec;
use crate::model::program::ProgramFile;
use bench::Bench;
use bench::Lack;
use bundle::Kept;
use header::Wants;
use header::Words;
use std::io::BufRead as _;
use std::sync::Arc;

/// A script and the code of its modules.
pub(super) struct Script {
    label: String,
    bench: Arc<Bench>,
    kept: Kept,
    options: Options,
    words: Words,
    hogs_memory: bool,
    fuel: Fuel,
}

/// A script that is ready, and what it took.
pub(super) struct Made {
    /// The script.
    pub(super) script: Script,
    /// Microseconds spent compiling; nothing when all code was there.
    pub(super) compiled: Option<u64>,
    /// Bytes of machine code.
    pub(super) code_bytes: u64,
}

/// Makes a script ready: reads it, and finds or makes the code of every module and component in it.
pub(super) fn prepare(
    spec: &EngineSpec,
    options: &Options,
    benches: &Benches,
    file: &ProgramFile,
    order: &Order,
) -> Result<Made, PrepareError> {
    let wants = wants(file)?;
    let fuel = if order.needs.fuel {
        Fuel::Counted
    } else {
        Fuel::Ignored
    };
    let bench = benches
        .bench(spec, &wants, fuel)
        .map_err(|lack| lacks(&lack, spec, file))?;
    let read = || Ok(read::read(&text(file)?));
    let engine = (&bench.engine, &bench.key);
    let (opened, kept, compiled) = bundle::obtain(engine, options, file, read, order.threads)?;
    if opened.meta.directives == 0 {
        let message = format!("`{}` has no directive: nothing is asked", file.label);
        return Err(refused(Cause::new(Stage::Compile, "empty-script", message)));
    }
    Ok(Made {
        compiled,
        code_bytes: opened.meta.code_bytes,
        script: Script {
            label: file.label.clone(),
            bench,
            kept,
            options: options.clone(),
            words: wants.words,
            hogs_memory: wants.hogs_memory,
            fuel,
        },
    })
}

/// What the first lines of a script ask for. The bytes are held against their digest where all of them are read.
fn wants(file: &ProgramFile) -> Result<Wants, PrepareError> {
    let unread = |source| PrepareError::Read {
        label: file.label.clone(),
        source,
    };
    let mut reader = std::io::BufReader::new(std::fs::File::open(&file.path).map_err(unread)?);
    let mut head = Vec::new();
    loop {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).map_err(unread)?;
        if !line.starts_with(b";;!") {
            break;
        }
        head.extend_from_slice(&line);
    }
    let head = String::from_utf8_lossy(&head);
    header::wants(&file.path, &file.label, &head).map_err(|error| {
        let message = format!("`{}`: the `;;!` header: {error}", file.label);
        refused(Cause::new(Stage::Compile, "script-header", message))
    })
}

/// A script's whole text.
fn text(file: &ProgramFile) -> Result<String, PrepareError> {
    String::from_utf8(compile::bytes(file)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("`{}` is not UTF-8 at byte {at}", file.label);
        refused(Cause::new(Stage::Compile, "text-syntax", message))
    })
}

fn lacks(lack: &Lack, spec: &EngineSpec, file: &ProgramFile) -> PrepareError {
    let Lack { feature, words } = lack;
    let engine = &spec.name;
    let message = match feature {
        Some(feature) => format!(
            "`{}` needs `{feature}`, which engine `{engine}` does not have",
            file.label
        ),
        None => format!("`{}` cannot be run by engine `{engine}`", file.label),
    };
    let mut cause = Cause::new(Stage::Compile, "feature", message);
    cause.chain.push(words.clone());
    refused(cause)
}
