//! What a person said about trials that do not pass, and what a run makes of it.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::Output;
use crate::harness::printing;
use crate::releases;
use crate::releases::Echo;

/// How the one case of a tree answers, once `hello` is accepted.
#[derive(Clone, Copy, Debug)]
enum Answer {
    Right,
    Wrong,
    Traps,
    Broken,
}

impl Answer {
    fn program(self) -> String {
        match self {
            Self::Right => HELLO.to_owned(),
            Self::Wrong => printing("hullo\\n", 6),
            Self::Traps => "(module (func (export \"_start\") unreachable))".to_owned(),
            Self::Broken => {
                "(module (import \"env\" \"nope\" (func)) (func (export \"_start\")))".to_owned()
            }
        }
    }
}

/// A tree whose case `demo/case` is accepted as `hello` and then answers otherwise, with an expectation.
fn tree(expect: &str, answer: Answer) -> Harness {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/case.wat", HELLO);
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    tree.write("suites/demo/case.wat", answer.program());
    tree.write(
        "suites/demo/wassay.toml",
        format!("[[expect]]\n{expect}\nreason = \"as it is\"\n"),
    );
    tree
}

/// The word of each trial and the exit code of a run.
fn outcomes(tree: &Harness, args: &[&str]) -> (Vec<String>, i32, Output) {
    let output = tree.wassay(&[&["run", "--record", "record.ndjson"], args].concat());
    let record = tree.read("record.ndjson");
    let words = record
        .lines()
        .map(|line| serde_json::from_str(line).expect("a record is JSON"))
        .filter(|line: &serde_json::Value| line["event"] == "trial-finished")
        .map(|line| line["outcome"].as_str().unwrap_or_default().to_owned())
        .collect();
    (words, output.code, output)
}

#[test]
fn every_expectation_meets_every_answer() {
    use Answer::Broken;
    use Answer::Right;
    use Answer::Traps;
    use Answer::Wrong;
    let table = [
        ("outcome = 'fail'", Wrong, "known-failure", 0),
        ("outcome = 'fail'", Traps, "known-failure", 0),
        ("outcome = 'fail'", Right, "unexpected-pass", 1),
        ("outcome = 'fail'", Broken, "broken", 4),
        (
            "outcome = 'fail'\nending = 'exited 0'",
            Wrong,
            "known-failure",
            0,
        ),
        ("outcome = 'fail'\nending = 'trapped'", Wrong, "fail", 1),
        (
            "outcome = 'fail'\nending = 'trapped'",
            Traps,
            "known-failure",
            0,
        ),
        ("outcome = 'fail'\nending = 'exited 3'", Traps, "fail", 1),
        (
            "outcome = 'fail'\nmessage = 'hullo'",
            Wrong,
            "known-failure",
            0,
        ),
        ("outcome = 'fail'\nmessage = 'zebra'", Wrong, "fail", 1),
        (
            "outcome = 'fail'\nmessage = 'unreachable'",
            Traps,
            "known-failure",
            0,
        ),
        ("outcome = 'broken'", Broken, "known-failure", 0),
        ("outcome = 'broken'", Right, "unexpected-pass", 1),
        ("outcome = 'broken'", Wrong, "unexpected-pass", 1),
        (
            "outcome = 'broken'\nmessage = 'nope'",
            Broken,
            "known-failure",
            0,
        ),
        ("outcome = 'broken'\nmessage = 'zebra'", Broken, "broken", 4),
        ("outcome = 'flaky'", Right, "pass", 0),
        ("outcome = 'flaky'", Wrong, "flaky", 0),
        ("outcome = 'flaky'\nmessage = 'zebra'", Wrong, "fail", 1),
        ("outcome = 'flaky'", Broken, "broken", 4),
        ("outcome = 'skip'", Right, "skipped", 0),
        ("outcome = 'skip'", Broken, "skipped", 0),
    ];
    for (expect, answer, word, code) in table {
        let tree = tree(expect, answer);
        let (words, exit, output) = outcomes(&tree, &[]);
        assert_eq!(
            (words, exit),
            (vec![word.to_owned()], code),
            "{expect} {answer:?}\n{}",
            output.stderr
        );
        // What was said to be so changes nothing on disk; what was not, is for a person to decide.
        let pending = tree.has("snapshots/demo/case.snap.new");
        let undecided = word == "fail" || (word == "unexpected-pass" && matches!(answer, Wrong));
        assert_eq!(pending, undecided, "{expect} {answer:?}");
    }
}

#[test]
fn each_word_stands_on_its_line_with_its_reason() {
    let table = [
        (
            "outcome = 'fail'",
            Answer::Wrong,
            "KNOWN demo/case     [TIME]  as it is",
        ),
        (
            "outcome = 'fail'",
            Answer::Right,
            "UNEXPECTED demo/case     [TIME]  passed, was expected to fail",
        ),
        (
            "outcome = 'flaky'",
            Answer::Wrong,
            "FLAKY demo/case     [TIME]  as it is",
        ),
        (
            "outcome = 'skip'",
            Answer::Wrong,
            "SKIP demo/case     [TIME]  as it is",
        ),
    ];
    for (expect, answer, line) in table {
        tree(expect, answer).wassay(&["run", "-v"]).says(line);
    }
}

#[test]
fn flaky_trials_count_as_failed_when_asked_so() {
    let tree = tree("outcome = 'flaky'", Answer::Wrong);
    let (words, code, _) = outcomes(&tree, &["--flaky", "fail"]);
    assert_eq!((words, code), (vec!["fail".to_owned()], 1));
}

#[test]
fn an_expectation_without_a_reason_or_for_nothing_is_a_mistake() {
    let tree = tree("outcome = 'fail'", Answer::Wrong);
    tree.write("suites/demo/wassay.toml", "[[expect]]\noutcome = 'fail'\n");
    tree.wassay(&["run"])
        .exits(2)
        .says("┌ suites/demo/wassay.toml:1:")
        .says("`reason` is missing");
    tree.write(
        "suites/demo/wassay.toml",
        "[[expect]]\ncases = 'zebra'\noutcome = 'fail'\nreason = 'x'\n",
    );
    tree.wassay(&["run"])
        .exits(2)
        .says("┌ suites/demo/wassay.toml:2:9\n")
        .says("cases of this project: case");
}

#[test]
fn a_date_ends_an_expectation_and_is_announced_before() {
    let expect = "outcome = 'fail'\nuntil = '2026-12-04'";
    let table = [
        ("2026-11-19", "known-failure", 0, None),
        (
            "2026-11-20",
            "known-failure",
            0,
            Some("expectation ends in 14 days"),
        ),
        (
            "2026-12-04",
            "known-failure",
            0,
            Some("expectation ends today"),
        ),
        ("2026-12-05", "unexpected-pass", 1, None),
    ];
    for (today, word, code, notice) in table {
        let tree = tree(expect, Answer::Wrong).env("WASSAY_TODAY", today);
        let (words, exit, output) = outcomes(&tree, &[]);
        assert_eq!((words, exit), (vec![word.to_owned()], code), "{today}");
        match notice {
            Some(notice) => output
                .says(&format!("warning: {notice}\n"))
                .says("┌ suites/demo/wassay.toml:1:1\n")
                .says("holds through 2026-12-04: as it is"),
            None => output.is_silent_on("warning"),
        };
        if code == 1 {
            tree.wassay(&["run"]).says(
                "UNEXPECTED demo/case     [TIME]  answered; the expectation held until 2026-12-04",
            );
        }
    }
}

#[test]
fn a_day_that_is_none_is_refused() {
    let tree = tree("outcome = 'fail'", Answer::Wrong).env("WASSAY_TODAY", "tomorrow");
    tree.wassay(&["run"])
        .exits(2)
        .says("error: `WASSAY_TODAY` is `tomorrow`, which is not a date\nhint: a date is written 2027-01-31\n");
}

#[test]
fn a_release_in_the_run_ends_an_expectation() {
    let table = [
        ("wasmtime@40", "unexpected-pass", 1),
        ("wasmtime@999", "known-failure", 0),
    ];
    for (until, word, code) in table {
        let tree = tree(
            &format!("outcome = 'fail'\nuntil = '{until}'"),
            Answer::Wrong,
        );
        let (words, exit, _) = outcomes(&tree, &[]);
        assert_eq!((words, exit), (vec![word.to_owned()], code), "{until}");
    }
}

#[test]
fn a_release_of_a_runtime_ends_an_expectation_about_another() {
    let tree = releases::tree();
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let wrong = Echo {
        version: "1.0.1",
        prints: "other",
    };
    releases::pin(&tree, "suites/echo", &[wrong]);
    let expect = "[[expect]]\nwhen = { echo = '1.0' }\noutcome = 'fail'\nreason = 'old'\nuntil = 'echo@2.0'\n";
    tree.write("suites/echo/wassay.toml", expect);
    let (words, code, _) = outcomes(&tree, &[]);
    assert_eq!((words, code), (vec!["known-failure".to_owned(); 2], 0));
    let wrong = Echo {
        version: "1.0.1",
        prints: "other",
    };
    let [_, _, newest] = releases::THREE;
    releases::pin(&tree, "suites/echo", &[wrong, newest]);
    let (words, code, output) = outcomes(&tree, &[]);
    let mut sorted = words;
    sorted.sort();
    assert_eq!(
        sorted,
        ["pass", "pass", "unexpected-pass", "unexpected-pass"]
    );
    assert_eq!(code, 1);
    output.says("answered; the expectation held until echo@2.0");
}

#[test]
fn the_nearest_files_first_entry_decides() {
    let tree = tree("outcome = 'skip'", Answer::Wrong);
    tree.write(
        "wassay.toml",
        "suites = ['suites']\n[[expect]]\noutcome = 'fail'\nreason = 'outer'\n",
    );
    let (words, ..) = outcomes(&tree, &[]);
    assert_eq!(words, ["skipped"], "the project's own decides");
    let two = "[[expect]]\noutcome = 'flaky'\nreason = 'first'\n[[expect]]\noutcome = 'skip'\nreason = 'second'\n";
    tree.write("suites/demo/wassay.toml", two);
    let (words, ..) = outcomes(&tree, &["-q"]);
    assert_eq!(words, ["flaky"], "the first of a file decides");
}
