//! Bytes on their way into the cache: hashed while they are written, without a final name until they are proved.

use crate::cache::error::CacheError;
use crate::cache::failpoint;
use crate::cache::layout::Cache;
use crate::digest::Sha256;
use crate::digest::Sha256Hasher;
use std::fs;
use std::io;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use tempfile::NamedTempFile;

/// Bytes being received. Dropping it removes them.
pub struct Incoming {
    writer: BufWriter<NamedTempFile>,
    hasher: Sha256Hasher,
    head: Vec<u8>,
}

/// Bytes that are not the ones that were pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// What they were to hash to.
    pub pinned: Sha256,
    /// What they hash to.
    pub received: Sha256,
    /// How many there are.
    pub size: u64,
    /// The first of them, to tell what they are.
    pub head: Vec<u8>,
    /// Where they were put, to be looked at; nothing if that failed.
    pub aside: Option<PathBuf>,
}

/// Why bytes were not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// They are not the pinned ones.
    #[error("the bytes do not match their digest")]
    Mismatch(Mismatch),
    /// The cache could not take them.
    #[error(transparent)]
    Cache(#[from] CacheError),
}

impl Incoming {
    /// As many first bytes are kept as tell what a file is.
    const HEAD: usize = 16;

    pub(super) fn new(file: NamedTempFile) -> Self {
        Self {
            writer: BufWriter::with_capacity(256 << 10, file),
            hasher: Sha256Hasher::default(),
            head: Vec::with_capacity(Self::HEAD),
        }
    }

    /// Bytes received so far.
    pub fn size(&self) -> u64 {
        self.hasher.length()
    }

    /// What a failure to write to it means.
    pub fn fault(&self, error: io::Error) -> CacheError {
        CacheError::io("write to", self.writer.get_ref().path())(error)
    }

    /// Proves the bytes and makes them last; the file still has no final name.
    pub(super) fn prove(
        self,
        cache: &Cache,
        pinned: &Sha256,
    ) -> Result<NamedTempFile, PublishError> {
        let received = self.hasher.finish();
        let size = self.hasher.length();
        let file = self
            .writer
            .into_inner()
            .map_err(|error| CacheError::io("write to", &cache.path("tmp"))(error.into_error()))?;
        failpoint::hit("prove.written");
        if received != *pinned {
            let aside = put_aside(cache, &received, &mut |target| {
                // A copy of wrong bytes is a service, so that it fails is no news.
                fs::rename(file.path(), target)
            });
            return Err(PublishError::Mismatch(Mismatch {
                pinned: *pinned,
                received,
                size,
                head: self.head,
                aside,
            }));
        }
        let made = read_only(file.as_file())
            .and_then(|()| sync(file.as_file()))
            .and_then(|()| file.as_file().metadata());
        let metadata = made.map_err(CacheError::io("write", file.path()))?;
        if metadata.len() != size {
            let short = io::Error::other(format!(
                "{size} bytes were written, {} are there",
                metadata.len()
            ));
            return Err(CacheError::io("write", file.path())(short).into());
        }
        Ok(file)
    }
}

impl Write for Incoming {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let missing = Self::HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        self.hasher.update(bytes);
        self.writer.write_all(bytes)?;
        failpoint::hit("incoming.write");
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Names a place in `aside` for bytes with this digest and lets `take` move them there.
///
/// The name begins with the time. Of the same bytes only the newest copy stays, or a mirror that serves wrong bytes
/// every night would fill the disk.
pub(super) fn put_aside(
    cache: &Cache,
    received: &Sha256,
    take: &mut dyn FnMut(&Path) -> io::Result<()>,
) -> Option<PathBuf> {
    let dir = cache.path("aside");
    let suffix = format!("-{received}");
    for entry in fs::read_dir(&dir).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().ends_with(&suffix) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let time = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ");
    let target = dir.join(format!("{time}{suffix}"));
    take(&target).ok().map(|()| target)
}

/// Makes bytes last through a loss of power.
fn sync(file: &fs::File) -> io::Result<()> {
    failpoint::hit("prove.before-sync");
    file.sync_all()?;
    failpoint::synced(file);
    Ok(())
}

#[cfg(unix)]
fn read_only(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o444))
}

#[cfg(not(unix))]
fn read_only(_: &fs::File) -> io::Result<()> {
    Ok(())
}
