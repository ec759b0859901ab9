//! Takes single files out of an archive.
//!
//! An archive is a stranger's. It is never unpacked: nothing is written under a name that it chooses, and of all its
//! entries only those that were asked for are kept, each of which must be a plain file, and the only one of its name
//! in the whole archive. What they hold must hash to a pin before it is used. So links, devices, absolute paths and
//! `..` have nothing to act on, and a name leads to one file or to none.
//!
//! Readers of archives differ in what they make of contradictions: two sizes, two names, bytes after the end. What
//! could be read in two ways is refused here, so that whoever looked at an archive with another program has seen the
//! file that we take.
//!
//! A tar archive is read while it comes ([`decode`] -> [`tar`]). Of a zip archive the list of files comes last, so it is
//! kept, packed as it is, until it is whole ([`zip`]). [`bounds`] says how much any of them may unpack to.

mod bounds;
mod decode;
mod error;
mod memory;
mod selection;
mod tar;
#[cfg(test)]
pub(super) mod tests;
mod zip;

pub(super) use bounds::Bounds;
pub use error::MemberError;
pub use memory::members;

use crate::install::archive::bounds::Meter;
use crate::install::archive::bounds::Packed;
use crate::install::archive::selection::Selection;
use crate::model::runtime::ArchiveFormat;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::Write;

/// Bytes at the beginning that tell a web page.
const HEAD: u64 = 64;

/// What is wanted of an archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'a> {
    /// What it is.
    pub(super) format: ArchiveFormat,
    /// What its names begin with.
    pub(super) top: Top,
    /// Files to take, no two the same.
    pub(super) members: &'a [&'a str],
    /// How much it may be.
    pub(super) bounds: Bounds,
}

/// Whether the first directory of a name counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Top {
    /// It does.
    Kept,
    /// It does not: npm packs everything into one (`package/` as a rule).
    Dropped,
}

/// Where the bytes go.
pub(super) trait Shelf {
    /// A file on its way in; dropping it removes it.
    type Item: Write;
    /// A file that has no name and is gone when it is dropped.
    type Scratch: Read + Write + Seek;

    /// Begins a file.
    fn item(&self) -> Result<Self::Item, MemberError>;
    /// Begins a file that has no name.
    fn scratch(&self) -> Result<Self::Scratch, MemberError>;
    /// What a failure to write to one means.
    fn fault(&self, error: io::Error) -> MemberError;
}

/// What became of each member, in the order in which they were asked for.
pub(super) type Members<T> = Vec<Result<T, MemberError>>;

/// Reads an archive to its end and gives what was found of each member.
pub(super) fn take<S: Shelf>(
    packed: impl Read,
    request: &Request<'_>,
    shelf: &S,
) -> Result<Members<S::Item>, MemberError> {
    let meter = Meter::new(request.bounds);
    let mut packed = Packed::new(packed, &meter);
    let mut head = Vec::new();
    let read = packed.by_ref().take(HEAD).read_to_end(&mut head);
    read.map_err(error::of_io)?;
    if is_web_page(&head) {
        return Err(error::refused("it is a web page"));
    }
    let mut packed = head.as_slice().chain(packed);
    let mut selection = Selection::new(request);
    match request.format {
        ArchiveFormat::Zip => {
            let mut whole = shelf.scratch()?;
            copy(&mut packed, &mut whole, shelf)?;
            zip::take(whole, &meter, &mut selection, shelf)?;
        }
        ArchiveFormat::TarGzip | ArchiveFormat::TarXz | ArchiveFormat::TarZstd => {
            let unpacked = decode::open(request.format, packed).map_err(error::of_io)?;
            tar::take(unpacked, &meter, &mut selection, shelf)?;
        }
    }
    Ok(selection.finish())
}

/// What a server that wants people to sign in, or has lost the file, likes to answer in its place.
fn is_web_page(head: &[u8]) -> bool {
    let head = head.trim_ascii_start().to_ascii_lowercase();
    head.starts_with(b"<!doctype html") || head.starts_with(b"<html")
}

/// Copies one file; a failure to read is the archive's, a failure to write is ours.
fn copy<S: Shelf>(from: &mut impl Read, to: &mut impl Write, shelf: &S) -> Result<(), MemberError> {
    let mut buffer = vec![0; 128 << 10];
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => return to.flush().map_err(|error| shelf.fault(error)),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error::of_io(error)),
        };
        let written = to.write_all(&buffer[..count]);
        written.map_err(|error| shelf.fault(error))?;
    }
}
