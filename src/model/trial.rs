//! One cell of the matrix, ready to be selected, scheduled, recorded and reported.

use crate::model::case::Case;
use crate::model::engine::EngineSpec;
use crate::model::expectation::Decided;
use crate::model::id::TrialId;
use crate::model::runtime::Runtime;
use std::sync::Arc;

/// Case x runtime release x engine.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Its id.
    pub id: TrialId,
    /// The case.
    pub case: Arc<Case>,
    /// The release of the runtime, if the case has one.
    pub runtime: Option<Arc<Runtime>>,
    /// The engine.
    pub engine: Arc<EngineSpec>,
    /// The expectation that decides for it, if one holds.
    pub expectation: Option<Arc<Decided>>,
    /// Why it must not be asked although it is in the matrix (a yanked release that is not named exactly).
    pub barred: Option<Arc<str>>,
}

impl Trial {
    /// The release with its tags, as addresses are held against it.
    pub fn release(&self) -> Option<(&str, &crate::model::version::Version)> {
        self.id
            .release
            .as_ref()
            .map(|(name, version)| (&**name, version))
    }

    /// Tags of the release's pin.
    pub fn tags(&self) -> &[String] {
        self.runtime.as_ref().map_or(&[], |runtime| &runtime.tags)
    }
}
