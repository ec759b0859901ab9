//! Why a call cannot be made, shown in the text of the call.
//!
//! Nothing of this is about what a guest did: it is said before the guest is asked, save that the handle which a call
//! names may turn out not to exist once the calls before it have returned.

use crate::model::call::CallSyntaxError;
use crate::model::call::pointed;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::wording;
use std::ops::Range;

/// A call that cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("{what}\n{place}{label}")]
pub(in crate::engine::embedded) struct CallFault {
    kind: Kind,
    /// Which call, and what is wrong with it as a whole.
    what: String,
    /// The text of the call and carets below it, each line indented.
    place: String,
    /// What stands behind the carets.
    label: String,
    /// What to do about it.
    hint: Option<String>,
}

/// In which way a call cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its text is no call.
    Syntax,
    /// Its arguments do not fit the export.
    Misfit,
    /// There is no such export.
    Unknown,
    /// Several exports are called so.
    Ambiguous,
    /// Its types are such that nobody can write them, or wasmtime cannot pass them.
    Unsupported,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Syntax | Self::Misfit => "bad-call",
            Self::Unknown => "no-such-export",
            Self::Ambiguous => "ambiguous-export",
            Self::Unsupported => "unsupported-call",
        }
    }

    fn stage(self) -> Stage {
        match self {
            Self::Syntax | Self::Misfit | Self::Unsupported => Stage::Stage,
            Self::Unknown | Self::Ambiguous => Stage::Link,
        }
    }
}

/// Which of the calls of a case.
#[derive(Clone, Copy)]
pub(super) struct Which<'a> {
    /// From 0.
    pub(super) index: usize,
    /// How many there are.
    pub(super) of: usize,
    /// As it was written.
    pub(super) text: &'a str,
}

impl<'a> Which<'a> {
    /// Each of the calls of a case.
    pub(super) fn each(calls: &'a [String]) -> impl Iterator<Item = Self> {
        let of = calls.len();
        let numbered = calls.iter().enumerate();
        numbered.map(move |(index, text)| Self { index, of, text })
    }

    /// `call 2`, or `the call` where there is no other.
    fn name(self) -> String {
        if self.of == 1 {
            "the call".to_owned()
        } else {
            format!("call {}", self.index + 1)
        }
    }

    /// A fault of this call: `what` follows its name, `label` the carets under `columns`.
    pub(super) fn fault(
        self,
        kind: Kind,
        what: &str,
        (columns, label): (Range<usize>, &str),
    ) -> CallFault {
        let shown = pointed(self.text, columns);
        let place: Vec<String> = shown.lines().map(|line| format!("  {line}")).collect();
        let space = if label.is_empty() { "" } else { " " };
        CallFault {
            kind,
            what: format!("{} {what}", self.name()),
            place: place.join("\n"),
            label: format!("{space}{}", wording::visible(label)),
            hint: None,
        }
    }

    /// A text that is no call.
    pub(super) fn syntax(self, error: &CallSyntaxError) -> CallFault {
        let columns = error.column..error.column + 1;
        self.fault(Kind::Syntax, "does not parse", (columns, &error.message))
    }
}

impl CallFault {
    /// The same with advice.
    pub(super) fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// As the cause of a broken trial.
    pub(in crate::engine::embedded) fn cause(&self) -> Cause {
        let mut cause = Cause::new(self.kind.stage(), self.kind.code(), self.to_string());
        cause.hint.clone_from(&self.hint);
        cause
    }
}

/// What is wrong with a number of arguments, if anything is.
pub(super) fn arity(given: usize, wanted: usize) -> Option<String> {
    let wanted_words = match wanted {
        0 => "no argument".to_owned(),
        _ => wording::count(wanted as u64, "argument"),
    };
    (given != wanted).then(|| format!("expected {wanted_words}, found {given}"))
}
