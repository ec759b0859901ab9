//! Values of core modules: from a script to a guest, held against each other, and in words.

use json_from_wast as script;
use json_from_wast::CoreConst;
use json_from_wast::Float;
use json_from_wast::FloatConst;
use json_from_wast::V128;
use std::fmt::Display;
use wasmtime::AnyRef;
use wasmtime::ExternRef;
use wasmtime::Result;
use wasmtime::Store;
use wasmtime::Val;
use wasmtime::bail;

/// A value of a script as a guest takes it.
pub(super) fn value<T: 'static>(store: &mut Store<T>, value: &CoreConst) -> Result<Val> {
    Ok(match value {
        CoreConst::I32 { value } => Val::I32(value.0),
        CoreConst::I64 { value } => Val::I64(value.0),
        CoreConst::F32 { value } => Val::F32(value.to_bits()),
        CoreConst::F64 { value } => Val::F64(value.to_bits()),
        CoreConst::V128(value) => Val::V128(value.to_u128().into()),
        CoreConst::FuncRef {
            value: None | Some(script::FuncRef::Null),
        }
        | CoreConst::NullFuncRef => Val::FuncRef(None),
        CoreConst::ExternRef {
            value: None | Some(script::ExternRef::Null),
        }
        | CoreConst::NullExternRef => Val::ExternRef(None),
        CoreConst::ExternRef {
            value: Some(script::ExternRef::Host(number)),
        } => Val::ExternRef(Some(ExternRef::new(&mut *store, number.0)?)),
        CoreConst::AnyRef {
            value: None | Some(script::AnyRef::Null),
        }
        | CoreConst::NullRef => Val::AnyRef(None),
        CoreConst::AnyRef {
            value: Some(script::AnyRef::Host(number)),
        } => {
            let host = ExternRef::new(&mut *store, number.0)?;
            Val::AnyRef(Some(AnyRef::convert_extern(&mut *store, host)?))
        }
        CoreConst::NullExnRef
        | CoreConst::ExnRef {
            value: Some(script::ExnRef::Null),
        } => Val::ExnRef(None),
        other => bail!("`{}` cannot be passed to a function", expected(other)),
    })
}

/// Whether a value is the one that a script expects.
pub(super) fn matches<T: 'static>(
    store: &mut Store<T>,
    actual: &Val,
    expected: &CoreConst,
) -> Result<bool> {
    Ok(match (actual, expected) {
        (_, CoreConst::Either { values }) => {
            for expected in values {
                if matches(store, actual, expected)? {
                    return Ok(true);
                }
            }
            false
        }
        (Val::I32(a), CoreConst::I32 { value }) => *a == value.0,
        (Val::I64(a), CoreConst::I64 { value }) => *a == value.0,
        (Val::F32(a), CoreConst::F32 { value }) => f32_matches(*a, *value),
        (Val::F64(a), CoreConst::F64 { value }) => f64_matches(*a, *value),
        (Val::V128(a), CoreConst::V128(value)) => v128_matches(a.as_u128(), value),
        (
            Val::FuncRef(None)
            | Val::ExternRef(None)
            | Val::AnyRef(None)
            | Val::ExnRef(None)
            | Val::ContRef(None),
            expected,
        ) => null_matches(actual, expected),
        (Val::FuncRef(Some(_)), CoreConst::FuncRef { value }) => {
            // The index of a function is not to be had from outside.
            !matches!(value, Some(script::FuncRef::Null))
        }
        (Val::ExternRef(Some(_)), CoreConst::ExternRef { value: None })
        | (Val::AnyRef(Some(_)), CoreConst::AnyRef { value: None })
        | (Val::ExnRef(Some(_)), CoreConst::ExnRef { value: None })
        | (Val::ContRef(Some(_)), CoreConst::ContRef { value: None }) => true,
        (
            Val::ExternRef(Some(host)),
            CoreConst::ExternRef {
                value: Some(script::ExternRef::Host(number)),
            },
        ) => number_of(store, *host)? == Some(number.0),
        (Val::AnyRef(Some(any)), expected) => any_matches(store, *any, expected)?,
        _ => false,
    })
}

/// Whether a null reference is expected, of a kind that has this value.
fn null_matches(actual: &Val, expected: &CoreConst) -> bool {
    match (actual, expected) {
        (_, CoreConst::RefNull)
        | (Val::FuncRef(_), CoreConst::NullFuncRef)
        | (Val::ExternRef(_), CoreConst::NullExternRef)
        | (Val::ExnRef(_), CoreConst::NullExnRef)
        | (Val::ContRef(_), CoreConst::NullContRef)
        | (Val::AnyRef(_), CoreConst::NullRef) => true,
        (Val::FuncRef(_), CoreConst::FuncRef { value }) => {
            matches!(value, None | Some(script::FuncRef::Null))
        }
        (Val::ExternRef(_), CoreConst::ExternRef { value }) => {
            matches!(value, None | Some(script::ExternRef::Null))
        }
        (Val::AnyRef(_), CoreConst::AnyRef { value }) => {
            matches!(value, None | Some(script::AnyRef::Null))
        }
        (Val::ExnRef(_), CoreConst::ExnRef { value }) => {
            matches!(value, Some(script::ExnRef::Null))
        }
        (Val::ContRef(_), CoreConst::ContRef { value }) => {
            matches!(value, Some(script::ContRef::Null))
        }
        _ => false,
    }
}

fn any_matches<T: 'static>(
    store: &mut Store<T>,
    any: wasmtime::Rooted<AnyRef>,
    expected: &CoreConst,
) -> Result<bool> {
    Ok(match expected {
        CoreConst::EqRef => any.is_eqref(&mut *store)?,
        CoreConst::I31Ref => any.is_i31(&mut *store)?,
        CoreConst::StructRef => any.is_struct(&mut *store)?,
        CoreConst::ArrayRef => any.is_array(&mut *store)?,
        CoreConst::AnyRef {
            value: Some(script::AnyRef::Host(number)),
        } => {
            let host = ExternRef::convert_any(&mut *store, any)?;
            number_of(store, host)? == Some(number.0)
        }
        _ => false,
    })
}

/// The number that a script gave a host reference.
fn number_of<T: 'static>(
    store: &mut Store<T>,
    host: wasmtime::Rooted<ExternRef>,
) -> Result<Option<u32>> {
    let data = host.data(&*store)?;
    Ok(data.and_then(|data| data.downcast_ref::<u32>()).copied())
}

/// Whether bits are an expected number: bit for bit, since NaNs are not equal to themselves.
pub(super) fn f32_matches(actual: u32, expected: FloatConst<f32>) -> bool {
    match expected {
        FloatConst::CanonicalNan => actual & 0x7fff_ffff == 0x7fc0_0000,
        FloatConst::ArithmeticNan => actual & 0x7fc0_0000 == 0x7fc0_0000,
        FloatConst::Value(value) => actual == value.to_bits(),
    }
}

/// The same for double precision.
pub(super) fn f64_matches(actual: u64, expected: FloatConst<f64>) -> bool {
    match expected {
        FloatConst::CanonicalNan => actual & 0x7fff_ffff_ffff_ffff == 0x7ff8_0000_0000_0000,
        FloatConst::ArithmeticNan => actual & 0x7ff8_0000_0000_0000 == 0x7ff8_0000_0000_0000,
        FloatConst::Value(value) => actual == value.to_bits(),
    }
}

fn v128_matches(actual: u128, expected: &V128) -> bool {
    let bytes = actual.to_le_bytes();
    match expected {
        V128::F32 { value } => value
            .iter()
            .enumerate()
            .all(|(lane, value)| f32_matches(u32::from_le_bytes(lane_of(&bytes, lane)), *value)),
        V128::F64 { value } => value
            .iter()
            .enumerate()
            .all(|(lane, value)| f64_matches(u64::from_le_bytes(lane_of(&bytes, lane)), *value)),
        V128::I8 { .. } | V128::I16 { .. } | V128::I32 { .. } | V128::I64 { .. } => {
            actual == expected.to_u128()
        }
    }
}

fn lane_of<const N: usize>(bytes: &[u8; 16], lane: usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[lane * N..(lane + 1) * N]);
    out
}

/// An expected value in words.
pub(super) fn expected(value: &CoreConst) -> String {
    match value {
        CoreConst::I32 { value } => format!("i32:{}", value.0),
        CoreConst::I64 { value } => format!("i64:{}", value.0),
        CoreConst::F32 { value } => format!("f32:{}", float(value, f32_words)),
        CoreConst::F64 { value } => format!("f64:{}", float(value, f64_words)),
        CoreConst::V128(value) => format!("v128:{}", lanes(value)),
        CoreConst::Either { values } => {
            let values: Vec<String> = values.iter().map(expected).collect();
            values.join(" or ")
        }
        CoreConst::FuncRef { value } => match value {
            None => "funcref".to_owned(),
            Some(script::FuncRef::Null) => "funcref:null".to_owned(),
            Some(script::FuncRef::Index(index)) => format!("funcref:{index}"),
        },
        CoreConst::ExternRef { value } => match value {
            None => "externref".to_owned(),
            Some(script::ExternRef::Null) => "externref:null".to_owned(),
            Some(script::ExternRef::Host(number)) => format!("externref:{}", number.0),
        },
        CoreConst::AnyRef { value } => match value {
            None => "anyref".to_owned(),
            Some(script::AnyRef::Null) => "anyref:null".to_owned(),
            Some(script::AnyRef::Host(number)) => format!("anyref:{}", number.0),
        },
        CoreConst::ExnRef { value: None } => "exnref".to_owned(),
        CoreConst::ExnRef { value: Some(_) } | CoreConst::NullExnRef => "exnref:null".to_owned(),
        CoreConst::ContRef { value: None } => "contref".to_owned(),
        CoreConst::ContRef { value: Some(_) } | CoreConst::NullContRef => "contref:null".to_owned(),
        CoreConst::EqRef => "eqref".to_owned(),
        CoreConst::ArrayRef => "arrayref".to_owned(),
        CoreConst::StructRef => "structref".to_owned(),
        CoreConst::I31Ref | CoreConst::I31RefShared => "i31ref".to_owned(),
        CoreConst::NullRef => "anyref:null".to_owned(),
        CoreConst::NullFuncRef => "funcref:null".to_owned(),
        CoreConst::NullExternRef => "externref:null".to_owned(),
        CoreConst::RefNull => "ref:null".to_owned(),
    }
}

/// A value that came, in the same words. `like` is what was expected, for the lanes of vectors.
pub(super) fn actual<T: 'static>(
    store: &mut Store<T>,
    value: &Val,
    like: Option<&CoreConst>,
) -> String {
    match value {
        Val::I32(value) => format!("i32:{value}"),
        Val::I64(value) => format!("i64:{value}"),
        Val::F32(bits) => format!("f32:{}", f32_words(*bits)),
        Val::F64(bits) => format!("f64:{}", f64_words(*bits)),
        Val::V128(value) => format!("v128:{}", lanes(&like_lanes(value.as_u128(), like))),
        Val::FuncRef(value) => named("funcref", value.is_some()),
        Val::ExnRef(value) => named("exnref", value.is_some()),
        Val::ContRef(value) => named("contref", value.is_some()),
        Val::ExternRef(None) => "externref:null".to_owned(),
        Val::AnyRef(None) => "anyref:null".to_owned(),
        Val::ExternRef(Some(host)) => match number_of(store, *host) {
            Ok(Some(number)) => format!("externref:{number}"),
            Ok(None) | Err(_) => "externref".to_owned(),
        },
        Val::AnyRef(Some(any)) => {
            let is = |answer: Result<bool>| answer.unwrap_or(false);
            let kind = if is(any.is_i31(&mut *store)) {
                "i31ref"
            } else if is(any.is_struct(&mut *store)) {
                "structref"
            } else if is(any.is_array(&mut *store)) {
                "arrayref"
            } else {
                "anyref"
            };
            kind.to_owned()
        }
    }
}

fn named(kind: &str, present: bool) -> String {
    if present {
        kind.to_owned()
    } else {
        format!("{kind}:null")
    }
}

fn float<F: Float>(value: &FloatConst<F>, words: impl FnOnce(F::Bits) -> String) -> String {
    match value {
        FloatConst::CanonicalNan => "nan:canonical".to_owned(),
        FloatConst::ArithmeticNan => "nan:arithmetic".to_owned(),
        FloatConst::Value(value) => words(value.to_bits()),
    }
}

/// A number in decimal, a NaN with its bits.
fn f32_words(bits: u32) -> String {
    let value = f32::from_bits(bits);
    if value.is_nan() {
        format!("nan({bits:#010x})")
    } else {
        format!("{value:?}")
    }
}

fn f64_words(bits: u64) -> String {
    let value = f64::from_bits(bits);
    if value.is_nan() {
        format!("nan({bits:#018x})")
    } else {
        format!("{value:?}")
    }
}

fn lanes(value: &V128) -> String {
    fn join<T>(values: &[T], words: impl Fn(&T) -> String) -> String {
        let values: Vec<String> = values.iter().map(words).collect();
        values.join(" ")
    }
    fn number<T: Display>(value: &script::IntString<T>) -> String {
        value.0.to_string()
    }
    match value {
        V128::I8 { value } => format!("i8x16 {}", join(value, number)),
        V128::I16 { value } => format!("i16x8 {}", join(value, number)),
        V128::I32 { value } => format!("i32x4 {}", join(value, number)),
        V128::I64 { value } => format!("i64x2 {}", join(value, number)),
        V128::F32 { value } => format!("f32x4 {}", join(value, |lane| float(lane, f32_words))),
        V128::F64 { value } => format!("f64x2 {}", join(value, |lane| float(lane, f64_words))),
    }
}

/// A vector in lanes of the kind that was expected.
fn like_lanes(value: u128, like: Option<&CoreConst>) -> V128 {
    let bytes = value.to_le_bytes();
    let like = match like {
        Some(CoreConst::V128(like)) => Some(like),
        Some(CoreConst::Either { values }) => values.iter().find_map(|value| match value {
            CoreConst::V128(like) => Some(like),
            _ => None,
        }),
        _ => None,
    };
    macro_rules! split {
        ($number:ty) => {
            std::array::from_fn(|lane| {
                script::IntString(<$number>::from_le_bytes(lane_of(&bytes, lane)))
            })
        };
    }
    match like {
        Some(V128::I8 { .. }) => V128::I8 { value: split!(i8) },
        Some(V128::I16 { .. }) => V128::I16 { value: split!(i16) },
        Some(V128::I64 { .. }) => V128::I64 { value: split!(i64) },
        Some(V128::F32 { .. }) => V128::F32 {
            value: std::array::from_fn(|lane| {
                FloatConst::Value(f32::from_le_bytes(lane_of(&bytes, lane)))
            }),
        },
        Some(V128::F64 { .. }) => V128::F64 {
            value: std::array::from_fn(|lane| {
                FloatConst::Value(f64::from_le_bytes(lane_of(&bytes, lane)))
            }),
        },
        Some(V128::I32 { .. }) | None => V128::I32 { value: split!(i32) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_patterns_are_matched_by_bits() {
        assert!(f32_matches(0xffc0_0000, FloatConst::CanonicalNan));
        assert!(!f32_matches(0x7fc0_0001, FloatConst::CanonicalNan));
        assert!(f32_matches(0x7fc0_0001, FloatConst::ArithmeticNan));
        assert!(!f32_matches(0x7fa0_0001, FloatConst::ArithmeticNan));
        assert!(f64_matches(0x7ff8_0000_0000_0000, FloatConst::CanonicalNan));
        assert!(!f64_matches(
            0x7ff0_0000_0000_0001,
            FloatConst::ArithmeticNan
        ));
        assert!(!f32_matches(0x8000_0000, FloatConst::Value(0.0)));
    }

    #[test]
    fn vectors_match_lane_by_lane_and_are_told_as_expected() {
        let like = V128::F32 {
            value: [
                FloatConst::Value(1.0),
                FloatConst::CanonicalNan,
                FloatConst::ArithmeticNan,
                FloatConst::Value(-0.0),
            ],
        };
        let bits = |lanes: [u32; 4]| {
            let bytes: Vec<u8> = lanes.iter().flat_map(|lane| lane.to_le_bytes()).collect();
            u128::from_le_bytes(bytes.try_into().unwrap())
        };
        let good = bits([0x3f80_0000, 0x7fc0_0000, 0x7fc0_0009, 0x8000_0000]);
        let bad = bits([0x3f80_0000, 0x7fc0_0009, 0x7fc0_0009, 0]);
        assert!(v128_matches(good, &like));
        assert!(!v128_matches(bad, &like));
        let like = CoreConst::V128(like);
        assert_eq!(
            expected(&like),
            "v128:f32x4 1.0 nan:canonical nan:arithmetic -0.0"
        );
        assert_eq!(
            lanes(&like_lanes(bad, Some(&like))),
            "f32x4 1.0 nan(0x7fc00009) nan(0x7fc00009) 0.0"
        );
        assert_eq!(lanes(&like_lanes(5, None)), "i32x4 5 0 0 0");
    }
}
