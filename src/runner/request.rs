//! What a run is asked and what it leaves behind.

use crate::cache::Cache;
use crate::engine::embedded::Compiler;
use crate::install::InstallOptions;
use crate::model::defect::Defect;
use crate::model::event::Event;
use crate::model::event::Plan;
use crate::model::event::RunStarted;
use crate::model::outcome::Tally;
use crate::model::outcome::UpdatePolicy;
use crate::model::trial::Trial;
use crate::snapshot::Storage;
use crate::snapshot::StorageError;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

/// Everything a run needs.
pub struct Run {
    /// What is told first.
    pub started: RunStarted,
    /// What is told next; counts and digests of the trials are filled in here.
    pub plan: Plan,
    /// Mistakes found so far, told after the plan.
    pub defects: Vec<Defect>,
    /// The selected trials, cases side by side.
    pub trials: Vec<Trial>,
    /// The full matrix of the tree, cases side by side.
    pub full: Vec<Trial>,
    /// Snapshots.
    pub storage: Arc<Storage>,
    /// Where artifacts and compiled code are kept.
    pub cache: Cache,
    /// Whether connections may be opened.
    pub network: Network,
    /// How artifacts are fetched; whether at all, and by how many threads files are hashed, is said elsewhere here.
    pub fetching: InstallOptions,
    /// Whether code may be made.
    pub compiler: Compiler,
    /// What a person asked for.
    pub options: Options,
    /// How a run is stopped.
    pub stop: Stop,
    /// When the program started.
    pub clock: Instant,
}

/// Hears what happens in a run.
pub trait Audience {
    /// Takes in one fact, on the caller's thread, in order.
    fn event(&mut self, event: &Event);

    /// Is called about twenty times a second while nothing happens.
    fn tick(&mut self, elapsed: Duration);
}

/// Whether connections may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// What is not in the cache is fetched.
    Online,
    /// What is not in the cache is broken.
    Offline,
}

/// What a person asked for.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Threads that run trials or compile, together.
    pub jobs: usize,
    /// What is done with documents that differ.
    pub policy: UpdatePolicy,
    /// Instead of each case's own.
    pub retries: Option<u32>,
    /// Instead of each case's own.
    pub timeout: Option<Duration>,
    /// Stop after so many trials that are not good.
    pub max_fail: Option<u64>,
    /// What flaky trials count as.
    pub flaky: FlakyPolicy,
    /// Which documents go into the record.
    pub documents: Documents,
    /// Run each trial twice and hold the documents against each other.
    pub check_determinism: bool,
}

/// What flaky trials count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlakyPolicy {
    /// Good.
    Pass,
    /// Bad.
    Fail,
}

/// Which documents go into the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Documents {
    /// Those that differ.
    Changed,
    /// All.
    All,
}

/// How a run is stopped from outside: flags that signal handlers set.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    /// Ctrl-C.
    pub interrupt: Arc<AtomicBool>,
    /// SIGTERM.
    pub terminate: Arc<AtomicBool>,
}

impl Stop {
    pub(crate) fn asked(&self) -> Option<Ended> {
        if self.terminate.load(Ordering::Relaxed) {
            return Some(Ended::Terminated);
        }
        self.interrupt
            .load(Ordering::Relaxed)
            .then_some(Ended::Interrupted)
    }
}

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every trial is concluded.
    Complete,
    /// Ctrl-C.
    Interrupted,
    /// SIGTERM.
    Terminated,
    /// `--max-fail` was reached.
    MaxFail,
    /// A worker panicked.
    Fault,
}

impl Ended {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Interrupted => "interrupt",
            Self::Terminated => "terminated",
            Self::MaxFail => "max-fail",
            Self::Fault => "fault",
        }
    }
}

/// What a run leaves behind.
#[derive(Debug)]
pub struct Finished {
    /// How many trials came out how.
    pub tally: Tally,
    /// How it ended.
    pub ended: Ended,
    /// Snapshots that could not be written.
    pub failed: Vec<StorageError>,
    /// Variants that say what would be compared anyway.
    pub redundant: Vec<PathBuf>,
    /// Programs that were compiled.
    pub compiled: u64,
}
