//! Why the cache could not do its work.

use std::io;
use std::path::Path;
use std::path::PathBuf;

/// Why the cache could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// No directory was named and the platform has none.
    #[error("there is no directory for the cache: no home directory is known")]
    NoPlace,
    /// A file or directory of the cache cannot be read or written.
    #[error("cannot {doing} `{}` in the cache", path.display())]
    Io {
        /// What was being done: `create`, `write`, `read`.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// What the file system said.
        #[source]
        source: io::Error,
    },
    /// What is to come does not fit.
    #[error(
        "{} are needed in the cache `{}`, and {} are free",
        crate::wording::size(*.needed),
        dir.display(),
        crate::wording::size(*.free)
    )]
    Full {
        /// The cache.
        dir: PathBuf,
        /// Bytes that are to come.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
    /// `WASSAY_SEAL_KEY` is too short to be a key.
    #[error("WASSAY_SEAL_KEY is too short: {0} bytes")]
    WeakSealKey(usize),
}

impl CacheError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        const NO_ROOM: &str =
            "free some space, or name another directory with `--cache-dir DIR` or WASSAY_CACHE_DIR";
        let text = match self {
            Self::WeakSealKey(_) => {
                "a key has 32 bytes at least, for example `openssl rand -hex 32`"
            }
            Self::Full { .. } => NO_ROOM,
            Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull => NO_ROOM,
            Self::NoPlace | Self::Io { .. } => {
                "name a directory that can be written with `--cache-dir DIR` or WASSAY_CACHE_DIR"
            }
        };
        Some(text.to_owned())
    }

    /// For `map_err`: what was being done, to what.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}
