//! Where records of runs are kept: the newest twenty of each root.

use crate::cache::error::CacheError;
use crate::cache::layout::Cache;
use crate::cache::safe;
use crate::digest::Sha256;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// The records of a cache.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    cache: &'a Cache,
}

impl<'a> Records<'a> {
    /// How many records of one root are kept.
    pub const KEPT: usize = 20;

    pub(super) fn new(cache: &'a Cache) -> Self {
        Self { cache }
    }

    /// Where the record of a new run of `root` goes. `run` is its id; ids of later runs must sort after earlier ones.
    ///
    /// The oldest records of the root are removed, so that with the new one twenty are left.
    ///
    /// # Errors
    /// The cache cannot be written.
    pub fn create(self, root: &Path, run: &str) -> Result<PathBuf, CacheError> {
        let dir = self.dir(root);
        safe::own_dir(&dir)?;
        let old = self.all(root);
        let surplus = (old.len() + 1).saturating_sub(Self::KEPT);
        for path in &old[..surplus] {
            // Another run may be removing the same; what cannot be removed is tried again next time.
            let _ = fs::remove_file(path);
            let mut blobs = path.clone().into_os_string();
            blobs.push(".blobs");
            let _ = fs::remove_dir_all(blobs);
        }
        Ok(dir.join(format!("{run}.ndjson")))
    }

    /// The newest record of a root.
    pub fn last(self, root: &Path) -> Option<PathBuf> {
        self.all(root).pop()
    }

    /// All records of a root, the oldest first.
    pub fn all(self, root: &Path) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = fs::read_dir(self.dir(root))
            .into_iter()
            .flatten()
            .flatten()
            // A link leads elsewhere, and a pipe never ends.
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .map(|entry| entry.path())
            .filter(|path| path.extension() == Some(OsStr::new("ndjson")))
            .collect();
        found.sort();
        found
    }

    fn dir(self, root: &Path) -> PathBuf {
        let real = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let name = Sha256::of(real.as_os_str().as_encoded_bytes()).hex();
        let mut dir = self.cache.path("records");
        dir.push(&name[..16]);
        dir
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::seal::SealSource;

    #[test]
    fn the_newest_twenty_of_each_root_stay() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open_sealed(dir.path(), SealSource::Given("k".repeat(32)));
        let cache = cache.unwrap();
        let (one, other) = (Path::new("/one"), Path::new("/other"));
        let record = |root: &Path, run: usize| {
            let path = cache
                .records()
                .create(root, &format!("run-{run:03}"))
                .unwrap();
            crate::files::write_atomic(&path, b"{}\n").unwrap();
            let blob = PathBuf::from(format!("{}.blobs/x", path.display()));
            crate::files::write_atomic(&blob, b"x").unwrap();
        };
        assert_eq!(cache.records().last(one), None);
        record(other, 0);
        (0..25).for_each(|run| record(one, run));
        let all = cache.records().all(one);
        assert_eq!(all.len(), Records::KEPT);
        assert!(all[0].ends_with("run-005.ndjson"));
        assert!(
            cache
                .records()
                .last(one)
                .unwrap()
                .ends_with("run-024.ndjson")
        );
        assert_eq!(cache.records().all(other).len(), 1);
        assert_eq!(fs::read_dir(cache.records().dir(one)).unwrap().count(), 40);
    }
}
