//! Who may write what: the option, insta's variable, CI, and a tree that cannot be written to.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::peers;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

fn tree() -> Harness {
    Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/hello.wat", HELLO)
}

/// What is in `snapshots/demo`.
fn written(tree: &Harness) -> BTreeSet<String> {
    let entries = fs::read_dir(tree.tree().join("snapshots/demo"));
    let entries = entries.into_iter().flatten();
    entries
        .map(|entry| entry.expect("it is ours").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

/// Variables, what `--update` says, the file that is then there, and the exit code.
type Row = (
    &'static [(&'static str, &'static str)],
    Option<&'static str>,
    &'static str,
    i32,
);

#[test]
fn the_option_wins_over_insta_which_wins_over_ci() {
    let table: [Row; 14] = [
        (&[], None, "hello.snap.new", 1),
        (&[("CI", "true")], None, "", 1),
        (&[("CI", "1")], None, "", 1),
        (&[("CI", "0")], None, "hello.snap.new", 1),
        (&[("CI", "false")], None, "hello.snap.new", 1),
        (&[("CI", "")], None, "hello.snap.new", 1),
        (&[("CI", "true")], Some("accept"), "hello.snap", 0),
        (&[("CI", "true")], Some("pending"), "hello.snap.new", 1),
        (&[("INSTA_UPDATE", "no")], None, "", 1),
        (&[("INSTA_UPDATE", "always")], None, "hello.snap", 0),
        (
            &[("INSTA_UPDATE", "new"), ("CI", "true")],
            None,
            "hello.snap.new",
            1,
        ),
        (&[("INSTA_UPDATE", "auto"), ("CI", "true")], None, "", 1),
        (&[("INSTA_UPDATE", "always")], Some("check"), "", 1),
        (&[("INSTA_UPDATE", "no")], Some("accept"), "hello.snap", 0),
    ];
    for (variables, option, file, code) in table {
        let tree = variables
            .iter()
            .fold(tree(), |tree, (name, value)| tree.env(name, *value));
        let update = option.map_or(vec![], |option| vec!["--update", option]);
        let output = tree.wassay(&[&["run"], &update[..]].concat()).exits(code);
        let expected: BTreeSet<String> = [file.to_owned()]
            .into_iter()
            .filter(|file| !file.is_empty())
            .collect();
        assert_eq!(written(&tree), expected, "{variables:?} {option:?}");
        assert_eq!(tree.has("snapshots"), !file.is_empty(), "{variables:?}");
        if file.is_empty() {
            output
                .says("FAIL demo/hello     [TIME]  no snapshot: exited 0, stdout 6 bytes")
                .says("1 snapshot would change: snapshots are checked here, not written");
        }
    }
}

#[test]
fn ci_leaves_a_pending_file_as_it_is() {
    let tree = tree();
    tree.wassay(&["run"]).exits(1);
    let before = tree.read("snapshots/demo/hello.snap.new");
    fs::copy(
        tree.tree().join("snapshots/demo/hello.snap.new"),
        tree.tree().join("snapshots/demo/hello.snap"),
    )
    .expect("the tree is ours");
    let tree = tree.env("CI", "true");
    tree.wassay(&["run"]).exits(0).says("1 passed");
    assert_eq!(tree.read("snapshots/demo/hello.snap.new"), before);
    let tree = tree.env("CI", "false");
    tree.wassay(&["run"]).exits(0);
    assert_eq!(
        written(&tree),
        ["hello.snap".to_owned()].into(),
        "it is resolved"
    );
}

/// The warning for what could not be written, and how often it is there.
fn warned(said: &str) -> usize {
    let warnings = said.lines().filter(|line| line.starts_with("warning: "));
    warnings
        .inspect(|line| assert!(line.contains("could not be written"), "{line}"))
        .count()
}

#[test]
fn where_snapshots_cannot_be_written_the_verdicts_stand_with_one_warning() {
    let tree = tree()
        .file("suites/demo/again.wat", HELLO)
        .file("snapshots/demo", "a file where a directory should be");
    let output = tree
        .wassay(&["run", "-j", "1", "--record", "record.ndjson"])
        .exits(1)
        .says("NEW demo/again")
        .says("NEW demo/hello")
        .says("     Summary 2 trials in [TIME]: 2 new\nwarning: 2 snapshots could not be written: snapshot \
               `snapshots/demo/again.snap.new` cannot be written: Not a directory (os error 20)\n             \
               the verdicts stand, and the documents are in the record\n");
    assert_eq!(warned(&output.stderr), 1);
    assert!(
        tree.read("record.ndjson")
            .contains("exited 0\\n\\nstdout:\\n| hello\\n")
    );
}

#[test]
fn a_read_only_directory_is_no_reason_to_fail_a_trial() {
    let tree = tree();
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    tree.write("suites/demo/more.wat", HELLO);
    let dir = tree.tree().join("snapshots/demo");
    let mode = |mode| {
        fs::set_permissions(&dir, fs::Permissions::from_mode(mode)).expect("the directory is ours");
    };
    mode(0o555);
    if fs::File::create(dir.join("probe")).is_ok() {
        peers::skipped("modes do not hold for this user");
        return mode(0o755);
    }
    let output = tree.wassay(&["run"]);
    mode(0o755);
    let output = output.exits(1).says("1 passed, 1 new");
    assert_eq!(warned(&output.stderr), 1);
}

#[test]
fn snapshots_can_be_kept_elsewhere() {
    let tree = tree();
    let elsewhere = tree.outside().join("elsewhere");
    let place = elsewhere.to_string_lossy().into_owned();
    tree.wassay(&["run", "--snapshots", &place, "--update", "accept"])
        .exits(0);
    assert!(elsewhere.join("demo/hello.snap").is_file() && !tree.has("snapshots"));
    tree.wassay(&["run", "--snapshots", &place]).exits(0);
    tree.wassay(&["run", "--update", "check"]).exits(1);
    tree.write(
        "wassay.toml",
        "snapshots = \"kept/here\"\nsuites = [\"suites\"]\n",
    );
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    assert!(tree.has("kept/here/demo/hello.snap") && !tree.has("snapshots"));
}

#[test]
fn nothing_is_written_below_a_path_that_is_not_the_trees_own() {
    let tree = Harness::new()
        .file("theirs/hello.wat", HELLO)
        .file("theirs/inner/note.txt", "");
    let at = |dir: &str, args: &[&str]| {
        let mut command = tree.command(args);
        command.current_dir(tree.tree().join(dir));
        tree.output(command)
    };
    let linked = tree.tree().join("link");
    std::os::unix::fs::symlink(tree.tree().join("theirs"), linked).expect("the tree is ours");
    for path in ["..", "../../link"] {
        let output = at("theirs/inner", &["run", path, "--record", "/dev/null"])
            .exits(1)
            .says("warning: no snapshot is written: `snapshots` lies below `[ROOT]/")
            .says("the verdicts stand, and the documents are in the record");
        assert_eq!(warned_of(&output.stderr), 1);
        assert!(!tree.has("theirs/inner/snapshots"));
    }
    // A file has nothing below it, and a place beside is the person's own.
    at("theirs/inner", &["run", "../hello.wat"])
        .exits(1)
        .is_silent_on("warning");
    assert!(tree.has("theirs/inner/snapshots"));
    at(".", &["run", "theirs"]).exits(1).is_silent_on("warning");
    assert!(tree.has("snapshots/theirs/hello.snap.new"));
}

fn warned_of(said: &str) -> usize {
    said.matches("warning: ").count()
}

#[test]
fn code_that_cannot_be_kept_is_told_once_by_the_run_that_compiled_it() {
    let tree = tree();
    let key = tree.outside().join("home/.config/wassay/seal.key");
    fs::create_dir_all(key).expect("the home is ours");
    let output = tree
        .wassay(&["run", "--update", "accept"])
        .exits(0)
        .says("warning: compiled code is not kept for the next run, because there is no seal key");
    assert_eq!(warned_of(&output.stderr), 1);
    tree.wassay(&["list"]).exits(0).is_silent_on("warning");
}
