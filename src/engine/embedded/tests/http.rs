//! Handlers: what is asked, what is answered, one instance or several. The guests of all tests of handlers are made here.

use super::component::encode;
use super::rig::Rig;
use super::rig::invocation;
use super::rig::spec;
use super::rig::stdout;
use crate::model::engine::Needs;
use crate::model::engine::Strategy;
use crate::model::execution::Ending;
use crate::model::execution::Execution;
use crate::model::http::Body;
use crate::model::http::BodyEnd;
use crate::model::http::Fields;
use crate::model::http::Head;
use crate::model::http::Instances;
use crate::model::http::Request;
use crate::model::http::Response;
use crate::model::invocation::Invocation;
use crate::model::invocation::Task;
use crate::model::program::Program;
use crate::model::program::ProgramKind;

/// A handler of 0.2 that does `body`, beside which `rest` stands.
pub(super) fn p2(body: &str, rest: &str) -> Vec<u8> {
    let library = include_str!("guests/http-p2.wat");
    let core = format!(
        r#"(module $guest {library} {rest}
          (func (export "wasi:http/incoming-handler@0.2.12#handle") (param $request i32) (param $out i32)
            (local $body i32) (local $stream i32) (local $from i32) (local $n i32) (local $fields i32)
            {body}))"#
    );
    encode(include_str!("guests/http-p2.wit"), &core)
}

/// A handler of 0.3.
pub(super) fn p3(body: &str, rest: &str) -> Vec<u8> {
    let library = include_str!("guests/http-p3.wat");
    let core = format!(
        r#"(module $guest {library} {rest}
          (func (export "[async-lift]wasi:http/handler@0.3.0#handle") (param $request i32) (result i32)
            (local $from i32) (local $n i32) (local $fields i32)
            {body} (i32.const 0))
          (func (export "[callback][async-lift]wasi:http/handler@0.3.0#handle") (param i32 i32 i32) (result i32)
            unreachable))"#
    );
    encode(include_str!("guests/http-p3.wit"), &core)
}

/// A `GET` of `/` without a body.
pub(super) fn get() -> Request {
    Request {
        method: "GET".to_owned(),
        url: "/".to_owned(),
        headers: Vec::new(),
        body: Body::Empty,
    }
}

/// A `POST` of a body.
pub(super) fn post(body: Body) -> Request {
    Request {
        method: "POST".to_owned(),
        body,
        ..get()
    }
}

/// An invocation that puts requests to instances of their own.
pub(super) fn asking(requests: Vec<Request>) -> Invocation {
    Invocation {
        task: Task::Requests {
            requests,
            instances: Instances::Fresh,
        },
        ..invocation()
    }
}

/// Runs a handler.
pub(super) fn ask(rig: &mut Rig, bytes: &[u8], invocation: &Invocation) -> Execution {
    let program = Program {
        main: rig.file("guest.wasm", bytes),
        preloads: Vec::new(),
    };
    let needs = Needs {
        fuel: invocation.limits.fuel.is_some(),
        entry: invocation.task.entry(),
    };
    let prepared = rig.prepare_for(&program, needs).unwrap();
    rig.execute(&prepared, invocation).unwrap()
}

/// The only response.
pub(super) fn only(execution: &Execution) -> &Response {
    assert_eq!(execution.captured.responses.len(), 1);
    &execution.captured.responses[0]
}

/// Fields from text.
pub(super) fn fields(fields: &[(&str, &[u8])]) -> Fields {
    let fields = fields.iter();
    fields
        .map(|(name, value)| ((*name).to_owned(), value.to_vec()))
        .collect()
}

/// Says `hello`.
pub(super) const HELLO: &str = r#"(data (i32.const 256) "hello")"#;

/// Answers what it was asked: method, path and authority, then every field, each on a line.
const TELL: &str = r#"
  (data (i32.const 256) "\n: ")
  (data (i32.const 260) "getheadpostputother")
  (data (i32.const 300) "\00\03\03\04\07\04\0b\03\ff\00\ff\00\ff\00\ff\00\ff\00\0e\05")
  (global $told (mut i32) (i32.const 32768))
  (func $tell (param $at i32) (param $size i32)
    (memory.copy (global.get $told) (local.get $at) (local.get $size))
    (global.set $told (i32.add (global.get $told) (local.get $size))))
  (func $line (call $tell (i32.const 256) (i32.const 1)))
  (func $about (param $request i32) (local $at i32) (local $left i32)
    (call $request-method (local.get $request) (i32.const 64))
    (local.set $at (i32.add (i32.const 300) (i32.mul (i32.load8_u (i32.const 64)) (i32.const 2))))
    (if (i32.eq (i32.load8_u (i32.const 64)) (i32.const 9))
      (then (call $tell (i32.load (i32.const 68)) (i32.load (i32.const 72))))
      (else
        (call $tell (i32.add (i32.const 260) (i32.load8_u (local.get $at)))
          (i32.load8_u (i32.add (local.get $at) (i32.const 1))))))
    (call $line)
    (call $request-path (local.get $request) (i32.const 64))
    (call $tell (i32.load (i32.const 68)) (i32.load (i32.const 72)))
    (call $line)
    (call $request-authority (local.get $request) (i32.const 64))
    (call $tell (i32.load (i32.const 68)) (i32.load (i32.const 72)))
    (call $line)
    (call $fields-entries (call $request-headers (local.get $request)) (i32.const 64))
    (local.set $at (i32.load (i32.const 64)))
    (local.set $left (i32.load (i32.const 68)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $left)))
        (call $tell (i32.load (local.get $at)) (i32.load offset=4 (local.get $at)))
        (call $tell (i32.const 257) (i32.const 2))
        (call $tell (i32.load offset=8 (local.get $at)) (i32.load offset=12 (local.get $at)))
        (call $line)
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next))))
"#;

const TOLD: &str = "(i32.const 32768) (i32.sub (global.get $told) (i32.const 32768))";

/// Both versions of a guest that tells what it was asked.
fn telling() -> [Vec<u8>; 2] {
    [
        p2(
            &format!(
                "(call $about (local.get $request)) (call $reply (local.get $out) (i32.const 200) {TOLD})"
            ),
            TELL,
        ),
        p3(
            &format!("(call $about (local.get $request)) (call $reply (i32.const 200) {TOLD})"),
            TELL,
        ),
    ]
}

#[test]
fn a_handler_learns_what_it_is_asked() {
    let mut rig = Rig::new();
    let request = |method: &str, url: &str, headers: &[(&str, &[u8])]| Request {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: fields(headers),
        body: Body::Empty,
    };
    for guest in telling() {
        for (request, told) in [
            (get(), b"get\n/\nlocalhost\n".to_vec()),
            (
                request("PUT", "https://api.test:8080/a/b?c=d&e", &[]),
                b"put\n/a/b?c=d&e\napi.test:8080\n".to_vec(),
            ),
            (
                // A name is asked for in any case, values repeat and need not be text. `host` is the authority's.
                request(
                    "PURGE",
                    "/x",
                    &[
                        ("Cookie", b"a=1"),
                        ("x-note", b"caf\xe9"),
                        ("cookie", b"b=2"),
                        ("host", b"h.test"),
                    ],
                ),
                b"PURGE\n/x\nh.test\ncookie: a=1\ncookie: b=2\nx-note: caf\xe9\n".to_vec(),
            ),
        ] {
            let execution = ask(&mut rig, &guest, &asking(vec![request]));
            assert_eq!(execution.ending, Ending::Answered { status: 200 });
            let body = &only(&execution).body;
            assert_eq!(
                String::from_utf8_lossy(body),
                String::from_utf8_lossy(&told)
            );
        }
    }
}

#[test]
fn an_answer_has_status_fields_body_and_output() {
    let mut rig = Rig::new();
    let rest = r#"(data (i32.const 256) "helloX-Acaf\e9")(data (i32.const 275) "set-cookie12")"#;
    let headers = "(local.set $fields (call $fields))
        (call $field (local.get $fields) (i32.const 275) (i32.const 10) (i32.const 285) (i32.const 1))
        (call $field (local.get $fields) (i32.const 261) (i32.const 3) (i32.const 264) (i32.const 4))
        (call $field (local.get $fields) (i32.const 275) (i32.const 10) (i32.const 286) (i32.const 1))
        (call $print (i32.const 256) (i32.const 4))";
    for guest in [
        p2(
            &format!("{headers} (call $send-all (call $answer (local.get $out) (i32.const 418) (local.get $fields)) (i32.const 256) (i32.const 5))"),
            rest,
        ),
        p3(
            &format!("{headers} (call $answer (i32.const 418) (local.get $fields))
              (drop (call $write (global.get $body) (i32.const 256) (i32.const 5))) (call $finish (i32.const 0))"),
            rest,
        ),
    ] {
        let execution = ask(&mut rig, &guest, &asking(vec![get()]));
        assert_eq!(execution.ending, Ending::Answered { status: 418 });
        assert_eq!(stdout(&execution), "hell");
        assert!(execution.evidence.entered);
        assert_eq!(
            *only(&execution),
            Response {
                head: Head::Answer {
                    status: 418,
                    // Values of one name stand together, where the name first came.
                    headers: fields(&[("set-cookie", b"1"), ("set-cookie", b"2"), ("x-a", b"caf\xe9")]),
                },
                body: b"hello".to_vec(),
                trailers: Vec::new(),
                body_end: BodyEnd::Whole,
            }
        );
    }
}

/// Answers how often its instance was asked, as one digit.
fn counters() -> [Vec<u8>; 2] {
    let rest = "(global $count (mut i32) (i32.const 48))";
    let count = "(global.set $count (i32.add (global.get $count) (i32.const 1)))
        (i32.store8 (i32.const 256) (global.get $count))";
    [
        p2(
            &format!(
                "{count} (call $reply (local.get $out) (i32.const 200) (i32.const 256) (i32.const 1))"
            ),
            rest,
        ),
        p3(
            &format!("{count} (call $reply (i32.const 200) (i32.const 256) (i32.const 1))"),
            rest,
        ),
    ]
}

#[test]
fn requests_get_instances_of_their_own_or_share_one() {
    let mut rig = Rig::new();
    for guest in counters() {
        for (instances, bodies) in [
            (Instances::Fresh, [b"1", b"1", b"1"]),
            (Instances::Shared, [b"1", b"2", b"3"]),
        ] {
            let task = Task::Requests {
                requests: vec![get(); 3],
                instances,
            };
            let execution = ask(
                &mut rig,
                &guest,
                &Invocation {
                    task,
                    ..invocation()
                },
            );
            assert_eq!(execution.ending, Ending::Answered { status: 200 });
            let answers = execution.captured.responses.iter();
            assert_eq!(answers.map(|r| &*r.body).collect::<Vec<_>>(), bodies);
        }
    }
}

#[test]
fn the_first_request_without_an_answer_is_the_last() {
    let mut rig = Rig::new();
    // The second answers only what is asked with a body.
    let guest = p2(
        "(local.set $from (call $stream (call $incoming (local.get $request))))
         (if (call $read (local.get $from))
           (then (call $reply (local.get $out) (i32.const 200) (i32.const 256) (i32.const 5))))",
        HELLO,
    );
    for instances in [Instances::Fresh, Instances::Shared] {
        let task = Task::Requests {
            requests: vec![post(Body::Bytes(b"x".to_vec())), get(), get()],
            instances,
        };
        let execution = ask(
            &mut rig,
            &guest,
            &Invocation {
                task,
                ..invocation()
            },
        );
        assert_eq!(execution.ending, Ending::Returned);
        let heads = execution.captured.responses.iter();
        let answered: Vec<bool> = heads.map(|r| r.head != Head::None).collect();
        assert_eq!(answered, [true, false]);
    }
}

#[test]
fn the_kind_is_told_and_every_strategy_serves_both() {
    let hello = [
        p2(
            "(call $reply (local.get $out) (i32.const 200) (i32.const 256) (i32.const 5))",
            HELLO,
        ),
        p3(
            "(call $reply (i32.const 200) (i32.const 256) (i32.const 5))",
            HELLO,
        ),
    ];
    for strategy in [Strategy::Cranelift, Strategy::Winch, Strategy::Pulley] {
        let mut rig = Rig::of(&spec(strategy, &[]));
        for (guest, kind) in hello.iter().zip([ProgramKind::HttpP2, ProgramKind::HttpP3]) {
            let program = Program {
                main: rig.file("guest.wasm", guest),
                preloads: Vec::new(),
            };
            let invocation = asking(vec![get()]);
            let needs = Needs {
                entry: invocation.task.entry(),
                ..Needs::default()
            };
            let prepared = rig.prepare_for(&program, needs).unwrap();
            assert_eq!(prepared.kind, kind);
            let execution = rig.execute(&prepared, &invocation).unwrap();
            assert_eq!(only(&execution).body, b"hello", "{strategy:?} {kind:?}");
        }
    }
}

#[test]
fn a_request_that_cannot_be_made_is_no_ending_of_the_guest() {
    let mut rig = Rig::new();
    let program = Program {
        main: rig.file("guest.wasm", &p2("", "")),
        preloads: Vec::new(),
    };
    let missing = rig.dir.path().join("missing");
    for (request, says) in [
        (post(Body::File(missing)), "cannot read `"),
        (
            Request {
                url: "x y".to_owned(),
                ..get()
            },
            "`x y` is neither a path nor an absolute URL",
        ),
    ] {
        let invocation = asking(vec![request]);
        let needs = Needs {
            entry: invocation.task.entry(),
            ..Needs::default()
        };
        let prepared = rig.prepare_for(&program, needs).unwrap();
        let error = rig.execute(&prepared, &invocation).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn a_handler_of_0_2_may_import_of_0_3() {
    // It then runs on an engine with tasks.
    let now =
        r#"(import "wasi:clocks/monotonic-clock@0.3.0" "now" (func $now (result i64))) (memory"#;
    let library = include_str!("guests/http-p2.wat").replacen("(memory", now, 1);
    let handle = |then: &str| {
        let core = format!(
            r#"(module {library} {HELLO}
              (func (export "wasi:http/incoming-handler@0.2.12#handle") (param $request i32) (param $out i32)
                (drop (call $now)) (call $reply (local.get $out) (i32.const 200) (i32.const 256) (i32.const 5))
                {then}))"#
        );
        encode(include_str!("guests/http-p2.wit"), &core)
    };
    let mut rig = Rig::new();
    for (then, words) in [
        ("", "answered 200"),
        ("unreachable", "trapped: unreachable"),
    ] {
        let execution = ask(&mut rig, &handle(then), &asking(vec![get()]));
        assert_eq!(execution.ending.to_string(), words);
        assert_eq!(only(&execution).body, b"hello");
        assert_eq!(only(&execution).body_end, BodyEnd::Whole);
    }
}
