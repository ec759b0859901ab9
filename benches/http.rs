//! 2,000 requests to a tiny handler of WASI 0.2 and of 0.3, each a case with a snapshot; and 8 MiB through a handler in
//! both directions.
//!
//! What a trial costs is the difference between a tree of many cases and one of few, so the start of the program is not
//! in it. What a body costs in memory is the difference between the peaks of a run with it and of one without.

#![expect(
    clippy::cast_precision_loss,
    reason = "what is measured is far below 2^52"
)]

#[expect(
    unreachable_pub,
    reason = "a benchmark can offer nothing to other crates"
)]
mod common;

use common::Tree;
use common::best;
use common::micros;
use common::say;
use common::write;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

const MANY: u32 = 2_000;
const FEW: u32 = 20;
const BODY: usize = 8 << 20;

fn main() {
    let dir = tempfile::tempdir().expect("a temporary directory can be made");
    say(&format!(
        "http: {MANY} requests to a tiny handler, {MANY} snapshots"
    ));
    for wasi in ["p2", "p3"] {
        let root = dir.path().join(wasi);
        let many = of_cases(&root.join("many"), wasi, MANY);
        let few = of_cases(&root.join("few"), wasi, FEW);
        let large = best(5, || many.run());
        let small = best(5, || few.run());
        let further = micros(large.cpu.saturating_sub(small.cpu), MANY - FEW);
        say(&format!(
            "  {wasi}: each further     {further:8.1} us CPU a trial   (target 150 us)"
        ));
        say(&format!(
            "  {wasi}: whole run        {:8.1} us CPU a trial, {:.0} ms on the clock",
            micros(large.cpu, MANY),
            large.wall.as_secs_f64() * 1e3
        ));
        let with = of_body(&root.join("with"), wasi, BODY).memory();
        let without = of_body(&root.join("without"), wasi, 0).memory();
        say(&format!(
            "  {wasi}: 8 MiB both ways  {:.1} MiB at most, {:.1} MiB without: {:.1} MiB more   (target 32 MiB)",
            mebi(with),
            mebi(without),
            mebi(with.saturating_sub(without))
        ));
    }
}

fn mebi(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// A handler of the suite of this repository.
fn handler(wasi: &str, name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "suites/http", wasi, name]
        .iter()
        .collect();
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Many cases of one handler.
fn of_cases(root: &Path, wasi: &str, cases: u32) -> Tree {
    let cases: Vec<String> = (0..cases)
        .map(|number| format!("[[case]]\nhttp = \"tiny.wat\"\nname = \"case-{number:04}\"\n"))
        .collect();
    write(
        &root.join("suites/tiny/tiny.wat"),
        &handler(wasi, "counter.wat"),
    );
    Tree::accepted(root, &cases.join("\n"))
}

/// One case of a handler that sends back what it gets.
fn of_body(root: &Path, wasi: &str, size: usize) -> Tree {
    write(
        &root.join("suites/tiny/echo.wat"),
        &handler(wasi, "echo.wat"),
    );
    write(&root.join("suites/tiny/body.txt"), &"x".repeat(size));
    let case = "[[case]]\nhttp = \"echo.wat\"\n\
            request = { method = \"POST\", url = \"/\", body = { file = \"body.txt\" } }\n";
    Tree::accepted(root, case)
}
