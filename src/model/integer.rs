//! Integers of a record that may be too large for a JSON reader.
//!
//! JSON numbers are doubles for most readers, so what lies above 2^53 is written as a string (FORMATS.md 2). Fields
//! that can be so large are read through here; every other integer of a record stays far below.

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;

/// The largest integer that every JSON reader can hold.
pub const SAFE: u64 = 1 << 53;

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u64),
    Text(String),
}

impl Written {
    fn value<E: Error>(self) -> Result<u64, E> {
        match self {
            Self::Number(value) => Ok(value),
            Self::Text(text) => text
                .parse()
                .map_err(|_| E::custom(format_args!("`{text}` is no integer"))),
        }
    }
}

/// Reads an integer that is written as a number or as a string.
///
/// # Errors
/// Anything else.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Written::deserialize(deserializer)?.value()
}

/// Reads an integer that is written as a number, as a string or as null.
///
/// # Errors
/// Anything else.
pub fn read_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Option::<Written>::deserialize(deserializer)?
        .map(Written::value)
        .transpose()
}
