//! What people are told of a cache.

use crate::cache::inventory;
use crate::cache::inventory::Kind;
use crate::cache::layout::Cache;
use crate::cache::seen::read_seen;
use std::collections::BTreeMap;
use std::time::SystemTime;

/// How much there is of something, and when it was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many things.
    pub count: u64,
    /// Bytes.
    pub bytes: u64,
    /// The least recent use.
    pub oldest: SystemTime,
    /// The most recent use.
    pub newest: SystemTime,
}

/// One blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobInfo {
    /// Its name; nothing says that its bytes hash to it.
    pub digest: String,
    /// Bytes.
    pub size: u64,
    /// When it was last used.
    pub used: SystemTime,
    /// Where it came from, if that is known.
    pub from: String,
    /// When it was published, if that is known.
    pub at: String,
}

/// What a cache holds.
#[derive(Clone, Debug)]
pub struct CacheInfo {
    /// Each kind that there is.
    pub kinds: BTreeMap<Kind, Share>,
    /// Each blob.
    pub blobs: Vec<BlobInfo>,
}

/// Adds a thing to the sums of its kind.
pub(super) fn add(kinds: &mut BTreeMap<Kind, Share>, item: &inventory::Item) {
    let share = kinds.entry(item.kind).or_insert(Share {
        count: 0,
        bytes: 0,
        oldest: item.used,
        newest: item.used,
    });
    share.count += 1;
    share.bytes += item.size;
    share.oldest = share.oldest.min(item.used);
    share.newest = share.newest.max(item.used);
}

impl Cache {
    /// Counts what lies in the cache itself. No byte of it is checked.
    pub fn info(&self) -> CacheInfo {
        let mut info = CacheInfo {
            kinds: BTreeMap::new(),
            blobs: Vec::new(),
        };
        for item in inventory::take(self) {
            add(&mut info.kinds, &item);
            if item.kind == Kind::Blob {
                let path = &item.paths[0];
                let seen = read_seen(path);
                let (from, at) = seen.map_or_else(Default::default, |seen| (seen.from, seen.at));
                info.blobs.push(BlobInfo {
                    size: path.symlink_metadata().map_or(0, |found| found.len()),
                    digest: item.name,
                    used: item.used,
                    from,
                    at,
                });
            }
        }
        info
    }
}
