//! Directories that a trial may write to, and what it left in them.
//!
//! They exist only where a case mounts one. Each worker has one parent directory, on a memory file system when there
//! is one, and a fresh directory below it for each attempt.

use crate::model::execution::Change;
use crate::model::execution::FileChange;
use crate::model::execution::Node;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// Where one worker makes its scratch directories.
#[derive(Default)]
pub(crate) struct Scratch {
    parent: Option<tempfile::TempDir>,
    made: u64,
}

impl Scratch {
    /// Makes an empty directory; it lives until it is removed or the worker ends.
    pub(crate) fn directory(&mut self) -> io::Result<PathBuf> {
        let parent = match &mut self.parent {
            Some(parent) => parent,
            none => none.insert(make_parent()?),
        };
        self.made += 1;
        let dir = parent.path().join(self.made.to_string());
        fs::create_dir(&dir)?;
        Ok(dir)
    }
}

/// `/dev/shm` is a memory file system wherever it can be written to.
fn make_parent() -> io::Result<tempfile::TempDir> {
    let builder = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix("wassay-");
        builder
    };
    builder()
        .tempdir_in("/dev/shm")
        .or_else(|_| builder().tempdir())
}

/// Copies a tree: directories, files and symbolic links (as links).
///
/// Files become writable, whatever they were; anything else (sockets, devices) is an error.
pub(crate) fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            fs::create_dir(&target)?;
            copy_tree(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            copy_link(&entry.path(), &target)?;
        } else if kind.is_file() {
            // Not `fs::copy`: it would carry a read-only mode over.
            io::copy(
                &mut fs::File::open(entry.path())?,
                &mut fs::File::create(&target)?,
            )?;
        } else {
            return Err(io::Error::other(format!(
                "`{}` is neither a file nor a directory",
                entry.path().display()
            )));
        }
    }
    Ok(())
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(from: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::other(format!(
        "`{}` is a symbolic link",
        from.display()
    )))
}

/// What a guest changed in a directory: `before` is what was copied in (nothing = it was empty).
///
/// Sorted by the bytes of the guest path, which begins with `guest`.
pub(crate) fn changes(
    guest: &str,
    before: Option<&Path>,
    after: &Path,
) -> io::Result<Vec<FileChange>> {
    let mut old = BTreeMap::new();
    if let Some(before) = before {
        read_tree(before, "", &mut old)?;
    }
    let mut new = BTreeMap::new();
    read_tree(after, "", &mut new)?;
    let path = |inner: &str| format!("{}/{inner}", guest.trim_end_matches('/'));
    let mut found = Vec::new();
    for (inner, node) in &new {
        match old.get(inner) {
            None => found.push(FileChange {
                path: path(inner),
                change: Change::Created,
                node: node.clone(),
            }),
            Some(was) if was != node => {
                found.push(FileChange {
                    path: path(inner),
                    change: Change::Changed,
                    node: node.clone(),
                });
            }
            Some(_) => {}
        }
    }
    for (inner, node) in &old {
        if !new.contains_key(inner) {
            let node = match node {
                Node::File(_) => Node::File(Vec::new()),
                Node::Link(_) => Node::Link(Vec::new()),
                Node::Directory => Node::Directory,
            };
            found.push(FileChange {
                path: path(inner),
                change: Change::Removed,
                node,
            });
        }
    }
    found.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
    Ok(found)
}

fn read_tree(dir: &Path, prefix: &str, into: &mut BTreeMap<String, Node>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            read_tree(&entry.path(), &format!("{name}/"), into)?;
            into.insert(name, Node::Directory);
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path())?;
            into.insert(
                name,
                Node::Link(target.to_string_lossy().into_owned().into_bytes()),
            );
        } else {
            into.insert(name, Node::File(fs::read(entry.path())?));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write_atomic;

    #[test]
    fn every_kind_of_change_is_found() {
        let from = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("same", "1"),
            ("edited", "1"),
            ("gone", "1"),
            ("deep/kept", "1"),
        ] {
            write_atomic(&from.path().join(name), text.as_bytes()).unwrap();
        }
        let mut scratch = Scratch::default();
        let to = scratch.directory().unwrap();
        copy_tree(from.path(), &to).unwrap();
        assert_eq!(changes("/data", Some(from.path()), &to).unwrap(), vec![]);
        write_atomic(&to.join("edited"), b"2").unwrap();
        fs::remove_file(to.join("gone")).unwrap();
        fs::create_dir(to.join("new")).unwrap();
        let found = changes("/data/", Some(from.path()), &to).unwrap();
        let told: Vec<(&str, Change)> = found
            .iter()
            .map(|change| (change.path.as_str(), change.change))
            .collect();
        assert_eq!(
            told,
            [
                ("/data/edited", Change::Changed),
                ("/data/gone", Change::Removed),
                ("/data/new", Change::Created)
            ]
        );
    }

    #[test]
    fn a_worker_leaves_nothing_behind() {
        let mut scratch = Scratch::default();
        let dir = scratch.directory().unwrap();
        write_atomic(&dir.join("file"), b"x").unwrap();
        drop(scratch);
        assert!(!dir.exists());
    }
}
