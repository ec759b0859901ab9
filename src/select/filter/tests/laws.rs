//! What holds for every expression: it is read back as it is printed, and sets obey their laws.

use super::*;
use crate::model::version::VersionRange;
use crate::select::filter::Field;
use crate::select::filter::Matcher;
use crate::select::filter::matchers::Form;
use crate::select::sample::trials;
use proptest::prelude::*;

/// Matchers of every form over hostile text; globs and regular expressions that compile.
fn matcher(plain: Form) -> impl Strategy<Value = Matcher> {
    let text = || {
        prop_oneof![
            ".{1,6}",
            r"[a-z/@,)(\\=~# ]{1,6}",
            "(lua|goto|numbers|ruby|core|winch|default)"
        ]
    };
    let name = (
        prop_oneof![Just(plain), Just(Form::Equal), Just(Form::Contains)],
        text(),
    );
    let glob = (Just(Form::Glob), r"[a-z*?/,) ]{1,6}".prop_map(String::from));
    let regex = (
        Just(Form::Regex),
        r"([a-z/.)@ ]|\\[.\\d]){0,4}".prop_map(String::from),
    );
    prop_oneof![4 => name.boxed(), 1 => glob.boxed(), 1 => regex.boxed()]
        .prop_filter_map("compiles", |(form, text): (Form, String)| {
            Matcher::new(form, text).ok()
        })
}

fn set() -> impl Strategy<Value = Expr> {
    let field = prop_oneof![
        Just(Field::Suite),
        Just(Field::Project),
        Just(Field::Tag),
        Just(Field::Engine)
    ];
    let range = prop_oneof![
        Just("5.1"),
        Just(">=5.1,<5.5"),
        Just("head"),
        Just("..5.4"),
        Just("!=3.3.3")
    ];
    let range = range.prop_map(|text| VersionRange::parse(text).unwrap());
    prop_oneof![
        Just(Expr::All),
        Just(Expr::None),
        (field, matcher(Form::PlainName)).prop_map(|(field, matcher)| Expr::Named(field, matcher)),
        matcher(Form::PlainPart).prop_map(|matcher| Expr::Named(Field::Case, matcher)),
        (matcher(Form::PlainName), proptest::option::of(range))
            .prop_map(|(matcher, range)| Expr::Runtime(matcher, range)),
        prop_oneof![
            Just("suite(lua)"),
            Just("outcome(~fail)"),
            Just("kind(script)"),
            Just("tag(slow)")
        ]
        .prop_map(|text| text.parse().unwrap()),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    set().prop_recursive(5, 40, 2, |inner| {
        let two = || {
            (
                inner.clone().prop_map(Box::new),
                inner.clone().prop_map(Box::new),
            )
        };
        prop_oneof![
            inner.clone().prop_map(|own| Expr::Not(Box::new(own))),
            two().prop_map(|(a, b)| Expr::And(a, b)),
            two().prop_map(|(a, b)| Expr::Minus(a, b)),
            two().prop_map(|(a, b)| Expr::Or(a, b)),
        ]
    })
}

/// Any part of the sample, several times over.
fn some_trials() -> impl Strategy<Value = Vec<Trial>> {
    proptest::collection::vec(proptest::sample::select(trials()), 0..20)
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(expr in expr()) {
        let text = expr.to_string();
        prop_assert_eq!(Expr::parse(&text), Ok(expr), "{}", text);
    }

    #[test]
    fn sets_obey_their_laws(a in expr(), b in expr(), trials in some_trials()) {
        let read = |text: String| Expr::parse(&text).unwrap();
        let pairs = [
            (format!("not (({a}) & ({b}))"), format!("not ({a}) | not ({b})")),
            (format!("not (({a}) | ({b}))"), format!("not ({a}) & not ({b})")),
            (format!("({a}) - ({b})"), format!("({a}) & not ({b})")),
            (format!("({a}) | not ({a})"), "all()".to_owned()),
            (format!("({a}) - ({a})"), "none()".to_owned()),
            (format!("({a}) & ({b})"), format!("({b}) and ({a})")),
        ];
        for (left, right) in pairs {
            let (left, right) = (read(left), read(right));
            for trial in &trials {
                prop_assert_eq!(left.matches(trial, &last()), right.matches(trial, &last()), "{} {}", left, right);
            }
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in r"([a-z()&|!@=~#/\\{}é <>,.*-]|all\(\)|not |case\(|runtime\(lua@){0,12}") {
        match Expr::parse(&text) {
            Ok(expr) => prop_assert_eq!(Expr::parse(&expr.to_string()), Ok(expr)),
            Err(error) => prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error),
        }
    }
}
