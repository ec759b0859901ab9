//! Compiled code of this machine, sealed.
//!
//! Loading compiled code means to run whatever machine code the file holds, so a file is handed out only when a keyed
//! hash over what it is for and over every byte of it is the one this person's key makes. The hash is taken through
//! the descriptor that is handed out, once in a process for each file: a file that was replaced is another file.
//!
//! Code lies in a file of its own, from offset 0, so that an engine can map it; the seal lies beside it. Both appear
//! by a rename, the code first. Whatever does not fit together is removed and made again. Nothing is synced to disk:
//! code that a loss of power tore does not fit its seal.

use crate::cache::error::CacheError;
use crate::cache::fingerprint::Fingerprint;
use crate::cache::layout::Cache;
use crate::cache::locks::Lock;
use crate::cache::locks::Waiting;
use crate::cache::safe;
use crate::cache::safe::Opened;
use crate::cache::seal::SealKey;
use crate::cache::seal::SealSource;
use crate::cache::sidecar::Seal;
use crate::digest::Sha256;
use std::collections::HashMap;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;

/// What code is for: everything that decides whether it fits, hashed by the engine that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeKey([u8; 32]);

impl CodeKey {
    /// Takes a hash over the engine's configuration and the digests of the program.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    fn name(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

/// Code that this person's key vouches for.
#[derive(Debug)]
pub struct Sealed {
    /// The checked file, at offset 0. Use this descriptor: the name may mean another file by now.
    pub file: File,
    /// Its name, for messages.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Digests of the programs it was compiled from.
    pub sources: Arc<[Sha256]>,
}

/// Whether code was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was made now.
    Made,
    /// It was made earlier, or meanwhile by somebody else.
    Kept,
}

/// Why there is no sealed code.
#[derive(Debug)]
pub enum MakeError<E> {
    /// It could not be made.
    Make(E),
    /// It was made and cannot be kept: here it is.
    Unkept(CacheError, Vec<u8>),
}

/// What a process remembers of compiled code.
#[derive(Debug)]
pub(super) struct CodeMemory {
    source: SealSource,
    key: OnceLock<SealKey>,
    checked: Mutex<HashMap<Checked, Arc<[Sha256]>>>,
}

/// One file that was checked for one purpose.
type Checked = (CodeKey, u64, Fingerprint);

impl CodeMemory {
    pub(super) fn new(source: SealSource) -> Self {
        Self {
            source,
            key: OnceLock::new(),
            checked: Mutex::default(),
        }
    }

    fn key(&self) -> &SealKey {
        self.key.get_or_init(|| SealKey::open(&self.source))
    }
}

/// What lies under a key.
enum Found {
    Good(Sealed),
    Nothing,
    Altered,
}

/// What a check of code by its name found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// It fits its seal.
    Good,
    /// It was removed: it does not.
    Removed,
    /// Nothing is there any more.
    Gone,
}

/// The compiled code of a cache.
#[derive(Debug, Clone, Copy)]
pub struct Code<'a> {
    cache: &'a Cache,
    memory: &'a CodeMemory,
}

impl<'a> Code<'a> {
    pub(super) fn new(cache: &'a Cache, memory: &'a CodeMemory) -> Self {
        Self { cache, memory }
    }

    /// Finds code that is sealed for `key`. What is not sealed as it should be is removed.
    pub fn load(self, key: &CodeKey) -> Option<Sealed> {
        match self.find(key) {
            Found::Good(sealed) => Some(sealed),
            Found::Nothing => None,
            Found::Altered => {
                // Perhaps it is being published at this moment: ask again when nobody can be at it.
                let _lock = self.lock(key, &mut |_| {}).ok()?;
                self.find_or_clear(key)
            }
        }
    }

    /// Finds code or makes it, once among all threads and processes that use this cache.
    ///
    /// `waiting` is told when somebody else takes long to make it.
    ///
    /// # Errors
    /// [`MakeError`]; where the cache cannot be written it carries the bytes.
    pub fn load_or_make<E>(
        self,
        key: &CodeKey,
        sources: &[Sha256],
        waiting: &mut dyn FnMut(Waiting),
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<(Sealed, Origin), MakeError<E>> {
        if let Found::Good(sealed) = self.find(key) {
            return Ok((sealed, Origin::Kept));
        }
        // Where no lock can be had the code is made without: publishing says what is wrong with the cache.
        let lock = self.lock(key, waiting);
        if let (Ok(_), Some(sealed)) = (&lock, self.find_or_clear(key)) {
            return Ok((sealed, Origin::Kept));
        }
        let bytes = make().map_err(MakeError::Make)?;
        match self.publish(key, sources, &bytes) {
            Ok(sealed) => Ok((sealed, Origin::Made)),
            Err(error) => Err(MakeError::Unkept(error, bytes)),
        }
    }

    /// Seals code and keeps it.
    ///
    /// # Errors
    /// The cache cannot be written.
    pub fn publish(
        self,
        key: &CodeKey,
        sources: &[Sha256],
        bytes: &[u8],
    ) -> Result<Sealed, CacheError> {
        let (path, seal_path) = self.paths(key);
        let length = bytes.len() as u64;
        let mut hasher = self.begin(key, sources, length);
        hasher.update(bytes);
        let seal = Seal {
            length,
            sources: sources.into(),
            mac: hasher.finalize(),
        };
        let mut temporary = self.cache.temporary()?;
        temporary
            .write_all(bytes)
            .and_then(|()| private(temporary.as_file()))
            .map_err(CacheError::io("write to", temporary.path()))?;
        // Opened before it has a name, so that what is handed out is what was written here.
        let file =
            File::open(temporary.path()).map_err(CacheError::io("read", temporary.path()))?;
        temporary
            .persist(&path)
            .map_err(|failed| CacheError::io("create", &path)(failed.error))?;
        crate::files::write_atomic(&seal_path, seal.to_text().as_bytes())
            .map_err(CacheError::io("create", &seal_path))?;
        if let Some(checked) = identity(key, &file) {
            self.remember(checked, &seal.sources);
        }
        Ok(Sealed {
            file,
            path,
            size: length,
            sources: seal.sources,
        })
    }

    /// Waits for the right to make the code of `key`; for callers that cannot use [`Code::load_or_make`].
    ///
    /// # Errors
    /// The cache cannot be written.
    pub fn lock(self, key: &CodeKey, waiting: &mut dyn FnMut(Waiting)) -> Result<Lock, CacheError> {
        let lock = self.cache.lock(&format!("code-{}", key.name()), waiting)?;
        lock.sign();
        Ok(lock)
    }

    /// Why code will not be found again by the next process, if so: a sentence for a warning.
    pub fn remark(self) -> Option<String> {
        let why = self.memory.key().fleeting.as_deref()?;
        Some(format!(
            "compiled code is not kept for the next run, because there is no seal key: {why}"
        ))
    }

    /// Checks the file called `name` against its seal and removes it if it does not fit.
    pub(super) fn check_named(self, name: &str) -> Check {
        let hex = name.strip_suffix(".cwasm").unwrap_or(name);
        let Ok(hash) = blake3::Hash::from_hex(hex) else {
            return Check::Gone;
        };
        let key = CodeKey::new(*hash.as_bytes());
        let seal = self.paths(&key).1;
        match self.find(&key) {
            // One without the other is no code, and is gone at the next use.
            Found::Nothing => Check::Gone,
            Found::Good(_) => Check::Good,
            Found::Altered if self.load(&key).is_some() => Check::Good,
            Found::Altered => {
                let _ = fs::remove_file(seal);
                Check::Removed
            }
        }
    }

    fn paths(self, key: &CodeKey) -> (PathBuf, PathBuf) {
        let path = self
            .cache
            .path("code")
            .join(format!("{}.cwasm", key.name()));
        let seal = path.with_extension("seal");
        (path, seal)
    }

    fn find_or_clear(self, key: &CodeKey) -> Option<Sealed> {
        match self.find(key) {
            Found::Good(sealed) => Some(sealed),
            Found::Nothing => None,
            Found::Altered => {
                let (path, seal_path) = self.paths(key);
                tracing::warn!(path = %path.display(), "compiled code does not fit its seal: removed");
                let _ = fs::remove_file(seal_path);
                let _ = fs::remove_file(path);
                None
            }
        }
    }

    fn find(self, key: &CodeKey) -> Found {
        let (path, seal_path) = self.paths(key);
        let file = match safe::open(&path) {
            Ok(Opened::File(file, _)) => file,
            Ok(Opened::Strange) => return Found::Altered,
            _ if seal_path.exists() => return Found::Altered,
            _ => return Found::Nothing,
        };
        let Some(checked) = identity(key, &file) else {
            return Found::Altered;
        };
        let size = checked.2.size;
        if let Some(sources) = self.recall(&checked) {
            return Found::Good(Sealed {
                file,
                path,
                size,
                sources,
            });
        }
        match self.check(key, &file, size, &seal_path) {
            // Taken again: a file that changed while it was hashed is not the file that was hashed.
            Some(sources) if identity(key, &file) == Some(checked) => {
                self.remember(checked, &sources);
                Found::Good(Sealed {
                    file,
                    path,
                    size,
                    sources,
                })
            }
            _ => Found::Altered,
        }
    }

    fn check(self, key: &CodeKey, file: &File, size: u64, seal: &Path) -> Option<Arc<[Sha256]>> {
        let seal = Seal::read(seal)?;
        if seal.length != size {
            return None;
        }
        let mut hasher = self.begin(key, &seal.sources, size);
        let length = hash_whole(file, &mut hasher).ok()?;
        // `blake3::Hash` compares in constant time.
        (length == size && hasher.finalize() == seal.mac).then_some(seal.sources)
    }

    /// Everything the seal covers but the code itself. Each part has a fixed length or is preceded by it.
    fn begin(self, key: &CodeKey, sources: &[Sha256], length: u64) -> blake3::Hasher {
        let mut hasher = self.memory.key().hasher();
        hasher.update(b"wassay compiled code, seal 1\0");
        hasher.update(&key.0);
        hasher.update(&(sources.len() as u64).to_le_bytes());
        for source in sources {
            hasher.update(source.bytes());
        }
        hasher.update(&length.to_le_bytes());
        hasher
    }

    fn recall(self, checked: &Checked) -> Option<Arc<[Sha256]>> {
        let memory = self.memory.checked.lock();
        memory
            .unwrap_or_else(PoisonError::into_inner)
            .get(checked)
            .cloned()
    }

    fn remember(self, checked: Checked, sources: &Arc<[Sha256]>) {
        let memory = self.memory.checked.lock();
        memory
            .unwrap_or_else(PoisonError::into_inner)
            .insert(checked, Arc::clone(sources));
    }
}

/// What tells an open file from every other, for as long as it is not changed. Nothing for what is no file.
fn identity(key: &CodeKey, file: &File) -> Option<Checked> {
    let metadata = file.metadata().ok().filter(fs::Metadata::is_file)?;
    #[cfg(unix)]
    let device = std::os::unix::fs::MetadataExt::dev(&metadata);
    #[cfg(not(unix))]
    let device = 0;
    Some((*key, device, Fingerprint::of(&metadata)))
}

/// Hashes a file from its start to its end through its descriptor, which is left at the start.
fn hash_whole(mut file: &File, hasher: &mut blake3::Hasher) -> io::Result<u64> {
    let mut buffer = vec![0; 1 << 20];
    let mut total = 0;
    file.rewind()?;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                hasher.update(&buffer[..count]);
                total += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    file.rewind()?;
    Ok(total)
}

#[cfg(unix)]
fn private(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o400))
}

#[cfg(not(unix))]
fn private(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
