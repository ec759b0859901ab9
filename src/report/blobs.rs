//! Documents that events refer to, kept until the end of a run, within a bound.

use crate::digest::Sha256;
use crate::model::event::Blob;
use std::collections::HashMap;
use std::sync::Arc;

/// Bytes of text that are kept. What comes later is in the record alone.
const BUDGET: usize = 64 << 20;

/// Texts by digest.
#[derive(Debug, Default)]
pub(crate) struct Blobs {
    texts: HashMap<Sha256, Arc<str>>,
    held: usize,
}

impl Blobs {
    /// Keeps a text, if it is one and there is room.
    pub(crate) fn keep(&mut self, blob: &Blob) {
        let Some(content) = blob.content.as_ref().filter(|_| blob.encoding == "text") else {
            return;
        };
        if self.held + content.len() <= BUDGET
            && self
                .texts
                .insert(blob.digest, Arc::clone(content))
                .is_none()
        {
            self.held += content.len();
        }
    }

    /// The text of a digest.
    pub(crate) fn text(&self, digest: Option<Sha256>) -> Option<&Arc<str>> {
        self.texts.get(&digest?)
    }
}
