//! Bodies and trailers of handlers, in both directions.

use super::http::ask;
use super::http::asking;
use super::http::fields;
use super::http::get;
use super::http::only;
use super::http::p2;
use super::http::p3;
use super::http::post;
use super::rig::Rig;
use crate::model::execution::Ending;
use crate::model::http::Body;
use crate::model::http::BodyEnd;
use crate::model::http::Head;
use crate::model::http::Request;
use crate::model::invocation::Invocation;
use crate::model::limits::Limits;

/// Both versions of a guest that sends back what it gets while it gets it, trailers too.
pub(super) fn echoes() -> [Vec<u8>; 2] {
    [
        p2(
            "(local.set $n (call $incoming (local.get $request)))
             (local.set $from (call $stream (local.get $n)))
             (local.set $body (call $answer (local.get $out) (i32.const 200) (call $fields)))
             (local.set $stream (call $open (local.get $body)))
             (call $copy (local.get $from) (local.get $stream))
             (call $close (local.get $stream))
             (call $drop-input (local.get $from))
             (drop (call $finish (local.get $body) (call $trailers (local.get $n))))",
            "",
        ),
        p3(
            "(local.set $from (call $incoming (local.get $request)))
             (call $answer (i32.const 200) (call $fields))
             (call $copy (local.get $from) (global.get $body))
             (call $drop-input (local.get $from))
             (call $finish (call $trailers))",
            "",
        ),
    ]
}

#[test]
fn every_body_arrives_and_comes_back() {
    let mut rig = Rig::new();
    let file = rig.file("body", b"from a file").path;
    let trailers = fields(&[("x-sum", b"1"), ("x-sum", b"2"), ("x-note", b"caf\xe9")]);
    for guest in echoes() {
        for (body, comes, trailing) in [
            (Body::Empty, &b""[..], false),
            (Body::Bytes(Vec::new()), b"", false),
            (Body::Bytes(b"\x00\xff".to_vec()), b"\x00\xff", false),
            (Body::File(file.clone()), b"from a file", false),
            (
                Body::Chunks {
                    chunks: vec![b"a".to_vec(), Vec::new(), b"bc".to_vec()],
                    trailers: trailers.clone(),
                },
                b"abc",
                true,
            ),
            (
                Body::Chunks {
                    chunks: Vec::new(),
                    trailers: trailers.clone(),
                },
                b"",
                true,
            ),
        ] {
            let shown = format!("{body:?}");
            let execution = ask(&mut rig, &guest, &asking(vec![post(body)]));
            assert_eq!(
                execution.ending,
                Ending::Answered { status: 200 },
                "{shown}"
            );
            let answer = only(&execution);
            assert_eq!(answer.body, comes, "{shown}");
            assert_eq!(answer.body_end, BodyEnd::Whole, "{shown}");
            let expected = if trailing {
                trailers.clone()
            } else {
                Vec::new()
            };
            assert_eq!(answer.trailers, expected, "{shown}");
        }
    }
}

#[test]
fn eight_mebibytes_pass_through_a_guest_of_three_pages() {
    let mut rig = Rig::new();
    let bytes: Vec<u8> = (0..8_u32 << 20).map(|n| (n % 251) as u8).collect();
    let file = rig.file("body", &bytes).path;
    let limits = Limits {
        memory: 3 * 65536,
        ..Limits::default()
    };
    for guest in echoes() {
        for body in [
            Body::File(file.clone()),
            Body::Chunks {
                chunks: bytes.chunks(3 << 20).map(<[u8]>::to_vec).collect(),
                trailers: Vec::new(),
            },
        ] {
            let invocation = Invocation {
                limits,
                ..asking(vec![post(body)])
            };
            let execution = ask(&mut rig, &guest, &invocation);
            assert_eq!(execution.ending, Ending::Answered { status: 200 });
            assert!(only(&execution).body == bytes);
            assert!(execution.resources.peak_memory <= 3 * 65536);
        }
    }
}

#[test]
fn a_body_beyond_the_limit_is_an_overflow() {
    let mut rig = Rig::new();
    for guest in echoes() {
        for (limit, words) in [(10_000, "answered 200"), (9_999, "output overflow")] {
            let limits = Limits {
                output: limit,
                ..Limits::default()
            };
            let invocation = Invocation {
                limits,
                ..asking(vec![post(Body::Bytes(vec![b'x'; 10_000]))])
            };
            let execution = ask(&mut rig, &guest, &invocation);
            assert_eq!(execution.ending.to_string(), words);
            let answer = only(&execution);
            assert!(matches!(answer.head, Head::Answer { status: 200, .. }));
            assert_eq!(answer.body_end == BodyEnd::Whole, limit == 10_000);
            assert!(answer.body.len() as u64 <= limit);
        }
    }
}

#[test]
fn an_answer_to_head_has_a_length_and_no_body() {
    let mut rig = Rig::new();
    let length = r#"(data (i32.const 256) "content-length5")"#;
    let fields = "(local.set $fields (call $fields))
        (call $field (local.get $fields) (i32.const 256) (i32.const 14) (i32.const 270) (i32.const 1))";
    for guest in [
        p2(
            &format!("{fields} (local.set $n (call $response (local.get $fields)))
             (call $set (local.get $out) (i32.const 0) (local.get $n)
               (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))"),
            length,
        ),
        p3(
            // A response without contents.
            &format!("{fields} (call $empty (local.get $fields))"),
            &format!("{length} (func $empty (param $fields i32) (local $trailers i64)
              (local.set $trailers (call $trailers-new))
              (call $response (local.get $fields) (i32.const 0) (i32.const 0)
                (i32.wrap_i64 (local.get $trailers)) (i32.const 0))
              (call $return (i32.load (i32.const 0)))
              (call $trail (call $other (local.get $trailers)) (i32.const 0)))"),
        ),
    ] {
        for (method, end) in [
            ("HEAD", BodyEnd::Whole),
            ("GET", BodyEnd::Cut(Some("HTTP-response-body-size".to_owned()))),
        ] {
            let request = Request {
                method: method.to_owned(),
                ..get()
            };
            let execution = ask(&mut rig, &guest, &asking(vec![request]));
            assert_eq!(execution.ending, Ending::Answered { status: 200 });
            assert_eq!(only(&execution).body_end, end, "{method}");
        }
    }
}

#[test]
fn a_request_that_is_not_read_is_no_hindrance() {
    let mut rig = Rig::new();
    let hello = super::http::HELLO;
    let file = rig.file("body", &vec![b'x'; 1 << 20]).path;
    for guest in [
        p2(
            "(call $reply (local.get $out) (i32.const 200) (i32.const 256) (i32.const 5))",
            hello,
        ),
        p3(
            "(call $drop-request (local.get $request)) (call $reply (i32.const 200) (i32.const 256) (i32.const 5))",
            hello,
        ),
        p3(
            "(call $reply (i32.const 200) (i32.const 256) (i32.const 5))",
            hello,
        ),
    ] {
        let execution = ask(
            &mut rig,
            &guest,
            &asking(vec![post(Body::File(file.clone()))]),
        );
        assert_eq!(execution.ending, Ending::Answered { status: 200 });
        assert_eq!(only(&execution).body, b"hello");
    }
}
