//! What a file system says of a file without reading it: enough to notice that it was touched, never a proof.

use serde::Deserialize;
use serde::Serialize;
use std::fs::Metadata;
use std::time::Duration;
use std::time::SystemTime;

/// Size, times and inode of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Fingerprint {
    /// Bytes.
    pub(super) size: u64,
    /// Nanoseconds since 1970, of the last change of the bytes.
    mtime: i64,
    /// Nanoseconds since 1970, of the last change of the file in any way; a program cannot set it back.
    ctime: i64,
    /// Number of the file; another file under the same name has another.
    inode: u64,
}

impl Fingerprint {
    /// Takes it from metadata.
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        let nanos =
            |seconds: i64, rest: i64| seconds.wrapping_mul(1_000_000_000).wrapping_add(rest);
        Self {
            size: metadata.size(),
            mtime: nanos(metadata.mtime(), metadata.mtime_nsec()),
            ctime: nanos(metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino(),
        }
    }

    /// Takes it from metadata, as far as the platform tells.
    #[cfg(not(unix))]
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            mtime: metadata.modified().map_or(0, nanos),
            ctime: metadata.created().map_or(0, nanos),
            inode: 0,
        }
    }

    /// Whether the file has been left alone for so long that a later change must show in its times.
    ///
    /// Clocks of file systems tick coarsely: two writes within one tick look the same.
    pub(super) fn is_settled(&self) -> bool {
        const TICK: Duration = Duration::from_secs(2);
        let now = nanos(SystemTime::now());
        let tick = i64::try_from(TICK.as_nanos()).unwrap_or(i64::MAX);
        self.mtime.max(self.ctime).saturating_add(tick) < now
    }
}

fn nanos(time: SystemTime) -> i64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| {
            i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
        })
}
