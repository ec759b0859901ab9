//! Exports called by name: what they return, what they leave behind for the next call.

use super::rig::Rig;
use super::rig::invocation;
use crate::engine::EngineError;
use crate::model::cause::Cause;
use crate::model::execution::Execution;
use crate::model::invocation::Invocation;
use crate::model::invocation::Task;
use std::path::Path;

/// The text of a guest of our own suite.
pub(super) fn guest(name: &str) -> String {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites/components");
    std::fs::read_to_string(suite.join(name)).unwrap()
}

/// An invocation that makes calls.
pub(super) fn calling(calls: &[&str]) -> Invocation {
    let calls = calls.iter().map(|call| (*call).to_owned()).collect();
    Invocation {
        task: Task::Calls { calls },
        ..invocation()
    }
}

/// Makes calls of a guest.
pub(super) fn run(
    rig: &mut Rig,
    text: &str,
    invocation: &Invocation,
) -> Result<Execution, EngineError> {
    let program = rig.program(text);
    let needs = crate::model::engine::Needs {
        fuel: invocation.limits.fuel.is_some(),
        entry: invocation.task.entry(),
    };
    let prepared = rig.prepare_for(&program, needs).unwrap();
    rig.execute(&prepared, invocation)
}

/// How calls ended, after their results: `add(2, 40) = 42`.
pub(super) fn told(execution: &Execution) -> Vec<String> {
    let results = execution.captured.results.iter();
    let results = results.map(|result| match &result.value {
        Some(value) => format!("{} = {value}", result.call),
        None => result.call.clone(),
    });
    results.chain([execution.ending.to_string()]).collect()
}

/// What calls of a guest of our own suite come to.
pub(super) fn outcome(name: &str, calls: &[&str]) -> Vec<String> {
    told(&run(&mut Rig::in_memory(), &guest(name), &calling(calls)).unwrap())
}

/// Why calls cannot be made.
pub(super) fn fault(name: &str, calls: &[&str]) -> Cause {
    match run(&mut Rig::in_memory(), &guest(name), &calling(calls)) {
        Err(EngineError::Call(cause)) => *cause,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_result_is_captured_with_its_call_in_canonical_wave() {
    assert_eq!(
        outcome("names.wat", &["demo:math/ops@1.2.3.add( 2,40 )"]),
        ["demo:math/ops@1.2.3.add(2, 40) = 42", "returned"]
    );
    assert_eq!(
        outcome(
            "types.wat",
            &["same-point({y: 1.50e1, x: -7})", "same-perms({exec, read})"]
        ),
        [
            "same-point({x: -7, y: 15}) = {x: -7, y: 15}",
            "same-perms({read, exec}) = {read, exec}",
            "returned"
        ]
    );
}

#[test]
fn several_calls_share_one_instance() {
    assert_eq!(
        outcome(
            "names.wat",
            &[
                "ops.add(1, 2)",
                "total()",
                "ops.twice(5)",
                "total()",
                "reset()",
                "total()"
            ]
        ),
        [
            "ops.add(1, 2) = 3",
            "total() = 3",
            "ops.twice(5) = 10",
            "total() = 13",
            "reset()",
            "total() = 0",
            "returned"
        ]
    );
}

#[test]
fn a_name_may_leave_out_what_is_clear_without_it() {
    for (call, value) in [
        ("twice(5)", "11"),
        ("ops.twice(5)", "10"),
        ("demo:math/ops.twice(5)", "10"),
        ("demo:math/ops@1.2.3.twice(5)", "10"),
        ("demo:math/ops.twice@1.2.3(5)", "10"),
        ("more.add(1, 1)", "1002"),
        ("scale(5, some(3))", "15"),
        ("scale(5, 3)", "15"),
        ("scale(5, none)", "50"),
        ("scale(5)", "50"),
    ] {
        let told = outcome("names.wat", &[call]);
        assert!(
            told[0].ends_with(&format!(" = {value}")),
            "{call}: {told:?}"
        );
    }
    assert_eq!(
        outcome("names.wat", &["scale(5)"])[0],
        "scale(5, none) = 50"
    );
}

#[test]
fn handles_are_named_in_the_order_in_which_they_appear() {
    assert_eq!(
        outcome(
            "counters.wat",
            &[
                "counter(5)",
                "counter.increment($1)",
                "[method]counter.increment($1)",
                "counters.[static]counter.make(10)",
                "pair(1, 2)",
                "sum([$1, $2, $3, $4])",
                "look($4)",
                "consume($3)",
                "dropped()",
                "drop($1)",
                "dropped()",
                "pass(some($2))",
                "pass(none)",
                "counter.get($5)",
            ]
        ),
        [
            "counter(5) = $1",
            "counter.increment($1) = 6",
            "[method]counter.increment($1) = 7",
            "counters.[static]counter.make(10) = $2",
            "pair(1, 2) = ($3, $4)",
            "sum([$1, $2, $3, $4]) = 20",
            "look($4) = 2",
            "consume($3) = 1",
            "dropped() = 1",
            "drop($1)",
            "dropped() = 2",
            "pass(some($2)) = ok($5)",
            "pass(none) = err",
            "counter.get($5) = 10",
            "returned"
        ]
    );
}

#[test]
fn a_handle_that_was_given_away_is_the_runtimes_error() {
    for (call, shown) in [
        ("counter.get($1)", "counter.get($1)"),
        ("drop($1)", "drop($1)"),
    ] {
        for away in ["consume($1)", "drop($1)"] {
            let told = outcome("counters.wat", &["counter(5)", away, call]);
            assert_eq!(told.len(), 3, "{shown}: {told:?}");
            assert_eq!(told[2], "faulted: unknown handle index 1");
        }
    }
}

#[test]
fn async_exports_wait_on_the_clock_of_the_trial() {
    assert_eq!(
        outcome("tasks.wat", &["later(7, 3600000000000)", "at-once(8)"]),
        ["later(7, 3600000000000) = 7", "at-once(8) = 8", "returned"]
    );
}

#[test]
fn streams_and_futures_go_both_ways() {
    assert_eq!(
        outcome(
            "tasks.wat",
            &[
                "count(3)",
                "count(0)",
                "total(stream([1, 2, 3, 4, 5, 6, 250]))",
                "total(stream([]))",
                "promise(9)",
                "fulfil(future(11))",
            ]
        ),
        [
            "count(3) = stream([1, 2, 3])",
            "count(0) = stream([])",
            "total(stream([1, 2, 3, 4, 5, 6, 250])) = 271",
            "total(stream([])) = 0",
            "promise(9) = future(9)",
            "fulfil(future(11)) = 11",
            "returned"
        ]
    );
}

#[test]
fn numbers_go_in_and_out_of_a_core_module() {
    for (call, value) in [
        ("ready()", "1"),
        ("add(2, -40)", "-38"),
        ("add(0x10, -0x1)", "15"),
        ("add(4294967295, 2)", "1"),
        ("same64(0xffffffffffffffff)", "-1"),
        ("half(1.0)", "0.5"),
        ("half(nan)", "nan"),
        ("half(-inf)", "-inf"),
        ("half(-0)", "-0"),
        (
            "half(0.00000000000000000000000000000000000000000000001)",
            "0",
        ),
        ("root(2)", "1.4142135623730951"),
        ("root(-1)", "nan"),
        ("divide(7, 2)", "(3, 1)"),
    ] {
        let told = outcome("core/numbers.wat", &[call]);
        assert!(
            told[0].ends_with(&format!(" = {value}")),
            "{call}: {told:?}"
        );
        assert_eq!(told[1], "returned");
    }
    assert_eq!(
        outcome("core/numbers.wat", &["nothing()"]),
        ["nothing()", "returned"]
    );
    assert_eq!(
        outcome("core/numbers.wat", &["_initialize()", "ready()"]),
        ["_initialize()", "ready() = 1", "returned"]
    );
    assert_eq!(
        outcome(
            "core/numbers.wat",
            &["add(1, 2)", "divide(1, 0)", "add(3, 4)"]
        ),
        ["add(1, 2) = 3", "trapped: integer divide by zero"]
    );
}
