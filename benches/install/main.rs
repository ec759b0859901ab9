//! Installing from a server on loopback, beside what a person would type: `curl --parallel` and a check of digests.
//!
//! The server is this program again in a process of its own, so that what it takes is in no number; wassay and curl ask
//! the same one. Every run of wassay begins with an empty cache and syncs what it keeps. Times are the best of five.
//! Names of parts (`large`, `small`, `warm`, `one`) as arguments measure these alone.

#![expect(
    clippy::cast_precision_loss,
    reason = "what is measured is far below 2^52"
)]
#![expect(
    unreachable_pub,
    reason = "a benchmark can offer nothing to other crates"
)]

#[expect(dead_code, reason = "the other benchmarks use the rest")]
#[path = "../common/mod.rs"]
mod common;
mod server;
mod tree;

use common::Cost;
use common::measure;
use common::memory;
use common::say;
use server::Server;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tree::Files;
use tree::Tree;

/// Runs of everything; the quickest counts.
const RUNS: usize = 5;
/// What measures one thing.
type Part = fn(&Path, &Server);

/// Bytes of a large file.
const LARGE: u64 = 30 << 20;

fn main() {
    if server::is_wanted() {
        server::serve();
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary directory can be made");
    let server = Server::start(&dir.path().join("files"));
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let asked: Vec<&String> = asked.iter().filter(|part| !part.starts_with('-')).collect();
    let parts: [(&str, Part); 4] = [
        ("large", large),
        ("small", small),
        ("warm", warm),
        ("one", one),
    ];
    for (name, part) in parts {
        if asked.is_empty() || asked.iter().any(|part| *part == name) {
            part(dir.path(), &server);
        }
    }
}

/// 16 files of 30 MiB.
fn large(dir: &Path, server: &Server) {
    let files = Files::make(dir, "large", 16, LARGE);
    let tree = Tree::new(&dir.join("tree-large"), &files, server);
    let ours = best(|| tree.install());
    say("install: 16 files of 30 MiB over loopback, an empty cache, synced");
    say(&format!("  wassay install              {}", shown(ours)));
    beside(dir, server, &files, &ours, &Targets::large());
    let most = (0..3).map(|_| tree.memory()).max().unwrap_or(0);
    say(&format!(
        "  memory of wassay            {:.1} MiB at most   (target 64 MiB)",
        mebi(most)
    ));
    files.remove();
}

/// 2,000 files of 10 KiB.
fn small(dir: &Path, server: &Server) {
    let files = Files::make(dir, "small", 2_000, 10 << 10);
    let tree = Tree::new(&dir.join("tree-small"), &files, server);
    let ours = best(|| tree.install());
    say("install: 2,000 files of 10 KiB over loopback, an empty cache, synced");
    say(&format!("  wassay install              {}", shown(ours)));
    beside(dir, server, &files, &ours, &Targets::small());
    files.remove();
}

/// One file of 1 GiB, for its memory.
fn one(dir: &Path, server: &Server) {
    let files = Files::make(dir, "one", 1, 1 << 30);
    let tree = Tree::new(&dir.join("tree-one"), &files, server);
    say("install: one file of 1 GiB");
    say(&format!(
        "  memory of wassay            {:.1} MiB at most   (target 64 MiB)",
        mebi(tree.memory())
    ));
    files.remove();
}

/// 200 artifacts that are in the cache, and one of them altered.
fn warm(dir: &Path, server: &Server) {
    let files = Files::make_programs(dir, "warm", 200, LARGE);
    let tree = Tree::new(&dir.join("tree-warm"), &files, server);
    tree.adopt(&files);
    measure(&tree.command(&["install", "-q", "--offline"]));
    let best = best(|| measure(&tree.command(&["install", "-q", "--offline"])));
    say("install: 200 artifacts of 30 MiB that are in the cache");
    say(&format!(
        "  wassay install              {:.1} ms   (target 20 ms)",
        best.wall.as_secs_f64() * 1e3
    ));
    tree.accept();
    let said = tree.alter(&files);
    say(&format!("  the first use verifies      {said}"));
    files.remove();
}

/// What a peer may take, as parts of what it takes itself.
struct Targets {
    checked_wall: f64,
    checked_cpu: Option<f64>,
    expert_wall: Option<f64>,
}

impl Targets {
    fn large() -> Self {
        Self {
            checked_wall: 0.5,
            checked_cpu: Some(0.6),
            expert_wall: Some(1.2),
        }
    }

    fn small() -> Self {
        Self {
            checked_wall: 2.0,
            checked_cpu: None,
            expert_wall: None,
        }
    }
}

/// Measures what a person would type, and says how we compare.
fn beside(dir: &Path, server: &Server, files: &Files, ours: &Cost, targets: &Targets) {
    let runs = std::cell::Cell::new(0);
    let shell = |check: &str| {
        let number = runs.get();
        runs.set(number + 1);
        let target = dir.join(format!("shell-{}-{number}", files.count()));
        std::fs::create_dir(&target).expect("the directory is ours");
        let mut command = Command::new("bash");
        let script = format!(
            "set -euo pipefail; curl -sS --parallel --parallel-max 16 --fail --remote-name-all '{}' && {check}",
            files.glob(server)
        );
        command.current_dir(&target).arg("-c").arg(script);
        let cost = measure(&command);
        // As with our caches: what is large makes room, what is small stays.
        if files.is_large() {
            let _ = std::fs::remove_dir_all(&target);
        }
        cost
    };
    let peers: [(&str, &str, String, f64, Option<f64>); 2] = [
        (
            "sha256sum",
            "curl + sha256sum -c  ",
            format!("sha256sum -c --quiet '{}'", files.sums().display()),
            targets.checked_wall,
            targets.checked_cpu,
        ),
        (
            "openssl",
            "curl + openssl dgst  ",
            format!(
                "printf '%s\\n' *.wasm | xargs -P \"$(nproc)\" -n {} openssl dgst -sha256 -r | sort > got && \
                 sed 's/  / */' '{}' | sort | cmp - got",
                files.count().div_ceil(8).max(1),
                files.sums().display()
            ),
            targets.expert_wall.unwrap_or(f64::NAN),
            None,
        ),
    ];
    for (tool, label, check, wall, cpu) in peers {
        if wall.is_nan() {
            continue;
        }
        if let Some(missing) = ["curl", tool].iter().find(|tool| !is_there(tool)) {
            say(&format!(
                "  {label}       not measured: there is no {missing}"
            ));
            continue;
        }
        let theirs = best(|| shell(&check));
        say(&format!("  {label}       {}", shown(theirs)));
        let ratio = |ours: Duration, theirs: Duration| ours.as_secs_f64() / theirs.as_secs_f64();
        say(&format!(
            "    wassay takes              {:.2} x its wall   (target {wall} x)",
            ratio(ours.wall, theirs.wall)
        ));
        if let Some(cpu) = cpu {
            say(&format!(
                "    wassay takes              {:.2} x its CPU   (target {cpu} x)",
                ratio(ours.cpu, theirs.cpu)
            ));
        }
    }
}

fn is_there(tool: &str) -> bool {
    let mut command = Command::new(tool);
    command.arg("--version");
    command.stdout(std::process::Stdio::null());
    command.stderr(std::process::Stdio::null());
    // openssl ends with an error when it is asked so; that it starts is enough.
    command.status().is_ok()
}

/// The least wall and the least CPU of several runs.
fn best(mut run: impl FnMut() -> Cost) -> Cost {
    let all: Vec<Cost> = (0..RUNS).map(|_| run()).collect();
    let least = |of: fn(&Cost) -> Duration| all.iter().map(of).min().expect("there are runs");
    Cost {
        wall: least(|cost| cost.wall),
        cpu: least(|cost| cost.cpu),
    }
}

fn shown(cost: Cost) -> String {
    format!(
        "{:.2} s wall, {:.2} s CPU",
        cost.wall.as_secs_f64(),
        cost.cpu.as_secs_f64()
    )
}

fn mebi(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

impl Tree {
    /// What an installation into an empty cache takes.
    fn install(&self) -> Cost {
        self.forget();
        let cost = measure(&self.command(&["install", "-q"]));
        self.assert_complete();
        cost
    }

    /// The most memory of an installation into an empty cache.
    fn memory(&self) -> u64 {
        self.forget();
        let most = memory(&self.command(&["install", "-q"]));
        self.assert_complete();
        most
    }
}
