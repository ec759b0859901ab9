//! The note beside a blob.

use crate::cache::fingerprint::Fingerprint;
use serde::Deserialize;
use serde::Serialize;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// What stands beside a blob: how it looked when it was proved, and where it came from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) fingerprint: Fingerprint,
    pub(super) from: String,
}

/// Where the note beside a blob lies.
pub(super) fn seen_path(path: &Path) -> PathBuf {
    path.with_extension("seen")
}

/// Reads the note beside a blob.
pub(super) fn read_seen(path: &Path) -> Option<Seen> {
    serde_json::from_slice(&fs::read(seen_path(path)).ok()?).ok()
}

/// Keeps the fingerprint of a proved blob. That it cannot be kept costs a hash in each run and nothing else.
pub(super) fn remember(path: &Path, from: &str) {
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return;
    };
    let seen = Seen {
        fingerprint: Fingerprint::of(&metadata),
        from: from.to_owned(),
    };
    if let Ok(text) = serde_json::to_vec(&seen) {
        let _ = crate::files::write_atomic(&seen_path(path), &text);
    }
}
