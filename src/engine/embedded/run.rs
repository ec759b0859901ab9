//! One trial: a store, a world, an entry point, an end.

use super::config::Fuel;
use super::ending;
use super::ending::Phase;
use super::ending::Stop;
use super::host;
use super::host::Time;
use super::host::World;
use super::limits::Bounds;
use super::meter::Meter;
use super::stdio::Recorder;
use super::ticker::Slot;
use crate::engine::Control;
use crate::engine::EngineError;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Execution;
use crate::model::execution::Resources;
use crate::model::invocation::Invocation;
use crate::model::invocation::Task;
use std::cell::Cell;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use std::time::Instant;
use tokio::runtime::Runtime;
use wasmtime::Engine;
use wasmtime::Instance;
use wasmtime::InstancePre;
use wasmtime::Linker;
use wasmtime::Module;
use wasmtime::PoolConcurrencyLimitError;
use wasmtime::Store;
use wasmtime::UpdateDeadline;
use wasmtime_wasi::p2;
use wasmtime_wasi::p3;

/// A program in an engine, linked as far as that can be done without a store.
pub(super) enum Program {
    /// A core module by itself.
    Core(InstancePre<World>),
    /// A core module with preloads, which are instantiated anew for each trial.
    Linked {
        /// What is provided.
        base: Linker<World>,
        /// In order, each under its name.
        preloads: Vec<(String, Module)>,
        /// The module with the entry point.
        main: Module,
    },
    /// A command of WASI 0.2.
    P2(p2::bindings::CommandPre<World>),
    /// A command of WASI 0.3.
    P3(p3::bindings::CommandPre<World>),
}

/// What is to be run, and where.
pub(super) struct Trial<'a> {
    /// The engine that holds the program.
    pub(super) engine: &'a Engine,
    /// The program.
    pub(super) program: &'a Program,
    /// What people call it.
    pub(super) label: &'a str,
    /// Whether its code counts fuel.
    pub(super) fuel: Fuel,
    /// The seat's entry with the ticker.
    pub(super) slot: &'a Arc<Slot>,
    /// What it gets.
    pub(super) invocation: &'a Invocation,
    /// How it is stopped from outside.
    pub(super) control: &'a Control,
}

/// A limit this far away is none.
const FAR: Duration = Duration::from_hours(100 * 365 * 24);

/// Runs a trial; nothing when the engine's pool was too small for it.
///
/// # Errors
/// [`EngineError`], where our side could not make the run.
pub(super) fn run(
    trial: &Trial<'_>,
    time: &mut Time,
    meter: &mut Meter,
) -> Result<Option<Execution>, EngineError> {
    let runtime = time.take(trial.invocation)?;
    let done = run_inside(trial, &runtime, meter);
    match &done {
        Ok((Stopped::Itself(spent), _)) => time.keep(trial.invocation, runtime, *spent),
        // Nothing of a guest may hold up its worker.
        Ok((Stopped::ByUs, _)) | Err(_) => runtime.shutdown_background(),
    }
    done.map(|(_, execution)| execution)
}

/// Whether a guest came to its own end, after which time on its runtime's clock.
enum Stopped {
    Itself(Duration),
    ByUs,
}

fn run_inside(
    trial: &Trial<'_>,
    runtime: &Runtime,
    meter: &mut Meter,
) -> Result<(Stopped, Option<Execution>), EngineError> {
    let limits = &trial.invocation.limits;
    let recorder = Recorder::new(limits.output);
    let _inside = runtime.enter();
    let began = tokio::time::Instant::now();
    let now = Instant::now();
    let cpu = meter.begin(now);
    let mut store = store(trial, &recorder)?;
    let phase = Cell::new(Phase::Linking);
    let deadline = now + limits.timeout.min(FAR);
    trial
        .slot
        .arm(trial.engine, deadline, &trial.control.cancel);
    let result = {
        let guest = enter(trial, &mut store, &phase);
        runtime.block_on(watched(trial.slot, &recorder, guest))
    };
    let expired = trial.slot.disarm();
    if let Some(Err(error)) = &result
        && error.is::<PoolConcurrencyLimitError>()
    {
        return Ok((Stopped::ByUs, None));
    }
    let ending = ending::ending(&Stop {
        result: result.as_ref(),
        phase: phase.get(),
        expired,
        overflowed: recorder.overflowed(),
        label: trial.label,
    })?;
    let fuel = fuel_used(trial, &store);
    let peak_memory = store.data().bounds.peak_memory();
    drop(store);
    let output = recorder.take();
    let output_bytes = output.iter().map(|chunk| chunk.bytes.len() as u64).sum();
    let stopped = if result.is_some() && expired.is_none() {
        Stopped::Itself(began.elapsed())
    } else {
        Stopped::ByUs
    };
    let execution = Execution {
        evidence: Evidence {
            linked: !matches!(ending, Ending::Refused { .. }),
            entered: phase.get() == Phase::Entered,
            produced: vec![Channel::Stdout, Channel::Stderr, Channel::Output],
        },
        ending,
        output,
        resources: Resources {
            cpu_us: cpu.spent(),
            peak_memory,
            fuel,
            output_bytes,
        },
    };
    Ok((stopped, Some(execution)))
}

fn store(trial: &Trial<'_>, recorder: &Recorder) -> Result<Store<World>, EngineError> {
    let limits = &trial.invocation.limits;
    let world = World {
        wasi: host::wasi(trial.invocation, recorder)?,
        bounds: Bounds::new(limits),
        slot: Arc::clone(trial.slot),
    };
    let mut store = Store::new(trial.engine, world);
    store.limiter(|world| &mut world.bounds);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|store| {
        // The epoch also moves for the trial that had this seat before.
        Ok(match store.data().slot.expired() {
            Some(_) => UpdateDeadline::Interrupt,
            None => UpdateDeadline::Continue(1),
        })
    });
    if trial.fuel == Fuel::Counted {
        store
            .set_fuel(limits.fuel.unwrap_or(u64::MAX))
            .map_err(|error| EngineError::Bug(format!("{error:#}")))?;
    }
    Ok(store)
}

/// Fuel a guest used, where its code counts it.
fn fuel_used(trial: &Trial<'_>, store: &Store<World>) -> Option<u64> {
    let given = trial.invocation.limits.fuel.unwrap_or(u64::MAX);
    match trial.fuel {
        Fuel::Counted => store.get_fuel().ok().map(|left| given.saturating_sub(left)),
        Fuel::Ignored => None,
    }
}

/// Waits for a guest, and gives up on it when the ticker or the log says so.
async fn watched<T>(slot: &Slot, recorder: &Recorder, guest: impl Future<Output = T>) -> Option<T> {
    let mut guest = pin!(guest);
    let mut known = false;
    std::future::poll_fn(|context| {
        if !known {
            // One task, so one waker for as long as it runs.
            slot.watch(context.waker());
            known = true;
        }
        match guest.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending if slot.must_drop() || recorder.overflowed() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Instantiates a program and calls its entry point; yields its exit code.
async fn enter(
    trial: &Trial<'_>,
    store: &mut Store<World>,
    phase: &Cell<Phase>,
) -> wasmtime::Result<i32> {
    let Task::Run = trial.invocation.task;
    match trial.program {
        Program::Core(pre) => {
            let instance = pre.instantiate_async(&mut *store).await?;
            phase.set(Phase::Entered);
            start(instance, store).await?;
            Ok(0)
        }
        Program::Linked {
            base,
            preloads,
            main,
        } => {
            let mut linker = base.clone();
            for (name, module) in preloads {
                linker.module_async(&mut *store, name, module).await?;
            }
            let instance = linker.instantiate_async(&mut *store, main).await?;
            phase.set(Phase::Entered);
            start(instance, store).await?;
            Ok(0)
        }
        Program::P2(pre) => {
            let command = pre.instantiate_async(&mut *store).await?;
            phase.set(Phase::Entered);
            let returned = command.wasi_cli_run().call_run(&mut *store).await?;
            Ok(i32::from(returned.is_err()))
        }
        Program::P3(pre) => {
            let command = pre.instantiate_async(&mut *store).await?;
            phase.set(Phase::Entered);
            let returned = store
                .run_concurrent(async |store| {
                    let returned = command.wasi_cli_run().call_run(store).await;
                    // A task may return before it ends, and write what is left afterwards.
                    std::future::poll_fn(|context| store.poll_no_interesting_tasks(context)).await;
                    returned
                })
                .await??;
            Ok(i32::from(returned.is_err()))
        }
    }
}

/// Calls `_start`, and before it `_initialize` where a module has both.
async fn start(instance: Instance, store: &mut Store<World>) -> wasmtime::Result<()> {
    if let Some(initialize) = instance.get_func(&mut *store, "_initialize") {
        let initialize = initialize.typed::<(), ()>(&*store)?;
        initialize.call_async(&mut *store, ()).await?;
    }
    let start = instance.get_typed_func::<(), ()>(&mut *store, "_start")?;
    start.call_async(&mut *store, ()).await
}
