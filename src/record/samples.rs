//! Events for tests of the record and of reporters.

use crate::digest::Sha256;
use crate::model::captured::Directive;
use crate::model::captured::DirectiveOutcome;
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
use crate::record::SCHEMA;
use std::collections::BTreeMap;
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
        recognised: Vec::new(),
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
        directives: None,
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
            recognised: vec!["wast: 63 scripts".to_owned()],
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
        EventKind::Directive(DirectiveFinished {
            trial: "wast/values/concat".to_owned(),
            directive: Directive {
                line: 118,
                kind: "assert_invalid".to_owned(),
                outcome: DirectiveOutcome::Failed,
                message: Some("the module was accepted".to_owned()),
            },
        }),
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
        directives: Some(DirectiveTally {
            passed: 1_904,
            total: 1_921,
        }),
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
