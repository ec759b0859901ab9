//! What a person said about trials that do not pass: where, why, until when.

use crate::model::defect::Span;
use serde::Deserialize;
use serde::Serialize;

/// One `[[expect]]` entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expect {
    /// Pattern of case ids, already made whole: relative to the suites roots.
    pub cases: String,
    /// Releases and engines it holds for.
    pub when: Vec<Condition>,
    /// What is expected.
    pub outcome: Expected,
    /// The ending that must come, as in a document's first line (`exited 3`, `trapped`, `timed out`).
    pub ending: Option<String>,
    /// Text that the trap, the cause or the diff must hold.
    pub message: Option<String>,
    /// Why. Never empty.
    pub reason: String,
    /// A URL.
    pub issue: Option<String>,
    /// Until when.
    pub until: Option<Until>,
    /// Where it stands; also its identity.
    pub at: Span,
}

/// One axis of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Name of a runtime, `engine`, `os` or `arch`.
    pub axis: String,
    /// A version range of a runtime, a glob of an engine's, system's or architecture's name.
    pub holds: String,
}

/// What a person expects of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// It gives the wrong answer.
    Fail,
    /// It cannot be asked.
    Broken,
    /// It may fail or pass.
    Flaky,
    /// It is not to be run.
    Skip,
}

/// The end of an expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// A day, `2027-01-31`: holds through it.
    Date(String),
    /// A release of a runtime or engine family: holds while it is not in the run.
    Release(String, String),
}

/// `Until` as written.
impl std::fmt::Display for Until {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Date(date) => f.write_str(date),
            Self::Release(name, version) => write!(f, "{name}@{version}"),
        }
    }
}

/// The expectation that decides for one trial, as the record tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What is expected.
    pub outcome: Expected,
    /// The ending that must come.
    pub ending: Option<String>,
    /// Text that must be found.
    pub message: Option<String>,
    /// Why.
    pub reason: String,
    /// A URL.
    pub issue: Option<String>,
    /// Until when, as written.
    pub until: Option<String>,
    /// Whether that end has come (a past date, or the release is in the run).
    pub expired: bool,
    /// `path:line`.
    pub at: String,
}

/// An `exclude` entry of a matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Pattern of whole case ids.
    pub cases: String,
    /// Releases and engines that are left out.
    pub when: Vec<Condition>,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub at: Span,
}
