//! Calls of a core module: numbers, and nothing else.

use super::exports;
use super::fault::CallFault;
use super::fault::Kind;
use super::fault::Which;
use crate::engine::embedded::capture::Capture;
use crate::engine::embedded::ending::Phase;
use crate::engine::embedded::host::World;
use crate::model::call::Call;
use crate::model::call::Piece;
use crate::model::captured::CallResult;
use std::cell::Cell;
use wasmtime::FuncType;
use wasmtime::InstancePre;
use wasmtime::Store;
use wasmtime::Val;
use wasmtime::ValType;

/// A call that fits its export.
struct Planned {
    name: String,
    parameters: Vec<Val>,
    results: usize,
}

/// Makes calls of a module that has no component around it. A reactor's `_initialize` is called before the first.
pub(super) async fn call(
    pre: &InstancePre<World>,
    calls: &[String],
    (store, capture): (&mut Store<World>, &Capture),
    phase: &Cell<Phase>,
) -> wasmtime::Result<()> {
    let functions = exports::of_module(pre.module());
    let mut plan = Vec::with_capacity(calls.len());
    for which in Which::each(calls) {
        plan.push(planned(&functions, which)?);
    }
    let instance = pre.instantiate_async(&mut *store).await?;
    phase.set(Phase::Entered);
    let initialize = instance.get_func(&mut *store, "_initialize");
    let asked = plan.iter().any(|call| call.name == "_initialize");
    if let Some(initialize) = initialize.filter(|_| !asked) {
        let initialize = initialize.typed::<(), ()>(&*store)?;
        initialize.call_async(&mut *store, ()).await?;
    }
    for call in plan {
        let function = instance
            .get_func(&mut *store, &call.name)
            .ok_or_else(|| wasmtime::Error::msg("an export is gone"))?;
        let mut results = vec![Val::I32(0); call.results];
        function
            .call_async(&mut *store, &call.parameters, &mut results)
            .await?;
        let value = match &results[..] {
            [] => None,
            [value] => Some(written(value)),
            values => Some(format!("({})", all_written(values))),
        };
        capture.push_result(CallResult {
            call: format!("{}({})", call.name, all_written(&call.parameters)),
            value,
        })?;
    }
    Ok(())
}

fn planned(functions: &[(String, FuncType)], which: Which<'_>) -> Result<Planned, CallFault> {
    let call = Call::parse(which.text).map_err(|error| which.syntax(&error))?;
    let name = &call.name().text;
    let Some((_, ty)) = functions.iter().find(|(own, _)| own == name) else {
        let names: Vec<String> = functions.iter().map(|(name, _)| name.clone()).collect();
        let place = (call.name().columns(), "there is no such function");
        let fault = which.fault(Kind::Unknown, "names no export", place);
        return Err(fault.hint(exports::advice(name, &names, &names)));
    };
    let signature = signature(name, ty);
    let what = format!("does not fit `{signature}`");
    if let Some(strange) = ty.params().chain(ty.results()).find(|ty| !is_number(ty)) {
        let place = (
            call.name().columns(),
            &*format!(
                "values of type {strange} have no text: only i32, i64, f32 and f64 can be passed"
            ),
        );
        return Err(which.fault(
            Kind::Unsupported,
            &format!("cannot be made: `{signature}`"),
            place,
        ));
    }
    let (given, wanted) = (call.arguments(), ty.params().len());
    if let Some(label) = super::fault::arity(given.len(), wanted) {
        let columns = given
            .get(wanted)
            .map_or(call.close()..call.close(), Piece::columns);
        return Err(which.fault(Kind::Misfit, &what, (columns, &label)));
    }
    let mut parameters = Vec::with_capacity(wanted);
    for (argument, ty) in given.iter().zip(ty.params()) {
        let value = number(&argument.text, &ty)
            .map_err(|label| which.fault(Kind::Misfit, &what, (argument.columns(), &label)))?;
        parameters.push(value);
    }
    Ok(Planned {
        name: name.clone(),
        parameters,
        results: ty.results().len(),
    })
}

fn is_number(ty: &ValType) -> bool {
    matches!(
        ty,
        ValType::I32 | ValType::I64 | ValType::F32 | ValType::F64
    )
}

/// `add(i32, i32) -> i32`
fn signature(name: &str, ty: &FuncType) -> String {
    let parameters: Vec<String> = ty.params().map(|ty| ty.to_string()).collect();
    let results: Vec<String> = ty.results().map(|ty| ty.to_string()).collect();
    let results = match &results[..] {
        [] => String::new(),
        [result] => format!(" -> {result}"),
        results => format!(" -> ({})", results.join(", ")),
    };
    format!("{name}({}){results}", parameters.join(", "))
}

/// The number that a text writes. Integers may be signed or not, as their bits are the same.
fn number(text: &str, ty: &ValType) -> Result<Val, String> {
    let misfit = || {
        let whole = text.trim_start_matches('-');
        let whole = whole.strip_prefix("0x").unwrap_or(whole);
        if integer(text).is_none() && !whole.is_empty() && whole.chars().all(|c| c.is_ascii_digit())
        {
            format!("{text} is out of range for {ty}")
        } else {
            format!("expected {ty}, found {text}")
        }
    };
    match ty {
        ValType::I32 => {
            let value = integer(text).ok_or_else(misfit)?;
            let signed = i32::try_from(value).ok();
            let bits = signed.or_else(|| u32::try_from(value).ok().map(u32::cast_signed));
            bits.map(Val::I32)
                .ok_or_else(|| format!("{text} is out of range for {ty}"))
        }
        ValType::I64 => {
            let value = integer(text).ok_or_else(misfit)?;
            let signed = i64::try_from(value).ok();
            let bits = signed.or_else(|| u64::try_from(value).ok().map(u64::cast_signed));
            bits.map(Val::I64)
                .ok_or_else(|| format!("{text} is out of range for {ty}"))
        }
        ValType::F32 => {
            let value = is_float(text).then(|| text.parse::<f32>().ok()).flatten();
            Ok(Val::F32(value.ok_or_else(misfit)?.to_bits()))
        }
        ValType::F64 => {
            let value = is_float(text).then(|| text.parse::<f64>().ok()).flatten();
            Ok(Val::F64(value.ok_or_else(misfit)?.to_bits()))
        }
        _ => Err(misfit()),
    }
}

/// An integer, decimal or `0x`.
fn integer(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    if digits.starts_with(['+', '-']) || digits.len() > 24 {
        return None;
    }
    let value = match digits.strip_prefix("0x") {
        Some(hex) if hex.starts_with(['+', '-']) => return None,
        Some(hex) => i128::from_str_radix(hex, 16),
        None => digits.parse::<i128>(),
    };
    value.ok().map(|value| sign * value)
}

/// Whether a text is a number as WAVE has it; Rust reads more (`infinity`, `+1`).
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    matches!(unsigned, "nan" | "inf") || unsigned.starts_with(|c: char| c.is_ascii_digit())
}

fn all_written(values: &[Val]) -> String {
    let values: Vec<String> = values.iter().map(written).collect();
    values.join(", ")
}

/// A number as WAVE has it. All NaN look alike.
fn written(value: &Val) -> String {
    match value {
        Val::I32(value) => value.to_string(),
        Val::I64(value) => value.to_string(),
        Val::F32(bits) if f32::from_bits(*bits).is_nan() => "nan".to_owned(),
        Val::F64(bits) if f64::from_bits(*bits).is_nan() => "nan".to_owned(),
        Val::F32(bits) => f32::from_bits(*bits).to_string(),
        Val::F64(bits) => f64::from_bits(*bits).to_string(),
        // Refused when the call was planned.
        _ => String::new(),
    }
}
