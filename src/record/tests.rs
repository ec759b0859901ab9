//! Whole records, written and read back; and the events that tests of reporters are made of.

use super::*;
use crate::digest::Sha256;
use crate::model::case::Kind;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::defect::Defect;
use crate::model::defect::Place;
use crate::model::defect::Span;
use crate::model::engine::Identity;
use crate::model::event::*;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Resources;
use crate::model::expectation::Decided;
use crate::model::expectation::Expected;
use crate::model::id::CaseId;
use crate::model::outcome::Difference;
use crate::model::outcome::Effect;
use crate::model::outcome::Outcome;
use crate::model::outcome::Tally;
use crate::model::outcome::UpdatePolicy;
use crate::model::program::ProgramKind;
use crate::model::runtime::Status;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

pub(crate) fn event(kind: EventKind) -> Event {
    Event {
        kind,
        elapsed: Duration::ZERO,
        tally: Tally::default(),
    }
}

pub(crate) fn run_started(policy: UpdatePolicy) -> EventKind {
    EventKind::RunStarted(RunStarted {
        schema: SCHEMA.to_owned(),
        run: "01938a5e-0000-7000-8000-000000000000".to_owned(),
        at: "2026-11-20T15:02:00Z".to_owned(),
        wassay: "0.1.0".to_owned(),
        command: vec!["wassay".to_owned(), "run".to_owned()],
        host: Host {
            os: "linux".to_owned(),
            arch: "x86_64".to_owned(),
            cpus: 2,
        },
        source: SourceTree::default(),
        policy,
        seed: u64::MAX,
        ci: None,
        shard: None,
    })
}

pub(crate) fn plan(suites: &[(&str, u64)], cases: u64, programs: u64) -> Plan {
    let trials = suites.iter().map(|(_, count)| count).sum();
    Plan {
        suites: suites.len() as u64,
        cases,
        manifests: 3,
        tree: Sha256::of(b"tree"),
        matrix: BTreeMap::new(),
        trials,
        keys: Sha256::of(b"keys"),
        selected: trials,
        filter: None,
        case_order: Sha256::of(b"order"),
        by_suite: suites
            .iter()
            .map(|(name, count)| ((*name).to_owned(), *count))
            .collect(),
        programs,
        discovery: Duration::from_millis(2),
        remark: None,
        left_out: 0,
        errors: 0,
    }
}

/// A trial that passed. The axes are taken from the id.
pub(crate) fn trial(id: &str) -> TrialFinished {
    let (case, cells) = id.split_once('@').unwrap_or((id, ""));
    let mut axes: BTreeMap<String, String> = cells
        .split(',')
        .filter_map(|cell| cell.split_once('='))
        .map(|(axis, value)| (axis.to_owned(), value.to_owned()))
        .collect();
    axes.entry("engine".to_owned())
        .or_insert_with(|| "default".to_owned());
    TrialFinished {
        trial: id.to_owned(),
        case: CaseId::new(case),
        kind: Kind::Script,
        tags: vec![],
        axes,
        defined: Place {
            path: "suites/lua/wassay.toml".into(),
            line: 5,
        },
        command: "lua numbers.lua".to_owned(),
        description: None,
        program: Some(Sha256::of(b"program")),
        inputs: Some(Sha256::of(b"inputs")),
        attempts: 1,
        ending: Some(Ending::Exited { code: 0 }),
        limit: None,
        evidence: Evidence {
            linked: true,
            entered: true,
            produced: vec![Channel::Stdout],
        },
        verdict: Some("matched".to_owned()),
        outcome: Outcome::Pass,
        expectation: None,
        document: Some(Sha256::of(b"document")),
        snapshot: None,
        differences: vec![],
        filters: BTreeMap::new(),
        at_us: 100,
        worker: 1,
        stage_us: 40,
        run_us: 3_000,
        compare_us: 9,
        resources: Resources::default(),
        cause: None,
        skip: None,
    }
}

pub(crate) fn run_finished(tally: Tally, elapsed: Duration) -> RunFinished {
    RunFinished {
        at: "2026-11-20T15:03:00Z".to_owned(),
        elapsed_us: u64::try_from(elapsed.as_micros()).unwrap(),
        tally,
        guest_us: 5,
        busy_us: 6,
        cache: CacheUse::default(),
        exit: 0,
        lines: 0,
        not_run: 0,
    }
}

/// One event of every kind that is recorded, each with as much in it as there can be.
pub(crate) fn one_of_each() -> Vec<EventKind> {
    let digest = Sha256::of(b"x");
    let cause = Cause::new(Stage::Install, "digest-mismatch", "no \"match\"\n").hint("look");
    vec![
        run_started(UpdatePolicy::Pending),
        EventKind::Plan(Plan {
            discovery: Duration::ZERO,
            remark: Some("a remark".to_owned()),
            left_out: 1,
            errors: 2,
            ..plan(&[("lua", 2)], 1, 1)
        }),
        EventKind::Defect(
            Defect::error(
                "unknown-key",
                "unknown key",
                Some(Span::of("a.toml", "agrs = 1", 0..4)),
            )
            .label("did you mean `args`?"),
        ),
        EventKind::Engine(Identity {
            engine: "default".to_owned(),
            kind: "embedded".to_owned(),
            program: "wasmtime".to_owned(),
            version: "48.0.8".to_owned(),
            identity: "abc".to_owned(),
            options: BTreeMap::from([("a.b".to_owned(), "true".to_owned())]),
            features: vec!["gc".to_owned()],
        }),
        EventKind::Runtime(runtime_ready(
            "lua",
            "5.5.1",
            &[(259_610, Verified::Bundle)],
        )),
        EventKind::ArtifactFinished(ArtifactFinished {
            digest,
            label: "ruby 3.4.1".to_owned(),
            source: "npm:x@1#y".to_owned(),
            bytes: 5,
            fetched: 9,
            attempts: 2,
            elapsed_us: 100,
            outcome: Fetched::Failed,
            cause: Some(cause.clone()),
        }),
        EventKind::Program(ProgramReady {
            digest,
            label: "lua 5.5.1".to_owned(),
            kind: Some(ProgramKind::P1),
            imports: vec!["wasi".to_owned()],
            engine: "winch".to_owned(),
            compiled: Some(Compiled::Fresh),
            compile_us: 1,
            code_bytes: 2,
            refused: Some(cause.clone()),
        }),
        EventKind::Blob(Blob {
            digest,
            size: 1,
            encoding: "text".to_owned(),
            content: Some("x".into()),
        }),
    ]
    .into_iter()
    .chain(one_of_each_later(digest, cause))
    .collect()
}

fn one_of_each_later(digest: Sha256, cause: Cause) -> Vec<EventKind> {
    vec![
        EventKind::TrialStarted(TrialStarted {
            trial: "a/b".to_owned(),
            attempt: 1,
        }),
        EventKind::TrialSlow(TrialSlow {
            trial: "a/b".to_owned(),
            elapsed_us: 1,
        }),
        EventKind::AttemptFinished(AttemptFinished {
            trial: "a/b".to_owned(),
            attempt: 1,
            ending: Some(Ending::OutOfMemory),
            document: Some(digest),
            verdict: "differs".to_owned(),
        }),
        EventKind::TrialFinished(Box::new(hard_trial(digest, cause))),
        EventKind::CaseFinished(CaseFinished {
            case: CaseId::new("lua/numbers"),
            groups: vec![Group {
                document: digest,
                trials: vec!["lua/numbers@lua=5.5.1".to_owned()],
                snapshot: Some("snapshots/lua/numbers.snap".to_owned()),
            }],
            writes: vec![SnapshotWrite {
                path: "snapshots/lua/numbers@lua=5.5.snap".to_owned(),
                document: digest,
                effect: Effect::Pending,
                replaces: None,
            }],
        }),
        EventKind::Cancelling(Cancelling {
            reason: "interrupt".to_owned(),
            in_flight: 0,
        }),
        EventKind::RunFinished(RunFinished {
            not_run: 3,
            ..run_finished(Tally::default(), Duration::from_secs(1))
        }),
    ]
}

fn hard_trial(digest: Sha256, cause: Cause) -> TrialFinished {
    TrialFinished {
        description: Some("numbers".to_owned()),
        ending: Some(Ending::Trapped {
            trap: "unreachable".to_owned(),
            frames: vec!["main".to_owned()],
        }),
        limit: Some("30s".to_owned()),
        expectation: Some(Decided {
            outcome: Expected::Fail,
            ending: None,
            message: Some("m".to_owned()),
            reason: "r".to_owned(),
            issue: None,
            until: None,
            expired: false,
            at: "wassay.toml:1".to_owned(),
        }),
        snapshot: Some(SnapshotRef {
            path: "snapshots/lua/numbers.snap".to_owned(),
            variant: None,
            accepted: Some(digest),
        }),
        differences: vec![Difference {
            channel: Channel::Stdout,
            line: Some(2),
            expected: Some("a".to_owned()),
            actual: None,
        }],
        filters: BTreeMap::from([("wassay.toml:5".to_owned(), 2)]),
        resources: Resources {
            cpu_us: Some(1),
            peak_memory: 2,
            fuel: Some(u64::MAX),
            output_bytes: 3,
        },
        cause: Some(cause),
        skip: Some(Skip {
            reason: "r".to_owned(),
            by: "expectation".to_owned(),
        }),
        outcome: Outcome::Broken,
        ..trial("lua/numbers@lua=5.5.1")
    }
}

pub(crate) fn runtime_ready(
    name: &str,
    version: &str,
    artifacts: &[(u64, Verified)],
) -> RuntimeReady {
    RuntimeReady {
        runtime: name.to_owned(),
        version: version.to_owned(),
        status: Status::Active,
        artifacts: artifacts
            .iter()
            .map(|(size, verified)| ArtifactReady {
                role: "binary".to_owned(),
                filename: format!("{name}.wasm"),
                digest: Sha256::of(format!("{name} {version} {size}").as_bytes()),
                size: *size,
                source: format!("file:{name}.wasm"),
                verified: *verified,
            })
            .collect(),
    }
}

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
    finished.lines = 15;
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
    assert_eq!((kinds.len(), completeness), (14, Completeness::Incomplete));
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
        "{\"event\":\"directive\",\"n\":1}\n{\"event\":\"cancelling\",\"n\":2,\"reason\":\"interrupt\",\"later\":[1]}\n",
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
