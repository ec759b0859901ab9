//! Core modules linked before the main one.

use super::rig::Rig;
use super::rig::invocation;
use super::rig::stdout;
use crate::engine::PrepareError;
use crate::model::cause::Cause;
use crate::model::execution::Ending;
use crate::model::execution::Execution;
use crate::model::program::Program;

fn program(rig: &Rig, preloads: &[(&str, &str)], main: &str) -> Program {
    Program {
        main: rig.file("main.wat", main.as_bytes()),
        preloads: preloads
            .iter()
            .map(|(name, text)| {
                let file = rig.file(&format!("{name}.wat"), text.as_bytes());
                ((*name).to_owned(), file)
            })
            .collect(),
    }
}

fn run(rig: &mut Rig, preloads: &[(&str, &str)], main: &str) -> Execution {
    let program = program(rig, preloads, main);
    let prepared = rig.prepare(&program).unwrap();
    // Twice: nothing of a preload may live on.
    rig.execute(&prepared, &invocation()).unwrap();
    rig.execute(&prepared, &invocation()).unwrap()
}

fn refusal(rig: &Rig, preloads: &[(&str, &str)], main: &str) -> Cause {
    match rig.prepare(&program(rig, preloads, main)) {
        Err(PrepareError::Refused(cause)) => *cause,
        other => panic!("{other:?}"),
    }
}

const LIBRARY: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (global $count (mut i32) (i32.const 0))
  (data (i32.const 100) "x")
  (func (export "_initialize") (global.set $count (i32.add (global.get $count) (i32.const 1))))
  (func (export "count") (result i32) (global.get $count))
  (func (export "print")
    (i32.store (i32.const 0) (i32.const 100)) (i32.store (i32.const 4) (i32.const 1))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#;

#[test]
fn a_reactor_is_initialized_once_a_trial() {
    let mut rig = Rig::new();
    let main = r#"(module
      (import "library" "count" (func $count (result i32)))
      (import "library" "print" (func $print))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (func (export "_start") (call $print) (call $exit (call $count))))"#;
    let execution = run(&mut rig, &[("library", LIBRARY)], main);
    assert_eq!(execution.ending, Ending::Exited { code: 1 });
    assert_eq!(stdout(&execution), "x");
}

/// Host functions look at the memory of the module that calls them; a shim without one hands on its preload's.
#[test]
fn a_shim_may_export_the_memory_of_its_preload() {
    let mut rig = Rig::new();
    let main = r#"(module
      (import "library" "memory" (memory 1))
      (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
      (export "memory" (memory 0))
      (func (export "_start")
        (i32.store (i32.const 0) (i32.const 100)) (i32.store (i32.const 4) (i32.const 1))
        (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#;
    let execution = run(&mut rig, &[("library", LIBRARY)], main);
    assert_eq!(stdout(&execution), "x");
}

#[test]
fn a_later_preload_uses_an_earlier_one() {
    let mut rig = Rig::new();
    let second = r#"(module (import "first" "seven" (func $seven (result i32)))
      (func (export "eight") (result i32) (i32.add (call $seven) (i32.const 1))))"#;
    let first = r#"(module (func (export "seven") (result i32) (i32.const 7)))"#;
    let main = r#"(module
      (import "second" "eight" (func $eight (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (func (export "_start") (call $exit (call $eight))))"#;
    let execution = run(&mut rig, &[("first", first), ("second", second)], main);
    assert_eq!(execution.ending, Ending::Exited { code: 8 });
    let cause = refusal(&rig, &[("second", second), ("first", first)], main);
    assert_eq!(
        cause.message(),
        "`second.wat` imports `first.seven`, which nothing here provides"
    );
}

#[test]
fn a_preload_that_lacks_an_export_is_named() {
    let rig = Rig::new();
    let main = r#"(module (import "library" "sing" (func)) (func (export "_start")))"#;
    let cause = refusal(&rig, &[("library", LIBRARY)], main);
    assert_eq!(cause.code, "unmet-import");
    assert_eq!(
        cause.hint.as_deref(),
        Some("preload `library` does not export `sing`")
    );
}

#[test]
fn an_export_of_another_type_is_refused_when_it_is_linked() {
    let mut rig = Rig::new();
    let main = r#"(module (import "library" "count" (func (param i64))) (func (export "_start")))"#;
    let execution = run(&mut rig, &[("library", LIBRARY)], main);
    match execution.ending {
        Ending::Refused { message } => assert!(message.contains("library"), "{message}"),
        other => panic!("{other:?}"),
    }
    assert!(!execution.evidence.linked && !execution.evidence.entered);
}

#[test]
fn a_trap_while_a_preload_starts_is_the_guests() {
    let mut rig = Rig::new();
    let library = r#"(module (func (export "_initialize") unreachable))"#;
    let main = r#"(module (func (export "_start")))"#;
    let execution = run(&mut rig, &[("library", library)], main);
    assert_eq!(execution.ending.to_string(), "trapped: unreachable");
    assert!(!execution.evidence.entered);
}
