//! Which trials an expression selects, and how it is printed.

use super::*;
use crate::select::sample::ids;
use crate::select::sample::trials;

#[test]
fn the_letters_of_the_tables_stand_for_these_trials() {
    let expected = [
        "commands/args",
        "commands/args@engine=winch",
        "commands/exit",
        "lua/goto@lua=5.1.5",
        "lua/goto@lua=5.5.1",
        "lua/numbers@lua=5.1.5",
        "lua/numbers@lua=5.5.1",
        "lua/numbers@lua=5.5.1,engine=winch",
        "ruby/core@ruby=3.3.3",
        "ruby/core/set@ruby=3.4.1%7Erc",
    ];
    assert_eq!(ids(&trials()), expected);
    assert_eq!(LETTERS.len(), expected.len());
}

/// Expression, trials by letter, canonical spelling where it is another one.
const TABLE: &[(&str, &str, &str)] = &[
    ("all()", "aAegGnNWrs", ""),
    ("none()", "", ""),
    (" all ( ) ", "aAegGnNWrs", "all()"),
    // Suites and projects: exactly, or a glob.
    ("suite(lua)", "gGnNW", ""),
    ("suite(l)", "", ""),
    ("suite(l*)", "gGnNW", ""),
    (r"suite({lua\,ruby})", "gGnNWrs", ""),
    ("suite(~u)", "gGnNWrs", ""),
    ("suite(=lua)", "gGnNW", ""),
    ("suite(=l*)", "", ""),
    ("suite(#?ua)", "gGnNW", ""),
    ("suite(/^(lua|ruby)$/)", "gGnNWrs", ""),
    ("project(ruby)", "r", ""),
    ("project(ruby/*)", "s", ""),
    (r"project({ruby\,ruby/**})", "rs", ""),
    ("project(ruby/core)", "s", ""),
    (r"project(/ruby\/c/)", "s", ""),
    // Cases: a plain name is contained; the last part counts alone where no slash is asked for.
    ("case(numb)", "nNW", ""),
    ("case(lua/n)", "nNW", ""),
    ("case(=numbers)", "nNW", ""),
    ("case(=lua/numbers)", "nNW", ""),
    ("case(=core)", "r", ""),
    ("case(core)", "rs", ""),
    ("case(#n*)", "nNW", ""),
    ("case(#*)", "aAegGnNWrs", ""),
    ("case(#*/*)", "aAegGnNWr", ""),
    ("case(#ruby/**)", "rs", ""),
    ("case(/^(goto|set)$/)", "gGs", ""),
    ("case(/^lua.g/)", "gG", ""),
    ("case(~o/)", "", ""),
    (r"case(\u{6e}umbers)", "nNW", "case(numbers)"),
    // Kinds, tags, engines.
    ("kind(command)", "aAe", ""),
    ("kind(s*)", "gGnNWrs", ""),
    ("tag(slow)", "aAnNW", ""),
    ("tag(p1)", "aA", ""),
    ("tag(p1+p2)", "r", ""),
    ("tag(~p)", "aAer", ""),
    ("not tag(*)", "gGs", ""),
    ("engine(winch)", "AW", ""),
    ("engine(default)", "aegGnNrs", ""),
    ("!engine(w*)", "aegGnNrs", "not engine(w*)"),
    // Releases.
    ("runtime(lua)", "gGnNW", ""),
    ("runtime(*)", "gGnNWrs", ""),
    ("runtime(lua@<5.4)", "gn", ""),
    ("runtime(lua@5.5)", "GNW", ""),
    ("runtime(lua@5.5.1)", "GNW", ""),
    ("runtime(lua@head)", "GNW", ""),
    ("runtime(lua@>=5.1,<5.5)", "gn", ""),
    (
        r"runtime( lua @ >=5.1\, <5.5 )",
        "gn",
        "runtime(lua@>=5.1,<5.5)",
    ),
    ("runtime(lua@5.1..5.4)", "gn", ""),
    ("runtime(*@..5)", "gGnNWrs", ""),
    ("runtime(/^r/@3.3)", "r", ""),
    ("runtime(=ruby@>3.3.3)", "s", ""),
    // Outcomes of the last run.
    ("outcome(pass)", "a", ""),
    ("outcome(known-failure)", "A", ""),
    ("outcome({fail\\,broken})", "Ns", ""),
    ("outcome(~fail)", "AN", ""),
    ("all() - outcome(*)", "egGnWr", ""),
    // Operators.
    ("suite(lua) & runtime(lua@<5.4)", "gn", ""),
    (
        "suite(lua) and engine(winch)",
        "W",
        "suite(lua) & engine(winch)",
    ),
    ("suite(lua) - case(goto)", "nNW", ""),
    (
        "suite(lua) or kind(command)",
        "aAegGnNW",
        "suite(lua) | kind(command)",
    ),
    (
        "suite(lua)+suite(ruby)",
        "gGnNWrs",
        "suite(lua) | suite(ruby)",
    ),
    ("suite(lua) | suite(commands) & engine(winch)", "AgGnNW", ""),
    ("(suite(lua) | suite(commands)) & engine(winch)", "AW", ""),
    ("not suite(lua) & engine(winch)", "A", ""),
    ("not (suite(lua) & engine(winch))", "aAegGnNrs", ""),
    (
        "not(suite(lua))and(engine(winch))",
        "A",
        "not suite(lua) & engine(winch)",
    ),
    ("all() - suite(lua) - suite(ruby)", "aAe", ""),
    ("all() - (suite(lua) - case(goto))", "aAegGrs", ""),
    ("suite(lua) - case(goto) & engine(winch)", "W", ""),
    ("!!suite(ruby)", "rs", "not not suite(ruby)"),
    (
        "all()\n  - suite(lua)\t- suite(ruby)\n",
        "aAe",
        "all() - suite(lua) - suite(ruby)",
    ),
    ("((((case(exit)))))", "e", "case(exit)"),
];

#[test]
fn each_expression_selects_exactly_its_trials() {
    let trials = trials();
    assert!(TABLE.len() >= 40);
    for (text, expected, canonical) in TABLE {
        let expr: Expr = text.parse().unwrap();
        assert_eq!(selected(&expr, &trials), *expected, "{text}");
        let canonical = if canonical.is_empty() {
            text
        } else {
            canonical
        };
        assert_eq!(expr.to_string(), *canonical);
    }
}

#[test]
fn a_case_is_asked_by_its_last_part_only_where_no_slash_is_written() {
    let trials = trials();
    let by = |text: &str| selected(&text.parse().unwrap(), &trials);
    assert_eq!(by("case(/^core$/)"), "r");
    assert_eq!(by(r"case(/^core\/?$/)"), "");
}

#[test]
fn without_a_last_run_nothing_has_an_outcome() {
    let expr: Expr = "outcome(*)".parse().unwrap();
    assert!(
        !trials()
            .iter()
            .any(|trial| expr.matches(trial, &Last::new()))
    );
}
