//! Bytes that survive the attempt to get them: of a download that breaks off, only the rest is asked for.
//!
//! `partial/<digest>` grows, and `<digest>.from` beside it says of which file of which server it is the beginning. What
//! lies there proves nothing: it is hashed when it is taken up again, and what it grows to must hash to the pin as all
//! that comes. Only who holds the lock of the file writes to it. Where there is no lock to be had, or something odd
//! lies under the name, bytes go to a file with a random name, as those that could not be asked for in parts do.

use crate::cache::blobs::Blobs;
use crate::cache::error::CacheError;
use crate::cache::incoming::Hashed;
use crate::cache::incoming::Incoming;
use crate::cache::safe;
use crate::digest::Sha256;
use serde::Deserialize;
use serde::Serialize;
use std::fs;
use std::fs::File;
use std::path::Path;
use std::path::PathBuf;
use tempfile::NamedTempFile;
use tempfile::TempPath;

/// Bytes of a file which is worth a name and a note of its own; a smaller one is as soon fetched again.
const WORTH: u64 = 64 << 10;
/// Bytes of the largest note that is read.
const LARGEST_NOTE: u64 = 16 << 10;

/// Which file of which server bytes are from, as it was at that time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The address that was asked, without secrets.
    pub url: String,
    /// Its `ETag`, if that changes with every byte.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
    /// Bytes of the whole.
    pub total: Option<u64>,
}

impl Edition {
    /// What tells this file from a later one of the same address. Without it no rest can be asked for.
    pub fn validator(&self) -> Option<&str> {
        self.etag.as_deref().or(self.modified.as_deref())
    }

    fn is_worth_keeping(&self) -> bool {
        self.validator().is_some() && self.total.is_none_or(|total| total >= WORTH)
    }
}

impl Blobs<'_> {
    /// Takes up what an earlier attempt left of a file, if it is from `url` and the rest can be asked for.
    pub fn kept(self, digest: &Sha256, url: &str) -> Option<(Incoming, Edition)> {
        let path = self.partial_path(digest);
        let edition = read_note(&note_path(&path))?;
        if edition.url != url || !edition.is_worth_keeping() {
            return None;
        }
        let mut file = own_file(&path, Make::No)?;
        let length = file.metadata().ok()?.len();
        if length == 0 || edition.total.is_some_and(|total| length > total) {
            return None;
        }
        let hashed = Incoming::hash_kept(&mut file).ok()?;
        if hashed.length() != length {
            return None;
        }
        let note = note_path(&path);
        Some((Incoming::kept(lasting(file, &path)?, note, hashed), edition))
    }

    /// Whether an earlier attempt may have left something of a file: a quick look.
    pub fn is_begun(self, digest: &Sha256) -> bool {
        let note = note_path(&self.partial_path(digest));
        note.symlink_metadata().is_ok()
    }

    /// Begins to receive a file from its first byte. Where it can be, it is kept when it breaks off.
    ///
    /// # Errors
    /// The cache cannot be written.
    pub fn begin(self, digest: &Sha256, edition: &Edition) -> Result<Incoming, CacheError> {
        if edition.is_worth_keeping()
            && let Some(incoming) = self.begin_kept(digest, edition)
        {
            return Ok(incoming);
        }
        self.incoming_of(edition.total)
    }

    fn begin_kept(self, digest: &Sha256, edition: &Edition) -> Option<Incoming> {
        let path = self.partial_path(digest);
        let note = note_path(&path);
        let file = own_file(&path, Make::Yes)?;
        // In this order a note never stands beside bytes of another file.
        file.set_len(0).ok()?;
        let text = serde_json::to_vec(edition).ok()?;
        crate::files::write_atomic(&note, &text).ok()?;
        Some(Incoming::kept(
            lasting(file, &path)?,
            note,
            Hashed::default(),
        ))
    }

    /// Removes what an earlier attempt left, when nobody will ask for the rest. What somebody writes to is theirs.
    pub(super) fn forget_partial(self, digest: &Sha256) {
        let path = self.partial_path(digest);
        let Some(_locked) = own_file(&path, Make::No) else {
            return;
        };
        // The note goes first, so that it never stands beside bytes of another file.
        let _ = fs::remove_file(note_path(&path));
        let _ = fs::remove_file(path);
    }

    fn partial_path(self, digest: &Sha256) -> PathBuf {
        let mut path = self.cache.path("partial");
        path.push(digest.hex());
        path
    }
}

fn note_path(path: &Path) -> PathBuf {
    path.with_extension("from")
}

fn read_note(path: &Path) -> Option<Edition> {
    let (text, _) = safe::read_note(path, LARGEST_NOTE)?;
    serde_json::from_slice(&text).ok()
}

/// A file that stays where it is when it is dropped.
fn lasting(file: File, path: &Path) -> Option<NamedTempFile> {
    let mut path = TempPath::try_from_path(path).ok()?;
    path.disable_cleanup(true);
    Some(NamedTempFile::from_parts(file, path))
}

/// Whether a file may be made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Make {
    Yes,
    No,
}

/// Opens and locks a plain file of this person that has no second name; nothing if it is anything else.
#[cfg(unix)]
fn own_file(path: &Path, make: Make) -> Option<File> {
    use std::os::unix::fs::MetadataExt as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let file = File::options()
        .read(true)
        .write(true)
        .create(make == Make::Yes)
        .truncate(false)
        .mode(0o600)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
        .ok()?;
    let metadata = file.metadata().ok()?;
    let own = metadata.uid() == rustix::process::geteuid().as_raw();
    if !metadata.is_file() || !own || metadata.nlink() != 1 || file.try_lock().is_err() {
        return None;
    }
    // Whoever held the lock before may have moved the file to its final name.
    is_at(&file, path).then_some(file)
}

#[cfg(not(unix))]
fn own_file(_: &Path, _: Make) -> Option<File> {
    None
}

/// Whether this file, and no other, has this name.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(file), Ok(named)) => identity(file) == identity(named),
        _ => false,
    }
}

#[cfg(not(unix))]
pub(super) fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests;
