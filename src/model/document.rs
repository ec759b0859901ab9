//! The text of an execution after filters: the body of a snapshot.

use crate::digest::Sha256;
use std::sync::Arc;

/// A document with its digest. Made by the snapshot module; compared by text, told apart in records by digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    text: Arc<str>,
    digest: Sha256,
}

impl Document {
    /// Takes a finished text. It ends with one line feed.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let digest = Sha256::of(text.as_bytes());
        Self { text, digest }
    }

    /// The text, ending with one line feed.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Digest of the text.
    pub fn digest(&self) -> Sha256 {
        self.digest
    }
}
