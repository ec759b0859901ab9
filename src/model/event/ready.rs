//! What is made ready before trials run: artifacts, runtimes, programs; and the bytes that other lines refer to.

use crate::digest::Sha256;
use crate::model::cause::Cause;
use crate::model::runtime::Status;
use serde::Deserialize;
use serde::Serialize;
use std::sync::Arc;

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
    /// Why it failed; of one that did not, what a person should know all the same: a mirror that did not have it.
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
