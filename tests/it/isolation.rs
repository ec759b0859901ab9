//! Nothing of the machine reaches a guest, and a guest that misbehaves hurts no neighbour.

use crate::harness::HELLO;
use crate::harness::Harness;

/// Prints the environment's size, the number of preopened directories and what opening a host path gives.
const NOSY: &str = r#"(module
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "/etc/passwd")
  (func $digit (param $at i32) (param $value i32)
    (i32.store8 (local.get $at) (i32.add (i32.const 48) (i32.rem_u (local.get $value) (i32.const 10)))))
  (func (export "_start")
    (drop (call $environ (i32.const 100) (i32.const 104)))
    (call $digit (i32.const 200) (i32.load (i32.const 100)))
    (i32.store8 (i32.const 201) (i32.const 32))
    (call $digit (i32.const 202) (call $prestat (i32.const 3) (i32.const 300)))
    (i32.store8 (i32.const 203) (i32.const 32))
    (call $digit (i32.const 204) (i32.ne (i32.const 0)
      (call $open (i32.const 3) (i32.const 0) (i32.const 64) (i32.const 11) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 400))))
    (i32.store8 (i32.const 205) (i32.const 10))
    (i32.store (i32.const 0) (i32.const 200))
    (i32.store (i32.const 4) (i32.const 6))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20)))))"#;

#[test]
fn environment_home_and_host_files_never_reach_a_guest() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/nosy.wat", NOSY)
        .env("SECRET_TOKEN", "hunter2")
        .env("WASMTIME_BACKTRACE_DETAILS", "1")
        .env("RUST_BACKTRACE", "1");
    tree.wassay(&["run", "--update", "accept", "--record", "record.ndjson"])
        .exits(0);
    // 8 = EBADF: there is no directory at all.
    assert!(
        tree.read("snapshots/demo/nosy.snap").contains("| 0 8 1\n"),
        "{}",
        tree.read("snapshots/demo/nosy.snap")
    );
    assert!(!tree.read("record.ndjson").contains("hunter2"));
}

#[test]
fn a_guest_that_spins_ends_at_its_limit_and_its_neighbour_passes() {
    let tree = Harness::with_root()
        .file(
            "suites/demo/wassay.toml",
            "[defaults.limits]\ntimeout = \"300ms\"\n",
        )
        .file("suites/demo/hello.wat", HELLO)
        .file(
            "suites/demo/spin.wat",
            "(module (func (export \"_start\") (loop $l (br $l))))",
        );
    tree.wassay(&["run", "--update", "accept", "-j", "1"])
        .exits(1)
        .says("timed out");
    assert!(tree.has("snapshots/demo/hello.snap"));
    assert!(!tree.has("snapshots/demo/spin.snap") && !tree.has("snapshots/demo/spin.snap.new"));
}

#[test]
fn a_declared_ending_is_the_whole_document() {
    let manifest = "[[case]]\ncommand = \"spin.wat\"\nending = \"timed out\"\nlimits = { timeout = \"200ms\" }\n";
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", manifest)
        .file(
            "suites/demo/spin.wat",
            "(module (func (export \"_start\") (loop $l (br $l))))",
        );
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    assert!(
        tree.read("snapshots/demo/spin.snap")
            .ends_with("---\ntimed out\n")
    );
    tree.write("suites/demo/spin.wat", HELLO);
    tree.wassay(&["run"]).exits(1).says("exited 0");
}
