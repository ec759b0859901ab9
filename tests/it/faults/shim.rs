//! A library that stands between the binary and the C library, and makes trouble there: see `shim.c`.

use crate::peers;
use crate::server::wait_until;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::sync::OnceLock;
use wassay::digest::Sha256;

const SOURCE: &str = include_str!("shim.c");

/// Where a process is held until it is killed.
#[derive(Clone, Copy, Debug)]
pub enum Hold {
    /// Before a connection is asked for.
    Connect,
    /// Before the bytes of a file are made to last.
    FileBefore,
    /// After the bytes of a file were made to last.
    FileAfter,
    /// Before the names of a directory are made to last.
    DirBefore,
    /// After the names of a directory were made to last.
    DirAfter,
}

impl Hold {
    fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::FileBefore => "file-before",
            Self::FileAfter => "file-after",
            Self::DirBefore => "dir-before",
            Self::DirAfter => "dir-after",
        }
    }
}

/// The library, or why the test did not look.
pub struct Shim {
    library: &'static Path,
}

impl Shim {
    /// Compiles the library, once. Where that cannot be, the test is skipped by name.
    #[track_caller]
    pub fn build() -> Option<Self> {
        static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
        if !cfg!(target_os = "linux") {
            peers::skipped("there is no Linux to make trouble below");
            return None;
        }
        if !peers::has("cc") {
            return None;
        }
        let library = BUILT.get_or_init(compile).as_deref();
        Some(Self {
            library: library.expect("`cc` compiles the library; what it says stands above"),
        })
    }

    /// Puts the library below a command; only what lies below `place` is meant.
    pub fn below<'a>(&self, command: &'a mut Command, place: &Path) -> &'a mut Command {
        command
            .env("LD_PRELOAD", self.library)
            .env("WASSAY_SHIM_BELOW", place)
    }

    /// Has a command held at a phase after passing it `skip` times; the file `mark` then appears.
    pub fn hold(&self, command: &mut Command, place: &Path, (hold, skip, mark): Held<'_>) {
        self.below(command, place)
            .env("WASSAY_SHIM_HOLD", hold.name())
            .env("WASSAY_SHIM_SKIP", skip.to_string())
            .env("WASSAY_SHIM_MARK", mark);
    }
}

/// Where to hold, how often to let pass before, and the file that says so.
pub type Held<'a> = (Hold, usize, &'a Path);

/// Waits until a process is held.
#[track_caller]
pub fn wait_held(child: &mut Child, mark: &Path) {
    wait_until(&format!("the process is held ({})", mark.display()), || {
        if let Some(status) = child.try_wait().expect("the child is ours") {
            assert!(mark.exists(), "it ended ({status}) before it was held");
        }
        mark.exists().then_some(())
    });
}

/// Beside the tests' other products, under a name that another source would not have.
fn compile() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let hash = Sha256::of(SOURCE.as_bytes()).hex();
    let library = dir.join(format!("shim-{}.so", &hash[..16]));
    if library.exists() {
        return Some(library);
    }
    let own = tempfile::Builder::new()
        .prefix("shim-")
        .tempdir_in(dir)
        .ok()?;
    let made = own.path().join("shim.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/faults/shim.c");
    let status = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .args([&made, &source])
        .arg("-ldl")
        .status();
    status.ok()?.success().then_some(())?;
    std::fs::rename(made, &library).ok()?;
    Some(library)
}
