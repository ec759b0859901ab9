//! From an engine's options to wasmtime's configuration.
//!
//! Options go through wasmtime's own parser of its own names (`wasmtime-cli-flags`), one key at a time so that a fault
//! has a key. On top of them comes what wassay needs for every engine: epochs (the only way to stop a busy guest), no
//! influence of the process's environment, and the allocator of the role.

use crate::engine::EngineError;
use crate::engine::OptionFault;
use crate::model::engine::EngineKind;
use crate::model::engine::EngineSpec;
use crate::model::engine::Strategy;
use serde::Deserialize;
use serde::Serialize;
use std::num::NonZeroUsize;
use wasmtime::Config;
use wasmtime::Engine;
use wasmtime::InstanceAllocationStrategy;
use wasmtime::PoolingAllocationConfig;
use wasmtime::WasmBacktraceDetails;
use wasmtime_cli_flags::CommonOptions;

/// Groups of options that may be set.
const GROUPS: [&str; 3] = ["optimize", "codegen", "wasm"];

/// Options inside those groups that wassay decides itself.
const OURS: [(&str, &str); 10] = [
    (
        "codegen.cache",
        "compiled code is kept sealed in wassay's own cache",
    ),
    (
        "codegen.cranelift",
        "raw compiler flags can make unsound code",
    ),
    ("optimize.pooling", "wassay sizes its own pools"),
    ("wasm.fuel", "`limits.fuel` of a case counts fuel"),
    ("wasm.epoch", "wassay uses epochs for `limits.timeout`"),
    (
        "wasm.timeout",
        "`limits.timeout` of a case is the time limit",
    ),
    (
        "wasm.max-",
        "`limits` of a case bounds memory, tables and instances",
    ),
    ("wasm.unknown-", "an import that is not met is a finding"),
    ("wasm.concurrency-support", "components of WASI 0.3 need it"),
    (
        "wasm.trap-on-grow-failure",
        "guests see what the specification says",
    ),
];

/// Which code an engine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flavour {
    /// Whether it counts fuel.
    pub(super) fuel: Fuel,
    /// Whether components may have several tasks.
    pub(super) tasks: Tasks,
}

/// Whether components may have several tasks at once, as WASI 0.3 asks for.
///
/// A component that needs no tasks behaves the same without them, and costs a third less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Tasks {
    /// One call after the other: core modules and commands of WASI 0.2.
    Single,
    /// Everything that wasmtime has.
    Many,
}

/// What an engine is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Compiles and checks; runs nothing.
    Compile,
    /// Runs programs that fit a small pool.
    Pooled,
    /// Runs all others.
    OnDemand,
}

/// Whether code counts fuel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fuel {
    /// It does not.
    Ignored,
    /// It does, at some cost.
    Counted,
}

impl Flavour {
    /// What wasmtime is when nothing is asked for: the measure of what an engine takes and has.
    const WHOLE: Self = Self {
        fuel: Fuel::Ignored,
        tasks: Tasks::Many,
    };
}

/// Whether wasmtime takes the options of an engine.
///
/// # Errors
/// The first option that it does not take, or all of them together where no single one is to blame.
pub fn check(spec: &EngineSpec) -> Result<(), OptionFault> {
    let fault = |error: wasmtime::Error| OptionFault {
        key: None,
        message: format!("{error:#}"),
    };
    let config = config(spec, Role::Compile, Flavour::WHOLE)?;
    Engine::new(&config).map_err(fault)?;
    Ok(())
}

/// Makes an engine for a role.
pub(super) fn engine(
    spec: &EngineSpec,
    role: Role,
    flavour: Flavour,
) -> Result<Engine, EngineError> {
    let options = |message: String| EngineError::Options {
        engine: spec.name.clone(),
        message,
    };
    let config = config(spec, role, flavour).map_err(|fault| options(fault.message))?;
    Engine::new(&config).map_err(|error| options(format!("{error:#}")))
}

fn config(spec: &EngineSpec, role: Role, flavour: Flavour) -> Result<Config, OptionFault> {
    let mut options = options(spec)?;
    let mut config = options.config(Some(false)).map_err(|error| OptionFault {
        key: None,
        message: format!("{error:#}"),
    })?;
    config.epoch_interruption(true);
    config.consume_fuel(flavour.fuel == Fuel::Counted);
    // Their default asks the environment, and endings would differ between two machines.
    config.wasm_backtrace_details(WasmBacktraceDetails::Disable);
    config.wasm_backtrace_max_frames(NonZeroUsize::new(FRAMES));
    if options.codegen.native_unwind_info.is_none() {
        // Nobody walks guest frames from outside, and registering them costs time for every program.
        config.native_unwind_info(false);
    }
    if flavour.tasks == Tasks::Single {
        config.wasm_component_model_async(false);
        config.concurrency_support(false);
    }
    match role {
        Role::Compile | Role::OnDemand => {
            config.allocation_strategy(InstanceAllocationStrategy::OnDemand);
        }
        Role::Pooled => {
            config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool()));
        }
    }
    Ok(config)
}

/// Frames kept of a backtrace.
pub(super) const FRAMES: usize = 5;

/// Most linear memories (and GC heaps) of one pooled program.
const POOL_MEMORIES: u32 = 6;
/// Most tables of one pooled program.
const POOL_TABLES: u32 = 16;
/// Most elements of one pooled table.
pub(super) const POOL_ELEMENTS: usize = 1_000_000;
/// Most bytes of one pooled linear memory.
pub(super) const POOL_MEMORY: u64 = 4 << 30;
/// Most core instances of one pooled program.
const POOL_INSTANCES: u32 = 48;

/// A pool for one store at a time: a worker runs one trial after the other.
///
/// What stays resident makes a trial free of system calls, which do not scale over threads. A guest that grows beyond a
/// slot would see a failure that on-demand memory does not give, so slots are as large as a 32-bit memory can become.
fn pool() -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(4)
        .total_core_instances(POOL_INSTANCES)
        .max_core_instances_per_component(POOL_INSTANCES)
        .total_memories(POOL_MEMORIES)
        .max_memories_per_module(POOL_MEMORIES)
        .max_memories_per_component(POOL_MEMORIES)
        .total_tables(POOL_TABLES)
        .max_tables_per_module(POOL_TABLES)
        .max_tables_per_component(POOL_TABLES)
        .table_elements(POOL_ELEMENTS)
        .total_stacks(POOL_STACKS)
        .total_gc_heaps(2)
        .max_core_instance_size(4 << 20)
        .max_component_instance_size(8 << 20)
        .linear_memory_keep_resident(1 << 20)
        .table_keep_resident(64 << 10);
    pool
}

/// Most stacks of one pooled program: every task of a component has one.
const POOL_STACKS: u32 = 64;

/// wasmtime's own options of an engine.
fn options(spec: &EngineSpec) -> Result<CommonOptions, OptionFault> {
    let EngineKind::Embedded { strategy, options } = &spec.kind;
    let mut groups = toml::Table::new();
    for (key, value) in options {
        let fault = |message: String| OptionFault {
            key: Some(key.clone()),
            message,
        };
        let (group, name) = key.split_once('.').unwrap_or((key, ""));
        if !GROUPS.contains(&group) || name.is_empty() {
            return Err(fault(format!(
                "`{key}` is not an option of `optimize`, `codegen` or `wasm`"
            )));
        }
        if let Some((_, why)) = OURS.iter().find(|(own, _)| key.starts_with(own)) {
            return Err(fault(format!("`{key}` cannot be set: {why}")));
        }
        let value = parse_value(value).map_err(fault)?;
        let mut alone = toml::Table::new();
        insert(&mut alone, group, name, value.clone());
        CommonOptions::deserialize(alone).map_err(|error| fault(error.message().to_owned()))?;
        insert(&mut groups, group, name, value);
    }
    let mut options = CommonOptions::deserialize(groups).map_err(|error| OptionFault {
        key: None,
        message: error.message().to_owned(),
    })?;
    match strategy {
        Strategy::Cranelift => {}
        Strategy::Winch => options.codegen.compiler = Some(wasmtime::Strategy::Winch),
        Strategy::Pulley => options.target = Some("pulley64".to_owned()),
    }
    Ok(options)
}

/// A value by itself, so that no text of a manifest can reach beyond its key.
fn parse_value(text: &str) -> Result<toml::Value, String> {
    let mut table: toml::Table =
        toml::from_str(&format!("value = {text}")).map_err(|error| error.message().to_owned())?;
    match (table.remove("value"), table.is_empty()) {
        (Some(value), true) => Ok(value),
        _ => Err(format!("`{}` is not one value", text.escape_debug())),
    }
}

fn insert(groups: &mut toml::Table, group: &str, name: &str, value: toml::Value) {
    let group = groups
        .entry(group)
        .or_insert_with(|| toml::Value::Table(toml::Table::new()));
    if let toml::Value::Table(group) = group {
        group.insert(name.to_owned(), value);
    }
}
