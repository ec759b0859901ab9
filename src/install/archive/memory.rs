//! Members of an archive in memory: for tests and for fuzzing.

use crate::install::archive::Bounds;
use crate::install::archive::Members;
use crate::install::archive::Request;
use crate::install::archive::Shelf;
use crate::install::archive::Top;
use crate::install::archive::error::MemberError;
use crate::install::archive::take;
use crate::model::runtime::ArchiveFormat;
use std::io;
use std::io::Cursor;

/// Keeps everything in memory.
pub(super) struct Memory;

impl Shelf for Memory {
    type Item = Vec<u8>;
    type Scratch = Cursor<Vec<u8>>;

    fn item(&self) -> Result<Self::Item, MemberError> {
        Ok(Vec::new())
    }

    fn scratch(&self) -> Result<Self::Scratch, MemberError> {
        Ok(Cursor::default())
    }

    fn fault(&self, error: io::Error) -> MemberError {
        MemberError::Archive(error)
    }
}

/// Reads members of an archive into memory, of at most `most` bytes together.
///
/// # Errors
/// The archive cannot be used at all.
pub fn members(
    bytes: &[u8],
    format: ArchiveFormat,
    names: &[&str],
    most: u64,
) -> Result<Members<Vec<u8>>, MemberError> {
    let request = Request {
        format,
        top: Top::Kept,
        members: names,
        bounds: Bounds {
            unpacked: most,
            ..Bounds::default()
        },
    };
    take(bytes, &request, &Memory)
}
