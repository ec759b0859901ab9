//! One trial: a store, a world, an entry point, an end.

use super::call;
use super::call::Callee;
use super::capture::Capture;
use super::config::Fuel;
use super::ending;
use super::ending::End;
use super::ending::Phase;
use super::ending::Stop;
use super::host;
use super::host::Time;
use super::host::World;
use super::http;
use super::http::Handler;
use super::http::Upstreams;
use super::limits::Bounds;
use super::meter::Meter;
use super::stdio::Recorder;
use super::ticker::Slot;
use crate::engine::Control;
use crate::engine::EngineError;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Execution;
use crate::model::execution::Resources;
use crate::model::http::Instances;
use crate::model::http::Request;
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
use wasmtime_wasi_http::WasiHttpCtx;

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
    /// A handler of `wasi:http`.
    Handler(Handler),
    /// Exports to be called by name.
    Exports(Callee),
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
    let recorder = Recorder::new(trial.invocation.limits.output);
    let capture = Capture::new(trial.invocation.limits.output);
    let upstreams = Upstreams::new(&trial.invocation.upstream, &capture);
    let world = Surroundings {
        recorder: &recorder,
        capture: &capture,
        upstreams: &upstreams,
    };
    let _inside = runtime.enter();
    let began = tokio::time::Instant::now();
    let cpu = meter.begin(Instant::now());
    let mut used = Used::default();
    let mut rounds = rounds(&trial.invocation.task);
    let round = loop {
        let Some(round) = run_round(trial, (runtime, rounds.next().unwrap_or(&[])), &world)? else {
            return Ok((Stopped::ByUs, None));
        };
        used.add(round.used);
        if rounds.len() == 0 || !matches!(round.ending, Ending::Answered { .. }) {
            break round;
        }
    };
    upstreams.finish();
    let output = recorder.take();
    let output_bytes = output.iter().map(|chunk| chunk.bytes.len() as u64).sum();
    let stopped = if round.by_itself {
        Stopped::Itself(began.elapsed())
    } else {
        Stopped::ByUs
    };
    let execution = Execution {
        evidence: Evidence {
            linked: !matches!(round.ending, Ending::Refused { .. }),
            entered: round.entered,
            produced: Vec::new(),
        },
        ending: round.ending,
        output,
        captured: capture.take(),
        resources: Resources {
            cpu_us: cpu.spent(),
            peak_memory: used.peak_memory,
            fuel: used.fuel,
            output_bytes,
        },
    };
    Ok((stopped, Some(execution)))
}

/// What all stores of one trial share.
struct Surroundings<'a> {
    recorder: &'a Recorder,
    capture: &'a Capture,
    upstreams: &'a Upstreams,
}

/// What is asked of one store each: the requests of a round; nothing where there is only one thing to ask.
fn rounds(task: &Task) -> std::slice::Chunks<'_, Request> {
    match task {
        Task::Requests {
            requests,
            instances,
        } => match instances {
            Instances::Fresh => requests.chunks(1),
            Instances::Shared => requests.chunks(requests.len().max(1)),
        },
        Task::Run | Task::Calls { .. } | Task::Directives | Task::Describe => [].chunks(1),
    }
}

/// What a guest used, over all its stores.
#[derive(Clone, Copy, Default)]
struct Used {
    peak_memory: u64,
    fuel: Option<u64>,
}

impl Used {
    fn add(&mut self, other: Self) {
        self.peak_memory = self.peak_memory.max(other.peak_memory);
        if let Some(fuel) = other.fuel {
            self.fuel = Some(self.fuel.unwrap_or(0).saturating_add(fuel));
        }
    }
}

/// What one store came to.
struct Round {
    ending: Ending,
    entered: bool,
    /// Whether the guest stopped by itself and left the runtime in order.
    by_itself: bool,
    used: Used,
}

/// Runs one store to its end; nothing when the engine's pool was too small for it.
fn run_round(
    trial: &Trial<'_>,
    (runtime, requests): (&Runtime, &[Request]),
    world: &Surroundings<'_>,
) -> Result<Option<Round>, EngineError> {
    let mut store = store(trial, world)?;
    let phase = Cell::new(Phase::Linking);
    let deadline = Instant::now() + trial.invocation.limits.timeout.min(FAR);
    trial
        .slot
        .arm(trial.engine, deadline, &trial.control.cancel);
    let result = {
        let guest = enter(trial, requests, (&mut store, world.capture), &phase);
        runtime.block_on(watched(trial.slot, world, guest))
    };
    let expired = trial.slot.disarm();
    if let Some(Err(error)) = &result
        && error.is::<PoolConcurrencyLimitError>()
    {
        return Ok(None);
    }
    let ending = ending::ending(&Stop {
        result: result.as_ref(),
        phase: phase.get(),
        expired,
        overflowed: world.recorder.overflowed() || world.capture.overflowed(),
        label: trial.label,
    })?;
    Ok(Some(Round {
        ending,
        entered: phase.get() == Phase::Entered,
        by_itself: result.is_some() && expired.is_none(),
        used: Used {
            peak_memory: store.data().bounds.peak_memory(),
            fuel: fuel_used(trial, &store),
        },
    }))
}

fn store(trial: &Trial<'_>, around: &Surroundings<'_>) -> Result<Store<World>, EngineError> {
    let limits = &trial.invocation.limits;
    let world = World {
        wasi: host::wasi(trial.invocation, around.recorder)?,
        http: WasiHttpCtx::new(),
        upstreams: around.upstreams.clone(),
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

/// Waits for a guest, and gives up on it when the ticker or what it wrote says so.
async fn watched<T>(
    slot: &Slot,
    world: &Surroundings<'_>,
    guest: impl Future<Output = T>,
) -> Option<T> {
    let overflowed = || world.recorder.overflowed() || world.capture.overflowed();
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
            Poll::Pending if slot.must_drop() || overflowed() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Instantiates a program and asks it what the trial is about.
async fn enter(
    trial: &Trial<'_>,
    requests: &[Request],
    (store, capture): (&mut Store<World>, &Capture),
    phase: &Cell<Phase>,
) -> wasmtime::Result<End> {
    match trial.program {
        Program::Core(pre) => {
            let instance = pre.instantiate_async(&mut *store).await?;
            phase.set(Phase::Entered);
            start(instance, store).await
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
            start(instance, store).await
        }
        Program::P2(pre) => {
            let command = pre.instantiate_async(&mut *store).await?;
            phase.set(Phase::Entered);
            let returned = command.wasi_cli_run().call_run(&mut *store).await?;
            Ok(End::Exited(i32::from(returned.is_err())))
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
            Ok(End::Exited(i32::from(returned.is_err())))
        }
        Program::Handler(handler) => http::serve(handler, requests, (store, capture), phase).await,
        Program::Exports(callee) => {
            let calls: &[String] = match &trial.invocation.task {
                Task::Calls { calls } => calls,
                Task::Run | Task::Requests { .. } | Task::Directives | Task::Describe => &[],
            };
            call::call(callee, calls, (store, capture), phase).await
        }
    }
}

/// Calls `_start`, and before it `_initialize` where a module has both.
async fn start(instance: Instance, store: &mut Store<World>) -> wasmtime::Result<End> {
    if let Some(initialize) = instance.get_func(&mut *store, "_initialize") {
        let initialize = initialize.typed::<(), ()>(&*store)?;
        initialize.call_async(&mut *store, ()).await?;
    }
    let start = instance.get_typed_func::<(), ()>(&mut *store, "_start")?;
    start.call_async(&mut *store, ()).await?;
    Ok(End::Exited(0))
}
