//! What comes too slowly, or not at all.

use super::*;

/// One attempt with little patience.
fn hasty() -> Pace {
    Pace {
        idle: Duration::from_millis(150),
        retries: 0,
        ..pace()
    }
}

fn message(pace: Pace, url: &str) -> String {
    let end = Setup {
        pace,
        ..Setup::default()
    }
    .download(url);
    end.result.unwrap_err()
}

#[test]
fn a_body_that_falls_silent_is_asked_for_again() {
    let server = Server::start(|request| match request.times {
        1 => Reply::ok("body").fault(Fault::Stall(2)),
        _ => Reply::ok("body"),
    });
    let setup = Setup {
        pace: Pace {
            retries: 3,
            ..hasty()
        },
        ..Setup::default()
    };
    let end = setup.download(&server.url("/x"));
    assert_eq!(end.result, Ok(b"body".to_vec()));
    assert!(end.cost.attempts >= 2);
}

#[test]
fn a_head_that_comes_in_drops_is_not_waited_for() {
    let server = Server::start(|_| Reply::ok("body").fault(Fault::DribbleHead(20)));
    assert_eq!(
        message(hasty(), &server.url("/x")),
        "nothing came from `HOST/x` for 150ms"
    );
}

#[test]
fn a_body_that_comes_in_drops_is_too_slow() {
    let server = Server::start(|_| Reply::ok([0; 1000]).fault(Fault::DribbleBody(10)));
    // Long enough that the next drop comes before it is called silence.
    let idle = Duration::from_millis(600);
    let text = message(Pace { idle, ..hasty() }, &server.url("/x"));
    let start = text.strip_suffix(" a second over 600ms").unwrap();
    assert!(
        start.starts_with("`HOST/x` sent ") && start.ends_with(" bytes"),
        "{text}"
    );
}

#[test]
fn patience_ends_for_all_attempts_together() {
    let brief = Pace {
        total: Duration::from_millis(200),
        slowest: 0,
        retries: 1000,
        ..pace()
    };
    // In the midst of a body that would go on for long,
    let server = Server::start(|_| Reply::ok([0; 1000]).fault(Fault::DribbleBody(10)));
    assert_eq!(
        message(brief, &server.url("/x")),
        "`HOST/x` was not fetched within 200ms"
    );
    assert_eq!(server.requests().len(), 1);
    // and before a pause that would lead beyond.
    let server = Server::start(|_| Reply::status(503, "").header("retry-after", "3"));
    let paused = Pace {
        longest: Duration::from_secs(10),
        ..brief
    };
    assert_eq!(
        message(paused, &server.url("/x")),
        "`HOST/x` answered 503 Service Unavailable"
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn small_answers_are_held_to_the_same_limits() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let text = |pace: Pace, server: &Server| {
        let url = Url::parse(&server.url("/x")).unwrap();
        let fetcher = Fetcher::new(pace);
        runtime
            .block_on(fetcher.text(&url, None))
            .map_err(|error| error.to_string().replace(&server.url(""), "HOST"))
    };
    let server = Server::start(|request| match request.times {
        1 => Reply::status(503, ""),
        2 => Reply::ok("text").fault(Fault::Cut(2)),
        _ => Reply::ok("text"),
    });
    assert_eq!(text(pace(), &server), Ok(b"text".to_vec()));
    let server = Server::start(|_| Reply::ok("text").fault(Fault::Stall(1)));
    assert_eq!(
        text(hasty(), &server),
        Err("nothing came from `HOST/x` for 150ms".to_owned())
    );
    let brief = Pace {
        total: Duration::from_millis(100),
        ..pace()
    };
    assert_eq!(
        text(brief, &server),
        Err("`HOST/x` was not fetched within 100ms".to_owned())
    );
}
