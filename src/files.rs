//! Files that other processes may be looking at, and paths that strangers wrote.
//!
//! Everything that becomes visible under its final name does so by a rename; everything that a manifest names is
//! confined to a directory before it is opened.

use std::fs;
use std::io;
use std::io::Read as _;
use std::io::Write as _;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// Writes a file so that a reader sees the old bytes or the new ones, never a part.
///
/// Missing parent directories are made. The bytes lie in a temporary file beside the target until they are complete.
///
/// # Errors
/// What the file system says; the target is then as it was.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = match tempfile::NamedTempFile::new_in(parent) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            tempfile::NamedTempFile::new_in(parent).map_err(without_name)?
        }
        Err(error) => return Err(without_name(error)),
    };
    file.write_all(bytes).map_err(without_name)?;
    share_mode(file.as_file())?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

/// What the file system said, without the name of a temporary file: it means nothing to a person, and no two are equal.
fn without_name(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path \"") {
        Some((said, _)) => io::Error::new(error.kind(), said.to_owned()),
        None => error,
    }
}

/// Temporary files are private; what a tree or a report holds has the usual mode.
#[cfg(unix)]
fn share_mode(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share_mode(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Reads a file of a tree, which may be a stranger's: a pipe would be waited for, and a link to a device never ends.
///
/// # Errors
/// What the file system says; what is no file (links are followed), and what is larger than `most` bytes.
pub fn read_bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let meta = fs::metadata(path)?;
    if !meta.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is no regular file",
        ));
    }
    let large = || {
        io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("larger than {most} bytes"),
        )
    };
    if meta.len() > most {
        return Err(large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    fs::File::open(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    // Files of `/proc` have no length, and others grow.
    if bytes.len() as u64 > most {
        return Err(large());
    }
    Ok(bytes)
}

/// Why a path may not be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfineError {
    /// An absolute path.
    #[error("`{0}` is absolute: paths are relative to the manifest")]
    Absolute(String),
    /// It holds a `..` that leads out.
    #[error("`{0}` leads out of {1}")]
    Escapes(String, &'static str),
    /// A symbolic link on the way leads out.
    #[error("`{0}` leads out of {1} through a symbolic link")]
    Link(String, &'static str),
    /// A NUL byte, or a back slash, which means another path elsewhere.
    #[error("`{}` holds a character that no path may have", .0.escape_debug())]
    Character(String),
    /// Nothing is there.
    #[error("`{0}` does not exist")]
    Missing(String),
    /// It is there and cannot be looked at.
    #[error("`{0}` cannot be read")]
    Unreadable(String, #[source] io::Error),
}

/// Joins a path that a manifest names to `from`, and proves that it stays inside `within`.
///
/// `within` must be `from` or a directory above it; `fence` is what people call it ("the project"). Both must exist.
/// The target must exist too; links on the way may lead anywhere inside.
///
/// # Errors
/// [`ConfineError`], which names the path as written.
pub fn confine(
    from: &Path,
    written: &str,
    within: &Path,
    fence: &'static str,
) -> Result<PathBuf, ConfineError> {
    let joined = confine_lexically(from, written, within, fence)?;
    let real = fs::canonicalize(&joined).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            ConfineError::Missing(written.to_owned())
        }
        _ => ConfineError::Unreadable(written.to_owned(), error),
    })?;
    let fence_real = fs::canonicalize(within)
        .map_err(|error| ConfineError::Unreadable(written.to_owned(), error))?;
    if !real.starts_with(fence_real) {
        return Err(ConfineError::Link(written.to_owned(), fence));
    }
    Ok(joined)
}

/// The part of [`confine`] that looks at no file: for paths that need not exist.
///
/// # Errors
/// [`ConfineError::Absolute`], [`ConfineError::Escapes`] and [`ConfineError::Character`].
pub fn confine_lexically(
    from: &Path,
    written: &str,
    within: &Path,
    fence: &'static str,
) -> Result<PathBuf, ConfineError> {
    if written.contains(['\0', '\\']) {
        return Err(ConfineError::Character(written.to_owned()));
    }
    let path = Path::new(written);
    if path.has_root() || matches!(path.components().next(), Some(Component::Prefix(_))) {
        return Err(ConfineError::Absolute(written.to_owned()));
    }
    let mut joined = from.to_owned();
    for component in path.components() {
        match component {
            Component::Normal(part) => joined.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                joined.pop();
                if !joined.starts_with(within) {
                    return Err(ConfineError::Escapes(written.to_owned(), fence));
                }
            }
            Component::RootDir | Component::Prefix(_) => {
                return Err(ConfineError::Absolute(written.to_owned()));
            }
        }
    }
    Ok(joined)
}

/// A path as people see it: relative to `base` where it lies below it, `.` for `base` itself.
pub fn shown(path: &Path, base: &Path) -> PathBuf {
    match path.strip_prefix(base) {
        Ok(rest) if rest.as_os_str().is_empty() => PathBuf::from("."),
        Ok(rest) => rest.to_owned(),
        Err(_) => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_files_of_a_sane_size_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        write_atomic(&file, b"12345").unwrap();
        assert_eq!(read_bounded(&file, 5).unwrap(), b"12345");
        let large = read_bounded(&file, 4).unwrap_err();
        assert_eq!(large.to_string(), "larger than 4 bytes");
        let none = read_bounded(dir.path(), 5).unwrap_err();
        assert_eq!(none.to_string(), "it is no regular file");
        #[cfg(unix)]
        {
            let endless = dir.path().join("endless");
            std::os::unix::fs::symlink("/dev/zero", &endless).unwrap();
            assert!(read_bounded(&endless, 5).is_err());
        }
    }

    #[test]
    fn paths_stay_inside() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("in/deep")).unwrap();
        fs::create_dir(root.join("out")).unwrap();
        write_atomic(&root.join("in/file"), b"x").unwrap();
        let within = root.join("in");
        let ask = |written: &str| confine(&within, written, &within, "the project");
        assert!(ask("file").is_ok());
        assert!(ask("deep/../file").is_ok());
        assert!(matches!(ask("../out"), Err(ConfineError::Escapes(..))));
        assert!(matches!(ask("/etc/passwd"), Err(ConfineError::Absolute(_))));
        assert!(matches!(ask("gone"), Err(ConfineError::Missing(_))));
        assert!(matches!(ask("a\0b"), Err(ConfineError::Character(_))));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root.join("out"), within.join("link")).unwrap();
            assert!(matches!(ask("link"), Err(ConfineError::Link(..))));
        }
    }

    #[test]
    fn write_replaces_and_makes_directories() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b/c.txt");
        write_atomic(&path, b"one").unwrap();
        write_atomic(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    proptest! {
        #[test]
        fn no_written_path_escapes(written in "[a./\\\\~:]{0,24}") {
            let within = Path::new("/base/in");
            if let Ok(path) = confine_lexically(within, &written, within, "the project") {
                prop_assert!(path.starts_with(within));
                prop_assert!(!path.components().any(|part| part == Component::ParentDir));
            }
        }
    }
}
