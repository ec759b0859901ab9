//! One look at every directory of a suite.
//!
//! Hidden files and directories, `target`, `node_modules` and symbolic links are not part of the tree: what is found
//! here therefore lies below the directory that was asked for, without any further proof. Names that are not UTF-8
//! cannot be cases and are passed over. The two manifests are noted even where they are links.

use crate::manifest::WASSAY;
use crate::manifest::WWS;
use std::collections::BTreeSet;
use std::fs;
use std::fs::FileType;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// A directory and everything below it.
#[derive(Debug)]
pub(super) struct Dir {
    /// Where it is, absolute.
    pub(super) path: PathBuf,
    /// What it is called.
    pub(super) name: String,
    /// Its files, sorted, without manifests.
    pub(super) files: Vec<String>,
    /// Whether it has a `wassay.toml`.
    pub(super) wassay: bool,
    /// Whether it has a `.wws.toml`.
    pub(super) wws: bool,
    /// Directories in it, sorted.
    pub(super) children: Vec<Self>,
}

impl Dir {
    /// Whether it holds a manifest of either kind.
    pub(super) fn has_manifest(&self) -> bool {
        self.wassay || self.wws
    }

    /// Whether a directory below it holds a manifest.
    pub(super) fn holds_project(&self) -> bool {
        let mut below = self.children.iter();
        below.any(|child| child.has_manifest() || child.holds_project())
    }

    /// Takes the files here and in all directories below that have no manifest of their own, as paths with `/`.
    pub(super) fn take_files(&mut self) -> Vec<String> {
        let mut files = std::mem::take(&mut self.files);
        let own = files.len();
        for child in &mut self.children {
            let name = child.name.clone();
            child.take_below(&name, &mut files);
        }
        if files.len() > own {
            files.sort_unstable();
        }
        files
    }

    fn take_below(&mut self, prefix: &str, into: &mut Vec<String>) {
        if self.has_manifest() {
            return;
        }
        let files = std::mem::take(&mut self.files);
        into.extend(files.iter().map(|file| format!("{prefix}/{file}")));
        for child in &mut self.children {
            let deeper = format!("{prefix}/{}", child.name);
            child.take_below(&deeper, into);
        }
    }
}

/// What was seen, and the directories that could not be.
pub(super) struct Walked {
    /// The directory.
    pub(super) dir: Dir,
    /// Directories that cannot be listed.
    pub(super) unreadable: Vec<(PathBuf, io::Error)>,
    /// Pipes and devices: a guest that opens one waits for ever, and its thread with it.
    pub(super) endless: Vec<PathBuf>,
}

/// Looks at a directory and everything below it but the directories in `without`.
pub(super) fn walk(path: &Path, without: &BTreeSet<PathBuf>) -> Walked {
    let mut faults = Faults::default();
    let name = path.file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let dir = look(path.to_owned(), name, without, &mut faults);
    Walked {
        dir,
        unreadable: faults.unreadable,
        endless: faults.endless,
    }
}

/// What is wrong on the way.
#[derive(Default)]
struct Faults {
    unreadable: Vec<(PathBuf, io::Error)>,
    endless: Vec<PathBuf>,
}

#[cfg(unix)]
fn is_endless(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    kind.is_fifo() || kind.is_char_device() || kind.is_block_device()
}

#[cfg(not(unix))]
fn is_endless(_: FileType) -> bool {
    false
}

/// Whether a directory is never looked into.
pub(super) fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "target" | "node_modules")
}

fn look(path: PathBuf, name: String, without: &BTreeSet<PathBuf>, faults: &mut Faults) -> Dir {
    let mut dir = Dir {
        path,
        name,
        files: Vec::new(),
        wassay: false,
        wws: false,
        children: Vec::new(),
    };
    let mut below = Vec::new();
    let listed = fs::read_dir(&dir.path).and_then(|entries| {
        for entry in entries {
            let entry = entry?;
            let (Ok(name), kind) = (entry.file_name().into_string(), entry.file_type()?) else {
                continue;
            };
            if is_endless(kind) {
                faults.endless.push(entry.path());
                continue;
            }
            match name.as_str() {
                WASSAY if !kind.is_dir() => dir.wassay = true,
                WWS if !kind.is_dir() => dir.wws = true,
                _ if kind.is_dir() && !is_skipped(&name) => below.push(name),
                _ if kind.is_file() && !name.starts_with('.') => dir.files.push(name),
                _ => {}
            }
        }
        Ok(())
    });
    if let Err(error) = listed {
        faults.unreadable.push((dir.path.clone(), error));
    }
    dir.files.sort_unstable();
    below.sort_unstable();
    for name in below {
        let path = dir.path.join(&name);
        if !without.contains(&path) {
            dir.children.push(look(path, name, without, faults));
        }
    }
    dir
}
