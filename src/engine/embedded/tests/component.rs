//! Commands of WASI 0.2 and 0.3.

use super::rig::Rig;
use super::rig::invocation;
use super::rig::limited;
use super::rig::spec;
use super::rig::stdout;
use crate::model::engine::Strategy;
use crate::model::execution::Ending;
use crate::model::execution::Execution;
use crate::model::execution::Stream;
use crate::model::invocation::Invocation;
use crate::model::invocation::Stdin;
use crate::model::limits::Limits;
use crate::model::program::Program;
use crate::model::program::ProgramKind;
use std::time::Duration;
use std::time::Instant;
use wit_component::ComponentEncoder;
use wit_component::StringEncoding;
use wit_component::embed_component_metadata;
use wit_parser::Resolve;

/// What the guests of 0.2 use of WASI.
const WIT_P2: &str = "package t:guest;
world guest {
  import wasi:cli/stdin@0.2.0; import wasi:cli/stdout@0.2.0; import wasi:cli/stderr@0.2.0;
  import wasi:cli/exit@0.2.0;
  import wasi:clocks/monotonic-clock@0.2.0;
  import wasi:io/poll@0.2.0; import wasi:io/streams@0.2.0;
  export wasi:cli/run@0.2.0;
}
package wasi:io@0.2.0 {
  interface poll { resource pollable { block: func(); } }
  interface error { resource error; }
  interface streams {
    use error.{error}; use poll.{pollable};
    variant stream-error { last-operation-failed(error), closed }
    resource input-stream { subscribe: func() -> pollable; }
    resource output-stream {
      blocking-write-and-flush: func(contents: list<u8>) -> result<_, stream-error>;
    }
  }
}
package wasi:clocks@0.2.0 {
  interface monotonic-clock {
    use wasi:io/poll@0.2.0.{pollable};
    now: func() -> u64;
    subscribe-duration: func(when: u64) -> pollable;
  }
}
package wasi:cli@0.2.0 {
  interface run { run: func() -> result; }
  interface exit { exit: func(status: result); }
  interface stdin { use wasi:io/streams@0.2.0.{input-stream}; get-stdin: func() -> input-stream; }
  interface stdout { use wasi:io/streams@0.2.0.{output-stream}; get-stdout: func() -> output-stream; }
  interface stderr { use wasi:io/streams@0.2.0.{output-stream}; get-stderr: func() -> output-stream; }
}
";

const CORE_P2: &str = r#"
  (import "wasi:cli/stdin@0.2.0" "get-stdin" (func $stdin (result i32)))
  (import "wasi:cli/stdout@0.2.0" "get-stdout" (func $stdout (result i32)))
  (import "wasi:cli/stderr@0.2.0" "get-stderr" (func $stderr (result i32)))
  (import "wasi:cli/exit@0.2.0" "exit" (func $exit (param i32)))
  (import "wasi:io/streams@0.2.0" "[method]output-stream.blocking-write-and-flush"
    (func $write (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.0" "[method]input-stream.subscribe" (func $subscribe (param i32) (result i32)))
  (import "wasi:io/poll@0.2.0" "[method]pollable.block" (func $block (param i32)))
  (import "wasi:clocks/monotonic-clock@0.2.0" "now" (func $now (result i64)))
  (import "wasi:clocks/monotonic-clock@0.2.0" "subscribe-duration" (func $after (param i64) (result i32)))
"#;

const WIT_P3: &str = "package t:guest;
world guest {
  import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
  import wasi:cli/exit@0.3.0;
  import wasi:clocks/monotonic-clock@0.3.0;
  export wasi:cli/run@0.3.0;
}
package wasi:clocks@0.3.0 {
  interface monotonic-clock { now: func() -> u64; wait-for: async func(how-long: u64); }
}
package wasi:cli@0.3.0 {
  interface types { enum error-code { io, illegal-byte-sequence, pipe } }
  interface run { run: async func() -> result; }
  interface exit { exit: func(status: result); }
  interface stdout {
    use types.{error-code};
    write-via-stream: func(data: stream<u8>) -> future<result<_, error-code>>;
  }
  interface stderr {
    use types.{error-code};
    write-via-stream: func(data: stream<u8>) -> future<result<_, error-code>>;
  }
}
";

/// `$write` opens a stream for each text, so that the two outputs can take turns.
const CORE_P3: &str = r#"
  (import "wasi:cli/stdout@0.3.0" "write-via-stream" (func $out (param i32) (result i32)))
  (import "wasi:cli/stdout@0.3.0" "[stream-new-0]write-via-stream" (func $out_new (result i64)))
  (import "wasi:cli/stdout@0.3.0" "[async-lower][stream-write-0]write-via-stream" (func $out_write (param i32 i32 i32) (result i32)))
  (import "wasi:cli/stdout@0.3.0" "[stream-drop-writable-0]write-via-stream" (func $out_drop (param i32)))
  (import "wasi:cli/stderr@0.3.0" "write-via-stream" (func $err (param i32) (result i32)))
  (import "wasi:cli/stderr@0.3.0" "[stream-new-0]write-via-stream" (func $err_new (result i64)))
  (import "wasi:cli/stderr@0.3.0" "[async-lower][stream-write-0]write-via-stream" (func $err_write (param i32 i32 i32) (result i32)))
  (import "wasi:cli/stderr@0.3.0" "[stream-drop-writable-0]write-via-stream" (func $err_drop (param i32)))
  (import "wasi:cli/exit@0.3.0" "exit" (func $exit (param i32)))
  (import "wasi:clocks/monotonic-clock@0.3.0" "now" (func $now (result i64)))
  (import "wasi:clocks/monotonic-clock@0.3.0" "wait-for" (func $wait (param i64)))
  (import "$root" "[waitable-set-new]" (func $set (result i32)))
  (import "$root" "[waitable-join]" (func $join (param i32 i32)))
  (import "$root" "[waitable-set-wait]" (func $await (param i32 i32) (result i32)))
  (import "[export]wasi:cli/run@0.3.0" "[task-return]run" (func $return (param i32)))
"#;

const BOTH: &str = r#"
  (memory (export "memory") 1)
  (data (i32.const 100) "abc")
  (global $heap (mut i32) (i32.const 8192))
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (global.set $heap (i32.add (global.get $heap) (local.get 3)))
    (i32.sub (global.get $heap) (local.get 3)))
"#;

/// A component of WIT and core text.
pub(super) fn encode(wit: &str, core: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("guest.wit", wit).unwrap();
    let world = resolve.select_world(&[package], Some("guest")).unwrap();
    let mut module = wat::parse_str(core).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
    let encoder = ComponentEncoder::default().validate(true);
    encoder.module(&module).unwrap().encode().unwrap()
}

/// A command of 0.2 whose `run` does `body`, which leaves 0 or 1.
pub(super) fn p2(body: &str) -> Vec<u8> {
    let core = format!(
        r#"(module $guest {CORE_P2} {BOTH}
          (func (export "wasi:cli/run@0.2.0#run") (result i32) (local $h i32) (local $t i64) {body}))"#
    );
    encode(WIT_P2, &core)
}

/// A command of 0.3.
pub(super) fn p3(body: &str) -> Vec<u8> {
    let core = format!(
        r#"(module $guest {CORE_P3} {BOTH}
          (func $finish (param $end i32) (local $set i32)
            (local.set $set (call $set))
            (call $join (local.get $end) (local.get $set))
            (drop (call $await (local.get $set) (i32.const 64)))
            (call $join (local.get $end) (i32.const 0)))
          (func $write_out (param $at i32) (param $length i32) (local $pair i64) (local $end i32)
            (local.set $pair (call $out_new))
            (drop (call $out (i32.wrap_i64 (local.get $pair))))
            (local.set $end (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
            (if (i32.eq (call $out_write (local.get $end) (local.get $at) (local.get $length)) (i32.const -1))
              (then (call $finish (local.get $end))))
            (call $out_drop (local.get $end)))
          (func $write_err (param $at i32) (param $length i32) (local $pair i64) (local $end i32)
            (local.set $pair (call $err_new))
            (drop (call $err (i32.wrap_i64 (local.get $pair))))
            (local.set $end (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
            (if (i32.eq (call $err_write (local.get $end) (local.get $at) (local.get $length)) (i32.const -1))
              (then (call $finish (local.get $end))))
            (call $err_drop (local.get $end)))
          (func (export "[async-lift]wasi:cli/run@0.3.0#run") (result i32) (local $t i64)
            {body} (call $return) (i32.const 0))
          (func (export "[callback][async-lift]wasi:cli/run@0.3.0#run") (param i32 i32 i32) (result i32)
            unreachable))"#
    );
    encode(WIT_P3, &core)
}

fn run(rig: &mut Rig, bytes: &[u8], invocation: &Invocation) -> Execution {
    let program = Program {
        main: rig.file("guest.wasm", bytes),
        preloads: Vec::new(),
    };
    let prepared = rig.prepare(&program).unwrap();
    rig.execute(&prepared, invocation).unwrap()
}

fn chunks(execution: &Execution) -> Vec<(Stream, &[u8])> {
    let chunks = execution.output.iter();
    chunks.map(|chunk| (chunk.stream, &*chunk.bytes)).collect()
}

const ORDER: [(Stream, &[u8]); 3] = [
    (Stream::Stdout, b"a"),
    (Stream::Stderr, b"b"),
    (Stream::Stdout, b"c"),
];

#[test]
fn a_command_of_0_2_writes_in_order_and_exits() {
    let mut rig = Rig::new();
    let body = "(call $write (call $stdout) (i32.const 100) (i32.const 1) (i32.const 64))
                (call $write (call $stderr) (i32.const 101) (i32.const 1) (i32.const 64))
                (call $write (call $stdout) (i32.const 102) (i32.const 1) (i32.const 64))";
    for (end, code) in [
        ("(i32.const 0)", 0),
        ("(i32.const 1)", 1),
        ("(call $exit (i32.const 0)) (i32.const 1)", 0),
        ("(call $exit (i32.const 1)) (i32.const 0)", 1),
    ] {
        let execution = run(&mut rig, &p2(&format!("{body} {end}")), &invocation());
        assert_eq!(execution.ending, Ending::Exited { code }, "{end}");
        assert_eq!(chunks(&execution), ORDER);
    }
}

#[test]
fn a_command_of_0_3_writes_in_order_and_exits() {
    let mut rig = Rig::new();
    let body = "(call $write_out (i32.const 100) (i32.const 1))
                (call $write_err (i32.const 101) (i32.const 1))
                (call $write_out (i32.const 102) (i32.const 1))";
    for (end, code) in [
        ("(i32.const 0)", 0),
        ("(i32.const 1)", 1),
        ("(call $exit (i32.const 1)) (i32.const 0)", 1),
    ] {
        let execution = run(&mut rig, &p3(&format!("{body} {end}")), &invocation());
        assert_eq!(execution.ending, Ending::Exited { code }, "{end}");
        assert_eq!(chunks(&execution), ORDER);
    }
}

#[test]
fn a_task_that_has_returned_may_still_write() {
    let mut rig = Rig::new();
    let body = "(call $return (i32.const 0)) (call $write_out (i32.const 100) (i32.const 3)) (i32.const 0) (return)";
    let execution = run(&mut rig, &p3(body), &invocation());
    assert_eq!(execution.ending, Ending::Exited { code: 0 });
    assert_eq!(stdout(&execution), "abc");
    let body = "(call $return (i32.const 0)) unreachable";
    let execution = run(&mut rig, &p3(body), &invocation());
    assert_eq!(execution.ending.to_string(), "trapped: unreachable");
}

#[test]
fn the_kind_is_told() {
    let rig = Rig::new();
    for (bytes, kind, first) in [
        (p2("(i32.const 0)"), ProgramKind::P2, "wasi:cli/exit@0.2.0"),
        (p3("(i32.const 0)"), ProgramKind::P3, "wasi:cli/exit@0.3.0"),
    ] {
        let program = Program {
            main: rig.file("guest.wasm", &bytes),
            preloads: Vec::new(),
        };
        let prepared = rig.prepare(&program).unwrap();
        assert_eq!((prepared.kind, &*prepared.imports[0]), (kind, first));
        assert!(prepared.code_bytes > 0);
    }
}

#[test]
fn an_hour_costs_nothing_in_0_2_and_0_3() {
    let mut rig = Rig::new();
    let start = Instant::now();
    let hour = 3_600_000_000_000_u64;
    // Anything but an hour and some microseconds is an exit with 1.
    let within = format!(
        "(i64.gt_u (i64.sub (i64.sub (call $now) (local.get $t)) (i64.const {hour})) (i64.const 10000))"
    );
    let body = format!(
        "(local.set $t (call $now)) (call $block (call $after (i64.const {hour}))) {within}"
    );
    assert_eq!(
        run(&mut rig, &p2(&body), &invocation()).ending,
        Ending::Exited { code: 0 }
    );
    let body = format!("(local.set $t (call $now)) (call $wait (i64.const {hour})) {within}");
    assert_eq!(
        run(&mut rig, &p3(&body), &invocation()).ending,
        Ending::Exited { code: 0 }
    );
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn limits_hold_for_0_2_and_0_3() {
    let mut rig = Rig::new();
    let limits = limited(Limits {
        timeout: Duration::from_millis(100),
        memory: 2 << 20,
        output: 1000,
        ..Limits::default()
    });
    let flood = "(loop $l (call $write (local.get $h) (i32.const 100) (i32.const 600) (i32.const 64)) (br $l))
                 (i32.const 0)";
    let stuck = Invocation {
        stdin: Stdin::Open(Vec::new()),
        ..limits.clone()
    };
    let waits = "(call $block (call $subscribe (call $stdin))) (i32.const 0)";
    let spin = "(loop $l (br $l)) (i32.const 0)";
    let grow = "(loop $l (drop (memory.grow (i32.const 1))) (br $l)) (i32.const 0)";
    for (bytes, words) in [
        (
            p2(&format!("(local.set $h (call $stdout)) {flood}")),
            "output overflow",
        ),
        (p2(waits), "timed out"),
        (p2(spin), "timed out"),
        (p2(grow), "out of memory"),
        (p2("unreachable"), "trapped: unreachable"),
        (
            p3("(loop $l (call $write_out (i32.const 100) (i32.const 600)) (br $l)) (i32.const 0)"),
            "output overflow",
        ),
        (p3(spin), "timed out"),
        (p3(grow), "out of memory"),
        (p3("unreachable"), "trapped: unreachable"),
    ] {
        assert_eq!(run(&mut rig, &bytes, &stuck).ending.to_string(), words);
    }
    let frames = run(&mut rig, &p2(spin), &stuck).ending;
    assert_eq!(frames.frames(), ["guest!<function 10>"]);
}

#[test]
fn every_strategy_runs_every_kind() {
    let text = super::rig::p1(
        "(call $print (i32.const 1) (i32.const 100) (i32.const 1))",
        r#"(data (i32.const 100) "a")"#,
    );
    let p1 = wat::parse_str(text).unwrap();
    let p2 = p2(
        "(call $write (call $stdout) (i32.const 100) (i32.const 1) (i32.const 64)) (i32.const 0)",
    );
    let p3 = p3("(call $write_out (i32.const 100) (i32.const 1)) (i32.const 0)");
    for strategy in [Strategy::Cranelift, Strategy::Winch, Strategy::Pulley] {
        let mut rig = Rig::of(&spec(strategy, &[]));
        for bytes in [&p1, &p2, &p3] {
            let execution = run(&mut rig, bytes, &invocation());
            assert_eq!(execution.ending, Ending::Exited { code: 0 }, "{strategy:?}");
            assert_eq!(stdout(&execution), "a");
        }
    }
}
