//! What a cache holds, each thing once: the ground on which people are told of it and on which it is cleaned.
//!
//! Only names are looked at, no bytes. Links are seen as what they are and not followed.

use crate::cache::inuse::USE_LOCK;
use crate::cache::layout::Cache;
use crate::digest::Sha256;
use std::fs;
use std::fs::Metadata;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Verified bytes.
    Blob,
    /// Compiled code with its seal.
    Code,
    /// The record of a run.
    Record,
    /// Bytes that were not the pinned ones.
    Aside,
    /// The beginning of an artifact.
    Partial,
    /// Something that was being written.
    Temporary,
    /// The digest of a file of a tree.
    Known,
    /// A file that is locked while something is made.
    Lock,
}

impl Kind {
    /// All of them, in the order in which people are told.
    pub const ALL: [Self; 8] = [
        Self::Blob,
        Self::Code,
        Self::Record,
        Self::Aside,
        Self::Partial,
        Self::Temporary,
        Self::Known,
        Self::Lock,
    ];
}

/// One thing.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// What it is called in its directory.
    pub(super) name: String,
    /// Its files; what it is named for comes first.
    pub(super) paths: Vec<PathBuf>,
    pub(super) size: u64,
    /// When it was last used, as far as is known.
    pub(super) used: SystemTime,
}

/// An entry of a directory that was looked at.
struct Entry {
    path: PathBuf,
    name: String,
    metadata: Metadata,
}

impl Entry {
    fn used(&self) -> SystemTime {
        modified(&self.metadata)
    }

    fn item(self, kind: Kind) -> Item {
        Item {
            kind,
            used: self.used(),
            size: if self.metadata.is_dir() {
                0
            } else {
                self.metadata.len()
            },
            name: self.name,
            paths: vec![self.path],
        }
    }

    /// A temporary file of `write_atomic`, left by a process that was killed.
    fn is_temporary(&self) -> bool {
        self.name.starts_with(".tmp")
    }

    fn has_extension(&self, extension: &str) -> bool {
        self.path.extension().is_some_and(|own| own == extension)
    }
}

/// Everything in a cache itself; its layers are not looked at.
pub(super) fn take(cache: &Cache) -> Vec<Item> {
    let mut items = Vec::new();
    for shard in entries(&cache.path("blobs/sha256")) {
        if shard.metadata.is_dir() {
            pairs(&shard.path, Kind::Blob, &is_blob, "seen", &mut items);
        }
    }
    let is_code = |entry: &Entry| entry.has_extension("cwasm");
    pairs(
        &cache.path("code"),
        Kind::Code,
        &is_code,
        "seal",
        &mut items,
    );
    let is_partial = |entry: &Entry| entry.path.extension().is_none();
    pairs(
        &cache.path("partial"),
        Kind::Partial,
        &is_partial,
        "from",
        &mut items,
    );
    for entry in entries(&cache.path("known")) {
        let kind = if entry.is_temporary() {
            Kind::Temporary
        } else {
            Kind::Known
        };
        items.push(entry.item(kind));
    }
    let all = |below: &str, kind| {
        entries(&cache.path(below))
            .into_iter()
            .map(move |entry| entry.item(kind))
    };
    items.extend(all("aside", Kind::Aside));
    items.extend(all("tmp", Kind::Temporary));
    let in_use = cache.path(USE_LOCK);
    items.extend(all("locks", Kind::Lock).filter(|item| item.paths[0] != in_use));
    for root in entries(&cache.path("records")) {
        if root.metadata.is_dir() {
            records(&root.path, &mut items);
        }
    }
    items
}

/// Files with a companion: `x` and `x.seen`. The companion's time is when the thing was used. Companions of nothing
/// and what was being written are temporary; what else lies there is left to those who look for it by name.
fn pairs(
    dir: &Path,
    kind: Kind,
    is_main: &dyn Fn(&Entry) -> bool,
    companion: &str,
    items: &mut Vec<Item>,
) {
    for entry in entries(dir) {
        if entry.is_temporary() {
            items.push(entry.item(Kind::Temporary));
        } else if entry.has_extension(companion) {
            let main = match kind {
                Kind::Code => entry.path.with_extension("cwasm"),
                _ => entry.path.with_extension(""),
            };
            if main.symlink_metadata().is_err() {
                items.push(entry.item(Kind::Temporary));
            }
        } else if is_main(&entry) && entry.metadata.is_file() {
            let beside = entry.path.with_extension(companion);
            let mut item = entry.item(kind);
            if let Ok(metadata) = beside.symlink_metadata() {
                item.used = modified(&metadata);
                item.size += metadata.len();
                item.paths.push(beside);
            }
            items.push(item);
        }
    }
}

fn is_blob(entry: &Entry) -> bool {
    let digest = entry.name.parse::<Sha256>();
    digest.is_ok_and(|digest| digest.hex() == entry.name)
}

fn records(root: &Path, items: &mut Vec<Item>) {
    for entry in entries(root) {
        if !entry.has_extension("ndjson") {
            continue;
        }
        let mut blobs = entry.path.clone().into_os_string();
        blobs.push(".blobs");
        let mut item = entry.item(Kind::Record);
        let blobs = entries(Path::new(&blobs));
        item.size += blobs.iter().map(|blob| blob.metadata.len()).sum::<u64>();
        items.push(item);
    }
}

/// The entries of a directory in the order of their names. What cannot be read holds nothing.
fn entries(dir: &Path) -> Vec<Entry> {
    let mut entries: Vec<Entry> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some(Entry {
                // Of the entry itself, not of what a link leads to.
                metadata: entry.metadata().ok()?,
                name: entry.file_name().to_string_lossy().into_owned(),
                path: entry.path(),
            })
        })
        .collect();
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    entries
}

fn modified(metadata: &Metadata) -> SystemTime {
    metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH)
}
