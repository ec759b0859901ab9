//! Sealed code: what comes back, and what never does.

use super::*;
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
    assert!(matches!(made, Err(MakeError::Unkept(CacheError::Io { .. }, bytes)) if bytes == [1]));
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
