//! Axes, what is excluded from them, and what the command line makes of them.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::releases;

/// The ids that `wassay list` prints.
fn listed(tree: &Harness, args: &[&str]) -> Vec<String> {
    let output = tree.wassay(&[&["list"], args].concat()).exits(0);
    output.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn cases_times_releases_times_engines() {
    assert_eq!(
        listed(&releases::tree(), &[]),
        [
            "echo/one@echo=1.0.1",
            "echo/one@echo=1.0.1,engine=winch",
            "echo/one@echo=1.5.0",
            "echo/one@echo=1.5.0,engine=winch",
            "echo/one@echo=2.0.0",
            "echo/one@echo=2.0.0,engine=winch",
            "echo/two@echo=1.0.1",
            "echo/two@echo=1.0.1,engine=winch",
            "echo/two@echo=1.5.0",
            "echo/two@echo=1.5.0,engine=winch",
            "echo/two@echo=2.0.0",
            "echo/two@echo=2.0.0,engine=winch",
        ]
    );
}

#[test]
fn the_command_line_narrows_releases_and_replaces_engines() {
    let tree = releases::tree();
    let table: [(&[&str], &[&str]); 7] = [
        (
            &["echo/one", "--runtime", "echo@2"],
            &["echo/one@echo=2.0.0", "echo/one@echo=2.0.0,engine=winch"],
        ),
        (
            &[
                "echo/one",
                "--runtime",
                "echo@1.0..1.5",
                "--engine",
                "winch",
            ],
            &[
                "echo/one@echo=1.0.1,engine=winch",
                "echo/one@echo=1.5.0,engine=winch",
            ],
        ),
        (
            &[
                "echo/one",
                "--runtime",
                "echo@>1.0.1,<2",
                "--engine",
                "default",
            ],
            &["echo/one@echo=1.5.0"],
        ),
        (
            &[
                "echo/one",
                "--runtime",
                "echo@1.0",
                "--runtime",
                "echo@2.0",
                "--engine",
                "default",
            ],
            &["echo/one@echo=1.0.1", "echo/one@echo=2.0.0"],
        ),
        (
            &["echo/one@echo=1.5", "--engine", "pulley,default"],
            &["echo/one@echo=1.5.0,engine=pulley", "echo/one@echo=1.5.0"],
        ),
        (
            &["echo/one@engine=winch"],
            &[
                "echo/one@echo=1.0.1,engine=winch",
                "echo/one@echo=1.5.0,engine=winch",
                "echo/one@echo=2.0.0,engine=winch",
            ],
        ),
        (&["echo/one@echo=2.0.0"], &["echo/one@echo=2.0.0"]),
    ];
    for (args, expected) in table {
        assert_eq!(listed(&tree, args), expected, "{args:?}");
    }
}

#[test]
fn the_manifest_selects_releases_by_ranges() {
    let tree = releases::tree();
    tree.write(
        "suites/echo/wassay.toml",
        "[matrix]\necho = [\"2\", \"1.0\"]\n",
    );
    assert_eq!(
        listed(&tree, &["echo/one"]),
        ["echo/one@echo=1.0.1", "echo/one@echo=2.0.0"]
    );
    tree.write("suites/echo/wassay.toml", "[matrix]\necho = [\"3\"]\n");
    tree.wassay(&["list"])
        .exits(2)
        .says("┌ suites/echo/wassay.toml:2:9\n")
        .says("1.0.1, 1.5.0, 2.0.0");
}

#[test]
fn excluded_cells_are_no_trials() {
    let tree = releases::tree();
    let exclude = "[matrix]\nengine = [\"default\", \"winch\"]\n\
                   exclude = [{ cases = \"one\", engine = \"winch\", echo = \"<2\", reason = \"too slow\" }]\n";
    tree.write("suites/echo/wassay.toml", exclude);
    assert_eq!(
        listed(&tree, &["echo/one"]),
        [
            "echo/one@echo=1.0.1",
            "echo/one@echo=1.5.0",
            "echo/one@echo=2.0.0",
            "echo/one@echo=2.0.0,engine=winch",
        ]
    );
    assert_eq!(listed(&tree, &["echo/two"]).len(), 6);
    tree.wassay(&["run", "echo/one@echo=1.0,engine=winch"])
        .exits(2)
        .says("is neither a path nor the address of a case");
    tree.write(
        "suites/echo/wassay.toml",
        exclude.replace(", reason = \"too slow\"", ""),
    );
    tree.wassay(&["list"])
        .exits(2)
        .says("`reason` is missing")
        .says("┌ suites/echo/wassay.toml:3:");
}

#[test]
fn names_that_nobody_knows_are_mistakes_with_a_hint() {
    let tree = releases::tree();
    let table: [(&[&str], &str); 4] = [
        (&["--engine", "wnch"], "did you mean `winch`?"),
        (&["--runtime", "ecco@1"], "did you mean `echo`?"),
        (&["--runtime", "echo@9"], "1.0.1, 1.5.0, 2.0.0"),
        (&["--runtime", "echo"], "write NAME@RANGE"),
    ];
    for (args, hint) in table {
        tree.wassay(&[&["run"], args].concat())
            .exits(2)
            .says("error: ")
            .says(hint);
        assert!(!tree.has("snapshots"), "{args:?}: nothing ran");
    }
}

#[test]
fn engines_of_the_root_manifest_are_configurations_of_wasmtime() {
    let tree = Harness::new()
        .file(
            "wassay.toml",
            "suites = [\"suites\"]\n[matrix]\nengine = [\"default\", \"slow\"]\n\
             [engines.slow]\noptimize.opt-level = \"0\"\n",
        )
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/hello.wat", HELLO);
    assert_eq!(listed(&tree, &[]), ["demo/hello", "demo/hello@engine=slow"]);
    let output = tree
        .wassay(&["run", "--update", "accept", "--message-format", "json"])
        .exits(0);
    let level = |engine: &str| {
        let lines = output.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("the record is JSON"))
            .find(|line: &serde_json::Value| line["event"] == "engine" && line["engine"] == engine)
            .map(|line| line["options"]["optimize.opt-level"].clone())
    };
    assert_eq!(level("slow"), Some("0".into()));
    assert_eq!(level("default"), Some("2".into()));
}
