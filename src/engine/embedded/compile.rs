//! From the files of a program to code that is known to compile and to link.
//!
//! Each file is a unit of its own: preloads that several programs share are compiled once. Where a unit's facts and code
//! are sealed in the cache, nothing else is read, not even the file. Refusals are sealed too, so that a program which an
//! engine does not take costs a second run nothing.

use super::Compiler;
use super::code;
use super::code::Facts;
use super::code::Key;
use super::code::Loaded;
use super::code::Refusal;
use super::code::Unit;
use super::config;
use super::config::Flavour;
use super::config::Fuel;
use super::config::Role;
use super::config::Tasks;
use super::host::World;
use super::http::Upstreams;
use super::limits::Bounds;
use super::link;
use super::ticker::Slot;
use crate::digest::Sha256;
use crate::engine::CodeCache;
use crate::engine::EngineError;
use crate::engine::Order;
use crate::engine::PrepareError;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::engine::EngineSpec;
use crate::model::limits::Limits;
use crate::model::program::ProgramFile;
use crate::model::program::ProgramKind;
use crate::wasm;
use crate::wasm::Import;
use crate::wasm::Sniffed;
use crate::wasm::text;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::Weak;
use std::time::Instant;
use wasmtime::Engine;
use wasmtime::Linker;
use wasmtime::Store;

/// Where programs are made ready for one way of counting fuel.
pub(super) struct Workshop {
    /// Takes everything that wasmtime takes.
    many: Bench,
    /// Takes what needs no tasks, for speed; nothing where the options ask for tasks.
    single: Option<Bench>,
    cache: Option<Arc<dyn CodeCache>>,
    compiler: Compiler,
    /// Units that something still holds, so that a shared preload is looked up once.
    units: Mutex<HashMap<Key, Weak<Unit>>>,
}

/// An engine that compiles and checks, and runs nothing.
struct Bench {
    tasks: Tasks,
    engine: Engine,
    /// Made when the first core module asks, and the other when the first component is compiled: hundreds of functions,
    /// for nothing where there is none.
    core: OnceLock<CoreLinker>,
    components: OnceLock<wasmtime::component::Linker<World>>,
    key: Key,
}

/// What core modules get, and the names of all of it.
struct CoreLinker {
    linker: Linker<World>,
    known: HashSet<Import>,
}

/// What is made when it is first asked for.
fn made_once<T>(
    cell: &OnceLock<T>,
    make: impl FnOnce() -> wasmtime::Result<T>,
) -> Result<&T, PrepareError> {
    if let Some(made) = cell.get() {
        return Ok(made);
    }
    let value = make().map_err(|error| PrepareError::Unable(format!("{error:#}")))?;
    Ok(cell.get_or_init(|| value))
}

/// A unit and what it took to get it.
pub(super) struct Made {
    /// The unit.
    pub(super) unit: Arc<Unit>,
    /// Microseconds spent compiling; nothing when it was there.
    pub(super) compiled: Option<u64>,
}

/// A file as the compiler takes it.
struct Source<'a> {
    file: &'a ProgramFile,
    sniffed: Sniffed,
    bytes: Vec<u8>,
    threads: usize,
}

impl Workshop {
    /// A workshop for one kind of code.
    pub(super) fn new(
        spec: &EngineSpec,
        fuel: Fuel,
        cache: Option<Arc<dyn CodeCache>>,
        compiler: Compiler,
    ) -> Result<Self, EngineError> {
        let bench = |tasks| Bench::new(spec, Flavour { fuel, tasks });
        Ok(Self {
            many: bench(Tasks::Many)?,
            single: bench(Tasks::Single).ok(),
            cache,
            compiler,
            units: Mutex::default(),
        })
    }

    /// The engine that takes everything, for what it says of itself.
    pub(super) fn engine(&self) -> &Engine {
        &self.many.engine
    }

    /// Digest of everything that changes code.
    pub(super) fn key(&self) -> &Key {
        &self.many.key
    }

    /// What core modules get without preloads.
    pub(super) fn known(&self) -> Result<&HashSet<Import>, PrepareError> {
        Ok(&self.many.core()?.known)
    }

    /// Finds or makes the unit of a file.
    pub(super) fn unit(&self, file: &ProgramFile, order: &Order) -> Result<Made, PrepareError> {
        let key = code::code_key(&self.many.key, &file.digest);
        if let Some(unit) = self.held(&key) {
            return Ok(Made {
                unit,
                compiled: None,
            });
        }
        let cache = self.cache.as_deref();
        let find = || code::find(cache?, &key, |tasks| self.code_key(tasks, file));
        if let Some(unit) = find() {
            return Ok(self.hold(key, unit, None));
        }
        let bytes = read(file)?;
        // Another process may make the same code right now.
        let claim = cache.and_then(|cache| cache.claim(&key));
        if claim.is_some()
            && let Some(unit) = find()
        {
            return Ok(self.hold(key, unit, None));
        }
        let sniffed = sniff(file, &bytes)?;
        if self.compiler == Compiler::Off {
            return Err(PrepareError::CompilerOff {
                label: file.label.clone(),
            });
        }
        let start = Instant::now();
        let unit = self.make(Source {
            file,
            sniffed,
            bytes,
            threads: order.threads,
        })?;
        let spent = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        code::keep_facts(cache, &key, file.digest, &unit.facts);
        Ok(self.hold(key, unit, Some(spent)))
    }

    fn held(&self, key: &Key) -> Option<Arc<Unit>> {
        let units = self.units.lock().unwrap_or_else(PoisonError::into_inner);
        units.get(key).and_then(Weak::upgrade)
    }

    fn hold(&self, key: Key, unit: Unit, compiled: Option<u64>) -> Made {
        let unit = Arc::new(unit);
        let mut units = self.units.lock().unwrap_or_else(PoisonError::into_inner);
        units.insert(key, Arc::downgrade(&unit));
        Made { unit, compiled }
    }

    /// What the code of a file is kept under, by the engine it is for.
    fn code_key(&self, tasks: Tasks, file: &ProgramFile) -> Option<Key> {
        let bench = match tasks {
            Tasks::Many => &self.many,
            Tasks::Single => self.single.as_ref()?,
        };
        Some(code::code_key(&bench.key, &file.digest))
    }

    /// Makes a unit: for the faster engine if that takes it, and otherwise as the other one says.
    fn make(&self, mut source: Source<'_>) -> Result<Unit, PrepareError> {
        let cache = self.cache.as_deref();
        if source.sniffed.kind != ProgramKind::P3
            && let Some(single) = &self.single
        {
            let unit = single.make(&source, cache)?;
            if unit.facts.refusal.is_none() || !source.sniffed.is_component() {
                return Ok(unit);
            }
            source.sniffed = unit.facts.sniffed;
        }
        self.many.make(&source, cache)
    }
}

impl Bench {
    fn new(spec: &EngineSpec, flavour: Flavour) -> Result<Self, EngineError> {
        let engine = config::engine(spec, Role::Compile, flavour)?;
        Ok(Self {
            tasks: flavour.tasks,
            key: code::engine_key(&engine),
            engine,
            core: OnceLock::new(),
            components: OnceLock::new(),
        })
    }

    /// The linker of core modules.
    fn core(&self) -> Result<&CoreLinker, PrepareError> {
        made_once(&self.core, || {
            let linker = link::core(&self.engine)?;
            let known = link::known(&linker, Store::new(&self.engine, nobody()));
            Ok(CoreLinker { linker, known })
        })
    }

    /// The linker of components.
    fn components(&self) -> Result<&wasmtime::component::Linker<World>, PrepareError> {
        made_once(&self.components, || {
            link::components(&self.engine, self.tasks)
        })
    }

    /// Compiles a file and proves that it links as far as that is its own matter.
    fn make(
        &self,
        source: &Source<'_>,
        cache: Option<&dyn CodeCache>,
    ) -> Result<Unit, PrepareError> {
        let file = source.file;
        let failed = |message: String| PrepareError::Failed {
            label: file.label.clone(),
            message,
        };
        let mut facts = Facts {
            tasks: self.tasks,
            sniffed: source.sniffed.clone(),
            code_bytes: 0,
            refusal: None,
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(source.threads.max(1))
            .thread_name(|index| format!("wassay-compile-{index}"))
            .build()
            .map_err(|error| failed(error.to_string()))?;
        let compiled = pool.install(|| {
            if facts.sniffed.is_component() {
                self.engine.precompile_component(&source.bytes)
            } else {
                self.engine.precompile_module(&source.bytes)
            }
        });
        let code = match compiled {
            Ok(code) => code,
            Err(error) => {
                facts.refusal = Some(Refusal::Compile(chain(&error)));
                return Ok(Unit { facts, code: None });
            }
        };
        facts.code_bytes = code.len() as u64;
        let key = code::code_key(&self.key, &file.digest);
        let mut unit = Unit {
            facts,
            code: Some(code::keep(cache, &key, file.digest, code)),
        };
        let loaded = unit
            .load(&self.engine, cache, &file.label)
            .map_err(|error| failed(error.to_string()))?;
        unit.facts.refusal = self.link(&unit.facts.sniffed, &loaded)?;
        if unit.facts.refusal.is_some() {
            unit.code = None;
        }
        Ok(unit)
    }

    /// Why a unit does not link, whatever it is linked with.
    fn link(&self, sniffed: &Sniffed, loaded: &Loaded) -> Result<Option<Refusal>, PrepareError> {
        let error = match loaded {
            Loaded::Module(module) => {
                let core = self.core()?;
                // Imports that preloads have to meet are looked at with the whole program.
                if !link::unmet_core(sniffed, &core.known, &[]).is_empty() {
                    return Ok(None);
                }
                core.linker.instantiate_pre(module).err()
            }
            Loaded::Component(component) => self.components()?.instantiate_pre(component).err(),
        };
        let unmet = || match loaded {
            Loaded::Module(_) => Vec::new(),
            Loaded::Component(_) => link::unmet_component(sniffed),
        };
        Ok(error.map(|error| match unmet() {
            unmet if unmet.is_empty() => Refusal::Mismatch(chain(&error)),
            unmet => Refusal::Unmet(unmet),
        }))
    }
}

/// Data of a store in which nothing runs.
fn nobody() -> World {
    World {
        wasi: wasmtime_wasi::WasiCtxBuilder::new().build_p1(),
        http: wasmtime_wasi_http::WasiHttpCtx::new(),
        upstreams: Upstreams::default(),
        bounds: Bounds::new(&Limits::default()),
        slot: Arc::new(Slot::default()),
    }
}

/// What a file says of itself.
pub(super) fn sniff(file: &ProgramFile, bytes: &[u8]) -> Result<Sniffed, PrepareError> {
    wasm::sniff(bytes).map_err(|error| {
        let message = format!("`{}`: {error}", file.label);
        refused(Cause::new(Stage::Compile, error.code(), message))
    })
}

/// Reads a file, and proves that it is the one that was meant.
pub(super) fn bytes(file: &ProgramFile) -> Result<Vec<u8>, PrepareError> {
    let bytes = std::fs::read(&file.path).map_err(|source| PrepareError::Read {
        label: file.label.clone(),
        source,
    })?;
    let received = Sha256::of(&bytes);
    if received != file.digest {
        return Err(PrepareError::Altered {
            label: file.label.clone(),
            path: file.path.clone(),
            declared: file.digest,
            received,
        });
    }
    Ok(bytes)
}

/// Reads a file as [`bytes`] does, and turns text into a binary.
pub(super) fn read(file: &ProgramFile) -> Result<Vec<u8>, PrepareError> {
    let bytes = bytes(file)?;
    if !text::is_text(&file.label, &bytes) {
        return Ok(bytes);
    }
    text::to_binary(&file.label, &bytes).map_err(|error| {
        let mut cause = Cause::new(Stage::Compile, "text-syntax", error.to_string());
        cause.chain.push(error.line_text);
        refused(cause)
    })
}

pub(super) fn refused(cause: Cause) -> PrepareError {
    PrepareError::Refused(Box::new(cause))
}

/// An error's messages, outermost first.
fn chain(error: &wasmtime::Error) -> Vec<String> {
    let mut chain: Vec<String> = Vec::new();
    for message in error.chain().map(ToString::to_string) {
        if chain.last() != Some(&message) {
            chain.push(message);
        }
    }
    chain
}
