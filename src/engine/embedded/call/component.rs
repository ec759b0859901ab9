//! Calls of a component: values of every type of WIT.

use super::exports::Export;
use super::exports::Exports;
use super::exports::Missing;
use super::exports::has_tasks;
use super::fault::CallFault;
use super::fault::Kind;
use super::fault::Which;
use super::fault::arity;
use super::fit::Fitting;
use super::fit::Misfit;
use super::fit::no_handle;
use super::streams;
use super::streams::Reading;
use super::values;
use super::values::Handles;
use super::values::Unreal;
use crate::engine::embedded::capture::Capture;
use crate::engine::embedded::ending::Phase;
use crate::engine::embedded::host::World;
use crate::model::call::Call;
use crate::model::call::Piece;
use crate::model::captured::CallResult;
use std::cell::Cell;
use std::ops::Range;
use wasmtime::Store;
use wasmtime::component::ComponentExportIndex;
use wasmtime::component::Instance;
use wasmtime::component::InstancePre;
use wasmtime::component::Type;
use wasmtime::component::Val;

/// What is to be done with the instance.
enum Step {
    /// A function is called.
    Call(Planned),
    /// A handle is dropped: its name.
    Drop(Piece),
}

/// A call that fits its export.
struct Planned {
    index: ComponentExportIndex,
    /// As it is written in results.
    text: String,
    /// What does not fit is told with the function's type.
    signature: String,
    /// Values, in which handles, streams and futures stand as they are written.
    parameters: Vec<Val>,
    /// Where each was written; those left out stand at the end.
    columns: Vec<Range<usize>>,
}

/// Makes calls of a component.
pub(super) async fn call(
    pre: &InstancePre<World>,
    calls: &[String],
    (store, capture): (&mut Store<World>, &Capture),
    phase: &Cell<Phase>,
) -> wasmtime::Result<()> {
    let exports = Exports::of(pre.component());
    let mut steps = Vec::with_capacity(calls.len());
    let mut handles = 0_usize;
    for which in Which::each(calls) {
        let (step, more) = planned(&exports, handles, which)?;
        handles = handles.saturating_add(more);
        steps.push((step, which));
    }
    let mut running = Running {
        instance: pre.instantiate_async(&mut *store).await?,
        handles: Handles::default(),
        capture,
    };
    phase.set(Phase::Entered);
    for (step, which) in steps {
        match step {
            Step::Call(call) => running.call(store, call, which).await?,
            Step::Drop(name) => running.drop(store, &name, which).await?,
        }
    }
    if has_tasks(store.engine()) {
        // A task may return before it ends, and write what is left afterwards.
        let idle = async |store: &wasmtime::component::Accessor<World>| {
            std::future::poll_fn(|context| store.poll_no_interesting_tasks(context)).await;
        };
        store.run_concurrent(idle).await?;
    }
    Ok(())
}

/// What a call asks for, and how many handles it may return.
fn planned(
    exports: &Exports,
    handles: usize,
    which: Which<'_>,
) -> Result<(Step, usize), CallFault> {
    let call = Call::parse(which.text).map_err(|error| which.syntax(&error))?;
    let export = match (exports.find(&call.name().text), call.arguments()) {
        (Ok(export), _) => export,
        (Err(Missing::Unknown(_)), [name])
            if call.name().text == "drop" && name.text.starts_with('$') =>
        {
            let number = name.text[1..].parse().unwrap_or(0);
            if number == 0 || number > handles {
                let label = no_handle(&name.text, handles);
                return Err(which.fault(Kind::Misfit, "cannot be made", (name.columns(), &label)));
            }
            return Ok((Step::Drop(name.clone()), 0));
        }
        (Err(Missing::Unknown(advice)), _) => {
            let place = (call.name().columns(), "there is no such function");
            let fault = which.fault(Kind::Unknown, "names no export", place);
            return Err(fault.hint(advice));
        }
        (Err(Missing::Ambiguous(names)), _) => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let label = format!("it may be {}", names.join(" or "));
            let place = (call.name().columns(), &*label);
            let fault = which.fault(Kind::Ambiguous, "names several exports", place);
            return Err(fault.hint("write the whole name".to_owned()));
        }
    };
    let signature = exports.resources.signature(export.function(), &export.ty);
    passable(exports, export, (&call, &signature), which)?;
    let with = Fitting {
        resources: &exports.resources,
        handles,
    };
    let (parameters, columns) = fitted(with, export, (&call, &signature), which)?;
    let written: Vec<String> = parameters.iter().cloned().map(values::written).collect();
    let results = export.ty.results().map(|ty| values::most_handles(&ty));
    let more = results.fold(0, usize::saturating_add);
    let planned = Planned {
        index: export.index,
        text: format!("{}({})", call.name().text, written.join(", ")),
        signature,
        parameters,
        columns,
    };
    Ok((Step::Call(planned), more))
}

/// Refuses functions with types that wasmtime passes to those alone who know them when they are built.
fn passable(
    exports: &Exports,
    export: &Export,
    (call, signature): (&Call, &str),
    which: Which<'_>,
) -> Result<(), CallFault> {
    let parameters = export.ty.params().map(|(_, ty)| (ty, true));
    let results = export.ty.results().map(|ty| (ty, false));
    for (ty, is_parameter) in parameters.chain(results) {
        let wrong = |ty: &Type| {
            !streams::is_possible(ty) || is_parameter && matches!(ty, Type::ErrorContext)
        };
        if values::has(&ty, &wrong) {
            let label = format!(
                "wasmtime cannot pass `{}` to or from here",
                exports.resources.shown(&ty)
            );
            let what = format!("cannot be made: `{signature}`");
            return Err(which.fault(Kind::Unsupported, &what, (call.name().columns(), &label)));
        }
    }
    Ok(())
}

/// The arguments as values, each with its columns.
fn fitted(
    with: Fitting<'_>,
    export: &Export,
    (call, signature): (&Call, &str),
    which: Which<'_>,
) -> Result<(Vec<Val>, Vec<Range<usize>>), CallFault> {
    let what = format!("does not fit `{signature}`");
    let types: Vec<(&str, Type)> = export.ty.params().collect();
    let given = call.arguments();
    let end = call.close()..call.close();
    if given.len() > types.len() {
        let label = arity(given.len(), types.len()).unwrap_or_default();
        let columns = given[types.len()].columns();
        return Err(which.fault(Kind::Misfit, &what, (columns, &label)));
    }
    let mut parameters = Vec::with_capacity(types.len());
    let mut columns = Vec::with_capacity(types.len());
    for (argument, (_, ty)) in given.iter().zip(&types) {
        let value = with.fit(&argument.text, ty).map_err(|misfit| {
            let place = (place(argument, &misfit), &*misfit.message);
            which.fault(Kind::Misfit, &what, place)
        })?;
        parameters.push(value);
        columns.push(argument.columns());
    }
    for (name, ty) in &types[given.len()..] {
        // As everywhere in WAVE, options at the end may be left out.
        if !matches!(ty, Type::Option(_)) {
            let label = format!("`{name}: {}` is missing", with.resources.shown(ty));
            return Err(which.fault(Kind::Misfit, &what, (end, &label)));
        }
        parameters.push(Val::Option(None));
        columns.push(end.clone());
    }
    Ok((parameters, columns))
}

/// The columns of the part of an argument that is to blame.
fn place(argument: &Piece, misfit: &Misfit) -> Range<usize> {
    let characters = |end: usize| argument.text[..end].chars().count();
    argument.column + characters(misfit.range.start)..argument.column + characters(misfit.range.end)
}

/// An instance between calls.
struct Running<'a> {
    instance: Instance,
    handles: Handles,
    capture: &'a Capture,
}

impl Running<'_> {
    async fn call(
        &mut self,
        store: &mut Store<World>,
        call: Planned,
        which: Which<'_>,
    ) -> wasmtime::Result<()> {
        let function = self
            .instance
            .get_func(&mut *store, call.index)
            .ok_or_else(|| wasmtime::Error::msg("an export is gone"))?;
        let ty = function.ty(&*store);
        let mut parameters = Vec::with_capacity(call.parameters.len());
        let types = ty.params().map(|(_, ty)| ty);
        for ((value, ty), columns) in call.parameters.into_iter().zip(types).zip(call.columns) {
            let value = values::realized(value, &ty, (&mut *store, &self.handles));
            parameters.push(value.map_err(|unreal| match unreal {
                Unreal::Handle(label) => {
                    let what = format!("does not fit `{}`", call.signature);
                    which.fault(Kind::Misfit, &what, (columns, &label)).into()
                }
                Unreal::Engine(error) => error,
            })?);
        }
        let types: Vec<Type> = ty.results().collect();
        let mut results = vec![Val::Bool(false); types.len()];
        let mut read = vec![Vec::new(); types.len()];
        if has_tasks(store.engine()) {
            let limit = self.capture.limit();
            let done = store.run_concurrent(async |accessor| {
                function
                    .call_concurrent(accessor, &parameters, &mut results)
                    .await?;
                for ((value, ty), read) in results.iter().zip(&types).zip(&mut read) {
                    let readings = accessor
                        .with(|mut store| values::readings(value, ty, &mut store, limit))?;
                    *read = ends(readings).await;
                }
                Ok::<(), wasmtime::Error>(())
            });
            done.await??;
        } else {
            function
                .call_async(&mut *store, &parameters, &mut results)
                .await?;
        }
        let results = results.into_iter().zip(&types).zip(read);
        let written: Vec<String> = results
            .map(|((value, ty), read)| {
                values::written(values::presented(value, ty, read, &mut self.handles))
            })
            .collect();
        let value = match written.len() {
            0 | 1 => written.into_iter().next(),
            _ => Some(format!("({})", written.join(", "))),
        };
        let call = call.text;
        self.capture.push_result(CallResult { call, value })?;
        Ok(())
    }

    async fn drop(
        &mut self,
        store: &mut Store<World>,
        name: &Piece,
        which: Which<'_>,
    ) -> wasmtime::Result<()> {
        let handle = self.handles.get(&name.text).map_err(|label| {
            which.fault(Kind::Misfit, "cannot be made", (name.columns(), &label))
        })?;
        handle.resource_drop_async(&mut *store).await?;
        self.capture.push_result(CallResult {
            call: format!("drop({})", name.text),
            value: None,
        })?;
        Ok(())
    }
}

/// Waits for the end of all streams and futures of a result.
async fn ends(readings: Vec<Reading>) -> Vec<Val> {
    futures_util::future::join_all(readings.into_iter().map(Reading::end)).await
}
