//! What stands below a line, what is said of hostile texts, and columns that do not fit.

use super::*;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::execution::Ending;
use crate::model::expectation::Decided;
use crate::model::expectation::Expected;

fn script() -> Script {
    Script::new(plan(&[("lua", 3)], 3, 0))
}

/// The lines of trials, without greeting, suites and summary.
fn lines(script: &Script, style: Style) -> String {
    let text = script.told(style, Verbosity::Normal);
    let text = text.split_once('\n').unwrap().1.to_owned();
    let end = text.find("     Summary").unwrap_or(text.len());
    text[..end].to_owned()
}

fn failing(id: &str, ending: Ending, expected: Option<&str>) -> TrialFinished {
    let mut trial = trial(id);
    trial.outcome = Outcome::Fail;
    trial.verdict = Some("differs".to_owned());
    trial.differences = vec![Difference {
        channel: Channel::Ending,
        line: None,
        expected: expected.map(str::to_owned),
        actual: Some(ending.to_string()),
    }];
    trial.ending = Some(ending);
    trial
}

#[test]
fn a_trap_shows_its_kind_its_message_and_its_frames() {
    let mut script = script();
    let ending = Ending::Trapped {
        trap: "integer divide by zero".to_owned(),
        frames: (0..7)
            .map(|index| format!("{index}: div\x1b[2J!frame{index}"))
            .collect(),
    };
    script.trial(failing("lua/a", ending, Some("exited 0")));
    script.end(|_| {});
    assert_eq!(
        lines(&script, Style::plain()),
        "        FAIL lua/a     0.003s  trapped, was: exited 0
             trapped: integer divide by zero
               0: div\\x1b[2J!frame0
               1: div\\x1b[2J!frame1
               2: div\\x1b[2J!frame2
               3: div\\x1b[2J!frame3
               4: div\\x1b[2J!frame4
"
    );
}

#[test]
fn a_time_out_shows_the_limit_and_what_was_written_before_it() {
    let mut script = script();
    let document = script.blob("timed out\n\nstdout:\n| one\n|$ \\x1b[2Jtwo\n\nstderr: empty\n");
    let mut trial = failing("lua/a", Ending::TimedOut { frames: vec![] }, None);
    trial.limit = Some("30s".to_owned());
    trial.document = Some(document);
    script.trial(trial);
    let mut silent = failing("lua/b", Ending::OutOfMemory, Some("exited 0"));
    silent.limit = Some("1 GiB".to_owned());
    script.trial(silent);
    script.end(|_| {});
    assert_eq!(
        lines(&script, Style::plain()),
        "        FAIL lua/a     0.003s  timed out
             it met its limit of 30s; before that it wrote
             │ stdout:
             │ | one
             │ |$ \\x1b[2Jtwo
        FAIL lua/b     0.003s  out of memory, was: exited 0
             it met its limit of 1 GiB
"
    );
}

#[test]
fn declared_values_show_their_differences() {
    let mut script = script();
    let mut trial = differing("lua/a", (Sha256::of(b"a"), Sha256::of(b"b")), "");
    trial.snapshot = None;
    trial.differences[0].actual = Some("b\tc\x07".to_owned());
    script.trial(trial);
    script.end(|_| {});
    assert_eq!(
        lines(&script, Style::plain()),
        "        FAIL lua/a     0.003s  stdout differs
             stdout:
             │ - a
             │ + b⇥c\\x07
"
    );
}

#[test]
fn an_expectation_that_no_longer_holds_says_where_it_stands() {
    let mut script = script();
    let mut trial = trial("lua/a@engine=winch");
    trial.outcome = Outcome::UnexpectedPass;
    trial.expectation = Some(Decided {
        outcome: Expected::Broken,
        ending: None,
        message: None,
        reason: "Winch does not compile exceptions".to_owned(),
        issue: None,
        until: None,
        expired: false,
        at: "suites/lua/wassay.toml:13".to_owned(),
    });
    script.trial(trial);
    script.end(|_| {});
    assert_eq!(
        lines(&script, Style::plain()),
        "  UNEXPECTED lua/a@engine=winch     0.003s  passed, was expected to be broken
             suites/lua/wassay.toml:13: Winch does not compile exceptions
"
    );
}

fn broken(id: &str, message: &str) -> TrialFinished {
    let mut trial = trial(id);
    trial.outcome = Outcome::Broken;
    trial.verdict = Some("broken".to_owned());
    trial.run_us = 0;
    let mut cause = Cause::new(Stage::Compile, "refused", message);
    cause
        .chain
        .push("wasm exceptions\nare not supported".to_owned());
    trial.cause = Some(cause.hint("name another engine"));
    trial
}

#[test]
fn single_broken_trials_have_a_line_each_and_their_cause_once() {
    let mut script = Script::new(plan(&[("lua", 5)], 5, 0));
    for id in ["lua/d", "lua/b"] {
        script.trial(broken(id, "`x.wasm` cannot be compiled"));
    }
    script.trial(broken("lua/e", "`y.wasm` is \x1b[31mempty"));
    script.trials("lua", 2, 0);
    script.suite("lua", 10);
    script.end(|_| {});
    assert_eq!(
        lines(&script, Style::plain()),
        "      BROKEN lua/b     0.000s  `x.wasm` cannot be compiled
      BROKEN lua/d     0.000s  `x.wasm` cannot be compiled
             wasm exceptions
             are not supported
        hint name another engine
      BROKEN lua/e     0.000s  `y.wasm` is \\x1b[31mempty
             wasm exceptions
             are not supported
        hint name another engine
      BROKEN lua              5 trials   2 passed, 3 broken                         0.01s
"
    );
}

#[test]
fn a_broken_release_is_said_once() {
    let mut script = Script::new(plan(&[("ruby", 4)], 2, 0));
    for id in ["ruby/a@ruby=3.2.4", "ruby/b@ruby=3.2.4"] {
        script.trial(broken(id, "ruby 3.2.4 cannot be had"));
    }
    script.trial(trial("ruby/a@ruby=3.4.1"));
    script.trial(trial("ruby/b@ruby=3.4.1"));
    script.suite("ruby", 10);
    script.end(|_| {});
    assert_eq!(
        lines(&script, Style::plain()),
        "      BROKEN ruby 3.2.4       2 trials   ruby 3.2.4 cannot be had
             wasm exceptions
             are not supported
        hint name another engine
      BROKEN ruby             4 trials   2 passed, 2 broken                         0.01s
"
    );
}

#[test]
fn a_run_that_is_stopped_still_says_what_was_broken() {
    let mut script = script();
    script.trial(broken("lua/a", "no"));
    script.end(|finished| finished.not_run = 2);
    let text = script.plain();
    assert!(
        text.contains("      BROKEN lua/a     0.000s  no\n"),
        "{text}"
    );
    assert!(
        text.contains("stopped after 1 of 3 trials: 1 broken; 2 were not run\n"),
        "{text}"
    );
}

#[test]
fn long_ids_lose_their_middle_and_never_the_verdict() {
    let mut script = script();
    let id = format!("lua/{}@lua=5.5.1,engine=winch", "very-long-name-".repeat(6));
    script.trial(differing(&id, (Sha256::of(b"a"), Sha256::of(b"b")), ""));
    script.end(|_| {});
    for width in [80, 100] {
        let text = lines(&script, Style::plain().width(width));
        let line = text.lines().next().unwrap();
        assert!(line.ends_with("=winch 0.003s  stdout differs"), "{line}");
        assert!(line.starts_with("        FAIL lua/very-long"), "{line}");
        assert_eq!(columns(line), width);
    }
}

fn columns(line: &str) -> usize {
    console::measure_text_width(line)
}

#[test]
fn a_line_that_cannot_fit_is_continued() {
    let mut script = script();
    let mut trial = trial("lua/a");
    trial.outcome = Outcome::Skipped;
    trial.skip = Some(crate::model::event::Skip {
        reason: "because ".repeat(12).trim_end().to_owned(),
        by: "expectation".to_owned(),
    });
    script.trial(trial);
    script.end(|_| {});
    assert_eq!(lines(&script, Style::plain()), "");
    let text = script.told(Style::plain().width(80), Verbosity::Verbose);
    assert!(
        text.contains("        SKIP lua/a     0.003s\n             because because"),
        "{text}"
    );
    assert!(text.lines().all(|line| columns(line) <= 80), "{text}");
}

#[test]
fn nothing_a_stranger_wrote_acts_on_the_terminal() {
    let evil = "\x1b]0;title\x07\r\u{202e}\u{9b}2J\n";
    let mut plan = plan(&[(evil, 1)], 1, 0);
    plan.remark = Some(evil.to_owned());
    let mut script = Script::new(plan);
    script.event(EventKind::Defect(Defect::error("x", evil, None).hint(evil)));
    let old = script.blob(&format!("exited 0\n\nstdout:\n| {evil}"));
    let new = script.blob(&format!("exited 0\n\nstdout:\n| other {evil}"));
    script.trial(differing(
        &format!("{evil}/a@{evil}={evil}"),
        (old, new),
        evil,
    ));
    let mut broken = broken(&format!("{evil}/b"), evil);
    broken.cause = Some(Cause::new(Stage::Link, "x", evil).hint(evil));
    script.trial(broken);
    script.program(evil, Compiled::Fresh, 1_000_000);
    script.event(EventKind::Runtime(runtime_ready(
        evil,
        evil,
        &[(1, Verified::Bundle)],
    )));
    script.end(|_| {});
    for verbosity in [Verbosity::Normal, Verbosity::Verbose] {
        let text = script.told(Style::plain(), verbosity);
        let acts = text
            .chars()
            .find(|c| *c != '\n' && wording::is_invisible(*c));
        assert_eq!(acts, None, "{text}");
    }
}

#[test]
fn what_is_only_checked_fails_and_says_that_nothing_was_written() {
    let mut script = Script::with_policy(plan(&[("lua", 2)], 2, 0), UpdatePolicy::Check);
    let mut unseen = trial("lua/a");
    unseen.outcome = Outcome::Fail;
    unseen.verdict = Some("unseen".to_owned());
    script.trial(unseen);
    script.event(EventKind::CaseFinished(CaseFinished {
        case: CaseId::new("lua/a"),
        groups: vec![],
        writes: vec![SnapshotWrite {
            path: "snapshots/lua/a.snap".to_owned(),
            document: Sha256::of(b"a"),
            effect: Effect::None,
            replaces: None,
        }],
    }));
    script.end(|_| {});
    assert_eq!(
        script.plain(),
        "  Discovered 1 suite, 2 cases, 2 trials in 2ms
        FAIL lua/a     0.003s  no snapshot: exited 0, output 0 bytes
     Summary 1 trial in 0.0s: 1 failed
             1 snapshot would change: snapshots are checked here, not written
"
    );
}

#[test]
fn what_was_accepted_is_named() {
    let mut script = Script::with_policy(plan(&[("lua", 2)], 2, 0), UpdatePolicy::Accept);
    let mut taken = trial("lua/a@lua=5.5.1");
    taken.verdict = Some("unseen".to_owned());
    script.trial(taken);
    script.event(EventKind::CaseFinished(CaseFinished {
        case: CaseId::new("lua/a"),
        groups: vec![],
        writes: ["a", "a@lua=5.5"]
            .map(|name| SnapshotWrite {
                path: format!("snapshots/lua/{name}.snap"),
                document: Sha256::of(b"a"),
                effect: Effect::Accepted,
                replaces: None,
            })
            .to_vec(),
    }));
    script.end(|_| {});
    assert_eq!(
        script.told(Style::plain(), Verbosity::Verbose),
        "  Discovered 1 suite, 2 cases, 2 trials in 2ms
        PASS lua/a@lua=5.5.1     0.003s  accepted
    Accepted lua/a, lua/a@lua=5.5
     Summary 1 trial in 0.0s: 1 passed
"
    );
}

#[test]
fn different_changes_stand_apart_and_large_ones_are_cut() {
    let mut script = Script::new(plan(&[("lua", 3)], 3, 0));
    let long = |word: &str| {
        let lines: Vec<String> = (0..200).map(|index| format!("| {word} {index}")).collect();
        format!("exited 0\n\nstdout:\n{}\n", lines.join("\n"))
    };
    let large = (script.blob(&long("a")), script.blob(&long("b")));
    let ends = (
        script.blob("exited 0\n\nstdout: empty\n"),
        script.blob("exited 1\n\nstdout: empty\n"),
    );
    script.trial(differing("lua/z", large, ""));
    script.trial(differing("lua/a", ends, "ends"));
    script.trial(differing(
        "lua/gone",
        (Sha256::of(b"x"), Sha256::of(b"y")),
        "",
    ));
    script.end(|_| {});
    let text = script.plain();
    assert!(text.contains("── 3 changes in 3 trials ──"), "{text}");
    assert!(text.contains("\n── 2 of 3 ──"), "{text}");
    assert!(
        text.contains("      1     │ - exited 0\n         1  │ + exited 1\n      2  2  │   \n"),
        "{text}"
    );
    assert!(
        text.contains("the documents are not kept here: `wassay diff lua/gone` shows them"),
        "{text}"
    );
    assert!(
        text.contains("      … 342 more lines: `wassay diff lua/z`\n"),
        "{text}"
    );
    assert!(!text.contains("   accept"), "nothing is pending");
}

#[test]
fn screen_13_failed_directives_stand_below_their_script() {
    let mut plan = plan(&[("wast", 2)], 2, 0);
    plan.recognised = vec!["wast: 63 scripts".to_owned()];
    let mut script = Script::new(plan);
    let mut concat = trial("wast/values/concat");
    concat.command = "concat.wast".to_owned();
    concat.outcome = Outcome::Fail;
    concat.verdict = Some("differs".to_owned());
    concat.directives = Some(DirectiveTally {
        passed: 1_904,
        total: 1_921,
    });
    let message = "assert_invalid: the module was accepted, which is a sentence that goes on for so long that \
                   it needs another line \x1b[2J";
    concat.differences = (0..7)
        .map(|index| Difference {
            channel: Channel::Results,
            line: Some(118 + index),
            expected: None,
            actual: Some(
                if index == 1 {
                    message
                } else {
                    "assert_return: no"
                }
                .to_owned(),
            ),
        })
        .collect();
    script.trial(concat);
    script.trials("wast", 1, 0);
    script.suite("wast", 340);
    script.end(|_| {});
    assert_eq!(
        script.told(Style::plain(), Verbosity::Normal),
        "  Recognised wast: 63 scripts
  Discovered 1 suite, 2 cases, 2 trials in 2ms
        FAIL wast/values/concat     0.003s
             concat.wast:118: assert_return: no
             concat.wast:119: assert_invalid: the module was accepted, which is a sentence that
               goes on for so long that it needs another line \\x1b[2J
             concat.wast:120: assert_return: no
             concat.wast:121: assert_return: no
             concat.wast:122: assert_return: no
             ... 12 more
        FAIL wast             2 trials   1 passed, 1 failed; 1,904 of 1,921 directives  0.34s
     Summary 2 trials in 0.0s: 1 passed, 1 failed
"
    );
}

#[test]
fn a_script_whose_directives_all_hold_differs_by_its_document_alone() {
    let mut script = Script::new(plan(&[("wast", 1)], 1, 0));
    let mut new = trial("wast/a");
    new.outcome = Outcome::Fail;
    new.verdict = Some("unseen".to_owned());
    new.ending = Some(Ending::Returned);
    new.directives = Some(DirectiveTally {
        passed: 2,
        total: 2,
    });
    new.resources.output_bytes = 0;
    script.trial(new);
    script.end(|_| {});
    assert!(
        lines(&script, Style::plain()).contains("NEW wast/a     0.003s  returned, output 0 bytes"),
        "{}",
        lines(&script, Style::plain())
    );
}
