//! Every manifest with a mistake is told with its place, its line, a caret and what was meant; its neighbour runs.

use crate::harness::Harness;
use crate::harness::Output;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

/// `tests/fixtures/broken-manifests.toml`, whose head says what the fields mean.
#[derive(Deserialize)]
struct Fixtures {
    base: BTreeMap<String, String>,
    manifest: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    at: String,
    message: String,
    label: String,
    #[serde(default)]
    more: Vec<String>,
    #[serde(default)]
    links: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
}

impl Fixture {
    /// The label as this version says it.
    fn label(&self) -> String {
        self.label.replace("[VERSION]", env!("CARGO_PKG_VERSION"))
    }

    /// Path, line and column.
    fn place(&self) -> (&str, usize, usize) {
        let mut parts = self.at.rsplitn(3, ':');
        let column = parts.next().and_then(|part| part.parse().ok());
        let line = parts.next().and_then(|part| part.parse().ok());
        let path = parts.next().expect("a place has three parts");
        (
            path,
            line.expect("a line is a number"),
            column.expect("a column is a number"),
        )
    }

    /// Runs the tree; what is wrong with the answer, one sentence each.
    fn faults(&self, base: &BTreeMap<String, String>) -> Vec<String> {
        let tree = Harness::new();
        let mut files = base.clone();
        files.extend(self.files.clone());
        for (path, text) in &files {
            tree.write(path, text);
        }
        for (path, target) in &self.links {
            std::os::unix::fs::symlink(target, tree.tree().join(path)).expect("the tree is ours");
        }
        let output = tree.wassay(&["run", "-v", "-j", "1", "--update", "accept"]);
        let mut faults = self.told(&files, &output);
        if output.code != 2 {
            faults.push(format!("exit {}", output.code));
        }
        let passed = output
            .stderr
            .lines()
            .any(|line| line.split_whitespace().take(2).eq(["PASS", "good/ok"]));
        if !passed || !tree.has("snapshots/good/ok.snap") {
            faults.push("its neighbour did not run".to_owned());
        }
        let errors = output
            .stderr
            .lines()
            .filter(|line| line.starts_with("error: "))
            .count();
        if errors != 1 + self.more.len() {
            faults.push(format!("{errors} errors, expected {}", 1 + self.more.len()));
        }
        for more in &self.more {
            let at = more.split_once(' ').map_or(&**more, |(_, at)| at);
            if !output.stderr.contains(&format!("┌ {at}\n")) {
                faults.push(format!("nothing is said of {at}"));
            }
        }
        if faults.is_empty() {
            return faults;
        }
        faults.push(output.stderr);
        faults
    }

    /// What is wrong with the block of lines that tells the mistake.
    fn told(&self, files: &BTreeMap<String, String>, output: &Output) -> Vec<String> {
        let head = format!("error: {}\n  ┌ {}\n  │\n", self.message, self.at);
        let Some((_, rest)) = output.stderr.split_once(&head) else {
            return vec![format!("not told as\n{head}")];
        };
        let block: Vec<&str> = rest
            .split("\n\n")
            .next()
            .unwrap_or_default()
            .lines()
            .collect();
        let (path, line, column) = self.place();
        let source = files.get(path).and_then(|text| text.lines().nth(line - 1));
        let gutter = format!("{line:>2}│ ");
        let Some(at) = block.iter().position(|shown| shown.starts_with(&gutter)) else {
            return vec![format!("line {line} is not shown")];
        };
        let mut faults = Vec::new();
        let shown = &block[at][gutter.len()..];
        // A line too long for the terminal is cut in the middle; what comes before the caret stays.
        let (before, _) = shown.split_once('…').unwrap_or((shown, ""));
        if !source.is_some_and(|source| source.starts_with(before)) {
            faults.push(format!("shows `{shown}` instead of {source:?}"));
        }
        let caret = block.get(at + 1).and_then(|line| line.strip_prefix("  │ "));
        let Some(caret) = caret.filter(|caret| caret.trim_start().starts_with('^')) else {
            faults.push("no caret".to_owned());
            return faults;
        };
        if caret.find('^') != Some(column - 1) {
            faults.push(format!("the caret is not at column {column}"));
        }
        let said: Vec<&str> = block[at + 1..]
            .iter()
            .flat_map(|line| line.trim_start_matches("  │").split_whitespace())
            .collect();
        let said = said.join(" ");
        let label: Vec<String> = self.label().split_whitespace().map(str::to_owned).collect();
        if !said.contains(&label.join(" ")) {
            faults.push(format!("`{}` is not said", self.label()));
        }
        faults
    }
}

#[test]
fn every_broken_manifest_is_told_and_its_neighbour_runs() {
    let text = include_str!("../fixtures/broken-manifests.toml");
    let fixtures: Fixtures = toml::from_str(text).expect("the fixtures are TOML");
    assert!(fixtures.manifest.len() > 140, "{}", fixtures.manifest.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(fixture) = fixtures.manifest.get(next.fetch_add(1, Ordering::Relaxed)) {
            let faults = fixture.faults(&fixtures.base);
            if !faults.is_empty() {
                wrong.push(format!("== {}\n{}", fixture.name, faults.join("\n")));
            }
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined
            .flat_map(|wrong| wrong.expect("no worker panics"))
            .collect()
    });
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        fixtures.manifest.len(),
        wrong.join("\n")
    );
}
