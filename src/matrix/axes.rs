//! The axes of a project made into cells: which release on which engine.

use crate::model::case::Project;
use crate::model::engine::DEFAULT;
use crate::model::engine::EngineSpec;
use crate::model::runtime::Runtime;
use crate::model::runtime::Status;
use crate::model::version::Comparison;
use crate::model::version::Version;
use crate::model::version::VersionRange;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the command line makes of the axes.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    /// Releases to which a run is narrowed (`--runtime`); several of one runtime are joined. A runtime that is not
    /// named keeps all its releases.
    pub runtimes: Vec<(String, VersionRange)>,
    /// Engines that take the place of those of every matrix (`--engine`).
    pub engines: Option<Vec<String>>,
}

impl Narrow {
    /// Whether a release is left in the run.
    fn keeps(&self, runtime: &Runtime) -> bool {
        let mut named = false;
        for (name, range) in &self.runtimes {
            if *name == runtime.key.name {
                if range.holds(&runtime.key.version, &runtime.tags) {
                    return true;
                }
                named = true;
            }
        }
        !named
    }
}

/// One release on one engine.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// The release; nothing for a command.
    pub(super) release: Option<Release>,
    /// The engine.
    pub(super) engine: Engine,
}

/// A release as trials name it.
#[derive(Clone, Debug)]
pub(super) struct Release {
    /// Name of the runtime.
    pub(super) name: Arc<str>,
    /// The pin.
    pub(super) runtime: Arc<Runtime>,
    /// Why it must not be asked.
    pub(super) barred: Option<Arc<str>>,
}

/// An engine as trials name it.
#[derive(Clone, Debug)]
pub(super) struct Engine {
    /// Its name, shared by all trials.
    pub(super) name: Arc<str>,
    /// Its configuration.
    pub(super) spec: Arc<EngineSpec>,
}

/// The cells of one runtime in one project (or of its commands).
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// As the manifests say.
    pub(super) full: Vec<Cell>,
    /// As the command line left them.
    pub(super) run: Vec<Cell>,
}

/// The engines of a tree and what the command line makes of the axes: what is the same for all projects.
pub(super) struct Axes<'a> {
    known: &'a BTreeMap<String, Arc<EngineSpec>>,
    narrow: &'a Narrow,
    default: Arc<str>,
    named: Option<Vec<Engine>>,
}

impl<'a> Axes<'a> {
    /// Resolves the engines that the command line names; unknown ones are told by [`Self::unknown_named`].
    pub(super) fn new(known: &'a BTreeMap<String, Arc<EngineSpec>>, narrow: &'a Narrow) -> Self {
        let named = narrow.engines.as_ref().map(|names| {
            let mut engines: Vec<Engine> = Vec::new();
            for name in names {
                let found = known
                    .get(name)
                    .filter(|_| !engines.iter().any(|own| *own.name == **name));
                engines.extend(found.map(|spec| Engine {
                    name: name.as_str().into(),
                    spec: Arc::clone(spec),
                }));
            }
            engines
        });
        Self {
            known,
            narrow,
            default: DEFAULT.into(),
            named,
        }
    }

    /// Names of all engines of the tree.
    pub(super) fn known(&self) -> impl Iterator<Item = &'a str> {
        self.known.keys().map(String::as_str)
    }

    /// What the command line makes of the axes.
    pub(super) fn narrow(&self) -> &'a Narrow {
        self.narrow
    }

    /// Engines that the command line names and the tree does not have.
    pub(super) fn unknown_named(&self) -> impl Iterator<Item = &'a str> {
        let names = self.narrow.engines.iter().flatten();
        names
            .filter(|name| !self.known.contains_key(*name))
            .map(String::as_str)
    }

    /// Engines of a project's matrix, each once, and the places of those in it that the tree does not have.
    pub(super) fn engines(&self, project: &Project) -> (Vec<Engine>, Vec<usize>) {
        let default = std::slice::from_ref(&self.default);
        let written = &project.matrix.engines[..];
        let names = if written.is_empty() { default } else { written };
        let mut engines: Vec<Engine> = Vec::with_capacity(names.len());
        let mut unknown = Vec::new();
        for (index, name) in names.iter().enumerate() {
            match self.known.get(&**name) {
                None => unknown.push(index),
                Some(spec) if !engines.iter().any(|own| own.name == *name) => {
                    engines.push(Engine {
                        name: Arc::clone(name),
                        spec: Arc::clone(spec),
                    });
                }
                Some(_) => {}
            }
        }
        (engines, unknown)
    }

    /// The cells of one runtime of a project, or of its commands.
    pub(super) fn cells(
        &self,
        project: &Project,
        runtime: Option<&Arc<str>>,
        engines: &[Engine],
    ) -> Cells {
        let named = self.named.as_deref().unwrap_or(engines);
        let Some(name) = runtime else {
            return Cells {
                full: engines.iter().map(|engine| cell(None, engine)).collect(),
                run: named.iter().map(|engine| cell(None, engine)).collect(),
            };
        };
        let mut cells = Cells::default();
        for release in releases(project, name) {
            let full = engines.iter().map(|engine| cell(Some(&release), engine));
            cells.full.extend(full);
            if self.narrow.keeps(&release.runtime) {
                let run = named.iter().map(|engine| cell(Some(&release), engine));
                cells.run.extend(run);
            }
        }
        cells
    }
}

fn cell(release: Option<&Release>, engine: &Engine) -> Cell {
    Cell {
        release: release.cloned(),
        engine: engine.clone(),
    }
}

/// The releases that the matrix of a project selects, from old to new.
///
/// Where every pin is yanked and the matrix is silent, all of them are selected and barred: a case must not disappear
/// because its only release was withdrawn.
fn releases(project: &Project, name: &Arc<str>) -> Vec<Release> {
    let mut pins: Vec<&Arc<Runtime>> = pins(project, name).collect();
    pins.sort_by(|a, b| a.key.version.cmp(&b.key.version));
    let ranges = project
        .matrix
        .releases
        .get(&**name)
        .filter(|ranges| !ranges.is_empty());
    let all_yanked = pins.iter().all(|pin| pin.status == Status::Yanked);
    pins.retain(|pin| match ranges {
        Some(ranges) => ranges
            .iter()
            .any(|range| range.holds(&pin.key.version, &pin.tags)),
        None => pin.status != Status::Yanked || all_yanked,
    });
    let exact = |pin: &Runtime| {
        ranges.is_some_and(|ranges| ranges.iter().any(|range| is_exact(range, &pin.key.version)))
    };
    pins.into_iter()
        .map(|pin| Release {
            name: Arc::clone(name),
            runtime: Arc::clone(pin),
            barred: (pin.status == Status::Yanked && !exact(pin))
                .then(|| format!("{} is yanked, and no matrix names it exactly", pin.key).into()),
        })
        .collect()
}

/// The pins of one runtime in a project.
pub(super) fn pins<'a>(
    project: &'a Project,
    name: &'a str,
) -> impl Iterator<Item = &'a Arc<Runtime>> {
    project
        .runtimes
        .iter()
        .filter(move |pin| pin.key.name == name)
}

/// Whether a range names this version and no other.
fn is_exact(range: &VersionRange, version: &Version) -> bool {
    match range {
        VersionRange::Prefix(text) => text == version.as_str(),
        VersionRange::Compare(all) => {
            matches!(&all[..], [(Comparison::Equal, own)] if own == version)
        }
        VersionRange::Span(..) => false,
    }
}
