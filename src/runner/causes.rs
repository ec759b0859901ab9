//! What engines say of their own failures, as the cause of a broken trial.

use crate::engine::EngineError;
use crate::engine::PrepareError;
use crate::model::cause::Cause;
use crate::model::cause::Stage;

/// Why a trial could not be made by an engine.
pub(crate) fn of_engine(error: &EngineError) -> Cause {
    let (code, hint) = match error {
        EngineError::Call(cause) => return (**cause).clone(),
        EngineError::Options { .. } => (
            "engine-options",
            Some("see `[engines]` in the root manifest"),
        ),
        EngineError::Unprepared(_) => ("engine-unprepared", None),
        EngineError::Code { .. } => ("code-gone", Some("run again: the code is then made anew")),
        EngineError::Mount { .. } => ("mount", Some("see `dirs` of the case")),
        EngineError::Stdin(_) => ("stdin", Some("see `stdin` of the case")),
        EngineError::Request(_) => ("request", Some("see `request` of the case")),
        EngineError::Runtime(_) => ("engine-runtime", None),
        EngineError::Bug(_) | EngineError::Panicked(_) => (
            "engine-fault",
            Some("this is a fault of the engine or of wassay, not of the guest"),
        ),
    };
    with(Cause::of(Stage::Engine, code, error), hint)
}

/// Why a program could not be made ready.
pub(crate) fn of_preparing(error: &PrepareError) -> Cause {
    let (stage, code, hint) = match error {
        PrepareError::Refused(cause) => return (**cause).clone(),
        PrepareError::Altered { .. } => (
            Stage::Install,
            "altered",
            Some("the file changed while it was read, or is not what its pin says"),
        ),
        PrepareError::Read { .. } => (Stage::Stage, "unreadable", None),
        PrepareError::CompilerOff { .. } => (Stage::Compile, "compiler-off", None),
        PrepareError::Unable(_) => (Stage::Engine, "lacks", None),
        PrepareError::Failed { .. } => (Stage::Engine, "engine-fault", None),
    };
    with(Cause::of(stage, code, error), hint)
}

fn with(cause: Cause, hint: Option<&str>) -> Cause {
    match hint {
        Some(hint) => cause.hint(hint),
        None => cause,
    }
}
