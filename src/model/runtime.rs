//! A language runtime release, as pinned in `.wws.toml`.

use crate::digest::Sha256;
use crate::model::defect::Place;
use crate::model::version::Version;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
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
    /// A file of an archive.
    Archive {
        /// Where the archive is.
        place: ArchivePlace,
        /// Path inside the archive, exactly as the archive has it but for a leading `./`.
        member: String,
    },
}

impl Source {
    /// The file of the tree that holds the bytes, by itself or packed.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path)
            | Self::Archive {
                place: ArchivePlace::File(path),
                ..
            } => Some(path),
            Self::Url(_) | Self::Npm { .. } | Self::Archive { .. } => None,
        }
    }

    /// Of a file in an archive: the archive, and which of its files.
    pub fn member(&self) -> Option<(Holder<'_>, &str)> {
        match self {
            Self::Npm {
                package,
                version,
                member,
            } => Some((Holder::Npm { package, version }, member)),
            Self::Archive { place, member } => Some((Holder::Archive(place), member)),
            Self::File(_) | Self::Url(_) => None,
        }
    }
}

/// What files are packed into, so that several come with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder<'a> {
    /// An npm package.
    Npm {
        /// Its name.
        package: &'a str,
        /// Its version.
        version: &'a str,
    },
    /// Any other archive.
    Archive(&'a ArchivePlace),
}

/// Where an archive is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ArchivePlace {
    /// A file of the tree, absolute, confined to the suites root.
    File(PathBuf),
    /// `https:`, or `http:` on loopback; without the `#` and what follows it.
    Url(String),
}

impl ArchivePlace {
    /// What its name says that it is; nothing for a name that no archive has.
    pub fn format(&self) -> Option<ArchiveFormat> {
        match self {
            Self::File(path) => ArchiveFormat::of_path(path.file_name()?.to_str()?),
            Self::Url(url) => ArchiveFormat::of_url(url),
        }
    }
}

/// How files are packed into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveFormat {
    /// `.tar.gz`, `.tgz`; npm packages.
    TarGzip,
    /// `.tar.xz`, `.txz`.
    TarXz,
    /// `.tar.zst`, `.tzst`.
    TarZstd,
    /// `.zip`.
    Zip,
}

impl ArchiveFormat {
    /// What a path ends with, in any case of letters.
    const ENDINGS: [(&str, Self); 7] = [
        (".tar.gz", Self::TarGzip),
        (".tgz", Self::TarGzip),
        (".tar.xz", Self::TarXz),
        (".txz", Self::TarXz),
        (".tar.zst", Self::TarZstd),
        (".tzst", Self::TarZstd),
        (".zip", Self::Zip),
    ];

    /// What a path says by its ending.
    pub fn of_path(path: &str) -> Option<Self> {
        let path = path.to_ascii_lowercase();
        Self::ENDINGS
            .iter()
            .find(|(ending, _)| path.ends_with(ending))
            .map(|(_, format)| *format)
    }

    /// What a URL says by the ending of its path; neither its host nor its query says anything.
    pub fn of_url(url: &str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (_, path) = rest.split_once('/')?;
        Self::of_path(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_known_by_the_end_of_its_path() {
        use ArchiveFormat::TarGzip;
        use ArchiveFormat::TarXz;
        use ArchiveFormat::TarZstd;
        use ArchiveFormat::Zip;
        let table = [
            ("https://h.test/x.tar.gz", Some(TarGzip)),
            ("https://h.test/x.TGZ", Some(TarGzip)),
            ("https://h.test/x.tar.xz?token=1", Some(TarXz)),
            ("https://h.test/x.txz", Some(TarXz)),
            ("https://h.test/x.tar.zst", Some(TarZstd)),
            ("https://h.test/x.tzst", Some(TarZstd)),
            ("https://h.test/x.zip", Some(Zip)),
            ("https://h.test/x.zip/y", None),
            ("https://h.zip", None),
            ("https://h.zip?a=/x.zip", None),
            ("https://h.test/x?name=y.zip", None),
            ("https://h.test/x.tar", None),
            ("https://h.test/x.gz", None),
            ("https://h.test/zip", None),
        ];
        for (url, expected) in table {
            assert_eq!(ArchiveFormat::of_url(url), expected, "{url}");
        }
        let file = |path: &str| ArchivePlace::File(path.into()).format();
        assert_eq!(file("/t/dist/x.tar.zst"), Some(TarZstd));
        assert_eq!(file("/t/x.zip/y"), None);
    }
}
