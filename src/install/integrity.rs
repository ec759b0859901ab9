//! `integrity` of an npm package: what its registry says that the whole package hashes to.
//!
//! It is asked beside the package and held against it before anything of the package is published. It is a second
//! witness and never the first: the pin of each file decides in any case, and decides alone where the registry cannot
//! be asked or gives no SHA-512. Older, weaker hashes (`shasum`, `sha1-`, `sha256-`) are not looked at.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest as _;
use sha2::Sha512;
use std::fmt;
use std::io;
use std::io::Read;

/// The SHA-512 of a whole package.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Whole([u8; 64]);

#[cfg(test)]
impl Whole {
    /// Of bytes at hand.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha512::digest(bytes).into())
    }
}

/// As a registry writes it.
impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha512-{}", STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a registry says, as far as it is strong enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Integrity {
    declared: Vec<String>,
}

impl Integrity {
    /// Reads `sha512-…`, of which there may be several beside others; nothing where there is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let declared: Vec<String> = text
            .split_ascii_whitespace()
            .filter(|hash| hash.starts_with("sha512-"))
            .map(|hash| hash.split('?').next().unwrap_or_default().to_owned())
            .collect();
        (!declared.is_empty()).then_some(Self { declared })
    }

    /// Whether a package is one of those that are meant. One that cannot be read is met by none.
    pub(super) fn is_met_by(&self, whole: &Whole) -> bool {
        let found = whole.to_string();
        self.declared.contains(&found)
    }
}

impl fmt::Display for Integrity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.declared.join(" or ");
        f.write_str(&crate::wording::visible(&shown))
    }
}

/// Hashes what is read through it.
pub(super) struct Hashing<R> {
    inner: R,
    hasher: Sha512,
}

impl<R: Read> Hashing<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            hasher: Sha512::new(),
        }
    }

    /// Reads what is left, and gives the hash of all.
    pub(super) fn finish(mut self) -> io::Result<Whole> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(Whole(self.hasher.finalize().into()))
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf abc | openssl dgst -sha512 -binary | base64 -w0`
    const ABC: &str = "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==";

    fn whole(bytes: &[u8]) -> Whole {
        let mut hashing = Hashing::new(bytes);
        let mut part = [0; 2];
        let _ = hashing.read(&mut part).unwrap();
        hashing.finish().unwrap()
    }

    #[test]
    fn the_hash_is_of_all_bytes_however_many_were_read() {
        assert_eq!(whole(b"abc").to_string(), ABC);
    }

    #[test]
    fn one_of_several_is_enough_and_weak_ones_do_not_count() {
        let met = |text: &str| Integrity::parse(text).map(|own| own.is_met_by(&whole(b"abc")));
        let other = whole(b"abd").to_string();
        assert_eq!(met(ABC), Some(true));
        assert_eq!(
            met(&format!("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0= {ABC}?x")),
            Some(true)
        );
        assert_eq!(met(&format!("{other}\n{ABC}")), Some(true));
        assert_eq!(met(&other), Some(false));
        assert_eq!(met("sha512-"), Some(false));
        assert_eq!(met("sha512-no*base64"), Some(false));
        assert_eq!(met("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0="), None);
        assert_eq!(met(""), None);
    }
}
