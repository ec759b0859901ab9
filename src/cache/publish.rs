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
use std::fs::File;
use std::io;
use std::path::Path;

impl Blobs<'_> {
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
                    sync_dir(shard);
                    failpoint::hit("publish.before-note");
                    remember(&path, from);
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

/// Makes the name last through a loss of power. The bytes last already; a name that is lost is fetched again.
fn sync_dir(dir: &Path) {
    let _ = File::open(dir).and_then(|dir| dir.sync_all());
}
