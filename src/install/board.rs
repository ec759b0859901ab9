//! What is there, what is missing, and which runtimes are complete.

use crate::install::address;
use crate::install::asked;
use crate::install::asked::Asked;
use crate::install::fault::InstallError;
use crate::install::plan::InstallPlan;
use crate::install::verified::InstalledRuntime;
use crate::model::event::ArtifactReady;
use crate::model::event::Verified;
use crate::model::program::Home;
use crate::model::program::Program;
use crate::model::program::ProgramFile;
use crate::model::runtime::Artifact;
use crate::model::runtime::Runtime;
use crate::model::runtime::Source;
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes that were proved.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    pub(super) path: PathBuf,
    pub(super) size: u64,
    pub(super) verified: Verified,
}

/// What went wrong at each place that was asked; never empty.
pub(super) type Failures = Vec<Asked>;

/// How far a plan has come.
pub(super) struct Board<'a> {
    plan: &'a InstallPlan,
    settled: Vec<Option<Result<Ready, Failures>>>,
    open: usize,
    /// Of each runtime, how many artifacts are not settled.
    missing: Vec<usize>,
    /// Of each artifact, the runtimes that need it.
    needed_by: Vec<Vec<usize>>,
}

impl<'a> Board<'a> {
    pub(super) fn new(plan: &'a InstallPlan) -> Self {
        let distinct = |units: &[usize]| {
            let mut units = units.to_vec();
            units.sort_unstable();
            units.dedup();
            units
        };
        let mut needed_by = vec![Vec::new(); plan.units.len()];
        for (index, planned) in plan.runtimes.iter().enumerate() {
            for unit in distinct(&planned.units) {
                needed_by[unit].push(index);
            }
        }
        Self {
            plan,
            needed_by,
            settled: plan.units.iter().map(|_| None).collect(),
            open: plan.units.len(),
            missing: plan
                .runtimes
                .iter()
                .map(|planned| distinct(&planned.units).len())
                .collect(),
        }
    }

    /// Whether something is still missing.
    pub(super) fn is_open(&self) -> bool {
        self.open > 0
    }

    /// Artifacts that are not settled.
    pub(super) fn unsettled(&self) -> Vec<usize> {
        (0..self.settled.len())
            .filter(|unit| self.settled[*unit].is_none())
            .collect()
    }

    /// Takes down what became of an artifact; gives the runtimes that nothing is missing of now.
    pub(super) fn settle(&mut self, unit: usize, result: Result<Ready, Failures>) -> Vec<usize> {
        if self.settled[unit].is_some() {
            return Vec::new();
        }
        self.settled[unit] = Some(result);
        self.open -= 1;
        let mut complete = Vec::new();
        for index in &self.needed_by[unit] {
            self.missing[*index] -= 1;
            if self.missing[*index] == 0 {
                complete.push(*index);
            }
        }
        complete
    }

    /// A runtime of which nothing is missing; or what is wrong with the first of its artifacts that is.
    pub(super) fn finish(&self, index: usize) -> Result<InstalledRuntime, Arc<InstallError>> {
        let planned = &self.plan.runtimes[index];
        let runtime = &planned.runtime;
        let mut files = Vec::new();
        let mut artifacts = Vec::new();
        for ((role, pin), unit) in runtime.artifacts().zip(&planned.units) {
            let settled = self.settled[*unit].as_ref();
            let ready = match settled.expect("a runtime is finished when its artifacts are settled")
            {
                Ok(ready) => ready,
                Err(failures) => return Err(Arc::new(failure(runtime, &role, pin, failures))),
            };
            files.push(file(pin, ready));
            artifacts.push(ArtifactReady {
                role,
                filename: pin.filename.clone(),
                digest: pin.digest,
                size: ready.size,
                source: address::without_secrets(&pin.url),
                verified: ready.verified,
            });
        }
        let main = files
            .pop()
            .expect("a runtime has a binary, and it comes last");
        let names = runtime.preloads.iter().map(|(name, _)| name.clone());
        let preloads = names.zip(files).collect();
        let program = Program { main, preloads };
        Ok(InstalledRuntime::new(
            Arc::clone(runtime),
            program,
            artifacts,
        ))
    }
}

fn file(pin: &Artifact, ready: &Ready) -> ProgramFile {
    ProgramFile {
        label: pin.filename.clone(),
        path: ready.path.clone(),
        digest: pin.digest,
        home: match pin.source {
            Source::File(_) => Home::Tree,
            Source::Url(_) | Source::Npm { .. } | Source::Archive { .. } => Home::Cache,
        },
    }
}

/// What went wrong at the source of this very pin, or at another that was asked in its stead.
fn failure(runtime: &Runtime, role: &str, pin: &Artifact, failures: &Failures) -> InstallError {
    asked::error(&label(runtime, role), pin.clone(), failures.clone())
}

/// `ruby 3.4.1`; of a part of it, ``preload `ruby` of ruby 3.4.1``.
pub(super) fn label(runtime: &Runtime, role: &str) -> String {
    match role.strip_prefix("preload ") {
        Some(name) => format!("preload `{name}` of {}", runtime.key),
        None => runtime.key.to_string(),
    }
}
