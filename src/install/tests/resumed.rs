//! Downloads that break off in one run and go on in the next.

use crate::cache::CacheError;
use crate::cache::Edition;
use crate::digest::Sha256;
use crate::install::Fault;
use crate::install::InstallOptions;
use crate::install::Installer;
use crate::install::Pace;
use crate::install::deliver;
use crate::install::download::Want;
use crate::install::pipe;
use crate::install::pipe::Position;
use crate::install::server::Fault as Wire;
use crate::install::server::Reply;
use crate::install::server::Request;
use crate::install::server::Server;
use crate::install::server::tgz;
use crate::install::tests::Answer;
use crate::install::tests::Bench;
use crate::install::tests::alone;
use crate::install::tests::message;
use crate::install::tests::npm;
use crate::install::tests::web;
use crate::model::runtime::Runtime;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

const ETAG: &str = "\"one\"";

fn body() -> Vec<u8> {
    (0..50_000_u32).flat_map(u32::to_le_bytes).collect()
}

/// The first request breaks off after 120,000 bytes.
fn broken_then(after: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |request| match request.times {
        1 => Reply::file(request, ETAG, &body()).fault(Wire::Cut(120_000)),
        _ => after(request),
    })
}

/// A run that does not try again by itself.
fn run(bench: &Bench, runtime: Arc<Runtime>) -> Answer {
    let options = InstallOptions {
        pace: Pace {
            idle: Duration::from_secs(5),
            pause: Duration::from_millis(1),
            retries: 0,
            ..Pace::default()
        },
        npm: bench.npm.clone(),
        ..InstallOptions::default()
    };
    let events = Arc::clone(&bench.events);
    let installer = Installer::new(bench.cache(), options, move |event| {
        events.lock().unwrap().push(event);
    });
    bench.run(&installer, &[runtime]).remove(0)
}

fn ranges(server: &Server) -> Vec<Option<String>> {
    let requests = server.requests();
    let range = |request: &Request| request.headers.get("range").cloned();
    requests.iter().map(range).collect()
}

fn sorted(bench: &Bench, below: &str) -> Vec<String> {
    let mut names = bench.names(below);
    names.sort();
    names
}

#[test]
fn the_next_run_asks_for_the_rest() {
    let server = broken_then(|request| Reply::file(request, ETAG, &body()));
    let bench = Bench::new();
    let wanted = || alone(web(&server.url("/x"), &body()));
    let first = message(&run(&bench, wanted()));
    assert!(
        first.contains("broke off after 120.0 KB of 200.0 KB"),
        "{first}"
    );
    let digest = Sha256::of(&body()).to_string();
    assert_eq!(
        sorted(&bench, "partial"),
        [digest.clone(), format!("{digest}.from")]
    );
    let note = fs::read_to_string(bench.dir.join(format!("v1/partial/{digest}.from"))).unwrap();
    let expected = format!(
        r#"{{"url":"{}","etag":"\"one\"","modified":null,"total":200000}}"#,
        server.url("/x")
    );
    assert_eq!(note, expected);

    let answer = run(&bench, wanted());
    let installed = answer.as_ref().unwrap();
    assert_eq!(fs::read(&installed.program().main.path).unwrap(), body());
    assert_eq!(ranges(&server), [None, Some("bytes=120000-".to_owned())]);
    assert_eq!(server.requests()[1].headers["if-range"], ETAG);
    assert_eq!(bench.finished()[0].attempts, 1);
    for below in ["partial", "tmp", "aside"] {
        assert_eq!(bench.names(below), Vec::<String>::new(), "{below}");
    }
}

#[test]
fn what_was_whole_when_the_run_ended_is_not_asked_for() {
    let server = broken_then(|_| Reply::status(404, ""));
    let bench = Bench::new();
    let wanted = || alone(web(&server.url("/x"), &body()));
    assert!(run(&bench, wanted()).is_err());
    let partial = bench
        .dir
        .join(format!("v1/partial/{}", Sha256::of(&body())));
    crate::files::write_atomic(&partial, &body()).unwrap();
    assert_eq!(message(&run(&bench, wanted())), "installed");
    assert_eq!(server.requests().len(), 1);
    assert_eq!(bench.names("partial"), Vec::<String>::new());
}

#[test]
fn a_beginning_that_went_bad_is_fetched_again_once() {
    let server = broken_then(|request| Reply::file(request, ETAG, &body()));
    let bench = Bench::new();
    let wanted = || alone(web(&server.url("/x"), &body()));
    assert!(run(&bench, wanted()).is_err());
    let partial = bench
        .dir
        .join(format!("v1/partial/{}", Sha256::of(&body())));
    let mut altered = fs::read(&partial).unwrap();
    altered[5_000] ^= 1;
    crate::files::write_atomic(&partial, &altered).unwrap();
    assert_eq!(message(&run(&bench, wanted())), "installed");
    assert_eq!(
        ranges(&server),
        [None, Some("bytes=120000-".to_owned()), None]
    );
    assert_eq!(bench.names("partial"), Vec::<String>::new());

    // A file that is another one under the same tag is wrong for good.
    let server = broken_then(|request| {
        let other: Vec<u8> = body().iter().map(|byte| !byte).collect();
        Reply::file(request, ETAG, &other)
    });
    let bench = Bench::new();
    let wanted = || alone(web(&server.url("/x"), &body()));
    assert!(run(&bench, wanted()).is_err());
    let text = message(&run(&bench, wanted()));
    assert!(text.contains("does not match its digest"), "{text}");
    assert_eq!(
        ranges(&server),
        [None, Some("bytes=120000-".to_owned()), None]
    );
    assert_eq!(bench.names("partial"), Vec::<String>::new());
}

#[test]
fn a_beginning_from_another_place_or_of_another_file_is_not_used() {
    // Of another place.
    let server = broken_then(|request| Reply::file(request, ETAG, &body()));
    let bench = Bench::new();
    assert!(run(&bench, alone(web(&server.url("/x"), &body()))).is_err());
    let elsewhere = Server::start(|request| Reply::file(request, ETAG, &body()));
    let wanted = alone(web(&elsewhere.url("/x"), &body()));
    assert_eq!(message(&run(&bench, wanted)), "installed");
    assert_eq!(ranges(&elsewhere), [None]);

    // Of another file of the same place.
    let server = broken_then(|request| Reply::file(request, "\"two\"", &body()));
    let bench = Bench::new();
    let wanted = || alone(web(&server.url("/x"), &body()));
    assert!(run(&bench, wanted()).is_err());
    assert_eq!(message(&run(&bench, wanted())), "installed");
    assert_eq!(server.requests().len(), 2);
    assert_eq!(bench.names("partial"), Vec::<String>::new());
}

#[test]
fn a_server_that_is_gone_does_not_cost_the_beginning() {
    let server = Server::start(|request| match request.times {
        1 => Reply::file(request, ETAG, &body()).fault(Wire::Cut(120_000)),
        2 => Reply::status(503, ""),
        3 => Reply::status(404, ""),
        4 => Reply::file(request, ETAG, &body()).fault(Wire::Cut(50_000)),
        _ => Reply::file(request, ETAG, &body()),
    });
    let bench = Bench::new();
    let wanted = || alone(web(&server.url("/x"), &body()));
    for _ in 0..4 {
        assert!(run(&bench, wanted()).is_err());
    }
    assert_eq!(message(&run(&bench, wanted())), "installed");
    let asked: Vec<_> = ranges(&server).into_iter().flatten().collect();
    assert_eq!(
        asked,
        [
            "bytes=120000-",
            "bytes=120000-",
            "bytes=120000-",
            "bytes=170000-"
        ]
    );
}

#[test]
fn a_package_goes_on_within_a_run() {
    // Bytes that do not pack well, so that the archive is long enough to break.
    let member: Vec<u8> = (0..20_000_u32)
        .flat_map(|value| value.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    let archive = tgz(&[("p/x.wasm", &member)]);
    let half = archive.len() / 2;
    let server = Server::start(move |request| {
        if request.path == "/x/1.0.0" {
            return Reply::status(404, "nothing is known of it");
        }
        let reply = Reply::file(request, ETAG, &archive);
        if request.times == 1 {
            reply.fault(Wire::Cut(half))
        } else {
            reply
        }
    });
    let bench = Bench::new().npm(&format!("registry={}", server.url("/")));
    let answers = bench.install(&[alone(npm("x", "x.wasm", &member))]);
    assert_eq!(message(&answers[0]), "installed");
    let mut asked = ranges(&server);
    asked.sort();
    // One of them is for the page of the package.
    assert_eq!(asked, [None, None, Some(format!("bytes={half}-"))]);
    for below in ["partial", "tmp"] {
        assert_eq!(bench.names(below), Vec::<String>::new(), "{below}");
    }
}

#[test]
fn a_page_instead_of_the_file_is_called_a_page() {
    let page = "<!doctype html>\n<title>Sign in</title>";
    let server = Server::start(move |_| Reply::ok(page).header("content-type", "text/html"));
    let bench = Bench::new();
    let text = message(&run(&bench, alone(web(&server.url("/x"), &body()))));
    assert!(
        text.contains("38 bytes, an HTML page; set aside, never run"),
        "{text}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn what_does_not_fit_is_refused_before_a_byte_of_it_is_taken() {
    let bench = Bench::new();
    let text = "https://a.test/x";
    let want = Want {
        unit: 0,
        label: "x".to_owned(),
        pin: web(text, &body()),
    };
    let url = reqwest::Url::parse(text).unwrap();
    let delivery = deliver::prepare(&bench.cache(), &[want], &url);
    assert!(delivery.kept.is_none());
    let edition = Edition {
        total: Some(u64::MAX / 2),
        ..Edition::default()
    };
    // The other end never sends anything, and nobody waits for it.
    let (_sender, reader) = pipe::pipe(Position {
        received: 0,
        edition,
    });
    let taken = (delivery.sink)(reader);
    assert!(matches!(taken, Err(Fault::Cache(CacheError::Full { .. }))));
    assert!(!deliver::is_wrong(&taken));
}
