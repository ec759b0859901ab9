//! Servers that cannot prove who they are, and redirects that would give up the proof.

use crate::faults::origin::Authority;
use crate::faults::origin::Origin;
use crate::faults::origin::Reply;
use crate::faults::origin::program;
use crate::faults::origin::tree;

/// Years in which certificates end.
const FAR: i32 = 2090;
const OVER: i32 = 2021;

#[test]
fn an_authority_of_ones_own_is_trusted_through_ssl_cert_file() {
    let authority = Authority::called("ours");
    let origin = Origin::secure(
        authority.certify("127.0.0.1", FAR),
        |_| Reply::ok(program()),
    );
    let tree = authority.trusted_in(tree(&origin.url("/echo.wasm")));
    tree.wassay(&["install"])
        .exits(0)
        .says("1 artifact fetched");
    assert_eq!(origin.targets(), ["/echo.wasm"]);
}

#[test]
fn a_certificate_that_is_wrong_is_told_in_words_and_never_tried_again() {
    let ours = Authority::called("ours");
    let theirs = Authority::called("theirs");
    // It may call itself what it likes.
    let impostor = Authority::called("ours");
    let table = [
        (
            ours.certify("127.0.0.1", OVER),
            "the server's certificate has expired",
            "check the clock of this machine",
        ),
        (
            ours.certify("other.test", FAR),
            "the server's certificate is for another host",
            "check the host in the `url`",
        ),
        (
            theirs.certify("127.0.0.1", FAR),
            "the server's certificate is signed by nobody whom this machine trusts",
            "SSL_CERT_FILE",
        ),
        (
            impostor.certify("127.0.0.1", FAR),
            "the server's certificate is signed by nobody whom this machine trusts",
            "SSL_CERT_FILE",
        ),
    ];
    for (config, message, hint) in table {
        let origin = Origin::secure(config, |_| Reply::ok(program()));
        let url = origin.url("/echo.wasm");
        let tree = ours.trusted_in(tree(&url));
        tree.wassay(&["install"])
            .exits(4)
            .says("echo 1.0 cannot be installed")
            .says(&format!("from      {url}"))
            .says("attempt 1 of 2, nothing received; to ask again would not help")
            .says(message)
            .says(hint);
        assert_eq!(origin.connections(), 1, "{message}");
        assert_eq!(origin.targets(), [""; 0], "nothing is asked of a stranger");
    }
}

#[test]
fn a_redirect_from_https_to_http_is_refused_and_its_target_never_asked() {
    let authority = Authority::called("ours");
    let target = Origin::plain(|_| Reply::ok(program()));
    let to = target.url("/echo.wasm?hunter2");
    let origin = Origin::secure(authority.certify("127.0.0.1", FAR), move |_| {
        Reply::redirect(to.clone())
    });
    let tree = authority.trusted_in(tree(&origin.url("/echo.wasm")));
    tree.wassay(&["install"])
        .exits(4)
        .says("redirected from `https:` to")
        .says(&target.url("/echo.wasm"))
        .is_silent_on("hunter2");
    assert_eq!((origin.connections(), target.connections()), (1, 0));
}

#[test]
fn a_host_that_nobody_knows_is_named() {
    let tree = tree("https://nowhere.invalid/echo.wasm");
    tree.wassay(&["install"])
        .exits(4)
        .says("echo 1.0 cannot be installed")
        .says("nowhere.invalid")
        .says("hint");
}
