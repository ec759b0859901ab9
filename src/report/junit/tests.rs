//! Whole files, and what hostile texts become in them.

use super::*;
use crate::digest::Sha256;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::engine::Identity;
use crate::model::event::Blob;
use crate::model::event::Skip;
use crate::model::event::SnapshotRef;
use crate::model::execution::Ending;
use crate::model::expectation::Decided;
use crate::model::expectation::Expected;
use crate::model::outcome::Difference;
use crate::record::samples::event;
use crate::record::samples::run_started;
use crate::record::samples::trial;
use std::fs;

fn written(kinds: Vec<EventKind>) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("deep/junit.xml");
    let mut junit = Junit::new(&path);
    junit.event(&event(run_started(UpdatePolicy::Pending)));
    for kind in kinds {
        junit.event(&event(kind));
    }
    junit.finish().unwrap();
    fs::read_to_string(&path).unwrap()
}

fn finished(trial: TrialFinished) -> EventKind {
    EventKind::TrialFinished(Box::new(trial))
}

fn with(id: &str, outcome: Outcome, verdict: &str) -> TrialFinished {
    let mut trial = trial(id);
    trial.outcome = outcome;
    trial.verdict = Some(verdict.to_owned());
    trial
}

fn blob(text: &str) -> (Sha256, EventKind) {
    let digest = Sha256::of(text.as_bytes());
    let blob = Blob {
        digest,
        size: text.len() as u64,
        encoding: "text".to_owned(),
        content: Some(text.into()),
    };
    (digest, EventKind::Blob(blob))
}

fn decided(outcome: Expected) -> Decided {
    Decided {
        outcome,
        ending: None,
        message: None,
        reason: "no exceptions".to_owned(),
        issue: None,
        until: None,
        expired: false,
        at: "suites/lua/wassay.toml:13".to_owned(),
    }
}

fn engine() -> EventKind {
    EventKind::Engine(Identity {
        engine: "default".to_owned(),
        kind: "embedded".to_owned(),
        program: "wasmtime".to_owned(),
        version: "48.0.8".to_owned(),
        identity: "abc".to_owned(),
        options: BTreeMap::new(),
        features: vec![],
    })
}

/// A trial of every outcome.
fn all() -> Vec<EventKind> {
    let (old, old_blob) = blob("exited 0\n\nstdout:\n| a\n");
    let (new, new_blob) = blob("exited 0\n\nstdout:\n| b<\n");
    let mut fail = with("lua/deep/fail@lua=5.5.1", Outcome::Fail, "differs");
    fail.document = Some(new);
    fail.snapshot = Some(SnapshotRef {
        path: "snapshots/lua/deep/fail.snap".to_owned(),
        variant: None,
        accepted: Some(old),
    });
    fail.differences = vec![Difference {
        channel: Channel::Stdout,
        line: Some(1),
        expected: Some("a".to_owned()),
        actual: Some("b<".to_owned()),
    }];
    let mut known = with("lua/known@engine=winch", Outcome::KnownFailure, "broken");
    known.expectation = Some(decided(Expected::Broken));
    let mut unexpected = with("lua/unexpected", Outcome::UnexpectedPass, "matched");
    unexpected.expectation = Some(decided(Expected::Broken));
    let mut flaky = with("lua/flaky", Outcome::Flaky, "matched");
    flaky.attempts = 2;
    let mut broken = with("wasi/broken", Outcome::Broken, "broken");
    broken.cause = Some(Cause::new(Stage::Compile, "refused", "`x.wasm` is empty").hint("fill it"));
    let mut skipped = with("wasi/skipped", Outcome::Skipped, "");
    skipped.skip = Some(Skip {
        reason: "not here".to_owned(),
        by: "expectation".to_owned(),
    });
    let mut kinds = vec![engine(), old_blob, new_blob];
    kinds.push(EventKind::AttemptFinished(AttemptFinished {
        trial: "lua/flaky".to_owned(),
        attempt: 1,
        ending: Some(Ending::Exited { code: 1 }),
        document: None,
        verdict: "differs".to_owned(),
    }));
    let trials = [broken, skipped, fail, known, unexpected, flaky];
    kinds.extend(trials.map(finished));
    kinds.push(finished(with("lua/new", Outcome::Fail, "unseen")));
    kinds.push(finished(with("lua/pass", Outcome::Pass, "matched")));
    kinds
}

const EXPECTED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="wassay" tests="8" failures="3" errors="1" time="0.000">
    <testsuite name="lua" tests="6" disabled="0" errors="0" failures="3" time="0.018" skipped="0">
        <properties>
            <property name="wassay" value="0.1.0"/>
            <property name="engine default" value="wasmtime 48.0.8 abc"/>
        </properties>
        <testcase name="flaky" classname="lua" time="0.003">
            <properties>
                <property name="trial" value="lua/flaky"/>
                <property name="engine" value="default"/>
            </properties>
            <flakyFailure time="0.003" message="attempt 1: differs, exited 1" type="flaky">
            </flakyFailure>
        </testcase>
        <testcase name="known@engine=winch" classname="lua" time="0.003">
            <properties>
                <property name="trial" value="lua/known@engine=winch"/>
                <property name="engine" value="winch"/>
                <property name="known-failure" value="no exceptions"/>
            </properties>
        </testcase>
        <testcase name="new" classname="lua" time="0.003">
            <properties>
                <property name="trial" value="lua/new"/>
                <property name="engine" value="default"/>
            </properties>
            <failure message="exited 0, output 0 bytes" type="new"/>
        </testcase>
        <testcase name="pass" classname="lua" time="0.003">
            <properties>
                <property name="trial" value="lua/pass"/>
                <property name="engine" value="default"/>
            </properties>
        </testcase>
        <testcase name="unexpected" classname="lua" time="0.003">
            <properties>
                <property name="trial" value="lua/unexpected"/>
                <property name="engine" value="default"/>
                <property name="expectation" value="no exceptions"/>
            </properties>
            <failure message="passed, was expected to be broken" type="unexpected">suites/lua/wassay.toml:13: no exceptions
</failure>
        </testcase>
        <testcase name="fail@lua=5.5.1" classname="lua/deep" time="0.003">
            <properties>
                <property name="trial" value="lua/deep/fail@lua=5.5.1"/>
                <property name="engine" value="default"/>
                <property name="runtime" value="lua 5.5.1"/>
            </properties>
            <failure message="stdout differs" type="fail">snapshots/lua/deep/fail.snap
---
  
  stdout:
- | a
+ | b&lt;
</failure>
            <system-out>exited 0

stdout:
| b&lt;
</system-out>
        </testcase>
    </testsuite>
    <testsuite name="wasi" tests="2" disabled="0" errors="1" failures="0" time="0.006" skipped="1">
        <properties>
            <property name="wassay" value="0.1.0"/>
            <property name="engine default" value="wasmtime 48.0.8 abc"/>
        </properties>
        <testcase name="broken" classname="wasi" time="0.003">
            <properties>
                <property name="trial" value="wasi/broken"/>
                <property name="engine" value="default"/>
            </properties>
            <error message="`x.wasm` is empty" type="broken">`x.wasm` is empty
hint: fill it
</error>
        </testcase>
        <testcase name="skipped" classname="wasi" time="0.003">
            <properties>
                <property name="trial" value="wasi/skipped"/>
                <property name="engine" value="default"/>
            </properties>
            <skipped message="not here"/>
        </testcase>
    </testsuite>
</testsuites>
"#;

#[test]
fn every_outcome_has_its_element() {
    assert_eq!(written(all()), EXPECTED);
}

#[test]
fn hostile_text_is_visible_and_a_reader_takes_the_file() {
    let evil = "\0\x1b[31m]]><&\"'\r\u{fffe}\u{ffff}\u{202e}\u{9b}2J\tend";
    let (new, new_blob) = blob(&format!("exited 0\n\nstdout:\n| {evil}\n"));
    let (old, old_blob) = blob("exited 0\n\nstdout:\n| a\n");
    let mut fail = with(&format!("{evil}/a"), Outcome::Fail, "differs");
    fail.document = Some(new);
    fail.snapshot = Some(SnapshotRef {
        path: evil.to_owned(),
        variant: None,
        accepted: Some(old),
    });
    let mut broken = with(&format!("{evil}/b\n"), Outcome::Broken, "broken");
    broken.cause = Some(Cause::new(Stage::Link, "x", evil).hint(evil));
    let text = written(vec![old_blob, new_blob, finished(fail), finished(broken)]);
    for character in text.chars() {
        assert!(
            matches!(character, '\n' | '\t') || !wording::is_invisible(character),
            "{character:?}"
        );
        assert!(!matches!(character, '\u{fffe}' | '\u{ffff}'));
    }
    let report = Report::deserialize_from_str(&text).unwrap();
    assert_eq!(report.tests, 2);
    let shown = "\\x00\\x1b[31m]]><&\"'\\r\\u{fffe}\\u{ffff}\\u{202e}\\x9b2J";
    let case = &report.test_suites[0].test_cases[0];
    assert_eq!(case.classname.as_deref().unwrap(), format!("{shown}\\tend"));
    assert!(case.system_out.as_deref().unwrap().contains(shown));
}

#[test]
fn output_is_cut_at_64_kib_and_says_so() {
    let long = format!("exited 0\n\nstdout:\n{}", "| some line\n".repeat(20_000));
    let (new, new_blob) = blob(&long);
    let (old, old_blob) = blob("exited 0\n\nstdout: empty\n");
    let mut fail = with("a/b", Outcome::Fail, "differs");
    fail.document = Some(new);
    fail.snapshot = Some(SnapshotRef {
        path: "x".to_owned(),
        variant: None,
        accepted: Some(old),
    });
    let text = written(vec![old_blob, new_blob, finished(fail)]);
    assert!(text.len() < OUTPUT + 2_000, "{}", text.len());
    assert!(text.contains(&format!(
        "... cut here, {} in all ...",
        wording::count(long.len() as u64, "byte")
    )));
}

#[test]
fn counts_add_up() {
    let report = Report::deserialize_from_str(&written(all())).unwrap();
    let sum = |of: fn(&TestSuite) -> usize| report.test_suites.iter().map(of).sum::<usize>();
    assert_eq!(report.tests, sum(|suite| suite.tests));
    assert_eq!(report.failures, sum(|suite| suite.failures));
    assert_eq!(report.errors, sum(|suite| suite.errors));
    assert_eq!(report.tests, sum(|suite| suite.test_cases.len()));
}

#[test]
fn a_file_that_cannot_be_written_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    files::write_atomic(&dir.path().join("file"), b"").unwrap();
    let error = Junit::new(&dir.path().join("file/junit.xml"))
        .finish()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("cannot write the JUnit report `")
    );
}
