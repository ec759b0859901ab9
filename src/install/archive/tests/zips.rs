//! Tricks of zip archives.

use crate::install::archive::Bounds;
use crate::install::archive::tests::bounded;
use crate::install::archive::tests::found;
use crate::install::archive::tests::make::Zipped;
use crate::install::archive::tests::make::zip;
use crate::install::archive::tests::make::zip_end;
use crate::install::archive::tests::make::zip_parts;
use crate::model::runtime::ArchiveFormat::Zip;

fn x_of(bytes: &[u8]) -> Result<Vec<u8>, String> {
    found(bytes, Zip, &["x"])?.remove(0)
}

fn of(files: &[Zipped]) -> Result<Vec<u8>, String> {
    x_of(&zip(files))
}

fn error(bytes: &[u8]) -> String {
    x_of(bytes).unwrap_err()
}

#[test]
fn members_are_taken_stored_and_deflated() {
    let bytes = zip(&[
        Zipped::stored("bin/", b""),
        Zipped::stored("bin/a", b"stored"),
        Zipped::new("./bin/b", &vec![7; 200_000]),
    ]);
    assert_eq!(
        found(&bytes, Zip, &["bin/b", "bin/a"]),
        Ok(vec![Ok(vec![7; 200_000]), Ok(b"stored".to_vec())])
    );
    assert_eq!(of(&[]), Err("the archive has no file `x`".to_owned()));
}

#[test]
fn names_that_lead_elsewhere_are_never_met() {
    for name in ["/x", "../x", "a/../x", "..\\x", "\\x", "a\\x", "C:x", "X"] {
        let missing = "the archive has no file `x`".to_owned();
        assert_eq!(of(&[Zipped::new(name, b"evil")]), Err(missing), "{name}");
    }
    assert_eq!(of(&[Zipped::new("./x", b"good")]), Ok(b"good".to_vec()));
    let zero = error(&zip(&[Zipped::new("x\0y", b"evil")]));
    assert_eq!(zero, "the archive is refused: a name in it has a byte 0");
}

#[test]
fn there_must_be_one_of_a_name() {
    let twice = [Zipped::new("x", b"1"), Zipped::new("x", b"2")];
    assert_eq!(
        error(&zip(&twice)),
        "the archive is refused: two files in it have one name"
    );
    let dotted = [Zipped::new("x", b"1"), Zipped::new("./x", b"2")];
    assert_eq!(
        error(&zip(&dotted)),
        "the archive has more than one file `x`"
    );
}

#[test]
fn what_is_no_plain_file_is_refused() {
    for mode in [
        0o120_777, 0o040_755, 0o020_644, 0o060_644, 0o010_644, 0o140_644,
    ] {
        let file = Zipped {
            mode,
            ..Zipped::stored("x", b"/etc/passwd")
        };
        assert_eq!(
            error(&zip(&[file])),
            "`x` in the archive is no plain file",
            "{mode:o}"
        );
    }
    for mode in [0, 0o644, 0o100_755] {
        let file = Zipped {
            mode,
            ..Zipped::stored("x", b"1")
        };
        assert_eq!(of(&[file]), Ok(b"1".to_vec()), "{mode:o}");
    }
    let directory = Zipped::stored("x/", b"");
    assert_eq!(
        error(&zip(&[directory])),
        "`x` in the archive is no plain file"
    );
}

#[test]
fn what_stands_before_a_file_and_in_the_list_must_agree() {
    let good = || Zipped::new("x", b"good");
    let local = Zipped {
        local: b"y".to_vec(),
        ..good()
    };
    assert!(error(&zip(&[local])).contains("the archive cannot be unpacked"));
    // Each field of the local header: method, checksum, packed size, size.
    let [body, list, end] = zip_parts(&[good()]);
    for at in [8, 14, 18, 22] {
        let mut body = body.clone();
        body[at] ^= 1;
        let bytes = [body, list.clone(), end.clone()].concat();
        assert!(x_of(&bytes).is_err(), "byte {at}");
    }
}

#[test]
fn a_file_that_is_in_no_list_is_refused() {
    let hidden = Zipped {
        is_listed: false,
        ..Zipped::new("x", b"hidden")
    };
    let text = error(&zip(&[hidden, Zipped::new("x", b"shown")]));
    assert!(text.contains("missing from central directory"), "{text}");
}

#[test]
fn files_that_lie_over_each_other_are_refused() {
    let [body, list, _] = zip_parts(&[Zipped::new("x", b"1")]);
    let mut second = list.clone();
    second[46] = b'y';
    let mut again = body.clone();
    again[30] = b'y';
    // Two names in the list, one place.
    let bytes = [
        body.clone(),
        list.clone(),
        second.clone(),
        zip_end(2, list.len() * 2, body.len()),
    ]
    .concat();
    assert!(x_of(&bytes).is_err());
}

#[test]
fn encrypted_files_and_unknown_methods_are_refused() {
    let encrypted = Zipped {
        flags: 1,
        ..Zipped::new("x", b"1")
    };
    assert_eq!(
        error(&zip(&[encrypted])),
        "the archive is refused: the file is encrypted"
    );
    for method in [1, 9, 12, 14, 93, 95, 98, 99] {
        let file = Zipped {
            method,
            ..Zipped::new("x", b"1")
        };
        let text = error(&zip(&[file]));
        assert!(text.starts_with("the archive"), "{method}: {text}");
    }
}

#[test]
fn a_wrong_checksum_or_length_is_an_error() {
    for change in [
        |file: &mut Zipped| file.crc[0] ^= 1,
        |file: &mut Zipped| file.size += 1,
        |file: &mut Zipped| file.size -= 1,
        |file: &mut Zipped| file.packed.truncate(file.packed.len() / 2),
        |file: &mut Zipped| file.packed[2] ^= 0xff,
    ] {
        let mut deflated = Zipped::new("x", b"some content of it");
        change(&mut deflated);
        assert!(of(&[deflated]).is_err());
    }
    let mut stored = Zipped::stored("x", b"some content of it");
    stored.packed[3] ^= 1;
    assert!(of(&[stored]).is_err());
}

#[test]
fn the_end_is_the_end_and_there_is_one() {
    let [body, list, end] = zip_parts(&[Zipped::new("x", b"1")]);
    let good = [body.clone(), list.clone(), end.clone()].concat();
    assert_eq!(x_of(&good), Ok(b"1".to_vec()));
    for (what, bytes) in [
        (
            "bytes before",
            [b"#!/bin/sh\n".to_vec(), good.clone()].concat(),
        ),
        ("bytes after", [good.clone(), b"x".to_vec()].concat()),
        (
            "bytes between",
            [body.clone(), list.clone(), b"x".to_vec(), end.clone()].concat(),
        ),
        ("no end", [body.clone(), list.clone()].concat()),
        ("two archives", [good.clone(), good.clone()].concat()),
        ("a web page", b"<!DOCTYPE html>".to_vec()),
        ("nothing", Vec::new()),
    ] {
        assert!(x_of(&bytes).is_err(), "{what}");
    }
    // A comment in which a second archive ends.
    let mut outer = end;
    let inner = zip_end(0, 0, 0);
    outer[20] = u8::try_from(inner.len()).unwrap();
    let two = [body, list, outer, inner].concat();
    assert_eq!(
        error(&two),
        "the archive is refused: it has two lists of files"
    );
    for length in 0..good.len() {
        assert!(x_of(&good[..length]).is_err(), "cut at {length}");
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_stopped() {
    let bytes = zip(&[Zipped::new("x", &vec![0; 4 << 20]), Zipped::new("y", b"1")]);
    let small = Bounds {
        unpacked: 1 << 20,
        ..Bounds::default()
    };
    let stopped = Err("the archive unpacks to more than 1 MiB".to_owned());
    assert_eq!(bounded(&bytes, Zip, &["x"], small), stopped);
    // What is not wanted is not unpacked.
    assert_eq!(
        bounded(&bytes, Zip, &["y"], small),
        Ok(vec![Ok(b"1".to_vec())])
    );
    let ratio = Bounds {
        ratio: 2,
        harmless: 2 << 20,
        ..Bounds::default()
    };
    let stopped = Err("the archive unpacks to more than 2 MiB".to_owned());
    assert_eq!(bounded(&bytes, Zip, &["x"], ratio), stopped);
    let few = Bounds {
        entries: 1,
        ..Bounds::default()
    };
    assert!(bounded(&bytes, Zip, &["y"], few).is_err());
}
