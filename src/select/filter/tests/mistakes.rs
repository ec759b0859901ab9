//! What is wrong with expressions that cannot be read, and where.

use super::*;

/// Expression, the part that is underlined, message, hint (its beginning).
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("", "", "the filter expression is empty", "`all()` selects"),
    (
        "  ",
        "  ",
        "the filter expression is empty",
        "`all()` selects",
    ),
    (
        "sute(lua)",
        "sute",
        "unknown function `sute`",
        "did you mean `suite`?",
    ),
    (
        "xyzzy(lua)",
        "xyzzy",
        "unknown function `xyzzy`",
        "functions: all, none, suite, project, case, kind, tag, engine, runtime, outcome;",
    ),
    (
        "lua/numbers",
        "lua",
        "unknown function `lua`",
        "functions: all, none",
    ),
    ("suite", "", "expected `(` after `suite`", "`suite(...)`"),
    (
        "suite lua",
        "l",
        "expected `(` after `suite`",
        "`suite(...)`",
    ),
    (
        "suite()",
        "suite()",
        "`suite()` needs a name",
        "`suite(x)`; `all()`",
    ),
    (
        "case(= )",
        "case(= )",
        "`case()` needs a name",
        "`case(x)`; `all()`",
    ),
    (
        "runtime(@5)",
        "runtime(@",
        "`runtime()` needs a name",
        "`runtime(x)`",
    ),
    ("all(lua)", "l", "`all()` takes nothing", "`all()`"),
    ("suite(lua", "(", "`(` is not closed", ""),
    ("suite(", "(", "`(` is not closed", ""),
    ("all(", "(", "`(` is not closed", ""),
    ("(all() | none()", "(", "`(` is not closed", ""),
    ("case(/a)", "/a)", "regular expression is not closed", ""),
    (
        "case(/a/ b)",
        "b",
        "expected `)` after the regular expression, found `b`",
        "",
    ),
    (
        "case(/a/@5)",
        "@",
        "expected `)` after the regular expression, found `@`",
        "",
    ),
    (
        "case(/a(/)",
        "a(",
        "not a regular expression: unclosed group",
        "",
    ),
    (
        "case(#[a)",
        "[a",
        "not a glob: unclosed character class; missing ']'",
        "",
    ),
    (
        "tag([a)",
        "[a",
        "not a glob: unclosed character class; missing ']'",
        "",
    ),
    (
        "case(a, b)",
        ",",
        "`,` cannot stand in a name as it is",
        "`\\,` stands for a comma",
    ),
    (r"case(\x)", r"\x", "unknown escape", "`\\)`"),
    (r"case(\u{110000})", r"\u", "unknown escape", "`\\)`"),
    (r"case(\u{1234567})", r"\u", "unknown escape", "`\\)`"),
    (r"case(a\", "\\", "unknown escape", "`\\)`"),
    (
        "runtime(lua@)",
        "@",
        "not a version range: it is empty",
        "`lua@5.4`",
    ),
    (
        "runtime(lua@>5,4)",
        ">5,4",
        "not a version range: `4` has no comparison",
        "`lua@5.4`",
    ),
    (
        "outcome(failed)",
        "failed",
        "unknown outcome `failed`",
        "did you mean `fail`?",
    ),
    (
        "outcome(xyzzy)",
        "xyzzy",
        "unknown outcome `xyzzy`",
        "outcomes: pass, known-failure, flaky, skipped, fail, unexpected-pass, broken",
    ),
    (
        "kind(=worker)",
        "worker",
        "unknown kind `worker`",
        "kinds: command, script, http, invoke, wast, interface",
    ),
    ("all() && all()", "&&", "`&&` is no operator", "`&` joins"),
    ("all() || all()", "||", "`||` is no operator", "`|` joins"),
    (
        "all() &",
        "",
        "expected a set of trials, found the end",
        "sets: all, none",
    ),
    (
        "all() & )",
        ")",
        "expected a set of trials, found `)`",
        "sets: all, none",
    ),
    (
        "& all()",
        "&",
        "expected a set of trials, found `&`",
        "sets: all, none",
    ),
    (
        "all() all()",
        "a",
        "expected an operator, found `a`",
        "sets are joined",
    ),
    (
        "all())",
        ")",
        "expected an operator, found `)`",
        "sets are joined",
    ),
    (
        "not",
        "",
        "expected a set of trials, found the end",
        "sets: all, none",
    ),
    (
        "tag(ä) é",
        "é",
        "expected an operator, found `é`",
        "sets are joined",
    ),
    (
        "suite({lua,ruby})",
        ",",
        "`,` cannot stand in a name as it is",
        "`\\,` stands for a comma",
    ),
    (
        "not runtime(~)",
        "runtime(~)",
        "`runtime()` needs a name",
        "`runtime(x)`",
    ),
];

#[test]
fn every_mistake_is_shown_where_it_is() {
    for (text, part, message, hint) in TABLE {
        let error = Expr::parse(text).expect_err(text);
        assert_eq!(error.to_string(), *message, "{text}");
        assert_eq!(&text[error.span.clone()], *part, "{text}: {message}");
        let found = error.hint().unwrap_or_default();
        assert!(
            found.starts_with(*hint) && found.is_empty() == hint.is_empty(),
            "{text}: {found}"
        );
    }
}

#[test]
fn endless_expressions_are_refused() {
    let deep = format!("{}all(){}", "(".repeat(50_000), ")".repeat(50_000));
    assert_eq!(
        Expr::parse(&deep).unwrap_err().to_string(),
        "nested deeper than 100"
    );
    let denied = format!("{}all()", "!".repeat(50_000));
    assert_eq!(
        Expr::parse(&denied).unwrap_err().to_string(),
        "nested deeper than 100"
    );
    let long = vec!["all()"; 1_001].join("|");
    assert_eq!(
        Expr::parse(&long).unwrap_err().to_string(),
        "more than 1000 sets"
    );
    let most = vec!["all()"; 1_000].join(" | ");
    assert_eq!(Expr::parse(&most).unwrap().to_string(), most);
}
