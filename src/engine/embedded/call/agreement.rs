//! Our conversion and that of wasm-wave take the same texts and make the same values of them.

use super::exports::Exports;
use super::fit::Fitting;
use super::values;
use proptest::prelude::*;
use std::sync::LazyLock;
use wasmtime::Engine;
use wasmtime::component::Component;
use wasmtime::component::Type;
use wasmtime::component::Val;
use wasmtime::component::wasm_wave;

/// A component that exports a function for each type; nobody calls it.
const GUEST: &str = r#"(component
    (core module $m
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable)
      (func (export "f") (param i32 i32) unreachable)
      (func (export "g") (param i32 i32 i32 i32 i32 i32) unreachable))
    (core instance $i (instantiate $m))
    (type $color' (enum "red" "some" "nan"))
    (export $color "color" (type $color'))
    (type $perms' (flags "read" "write" "ok"))
    (export $perms "perms" (type $perms'))
    (type $point' (record (field "x" s8) (field "some" (option $color)) (field "p" $perms)))
    (export $point "point" (type $point'))
    (type $shape' (variant (case "dot") (case "circle" f32) (case "ok" (option u8))))
    (export $shape "shape" (type $shape'))
    (type $points (func (param "value" (list $point))))
    (type $shapes (func (param "value" (list $shape))))
    (type $texts (func (param "value" (list (tuple string char bool)))))
    (type $results (func (param "value" (list (result (option u64) (error (list s16)))))))
    (type $options (func (param "value" (list (option (option (result u8)))))))
    (func (export "points") (type $points)
      (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc"))))
    (func (export "shapes") (type $shapes)
      (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc"))))
    (func (export "texts") (type $texts)
      (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc"))))
    (func (export "results") (type $results)
      (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc"))))
    (func (export "options") (type $options)
      (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")))))"#;

/// Texts that fit one type each, in the order of [`NAMES`].
const TEXTS: [&[&str]; 5] = [
    &[
        "[{x: 1, some: red, p: {read}}, {x: -128, p: {ok, write}}]",
        "[{p: {}, x: 0, some: some(%nan)}]",
    ],
    &[
        "[dot, circle(1.5e3), circle(nan), %ok(7), %ok(none)]",
        "[circle(-inf), %ok(some(255))]",
    ],
    &[
        r#"[("a\n\"", 'b', true), ("", '\u{e9}', false)]"#,
        "[(\"\"\"\n  x\n  y\n  \"\"\", '☃', true)]",
    ],
    &["[ok(some(1)), err([-1, 2]), ok(none)]", "[err([]), ok(7)]"],
    &[
        "[none, some(none), some(some(ok(1))), some(some(err))]",
        "[some(some(5))]",
    ],
];

const NAMES: [&str; 5] = ["points", "shapes", "texts", "results", "options"];

static EXPORTS: LazyLock<Exports> = LazyLock::new(|| {
    let component = Component::new(&Engine::default(), GUEST).unwrap();
    Exports::of(&component)
});

fn parameter(index: usize) -> Type {
    let export = EXPORTS
        .find(NAMES[index])
        .unwrap_or_else(|missing| panic!("{missing:?}"));
    let (_, ty) = export.ty.params().next().unwrap();
    ty
}

/// What both make of a text: canonical texts, as a set of flags has no order of its own.
fn both(index: usize, text: &str) -> (Result<String, String>, Result<String, String>) {
    let ty = parameter(index);
    let with = Fitting {
        resources: &EXPORTS.resources,
        handles: 0,
    };
    let ours = with.fit(text, &ty).map_err(|misfit| {
        assert!(misfit.range.start <= misfit.range.end && misfit.range.end <= text.len());
        assert!(
            text.is_char_boundary(misfit.range.start) && text.is_char_boundary(misfit.range.end)
        );
        misfit.message
    });
    let theirs = wasm_wave::from_str::<Val>(&ty, text).map_err(|error| error.to_string());
    let theirs = theirs.map(|value| {
        // Read once more, in the order in which flags were declared.
        let text = wasm_wave::to_string(&value).unwrap();
        values::written(with.fit(&text, &ty).unwrap())
    });
    (ours.map(values::written), theirs)
}

#[test]
fn what_fits_fits_both() {
    for (index, texts) in TEXTS.iter().enumerate() {
        for text in *texts {
            let (ours, theirs) = both(index, text);
            assert!(ours.is_ok(), "{text}: {ours:?}");
            assert_eq!(ours, theirs, "{text}");
        }
    }
}

#[test]
fn a_flag_has_no_prefix() {
    let texts =
        (0..NAMES.len()).flat_map(|index| TEXTS[index].iter().map(move |text| (index, text)));
    let with_flags: Vec<_> = texts
        .filter(|(_, text)| text.contains("{ok, write}"))
        .collect();
    assert!(!with_flags.is_empty());
    for (index, text) in with_flags {
        let (ours, theirs) = both(index, &text.replace("{ok, write}", "{ok, %write}"));
        assert!(
            ours.is_err() && theirs.is_err(),
            "{text}: {ours:?} {theirs:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn what_does_not_fit_fits_neither(
        index in 0..NAMES.len(),
        from in 0..NAMES.len(),
        which in 0_usize..2,
        (at, remove, insert) in (0_usize..60, 0_usize..3, prop_oneof![
            Just(""), Just("("), Just(")"), Just("["), Just("]"), Just("{"), Just("}"), Just(","), Just(":"),
            Just("\""), Just("'"), Just("\\"), Just("1"), Just("-"), Just("."), Just("x"), Just("some"), Just("%"),
            Just("none"), Just("$1"), Just("é"), Just(" "), Just("x: 1"), Just("dot"), Just("0"),
        ]),
        same in prop::bool::weighted(0.8),
    ) {
        let base = TEXTS[if same { index } else { from }][which];
        let characters: Vec<char> = base.chars().collect();
        let at = at.min(characters.len());
        let end = (at + remove).min(characters.len());
        let text: String = characters[..at].iter().collect::<String>() + insert
            + &characters[end..].iter().collect::<String>();
        let (ours, theirs) = both(index, &text);
        match (&ours, &theirs) {
            // Of fields that a record does not have, wasm-wave says nothing.
            (Err(message), Ok(_)) => prop_assert!(message.starts_with("there is no field"), "{}: {}", text, message),
            (Ok(_), Err(error)) => prop_assert!(false, "{}: {}", text, error),
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(_), Err(_)) => {}
        }
    }
}
