//! What an engine says of itself: asked of wasmtime, never of our own options.

use super::WASMTIME;
use super::compile::Workshop;
use crate::digest::Sha256;
use crate::model::engine::EngineSpec;
use crate::model::engine::Identity;
use std::collections::BTreeMap;
use wasmtime::Collector;
use wasmtime::Strategy;
use wasmtime_cli_flags::CommonOptions;

/// The identity of an engine.
pub(super) fn identity(spec: &EngineSpec, shop: &Workshop) -> Identity {
    let engine = shop.engine();
    let mut reported = CommonOptions::from_engine(engine);
    // "Auto" has no name among their options, and printing it panics.
    if reported.codegen.compiler == Some(Strategy::Auto) {
        reported.codegen.compiler = Some(Strategy::Cranelift);
    }
    if reported.codegen.collector == Some(Collector::Auto) {
        reported.codegen.collector = Some(Collector::Copying);
    }
    let mut options = flatten(&reported);
    if let Some(target) = engine.get_target() {
        options.insert("target".to_owned(), target);
    }
    let mut features: Vec<String> = engine
        .get_wasm_features()
        .iter_names()
        .map(|(name, _)| name.to_lowercase().replace('_', "-"))
        .collect();
    features.sort();
    let mut text = format!("wasmtime {WASMTIME}\n");
    for (name, value) in &options {
        text.push_str(&format!("{name} = {value}\n"));
    }
    for feature in &features {
        text.push_str(&format!("{feature}\n"));
    }
    for byte in shop.key() {
        text.push_str(&format!("{byte:02x}"));
    }
    Identity {
        engine: spec.name.clone(),
        kind: "embedded".to_owned(),
        program: "wasmtime".to_owned(),
        version: WASMTIME.to_owned(),
        identity: format!("{:?}", Sha256::of(text.as_bytes())),
        options,
        features,
    }
}

/// Options in force by dotted name. Pools are of the workers' engines, and sized there.
fn flatten(options: &CommonOptions) -> BTreeMap<String, String> {
    let mut flat = BTreeMap::new();
    let Ok(toml::Value::Table(groups)) = toml::Value::try_from(options) else {
        return flat;
    };
    for (group, values) in groups {
        let toml::Value::Table(values) = values else {
            continue;
        };
        if !["optimize", "codegen", "wasm"].contains(&&*group) {
            continue;
        }
        for (name, value) in values {
            let shown = match value {
                toml::Value::String(text) => text,
                toml::Value::Array(all) if all.is_empty() => continue,
                other => other.to_string(),
            };
            if !name.starts_with("pooling-") {
                flat.insert(format!("{group}.{name}"), shown);
            }
        }
    }
    flat
}
