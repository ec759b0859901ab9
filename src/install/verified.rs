//! A runtime whose bytes were proved.

use crate::model::event::ArtifactReady;
use crate::model::event::RuntimeReady;
use crate::model::program::Program;
use crate::model::runtime::Runtime;
use std::sync::Arc;

/// A runtime that is installed. Only this module's parent makes one, after every artifact was found to match its pin.
#[derive(Clone, Debug)]
pub struct InstalledRuntime {
    runtime: Arc<Runtime>,
    program: Program,
    artifacts: Vec<ArtifactReady>,
}

impl InstalledRuntime {
    pub(super) fn new(
        runtime: Arc<Runtime>,
        program: Program,
        artifacts: Vec<ArtifactReady>,
    ) -> Self {
        Self {
            runtime,
            program,
            artifacts,
        }
    }

    /// What was pinned.
    pub fn runtime(&self) -> &Arc<Runtime> {
        &self.runtime
    }

    /// What an engine runs: the binary, and the preloads before it.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What it is made of, in the order in which it is linked.
    pub fn artifacts(&self) -> &[ArtifactReady] {
        &self.artifacts
    }

    /// The fact that it is installed.
    pub fn to_event(&self) -> RuntimeReady {
        RuntimeReady {
            runtime: self.runtime.key.name.clone(),
            version: self.runtime.key.version.to_string(),
            status: self.runtime.status,
            artifacts: self.artifacts.clone(),
        }
    }
}
