//! Verified bytes by their digest.

use crate::cache::error::CacheError;
use crate::cache::failpoint;
use crate::cache::fingerprint::Fingerprint;
use crate::cache::incoming::Incoming;
use crate::cache::incoming::put_aside;
use crate::cache::layers;
use crate::cache::layout::Cache;
use crate::cache::locks::Lock;
use crate::cache::locks::Waiting;
use crate::cache::partial::is_at;
use crate::cache::safe;
use crate::cache::safe::Opened;
use crate::cache::safe::Unsafe;
use crate::cache::seen::Seen;
use crate::cache::seen::note;
use crate::cache::seen::read_seen_file;
use crate::cache::seen::seen_path;
use crate::cache::seen::touch;
use crate::digest::Sha256;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// Bytes that the cache has proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Where they lie.
    pub path: PathBuf,
    /// How many there are.
    pub size: u64,
}

/// The blobs of a cache.
#[derive(Debug, Clone, Copy)]
pub struct Blobs<'a> {
    pub(super) cache: &'a Cache,
}

/// Whether a fingerprint is believed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It is, if nothing about the file changed.
    Fingerprint,
    /// Never: the bytes are hashed.
    BytesOnly,
}

impl<'a> Blobs<'a> {
    pub(super) fn new(cache: &'a Cache) -> Self {
        Self { cache }
    }

    /// Where the blob of a digest lies, or would lie. Whether it is there and right only [`Blobs::lookup`] tells.
    pub fn path(self, digest: &Sha256) -> PathBuf {
        let hex = digest.hex();
        let mut path = self.cache.path("blobs/sha256");
        path.push(&hex[..2]);
        path.push(hex);
        path
    }

    /// Finds the bytes of a digest.
    ///
    /// Bytes whose fingerprint is as it was when they were proved are trusted; others are hashed again. Those that
    /// turn out to be altered are moved to `aside`, as if they had never been there. What this cache does not have is
    /// looked for in its layers.
    ///
    /// # Errors
    /// The file system cannot be read.
    pub fn lookup(self, digest: &Sha256) -> Result<Option<Blob>, CacheError> {
        self.find(digest, Trust::Fingerprint)
    }

    /// As [`Blobs::lookup`], but the bytes are hashed whatever the fingerprint says.
    ///
    /// # Errors
    /// As [`Blobs::lookup`].
    pub fn prove(self, digest: &Sha256) -> Result<Option<Blob>, CacheError> {
        self.find(digest, Trust::BytesOnly)
    }

    /// Begins to receive bytes.
    ///
    /// # Errors
    /// The cache cannot be written.
    pub fn incoming(self) -> Result<Incoming, CacheError> {
        self.incoming_of(None)
    }

    /// As [`Blobs::incoming`]; `total` is how many bytes are to come, where that is known.
    pub(super) fn incoming_of(self, total: Option<u64>) -> Result<Incoming, CacheError> {
        let file = self.cache.temporary()?;
        Ok(Incoming::new(file, total))
    }

    /// Begins a file that never gets a name, and is gone when it is dropped.
    ///
    /// # Errors
    /// The cache cannot be written.
    pub fn scratch(self) -> Result<tempfile::NamedTempFile, CacheError> {
        self.cache.temporary()
    }

    /// Waits for the right to fetch a digest. `waiting` is told once when that takes more than some seconds.
    ///
    /// Sign the lock ([`Lock::sign`]) if you hold it for more than a moment, so that others learn whom they wait for.
    /// Look the digest up again when you have it: whoever held it most likely published it.
    ///
    /// # Errors
    /// The cache cannot be written.
    pub fn lock(
        self,
        digest: &Sha256,
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<Lock, CacheError> {
        self.cache.lock(&digest.hex(), waiting)
    }

    fn find(self, digest: &Sha256, trust: Trust) -> Result<Option<Blob>, CacheError> {
        match self.find_here(digest, trust)? {
            Some(blob) => Ok(Some(blob)),
            None => Ok(layers::find(self.cache, digest, trust)),
        }
    }

    /// As [`Blobs::find`], in this cache itself.
    pub(super) fn find_here(
        self,
        digest: &Sha256,
        trust: Trust,
    ) -> Result<Option<Blob>, CacheError> {
        let path = self.path(digest);
        if !is_shard(&path)? {
            return Ok(None);
        }
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(CacheError::io("read", &path)(error)),
        };
        let seen = read_seen_file(&path);
        if let Some((seen, note)) = &seen
            && trust == Trust::Fingerprint
            && metadata.is_file()
            && seen.fingerprint == Fingerprint::of(&metadata)
        {
            touch(note);
            let size = metadata.len();
            return Ok(Some(Blob { path, size }));
        }
        failpoint::hit("find.before-hash");
        self.hash(path, digest, seen.map(|(seen, _)| seen))
    }

    /// Hashes the bytes under a name through one descriptor, and sets aside what does not hash to it.
    fn hash(
        self,
        path: PathBuf,
        digest: &Sha256,
        seen: Option<Seen>,
    ) -> Result<Option<Blob>, CacheError> {
        let (file, metadata) = match safe::open(&path).map_err(CacheError::io("read", &path))? {
            Opened::File(file, metadata) => (file, metadata),
            Opened::Absent => return Ok(None),
            Opened::Strange => {
                self.clear(&path, digest);
                return Ok(None);
            }
        };
        // Taken before the bytes are read: a change meanwhile makes the note wrong, so they are hashed again.
        let fingerprint = Fingerprint::of(&metadata);
        if fingerprint.size > LARGEST {
            // Nothing as large was ever published, and to hash it could take for ever.
            self.clear(&path, digest);
            return Ok(None);
        }
        let (found, size) = Sha256::of_reader(&file).map_err(CacheError::io("read", &path))?;
        if found != *digest {
            failpoint::hit("find.before-aside");
            if !is_at(&file, &path) {
                // Somebody was quicker and put the right bytes there.
                return self.find_here(digest, Trust::Fingerprint);
            }
            self.clear(&path, &found);
            return Ok(None);
        }
        if seen
            .as_ref()
            .is_none_or(|seen| seen.fingerprint != fingerprint)
        {
            let (from, at) = seen.map_or_else(Default::default, |seen| (seen.from, seen.at));
            let seen = Seen {
                fingerprint,
                from,
                at,
            };
            note(&path, &seen);
        }
        Ok(Some(Blob { path, size }))
    }

    /// As [`Blobs::set_aside`]; in a cache that cannot be written what is wrong stays, and is passed over.
    fn clear(self, path: &Path, found: &Sha256) {
        if let Err(error) = self.set_aside(path, found) {
            let why = std::error::Error::source(&error)
                .map_or_else(String::new, |why| format!(": {why}"));
            self.cache
                .warn(format!("wrong bytes cannot be set aside: {error}{why}"));
        }
    }

    /// Moves what lies under a blob's name out of the way.
    fn set_aside(self, path: &Path, found: &Sha256) -> Result<(), CacheError> {
        let _ = fs::remove_file(seen_path(path));
        let moved = put_aside(self.cache, found, &mut |target| fs::rename(path, target));
        if moved.is_none() && path.symlink_metadata().is_ok() {
            return fs::remove_file(path).map_err(CacheError::io("remove", path));
        }
        Ok(())
    }
}

/// Bytes of the largest blob: what is larger is never taken from anywhere.
pub(super) const LARGEST: u64 = 2 << 30;

/// Whether the directory that a blob lies in is there. What is no directory does not count.
fn is_shard(path: &Path) -> Result<bool, CacheError> {
    match safe::is_dir(path.parent().unwrap_or(path)) {
        Err(CacheError::Unsafe {
            why: Unsafe::Link | Unsafe::NoDirectory,
            ..
        }) => Ok(false),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::incoming::PublishError;
    use crate::cache::seal::SealSource;
    use crate::cache::seen::remember;
    use std::fs::File;
    use std::io::Write as _;
    use std::time::Instant;

    fn cache() -> (tempfile::TempDir, Cache) {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open_sealed(dir.path(), SealSource::Given("k".repeat(32)));
        (dir, cache.unwrap())
    }

    fn put(cache: &Cache, bytes: &[u8], digest: &Sha256) -> Result<Blob, PublishError> {
        let mut incoming = cache.blobs().incoming().unwrap();
        incoming.write_all(bytes).unwrap();
        cache.blobs().publish(incoming, digest, "a test")
    }

    fn names(cache: &Cache, below: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(cache.path(below))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Changes bytes in place and sets the modification time back, as nothing honest does.
    fn alter(path: &Path, bytes: &[u8]) {
        // The clock of a file system ticks coarsely: a change within the tick of publishing would not show.
        std::thread::sleep(std::time::Duration::from_millis(20));
        let modified = path.metadata().unwrap().modified().unwrap();
        let mut permissions = path.metadata().unwrap().permissions();
        #[expect(
            clippy::permissions_set_readonly_false,
            reason = "the file is removed with the test"
        )]
        permissions.set_readonly(false);
        fs::set_permissions(path, permissions).unwrap();
        let mut file = File::options()
            .write(true)
            .truncate(true)
            .open(path)
            .unwrap();
        file.write_all(bytes).unwrap();
        file.set_modified(modified).unwrap();
    }

    #[test]
    fn published_bytes_are_found_by_their_digest() {
        let (_dir, cache) = cache();
        let digest = Sha256::of(b"bytes");
        assert_eq!(cache.blobs().lookup(&digest).unwrap(), None);
        let blob = put(&cache, b"bytes", &digest).unwrap();
        assert_eq!(
            (blob.size, fs::read(&blob.path).unwrap()),
            (5, b"bytes".to_vec())
        );
        assert!(
            blob.path
                .ends_with(format!("blobs/sha256/{}/{digest}", &digest.hex()[..2]))
        );
        assert_eq!(cache.blobs().lookup(&digest).unwrap(), Some(blob.clone()));
        assert_eq!(put(&cache, b"bytes", &digest).unwrap(), blob);
        assert_eq!(names(&cache, "tmp"), Vec::<String>::new());
    }

    #[test]
    fn wrong_bytes_never_get_the_name_and_are_set_aside() {
        let (_dir, cache) = cache();
        let pinned = Sha256::of(b"bytes");
        for _ in 0..2 {
            let Err(PublishError::Mismatch(wrong)) = put(&cache, b"\0asm\x01\0\0\0", &pinned)
            else {
                panic!("other bytes were published");
            };
            assert_eq!((wrong.pinned, wrong.size), (pinned, 8));
            assert_eq!(wrong.received, Sha256::of(b"\0asm\x01\0\0\0"));
            assert_eq!(wrong.head, b"\0asm\x01\0\0\0");
            assert_eq!(fs::read(wrong.aside.unwrap()).unwrap(), b"\0asm\x01\0\0\0");
            assert_eq!(cache.blobs().lookup(&pinned).unwrap(), None);
        }
        assert_eq!(names(&cache, "aside").len(), 1);
        assert_eq!(names(&cache, "tmp"), Vec::<String>::new());
    }

    #[test]
    fn altered_bytes_are_noticed_and_set_aside() {
        let digest = Sha256::of(b"bytes");
        for altered in [&b"BYTES"[..], b"byte", b"", b"bytes and more"] {
            let (_dir, cache) = cache();
            let blob = put(&cache, b"bytes", &digest).unwrap();
            alter(&blob.path, altered);
            assert_eq!(cache.blobs().lookup(&digest).unwrap(), None, "{altered:?}");
            assert_eq!(names(&cache, "aside").len(), 1);
            assert!(!blob.path.exists());
            put(&cache, b"bytes", &digest).unwrap();
        }
    }

    #[test]
    fn a_touched_file_with_the_right_bytes_is_trusted_again() {
        let (_dir, cache) = cache();
        let digest = Sha256::of(b"bytes");
        let blob = put(&cache, b"bytes", &digest).unwrap();
        alter(&blob.path, b"bytes");
        assert_eq!(cache.blobs().lookup(&digest).unwrap(), Some(blob.clone()));
        fs::remove_file(seen_path(&blob.path)).unwrap();
        assert_eq!(cache.blobs().lookup(&digest).unwrap(), Some(blob.clone()));
        assert!(seen_path(&blob.path).exists());
    }

    #[test]
    fn a_forged_fingerprint_does_not_survive_a_proof() {
        let (_dir, cache) = cache();
        let digest = Sha256::of(b"bytes");
        let blob = put(&cache, b"bytes", &digest).unwrap();
        alter(&blob.path, b"BYTES");
        remember(&blob.path, "");
        assert!(cache.blobs().lookup(&digest).unwrap().is_some());
        assert_eq!(cache.blobs().prove(&digest).unwrap(), None);
        assert_eq!(cache.blobs().lookup(&digest).unwrap(), None);
    }

    #[test]
    fn what_is_no_file_is_moved_out_of_the_way() {
        let digest = Sha256::of(b"bytes");
        let (_dir, cache) = cache();
        let path = cache.blobs().path(&digest);
        fs::create_dir_all(&path).unwrap();
        assert_eq!(cache.blobs().lookup(&digest).unwrap(), None);
        #[cfg(unix)]
        {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
            assert_eq!(cache.blobs().lookup(&digest).unwrap(), None);
        }
        put(&cache, b"bytes", &digest).unwrap();
    }

    #[test]
    fn bytes_altered_while_others_are_published_are_replaced() {
        let (_dir, cache) = cache();
        let digest = Sha256::of(b"bytes");
        let path = put(&cache, b"bytes", &digest).unwrap().path;
        alter(&path, b"BYTES");
        let blob = put(&cache, b"bytes", &digest).unwrap();
        assert_eq!(fs::read(blob.path).unwrap(), b"bytes");
    }

    #[test]
    fn thirteen_lookups_take_less_than_a_millisecond() {
        let (_dir, cache) = cache();
        let digests: Vec<Sha256> = (0..13_u8)
            .map(|index| {
                let digest = Sha256::of(&[index]);
                put(&cache, &[index], &digest).unwrap();
                digest
            })
            .collect();
        let best = (0..20)
            .map(|_| {
                let start = Instant::now();
                for digest in &digests {
                    assert!(cache.blobs().lookup(digest).unwrap().is_some());
                }
                start.elapsed()
            })
            .min()
            .unwrap();
        assert!(best < std::time::Duration::from_millis(1), "{best:?}");
    }
}
