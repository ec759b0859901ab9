//! Files to fetch, and a tree that pins them.

use crate::common::write;
use crate::server::Server;
use serde_json::Value;
use std::fs;
use std::fs::File;
use std::fs::FileTimes;
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use wassay::digest::Sha256;

/// Files that a server has.
pub struct Files {
    dir: PathBuf,
    sums: PathBuf,
    /// Digests, in the order of the files.
    digests: Vec<Sha256>,
    size: u64,
}

impl Files {
    /// Makes files whose bytes repeat nowhere.
    pub fn make(dir: &Path, name: &str, count: usize, size: u64) -> Self {
        let mut dice: u64 = 0x9e37_79b9_7f4a_7c15;
        Self::write(dir, name, (count, size), |file, _| {
            let mut block = Vec::with_capacity(1 << 20);
            let mut left = size;
            while left > 0 {
                block.clear();
                let take = left.min(1 << 20);
                while (block.len() as u64) < take {
                    dice ^= dice << 13;
                    dice ^= dice >> 7;
                    dice ^= dice << 17;
                    block.extend_from_slice(&dice.to_le_bytes());
                }
                block.truncate(usize::try_from(take).expect("a block is small"));
                file.write_all(&block).expect("the file is ours");
                left -= take;
            }
        })
    }

    /// Makes programs of so many bytes, each another, all but the first of them in a hole of the file.
    pub fn make_programs(dir: &Path, name: &str, count: usize, size: u64) -> Self {
        Self::write(dir, name, (count, size), |file, index| {
            file.write_all(&program(index, size))
                .expect("the file is ours");
            file.set_len(size).expect("the file is ours");
        })
    }

    fn write(
        dir: &Path,
        name: &str,
        (count, size): (usize, u64),
        mut write_bytes: impl FnMut(&mut File, usize),
    ) -> Self {
        let below = dir.join("files").join(name);
        fs::create_dir_all(&below).expect("the directory is ours");
        let mut sums = String::new();
        let mut digests = Vec::new();
        for index in 0..count {
            let path = below.join(file_name(index));
            let mut file = File::create(&path).expect("the file is ours");
            write_bytes(&mut file, index);
            let read = File::open(&path).and_then(Sha256::of_reader);
            let (digest, _) = read.expect("the file is ours");
            sums.push_str(&format!("{digest}  {}\n", file_name(index)));
            digests.push(digest);
        }
        let sums_file = dir.join(format!("{name}.sums"));
        write(&sums_file, &sums);
        Self {
            dir: below,
            sums: sums_file,
            digests,
            size,
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.digests.len()
    }

    /// Whether they take much room.
    pub fn is_large(&self) -> bool {
        self.size >= 1 << 20
    }

    /// What `sha256sum -c` reads.
    pub fn sums(&self) -> &Path {
        &self.sums
    }

    /// All of them as curl takes them.
    pub fn glob(&self, server: &Server) -> String {
        let name = self
            .dir
            .file_name()
            .expect("it has a name")
            .to_string_lossy();
        server.url(&format!("{name}/f[0001-{:04}].wasm", self.count()))
    }

    /// Removes them, for the room they take.
    pub fn remove(&self) {
        let _ = fs::remove_dir_all(&self.dir);
    }
}

fn file_name(index: usize) -> String {
    format!("f{:04}.wasm", index + 1)
}

/// A program that prints, with a section nobody reads that makes it as large as is wanted and another than its like.
fn program(index: usize, size: u64) -> Vec<u8> {
    let text = r#"(module
        (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (data (i32.const 8) "hello\n")
        (func (export "_start")
          (i32.store (i32.const 0) (i32.const 8))
          (i32.store (i32.const 4) (i32.const 6))
          (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20)))))"#;
    let mut bytes = wat::parse_str(text).expect("the text is a program");
    // The length of the section takes five bytes, which is as long as such a number can be.
    let rest = size - bytes.len() as u64 - 6;
    bytes.push(0);
    for shift in [0, 7, 14, 21, 28] {
        let more = if shift == 28 { 0 } else { 0x80 };
        bytes.push(u8::try_from(rest >> shift & 0x7f).expect("seven bits") | more);
    }
    let name = format!("number {index}");
    bytes.push(u8::try_from(name.len()).expect("the name is short"));
    bytes.extend_from_slice(name.as_bytes());
    bytes
}

/// A tree whose manifest pins files.
pub struct Tree {
    root: PathBuf,
    digests: Vec<Sha256>,
    size: u64,
    /// How many caches have been left behind.
    left: AtomicUsize,
}

impl Tree {
    /// Makes the tree.
    pub fn new(root: &Path, files: &Files, server: &Server) -> Self {
        let name = files
            .dir
            .file_name()
            .expect("it has a name")
            .to_string_lossy();
        let mut manifest = String::from("version = 1\n[[repositories]]\nname = \"bench\"\n");
        for (index, digest) in files.digests.iter().enumerate() {
            let file = file_name(index);
            let url = server.url(&format!("{name}/{file}"));
            manifest.push_str(&format!(
                "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"1.{index}.0\"\nextensions = [\"txt\"]\n\
                 [repositories.runtimes.binary]\nurl = \"{url}\"\nfilename = \"{file}\"\n\
                 checksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
            ));
        }
        write(&root.join("wassay.toml"), "version = 1\n");
        write(&root.join("suites/echo/.wws.toml"), &manifest);
        write(&root.join("suites/echo/one.txt"), "anything");
        write(
            &root.join("suites/echo/wassay.toml"),
            "[matrix]\necho = [\"1.0.0\"]\n",
        );
        Self {
            root: root.to_owned(),
            digests: files.digests.clone(),
            size: files.size,
            left: AtomicUsize::new(0),
        }
    }

    /// The binary in this tree.
    pub fn command(&self, args: &[&str]) -> Command {
        let program = std::env::var_os("WASSAY_BENCH_BINARY")
            .unwrap_or_else(|| env!("CARGO_BIN_EXE_wassay").into());
        let mut command = Command::new(program);
        command
            .args(args)
            .current_dir(&self.root)
            .env("WASSAY_CACHE_DIR", self.cache())
            .env("HOME", &self.root)
            .env_remove("CI");
        command
    }

    /// Takes an empty cache.
    ///
    /// Large files are removed for the room they take. Many small ones stay where they are: some file systems are slow
    /// to make files for a while after many were removed, which would measure them.
    pub fn forget(&self) {
        if self.size >= 1 << 20 {
            let _ = fs::remove_dir_all(self.cache());
        }
        self.left.fetch_add(1, Ordering::Relaxed);
    }

    fn cache(&self) -> PathBuf {
        let number = self.left.load(Ordering::Relaxed);
        self.root.join(format!("cache-{number}"))
    }

    /// Everything has its name and its length, so what was measured was an installation.
    pub fn assert_complete(&self) {
        for digest in &self.digests {
            let length = fs::metadata(self.blob(digest)).map(|blob| blob.len());
            assert_eq!(length.ok(), Some(self.size), "{digest}");
        }
    }

    /// Puts files in the cache as if they had been fetched; nothing is known of them there but their bytes.
    pub fn adopt(&self, files: &Files) {
        for (index, digest) in files.digests.iter().enumerate() {
            let blob = self.blob(digest);
            fs::create_dir_all(blob.parent().expect("it has a parent")).expect("the cache is ours");
            let file = File::create(&blob).expect("the cache is ours");
            file.write_all_at(&program(index, files.size), 0)
                .and_then(|()| file.set_len(files.size))
                .expect("the cache is ours");
        }
    }

    /// Runs the case on the first of the runtimes, and accepts what it gives.
    pub fn accept(&self) {
        let all = self.command(&["run", "-q", "--update", "accept"]).output();
        let all = all.expect("the binary starts");
        assert!(
            all.status.success(),
            "{}",
            String::from_utf8_lossy(&all.stderr)
        );
        // What follows must read the bytes, not the code that was made of them.
        fs::remove_dir_all(self.cache().join("v1/code")).expect("the cache is ours");
    }

    /// Alters a byte of the first artifact in place, sets its times back and the note beside it right, and says what a
    /// check of what is there and a run make of that.
    pub fn alter(&self, files: &Files) -> String {
        let blob = self.blob(&files.digests[0]);
        let before = fs::metadata(&blob).expect("it is there");
        let file = File::options().write(true).open(&blob);
        let file = file.expect("the cache is ours");
        file.write_all_at(b"HELLO", files.size - 5)
            .expect("the cache is ours");
        let times = FileTimes::new()
            .set_modified(before.modified().expect("it has one"))
            .set_accessed(before.accessed().expect("it has one"));
        file.set_times(times).expect("the file is ours");
        drop(file);
        Self::forge(&blob);
        let check = self.command(&["install", "-q", "--offline"]).output();
        assert!(check.expect("the binary starts").status.success());
        assert!(
            is_altered(&blob, files.size),
            "the forged note is believed until the first use"
        );
        let run = self
            .command(&["run", "-q"])
            .output()
            .expect("the binary starts");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        assert!(!is_altered(&blob, files.size), "the run did not verify");
        let aside = fs::read_dir(self.cache().join("v1/aside")).map_or(0, Iterator::count);
        assert_eq!(aside, 1, "what was altered is set aside");
        "altered in place, times set back, note forged: set aside by the run and fetched again"
            .to_owned()
    }

    /// Lets the note beside a blob say that its file looks as it looks now.
    fn forge(blob: &Path) {
        let note = blob.with_extension("seen");
        let text = fs::read(&note).expect("the blob was proved");
        let mut seen: Value = serde_json::from_slice(&text).expect("a note is JSON");
        let now = fs::metadata(blob).expect("it is there");
        seen["fingerprint"]["ctime"] = (now.ctime() * 1_000_000_000 + now.ctime_nsec()).into();
        fs::remove_file(&note).expect("the cache is ours");
        write(&note, &seen.to_string());
    }

    fn blob(&self, digest: &Sha256) -> PathBuf {
        let hex = digest.hex();
        self.cache()
            .join("v1/blobs/sha256")
            .join(&hex[..2])
            .join(hex)
    }
}

fn is_altered(blob: &Path, size: u64) -> bool {
    let mut last = [0; 5];
    let file = File::open(blob).expect("it is there");
    file.read_exact_at(&mut last, size - 5)
        .expect("it is as long as it was");
    last == *b"HELLO"
}
