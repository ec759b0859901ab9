//! Every mistake that only shows when all cells are known.

use super::*;
use crate::model::defect::Span;

#[test]
fn a_command_line_that_names_what_is_not_there_is_told_without_a_place() {
    let narrow = Narrow {
        runtimes: vec![
            ("lau".to_owned(), VersionRange::parse("5.4").unwrap()),
            ("lua".to_owned(), VersionRange::parse("5.9").unwrap()),
        ],
        engines: Some(vec!["wnch".to_owned(), "zebra".to_owned()]),
    };
    let expected = [
        "0: no project pins runtime `lau` () [did you mean `lua`?]",
        "0: no release of lua is `5.9` () [releases in the matrix: 5.4.9, 5.10.0]",
        "0: unknown engine `wnch` () [did you mean `winch`?]",
        "0: unknown engine `zebra` () [engines: default, pulley, winch]",
    ];
    assert_eq!(told(&run(&lua(|_| {}), &narrow)), expected);
}

#[test]
fn what_holds_for_nothing_or_everything_is_a_mistake() {
    let expect = |cases: &str, conditions: &[(&str, &str)]| {
        let expect = Arc::new(expects(cases, conditions, (OWN, 3)));
        plain(&lua(|project| project.expects = vec![expect]))
    };
    let exclude = |cases: &str, conditions: &[(&str, &str)]| {
        let exclude = excludes(cases, conditions, (OWN, 3));
        plain(&lua(|project| project.matrix.excludes = vec![exclude]))
    };
    let table = [
        (
            expect("lua/gotos", &[]),
            "pattern matches nothing (cases of this project: goto, numbers) []",
        ),
        (
            exclude("other/**", &[]),
            "pattern matches nothing (cases of this project: goto, numbers) []",
        ),
        (
            expect("**", &[("lau", "5")]),
            "unknown axis `lau` (did you mean `lua`?) []",
        ),
        (
            exclude("**", &[("ruby", "5")]),
            "unknown axis `ruby` (axes: lua, engine, os, arch) []",
        ),
        (
            expect("**", &[("lua", "<5")]),
            "no release of lua is `<5` (pinned: 5.4.9, 5.10.0) []",
        ),
        (
            exclude("**", &[("lua", "5.9")]),
            "no release of lua is `5.9` (pinned: 5.4.9, 5.10.0) []",
        ),
        (
            expect("**", &[("engine", "winch")]),
            "no engine of the matrix is `winch` (engines: default) []",
        ),
        (
            exclude("**", &[("engine", "defult")]),
            "no engine of the matrix is `defult` (did you mean `default`?) []",
        ),
        (
            expect("**", &[("lua", "5.x,")]),
            "not a version range: `,` cannot be in a version () []",
        ),
        (
            expect("lua/[", &[]),
            "pattern cannot be read: unclosed character class; missing ']' () []",
        ),
        (
            exclude("lua/*", &[("engine", "default")]),
            "exclusion excludes everything (all 4 cells of this project) [name the cases, releases or engines that are left out]",
        ),
    ];
    for (expanded, expected) in table {
        assert_eq!(told(&expanded), [format!("3: {expected}")]);
        assert!(expanded.left_out.contains("lua"));
        assert_eq!(
            (
                expanded.trials.len(),
                expanded.excluded,
                expanded.axes.len()
            ),
            (0, 0, 0)
        );
    }
}

#[test]
fn what_another_machine_would_see_is_no_mistake() {
    for axis in ["os", "arch"] {
        let expanded = plain(&lua(|project| {
            project.expects = vec![Arc::new(expects("**", &[(axis, "plan9")], (OWN, 3)))];
            project.matrix.excludes = vec![
                excludes("lua/goto", &[(axis, "plan9")], (OWN, 4)),
                excludes("**", &[(axis, "*"), ("lua", "5.4")], (OWN, 5)),
            ];
        }));
        assert_eq!(told(&expanded), [""; 0]);
        assert_eq!(
            ids(&expanded),
            ["lua/goto@lua=5.10.0", "lua/numbers@lua=5.10.0"]
        );
        assert!(
            expanded
                .trials
                .iter()
                .all(|trial| trial.expectation.is_none())
        );
        assert_eq!(expanded.excluded, 2);
    }
}

#[test]
fn an_expectation_for_what_is_excluded_is_a_mistake() {
    let expanded = plain(&lua(|project| {
        project.expects = vec![Arc::new(expects("lua/goto", &[("lua", "5.4")], (OWN, 3)))];
        project.matrix.excludes = vec![excludes("lua/goto", &[("lua", "<5.5")], (OWN, 9))];
    }));
    let expected = "3: expectation holds for no cell (its conditions do not hold together, or hold only for what is excluded) []";
    assert_eq!(told(&expanded), [expected]);
}

#[test]
fn the_name_that_was_meant_is_offered_when_the_list_does_not_show_it() {
    let mut project = sample::project("lua");
    project.runtimes = vec![sample::release("lua", "5.4.9")];
    project.expects = vec![Arc::new(expects("lua/nubmers", &[], (OWN, 3)))];
    let names = [
        "args", "errors", "floats", "goto", "integers", "numbers", "utf8",
    ];
    let expected = "3: pattern matches nothing (cases of this project: args, errors, floats, goto, integers ... utf8) [did you mean `numbers`?]";
    assert_eq!(told(&plain(&scripts(project, &names))), [expected]);
}

#[test]
fn an_inherited_rule_is_a_mistake_only_when_all_projects_agree() {
    let shared = [
        Arc::new(expects("lua/**", &[], (ROOT, 1))),
        Arc::new(expects("**", &[("lua", "5.4")], (ROOT, 2))),
        Arc::new(expects("perl/**", &[], (ROOT, 3))),
        Arc::new(expects("**", &[("perl", "5")], (ROOT, 4))),
    ];
    let mut cases = lua(|project| project.expects = shared.to_vec());
    let mut plain_project = sample::project("commands");
    plain_project.expects = shared.to_vec();
    cases.extend(commands(plain_project, &["args"]));
    let expanded = plain(&cases);
    let expected = [
        "3: pattern matches nothing (cases below this manifest: lua/goto, lua/numbers, commands/args) []",
        "4: unknown axis `perl` (axes: lua, engine, os, arch) []",
    ];
    assert_eq!(told(&expanded), expected);
    assert_eq!(
        expanded.left_out.len(),
        0,
        "nobody suffers from a rule of an outer manifest"
    );
    assert_eq!(expanded.trials.len(), 5);
    let partial = run_as(&cases, &Narrow::default(), Coverage::Partial);
    assert_eq!(
        told(&partial),
        [""; 0],
        "the rules may be meant for projects that are not there"
    );
}

#[test]
fn axes_that_name_what_is_not_there_are_mistakes() {
    let spans = |at: &str, line: usize, count: usize| -> Vec<Span> {
        (0..count)
            .map(|column| Span {
                column: column + 1,
                ..sample::span(at, line, "lua = []")
            })
            .collect()
    };
    let cases = lua(|project| {
        let matrix = &mut project.matrix;
        matrix
            .releases
            .insert("lua".to_owned(), ranges(&["5.4", "9"]));
        matrix.spans.insert("lua".to_owned(), spans(OWN, 3, 2));
        matrix
            .releases
            .insert("ruby".to_owned(), ranges(&["3.2", "3.3"]));
        matrix.spans.insert("ruby".to_owned(), spans(OWN, 4, 2));
    });
    let expanded = plain(&cases);
    let expected = [
        "3: range selects no pin: `9` (pins of lua: 5.4.9, 5.10.0) []",
        "4: no project pins runtime `ruby` (pinned: lua) []",
    ];
    assert_eq!(told(&expanded), expected);
    assert!(expanded.trials.is_empty() && expanded.left_out.contains("lua"));

    let inherit = |project: &mut Project| {
        project.matrix.engines = vec!["default".into(), "wnch".into()];
        project
            .matrix
            .spans
            .insert("engine".to_owned(), spans(ROOT, 7, 2));
        project
            .matrix
            .releases
            .insert("lua".to_owned(), ranges(&["5.4"]));
        project
            .matrix
            .spans
            .insert("lua".to_owned(), spans(ROOT, 8, 1));
    };
    let mut cases = lua(inherit);
    let mut other = sample::project("old");
    inherit(&mut other);
    other.runtimes = vec![sample::release("lua", "5.1.5")];
    cases.extend(scripts(other, &["one"]));
    cases.extend(commands(sample::project("commands"), &["args"]));
    let expanded = plain(&cases);
    let expected = "7: unknown engine `wnch` (did you mean `winch`?) [`[engines.wnch]` in the root manifest would make one]";
    assert_eq!(told(&expanded), [expected]);
    assert_eq!(ids(&expanded), ["commands/args"]);
}

#[test]
fn a_range_without_a_place_is_a_mistake_only_where_no_project_has_such_a_release() {
    let inherit = |project: &mut Project| {
        let all = ranges(&["5.1", "5.4", "9"]);
        project.matrix.releases.insert("lua".to_owned(), all);
    };
    let mut cases = lua(inherit);
    let mut other = sample::project("old");
    inherit(&mut other);
    other.runtimes = vec![sample::release("lua", "5.1.5")];
    cases.extend(scripts(other, &["one"]));
    let expanded = plain(&cases);
    let expected = "0: range selects no pin: `9` (pins of lua: 5.1.5, 5.4.9, 5.10.0) []";
    assert_eq!(told(&expanded), [expected]);
    let expected = [
        "lua/goto@lua=5.4.9",
        "lua/numbers@lua=5.4.9",
        "old/one@lua=5.1.5",
    ];
    assert_eq!(ids(&expanded), expected);
}
