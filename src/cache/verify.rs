//! Checks a whole cache: every blob against its name, all compiled code against its seal.
//!
//! What is wrong is put out of the way at once, so that the next run gets it anew.

use crate::cache::blobs::Trust;
use crate::cache::code::Check;
use crate::cache::error::CacheError;
use crate::cache::inventory;
use crate::cache::inventory::Item;
use crate::cache::inventory::Kind;
use crate::cache::layout::Cache;
use crate::cache::safe;
use crate::digest::Sha256;
use rayon::iter::IntoParallelIterator as _;
use rayon::iter::ParallelIterator as _;
use std::fs;

/// What was found.
#[derive(Debug, Default)]
pub struct Verified {
    /// Blobs that hash to their names.
    pub good: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Compiled code that fits its seal.
    pub sealed: u64,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Why compiled code was not checked, if it was not.
    pub unchecked: Option<String>,
}

/// One thing that is wrong.
#[derive(Debug)]
pub enum Fault {
    /// A blob that does not hash to its name was moved to `aside`.
    Blob {
        /// Its name.
        digest: String,
        /// Where it came from, if that is known.
        from: String,
    },
    /// Compiled code that does not fit its seal was removed.
    Code(String),
    /// A link or a file in the place of a directory was removed.
    Shard(String),
    /// Something that cannot be checked, or cannot be moved out of the way.
    Unread(CacheError),
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of one more thing that was checked.
    pub bytes: u64,
}

/// What became of one thing.
enum Judged {
    Blob(u64),
    Code,
    Wrong(Fault),
    Gone,
}

impl Cache {
    /// Checks everything in the cache itself, on all cores. `tell` hears of each thing that was checked.
    ///
    /// Whatever notes and fingerprints say, every byte is hashed.
    pub fn verify(&self, tell: &(dyn Fn(Progress) + Sync)) -> Verified {
        let mut verified = Verified {
            faults: self.straighten(),
            unchecked: self.code().remark(),
            ..Verified::default()
        };
        let with_code = verified.unchecked.is_none();
        let items: Vec<Item> = inventory::take(self)
            .into_iter()
            .filter(|item| match item.kind {
                Kind::Blob => true,
                Kind::Code => with_code,
                _ => false,
            })
            .collect();
        let judged: Vec<Judged> = items
            .into_par_iter()
            .map(|item| {
                let judged = self.judge(&item);
                tell(Progress { bytes: item.size });
                judged
            })
            .collect();
        for judged in judged {
            match judged {
                Judged::Blob(bytes) => {
                    verified.good += 1;
                    verified.bytes += bytes;
                }
                Judged::Code => verified.sealed += 1,
                Judged::Wrong(fault) => verified.faults.push(fault),
                Judged::Gone => {}
            }
        }
        verified
    }

    fn judge(&self, item: &Item) -> Judged {
        if item.kind == Kind::Code {
            return match self.code().check_named(&item.name) {
                Check::Good => Judged::Code,
                Check::Gone => Judged::Gone,
                Check::Removed => Judged::Wrong(Fault::Code(item.name.clone())),
            };
        }
        let Ok(digest) = item.name.parse::<Sha256>() else {
            return Judged::Gone;
        };
        // Under another name than its own shard's a blob is never looked for.
        let path = self.blobs().path(&digest);
        let from = crate::cache::seen::read_seen(&item.paths[0]);
        match self.blobs().find_here(&digest, Trust::BytesOnly) {
            Ok(Some(blob)) if path == item.paths[0] => Judged::Blob(blob.size),
            Ok(None) if path.symlink_metadata().is_ok() => {
                let busy = std::io::ErrorKind::AlreadyExists.into();
                Judged::Wrong(Fault::Unread(CacheError::io("remove", &path)(busy)))
            }
            Ok(None) if path == item.paths[0] => Judged::Wrong(Fault::Blob {
                digest: item.name.clone(),
                from: from.map(|seen| seen.from).unwrap_or_default(),
            }),
            Ok(_) => match fs::remove_file(&item.paths[0]) {
                Ok(()) => Judged::Wrong(Fault::Shard(item.name.clone())),
                Err(error) => Judged::Wrong(Fault::Unread(CacheError::io(
                    "remove",
                    &item.paths[0],
                )(error))),
            },
            Err(error) => Judged::Wrong(Fault::Unread(error)),
        }
    }

    /// Puts right what stands in the place of directories and blobs: links, pipes, directories.
    fn straighten(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let shards = fs::read_dir(self.path("blobs/sha256"));
        for shard in shards.into_iter().flatten().flatten() {
            let name = shard.file_name().to_string_lossy().into_owned();
            let is_dir = shard.metadata().is_ok_and(|found| found.is_dir());
            if !is_dir {
                faults.push(match safe::own_dir(&shard.path()) {
                    Ok(()) => Fault::Shard(name),
                    Err(error) => Fault::Unread(error),
                });
                continue;
            }
            for entry in fs::read_dir(shard.path()).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let strange = entry.metadata().is_ok_and(|found| !found.is_file());
                let Ok(digest) = name.parse::<Sha256>() else {
                    continue;
                };
                if strange {
                    faults.push(match self.blobs().find_here(&digest, Trust::BytesOnly) {
                        Ok(_) => Fault::Blob {
                            digest: name,
                            from: String::new(),
                        },
                        Err(error) => Fault::Unread(error),
                    });
                }
            }
        }
        faults
    }
}
