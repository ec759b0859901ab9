//! What the record, the JUnit file, the summary and `wassay list` say adds up, and tools that are not ours read both.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;
use crate::kinds;
use crate::peers;
use crate::releases;
use crate::releases::Echo;
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const NOPE: &str = "(module (import \"env\" \"nope\" (func)) (func (export \"_start\")))";

/// What becomes of cases by the start of their name: how many there are in each suite, the outcome, how it is counted
/// in the summary, and the element of JUnit.
const KINDS: [(&str, usize, &str, &str); 9] = [
    ("pass", 40, "pass", ""),
    ("differs", 12, "fail", "failure"),
    ("fresh", 10, "fail", "failure"),
    ("broken", 6, "broken", "error"),
    ("known", 8, "known-failure", ""),
    ("cannot", 6, "known-failure", ""),
    ("unasked", 8, "skipped", "skipped"),
    ("shaky", 5, "flaky", "flakyFailure"),
    ("better", 5, "unexpected-pass", "failure"),
];

/// Suites and the engines of each: 300 cases, 400 trials.
const SUITES: [(&str, u64); 3] = [("one", 1), ("two", 1), ("three", 2)];

const EXPECTS: &str = "
[[expect]]
cases = \"*/{known,better}*\"
outcome = \"fail\"
reason = \"wrong since 1.0\"
issue = \"https://example.test/1\"

[[expect]]
cases = \"*/cannot*\"
outcome = \"broken\"
message = \"nope\"
reason = \"needs nope\"

[[expect]]
cases = \"*/unasked*\"
outcome = \"skip\"
reason = \"not here\"

[[expect]]
cases = \"*/shaky*\"
outcome = \"flaky\"
reason = \"now and then\"
";

/// The large tree: accepted as `hello`, then changed, so that every outcome is there.
fn large() -> Harness {
    let root = "version = 1\nsuites = [\"suites\"]\n";
    let tree = Harness::new().file("wassay.toml", root);
    let write = |kinds: &[&str], text: &str| {
        for (suite, _) in SUITES {
            for (kind, count, ..) in KINDS.iter().filter(|(kind, ..)| kinds.contains(kind)) {
                for number in 0..*count {
                    tree.write(&format!("suites/{suite}/{kind}{number:02}.wat"), text);
                }
            }
        }
    };
    for (suite, engines) in SUITES {
        let matrix = ["", "[matrix]\nengine = [\"default\", \"winch\"]\n"];
        let at = usize::from(engines > 1);
        tree.write(&format!("suites/{suite}/wassay.toml"), matrix[at]);
    }
    write(&["pass", "differs", "known", "shaky", "better"], HELLO);
    tree.wassay(&["run", "-q", "--update", "accept"]).exits(0);
    let other = printing("esc \\1b[31m <&>]]> caf\\e9\\n", 22);
    write(&["differs", "known", "shaky", "fresh", "unasked"], &other);
    write(&["broken", "cannot"], NOPE);
    tree.write("wassay.toml", format!("{root}{EXPECTS}"));
    tree
}

/// The lines of a record.
fn record(tree: &Harness, path: &str) -> Vec<Value> {
    let text = tree.read(path);
    assert!(text.ends_with('\n'));
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

/// The element of each trial in a JUnit file, by trial id; empty for a test that passed.
fn junit(text: &str) -> Vec<(String, String)> {
    let case = regex::Regex::new(r"(?s)<testcase .*?</testcase>").expect("the pattern is right");
    let id = regex::Regex::new(r#"name="trial" value="([^"]*)""#).expect("the pattern is right");
    let element = regex::Regex::new(r"<(failure|error|skipped|flakyFailure)\b")
        .expect("the pattern is right");
    let cases = case.find_iter(text).map(|found| {
        let own = found.as_str();
        let id = id.captures(own).expect("every test names its trial");
        let element = element.captures(own);
        (
            id[1].to_owned(),
            element.map_or_else(String::new, |element| element[1].to_owned()),
        )
    });
    cases.collect()
}

fn sum<'a, K: Ord + 'a>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut sums = BTreeMap::new();
    keys.for_each(|key| *sums.entry(key).or_default() += 1);
    sums
}

/// How many trials have each outcome.
fn expected() -> BTreeMap<String, u64> {
    let cells: u64 = SUITES.iter().map(|(_, engines)| engines).sum();
    let mut sums = BTreeMap::new();
    for (_, count, outcome, _) in KINDS {
        *sums.entry(outcome.to_owned()).or_default() += count as u64 * cells;
    }
    sums
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one run is held against all that is said of it"
)]
fn record_junit_summary_and_list_add_up_and_others_can_read_them() {
    let tree = large();
    let listed = tree.wassay(&["list"]).exits(0);
    let listed: Vec<&str> = listed.stdout.lines().collect();
    assert_eq!(listed.len(), 400);
    let output = tree
        .wassay(&["run", "--record", "record.ndjson", "--junit", "junit.xml"])
        .exits(4);

    let lines = record(&tree, "record.ndjson");
    let finished: Vec<&Value> = lines
        .iter()
        .filter(|line| line["event"] == "trial-finished")
        .collect();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let ids: BTreeSet<String> = finished.iter().map(|line| word(&line["trial"])).collect();
    assert_eq!(finished.len(), 400, "each trial ends once");
    assert_eq!(ids, listed.iter().map(|id| (*id).to_owned()).collect());
    let outcomes = sum(finished.iter().map(|line| word(&line["outcome"])));
    assert_eq!(outcomes, expected());
    for line in &finished {
        let case = word(&line["case"]);
        let own = KINDS
            .iter()
            .find(|(kind, ..)| case.contains(&format!("/{kind}")));
        let (_, _, outcome, _) = own.expect("every case is of a kind");
        assert_eq!(line["outcome"], *outcome, "{line}");
    }

    for (number, line) in lines.iter().enumerate() {
        assert_eq!(line["n"], number, "lines are counted");
    }
    let last = lines.last().expect("there are lines");
    assert_eq!(last["event"], "run-finished");
    assert_eq!(
        (&last["lines"], &last["exit"]),
        (&lines.len().into(), &4.into())
    );
    let tally: BTreeMap<String, u64> =
        serde_json::from_value(last["tally"].clone()).expect("a tally is counts");
    assert_eq!(tally, expected());
    let plan = lines
        .iter()
        .find(|line| line["event"] == "plan")
        .expect("a record has a plan");
    for (key, value) in [
        ("suites", 3),
        ("cases", 300),
        ("trials", 400),
        ("selected", 400),
    ] {
        assert_eq!(plan[key], value, "{key}");
    }

    let tests = junit(&tree.read("junit.xml"));
    assert_eq!(tests.len(), 400);
    let elements: BTreeMap<&str, &str> = tests
        .iter()
        .map(|(id, element)| (&**id, &**element))
        .collect();
    for id in listed {
        let own = KINDS
            .iter()
            .find(|(kind, ..)| id.contains(&format!("/{kind}")));
        let (.., element) = own.expect("every case is of a kind");
        assert_eq!(elements.get(id), Some(element), "{id}");
    }

    let said = output
        .stderr
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let sentence = "Summary 400 trials in [TIME]: 160 passed, 56 known failures, 20 flaky, 32 skipped, 48 failed, \
                    40 new, 20 unexpected passes, 24 broken 66 snapshots pending: `wassay pending`,";
    assert!(said.contains(sentence), "{said}");
    for (suite, engines) in SUITES {
        let line = format!(
            "BROKEN {suite} {} trials {} passed, {} known failures,",
            100 * engines,
            40 * engines,
            14 * engines
        );
        assert!(said.contains(&line), "{line}\n{said}");
    }
    let pending = tree.wassay(&["pending"]).exits(0);
    assert_eq!(pending.stdout.lines().count(), 66);

    validate(&tree, &["record.ndjson"], Some("junit.xml"));
}

#[test]
fn every_line_that_a_run_can_write_fits_the_schema() {
    let tree = releases::tree();
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let [first, second, _] = releases::THREE;
    let third = Echo {
        version: "2.0.0",
        prints: "other",
    };
    releases::pin(&tree, "suites/echo", &[first, second, third]);
    let wrong = "[matrix]\nengine = [\"default\"]\n[defaults]\nretries = 1\n[[expect]]\ncases = \"two\"\noutcome = \"fail\"\n\
                 reason = \"x\"\nuntil = \"2026-11-21\"\n";
    tree.write("suites/echo/wassay.toml", wrong);
    tree.write("suites/bad/wassay.toml", "agrs = 1\n");
    for name in ["a", "b", "c"] {
        tree.write(
            &format!("suites/spin/{name}.wat"),
            "(module (func (export \"_start\") (loop $l (br $l))))",
        );
    }
    tree.write(
        "suites/spin/wassay.toml",
        "[defaults]\nlimits = { timeout = \"100ms\", fuel = 1_000_000_000_000_000 }\n",
    );
    tree.write("suites/traps/wassay.toml", "");
    tree.write(
        "suites/traps/a.wat",
        "(module (func $inner unreachable) (func (export \"_start\") call $inner))",
    );
    tree.write(
        "suites/kinds/wassay.toml",
        "[[case]]\nhttp = \"guest.wat\"\nname = \"ask\"\n[[case]]\ninvoke = \"guest.wat\"\nname = \"call\"\n\
         call = \"sum([1, 2])\"\n[[case]]\ninterface = \"guest.wat\"\nname = \"world\"\nimports = []\n\
         [[case]]\nwast = \"*.wast\"\n",
    );
    tree.write(
        "suites/kinds/guest.wat",
        kinds::component("components/languages/wat.wat"),
    );
    tree.write(
        "suites/kinds/script.wast",
        "(module)\n(assert_invalid (module) \"no\")\n",
    );
    tree.wassay(&["run", "--record", "one.ndjson", "--record-documents", "all"])
        .exits(2);
    tree.wassay(&[
        "run",
        "--record",
        "two.ndjson",
        "--max-fail",
        "1",
        "-j",
        "1",
    ])
    .exits(2);
    let mut events = BTreeSet::new();
    for path in ["one.ndjson", "two.ndjson"] {
        let lines = record(&tree, path);
        events.extend(lines.iter().map(|line| line["event"].to_string()));
    }
    let all = [
        "attempt-finished",
        "blob",
        "cancelling",
        "case-finished",
        "defect",
        "directive",
        "engine",
        "plan",
        "program",
        "run-finished",
        "run-started",
        "runtime",
        "trial-finished",
        "trial-started",
    ];
    let all: BTreeSet<String> = all.iter().map(|word| format!("\"{word}\"")).collect();
    assert_eq!(
        events.intersection(&all).collect::<Vec<_>>(),
        all.iter().collect::<Vec<_>>()
    );
    validate(&tree, &["one.ndjson", "two.ndjson"], None);
}

/// Holds files against jsonschema and junitparser, and the schema against records that are wrong.
fn validate(tree: &Harness, records: &[&str], junit: Option<&str>) {
    let Some(python) = peers::python() else {
        return;
    };
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record-1.schema.json");
    let mut command = Command::new(python);
    command
        .current_dir(tree.tree())
        .arg("-c")
        .arg(VALIDATE)
        .arg(schema)
        .arg(junit.unwrap_or_default())
        .args(records);
    let output = command.output().expect("python can be started");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.ends_with("all well\n"), "{said}");
}

/// Says `all well`, or what is wrong.
const VALIDATE: &str = include_str!("validate.py");

#[test]
fn a_report_that_cannot_be_written_exits_with_5() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/hello.wat", HELLO)
        .file("plain", "a file, no directory");
    tree.wassay(&["run", "--update", "accept", "--junit", "plain/junit.xml"])
        .exits(5)
        .says("1 passed")
        .says("error: cannot write the JUnit report `plain/junit.xml`: Not a directory (os error 20)\n");
    assert!(
        tree.has("snapshots/demo/hello.snap"),
        "the run itself stands"
    );
    let output = tree
        .wassay(&["run", "--record", "plain/record.ndjson"])
        .exits(5)
        .says("error: the record of this run cannot be written\n  caused by: cannot write the record `plain/record.ndjson`\n");
    output.is_silent_on("Summary");
    tree.wassay(&[
        "run",
        "--junit",
        "reports/junit.xml",
        "--record",
        "reports/record.ndjson",
    ])
    .exits(0);
    assert!(tree.has("reports/junit.xml") && tree.has("reports/record.ndjson"));
}
