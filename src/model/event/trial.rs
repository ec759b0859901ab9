//! Trials and cases.

use crate::digest::Sha256;
use crate::model::captured::Directive;
use crate::model::case::Kind;
use crate::model::cause::Cause;
use crate::model::defect::Place;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Resources;
use crate::model::expectation::Decided;
use crate::model::id::CaseId;
use crate::model::outcome::Difference;
use crate::model::outcome::Effect;
use crate::model::outcome::Outcome;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// A trial begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialStarted {
    /// Trial id.
    pub trial: String,
    /// From 1.
    pub attempt: u32,
}

/// A trial runs for long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialSlow {
    /// Trial id.
    pub trial: String,
    /// Microseconds so far.
    pub elapsed_us: u64,
}

/// One of several attempts ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptFinished {
    /// Trial id.
    pub trial: String,
    /// From 1.
    pub attempt: u32,
    /// How the guest stopped.
    pub ending: Option<Ending>,
    /// Digest of the document.
    pub document: Option<Sha256>,
    /// `matched`, `differs`, `unseen`, `broken`.
    pub verdict: String,
}

/// What one directive of a `.wast` script came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectiveFinished {
    /// Trial id.
    pub trial: String,
    /// Line, kind, outcome, message.
    #[serde(flatten)]
    pub directive: Directive,
}

/// How many directives of a script hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectiveTally {
    /// Those that hold.
    pub passed: u64,
    /// All of them.
    pub total: u64,
}

impl DirectiveTally {
    /// Counts those of another script too.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.total += other.total;
    }
}

/// A trial is concluded. Self-contained, so that JUnit, compare and merge need no other line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialFinished {
    /// Trial id.
    pub trial: String,
    /// Case id.
    pub case: CaseId,
    /// Kind of the case.
    pub kind: Kind,
    /// Tags of the case.
    pub tags: Vec<String>,
    /// Engine, and runtime version by runtime name.
    pub axes: BTreeMap<String, String>,
    /// Where the case is declared.
    pub defined: Place,
    /// The guest's command line, shell-quoted.
    pub command: String,
    /// What the case checks.
    pub description: Option<String>,
    /// Digest of the program.
    pub program: Option<Sha256>,
    /// Digest of arguments, environment, input and mounted files.
    pub inputs: Option<Sha256>,
    /// Attempts made; 0 when it was not run.
    pub attempts: u32,
    /// How the guest stopped.
    pub ending: Option<Ending>,
    /// The limit that ended the guest, for people: `30s`, `1 GiB`; nothing when none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// What stands for a pass being a pass.
    pub evidence: Evidence,
    /// `matched`, `differs`, `unseen`, `broken`; null when skipped.
    pub verdict: Option<String>,
    /// What it counts as.
    pub outcome: Outcome,
    /// The expectation that decided.
    pub expectation: Option<Decided>,
    /// Digest of the document.
    pub document: Option<Sha256>,
    /// The snapshot it was compared with.
    pub snapshot: Option<SnapshotRef>,
    /// At most twenty.
    pub differences: Vec<Difference>,
    /// How many directives hold; nothing where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directives: Option<DirectiveTally>,
    /// Filters that changed something: line in the manifest and number of replacements.
    pub filters: BTreeMap<String, u64>,
    /// When it began, microseconds after the run.
    pub at_us: u64,
    /// Which worker, from 0.
    pub worker: u64,
    /// Microseconds to lay out its files.
    pub stage_us: u64,
    /// Microseconds of the entry call.
    pub run_us: u64,
    /// Microseconds to make and compare the document.
    pub compare_us: u64,
    /// What the guest used.
    pub resources: Resources,
    /// Why it is broken.
    pub cause: Option<Cause>,
    /// Why it was not run.
    pub skip: Option<Skip>,
}

impl TrialFinished {
    /// The suite it belongs to.
    pub fn suite(&self) -> &str {
        self.case.suite()
    }

    /// Whether there was no snapshot to compare with.
    pub fn is_unseen(&self) -> bool {
        self.verdict.as_deref() == Some("unseen")
    }
}

/// The snapshot a trial was compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRef {
    /// Its file, relative to the root.
    pub path: String,
    /// The part after `@` of a variant.
    pub variant: Option<String>,
    /// Digest of its document.
    pub accepted: Option<Sha256>,
}

/// Why a trial was not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// For people.
    pub reason: String,
    /// `expectation` or `stopped`.
    pub by: String,
}

/// All trials of a case are concluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFinished {
    /// Case id.
    pub case: CaseId,
    /// Trials by identical document.
    pub groups: Vec<Group>,
    /// What becomes of its snapshots.
    pub writes: Vec<SnapshotWrite>,
}

/// Trials of one case with one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Digest of the document.
    pub document: Sha256,
    /// Trial ids.
    pub trials: Vec<String>,
    /// File of the snapshot they were compared with.
    pub snapshot: Option<String>,
}

/// A snapshot that is pending or was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotWrite {
    /// The snapshot's file (without `.new`), relative to the root.
    pub path: String,
    /// Digest of the document it would hold.
    pub document: Sha256,
    /// What was done.
    pub effect: Effect,
    /// Digest of the document that it replaces; null = there is none.
    pub replaces: Option<Sha256>,
}
