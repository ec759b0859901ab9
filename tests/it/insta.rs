//! The real cargo-insta works on our snapshots unchanged.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;
use crate::kinds;
use crate::peers;
use std::path::Path;
use std::process::Command;

/// A tree that is a Cargo package too, with one accepted snapshot that no longer holds and one new case.
fn tree_with_pending() -> Harness {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "[[case]]\ncommand = \"*.wat\"\n[[case]]\ncommand = \"hello.wat\"\ndescription = 'says \"hello\": once'\n")
        .file("suites/demo/same.wat", HELLO)
        .file("suites/demo/hello.wat", HELLO);
    let tree = with_cargo(tree);
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    tree.write("suites/demo/hello.wat", printing("tab\\09 end \\n", 10));
    tree.write("suites/demo/new.wat", printing("\\1b[2mnew\\1b[0m\\0a", 12));
    tree.wassay(&["run"]).exits(1);
    tree
}

/// Makes a Cargo package of a tree, with the Cargo of the machine.
fn with_cargo(tree: Harness) -> Harness {
    let package =
        "[package]\nname = \"t\"\nversion = \"0.0.0\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n";
    let mut tree = tree.file("Cargo.toml", package);
    for (variable, directory) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
        if std::env::var_os(variable).is_none()
            && let Some(home) = std::env::home_dir()
        {
            tree = tree.env(variable, home.join(directory));
        }
    }
    tree
}

fn insta(tree: &Harness, args: &[&str]) -> String {
    let output = tree
        .program("cargo-insta", args)
        .output()
        .expect("cargo-insta can be started");
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo-insta {args:?}\n{text}");
    text
}

/// `diff -r` of two directories: what differs, empty when nothing does.
fn diff(one: &Path, two: &Path) -> String {
    let output = Command::new("diff")
        .arg("-r")
        .args([one, two])
        .output()
        .expect("diff can be started");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn cargo_insta_lists_what_is_pending() {
    if !peers::has("cargo-insta") {
        return;
    }
    let tree = tree_with_pending();
    let listed = insta(&tree, &["pending-snapshots"]);
    for name in [
        "snapshots/demo/hello.snap.new",
        "snapshots/demo/new.snap.new",
    ] {
        assert!(
            listed.contains(name.trim_end_matches(".new")),
            "{name} is not in\n{listed}"
        );
    }
}

#[test]
fn accepting_by_either_tool_gives_the_same_tree() {
    if !peers::has("cargo-insta") {
        return;
    }
    let (ours, theirs) = (tree_with_pending(), tree_with_pending());
    assert_eq!(
        diff(
            &ours.tree().join("snapshots"),
            &theirs.tree().join("snapshots")
        ),
        "",
        "pending files"
    );
    ours.wassay(&["accept"])
        .exits(0)
        .says("Accepted 2 snapshots");
    insta(&theirs, &["accept"]);
    assert_eq!(
        diff(
            &ours.tree().join("snapshots"),
            &theirs.tree().join("snapshots")
        ),
        "",
        "accepted files"
    );
    assert!(ours.has("snapshots/demo/new.snap") && !ours.has("snapshots/demo/new.snap.new"));
    for tree in [ours, theirs] {
        tree.wassay(&["run"]).exits(0).says("3 passed");
    }
}

/// Answers, results and a world: their snapshots hold headings, escapes and WIT beside what commands write.
#[test]
fn what_handlers_and_exports_gave_is_accepted_by_either_tool() {
    if !peers::has("cargo-insta") {
        return;
    }
    let manifest = |text: &str| {
        format!(
            "[[case]]\nhttp = \"guest.wat\"\nname = \"ask\"\nrequest = [{{ url = \"/\" }}, {{ method = \"POST\", url = \
             \"/\", body = {{ base64 = \"{text}\" }} }}]\n[[case]]\ninvoke = \"guest.wat\"\nname = \"call\"\ncall = \
             'fold(\"{text}\\n\\u{{202e}}\")'\n[[case]]\ninterface = \"guest.wat\"\nname = \"world\"\n"
        )
    };
    let pending = || {
        let tree = with_cargo(kinds::tree(&manifest("AP8AY2Fm6Q==")));
        tree.wassay(&["run", "--update", "accept"]).exits(0);
        tree.write("suites/demo/wassay.toml", manifest("G1sybQogLQ=="));
        tree.wassay(&["run"]).exits(1);
        tree
    };
    let (ours, theirs) = (pending(), pending());
    ours.wassay(&["accept"])
        .exits(0)
        .says("Accepted 2 snapshots");
    insta(&theirs, &["accept"]);
    let snapshots = |tree: &Harness| tree.tree().join("snapshots");
    assert_eq!(diff(&snapshots(&ours), &snapshots(&theirs)), "");
    for tree in [ours, theirs] {
        tree.wassay(&["run"]).exits(0).says("3 passed");
    }
}

#[test]
fn rejecting_by_either_tool_clears_what_is_pending() {
    if !peers::has("cargo-insta") {
        return;
    }
    let (ours, theirs) = (tree_with_pending(), tree_with_pending());
    ours.wassay(&["reject"])
        .exits(0)
        .says("Rejected 2 snapshots");
    insta(&theirs, &["reject"]);
    assert_eq!(
        diff(
            &ours.tree().join("snapshots"),
            &theirs.tree().join("snapshots")
        ),
        ""
    );
    assert!(!ours.has("snapshots/demo/new.snap.new") && !ours.has("snapshots/demo/hello.snap.new"));
    ours.wassay(&["pending"])
        .exits(0)
        .says("nothing is pending");
}
