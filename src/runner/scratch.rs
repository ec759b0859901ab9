//! Directories that a trial may write to, and what it left in them.
//!
//! They exist only where a case mounts one. Each worker has one parent directory, on a memory file system when there
//! is one, and a fresh directory below it for each attempt.

use crate::files::read_bounded;
use crate::model::execution::Change;
use crate::model::execution::FileChange;
use crate::model::execution::Node;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::fs::FileType;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// Bytes of all files together that a guest may leave behind: what is compared is held in memory, and a file may say
/// of itself that it is larger than any disk.
const LEFT: u64 = 256 << 20;

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
    for (name, kind) in entries(from)? {
        let source = from.join(&name);
        let target = to.join(name);
        if kind.is_dir() {
            fs::create_dir(&target)?;
            copy_tree(&source, &target)?;
        } else if kind.is_symlink() {
            copy_link(&source, &target)?;
        } else if kind.is_file() {
            // Not `fs::copy`: it would carry a read-only mode over.
            io::copy(
                &mut fs::File::open(source)?,
                &mut fs::File::create(&target)?,
            )?;
        } else {
            return Err(io::Error::other(format!(
                "`{}` is neither a file nor a directory",
                source.display()
            )));
        }
    }
    Ok(())
}

/// What a directory holds. It is open only while it is listed: trees may be deeper than files may be open.
fn entries(dir: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    fs::read_dir(dir)?
        .map(|entry| {
            let entry = entry?;
            Ok((entry.file_name(), entry.file_type()?))
        })
        .collect()
}

/// A name that nothing in `dir` has.
fn free_name(dir: &Path, last: &mut u64) -> String {
    loop {
        *last += 1;
        let name = format!("moved-{last}");
        if fs::symlink_metadata(dir.join(&name)).is_err() {
            return name;
        }
    }
}

/// Removes a directory and everything below it, however deep a guest nested it.
pub(crate) fn remove(dir: &Path) -> io::Result<()> {
    if fs::remove_dir_all(dir).is_ok() {
        return Ok(());
    }
    // Deeper than paths may be long: what lies below is brought up until nothing is left to bring.
    let mut moved = 0_u64;
    loop {
        let here = entries(dir)?;
        if here.is_empty() {
            return fs::remove_dir(dir);
        }
        for (name, kind) in here {
            let path = dir.join(name);
            if !kind.is_dir() {
                fs::remove_file(&path)?;
                continue;
            }
            for (name, kind) in entries(&path)? {
                let inner = path.join(name);
                if kind.is_dir() {
                    fs::rename(&inner, dir.join(free_name(dir, &mut moved)))?;
                } else {
                    fs::remove_file(&inner)?;
                }
            }
            fs::remove_dir(&path)?;
        }
    }
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
        read_tree(before, "", (&mut old, &mut { u64::MAX }))?;
    }
    let mut new = BTreeMap::new();
    read_tree(after, "", (&mut new, &mut { LEFT }))?;
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

/// Reads a tree into memory, as long as there is `room` for its files.
fn read_tree(
    dir: &Path,
    prefix: &str,
    (into, room): (&mut BTreeMap<String, Node>, &mut u64),
) -> io::Result<()> {
    for (name, kind) in entries(dir)? {
        let path = dir.join(&name);
        let name = format!("{prefix}{}", name.to_string_lossy());
        if kind.is_dir() {
            read_tree(&path, &format!("{name}/"), (into, room))?;
            into.insert(name, Node::Directory);
        } else if kind.is_symlink() {
            let target = fs::read_link(path)?;
            into.insert(
                name,
                Node::Link(target.to_string_lossy().into_owned().into_bytes()),
            );
        } else {
            let bytes = read_bounded(&path, *room)?;
            *room -= bytes.len() as u64;
            into.insert(name, Node::File(bytes));
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

    #[cfg(unix)]
    #[test]
    fn a_file_larger_than_memory_is_refused_by_its_length() {
        let mut scratch = Scratch::default();
        let dir = scratch.directory().unwrap();
        let file = fs::File::create(dir.join("sparse")).unwrap();
        file.set_len(LEFT + 1).unwrap();
        let error = changes("/data", None, &dir).unwrap_err();
        assert_eq!(error.to_string(), "larger than 268435456 bytes");
    }

    /// Nests `depth` directories as a guest does, who opens each from the one above; each holds a file.
    #[cfg(target_os = "linux")]
    fn nest(dir: &Path, depth: usize) {
        use std::os::fd::AsRawFd as _;
        let mut open = fs::File::open(dir).unwrap();
        for _ in 0..depth {
            let here = PathBuf::from(format!("/proc/self/fd/{}", open.as_raw_fd()));
            fs::File::create(here.join("file")).unwrap();
            fs::create_dir(here.join("d")).unwrap();
            open = fs::File::open(here.join("d")).unwrap();
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn trees_deeper_than_paths_are_long_are_removed() {
        let mut scratch = Scratch::default();
        let dir = scratch.directory().unwrap();
        fs::create_dir(dir.join("moved-1")).unwrap();
        nest(&dir, 3_000);
        assert!(changes("/data", None, &dir).is_err());
        remove(&dir).unwrap();
        assert!(!dir.exists());
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
