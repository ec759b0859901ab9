//! The walker over texts that nobody would write: it must neither panic nor be silent.

use crate::manifest::source::Source;
use crate::manifest::wassay::Segment;
use crate::manifest::wassay::Standing;
use crate::manifest::wassay::Wassay;
use crate::manifest::wws::Wws;
use crate::model::defect::Defect;
use proptest::prelude::*;
use std::path::Path;

const WASSAY: &str = r#"
version = 1
suites = ["suites", { name = "wasi", path = "third" }]
snapshots = "snapshots"
[defaults]
limits = { timeout = "10s", memory = "1GiB", fuel = 5 }
env = { A = "b" }
[matrix]
engine = ["default", "winch"]
lua = ["5.4", ">=5.1,<5.3"]
exclude = [{ cases = "a", lua = "5.1", reason = "x" }]
[engines.x]
optimize.opt-level = "0"
[[filters]]
match = 'a(b)'
replace = "${1}c"
channels = ["stdout"]
[[expect]]
when = { engine = "winch" }
outcome = "broken"
reason = "x"
until = 2027-01-31
[[case]]
command = "a.wasm"
stdin = { text = "x", open = true }
dirs = [{ guest = "/d", access = "copy" }]
want = { exit = 1 }
"#;

const WWS: &str = r#"
version = 1
[[repositories]]
name = "x"
[[repositories.runtimes]]
name = "lua"
version = "5.4"
tags = ["a"]
extensions = ["lua"]
args = ["lua"]
envs = { A = "b" }
binary = { url = "https://h.test/a", filename = "a", checksum = { type = "sha256", value = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } }
preload = [{ name = "p", url = "npm:a@1.2.3#b", filename = "b", checksum = "00" }]
"#;

fn standing(project: bool) -> Standing<'static> {
    Standing {
        root: true,
        suites_root: false,
        project,
        parent: "",
        segment: Segment::Directory("p"),
    }
}

/// Reads a text as both manifests and checks every place that is told.
fn read(text: &str) -> Vec<Defect> {
    let source = Source::new("m.toml".into(), "/nowhere/p".into(), text.to_owned());
    let (wassay, mut faults) = Wassay::read(&source, &standing(true));
    assert_eq!(wassay.is_broken, !faults.is_empty());
    let _ = Wassay::is_root(text);
    let (wws, more) = Wws::read(&source, Path::new("/nowhere"));
    assert_eq!(wws.is_broken, !more.is_empty());
    faults.extend(more);
    for fault in &faults {
        let at = fault
            .at
            .as_ref()
            .expect("every fault of a manifest has a place");
        assert!(
            at.line >= 1 && at.column >= 1 && at.length >= 1,
            "{fault:?}"
        );
        let line = text.split('\n').nth(at.line - 1).expect("the line exists");
        let shown = crate::wording::masked(line.trim_end_matches('\r'));
        assert_eq!(at.text, shown, "{fault:?}");
        let width = at.text.chars().count();
        assert!(at.column <= width + 1, "{fault:?}");
        assert!(at.column + at.length <= width + 2, "{fault:?}");
        assert!(fault.label.is_some() || fault.hint.is_some(), "{fault:?}");
        assert!(
            !fault.message.is_empty() && !fault.message.ends_with('.'),
            "{fault:?}"
        );
    }
    faults
}

#[test]
fn the_seeds_are_what_they_look_like() {
    let source = |text: &str| Source::new("m.toml".into(), "/nowhere/p".into(), text.to_owned());
    let (wassay, faults) = Wassay::read(&source(WASSAY), &standing(true));
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(wassay.cases.map(|cases| cases.entries.len()), Some(1));
    let (wws, faults) = Wws::read(&source(WWS), Path::new("/nowhere"));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(wws.runtimes.len(), 1);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_no_mistakes() {
    let text = format!("\u{feff}{}", WASSAY.trim_start().replace('\n', "\r\n"));
    let source = Source::new("m.toml".into(), "/nowhere/p".into(), text);
    let (_, faults) = Wassay::read(&source, &standing(true));
    assert!(faults.is_empty(), "{faults:?}");
}

proptest! {
    #[test]
    fn arbitrary_text_is_survived(text in "\\PC{0,120}") {
        read(&text);
    }

    #[test]
    fn something_like_toml_is_survived(text in "([a-z]{1,8}( ?= ?(\"[a-z*/.]{0,5}\"|[0-9.]{1,3}|\\[\\]|\\{\\}|true))?\n|\\[{1,2}[a-z.]{1,9}\\]{1,2}\n){0,8}") {
        read(&text);
    }

    #[test]
    fn mutated_manifests_are_survived(
        which in any::<bool>(),
        edits in prop::collection::vec((0..1200_usize, 0..12_usize, "[\"'\\[\\]{}=.,#a-z0-9\n\\\\é]{0,6}"), 1..4),
    ) {
        let mut text = if which { WASSAY } else { WWS }.to_owned();
        for (start, length, with) in edits {
            let floor = |text: &str, at: usize| {
                (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
            };
            let start = floor(&text, start % (text.len() + 1));
            let end = floor(&text, start + length).max(start);
            text.replace_range(start..end, &with);
        }
        read(&text);
    }

    #[test]
    fn values_of_another_type_are_told(line in 0..60_usize, value in prop::sample::select(vec!["1", "1.5", "true", "\"x\"", "[]", "{}", "[1]", "[{}]", "1979-05-27"])) {
        for seed in [WASSAY, WWS] {
            let mut lines: Vec<String> = seed.lines().map(str::to_owned).collect();
            let line = line % lines.len();
            if let Some((key, _)) = lines[line].clone().split_once(" = ") {
                lines[line] = format!("{key} = {value}");
            }
            read(&lines.join("\n"));
        }
    }
}
