//! Caches of others below this one: blobs are read from them where they lie, and nothing is ever written there.
//!
//! A layer is trusted with nothing. Its bytes are hashed; that a file was hashed is remembered in this person's own
//! cache, by its place and its fingerprint, so that the next check is quick.

use crate::cache::blobs::Blob;
use crate::cache::blobs::LARGEST;
use crate::cache::blobs::Trust;
use crate::cache::error::CacheError;
use crate::cache::fingerprint::Fingerprint;
use crate::cache::inuse;
use crate::cache::inuse::USE_LOCK;
use crate::cache::layout::Cache;
use crate::cache::locks::Waiting;
use crate::cache::safe;
use crate::cache::safe::Opened;
use crate::digest::Sha256;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// The layers of a cache, in the order in which they are looked into.
#[derive(Debug, Default)]
pub(super) struct Layers {
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    dir: PathBuf,
    blobs: PathBuf,
    /// Tells whoever cleans the layer that it is in use, where it can be told.
    _in_use: Option<File>,
}

impl Layers {
    /// Finds the layers; each must be a cache.
    pub(super) fn open(
        dirs: Vec<PathBuf>,
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<Self, CacheError> {
        let mut layers = Vec::new();
        for dir in dirs {
            let dir = std::path::absolute(&dir).map_err(CacheError::io("find", &dir))?;
            let root = dir.join("v1");
            let blobs = root.join("blobs/sha256");
            if !blobs.is_dir() {
                let why = if dir.exists() {
                    "is no cache of wassay: it holds no `v1/blobs/sha256`"
                } else {
                    "does not exist"
                };
                return Err(CacheError::Layer { path: dir, why });
            }
            layers.push(Layer {
                _in_use: inuse::share_readable(&root.join(USE_LOCK), waiting),
                dir,
                blobs,
            });
        }
        Ok(Self { layers })
    }

    /// Their directories.
    pub(super) fn dirs(&self) -> Vec<PathBuf> {
        self.layers.iter().map(|layer| layer.dir.clone()).collect()
    }
}

/// Finds proved bytes of a digest in the layers of a cache.
///
/// Wrong bytes, and what cannot be read, are passed over with a warning.
pub(super) fn find(cache: &Cache, digest: &Sha256, trust: Trust) -> Option<Blob> {
    let hex = digest.hex();
    cache.lower().layers.iter().find_map(|layer| {
        let path = layer.blobs.join(&hex[..2]).join(&hex);
        match look(cache, &path, digest, trust) {
            Ok(size) => size.map(|size| Blob { path, size }),
            Err(error) => {
                cache.warn(format!(
                    "`{}` in a cache layer cannot be used: {error}",
                    path.display()
                ));
                None
            }
        }
    })
}

/// The size of the bytes if they are the right ones; nothing when there are none.
fn look(cache: &Cache, path: &Path, digest: &Sha256, trust: Trust) -> io::Result<Option<u64>> {
    let (file, metadata) = match safe::open(path)? {
        Opened::File(file, metadata) => (file, metadata),
        Opened::Absent => return Ok(None),
        Opened::Strange => return Err(io::Error::other("it is no regular file")),
    };
    let fingerprint = Fingerprint::of(&metadata);
    if trust == Trust::Fingerprint && cache.recall(path, fingerprint) == Some(*digest) {
        return Ok(Some(fingerprint.size));
    }
    if fingerprint.size > LARGEST {
        return Err(io::Error::other("it is larger than any artifact"));
    }
    let (found, size) = Sha256::of_reader(&file)?;
    if found != *digest {
        return Err(io::Error::other(format!("its bytes hash to {found}")));
    }
    if fingerprint == Fingerprint::of(&file.metadata()?) && fingerprint.is_settled() {
        cache.know(path, fingerprint, *digest);
    }
    Ok(Some(size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::layout::CacheOptions;
    use crate::cache::seal::SealSource;
    use std::fs;
    use std::io::Write as _;
    use std::time::Duration;
    use std::time::SystemTime;

    fn open(dir: &Path, layers: &[&Path]) -> Result<Cache, CacheError> {
        let options = CacheOptions {
            dir: Some(dir.to_owned()),
            layers: layers.iter().map(|layer| layer.to_path_buf()).collect(),
            ..CacheOptions::default()
        };
        Cache::build(options, SealSource::Given("k".repeat(32)))
    }

    fn put(dir: &Path, bytes: &[u8]) -> PathBuf {
        let cache = open(dir, &[]).unwrap();
        let mut incoming = cache.blobs().incoming().unwrap();
        incoming.write_all(bytes).unwrap();
        let blob = cache
            .blobs()
            .publish(incoming, &Sha256::of(bytes), "a test");
        blob.unwrap().path
    }

    fn replace(path: &Path, bytes: &[u8]) {
        fs::remove_file(path).unwrap();
        crate::files::write_atomic(path, bytes).unwrap();
    }

    #[test]
    fn blobs_of_a_layer_are_used_where_they_lie_and_hashed_whatever_its_notes_say() {
        let dir = tempfile::tempdir().unwrap();
        let (own, layer) = (dir.path().join("own"), dir.path().join("layer"));
        let digest = Sha256::of(b"bytes");
        let path = put(&layer, b"bytes");
        let cache = open(&own, &[&layer]).unwrap();
        let blob = cache.blobs().lookup(&digest).unwrap().unwrap();
        assert_eq!((&blob.path, blob.size), (&path, 5));
        assert_eq!(
            cache.blobs().find_here(&digest, Trust::BytesOnly).unwrap(),
            None
        );
        assert_eq!(cache.warnings(), Vec::<String>::new());
        // Other bytes with a note that vouches for them.
        replace(&path, b"BYTES");
        crate::cache::seen::remember(&path, "somewhere");
        assert_eq!(cache.blobs().lookup(&digest).unwrap(), None);
        let warnings = cache.warnings();
        assert!(
            warnings.len() == 1 && warnings[0].contains(&Sha256::of(b"BYTES").hex()),
            "{warnings:?}"
        );
        assert_eq!(
            fs::read(&path).unwrap(),
            b"BYTES",
            "nothing is written there"
        );
        assert_eq!(cache.warnings(), Vec::<String>::new());
    }

    #[test]
    fn a_later_layer_stands_in_for_a_bad_one_and_what_is_published_is_our_own() {
        let dir = tempfile::tempdir().unwrap();
        let [own, bad, good] = ["own", "bad", "good"].map(|name| dir.path().join(name));
        let digest = Sha256::of(b"bytes");
        replace(&put(&bad, b"bytes"), b"");
        let path = put(&good, b"bytes");
        let cache = open(&own, &[&bad, &good]).unwrap();
        assert_eq!(cache.blobs().prove(&digest).unwrap().unwrap().path, path);
        assert_eq!(cache.layers(), [bad, good]);
        let own = put(&own, b"bytes");
        assert_eq!(cache.blobs().lookup(&digest).unwrap().unwrap().path, own);
    }

    #[test]
    fn that_a_file_was_hashed_is_remembered_in_our_own_cache() {
        let dir = tempfile::tempdir().unwrap();
        let (own, layer) = (dir.path().join("own"), dir.path().join("layer"));
        let path = put(&layer, b"bytes");
        let cache = open(&own, &[&layer]).unwrap();
        // As if it had lain there for long: what was just written is hashed each time.
        let digest = Sha256::of(b"told");
        let other = path.parent().unwrap().parent().unwrap();
        let other = other.join(&digest.hex()[..2]).join(digest.hex());
        fs::create_dir_all(other.parent().unwrap()).unwrap();
        fs::rename(&path, &other).unwrap();
        let told = Fingerprint::of(&other.metadata().unwrap());
        cache.know(&other, told, digest);
        assert!(cache.blobs().lookup(&digest).unwrap().is_some());
        assert_eq!(cache.blobs().prove(&digest).unwrap(), None);
        let earlier = SystemTime::now() - Duration::from_hours(1);
        File::open(&other).unwrap().set_modified(earlier).unwrap();
        assert_eq!(cache.blobs().lookup(&digest).unwrap(), None);
    }

    #[test]
    fn what_is_no_cache_is_no_layer() {
        let dir = tempfile::tempdir().unwrap();
        let own = dir.path().join("own");
        let error = open(&own, &[&dir.path().join("gone")]).unwrap_err();
        assert!(
            error.to_string().ends_with("gone` does not exist"),
            "{error}"
        );
        let error = open(&own, &[dir.path()]).unwrap_err();
        assert!(
            error.to_string().contains("is no cache of wassay"),
            "{error}"
        );
        assert!(error.hint().unwrap().contains("WASSAY_CACHE_LAYERS"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_in_a_layer_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let (own, layer) = (dir.path().join("own"), dir.path().join("layer"));
        let path = put(&layer, b"bytes");
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        let cache = open(&own, &[&layer]).unwrap();
        assert_eq!(cache.blobs().lookup(&Sha256::of(b"bytes")).unwrap(), None);
        assert!(cache.warnings()[0].contains("no regular file"));
    }
}
