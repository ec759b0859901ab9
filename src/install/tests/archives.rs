//! Artifacts that are files of archives, on the web and in the tree.

use crate::install::archive::tests::make::Zipped;
use crate::install::archive::tests::make::file;
use crate::install::archive::tests::make::pack;
use crate::install::archive::tests::make::tar;
use crate::install::archive::tests::make::zip;
use crate::install::server::Fault;
use crate::install::server::Reply;
use crate::install::server::Request;
use crate::install::server::Server;
use crate::install::tests::Bench;
use crate::install::tests::alone;
use crate::install::tests::artifact;
use crate::install::tests::message;
use crate::install::tests::runtime;
use crate::install::tests::web;
use crate::model::event::Fetched;
use crate::model::event::Verified;
use crate::model::program::Home;
use crate::model::runtime::ArchiveFormat;
use crate::model::runtime::ArchivePlace;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use std::fs;
use std::path::Path;

const A: &[u8] = b"member a";
const B: &[u8] = b"member b";

fn member(place: ArchivePlace, member: &str, bytes: &[u8]) -> Artifact {
    let url = match &place {
        ArchivePlace::Url(url) => format!("{url}#{member}"),
        ArchivePlace::File(_) => format!("file:dist/x#{member}"),
    };
    let member = member.to_owned();
    artifact(Source::Archive { place, member }, &url, bytes)
}

fn far(server: &Server, path: &str, name: &str, bytes: &[u8]) -> Artifact {
    member(ArchivePlace::Url(server.url(path)), name, bytes)
}

fn near(path: &Path, name: &str, bytes: &[u8]) -> Artifact {
    member(ArchivePlace::File(path.to_owned()), name, bytes)
}

/// An archive of each kind with `bin/a` and `bin/b`, by what its name ends with.
fn archive(ending: &str) -> Vec<u8> {
    let place = ArchivePlace::File(format!("x{ending}").into());
    let files = tar(&[
        file("./bin/a", A),
        file("./bin/b", B),
        file("./LICENSE", b""),
    ]);
    match place.format().unwrap() {
        ArchiveFormat::Zip => zip(&[Zipped::new("bin/a", A), Zipped::stored("bin/b", B)]),
        format => pack(format, &files),
    }
}

const ENDINGS: [&str; 7] = [
    ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".zip",
];

fn web_of_archives() -> Server {
    Server::start(|request: &Request| {
        let path = request.path.split('?').next().unwrap();
        match ENDINGS.iter().find(|ending| path == format!("/x{ending}")) {
            Some(ending) => Reply::ok(archive(ending)),
            None => Reply::status(404, ""),
        }
    })
}

#[test]
fn members_of_an_archive_come_with_one_request_and_lie_in_the_cache() {
    for ending in ENDINGS {
        let server = web_of_archives();
        let bench = Bench::new();
        let path = format!("/x{ending}?token=1");
        let preload = ("b".to_owned(), far(&server, &path, "bin/b", B));
        let wanted = [runtime(
            "1.0",
            far(&server, &path, "bin/a", A),
            vec![preload],
        )];
        let answers = bench.install(&wanted);
        let installed = answers[0].as_ref().expect(ending);
        let program = installed.program();
        assert_eq!(fs::read(&program.main.path).unwrap(), A);
        assert_eq!(fs::read(&program.preloads[0].1.path).unwrap(), B);
        assert_eq!(program.main.home, Home::Cache);
        assert_eq!(installed.artifacts()[0].verified, Verified::Download);
        assert_eq!(server.requests().len(), 1, "{ending}");
        assert_eq!(bench.outcomes(), [Fetched::Fetched, Fetched::Fetched]);
        assert_eq!(bench.names("tmp"), Vec::<String>::new());
        // And then without the network.
        let again = bench.run(&bench.installer(true), &wanted);
        assert_eq!(message(&again[0]), "installed");
        assert_eq!(bench.outcomes(), [Fetched::Cached, Fetched::Cached]);
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn an_archive_of_the_tree_is_read_without_the_network() {
    for ending in ENDINGS {
        let tree = tempfile::tempdir().unwrap();
        let path = tree.path().join(format!("x{ending}"));
        crate::files::write_atomic(&path, &archive(ending)).unwrap();
        let bench = Bench::new();
        let wanted = [
            alone(near(&path, "bin/a", A)),
            alone(near(&path, "bin/b", B)),
        ];
        let answers = bench.run(&bench.installer(true), &wanted);
        for (answer, bytes) in answers.iter().zip([A, B]) {
            let installed = answer.as_ref().expect(ending);
            assert_eq!(fs::read(&installed.program().main.path).unwrap(), bytes);
            assert_eq!(installed.program().main.home, Home::Cache);
            assert_eq!(installed.artifacts()[0].verified, Verified::Bundle);
        }
        assert_eq!(bench.outcomes(), [Fetched::Bundled, Fetched::Bundled]);
        // The archive may change or go: what is in the cache is what is pinned.
        fs::remove_file(&path).unwrap();
        let again = bench.run(&bench.installer(true), &wanted);
        assert_eq!(message(&again[0]), "installed");
        // Once the blob is gone it is needed again.
        let blob = &again[0].as_ref().unwrap().program().main.path;
        fs::remove_file(blob).unwrap();
        let gone = bench.run(&bench.installer(true), &wanted);
        assert!(message(&gone[0]).contains("the file cannot be read"));
        crate::files::write_atomic(&path, &archive(ending)).unwrap();
        let back = bench.run(&bench.installer(true), &wanted);
        assert_eq!(message(&back[0]), "installed");
    }
}

#[test]
fn a_blob_that_was_altered_is_taken_out_of_the_archive_again() {
    let tree = tempfile::tempdir().unwrap();
    let path = tree.path().join("x.tgz");
    crate::files::write_atomic(&path, &archive(".tgz")).unwrap();
    let bench = Bench::new();
    let pin = near(&path, "bin/a", A);
    let installer = bench.installer(true);
    let answers = bench.run(&installer, &[alone(pin.clone())]);
    let blob = answers[0].as_ref().unwrap().program().main.path.clone();
    fs::remove_file(&blob).unwrap();
    crate::files::write_atomic(&blob, b"altered").unwrap();
    assert_eq!(installer.repair(&pin.digest).unwrap(), Some(blob.clone()));
    assert_eq!(fs::read(blob).unwrap(), A);
}

#[test]
fn an_archive_of_the_tree_goes_before_the_network_and_the_network_stands_in_for_it() {
    let server = web_of_archives();
    let tree = tempfile::tempdir().unwrap();
    let path = tree.path().join("x.zip");
    let wanted = [
        alone(far(&server, "/x.tgz", "bin/a", A)),
        alone(near(&path, "bin/a", A)),
    ];
    let bench = Bench::new();
    let offline = bench.run(&bench.installer(true), &wanted);
    assert!(message(&offline[1]).contains("the file cannot be read"));
    let stood_in = bench.install(&wanted);
    assert_eq!(message(&stood_in[1]), "installed");
    assert_eq!(server.requests().len(), 1);
    crate::files::write_atomic(&path, &archive(".zip")).unwrap();
    let bench = Bench::new();
    assert_eq!(message(&bench.install(&wanted)[0]), "installed");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_member_that_is_missing_or_other_than_pinned_breaks_its_runtime_alone() {
    let server = web_of_archives();
    for path in ["/x.tar.gz", "/x.zip"] {
        let bench = Bench::new();
        let answers = bench.install(&[
            alone(far(&server, path, "bin/a", A)),
            alone(far(&server, path, "bin/c", b"c")),
            alone(far(&server, path, "bin/b", b"other")),
            alone(web(&server.url("/gone"), b"gone")),
        ]);
        assert_eq!(message(&answers[0]), "installed");
        let mut cause = answers[1].as_ref().unwrap_err().to_cause();
        let effort = cause.chain.remove(2);
        assert!(effort.starts_with("attempt 1 of 4, "), "{effort}");
        assert_eq!(
            cause.chain,
            [
                "x 1.0 cannot be installed".to_owned(),
                format!("from      {}#bin/c", server.url(path)),
                "the archive has no file `bin/c`".to_owned()
            ]
        );
        assert_eq!(cause.code, "member-missing");
        let hint = cause.hint.unwrap();
        assert_eq!(
            hint,
            "did you mean `bin/a`? It is pinned at suites/x/.wws.toml:7"
        );
        assert!(message(&answers[2]).contains("8 bytes, text; set aside, never run"));
        assert_eq!(server.count(path), 1);
        assert_eq!(bench.names("tmp"), Vec::<String>::new());
    }
}

#[test]
fn tricks_publish_nothing_and_leave_nothing_behind() {
    let twice = tar(&[file("x", A), file("./x", B)]);
    let zeros = vec![0; 70 << 20];
    let bomb = pack(ArchiveFormat::TarGzip, &tar(&[file("x", &zeros)]));
    let table = [
        (
            "/a.tgz",
            pack(ArchiveFormat::TarGzip, &twice),
            "more than one file `x`",
        ),
        (
            "/b.txz",
            pack(ArchiveFormat::TarXz, &twice),
            "more than one file `x`",
        ),
        ("/c.tgz", bomb, "unpacks to more than 64 MiB"),
        (
            "/d.zip",
            zip(&[Zipped::new("x", &zeros)]),
            "unpacks to more than 64 MiB",
        ),
        (
            "/e.tgz",
            b"<!DOCTYPE html>".to_vec(),
            "the archive is refused: it is a web page",
        ),
        (
            "/f.zip",
            b"Moved".to_vec(),
            "the archive cannot be unpacked",
        ),
        (
            "/g.tgz",
            pack(ArchiveFormat::TarGzip, &tar(&[file("../x", A)])),
            "has no file `x`",
        ),
        ("/h.zip", zip(&[Zipped::new("/x", A)]), "has no file `x`"),
    ];
    for (path, bytes, expected) in table {
        let server = Server::start(move |_: &Request| Reply::ok(bytes.clone()));
        let bench = Bench::new();
        let answers = bench.install(&[alone(far(&server, path, "x", A))]);
        let text = message(&answers[0]);
        assert!(text.contains(expected), "{path}: {text}");
        assert_eq!(
            server.requests().len(),
            1,
            "{path}: such an error never passes"
        );
        for dir in ["blobs/sha256", "tmp", "aside"] {
            assert_eq!(bench.names(dir), Vec::<String>::new(), "{path}");
        }
    }
}

#[test]
fn a_download_that_breaks_off_is_tried_again_and_leaves_nothing_behind() {
    for ending in [".tar.gz", ".tar.xz", ".tar.zst", ".zip"] {
        let server = Server::start(move |request: &Request| {
            let whole = archive(ending);
            let half = whole.len() / 2;
            match request.times {
                1 => Reply::ok(whole).fault(Fault::Cut(half)),
                _ => Reply::ok(whole),
            }
        });
        let bench = Bench::new();
        let pin = far(&server, &format!("/x{ending}"), "bin/b", B);
        assert_eq!(message(&bench.install(&[alone(pin)])[0]), "installed");
        assert_eq!(bench.names("tmp"), Vec::<String>::new());
    }
}
