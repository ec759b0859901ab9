//! Scripts of core modules: every directive, holding and not.

use super::rig::Rig;
use super::rig::invocation;
use super::rig::spec;
use crate::engine::PrepareError;
use crate::engine::Prepared;
use crate::model::captured::Directive;
use crate::model::captured::DirectiveOutcome;
use crate::model::cause::Cause;
use crate::model::engine::EngineSpec;
use crate::model::engine::Needs;
use crate::model::engine::Strategy;
use crate::model::execution::Ending;
use crate::model::execution::Execution;
use crate::model::invocation::Entry;
use crate::model::invocation::Invocation;
use crate::model::invocation::Task;
use crate::model::program::Program;

/// What a script needs.
pub(super) const SCRIPT: Needs = Needs {
    fuel: false,
    entry: Entry::Script,
};

pub(super) fn script(rig: &Rig, text: &str) -> Program {
    Program {
        main: rig.file("x.wast", text.as_bytes()),
        preloads: Vec::new(),
    }
}

pub(super) fn directives() -> Invocation {
    Invocation {
        task: Task::Directives,
        ..invocation()
    }
}

pub(super) fn run(rig: &mut Rig, text: &str) -> Execution {
    let program = script(rig, text);
    let prepared = rig.prepare_for(&program, SCRIPT).unwrap();
    rig.execute(&prepared, &directives()).unwrap()
}

/// Each directive as people see it.
pub(super) fn told(directives: &[Directive]) -> Vec<String> {
    directives
        .iter()
        .map(|directive| {
            let Directive {
                line,
                kind,
                outcome,
                message,
            } = directive;
            match message {
                None => format!("{line} {kind} {outcome}"),
                Some(message) => format!("{line} {kind} {outcome}: {message}"),
            }
        })
        .collect()
}

/// Runs a script on the default engine to its end.
pub(super) fn lines(text: &str) -> Vec<String> {
    let execution = run(&mut Rig::in_memory(), text);
    assert_eq!(execution.ending, Ending::Returned);
    told(&execution.captured.directives)
}

/// Runs a script in which everything holds.
#[track_caller]
pub(super) fn passes(text: &str) {
    let execution = run(&mut Rig::in_memory(), text);
    assert_eq!(execution.ending, Ending::Returned);
    let directives = execution.captured.directives;
    let bad = directives
        .iter()
        .any(|directive| directive.outcome != DirectiveOutcome::Passed);
    assert!(!bad && !directives.is_empty(), "{:#?}", told(&directives));
}

pub(super) fn refusal(spec: &EngineSpec, text: &str) -> Cause {
    let rig = Rig::of(spec);
    let prepared: Result<Prepared, PrepareError> = rig.prepare_for(&script(&rig, text), SCRIPT);
    match prepared {
        Err(PrepareError::Refused(cause)) => *cause,
        other => panic!("{other:?}"),
    }
}

const MATH: &str = r#"(module $m
  (global (export "g") i32 (i32.const 7))
  (memory (export "mem") 1)
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "div") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "deep") (call 2))
  (func (export "nan") (result f32) (f32.const nan:0x400001))
  (func (export "two") (result i64 f64) (i64.const -1) (f64.const 1.5))
  (func (export "none")))
"#;

fn with_math(rest: &str) -> String {
    format!("{MATH}{rest}")
}

#[test]
fn values_are_compared() {
    passes(&with_math(
        r#"(assert_return (invoke "add" (i32.const 1) (i32.const 2)) (i32.const 3))
           (assert_return (invoke $m "two") (i64.const -1) (f64.const 1.5))
           (assert_return (get "g") (i32.const 7))
           (assert_return (get $m "g") (i32.const 7))
           (assert_return (invoke "nan") (f32.const nan:arithmetic))
           (assert_return (invoke "add" (i32.const 1) (i32.const 2))
             (either (i32.const 4) (i32.const 3)))
           (assert_return (invoke "none"))
           (invoke "none")"#,
    ));
    let told = lines(&with_math(
        "(assert_return (invoke \"add\" (i32.const 1) (i32.const 2)) (i32.const 4))\n\
         (assert_return (invoke \"two\") (i64.const -1))\n\
         (assert_return (get \"g\") (i32.const 8))\n\
         (assert_return (invoke \"nan\") (f32.const nan:canonical))\n\
         (assert_return (invoke \"div\" (i32.const 1) (i32.const 0)) (i32.const 1))\n\
         (assert_return (invoke \"add\" (i32.const 1)) (i32.const 1))\n\
         (assert_return (invoke \"nothing\"))\n\
         (assert_return (get \"nothing\"))\n\
         (assert_return (invoke $other \"add\"))\n\
         (assert_return (get \"add\"))\n\
         (invoke \"div\" (i32.const 1) (i32.const 0))",
    ));
    assert_eq!(
        told[1..],
        [
            "10 assert_return failed: expected [i32:4], got [i32:3]",
            "11 assert_return failed: expected [i64:-1], got [i64:-1, f64:1.5]",
            "12 assert_return failed: expected [i32:8], got [i32:7]",
            "13 assert_return failed: expected [f32:nan:canonical], got [f32:nan(0x7fc00001)]",
            "14 assert_return failed: expected [i32:1], got trap \"integer divide by zero\"",
            "15 assert_return failed: expected [i32:1], got error \"expected 2 arguments, got 1\"",
            "16 assert_return failed: the module exports no `nothing`",
            "17 assert_return failed: the module exports no `nothing`",
            "18 assert_return failed: `$other` exports no `add`",
            "19 assert_return failed: `add` is no global",
            "20 invoke failed: integer divide by zero",
        ]
    );
}

#[test]
fn traps_are_compared() {
    passes(&with_math(
        r#"(assert_trap (invoke "div" (i32.const 1) (i32.const 0)) "integer divide by zero")
           (assert_exhaustion (invoke "deep") "call stack exhausted")
           (assert_trap (module (func unreachable) (start 0)) "unreachable")"#,
    ));
    let told = lines(&with_math(
        "(assert_trap (invoke \"add\" (i32.const 1) (i32.const 0)) \"integer divide by zero\")\n\
         (assert_trap (invoke \"div\" (i32.const 1) (i32.const 0)) \"unreachable\")\n\
         (assert_exhaustion (invoke \"none\") \"call stack exhausted\")\n\
         (assert_trap (module (func unreachable) (start 0)) \"out of bounds\")\n\
         (assert_trap (module (func) (start 0)) \"unreachable\")",
    ));
    assert_eq!(
        told[1..],
        [
            "10 assert_trap failed: expected trap \"integer divide by zero\", got [i32:1]",
            "11 assert_trap failed: expected trap \"unreachable\", got trap \"integer divide by zero\"",
            "12 assert_exhaustion failed: expected exhaustion \"call stack exhausted\", got []",
            "13 assert_uninstantiable failed: expected trap \"out of bounds\", got trap \"wasm `unreachable` instruction executed\"",
            "14 assert_uninstantiable failed: expected trap \"unreachable\", got an instance",
        ]
    );
}

#[test]
fn rejections_are_compared() {
    passes(
        r#"(assert_invalid (module (func (result i32))) "type mismatch")
           (assert_malformed (module quote "(func (result i33))") "unexpected token")
           (assert_malformed (module binary "\00asm\0e\00\00\00") "unknown binary version")
           (assert_unlinkable (module (import "a" "b" (func))) "unknown import")"#,
    );
    let told = lines(
        "(assert_invalid (module (func (result i32) (i32.const 1))) \"type mismatch\")\n\
         (assert_invalid (module (func (result i32))) \"no such words\")\n\
         (assert_malformed (module quote \"(func)\") \"unexpected token\")\n\
         (assert_malformed (module binary \"\\00asm\\01\\00\\00\\00\") \"unknown binary version\")\n\
         (assert_unlinkable (module) \"unknown import\")\n\
         (assert_unlinkable (module (import \"a\" \"b\" (func))) \"incompatible\")\n\
         (assert_invalid (component (core module)) \"x\")",
    );
    let starts = [
        "1 assert_invalid failed: the module was accepted",
        "2 assert_invalid failed: expected \"no such words\", got \"failed to compile: ",
        "3 assert_malformed failed: the module was accepted",
        "4 assert_malformed failed: the module was accepted",
        "5 assert_unlinkable failed: it was linked",
        "6 assert_unlinkable failed: expected \"incompatible\", got \"unknown import: `a::b` has not been defined\"",
        "7 assert_invalid failed: the component was accepted",
    ];
    assert_eq!(told.len(), starts.len());
    for (line, start) in told.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}\n{start}");
    }
}

#[test]
fn words_of_a_rejection_are_free_in_suites_of_the_specification() {
    let told = lines(
        ";;! spec_test = true\n\
         (assert_invalid (module (func (result i32))) \"no such words\")\n\
         (assert_invalid (module) \"no such words\")",
    );
    assert_eq!(
        told,
        [
            "2 assert_invalid passed",
            "3 assert_invalid failed: the module was accepted"
        ]
    );
}

#[test]
fn custom_sections_are_asked_as_far_as_that_goes() {
    let told = lines(
        "(assert_malformed_custom (module quote \"(@name)\") \"x\")\n\
         (assert_invalid_custom (module quote \"(func)\") \"x\")",
    );
    assert_eq!(
        told,
        [
            "1 assert_malformed_custom passed",
            "2 assert_invalid_custom failed: the module was accepted: this engine does not read custom sections"
        ]
    );
}

#[test]
fn exceptions_are_seen() {
    let module = "(module (tag $e) (func (export \"throw\") (throw $e)) (func (export \"not\")))\n";
    passes(&format!("{module}(assert_exception (invoke \"throw\"))"));
    let told = lines(&format!(
        "{module}(assert_exception (invoke \"not\"))\n\
         (assert_return (invoke \"throw\"))\n(invoke \"throw\")\n(assert_trap (invoke \"throw\") \"unreachable\")"
    ));
    assert_eq!(
        told[1..],
        [
            "2 assert_exception failed: expected an exception, got []",
            "3 assert_return failed: expected [], got an exception",
            "4 invoke failed: it threw an exception",
            "5 assert_trap failed: expected trap \"unreachable\", got an exception",
        ]
    );
}

#[cfg(all(target_arch = "x86_64", unix))]
#[test]
fn suspensions_are_seen() {
    let module = ";;! stack_switching = true\n\
        (module (tag $t) (func (export \"suspend\") (suspend $t)) (func (export \"not\")))\n";
    passes(&format!(
        "{module}(assert_suspension (invoke \"suspend\") \"unhandled\")"
    ));
    let told = lines(&format!(
        "{module}(assert_suspension (invoke \"not\") \"unhandled\")"
    ));
    assert_eq!(
        told[1..],
        ["3 assert_suspension failed: expected a suspension, got []"]
    );
}

#[test]
fn modules_are_defined_instantiated_and_registered() {
    passes(
        r#"(module definition $d
             (global $g (mut i32) (i32.const 0))
             (func (export "next") (result i32)
               (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))
           (module instance $a $d)
           (module instance $b $d)
           (assert_return (invoke $a "next") (i32.const 1))
           (assert_return (invoke $a "next") (i32.const 2))
           (assert_return (invoke $b "next") (i32.const 1))
           (register "a" $a)
           (module (import "a" "next" (func $next (result i32)))
             (func (export "more") (result i32) (call $next)))
           (assert_return (invoke "more") (i32.const 3))
           (register "last")
           (module (import "last" "more" (func (result i32))))
           (module quote "(func (export \"f\") (result i32) (i32.const 9))")
           (assert_return (invoke "f") (i32.const 9))"#,
    );
    let told = lines(
        "(register \"x\")\n(module instance $a $none)\n(module instance)\n(register \"x\" $none)\n(invoke \"f\")",
    );
    assert_eq!(
        told,
        [
            "1 register failed: there is no instance yet",
            "2 module instance failed: no module `$none` is defined",
            "3 module instance failed: no module is defined",
            "4 register failed: no instance `$none` is there",
            "5 invoke failed: there is no instance yet",
        ]
    );
}

#[test]
fn what_rests_on_a_failed_module_is_skipped() {
    let told = lines(
        "(module $m (import \"a\" \"b\" (func)) (func (export \"f\")))\n\
         (assert_return (invoke \"f\"))\n\
         (assert_return (invoke $m \"f\"))\n\
         (register \"m\" $m)\n\
         (module definition $d (func (result i32)))\n\
         (module instance $d)\n\
         (module (func (export \"f\")))\n\
         (assert_return (invoke \"f\"))",
    );
    assert_eq!(
        told[..4],
        [
            "1 module failed: unknown import: `a::b` has not been defined",
            "2 assert_return skipped: the module at line 1 failed",
            "3 assert_return skipped: the module at line 1 failed",
            "4 register skipped: the module at line 1 failed",
        ]
    );
    assert!(told[4].starts_with("5 module definition failed: failed to compile"));
    assert_eq!(told[6..], ["7 module passed", "8 assert_return passed"]);
}

#[test]
fn spectest_is_there() {
    passes(
        r#"(module
             (import "spectest" "print_i32" (func $print (param i32)))
             (import "spectest" "print_f64_f64" (func (param f64 f64)))
             (import "spectest" "global_i32" (global $g i32))
             (import "spectest" "memory" (memory 1 2))
             (import "spectest" "table" (table 10 20 funcref))
             (import "spectest" "table64" (table i64 10 20 funcref))
             (import "wasmtime" "gc" (func $gc))
             (func (export "g") (result i32) (call $gc) (call $print (i32.const 1)) (global.get $g)))
           (assert_return (invoke "g") (i32.const 666))
           (module (import "spectest" "shared_memory" (memory 1 1 shared)))"#,
    );
}

#[test]
fn references_and_vectors_are_compared() {
    passes(
        r#"(module
             (func (export "extern") (param externref) (result externref) (local.get 0))
             (func (export "any") (param anyref) (result anyref) (local.get 0))
             (func (export "func") (result funcref) (ref.func 0))
             (func (export "i31") (result anyref) (ref.i31 (i32.const 1)))
             (func (export "v") (result v128) (v128.const i16x8 1 2 3 4 5 6 7 8))
             (elem declare func 0))
           (assert_return (invoke "extern" (ref.extern 3)) (ref.extern 3))
           (assert_return (invoke "extern" (ref.null extern)) (ref.null extern))
           (assert_return (invoke "extern" (ref.null extern)) (ref.null))
           (assert_return (invoke "any" (ref.host 5)) (ref.host 5))
           (assert_return (invoke "func") (ref.func))
           (assert_return (invoke "i31") (ref.i31))
           (assert_return (invoke "v") (v128.const i16x8 1 2 3 4 5 6 7 8))"#,
    );
    let told = lines(
        "(module (func (export \"e\") (param externref) (result externref) (local.get 0))\n\
           (func (export \"v\") (result v128) (v128.const i16x8 1 2 3 4 5 6 7 8)))\n\
         (assert_return (invoke \"e\" (ref.extern 3)) (ref.extern 4))\n\
         (assert_return (invoke \"e\" (ref.null extern)) (ref.extern 4))\n\
         (assert_return (invoke \"v\") (v128.const i16x8 1 2 3 4 5 6 7 9))\n\
         (assert_return (invoke \"e\" (str.const \"x\")))",
    );
    assert_eq!(
        told[1..],
        [
            "3 assert_return failed: expected [externref:4], got [externref:3]",
            "4 assert_return failed: expected [externref:4], got [externref:null]",
            "5 assert_return failed: expected [v128:i16x8 1 2 3 4 5 6 7 9], got [v128:i16x8 1 2 3 4 5 6 7 8]",
            "6 assert_return failed: a value of a component cannot be passed here",
        ]
    );
}

#[test]
fn a_fault_half_way_leaves_the_rest() {
    let told = lines(
        "(module (func (export \"f\")))\n(assert_return (invoke \"f\"))\n(assert_return (invok \"f\"))\n\
         (module (func (call $none)))\n(assert_return (invoke \"f\"))\n(assert_return (invoke \"f\")",
    );
    assert_eq!(told.len(), 6);
    assert_eq!(told[..2], ["1 module passed", "2 assert_return passed"]);
    assert!(
        told[2].starts_with("3 assert_return failed: unexpected token, expected"),
        "{}",
        told[2]
    );
    assert!(
        told[3].starts_with("4 module failed: unknown func: failed to find name `$none`"),
        "{}",
        told[3]
    );
    assert_eq!(told[4], "5 assert_return passed");
    assert!(
        told[5].starts_with("6 assert_return failed: expected `)`"),
        "{}",
        told[5]
    );
}

#[test]
fn a_script_without_directives_is_refused() {
    let cause = refusal(&spec(Strategy::Cranelift, &[]), ";; nothing\n");
    assert_eq!(cause.code, "empty-script");
    assert_eq!(
        cause.message(),
        "`x.wast` has no directive: nothing is asked"
    );
}

#[test]
fn a_feature_that_an_engine_lacks_is_named() {
    let mut winch = spec(Strategy::Winch, &[]);
    winch.name = "winch".to_owned();
    let cause = refusal(&winch, ";;! simd = true\n;;! gc = true\n(module)");
    assert_eq!(
        (cause.code.as_str(), cause.message()),
        (
            "feature",
            "`x.wast` needs `gc`, which engine `winch` does not have"
        )
    );
    let cause = refusal(&winch, ";;! time_travel = true\n(module)");
    assert_eq!(
        cause.message(),
        "`x.wast` needs `time-travel`, which engine `winch` does not have"
    );
    let cause = refusal(&winch, ";;! gc = maybe\n(module)");
    assert_eq!(cause.code, "script-header");
}

#[test]
fn a_header_switches_features() {
    let text = "(module (memory 1 (pagesize 1)))";
    let told = lines(text);
    assert!(told[0].starts_with("1 module failed: "), "{}", told[0]);
    passes(&format!(";;! custom_page_sizes = true\n{text}"));
    let told = lines(";;! threads = false\n(module (memory 1 1 shared))");
    assert!(told[0].starts_with("2 module failed: "), "{}", told[0]);
}

#[test]
fn scripts_that_are_no_text_are_refused() {
    let rig = Rig::in_memory();
    let program = Program {
        main: rig.file("x.wast", b"(module) \xff"),
        preloads: Vec::new(),
    };
    let Err(PrepareError::Refused(cause)) = rig.prepare_for(&program, SCRIPT) else {
        panic!("it was taken");
    };
    assert_eq!(cause.message(), "`x.wast` is not UTF-8 at byte 9");
}
