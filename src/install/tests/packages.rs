//! Artifacts that are members of npm packages.

use crate::install::integrity::Whole;
use crate::install::server::Reply;
use crate::install::server::Request;
use crate::install::server::Server;
use crate::install::server::tgz;
use crate::install::tests::Bench;
use crate::install::tests::alone;
use crate::install::tests::message;
use crate::install::tests::npm;
use crate::install::tests::runtime;
use std::fs;

fn vouched() -> Vec<u8> {
    tgz(&[
        ("package/a.wasm", b"vouched a"),
        ("package/b.wasm", b"vouched b"),
    ])
}

fn described(integrity: &str) -> String {
    format!(
        "{{\"dist\":{{\"shasum\":\"00\",\"tarball\":\"http://evil.test/x.tgz\",\"integrity\":\"{integrity}\"}}}}"
    )
}

fn registry() -> Server {
    Server::start(|request: &Request| match request.path.as_str() {
        "/npm/@ours/x/-/x-1.0.0.tgz" => Reply::ok(tgz(&[
            ("package/package.json", b"{}"),
            ("package/dist/a.wasm", b"member a"),
            ("package/dist/b.wasm", b"member b"),
        ])),
        "/npm/moved/1.0.0" => {
            let host = &request.headers["host"];
            Reply::ok(format!(
                "{{\"dist\":{{\"tarball\":\"http://{host}/else/where.tgz\"}}}}"
            ))
        }
        "/else/where.tgz" => Reply::ok(tgz(&[("package/c.wasm", b"member c")])),
        "/npm/vouched/-/vouched-1.0.0.tgz" | "/npm/forged/-/forged-1.0.0.tgz" => {
            Reply::ok(vouched())
        }
        "/npm/vouched/1.0.0" => Reply::ok(described(&Whole::of(&vouched()).to_string())),
        "/npm/forged/1.0.0" => Reply::ok(described(&Whole::of(b"other").to_string())),
        "/npm/evil/1.0.0" => Reply::ok("{\"dist\":{\"tarball\":\"http://evil.test/x.tgz\"}}"),
        _ => Reply::status(404, ""),
    })
}

#[test]
fn members_of_a_package_come_with_one_request_and_the_credentials_of_their_registry() {
    let server = registry();
    let url = server.url("/npm");
    let bare = url.strip_prefix("http:").unwrap();
    let bench = Bench::new().npm(&format!("@ours:registry={url}\n{bare}/:_authToken=secret"));
    let preload = ("b".to_owned(), npm("@ours/x", "dist/b.wasm", b"member b"));
    let answers = bench.install(&[runtime(
        "1.0",
        npm("@ours/x", "dist/a.wasm", b"member a"),
        vec![preload],
    )]);
    let program = answers[0].as_ref().unwrap().program();
    assert_eq!(fs::read(&program.main.path).unwrap(), b"member a");
    assert_eq!(fs::read(&program.preloads[0].1.path).unwrap(), b"member b");
    assert_eq!(server.count("/npm/@ours/x/-/x-1.0.0.tgz"), 1);
    assert_eq!(server.count("/npm/@ours/x/1.0.0"), 1);
    for request in server.requests() {
        assert_eq!(request.headers["authorization"], "Bearer secret");
    }
    let fetched: Vec<u64> = bench.finished().iter().map(|done| done.fetched).collect();
    assert!(
        fetched[0] > 0 && fetched[1] == 0,
        "the package is counted once: {fetched:?}"
    );
    let shown = format!("{:?}", bench.events.lock().unwrap());
    assert!(!shown.contains("secret"));
}

#[test]
fn a_package_that_lies_elsewhere_is_found_by_asking() {
    let server = registry();
    let bench = Bench::new().npm(&format!("registry={}", server.url("/npm")));
    let answers = bench.install(&[
        alone(npm("moved", "c.wasm", b"member c")),
        alone(npm("gone", "c.wasm", b"member d")),
        alone(npm("evil", "c.wasm", b"member e")),
    ]);
    assert_eq!(message(&answers[0]), "installed");
    assert!(message(&answers[1]).ends_with("/npm/gone/-/gone-1.0.0.tgz` answered 404 Not Found"));
    let refused = "`http://evil.test/x.tgz` is not fetched: `http:` is only for this machine";
    assert!(message(&answers[2]).ends_with(refused));
}

#[test]
fn a_member_that_is_missing_or_other_than_pinned_breaks_its_runtime_alone() {
    let server = registry();
    let bench = Bench::new().npm(&format!("registry={}", server.url("/npm")));
    let answers = bench.install(&[
        alone(npm("@ours/x", "dist/a.wasm", b"member a")),
        alone(npm("@ours/x", "dist/c.wasm", b"member c")),
        alone(npm("@ours/x", "dist/b.wasm", b"other")),
    ]);
    assert_eq!(message(&answers[0]), "installed");
    assert!(message(&answers[1]).ends_with("the archive has no file `dist/c.wasm`"));
    assert!(message(&answers[2]).contains("8 bytes, text; set aside, never run"));
    assert_eq!(server.count("/npm/@ours/x/-/x-1.0.0.tgz"), 1);
}

#[test]
fn a_package_that_its_registry_vouches_for_is_installed() {
    let server = registry();
    let bench = Bench::new().npm(&format!("registry={}", server.url("/npm")));
    let answers = bench.install(&[alone(npm("vouched", "a.wasm", b"vouched a"))]);
    assert_eq!(message(&answers[0]), "installed");
    assert_eq!(
        server.requests().len(),
        2,
        "the tarball of the page is not needed"
    );
}

#[test]
fn of_a_package_that_its_registry_does_not_vouch_for_nothing_is_published() {
    let server = registry();
    let bench = Bench::new().npm(&format!("registry={}", server.url("/npm")));
    let answers = bench.install(&[
        alone(npm("forged", "a.wasm", b"vouched a")),
        alone(npm("forged", "b.wasm", b"vouched b")),
    ]);
    let expected = format!(
        "x 1.0 cannot be installed\nfrom      npm:forged@1.0.0#a.wasm\n\
         the package hashes to {}, but its registry says {}",
        Whole::of(&vouched()),
        Whole::of(b"other")
    );
    assert_eq!(message(&answers[0]), expected);
    assert!(message(&answers[1]).contains("but its registry says"));
    let cause = answers[0].as_ref().unwrap_err().to_cause();
    assert_eq!(cause.code, "integrity-mismatch");
    assert_eq!(bench.names("blobs/sha256"), Vec::<String>::new());
    assert_eq!(bench.names("tmp"), Vec::<String>::new());
    assert_eq!(bench.names("aside"), Vec::<String>::new());
}

#[test]
fn the_pin_alone_decides_where_the_registry_vouches_for_nothing() {
    for page in [
        Reply::status(500, ""),
        Reply::status(404, ""),
        Reply::ok("<!DOCTYPE html>"),
        Reply::ok("{}"),
        Reply::ok("{\"dist\":{}}"),
        Reply::ok("{\"dist\":{\"shasum\":\"0\",\"integrity\":\"sha1-AAAA\"}}"),
        Reply::redirect("http://evil.test/"),
    ] {
        let server = Server::start(move |request: &Request| match request.path.as_str() {
            "/vouched/-/vouched-1.0.0.tgz" => Reply::ok(vouched()),
            _ => page.clone(),
        });
        let bench = Bench::new().npm(&format!("registry={}", server.url("")));
        let answers = bench.install(&[
            alone(npm("vouched", "a.wasm", b"vouched a")),
            alone(npm("vouched", "b.wasm", b"other")),
        ]);
        assert_eq!(message(&answers[0]), "installed");
        assert!(message(&answers[1]).contains("does not match its digest"));
    }
}

#[test]
fn without_a_registry_the_error_says_how_to_name_one() {
    let bench = Bench::new().npm("");
    let answers = bench.install(&[alone(npm("x", "x.wasm", b""))]);
    let cause = answers[0].as_ref().unwrap_err().to_cause();
    assert_eq!(
        cause.chain,
        [
            "x 1.0 cannot be installed",
            "from      npm:x@1.0.0#x.wasm",
            "no npm registry is configured for `x`"
        ]
    );
    assert_eq!(
        cause.hint.unwrap(),
        "name a registry with `npm config set registry URL`"
    );
}
