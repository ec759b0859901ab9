//! Whatever is done to an archive: no panic, no more bytes than allowed, and the right ones or none.

use crate::install::archive::Bounds;
use crate::install::archive::tests::bounded;
use crate::install::archive::tests::make::Zipped;
use crate::install::archive::tests::make::file;
use crate::install::archive::tests::make::pack;
use crate::install::archive::tests::make::pax;
use crate::install::archive::tests::make::tar;
use crate::install::archive::tests::make::zip;
use crate::model::runtime::ArchiveFormat;
use proptest::prelude::*;
use tar::EntryType;

const BOUNDS: Bounds = Bounds {
    unpacked: 1 << 16,
    ratio: 200,
    harmless: 1 << 16,
    entries: 100,
    heading: 1 << 12,
};

fn entries() -> Vec<u8> {
    tar(&[
        file("a/y", b"neighbour"),
        pax(EntryType::XHeader, &[("path", "x"), ("size", "6")]),
        file("short", b"wanted"),
        file("z", &[3; 700]),
    ])
}

fn format() -> impl Strategy<Value = ArchiveFormat> {
    prop::sample::select(vec![
        ArchiveFormat::TarGzip,
        ArchiveFormat::TarXz,
        ArchiveFormat::TarZstd,
        ArchiveFormat::Zip,
    ])
}

fn changed(mut bytes: Vec<u8>, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    for (at, how, byte) in changes {
        let at = at % bytes.len().max(1);
        match how {
            0 if !bytes.is_empty() => bytes[at] ^= byte,
            1 => bytes.truncate(at),
            2 => bytes.insert(at, *byte),
            3 if !bytes.is_empty() => drop(bytes.remove(at)),
            _ => bytes.extend_from_within(at..),
        }
    }
    bytes
}

fn holds(bytes: &[u8], format: ArchiveFormat) -> Result<(), TestCaseError> {
    if let Ok(taken) = bounded(bytes, format, &["x"], BOUNDS) {
        prop_assert_eq!(taken.len(), 1);
        for content in taken.into_iter().flatten() {
            prop_assert!(content.len() <= 1 << 16);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_packed_archive_that_was_changed_is_borne(
        format in format(),
        changes in proptest::collection::vec((0_usize..4096, 0_u8..5, 1_u8..), 1..4),
    ) {
        let bytes = match format {
            ArchiveFormat::Zip => zip(&[Zipped::new("x", b"wanted"), Zipped::stored("y", b"other")]),
            _ => pack(format, &entries()),
        };
        holds(&changed(bytes, &changes), format)?;
    }

    #[test]
    fn a_tar_archive_that_was_changed_before_it_was_packed_is_borne(
        changes in proptest::collection::vec((0_usize..4096, 0_u8..5, 1_u8..), 1..4),
    ) {
        let bytes = changed(entries(), &changes);
        holds(&pack(ArchiveFormat::TarGzip, &bytes), ArchiveFormat::TarGzip)?;
    }

    #[test]
    fn one_byte_of_gzip_or_zip_cannot_change_what_is_taken(at in 0_usize..4096, byte in 1_u8..) {
        // Both have a checksum over all that is taken, so a change is seen or is of something else.
        let gzip = changed(pack(ArchiveFormat::TarGzip, &entries()), &[(at, 0, byte)]);
        let zip = changed(zip(&[Zipped::new("x", b"wanted")]), &[(at, 0, byte)]);
        for (bytes, format) in [(gzip, ArchiveFormat::TarGzip), (zip, ArchiveFormat::Zip)] {
            for taken in bounded(&bytes, format, &["x"], BOUNDS).into_iter().flatten().flatten() {
                prop_assert_eq!(taken, b"wanted");
            }
        }
    }

    #[test]
    fn any_bytes_are_borne(format in format(), bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        holds(&bytes, format)?;
        if format != ArchiveFormat::Zip {
            let packed = if bytes.is_empty() { Vec::new() } else { pack(format, &bytes) };
            holds(&packed, format)?;
        }
    }
}
