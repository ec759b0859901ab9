//! What a trial costs beside its guest. Run by hand: `cargo test --release -- --ignored what_a_trial_costs --nocapture`.

use super::component::p2;
use super::component::p3;
use super::http;
use super::rig::Rig;
use super::rig::invocation;
use super::rig::p1;
use crate::model::engine::Needs;
use crate::model::execution::Ending;
use crate::model::invocation::Invocation;
use crate::model::program::Program;
use std::io::Write as _;
use std::time::Duration;
use std::time::Instant;

#[test]
#[ignore = "measures, and prints what it measured"]
fn what_a_trial_costs() {
    let text = p1(
        "(call $print (i32.const 1) (i32.const 100) (i32.const 1))",
        "",
    );
    let guests = [
        (
            "p1 noop",
            wat::parse_str("(module (memory (export \"memory\") 1) (func (export \"_start\")))")
                .unwrap(),
        ),
        ("p1 hello", wat::parse_str(text).unwrap()),
        (
            "p1 exit",
            wat::parse_str(p1("(call $exit (i32.const 3))", "")).unwrap(),
        ),
        ("p1 trap", wat::parse_str(p1("unreachable", "")).unwrap()),
        ("p2 noop", p2("(i32.const 0)")),
        (
            "p2 hello",
            p2(
                "(call $write (call $stdout) (i32.const 100) (i32.const 1) (i32.const 64)) (i32.const 0)",
            ),
        ),
        ("p3 noop", p3("(i32.const 0)")),
        (
            "p3 hello",
            p3("(call $write_out (i32.const 100) (i32.const 1)) (i32.const 0)"),
        ),
    ];
    measure(&guests, &invocation());
}

#[test]
#[ignore = "measures, and prints what it measured"]
fn what_a_request_costs() {
    let guests = [
        (
            "p2 handler",
            http::p2(
                "(call $reply (local.get $out) (i32.const 200) (i32.const 256) (i32.const 5))",
                http::HELLO,
            ),
        ),
        (
            "p3 handler",
            http::p3(
                "(call $reply (i32.const 200) (i32.const 256) (i32.const 5))",
                http::HELLO,
            ),
        ),
    ];
    measure(&guests, &http::asking(vec![http::get()]));
}

fn measure(guests: &[(&str, Vec<u8>)], invocation: &Invocation) {
    let mut rig = Rig::new();
    for (name, bytes) in guests {
        let program = Program {
            main: rig.file("guest.wasm", bytes),
            preloads: Vec::new(),
        };
        let needs = Needs {
            entry: invocation.task.entry(),
            ..Needs::default()
        };
        let prepared = rig.prepare_for(&program, needs).unwrap();
        let mut best = Duration::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            for _ in 0..5_000 {
                let execution = rig.execute(&prepared, invocation).unwrap();
                assert!(!matches!(execution.ending, Ending::Refused { .. }));
            }
            best = best.min(start.elapsed() / 5_000);
        }
        writeln!(std::io::stderr(), "{name}: {best:?}").unwrap();
    }
}
