//! In which order places are asked, and what is told of those that failed.

use crate::install::server::Reply;
use crate::install::server::Server;
use crate::install::server::tgz;
use crate::install::tests::Bench;
use crate::install::tests::alone;
use crate::install::tests::message;
use crate::install::tests::npm;
use crate::install::tests::runtime;
use crate::install::tests::web;

fn targets(server: &Server) -> Vec<String> {
    let requests = server.requests().into_iter();
    requests.map(|request| request.path).collect()
}

#[test]
fn a_package_comes_from_the_mirror_of_where_it_really_lies() {
    let registry = Server::start(|request| match request.path.as_str() {
        "/npm/moved/1.0.0" => {
            let host = &request.headers["host"];
            Reply::ok(format!(
                "{{\"dist\":{{\"tarball\":\"http://{host}/else/where.tgz\"}}}}"
            ))
        }
        _ => Reply::status(404, ""),
    });
    let mirror = Server::start(|request| match request.path.as_str() {
        "/copy/where.tgz" => Reply::ok(tgz(&[("package/c.wasm", b"member c")])),
        _ => Reply::status(404, ""),
    });
    let bench = Bench::new()
        .npm(&format!("registry={}", registry.url("/npm")))
        .mirror(&registry.url("/else/"), &[mirror.url("/copy")])
        .mirror(&registry.url("/npm/moved/-"), &[mirror.url("/npm")]);
    let answers = bench.install(&[alone(npm("moved", "c.wasm", b"member c"))]);
    assert_eq!(message(&answers[0]), "installed");
    assert_eq!(
        targets(&mirror),
        ["/npm/moved-1.0.0.tgz", "/copy/where.tgz"]
    );
    let mut asked = targets(&registry);
    asked.sort();
    let expected = ["/npm/moved/-/moved-1.0.0.tgz", "/npm/moved/1.0.0"];
    assert_eq!(asked, expected, "pages are not mirrored");
}

#[test]
fn a_mirror_that_has_one_member_right_is_not_asked_for_it_twice() {
    let good = tgz(&[("package/a.wasm", b"a"), ("package/b.wasm", b"b")]);
    let bad = tgz(&[("package/a.wasm", b"a"), ("package/b.wasm", b"other")]);
    let registry = Server::start(move |_| Reply::ok(good.clone()));
    let mirror = Server::start(move |_| Reply::ok(bad.clone()));
    let bench = Bench::new()
        .npm(&format!("registry={}", registry.url("/")))
        .mirror(&registry.url("/"), &[mirror.url("/")]);
    let preload = ("b".to_owned(), npm("x", "b.wasm", b"b"));
    let answers = bench.install(&[runtime("1.0", npm("x", "a.wasm", b"a"), vec![preload])]);
    assert_eq!(message(&answers[0]), "installed");
    let requests = (mirror.requests().len(), registry.count("/x/-/x-1.0.0.tgz"));
    assert_eq!(requests, (1, 1));
    let warnings: Vec<_> = bench
        .finished()
        .into_iter()
        .filter_map(|done| done.cause)
        .collect();
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].code, "mirror");
    let told = warnings[0].chain.join("\n");
    assert!(told.contains(&mirror.url("/x/-/x-1.0.0.tgz")), "{told}");
    assert!(told.contains(&registry.url("/x/-/x-1.0.0.tgz")), "{told}");
}

#[test]
fn every_place_of_every_pin_of_a_digest_is_told() {
    let server = Server::start(|_| Reply::status(404, ""));
    let bench = Bench::new().mirror(&server.url("/one"), &[server.url("/mirror")]);
    let pins = ["/one/x", "/two/x"].map(|path| alone(web(&server.url(path), b"x")));
    let answers = bench.install(&pins);
    assert_eq!(targets(&server), ["/mirror/x", "/one/x", "/two/x"]);
    for answer in &answers {
        let told = message(answer);
        let at = |path: &str| told.find(&format!("asked     {}", server.url(path)));
        let order = [at("/mirror/x"), at("/one/x"), at("/two/x")];
        assert!(
            order.iter().all(Option::is_some) && order.is_sorted(),
            "{told}"
        );
    }
}
