//! Turns what wasmtime returned into an [`Ending`].
//!
//! Nothing here runs a guest or reads a file, so every ending can be tested from a literal.

use super::call::CallFault;
use super::config::FRAMES;
use super::http::Unaskable;
use super::limits::Exceeded;
use super::stdio::Overflow;
use super::ticker::Expired;
use crate::engine::EngineError;
use crate::model::execution::Ending;
use wasmtime::Error;
use wasmtime::FrameInfo;
use wasmtime::Trap;
use wasmtime::WasmBacktrace;
use wasmtime_wasi::I32Exit;

/// How far a trial came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Its modules were being linked and instantiated.
    Linking,
    /// Its entry point was called.
    Entered,
}

/// How a guest came to its own end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A command, with its exit code.
    Exited(i32),
    /// A function that was called returned, or a handler came to its end without an answer.
    Returned,
    /// A handler answered with this status.
    Answered(u16),
}

/// How a trial stopped, in wasmtime's words.
pub(super) struct Stop<'a> {
    /// The guest's own end, or the error; nothing when the guest was dropped where it was.
    pub(super) result: Option<&'a wasmtime::Result<End>>,
    /// How far it came.
    pub(super) phase: Phase,
    /// Whether the ticker asked it to stop.
    pub(super) expired: Option<Expired>,
    /// Whether it wrote more than it may.
    pub(super) overflowed: bool,
    /// What people call the main file, for frames of modules without a name.
    pub(super) label: &'a str,
}

/// Says how a guest ended.
///
/// # Errors
/// [`EngineError::Bug`] where wasmtime says that it has a fault of its own, [`EngineError::Request`] where a request could
/// not be made, [`EngineError::Call`] where an export cannot be called as asked.
pub(super) fn ending(stop: &Stop<'_>) -> Result<Ending, EngineError> {
    if stop.overflowed {
        return Ok(Ending::OutputOverflow);
    }
    match stop.result {
        Some(Ok(End::Exited(code))) => Ok(Ending::Exited { code: *code }),
        Some(Ok(End::Returned)) => Ok(Ending::Returned),
        Some(Ok(End::Answered(status))) => Ok(Ending::Answered { status: *status }),
        Some(Err(error)) => of_error(error, stop),
        None => Ok(stopped(stop, Vec::new())),
    }
}

fn of_error(error: &Error, stop: &Stop<'_>) -> Result<Ending, EngineError> {
    if let Some(I32Exit(code)) = error.downcast_ref() {
        return Ok(Ending::Exited { code: *code });
    }
    if let Some(exceeded) = error.downcast_ref::<Exceeded>() {
        return Ok(match exceeded {
            Exceeded::Memory => Ending::OutOfMemory,
            Exceeded::Tables => Ending::Faulted {
                message: exceeded.to_string(),
            },
        });
    }
    if error.is::<Overflow>() {
        return Ok(Ending::OutputOverflow);
    }
    if let Some(unaskable) = error.downcast_ref::<Unaskable>() {
        return Err(EngineError::Request(unaskable.to_string()));
    }
    if let Some(fault) = error.downcast_ref::<CallFault>() {
        return Err(EngineError::Call(Box::new(fault.cause())));
    }
    let frames = || frames(error, stop.label);
    if let Some(trap) = error.downcast_ref::<Trap>() {
        return Ok(match trap {
            Trap::Interrupt => stopped(stop, frames()),
            Trap::OutOfFuel => Ending::OutOfFuel,
            other => Ending::Trapped {
                trap: words(*other),
                frames: frames(),
            },
        });
    }
    if error.is::<wasmtime::ThrownException>() {
        return Ok(Ending::Trapped {
            trap: "uncaught exception".to_owned(),
            frames: frames(),
        });
    }
    if error.is::<wasmtime::GcHeapOutOfMemory<()>>() {
        return Ok(Ending::OutOfMemory);
    }
    if error.is::<wasmtime::WasmtimeBug>() {
        return Err(EngineError::Bug(format!("{error:#}")));
    }
    Ok(of_message(error, stop.phase))
}

/// The ending of a guest that was made to stop.
fn stopped(stop: &Stop<'_>, frames: Vec<String>) -> Ending {
    match stop.expired {
        Some(Expired::Cancelled) => Ending::Cancelled,
        Some(Expired::Deadline) | None => Ending::TimedOut { frames },
    }
}

/// The trap in wasmtime's words, without what every one of them begins with.
fn words(trap: Trap) -> String {
    if trap == Trap::UnreachableCodeReached {
        return "unreachable".to_owned();
    }
    let text = trap.to_string();
    text.strip_prefix("wasm trap: ").unwrap_or(&text).to_owned()
}

/// The ending of an error that has no type to know it by: the host's answer to something a guest asked, or a link that
/// does not hold.
fn of_message(error: &Error, phase: Phase) -> Ending {
    let root = error.root_cause().to_string();
    if root.starts_with("resource limit exceeded: instance count") {
        return Ending::Faulted {
            message: "instance limit exceeded".to_owned(),
        };
    }
    let from_guest = error.downcast_ref::<WasmBacktrace>().is_some();
    if phase == Phase::Linking && !from_guest {
        return Ending::Refused {
            message: format!("{error:#}"),
        };
    }
    Ending::Faulted {
        message: plain(&root),
    }
}

/// The host's message as a document shows it: one line, lower case at the start, without addresses.
fn plain(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.split(": Region").next().unwrap_or_default().trim_end();
    let mut characters = line.chars();
    match (characters.next(), line.chars().nth(1)) {
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => line.to_owned(),
    }
}

/// The innermost frames: `lua.wasm!l_alloc`, `lua.wasm!<function 7>`.
fn frames(error: &Error, label: &str) -> Vec<String> {
    let Some(backtrace) = error.downcast_ref::<WasmBacktrace>() else {
        return Vec::new();
    };
    let frames = backtrace.frames().iter().take(FRAMES);
    frames.map(|frame| shown(frame, label)).collect()
}

fn shown(frame: &FrameInfo, label: &str) -> String {
    let module = frame.module().name().unwrap_or(label);
    // A name may be the path it had where it was built.
    let module = module.rsplit(['/', '\\']).next().unwrap_or(module);
    match frame.func_name() {
        Some(name) => format!("{module}!{name}"),
        None => format!("{module}!<function {}>", frame.func_index()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(error: impl Into<Error>, phase: Phase, expired: Option<Expired>) -> String {
        let result = Err(error.into());
        let stop = Stop {
            result: Some(&result),
            phase,
            expired,
            overflowed: false,
            label: "guest.wasm",
        };
        ending(&stop).map_or_else(|error| error.to_string(), |ending| ending.to_string())
    }

    #[test]
    fn every_error_has_its_ending() {
        use Phase::Entered;
        for (error, words) in [
            (Error::from(I32Exit(3)), "exited 3"),
            (Error::from(I32Exit(-1)), "exited -1"),
            (Error::from(I32Exit(3)).context("while calling"), "exited 3"),
            (Error::from(Exceeded::Memory), "out of memory"),
            (
                Error::from(Exceeded::Tables),
                "faulted: table limit exceeded",
            ),
            (Error::from(Overflow), "output overflow"),
            (Error::from(Trap::OutOfFuel), "out of fuel"),
            (Error::from(Trap::Interrupt), "timed out"),
            (
                Error::from(Trap::StackOverflow),
                "trapped: call stack exhausted",
            ),
            (
                Error::from(Trap::IntegerDivisionByZero),
                "trapped: integer divide by zero",
            ),
            (
                Error::from(Trap::UnreachableCodeReached),
                "trapped: unreachable",
            ),
            (
                Error::msg("Pointer not aligned to 8: Region { start: 1, len: 8 }").context("in x"),
                "faulted: pointer not aligned to 8",
            ),
            (Error::msg("EOF of it"), "faulted: EOF of it"),
        ] {
            assert_eq!(end(error, Entered, Some(Expired::Deadline)), words);
        }
    }

    #[test]
    fn an_interrupt_of_a_cancelled_run_is_cancelled() {
        assert_eq!(
            end(Trap::Interrupt, Phase::Entered, Some(Expired::Cancelled)),
            "cancelled"
        );
    }

    #[test]
    fn a_link_that_does_not_hold_is_refused() {
        let error = Error::msg("types differ").context("incompatible import `a::b`");
        assert_eq!(
            end(error, Phase::Linking, None),
            "refused: incompatible import `a::b`: types differ"
        );
    }

    #[test]
    fn a_guest_that_was_dropped_met_its_deadline() {
        let mut stop = Stop {
            result: None,
            phase: Phase::Entered,
            expired: Some(Expired::Deadline),
            overflowed: false,
            label: "guest.wasm",
        };
        assert_eq!(ending(&stop).unwrap(), Ending::TimedOut { frames: vec![] });
        stop.expired = Some(Expired::Cancelled);
        assert_eq!(ending(&stop).unwrap(), Ending::Cancelled);
        stop.overflowed = true;
        assert_eq!(ending(&stop).unwrap(), Ending::OutputOverflow);
    }

    #[test]
    fn too_much_output_is_an_overflow_even_when_the_guest_went_on() {
        let result = Ok(End::Exited(0));
        let stop = Stop {
            result: Some(&result),
            phase: Phase::Entered,
            expired: None,
            overflowed: true,
            label: "guest.wasm",
        };
        assert_eq!(ending(&stop).unwrap(), Ending::OutputOverflow);
    }
}
