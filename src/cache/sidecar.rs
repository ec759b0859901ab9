//! The text file beside compiled code: how long the code is, what it was made from, and the proof of it.

use crate::cache::safe;
use crate::cache::seen::touch;
use crate::digest::Sha256;
use std::path::Path;
use std::sync::Arc;

/// What is written beside code.
pub(super) struct Seal {
    /// Bytes of code.
    pub(super) length: u64,
    /// Digests of the programs the code was compiled from.
    pub(super) sources: Arc<[Sha256]>,
    /// Keyed hash over all of it.
    pub(super) mac: blake3::Hash,
}

impl Seal {
    const TITLE: &str = "wassay-seal 1";
    /// A program has some dozen sources at most.
    const LONGEST: u64 = 64 << 10;

    /// The text of the file.
    pub(super) fn to_text(&self) -> String {
        let sources: Vec<String> = self.sources.iter().map(Sha256::hex).collect();
        let (length, mac) = (self.length, self.mac.to_hex());
        format!(
            "{}\nlength {length}\nsources {}\nmac {mac}\n",
            Self::TITLE,
            sources.join(" ")
        )
    }

    /// Reads the file, and notes that it was used; nothing when it is no seal.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let (text, file) = safe::read_note(path, Self::LONGEST)?;
        let seal = Self::parse(std::str::from_utf8(&text).ok()?)?;
        touch(&file);
        Some(seal)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != Self::TITLE {
            return None;
        }
        let length = lines.next()?.strip_prefix("length ")?.parse().ok()?;
        let sources = lines.next()?.strip_prefix("sources ")?;
        let sources: Result<Arc<[Sha256]>, _> =
            sources.split_whitespace().map(str::parse).collect();
        let mac = lines.next()?.strip_prefix("mac ")?;
        Some(Self {
            length,
            sources: sources.ok()?,
            mac: blake3::Hash::from_hex(mac).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_makes_the_reader_fail_hard(text in "(?s).{0,300}") {
            let _ = Seal::parse(&text);
        }

        #[test]
        fn what_is_written_is_read(length: u64, sources in proptest::collection::vec(any::<[u8; 4]>(), 0..4), mac: [u8; 32]) {
            let seal = Seal {
                length,
                sources: sources.iter().map(|source| Sha256::of(source)).collect(),
                mac: blake3::Hash::from_bytes(mac),
            };
            let read = Seal::parse(&seal.to_text()).unwrap();
            prop_assert_eq!(read.length, seal.length);
            prop_assert_eq!(read.sources, seal.sources);
            prop_assert_eq!(read.mac, seal.mac);
        }
    }
}
