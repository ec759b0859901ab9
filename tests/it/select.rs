//! Which trials are meant: paths, addresses, globs, filters, foreign directories, trees without a manifest.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Suites `one` (cases `a`, `b`, and `c` in the project `deep` below it) and `two` (`a`).
fn tree() -> Harness {
    Harness::with_root()
        .file("suites/one/wassay.toml", "")
        .file("suites/one/a.wat", HELLO)
        .file("suites/one/b.wat", HELLO)
        .file("suites/one/deep/wassay.toml", "")
        .file("suites/one/deep/c.wat", HELLO)
        .file("suites/two/wassay.toml", "")
        .file("suites/two/a.wat", HELLO)
        .file("bare/greet.wat", HELLO)
        .file("bare/fizzbuzz.wat", printing("1 2 fizz\\n", 9))
}

/// Every file below a directory.
fn files(dir: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut left = vec![dir.to_owned()];
    while let Some(next) = left.pop() {
        for entry in fs::read_dir(&next).expect("the tree is ours") {
            let path = entry.expect("the tree is ours").path();
            if path.is_dir() {
                left.push(path);
            } else {
                let inner = path.strip_prefix(dir).expect("it lies below");
                found.insert(inner.to_string_lossy().into_owned());
            }
        }
    }
    found
}

#[test]
fn targets_and_filters_select_exactly() {
    let tree = tree();
    let table: [(&[&str], &[&str]); 19] = [
        (&[], &["one/a", "one/b", "one/deep/c", "two/a"]),
        (&["suites/one"], &["one/a", "one/b", "one/deep/c"]),
        (&["suites/one/deep"], &["one/deep/c"]),
        (
            &["suites/one/wassay.toml"],
            &["one/a", "one/b", "one/deep/c"],
        ),
        (&["suites/one/b.wat"], &["one/b"]),
        (&["./suites/../suites/two"], &["two/a"]),
        (&["suites/two", "one/b"], &["one/b", "two/a"]),
        (&["one/a"], &["one/a"]),
        (&["one/*"], &["one/a", "one/b"]),
        (&["one/**"], &["one/a", "one/b", "one/deep/c"]),
        (&["*/a"], &["one/a", "two/a"]),
        (&["one/a@engine=default"], &["one/a"]),
        (
            &["-E", "suite(one) & not project(one/deep)"],
            &["one/a", "one/b"],
        ),
        (&["-E", "case(=a)"], &["one/a", "two/a"]),
        (&["-E", "case(one/a) | suite(two)"], &["one/a", "two/a"]),
        (
            &["-E", "case(b)", "-E", "case(c)"],
            &["one/b", "one/deep/c"],
        ),
        (&["suites/one", "-E", "case(/^one.a$/)"], &["one/a"]),
        (&["bare"], &["bare/fizzbuzz", "bare/greet"]),
        (&["x=bare", "one/a"], &["one/a", "x/fizzbuzz", "x/greet"]),
    ];
    for (args, expected) in table {
        let output = tree.wassay(&[&["list"], args].concat()).exits(0);
        assert_eq!(
            output.stdout.lines().collect::<Vec<_>>(),
            expected,
            "{args:?}"
        );
    }
    assert!(!tree.has("snapshots"), "listing writes nothing");
}

#[test]
fn mistakes_of_the_command_line_run_nothing() {
    let tree = tree();
    let table: [(&[&str], i32, &str); 8] = [
        (
            &["-E", "none()"],
            3,
            "error: nothing to run: none of 4 cases is selected by none()\n",
        ),
        (
            &["-E", ""],
            2,
            "error: the filter expression is empty\nhint: `all()` selects every trial\n",
        ),
        (
            &["-E", "suit(one)"],
            2,
            "  suit(one)\n  ^^^^\nhint: did you mean `suite`?\n",
        ),
        (
            &["one/aa"],
            2,
            "error: `one/aa` is neither a path nor the address of a case\nhint: did you mean `one/a`?\n",
        ),
        (
            &["zebra"],
            2,
            "error: `zebra` is neither a path nor the address of a case\nhint: `wassay list` prints what there is\n",
        ),
        (
            &["one/a@lua=5"],
            2,
            "error: `one/a@lua=5` is neither a path nor the address of a case\n",
        ),
        (&["x=./gone"], 2, "error: `./gone` does not exist\n"),
        (&["one/a@lua"], 2, "`lua` is not of the form axis=value"),
    ];
    for (args, code, text) in table {
        tree.wassay(&[&["run"], args].concat())
            .exits(code)
            .says(text)
            .is_silent_on("PASS");
        assert!(!tree.has("snapshots"), "{args:?}");
    }
}

#[test]
fn a_mistyped_place_or_axis_does_not_mean_everything() {
    let tree = tree();
    for args in [
        &["x=./gone", "one/a"][..],
        &["one/a@lua"],
        &["--engine", "wnch"],
    ] {
        let output = tree.wassay(&[&["list"], args].concat()).exits(2);
        assert_eq!(output.stdout, "", "{args:?}");
    }
}

#[test]
fn an_empty_tree_says_what_a_project_is() {
    let output = Harness::new().wassay(&["run"]).exits(3);
    assert_eq!(
        output.stderr,
        "error: nothing to run: no case was found here\n\
         hint: a project is a directory with `.wws.toml` or `wassay.toml`; name a directory to run what lies in it\n"
    );
}

/// SCREENS.md, screen 14.
#[test]
fn a_directory_without_any_manifest_runs_when_it_is_named() {
    let tree = Harness::new()
        .file("demo/fizzbuzz.wat", printing("1 2 fizz\\n", 9))
        .file("demo/greet.wat", HELLO);
    let output = tree.wassay(&["run", "demo", "-j", "1"]).exits(1);
    assert_eq!(
        output.stderr,
        "  Discovered 1 suite, 2 cases, 2 trials in [TIME] (demo has no manifest: every program is a command)
         NEW demo/fizzbuzz     [TIME]  exited 0, stdout 9 bytes
         NEW demo/greet        [TIME]  exited 0, stdout 6 bytes
     Summary 2 trials in [TIME]: 2 new
             2 snapshots pending: `wassay pending`, or `wassay accept` to take them as they are
"
    );
    tree.wassay(&["accept"]).exits(0);
    tree.wassay(&["run", "demo"]).exits(0).says("2 passed");
    assert_eq!(
        files(&tree.tree()),
        [
            "demo/fizzbuzz.wat",
            "demo/greet.wat",
            "snapshots/demo/fizzbuzz.snap",
            "snapshots/demo/greet.snap"
        ]
        .map(str::to_owned)
        .into()
    );
}

#[test]
fn nothing_is_ever_written_below_a_foreign_directory() {
    let tree = tree();
    let foreign = tree.outside().join("foreign");
    fs::create_dir(&foreign).expect("the directory is ours");
    fs::copy(
        tree.tree().join("bare/greet.wat"),
        foreign.join("greet.wat"),
    )
    .expect("the directory is ours");
    let named = format!("theirs={}", foreign.display());
    tree.wassay(&["run", &named, "bare"])
        .exits(1)
        .says("NEW theirs/greet")
        .says("NEW bare/greet");
    tree.wassay(&["run", &named, "bare", "--update", "accept"])
        .exits(0)
        .says("3 passed");
    assert_eq!(files(&foreign), ["greet.wat".to_owned()].into());
    assert_eq!(
        files(&tree.tree().join("bare")),
        ["fizzbuzz.wat".to_owned(), "greet.wat".to_owned()].into()
    );
    assert!(tree.has("snapshots/theirs/greet.snap") && tree.has("snapshots/bare/greet.snap"));
}

#[test]
fn a_list_is_data_on_stdout_and_counts_on_stderr() {
    let tree = tree().file(
        "suites/two/wassay.toml",
        "[[case]]\ncommand = \"a.wat\"\ntags = [\"core\"]\ndescription = \"says hello\"\n\
         [[expect]]\noutcome = \"skip\"\nreason = \"x\"\n",
    );
    let output = tree.wassay(&["list", "two", "-v"]).exits(0);
    assert_eq!(
        output.stdout,
        "two/a                                            command  a.wat                    suites/two/wassay.toml:1\n"
    );
    assert_eq!(output.stderr, "1 suite, 1 case, 1 trial; 3 not selected\n");
    let output = tree
        .wassay(&["list", "two", "--message-format", "json"])
        .exits(0);
    let line: serde_json::Value = serde_json::from_str(&output.stdout).expect("it is JSON");
    assert_eq!(
        line,
        serde_json::json!({
            "trial": "two/a", "case": "two/a", "kind": "command", "program": "a.wat", "description": "says hello",
            "tags": ["core"], "runtime": null, "engine": "default",
            "defined": { "path": "suites/two/wassay.toml", "line": 1 }, "expected": "skip",
        })
    );
    let output = tree.wassay(&["list", "one/b", "-v"]).exits(0);
    assert_eq!(
        output.stdout,
        "one/b                                            command  b.wat                    suites/one/b.wat\n"
    );
}

#[test]
fn what_failed_last_can_be_run_alone() {
    let tree = tree();
    tree.wassay(&["list", "--last-failed"])
        .exits(2)
        .says("error: record: no run of this root is on record yet");
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    tree.write("suites/one/b.wat", printing("hullo\\n", 6));
    tree.write(
        "suites/two/a.wat",
        "(module (import \"env\" \"nope\" (func)))",
    );
    tree.wassay(&["run"]).exits(4);
    let failed = ["one/b", "two/a"];
    for args in [
        &["list", "--last-failed"][..],
        &["list", "-E", "outcome(fail) | outcome(broken)"],
    ] {
        let output = tree.wassay(args).exits(0);
        assert_eq!(
            output.stdout.lines().collect::<Vec<_>>(),
            failed,
            "{args:?}"
        );
    }
    tree.write("suites/one/b.wat", HELLO);
    tree.write("suites/two/a.wat", HELLO);
    tree.wassay(&["run", "--last-failed"])
        .exits(0)
        .says("2 passed");
    tree.wassay(&["run", "--last-failed"]).exits(3);
}
