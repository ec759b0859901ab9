//! Looks at what lies in the cache without being led astray by it.
//!
//! A cache that was restored from an archive may hold links to anywhere, and pipes that nobody ever writes to. Nothing
//! here follows a link or waits, and a directory that others can write to is not used at all.

use crate::cache::error::CacheError;
use crate::cache::layout::make_dir;
use std::fs;
use std::fs::File;
use std::fs::Metadata;
use std::fs::OpenOptions;
use std::io;
use std::io::Read as _;
use std::io::Write as _;
use std::path::Path;

/// What lies under a name.
#[derive(Debug)]
pub(super) enum Opened {
    /// A regular file, open for reading, and what its descriptor says of it.
    File(File, Metadata),
    /// Nothing.
    Absent,
    /// A link, a directory, a pipe, a device.
    Strange,
}

/// Why a directory of the cache is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsafe {
    /// A symbolic link, which may lead anywhere.
    #[error("is a symbolic link, and the cache follows none")]
    Link,
    /// A file of some kind.
    #[error("is no directory")]
    NoDirectory,
    /// Somebody else's.
    #[error("belongs to user {owner}; you are user {own}")]
    Owner {
        /// Id of its owner.
        owner: u32,
        /// Id of this user.
        own: u32,
    },
    /// Writable for a group or for everybody.
    #[error("can be written by other users (its mode is {mode:03o})")]
    Writable {
        /// Its permissions.
        mode: u32,
    },
}

/// Opens a file for reading; follows no link and never waits.
pub(super) fn open(path: &Path) -> io::Result<Opened> {
    match careful(OpenOptions::new().read(true)).open(path) {
        Ok(file) => {
            let metadata = file.metadata()?;
            Ok(if metadata.is_file() {
                Opened::File(file, metadata)
            } else {
                Opened::Strange
            })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Opened::Absent),
        Err(error) => match fs::symlink_metadata(path) {
            Ok(metadata) if !metadata.is_file() => Ok(Opened::Strange),
            _ => Err(error),
        },
    }
}

/// Opens a file to lock it, and makes it if it is not there. What is no file is removed first.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    careful(options.read(true).write(true).create(true).truncate(false));
    match options.open(path) {
        Ok(file) if file.metadata()?.is_file() => return Ok(file),
        Ok(_) => {}
        Err(error) => match fs::symlink_metadata(path) {
            Ok(metadata) if !metadata.is_file() => {}
            _ => return Err(error),
        },
    }
    // Another process may have put this right meanwhile, and may hold the lock of what it made.
    match fs::symlink_metadata(path)?.file_type() {
        kind if kind.is_file() => {}
        kind if kind.is_dir() => fs::remove_dir_all(path)?,
        _ => fs::remove_file(path)?,
    }
    options.open(path)
}

/// Writes a file that nobody else has open. What has that name is removed first, so that no link, not even one of the
/// kind that looks like a file, leads to another file.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            options.open(path)?
        }
        other => other?,
    };
    file.write_all(bytes)
}

/// Reads a short text; nothing when it is missing, no file, or longer than `most` bytes.
pub(super) fn read_note(path: &Path, most: u64) -> Option<(Vec<u8>, File)> {
    let Opened::File(file, metadata) = open(path).ok()? else {
        return None;
    };
    let mut bytes = Vec::new();
    let whole = (&file).take(most + 1).read_to_end(&mut bytes).ok()?;
    (metadata.len() <= most && whole as u64 <= most).then_some((bytes, file))
}

/// Whether a directory of the cache is there; an error when it must not be used.
pub(super) fn is_dir(path: &Path) -> Result<bool, CacheError> {
    let found = match fs::symlink_metadata(path) {
        Ok(metadata) => judge(&metadata),
        // Below a file there is nothing; whoever makes the directory learns why it cannot be made.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(false);
        }
        Err(error) => return Err(CacheError::io("read", path)(error)),
    };
    match found {
        None => Ok(true),
        Some(why) => Err(CacheError::Unsafe {
            path: path.to_owned(),
            why,
        }),
    }
}

/// Makes sure that a directory below those of the cache's frame is there. A link in its place is removed.
pub(super) fn own_dir(path: &Path) -> Result<(), CacheError> {
    match is_dir(path) {
        Ok(true) => Ok(()),
        Ok(false) => make_dir(path),
        Err(CacheError::Unsafe {
            why: Unsafe::Link | Unsafe::NoDirectory,
            ..
        }) => {
            fs::remove_file(path).map_err(CacheError::io("remove", path))?;
            make_dir(path)
        }
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn judge(metadata: &Metadata) -> Option<Unsafe> {
    use std::os::unix::fs::MetadataExt as _;
    let own = rustix::process::geteuid().as_raw();
    let (owner, mode) = (metadata.uid(), metadata.mode() & 0o7777);
    if metadata.is_symlink() {
        Some(Unsafe::Link)
    } else if !metadata.is_dir() {
        Some(Unsafe::NoDirectory)
    } else if owner != own && owner != 0 {
        Some(Unsafe::Owner { owner, own })
    } else if mode & 0o022 != 0 {
        Some(Unsafe::Writable { mode })
    } else {
        None
    }
}

#[cfg(not(unix))]
fn judge(metadata: &Metadata) -> Option<Unsafe> {
    if metadata.is_symlink() {
        Some(Unsafe::Link)
    } else if !metadata.is_dir() {
        Some(Unsafe::NoDirectory)
    } else {
        None
    }
}

#[cfg(unix)]
fn careful(options: &mut OpenOptions) -> &mut OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(flags.bits().cast_signed())
}

#[cfg(not(unix))]
fn careful(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::fs::symlink;

    fn pipe(path: &Path) {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    }

    #[test]
    fn only_regular_files_are_opened_and_nothing_hangs() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        crate::files::write_atomic(&at("file"), b"text").unwrap();
        symlink(at("file"), at("link")).unwrap();
        symlink(at("nowhere"), at("dangling")).unwrap();
        pipe(&at("pipe"));
        std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        assert!(matches!(open(&at("file")), Ok(Opened::File(..))));
        assert!(matches!(open(&at("none")), Ok(Opened::Absent)));
        for name in ["link", "dangling", "pipe", "socket", "."] {
            assert!(matches!(open(&at(name)), Ok(Opened::Strange)), "{name}");
            assert!(read_note(&at(name), 10).is_none(), "{name}");
        }
        assert_eq!(read_note(&at("file"), 4).unwrap().0, b"text");
        assert!(read_note(&at("file"), 3).is_none());
    }

    #[test]
    fn a_lock_is_never_made_through_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        symlink(at("target"), at("link.lock")).unwrap();
        pipe(&at("pipe.lock"));
        for name in ["link.lock", "pipe.lock", "new.lock"] {
            assert!(open_lock(&at(name)).unwrap().metadata().unwrap().is_file());
            assert!(at(name).symlink_metadata().unwrap().is_file());
        }
        assert!(!at("target").exists());
    }

    #[test]
    fn what_is_written_goes_to_a_file_of_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        crate::files::write_atomic(&at("target"), b"a secret").unwrap();
        symlink(at("target"), at("link")).unwrap();
        fs::hard_link(at("target"), at("twin")).unwrap();
        pipe(&at("pipe"));
        for name in ["new", "link", "twin", "pipe", "new"] {
            write_new(&at(name), b"note").unwrap();
            assert_eq!(fs::read(at(name)).unwrap(), b"note", "{name}");
            assert!(at(name).symlink_metadata().unwrap().is_file(), "{name}");
        }
        assert_eq!(fs::read(at("target")).unwrap(), b"a secret");
        fs::create_dir(at("dir")).unwrap();
        assert!(write_new(&at("dir"), b"note").is_err());
    }

    #[test]
    fn a_directory_must_be_real_and_ours_alone() {
        let dir = tempfile::tempdir().unwrap();
        let own = dir.path().join("own");
        assert!(!is_dir(&own).unwrap());
        own_dir(&own).unwrap();
        assert!(is_dir(&own).unwrap());
        fs::set_permissions(&own, fs::Permissions::from_mode(0o770)).unwrap();
        let error = is_dir(&own).unwrap_err();
        assert!(error.to_string().contains("mode is 770"), "{error}");
        assert!(own_dir(&own).is_err());
        let link = dir.path().join("link");
        symlink("own", &link).unwrap();
        let error = is_dir(&link).unwrap_err();
        assert!(error.to_string().contains("symbolic link"), "{error}");
        own_dir(&link).unwrap();
        assert!(link.symlink_metadata().unwrap().is_dir());
    }
}
