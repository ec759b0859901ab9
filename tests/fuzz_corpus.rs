//! Replays the fuzz corpus as ordinary tests, and looks for new findings for as long as it is told to.
//!
//! ```text
//! WASSAY_FUZZ_SECONDS=60 cargo test --release --test fuzz_corpus -- --ignored
//! ```
//!
//! mutates the corpus for a minute per target: no coverage guides it, but it needs no nightly compiler. `cargo fuzz`
//! does it better (see `fuzz/Cargo.toml`).

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "helpers of tests, outside of test functions"
)]

mod fuzz_targets;

use fuzz_targets::TARGETS;
use fuzz_targets::Target;
use std::collections::BTreeSet;
use std::fs;
use std::panic;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The files of a target's corpus, by name.
fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let dir = fuzz().join("corpus").join(target);
    let entries = fs::read_dir(&dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

fn names(dir: &str, end: &str) -> BTreeSet<String> {
    fs::read_dir(fuzz().join(dir))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.strip_suffix(end).unwrap_or(&name).to_owned())
        .collect()
}

#[test]
fn every_file_of_the_corpus_is_borne() {
    for (name, target) in TARGETS {
        let files = corpus(name);
        assert!(!files.is_empty(), "{name} has no corpus");
        for (path, bytes) in files {
            let borne = panic::catch_unwind(|| target(&bytes));
            assert!(borne.is_ok(), "{name} fails on {}", path.display());
        }
    }
}

#[test]
fn every_target_has_a_corpus_a_program_and_a_line() {
    let wanted: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(wanted.len(), TARGETS.len(), "a target is listed twice");
    assert_eq!(names("corpus", ""), wanted);
    assert_eq!(names("fuzz_targets", ".rs"), wanted);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for name in wanted {
        let program = fuzz().join(format!("fuzz_targets/{name}.rs"));
        let call = format!("wassay_fuzz::targets::{name}(bytes)");
        assert!(fs::read_to_string(program).unwrap().contains(&call));
        let lines = format!("[[bin]]\nname = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"\n");
        assert!(manifest.contains(&lines), "fuzz/Cargo.toml has no {name}");
    }
}

#[test]
#[ignore = "looks for findings; asked for by hand and by the nightly job"]
fn no_mutation_of_the_corpus_is_a_finding() {
    let seconds = std::env::var("WASSAY_FUZZ_SECONDS").map_or(2, |text| text.parse().unwrap());
    let only = std::env::var("WASSAY_FUZZ_TARGET").ok();
    for (name, target) in TARGETS {
        if only.as_deref().is_none_or(|only| only == name) {
            let runs = mutate(name, target, Duration::from_secs(seconds));
            println!("{name}: {runs} runs");
        }
    }
}

/// Runs a target over mutations of its corpus; a finding is kept in `target/` and named.
fn mutate(name: &str, target: Target, time: Duration) -> u64 {
    let seeds: Vec<Vec<u8>> = corpus(name).into_iter().map(|(_, bytes)| bytes).collect();
    let since_epoch = std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos();
    let mut chance = Chance(u64::try_from(since_epoch & u128::from(u64::MAX)).unwrap() | 1);
    let start = Instant::now();
    let mut runs = 0;
    while start.elapsed() < time {
        let mut bytes = seeds[chance.below(seeds.len())].clone();
        for _ in 0..=chance.below(6) {
            mutation(&mut bytes, &seeds, &mut chance);
        }
        bytes.truncate(4 << 10);
        if panic::catch_unwind(|| target(&bytes)).is_err() {
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-finding"));
            wassay::files::write_atomic(&kept, &bytes).unwrap();
            panic!("{name} fails on {}", kept.display());
        }
        runs += 1;
    }
    runs
}

/// xorshift: not good, good enough.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    fn part(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..start + self.below((length - start).min(24) + 1)
    }
}

/// What parsers tend to stumble over.
const TOKENS: [&str; 40] = [
    "\n",
    "\r\n",
    "\t",
    " ",
    "\"",
    "'",
    "\\",
    "\\u{",
    "}",
    "{",
    "[",
    "]",
    "(",
    ")",
    "=",
    ",",
    ".",
    "..",
    "@",
    "<",
    ">=",
    "!",
    "|",
    "$ ",
    "---\n",
    ": ",
    "- ",
    "#",
    "*",
    "&",
    "/",
    "~",
    "\u{e9}",
    "\u{202e}",
    "\u{1b}[2J",
    "\0",
    "\u{fe}",
    "99999999999999999999",
    "-1",
    "\u{1f600}",
];

fn mutation(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], chance: &mut Chance) {
    let part = chance.part(bytes.len());
    match chance.below(7) {
        0 if !bytes.is_empty() => {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
        1 => drop(bytes.drain(part)),
        2 => {
            let copy = bytes[part.clone()].to_vec();
            bytes.splice(part.start..part.start, copy);
        }
        3 => {
            let other = &seeds[chance.below(seeds.len())];
            let from = chance.part(other.len());
            bytes.splice(part, other[from].to_vec());
        }
        4 => {
            let byte = u8::try_from(chance.below(256)).unwrap();
            bytes.splice(part.start..part.start, [byte]);
        }
        5 => {
            let other = &seeds[chance.below(seeds.len())];
            let at = chance.below(other.len() + 1);
            bytes.truncate(part.start);
            bytes.extend_from_slice(&other[at..]);
        }
        _ => {
            let token = TOKENS[chance.below(TOKENS.len())];
            bytes.splice(part, token.bytes());
        }
    }
}
