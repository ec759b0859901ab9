//! Scripts that have to be stopped, their threads, and what a later run finds.

use super::rig::Rig;
use super::rig::spec;
use super::wast::SCRIPT;
use super::wast::directives;
use super::wast::lines;
use super::wast::passes;
use super::wast::run;
use super::wast::script;
use super::wast::told;
use crate::engine::Control;
use crate::engine::PrepareError;
use crate::engine::embedded::Compiler;
use crate::model::engine::Needs;
use crate::model::engine::Strategy;
use crate::model::event::Compiled;
use crate::model::execution::Ending;
use crate::model::execution::Execution;
use crate::model::invocation::Invocation;
use crate::model::limits::Limits;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Runs a script that does not end by itself.
fn cut(text: &str) -> Execution {
    let mut rig = Rig::in_memory();
    let prepared = rig.prepare_for(&script(&rig, text), SCRIPT).unwrap();
    let limits = Limits {
        timeout: Duration::from_millis(150),
        ..Limits::default()
    };
    let invocation = Invocation {
        limits,
        ..directives()
    };
    let execution = rig.execute(&prepared, &invocation).unwrap();
    assert_eq!(execution.ending, Ending::TimedOut { frames: Vec::new() });
    // The seat goes on.
    let after = run(&mut rig, "(module)");
    assert_eq!(told(&after.captured.directives), ["1 module passed"]);
    execution
}

const CUT: &str = "it did not end within the time limit";

#[test]
fn a_busy_directive_is_stopped() {
    let execution = cut(
        "(module (func (export \"f\") (loop (br 0))))\n(module (func (export \"g\") (loop (br 0))))\n\
         (invoke \"g\")\n(module)",
    );
    assert_eq!(
        told(&execution.captured.directives),
        [
            "1 module passed".to_owned(),
            "2 module passed".to_owned(),
            format!("3 invoke failed: {CUT}"),
        ]
    );
}

#[test]
fn a_trap_of_a_stopped_guest_is_no_answer() {
    let execution = cut(
        "(module (func (export \"f\") (loop (br 0))))\n(assert_trap (invoke \"f\") \"interrupt\")",
    );
    assert_eq!(
        told(&execution.captured.directives)[1],
        format!("2 assert_trap failed: {CUT}")
    );
}

#[test]
fn a_component_that_waits_for_ever_is_stopped() {
    let execution = cut(r#"(component
             (import "host" (instance $host (export "never-return" (func async))))
             (core func $never (canon lower (func $host "never-return")))
             (core module $m (import "" "never" (func $never)) (func (export "f") (call $never)))
             (core instance $i (instantiate $m (with "" (instance (export "never" (func $never))))))
             (func (export "f") async (canon lift (core func $i "f"))))
           (invoke "f")"#);
    let directives = told(&execution.captured.directives);
    assert_eq!(directives[0], "1 module passed");
    assert_eq!(directives.len(), 2);
    assert!(directives[1].ends_with(CUT), "{}", directives[1]);
}

/// A module that waits on its memory for ever.
const WAITS: &str = "(module $m (memory (export \"mem\") 1 1 shared)
  (func (export \"wait\") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))\n";

#[test]
fn a_guest_that_waits_on_its_memory_is_left_behind() {
    let execution = cut(&format!(
        "{WAITS}(assert_return (invoke \"wait\") (i32.const 0))\n(module)"
    ));
    assert_eq!(
        told(&execution.captured.directives),
        [
            "1 module passed".to_owned(),
            format!("3 assert_return failed: {CUT}"),
        ]
    );
}

#[test]
fn a_thread_that_never_ends_does_not_hang_the_run() {
    for body in [
        "(loop (br 0))",
        "(drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))",
    ] {
        let execution = cut(&format!(
            "(module $m (memory (export \"mem\") 1 1 shared))\n\
             (thread $T (shared (module $m))\n\
               (register \"m\" $m)\n\
               (module (import \"m\" \"mem\" (memory 1 1 shared)) (func (export \"f\") {body}))\n\
               (invoke \"f\"))\n\
             (module)\n\
             (wait $T)\n\
             (module)"
        ));
        assert_eq!(
            told(&execution.captured.directives),
            [
                "1 module passed".to_owned(),
                "2 thread passed".to_owned(),
                "3 register passed".to_owned(),
                "4 module passed".to_owned(),
                format!("5 invoke failed: {CUT}"),
                "6 module passed".to_owned(),
                format!("7 wait failed: {CUT}"),
            ]
        );
    }
}

#[test]
fn threads_share_a_memory_and_tell_their_directives_in_order() {
    let text = r#"(module $mem (memory (export "shared") 1 1 shared))
(thread $T1 (shared (module $mem))
  (register "mem" $mem)
  (module (memory (import "mem" "shared") 1 10 shared)
    (func (export "run") (i32.atomic.store (i32.const 0) (i32.const 42))))
  (invoke "run")
  (assert_return (invoke "none")))
(thread $T2 (shared (module $mem))
  (register "mem" $mem)
  (module (memory (import "mem" "shared") 1 1 shared)
    (func (export "run") (i32.atomic.store (i32.const 4) (i32.const 43))))
  (invoke "run"))
(wait $T1)
(wait $T2)
(wait $T3)
(register "mem" $mem)
(module (memory (import "mem" "shared") 1 1 shared)
  (func (export "sum") (result i32)
    (i32.add (i32.atomic.load (i32.const 0)) (i32.atomic.load (i32.const 4)))))
(assert_return (invoke "sum") (i32.const 85))"#;
    let once = lines(text);
    assert_eq!(once[11], "14 wait passed");
    assert_eq!(once[12], "15 wait failed: no thread `$T3` runs");
    assert_eq!(once[15], "20 assert_return passed");
    for _ in 0..5 {
        assert_eq!(lines(text), once);
    }
}

#[test]
fn a_thread_keeps_its_name_until_it_is_waited_for() {
    let told = lines(
        "(thread $T (module))\n(thread $T (module))\n(wait $T)\n(thread $T (module))\n(wait $T)",
    );
    assert_eq!(
        told,
        [
            "1 thread passed",
            "1 module passed",
            "2 thread failed: thread `$T` runs already",
            "3 wait passed",
            "4 thread passed",
            "4 module passed",
            "5 wait passed",
        ]
    );
}

#[test]
fn a_cancelled_script_ends() {
    let mut rig = Rig::in_memory();
    let text = "(module (func (export \"f\") (loop (br 0))))\n(invoke \"f\")";
    let prepared = rig.prepare_for(&script(&rig, text), SCRIPT).unwrap();
    let control = Control::default();
    control.cancel.store(true, Ordering::Relaxed);
    let execution = rig.controlled(&prepared, &directives(), &control);
    assert_eq!(execution.ending, Ending::Cancelled);
}

#[test]
fn memory_and_tables_have_limits() {
    let told = lines(
        "(module (memory 65536))\n\
         (module (memory 1) (func (export \"f\") (result i32) (memory.grow (i32.const 40000))))\n\
         (assert_return (invoke \"f\") (i32.const -1))\n\
         (assert_trap (invoke \"f\") \"memory\")\n\
         (module (table 2000000 funcref))\n\
         (module)",
    );
    assert_eq!(
        told,
        [
            "1 module failed: memory limit exceeded",
            "2 module passed",
            "3 assert_return failed: expected [i32:-1], got error \"memory limit exceeded\"",
            "4 assert_trap failed: expected trap \"memory\", got error \"memory limit exceeded\"",
            "5 module failed: table limit exceeded",
            "6 module passed",
        ]
    );
    passes(";;! hogs_memory = true\n(module (memory 65536))");
}

#[test]
fn fuel_is_counted_where_it_is_asked_for() {
    let mut rig = Rig::in_memory();
    let needs = Needs {
        fuel: true,
        ..SCRIPT
    };
    let text = "(module (func (export \"f\") (loop (br 0))))\n(assert_trap (invoke \"f\") \"all fuel consumed\")";
    let prepared = rig.prepare_for(&script(&rig, text), needs).unwrap();
    let limits = Limits {
        fuel: Some(1_000),
        ..Limits::default()
    };
    let invocation = Invocation {
        limits,
        ..directives()
    };
    let execution = rig.execute(&prepared, &invocation).unwrap();
    assert_eq!(
        told(&execution.captured.directives)[1],
        "2 assert_trap passed"
    );
}

#[test]
fn a_second_run_compiles_nothing_and_says_the_same() {
    let text = "(module (func (export \"f\") (result i32) (i32.const 1)))\n\
        (assert_return (invoke \"f\") (i32.const 2))\n\
        (assert_invalid (module (func (result i32))) \"type mismatch\")\n\
        (assert_malformed (module quote \"(func\") \"expected\")\n\
        (component)\n(nonsense)\n(module)";
    let mut first = Rig::new();
    let program = script(&first, text);
    let prepared = first.prepare_for(&program, SCRIPT).unwrap();
    assert_eq!(prepared.compiled, Some(Compiled::Fresh));
    let cold = first.execute(&prepared, &directives()).unwrap();
    let mut second = Rig::in_dir(&spec(Strategy::Cranelift, &[]), first.dir, Compiler::Off);
    let prepared = second.prepare_for(&program, SCRIPT).unwrap();
    assert_eq!(
        (prepared.compiled, prepared.compile_us),
        (Some(Compiled::Cache), 0)
    );
    assert!(prepared.code_bytes > 0);
    let warm = second.execute(&prepared, &directives()).unwrap();
    assert_eq!(warm.captured, cold.captured);
    let directives = told(&warm.captured.directives);
    assert_eq!(directives.len(), 7);
    assert!(
        directives[5].starts_with("6 nonsense failed: "),
        "{directives:#?}"
    );
    let memory = run(&mut Rig::in_memory(), text);
    assert_eq!(memory.captured, cold.captured);
}

#[test]
fn without_a_compiler_only_sealed_scripts_run() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::in_dir(&spec(Strategy::Cranelift, &[]), dir, Compiler::Off);
    let refused = rig.prepare_for(&script(&rig, "(module)"), SCRIPT);
    assert!(matches!(refused, Err(PrepareError::CompilerOff { .. })));
}

#[test]
fn altered_scripts_are_refused() {
    let rig = Rig::new();
    let program = script(&rig, "(module)");
    crate::files::write_atomic(&program.main.path, b"(module) (module)").unwrap();
    let refused = rig.prepare_for(&program, SCRIPT);
    assert!(matches!(refused, Err(PrepareError::Altered { .. })));
}
