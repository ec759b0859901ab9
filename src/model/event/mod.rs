//! What happens in a run, as facts: the lines of the record and the food of every reporter.
//!
//! Fields are those of FORMATS.md 2 (`wassay-record 1`), so that a reporter fed from a finished record says what it
//! said live. Three more events exist for live reporters alone and are never recorded: [`EventKind::InstallStarted`],
//! [`EventKind::InstallProgress`] and [`EventKind::CompileStarted`].

mod ready;
mod run;
mod trial;

pub use ready::ArtifactFinished;
pub use ready::ArtifactReady;
pub use ready::Blob;
pub use ready::CompileStarted;
pub use ready::Compiled;
pub use ready::Fetched;
pub use ready::InstallProgress;
pub use ready::InstallStarted;
pub use ready::ProgramReady;
pub use ready::RuntimeReady;
pub use ready::Verified;
pub use run::CacheUse;
pub use run::Cancelling;
pub use run::Ci;
pub use run::Host;
pub use run::Plan;
pub use run::RunFinished;
pub use run::RunStarted;
pub use run::Shard;
pub use run::SourceTree;
pub use run::SuiteFinished;
pub use trial::AttemptFinished;
pub use trial::CaseFinished;
pub use trial::DirectiveFinished;
pub use trial::DirectiveTally;
pub use trial::Group;
pub use trial::Skip;
pub use trial::SnapshotRef;
pub use trial::SnapshotWrite;
pub use trial::TrialFinished;
pub use trial::TrialSlow;
pub use trial::TrialStarted;

use crate::model::defect::Defect;
use crate::model::engine::Identity;
use crate::model::outcome::Tally;
use serde::Deserialize;
use serde::Serialize;
use std::time::Duration;

/// One fact, with the state of the run after it. Only the dispatcher makes one.
#[derive(Clone, Debug)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Time since the run started.
    pub elapsed: Duration,
    /// All trials counted so far, this fact included.
    pub tally: Tally,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum EventKind {
    /// The run begins.
    RunStarted(RunStarted),
    /// What will be run is known.
    Plan(Plan),
    /// A mistake in a file.
    Defect(Defect),
    /// An engine can be used.
    Engine(Identity),
    /// A runtime is installed.
    Runtime(RuntimeReady),
    /// An artifact has begun to be fetched. Live only.
    InstallStarted(InstallStarted),
    /// More of an artifact has come. Live only.
    InstallProgress(InstallProgress),
    /// An artifact is there and verified, or cannot be had.
    ArtifactFinished(ArtifactFinished),
    /// A program has begun to be compiled. Live only.
    CompileStarted(CompileStarted),
    /// A program is ready on an engine, or refused.
    Program(ProgramReady),
    /// Bytes that other lines refer to by digest; written once, before their first use.
    Blob(Blob),
    /// A trial begins.
    TrialStarted(TrialStarted),
    /// A trial runs for long.
    TrialSlow(TrialSlow),
    /// A directive of a script was carried out.
    Directive(DirectiveFinished),
    /// One of several attempts ended.
    AttemptFinished(AttemptFinished),
    /// A trial is concluded.
    TrialFinished(Box<TrialFinished>),
    /// All trials of a case are concluded and its snapshots decided.
    CaseFinished(CaseFinished),
    /// All trials of a suite are concluded. Live only; derived from the trials.
    SuiteFinished(SuiteFinished),
    /// The run is being stopped.
    Cancelling(Cancelling),
    /// The run is over.
    RunFinished(RunFinished),
}

impl EventKind {
    /// Whether the fact belongs into a record.
    pub fn is_recorded(&self) -> bool {
        !matches!(
            self,
            Self::InstallStarted(_)
                | Self::InstallProgress(_)
                | Self::CompileStarted(_)
                | Self::SuiteFinished(_)
        )
    }
}
