//! Proxies: one that lets through, and all the ways in which one does not.

use crate::faults::origin::Asked;
use crate::faults::origin::Authority;
use crate::faults::origin::Origin;
use crate::faults::origin::Reply;
use crate::faults::origin::head;
use crate::faults::origin::join;
use crate::faults::origin::program;
use crate::faults::origin::tree;
use std::io::Write as _;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;

/// What a proxy does when it is asked for a way.
#[derive(Clone, Copy)]
enum Manner {
    /// Answers so, and hangs up.
    Says(&'static str),
    /// Hangs up.
    Closes,
    /// Connects to this address, whatever was asked for.
    Passes(SocketAddr),
}

/// Starts a proxy; gives its address and what it is asked.
fn proxy(manner: Manner) -> (SocketAddr, Arc<Mutex<Vec<Asked>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    let asked = Arc::<Mutex<Vec<Asked>>>::default();
    let seen = asked.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let Some(head) = head(&mut stream) else {
                continue;
            };
            seen.lock().expect("nobody panics with it").push(head);
            match manner {
                Manner::Says(status) => {
                    let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
                }
                Manner::Closes => {}
                Manner::Passes(to) => {
                    let other = TcpStream::connect(to).expect("the server listens");
                    let _ = write!(stream, "HTTP/1.1 200 OK\r\n\r\n");
                    std::thread::spawn(move || join(&stream, &other));
                }
            }
        }
    });
    (address, asked)
}

#[test]
fn a_proxy_that_does_not_let_through_is_named_without_its_password() {
    // Nobody listens there, and no other test is given that port.
    let nobody = SocketAddr::from(([127, 0, 0, 1], 1));
    let table = [
        (
            proxy(Manner::Says("407 Proxy Authentication Required")).0,
            "wants a user and a password (407)",
            "HTTPS_PROXY may hold both",
        ),
        (
            proxy(Manner::Says("403 Forbidden")).0,
            "refuses to connect to that host",
            "ask who runs the proxy",
        ),
        (
            proxy(Manner::Closes).0,
            "does not answer: it hung up",
            "HTTPS_PROXY or ALL_PROXY names the proxy",
        ),
        (nobody, "does not answer: Connection refused", "NO_PROXY"),
    ];
    for (address, message, hint) in table {
        for variable in ["HTTPS_PROXY", "ALL_PROXY"] {
            let tree = tree("https://files.invalid/echo.wasm")
                .env(variable, format!("http://me:hunter2@{address}/"));
            tree.wassay(&["install"])
                .exits(4)
                .says("from      https://files.invalid/echo.wasm")
                .says(&format!("the proxy `http://{address}` {message}"))
                .says(hint)
                .is_silent_on("hunter2");
        }
    }
}

#[test]
fn a_proxy_that_lets_through_learns_its_own_password_and_not_the_servers_token() {
    let authority = Authority::called("ours");
    let origin = Origin::secure(authority.certify("files.invalid", 2090), |_| {
        Reply::ok(program())
    });
    let (address, asked) = proxy(Manner::Passes(origin.address));
    let tree = authority
        .trusted_in(tree("https://files.invalid/echo.wasm"))
        .env("HTTPS_PROXY", format!("http://me:pw@{address}/"))
        .env("WASSAY_TOKEN_FILES_INVALID", "token");
    tree.wassay(&["install"])
        .exits(0)
        .says("1 artifact fetched");
    let asked = asked.lock().expect("nobody panics with it");
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].target, "files.invalid:443");
    assert_eq!(asked[0].proxy.as_deref(), Some("Basic bWU6cHc="));
    assert_eq!(asked[0].authorization, None);
    let asked = origin.asked();
    assert_eq!(asked[0].authorization.as_deref(), Some("Bearer token"));
    assert_eq!(asked[0].proxy, None);
}

#[test]
fn this_machine_and_hosts_of_no_proxy_are_asked_directly() {
    let authority = Authority::called("ours");
    let origin = Origin::secure(authority.certify("127.0.0.1", 2090), |_| {
        Reply::ok(program())
    });
    let (address, asked) = proxy(Manner::Closes);
    let tree = authority
        .trusted_in(tree(&origin.url("/echo.wasm")))
        .env("HTTPS_PROXY", format!("http://{address}/"));
    tree.wassay(&["install"]).exits(0);
    let tree = crate::faults::origin::tree("https://files.invalid/echo.wasm")
        .env("HTTPS_PROXY", format!("http://{address}/"))
        .env("NO_PROXY", "files.invalid");
    tree.wassay(&["install"]).exits(4).is_silent_on("proxy");
    assert!(asked.lock().expect("nobody panics with it").is_empty());
}
