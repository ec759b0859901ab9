//! What is pending is listed, shown, accepted and rejected without running anything; files that are not as they
//! should be break what needs them and nothing else.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;
use crate::releases;
use crate::releases::Echo;
use serde_json::Value;
use serde_json::json;
use std::os::unix::fs::symlink;

const HELLO_DOCUMENT: &str = "exited 0\n\nstdout:\n| hello\n\nstderr: empty\n";

/// Cases `demo/a`, `demo/b`, `demo/c` that say hello and `other/d` that says something else; all pending.
fn pending() -> Harness {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/a.wat", HELLO)
        .file("suites/demo/b.wat", HELLO)
        .file("suites/demo/c.wat", HELLO)
        .file("suites/other/wassay.toml", "")
        .file("suites/other/d.wat", printing("other\\n", 6));
    tree.wassay(&["run"]).exits(1);
    tree
}

/// Names of what is still pending.
fn left(tree: &Harness) -> Vec<String> {
    let output = tree
        .wassay(&["pending", "--message-format", "json"])
        .exits(0);
    let lines = output.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .map(|line: Value| line["snapshot"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_queue_is_a_table_and_json() {
    let tree = pending();
    let output = tree.wassay(&["pending"]).exits(0);
    assert_eq!(
        output.stdout,
        "new      demo/a                         group 1                                    +6 -0\n\
         new      demo/b                         group 1                                    +6 -0\n\
         new      demo/c                         group 1                                    +6 -0\n\
         new      other/d                        group 2                                    +6 -0\n"
    );
    let output = tree
        .wassay(&["pending", "demo/a", "--message-format", "json"])
        .exits(0);
    let line: Value = serde_json::from_str(&output.stdout).expect("it is JSON");
    assert_eq!(
        line,
        json!({
            "snapshot": "demo/a", "status": "new", "group": 1, "added": 6, "removed": 0,
            "path": "snapshots/demo/a.snap", "old": null, "new": HELLO_DOCUMENT,
        })
    );
}

#[test]
fn variants_and_changes_are_told_apart_with_the_releases_they_are_for() {
    let tree = releases::tree();
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let [_, second, third] = releases::THREE;
    let first = Echo {
        version: "1.0.1",
        prints: "other",
    };
    releases::pin(&tree, "suites/echo", &[first, second, third]);
    tree.wassay(&["run"]).exits(1);
    let output = tree.wassay(&["pending"]).exits(0);
    assert_eq!(
        output.stdout,
        "variant  echo/one@echo=1.0              group 1   echo 1.0.1                       +1 -1\n\
         variant  echo/two@echo=1.0              group 1   echo 1.0.1                       +1 -1\n"
    );
    let output = tree.wassay(&["diff"]).exits(0);
    assert_eq!(
        output.stdout,
        "variant echo/one@echo=1.0   the first
variant echo/two@echo=1.0   the same change
      1  1  │   exited 0
      2  2  │   
      3  3  │   stdout:
      4     │ - | same
         4  │ + | other
      5  5  │   
      6  6  │   stderr: empty

"
    );
    tree.wassay(&["accept", "--group", "1"])
        .exits(0)
        .says("    Accepted 2 snapshots\n");
    tree.wassay(&["run"]).exits(0).says("12 passed");
}

#[test]
fn accepting_by_case_by_glob_by_group_and_of_all() {
    let table: [(&[&str], &str, &[&str]); 7] = [
        (
            &["demo/a"],
            "    Accepted demo/a\n",
            &["demo/b", "demo/c", "other/d"],
        ),
        (
            &["demo/[ab]"],
            "    Accepted 2 snapshots\n",
            &["demo/c", "other/d"],
        ),
        (&["demo/*"], "    Accepted 3 snapshots\n", &["other/d"]),
        (
            &["other/d", "demo/c"],
            "    Accepted 2 snapshots\n",
            &["demo/a", "demo/b"],
        ),
        (
            &["snapshots/demo/b.snap.new"],
            "    Accepted demo/b\n",
            &["demo/a", "demo/c", "other/d"],
        ),
        (
            &["--group", "1"],
            "    Accepted 3 snapshots\n",
            &["other/d"],
        ),
        (&[], "    Accepted 4 snapshots\n", &[]),
    ];
    for (args, said, rest) in table {
        let tree = pending();
        let output = tree.wassay(&[&["accept"], args].concat()).exits(0);
        assert_eq!(output.stderr, said, "{args:?}");
        assert_eq!(left(&tree), rest, "{args:?}");
        let passed = 4 - rest.len();
        tree.wassay(&["run", "--update", "check"])
            .says(&format!("{passed} passed"));
    }
}

#[test]
fn rejecting_removes_the_pending_file_and_nothing_else() {
    let tree = pending();
    tree.wassay(&["accept", "demo/a"]).exits(0);
    tree.wassay(&["reject", "demo/*"])
        .exits(0)
        .says("    Rejected 2 snapshots\n");
    assert_eq!(left(&tree), ["other/d"]);
    assert!(tree.has("snapshots/demo/a.snap") && !tree.has("snapshots/demo/b.snap.new"));
    tree.wassay(&["reject"])
        .exits(0)
        .says("    Rejected other/d\n");
    tree.wassay(&["reject"])
        .exits(0)
        .says("nothing is pending\n");
}

#[test]
fn what_names_nothing_pending_decides_nothing() {
    let tree = pending();
    for command in ["accept", "reject", "diff", "pending"] {
        tree.wassay(&[command, "demo/a", "demo/z"])
            .exits(2)
            .says("error: no pending snapshot is named `demo/z`\n");
    }
    tree.wassay(&["accept", "--group", "9"])
        .exits(2)
        .says("error: no pending snapshot is in group 9\n");
    assert_eq!(left(&tree).len(), 4);
}

#[test]
fn a_pending_file_edited_by_hand_is_accepted_as_it_is() {
    let tree = pending();
    let path = "snapshots/demo/a.snap.new";
    tree.write(path, tree.read(path).replace("| hello", "| edited"));
    tree.wassay(&["accept", "demo/a"]).exits(0);
    assert!(
        tree.read("snapshots/demo/a.snap")
            .ends_with("| edited\n\nstderr: empty\n")
    );
    tree.wassay(&["run", "demo/a"])
        .exits(1)
        .says("      4     │ - | edited\n         4  │ + | hello\n");
}

#[test]
fn a_pending_file_that_is_none_is_named_and_the_others_are_decided() {
    let tree = pending();
    tree.write("snapshots/demo/a.snap.new", "no header at all");
    tree.wassay(&["accept"])
        .exits(2)
        .says("error: `snapshots/demo/a.snap.new` is no snapshot: ")
        .says("    Accepted 3 snapshots\n");
    assert!(tree.has("snapshots/demo/a.snap.new") && !tree.has("snapshots/demo/a.snap"));
}

#[test]
fn a_snapshot_that_is_none_breaks_its_case_and_is_named() {
    let table: [(&[u8], &str); 4] = [
        (
            b"garbage\xff",
            "`snapshots/demo/a.snap` is no snapshot: it is not UTF-8",
        ),
        (
            b"---\nexpression: [\n",
            "its header is not closed by a line `---`",
        ),
        (b"", "`snapshots/demo/a.snap` is no snapshot"),
        (
            b"---\ninfo:\n  format: 2\n---\nexited 0\n",
            "snapshot `snapshots/demo/a.snap` has format 2: this wassay reads format 1",
        ),
    ];
    for (bytes, said) in table {
        let tree = pending();
        tree.wassay(&["accept"]).exits(0);
        tree.write("snapshots/demo/a.snap", bytes);
        tree.wassay(&["run"])
            .exits(4)
            .says("BROKEN demo/a")
            .says(said)
            .says("3 passed, 1 broken");
        assert_eq!(
            std::fs::read(tree.tree().join("snapshots/demo/a.snap")).expect("it is there"),
            bytes,
            "nothing is written over it"
        );
        assert!(!tree.has("snapshots/demo/a.snap.new"));
    }
}

#[test]
fn links_among_snapshots_are_not_followed() {
    let tree = pending();
    tree.wassay(&["accept"]).exits(0);
    let outside = tree.outside().join("secret");
    std::fs::File::create(&outside)
        .and_then(|mut file| std::io::Write::write_all(&mut file, b"mine"))
        .expect("the directory is ours");
    std::fs::remove_file(tree.tree().join("snapshots/demo/a.snap")).expect("it is ours");
    symlink(&outside, tree.tree().join("snapshots/demo/a.snap")).expect("the tree is ours");
    for policy in ["check", "pending", "accept"] {
        let output = tree.wassay(&["run", "--update", policy]).exits(4);
        let said = output
            .stderr
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let sentence = "BROKEN demo/a [TIME] snapshot `snapshots/demo/a.snap` is reached through a symbolic link: \
                        links are not followed hint put the file itself in its place";
        assert!(said.contains(sentence), "{said}");
        output.says("3 passed, 1 broken");
    }
    assert_eq!(
        std::fs::read_to_string(outside).expect("it is there"),
        "mine"
    );
}

#[test]
fn a_directory_of_snapshots_behind_a_link_is_refused() {
    let tree = pending();
    let outside = tree.outside().join("elsewhere");
    std::fs::create_dir(&outside).expect("the directory is ours");
    std::fs::remove_dir_all(tree.tree().join("snapshots/demo")).expect("it is ours");
    symlink(&outside, tree.tree().join("snapshots/demo")).expect("the tree is ours");
    let output = tree
        .wassay(&["run", "--update", "accept"])
        .exits(1)
        .says("warning: 3 snapshots could not be written: ")
        .says("links are not followed\n             these documents are not accepted; they are in the record\n");
    let written = std::fs::read_dir(&outside).expect("it is there").count();
    assert_eq!(written, 0, "{}", output.stderr);
}

#[test]
fn a_checkout_with_line_ends_of_windows_passes() {
    let tree = pending();
    tree.wassay(&["accept"]).exits(0);
    for name in ["demo/a", "demo/b", "demo/c", "other/d"] {
        let path = format!("snapshots/{name}.snap");
        tree.write(&path, tree.read(&path).replace('\n', "\r\n"));
    }
    tree.wassay(&["run"]).exits(0).says("4 passed");
    assert_eq!(left(&tree), Vec::<String>::new());
}

#[test]
fn two_runs_at_once_on_one_tree_both_end_well() {
    let tree = Harness::with_root().file("suites/demo/wassay.toml", "");
    for number in 0..60 {
        tree.write(&format!("suites/demo/case{number:02}.wat"), HELLO);
    }
    for (args, code) in [
        (["run", "--update", "pending"], 1),
        (["run", "--update", "accept"], 0),
        (["run", "--update", "check"], 0),
    ] {
        let children = [(); 2].map(|()| {
            let mut command = tree.command(&args);
            command.stderr(std::process::Stdio::piped());
            command.spawn().expect("the binary can be started")
        });
        for child in children {
            let output = child.wait_with_output().expect("the child ends");
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(code), "{args:?}\n{said}");
            assert!(
                !said.contains("warning") && !said.contains("error"),
                "{said}"
            );
        }
    }
    assert_eq!(left(&tree), Vec::<String>::new());
    for number in 0..60 {
        let snapshot = tree.read(&format!("snapshots/demo/case{number:02}.snap"));
        assert!(
            snapshot.ends_with(&format!("---\n{HELLO_DOCUMENT}")),
            "{snapshot}"
        );
    }
    let dir = tree.tree().join("snapshots/demo");
    let files = std::fs::read_dir(dir).expect("it is there").count();
    assert_eq!(files, 60, "no temporary file is left");
}
