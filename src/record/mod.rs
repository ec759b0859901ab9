//! The record of a run: every event, one JSON object a line (`wassay-record 1`, FORMATS.md 2).
//!
//! ```text
//! nightly.ndjson                  {"event":"run-started","n":0,"schema":"1.0",...}
//! nightly.ndjson.blobs/<digest>   what is too large for a line
//! ```
//!
//! The [`Writer`] appends while the run goes on, so a run that is killed leaves what it knew. The reader therefore
//! accepts a torn last line, and says whether the record is complete. Keys and events it does not know it passes
//! over: a later version may add them. A record of a higher major version it refuses.

mod line;
mod read;
mod write;

pub use read::Completeness;
pub use read::Record;
pub use read::blob;
pub use read::outcomes;
pub use read::read;
pub use write::Writer;

use std::io;
use std::path::Path;
use std::path::PathBuf;

/// Version of the schema that is written.
pub const SCHEMA: &str = "1.0";

/// The highest major version of the schema that can be read.
const MAJOR: u64 = 1;

/// Bytes from which on a blob lies beside the record.
const BLOB_LIMIT: usize = 1 << 20;

/// Why a record could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It could not be written.
    #[error("cannot write the record `{}`", .path.display())]
    Write {
        /// The record, or the blob beside it.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It could not be read.
    #[error("cannot read the record `{}`", .path.display())]
    Read {
        /// The record, or the blob beside it.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It does not begin as a record does.
    #[error("`{}` is not a record: its first line is no `run-started` event", .0.display())]
    NotARecord(PathBuf),
    /// It was written by a later wassay.
    #[error("`{}` is a record of schema {found}: this wassay reads {MAJOR}", .path.display())]
    Schema {
        /// The record.
        path: PathBuf,
        /// Its schema.
        found: String,
    },
    /// A line before the last is damaged.
    #[error("line {line} of the record `{}` cannot be read: {message}", .path.display())]
    Line {
        /// The record.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// Why.
        message: String,
    },
    /// What lies beside the record is not what the record names.
    #[error("`{}` does not hold the bytes its name promises", .0.display())]
    Blob(PathBuf),
}

impl RecordError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Schema { .. } => Some("a newer wassay reads it".to_owned()),
            Self::Line { .. } | Self::Blob(_) => {
                Some("the file was changed after the run: run again".to_owned())
            }
            Self::Write { .. } | Self::Read { .. } | Self::NotARecord(_) => None,
        }
    }
}

/// Where a record keeps what is too large for a line.
fn blob_dir(record: &Path) -> PathBuf {
    let mut name = record.as_os_str().to_owned();
    name.push(".blobs");
    PathBuf::from(name)
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
