//! The key that tells compiled code of this machine from code that somebody else put into the cache.
//!
//! Whoever can write the cache (a restored archive of a CI service, another container) can write any file into it, and
//! a hash beside the code as well. The key therefore lies outside the cache, in the person's configuration.

use crate::cache::error::CacheError;
use crate::cache::places;
use std::env;
use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

/// Where the seal key comes from.
#[derive(Clone)]
pub enum SealSource {
    /// A file, made with random bytes when it is not there.
    File(PathBuf),
    /// A text that several machines share.
    Given(String),
    /// Nowhere: code is good for this process only.
    Nowhere,
}

impl SealSource {
    /// `WASSAY_SEAL_KEY`, else what the person configured, else `seal.key` in the person's configuration directory.
    ///
    /// # Errors
    /// The variable is set to something too short.
    pub fn of_person(configured: Option<&str>) -> Result<Self, CacheError> {
        let variable = env::var("WASSAY_SEAL_KEY").ok();
        let given = variable.filter(|text| !text.is_empty());
        let given = given.or_else(|| configured.map(str::to_owned));
        Self::of(given, places::config_dir())
    }

    fn of(given: Option<String>, config: Option<PathBuf>) -> Result<Self, CacheError> {
        const SHORTEST: usize = 32;
        match (given.filter(|text| !text.is_empty()), config) {
            (Some(text), _) if text.trim().len() < SHORTEST => {
                Err(CacheError::WeakSealKey(text.trim().len()))
            }
            (Some(text), _) => Ok(Self::Given(text.trim().to_owned())),
            (None, Some(dir)) => Ok(Self::File(dir.join("seal.key"))),
            (None, None) => Ok(Self::Nowhere),
        }
    }
}

/// A key must not be shown.
impl std::fmt::Debug for SealSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Given(_) => f.write_str("Given(..)"),
            Self::Nowhere => f.write_str("Nowhere"),
        }
    }
}

/// The key itself.
pub(super) struct SealKey {
    bytes: [u8; 32],
    /// Why it will be another one in the next process, if it will.
    pub(super) fleeting: Option<String>,
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey(..)")
    }
}

impl SealKey {
    /// Reads or makes the key. Where none can be kept, one is made that dies with the process.
    pub(super) fn open(source: &SealSource) -> Self {
        let lasting = |bytes| Self {
            bytes,
            fleeting: None,
        };
        let why = match source {
            SealSource::Given(text) => {
                return lasting(blake3::derive_key(
                    "wassay 1 seal key of a person",
                    text.as_bytes(),
                ));
            }
            SealSource::File(path) => match read_or_make(path) {
                Ok(bytes) => return lasting(bytes),
                Err(error) => format!("`{}`: {error}", path.display()),
            },
            SealSource::Nowhere => "no configuration directory is known".to_owned(),
        };
        Self {
            bytes: random().unwrap_or_else(|_| fallback()),
            fleeting: Some(why),
        }
    }

    /// Begins a message authentication code.
    pub(super) fn hasher(&self) -> blake3::Hasher {
        blake3::Hasher::new_keyed(&self.bytes)
    }
}

fn read_or_make(path: &Path) -> io::Result<[u8; 32]> {
    match read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        result => return result,
    }
    let dir = path.parent().unwrap_or(Path::new("."));
    super::layout::make_dir(dir).map_err(io::Error::other)?;
    // 0600 from the start; complete before it has its name; whoever came first wins.
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(&random()?)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(failed) if failed.error.kind() != io::ErrorKind::AlreadyExists => Err(failed.error),
        _ => read(path),
    }
}

fn read(path: &Path) -> io::Result<[u8; 32]> {
    let bytes = fs::read(path)?;
    let length = bytes.len();
    bytes.try_into().map_err(|_| {
        let message =
            format!("holds {length} bytes, a seal key has 32; remove it to get a new one");
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}

fn random() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// A key nobody can know without the system's random numbers: the standard library has some for its maps.
fn fallback() -> [u8; 32] {
    use std::hash::BuildHasher as _;
    let mut bytes = [0; 32];
    for (index, part) in bytes.chunks_mut(8).enumerate() {
        let state = std::hash::RandomState::new();
        part.copy_from_slice(&state.hash_one((index, std::process::id())).to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_private() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("wassay/seal.key");
        let keys: Vec<[u8; 32]> = std::thread::scope(|scope| {
            let open = || SealKey::open(&SealSource::File(path.clone()));
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .inspect(|key| assert_eq!(key.fleeting, None))
                .map(|key| key.bytes)
                .collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]));
        assert_ne!(keys[0], [0; 32]);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn without_a_place_or_with_a_broken_file_the_key_dies_with_the_process() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("seal.key");
        crate::files::write_atomic(&path, b"short").unwrap();
        let broken = SealKey::open(&SealSource::File(path));
        let why = broken.fleeting.unwrap();
        assert!(why.contains("holds 5 bytes, a seal key has 32"), "{why}");
        let (one, other) = (
            SealKey::open(&SealSource::Nowhere),
            SealKey::open(&SealSource::Nowhere),
        );
        assert!(one.fleeting.is_some());
        assert_ne!(one.bytes, other.bytes);
        assert_ne!(fallback(), fallback());
    }

    #[test]
    fn the_variable_wins_and_must_be_long_enough() {
        let config = || Some(PathBuf::from("/config"));
        let of = |given: Option<&str>, config| SealSource::of(given.map(str::to_owned), config);
        assert!(matches!(
            of(Some("short"), config()),
            Err(CacheError::WeakSealKey(5))
        ));
        assert!(matches!(of(Some(""), config()), Ok(SealSource::File(_))));
        assert!(matches!(of(None, None), Ok(SealSource::Nowhere)));
        let long = "0123456789abcdef0123456789abcdef";
        let source = of(Some(long), config()).unwrap();
        assert!(!format!("{source:?}").contains(long));
        let same = of(Some(&format!("{long}\n")), None).unwrap();
        assert_eq!(SealKey::open(&source).bytes, SealKey::open(&same).bytes);
    }
}
