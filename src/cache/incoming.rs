//! Bytes on their way into the cache: hashed while they are written, without a final name until they are proved.

use crate::cache::blobs::Blobs;
use crate::cache::error::CacheError;
use crate::cache::failpoint;
use crate::cache::layout::Cache;
use crate::cache::partial::is_at;
use crate::digest::Sha256;
use crate::digest::Sha256Hasher;
use std::fs;
use std::io;
use std::io::BufWriter;
use std::io::Read as _;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use tempfile::NamedTempFile;

/// Bytes being received. Dropping it removes them, unless they are to be taken up again ([`Incoming::is_kept`]).
pub struct Incoming {
    writer: BufWriter<NamedTempFile>,
    hashed: Hashed,
    /// Of bytes that are kept when they break off: the note that says where they are from.
    note: Option<PathBuf>,
}

/// What is known of the bytes that came.
#[derive(Default)]
pub(super) struct Hashed {
    hasher: Sha256Hasher,
    head: Vec<u8>,
}

impl Hashed {
    /// As many first bytes are kept as tell what a file is; the last sign of one is that of a tar archive.
    const HEAD: usize = 512;

    /// Number of bytes.
    pub(super) fn length(&self) -> u64 {
        self.hasher.length()
    }

    fn update(&mut self, bytes: &[u8]) {
        let missing = Self::HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        self.hasher.update(bytes);
    }
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
    /// Bytes that are written at once.
    const ROOM: usize = 256 << 10;

    /// Goes to `file`. `total` is how many bytes are to come, where that is known.
    pub(super) fn new(file: NamedTempFile, total: Option<u64>) -> Self {
        let total = total.and_then(|total| usize::try_from(total).ok());
        let room = total.unwrap_or(usize::MAX).min(Self::ROOM);
        Self {
            writer: BufWriter::with_capacity(room, file),
            hashed: Hashed::default(),
            note: None,
        }
    }

    /// Goes on after bytes that lie in `file`, which stays there with its `note` until it is whole or proved wrong.
    pub(super) fn kept(file: NamedTempFile, note: PathBuf, hashed: Hashed) -> Self {
        Self {
            hashed,
            note: Some(note),
            ..Self::new(file, None)
        }
    }

    /// Hashes what an earlier attempt left, from the file itself.
    pub(super) fn hash_kept(file: &mut fs::File) -> io::Result<Hashed> {
        let mut hashed = Hashed::default();
        let mut buffer = vec![0; 256 << 10];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(hashed),
                Ok(count) => hashed.update(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Bytes received so far, those of earlier attempts included.
    pub fn size(&self) -> u64 {
        self.hashed.length()
    }

    /// Whether the bytes stay when they break off.
    pub fn is_kept(&self) -> bool {
        self.note.is_some()
    }

    /// What a failure to write to it means.
    pub fn fault(&self, error: io::Error) -> CacheError {
        CacheError::io("write to", self.writer.get_ref().path())(error)
    }

    /// Removes the bytes, also those that would be kept.
    pub fn discard(mut self) {
        forget(self.note.take());
        // Bytes that still wait to be written are of no use either.
        let (mut file, _) = self.writer.into_parts();
        file.disable_cleanup(false);
    }

    /// Proves the bytes and makes them last; the file still has no final name.
    pub(super) fn prove(
        self,
        cache: &Cache,
        pinned: &Sha256,
    ) -> Result<NamedTempFile, PublishError> {
        let size = self.size();
        let received = self.hashed.hasher.finish();
        let mut file = self
            .writer
            .into_inner()
            .map_err(|error| CacheError::io("write to", &cache.path("tmp"))(error.into_error()))?;
        // From here on the bytes are proved, or worth nothing: there is no rest of them to ask for.
        file.disable_cleanup(false);
        failpoint::hit("prove.written");
        if received != *pinned {
            forget(self.note);
            let aside = put_aside(cache, &received, &mut |target| {
                // A copy of wrong bytes is a service, so that it fails is no news.
                fs::rename(file.path(), target)
            });
            return Err(PublishError::Mismatch(Mismatch {
                pinned: *pinned,
                received,
                size,
                head: self.hashed.head,
                aside,
            }));
        }
        let made = sync(file.as_file()).and_then(|()| file.as_file().metadata());
        let metadata = made.map_err(CacheError::io("write", file.path()))?;
        if self.note.is_some() {
            // Last of all that may take a while, so that hardly any moment to be killed in loses the bytes.
            file = hide(cache, file)?;
            forget(self.note);
        }
        read_only(file.as_file()).map_err(CacheError::io("write", file.path()))?;
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

/// Gives a file whose name others know one that nobody knows, so that what is published is what was proved.
fn hide(cache: &Cache, file: NamedTempFile) -> Result<NamedTempFile, CacheError> {
    let hidden = cache.temporary()?.into_temp_path();
    let (file, mut known) = file.into_parts();
    fs::rename(&known, &hidden).map_err(CacheError::io("rename", &known))?;
    known.disable_cleanup(true);
    if !is_at(&file, &hidden) {
        let replaced = io::Error::other("another file was put in its place");
        return Err(CacheError::io("write", &known)(replaced));
    }
    Ok(NamedTempFile::from_parts(file, hidden))
}

/// Removes a note. One that stays does no harm without its file.
fn forget(note: Option<PathBuf>) {
    if let Some(note) = note {
        let _ = fs::remove_file(note);
    }
}

impl Write for Incoming {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hashed.update(bytes);
        self.writer.write_all(bytes)?;
        failpoint::hit("incoming.write");
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Blobs<'_> {
    /// Looks whether there is room for so many bytes more, so that nobody waits for a download that cannot be kept.
    ///
    /// # Errors
    /// There is not. A file system that does not say how much is free has room.
    pub fn make_sure_of_room(self, needed: u64) -> Result<(), CacheError> {
        let dir = self.cache.path("tmp");
        match free(&dir) {
            Some(free) if free < needed => Err(CacheError::Full {
                dir: self.cache.dir().to_owned(),
                needed,
                free,
            }),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(unix)]
fn free(dir: &Path) -> Option<u64> {
    let room = rustix::fs::statvfs(dir).ok()?;
    (room.f_blocks > 0).then(|| room.f_bavail.saturating_mul(room.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
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
