//! A worker's place: its own engines, and the programs it has loaded into them.

use super::Coded;
use super::Ready;
use super::Shared;
use super::What;
use super::call::Callee;
use super::code::Loaded;
use super::code::Unit;
use super::config;
use super::config::Flavour;
use super::config::Fuel;
use super::config::Role;
use super::host::Time;
use super::host::World;
use super::http::Handler;
use super::link;
use super::meter::Meter;
use super::run;
use super::run::Program;
use super::run::Trial;
use super::ticker::Slot;
use super::wast;
use crate::engine::Control;
use crate::engine::EngineError;
use crate::engine::Prepared;
use crate::engine::Seat;
use crate::model::captured::Captured;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Execution;
use crate::model::execution::Resources;
use crate::model::invocation::Entry;
use crate::model::invocation::Invocation;
use crate::model::limits::Limits;
use crate::model::program::ProgramKind;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use wasmtime::Engine;
use wasmtime::Linker;
use wasmtime::Module;
use wasmtime::component::InstancePre;

/// Programs that stay loaded. A tree of thousands of programs must not hold as many files mapped and open.
const LOADED: usize = 48;

/// A worker's place in an engine.
pub(super) struct Worker {
    shared: Arc<Shared>,
    slot: Arc<Slot>,
    lanes: Vec<Lane>,
    /// Configurations for which wasmtime makes no pool.
    poolless: Vec<Flavour>,
    programs: Vec<Placed>,
    /// Virtual time, as long as trials leave it in order.
    time: Time,
    /// Processor time of its trials.
    meter: Meter,
    /// Counts trials, to know which program was not used for longest.
    clock: u64,
}

/// One engine of a worker.
struct Lane {
    role: Role,
    flavour: Flavour,
    engine: Engine,
    /// Made when the first core module comes.
    core: Option<Linker<World>>,
    /// Made when the first component comes: hundreds of functions, for nothing where there is none.
    components: Option<wasmtime::component::Linker<World>>,
}

impl Lane {
    fn core(&mut self) -> Result<&Linker<World>, EngineError> {
        let linker = match self.core.take() {
            Some(linker) => linker,
            None => link::core(&self.engine).map_err(|error| bug(&error))?,
        };
        Ok(self.core.insert(linker))
    }

    fn components(&mut self) -> Result<&wasmtime::component::Linker<World>, EngineError> {
        let linker = match self.components.take() {
            Some(linker) => linker,
            None => {
                link::components(&self.engine, self.flavour.tasks).map_err(|error| bug(&error))?
            }
        };
        Ok(self.components.insert(linker))
    }
}

fn bug(error: &wasmtime::Error) -> EngineError {
    EngineError::Bug(format!("{error:#}"))
}

/// A program inside one of the engines.
struct Placed {
    id: u64,
    /// The role that was asked for; a program that does not fit the pool is in the other.
    wanted: Role,
    engine: Engine,
    program: Program,
    used: u64,
}

impl Seat for Worker {
    fn execute(
        &mut self,
        prepared: &Prepared,
        invocation: &Invocation,
        control: &Control,
    ) -> Result<Execution, EngineError> {
        let ready = prepared
            .inner
            .downcast_ref::<Ready>()
            .filter(|ready| ready.engine == self.shared.id)
            .ok_or(EngineError::Unprepared("another engine prepared it"))?;
        let run = AssertUnwindSafe(|| match &ready.what {
            What::Code(coded) => self.run(coded, invocation, control),
            What::Script(script) => wast::run(script, &self.slot, invocation, control),
            What::World(text) => Ok(told(text)),
        });
        catch_unwind(run).unwrap_or_else(|panic| {
            // Stores may have been left behind in the engines.
            self.programs.clear();
            self.lanes.clear();
            self.slot.disarm();
            Err(EngineError::Panicked(words(&*panic)))
        })
    }
}

/// A world that was asked for: nothing runs, so nothing can go wrong any more.
fn told(text: &str) -> Execution {
    Execution {
        ending: Ending::Returned,
        evidence: Evidence {
            linked: true,
            entered: true,
            produced: Vec::new(),
        },
        output: Vec::new(),
        captured: Captured {
            interface: Some(text.to_owned()),
            ..Captured::default()
        },
        resources: Resources::default(),
    }
}

/// What a panic says.
pub(super) fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("without a message").to_owned()
}

/// Which engine a trial wants. A pool's slots have fixed sizes, and a guest must meet its own limits, not those.
fn role(limits: &Limits) -> Role {
    if limits.memory <= config::POOL_MEMORY && limits.tables <= config::POOL_ELEMENTS as u64 {
        Role::Pooled
    } else {
        Role::OnDemand
    }
}

impl Worker {
    /// A place without engines; they are made when the first program needs them.
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            slot: Slot::register(),
            lanes: Vec::new(),
            poolless: Vec::new(),
            programs: Vec::new(),
            time: Time::default(),
            meter: Meter::default(),
            clock: 0,
        }
    }

    fn run(
        &mut self,
        ready: &Coded,
        invocation: &Invocation,
        control: &Control,
    ) -> Result<Execution, EngineError> {
        if invocation.limits.fuel.is_some() && ready.flavour.fuel == Fuel::Ignored {
            return Err(EngineError::Unprepared("its code counts no fuel"));
        }
        if invocation.task.entry() != ready.entry {
            return Err(EngineError::Unprepared("it was prepared for another task"));
        }
        let wanted = role(&invocation.limits);
        let index = match self.find(ready.id, wanted) {
            Some(index) => index,
            None => self.place(ready, wanted, wanted)?,
        };
        if let Some(execution) = self.attempt(index, ready, invocation, control)? {
            return Ok(execution);
        }
        // It took more instances, stacks or heaps than the pool has. Nothing of that try is kept.
        self.programs.swap_remove(index);
        let index = self.place(ready, wanted, Role::OnDemand)?;
        let execution = self.attempt(index, ready, invocation, control)?;
        execution.ok_or_else(|| EngineError::Bug("plain allocation has no place left".to_owned()))
    }

    /// Runs a loaded program; nothing when the pool was too small for it.
    fn attempt(
        &mut self,
        index: usize,
        ready: &Coded,
        invocation: &Invocation,
        control: &Control,
    ) -> Result<Option<Execution>, EngineError> {
        self.clock += 1;
        let entry = &mut self.programs[index];
        entry.used = self.clock;
        let trial = Trial {
            engine: &entry.engine,
            program: &entry.program,
            label: &ready.label,
            fuel: ready.flavour.fuel,
            slot: &self.slot,
            invocation,
            control,
        };
        run::run(&trial, &mut self.time, &mut self.meter)
    }

    fn find(&self, id: u64, wanted: Role) -> Option<usize> {
        self.programs
            .iter()
            .position(|entry| entry.id == id && entry.wanted == wanted)
    }

    /// Loads a program, and makes room for it.
    fn place(&mut self, ready: &Coded, wanted: Role, role: Role) -> Result<usize, EngineError> {
        if self.programs.len() >= LOADED {
            let oldest = self.programs.iter().enumerate().min_by_key(|(_, e)| e.used);
            let oldest = oldest.map_or(0, |(index, _)| index);
            self.programs.swap_remove(oldest);
        }
        let (engine, program) = self.load(ready, role)?;
        self.programs.push(Placed {
            id: ready.id,
            wanted,
            engine,
            program,
            used: self.clock,
        });
        Ok(self.programs.len() - 1)
    }

    fn load(&mut self, ready: &Coded, role: Role) -> Result<(Engine, Program), EngineError> {
        if role == Role::Pooled
            && !self.poolless.contains(&ready.flavour)
            && let Ok(loaded) = self.load_into(ready, Role::Pooled)
        {
            return Ok(loaded);
        }
        self.load_into(ready, Role::OnDemand)
    }

    fn load_into(&mut self, ready: &Coded, role: Role) -> Result<(Engine, Program), EngineError> {
        let shared = Arc::clone(&self.shared);
        let lane = self.lane(role, ready.flavour)?;
        let cache = shared.options.cache.as_deref();
        let engine = lane.engine.clone();
        let load = |unit: &Unit, label: &str| unit.load(&engine, cache, label);
        let fault = |error: wasmtime::Error| EngineError::Code {
            label: ready.label.clone(),
            message: format!("{error:#}"),
        };
        let main = load(&ready.main, &ready.label)?;
        let program = match main {
            Loaded::Component(main) => {
                let pre = lane.components()?.instantiate_pre(&main).map_err(fault)?;
                component(ready, pre).map_err(|error| {
                    EngineError::Call(Box::new(link::strange_entry(&ready.label, &error)))
                })?
            }
            Loaded::Module(main) if ready.entry == Entry::Exports => {
                let pre = lane.core()?.instantiate_pre(&main).map_err(fault)?;
                Program::Exports(Callee::Core(pre))
            }
            Loaded::Module(main) if ready.preloads.is_empty() => {
                Program::Core(lane.core()?.instantiate_pre(&main).map_err(fault)?)
            }
            Loaded::Module(main) => {
                let mut preloads: Vec<(String, Module)> = Vec::new();
                for (name, label, unit) in &ready.preloads {
                    if let Loaded::Module(module) = load(unit, label)? {
                        preloads.push((name.clone(), module));
                    }
                }
                Program::Linked {
                    base: lane.core()?.clone(),
                    preloads,
                    main,
                }
            }
        };
        Ok((engine, program))
    }

    fn lane(&mut self, role: Role, flavour: Flavour) -> Result<&mut Lane, EngineError> {
        let own = |lane: &Lane| lane.role == role && lane.flavour == flavour;
        if let Some(index) = self.lanes.iter().position(own) {
            return Ok(&mut self.lanes[index]);
        }
        let engine = config::engine(&self.shared.spec, role, flavour);
        if engine.is_err() && role == Role::Pooled {
            self.poolless.push(flavour);
        }
        let engine = engine?;
        self.lanes.push(Lane {
            role,
            flavour,
            core: None,
            components: None,
            engine,
        });
        Ok(self.lanes.last_mut().expect("a lane was just added"))
    }
}

/// A component as that which it was prepared for.
fn component(ready: &Coded, pre: InstancePre<World>) -> wasmtime::Result<Program> {
    Ok(match (ready.entry, ready.kind) {
        (Entry::Exports, _) => Program::Exports(Callee::Component(pre)),
        (Entry::Handler, ProgramKind::HttpP3) => Program::Handler(Handler::p3(pre)?),
        (Entry::Handler, _) => Program::Handler(Handler::p2(pre)?),
        (_, ProgramKind::P3) => Program::P3(wasmtime_wasi::p3::bindings::CommandPre::new(pre)?),
        (_, _) => Program::P2(wasmtime_wasi::p2::bindings::CommandPre::new(pre)?),
    })
}
