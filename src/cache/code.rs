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
use crate::cache::seal::SealKey;
use crate::cache::seal::SealSource;
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
        self.cache.lock(&format!("code-{}", key.name()), waiting)
    }

    /// Why code will not be found again by the next process, if so: a sentence for a warning.
    pub fn remark(self) -> Option<String> {
        let why = self.memory.key().fleeting.as_deref()?;
        Some(format!(
            "compiled code is not kept for the next run, because there is no seal key: {why}"
        ))
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
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(_) if seal_path.exists() => return Found::Altered,
            Err(_) => return Found::Nothing,
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

/// The file beside the code.
struct Seal {
    length: u64,
    sources: Arc<[Sha256]>,
    mac: blake3::Hash,
}

impl Seal {
    const TITLE: &str = "wassay-seal 1";
    /// A program has some dozen sources at most.
    const LONGEST: u64 = 64 << 10;

    fn to_text(&self) -> String {
        let sources: Vec<String> = self.sources.iter().map(Sha256::hex).collect();
        let (length, mac) = (self.length, self.mac.to_hex());
        format!(
            "{}\nlength {length}\nsources {}\nmac {mac}\n",
            Self::TITLE,
            sources.join(" ")
        )
    }

    fn read(path: &Path) -> Option<Self> {
        let mut text = String::new();
        let file = File::open(path).ok()?;
        file.take(Self::LONGEST).read_to_string(&mut text).ok()?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != Self::TITLE {
            return None;
        }
        let length = lines.next()?.strip_prefix("length ")?.parse().ok()?;
        let sources = lines.next()?.strip_prefix("sources ")?;
        let sources: Result<Arc<[Sha256]>, _> =
            sources.split_whitespace().map(str::parse).collect();
        let mac = lines.next()?.strip_prefix("mac ")?;
        Some(Self {
            length,
            sources: sources.ok()?,
            mac: blake3::Hash::from_hex(mac).ok()?,
        })
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
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    const KEY: CodeKey = CodeKey([7; 32]);
    const OTHER: CodeKey = CodeKey([8; 32]);

    struct Bench {
        dir: tempfile::TempDir,
    }

    impl Bench {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            Self { dir }
        }

        /// As another process would open it: it remembers nothing.
        fn fresh(&self) -> Cache {
            self.with_key("k")
        }

        fn with_key(&self, key: &str) -> Cache {
            let seal = SealSource::Given(key.repeat(32));
            Cache::open_sealed(self.dir.path(), seal).unwrap()
        }
    }

    fn code() -> Vec<u8> {
        (0..3_000_000_u32).flat_map(u32::to_le_bytes).collect()
    }

    fn sources() -> [Sha256; 2] {
        [Sha256::of(b"main"), Sha256::of(b"preload")]
    }

    fn read(sealed: Sealed) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut file = sealed.file;
        file.read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// Writes bytes at an offset of a file in place and sets the modification time back.
    fn patch(path: &Path, at: u64, bytes: &[u8]) {
        std::thread::sleep(std::time::Duration::from_millis(20));
        let modified = path.metadata().unwrap().modified().unwrap();
        let mut whole = fs::read(path).unwrap();
        let at = usize::try_from(at).unwrap();
        whole[at..at + bytes.len()].copy_from_slice(bytes);
        let mut permissions = path.metadata().unwrap().permissions();
        #[expect(
            clippy::permissions_set_readonly_false,
            reason = "the file is removed with the test"
        )]
        permissions.set_readonly(false);
        fs::set_permissions(path, permissions).unwrap();
        let mut file = File::options().write(true).open(path).unwrap();
        file.write_all(&whole).unwrap();
        file.set_modified(modified).unwrap();
    }

    fn publish(bench: &Bench) -> (PathBuf, PathBuf) {
        let cache = bench.fresh();
        cache.code().publish(&KEY, &sources(), &code()).unwrap();
        cache.code().paths(&KEY)
    }

    #[test]
    fn sealed_code_comes_back_whole_with_its_sources() {
        let bench = Bench::new();
        let (path, _) = publish(&bench);
        let cache = bench.fresh();
        for _ in 0..2 {
            let sealed = cache.code().load(&KEY).unwrap();
            assert_eq!(sealed.path, path);
            assert_eq!(sealed.size, 12_000_000);
            assert_eq!(*sealed.sources, sources());
            assert!(read(sealed) == code());
        }
        assert!(cache.code().load(&OTHER).is_none());
        assert_eq!(cache.code().remark(), None);
    }

    #[test]
    fn a_file_is_hashed_once_in_a_process_and_again_when_it_was_touched() {
        let bench = Bench::new();
        let (path, seal) = publish(&bench);
        let cache = bench.fresh();
        cache.code().load(&KEY).unwrap();
        // Without its seal it cannot be checked; that it is found shows that it was not.
        fs::rename(&seal, seal.with_extension("away")).unwrap();
        assert!(cache.code().load(&KEY).is_some());
        patch(&path, 0, &code()[..4]);
        assert!(cache.code().load(&KEY).is_none());
    }

    #[test]
    fn altered_code_is_never_handed_out_and_removed() {
        type Attack = fn(&Path, &Path);
        let attacks: [(&str, Attack); 9] = [
            ("truncated", |path, _| {
                let bytes = fs::read(path).unwrap();
                fs::remove_file(path).unwrap();
                crate::files::write_atomic(path, &bytes[..bytes.len() - 1]).unwrap();
            }),
            ("emptied", |path, _| {
                crate::files::write_atomic(path, b"").unwrap();
            }),
            ("longer", |path, _| {
                let mut bytes = fs::read(path).unwrap();
                bytes.push(0);
                crate::files::write_atomic(path, &bytes).unwrap();
            }),
            ("one bit flipped", |path, _| {
                let byte = fs::read(path).unwrap()[5_000_000];
                patch(path, 5_000_000, &[byte ^ 0x10]);
            }),
            ("an instruction patched, times restored", |path, _| {
                patch(path, 11_999_996, &[0x55, 0x66, 0x77, 0x88]);
            }),
            ("no seal", |_, seal| fs::remove_file(seal).unwrap()),
            ("no code", |path, _| fs::remove_file(path).unwrap()),
            ("other sources in the seal", |_, seal| {
                let text = fs::read_to_string(seal).unwrap();
                let text = text.replace(&Sha256::of(b"main").hex(), &Sha256::of(b"evil").hex());
                crate::files::write_atomic(seal, text.as_bytes()).unwrap();
            }),
            ("a seal that is no text", |_, seal| {
                crate::files::write_atomic(seal, &[0xff; 100]).unwrap();
            }),
        ];
        for (name, attack) in attacks {
            let bench = Bench::new();
            let (path, seal) = publish(&bench);
            attack(&path, &seal);
            assert!(bench.fresh().code().load(&KEY).is_none(), "{name}");
            assert!(!path.exists() && !seal.exists(), "{name}: left behind");
        }
    }

    #[test]
    fn code_of_another_key_is_not_taken_even_with_its_own_seal() {
        let bench = Bench::new();
        let (path, seal) = publish(&bench);
        let cache = bench.fresh();
        cache
            .code()
            .publish(&OTHER, &sources(), b"other code")
            .unwrap();
        let (other_path, other_seal) = cache.code().paths(&OTHER);
        fs::rename(other_seal, &seal).unwrap();
        assert!(bench.fresh().code().load(&KEY).is_none());
        let (path, seal) = {
            assert!(!path.exists());
            cache
                .code()
                .publish(&OTHER, &sources(), b"other code")
                .unwrap();
            (path, seal)
        };
        fs::rename(&other_path, &path).unwrap();
        fs::rename(cache.code().paths(&OTHER).1, &seal).unwrap();
        assert!(bench.fresh().code().load(&KEY).is_none());
    }

    #[test]
    fn code_sealed_elsewhere_is_not_taken() {
        let bench = Bench::new();
        let (path, _) = publish(&bench);
        assert!(bench.with_key("x").code().load(&KEY).is_none());
        assert!(!path.exists());
    }

    #[test]
    fn code_is_made_once_by_many() {
        let bench = Bench::new();
        let made = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let cache = bench.fresh();
                    let (sealed, _) = cache
                        .code()
                        .load_or_make(&KEY, &sources(), &mut |_| {}, || {
                            made.fetch_add(1, Ordering::SeqCst);
                            std::thread::sleep(std::time::Duration::from_millis(50));
                            Ok::<_, io::Error>(b"code".to_vec())
                        })
                        .unwrap();
                    assert_eq!(read(sealed), b"code");
                });
            }
        });
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn code_that_cannot_be_kept_is_handed_out_as_bytes() {
        let bench = Bench::new();
        let cache = bench.fresh();
        fs::remove_dir_all(cache.path("tmp")).unwrap();
        let made = cache
            .code()
            .load_or_make(&KEY, &sources(), &mut |_| {}, || {
                Ok::<_, io::Error>(vec![1])
            });
        assert!(
            matches!(made, Err(MakeError::Unkept(CacheError::Io { .. }, bytes)) if bytes == [1])
        );
    }

    #[test]
    fn a_large_file_is_checked_in_milliseconds() {
        let bench = Bench::new();
        let cache = bench.fresh();
        let bytes = vec![0x90; 64 << 20];
        cache.code().publish(&KEY, &[], &bytes).unwrap();
        let best = (0..3)
            .map(|_| {
                let start = std::time::Instant::now();
                assert!(bench.fresh().code().load(&KEY).is_some());
                start.elapsed()
            })
            .min()
            .unwrap();
        assert!(best < std::time::Duration::from_millis(200), "{best:?}");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_seal_reader_fail_hard(text in "(?s).{0,300}") {
            let _ = Seal::parse(&text);
        }
    }
}
