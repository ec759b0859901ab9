//! The wasmtime inside this program: the only place that names it.
//!
//! For each configuration there are two kinds of wasmtime engine. One without a pool compiles and checks, on rayon
//! threads of its own. Each worker then has engines of its own, which only load: a pool with memory that stays resident
//! for programs that fit it, plain allocation for the others. A shared pool would cost a quarter of the speed at two
//! threads, and loading a sealed file costs some microseconds, so nothing is shared but the file.
//!
//! Core modules and components that need no concurrent tasks run on engines without them, because bookkeeping for tasks
//! is a third of what a small command of WASI 0.2 costs. What such an engine does not take is asked of a whole one, whose
//! answer is final.
//!
//! | file | what it decides |
//! | --- | --- |
//! | `config` | options to a wasmtime configuration |
//! | `compile`, `code` | files to sealed code; the one place that loads machine code |
//! | `link` | what is provided, and who provides the rest |
//! | `host`, `stdio`, `limits` | the world of one guest |
//! | `seat`, `run` | one trial |
//! | `http` | requests to a handler, and what its own requests meet |
//! | `call` | exports by name, values as WAVE |
//! | `wast` | scripts of directives |
//! | `capture` | what comes out beside the output streams |
//! | `ticker` | real deadlines |
//! | `ending` | what wasmtime returned to an ending |

mod call;
mod capture;
mod code;
mod compile;
mod config;
mod ending;
mod host;
mod http;
mod identity;
mod limits;
mod link;
mod meter;
mod run;
mod seat;
mod stdio;
mod ticker;
mod wast;

pub use config::check;

use crate::engine::CodeCache;
use crate::engine::Engine;
use crate::engine::EngineError;
use crate::engine::Order;
use crate::engine::PrepareError;
use crate::engine::Prepared;
use crate::engine::Seat;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::engine::EngineSpec;
use crate::model::engine::Identity;
use crate::model::engine::Needs;
use crate::model::event::Compiled;
use crate::model::invocation::Entry;
use crate::model::program::Program;
use crate::model::program::ProgramFile;
use crate::model::program::ProgramKind;
use crate::wasm;
use crate::wasm::Sniffed;
use code::Unit;
use compile::Workshop;
use config::Flavour;
use config::Fuel;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

/// The version of wasmtime that is inside; a test holds it against Cargo.lock.
pub const WASMTIME: &str = "48.0.8";

/// Whether code may be made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compiler {
    /// It is made where the cache has none.
    #[default]
    On,
    /// Only sealed code runs. Shows that a run compiles nothing.
    Off,
}

/// How an embedded engine is opened.
#[derive(Clone, Default)]
pub struct Options {
    /// Where code is kept between runs; nothing = in memory.
    pub cache: Option<Arc<dyn CodeCache>>,
    /// Whether code may be made.
    pub compiler: Compiler,
}

/// Opens an engine. Nothing is compiled yet.
///
/// # Errors
/// [`EngineError::Options`] where wasmtime does not take its options.
pub fn open(spec: &EngineSpec, options: Options) -> Result<Arc<dyn Engine>, EngineError> {
    Ok(Arc::new(Embedded(Arc::new(Shared::new(spec, options)?))))
}

/// An engine of this process.
struct Embedded(Arc<Shared>);

/// What an engine and its seats share.
struct Shared {
    id: u64,
    spec: EngineSpec,
    options: Options,
    identity: Identity,
    plain: Workshop,
    /// Made when the first case counts fuel.
    counting: OnceLock<Workshop>,
    /// Engines for scripts.
    scripts: wast::Benches,
}

/// What was prepared, as the seats of its engine see it.
struct Ready {
    /// The engine that prepared it.
    engine: u64,
    what: What,
}

/// What can be prepared.
enum What {
    /// Code.
    Code(Coded),
    /// A script and the code of its modules.
    Script(Arc<wast::Script>),
    /// The world of a component as text.
    World(String),
}

/// A compiled program.
struct Coded {
    /// Which, among all of this process.
    id: u64,
    flavour: Flavour,
    entry: Entry,
    kind: ProgramKind,
    label: String,
    main: Arc<Unit>,
    preloads: Vec<(String, String, Arc<Unit>)>,
}

/// A number that no other engine or program of this process has.
fn fresh_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Shared {
    fn new(spec: &EngineSpec, options: Options) -> Result<Self, EngineError> {
        let plain = Workshop::new(spec, Fuel::Ignored, options.cache.clone(), options.compiler)?;
        Ok(Self {
            id: fresh_id(),
            spec: spec.clone(),
            identity: identity::identity(spec, &plain),
            options,
            plain,
            counting: OnceLock::new(),
            scripts: wast::Benches::default(),
        })
    }

    fn shop(&self, fuel: Fuel) -> Result<&Workshop, PrepareError> {
        if fuel == Fuel::Ignored {
            return Ok(&self.plain);
        }
        if let Some(shop) = self.counting.get() {
            return Ok(shop);
        }
        let shop = Workshop::new(
            &self.spec,
            fuel,
            self.options.cache.clone(),
            self.options.compiler,
        )
        .map_err(|error| PrepareError::Unable(error.to_string()))?;
        Ok(self.counting.get_or_init(|| shop))
    }
}

impl Engine for Embedded {
    fn identity(&self) -> &Identity {
        &self.0.identity
    }

    fn can(&self, _: &Needs) -> Result<(), String> {
        Ok(())
    }

    fn prepare(&self, program: &Program, order: &Order) -> Result<Prepared, PrepareError> {
        match order.needs.entry {
            Entry::Command | Entry::Handler | Entry::Exports => self.prepare_code(program, order),
            Entry::Script => self.prepare_script(program, order),
            Entry::World => self.prepare_world(program),
        }
    }

    fn seat(&self) -> Box<dyn Seat> {
        Box::new(seat::Worker::new(Arc::clone(&self.0)))
    }
}

impl Embedded {
    /// Code, found or made, that offers what is asked for.
    fn prepare_code(&self, program: &Program, order: &Order) -> Result<Prepared, PrepareError> {
        let fuel = if order.needs.fuel {
            Fuel::Counted
        } else {
            Fuel::Ignored
        };
        let shop = self.0.shop(fuel)?;
        let mut bill = Bill::default();
        let names: Vec<String> = program
            .preloads
            .iter()
            .map(|(name, _)| name.clone())
            .collect();
        let mut preloads: Vec<(String, String, Arc<Unit>)> = Vec::new();
        for (name, file) in &program.preloads {
            let unit = bill.add(shop.unit(file, order)?);
            accept(shop, file, &unit, &names, &preloads)?;
            preloads.push((name.clone(), file.label.clone(), unit));
        }
        let main = bill.add(shop.unit(&program.main, order)?);
        accept(shop, &program.main, &main, &names, &preloads)?;
        let facts = &main.facts;
        let entry = order.needs.entry;
        let kind = link::offers(entry, &facts.sniffed).ok_or_else(|| {
            compile::refused(link::no_entry(entry, &program.main.label, &facts.sniffed))
        })?;
        Ok(self.prepared(
            Prepared {
                kind,
                imports: imports(&facts.sniffed),
                compiled: Some(bill.compiled()),
                compile_us: bill.compile_us.unwrap_or(0),
                code_bytes: bill.code_bytes,
                inner: Arc::new(()),
            },
            What::Code(Coded {
                id: fresh_id(),
                flavour: Flavour {
                    fuel,
                    tasks: facts.tasks,
                },
                entry,
                kind,
                label: program.main.label.clone(),
                main,
                preloads,
            }),
        ))
    }

    fn prepare_script(&self, program: &Program, order: &Order) -> Result<Prepared, PrepareError> {
        let shared = &self.0;
        let options = &shared.options;
        let made = wast::prepare(&shared.spec, options, &shared.scripts, &program.main, order)?;
        Ok(self.prepared(
            Prepared {
                kind: ProgramKind::Script,
                imports: Arc::new([]),
                compiled: Some(match made.compiled {
                    Some(_) => Compiled::Fresh,
                    None => Compiled::Cache,
                }),
                compile_us: made.compiled.unwrap_or(0),
                code_bytes: made.code_bytes,
                inner: Arc::new(()),
            },
            What::Script(Arc::new(made.script)),
        ))
    }

    /// Nothing is compiled: a world is text in the component.
    fn prepare_world(&self, program: &Program) -> Result<Prepared, PrepareError> {
        let file = &program.main;
        let bytes = compile::read(file)?;
        let sniffed = compile::sniff(file, &bytes)?;
        let refuse = |error: wasm::WorldError| {
            let message = format!("`{}` {error}", file.label);
            compile::refused(Cause::new(Stage::Link, error.code(), message).hint(error.hint()))
        };
        let text = wasm::world(&bytes).map_err(refuse)?;
        Ok(self.prepared(
            Prepared {
                kind: sniffed.kind,
                imports: imports(&sniffed),
                compiled: None,
                compile_us: 0,
                code_bytes: 0,
                inner: Arc::new(()),
            },
            What::World(text),
        ))
    }

    fn prepared(&self, prepared: Prepared, what: What) -> Prepared {
        let engine = self.0.id;
        Prepared {
            inner: Arc::new(Ready { engine, what }),
            ..prepared
        }
    }
}

/// What the units of a program cost.
#[derive(Default)]
struct Bill {
    compile_us: Option<u64>,
    code_bytes: u64,
}

impl Bill {
    fn add(&mut self, made: compile::Made) -> Arc<Unit> {
        if let Some(spent) = made.compiled {
            *self.compile_us.get_or_insert(0) += spent;
        }
        self.code_bytes += made.unit.facts.code_bytes;
        made.unit
    }

    fn compiled(&self) -> Compiled {
        if self.compile_us.is_some() {
            Compiled::Fresh
        } else {
            Compiled::Cache
        }
    }
}

/// Refuses a unit that does not compile, or whose imports neither wassay nor a preload before it provides.
fn accept(
    shop: &Workshop,
    file: &ProgramFile,
    unit: &Unit,
    names: &[String],
    before: &[(String, String, Arc<Unit>)],
) -> Result<(), PrepareError> {
    let label = &file.label;
    if let Some(refusal) = &unit.facts.refusal {
        return Err(compile::refused(link::cause(label, refusal, names)));
    }
    let sniffed = &unit.facts.sniffed;
    if sniffed.is_component() {
        if names.is_empty() {
            return Ok(());
        }
        let message =
            format!("`{label}` is a component: only core modules are linked with preloads");
        return Err(compile::refused(Cause::new(
            Stage::Link,
            "component-with-preloads",
            message,
        )));
    }
    let before: Vec<(String, &Sniffed)> = before
        .iter()
        .map(|(name, _, unit)| (name.clone(), &unit.facts.sniffed))
        .collect();
    let unmet = link::unmet_core(sniffed, shop.known()?, &before);
    if unmet.is_empty() {
        return Ok(());
    }
    let refusal = code::Refusal::Unmet(unmet);
    Err(compile::refused(link::cause(label, &refusal, names)))
}

/// Imports as records list them: a core module's modules, a component's interfaces.
fn imports(sniffed: &Sniffed) -> Arc<[String]> {
    let mut names: Vec<String> = sniffed
        .imports
        .iter()
        .map(|import| import.module.clone())
        .collect();
    names.sort();
    names.dedup();
    names.into()
}

#[cfg(test)]
mod tests;
