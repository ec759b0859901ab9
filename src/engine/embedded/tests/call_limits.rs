//! Calls that do not come back, or not as they should.

use super::call::calling;
use super::call::guest;
use super::call::outcome;
use super::call::run;
use super::call::told;
use super::component::encode;
use super::rig::Rig;
use super::rig::stdout;
use crate::model::execution::Ending;
use crate::model::limits::Limits;
use std::time::Duration;

/// What calls of a guest come to under limits.
fn limited(name: &str, calls: &[&str], limits: Limits) -> Vec<String> {
    let mut invocation = calling(calls);
    invocation.limits = limits;
    told(&run(&mut Rig::in_memory(), &guest(name), &invocation).unwrap())
}

#[test]
fn what_came_before_a_trap_is_kept() {
    for (call, ending) in [
        ("divide(1, 0)", "trapped: integer divide by zero"),
        ("divide(-2147483648, -1)", "trapped: integer overflow"),
        ("give-up()", "trapped: unreachable"),
    ] {
        let told = outcome("trouble.wat", &["fine(1)", call, "fine(2)"]);
        assert_eq!(told, ["fine(1) = 1", ending], "{call}");
    }
}

#[test]
fn a_value_that_is_none_is_the_guests_fault() {
    for call in ["bad-text()", "bad-char()", "bad-place()"] {
        let told = outcome("trouble.wat", &["fine(1)", call, "fine(2)"]);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[1].starts_with("faulted: ") || told[1].starts_with("trapped: "),
            "{told:?}"
        );
    }
}

#[test]
fn limits_hold_for_calls() {
    let short = Limits {
        timeout: Duration::from_millis(100),
        memory: 4 << 20,
        ..Limits::default()
    };
    for (call, ending) in [("spin()", "timed out"), ("grow()", "out of memory")] {
        let told = limited("trouble.wat", &["fine(1)", call], short);
        assert_eq!(told, ["fine(1) = 1", ending]);
    }
    assert_eq!(
        limited("tasks.wat", &["at-once(1)", "never()"], short),
        ["at-once(1) = 1", "timed out"]
    );
    let little = Limits {
        fuel: Some(1_000),
        ..short
    };
    assert_eq!(
        limited("trouble.wat", &["fine(1)", "spin()"], little),
        ["fine(1) = 1", "out of fuel"]
    );
}

#[test]
fn results_count_as_output() {
    let little = Limits {
        output: 50,
        ..Limits::default()
    };
    assert_eq!(
        limited(
            "types.wat",
            &["same-bool(true)", "same-string(\"0123456789\")"],
            little
        ),
        ["same-bool(true) = true", "output overflow"]
    );
    assert_eq!(
        limited("tasks.wat", &["at-once(1)", "count(200)"], little),
        ["at-once(1) = 1", "output overflow"]
    );
}

#[test]
fn what_a_function_writes_is_captured_beside_its_results() {
    let wit = "package t:guest;
        world guest {
          import wasi:cli/stdout@0.2.0;
          export say: func(text: string) -> u32;
        }
        package wasi:io@0.2.0 {
          interface error { resource error; }
          interface streams {
            use error.{error};
            variant stream-error { last-operation-failed(error), closed }
            resource output-stream { blocking-write-and-flush: func(contents: list<u8>) -> result<_, stream-error>; }
          }
        }
        package wasi:cli@0.2.0 {
          interface stdout { use wasi:io/streams@0.2.0.{output-stream}; get-stdout: func() -> output-stream; }
        }";
    let core = r#"(module
        (import "wasi:cli/stdout@0.2.0" "get-stdout" (func $stdout (result i32)))
        (import "wasi:io/streams@0.2.0" "[method]output-stream.blocking-write-and-flush"
          (func $write (param i32 i32 i32 i32)))
        (memory (export "memory") 1)
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
        (func (export "say") (param i32 i32) (result i32)
          (call $write (call $stdout) (local.get 0) (local.get 1) (i32.const 64))
          (local.get 1)))"#;
    let text = wasmprinter::print_bytes(encode(wit, core)).unwrap();
    let calls = calling(&["say(\"one \")", "say(\"two\")"]);
    let execution = run(&mut Rig::in_memory(), &text, &calls).unwrap();
    assert_eq!(stdout(&execution), "one two");
    assert_eq!(
        told(&execution),
        ["say(\"one \") = 4", "say(\"two\") = 3", "returned"]
    );
    assert!(execution.evidence.entered && execution.evidence.linked);
    assert_eq!(execution.ending, Ending::Returned);
}
