//! A tree in a directory of its own, and the real binary run on it.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

/// A p1 command that prints `hello`.
pub const HELLO: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 8) "hello\n")
  (func (export "_start")
    (i32.store (i32.const 0) (i32.const 8))
    (i32.store (i32.const 4) (i32.const 6))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20)))))
"#;

/// A p1 command that prints `text` to stdout; `text` is written as in WebAssembly text.
pub fn printing(text: &str, bytes: usize) -> String {
    HELLO
        .replace("hello\\n", text)
        .replace("(i32.const 6)", &format!("(i32.const {bytes})"))
}

/// A tree to test on, with a home, a cache and a configuration of its own. Nothing of the machine reaches it.
pub struct Harness {
    dir: tempfile::TempDir,
    env: Vec<(OsString, OsString)>,
    cwd: PathBuf,
}

/// What a command gave.
#[derive(Debug)]
pub struct Output {
    /// Exit code; -1 when a signal ended it.
    pub code: i32,
    /// Data.
    pub stdout: String,
    /// Everything else, with times as `[TIME]` and the tree as `[ROOT]`.
    pub stderr: String,
}

impl Harness {
    /// Makes an empty tree.
    pub fn new() -> Self {
        let dir = tempfile::Builder::new()
            .prefix("wassay-it-")
            .tempdir()
            .expect("a temporary directory can be made");
        let tree = dir.path().join("tree");
        fs::create_dir(&tree).expect("the directory is ours");
        let mut harness = Self {
            dir,
            env: Vec::new(),
            cwd: tree,
        };
        for name in [
            "PATH",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "TMPDIR",
            "CARGO_HOME",
            "RUSTUP_HOME",
        ] {
            if let Some(value) = std::env::var_os(name) {
                harness.env.push((name.into(), value));
            }
        }
        let home = harness.dir.path().join("home");
        fs::create_dir(&home).expect("the directory is ours");
        harness.env("HOME", &home).env("WASSAY_TODAY", "2026-11-20")
    }

    /// Makes a tree with a root manifest and `suites`.
    pub fn with_root() -> Self {
        Self::new().file("wassay.toml", "version = 1\nsuites = [\"suites\"]\n")
    }

    /// Adds or replaces a file of the tree.
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    /// Adds or replaces a file of the tree.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.tree().join(path);
        fs::create_dir_all(path.parent().expect("a file has a parent"))
            .expect("the directory is ours");
        let mut file = fs::File::create(path).expect("the file is ours");
        std::io::Write::write_all(&mut file, text.as_ref()).expect("the file is ours");
    }

    /// Sets a variable of the environment.
    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.env.retain(|(own, _)| own != name);
        self.env.push((name.into(), value.into()));
        self
    }

    /// The tree.
    pub fn tree(&self) -> PathBuf {
        self.dir.path().join("tree")
    }

    /// The directory beside the tree that holds home and cache.
    pub fn outside(&self) -> &Path {
        self.dir.path()
    }

    /// The cache.
    pub fn cache(&self) -> PathBuf {
        self.dir.path().join("home/.cache/wassay")
    }

    /// A file of the tree as text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.tree().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether a file of the tree exists.
    pub fn has(&self, path: &str) -> bool {
        self.tree().join(path).exists()
    }

    /// The binary, ready to be run with arguments.
    pub fn command(&self, args: &[&str]) -> Command {
        self.program(env!("CARGO_BIN_EXE_wassay"), args)
    }

    /// Another program in the same surroundings.
    pub fn program(&self, program: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(args)
            .current_dir(&self.cwd)
            .env_clear()
            .envs(self.env.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null());
        command
    }

    /// Runs the binary.
    pub fn wassay(&self, args: &[&str]) -> Output {
        self.output(self.command(args))
    }

    /// Runs a prepared command.
    pub fn output(&self, mut command: Command) -> Output {
        let output = command.output().expect("the binary can be started");
        Output {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: self.redact(&String::from_utf8_lossy(&output.stderr)),
        }
    }

    /// Times and places that differ from run to run.
    fn redact(&self, text: &str) -> String {
        let tree = fs::canonicalize(self.tree()).expect("the tree is there");
        let text = text
            .replace(&*tree.to_string_lossy(), "[ROOT]")
            .replace(&*self.dir.path().to_string_lossy(), "[OUTSIDE]");
        let times = regex::Regex::new(r"\b\d+(\.\d+)?(ms|s)\b").expect("the pattern is right");
        times.replace_all(&text, "[TIME]").into_owned()
    }
}

impl Output {
    /// Asserts the exit code; shows everything when it is another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "\n--- stdout\n{}\n--- stderr\n{}",
            self.stdout, self.stderr
        );
        self
    }

    /// Asserts that stderr holds a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(
            self.stderr.contains(text),
            "`{text}` is not in\n{}",
            self.stderr
        );
        self
    }

    /// Asserts that stderr does not hold a text.
    #[track_caller]
    #[expect(
        clippy::wrong_self_convention,
        reason = "it reads as an assertion in a chain of them"
    )]
    pub fn is_silent_on(self, text: &str) -> Self {
        assert!(
            !self.stderr.contains(text),
            "`{text}` is in\n{}",
            self.stderr
        );
        self
    }
}
