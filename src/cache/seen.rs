//! The note beside a blob: a hint that saves work, never a proof. Its time of change is when the blob was last used.

use crate::cache::fingerprint::Fingerprint;
use crate::cache::safe;
use serde::Deserialize;
use serde::Serialize;
use std::fs;
use std::fs::File;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::SystemTime;

/// Notes are short; what is longer is none.
const LONGEST: u64 = 64 << 10;

/// What stands beside a blob: how it looked when it was proved, and where it came from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) fingerprint: Fingerprint,
    /// Its address, without secrets.
    pub(super) from: String,
    /// When it was published.
    #[serde(default)]
    pub(super) at: String,
}

/// Where the note beside a blob lies.
pub(super) fn seen_path(path: &Path) -> PathBuf {
    path.with_extension("seen")
}

/// Reads the note beside a blob.
pub(super) fn read_seen(path: &Path) -> Option<Seen> {
    read_seen_file(path).map(|(seen, _)| seen)
}

/// As [`read_seen`], with the descriptor of the note.
pub(super) fn read_seen_file(path: &Path) -> Option<(Seen, File)> {
    let (text, file) = safe::read_note(&seen_path(path), LONGEST)?;
    Some((serde_json::from_slice(&text).ok()?, file))
}

/// Keeps the fingerprint of a blob that was just published.
pub(super) fn remember(path: &Path, from: &str) {
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return;
    };
    let at = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ");
    note(
        path,
        &Seen {
            fingerprint: Fingerprint::of(&metadata),
            from: from.to_owned(),
            at: at.to_string(),
        },
    );
}

/// Writes the note beside a blob. That it cannot be kept, or only a part of it, costs a hash in each run and nothing
/// else, so it is written in its place: nothing else is left among the blobs by a process that is killed.
pub(super) fn note(path: &Path, seen: &Seen) {
    if let Ok(text) = serde_json::to_vec(seen) {
        let _ = safe::write_new(&seen_path(path), &text);
    }
}

/// Notes that something is used now: once a day is enough. What cannot be noted is taken for older than it is.
///
/// A time in the future stands for "just now": the clock was set back, and cleaning up sets it right.
pub(super) fn touch(note: &File) {
    const OFTEN: Duration = Duration::from_hours(24);
    let now = SystemTime::now();
    let written = note.metadata().and_then(|metadata| metadata.modified());
    if written.is_ok_and(|time| now.duration_since(time).is_ok_and(|age| age > OFTEN)) {
        let _ = note.set_modified(now);
    }
}
