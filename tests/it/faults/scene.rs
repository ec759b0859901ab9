//! A server with some files, a tree that pins them, and what must hold whatever happens between the two.

use crate::harness::Harness;
use crate::harness::Output;
use crate::server::Answer;
use crate::server::Server;
use rustix::process::Pid;
use rustix::process::Signal;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use wassay::digest::Sha256;

/// A file of the server that the tree pins.
#[derive(Clone)]
pub struct Pinned {
    /// Its path on the server.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The digest of that.
    pub digest: String,
}

/// A server and a tree.
pub struct Scene {
    /// Answers with the files, unless a test has it answer otherwise.
    pub server: Server,
    /// Pins the files.
    pub tree: Harness,
    /// The files.
    pub files: Vec<Pinned>,
}

/// The person's patience that lets what passes pass within a test: attempts follow each other at once.
pub const QUICK: &str = "pause = \"1ms\"\nlongest = \"20ms\"\n";

impl Scene {
    /// Makes `count` files of `size` bytes, each pinned as a release of one runtime.
    pub fn new(count: usize, size: usize) -> Self {
        let server = Server::start();
        let files: Vec<_> = (0..count).map(|index| pinned(index, size)).collect();
        let tree = Harness::with_root()
            .file("suites/echo/.wws.toml", manifest(&server, &files))
            .file("suites/echo/one.txt", "anything");
        let scene = Self {
            server,
            tree,
            files,
        };
        scene.well();
        scene
    }

    /// Has the server answer every file as it is, at once.
    pub fn well(&self) {
        for file in &self.files {
            self.server
                .answer(&file.path, Answer::ok(file.bytes.clone()));
        }
    }

    /// Sets the table `[network]` of the person's configuration.
    pub fn network(&self, lines: &str) {
        let dir = self.tree.outside().join("home/.config/wassay");
        fs::create_dir_all(&dir).expect("the directory is ours");
        let text = format!("[network]\n{lines}");
        let mut file = fs::File::create(dir.join("config.toml")).expect("the file is ours");
        std::io::Write::write_all(&mut file, text.as_bytes()).expect("the file is ours");
    }

    /// The first file.
    pub fn first(&self) -> &Pinned {
        &self.files[0]
    }

    /// What the server answers for the first file, to be changed.
    pub fn first_answer(&self) -> Answer {
        Answer::ok(self.first().bytes.clone())
    }

    /// Has the server answer for the first file.
    pub fn answer_first(&self, answer: Answer) {
        self.server.answer(&self.first().path, answer);
    }

    /// `wassay install`, ready to be run.
    pub fn command(&self) -> Command {
        self.tree.command(&["install"])
    }

    /// `wassay install`.
    pub fn install(&self) -> Output {
        self.tree.output(self.command())
    }

    /// Below the cache.
    pub fn cache(&self, below: &str) -> PathBuf {
        self.tree.cache().join("v1").join(below)
    }

    /// Where the blob of a file lies, or would lie.
    pub fn blob(&self, file: &Pinned) -> PathBuf {
        self.cache("blobs/sha256")
            .join(&file.digest[..2])
            .join(&file.digest)
    }

    /// Digests in `blobs/`. A file there that does not hash to its name is what must never be.
    #[track_caller]
    pub fn blobs(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for path in files_below(&self.cache("blobs")) {
            let name = path.file_name().expect("a file has a name");
            let name = name.to_string_lossy().into_owned();
            // The note beside a blob.
            if path.extension().is_some_and(|own| own == "seen") {
                continue;
            }
            let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(
                Sha256::of(&bytes).hex(),
                name,
                "{} has {} bytes and is not what its name says",
                path.display(),
                bytes.len()
            );
            found.insert(name);
        }
        found
    }

    /// Asserts that only these files are in `blobs/`.
    #[track_caller]
    pub fn has_only(&self, files: &[Pinned]) {
        let wanted: BTreeSet<_> = files.iter().map(|file| file.digest.clone()).collect();
        assert_eq!(self.blobs(), wanted);
    }

    /// Files in `tmp/`.
    pub fn temporary(&self) -> Vec<PathBuf> {
        files_below(&self.cache("tmp"))
    }

    /// Bytes in `tmp/` and `partial/`: what came and is not published.
    pub fn unpublished(&self) -> u64 {
        let parts = ["tmp", "partial"].map(|below| files_below(&self.cache(below)));
        let all = parts.iter().flatten();
        all.filter_map(|path| Some(path.metadata().ok()?.len()))
            .sum()
    }

    /// Asserts that a fault left nothing but what is right: only `files` in `blobs/`, and `tmp/` empty.
    #[track_caller]
    pub fn left_only(&self, files: &[Pinned]) {
        self.has_only(files);
        assert_eq!(self.temporary(), Vec::<PathBuf>::new());
    }

    /// Asserts that a run with nothing in its way succeeds, and leaves all files and nothing else.
    #[track_caller]
    pub fn recovers(&self) {
        self.well();
        self.install().exits(0);
        self.is_complete();
    }

    /// Asserts that all files are in `blobs/` and nothing is on its way.
    #[track_caller]
    pub fn is_complete(&self) {
        self.left_only(&self.files);
        let partial = files_below(&self.cache("partial"));
        assert_eq!(partial, Vec::<PathBuf>::new(), "all is published");
    }
}

/// Starts a command whose output the test reads when it has ended.
pub fn spawn(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the binary can be started")
}

/// Waits for the end of a command; its exit code, -1 for a signal, and all it said.
pub fn ended(child: Child) -> (i32, String) {
    let output = child.wait_with_output().expect("the child ends");
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap_or(-1), said)
}

/// Sends a signal.
pub fn signal(name: &str, child: &Child) {
    let signal = match name {
        "INT" => Signal::INT,
        "TERM" => Signal::TERM,
        "STOP" => Signal::STOP,
        "CONT" => Signal::CONT,
        other => panic!("{other} is no signal that tests send"),
    };
    let id = Pid::from_child(child);
    rustix::process::kill_process(id, signal).expect("the child is ours");
}

/// All files below a directory; none where there is no directory.
pub fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Bytes that do not repeat and that are no program: nothing here is compiled.
fn pinned(index: usize, size: usize) -> Pinned {
    let mut state = index as u64 + 1;
    let mut bytes = Vec::with_capacity(size + 8);
    while bytes.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(size);
    Pinned {
        path: format!("/f{index}.wasm"),
        digest: Sha256::of(&bytes).hex(),
        bytes,
    }
}

fn manifest(server: &Server, files: &[Pinned]) -> String {
    let mut text = "version = 1\n[[repositories]]\nname = \"test\"\n".to_owned();
    for (index, file) in files.iter().enumerate() {
        let (url, digest) = (server.url(&file.path), &file.digest);
        text.push_str(&format!(
            "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"1.{index}\"\nextensions = [\"txt\"]\n\
             [repositories.runtimes.binary]\nurl = \"{url}\"\nfilename = \"echo.wasm\"\n\
             checksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
        ));
    }
    text
}
