//! What can be wrong with the packing around a tar archive.

use crate::install::archive::Bounds;
use crate::install::archive::tests::TARS;
use crate::install::archive::tests::bounded;
use crate::install::archive::tests::found;
use crate::install::archive::tests::make::file;
use crate::install::archive::tests::make::gzip;
use crate::install::archive::tests::make::pack;
use crate::install::archive::tests::make::tar;
use crate::install::archive::tests::make::xz_window;
use crate::model::runtime::ArchiveFormat;
use std::io::Write as _;

const BROKEN: &str = "the archive cannot be unpacked";

fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_le_bytes()[3]
    })
    .take(length)
    .collect()
}

#[test]
fn a_stream_that_is_cut_anywhere_is_broken() {
    for format in TARS {
        let whole = pack(format, &tar(&[file("x", &noise(5_000))]));
        assert!(found(&whole, format, &["x"]).is_ok());
        for length in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
            let error = found(&whole[..length], format, &["x"]).unwrap_err();
            assert!(error.starts_with(BROKEN), "{format:?} {length}: {error}");
        }
    }
}

#[test]
fn bytes_that_are_of_another_kind_are_broken() {
    for format in TARS {
        for bytes in [&b"\n<!DocType HTML>"[..], b"<html>"] {
            let error = found(bytes, format, &["x"]).unwrap_err();
            assert_eq!(error, "the archive is refused: it is a web page");
        }
        for bytes in [&b"not found"[..], b"", b"PK\x03\x04", &[0; 100]] {
            let error = found(bytes, format, &["x"]).unwrap_err();
            assert!(error.starts_with(BROKEN), "{format:?}: {error}");
        }
    }
    for (packed, named) in [
        (ArchiveFormat::TarXz, ArchiveFormat::TarGzip),
        (ArchiveFormat::TarGzip, ArchiveFormat::TarZstd),
        (ArchiveFormat::TarZstd, ArchiveFormat::TarXz),
    ] {
        assert!(found(&pack(packed, &tar(&[file("x", b"")])), named, &["x"]).is_err());
    }
}

#[test]
fn a_checksum_that_is_wrong_is_an_error() {
    let bytes = tar(&[file("x", &noise(3_000))]);
    let mut gzipped = gzip(&bytes);
    let at = gzipped.len() - 8;
    gzipped[at] ^= 1;
    assert!(found(&gzipped, ArchiveFormat::TarGzip, &["x"]).is_err());
    let mut length = gzip(&bytes);
    let at = length.len() - 1;
    length[at] ^= 1;
    assert!(found(&length, ArchiveFormat::TarGzip, &["x"]).is_err());
    // Of xz, a byte of the content, which is stored: only the check of the block can tell.
    let mut xz = pack(ArchiveFormat::TarXz, &bytes);
    xz[800] ^= 1;
    let error = found(&xz, ArchiveFormat::TarXz, &["x"]).unwrap_err();
    assert!(error.contains("checksum"), "{error}");
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(&bytes).unwrap();
    let mut zst = encoder.finish().unwrap();
    assert!(found(&zst, ArchiveFormat::TarZstd, &["x"]).is_ok());
    let at = zst.len() - 1;
    zst[at] ^= 1;
    let error = found(&zst, ArchiveFormat::TarZstd, &["x"]).unwrap_err();
    assert!(error.contains("checksum"), "{error}");
}

#[test]
fn a_second_stream_hides_nothing() {
    for format in TARS {
        let (one, two) = (file("x", b"1"), tar(&[file("x", b"2")]));
        let split = [pack(format, &one), pack(format, &two)].concat();
        assert_eq!(
            found(&split, format, &["x"]),
            Ok(vec![Err(
                "the archive has more than one file `x`".to_owned()
            )]),
            "{format:?}"
        );
        let after = [pack(format, &tar(&[one])), pack(format, &two)].concat();
        assert_eq!(
            found(&after, format, &["x"]),
            Err("the archive is refused: bytes follow its end".to_owned()),
            "{format:?}"
        );
        let halves = tar(&[file("x", &noise(1_000))]);
        let halves = [pack(format, &halves[..700]), pack(format, &halves[700..])].concat();
        assert_eq!(
            found(&halves, format, &["x"]),
            Ok(vec![Ok(noise(1_000))]),
            "{format:?}"
        );
        let garbage = [pack(format, &tar(&[file("x", b"1")])), b"garbage".to_vec()].concat();
        assert!(found(&garbage, format, &["x"]).is_err(), "{format:?}");
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_stopped() {
    let bytes = tar(&[file("x", &vec![0; 4 << 20])]);
    let small = Bounds {
        unpacked: 1 << 20,
        ..Bounds::default()
    };
    let ratio = Bounds {
        ratio: 2,
        harmless: 2 << 20,
        ..Bounds::default()
    };
    for format in TARS {
        let packed = pack(format, &bytes);
        // The bomb may lie in a file that nobody asked for.
        for member in ["x", "y"] {
            assert_eq!(
                bounded(&packed, format, &[member], small),
                Err("the archive unpacks to more than 1 MiB".to_owned()),
                "{format:?}"
            );
        }
        if format != ArchiveFormat::TarXz {
            assert_eq!(
                bounded(&packed, format, &["x"], ratio),
                Err("the archive unpacks to more than 2 MiB".to_owned()),
                "{format:?}"
            );
        }
    }
    // And behind the end.
    let zeros = gzip(&[tar(&[file("x", b"")]), vec![0; 4 << 20]].concat());
    assert!(bounded(&zeros, ArchiveFormat::TarGzip, &["x"], small).is_err());
}

#[test]
fn the_bounds_are_those_that_are_promised() {
    let bounds = Bounds::default();
    assert_eq!(
        (bounds.unpacked, bounds.ratio, bounds.harmless),
        (2 << 30, 200, 64 << 20)
    );
    let zeros = gzip(&tar(&[file("x", &vec![0; 65 << 20])]));
    assert_eq!(
        found(&zeros, ArchiveFormat::TarGzip, &["y"]),
        Err("the archive unpacks to more than 64 MiB".to_owned())
    );
}

#[test]
fn a_window_is_at_most_64_mib() {
    let bytes = tar(&[file("x", b"1")]);
    let taken = Ok(vec![Ok(b"1".to_vec())]);
    let refused = Err(format!(
        "{BROKEN}: it asks for a window of more than 64 MiB"
    ));
    assert_eq!(
        found(&xz_window(&bytes, 28), ArchiveFormat::TarXz, &["x"]),
        taken
    );
    for window in [29, 30, 40] {
        let packed = xz_window(&bytes, window);
        assert_eq!(
            found(&packed, ArchiveFormat::TarXz, &["x"]),
            refused,
            "{window}"
        );
    }
    let zst = |log| {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.window_log(log).unwrap();
        encoder.write_all(&bytes).unwrap();
        // Without the length of the content the frame says its window.
        encoder.finish().unwrap()
    };
    assert_eq!(found(&zst(26), ArchiveFormat::TarZstd, &["x"]), taken);
    assert_eq!(found(&zst(27), ArchiveFormat::TarZstd, &["x"]), refused);
}
