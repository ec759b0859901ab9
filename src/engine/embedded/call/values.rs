//! Values with what belongs to a store in them: handles, streams and futures.
//!
//! In texts a handle is `$1`, a stream is `stream([1, 2])` and a future `future(7)`. A value that comes from a text or is
//! to become one holds them as the names and cases that are written so; here they are exchanged for the real ones.

use super::fit::no_handle;
use super::streams;
use super::streams::Reading;
use crate::engine::embedded::host::World;
use std::convert::Infallible;
use wasmtime::AsContextMut;
use wasmtime::component::ResourceAny;
use wasmtime::component::Type;
use wasmtime::component::Val;
use wasmtime::component::wasm_wave;

/// The handles that calls returned, in the order in which they appeared.
#[derive(Default)]
pub(super) struct Handles(Vec<ResourceAny>);

impl Handles {
    /// The handle with a name like `$1`.
    ///
    /// # Errors
    /// That there is none, in words.
    pub(super) fn get(&self, name: &str) -> Result<ResourceAny, String> {
        let number = name
            .strip_prefix('$')
            .and_then(|number| number.parse().ok());
        let index = number.and_then(|number: usize| number.checked_sub(1));
        let handle = index.and_then(|index| self.0.get(index));
        handle.copied().ok_or_else(|| no_handle(name, self.0.len()))
    }

    fn add(&mut self, handle: ResourceAny) -> Val {
        self.0.push(handle);
        Val::Enum(format!("${}", self.0.len()))
    }
}

/// Why a value cannot be given to a call.
pub(super) enum Unreal {
    /// A handle does not exist, or is of another resource.
    Handle(String),
    /// wasmtime does not make the stream or future.
    Engine(wasmtime::Error),
}

/// A value as the call takes it.
pub(super) fn realized(
    value: Val,
    ty: &Type,
    (store, handles): (&mut impl AsContextMut<Data = World>, &Handles),
) -> Result<Val, Unreal> {
    let mut leaf = |value: Val, ty: &Type| match (&value, ty) {
        (Val::Enum(name), Type::Own(wanted) | Type::Borrow(wanted)) => {
            let handle = handles.get(name).map_err(Unreal::Handle)?;
            if handle.ty() != *wanted {
                return Err(Unreal::Handle(format!(
                    "`{name}` is a handle of another resource"
                )));
            }
            Ok(Val::Resource(handle))
        }
        (Val::Variant(_, Some(items)), Type::Stream(stream)) => {
            streams::stream(&mut *store, stream.ty().as_ref(), items).map_err(Unreal::Engine)
        }
        (Val::Variant(_, Some(item)), Type::Future(future)) => {
            streams::future(&mut *store, future.ty().as_ref(), Some(item)).map_err(Unreal::Engine)
        }
        (_, Type::Future(future)) => {
            streams::future(&mut *store, future.ty().as_ref(), None).map_err(Unreal::Engine)
        }
        _ => Ok(value),
    };
    walk(value, ty, &mut leaf)
}

/// Begins to read every stream and future of a result.
pub(super) fn readings(
    value: &Val,
    ty: &Type,
    store: &mut impl AsContextMut<Data = World>,
    limit: u64,
) -> wasmtime::Result<Vec<Reading>> {
    let mut readings = Vec::new();
    if !has(ty, &|ty| matches!(ty, Type::Stream(_) | Type::Future(_))) {
        return Ok(readings);
    }
    let mut leaf = |value: Val, ty: &Type| {
        match (&value, ty) {
            (Val::Stream(any), Type::Stream(of)) => {
                let reading = streams::read_stream(&mut *store, of.ty().as_ref(), any, limit)?;
                readings.push(reading);
            }
            (Val::Future(any), Type::Future(of)) => {
                readings.push(streams::read_future(
                    &mut *store,
                    of.ty().as_ref(),
                    any,
                    limit,
                )?);
            }
            _ => {}
        }
        Ok::<Val, wasmtime::Error>(value)
    };
    walk(value.clone(), ty, &mut leaf)?;
    Ok(readings)
}

/// A result as it is written. `read` are its streams and futures in the order of [`readings`].
pub(super) fn presented(value: Val, ty: &Type, read: Vec<Val>, handles: &mut Handles) -> Val {
    let mut read = read.into_iter();
    let mut leaf = |value: Val, _: &Type| {
        Ok::<Val, Infallible>(match value {
            Val::Resource(handle) => handles.add(handle),
            Val::Stream(_) | Val::Future(_) => read
                .next()
                .unwrap_or_else(|| Val::Enum("closed".to_owned())),
            Val::ErrorContext(_) => Val::Enum("error-context".to_owned()),
            other => other,
        })
    };
    match walk(value, ty, &mut leaf) {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

/// A value in canonical WAVE. What belongs to a store must have been exchanged before.
pub(super) fn written(value: Val) -> String {
    // Nothing is left that the writer does not know, and a string takes every text.
    wasm_wave::to_string(&without_maps(value)).unwrap_or_default()
}

/// Maps as lists of pairs, which is how they are written.
fn without_maps(value: Val) -> Val {
    let inner = |value: Option<Box<Val>>| value.map(|value| Box::new(without_maps(*value)));
    let all = |values: Vec<Val>| values.into_iter().map(without_maps).collect();
    match value {
        Val::Map(pairs) => {
            let pairs = pairs.into_iter();
            let pairs =
                pairs.map(|(key, value)| Val::Tuple(vec![without_maps(key), without_maps(value)]));
            Val::List(pairs.collect())
        }
        Val::List(values) => Val::List(all(values)),
        Val::FixedLengthList(values) => Val::FixedLengthList(all(values)),
        Val::Tuple(values) => Val::Tuple(all(values)),
        Val::Record(fields) => {
            let fields = fields.into_iter();
            Val::Record(
                fields
                    .map(|(name, value)| (name, without_maps(value)))
                    .collect(),
            )
        }
        Val::Variant(name, value) => Val::Variant(name, inner(value)),
        Val::Option(value) => Val::Option(inner(value)),
        Val::Result(Ok(value)) => Val::Result(Ok(inner(value))),
        Val::Result(Err(value)) => Val::Result(Err(inner(value))),
        other => other,
    }
}

/// Most handles that a value of the type can hold.
pub(super) fn most_handles(ty: &Type) -> usize {
    let optional = |ty: Option<Type>| ty.map_or(0, |ty| most_handles(&ty));
    let many = |ty: Type| {
        if most_handles(&ty) == 0 {
            0
        } else {
            usize::MAX
        }
    };
    let sum = |sum: usize, ty: Type| sum.saturating_add(most_handles(&ty));
    match ty {
        Type::Own(_) => 1,
        Type::List(list) => many(list.ty()),
        Type::Map(map) => many(map.value()),
        Type::FixedLengthList(list) => many(list.ty()),
        Type::Record(record) => record.fields().map(|field| field.ty).fold(0, sum),
        Type::Tuple(tuple) => tuple.types().fold(0, sum),
        Type::Variant(variant) => {
            let cases = variant.cases().map(|case| optional(case.ty));
            cases.max().unwrap_or(0)
        }
        Type::Option(option) => most_handles(&option.ty()),
        Type::Result(result) => optional(result.ok()).max(optional(result.err())),
        _ => 0,
    }
}

/// Whether a type, or one that it is made of, is such. What streams and futures carry does not count.
pub(super) fn has(ty: &Type, such: &dyn Fn(&Type) -> bool) -> bool {
    let optional = |ty: Option<Type>| ty.is_some_and(|ty| has(&ty, such));
    such(ty)
        || match ty {
            Type::List(list) => has(&list.ty(), such),
            Type::FixedLengthList(list) => has(&list.ty(), such),
            Type::Map(map) => has(&map.key(), such) || has(&map.value(), such),
            Type::Record(record) => record.fields().any(|field| has(&field.ty, such)),
            Type::Tuple(tuple) => tuple.types().any(|ty| has(&ty, such)),
            Type::Variant(variant) => variant.cases().any(|case| optional(case.ty)),
            Type::Option(option) => has(&option.ty(), such),
            Type::Result(result) => optional(result.ok()) || optional(result.err()),
            _ => false,
        }
}

/// A value with each of its parts that has no parts exchanged by `leaf`.
fn walk<E>(
    value: Val,
    ty: &Type,
    leaf: &mut dyn FnMut(Val, &Type) -> Result<Val, E>,
) -> Result<Val, E> {
    let mut inner = |value: Option<Box<Val>>, ty: Option<Type>| match (value, ty) {
        (Some(value), Some(ty)) => Ok(Some(Box::new(walk(*value, &ty, leaf)?))),
        (value, _) => Ok(value),
    };
    Ok(match (value, ty) {
        (Val::Option(value), Type::Option(ty)) => Val::Option(inner(value, Some(ty.ty()))?),
        (Val::Result(Ok(value)), Type::Result(ty)) => Val::Result(Ok(inner(value, ty.ok())?)),
        (Val::Result(Err(value)), Type::Result(ty)) => Val::Result(Err(inner(value, ty.err())?)),
        (Val::Variant(name, value), Type::Variant(ty)) => {
            let case = ty.cases().find(|case| case.name == name);
            let value = inner(value, case.and_then(|case| case.ty))?;
            Val::Variant(name, value)
        }
        (Val::List(values), Type::List(ty)) => Val::List(walk_all(values, &ty.ty(), leaf)?),
        (Val::FixedLengthList(values), Type::FixedLengthList(ty)) => {
            Val::FixedLengthList(walk_all(values, &ty.ty(), leaf)?)
        }
        (Val::Map(pairs), Type::Map(ty)) => {
            let (key, value) = (ty.key(), ty.value());
            let pairs = pairs.into_iter();
            let pairs = pairs.map(|(k, v)| Ok((walk(k, &key, leaf)?, walk(v, &value, leaf)?)));
            Val::Map(pairs.collect::<Result<_, E>>()?)
        }
        (Val::Tuple(values), Type::Tuple(ty)) => {
            let values = values.into_iter().zip(ty.types());
            let values = values.map(|(value, ty)| walk(value, &ty, leaf));
            Val::Tuple(values.collect::<Result<_, E>>()?)
        }
        (Val::Record(values), Type::Record(ty)) => {
            let values = values.into_iter().zip(ty.fields());
            let values =
                values.map(|((name, value), field)| Ok((name, walk(value, &field.ty, leaf)?)));
            Val::Record(values.collect::<Result<_, E>>()?)
        }
        (value, ty) => leaf(value, ty)?,
    })
}

fn walk_all<E>(
    values: Vec<Val>,
    ty: &Type,
    leaf: &mut dyn FnMut(Val, &Type) -> Result<Val, E>,
) -> Result<Vec<Val>, E> {
    if !has(ty, &is_of_store) {
        return Ok(values);
    }
    values
        .into_iter()
        .map(|value| walk(value, ty, leaf))
        .collect()
}

fn is_of_store(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Own(_) | Type::Borrow(_) | Type::Stream(_) | Type::Future(_) | Type::ErrorContext
    )
}
