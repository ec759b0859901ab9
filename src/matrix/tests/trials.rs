//! Which trials there are, and what decides for them.

use super::*;
use crate::model::defect::Severity;
use crate::model::expectation::Until;
use crate::model::runtime::Runtime;
use crate::model::runtime::Status;
use proptest::prelude::*;

#[test]
fn trials_come_by_case_then_release_then_engine() {
    let cases = lua(|project| {
        project.matrix.engines = vec!["winch".into(), "default".into(), "winch".into()];
    });
    let expanded = plain(&cases);
    let expected = [
        "lua/goto@lua=5.4.9,engine=winch",
        "lua/goto@lua=5.4.9",
        "lua/goto@lua=5.10.0,engine=winch",
        "lua/goto@lua=5.10.0",
        "lua/numbers@lua=5.4.9,engine=winch",
        "lua/numbers@lua=5.4.9",
        "lua/numbers@lua=5.10.0,engine=winch",
        "lua/numbers@lua=5.10.0",
    ];
    assert_eq!(ids(&expanded), expected);
    assert_eq!(expanded.axes["engine"], ["winch", "default"]);
    assert_eq!(expanded.axes["lua"], ["5.4.9", "5.10.0"]);
    assert_eq!(expanded.defects, []);
}

#[test]
fn a_command_has_no_release_whatever_its_project_pins() {
    let mut project = sample::project("mixed");
    project.runtimes = vec![
        sample::release("lua", "5.4.9"),
        sample::release("lua", "5.10.0"),
    ];
    let project = Arc::new(project);
    let cases = [
        Arc::new(sample::command(&project, "args")),
        Arc::new(sample::script(&project, "goto", "lua")),
        Arc::new(sample::command(&project, "exit")),
    ];
    let expected = [
        "mixed/args",
        "mixed/goto@lua=5.4.9",
        "mixed/goto@lua=5.10.0",
        "mixed/exit",
    ];
    assert_eq!(ids(&plain(&cases)), expected);
}

#[test]
fn ranges_select_releases_and_a_yanked_one_must_be_named_exactly() {
    type Row = (&'static [&'static str], &'static [(&'static str, bool)]);
    let table: [Row; 7] = [
        (&[], &[("5.1.5", false), ("5.4.9", false), ("5.5.1", false)]),
        (&["5.4"], &[("5.4.8", true), ("5.4.9", false)]),
        (&["5.4.8"], &[("5.4.8", false)]),
        (&["=5.4.8"], &[("5.4.8", false)]),
        (
            &["5", "5.4.8"],
            &[
                ("5.1.5", false),
                ("5.4.8", false),
                ("5.4.9", false),
                ("5.5.1", false),
            ],
        ),
        (&["head"], &[("5.5.1", false)]),
        (&["..5.1", "5.5.."], &[("5.1.5", false), ("5.5.1", false)]),
    ];
    for (texts, expected) in table {
        let cases = lua(|project| {
            let yanked = Runtime {
                status: Status::Yanked,
                ..sample::runtime("lua", "5.4.8")
            };
            project.runtimes = vec![
                sample::release("lua", "5.1.5"),
                Arc::new(yanked),
                sample::release("lua", "5.4.9"),
                sample::tagged("lua", "5.5.1", &["head"]),
            ];
            if !texts.is_empty() {
                project
                    .matrix
                    .releases
                    .insert("lua".to_owned(), ranges(texts));
            }
        });
        let expanded = plain(&cases[..1]);
        let found: Vec<(&str, bool)> = expanded
            .trials
            .iter()
            .map(|trial| (trial.release().unwrap().1.as_str(), trial.barred.is_some()))
            .collect();
        assert_eq!(found, expected, "{texts:?}");
    }
}

#[test]
fn a_case_whose_only_release_is_yanked_does_not_disappear() {
    let cases = lua(|project| {
        project.runtimes = vec![Arc::new(Runtime {
            status: Status::Yanked,
            ..sample::runtime("lua", "5.4.8")
        })];
    });
    let expanded = plain(&cases);
    let reason = expanded.trials[0].barred.as_deref();
    assert_eq!(
        reason,
        Some("lua 5.4.8 is yanked, and no matrix names it exactly")
    );
    assert_eq!(
        ids(&expanded),
        ["lua/goto@lua=5.4.8", "lua/numbers@lua=5.4.8"]
    );
}

#[test]
fn the_command_line_narrows_releases_and_replaces_engines() {
    let cases = lua(|project| {
        project.matrix.engines = vec!["default".into(), "winch".into()];
        project.matrix.excludes = vec![excludes("lua/goto", &[("engine", "pulley")], (OWN, 1))];
    });
    let named = |runtimes: &[(&str, &str)], engines: Option<&[&str]>| Narrow {
        runtimes: runtimes
            .iter()
            .map(|(name, range)| ((*name).to_owned(), VersionRange::parse(range).unwrap()))
            .collect(),
        engines: engines.map(|names| names.iter().map(|name| (*name).to_owned()).collect()),
    };
    let table: [(Narrow, &[&str], u64); 4] = [
        (
            named(&[("lua", "<5.5"), ("lua", "5.9")], Some(&["default"])),
            &["lua/goto@lua=5.4.9", "lua/numbers@lua=5.4.9"],
            0,
        ),
        (
            named(&[("lua", "head")], Some(&["pulley", "pulley"])),
            &["lua/numbers@lua=5.10.0,engine=pulley"],
            1,
        ),
        (
            named(&[("lua", "5.4"), ("lua", "head")], Some(&["pulley"])),
            &[
                "lua/numbers@lua=5.4.9,engine=pulley",
                "lua/numbers@lua=5.10.0,engine=pulley",
            ],
            2,
        ),
        (
            named(&[("lua", "5.4")], Some(&["winch", "default"])),
            &[
                "lua/goto@lua=5.4.9,engine=winch",
                "lua/goto@lua=5.4.9",
                "lua/numbers@lua=5.4.9,engine=winch",
                "lua/numbers@lua=5.4.9",
            ],
            0,
        ),
    ];
    for (narrow, expected, excluded) in table {
        let expanded = run(&cases, &narrow);
        assert_eq!(ids(&expanded), expected, "{narrow:?}");
        assert_eq!((expanded.excluded, expanded.left_out.len()), (excluded, 0));
        let mistakes = expanded
            .defects
            .iter()
            .filter(|own| own.message != "no release of lua is `5.9`");
        assert_eq!(mistakes.count(), 0, "{:?}", expanded.defects);
    }
}

#[test]
fn the_first_expectation_that_holds_decides() {
    let cases = lua(|project| {
        let mut first = expects("lua/goto", &[("lua", "<5.5"), ("engine", "d*")], (OWN, 3));
        first.outcome = Expected::Broken;
        let second = expects("**", &[], (ROOT, 9));
        project.expects = vec![Arc::new(first), Arc::new(second)];
    });
    let expanded = plain(&cases);
    let decided: Vec<(&str, Expected)> = expanded
        .trials
        .iter()
        .map(|trial| {
            trial
                .expectation
                .as_ref()
                .map(|own| (own.at.as_str(), own.outcome))
                .unwrap()
        })
        .collect();
    let (own, root) = (
        ("suites/lua/wassay.toml:3", Expected::Broken),
        ("wassay.toml:9", Expected::Fail),
    );
    assert_eq!(decided, [own, root, root, root]);
    assert_eq!(expanded.defects, []);
}

#[test]
fn an_expectation_ends_with_its_day_or_with_the_release_it_waited_for() {
    let table = [
        (Until::Date("2026-11-19".to_owned()), true, ""),
        (
            Until::Date("2026-11-20".to_owned()),
            false,
            "expectation ends today",
        ),
        (
            Until::Date("2026-11-21".to_owned()),
            false,
            "expectation ends in 1 day",
        ),
        (Until::Date("2027-11-21".to_owned()), false, ""),
        (
            Until::Release("lua".to_owned(), "5.10".to_owned()),
            true,
            "",
        ),
        (
            Until::Release("lua".to_owned(), "5.11".to_owned()),
            false,
            "",
        ),
        (
            Until::Release("wasmtime".to_owned(), "48".to_owned()),
            true,
            "",
        ),
        (
            Until::Release("wasmtime".to_owned(), "50".to_owned()),
            false,
            "",
        ),
    ];
    for (until, expired, warning) in table {
        let expect = Arc::new(Expect {
            until: Some(until.clone()),
            ..expects("**", &[], (OWN, 3))
        });
        let expanded = plain(&lua(|project| project.expects = vec![Arc::clone(&expect)]));
        let all = expanded
            .trials
            .iter()
            .map(|trial| trial.expectation.as_ref().unwrap());
        assert!(all.clone().all(|own| own.expired == expired), "{until}");
        assert!(
            all.clone().all(|own| own.until == Some(until.to_string())),
            "{until}"
        );
        let warnings: Vec<&str> = expanded.defects.iter().map(|own| &*own.message).collect();
        assert_eq!(warnings.concat(), warning, "{until}");
        assert!(
            expanded
                .defects
                .iter()
                .all(|own| own.severity == Severity::Warning)
        );
        assert_eq!(expanded.left_out.len(), 0);
    }
}

#[test]
fn a_release_that_is_not_in_the_run_ends_nothing() {
    let until = Some(Until::Release("lua".to_owned(), "5.10".to_owned()));
    let expect = Arc::new(Expect {
        until,
        ..expects("**", &[], (OWN, 3))
    });
    let narrow = Narrow {
        runtimes: vec![("lua".to_owned(), VersionRange::parse("5.4").unwrap())],
        engines: None,
    };
    let expanded = run(&lua(|project| project.expects = vec![expect]), &narrow);
    assert!(!expanded.trials[0].expectation.as_ref().unwrap().expired);
}

/// A condition that a rule of the counting test has.
fn condition() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop_oneof![
        prop_oneof![Just("5.4"), Just("<5.10"), Just("head"), Just("9")]
            .prop_map(|range| ("lua", range)),
        prop_oneof![Just("default"), Just("w*"), Just("pulley")].prop_map(|name| ("engine", name)),
        Just(("os", "plan9")),
    ]
}

proptest! {
    #[test]
    fn trials_and_exclusions_add_up_to_the_full_matrix(
        names in proptest::sample::subsequence(vec!["a", "b", "c", "goto", "numbers"], 1..5),
        engines in proptest::sample::subsequence(vec!["default", "winch", "pulley"], 1..3),
        narrow in proptest::option::of(prop_oneof![Just("5.4"), Just("5"), Just("head")]),
        patterns in proptest::collection::vec(
            (prop_oneof![Just("**"), Just("lua/a"), Just("lua/*o*"), Just("lua/**")],
             proptest::collection::vec(condition(), 0..2)), 0..3),
    ) {
        let make = |with_rules: bool| {
            let mut project = sample::project("lua");
            project.runtimes = vec![sample::release("lua", "5.4.9"), sample::tagged("lua", "5.10.0", &["head"])];
            project.matrix.engines = engines.iter().map(|name| (*name).into()).collect();
            if with_rules {
                let rules = patterns.iter().enumerate();
                project.matrix.excludes =
                    rules.map(|(line, (cases, when))| excludes(cases, when, (ROOT, line + 1))).collect();
            }
            scripts(project, &names)
        };
        let narrow = Narrow {
            runtimes: narrow.iter().map(|text| ("lua".to_owned(), VersionRange::parse(text).unwrap())).collect(),
            engines: None,
        };
        let full = run(&make(false), &narrow);
        let some = run(&make(true), &narrow);
        let releases = if narrow.runtimes.is_empty() || narrow.runtimes[0].1.to_string() == "5" { 2 } else { 1 };
        prop_assert_eq!(full.trials.len(), names.len() * engines.len() * releases);
        prop_assert_eq!(full.excluded, 0);
        prop_assert_eq!(some.trials.len() as u64 + some.excluded, full.trials.len() as u64);
        let all = ids(&full);
        prop_assert!(ids(&some).iter().all(|id| all.contains(id)));
    }
}
