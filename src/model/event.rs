//! What happens in a run, as facts: the lines of the record and the food of every reporter.
//!
//! Fields are those of FORMATS.md 2 (`wassay-record 1`), so that a reporter fed from a finished record says what it
//! said live. Three more events exist for live reporters alone and are never recorded: [`EventKind::InstallStarted`],
//! [`EventKind::InstallProgress`] and [`EventKind::CompileStarted`].

use crate::digest::Sha256;
use crate::model::case::Kind;
use crate::model::cause::Cause;
use crate::model::defect::Defect;
use crate::model::defect::Place;
use crate::model::engine::Identity;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Resources;
use crate::model::expectation::Decided;
use crate::model::id::CaseId;
use crate::model::integer;
use crate::model::outcome::Difference;
use crate::model::outcome::Effect;
use crate::model::outcome::Outcome;
use crate::model::outcome::Tally;
use crate::model::outcome::UpdatePolicy;
use crate::model::runtime::Status;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
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

/// The run begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunStarted {
    /// Version of the record's schema: `1.0`.
    pub schema: String,
    /// `UUIDv7`.
    pub run: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// Version of wassay.
    pub wassay: String,
    /// argv without secrets.
    pub command: Vec<String>,
    /// The machine.
    pub host: Host,
    /// The tree, where git knows it.
    pub source: SourceTree,
    /// What is done with documents that differ.
    pub policy: UpdatePolicy,
    /// Seed of the run (cases have seeds of their own).
    #[serde(deserialize_with = "integer::read")]
    pub seed: u64,
    /// The CI service, where one is recognised.
    pub ci: Option<Ci>,
    /// Always null in this version.
    pub shard: Option<Shard>,
}

/// The machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// `linux`.
    pub os: String,
    /// `x86_64`.
    pub arch: String,
    /// Cores that may be used.
    pub cpus: u64,
}

/// The tree that was tested.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceTree {
    /// Commit.
    pub revision: Option<String>,
    /// Whether files differ from it.
    pub dirty: Option<bool>,
    /// Digest of its tree object.
    pub tree: Option<String>,
}

/// The CI service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ci {
    /// `github`, `gitlab` or `other`.
    pub provider: String,
    /// Page of the job.
    pub url: Option<String>,
    /// Name of the job.
    pub job: Option<String>,
}

/// Part of a run on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// From 1.
    pub index: u64,
    /// How many.
    pub count: u64,
}

/// What will be run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Suites of the selected trials; in a tree with errors, suites found.
    pub suites: u64,
    /// Cases selected.
    pub cases: u64,
    /// Manifests read.
    pub manifests: u64,
    /// Digest over resolved manifests and guests.
    pub tree: Sha256,
    /// Values of each axis.
    pub matrix: BTreeMap<String, Vec<String>>,
    /// Trials of the full matrix.
    pub trials: u64,
    /// Digest of the sorted keys of the full matrix.
    pub keys: Sha256,
    /// Trials selected.
    pub selected: u64,
    /// The filter, as printed back.
    pub filter: Option<String>,
    /// Digest of the order of cases.
    pub case_order: Sha256,
    /// Selected trials by suite, in the order of suites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_suite: Vec<(String, u64)>,
    /// Programs to make ready (program x engine).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub programs: u64,
    /// Time that discovery took; for live reporters.
    #[serde(skip)]
    pub discovery: Duration,
    /// A remark on how cases were found (`demo has no manifest: every program is a command`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Projects left out because of errors.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: u64,
    /// Number of errors.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub errors: u64,
}

/// A runtime is installed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuntimeReady {
    /// Name.
    pub runtime: String,
    /// Version.
    pub version: String,
    /// What its publisher says of it.
    pub status: Status,
    /// What it is made of.
    pub artifacts: Vec<ArtifactReady>,
}

/// An artifact of an installed runtime.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactReady {
    /// `binary`, `preload NAME`.
    pub role: String,
    /// Its label.
    pub filename: String,
    /// Its digest.
    pub digest: Sha256,
    /// Bytes.
    pub size: u64,
    /// The `url` as written, without credentials.
    pub source: String,
    /// How it was verified.
    pub verified: Verified,
}

/// How bytes were verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    /// Hashed while they were downloaded.
    Download,
    /// Published in the cache under their digest; fingerprint unchanged.
    Cache,
    /// A file of the tree, hashed.
    Bundle,
}

/// An artifact has begun to be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallStarted {
    /// Which.
    pub digest: Sha256,
    /// For people: `ruby 3.4.1`.
    pub label: String,
    /// Bytes to come, where the server says so.
    pub total: Option<u64>,
}

/// More of an artifact has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallProgress {
    /// Which.
    pub digest: Sha256,
    /// Bytes so far.
    pub received: u64,
    /// Bytes in all, where the server says so.
    pub total: Option<u64>,
}

/// An artifact is there, or cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactFinished {
    /// Which.
    pub digest: Sha256,
    /// For people: `ruby 3.4.1`.
    pub label: String,
    /// The `url` as written, without credentials.
    pub source: String,
    /// Bytes of the artifact.
    pub bytes: u64,
    /// Bytes that came over the network for it (a package is larger or smaller than its member).
    pub fetched: u64,
    /// Attempts made.
    pub attempts: u32,
    /// Microseconds.
    pub elapsed_us: u64,
    /// `fetched`, `cached`, `bundled` or `failed`.
    pub outcome: Fetched,
    /// Why it failed.
    pub cause: Option<Cause>,
}

/// How an artifact was had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fetched {
    /// Over the network.
    Fetched,
    /// It was in the cache.
    Cached,
    /// It is a file of the tree.
    Bundled,
    /// Not at all.
    Failed,
}

/// A program has begun to be compiled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompileStarted {
    /// Digest of the program.
    pub digest: Sha256,
    /// For people: `python 3.12.0`, `args.wat (winch)`.
    pub label: String,
}

/// A program is ready on an engine, or refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramReady {
    /// Digest of the program.
    pub digest: Sha256,
    /// For people.
    pub label: String,
    /// What it is; nothing when that could not be told.
    pub kind: Option<crate::model::program::ProgramKind>,
    /// What it imports, module or interface names, sorted.
    pub imports: Vec<String>,
    /// Name of the engine.
    pub engine: String,
    /// Whether code was made now or came from the cache; nothing when refused.
    pub compiled: Option<Compiled>,
    /// Microseconds spent compiling.
    pub compile_us: u64,
    /// Bytes of machine code.
    pub code_bytes: u64,
    /// Why it cannot be run here.
    pub refused: Option<Cause>,
}

/// Where code came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compiled {
    /// Made in this run.
    Fresh,
    /// Sealed by an earlier run.
    Cache,
}

/// Bytes that other lines refer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// Their digest.
    pub digest: Sha256,
    /// How many.
    pub size: u64,
    /// `text` or `base64`.
    pub encoding: String,
    /// The bytes; null above 1 MiB, then they are in `<record>.blobs/<digest>`.
    pub content: Option<Arc<str>>,
}

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

/// All trials of a suite are concluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuiteFinished {
    /// Name.
    pub suite: String,
    /// Its trials.
    pub tally: Tally,
    /// How many of the failed ones have no snapshot.
    pub new: u64,
    /// Microseconds of all its trials together.
    pub busy_us: u64,
}

/// The run is being stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelling {
    /// `interrupt`, `terminated` or `max-fail`.
    pub reason: String,
    /// Trials that are being run now; for live reporters.
    #[serde(skip)]
    pub in_flight: u64,
}

/// The run is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFinished {
    /// RFC 3339, UTC.
    pub at: String,
    /// Microseconds since it began.
    pub elapsed_us: u64,
    /// How many trials came out how.
    pub tally: Tally,
    /// Microseconds in guests.
    pub guest_us: u64,
    /// Microseconds in workers.
    pub busy_us: u64,
    /// What the cache gave and took.
    pub cache: CacheUse,
    /// Exit code.
    pub exit: u8,
    /// Lines of the record, this one included. Filled in by the record's writer.
    pub lines: u64,
    /// Selected trials that were not run because the run was stopped; for live reporters.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub not_run: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What the cache gave and took in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CacheUse {
    /// Programs compiled.
    pub compiled: u64,
    /// Programs loaded.
    pub loaded: u64,
    /// Artifacts fetched.
    pub fetched: u64,
    /// Bytes fetched.
    pub bytes: u64,
}
