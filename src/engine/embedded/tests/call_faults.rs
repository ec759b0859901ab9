//! Calls that cannot be made: each is told with its text, its column and what would have been right.

use super::call::fault;
use super::call::outcome;
use crate::model::cause::Cause;
use crate::model::cause::Stage;

/// Guest, call, the function's type, and the carets with what stands behind them.
const MISFITS: &[(&str, &str, &str, &str)] = &[
    (
        "names.wat",
        "ops.add(2, \"x\")",
        "add(a: s32, b: s32) -> s32",
        "           ^^^ expected s32, found a string",
    ),
    (
        "names.wat",
        "ops.add(2)",
        "add(a: s32, b: s32) -> s32",
        "         ^ `b: s32` is missing",
    ),
    (
        "names.wat",
        "ops.add(1, 2, 3)",
        "add(a: s32, b: s32) -> s32",
        "              ^ expected 2 arguments, found 3",
    ),
    (
        "names.wat",
        "total(1)",
        "total() -> s32",
        "      ^ expected no argument, found 1",
    ),
    (
        "names.wat",
        "ops.add(2, 3000000000)",
        "add(a: s32, b: s32) -> s32",
        "           ^^^^^^^^^^ 3000000000 is out of range for s32",
    ),
    (
        "names.wat",
        "ops.add(2, 1.5)",
        "add(a: s32, b: s32) -> s32",
        "           ^^^ expected s32, found 1.5",
    ),
    (
        "types.wat",
        "same-u8(-1)",
        "same-u8(value: u8) -> u8",
        "        ^^ -1 is out of range for u8",
    ),
    (
        "types.wat",
        "same-u8(0x10)",
        "same-u8(value: u8) -> u8",
        "         ^^^ a value has ended before this",
    ),
    (
        "types.wat",
        "same-bool(1)",
        "same-bool(value: bool) -> bool",
        "          ^ expected bool, found a number",
    ),
    (
        "types.wat",
        "same-char('ab')",
        "same-char(value: char) -> char",
        "          ^^^^ a character is one character, or an escape like `\\n` or `\\u{e9}`",
    ),
    (
        "types.wat",
        "same-string(\"é\\q\")",
        "same-string(value: string) -> string",
        "            ^^ this string has an escape that WAVE does not have",
    ),
    (
        "types.wat",
        "same-u8(+1)",
        "same-u8(value: u8) -> u8",
        "        ^ this is not WAVE",
    ),
    (
        "types.wat",
        "same-string(x)",
        "same-string(value: string) -> string",
        "            ^ expected string, found `x`",
    ),
    (
        "types.wat",
        "same-string($1)",
        "same-string(value: string) -> string",
        "            ^^ expected string, found a handle",
    ),
    (
        "types.wat",
        "same-bytes([1, 2, true])",
        "same-bytes(value: list<u8>) -> list<u8>",
        "                  ^^^^ expected u8, found a bool",
    ),
    (
        "types.wat",
        "same-color(gren)",
        "same-color(value: enum { red, green, blue }) -> enum { red, green, blue }",
        "           ^^^^ there is no case `gren`; did you mean `green`?",
    ),
    (
        "types.wat",
        "same-color(pink)",
        "same-color(value: enum { red, green, blue }) -> enum { red, green, blue }",
        "           ^^^^ there is no case `pink` among red, green, blue",
    ),
    (
        "types.wat",
        "same-perms({read, wirte})",
        "same-perms(value: flags { read, write, exec }) -> flags { read, write, exec }",
        "                  ^^^^^ there is no flag `wirte`; did you mean `write`?",
    ),
    (
        "types.wat",
        "same-point({x: 1})",
        "same-point(value: record { x: s32, y: f64 }) -> record { x: s32, y: f64 }",
        "           ^^^^^^ field `y` is missing",
    ),
    (
        "types.wat",
        "same-point({x: 1, y: 2, z: 3})",
        "same-point(value: record { x: s32, y: f64 }) -> record { x: s32, y: f64 }",
        "                        ^ there is no field `z`; did you mean `x`?",
    ),
    (
        "types.wat",
        "same-point({x: 1, x: 2})",
        "same-point(value: record { x: s32, y: f64 }) -> record { x: s32, y: f64 }",
        "                  ^ this field stands twice",
    ),
    (
        "types.wat",
        "same-pair((1, \"a\", 2))",
        "same-pair(value: tuple<u8, string>) -> tuple<u8, string>",
        "          ^^^^^^^^^^^ expected 2 values, found 3",
    ),
    (
        "types.wat",
        "same-shape(dot(1))",
        "same-shape(value: variant { dot, circle(f64), label(string) }) -> variant { dot, circle(f64), label(string) }",
        "               ^ `dot` has no value",
    ),
    (
        "types.wat",
        "same-shape(circle)",
        "same-shape(value: variant { dot, circle(f64), label(string) }) -> variant { dot, circle(f64), label(string) }",
        "           ^^^^^^ `circle` has a value: f64",
    ),
    (
        "types.wat",
        "same-result(ok(\"x\"))",
        "same-result(value: result<u32, string>) -> result<u32, string>",
        "               ^^^ expected u32, found a string",
    ),
    (
        "types.wat",
        "same-bare(ok(1))",
        "same-bare(value: result) -> result",
        "             ^ `ok` has no value",
    ),
    (
        "tasks.wat",
        "total([1, 2])",
        "total(of: stream<u8>) -> u32",
        "      ^^^^^^ expected stream<u8> as `stream([...])`, found a list",
    ),
    (
        "tasks.wat",
        "total(stream([1, 300]))",
        "total(of: stream<u8>) -> u32",
        "                 ^^^ 300 is out of range for u8",
    ),
    (
        "tasks.wat",
        "fulfil(7)",
        "fulfil(of: future<u32>) -> u32",
        "       ^ expected future<u32> as `future(...)`, found a number",
    ),
    (
        "core/numbers.wat",
        "add(1, x)",
        "add(i32, i32) -> i32",
        "       ^ expected i32, found x",
    ),
    (
        "core/numbers.wat",
        "add(1, 4294967296)",
        "add(i32, i32) -> i32",
        "       ^^^^^^^^^^ 4294967296 is out of range for i32",
    ),
    (
        "core/numbers.wat",
        "add(1, 0x)",
        "add(i32, i32) -> i32",
        "       ^^ expected i32, found 0x",
    ),
    (
        "core/numbers.wat",
        "half(infinity)",
        "half(f32) -> f32",
        "     ^^^^^^^^ expected f32, found infinity",
    ),
    (
        "core/numbers.wat",
        "divide(1)",
        "divide(i32, i32) -> (i32, i32)",
        "        ^ expected 2 arguments, found 1",
    ),
    (
        "core/numbers.wat",
        "add(1, 2, 3)",
        "add(i32, i32) -> i32",
        "          ^ expected 2 arguments, found 3",
    ),
];

fn assert_fault(cause: &Cause, code: &str, lines: &[&str], hint: Option<&str>) {
    assert_eq!(cause.message(), lines.join("\n"));
    assert_eq!((cause.code.as_str(), cause.hint.as_deref()), (code, hint));
    assert_eq!(cause.chain.len(), 1);
}

#[test]
fn a_text_that_is_no_call() {
    let cause = fault("names.wat", &["total()", "ops.add(2, \"x)"]);
    let lines = [
        "call 2 does not parse",
        "  ops.add(2, \"x)",
        "             ^ this string is not closed",
    ];
    assert_fault(&cause, "bad-call", &lines, None);
    assert_eq!(cause.stage, Stage::Stage);
}

#[test]
fn arguments_that_do_not_fit() {
    for (guest, call, signature, carets) in MISFITS {
        let first = format!("the call does not fit `{signature}`");
        let carets = format!("  {carets}");
        let lines = [first.as_str(), &format!("  {call}"), &carets];
        assert_fault(&fault(guest, &[*call]), "bad-call", &lines, None);
    }
}

#[test]
fn an_export_that_is_not_there() {
    let cause = fault("names.wat", &["total()", "ops.twise(1)"]);
    let lines = [
        "call 2 names no export",
        "  ops.twise(1)",
        "  ^^^^^^^^^ there is no such function",
    ];
    assert_fault(
        &cause,
        "no-such-export",
        &lines,
        Some("did you mean `ops.twice`?"),
    );
    assert_eq!(cause.stage, Stage::Link);
    let hint =
        "it exports `total`, `twice`, `reset`, `ops.add`, `ops.twice`, `more.add`, `more.scale`";
    assert_eq!(
        fault("names.wat", &["multiply(1)"]).hint.as_deref(),
        Some(hint)
    );
    let hint = "it exports `_initialize`, `ready`, `add`, `same64`, `half`, `root`, `divide`, `nothing`, `vector`, \
                `reference`";
    assert_eq!(
        fault("core/numbers.wat", &["multiply(1)"]).hint.as_deref(),
        Some(hint)
    );
    let hint = fault("core/numbers.wat", &["ad(1, 2)"]).hint;
    assert_eq!(hint.as_deref(), Some("did you mean `add`?"));
}

#[test]
fn a_name_that_several_exports_have() {
    let lines = [
        "the call names several exports",
        "  add(1, 2)",
        "  ^^^ it may be `demo:math/ops@1.2.3.add` or `demo:math/more@1.2.3.add`",
    ];
    let cause = fault("names.wat", &["add(1, 2)"]);
    assert_fault(
        &cause,
        "ambiguous-export",
        &lines,
        Some("write the whole name"),
    );
}

#[test]
fn values_that_have_no_text() {
    let lines = [
        "the call cannot be made: `vector(v128) -> i32`",
        "  vector(1)",
        "  ^^^^^^ values of type v128 have no text: only i32, i64, f32 and f64 can be passed",
    ];
    assert_fault(
        &fault("core/numbers.wat", &["vector(1)"]),
        "unsupported-call",
        &lines,
        None,
    );
    let cause = fault("core/numbers.wat", &["reference()"]);
    assert!(
        cause.mentions("values of type (ref null extern) have no text"),
        "{cause:?}"
    );
}

#[test]
fn handles_that_do_not_exist_are_known_before_the_guest_runs() {
    for (calls, carets) in [
        (
            vec!["counter.get($1)"],
            "              ^^ there is no `$1`: no call before this one returned a handle",
        ),
        (
            vec!["counter(1)", "counter.get($9)"],
            "              ^^ there is no `$9`: the calls before this one returned 1 handle",
        ),
        (
            vec!["pair(1, 2)", "counter.get($0)"],
            "              ^^ there is no `$0`: the calls before this one returned 2 handles",
        ),
        (
            vec!["counter(1)", "drop($2)"],
            "       ^^ there is no `$2`: the calls before this one returned 1 handle",
        ),
        (
            vec!["drop($1)"],
            "       ^^ there is no `$1`: no call before this one returned a handle",
        ),
    ] {
        let cause = fault("counters.wat", &calls);
        assert_eq!(cause.code, "bad-call");
        assert_eq!(cause.message().lines().last(), Some(carets), "{calls:?}");
    }
    // `pass` may return a handle or none: that is only known when it has returned.
    let cause = fault("counters.wat", &["pass(none)", "counter.get($1)"]);
    assert!(
        cause.mentions("there is no `$1`: no call before"),
        "{cause:?}"
    );
}

#[test]
fn every_call_is_understood_before_any_is_made() {
    // The first would trap.
    let cause = fault("trouble.wat", &["give-up()", "fine(true)"]);
    assert!(
        cause.mentions("call 2 does not fit `fine(value: u32) -> u32`"),
        "{cause:?}"
    );
}

#[test]
fn a_handle_of_another_kind_of_value_is_told() {
    let cause = fault("counters.wat", &["counter(1)", "counter.get(1)"]);
    assert!(
        cause.mentions("expected a handle like `$1` of borrow<counter>, found a number"),
        "{cause:?}"
    );
    assert_eq!(
        outcome("counters.wat", &["counter(1)", "counter.get( $1 )"])[1],
        "counter.get($1) = 1"
    );
}
