//! A tree is run, compared and decided on.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;

#[test]
fn a_new_case_is_pending_then_accepted_then_passes() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/hello.wat", HELLO);
    tree.wassay(&["run"]).exits(1).says("NEW demo/hello");
    assert!(tree.has("snapshots/demo/hello.snap.new"));
    tree.wassay(&["accept"])
        .exits(0)
        .says("Accepted demo/hello");
    assert!(
        tree.read("snapshots/demo/hello.snap")
            .ends_with("---\nexited 0\n\nstdout:\n| hello\n\nstderr: empty\n")
    );
    tree.wassay(&["run"]).exits(0).says("1 passed");
}

#[test]
fn a_changed_case_fails_and_shows_the_line() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/hello.wat", HELLO);
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    tree.write("suites/demo/hello.wat", printing("hullo\\n", 6));
    let output = tree
        .wassay(&["run"])
        .exits(1)
        .says("FAIL demo/hello")
        .says("stdout differs");
    assert!(
        output.stderr.contains("- | hello") && output.stderr.contains("+ | hullo"),
        "{}",
        output.stderr
    );
    assert!(tree.has("snapshots/demo/hello.snap.new"));
    tree.write("suites/demo/hello.wat", HELLO);
    tree.wassay(&["run"]).exits(0);
    assert!(
        !tree.has("snapshots/demo/hello.snap.new"),
        "a pending file that no longer holds is removed"
    );
}

#[test]
fn nothing_is_written_when_ci_is_set() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/hello.wat", HELLO)
        .env("CI", "1");
    tree.wassay(&["run"]).exits(1).says("FAIL demo/hello");
    assert!(!tree.has("snapshots"));
}
