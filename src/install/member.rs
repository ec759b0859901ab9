//! Takes single files out of an npm package while it streams by.
//!
//! A package is a stranger's archive. Nothing is ever written under a name that it chooses; of all its entries only
//! those that were asked for are looked at, each must be a plain file, there must be one of each, and what they hold
//! must hash to a pin before it is used. So links, devices, absolute paths and `..` have nothing to act on.

use crate::cache::CacheError;
use crate::cache::Incoming;
use flate2::read::GzDecoder;
use std::io;
use std::io::Read;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use tar::EntryType;

/// How much an archive may unpack to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Bytes of all entries together.
    pub(super) unpacked: u64,
    /// Unpacked bytes for each packed one, once there are more than [`Bounds::harmless`].
    pub(super) ratio: u64,
    /// Bytes for which no ratio is asked.
    pub(super) harmless: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            unpacked: 2 << 30,
            ratio: 200,
            harmless: 64 << 20,
        }
    }
}

/// Why a member could not be taken out.
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    /// The package is no archive, or a broken one.
    #[error("the package cannot be unpacked")]
    Archive(#[source] io::Error),
    /// The package unpacks to more than is sane.
    #[error("the package unpacks to more than {}", crate::wording::limit(*.0))]
    Bomb(u64),
    /// There is no such file.
    #[error("the package has no file `{}`", crate::wording::visible(.member))]
    Missing {
        /// The file.
        member: String,
        /// One with a similar name.
        near: Option<String>,
    },
    /// There are several.
    #[error("the package has more than one file `{}`", crate::wording::visible(.0))]
    Twice(String),
    /// It is a link, a directory or worse.
    #[error("`{}` in the package is no plain file", crate::wording::visible(.0))]
    Kind(String),
    /// The cache could not take it.
    #[error(transparent)]
    Cache(#[from] CacheError),
}

/// One file asked for.
enum Slot {
    Unseen,
    Taken(Incoming),
    Bad(MemberError),
}

/// Reads a package to its end and gives what was found of each member asked for, in their order.
///
/// `passed` counts the packed bytes that went by; `open` makes a place for a file.
pub(super) fn take(
    packed: impl Read,
    passed: Arc<AtomicU64>,
    members: &[&str],
    bounds: Bounds,
    open: &dyn Fn() -> Result<Incoming, CacheError>,
) -> Result<Vec<Result<Incoming, MemberError>>, MemberError> {
    let counted = Counted {
        inner: GzDecoder::new(packed),
        passed,
        bounds,
        unpacked: 0,
    };
    let mut archive = tar::Archive::new(counted);
    let mut slots: Vec<Slot> = members.iter().map(|_| Slot::Unseen).collect();
    let mut names = Vec::new();
    for entry in archive.entries().map_err(archive_error)? {
        let mut entry = entry.map_err(archive_error)?;
        let Some(path) = below_top(&entry.path_bytes()) else {
            continue;
        };
        if let Some(index) = members.iter().position(|member| *member == path) {
            let slot = &mut slots[index];
            *slot = match slot {
                Slot::Unseen if entry.header().entry_type() != EntryType::Regular => {
                    Slot::Bad(MemberError::Kind(path))
                }
                Slot::Unseen => Slot::Taken(copy(&mut entry, open()?)?),
                Slot::Taken(_) | Slot::Bad(_) => Slot::Bad(MemberError::Twice(path)),
            };
        } else if names.len() < 10_000 {
            names.push(path);
        }
    }
    let missing = |member: &str| MemberError::Missing {
        member: member.to_owned(),
        near: crate::wording::closest(member, names.iter().map(String::as_str)).map(str::to_owned),
    };
    Ok(members
        .iter()
        .zip(slots)
        .map(|(member, slot)| match slot {
            Slot::Unseen => Err(missing(member)),
            Slot::Taken(incoming) => Ok(incoming),
            Slot::Bad(error) => Err(error),
        })
        .collect())
}

/// The path without the directory that npm packs everything into (`package/` as a rule).
fn below_top(path: &[u8]) -> Option<String> {
    let path = std::str::from_utf8(path).ok()?;
    let path = path.strip_prefix("./").unwrap_or(path);
    let (_, rest) = path.split_once('/')?;
    (!rest.is_empty()).then(|| rest.to_owned())
}

fn copy(entry: &mut impl Read, mut incoming: Incoming) -> Result<Incoming, MemberError> {
    let mut buffer = vec![0; 128 << 10];
    loop {
        let count = match entry.read(&mut buffer) {
            Ok(0) => return Ok(incoming),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(archive_error(error)),
        };
        incoming
            .write_all(&buffer[..count])
            .map_err(|error| incoming.fault(error))?;
    }
}

/// Refuses to unpack for ever.
struct Counted<R> {
    inner: R,
    passed: Arc<AtomicU64>,
    bounds: Bounds,
    unpacked: u64,
}

/// Travels through the archive reader inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("more than {0} bytes")]
struct TooMuch(u64);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.unpacked += count as u64;
        let packed = self.passed.load(Ordering::Relaxed).max(1);
        let sane = self
            .bounds
            .harmless
            .max(packed.saturating_mul(self.bounds.ratio));
        let most = sane.min(self.bounds.unpacked);
        if self.unpacked > most {
            return Err(io::Error::other(TooMuch(most)));
        }
        Ok(count)
    }
}

fn archive_error(error: io::Error) -> MemberError {
    let mut inner: Option<&(dyn std::error::Error + 'static)> =
        error.get_ref().map(|error| error as _);
    while let Some(current) = inner {
        if let Some(TooMuch(most)) = current.downcast_ref() {
            return MemberError::Bomb(*most);
        }
        // `io::Error` hides what it holds from `source`.
        inner = match current.downcast_ref::<io::Error>() {
            Some(nested) => nested.get_ref().map(|error| error as _),
            None => current.source(),
        };
    }
    MemberError::Archive(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;
    use crate::cache::SealSource;
    use crate::install::server::tgz;
    use proptest::prelude::*;

    fn cache() -> (tempfile::TempDir, Cache) {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open_sealed(dir.path(), SealSource::Nowhere).unwrap();
        (dir, cache)
    }

    /// What each member turned out to be: its size, or the message.
    fn taken(
        package: &[u8],
        members: &[&str],
        bounds: Bounds,
    ) -> Result<Vec<Result<u64, String>>, String> {
        let (_dir, cache) = cache();
        let passed = Arc::new(AtomicU64::new(package.len() as u64));
        let open = || cache.blobs().incoming();
        let result =
            take(package, passed, members, bounds, &open).map_err(|error| error.to_string())?;
        let member = |result: Result<Incoming, MemberError>| match result {
            Ok(incoming) => Ok(incoming.size()),
            Err(error) => Err(error.to_string()),
        };
        Ok(result.into_iter().map(member).collect())
    }

    fn entry(kind: EntryType, path: &str, link: &str, body: &[u8]) -> Vec<u8> {
        let mut header = tar::Header::new_gnu();
        // Written by hand, as `set_path` refuses what an attacker would write.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
        header.set_entry_type(kind);
        header.set_size(body.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend(body);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
        bytes
    }

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn raw(entries: &[Vec<u8>]) -> Vec<u8> {
        let mut tar = entries.concat();
        tar.extend([0; 1024]);
        gz(&tar)
    }

    #[test]
    fn members_are_found_below_whatever_the_top_directory_is_called() {
        let package = tgz(&[
            ("package/package.json", b"{}"),
            ("package/dist/ruby.wasm", b"12345"),
            ("package/dist/ruby+stdlib.wasm", b"1234567"),
        ]);
        let members = ["dist/ruby+stdlib.wasm", "dist/ruby.wasm"];
        assert_eq!(
            taken(&package, &members, Bounds::default()),
            Ok(vec![Ok(7), Ok(5)])
        );
        let other = tgz(&[("ruby-1.0/x.wasm", b"1")]);
        assert_eq!(
            taken(&other, &["x.wasm"], Bounds::default()),
            Ok(vec![Ok(1)])
        );
    }

    #[test]
    fn a_member_that_is_not_there_is_named_and_the_others_are_taken() {
        let package = tgz(&[("package/dist/python.wasm", b"1")]);
        let result = taken(
            &package,
            &["dist/pyton.wasm", "dist/python.wasm"],
            Bounds::default(),
        );
        let missing = Err("the package has no file `dist/pyton.wasm`".to_owned());
        assert_eq!(result, Ok(vec![missing, Ok(1)]));
    }

    #[test]
    fn tricks_of_archives_have_nothing_to_act_on() {
        let file = |path| entry(EntryType::Regular, path, "", b"body");
        let twice = Err("the package has more than one file `x`".to_owned());
        let kind = Err("`x` in the package is no plain file".to_owned());
        let missing = Err("the package has no file `x`".to_owned());
        let table = [
            (
                "two of one name",
                raw(&[file("p/x"), file("p/x")]),
                twice.clone(),
            ),
            ("two tops", raw(&[file("p/x"), file("q/x")]), twice.clone()),
            (
                "a link",
                raw(&[entry(EntryType::Symlink, "p/x", "/etc/passwd", b"")]),
                kind.clone(),
            ),
            (
                "a hard link",
                raw(&[entry(EntryType::Link, "p/x", "/etc/passwd", b"")]),
                kind.clone(),
            ),
            (
                "a device",
                raw(&[entry(EntryType::Char, "p/x", "", b"")]),
                kind.clone(),
            ),
            (
                "a fifo",
                raw(&[entry(EntryType::Fifo, "p/x", "", b"")]),
                kind.clone(),
            ),
            (
                "a directory",
                raw(&[entry(EntryType::Directory, "p/x", "", b"")]),
                kind,
            ),
            (
                "a link, then a file",
                raw(&[entry(EntryType::Symlink, "p/x", "/tmp/y", b""), file("p/x")]),
                twice,
            ),
            ("an absolute path", raw(&[file("/tmp/x")]), missing.clone()),
            (
                "a path that leads out",
                raw(&[file("p/../../x")]),
                missing.clone(),
            ),
            ("without a top", raw(&[file("x")]), missing.clone()),
            ("an empty archive", raw(&[]), missing),
        ];
        for (name, package, expected) in table {
            assert_eq!(
                taken(&package, &["x"], Bounds::default()),
                Ok(vec![expected]),
                "{name}"
            );
        }
    }

    #[test]
    fn a_broken_archive_is_an_error() {
        let package = tgz(&[("package/x", &vec![7; 100_000])]);
        let broken = Err("the package cannot be unpacked".to_owned());
        assert_eq!(
            taken(&package[..package.len() / 2], &["x"], Bounds::default()),
            broken
        );
        assert_eq!(taken(b"<!DOCTYPE html>", &["x"], Bounds::default()), broken);
        assert_eq!(taken(b"", &["x"], Bounds::default()), broken);
        let mut flipped = package;
        let middle = flipped.len() / 2;
        flipped[middle] ^= 0xff;
        assert!(taken(&flipped, &["x"], Bounds::default()).is_err());
    }

    #[test]
    fn an_archive_that_unpacks_to_too_much_is_stopped() {
        let package = tgz(&[("package/x", &vec![0; 4 << 20])]);
        let small = Bounds {
            unpacked: 1 << 20,
            ..Bounds::default()
        };
        let stopped = Err("the package unpacks to more than 1 MiB".to_owned());
        assert_eq!(taken(&package, &["x"], small), stopped);
        // The bomb may lie in a file that nobody asked for.
        assert_eq!(taken(&package, &["y"], small), stopped);
        let ratio = Bounds {
            ratio: 2,
            harmless: 2 << 20,
            ..Bounds::default()
        };
        assert_eq!(
            taken(&package, &["x"], ratio),
            Err("the package unpacks to more than 2 MiB".to_owned())
        );
    }

    #[test]
    fn long_names_are_whole() {
        let long = format!("dist/{}/x.wasm", "d".repeat(150));
        let path = format!("package/{long}");
        let package = tgz(&[(&path, b"12")]);
        assert_eq!(
            taken(&package, &[&long], Bounds::default()),
            Ok(vec![Ok(2)])
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_archive_makes_the_reader_fail_hard(bytes in proptest::collection::vec(any::<u8>(), 0..2048)) {
            let _ = taken(&gz(&bytes), &["x"], Bounds::default());
            let mut header = entry(EntryType::Regular, "p/x", "", b"body");
            for (index, byte) in bytes.iter().take(64).enumerate() {
                header[(index * 8 + usize::from(*byte)) % 512] ^= byte;
            }
            let _ = taken(&raw(&[header]), &["x"], Bounds::default());
        }
    }
}
