//! The directories of the cache, and the front door to what is kept in them.

use crate::cache::blobs::Blobs;
use crate::cache::code::Code;
use crate::cache::code::CodeMemory;
use crate::cache::error::CacheError;
use crate::cache::locks;
use crate::cache::locks::Lock;
use crate::cache::locks::Names;
use crate::cache::locks::Waiting;
use crate::cache::places;
use crate::cache::publish::Unsynced;
use crate::cache::records::Records;
use crate::cache::seal::SealSource;
use std::fs::DirBuilder;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Once;

/// A person's cache. Clones are the same cache.
#[derive(Clone, Debug)]
pub struct Cache {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    dir: PathBuf,
    root: PathBuf,
    names: Arc<Names>,
    swept: Once,
    unsynced: Unsynced,
    code: CodeMemory,
}

const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This directory is a cache of wassay; everything in it can be fetched or made again.\n";

impl Cache {
    /// Opens the cache in `dir`, or in the platform's cache directory, and makes it if it is not there.
    ///
    /// A cache that cannot be written is opened all the same when it has its directories: what lies in it can be
    /// used, and only the attempt to add to it fails.
    ///
    /// # Errors
    /// No directory is known, it cannot be made, or `WASSAY_SEAL_KEY` is no key.
    pub fn open(dir: Option<PathBuf>) -> Result<Self, CacheError> {
        let dir = dir.or_else(places::cache_dir).ok_or(CacheError::NoPlace)?;
        Self::open_sealed(&dir, SealSource::of_person()?)
    }

    /// Opens the cache in `dir` with a seal key of the caller's choice.
    ///
    /// # Errors
    /// As [`Cache::open`].
    pub fn open_sealed(dir: &Path, seal: SealSource) -> Result<Self, CacheError> {
        let dir = std::path::absolute(dir).map_err(CacheError::io("find", dir))?;
        let root = dir.join("v1");
        let cache = Self {
            inner: Arc::new(Inner {
                dir,
                root,
                names: Arc::default(),
                swept: Once::new(),
                unsynced: Unsynced::default(),
                code: CodeMemory::new(seal),
            }),
        };
        for name in [
            "blobs/sha256",
            "tmp",
            "locks",
            "aside",
            "code",
            "known",
            "records",
        ] {
            let path = cache.path(name);
            if !path.is_dir() {
                make_dir(&path)?;
            }
        }
        cache.tag();
        Ok(cache)
    }

    /// The directory a person would name to get this cache again.
    pub fn dir(&self) -> &Path {
        &self.inner.dir
    }

    /// Verified bytes by their digest.
    pub fn blobs(&self) -> Blobs<'_> {
        Blobs::new(self)
    }

    /// Compiled code of this machine.
    pub fn code(&self) -> Code<'_> {
        Code::new(self, &self.inner.code)
    }

    /// Records of earlier runs.
    pub fn records(&self) -> Records<'_> {
        Records::new(self)
    }

    /// Directories to sync before long.
    pub(super) fn unsynced(&self) -> &Unsynced {
        &self.inner.unsynced
    }

    /// A path below the cache's root of this layout.
    pub(super) fn path(&self, below: &str) -> PathBuf {
        self.inner.root.join(below)
    }

    /// A new file in `tmp`, removed unless it is persisted. It is locked, so that no other process sweeps it away.
    pub(super) fn temporary(&self) -> Result<tempfile::NamedTempFile, CacheError> {
        let tmp = self.path("tmp");
        self.inner.swept.call_once(|| locks::sweep(&tmp));
        let file =
            tempfile::NamedTempFile::new_in(&tmp).map_err(CacheError::io("write to", &tmp))?;
        let _ = file.as_file().try_lock();
        Ok(file)
    }

    /// Waits for the right to make the thing called `name`.
    pub(super) fn lock(
        &self,
        name: &str,
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<Lock, CacheError> {
        locks::acquire(&self.inner.names, &self.path("locks"), name, waiting)
    }

    /// Tells backup programs that nothing here is worth a copy. Not worth an error.
    fn tag(&self) {
        let path = self.inner.dir.join("CACHEDIR.TAG");
        if !path.exists() {
            let _ = crate::files::write_atomic(&path, TAG.as_bytes());
        }
    }
}

/// Makes a directory of the cache and those above it, for this person alone.
pub(super) fn make_dir(path: &Path) -> Result<(), CacheError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    match builder.create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists || !path.is_dir() => {
            Err(CacheError::io("create", path)(error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(dir: &Path) -> Result<Cache, CacheError> {
        Cache::open_sealed(dir, SealSource::Given("k".repeat(32)))
    }

    #[test]
    fn opening_makes_what_is_missing_for_this_person_alone() {
        let dir = tempfile::tempdir().unwrap();
        let inside = dir.path().join("a/b");
        let cache = open(&inside).unwrap();
        assert_eq!(cache.dir(), inside);
        assert!(inside.join("v1/blobs/sha256").is_dir());
        assert!(inside.join("CACHEDIR.TAG").is_file());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = inside.join("v1").metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
        open(&inside).unwrap();
    }

    #[test]
    fn a_place_that_cannot_be_used_says_what_to_do() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        crate::files::write_atomic(&file, b"").unwrap();
        let error = open(&file.join("cache")).unwrap_err();
        assert!(error.to_string().starts_with("cannot create `"), "{error}");
        let hint = error.hint().unwrap();
        assert!(hint.contains("--cache-dir DIR") && hint.contains("WASSAY_CACHE_DIR"));
    }

    #[test]
    fn opening_a_warm_cache_is_cheap() {
        let dir = tempfile::tempdir().unwrap();
        open(dir.path()).unwrap();
        let best = (0..20)
            .map(|_| {
                let start = std::time::Instant::now();
                open(dir.path()).unwrap();
                start.elapsed()
            })
            .min()
            .unwrap();
        assert!(best < std::time::Duration::from_millis(1), "{best:?}");
    }
}
