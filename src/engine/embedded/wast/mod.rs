//! Scripts of directives (`.wast`).

use super::Options;
use super::ticker::Slot;
use crate::engine::Control;
use crate::engine::EngineError;
use crate::engine::Order;
use crate::engine::PrepareError;
use crate::model::engine::EngineSpec;
use crate::model::execution::Execution;
use crate::model::invocation::Invocation;
use crate::model::program::ProgramFile;
use std::sync::Arc;

/// A script and the code of its modules.
pub(super) struct Script {}

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
    file: &ProgramFile,
    order: &Order,
) -> Result<Made, PrepareError> {
    let _ = (spec, options, file, order);
    Err(PrepareError::Unable("to be written".to_owned()))
}

/// Carries out every directive of a script.
pub(super) fn run(
    script: &Arc<Script>,
    slot: &Arc<Slot>,
    invocation: &Invocation,
    control: &Control,
) -> Result<Execution, EngineError> {
    let _ = (script, slot, invocation, control);
    Err(EngineError::Bug("to be written".to_owned()))
}
