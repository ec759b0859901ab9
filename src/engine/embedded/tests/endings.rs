//! Every way in which a guest can stop.

use super::rig::Rig;
use super::rig::invocation;
use super::rig::limited;
use super::rig::p1;
use super::rig::stdout;
use crate::engine::Control;
use crate::model::execution::Ending;
use crate::model::execution::Stream;
use crate::model::limits::Limits;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

fn quick() -> Limits {
    Limits {
        timeout: Duration::from_millis(100),
        ..Limits::default()
    }
}

const HELLO: &str = r#"(data (i32.const 100) "hello\n")"#;

#[test]
fn a_command_that_returns_exited_zero() {
    let mut rig = Rig::new();
    let execution = rig.run(
        &p1(
            "(call $print (i32.const 1) (i32.const 100) (i32.const 6))",
            HELLO,
        ),
        &invocation(),
    );
    assert_eq!(execution.ending, Ending::Exited { code: 0 });
    assert_eq!(stdout(&execution), "hello\n");
    assert!(execution.evidence.linked && execution.evidence.entered);
    assert_eq!(execution.resources.output_bytes, 6);
    assert_eq!(execution.resources.peak_memory, 2 << 16);
}

#[test]
fn any_exit_code_is_data() {
    let mut rig = Rig::new();
    for code in [0, 3, 125, 126, 255, 256, i32::MAX, -1] {
        let text = p1(&format!("(call $exit (i32.const {code})) unreachable"), "");
        assert_eq!(
            rig.run(&text, &invocation()).ending,
            Ending::Exited { code }
        );
    }
}

#[test]
fn every_trap_is_named() {
    let mut rig = Rig::new();
    for (body, trap) in [
        ("unreachable", "unreachable"),
        (
            "(drop (i32.div_u (i32.const 1) (local.get $i)))",
            "integer divide by zero",
        ),
        (
            "(drop (i32.load (i32.const 0x7fffffff)))",
            "out of bounds memory access",
        ),
        (
            "(drop (i32.trunc_f32_u (f32.const nan)))",
            "invalid conversion to integer",
        ),
        ("(call $recurse)", "call stack exhausted"),
        (
            "(call_indirect (i32.const 7))",
            "undefined element: out of bounds table access",
        ),
    ] {
        let rest = "(table 1 funcref) (func $recurse (call $recurse))";
        match rig.run(&p1(body, rest), &invocation()).ending {
            Ending::Trapped {
                trap: found,
                frames,
            } => {
                assert_eq!(found, trap);
                assert!(!frames.is_empty() && frames.len() <= 5, "{frames:?}");
            }
            other => panic!("{body}: {other:?}"),
        }
    }
}

#[test]
fn frames_name_module_and_function() {
    let mut rig = Rig::new();
    let text = p1(
        "(call $outer)",
        "(func $outer (call $inner)) (func $inner unreachable)",
    );
    let ending = rig.run(&text, &invocation()).ending;
    assert_eq!(
        ending.frames(),
        [
            "guest.wat!inner",
            "guest.wat!outer",
            "guest.wat!<function 12>"
        ]
    );
}

#[test]
fn a_bad_pointer_is_a_fault_of_the_guest() {
    let mut rig = Rig::new();
    let text = p1(
        "(drop (call $fd_write (i32.const 1) (i32.const 3) (i32.const 1) (i32.const 8)))",
        "",
    );
    assert_eq!(
        rig.run(&text, &invocation()).ending.to_string(),
        "faulted: pointer not aligned to 4"
    );
}

#[test]
fn a_trap_in_the_start_function_is_the_guests() {
    let mut rig = Rig::new();
    let execution = rig.run(
        &p1("", "(func $boom unreachable) (start $boom)"),
        &invocation(),
    );
    assert_eq!(execution.ending.to_string(), "trapped: unreachable");
    assert!(execution.evidence.linked && !execution.evidence.entered);
}

#[test]
fn a_guest_that_spins_ends_at_its_deadline_with_frames() {
    let mut rig = Rig::new();
    let start = Instant::now();
    let text = p1("(call $spin)", "(func $spin (loop $l (br $l)))");
    match rig.run(&text, &limited(quick())).ending {
        Ending::TimedOut { frames } => assert_eq!(frames[0], "guest.wat!spin"),
        other => panic!("{other:?}"),
    }
    let spent = start.elapsed();
    assert!(spent >= Duration::from_millis(100) && spent < Duration::from_secs(5));
    // The seat goes on.
    let text = p1("(call $exit (i32.const 4))", "");
    assert_eq!(
        rig.run(&text, &limited(quick())).ending,
        Ending::Exited { code: 4 }
    );
}

#[test]
fn memory_beyond_the_limit_ends_the_guest() {
    let mut rig = Rig::new();
    let limits = Limits {
        memory: 4 << 20,
        ..Limits::default()
    };
    let grow = "(loop $l (drop (memory.grow (i32.const 16))) (br $l))";
    let execution = rig.run(&p1(grow, ""), &limited(limits));
    assert_eq!(execution.ending, Ending::OutOfMemory);
    assert!(execution.resources.peak_memory <= 4 << 20);
    // What it may not even begin with.
    let text = r#"(module (memory 100) (func (export "_start")))"#;
    assert_eq!(rig.run(text, &limited(limits)).ending, Ending::OutOfMemory);
    // All memories together.
    let text = r#"(module (memory 40) (memory 40) (func (export "_start")))"#;
    assert_eq!(rig.run(text, &limited(limits)).ending, Ending::OutOfMemory);
    // Its own maximum is its own business.
    let text = r#"(module (memory 1 2) (func (export "_start")
        (if (i32.ne (memory.grow (i32.const 100)) (i32.const -1)) (then unreachable))))"#;
    assert_eq!(
        rig.run(text, &limited(limits)).ending,
        Ending::Exited { code: 0 }
    );
}

#[test]
fn garbage_collected_memory_counts_too() {
    let mut rig = Rig::new();
    let text = r#"(module (type $cell (struct (field (ref null $cell)) (field i64)))
        (global $list (mut (ref null $cell)) (ref.null $cell))
        (func (export "_start")
          (loop $l (global.set $list (struct.new $cell (global.get $list) (i64.const 1))) (br $l))))"#;
    let limits = Limits {
        memory: 8 << 20,
        ..Limits::default()
    };
    assert_eq!(rig.run(text, &limited(limits)).ending, Ending::OutOfMemory);
}

#[test]
fn tables_and_instances_have_limits() {
    let mut rig = Rig::new();
    let limits = Limits {
        tables: 100,
        ..Limits::default()
    };
    let text = r#"(module (table 10 funcref) (func (export "_start")
        (loop $l (drop (table.grow (ref.null func) (i32.const 10))) (br $l))))"#;
    assert_eq!(
        rig.run(text, &limited(limits)).ending.to_string(),
        "faulted: table limit exceeded"
    );
    let limits = Limits {
        instances: 0,
        ..Limits::default()
    };
    assert_eq!(
        rig.run(text, &limited(limits)).ending.to_string(),
        "faulted: instance limit exceeded"
    );
}

#[test]
fn fuel_ends_a_guest_and_is_counted() {
    let mut rig = Rig::new();
    let limits = Limits {
        fuel: Some(1_000),
        ..Limits::default()
    };
    let execution = rig.run(&p1("(loop $l (br $l))", ""), &limited(limits));
    assert_eq!(execution.ending, Ending::OutOfFuel);
    assert_eq!(execution.resources.fuel, Some(1_000));
    let execution = rig.run(&p1("(drop (i32.const 1))", ""), &limited(limits));
    assert_eq!(execution.ending, Ending::Exited { code: 0 });
    assert!(
        execution
            .resources
            .fuel
            .is_some_and(|fuel| fuel > 0 && fuel < 10)
    );
    let execution = rig.run(&p1("", ""), &invocation());
    assert_eq!(execution.resources.fuel, None);
}

#[test]
fn a_flood_is_an_overflow_for_p1() {
    let mut rig = Rig::new();
    let limits = Limits {
        output: 10_000,
        ..Limits::default()
    };
    let flood = "(loop $l (call $print (i32.const 1) (i32.const 100) (i32.const 4000)) (br $l))";
    let execution = rig.run(&p1(flood, ""), &limited(limits));
    assert_eq!(execution.ending, Ending::OutputOverflow);
    assert!(execution.resources.output_bytes <= 10_000);
    // Exactly the limit is within it.
    let exact = "(call $print (i32.const 2) (i32.const 100) (i32.const 10000))
                 (call $print (i32.const 1) (i32.const 100) (i32.const 10000))";
    let execution = rig.run(&p1(exact, ""), &limited(limits));
    // One call of `fd_write` writes at most what its first buffer holds.
    assert_eq!(execution.ending, Ending::Exited { code: 0 });
    assert_eq!(execution.stream(Stream::Stderr).len(), 10_000);
}

#[test]
fn a_run_that_is_cancelled_ends_its_guests() {
    for body in [
        "(loop $l (br $l))",
        "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))",
    ] {
        let mut rig = Rig::new();
        let prepared = rig
            .prepare(&rig.program(&p1(
                body,
                "(data (i32.const 0) \"\\64\\00\\00\\00\\01\\00\\00\\00\")",
            )))
            .unwrap();
        let control = Control::default();
        let cancel = std::sync::Arc::clone(&control.cancel);
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            cancel.store(true, Ordering::Relaxed);
        });
        let start = Instant::now();
        let mut open = invocation();
        open.stdin = crate::model::invocation::Stdin::Open(Vec::new());
        let execution = rig.controlled(&prepared, &open, &control);
        killer.join().unwrap();
        assert_eq!(execution.ending, Ending::Cancelled, "{body}");
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn outputs_keep_the_order_of_their_writes() {
    let mut rig = Rig::new();
    let body = "(call $print (i32.const 1) (i32.const 100) (i32.const 1))
                (call $print (i32.const 2) (i32.const 101) (i32.const 1))
                (call $print (i32.const 1) (i32.const 102) (i32.const 1))";
    let execution = rig.run(&p1(body, HELLO), &invocation());
    let order: Vec<(Stream, &[u8])> = execution
        .output
        .iter()
        .map(|chunk| (chunk.stream, &*chunk.bytes))
        .collect();
    assert_eq!(
        order,
        [
            (Stream::Stdout, &b"h"[..]),
            (Stream::Stderr, b"e"),
            (Stream::Stdout, b"l")
        ]
    );
}

#[test]
fn trials_know_nothing_of_each_other() {
    let mut rig = Rig::new();
    // Memory, table and global are as new each time, although the pool keeps their pages.
    let text = p1(
        "(call $number (i64.extend_i32_u (i32.load (i32.const 70000))))
         (call $number (global.get $count))
         (call $number (i64.extend_i32_u (table.size)))
         (i32.store (i32.const 70000) (i32.const 1))
         (global.set $count (i64.const 1))
         (drop (table.grow (ref.null func) (i32.const 5)))",
        "(global $count (mut i64) (i64.const 0)) (table 1 funcref)",
    );
    let prepared = rig.prepare(&rig.program(&text)).unwrap();
    for _ in 0..5 {
        let execution = rig.execute(&prepared, &invocation()).unwrap();
        assert_eq!(stdout(&execution), "0\n0\n1\n");
    }
}

#[test]
fn nothing_of_the_process_reaches_a_guest() {
    let mut rig = Rig::new();
    let text = p1(
        "(drop (call $environ (i32.const 200) (i32.const 204)))
         (call $number (i64.extend_i32_u (i32.load (i32.const 200))))
         (drop (call $args (i32.const 200) (i32.const 204)))
         (call $number (i64.extend_i32_u (i32.load (i32.const 200))))
         (call $number (i64.extend_i32_u (i32.load (i32.const 204))))",
        "",
    );
    assert_eq!(stdout(&rig.run(&text, &invocation())), "0\n1\n6\n");
}
