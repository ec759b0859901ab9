//! A language runtime release, as pinned in `.wws.toml`.

use crate::digest::Sha256;
use crate::model::defect::Place;
use crate::model::version::Version;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// Which release of which runtime.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuntimeKey {
    /// Name of the runtime: `ruby`.
    pub name: String,
    /// Its version, as pinned.
    pub version: Version,
}

/// As in messages: `ruby 3.4.1`.
impl fmt::Display for RuntimeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

/// A pinned release with everything needed to run it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// Name and version.
    pub key: RuntimeKey,
    /// Other names of this version: `head`, `latest`.
    pub tags: Vec<String>,
    /// What its publisher says of it.
    pub status: Status,
    /// Extensions of the sources it runs, without dot.
    pub extensions: Vec<String>,
    /// The whole argv with argv\[0\]. `/src/index.<ext>` in it stands for the source, else the source is appended.
    pub args: Vec<String>,
    /// Environment of every case it runs.
    pub envs: BTreeMap<String, String>,
    /// The program.
    pub binary: Artifact,
    /// Core modules linked before it, in this order.
    pub preloads: Vec<(String, Artifact)>,
    /// Keys that were absent and took their documented default, for `explain`.
    pub defaulted: Vec<&'static str>,
    /// Where it is pinned.
    pub at: Place,
}

impl Runtime {
    /// Every artifact with its role, preloads first: the order in which they are linked.
    pub fn artifacts(&self) -> impl Iterator<Item = (String, &Artifact)> {
        let preloads = self
            .preloads
            .iter()
            .map(|(name, artifact)| (format!("preload {name}"), artifact));
        preloads.chain([("binary".to_owned(), &self.binary)])
    }
}

/// What a publisher says of a release.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// To be used.
    #[default]
    Active,
    /// To be left.
    Deprecated,
    /// Withdrawn: used only where the matrix names it exactly.
    Yanked,
    /// Nothing is said.
    Unknown,
}

/// Bytes named by their SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Artifact {
    /// Where they can be had.
    pub source: Source,
    /// The `url` as written, for people.
    pub url: String,
    /// A label, never a path.
    pub filename: String,
    /// What the bytes must hash to.
    pub digest: Sha256,
    /// Where it is pinned (the line of its checksum).
    pub at: Place,
}

/// Where the bytes of an artifact come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A file of the tree, absolute, confined to the suites root.
    File(PathBuf),
    /// `https:`, or `http:` on loopback.
    Url(String),
    /// A file of an npm package.
    Npm {
        /// Package with its scope: `@ruby/3.4-wasm-wasi`.
        package: String,
        /// Exact version.
        version: String,
        /// Path inside the package, without the leading `package/`.
        member: String,
    },
}
