//! Handlers that do not do what a handler should. What came before they failed is captured.

use super::http::HELLO;
use super::http::ask;
use super::http::asking;
use super::http::fields;
use super::http::get;
use super::http::only;
use super::http::p2;
use super::http::p3;
use super::rig::Rig;
use crate::model::execution::Execution;
use crate::model::http::BodyEnd;
use crate::model::http::Head;
use crate::model::http::Request;
use crate::model::invocation::Invocation;
use crate::model::limits::Limits;
use std::time::Duration;
use std::time::Instant;

/// What a guest came to: ending, head, body, end of the body.
fn shown(execution: &Execution) -> String {
    let answer = only(execution);
    let head = match &answer.head {
        Head::None => "none".to_owned(),
        Head::Answer { status, .. } => status.to_string(),
        Head::Error(words) => words.clone(),
    };
    let end = match &answer.body_end {
        BodyEnd::Whole => "whole",
        BodyEnd::Cut(None) => "cut",
        BodyEnd::Cut(Some(error)) => error,
    };
    let body = String::from_utf8_lossy(&answer.body);
    format!("{} | {head} | {body} | {end}", execution.ending)
}

/// Asks each guest within a short time, and compares what it came to.
fn expect(guests: &[(&[u8], &str)]) {
    let mut rig = Rig::new();
    let limits = Limits {
        timeout: Duration::from_millis(100),
        output: 20_000,
        ..Limits::default()
    };
    let invocation = Invocation {
        limits,
        ..asking(vec![get()])
    };
    for (index, (guest, words)) in guests.iter().enumerate() {
        let execution = ask(&mut rig, guest, &invocation);
        assert_eq!(shown(&execution), *words, "guest {index}");
    }
}

/// Answers and writes `hello`; the body stays open.
const BEGIN_P2: &str =
    "(local.set $body (call $answer (local.get $out) (i32.const 200) (call $fields)))
    (local.set $stream (call $open (local.get $body)))
    (drop (call $write (local.get $stream) (i32.const 256) (i32.const 5)))";
const BEGIN_P3: &str = "(call $answer (i32.const 200) (call $fields))
    (drop (call $write (global.get $body) (i32.const 256) (i32.const 5)))";

fn begun_p2(then: &str) -> Vec<u8> {
    p2(&format!("{BEGIN_P2} {then}"), HELLO)
}

fn begun_p3(then: &str) -> Vec<u8> {
    p3(&format!("{BEGIN_P3} {then}"), HELLO)
}

/// For ever: nothing of the virtual clock ends it.
const NEVER_P3: &str = "(drop (call $waitable-set-wait (call $waitable-set-new) (i32.const 0)))";
/// The body of a request that is never sent takes a few pieces and no more.
const NEVER_P2: &str = "(local.set $stream (call $open (call $its-body
      (call $ask (i32.const 0) (i32.const 256) (i32.const 1) (i32.const 256) (i32.const 0)))))
    (loop $l (drop (call $write (local.get $stream) (i32.const 256) (i32.const 1))) (br $l))";
const SPIN: &str = "(loop $l (br $l))";

#[test]
fn a_handler_that_never_answers() {
    expect(&[
        (&p2("", ""), "returned | none |  | cut"),
        (
            &p2("(call $drop-outparam (local.get $out))", ""),
            "returned | none |  | cut",
        ),
        (&p2(NEVER_P2, ""), "timed out | none |  | cut"),
        (&p2(SPIN, ""), "timed out | none |  | cut"),
        (
            &p3("", ""),
            "trapped: async-lifted export failed to produce a result | none |  | cut",
        ),
        (&p3(NEVER_P3, ""), "timed out | none |  | cut"),
        (&p3(SPIN, ""), "timed out | none |  | cut"),
    ]);
}

#[test]
fn a_handler_that_answers_with_an_error() {
    let text = r#"(data (i32.const 256) "no \"way\"")"#;
    let p2_error = |code: u32, some: u32| {
        format!(
            "(call $set (local.get $out) (i32.const 1) (i32.const {code}) (i32.const {some})
               (i64.const 256) (i32.const 8) (i32.const 0) (i32.const 0) (i32.const 0))"
        )
    };
    let p3_error = |code: u32, some: u32| {
        format!(
            "(call $task-return (i32.const 1) (i32.const {code}) (i32.const {some})
               (i64.const 256) (i32.const 8) (i32.const 0) (i32.const 0) (i32.const 0))"
        )
    };
    expect(&[
        (
            &p2(&p2_error(0, 0), text),
            "returned | DNS-timeout |  | whole",
        ),
        (
            &p2(&p2_error(38, 1), text),
            "returned | internal-error(\"no \\\"way\\\"\") |  | whole",
        ),
        (
            &p2(&format!("{} unreachable", p2_error(0, 0)), text),
            "trapped: unreachable | DNS-timeout |  | whole",
        ),
        (
            &p3(&p3_error(0, 0), text),
            "returned | DNS-timeout |  | whole",
        ),
        (
            &p3(&p3_error(38, 0), text),
            "returned | internal-error |  | whole",
        ),
        (
            &p3(&p3_error(38, 1), text),
            "returned | internal-error(\"no \\\"way\\\"\") |  | whole",
        ),
    ]);
}

#[test]
fn a_handler_that_answers_twice() {
    expect(&[
        (
            &begun_p2(
                "(call $set (local.get $out) (i32.const 1) (i32.const 0) (i32.const 0)
                   (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))",
            ),
            "faulted: unknown handle index 2 | 200 | hello | cut",
        ),
        (
            &begun_p3("(call $answer (i32.const 201) (call $fields))"),
            "trapped: `task.return` or `task.cancel` called more than once for current task | 200 | hello | cut",
        ),
    ]);
}

#[test]
fn a_handler_that_traps() {
    expect(&[
        (
            &p2("unreachable", ""),
            "trapped: unreachable | none |  | cut",
        ),
        (
            &begun_p2("unreachable"),
            "trapped: unreachable | 200 | hello | cut",
        ),
        (
            &begun_p2(
                "(call $close (local.get $stream)) (drop (call $finish (local.get $body) (i32.const 0))) unreachable",
            ),
            "trapped: unreachable | 200 | hello | whole",
        ),
        (
            &p3("unreachable", ""),
            "trapped: unreachable | none |  | cut",
        ),
        (
            &begun_p3("unreachable"),
            "trapped: unreachable | 200 | hello | cut",
        ),
        (
            &begun_p3("(call $finish (i32.const 0)) unreachable"),
            "trapped: unreachable | 200 | hello | whole",
        ),
    ]);
}

#[test]
fn a_handler_that_keeps_its_body_open_for_ever() {
    let start = Instant::now();
    expect(&[
        (&begun_p2(NEVER_P2), "timed out | 200 | hello | cut"),
        (&begun_p2(SPIN), "timed out | 200 | hello | cut"),
        (&begun_p3(NEVER_P3), "timed out | 200 | hello | cut"),
        (&begun_p3(SPIN), "timed out | 200 | hello | cut"),
    ]);
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_handler_that_leaves_its_body_behind() {
    expect(&[
        // Its function has returned, and the body was neither finished nor dropped.
        (&begun_p2(""), "answered 200 | 200 | hello | cut"),
        (
            &begun_p2("(call $close (local.get $stream))"),
            "answered 200 | 200 | hello | cut",
        ),
        (
            &begun_p2("(call $close (local.get $stream)) (call $drop-body (local.get $body))"),
            "answered 200 | 200 | hello | HTTP-protocol-error",
        ),
        (&begun_p3(""), "answered 200 | 200 | hello | cut"),
        // Nothing was said of trailers.
        (
            &begun_p3("(call $close (global.get $body))"),
            "answered 200 | 200 | hello | cut",
        ),
    ]);
}

#[test]
fn a_handler_whose_body_has_another_length_than_it_said() {
    let with = |digit: char| {
        format!(r#"(data (i32.const 256) "hello")(data (i32.const 261) "content-length{digit}")"#)
    };
    let head = "(local.set $fields (call $fields))
        (call $field (local.get $fields) (i32.const 261) (i32.const 14) (i32.const 275) (i32.const 1))";
    let p2_guest = |digit| {
        p2(
            &format!(
                "{head} (call $send-all (call $answer (local.get $out) (i32.const 200) (local.get $fields)) (i32.const 256) (i32.const 5))"
            ),
            &with(digit),
        )
    };
    let p3_guest = |digit| {
        p3(
            &format!("{head} (call $answer (i32.const 200) (local.get $fields))
              (drop (call $write (global.get $body) (i32.const 256) (i32.const 5))) (call $finish (i32.const 0))"),
            &with(digit),
        )
    };
    expect(&[
        (&p2_guest('5'), "answered 200 | 200 | hello | whole"),
        (
            &p2_guest('7'),
            "answered 200 | 200 | hello | HTTP-response-body-size",
        ),
        (
            &p2_guest('3'),
            "answered 200 | 200 | hello | HTTP-response-body-size",
        ),
        (&p3_guest('5'), "answered 200 | 200 | hello | whole"),
        (
            &p3_guest('7'),
            "answered 200 | 200 | hello | HTTP-response-body-size",
        ),
        (
            &p3_guest('3'),
            "answered 200 | 200 |  | HTTP-response-body-size",
        ),
    ]);
}

#[test]
fn a_handler_that_streams_for_ever() {
    let mut rig = Rig::new();
    let p2_flood = |sleep: &str| {
        begun_p2(&format!(
            "(loop $l {sleep} (drop (call $write (local.get $stream) (i32.const 256) (i32.const 5))) (br $l))"
        ))
    };
    let p3_flood = |sleep: &str| {
        begun_p3(&format!(
            "(loop $l {sleep} (drop (call $write (global.get $body) (i32.const 256) (i32.const 5))) (br $l))"
        ))
    };
    let pause = "(call $sleep (i64.const 1000000))";
    let many = 1 << 30;
    for (guest, output, words) in [
        (p2_flood(""), 20_000, "output overflow"),
        (p3_flood(""), 20_000, "output overflow"),
        (p2_flood(pause), 20_000, "output overflow"),
        (p3_flood(pause), 20_000, "output overflow"),
        (p2_flood(pause), many, "timed out"),
        (p3_flood(pause), many, "timed out"),
    ] {
        let limits = Limits {
            timeout: Duration::from_millis(if output == many { 100 } else { 30_000 }),
            output,
            ..Limits::default()
        };
        let invocation = Invocation {
            limits,
            ..asking(vec![get()])
        };
        let execution = ask(&mut rig, &guest, &invocation);
        assert_eq!(execution.ending.to_string(), words);
        let answer = only(&execution);
        assert!(matches!(answer.head, Head::Answer { status: 200, .. }));
        assert!(answer.body.starts_with(b"hellohello") && answer.body.len() as u64 <= output);
        assert_eq!(answer.body_end, BodyEnd::Cut(None));
    }
}

#[test]
fn fields_that_are_forbidden_reach_nobody() {
    let mut rig = Rig::new();
    // Answers `1` and the case of the error, then how many values of `connection` it sees.
    let rest = r#"(data (i32.const 256) "connection???")"#;
    let probe = |fields: &str, reason: u32| {
        format!(
            "(local.set $fields (call $fields))
             (call $field (local.get $fields) (i32.const 256) (i32.const 10) (i32.const 256) (i32.const 5))
             (i32.store8 (i32.const 266) (i32.add (i32.const 48) (i32.load8_u (i32.const 0))))
             (i32.store8 (i32.const 267) (i32.add (i32.const 48) (i32.load8_u (i32.const {reason}))))
             (call $fields-get {fields} (i32.const 256) (i32.const 10) (i32.const 64))
             (i32.store8 (i32.const 268) (i32.add (i32.const 48) (i32.load (i32.const 68))))"
        )
    };
    let of = "(call $request-headers (local.get $request))";
    for guest in [
        p2(
            &format!("{} (call $send-all (call $answer (local.get $out) (i32.const 200) (local.get $fields)) (i32.const 266) (i32.const 3))", probe(of, 1)),
            rest,
        ),
        p3(
            &format!("{} (call $answer (i32.const 200) (local.get $fields))
              (drop (call $write (global.get $body) (i32.const 266) (i32.const 3))) (call $finish (i32.const 0))", probe(of, 4)),
            rest,
        ),
    ] {
        let request = Request {
            headers: fields(&[("connection", b"close")]),
            ..get()
        };
        let execution = ask(&mut rig, &guest, &asking(vec![request]));
        assert_eq!(shown(&execution), "answered 200 | 200 | 110 | whole");
        assert_eq!(only(&execution).head, Head::Answer { status: 200, headers: Vec::new() });
    }
}

#[test]
fn the_head_is_there_when_a_guest_meets_its_fuel_or_memory() {
    let mut rig = Rig::new();
    let grow = "(loop $l (drop (memory.grow (i32.const 16))) (br $l))";
    for guest in [begun_p2(grow), begun_p3(grow)] {
        let limits = Limits {
            memory: 1 << 20,
            ..Limits::default()
        };
        let execution = ask(
            &mut rig,
            &guest,
            &Invocation {
                limits,
                ..asking(vec![get()])
            },
        );
        assert_eq!(shown(&execution), "out of memory | 200 | hello | cut");
    }
    for guest in [begun_p2(SPIN), begun_p3(SPIN)] {
        let limits = Limits {
            fuel: Some(100_000),
            ..Limits::default()
        };
        let execution = ask(
            &mut rig,
            &guest,
            &Invocation {
                limits,
                ..asking(vec![get()])
            },
        );
        assert_eq!(shown(&execution), "out of fuel | 200 | hello | cut");
        assert_eq!(execution.resources.fuel, Some(100_000));
    }
}
