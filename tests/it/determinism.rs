//! Two runs give the same documents, and a case that cannot is found out.

use crate::harness::HELLO;
use crate::harness::Harness;
use std::fs;

/// Prints sixteen random letters.
const RANDOM: &str = r#"(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start") (local $at i32)
    (drop (call $random (i32.const 100) (i32.const 16)))
    (local.set $at (i32.const 100))
    (loop $more
      (i32.store8 (local.get $at) (i32.add (i32.const 97) (i32.and (i32.load8_u (local.get $at)) (i32.const 15))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $at) (i32.const 116))))
    (i32.store8 (i32.const 116) (i32.const 10))
    (i32.store (i32.const 0) (i32.const 100))
    (i32.store (i32.const 4) (i32.const 17))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20)))))"#;

/// Prints the time, then traps in a function of its own.
const CLOCK: &str = r#"(module
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $deep unreachable)
  (func (export "_start")
    (drop (call $time (i32.const 0) (i64.const 1) (i32.const 104)))
    (i32.store (i32.const 0) (i32.const 104))
    (i32.store (i32.const 4) (i32.const 8))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20)))
    call $deep))"#;

fn tree(manifest: &str) -> Harness {
    Harness::with_root()
        .file("suites/demo/wassay.toml", manifest)
        .file("suites/demo/clock.wat", CLOCK)
        .file("suites/demo/hello.wat", HELLO)
        .file("suites/demo/random.wat", RANDOM)
}

/// Every snapshot with its text.
fn snapshots(tree: &Harness) -> Vec<(String, String)> {
    let dir = tree.tree().join("snapshots/demo");
    let names = fs::read_dir(dir)
        .expect("there are snapshots")
        .map(|entry| entry.expect("it is ours").file_name());
    let mut found: Vec<(String, String)> = names
        .map(|name| name.to_string_lossy().into_owned())
        .map(|name| (name.clone(), tree.read(&format!("snapshots/demo/{name}"))))
        .collect();
    found.sort();
    found
}

/// The line of a diff that begins with a sign and ends with a remark: the letters between.
fn letters<'a>(said: &'a str, sign: char, remark: &str) -> &'a str {
    let start = format!("│ {sign} | ");
    let line = said
        .lines()
        .find(|line| line.contains(&start) && line.ends_with(remark))
        .unwrap_or_else(|| panic!("no line `{sign}` with `{remark}` in\n{said}"));
    let from = line.find(&start).map_or(0, |at| at + start.len());
    line[from..line.len() - remark.len()].trim_end()
}

#[test]
fn real_random_numbers_are_found_out_and_the_first_difference_is_shown() {
    let manifest =
        "[[case]]\ncommand = \"*.wat\"\n[[case]]\ncommand = \"random.wat\"\nrandom = \"real\"\n";
    // With and without a snapshot: a diff against that would say something else.
    for accepted in [false, true] {
        let tree = tree(manifest);
        if accepted {
            tree.wassay(&["run", "--update", "accept"]).exits(0);
        }
        let output = tree
            .wassay(&["run", "--check-determinism", "--update", "accept"])
            .exits(1)
            .says("FAIL demo/random")
            .says("2 passed, 1 failed");
        let first = letters(&output.stderr, '-', "(first run)");
        let second = letters(&output.stderr, '+', "(second run: not deterministic)");
        assert_eq!((first.len(), second.len()), (16, 16), "{}", output.stderr);
        assert_ne!(first, second);
        assert_eq!(tree.has("snapshots/demo/random.snap"), accepted);
        assert!(!tree.has("snapshots/demo/random.snap.new"));
    }
}

#[test]
fn seeded_random_numbers_and_the_virtual_clock_repeat() {
    let tree = tree("");
    tree.wassay(&["run", "--update", "accept", "--check-determinism"])
        .exits(0)
        .says("3 passed");
    tree.wassay(&["run", "--check-determinism"])
        .exits(0)
        .says("3 passed");
}

#[test]
fn jobs_place_zone_locale_and_debugging_variables_change_no_document() {
    let one = tree("");
    one.wassay(&["run", "--update", "accept", "-j", "1"])
        .exits(0);
    let variables = [
        ("RUST_BACKTRACE", "full"),
        ("RUST_LOG", "trace"),
        ("WASMTIME_BACKTRACE_DETAILS", "1"),
        ("WASMTIME_LOG", "trace"),
        ("TZ", "Asia/Kathmandu"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("COLUMNS", "40"),
    ];
    let two = variables
        .into_iter()
        .fold(tree(""), |tree, (name, value)| tree.env(name, value));
    two.wassay(&["run", "--update", "accept", "-j", "2"])
        .exits(0);
    assert_eq!(snapshots(&one), snapshots(&two));
    assert_eq!(snapshots(&one).len(), 3);
    let trap = &snapshots(&one)[0].1;
    assert!(trap.contains("\ntrapped: unreachable\n"), "{trap}");
}
