//! `[engines.<name>]`: configurations of the embedded wasmtime.
//!
//! A pull request may bring any manifest, so only options that change how code is made and which proposals are on
//! are allowed. What would reach the host, loosen a limit or fight with how trials are run is refused by name.
//! Whether wasmtime accepts a value is for the engine to say; it finds the place of each in `EngineSpec::spans`.

use crate::manifest::NAME_LABEL;
use crate::manifest::item::Item;
use crate::manifest::source::Marked;
use crate::manifest::walker::Table;
use crate::model::engine::EngineKind;
use crate::model::engine::EngineSpec;
use crate::model::engine::Strategy;
use crate::model::id::RESERVED_AXES;
use crate::model::id::is_name;
use crate::wording::closest;
use crate::wording::visible;
use std::collections::BTreeMap;

/// Engines that exist unasked.
pub(crate) const BUILT_IN: [(&str, Strategy); 3] = [
    ("default", Strategy::Cranelift),
    ("winch", Strategy::Winch),
    ("pulley", Strategy::Pulley),
];

/// Presets of later versions.
pub(crate) const PRESETS: [&str; 7] = [
    "wasmtime",
    "wasmer",
    "wazero",
    "iwasm",
    "wasmedge",
    "jco",
    "node-wasi",
];

const GROUPS: [&str; 3] = ["optimize", "codegen", "wasm"];
const REFUSED_GROUPS: [&str; 3] = ["wasi", "debug", "record"];
const EXTERNAL_KEYS: [&str; 7] = [
    "preset", "command", "program", "binary", "version", "provides", "jobs",
];

const OPTIMIZE: &[&str] = &[
    "opt-level",
    "regalloc-algorithm",
    "memory-may-move",
    "memory-reservation",
    "memory-reservation-for-growth",
    "memory-guard-size",
    "gc-heap-may-move",
    "gc-heap-reservation",
    "gc-heap-reservation-for-growth",
    "gc-heap-guard-size",
    "gc-heap-initial-size",
    "guard-before-linear-memory",
    "table-lazy-init",
    "memory-init-cow",
    "memory-guaranteed-dense-image-size",
    "signals-based-traps",
];

const CODEGEN: &[&str] = &[
    "compiler",
    "collector",
    "cranelift-debug-verifier",
    "native-unwind-info",
    "inlining",
    "metadata-for-internal-asserts",
    "metadata-for-gc-heap-corruption",
];

const WASM: &[&str] = &[
    "nan-canonicalization",
    "max-wasm-stack",
    "all-proposals",
    "bulk-memory",
    "multi-memory",
    "multi-value",
    "reference-types",
    "simd",
    "relaxed-simd",
    "relaxed-simd-deterministic",
    "tail-call",
    "threads",
    "shared-everything-threads",
    "memory64",
    "component-model",
    "component-model-async",
    "component-model-more-async-builtins",
    "component-model-async-stackful",
    "component-model-threading",
    "component-model-error-context",
    "component-model-gc",
    "component-model-map",
    "component-model-memory64",
    "component-model-fixed-length-lists",
    "component-model-implements",
    "function-references",
    "stack-switching",
    "gc",
    "gc-support",
    "custom-page-sizes",
    "wide-arithmetic",
    "branch-hinting",
    "extended-const",
    "exceptions",
];

/// Options that wasmtime has and a manifest may not set, with what to do instead.
const REFUSED: &[(&str, &str)] = &[
    ("wasm.fuel", "set `limits.fuel` of the cases"),
    ("wasm.timeout", "set `limits.timeout` of the cases"),
    ("wasm.max-memory-size", "set `limits.memory` of the cases"),
    (
        "wasm.max-table-elements",
        "set `limits.tables` of the cases",
    ),
    ("wasm.max-instances", "set `limits.instances` of the cases"),
    ("wasm.max-tables", "set `limits.tables` of the cases"),
    ("wasm.max-memories", "set `limits.memory` of the cases"),
    (
        "wasm.trap-on-grow-failure",
        "growth beyond a limit ends a trial as out of memory",
    ),
    (
        "wasm.epoch-interruption",
        "time limits are set by `limits.timeout`",
    ),
    ("wasm.async-stack-size", "it follows `max-wasm-stack`"),
    (
        "wasm.async-stack-zeroing",
        "it does not change what a guest does",
    ),
    ("wasm.unknown-exports-allow", "a program is run as it is"),
    (
        "wasm.unknown-imports-trap",
        "an import that is not met breaks the trial",
    ),
    (
        "wasm.unknown-imports-default",
        "an import that is not met breaks the trial",
    ),
    ("wasm.wmemcheck", "it is not built in"),
    (
        "wasm.shared-memory",
        "shared memories escape the memory limit",
    ),
    ("wasm.concurrency-support", "components of WASI 0.3 need it"),
    ("codegen.cache", "compiled code has a cache of its own"),
    (
        "codegen.cache-config",
        "compiled code has a cache of its own",
    ),
    (
        "codegen.parallel-compilation",
        "`-j` says how many threads compile",
    ),
    ("optimize.gc-zeal-alloc-counter", "for fuzzing only"),
];

/// Reads `[engines]`.
pub(crate) fn read(table: &Table<'_>) -> Vec<Marked<EngineSpec>> {
    let mut engines = Vec::new();
    for item in table.items() {
        if RESERVED_AXES.contains(&item.key) {
            let message = format!("`{}` cannot name an engine", item.key);
            item.key_fault(
                "reserved-name",
                message,
                "it means something else where axes are named",
            );
            continue;
        }
        if !is_name(item.key) {
            let message = format!("`{}` is not a name", visible(item.key));
            item.key_fault("bad-name", message, NAME_LABEL);
            continue;
        }
        if let Some(value) = item.table().map(|table| read_engine(&item, &table)) {
            let at = item.key_mark();
            engines.push(Marked { value, at });
        }
    }
    engines
}

fn read_engine(item: &Item<'_>, table: &Table<'_>) -> EngineSpec {
    let known: Vec<&'static str> = GROUPS.into_iter().chain(REFUSED_GROUPS).collect();
    table.check(&known, &EXTERNAL_KEYS);
    for group in REFUSED_GROUPS {
        if let Some(item) = table.get(group) {
            let message = format!("engine options `{group}` are refused");
            item.key_fault(
                "forbidden-option",
                message,
                "only optimize, codegen and wasm",
            );
        }
    }
    let mut options = BTreeMap::new();
    let mut spans = BTreeMap::new();
    for (group, allowed) in GROUPS.into_iter().zip([OPTIMIZE, CODEGEN, WASM]) {
        let fields = table.get(group).and_then(|item| item.table());
        for option in fields.map(|fields| fields.items()).unwrap_or_default() {
            let name = format!("{group}.{}", option.key);
            if !is_allowed(&option, &name, allowed) {
                continue;
            }
            if option.value().is_array() || option.value().is_table() {
                option.wrong_type("a string, a number, true or false");
                continue;
            }
            spans.insert(name.clone(), option.mark().span());
            options.insert(name, option.raw().to_owned());
        }
    }
    let built_in = BUILT_IN.iter().find(|(name, _)| *name == item.key);
    let strategy = match options
        .get("codegen.compiler")
        .map(|raw| raw.trim_matches(['"', '\'']))
    {
        Some("winch") => Strategy::Winch,
        Some("cranelift") => Strategy::Cranelift,
        _ => built_in.map_or(Strategy::Cranelift, |(_, strategy)| *strategy),
    };
    let place = item.key_mark().shown();
    EngineSpec {
        name: item.key.to_owned(),
        kind: EngineKind::Embedded { strategy, options },
        at: Some(place),
        spans,
    }
}

fn is_allowed(option: &Item<'_>, name: &str, allowed: &'static [&'static str]) -> bool {
    if allowed.contains(&option.key) {
        return true;
    }
    let refusal = match REFUSED.iter().find(|(own, _)| *own == name) {
        Some((_, why)) => Some(*why),
        None if name.starts_with("codegen.cranelift-") => {
            Some("raw flags of the compiler are unsafe")
        }
        None if name.starts_with("optimize.pooling-") => {
            Some("how instances are pooled is not a matter of a manifest")
        }
        None => None,
    };
    if let Some(why) = refusal {
        let message = format!("engine option `{}` is refused", visible(name));
        option.key_fault("forbidden-option", message, why);
        return false;
    }
    let label = closest(option.key, allowed.iter().copied()).map_or_else(
        || "not on the list of options that a manifest may set".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("unknown engine option `{}`", visible(name));
    option.key_fault("unknown-key", message, label);
    false
}
