//! Requests that a handler makes itself, and what they meet.

use super::http::ask;
use super::http::asking;
use super::http::fields;
use super::http::get;
use super::http::only;
use super::http::p2;
use super::http::p3;
use super::rig::Rig;
use crate::model::execution::Execution;
use crate::model::http::Answer;
use crate::model::http::Body;
use crate::model::http::BodyEnd;
use crate::model::http::Exchange;
use crate::model::http::Met;
use crate::model::http::Upstream;
use crate::model::invocation::Invocation;
use crate::model::limits::Limits;
use std::time::Duration;
use std::time::Instant;

/// What it asks for, and with which body.
const ASKED: &str = r#"(data (i32.const 256) "api.test/x?y=1hello?0")"#;
const URL: &str = "http://api.test/x?y=1";

/// Both versions of a guest that posts `hello` so often and answers with what it got: the body and the trailers of the
/// last response, or `?` and the error's case as one character from `0`.
fn forwarders(times: u32) -> [Vec<u8>; 2] {
    let again = format!(
        "(local.set $n (i32.add (local.get $n) (i32.const 1)))
         (br_if $again (i32.lt_u (local.get $n) (i32.const {times})))"
    );
    let place = "(i32.const 256) (i32.const 8) (i32.const 264) (i32.const 6)";
    [
        p2(
            &format!(
                "(loop $again
                   (local.set $from (call $ask (i32.const 2) {place}))
                   (local.set $body (call $its-body (local.get $from)))
                   (local.set $from (call $sent (local.get $from)))
                   (call $send-all (local.get $body) (i32.const 270) (i32.const 5))
                   (local.set $from (call $await (local.get $from)))
                   {again})
                 (if (local.get $from)
                   (then
                     (local.set $body (call $answer (local.get $out)
                       (call $incoming-status (local.get $from)) (call $incoming-headers (local.get $from))))
                     (local.set $from (call $of-response (local.get $from)))
                     (local.set $n (call $stream (local.get $from)))
                     (local.set $stream (call $open (local.get $body)))
                     (call $copy (local.get $n) (local.get $stream))
                     (call $close (local.get $stream))
                     (call $drop-input (local.get $n))
                     (drop (call $finish (local.get $body) (call $trailers (local.get $from)))))
                   (else
                     (i32.store8 (i32.const 276) (i32.add (i32.const 48) (i32.load8_u (i32.const 24))))
                     (call $reply (local.get $out) (i32.const 502) (i32.const 275) (i32.const 2))))"
            ),
            ASKED,
        ),
        p3(
            &format!(
                "(loop $again
                   (local.set $from (call $exchange (call $ask (i32.const 2) {place}) (i32.const 270) (i32.const 5)))
                   {again})
                 (if (local.get $from)
                   (then
                     (call $answer (call $incoming-status (local.get $from)) (call $incoming-headers (local.get $from)))
                     (local.set $from (call $of-response (local.get $from)))
                     (call $copy (local.get $from) (global.get $body))
                     (call $drop-input (local.get $from))
                     (call $finish (call $trailers)))
                   (else
                     (i32.store8 (i32.const 276) (i32.add (i32.const 48) (i32.load8_u (i32.const 136))))
                     (call $reply (i32.const 502) (i32.const 275) (i32.const 2))))"
            ),
            ASKED,
        ),
    ]
}

fn response(status: u16, body: Body) -> Answer {
    Answer::Response {
        status,
        headers: fields(&[("x-a", b"caf\xe9")]),
        body,
        delay: Duration::ZERO,
    }
}

fn says(text: &str) -> Answer {
    response(200, Body::Bytes(text.as_bytes().to_vec()))
}

fn declared(method: Option<&str>, url: &str, body: Option<&str>, answer: Answer) -> Upstream {
    Upstream {
        method: method.map(str::to_owned),
        url: url.to_owned(),
        body: body.map(|body| body.as_bytes().to_vec()),
        answer,
    }
}

fn run(rig: &mut Rig, guest: &[u8], upstream: Vec<Upstream>) -> Execution {
    let invocation = Invocation {
        upstream,
        ..asking(vec![get()])
    };
    ask(rig, guest, &invocation)
}

/// `hello` was posted and met this.
fn posted(met: Met) -> Exchange {
    Exchange::Asked {
        method: "POST".to_owned(),
        url: URL.to_owned(),
        body: b"hello".to_vec(),
        met,
    }
}

fn answered(execution: &Execution) -> String {
    String::from_utf8_lossy(&only(execution).body).into_owned()
}

#[test]
fn an_answer_is_found_by_method_url_and_body() {
    let mut rig = Rig::new();
    for guest in forwarders(1) {
        for (method, url, body, fits) in [
            (None, URL, None, true),
            (Some("POST"), URL, None, true),
            (Some("POST"), URL, Some("hello"), true),
            (Some("GET"), URL, None, false),
            (Some("post"), URL, None, false),
            (None, "http://api.test/x", None, false),
            (None, "https://api.test/x?y=1", None, false),
            (None, "http://other.test/x?y=1", None, false),
            (None, URL, Some("hell"), false),
            (None, URL, Some(""), false),
        ] {
            let execution = run(
                &mut rig,
                &guest,
                vec![declared(method, url, body, says("yes"))],
            );
            let shown = format!("{method:?} {url} {body:?}");
            let captured = &execution.captured.upstream;
            if fits {
                assert_eq!(answered(&execution), "yes", "{shown}");
                assert_eq!(*captured, [posted(Met::Declared(Some(200)))], "{shown}");
            } else {
                // HTTP-request-denied is the sixteenth.
                assert_eq!(answered(&execution), "??", "{shown}");
                let unused = Exchange::Unused {
                    method: method.map(str::to_owned),
                    url: url.to_owned(),
                };
                assert_eq!(*captured, [posted(Met::Denied), unused], "{shown}");
            }
        }
    }
}

#[test]
fn a_response_comes_whole_with_fields_and_trailers() {
    let mut rig = Rig::new();
    let file = rig.file("body", &vec![b'x'; 1 << 20]).path;
    for guest in forwarders(1) {
        let chunks = Body::Chunks {
            chunks: vec![b"a".to_vec(), b"b".to_vec()],
            trailers: fields(&[("x-sum", b"1")]),
        };
        let execution = run(
            &mut rig,
            &guest,
            vec![declared(None, URL, None, response(203, chunks))],
        );
        assert_eq!(execution.ending.to_string(), "answered 203");
        let answer = only(&execution);
        assert_eq!(answer.body, b"ab");
        assert_eq!(answer.body_end, BodyEnd::Whole);
        assert_eq!(answer.trailers, fields(&[("x-sum", b"1")]));
        assert_eq!(
            answer.head,
            crate::model::http::Head::Answer {
                status: 203,
                headers: fields(&[("x-a", b"caf\xe9")])
            }
        );
        let file = response(200, Body::File(file.clone()));
        let execution = run(&mut rig, &guest, vec![declared(None, URL, None, file)]);
        assert_eq!(only(&execution).body.len(), 1 << 20);
    }
}

#[test]
fn a_connection_fails_as_declared() {
    let mut rig = Rig::new();
    for guest in forwarders(1) {
        for (answer, character) in [(Answer::Refused, '6'), (Answer::TimedOut, '8')] {
            let execution = run(
                &mut rig,
                &guest,
                vec![declared(None, URL, Some("hello"), answer)],
            );
            assert_eq!(execution.ending.to_string(), "answered 502");
            assert_eq!(answered(&execution), format!("?{character}"));
            assert_eq!(execution.captured.upstream, [posted(Met::Declared(None))]);
        }
    }
}

#[test]
fn each_answer_is_used_once_before_the_first_serves_again() {
    let mut rig = Rig::new();
    let answers = || {
        vec![
            declared(None, URL, None, says("one")),
            declared(None, URL, Some("hello"), says("two")),
            declared(None, URL, Some("other"), says("none")),
        ]
    };
    for (times, last) in [(1, "one"), (2, "two"), (3, "one")] {
        for guest in forwarders(times) {
            let execution = run(&mut rig, &guest, answers());
            assert_eq!(answered(&execution), last);
            let mut expected = vec![posted(Met::Declared(Some(200))); times.min(2) as usize];
            if times == 3 {
                expected.push(posted(Met::Again(Some(200))));
            }
            let unused = Exchange::Unused {
                method: None,
                url: URL.to_owned(),
            };
            expected.extend(vec![unused; if times == 1 { 2 } else { 1 }]);
            assert_eq!(execution.captured.upstream, expected);
        }
    }
}

#[test]
fn a_delay_passes_on_the_clock_of_the_guest() {
    let mut rig = Rig::new();
    let start = Instant::now();
    let slow = Answer::Response {
        status: 200,
        headers: Vec::new(),
        body: Body::Bytes(b"late".to_vec()),
        delay: Duration::from_hours(1),
    };
    for guest in forwarders(1) {
        let execution = run(
            &mut rig,
            &guest,
            vec![declared(None, URL, None, slow.clone())],
        );
        assert_eq!(answered(&execution), "late");
    }
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_body_beyond_the_limit_ends_the_trial() {
    let mut rig = Rig::new();
    for guest in forwarders(1) {
        for (output, ending) in [(5, "answered 200"), (4, "output overflow")] {
            let invocation = Invocation {
                upstream: vec![declared(None, URL, Some("hello"), says("yes"))],
                limits: Limits {
                    output,
                    ..Limits::default()
                },
                ..asking(vec![get()])
            };
            let execution = ask(&mut rig, &guest, &invocation);
            assert_eq!(execution.ending.to_string(), ending);
        }
    }
}

#[test]
fn requests_without_number_end_the_trial() {
    let mut rig = Rig::new();
    for guest in forwarders(100_000_000) {
        let invocation = Invocation {
            upstream: vec![declared(None, URL, None, says("yes"))],
            limits: Limits {
                output: 1 << 20,
                ..Limits::default()
            },
            ..asking(vec![get()])
        };
        let execution = ask(&mut rig, &guest, &invocation);
        assert_eq!(execution.ending.to_string(), "output overflow");
        assert!(execution.captured.upstream.len() < 10_000);
    }
}

#[test]
fn a_guest_that_waits_before_it_writes_is_denied_too() {
    let mut rig = Rig::new();
    let place = "(i32.const 256) (i32.const 8) (i32.const 264) (i32.const 6)";
    let guest = p2(
        &format!(
            "(local.set $from (call $ask (i32.const 2) {place}))
             (local.set $body (call $its-body (local.get $from)))
             (local.set $from (call $await (call $sent (local.get $from))))
             (i32.store8 (i32.const 276) (i32.add (i32.const 48) (i32.load8_u (i32.const 24))))
             (call $reply (local.get $out) (i32.const 502) (i32.const 275) (i32.const 2))"
        ),
        ASKED,
    );
    let execution = run(&mut rig, &guest, Vec::new());
    assert_eq!(answered(&execution), "??");
    let asked = Exchange::Asked {
        method: "POST".to_owned(),
        url: URL.to_owned(),
        body: Vec::new(),
        met: Met::Denied,
    };
    assert_eq!(execution.captured.upstream, [asked]);
}

#[test]
fn an_answer_by_body_waits_for_the_end_of_the_body() {
    let mut rig = Rig::new();
    // Wants the response before it finishes the request: neither side goes on.
    let guest = p2(
        "(local.set $from (call $ask (i32.const 2)
           (i32.const 256) (i32.const 8) (i32.const 264) (i32.const 6)))
         (local.set $body (call $its-body (local.get $from)))
         (local.set $stream (call $open (local.get $body)))
         (drop (call $write (local.get $stream) (i32.const 270) (i32.const 5)))
         (local.set $from (call $await (call $sent (local.get $from))))
         (call $reply (local.get $out) (i32.const 200) (i32.const 270) (i32.const 5))",
        ASKED,
    );
    for (body, ending) in [(None, "answered 200"), (Some("hello"), "timed out")] {
        let limits = Limits {
            timeout: Duration::from_millis(if body.is_some() { 100 } else { 30_000 }),
            ..Limits::default()
        };
        let invocation = Invocation {
            upstream: vec![declared(None, URL, body, says("yes"))],
            limits,
            ..asking(vec![get()])
        };
        let execution = ask(&mut rig, &guest, &invocation);
        assert_eq!(execution.ending.to_string(), ending);
    }
}

#[test]
fn the_patience_of_the_guest_ends_before_the_delay() {
    let mut rig = Rig::new();
    let place = "(i32.const 256) (i32.const 8) (i32.const 264) (i32.const 6)";
    let second = "(i32.const 1) (i64.const 1000000000)";
    // Answers with the case of the error, connection-read-timeout, which is the ninth.
    let guests = [
        p2(
            &format!(
                "(local.set $n (call $options))
                 (drop (call $options-patience (local.get $n) {second}))
                 (call $send (call $ask (i32.const 0) {place}) (i32.const 1) (local.get $n) (i32.const 0))
                 (drop (call $await (i32.load (i32.const 8))))
                 (i32.store8 (i32.const 276) (i32.add (i32.const 48) (i32.load8_u (i32.const 24))))
                 (call $reply (local.get $out) (i32.const 502) (i32.const 275) (i32.const 2))"
            ),
            ASKED,
        ),
        p3(
            &format!(
                "(global.set $patience (call $options))
                 (call $options-patience (global.get $patience) {second} (i32.const 0))
                 (drop (call $exchange (call $ask (i32.const 0) {place}) (i32.const 256) (i32.const 0)))
                 (i32.store8 (i32.const 276) (i32.add (i32.const 48) (i32.load8_u (i32.const 136))))
                 (call $reply (i32.const 502) (i32.const 275) (i32.const 2))"
            ),
            ASKED,
        ),
    ];
    let slow = Answer::Response {
        status: 200,
        headers: Vec::new(),
        body: Body::Empty,
        delay: Duration::from_secs(2),
    };
    for guest in guests {
        let execution = run(
            &mut rig,
            &guest,
            vec![declared(None, URL, None, slow.clone())],
        );
        assert_eq!(answered(&execution), "?9");
    }
}
