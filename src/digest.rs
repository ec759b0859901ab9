//! SHA-256 as the name of bytes.
//!
//! A [`Sha256`] is 32 bytes that were either computed here or declared in a manifest. Every spelling a manifest may
//! use (bare hex, `sha256:hex`, SRI `sha256-base64`) is read here; on screen and in files it is lower-case hex.

use base64::Engine as _;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest as _;
use std::fmt;
use std::io;
use std::str::FromStr;

/// What stands before the digits where other algorithms could be meant.
const LABEL: &str = "sha256:";

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// Digests bytes that are already in memory.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// Digests what a reader yields until its end, and counts the bytes.
    ///
    /// # Errors
    /// The first error of the reader, so that a failed read never looks like a different digest.
    pub fn of_reader(mut reader: impl io::Read) -> io::Result<(Self, u64)> {
        let mut hasher = Sha256Hasher::default();
        let mut buffer = vec![0; 256 << 10];
        loop {
            let count = match reader.read(&mut buffer) {
                Ok(0) => return Ok((hasher.finish(), hasher.length())),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hasher.update(&buffer[..count]);
        }
    }

    /// The 64 lower-case hex digits.
    pub fn hex(&self) -> String {
        self.labelled().as_str()[LABEL.len()..].to_owned()
    }

    /// `sha256:` and the digits. Every line of a record holds some, so no formatter is asked for each byte.
    fn labelled(&self) -> Labelled {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; LABEL.len() + 64];
        let (label, digits) = text.split_at_mut(LABEL.len());
        label.copy_from_slice(LABEL.as_bytes());
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Labelled(text)
    }

    /// The first eight hex digits, for status lines; errors show the digest whole.
    pub fn short(&self) -> String {
        self.hex()[..8].to_owned()
    }

    /// The raw bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The text of a digest, on the stack.
struct Labelled([u8; LABEL.len() + 64]);

impl Labelled {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a label and hex digits are text")
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.labelled().as_str()[LABEL.len()..])
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{self}")
    }
}

impl FromStr for Sha256 {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        if let Some(sri) = text.strip_prefix("sha256-") {
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(sri)
                .map_err(|_| DigestError::Sri)?;
            return bytes.try_into().map(Self).map_err(|_| DigestError::Sri);
        }
        let hex = text.strip_prefix("sha256:").unwrap_or(text);
        if let Some(other) = ["sha1-", "sha384-", "sha512-", "md5:", "sha1:", "sha512:"]
            .iter()
            .find(|p| text.starts_with(**p))
        {
            return Err(DigestError::Algorithm(
                other.trim_end_matches(['-', ':']).to_owned(),
            ));
        }
        if let Some(found) = hex.chars().find(|c| !c.is_ascii_hexdigit()) {
            return Err(DigestError::Digit(found));
        }
        if hex.len() != 64 {
            return Err(DigestError::Length(hex.len()));
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
            let digit = |c: u8| {
                (c as char)
                    .to_digit(16)
                    .expect("all characters are hex digits")
            };
            *byte = u8::try_from(digit(pair[0]) * 16 + digit(pair[1]))
                .expect("two hex digits make a byte");
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Sha256 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.labelled().as_str())
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Why a text is no SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// Another algorithm was named.
    #[error("`{0}` is not supported: artifacts are named by their SHA-256")]
    Algorithm(String),
    /// A character that is no hex digit.
    #[error("`{}` is not a hex digit", .0.escape_default())]
    Digit(char),
    /// A number of hex digits other than 64.
    #[error("a checksum of {0} digits: a SHA-256 has 64")]
    Length(usize),
    /// SRI text that does not hold 32 bytes of base64.
    #[error("not an SRI text: `sha256-` and 44 characters of base64")]
    Sri,
}

/// A SHA-256 in the making, for bytes that pass by.
#[derive(Default, Clone)]
pub struct Sha256Hasher {
    inner: sha2::Sha256,
    length: u64,
}

impl Sha256Hasher {
    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
        self.length += bytes.len() as u64;
    }

    /// Number of bytes taken in so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The digest of all bytes taken in so far.
    pub fn finish(&self) -> Sha256 {
        Sha256(self.inner.clone().finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn every_spelling_names_the_same_bytes() {
        for text in [
            EMPTY.to_owned(),
            EMPTY.to_uppercase(),
            format!("sha256:{EMPTY}"),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=".to_owned(),
        ] {
            assert_eq!(text.parse(), Ok(Sha256::of(b"")), "{text}");
        }
    }

    #[test]
    fn what_is_no_digest_says_why() {
        assert_eq!(EMPTY[..60].parse::<Sha256>(), Err(DigestError::Length(60)));
        assert_eq!("zz".parse::<Sha256>(), Err(DigestError::Digit('z')));
        assert_eq!(
            "sha512-AAAA".parse::<Sha256>(),
            Err(DigestError::Algorithm("sha512".to_owned()))
        );
        assert_eq!("sha256-AAAA".parse::<Sha256>(), Err(DigestError::Sri));
    }

    #[test]
    fn streaming_equals_whole() {
        let bytes = vec![7; 1 << 20];
        assert_eq!(
            Sha256::of_reader(&bytes[..]).expect("memory is readable"),
            (Sha256::of(&bytes), 1 << 20)
        );
    }
}
