//! What came out of a program beside its two output streams.

use crate::model::http::Exchange;
use crate::model::http::Response;
use serde::Deserialize;
use serde::Serialize;
use std::fmt;

/// What was captured. A task fills what it makes; the rest is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    /// Answers of a handler, one for each request that was put.
    pub responses: Vec<Response>,
    /// Results of calls, one for each call that returned.
    pub results: Vec<CallResult>,
    /// What each directive of a script came to, in order.
    pub directives: Vec<Directive>,
    /// The guest's own requests in the order in which they were made, then the answers that were never used.
    pub upstream: Vec<Exchange>,
    /// The world of a component as WIT text.
    pub interface: Option<String>,
}

/// What a call returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallResult {
    /// The call in canonical WAVE: `add(2, 40)`.
    pub call: String,
    /// What it returned, in WAVE; nothing where the function has no result.
    pub value: Option<String>,
}

/// What one directive of a `.wast` script came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// Its line in the script, from 1.
    pub line: u32,
    /// `module`, `assert_return`, `invoke`, ...
    pub kind: String,
    /// Whether it holds.
    pub outcome: DirectiveOutcome,
    /// Why it does not: what was expected and what came.
    pub message: Option<String>,
}

/// Whether a directive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectiveOutcome {
    /// It does.
    Passed,
    /// It does not.
    Failed,
    /// It could not be asked, because one it rests on failed before.
    Skipped,
}

impl fmt::Display for DirectiveOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        })
    }
}
