//! Which programs a run needs, and which trials wait for each.
//!
//! A program is made ready once for each engine and need (fuel changes code); all trials of it then run. The files of
//! commands are hashed here, once and in parallel; a runtime's files are vouched for by the installer.

use crate::digest::Sha256;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::engine::Needs;
use crate::model::program::Home;
use crate::model::program::Program;
use crate::model::program::ProgramFile;
use crate::model::runtime::Runtime;
use crate::model::trial::Trial;
use rayon::iter::IntoParallelIterator as _;
use rayon::iter::ParallelIterator as _;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// A program on an engine, and who waits for it.
pub(crate) struct Wanted {
    /// Index of the engine.
    pub(crate) engine: usize,
    /// What its code must be able to do.
    pub(crate) needs: Needs,
    /// Where its files come from.
    pub(crate) origin: Origin,
    /// For people: `python 3.12.0`, `args.wat (winch)`.
    pub(crate) label: String,
    /// Indexes of the trials that wait for it.
    pub(crate) trials: Vec<usize>,
}

/// Where the files of a program come from.
#[derive(Clone)]
pub(crate) enum Origin {
    /// A file of the tree.
    File(PathBuf, String),
    /// A pinned runtime, once it is installed.
    Runtime(Arc<Runtime>),
}

/// Groups trials by the program they run. The result is in the order of the trials that need them first.
pub(crate) fn wanted(
    trials: &[Trial],
    to_run: impl IntoIterator<Item = usize>,
    engine_of: impl Fn(&Trial) -> usize,
) -> Vec<Wanted> {
    let mut found: Vec<Wanted> = Vec::new();
    // Neighbouring trials mostly share the program: looking at the last one first saves a hash.
    let mut by_key: HashMap<(usize, Needs, PathBuf, *const Runtime), usize> = HashMap::new();
    for index in to_run {
        let trial = &trials[index];
        let engine = engine_of(trial);
        let needs = Needs {
            fuel: trial.case.settings.limits.fuel.is_some(),
            entry: trial.case.kind.entry(),
        };
        if let Some(last) = found.last_mut()
            && last.engine == engine
            && last.needs == needs
            && last.origin.is_of(trial)
        {
            last.trials.push(index);
            continue;
        }
        let key = match &trial.runtime {
            Some(runtime) => (engine, needs, PathBuf::new(), Arc::as_ptr(runtime)),
            None => (engine, needs, trial.case.file.clone(), std::ptr::null()),
        };
        let place = *by_key.entry(key).or_insert_with(|| {
            let origin = Origin::of(trial);
            let label = origin.label(&trial.id.engine);
            found.push(Wanted {
                engine,
                needs,
                origin,
                label,
                trials: Vec::new(),
            });
            found.len() - 1
        });
        found[place].trials.push(index);
    }
    found
}

impl Origin {
    fn of(trial: &Trial) -> Self {
        match &trial.runtime {
            Some(runtime) => Self::Runtime(runtime.clone()),
            None => Self::File(trial.case.file.clone(), trial.case.label.clone()),
        }
    }

    fn is_of(&self, trial: &Trial) -> bool {
        match (self, &trial.runtime) {
            (Self::Runtime(own), Some(its)) => Arc::ptr_eq(own, its),
            (Self::File(own, _), None) => *own == trial.case.file,
            _ => false,
        }
    }

    fn label(&self, engine: &str) -> String {
        let name = match self {
            Self::File(_, label) => label.clone(),
            Self::Runtime(runtime) => runtime.key.to_string(),
        };
        if engine == crate::model::engine::DEFAULT {
            name
        } else {
            format!("{name} ({engine})")
        }
    }
}

/// Digests of files of the tree, by path.
pub(crate) type Digests = HashMap<PathBuf, Result<Sha256, Cause>>;

/// Hashes every file of the tree that trials run: programs of commands, sources of scripts.
pub(crate) fn digests(trials: &[Trial]) -> Digests {
    let mut paths: Vec<&Path> = trials
        .iter()
        .map(|trial| trial.case.file.as_path())
        .collect();
    paths.dedup();
    paths.sort_unstable();
    paths.dedup();
    let hashed = |path: &Path| (path.to_owned(), digest(path));
    if paths.len() < FEW {
        return paths.into_iter().map(hashed).collect();
    }
    paths.into_par_iter().map(hashed).collect()
}

/// Starting the threads of a pool costs more than hashing so few files.
const FEW: usize = 16;

fn digest(path: &Path) -> Result<Sha256, Cause> {
    let bytes = fs::read(path).map_err(|error| {
        let message = format!("cannot read `{}`", path.display());
        let mut cause = Cause::new(Stage::Stage, "unreadable", message);
        cause.chain.push(error.to_string());
        cause.hint("the file was there when the tree was read; is something else writing to it?")
    })?;
    Ok(Sha256::of(&bytes))
}

/// The program of a file of the tree.
pub(crate) fn of_file(path: &Path, label: &str, digests: &Digests) -> Result<Program, Cause> {
    let digest = digests
        .get(path)
        .expect("every file that a trial runs was hashed")
        .clone()?;
    let main = ProgramFile {
        label: label.to_owned(),
        path: path.to_owned(),
        digest,
        home: Home::Tree,
    };
    Ok(Program {
        main,
        preloads: Vec::new(),
    })
}

/// Runtimes that the trials need, each once, in the order in which they are needed first.
pub(crate) fn runtimes(wanted: &[Wanted]) -> Vec<Arc<Runtime>> {
    let mut found: Vec<Arc<Runtime>> = Vec::new();
    for program in wanted {
        if let Origin::Runtime(runtime) = &program.origin
            && !found.iter().any(|own| Arc::ptr_eq(own, runtime))
        {
            found.push(runtime.clone());
        }
    }
    found
}
