//! Tricks of tar archives.

use crate::install::archive::Bounds;
use crate::install::archive::Request;
use crate::install::archive::Top;
use crate::install::archive::tests::TARS;
use crate::install::archive::tests::ask;
use crate::install::archive::tests::bounded;
use crate::install::archive::tests::found;
use crate::install::archive::tests::make::entry;
use crate::install::archive::tests::make::file;
use crate::install::archive::tests::make::gzip;
use crate::install::archive::tests::make::pack;
use crate::install::archive::tests::make::pax;
use crate::install::archive::tests::make::sized;
use crate::install::archive::tests::make::tar;
use crate::install::archive::tests::x_of;
use crate::model::runtime::ArchiveFormat;
use tar::EntryType;

const TWICE: &str = "the archive has more than one file `x`";
const KIND: &str = "`x` in the archive is no plain file";
const MISSING: &str = "the archive has no file `x`";

#[test]
fn members_are_taken_from_every_packing_in_the_order_asked_for() {
    let bytes = tar(&[
        entry(EntryType::Directory, "bin/", "", b""),
        file("./bin/a", b"first"),
        file("bin/b", &vec![7; 200_000]),
        file("LICENSE", b"text"),
    ]);
    for format in TARS {
        assert_eq!(
            found(&pack(format, &bytes), format, &["bin/b", "bin/a"]),
            Ok(vec![Ok(vec![7; 200_000]), Ok(b"first".to_vec())]),
            "{format:?}"
        );
    }
}

#[test]
fn of_a_package_the_first_directory_does_not_count_whatever_it_is_called() {
    let of = |entries: &[Vec<u8>]| {
        let request = Request {
            format: ArchiveFormat::TarGzip,
            top: Top::Dropped,
            members: &["x"],
            bounds: Bounds::default(),
        };
        ask(&gzip(&tar(entries)), &request).unwrap().remove(0)
    };
    assert_eq!(of(&[file("package/x", b"1")]), Ok(b"1".to_vec()));
    assert_eq!(of(&[file("./ruby-1.0/x", b"1")]), Ok(b"1".to_vec()));
    assert_eq!(
        of(&[file("p/x", b"1"), file("q/x", b"2")]),
        Err(TWICE.to_owned())
    );
    for path in ["x", "p/../../x", "/p/x", "p/p/x", "../x"] {
        assert_eq!(of(&[file(path, b"1")]), Err(MISSING.to_owned()), "{path}");
    }
}

#[test]
fn names_that_lead_elsewhere_are_never_met() {
    for path in ["/x", "../x", "a/../x", "x/..", "./../x", "//x", "a/x", "X"] {
        let taken = x_of(&[file(path, b"evil")]);
        assert_eq!(taken, Err(MISSING.to_owned()), "{path}");
    }
    for path in ["x", "./x", "././x", ".//x"] {
        assert_eq!(x_of(&[file(path, b"good")]), Ok(b"good".to_vec()), "{path}");
    }
}

#[test]
fn there_must_be_one_of_a_name() {
    for other in ["x", "./x", ".//x", "././x"] {
        let taken = x_of(&[file("x", b"1"), file("y", b""), file(other, b"2")]);
        assert_eq!(taken, Err(TWICE.to_owned()), "{other}");
    }
    let link = entry(EntryType::Symlink, "x", "/tmp/y", b"");
    assert_eq!(
        x_of(&[link.clone(), file("x", b"1")]),
        Err(TWICE.to_owned())
    );
    assert_eq!(x_of(&[file("x", b"1"), link]), Err(TWICE.to_owned()));
}

#[test]
fn what_is_no_plain_file_is_refused() {
    let kinds = [
        EntryType::Symlink,
        EntryType::Link,
        EntryType::Char,
        EntryType::Block,
        EntryType::Fifo,
        EntryType::Directory,
        EntryType::Continuous,
        EntryType::new(b'Z'),
    ];
    for kind in kinds {
        let taken = x_of(&[entry(kind, "x", "/etc/passwd", b"")]);
        assert_eq!(taken, Err(KIND.to_owned()), "{kind:?}");
    }
    assert_eq!(x_of(&[file("x/", b"")]), Err(KIND.to_owned()));
}

#[test]
fn an_entry_that_is_no_file_holds_no_bytes() {
    // A reader that skips the body and one that does not see different files after it.
    let inner = file("x", b"hidden");
    for kind in [
        EntryType::Symlink,
        EntryType::Link,
        EntryType::Directory,
        EntryType::Fifo,
    ] {
        let taken = x_of(&[entry(kind, "y", "z", &inner), file("x", b"shown")]);
        let refused = "the archive is refused: an entry that is no file holds bytes";
        assert_eq!(taken, Err(refused.to_owned()), "{kind:?}");
    }
}

#[test]
fn long_names_are_whole() {
    let long = format!("dist/{}/x.wasm", "d".repeat(150));
    let of = |entries: &[Vec<u8>]| {
        found(&gzip(&tar(entries)), ArchiveFormat::TarGzip, &[&long]).map(|mut all| all.remove(0))
    };
    let gnu = entry(
        EntryType::GNULongName,
        "././@LongLink",
        "",
        format!("{long}\0").as_bytes(),
    );
    let extended = pax(EntryType::XHeader, &[("path", &long), ("mtime", "1.5")]);
    assert_eq!(of(&[gnu.clone(), file("x", b"1")]), Ok(Ok(b"1".to_vec())));
    assert_eq!(
        of(&[extended.clone(), file("x", b"1")]),
        Ok(Ok(b"1".to_vec()))
    );
    // The short name is then no name of it.
    assert_eq!(
        x_of(&[gnu.clone(), file("x", b"1")]),
        Err(MISSING.to_owned())
    );
    assert_eq!(x_of(&[extended, file("x", b"1")]), Err(MISSING.to_owned()));
    let other = pax(EntryType::XHeader, &[("path", "other")]);
    let both = of(&[gnu.clone(), other, file("x", b"1")]).unwrap_err();
    assert_eq!(both, "the archive is refused: an entry has two names");
    let hidden = entry(EntryType::GNULongName, "././@LongLink", "", b"x\0hidden\0");
    let zero = x_of(&[hidden, file("y", b"1")]).unwrap_err();
    assert_eq!(zero, "the archive is refused: a name in it has a byte 0");
    assert!(x_of(&[gnu.clone(), gnu.clone(), file("y", b"1")]).is_err());
    assert!(x_of(&[gnu]).is_err(), "a name of nothing");
}

#[test]
fn an_extended_size_overrides_that_of_the_header() {
    let size = |text: &str| pax(EntryType::XHeader, &[("size", text)]);
    let zero = sized(EntryType::Regular, "x", "", b"12345", 0);
    assert_eq!(x_of(&[size("5"), zero.clone()]), Ok(b"12345".to_vec()));
    // A reader that goes by the header would take the body for an entry.
    let smuggled = [
        size("1024"),
        sized(EntryType::Regular, "y", "", &file("x", b"evil"), 0),
    ]
    .concat();
    assert_eq!(
        x_of(&[smuggled, vec![0; 0], file("x", b"good")]),
        Ok(b"good".to_vec())
    );
    for wrong in ["", "-1", "+5", "5 ", "0x5", "99999999999999999999"] {
        assert_eq!(
            x_of(&[size(wrong), zero.clone()]),
            Err("the archive is refused: the size of an entry is no number".to_owned()),
            "{wrong:?}"
        );
    }
    let twice = pax(EntryType::XHeader, &[("size", "5"), ("size", "0")]);
    let refused = "the archive is refused: an extended header says something twice";
    assert_eq!(x_of(&[twice, zero.clone()]), Err(refused.to_owned()));
    assert!(x_of(&[size("18446744073709551615"), zero]).is_err());
}

#[test]
fn extended_headers_that_are_read_in_two_ways_are_refused() {
    // A line end in a value, after which something stands that looks like a record.
    let inside = pax(EntryType::XHeader, &[("comment", "a\n8 path=x\nb")]);
    let unreadable = x_of(&[inside, file("y", b"1")]).unwrap_err();
    assert!(
        unreadable.contains("malformed pax extension"),
        "{unreadable}"
    );
    for key in ["path", "size", "linkpath", "GNU.sparse.name"] {
        let global = pax(EntryType::XGlobalHeader, &[(key, "5")]);
        let refused = "the archive is refused: it gives one name or size to many entries";
        assert_eq!(
            x_of(&[global, file("x", b"1")]),
            Err(refused.to_owned()),
            "{key}"
        );
    }
    let comment = pax(EntryType::XGlobalHeader, &[("comment", "a commit")]);
    assert_eq!(x_of(&[comment, file("x", b"1")]), Ok(b"1".to_vec()));
    let solaris = entry(EntryType::new(b'X'), "h", "", b"12 path=x\n");
    assert!(x_of(&[solaris, file("y", b"1")]).is_err());
}

#[test]
fn files_with_holes_are_no_plain_files() {
    let map = pax(
        EntryType::XHeader,
        &[
            ("GNU.sparse.major", "1"),
            ("GNU.sparse.minor", "0"),
            ("GNU.sparse.name", "x"),
            ("GNU.sparse.realsize", "1048576"),
        ],
    );
    let body = file("GNUSparseFile.0/x", b"0\n");
    assert_eq!(x_of(&[map.clone(), body.clone()]), Err(KIND.to_owned()));
    assert_eq!(x_of(&[map, body, file("x", b"1")]), Err(TWICE.to_owned()));
    let old = pax(
        EntryType::XHeader,
        &[("GNU.sparse.size", "9"), ("GNU.sparse.numblocks", "0")],
    );
    assert_eq!(x_of(&[old, file("x", b"1")]), Err(KIND.to_owned()));
    let mut header = tar::Header::new_gnu();
    header.as_old_mut().name[0] = b'x';
    header.set_entry_type(EntryType::GNUSparse);
    header.set_size(512);
    let gnu = header.as_gnu_mut().unwrap();
    gnu.realsize.copy_from_slice(b"77777777777\0");
    gnu.sparse[0].offset.copy_from_slice(b"77777776777\0");
    gnu.sparse[0].numbytes.copy_from_slice(b"00000001000\0");
    header.set_cksum();
    let sparse = [header.as_bytes().to_vec(), vec![1; 512]].concat();
    assert_eq!(x_of(std::slice::from_ref(&sparse)), Err(KIND.to_owned()));
    // With two sizes nobody could say how long a heading may be that follows it.
    let sized = pax(EntryType::XHeader, &[("size", "0")]);
    let mut empty = header.clone();
    let gnu = empty.as_gnu_mut().unwrap();
    gnu.sparse[0].offset.copy_from_slice(b"77777777777\0");
    gnu.sparse[0].numbytes.copy_from_slice(b"00000000000\0");
    empty.set_cksum();
    let two_sizes = x_of(&[sized, empty.as_bytes().to_vec(), vec![1; 512]]);
    let two_sizes = two_sizes.unwrap_err();
    assert!(two_sizes.contains("two sizes"), "{two_sizes}");
    // One beside it is passed over without its eight gigabytes of holes.
    let mut other = sparse;
    other[0] = b'y';
    let sum: u32 = other[..512].iter().map(|byte| u32::from(*byte)).sum();
    let old: u32 = other[148..156].iter().map(|byte| u32::from(*byte)).sum();
    other[148..156].copy_from_slice(format!("{:06o}\0 ", sum - old + 256).as_bytes());
    assert_eq!(x_of(&[other, file("x", b"1")]), Ok(b"1".to_vec()));
}

#[test]
fn nothing_may_follow_the_end() {
    let end = tar(&[file("x", b"1")]);
    let with = |more: &[u8]| {
        let bytes = [&end, more].concat();
        TARS.map(|format| found(&pack(format, &bytes), format, &["x"]))
    };
    let refused = Err("the archive is refused: bytes follow its end".to_owned());
    for taken in with(&file("x", b"2")).into_iter().chain(with(b"x")) {
        assert_eq!(taken, refused);
    }
    for taken in with(&vec![0; 20_000]) {
        assert_eq!(taken, Ok(vec![Ok(b"1".to_vec())]));
    }
    // One empty block is an end to some and nothing to others.
    let lone = [file("x", b"1"), vec![0; 512], file("y", b"2")].concat();
    assert_eq!(found(&gzip(&lone), ArchiveFormat::TarGzip, &["x"]), refused);
    // Some programs write no end.
    let open = file("x", b"1");
    assert_eq!(
        found(&gzip(&open), ArchiveFormat::TarGzip, &["x"]),
        Ok(vec![Ok(b"1".to_vec())])
    );
}

#[test]
fn what_is_said_of_an_entry_is_bounded() {
    let long = entry(EntryType::GNULongName, "n", "", &vec![b'a'; 2 << 20]);
    let refused =
        "the archive is refused: the name and attributes of an entry take more than 1 MiB";
    assert_eq!(x_of(&[long, file("x", b"1")]), Err(refused.to_owned()));
    let global = entry(EntryType::XGlobalHeader, "n", "", &vec![b'a'; 2 << 20]);
    assert_eq!(x_of(&[global, file("x", b"1")]), Err(refused.to_owned()));
    let bounds = Bounds {
        entries: 3,
        ..Bounds::default()
    };
    let of = |count| {
        let files: Vec<_> = (0..count)
            .map(|index| file(&index.to_string(), b""))
            .collect();
        bounded(&gzip(&tar(&files)), ArchiveFormat::TarGzip, &["0"], bounds)
    };
    assert!(of(3).is_ok());
    assert_eq!(
        of(4),
        Err("the archive is refused: it has more than 3 entries".to_owned())
    );
}

#[test]
fn a_member_that_is_not_there_has_neighbours() {
    use crate::install::archive::MemberError;
    use crate::install::archive::members;
    let packed = gzip(&tar(&[
        file("bin/python.wasm", b""),
        file("lib/ruby.wasm", b""),
    ]));
    let near = |name: &str| {
        let all = members(&packed, ArchiveFormat::TarGzip, &[name], 1 << 20).unwrap();
        match all.into_iter().next() {
            Some(Err(MemberError::Missing { near, .. })) => near,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(near("bin/pyton.wasm").as_deref(), Some("bin/python.wasm"));
    assert_eq!(near("ruby.wasm").as_deref(), Some("lib/ruby.wasm"));
    assert_eq!(near("something/else/entirely"), None);
}
