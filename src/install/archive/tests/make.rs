//! Archives made by hand, as no program would make them.

use crate::model::runtime::ArchiveFormat;
use flate2::Compression;
use flate2::Crc;
use flate2::write::DeflateEncoder;
use flate2::write::GzEncoder;
use std::io::Write as _;
use tar::EntryType;

/// A header and the content of one entry.
pub(in crate::install) fn entry(kind: EntryType, path: &str, link: &str, body: &[u8]) -> Vec<u8> {
    sized(kind, path, link, body, body.len() as u64)
}

/// The same, with a size of its own in the header.
pub(in crate::install) fn sized(
    kind: EntryType,
    path: &str,
    link: &str,
    body: &[u8],
    size: u64,
) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    // Written by hand, as `set_path` refuses what an attacker would write.
    header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
    header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_mode(0o644);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend(body);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

/// A plain file.
pub(in crate::install) fn file(path: &str, body: &[u8]) -> Vec<u8> {
    entry(EntryType::Regular, path, "", body)
}

/// An extended header of these records.
pub(in crate::install) fn pax(kind: EntryType, records: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (key, value) in records {
        let rest = format!(" {key}={value}\n");
        let mut length = rest.len() + 1;
        while length != rest.len() + length.to_string().len() {
            length = rest.len() + length.to_string().len();
        }
        body.extend(format!("{length}{rest}").bytes());
    }
    entry(kind, "PaxHeaders/x", "", &body)
}

/// Entries and the mark of the end.
pub(in crate::install) fn tar(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut tar = entries.concat();
    tar.extend([0; 1024]);
    tar
}

/// Packs a tar archive.
pub(in crate::install) fn pack(format: ArchiveFormat, bytes: &[u8]) -> Vec<u8> {
    match format {
        ArchiveFormat::TarGzip => gzip(bytes),
        ArchiveFormat::TarXz => xz(bytes),
        ArchiveFormat::TarZstd => zstd::encode_all(bytes, 1).unwrap(),
        ArchiveFormat::Zip => panic!("a zip archive holds no tar archive"),
    }
}

/// A gzip stream.
pub(in crate::install) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn crc(bytes: &[u8]) -> [u8; 4] {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum().to_le_bytes()
}

/// An xz stream of stored chunks, with a window of 1 MiB.
pub(in crate::install) fn xz(bytes: &[u8]) -> Vec<u8> {
    xz_window(bytes, 16)
}

/// The same with a window of its own: 16 is 1 MiB, 28 is 64 MiB, 30 is 128 MiB.
pub(in crate::install) fn xz_window(bytes: &[u8], window: u8) -> Vec<u8> {
    let flags = [0, 1];
    let mut out = b"\xfd7zXZ\0".to_vec();
    out.extend(flags);
    out.extend(crc(&flags));
    let header = [2, 0, 0x21, 1, window, 0, 0, 0];
    out.extend(header);
    out.extend(crc(&header));
    let mut data = Vec::new();
    for (index, chunk) in bytes.chunks(1 << 16).enumerate() {
        data.push(if index == 0 { 1 } else { 2 });
        data.extend(u16::try_from(chunk.len() - 1).unwrap().to_be_bytes());
        data.extend(chunk);
    }
    data.push(0);
    let unpadded = 12 + data.len() + 4;
    data.resize(data.len().next_multiple_of(4), 0);
    out.extend(&data);
    out.extend(crc(bytes));
    let mut index = vec![0, 1];
    variable(&mut index, unpadded);
    variable(&mut index, bytes.len());
    index.resize(index.len().next_multiple_of(4), 0);
    out.extend(&index);
    out.extend(crc(&index));
    let mut footer = u32::try_from(index.len() / 4)
        .unwrap()
        .to_le_bytes()
        .to_vec();
    footer.extend(flags);
    out.extend(crc(&footer));
    out.extend(footer);
    out.extend(b"YZ");
    out
}

fn variable(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7f).unwrap() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap());
}

/// A file of a zip archive, and what its list says of it.
#[derive(Clone)]
pub(in crate::install) struct Zipped {
    /// Name before the file.
    pub(in crate::install) local: Vec<u8>,
    /// Name in the list.
    pub(in crate::install) listed: Vec<u8>,
    /// 0 is stored, 8 is deflated.
    pub(in crate::install) method: u16,
    /// 1 is encrypted.
    pub(in crate::install) flags: u16,
    /// Unix mode in the list.
    pub(in crate::install) mode: u32,
    /// The packed bytes.
    pub(in crate::install) packed: Vec<u8>,
    /// The length that both places tell.
    pub(in crate::install) size: u32,
    /// The checksum that both places tell.
    pub(in crate::install) crc: [u8; 4],
    /// Whether it is in the list.
    pub(in crate::install) is_listed: bool,
}

impl Zipped {
    /// A deflated file.
    pub(in crate::install) fn new(name: &str, body: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(body).unwrap();
        Self {
            local: name.into(),
            listed: name.into(),
            method: 8,
            flags: 0,
            mode: 0o100_644,
            packed: encoder.finish().unwrap(),
            size: u32::try_from(body.len()).unwrap(),
            crc: crc(body),
            is_listed: true,
        }
    }

    /// A stored file.
    pub(in crate::install) fn stored(name: &str, body: &[u8]) -> Self {
        Self {
            method: 0,
            packed: body.to_vec(),
            ..Self::new(name, body)
        }
    }

    fn common(&self, name: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(self.flags.to_le_bytes());
        out.extend(self.method.to_le_bytes());
        out.extend([0, 0, 0x21, 0x50]);
        out.extend(self.crc);
        out.extend(u32::try_from(self.packed.len()).unwrap().to_le_bytes());
        out.extend(self.size.to_le_bytes());
        out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        out.extend([0, 0]);
        out
    }
}

/// The three parts of a zip archive: files, list, end.
pub(in crate::install) fn zip_parts(files: &[Zipped]) -> [Vec<u8>; 3] {
    let (mut body, mut list, mut count) = (Vec::new(), Vec::new(), 0_u16);
    for file in files {
        if file.is_listed {
            count += 1;
            list.extend(b"PK\x01\x02\x14\x03\x14\0");
            list.extend(file.common(&file.listed));
            list.extend([0; 6]);
            list.extend((file.mode << 16).to_le_bytes());
            list.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
            list.extend(&file.listed);
        }
        body.extend(b"PK\x03\x04\x14\0");
        body.extend(file.common(&file.local));
        body.extend(&file.local);
        body.extend(&file.packed);
    }
    let end = zip_end(count, list.len(), body.len());
    [body, list, end]
}

/// The record at the end of a zip archive.
pub(in crate::install) fn zip_end(count: u16, list: usize, start: usize) -> Vec<u8> {
    let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
    end.extend(count.to_le_bytes());
    end.extend(count.to_le_bytes());
    end.extend(u32::try_from(list).unwrap().to_le_bytes());
    end.extend(u32::try_from(start).unwrap().to_le_bytes());
    end.extend([0, 0]);
    end
}

/// A zip archive.
pub(in crate::install) fn zip(files: &[Zipped]) -> Vec<u8> {
    zip_parts(files).concat()
}
