//! Every type of WIT: text to value, through a guest and back to the same text.
//!
//! One core function gives back a value of any type. Parameters that are too many for registers lie in memory one after
//! the other, as the fields of a tuple do, so a function that takes a value and sixteen numbers more, and returns the
//! value and one number, returns the very place it was given.

use super::call::calling;
use super::call::run;
use super::component::encode;
use super::rig::Rig;
use super::rig::spec;
use crate::model::engine::Strategy as Compiling;
use proptest::prelude::*;
use proptest::strategy::Union;
use wasmtime::component::Val;
use wasmtime::component::wasm_wave;

const CORE: &str = r#"(module
    (memory (export "memory") 32)
    (global $heap (mut i32) (i32.const 1024))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
      (local.set $at (i32.and
        (i32.add (global.get $heap) (i32.sub (local.get 2) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get 2))))
      (global.set $heap (i32.add (local.get $at) (local.get 3)))
      (local.get $at))
    (func (export "api#same") (param i32) (result i32) (local.get 0)))"#;

/// Labels, among them words that WAVE and WIT keep for themselves.
const LABELS: [&str; 8] = ["a", "b-c2", "UP", "some", "none", "ok", "nan", "list"];

/// A type of WIT.
#[derive(Clone, Debug)]
pub(super) enum Ty {
    Plain(&'static str),
    List(Box<Self>),
    Record(Vec<Self>),
    Tuple(Vec<Self>),
    Variant(Vec<Option<Self>>),
    Enum(usize),
    Flags(usize),
    Option(Box<Self>),
    Result(Option<Box<Self>>, Option<Box<Self>>),
}

const PLAIN: [&str; 13] = [
    "bool", "s8", "u8", "s16", "u16", "s32", "u32", "s64", "u64", "f32", "f64", "char", "string",
];

fn types() -> impl Strategy<Value = Ty> {
    let leaf = prop_oneof![
        4 => prop::sample::select(&PLAIN[..]).prop_map(Ty::Plain),
        1 => (1..=LABELS.len()).prop_map(Ty::Enum),
        1 => (1..=LABELS.len()).prop_map(Ty::Flags),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let maybe = prop::option::of(boxed.clone());
        prop_oneof![
            boxed.clone().prop_map(Ty::List),
            boxed.prop_map(Ty::Option),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Ty::Record),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Ty::Tuple),
            prop::collection::vec(prop::option::of(inner), 1..5).prop_map(Ty::Variant),
            (maybe.clone(), maybe).prop_map(|(ok, err)| Ty::Result(ok, err)),
        ]
    })
}

/// The name of a type, and before it the declarations that it needs.
fn wit(ty: &Ty, declared: &mut Vec<String>) -> String {
    let optional = |ty: &Option<Box<Ty>>, declared: &mut Vec<String>| {
        ty.as_ref().map_or("_".to_owned(), |ty| wit(ty, declared))
    };
    let (keyword, items): (&str, Vec<String>) = match ty {
        Ty::Plain(name) => return (*name).to_owned(),
        Ty::List(inner) => return format!("list<{}>", wit(inner, declared)),
        Ty::Option(inner) => return format!("option<{}>", wit(inner, declared)),
        Ty::Tuple(inner) => {
            let inner: Vec<String> = inner.iter().map(|ty| wit(ty, declared)).collect();
            return format!("tuple<{}>", inner.join(", "));
        }
        Ty::Result(None, None) => return "result".to_owned(),
        Ty::Result(Some(ok), None) => return format!("result<{}>", wit(ok, declared)),
        Ty::Result(ok, err) => {
            let (ok, err) = (optional(ok, declared), optional(err, declared));
            return format!("result<{ok}, {err}>");
        }
        Ty::Record(fields) => {
            let fields = fields.iter().zip(LABELS);
            let fields = fields.map(|(ty, name)| format!("%{name}: {}", wit(ty, declared)));
            ("record", fields.collect())
        }
        Ty::Variant(cases) => {
            let cases = cases.iter().zip(LABELS).map(|(ty, name)| match ty {
                Some(ty) => format!("%{name}({})", wit(ty, declared)),
                None => format!("%{name}"),
            });
            ("variant", cases.collect())
        }
        Ty::Enum(count) => (
            "enum",
            LABELS[..*count]
                .iter()
                .map(|name| format!("%{name}"))
                .collect(),
        ),
        Ty::Flags(count) => (
            "flags",
            LABELS[..*count]
                .iter()
                .map(|name| format!("%{name}"))
                .collect(),
        ),
    };
    let name = format!("t{}", declared.len());
    declared.push(format!("{keyword} {name} {{ {} }}", items.join(", ")));
    name
}

fn wave(value: &Val) -> String {
    wasm_wave::to_string(value).unwrap()
}

/// A case as WAVE writes it: words of its own stand behind a percent sign.
fn case(index: usize) -> String {
    match LABELS[index] {
        word @ ("some" | "none" | "ok" | "nan") => format!("%{word}"),
        word => word.to_owned(),
    }
}

fn plain(name: &str) -> BoxedStrategy<String> {
    use prop::num;
    match name {
        "bool" => any::<bool>().prop_map(|v| v.to_string()).boxed(),
        "s8" => any::<i8>().prop_map(|v| v.to_string()).boxed(),
        "u8" => any::<u8>().prop_map(|v| v.to_string()).boxed(),
        "s16" => any::<i16>().prop_map(|v| v.to_string()).boxed(),
        "u16" => any::<u16>().prop_map(|v| v.to_string()).boxed(),
        "s32" => any::<i32>().prop_map(|v| v.to_string()).boxed(),
        "u32" => any::<u32>().prop_map(|v| v.to_string()).boxed(),
        "s64" => any::<i64>().prop_map(|v| v.to_string()).boxed(),
        "u64" => any::<u64>().prop_map(|v| v.to_string()).boxed(),
        "f32" => prop_oneof![
            num::f32::ANY,
            prop::sample::select(&[-0.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN][..])
        ]
        .prop_map(|v| wave(&Val::Float32(v)))
        .boxed(),
        "f64" => prop_oneof![
            num::f64::ANY,
            prop::sample::select(&[-0.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN][..])
        ]
        .prop_map(|v| wave(&Val::Float64(v)))
        .boxed(),
        "char" => any::<char>().prop_map(|v| wave(&Val::Char(v))).boxed(),
        _ => prop_oneof![any::<String>(), "[\\\\\"'$a(){}, \\n]{0,8}"]
            .prop_map(|v| wave(&Val::String(v)))
            .boxed(),
    }
}

fn joined(open: char, parts: &[String], close: char) -> String {
    format!("{open}{}{close}", parts.join(", "))
}

/// Canonical texts of values of a type.
fn values(ty: &Ty) -> BoxedStrategy<String> {
    let all = |types: &[Ty]| types.iter().map(values).collect::<Vec<_>>();
    match ty {
        Ty::Plain(name) => plain(name),
        Ty::List(inner) => prop::collection::vec(values(inner), 0..4)
            .prop_map(|parts| joined('[', &parts, ']'))
            .boxed(),
        Ty::Tuple(inner) => all(inner)
            .prop_map(|parts| joined('(', &parts, ')'))
            .boxed(),
        Ty::Record(fields) => {
            let optional: Vec<bool> = fields
                .iter()
                .map(|ty| matches!(ty, Ty::Option(_)))
                .collect();
            let write = move |parts: Vec<String>| {
                let parts = parts.iter().zip(&optional).zip(LABELS);
                let shown = parts.filter(|((text, optional), _)| !(**optional && *text == "none"));
                let shown: Vec<String> = shown
                    .map(|((text, _), name)| format!("{name}: {text}"))
                    .collect();
                if shown.is_empty() {
                    "{:}".to_owned()
                } else {
                    joined('{', &shown, '}')
                }
            };
            all(fields).prop_map(write).boxed()
        }
        Ty::Variant(cases) => {
            let cases = cases.iter().enumerate().map(|(index, ty)| match ty {
                Some(ty) => values(ty)
                    .prop_map(move |text| format!("{}({text})", case(index)))
                    .boxed(),
                None => Just(case(index)).boxed(),
            });
            Union::new(cases).boxed()
        }
        Ty::Enum(count) => (0..*count).prop_map(case).boxed(),
        Ty::Flags(count) => prop::sample::subsequence(LABELS[..*count].to_vec(), 0..=*count)
            .prop_map(|set| format!("{{{}}}", set.join(", ")))
            .boxed(),
        Ty::Option(inner) => {
            let some = values(inner).prop_map(|text| format!("some({text})"));
            prop_oneof![Just("none".to_owned()), some].boxed()
        }
        Ty::Result(ok, err) => {
            let side = |word: &'static str, ty: &Option<Box<Ty>>| match ty {
                Some(ty) => values(ty)
                    .prop_map(move |text| format!("{word}({text})"))
                    .boxed(),
                None => Just(word.to_owned()).boxed(),
            };
            prop_oneof![side("ok", ok), side("err", err)].boxed()
        }
    }
}

/// A guest that gives back values of a type.
pub(super) fn guest(ty: &Ty) -> Vec<u8> {
    let mut declared = Vec::new();
    let name = wit(ty, &mut declared);
    let more: Vec<String> = (0..16).map(|index| format!("n{index}: u8")).collect();
    let world = format!(
        "package t:guest; world guest {{ export api: interface {{ {}
           same: func(value: {name}, {}) -> tuple<{name}, u8>; }} }}",
        declared.join(" "),
        more.join(", ")
    );
    encode(&world, CORE)
}

fn call(value: &str) -> String {
    format!("same({value}, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)")
}

/// Sends texts through a guest, and says what came back.
pub(super) fn returned(
    rig: &mut Rig,
    guest: &[u8],
    texts: &[String],
) -> Vec<(String, Option<String>)> {
    let text = wasmprinter::print_bytes(guest).unwrap();
    let calls: Vec<String> = texts.iter().map(|text| call(text)).collect();
    let calls: Vec<&str> = calls.iter().map(String::as_str).collect();
    let execution = run(rig, &text, &calling(&calls)).unwrap();
    let results = execution.captured.results.into_iter();
    results.map(|result| (result.call, result.value)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 64, ..ProptestConfig::default() })]
    #[test]
    fn every_type_goes_in_and_out_as_it_was_written(
        (ty, texts) in types().prop_flat_map(|ty| {
            let texts = prop::collection::vec(values(&ty), 1..6);
            (Just(ty), texts)
        })
    ) {
        let mut rig = Rig::of(&spec(Compiling::Cranelift, &[("optimize.opt-level", "0")]));
        let expected: Vec<(String, Option<String>)> =
            texts.iter().map(|text| (call(text), Some(format!("({text}, 255)")))).collect();
        prop_assert_eq!(returned(&mut rig, &guest(&ty), &texts), expected);
    }
}

#[test]
fn numbers_have_one_canonical_text() {
    let mut rig = Rig::new();
    for (ty, given, canonical) in [
        ("f64", "1e3", "1000"),
        ("f32", "-1.50E-2", "-0.015"),
        ("f64", "-0.0", "-0"),
        ("u64", "18446744073709551615", "18446744073709551615"),
        ("char", "'\\u{e9}'", "'é'"),
        ("string", "\"\\u{0}\\t\"", "\"\\u{0}\\t\""),
        (
            "string",
            "\"\"\"\n  two\n  lines\n  \"\"\"",
            "\"two\\nlines\"",
        ),
    ] {
        let guest = guest(&Ty::Plain(ty));
        let results = returned(&mut rig, &guest, &[given.to_owned()]);
        assert_eq!(
            results[0],
            (call(canonical), Some(format!("({canonical}, 255)")))
        );
    }
}
