//! Requests against a server that misbehaves.

mod limits;
mod resume;
mod weather;

use super::*;
use crate::install::fetch_error::REDIRECTS;
use crate::install::server::Fault;
use crate::install::server::Reply;
use crate::install::server::Server;
use std::io::Read as _;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

/// Pauses are short; silence is borne for longer than a busy machine needs to answer.
fn pace() -> Pace {
    Pace {
        idle: Duration::from_secs(10),
        pause: Duration::from_millis(1),
        longest: Duration::from_millis(20),
        ..Pace::default()
    }
}

/// How a download ended.
struct End {
    /// The bytes, or the message.
    result: Result<Vec<u8>, String>,
    cost: Cost,
    /// How often bytes began to come.
    begun: usize,
}

/// A download as an artifact is; some parts of it can be altered.
struct Setup {
    pace: Pace,
    authorization: Option<&'static str>,
    kept: Option<Position>,
    is_wrong: fn(&Vec<u8>) -> bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            pace: pace(),
            authorization: None,
            kept: None,
            is_wrong: |_| false,
        }
    }
}

impl Setup {
    fn download(self, url: &str) -> End {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let begun = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&begun);
        let sink: Sink<Vec<u8>> = Arc::new(move |mut reader| {
            count.fetch_add(1, Ordering::SeqCst);
            // What an earlier process left is nothing but sevens.
            let kept = usize::try_from(reader.begin().received).unwrap();
            let mut bytes = vec![7; kept];
            // A download that broke off is told on the other end.
            let _ = reader.read_to_end(&mut bytes);
            bytes
        });
        let url = Url::parse(url).unwrap();
        let fetcher = Fetcher::new(self.pace);
        let (result, cost) = runtime.block_on(fetcher.download(Job {
            url: &url,
            authorization: self.authorization,
            sink: &sink,
            kept: self.kept.as_ref(),
            is_wrong: self.is_wrong,
            watch: &|_, _| {},
        }));
        let host = url.origin().ascii_serialization();
        End {
            result: result.map_err(|error| error.to_string().replace(&host, "HOST")),
            cost,
            begun: begun.load(Ordering::SeqCst),
        }
    }
}

fn download(url: &str, authorization: Option<&'static str>) -> (Result<Vec<u8>, String>, Cost) {
    let setup = Setup {
        authorization,
        ..Setup::default()
    };
    let end = setup.download(url);
    (end.result, end.cost)
}

/// A name, what is answered in turn (the last again and again), what comes of it, and after how many requests.
type Row = (
    &'static str,
    Vec<Reply>,
    Result<&'static str, &'static str>,
    u32,
);

fn check(table: Vec<Row>) {
    for (name, replies, expected, attempts) in table {
        let server = Server::start(move |request| {
            replies[(request.times - 1).min(replies.len() - 1)].clone()
        });
        let (result, cost) = download(&server.url("/x"), None);
        let result = result.map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(
            result.as_deref().map_err(String::as_str),
            expected,
            "{name}"
        );
        assert_eq!(
            (cost.attempts, server.count("/x")),
            (attempts, attempts as usize),
            "{name}"
        );
    }
}

#[test]
fn statuses_that_pass_are_tried_again_and_others_are_not() {
    let status = |code| Reply::status(code, "");
    let body = || Reply::ok("body");
    let patience = status(429).header("retry-after", "99999999");
    check(vec![
        ("ok", vec![body()], Ok("body"), 1),
        ("empty", vec![Reply::ok("")], Ok(""), 1),
        ("5xx", vec![status(500), status(503), body()], Ok("body"), 3),
        ("408", vec![status(408), body()], Ok("body"), 2),
        (
            "told to wait for ever",
            vec![patience, body()],
            Ok("body"),
            2,
        ),
        (
            "for ever",
            vec![status(502)],
            Err("`HOST/x` answered 502 Bad Gateway"),
            4,
        ),
        (
            "404",
            vec![status(404)],
            Err("`HOST/x` answered 404 Not Found"),
            1,
        ),
        (
            "403",
            vec![status(403)],
            Err("`HOST/x` answered 403 Forbidden"),
            1,
        ),
        (
            "501",
            vec![status(501)],
            Err("`HOST/x` answered 501 Not Implemented"),
            1,
        ),
        (
            "206",
            vec![Reply::status(206, "bo")],
            Err("`HOST/x` answered 206 Partial Content"),
            1,
        ),
    ]);
}

#[test]
fn faults_of_the_network_are_tried_again() {
    let body = || Reply::ok("body");
    check(vec![
        (
            "cut",
            vec![body().fault(Fault::Cut(2)), body()],
            Ok("body"),
            2,
        ),
        (
            "reset",
            vec![body().fault(Fault::Reset(2)), body()],
            Ok("body"),
            2,
        ),
        (
            "reset at once",
            vec![body().fault(Fault::Reset(0)), body()],
            Ok("body"),
            2,
        ),
        (
            "cut in chunks",
            vec![body().fault(Fault::CutChunked(2)), body()],
            Ok("body"),
            2,
        ),
        (
            "hung up",
            vec![body().fault(Fault::HangUp), body()],
            Ok("body"),
            2,
        ),
        // Nobody can tell that this one is not whole, but its digest will.
        (
            "short without a length",
            vec![body().fault(Fault::Short(2))],
            Ok("bo"),
            1,
        ),
    ]);
}

#[test]
fn a_body_that_always_breaks_off_says_how_far_it_came() {
    let server = Server::start(|_| Reply::ok([7; 5000]).fault(Fault::Cut(2000)));
    let (result, cost) = download(&server.url("/x"), None);
    assert_eq!(
        result.unwrap_err(),
        "`HOST/x` broke off after 2.0 KB of 5.0 KB"
    );
    let expected = Cost {
        attempts: 4,
        received: 2000,
        total: Some(5000),
        resumed: 0,
    };
    assert_eq!(cost, expected);
}

#[test]
fn an_encoding_nobody_asked_for_is_refused() {
    let server = Server::start(|_| Reply::ok("body").header("content-encoding", "gzip"));
    let (result, _) = download(&server.url("/x"), None);
    assert_eq!(
        result.unwrap_err(),
        "`HOST/x` answers in the encoding `gzip`, which was not asked for"
    );
    assert_eq!(server.requests()[0].headers["accept-encoding"], "identity");
}

#[test]
fn credentials_stay_with_their_server() {
    let other = Server::start(|_| Reply::ok("body"));
    let away = other.url("/x");
    let server = Server::start(move |request| match request.path.as_str() {
        "/near" => Reply::redirect("/here"),
        "/here" => Reply::ok("body"),
        _ => Reply::redirect(&away),
    });
    assert!(download(&server.url("/near"), Some("Bearer t")).0.is_ok());
    assert!(download(&server.url("/away"), Some("Bearer t")).0.is_ok());
    let sent = |request: &crate::install::server::Request| {
        request.headers.get("authorization").map(String::as_str) == Some("Bearer t")
    };
    assert_eq!(
        server.requests().iter().map(sent).collect::<Vec<_>>(),
        [true, true, true]
    );
    assert_eq!(
        other.requests().iter().map(sent).collect::<Vec<_>>(),
        [false]
    );
}

#[test]
fn redirects_end() {
    let server = Server::start(|request| match request.path.as_str() {
        "/round" => Reply::redirect("/round"),
        "/file" => Reply::redirect("file:///etc/passwd"),
        _ => Reply::status(302, ""),
    });
    let message = |path: &str| download(&server.url(path), None).0.unwrap_err();
    assert_eq!(
        message("/round"),
        "`HOST/round` redirects more than 10 times"
    );
    assert_eq!(server.count("/round"), REDIRECTS + 1);
    assert_eq!(
        message("/nowhere"),
        "`HOST/nowhere` redirects without saying where to"
    );
    assert!(message("/file").contains("is not fetched"));
}

#[test]
fn nobody_there_is_a_network_fault() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    drop(listener);
    let (result, cost) = download(&url, None);
    assert_eq!(result.unwrap_err(), "`HOST/x` cannot be reached");
    assert_eq!(cost.attempts, 4);
}
