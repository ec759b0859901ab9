//! The engine of a trial: what it is, in what it departs from plain wasmtime, and all it reports of itself.

use crate::cli::explain::page::Page;
use crate::engine::embedded;
use crate::model::engine::EngineKind;
use crate::model::engine::EngineSpec;
use crate::model::engine::Identity;
use crate::model::trial::Trial;
use std::collections::BTreeMap;

/// How much is said of an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Options that a person set, and what follows from them.
    Departures,
    /// Everything that it reports of itself.
    Everything,
}

/// Columns of a row of features.
const WIDTH: usize = 76;

/// The engine and its options.
pub(super) fn engine(page: &mut Page, trial: &Trial, detail: Detail) {
    let spec = &*trial.engine;
    let Some(identity) = identity(spec) else {
        page.row("engine", &spec.name, "cannot be used");
        return;
    };
    let Identity {
        engine,
        program,
        version,
        ..
    } = &identity;
    let value = format!("{engine}: {program} {version}, {}", compiler(&identity));
    page.row("engine", &value, spec.at.as_deref().unwrap_or("built in"));
    // What it has in common with the engine that everybody knows would hide what it has not.
    let plain = plain(spec);
    let departs = |name, value| {
        let plain = plain.as_ref();
        plain.is_some_and(|plain| plain.options.get(name) != Some(value))
    };
    for (name, value) in &identity.options {
        let said = spec.spans.get(name);
        if detail == Detail::Departures && said.is_none() && !departs(name, value) {
            continue;
        }
        let origin = said.map_or_else(
            || "as the engine reports".to_owned(),
            |span| span.place().to_string(),
        );
        page.row("", &format!("{name} = {value}"), &origin);
    }
    if detail == Detail::Everything {
        for (index, row) in rows(&identity.features).iter().enumerate() {
            page.row(if index == 0 { "  features" } else { "" }, row, "");
        }
        page.row("  identity", &identity.identity, "");
    }
}

/// What wasmtime with the same compiler reports when nobody set an option. Nothing where nobody did.
fn plain(spec: &EngineSpec) -> Option<Identity> {
    let EngineKind::Embedded { strategy, options } = &spec.kind;
    if options.is_empty() {
        return None;
    }
    identity(&EngineSpec {
        name: spec.name.clone(),
        kind: EngineKind::Embedded {
            strategy: *strategy,
            options: BTreeMap::new(),
        },
        at: None,
        spans: BTreeMap::new(),
    })
}

/// Words in rows that fit a terminal.
fn rows(words: &[String]) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if row.len() + word.len() + 2 <= WIDTH => {
                row.push_str(", ");
                row.push_str(word);
            }
            _ => rows.push(word.clone()),
        }
    }
    rows
}

/// What makes code, as the engine itself reports it.
fn compiler(identity: &Identity) -> &str {
    let reported = |name: &str| identity.options.get(name).map_or("", String::as_str);
    if reported("target").starts_with("pulley") {
        return "Pulley";
    }
    match reported("codegen.compiler") {
        "cranelift" => "Cranelift",
        "winch" => "Winch",
        other => other,
    }
}

fn identity(engine: &EngineSpec) -> Option<Identity> {
    embedded::open(engine, embedded::Options::default())
        .ok()
        .map(|engine| engine.identity().clone())
}
