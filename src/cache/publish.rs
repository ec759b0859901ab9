//! How proved bytes get their name.

use crate::cache::blobs::Blob;
use crate::cache::blobs::Blobs;
use crate::cache::error::CacheError;
use crate::cache::failpoint;
use crate::cache::incoming::Incoming;
use crate::cache::incoming::PublishError;
use crate::cache::safe;
use crate::cache::seen::remember;
use crate::digest::Sha256;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::thread;

/// Names given before their directories are synced. There are 256 directories: it takes many names to save much.
const GROUP: usize = 4096;
/// Threads that sync them: a disk takes several at once, and this is what everybody waits for at the end.
const AT_ONCE: usize = 4;
/// So few directories are not worth another thread.
const FEW: usize = 16;

/// Directories with names that would not survive a loss of power yet.
///
/// The bytes under those names would: a file is synced before it is renamed. So nothing wrong can come of a lost name,
/// it is only fetched again, and one sync can serve many names: it costs as much as writing a small file.
#[derive(Debug, Default)]
pub(super) struct Unsynced {
    state: Mutex<Names>,
}

#[derive(Debug, Default)]
struct Names {
    count: usize,
    dirs: BTreeSet<PathBuf>,
}

impl Unsynced {
    /// Takes down that a name was given in `dir`; every so many names all their directories are synced.
    fn add(&self, dir: &Path) {
        let due = {
            let mut names = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            names.count += 1;
            names.dirs.insert(dir.to_owned());
            (names.count >= GROUP).then(|| std::mem::take(&mut *names))
        };
        // The lock is free meanwhile: others go on giving names.
        due.into_iter().for_each(sync);
    }

    fn settle(&self) {
        let mut names = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let due = std::mem::take(&mut *names);
        drop(names);
        sync(due);
    }
}

fn sync(names: Names) {
    let dirs: Vec<PathBuf> = names.dirs.into_iter().collect();
    let sync = |dirs: &[PathBuf]| {
        for dir in dirs {
            let _ = File::open(dir).and_then(|dir| dir.sync_all());
        }
    };
    thread::scope(|scope| {
        let mut parts = dirs.chunks(dirs.len().div_ceil(AT_ONCE).max(FEW));
        let own = parts.next().unwrap_or_default();
        for part in parts {
            scope.spawn(move || sync(part));
        }
        sync(own);
    });
}

impl Blobs<'_> {
    /// Makes the names of everything that was published so far last through a loss of power.
    ///
    /// Bytes last when [`Blobs::publish`] returns, names a little later: call this when no more are about to come.
    pub fn settle(self) {
        self.cache.unsynced().settle();
    }

    /// Gives received bytes their final name, if they hash to `digest`. `from` is told to people who ask.
    ///
    /// # Errors
    /// [`PublishError::Mismatch`] when they are other bytes, which are then moved to `aside`.
    pub fn publish(
        self,
        incoming: Incoming,
        digest: &Sha256,
        from: &str,
    ) -> Result<Blob, PublishError> {
        let size = incoming.size();
        let mut file = incoming.prove(self.cache, digest)?;
        let path = self.path(digest);
        let shard = path.parent().unwrap_or(&path);
        safe::own_dir(shard)?;
        failpoint::hit("publish.before-rename");
        // What is there under the name is kept if it is right and out of the way if it is not: twice is enough.
        for _ in 0..2 {
            match file.persist_noclobber(&path) {
                Ok(_) => {
                    failpoint::hit("publish.before-dir-sync");
                    self.cache.unsynced().add(shard);
                    failpoint::hit("publish.before-note");
                    remember(&path, from);
                    // Of an earlier attempt, if the bytes came another way in the end.
                    self.forget_partial(digest);
                    failpoint::hit("publish.done");
                    return Ok(Blob { path, size });
                }
                Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
                    file = failed.file;
                    if let Some(blob) = self.prove(digest)? {
                        return Ok(blob);
                    }
                }
                Err(failed) => return Err(CacheError::io("create", &path)(failed.error).into()),
            }
        }
        let taken = io::Error::from(io::ErrorKind::AlreadyExists);
        Err(CacheError::io("create", &path)(taken).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::layout::Cache;
    use crate::cache::seal::SealSource;
    use std::io::Write as _;

    #[test]
    fn directories_are_synced_in_groups_and_none_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open_sealed(dir.path(), SealSource::Given("k".repeat(32))).unwrap();
        let left = || {
            let names = cache.unsynced().state.lock().unwrap();
            (names.count, names.dirs.len())
        };
        for number in [1, 2_u8] {
            let mut incoming = cache.blobs().incoming().unwrap();
            incoming.write_all(&[number]).unwrap();
            let published = cache.blobs().publish(incoming, &Sha256::of(&[number]), "");
            published.unwrap();
            let number = usize::from(number);
            assert_eq!(
                left(),
                (number, number),
                "both lie in directories of their own"
            );
        }
        let shard = dir.path().join("v1/blobs/sha256/4b");
        (2..GROUP - 1).for_each(|_| cache.unsynced().add(&shard));
        assert_eq!(left().0, GROUP - 1);
        cache.unsynced().add(&shard);
        assert_eq!(left(), (0, 0));
        cache.unsynced().add(&shard);
        cache.blobs().settle();
        assert_eq!(left(), (0, 0));
    }
}
