//! Why the cache could not do its work.

use crate::cache::safe::Unsafe;
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
    /// A directory of the cache must not be used.
    #[error("`{}` {why}", path.display())]
    Unsafe {
        /// The directory.
        path: PathBuf,
        /// Why.
        why: Unsafe,
    },
    /// A layer is not there, or is something else.
    #[error("the cache layer `{}` {why}", path.display())]
    Layer {
        /// As a person would name it.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Nobody can tell whether the cache is in use.
    #[error("`{}` cannot be locked, so nobody can tell whether the cache is in use", path.display())]
    NoLocks {
        /// The file.
        path: PathBuf,
        /// What the file system said.
        #[source]
        source: io::Error,
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
            Self::Unsafe {
                why: Unsafe::Writable { .. },
                ..
            } => {
                "take the right to write from others with `chmod -R go-w DIR` if you trust what is in it; or name a \
                 directory of your own with `--cache-dir DIR` or WASSAY_CACHE_DIR, and this one in `cache-layers` or \
                 WASSAY_CACHE_LAYERS to use it without writing to it"
            }
            Self::Unsafe { .. } => {
                "name a directory of your own with `--cache-dir DIR` or WASSAY_CACHE_DIR; name this one in \
                 `cache-layers` or WASSAY_CACHE_LAYERS to use it without writing to it"
            }
            Self::Layer { .. } => {
                "a layer is the cache directory of another wassay, which holds `v1`; see `cache-layers` in \
                 `config.toml` and WASSAY_CACHE_LAYERS"
            }
            Self::NoLocks { .. } => {
                "remove the cache's directory by hand when no wassay runs; everything in it can be made again"
            }
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
