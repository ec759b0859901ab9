//! The directories of the cache, and the front door to what is kept in them.

use crate::cache::blobs::Blobs;
use crate::cache::code::Code;
use crate::cache::code::CodeMemory;
use crate::cache::error::CacheError;
use crate::cache::failpoint;
use crate::cache::inuse;
use crate::cache::inuse::Access;
use crate::cache::inuse::USE_LOCK;
use crate::cache::layers::Layers;
use crate::cache::locks;
use crate::cache::locks::Lock;
use crate::cache::locks::Names;
use crate::cache::locks::Waiting;
use crate::cache::places;
use crate::cache::publish::Unsynced;
use crate::cache::records::Records;
use crate::cache::safe;
use crate::cache::seal::SealSource;
use std::fs::DirBuilder;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::Once;
use std::sync::PoisonError;

/// Which cache is opened, and for what.
#[derive(Default)]
pub struct CacheOptions<'a> {
    /// Its directory; nothing = the platform's cache directory.
    pub dir: Option<PathBuf>,
    /// Caches that are read and never written, looked into in this order for what is not in the first.
    pub layers: Vec<PathBuf>,
    /// The key that seals compiled code where `WASSAY_SEAL_KEY` is not set.
    pub seal_key: Option<&'a str>,
    /// To use it beside others, or to clean it alone.
    pub access: Access,
    /// Told once when somebody else keeps us waiting.
    pub waiting: Option<&'a mut dyn FnMut(Waiting)>,
}

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
    layers: Layers,
    /// What people should hear of, and nobody has told them yet.
    warnings: Mutex<Vec<String>>,
    /// Held as long as the cache is open.
    in_use: Option<File>,
    access: Access,
}

/// The directories of a cache; the first is the one without which there is none.
const FRAME: [&str; 8] = [
    "blobs/sha256",
    "tmp",
    "locks",
    "aside",
    "code",
    "known",
    "partial",
    "records",
];

const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This directory is a cache of wassay; everything in it can be fetched or made again.\n";

impl Cache {
    /// Opens a cache, and makes it if it is not there. It counts as in use until the last clone is dropped.
    ///
    /// A cache that cannot be written is opened all the same when it has its directories: what lies in it can be
    /// used, and only the attempt to add to it fails.
    ///
    /// # Errors
    /// No directory is known, it cannot be made or belongs to somebody else, a layer is missing, or
    /// `WASSAY_SEAL_KEY` is no key.
    pub fn open(options: CacheOptions<'_>) -> Result<Self, CacheError> {
        let seal = SealSource::of_person(options.seal_key)?;
        Self::build(options, seal)
    }

    /// Opens the cache in `dir` with a seal key of the caller's choice.
    ///
    /// # Errors
    /// As [`Cache::open`].
    pub fn open_sealed(dir: &Path, seal: SealSource) -> Result<Self, CacheError> {
        let options = CacheOptions {
            dir: Some(dir.to_owned()),
            ..CacheOptions::default()
        };
        Self::build(options, seal)
    }

    pub(super) fn build(options: CacheOptions<'_>, seal: SealSource) -> Result<Self, CacheError> {
        let dir = options.dir.or_else(places::cache_dir);
        let dir = dir.ok_or(CacheError::NoPlace)?;
        let dir = std::path::absolute(&dir).map_err(CacheError::io("find", &dir))?;
        let root = dir.join("v1");
        make_frame(&root)?;
        let mut ignore = |_| {};
        let waiting = options.waiting.unwrap_or(&mut ignore);
        let lock = root.join(USE_LOCK);
        let in_use = match options.access {
            Access::Shared => inuse::share(&lock, waiting),
            Access::Alone => Some(inuse::take(&lock, waiting)?),
        };
        // Whoever cleans needs no layers, and would wait for itself if its own cache were one.
        let mut layers = options.layers;
        layers.retain(|layer| options.access == Access::Shared && !is_same(layer, &dir));
        let cache = Self {
            inner: Arc::new(Inner {
                layers: Layers::open(layers, waiting)?,
                dir,
                root,
                names: Arc::default(),
                swept: Once::new(),
                unsynced: Unsynced::default(),
                code: CodeMemory::new(seal),
                warnings: Mutex::default(),
                in_use,
                access: options.access,
            }),
        };
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

    /// Directories of the layers, as a person would name them.
    pub fn layers(&self) -> Vec<PathBuf> {
        self.inner.layers.dirs()
    }

    /// Whether other processes see that this one uses the cache.
    pub fn is_held(&self) -> bool {
        self.inner.in_use.is_some()
    }

    /// What the cache was opened for.
    pub(super) fn access(&self) -> Access {
        self.inner.access
    }

    /// What people should hear of, since this was last asked: sentences.
    pub fn warnings(&self) -> Vec<String> {
        let warnings = self.inner.warnings.lock();
        std::mem::take(&mut *warnings.unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps a sentence for people; the same one only once.
    pub(super) fn warn(&self, sentence: String) {
        let warnings = self.inner.warnings.lock();
        let mut warnings = warnings.unwrap_or_else(PoisonError::into_inner);
        if !warnings.contains(&sentence) {
            warnings.push(sentence);
        }
    }

    /// The layers below this cache.
    pub(super) fn lower(&self) -> &Layers {
        &self.inner.layers
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
        let mut file =
            tempfile::NamedTempFile::new_in(&tmp).map_err(CacheError::io("write to", &tmp))?;
        failpoint::temporary(&mut file);
        failpoint::hit("temporary.made");
        let _ = file.as_file().try_lock();
        Ok(file)
    }

    /// Waits for the right to make the thing called `name`. The lock is not signed yet.
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

/// Makes the directories of a cache, and refuses those that are not this person's own.
fn make_frame(root: &Path) -> Result<(), CacheError> {
    let mut kept = safe::is_dir(root)?;
    for (index, name) in FRAME.iter().enumerate() {
        let path = root.join(name);
        let parent = path.parent().unwrap_or(root);
        if kept && parent != root {
            safe::is_dir(parent)?;
        }
        if safe::is_dir(&path)? {
            continue;
        }
        match make_dir(&path) {
            // A cache that cannot be written is of use when it has blobs.
            Err(_) if index > 0 => {}
            Err(error) => return Err(error),
            Ok(()) => kept = true,
        }
    }
    Ok(())
}

/// Whether two paths name one directory.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|one| real(other) == Some(one))
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
