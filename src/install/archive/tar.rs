//! Reads tar archives from a stream.
//!
//! The `tar` crate finds entries, their names and their sizes. Here stands what it leaves open: contradictions between
//! a header and its extensions, extensions for all entries that follow, sparse files, bytes after the end.

use crate::install::archive::Shelf;
use crate::install::archive::bounds::Meter;
use crate::install::archive::bounds::Unpacked;
use crate::install::archive::copy;
use crate::install::archive::error::MemberError;
use crate::install::archive::error::of_io;
use crate::install::archive::error::refused;
use crate::install::archive::selection::EntryKind;
use crate::install::archive::selection::Selection;
use std::io;
use std::io::Read;
use tar::Entry;
use tar::EntryType;

/// Keys of extended headers that say which file an entry is, or how long.
const TELLING: [&[u8]; 3] = [b"path", b"size", b"linkpath"];
/// Keys of files with holes begin so.
const SPARSE: &[u8] = b"GNU.sparse.";

/// Reads a tar archive to its end.
pub(super) fn take<S: Shelf>(
    unpacked: impl Read,
    meter: &Meter,
    selection: &mut Selection<'_, S::Item>,
    shelf: &S,
) -> Result<(), MemberError> {
    let mut archive = tar::Archive::new(Unpacked::new(unpacked, meter));
    let mut entries = archive.entries().map_err(of_io)?;
    let mut skipped = 0;
    loop {
        // The rest of the entry before has been read, so what comes now is a heading.
        meter.expect_heading(skipped);
        let Some(entry) = entries.next() else {
            break;
        };
        let mut entry = entry.map_err(of_io)?;
        skipped = one(&mut entry, meter, selection, shelf)?;
    }
    if meter.unpacked() == 0 {
        return Err(of_io(io::ErrorKind::UnexpectedEof.into()));
    }
    meter.expect_content();
    only_zeros(&mut archive.into_inner())
}

/// Takes or passes over one entry; gives how many bytes of it were left unread.
fn one<S: Shelf>(
    entry: &mut Entry<'_, impl Read>,
    meter: &Meter,
    selection: &mut Selection<'_, S::Item>,
    shelf: &S,
) -> Result<u64, MemberError> {
    let kind = entry.header().entry_type();
    if kind == EntryType::XGlobalHeader {
        global(entry)?;
        return Ok(0);
    }
    let sparse_name = extensions(entry)?;
    let is_sparse = kind == EntryType::GNUSparse || sparse_name.is_some();
    without_content(kind, entry.size())?;
    let plain = kind == EntryType::Regular && !is_sparse;
    let entry_kind = if plain {
        EntryKind::Plain
    } else {
        EntryKind::Other
    };
    if let Some(Some(name)) = sparse_name {
        selection.meet(&name, EntryKind::Other)?;
    }
    let wanted = selection.meet(&entry.path_bytes(), entry_kind)?;
    if kind == EntryType::GNUSparse {
        // Its holes would be read as zeros without an end, so its bytes are passed over as they lie. How many the
        // reader passes over must be sure, or what follows could be any length of heading.
        let size = entry.header().entry_size().map_err(of_io)?;
        let told = entry.pax_extensions().map_err(of_io)?;
        let mut told = told.into_iter().flatten().flatten();
        if told.any(|extension| extension.key_bytes() == b"size") {
            return Err(refused("a file with holes has two sizes"));
        }
        return Ok(size);
    }
    meter.expect_content();
    match wanted {
        Some(index) => {
            let mut item = shelf.item()?;
            copy(entry, &mut item, shelf)?;
            selection.put(index, item);
        }
        None => {
            io::copy(entry, &mut io::sink()).map_err(of_io)?;
        }
    }
    Ok(0)
}

/// Some readers skip what follows a link or a directory, others take it for the next header.
fn without_content(kind: EntryType, size: u64) -> Result<(), MemberError> {
    let holds_none = matches!(
        kind,
        EntryType::Link
            | EntryType::Symlink
            | EntryType::Char
            | EntryType::Block
            | EntryType::Directory
            | EntryType::Fifo
    );
    if holds_none && size > 0 {
        return Err(refused("an entry that is no file holds bytes"));
    }
    // What Solaris writes in place of an extended header, which some readers know and others take for a file.
    if kind.as_byte() == b'X' {
        return Err(refused("it has an extended header of an unknown kind"));
    }
    Ok(())
}

/// An extension for all entries that follow may be a comment, not their name or size.
fn global(entry: &mut Entry<'_, impl Read>) -> Result<(), MemberError> {
    let Some(extensions) = entry.pax_extensions().map_err(of_io)? else {
        return Ok(());
    };
    for extension in extensions {
        let extension = extension.map_err(of_io)?;
        let key = extension.key_bytes();
        if TELLING.contains(&key) || key.starts_with(SPARSE) {
            return Err(refused("it gives one name or size to many entries"));
        }
    }
    Ok(())
}

/// Refuses extensions that contradict themselves or the header. For a file with holes: its name, if one is told.
#[expect(
    clippy::option_option,
    reason = "whether it has holes, and whether it then has a name of its own"
)]
fn extensions(entry: &mut Entry<'_, impl Read>) -> Result<Option<Option<Vec<u8>>>, MemberError> {
    let name = entry.path_bytes().into_owned();
    // Of a file without extensions the content is not looked at.
    let Some(extensions) = entry.pax_extensions().map_err(of_io)? else {
        return Ok(None);
    };
    let mut sparse = None;
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for extension in extensions {
        let extension = extension.map_err(of_io)?;
        let (key, value) = (extension.key_bytes(), extension.value_bytes());
        let is_sparse = key.starts_with(SPARSE);
        if is_sparse || TELLING.contains(&key) {
            // Of the older form of sparse files, which repeats keys, all that matters is that it is one.
            if !is_sparse && seen.iter().any(|known| known == key) {
                return Err(refused("an extended header says something twice"));
            }
            seen.push(key.to_owned());
        }
        match key {
            b"path" if value != name => {
                return Err(refused("an entry has two names"));
            }
            b"size" if extension.value().ok().is_none_or(is_no_number) => {
                return Err(refused("the size of an entry is no number"));
            }
            b"GNU.sparse.name" => sparse = Some(Some(value.to_owned())),
            _ if is_sparse => sparse = sparse.or(Some(None)),
            _ => {}
        }
    }
    Ok(sparse)
}

fn is_no_number(text: &str) -> bool {
    text.is_empty() || !text.bytes().all(|c| c.is_ascii_digit()) || text.parse::<u64>().is_err()
}

/// Programs stop at the end mark or read on; so nothing may follow it.
fn only_zeros(rest: &mut impl Read) -> Result<(), MemberError> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        match rest.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) if buffer[..count].iter().all(|byte| *byte == 0) => {}
            Ok(_) => return Err(refused("bytes follow its end")),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(of_io(error)),
        }
    }
}
