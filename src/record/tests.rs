//! Whole records, written and read back.

use super::samples::*;
use super::*;
use crate::digest::Sha256;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::defect::Defect;
use crate::model::defect::Span;
use crate::model::event::*;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::id::CaseId;
use crate::model::outcome::Difference;
use crate::model::outcome::Outcome;
use crate::model::outcome::Tally;
use crate::model::outcome::UpdatePolicy;
use proptest::prelude::*;
use std::fs;
use std::time::Duration;

fn write_all(path: &Path, kinds: &[EventKind]) {
    let mut writer = Writer::create(path).unwrap();
    for kind in kinds {
        writer.write(&event(kind.clone())).unwrap();
    }
    writer.finish().unwrap();
}

fn read_all(path: &Path) -> (Vec<EventKind>, Completeness) {
    let mut record = read(path).unwrap();
    let kinds: Vec<EventKind> = record.by_ref().map(Result::unwrap).collect();
    (kinds, record.completeness())
}

#[test]
fn what_is_written_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("deep/run.ndjson");
    let mut kinds = one_of_each();
    write_all(&path, &kinds);
    let Some(EventKind::RunFinished(finished)) = kinds.last_mut() else {
        panic!("the last event ends the run");
    };
    finished.lines = 16;
    assert_eq!(read_all(&path), (kinds, Completeness::Complete));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\"seed\":\"18446744073709551615\""));
    for (number, line) in text.lines().enumerate() {
        assert!(line.starts_with("{\"event\":\""));
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["n"], number);
    }
}

#[test]
fn live_events_leave_no_line_and_no_gap() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.ndjson");
    let live = EventKind::CompileStarted(CompileStarted {
        digest: Sha256::of(b"x"),
        label: "x".to_owned(),
    });
    write_all(
        &path,
        &[
            run_started(UpdatePolicy::Check),
            live,
            EventKind::RunFinished(run_finished(Tally::default(), Duration::ZERO)),
        ],
    );
    let (kinds, completeness) = read_all(&path);
    assert_eq!((kinds.len(), completeness), (2, Completeness::Complete));
}

#[test]
fn a_record_that_was_cut_anywhere_is_read_as_far_as_it_goes() {
    let dir = tempfile::tempdir().unwrap();
    let whole = dir.path().join("whole.ndjson");
    let kinds = one_of_each();
    write_all(&whole, &kinds);
    let bytes = fs::read(&whole).unwrap();
    let first = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let cut = dir.path().join("cut.ndjson");
    for length in (first..bytes.len()).step_by(7) {
        crate::files::write_atomic(&cut, &bytes[..length]).unwrap();
        let (read, completeness) = read_all(&cut);
        assert_eq!(read, kinds[..read.len()]);
        let ended = matches!(read.last(), Some(EventKind::RunFinished(_)));
        assert_eq!(completeness == Completeness::Complete, ended);
    }
}

#[test]
fn a_record_without_a_line_of_its_middle_is_incomplete() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.ndjson");
    write_all(&path, &one_of_each());
    let text = fs::read_to_string(&path).unwrap();
    let fewer: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("\"n\":4,"))
        .collect();
    crate::files::write_atomic(&path, format!("{}\n", fewer.join("\n")).as_bytes()).unwrap();
    let (kinds, completeness) = read_all(&path);
    assert_eq!((kinds.len(), completeness), (15, Completeness::Incomplete));
}

#[test]
fn unknown_keys_and_events_are_passed_over_and_damage_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.ndjson");
    write_all(&path, &[run_started(UpdatePolicy::Check)]);
    let start = fs::read_to_string(&path).unwrap();
    let put = |rest: &str| {
        crate::files::write_atomic(&path, format!("{start}{rest}").as_bytes()).unwrap();
    };
    put(
        "{\"event\":\"tomorrow\",\"n\":1}\n{\"event\":\"cancelling\",\"n\":2,\"reason\":\"interrupt\",\"later\":[1]}\n",
    );
    assert_eq!(read_all(&path).0.len(), 2);
    for damage in ["{\"event\":\"cancelling\",\"n\":1}\n", "nonsense\n", "{}\n"] {
        put(damage);
        let error = read(&path).unwrap().last().unwrap().unwrap_err();
        assert!(
            matches!(error, RecordError::Line { line: 2, .. }),
            "{damage}: {error}"
        );
    }
}

#[test]
fn what_is_no_record_or_a_later_one_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.ndjson");
    for text in [
        "",
        "\n",
        "{}\n",
        "{\"event\":\"plan\",\"n\":0}\n",
        "\u{0}",
        "{\"event\":\"run-started\",\"schema\":\"x\"}\n",
    ] {
        crate::files::write_atomic(&path, text.as_bytes()).unwrap();
        assert!(
            matches!(read(&path), Err(RecordError::NotARecord(_))),
            "{text}"
        );
    }
    crate::files::write_atomic(
        &path,
        b"{\"event\":\"run-started\",\"n\":0,\"schema\":\"2.1\"}\n",
    )
    .unwrap();
    let error = outcomes(&path).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("is a record of schema 2.1: this wassay reads 1")
    );
    assert!(matches!(
        read(&dir.path().join("gone")),
        Err(RecordError::Read { .. })
    ));
}

#[test]
fn outcomes_are_those_of_the_trials() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.ndjson");
    write_all(&path, &one_of_each());
    let found = outcomes(&path).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found["lua/numbers@lua=5.5.1"], Outcome::Broken);
}

#[test]
fn a_large_blob_lies_beside_the_record() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.ndjson");
    let text = "long ".repeat(300_000);
    let digest = Sha256::of(text.as_bytes());
    let large = Blob {
        digest,
        size: text.len() as u64,
        encoding: "text".to_owned(),
        content: Some(text.as_str().into()),
    };
    write_all(
        &path,
        &[run_started(UpdatePolicy::Check), EventKind::Blob(large)],
    );
    assert!(fs::metadata(&path).unwrap().len() < 2_000);
    let (kinds, _) = read_all(&path);
    let EventKind::Blob(read_back) = &kinds[1] else {
        panic!("the second event is the blob");
    };
    assert_eq!(read_back.content, None);
    assert_eq!(blob(&path, read_back).unwrap(), text.as_bytes());
    let beside = blob_dir(&path).join(digest.hex());
    crate::files::write_atomic(&beside, b"altered").unwrap();
    assert!(matches!(blob(&path, read_back), Err(RecordError::Blob(_))));
}

#[test]
fn a_trial_that_is_not_good_is_on_disk_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.ndjson");
    let mut writer = Writer::create(&path).unwrap();
    writer
        .write(&event(run_started(UpdatePolicy::Check)))
        .unwrap();
    writer
        .write(&event(EventKind::TrialFinished(Box::new(trial("a/b")))))
        .unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
    let mut failed = trial("a/c");
    failed.outcome = Outcome::Fail;
    writer
        .write(&event(EventKind::TrialFinished(Box::new(failed))))
        .unwrap();
    assert_eq!(outcomes(&path).unwrap().len(), 2);
}

#[test]
fn a_line_of_a_trial_is_cheap() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::create(&dir.path().join("run.ndjson")).unwrap();
    let event = event(EventKind::TrialFinished(Box::new(trial(
        "lua/numbers@lua=5.5.1",
    ))));
    let start = std::time::Instant::now();
    for _ in 0..50_000 {
        writer.write(&event).unwrap();
    }
    // About 1 us each on a quiet machine; the bound only catches a change of kind.
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
}

/// Text that escapes, ends lines, hides or is long.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\x00-\\x1f\"\\\\\u{7f}\u{202e}\u{2028}\u{feff}\u{10ffff}]{0,12}",
        Just("\"}\n{\"event\":\"run-finished\"}".to_owned()),
    ]
}

fn generated_trial() -> impl Strategy<Value = EventKind> {
    let texts = (
        hostile(),
        hostile(),
        hostile(),
        proptest::option::of(hostile()),
    );
    let numbers = (0..=1_u64 << 53, any::<Option<u64>>(), any::<i32>());
    let outcome = (0..Outcome::ALL.len()).prop_map(|index| Outcome::ALL[index]);
    (texts, numbers, outcome).prop_map(
        |((id, text, other, maybe), (number, fuel, code), outcome)| {
            let mut trial = trial("x/y");
            trial.trial.clone_from(&id);
            trial.case = CaseId::new(id);
            trial.tags = vec![text.clone(), other.clone()];
            trial.description = maybe.clone();
            trial.command.clone_from(&text);
            trial.ending = Some(match code % 3 {
                0 => Ending::Exited { code },
                1 => Ending::Faulted {
                    message: other.clone(),
                },
                _ => Ending::TimedOut {
                    frames: vec![other.clone()],
                },
            });
            trial.outcome = outcome;
            trial.run_us = number;
            trial.resources.fuel = fuel;
            trial.filters.insert(text.clone(), number);
            trial.differences.push(Difference {
                channel: Channel::Output,
                line: None,
                expected: maybe.clone(),
                actual: Some(other.clone()),
            });
            trial.cause = maybe.map(|hint| Cause::new(Stage::Link, &text, other).hint(hint));
            EventKind::TrialFinished(Box::new(trial))
        },
    )
}

fn generated() -> impl Strategy<Value = EventKind> {
    prop_oneof![
        generated_trial(),
        (hostile(), hostile()).prop_map(|(message, text)| {
            let span = Span::of(message.clone(), &text, 1..3);
            EventKind::Defect(Defect::warning("code", message, Some(span)).hint(text))
        }),
        hostile().prop_map(|text| EventKind::Blob(Blob {
            digest: Sha256::of(text.as_bytes()),
            size: text.len() as u64,
            encoding: "text".to_owned(),
            content: Some(text.into()),
        })),
        (0..one_of_each().len()).prop_map(|index| one_of_each()[index].clone()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_events_come_back_equal(mut kinds in proptest::collection::vec(generated(), 0..12)) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("run.ndjson");
        kinds.retain(|kind| !matches!(kind, EventKind::RunFinished(_)));
        kinds.insert(0, run_started(UpdatePolicy::Accept));
        write_all(&path, &kinds);
        let text = fs::read_to_string(&path).unwrap();
        prop_assert_eq!(text.matches('\n').count(), kinds.len());
        prop_assert_eq!(read_all(&path), (kinds, Completeness::Incomplete));
    }

    #[test]
    fn the_reader_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("run.ndjson");
        write_all(&path, &[run_started(UpdatePolicy::Check)]);
        let mut whole = fs::read(&path).unwrap();
        whole.extend_from_slice(&bytes);
        crate::files::write_atomic(&path, &whole).unwrap();
        let _ = read(&path).unwrap().count();
        let _ = outcomes(&path);
    }
}
