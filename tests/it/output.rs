//! What guests print is hostile: shown safely, compared exactly.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;

fn accepted(text: &str, bytes: usize) -> (Harness, String) {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/case.wat", printing(text, bytes));
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let snapshot = tree.read("snapshots/demo/case.snap");
    let body = snapshot
        .split_once("---\n")
        .and_then(|(_, rest)| rest.split_once("---\n"))
        .expect("a snapshot has a header")
        .1
        .to_owned();
    (tree, body)
}

#[test]
fn invisible_bytes_become_visible_in_the_document() {
    let table = [
        ("\\1b[31mred\\1b[0m\\0a", 13, "|$ \\x1b[31mred\\x1b[0m\n"),
        ("caf\\e9\\0a", 5, "|$ caf\\xe9\n"),
        ("a\\0db\\0a", 4, "|$ a\\rb\n"),
        ("no end", 6, "| no end\n\\ no newline\n"),
        ("blank \\0a", 7, "|$ blank\\x20\n"),
        ("tab\\09end\\0a", 8, "| tab\tend\n"),
    ];
    for (text, bytes, line) in table {
        let (_, body) = accepted(text, bytes);
        assert_eq!(
            body,
            format!("exited 0\n\nstdout:\n{line}\nstderr: empty\n"),
            "{text}"
        );
    }
}

#[test]
fn no_escape_of_a_guest_reaches_the_terminal() {
    let (tree, _) = accepted("plain\\0a", 6);
    tree.write(
        "suites/demo/case.wat",
        printing("\\1b]0;owned\\07\\1b[2J\\0a", 14),
    );
    let output = tree.wassay(&["run"]).exits(1);
    assert!(
        !output.stderr.contains('\x1b') && !output.stderr.contains('\x07'),
        "{:?}",
        output.stderr
    );
    tree.wassay(&["diff"]).exits(0);
}

#[test]
fn a_final_newline_is_part_of_the_answer() {
    let (tree, _) = accepted("same\\0a", 5);
    tree.write("suites/demo/case.wat", printing("same\\0a", 4));
    tree.wassay(&["run"]).exits(1).says("\\ no newline");
}

/// Prints 64 KiB so many times: `letter`s, then a line feed.
fn flood(times: u32, letter: char) -> String {
    format!(
        r#"(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 3)
  (func (export "_start") (local $left i32)
    (memory.fill (i32.const 65536) (i32.const {code}) (i32.const 65535))
    (i32.store8 (i32.const 131071) (i32.const 10))
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (local.set $left (i32.const {times}))
    (loop $more
      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20)))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      ;; Half way one byte in the middle changes: only the digest can see it.
      (if (i32.eq (local.get $left) (i32.const {half})) (then (i32.store8 (i32.const 100000) (i32.const 33))))
      (br_if $more (local.get $left)))))"#,
        code = u32::from(letter),
        half = times / 2,
    )
}

#[test]
fn output_above_the_limit_is_overflow_and_never_a_snapshot() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/flood.wat", flood(200, 'a'))
        .file("suites/demo/hello.wat", HELLO);
    tree.wassay(&["run"]).exits(1).says("output overflow");
    assert!(!tree.has("snapshots/demo/flood.snap.new"));
    assert!(tree.has("snapshots/demo/hello.snap.new"));
}

#[test]
fn a_hundred_megabytes_compare_by_digest() {
    let manifest = "[defaults.limits]\noutput = \"200MiB\"\n";
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", manifest)
        .file("suites/demo/flood.wat", flood(1600, 'a'));
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let snapshot = tree.read("snapshots/demo/flood.snap");
    assert!(snapshot.len() < 100_000, "{} bytes", snapshot.len());
    assert!(
        snapshot.contains("... 104857600 bytes, sha256 "),
        "{}",
        &snapshot[..400]
    );
    tree.wassay(&["run"]).exits(0);
    tree.write(
        "suites/demo/flood.wat",
        flood(1600, 'a').replace("(i32.const 33)", "(i32.const 34)"),
    );
    tree.wassay(&["run"]).exits(1).says("sha256");
}

#[test]
fn a_reader_that_went_away_has_seen_enough() {
    let tree = Harness::with_root().file("suites/demo/wassay.toml", "");
    for number in 0..40 {
        tree.write(&format!("suites/demo/case-{number}.wat"), HELLO);
    }
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let wassay = env!("CARGO_BIN_EXE_wassay");
    for (command, streams) in [
        ("list", ""),
        ("list -v", ""),
        ("list --message-format json", ""),
        ("explain demo/case-1", ""),
        ("--help", ""),
        ("run --message-format json", ""),
        ("run -v", "2>&1 >/dev/null"),
        ("list", "2>&1"),
    ] {
        // The reader is gone before anything is written.
        let script =
            format!("{{ sleep 0.2; '{wassay}' {command} {streams}; echo $? >code; }} | true");
        let output = tree.output(tree.program("sh", &["-c", &script]));
        assert_eq!(tree.read("code"), "0\n", "{command}: {}", output.stderr);
        for word in ["panicked", "fault", "error", "Broken pipe"] {
            assert!(
                !output.stderr.contains(word),
                "{command}: {}",
                output.stderr
            );
        }
    }
}
