//! Reads zip archives, whose list of files is at their end.
//!
//! The `zip` crate reads the list, holds it against what stands before each file, and refuses files that lie over each
//! other or are in no list. Here stands what it leaves open: where the archive begins and ends, how long its list may
//! be, and that no two programs could find different lists in it.

use crate::install::archive::Shelf;
use crate::install::archive::bounds::Meter;
use crate::install::archive::bounds::Unpacked;
use crate::install::archive::copy;
use crate::install::archive::error::MemberError;
use crate::install::archive::error::of_io;
use crate::install::archive::error::refused;
use crate::install::archive::selection::EntryKind;
use crate::install::archive::selection::Selection;
use std::cell::Cell;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::rc::Rc;
use zip::CompressionMethod;
use zip::ZipArchive;
use zip::read::ArchiveOffset;
use zip::read::Config;
use zip::result::ZipError;

/// Bytes of the record at the end, without its comment.
const END: usize = 22;
/// Bytes of the longest list.
const LONGEST: u64 = 16 << 20;
/// Which of the bits of a Unix mode say what an entry is, and what they are for a file.
const KIND: u32 = 0o170_000;
const FILE: u32 = 0o100_000;

/// Bytes that may be read beside the list to find it.
const SPARE: u64 = 1 << 20;

/// Reads no more than it may: where the crate looks for a list, it may find others than the one that was judged.
struct Frugal<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Frugal<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.left.get().checked_sub(count as u64);
        self.left.set(left.ok_or_else(|| {
            io::Error::other("its list of files is longer than any of a runtime")
        })?);
        Ok(count)
    }
}

impl<R: Seek> Seek for Frugal<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Reads the list of a zip archive and takes what is wanted.
pub(super) fn take<S: Shelf>(
    mut whole: impl Read + Seek,
    meter: &Meter,
    selection: &mut Selection<'_, S::Item>,
    shelf: &S,
) -> Result<(), MemberError> {
    let list = find_list(&mut whole)?;
    let most = meter.bounds().entries;
    if list.entries > most || list.size > LONGEST {
        return Err(refused("its list of files is longer than any of a runtime"));
    }
    let config = Config {
        archive_offset: ArchiveOffset::Known(0),
    };
    let left = Rc::new(Cell::new(LONGEST + SPARE));
    let whole = Frugal {
        inner: whole,
        left: Rc::clone(&left),
    };
    let mut archive = ZipArchive::with_config(config, whole).map_err(of_zip)?;
    left.set(u64::MAX);
    let agrees = archive.central_directory_start() == list.start;
    if archive.has_duplicate_names() {
        return Err(refused("two files in it have one name"));
    }
    if !agrees || archive.len() as u64 != list.entries {
        return Err(refused("it has two lists of files"));
    }
    archive.validate_header_consistency().map_err(of_zip)?;
    for index in 0..archive.len() {
        let (name, kind) = {
            let entry = archive.by_index_raw(index).map_err(of_zip)?;
            let mode = entry.unix_mode().map_or(0, |mode| mode & KIND);
            let is_plain = entry.is_file() && matches!(mode, 0 | FILE);
            let kind = if is_plain {
                EntryKind::Plain
            } else {
                EntryKind::Other
            };
            (entry.name_raw().to_owned(), kind)
        };
        if let Some(slot) = selection.meet(&name, kind)? {
            let item = one(&mut archive, index, meter, shelf)?;
            selection.put(slot, item);
        }
    }
    Ok(())
}

fn one<S: Shelf>(
    archive: &mut ZipArchive<impl Read + Seek>,
    index: usize,
    meter: &Meter,
    shelf: &S,
) -> Result<S::Item, MemberError> {
    let method = {
        let entry = archive.by_index_raw(index).map_err(of_zip)?;
        if entry.encrypted() {
            return Err(refused("the file is encrypted"));
        }
        entry.compression()
    };
    if !matches!(
        method,
        CompressionMethod::Stored | CompressionMethod::Deflated
    ) {
        return Err(refused("the file is packed in a way that is not read"));
    }
    let entry = archive.by_index(index).map_err(of_zip)?;
    let declared = entry.size();
    let mut item = shelf.item()?;
    let mut content = Unpacked::new(entry, meter);
    let before = meter.unpacked();
    copy(&mut content, &mut item, shelf)?;
    if meter.unpacked() - before != declared {
        return Err(refused("the file is longer or shorter than its list says"));
    }
    Ok(item)
}

/// The list of files, as the record at the end of the archive tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct List {
    entries: u64,
    start: u64,
    size: u64,
}

/// Finds the record at the very end, which must be the only one, right behind the list.
fn find_list(whole: &mut (impl Read + Seek)) -> Result<List, MemberError> {
    let length = whole.seek(SeekFrom::End(0)).map_err(of_io)?;
    let tail = length.min(END as u64 + u64::from(u16::MAX) + 20);
    let tail_start = length - tail;
    whole.seek(SeekFrom::Start(tail_start)).map_err(of_io)?;
    let mut bytes = Vec::new();
    let read = whole.by_ref().take(tail).read_to_end(&mut bytes);
    read.map_err(of_io)?;
    let is_end = |at: &usize| {
        let record = &bytes[*at..];
        record.starts_with(b"PK\x05\x06")
            && record.len() >= END
            && END + usize::from(u16_at(record, 20)) == record.len()
    };
    let mut ends = (0..bytes.len()).filter(is_end);
    let Some(at) = ends.next() else {
        let text = "the record at the end of a zip archive is missing";
        return Err(of_io(io::Error::new(io::ErrorKind::InvalidData, text)));
    };
    if ends.next().is_some() {
        return Err(refused("it has two lists of files"));
    }
    let record = &bytes[at..];
    if u16_at(record, 4) != 0 || u16_at(record, 6) != 0 || u16_at(record, 8) != u16_at(record, 10) {
        return Err(refused("it is a part of several"));
    }
    let mut list = List {
        entries: u64::from(u16_at(record, 10)),
        start: u64::from(u32_at(record, 16)),
        size: u64::from(u32_at(record, 12)),
    };
    let mut end = tail_start + at as u64;
    if let Some(locator) = at.checked_sub(20).map(|from| &bytes[from..at])
        && locator.starts_with(b"PK\x06\x07")
    {
        let record = u64_at(locator, 8);
        list = large_list(whole, record, end - 20, list)?;
        end = record;
    }
    if list.start.checked_add(list.size) != Some(end) {
        return Err(refused("bytes lie between its list of files and its end"));
    }
    Ok(list)
}

/// Reads the record of large archives, which must agree with the small one where that says something.
fn large_list(
    whole: &mut (impl Read + Seek),
    record: u64,
    end: u64,
    small: List,
) -> Result<List, MemberError> {
    let mut bytes = [0; 56];
    whole.seek(SeekFrom::Start(record)).map_err(of_io)?;
    whole.read_exact(&mut bytes).map_err(of_io)?;
    let fits = u64_at(&bytes, 4)
        .checked_add(12)
        .and_then(|size| size.checked_add(record))
        == Some(end);
    let list = List {
        entries: u64_at(&bytes, 32),
        start: u64_at(&bytes, 48),
        size: u64_at(&bytes, 40),
    };
    let agree = |small: u64, unsaid: u64, large: u64| small == unsaid || small == large;
    let agrees = agree(small.entries, u64::from(u16::MAX), list.entries)
        && agree(small.start, u64::from(u32::MAX), list.start)
        && agree(small.size, u64::from(u32::MAX), list.size);
    if !bytes.starts_with(b"PK\x06\x06") || !fits || !agrees {
        return Err(refused("it has two lists of files"));
    }
    Ok(list)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

/// What the crate says is said to people as it is; what it read in vain is told apart.
fn of_zip(error: ZipError) -> MemberError {
    match error {
        ZipError::Io(error) => of_io(error),
        other => of_io(io::Error::new(
            io::ErrorKind::InvalidData,
            other.to_string(),
        )),
    }
}
