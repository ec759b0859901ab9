//! Scripts of directives through the binary: trees of other people as they are, scripts that go wrong, and what reports
//! say of each directive.

use crate::harness::Harness;
use serde_json::Value;

const GOOD: &str = r#"(module (func (export "one") (result i32) (i32.const 1)))
(assert_return (invoke "one") (i32.const 1))
"#;

/// Eight directives, of which six do not hold.
const BAD: &str = r#"(module (func (export "one") (result i32) (i32.const 1)))
(assert_return (invoke "one") (i32.const 2))
(assert_return (invoke "one") (i32.const 3))
(assert_return (invoke "one") (i32.const 4))
(assert_return (invoke "one") (i32.const 5))
(assert_return (invoke "one") (i32.const 6))
(assert_return (invoke "one") (i32.const 7))
(assert_return (invoke "one") (i32.const 1))
"#;

/// Ends neither by itself nor by an interrupt that is not looked for while it waits.
const WAITS: &str = r#";;! threads = true
;;! shared_memory = true
(module
  (memory (export "memory") 1 1 shared)
  (func (export "one") (result i32) (i32.const 1))
  (func (export "wait") (result i32)
    (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))
(assert_return (invoke "one") (i32.const 1))
(assert_return (invoke "wait") (i32.const 0))
(assert_return (invoke "one") (i32.const 1))
"#;

/// A thread that is busy for ever, and a directive that waits for it.
const THREAD: &str = r#";;! threads = true
(module (func (export "one") (result i32) (i32.const 1)))
(assert_return (invoke "one") (i32.const 1))
(thread $T
  (module (func (export "spin") (loop (br 0))))
  (invoke "spin"))
(wait $T)
"#;

const GC: &str = ";;! gc = true\n(module (type $s (struct (field i32))))\n";

/// What the record says of each directive of a trial, and its line `trial-finished`.
fn directives(tree: &Harness, record: &str, trial: &str) -> (Vec<(u64, String, String)>, Value) {
    let text = tree.read(record);
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a record is JSON"));
    let lines: Vec<Value> = lines.filter(|line| line["trial"] == trial).collect();
    let of = |event: &'static str| lines.iter().filter(move |line| line["event"] == event);
    let directives = of("directive").map(|line| {
        let text = |key: &str| line[key].as_str().expect("it is a text").to_owned();
        (
            line["line"].as_u64().expect("it is a number"),
            text("kind"),
            text("outcome"),
        )
    });
    let finished = of("trial-finished").next().expect("the trial ended");
    (directives.collect(), finished.clone())
}

fn told(directives: &[(u64, String, String)]) -> Vec<(u64, &str, &str)> {
    let directives = directives.iter();
    directives
        .map(|(line, kind, outcome)| (*line, &**kind, &**outcome))
        .collect()
}

#[test]
fn a_tree_of_scripts_given_as_a_path_just_runs() {
    let tree = Harness::new()
        .file("other/good.wast", GOOD)
        .file("other/sub/bad.wast", BAD);
    let output = tree
        .wassay(&["run", "other", "--record", "r.ndjson", "--junit", "j.xml"])
        .exits(1);
    assert_eq!(
        output.stderr,
        r"  Recognised other: 2 scripts
  Discovered 1 suite, 2 cases, 2 trials in [TIME]
        FAIL other/sub/bad     [TIME]
             bad.wast:2: assert_return: expected [i32:2], got [i32:1]
             bad.wast:3: assert_return: expected [i32:3], got [i32:1]
             bad.wast:4: assert_return: expected [i32:4], got [i32:1]
             bad.wast:5: assert_return: expected [i32:5], got [i32:1]
             bad.wast:6: assert_return: expected [i32:6], got [i32:1]
             ... 1 more
        FAIL other            2 trials   1 passed, 1 failed; 4 of 10 directives     [TIME]
     Summary 2 trials in [TIME]: 1 passed, 1 failed
"
    );
    assert!(!tree.has("snapshots"), "verdicts are the scripts' own");
    assert_eq!(
        std::fs::read_dir(tree.tree().join("other"))
            .unwrap()
            .count(),
        2
    );
    let (found, finished) = directives(&tree, "r.ndjson", "other/sub/bad");
    assert_eq!(
        told(&found),
        [
            (1, "module", "passed"),
            (2, "assert_return", "failed"),
            (3, "assert_return", "failed"),
            (4, "assert_return", "failed"),
            (5, "assert_return", "failed"),
            (6, "assert_return", "failed"),
            (7, "assert_return", "failed"),
            (8, "assert_return", "passed"),
        ]
    );
    assert_eq!(
        finished["directives"],
        serde_json::json!({"passed": 2, "total": 8})
    );
    let junit = tree.read("j.xml");
    assert!(
        junit.contains("bad.wast:2: assert_return: expected [i32:2], got [i32:1]"),
        "{junit}"
    );
}

#[test]
fn directives_before_a_syntax_error_count() {
    let tree = Harness::new().file(
        "other/cut.wast",
        format!("{GOOD}(assert_return (invoke \"one\"\n"),
    );
    let output = tree
        .wassay(&["run", "other", "--record", "r.ndjson"])
        .exits(1);
    output.says("cut.wast:3: assert_return: expected `)` (line 4, column 1)");
    let (found, _) = directives(&tree, "r.ndjson", "other/cut");
    assert_eq!(
        told(&found),
        [
            (1, "module", "passed"),
            (2, "assert_return", "passed"),
            (3, "assert_return", "failed"),
        ]
    );
}

#[test]
fn a_script_without_directives_is_broken() {
    for text in ["", "\n;; nothing but a comment\n"] {
        let tree = Harness::new()
            .file("other/empty.wast", text)
            .file("other/good.wast", GOOD);
        tree.wassay(&["run", "other"])
            .exits(4)
            .says("`empty.wast` has no directive: nothing is asked")
            .says("1 passed, 1 broken");
    }
}

#[test]
fn a_wait_that_never_ends_is_ended_by_the_limit() {
    let tree = Harness::with_root()
        .file(
            "suites/demo/wassay.toml",
            "[[case]]\nwast = \"*.wast\"\nlimits = { timeout = \"200ms\" }\n",
        )
        .file("suites/demo/waits.wast", WAITS)
        .file("suites/demo/good.wast", GOOD);
    tree.wassay(&["run", "--record", "r.ndjson"])
        .exits(1)
        .says("timed out")
        .says("1 passed, 1 failed");
    let (found, finished) = directives(&tree, "r.ndjson", "demo/waits");
    assert_eq!(
        told(&found)[..3],
        [
            (3, "module", "passed"),
            (8, "assert_return", "passed"),
            (9, "assert_return", "failed"),
        ]
    );
    assert_eq!(finished["ending"]["kind"], "timed-out");
}

#[test]
fn a_thread_that_never_ends_is_ended_by_the_limit() {
    let tree = Harness::with_root()
        .file(
            "suites/demo/wassay.toml",
            "[defaults]\nlimits = { timeout = \"200ms\" }\n",
        )
        .file("suites/demo/thread.wast", THREAD);
    tree.wassay(&["run", "--record", "r.ndjson"])
        .exits(1)
        .says("timed out");
    let (found, finished) = directives(&tree, "r.ndjson", "demo/thread");
    let before = [(2, "module", "passed"), (3, "assert_return", "passed")];
    assert_eq!(told(&found)[..2], before);
    assert_eq!(finished["ending"]["kind"], "timed-out");
}

#[test]
fn a_feature_that_the_engine_lacks_is_broken_and_can_be_known() {
    let matrix = "[matrix]\nengine = [\"default\", \"winch\"]\n";
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", matrix)
        .file("suites/demo/gc.wast", GC);
    tree.wassay(&["run"])
        .exits(4)
        .says("BROKEN demo/gc@engine=winch")
        .says("`gc.wast` needs `gc`, which engine `winch` does not have")
        .says("1 passed, 1 broken");
    let known = "[[expect]]\nwhen = { engine = \"winch\" }\noutcome = \"broken\"\nmessage = \"needs `gc`\"\nreason = \"no \
                 collector\"\n";
    tree.write("suites/demo/wassay.toml", format!("{matrix}{known}"));
    tree.wassay(&["run"])
        .exits(0)
        .says("1 passed, 1 known failure");
}
