//! Where engines keep compiled code: the cache's sealed files.

use crate::cache::Cache;
use crate::cache::CodeKey;
use crate::digest::Sha256;
use crate::engine::CodeCache;
use std::any::Any;
use std::fs::File;
use std::io;

/// The sealed code of a cache, as engines ask for it.
pub(crate) struct SealedCode {
    cache: Cache,
}

impl SealedCode {
    /// Takes a cache.
    pub(crate) fn new(cache: Cache) -> Self {
        Self { cache }
    }
}

impl CodeCache for SealedCode {
    fn load(&self, key: &[u8; 32]) -> Option<File> {
        self.cache
            .code()
            .load(&CodeKey::new(*key))
            .map(|sealed| sealed.file)
    }

    fn publish(&self, key: &[u8; 32], sources: &[Sha256], code: &[u8]) -> io::Result<()> {
        let published = self
            .cache
            .code()
            .publish(&CodeKey::new(*key), sources, code);
        published.map(|_| ()).map_err(io::Error::other)
    }

    fn claim(&self, key: &[u8; 32]) -> Option<Box<dyn Any + Send>> {
        let lock = self
            .cache
            .code()
            .lock(&CodeKey::new(*key), &mut |_| {})
            .ok()?;
        Some(Box::new(lock))
    }
}
