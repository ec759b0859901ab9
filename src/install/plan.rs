//! What has to be there before trials can run: each artifact once.

use crate::digest::Sha256;
use crate::model::runtime::Artifact;
use crate::model::runtime::Runtime;
use crate::model::runtime::Source;
use std::collections::HashMap;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Runtimes to install, and the artifacts they are made of.
///
/// In the order in which runtimes were named, so that what is needed first is asked for first; how large an artifact
/// is nobody knows before it comes.
#[derive(Clone, Debug, Default)]
pub struct InstallPlan {
    pub(super) runtimes: Vec<Planned>,
    pub(super) units: Vec<Unit>,
}

/// A runtime and its artifacts in the order in which they are linked.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) runtime: Arc<Runtime>,
    /// Indices of units, in the order of [`Runtime::artifacts`].
    pub(super) units: Vec<usize>,
}

/// Bytes that have to be there.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) digest: Sha256,
    /// Whose they are, for people.
    pub(super) label: String,
    pub(super) supply: Supply,
}

/// Where they are to be had.
#[derive(Clone, Debug)]
pub(super) enum Supply {
    /// A file of the tree, used where it lies.
    Tree { path: PathBuf, pin: Artifact },
    /// Places from which they come into the cache, any of which will do; never empty. Most are on the network; archives
    /// of the tree, which need none, come first.
    Network(Vec<Artifact>),
}

impl Unit {
    /// The pins that ask for it.
    pub(super) fn pins(&self) -> &[Artifact] {
        match &self.supply {
            Supply::Tree { pin, .. } => std::slice::from_ref(pin),
            Supply::Network(pins) => pins,
        }
    }

    /// The pins that may be tried, in their order; without the network those that lie in the tree.
    pub(super) fn sources(&self, offline: bool) -> &[Artifact] {
        let pins = self.pins();
        if !offline {
            return pins;
        }
        let local = pins.iter().take_while(|pin| pin.source.file().is_some());
        &pins[..local.count()]
    }
}

/// Plans the installation of runtimes; one that is named several times is planned once.
pub fn plan<'a>(runtimes: impl IntoIterator<Item = &'a Arc<Runtime>>) -> InstallPlan {
    let mut plan = InstallPlan::default();
    let mut seen = HashSet::new();
    let mut index: HashMap<(Sha256, Option<PathBuf>), usize> = HashMap::new();
    for runtime in runtimes {
        if !seen.insert(Arc::as_ptr(runtime)) {
            continue;
        }
        let units = runtime.artifacts().map(|(_, artifact)| {
            let path = match &artifact.source {
                Source::File(path) => Some(path.clone()),
                Source::Url(_) | Source::Npm { .. } | Source::Archive { .. } => None,
            };
            let known = index.entry((artifact.digest, path.clone()));
            let at = *known.or_insert_with(|| {
                plan.units.push(unit(runtime, artifact, path));
                plan.units.len() - 1
            });
            add_source(&mut plan.units[at], artifact);
            at
        });
        let units = units.collect();
        plan.runtimes.push(Planned {
            runtime: Arc::clone(runtime),
            units,
        });
    }
    plan
}

impl InstallPlan {
    /// The runtimes.
    pub fn runtimes(&self) -> impl ExactSizeIterator<Item = &Arc<Runtime>> {
        self.runtimes.iter().map(|planned| &planned.runtime)
    }

    /// How many different artifacts they are made of.
    pub fn artifacts(&self) -> usize {
        self.units.len()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.runtimes.is_empty()
    }
}

fn unit(runtime: &Runtime, pin: &Artifact, path: Option<PathBuf>) -> Unit {
    Unit {
        digest: pin.digest,
        label: runtime.key.to_string(),
        supply: match path {
            Some(path) => Supply::Tree {
                path,
                pin: pin.clone(),
            },
            None => Supply::Network(Vec::new()),
        },
    }
}

fn add_source(unit: &mut Unit, pin: &Artifact) {
    match &mut unit.supply {
        Supply::Tree { .. } => {}
        Supply::Network(pins) => {
            if pins.iter().all(|known| known.source != pin.source) {
                let is_local = |pin: &Artifact| pin.source.file().is_some();
                let at = if is_local(pin) {
                    pins.partition_point(is_local)
                } else {
                    pins.len()
                };
                pins.insert(at, pin.clone());
            }
        }
    }
}
