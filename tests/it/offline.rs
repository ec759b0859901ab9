//! A second run fetches nothing and compiles nothing: shown without a network, and with the compiler turned off.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::peers;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;
use wassay::cache::Cache;
use wassay::cache::SealSource;
use wassay::digest::Sha256;
use wassay::discover;
use wassay::engine::embedded::Compiler;
use wassay::engine::embedded::WASMTIME;
use wassay::matrix;
use wassay::model::event::Event;
use wassay::model::event::EventKind;
use wassay::model::event::Host;
use wassay::model::event::Plan;
use wassay::model::event::RunFinished;
use wassay::model::event::RunStarted;
use wassay::model::event::SourceTree;
use wassay::model::outcome::UpdatePolicy;
use wassay::runner;
use wassay::snapshot::Storage;

/// The repository's suites that need no network: commands of every kind, Lua and QuickJS.
fn own_suites() -> Harness {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tree = Harness::new();
    for part in [
        "wassay.toml",
        "suites/commands",
        "suites/lua",
        "suites/quickjs",
        "snapshots/commands",
        "snapshots/lua",
        "snapshots/quickjs",
    ] {
        copy(&repository.join(part), &tree.tree().join(part));
    }
    tree
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).expect("the directory is ours");
        for entry in std::fs::read_dir(from).expect("the suites are there") {
            let name = entry.expect("it can be read").file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        std::fs::create_dir_all(to.parent().expect("a file has a parent"))
            .expect("the directory is ours");
        std::fs::copy(from, to).expect("the suites are there");
    }
}

#[test]
fn the_second_run_needs_no_network() {
    let tree = own_suites();
    tree.wassay(&["run"]).exits(0);
    let binary = env!("CARGO_BIN_EXE_wassay");
    let probe = tree.program("unshare", &["-rn", "true"]).status();
    if !probe.is_ok_and(|status| status.success()) {
        peers::skipped("the kernel refuses a network namespace");
        return;
    }
    let command = tree.program("unshare", &["-rn", binary, "run", "--offline"]);
    tree.output(command)
        .exits(0)
        .says("nothing fetched, nothing compiled");
}

/// Keeps the last event and counts programs that were compiled.
#[derive(Default)]
struct Witness {
    finished: Option<RunFinished>,
    broken: Vec<String>,
}

impl runner::Audience for Witness {
    fn event(&mut self, event: &Event) {
        match &event.kind {
            EventKind::RunFinished(finished) => self.finished = Some(finished.clone()),
            EventKind::TrialFinished(trial) if !trial.outcome.is_good() => self
                .broken
                .push(format!("{}: {:?}", trial.trial, trial.cause)),
            _ => {}
        }
    }

    fn tick(&mut self, _: Duration) {}
}

/// Runs the tree through the library, with the engine's compiler turned off.
fn run_without_compiler(tree: &Harness) -> Witness {
    let root = std::fs::canonicalize(tree.tree()).expect("the tree is there");
    let found = discover::discover(&discover::Request {
        cwd: root,
        ..discover::Request::default()
    });
    assert_eq!(found.defects, []);
    let trials = matrix::expand(&matrix::Request {
        cases: &found.cases,
        engines: &found.engines,
        narrow: &matrix::Narrow::default(),
        coverage: matrix::Coverage::Whole,
        today: "2026-11-20",
        engine_version: WASMTIME,
    })
    .trials;
    let seal = SealSource::File(tree.outside().join("home/.config/wassay/seal.key"));
    let nothing = Sha256::of(b"");
    let run = runner::Run {
        started: RunStarted {
            schema: "1.0".to_owned(),
            run: "offline".to_owned(),
            at: String::new(),
            wassay: String::new(),
            command: Vec::new(),
            host: Host {
                os: String::new(),
                arch: String::new(),
                cpus: 2,
            },
            source: SourceTree::default(),
            policy: UpdatePolicy::Check,
            seed: 0,
            ci: None,
            shard: None,
        },
        plan: Plan {
            suites: 0,
            cases: 0,
            manifests: 0,
            tree: nothing,
            matrix: BTreeMap::new(),
            trials: 0,
            keys: nothing,
            selected: 0,
            filter: None,
            case_order: nothing,
            by_suite: Vec::new(),
            programs: 0,
            discovery: Duration::ZERO,
            remark: None,
            recognised: Vec::new(),
            left_out: 0,
            errors: 0,
        },
        defects: Vec::new(),
        full: trials.clone(),
        trials,
        storage: Arc::new(
            Storage::open(&found.snapshots, &found.root).expect("snapshots can be listed"),
        ),
        cache: Cache::open_sealed(&tree.cache(), seal).expect("the cache is there"),
        network: runner::Network::Offline,
        fetching: wassay::install::InstallOptions::default(),
        compiler: Compiler::Off,
        options: runner::Options {
            jobs: 2,
            policy: UpdatePolicy::Check,
            retries: None,
            timeout: None,
            max_fail: None,
            flaky: runner::FlakyPolicy::Pass,
            documents: runner::Documents::Changed,
            check_determinism: false,
        },
        stop: runner::Stop::default(),
        clock: Instant::now(),
    };
    let mut witness = Witness::default();
    runner::run(run, &mut witness, &|_, _| 0);
    witness
}

#[test]
fn the_second_run_needs_no_compiler() {
    let tree = own_suites();
    tree.wassay(&["run"]).exits(0);
    let witness = run_without_compiler(&tree);
    let finished = witness.finished.expect("the run ends");
    assert_eq!(witness.broken, Vec::<String>::new());
    assert_eq!((finished.cache.compiled, finished.cache.fetched), (0, 0));
    assert!(
        finished.cache.loaded > 0 && finished.tally.pass > 100,
        "{finished:?}"
    );
}

#[test]
fn without_compiler_and_without_code_every_trial_is_broken() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/hello.wat", HELLO);
    tree.wassay(&["list"]).exits(0);
    let witness = run_without_compiler(&tree);
    assert_eq!(witness.finished.expect("the run ends").tally.broken, 1);
}
