//! Engines for scripts: one for each set of features.
//!
//! They compile and run, with plain allocation, and are shared by all scripts that ask for the same: an engine costs as
//! much as a small script. What a guest may do and when it stops is a matter of its store alone.

use super::super::code;
use super::super::code::Key;
use super::super::config;
use super::super::config::Flavour;
use super::super::config::Fuel;
use super::super::config::Role;
use super::super::config::Tasks;
use super::guest::lock;
use super::header::Wants;
use crate::engine::EngineError;
use crate::model::engine::EngineKind;
use crate::model::engine::EngineSpec;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use wasmtime::Engine;

/// An engine for scripts.
pub(super) struct Bench {
    /// It.
    pub(super) engine: Engine,
    /// Digest of everything that changes code.
    pub(super) key: Key,
}

/// What an engine does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lack {
    /// Its name; nothing where the features do not go together.
    pub(super) feature: Option<String>,
    /// What the engine says.
    pub(super) words: String,
}

type Features = Vec<(String, bool)>;
type Made = Result<Arc<Bench>, Lack>;

/// All engines for scripts of one configuration.
#[derive(Default)]
pub(in super::super) struct Benches(Mutex<HashMap<(Fuel, Features, Features), Made>>);

impl Benches {
    /// Finds or makes the engine for what a script wants.
    pub(super) fn bench(&self, spec: &EngineSpec, wants: &Wants, fuel: Fuel) -> Made {
        let key = (fuel, wants.declared.clone(), wants.inferred.clone());
        let mut benches = lock(&self.0);
        let made = benches
            .entry(key)
            .or_insert_with(|| make(spec, wants, fuel));
        made.clone()
    }
}

fn make(spec: &EngineSpec, wants: &Wants, fuel: Fuel) -> Made {
    let try_with = |features: &[(String, bool)]| engine(spec, features, fuel);
    let all: Features = wants
        .inferred
        .iter()
        .chain(&wants.declared)
        .cloned()
        .collect();
    let engine = if let Ok(engine) = try_with(&all) {
        engine
    } else {
        // Features that only the folder asks for are taken as far as they are there.
        let mut features = wants.declared.clone();
        let mut engine = try_with(&features).map_err(|error| lack(spec, wants, fuel, &error))?;
        for feature in &wants.inferred {
            features.push(feature.clone());
            match try_with(&features) {
                Ok(more) => engine = more,
                Err(_) => drop(features.pop()),
            }
        }
        engine
    };
    Ok(Arc::new(Bench {
        key: code::engine_key(&engine),
        engine,
    }))
}

/// Which of the declared features is to blame.
fn lack(spec: &EngineSpec, wants: &Wants, fuel: Fuel, error: &EngineError) -> Lack {
    let blamed = wants.declared.iter().find_map(|(name, value)| {
        let alone = [(name.clone(), *value)];
        let error = engine(spec, &alone, fuel).err()?;
        Some((name.clone(), words(&error)))
    });
    match blamed {
        Some((feature, words)) => Lack {
            feature: Some(feature),
            words,
        },
        None => Lack {
            feature: None,
            words: words(error),
        },
    }
}

fn words(error: &EngineError) -> String {
    match error {
        EngineError::Options { message, .. } => message.clone(),
        other => other.to_string(),
    }
}

/// An engine with more or fewer features than its options say.
fn engine(
    spec: &EngineSpec,
    features: &[(String, bool)],
    fuel: Fuel,
) -> Result<Engine, EngineError> {
    let mut spec = spec.clone();
    let EngineKind::Embedded { options, .. } = &mut spec.kind;
    options
        .entry("wasm.shared-memory".to_owned())
        .or_insert_with(|| "true".to_owned());
    for (name, value) in features {
        options.insert(format!("wasm.{name}"), value.to_string());
    }
    let flavour = Flavour {
        fuel,
        tasks: Tasks::Many,
    };
    config::engine(&spec, Role::OnDemand, flavour)
}
