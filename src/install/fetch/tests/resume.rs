//! Bodies that break off and go on.

use super::*;
use crate::cache::Edition;
use crate::install::server::Request;

const ETAG: &str = "\"one\"";

fn body() -> Vec<u8> {
    (0..5_000_u32).flat_map(u32::to_le_bytes).collect()
}

/// Another file of the same length.
fn other() -> Vec<u8> {
    body().iter().map(|byte| !byte).collect()
}

/// Answers with a file that breaks off after 8000 bytes, and then as `after` says.
fn break_off(after: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |request| match request.times {
        1 => Reply::file(request, ETAG, &body()).fault(Fault::Cut(8_000)),
        _ => after(request),
    })
}

/// What was asked for with each request; nothing where that was the whole.
fn ranges(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let range = |request: &Request| request.headers.get("range").cloned();
    requests
        .iter()
        .map(|request| range(request).unwrap_or_else(whole))
        .collect()
}

fn whole() -> String {
    "whole".to_owned()
}

fn asked(from: usize) -> String {
    format!("bytes={from}-")
}

#[test]
fn a_body_that_breaks_off_goes_on_in_the_same_sink() {
    let brief = Duration::from_millis(300);
    let faults = [
        (Fault::Cut(8_000), pace().idle),
        (Fault::Stall(8_000), brief),
        (Fault::Reset(8_000), pace().idle),
        (Fault::CutChunked(8_000), pace().idle),
        (Fault::DribbleBody(10), brief),
    ];
    for (fault, idle) in faults {
        let server = Server::start(move |request| {
            let reply = Reply::file(request, ETAG, &body());
            if request.times == 1 {
                reply.fault(fault)
            } else {
                reply
            }
        });
        let pace = Pace { idle, ..pace() };
        let setup = Setup {
            pace,
            ..Setup::default()
        };
        let end = setup.download(&server.url("/x"));
        assert_eq!(end.result, Ok(body()), "{fault:?}");
        let requests = server.requests();
        let from = usize::try_from(end.cost.resumed).unwrap();
        assert_eq!(ranges(&server), [whole(), asked(from)], "{fault:?}");
        assert_eq!(requests[1].headers["if-range"], ETAG);
        assert_eq!(requests[1].headers["accept-encoding"], "identity");
        assert!((1..=8_000).contains(&from), "{fault:?}: {from}");
        let cost = Cost {
            attempts: 2,
            received: 20_000,
            total: Some(20_000),
            resumed: end.cost.resumed,
        };
        assert_eq!((end.cost, end.begun), (cost, 1), "{fault:?}");
    }
}

#[test]
fn it_goes_on_as_often_as_it_breaks_off() {
    let server = Server::start(|request| {
        let rest = Reply::file(request, ETAG, &body());
        if request.times < 4 {
            rest.fault(Fault::Cut(3_000))
        } else {
            rest
        }
    });
    let end = Setup::default().download(&server.url("/x"));
    assert_eq!(end.result, Ok(body()));
    assert_eq!(
        ranges(&server),
        [whole(), asked(3_000), asked(6_000), asked(9_000)]
    );
    assert_eq!(
        (end.cost.attempts, end.cost.resumed, end.begun),
        (4, 9_000, 1)
    );
}

#[test]
fn the_date_of_the_last_change_serves_where_there_is_no_tag() {
    const DATE: &str = "Mon, 05 Jan 2026 10:00:00 GMT";
    let server = Server::start(|request| {
        let reply = match request.times {
            1 => Reply::ok(body()).fault(Fault::Cut(8_000)),
            _ => Reply::part(&body(), 8_000),
        };
        reply
            .header("last-modified", DATE)
            .header("etag", "W/\"weak\"")
    });
    let end = Setup::default().download(&server.url("/x"));
    assert_eq!(end.result, Ok(body()));
    assert_eq!(ranges(&server), [whole(), asked(8_000)]);
    assert_eq!(server.requests()[1].headers["if-range"], DATE);
}

#[test]
fn without_a_sign_of_change_the_whole_is_asked_for() {
    for sign in [None, Some("W/\"weak\"")] {
        let server = Server::start(move |request| {
            let reply = match request.times {
                1 => Reply::ok(body()).fault(Fault::Cut(8_000)),
                _ => Reply::ok(body()),
            };
            match sign {
                Some(sign) => reply.header("etag", sign),
                None => reply,
            }
        });
        let end = Setup::default().download(&server.url("/x"));
        assert_eq!((end.result, end.begun), (Ok(body()), 2));
        assert_eq!(ranges(&server), [whole(), whole()]);
        assert_eq!((end.cost.attempts, end.cost.resumed), (2, 0));
    }
}

#[test]
fn a_file_that_changed_meanwhile_begins_anew() {
    // A name, the answer to the question for the rest, and whether the whole must be asked for after it.
    type Row = (&'static str, fn() -> Reply, bool);
    let table: [Row; 7] = [
        ("ranges are ignored", || Reply::ok(other()), false),
        (
            "another tag",
            || Reply::ok(other()).header("etag", "\"two\""),
            false,
        ),
        ("412", || Reply::status(412, ""), true),
        ("416", || Reply::status(416, ""), true),
        (
            "a part of another file",
            || Reply::part(&other(), 8_000).header("etag", "\"two\""),
            true,
        ),
        (
            "a part of a longer file",
            || Reply::part(&[other(), other()].concat(), 8_000),
            true,
        ),
        (
            "a part of a shorter file",
            || Reply::part(&other()[..9_000], 8_000),
            true,
        ),
    ];
    for (name, answer, again) in table {
        let server = break_off(move |request| match request.headers.get("range") {
            Some(_) => answer(),
            None => Reply::ok(other()),
        });
        let end = Setup::default().download(&server.url("/x"));
        assert_eq!(end.result, Ok(other()), "{name}");
        let mut expected = vec![whole(), asked(8_000)];
        expected.extend(again.then(whole));
        assert_eq!(ranges(&server), expected, "{name}");
        let seen = (end.cost.attempts, end.cost.resumed, end.begun);
        assert_eq!(seen, (2, 0, 2), "{name}");
    }
}

/// Claims to send another part than it was asked for.
fn claim(range: &str) -> Reply {
    let rest = &body()[8_000..];
    Reply::status(206, rest).header("content-range", range)
}

#[test]
fn a_wrong_part_is_refused_and_the_whole_is_asked_for() {
    let server = break_off(|request| match request.headers.get("range") {
        Some(_) => claim("bytes 7999-19998/20000"),
        None => Reply::ok(body()),
    });
    let end = Setup::default().download(&server.url("/x"));
    assert_eq!((end.result, end.begun), (Ok(body()), 2));
    assert_eq!(ranges(&server), [whole(), asked(8_000), whole()]);

    let server = break_off(|_| claim("bytes 0-11999/20000"));
    let pace = Pace {
        retries: 1,
        ..pace()
    };
    let end = Setup {
        pace,
        ..Setup::default()
    }
    .download(&server.url("/x"));
    assert_eq!(
        end.result.unwrap_err(),
        "`HOST/x` was asked for what follows 8,000 bytes, and answers with `bytes 0-11999/20000`"
    );
    assert_eq!(end.cost.attempts, 2);
}

#[test]
fn a_part_that_goes_on_after_its_end_is_refused() {
    let server = break_off(|request| match request.headers.get("range") {
        Some(_) => {
            let longer = Reply::status(206, [&body()[8_000..], b"more"].concat());
            let range = longer.header("content-range", "bytes 8000-19999/20000");
            range.fault(Fault::CutChunked(12_004))
        }
        None => Reply::ok(body()),
    });
    let pace = Pace {
        retries: 1,
        ..pace()
    };
    let end = Setup {
        pace,
        ..Setup::default()
    }
    .download(&server.url("/x"));
    assert_eq!(
        end.result.unwrap_err(),
        "`HOST/x` sends more than the 20,000 bytes it announced"
    );
    let end = Setup::default().download(&server.url("/y"));
    assert_eq!(end.result, Ok(body()));
}

#[test]
fn wrong_bytes_that_are_in_doubt_are_fetched_once_more_in_one_piece() {
    // The tag stays although the file is another one.
    let server = break_off(|request| Reply::file(request, ETAG, &other()));
    let is_wrong = |bytes: &Vec<u8>| *bytes != other();
    let end = Setup {
        is_wrong,
        ..Setup::default()
    }
    .download(&server.url("/x"));
    assert_eq!(end.result, Ok(other()));
    assert_eq!(ranges(&server), [whole(), asked(8_000), whole()]);
    assert_eq!((end.cost.attempts, end.cost.resumed), (3, 0));

    // Once, whatever comes of it, and also if no retry is left.
    let server = break_off(|request| Reply::file(request, ETAG, &body()));
    let setup = Setup {
        is_wrong: |_| true,
        pace: Pace {
            retries: 1,
            ..pace()
        },
        ..Setup::default()
    };
    assert_eq!(setup.download(&server.url("/x")).result, Ok(body()));
    assert_eq!(ranges(&server), [whole(), asked(8_000), whole()]);

    // So are those of which nobody could tell whether they were all.
    let server = Server::start(|_| Reply::ok(body()).fault(Fault::Short(9_000)));
    let is_wrong = |_: &Vec<u8>| true;
    let end = Setup {
        is_wrong,
        ..Setup::default()
    }
    .download(&server.url("/x"));
    assert_eq!(end.result, Ok(body()[..9_000].to_vec()));
    assert_eq!(ranges(&server), [whole(), whole()]);

    // Those that came in one piece are what the server has to say.
    let server = Server::start(|request| Reply::file(request, ETAG, &body()));
    let is_wrong = |_: &Vec<u8>| true;
    let end = Setup {
        is_wrong,
        ..Setup::default()
    }
    .download(&server.url("/x"));
    assert_eq!((end.result, server.requests().len()), (Ok(body()), 1));
}

/// So many sevens, left by an earlier process.
fn kept(received: u64) -> Position {
    let edition = Edition {
        etag: Some(ETAG.to_owned()),
        total: Some(20_000),
        ..Edition::default()
    };
    Position { received, edition }
}

#[test]
fn what_an_earlier_process_left_is_not_asked_for_again() {
    let sevens = || vec![7; 20_000];
    let server = Server::start(move |request| Reply::file(request, ETAG, &vec![7; 20_000]));
    let setup = Setup {
        kept: Some(kept(15_000)),
        ..Setup::default()
    };
    let end = setup.download(&server.url("/x"));
    assert_eq!(end.result, Ok(sevens()));
    assert_eq!(ranges(&server), [asked(15_000)]);
    assert_eq!(
        (end.cost.attempts, end.cost.resumed, end.begun),
        (1, 15_000, 1)
    );

    // All was there.
    let setup = Setup {
        kept: Some(kept(20_000)),
        ..Setup::default()
    };
    let end = setup.download(&server.url("/x"));
    assert_eq!(end.result, Ok(sevens()));
    assert_eq!((end.cost.attempts, server.requests().len()), (0, 1));

    // It is of no use.
    let server = Server::start(|request| Reply::file(request, "\"two\"", &body()));
    let setup = Setup {
        kept: Some(kept(15_000)),
        ..Setup::default()
    };
    let end = setup.download(&server.url("/x"));
    assert_eq!((end.result, end.begun), (Ok(body()), 2));
    assert_eq!((end.cost.received, end.cost.resumed), (20_000, 0));
}

#[test]
fn parts_are_asked_for_through_redirects() {
    let server = Server::start(|request| match request.path.as_str() {
        "/x" => Reply::redirect("/y"),
        _ if request.times == 1 => Reply::file(request, ETAG, &body()).fault(Fault::Cut(8_000)),
        _ => Reply::file(request, ETAG, &body()),
    });
    let end = Setup::default().download(&server.url("/x"));
    assert_eq!(end.result, Ok(body()));
    assert_eq!(
        ranges(&server),
        [whole(), whole(), asked(8_000), asked(8_000)]
    );
}
