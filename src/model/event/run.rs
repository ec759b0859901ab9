//! The run as a whole: where and on what it takes place, what will be run, what came of it.

use crate::digest::Sha256;
use crate::model::event::DirectiveTally;
use crate::model::integer;
use crate::model::outcome::Tally;
use crate::model::outcome::UpdatePolicy;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

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
    /// What suites without a manifest were taken for: `wast: 63 scripts`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recognised: Vec<String>,
    /// Projects left out because of errors.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: u64,
    /// Number of errors.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub errors: u64,
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
    /// How many directives of its scripts hold.
    #[serde(default)]
    pub directives: DirectiveTally,
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
