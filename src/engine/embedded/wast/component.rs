//! Values of components: from a script to a guest, held against each other, and in words.

use json_from_wast::ComponentConst;
use json_from_wast::Const;
use json_from_wast::CoreConst;
use std::collections::BTreeSet;
use wasmtime::component::Val;
use wasmtime::component::wasm_wave;

/// A value of a script as a component takes it; nothing where it is one that only core modules have.
pub(super) fn value(value: &Const<'_>) -> Option<Val> {
    match value {
        Const::Component(value) => Some(of(value)),
        // Floats of both worlds are written in the same way.
        Const::Core(CoreConst::F32 { value }) => {
            Some(Val::Float32(f32::from_bits(value.to_bits())))
        }
        Const::Core(CoreConst::F64 { value }) => {
            Some(Val::Float64(f64::from_bits(value.to_bits())))
        }
        Const::Core(_) => None,
    }
}

fn of(value: &ComponentConst<'_>) -> Val {
    let payload =
        |value: &Option<Box<ComponentConst<'_>>>| value.as_deref().map(|value| Box::new(of(value)));
    match value {
        ComponentConst::Bool(value) => Val::Bool(*value),
        ComponentConst::U8(value) => Val::U8(value.0),
        ComponentConst::S8(value) => Val::S8(value.0),
        ComponentConst::U16(value) => Val::U16(value.0),
        ComponentConst::S16(value) => Val::S16(value.0),
        ComponentConst::U32(value) => Val::U32(value.0),
        ComponentConst::S32(value) => Val::S32(value.0),
        ComponentConst::U64(value) => Val::U64(value.0),
        ComponentConst::S64(value) => Val::S64(value.0),
        ComponentConst::F32(value) => Val::Float32(f32::from_bits(value.0)),
        ComponentConst::F64(value) => Val::Float64(f64::from_bits(value.0)),
        ComponentConst::Char(value) => Val::Char(*value),
        ComponentConst::String(value) => Val::String(value.to_string()),
        ComponentConst::List(values) => Val::List(values.iter().map(of).collect()),
        ComponentConst::Record(fields) => Val::Record(
            fields
                .iter()
                .map(|(name, value)| (name.to_string(), of(value)))
                .collect(),
        ),
        ComponentConst::Tuple(values) => Val::Tuple(values.iter().map(of).collect()),
        ComponentConst::Variant {
            case,
            payload: value,
        } => Val::Variant(case.to_string(), payload(value)),
        ComponentConst::Enum(case) => Val::Enum(case.to_string()),
        ComponentConst::Option(value) => Val::Option(payload(value)),
        ComponentConst::Result(value) => Val::Result(match value {
            Ok(value) => Ok(payload(value)),
            Err(value) => Err(payload(value)),
        }),
        ComponentConst::Flags(names) => Val::Flags(names.iter().map(ToString::to_string).collect()),
    }
}

/// Whether a value is the expected one: floats bit for bit, flags in any order.
pub(super) fn matches(actual: &Val, expected: &Val) -> bool {
    match (actual, expected) {
        (Val::Float32(a), Val::Float32(e)) => a.to_bits() == e.to_bits(),
        (Val::Float64(a), Val::Float64(e)) => a.to_bits() == e.to_bits(),
        (Val::List(a) | Val::FixedLengthList(a), Val::List(e)) | (Val::Tuple(a), Val::Tuple(e)) => {
            a.len() == e.len() && a.iter().zip(e).all(|(a, e)| matches(a, e))
        }
        (Val::Record(a), Val::Record(e)) => {
            let same = |((a_name, a), (e_name, e)): (&(String, Val), &(String, Val))| {
                a_name == e_name && matches(a, e)
            };
            a.len() == e.len() && a.iter().zip(e).all(same)
        }
        (Val::Variant(a_case, a), Val::Variant(e_case, e)) => {
            a_case == e_case && payloads(a.as_deref(), e.as_deref())
        }
        (Val::Option(a), Val::Option(e)) => payloads(a.as_deref(), e.as_deref()),
        (Val::Result(Ok(a)), Val::Result(Ok(e))) | (Val::Result(Err(a)), Val::Result(Err(e))) => {
            payloads(a.as_deref(), e.as_deref())
        }
        (Val::Flags(a), Val::Flags(e)) => {
            let set = |names: &[String]| names.iter().cloned().collect::<BTreeSet<String>>();
            set(a) == set(e)
        }
        (actual, expected) => actual == expected,
    }
}

fn payloads(actual: Option<&Val>, expected: Option<&Val>) -> bool {
    match (actual, expected) {
        (Some(actual), Some(expected)) => matches(actual, expected),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// A value in words: WAVE, and behind it the type of what WAVE writes alike.
pub(super) fn words(value: &Val) -> String {
    let kind = match value {
        Val::Bool(_) => "bool",
        Val::U8(_) => "u8",
        Val::S8(_) => "s8",
        Val::U16(_) => "u16",
        Val::S16(_) => "s16",
        Val::U32(_) => "u32",
        Val::S32(_) => "s32",
        Val::U64(_) => "u64",
        Val::S64(_) => "s64",
        Val::Float32(_) => "f32",
        Val::Float64(_) => "f64",
        Val::Char(_) => "char",
        Val::String(_) => "string",
        Val::List(_) | Val::FixedLengthList(_) => "list",
        Val::Map(_) => return "a map".to_owned(),
        Val::Record(_) => "record",
        Val::Tuple(_) => "tuple",
        Val::Variant(..) => "variant",
        Val::Enum(_) => "enum",
        Val::Option(_) => "option",
        Val::Result(_) => "result",
        Val::Flags(_) => "flags",
        Val::Resource(_) => return "a resource".to_owned(),
        Val::Future(_) => return "a future".to_owned(),
        Val::Stream(_) => return "a stream".to_owned(),
        Val::ErrorContext(_) => return "an error context".to_owned(),
    };
    match wasm_wave::to_string(value) {
        Ok(text) => format!("{kind}:{text}"),
        Err(_) => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_match_by_bits_and_flags_in_any_order() {
        let list = |value: f32| Val::List(vec![Val::Float32(value)]);
        assert!(matches(&list(f32::NAN), &list(f32::NAN)));
        assert!(!matches(&list(0.0), &list(-0.0)));
        let flags = |names: &[&str]| Val::Flags(names.iter().map(ToString::to_string).collect());
        assert!(matches(&flags(&["a", "b"]), &flags(&["b", "a"])));
        assert!(!matches(&flags(&["a"]), &flags(&["b", "a"])));
    }

    #[test]
    fn floats_read_as_core_values_are_floats_here_too() {
        let json = r#"[{"type":"f32","value":"1065353216"},{"type":"i32","value":"1"}]"#;
        let consts: Vec<Const<'_>> = serde_json::from_str(json).unwrap();
        assert_eq!(value(&consts[0]), Some(Val::Float32(1.0)));
        assert_eq!(value(&consts[1]), None);
    }
}
