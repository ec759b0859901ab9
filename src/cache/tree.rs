//! Digests of files of trees, remembered by fingerprint, so that a warm run need not hash them.
//!
//! What is remembered is a hint. Whoever compiles such a file hashes the bytes it compiles.

use crate::cache::fingerprint::Fingerprint;
use crate::cache::layout::Cache;
use crate::cache::safe;
use crate::cache::seen::touch;
use crate::digest::Sha256;
use serde::Deserialize;
use serde::Serialize;
use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// Digest and size of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileDigest {
    /// Digest of its bytes.
    pub digest: Sha256,
    /// How many there are.
    pub size: u64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Known {
    fingerprint: Fingerprint,
    digest: Sha256,
}

impl Cache {
    /// Digests a file of a tree, or remembers its digest if the file was left alone since.
    ///
    /// # Errors
    /// The file cannot be read, or is no regular file.
    pub fn digest_of(&self, path: &Path) -> io::Result<FileDigest> {
        if let Some(known) = self.recall_digest_of(path) {
            return Ok(known);
        }
        let (file, fingerprint) = look(path)?;
        let (digest, size) = Sha256::of_reader(&file)?;
        let after = Fingerprint::of(&file.metadata()?);
        if after == fingerprint && fingerprint.is_settled() {
            self.know(path, fingerprint, digest);
        }
        Ok(FileDigest { digest, size })
    }

    /// The digest of a file of a tree if it is remembered: quick, and nothing is read but a note.
    pub fn recall_digest_of(&self, path: &Path) -> Option<FileDigest> {
        let known = self.known(path)?;
        let now = Fingerprint::of(&fs::metadata(path).ok().filter(fs::Metadata::is_file)?);
        (known.fingerprint == now).then_some(FileDigest {
            digest: known.digest,
            size: now.size,
        })
    }

    /// The digest of a file that looks like this, if it is remembered.
    pub(super) fn recall(&self, path: &Path, now: Fingerprint) -> Option<Sha256> {
        let known = self.known(path)?;
        (known.fingerprint == now).then_some(known.digest)
    }

    /// Remembers the digest of a file; if that fails it is hashed again.
    pub(super) fn know(&self, path: &Path, fingerprint: Fingerprint, digest: Sha256) {
        let known = Known {
            fingerprint,
            digest,
        };
        if let Ok(text) = serde_json::to_vec(&known) {
            let _ = crate::files::write_atomic(&self.known_path(path), &text);
        }
    }

    fn known(&self, path: &Path) -> Option<Known> {
        const LONGEST: u64 = 4 << 10;
        let (text, note) = safe::read_note(&self.known_path(path), LONGEST)?;
        let known = serde_json::from_slice(&text).ok()?;
        touch(&note);
        Some(known)
    }

    fn known_path(&self, path: &Path) -> PathBuf {
        let name = Sha256::of(path.as_os_str().as_encoded_bytes()).hex();
        let mut note = self.path("known");
        note.push(&name[..32]);
        note
    }
}

fn look(path: &Path) -> io::Result<(File, Fingerprint)> {
    // A pipe would wait for a writer, so it is looked at before it is opened.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    let file = File::open(path)?;
    let fingerprint = Fingerprint::of(&file.metadata()?);
    Ok((file, fingerprint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::seal::SealSource;
    use std::time::Duration;
    use std::time::SystemTime;

    #[test]
    fn a_file_that_was_just_written_is_hashed_again_and_a_changed_one_always() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open_sealed(&dir.path().join("c"), SealSource::Given("k".repeat(32)));
        let cache = cache.unwrap();
        let path = dir.path().join("file");
        crate::files::write_atomic(&path, b"one").unwrap();
        assert_eq!(cache.digest_of(&path).unwrap().digest, Sha256::of(b"one"));
        assert!(
            !cache.known_path(&path).exists(),
            "a fresh file must not be trusted"
        );
        crate::files::write_atomic(&path, b"two").unwrap();
        let found = cache.digest_of(&path).unwrap();
        assert_eq!((found.digest, found.size), (Sha256::of(b"two"), 3));
    }

    #[test]
    fn what_is_remembered_holds_as_long_as_the_fingerprint() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open_sealed(&dir.path().join("c"), SealSource::Given("k".repeat(32)));
        let cache = cache.unwrap();
        let path = dir.path().join("file");
        crate::files::write_atomic(&path, b"one").unwrap();
        let known = Known {
            fingerprint: Fingerprint::of(&path.metadata().unwrap()),
            digest: Sha256::of(b"remembered"),
        };
        let note = cache.known_path(&path);
        crate::files::write_atomic(&note, &serde_json::to_vec(&known).unwrap()).unwrap();
        assert_eq!(
            cache.digest_of(&path).unwrap().digest,
            Sha256::of(b"remembered")
        );
        let earlier = SystemTime::now() - Duration::from_hours(1);
        File::open(&path).unwrap().set_modified(earlier).unwrap();
        assert_eq!(cache.digest_of(&path).unwrap().digest, Sha256::of(b"one"));
        assert!(cache.digest_of(dir.path()).is_err());
        assert!(cache.digest_of(&dir.path().join("gone")).is_err());
    }
}
