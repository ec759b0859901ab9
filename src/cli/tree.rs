//! From what was typed to the trials that are meant: discover, expand, select; mistakes are collected on the way.

use crate::cli::args::Selection;
use crate::cli::args::TreeArguments;
use crate::cli::error::CliError;
use crate::cli::settings::Settings;
use crate::discover;
use crate::discover::Tree;
use crate::engine;
use crate::engine::embedded;
use crate::matrix;
use crate::model::defect::Defect;
use crate::model::defect::Severity;
use crate::model::engine::EngineSpec;
use crate::model::outcome::Outcome;
use crate::model::trial::Trial;
use crate::model::version::VersionRange;
use crate::select;
use crate::select::filter::Expr;
use crate::wording;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

/// A tree, its full matrix and what is selected of it.
pub(crate) struct Chosen {
    /// What was found on disk.
    pub(crate) tree: Tree,
    /// Every cell of the matrix, cases side by side.
    pub(crate) full: Vec<Trial>,
    /// The selected ones, in the same order.
    pub(crate) trials: Vec<Trial>,
    /// Everything wrong or worth saying, in the order of files and lines.
    pub(crate) defects: Vec<Defect>,
    /// Projects that are left out because of errors.
    pub(crate) left_out: u64,
    /// Values of each axis.
    pub(crate) axes: BTreeMap<String, Vec<String>>,
    /// The filter in force, printed back.
    pub(crate) filter: Option<String>,
    /// Whether the command line itself names what does not exist: then nothing is selected, because what was meant
    /// is not known.
    pub(crate) mistyped: bool,
    /// Time that all this took.
    pub(crate) elapsed: Duration,
}

impl Chosen {
    /// Number of errors (warnings not counted).
    pub(crate) fn errors(&self) -> u64 {
        self.defects
            .iter()
            .filter(|defect| defect.severity == Severity::Error)
            .count() as u64
    }
}

/// Outcomes of the last run by trial.
pub(crate) type Outcomes = HashMap<String, Outcome>;

/// Finds the tree and selects its trials. `last` is asked only where the selection depends on the last run.
pub(crate) fn choose(
    settings: &Settings,
    arguments: &TreeArguments,
    selection: &Selection,
    last: &dyn Fn(&Tree) -> Result<Outcomes, CliError>,
) -> Result<Chosen, CliError> {
    let began = Instant::now();
    let filters = selection.filters.iter().map(|text| parse_filter(text));
    let filters: Vec<Expr> = filters.collect::<Result<_, _>>()?;
    let narrow = narrowing(selection)?;
    let mut tree = discover(settings, arguments, &selection.targets);
    let mut defects = std::mem::take(&mut tree.defects);
    defects.extend(check_engines(&tree.engines));
    let whole = expand(settings, &tree, &defects, &matrix::Narrow::default());
    let candidates = match &narrow {
        None => whole.trials.clone(),
        Some(narrow) => {
            let narrowed = expand(settings, &tree, &defects, narrow);
            defects.extend(narrowed.defects);
            narrowed.trials
        }
    };
    defects.extend(whole.defects);
    defects.sort();
    defects.dedup();
    let mut asked = selection.filters.iter();
    let outcomes = if selection.last_failed || asked.any(|text| text.contains("outcome")) {
        last(&tree)?
    } else {
        HashMap::new()
    };
    let scopes: Vec<select::Scope> = tree.scopes.iter().map(scope).collect();
    let selected = select::select(candidates, &scopes, &filters, &outcomes);
    if let Some(missed) = selected.unmatched.first()
        && !has_errors(&defects)
    {
        return Err(no_such_target(&selection.targets, *missed, &whole.trials));
    }
    let mut trials = selected.trials;
    if selection.last_failed {
        trials.retain(|trial| {
            outcomes
                .get(&trial.id.to_string())
                .is_some_and(|outcome| !outcome.is_good())
        });
    }
    let mistyped = defects.iter().any(is_of_command_line);
    if mistyped {
        trials.clear();
    }
    let texts: Vec<String> = filters.iter().map(ToString::to_string).collect();
    let left_out = tree.left_out as u64 + whole.left_out.len() as u64;
    Ok(Chosen {
        tree,
        full: whole.trials,
        trials,
        defects,
        left_out,
        axes: whole.axes,
        filter: (!texts.is_empty()).then(|| texts.join(" | ")),
        mistyped,
        elapsed: began.elapsed(),
    })
}

/// Whether a mistake is one of the command line: it has no place in a file (nor has a directory that cannot be read).
fn is_of_command_line(defect: &Defect) -> bool {
    defect.severity == Severity::Error && defect.at.is_none() && defect.code != "unreadable"
}

/// Releases and engines that were typed, if any were.
fn narrowing(selection: &Selection) -> Result<Option<matrix::Narrow>, CliError> {
    let runtimes = selection.runtime.iter().map(|text| parse_runtime(text));
    let runtimes: Vec<_> = runtimes.collect::<Result<_, _>>()?;
    let engines = (!selection.engine.is_empty()).then(|| selection.engine.clone());
    let is_narrow = !runtimes.is_empty() || engines.is_some();
    Ok(is_narrow.then_some(matrix::Narrow { runtimes, engines }))
}

/// Makes trials of the cases of a tree.
fn expand(
    settings: &Settings,
    tree: &Tree,
    defects: &[Defect],
    narrow: &matrix::Narrow,
) -> matrix::Expanded {
    matrix::expand(&matrix::Request {
        cases: &tree.cases,
        engines: &tree.engines,
        narrow,
        coverage: if has_errors(defects) {
            matrix::Coverage::Partial
        } else {
            matrix::Coverage::Whole
        },
        today: &settings.today,
        engine_version: embedded::WASMTIME,
    })
}

fn has_errors(defects: &[Defect]) -> bool {
    defects
        .iter()
        .any(|defect| defect.severity == Severity::Error)
}

/// The full matrix of the whole tree.
pub(crate) fn full(settings: &Settings, arguments: &TreeArguments) -> Result<Vec<Trial>, CliError> {
    let chosen = choose(settings, arguments, &Selection::default(), &|_| {
        Ok(HashMap::new())
    })?;
    Ok(chosen.full)
}

/// Finds the tree alone.
pub(crate) fn discover(settings: &Settings, arguments: &TreeArguments, targets: &[String]) -> Tree {
    discover::discover(&discover::Request {
        cwd: settings.cwd.clone(),
        start: arguments.root.clone(),
        snapshots: arguments.snapshots.clone(),
        targets: targets.to_vec(),
    })
}

fn scope(scope: &discover::Scope) -> select::Scope {
    match scope {
        discover::Scope::Under(path) => select::Scope::Under(path.clone()),
        discover::Scope::Cells(address) => select::Scope::Cells(address.clone()),
    }
}

/// What wasmtime itself says of the options of each engine.
fn check_engines(engines: &BTreeMap<String, Arc<EngineSpec>>) -> Vec<Defect> {
    let configured = engines.values().filter(|engine| engine.at.is_some());
    configured
        .filter_map(|engine| {
            let fault = engine::check(engine).err()?;
            let span = fault
                .key
                .as_ref()
                .and_then(|key| engine.spans.get(key))
                .or_else(|| engine.spans.values().next());
            let message = format!("engine `{}`: wasmtime refuses its options", engine.name);
            Some(Defect::error("engine-option", message, span.cloned()).label(fault.message))
        })
        .collect()
}

fn parse_filter(text: &str) -> Result<Expr, CliError> {
    Expr::parse(text).map_err(|error| {
        if text.trim().is_empty() {
            return CliError::NoFilter(error.to_string(), error.hint());
        }
        let start = text
            .get(..error.span.start)
            .map_or(0, |before| before.chars().count());
        let length = text
            .get(error.span.clone())
            .map_or(1, |part| part.chars().count())
            .max(1);
        CliError::Filter {
            expression: text.to_owned(),
            message: error.to_string(),
            caret: format!("{}{}", " ".repeat(start), "^".repeat(length)),
            hint: error.hint(),
        }
    })
}

fn parse_runtime(text: &str) -> Result<(String, VersionRange), CliError> {
    let wrong = |why: &str| CliError::Runtime(text.to_owned(), why.to_owned());
    let (name, range) = text.split_once('@').ok_or_else(|| wrong("no `@`"))?;
    if name.is_empty() {
        return Err(wrong("no runtime is named"));
    }
    let range = VersionRange::parse(range).map_err(|error| wrong(&error.to_string()))?;
    Ok((name.to_owned(), range))
}

fn no_such_target(targets: &[String], index: usize, full: &[Trial]) -> CliError {
    let target = targets.get(index).cloned().unwrap_or_default();
    let mut ids: Vec<&str> = full.iter().map(|trial| trial.id.case.as_str()).collect();
    ids.dedup();
    let wanted = target.split('@').next().unwrap_or(&target);
    let suites = full.iter().map(|trial| trial.id.case.suite());
    let near = wording::closest(wanted, ids.iter().copied().chain(suites)).map(str::to_owned);
    CliError::Target(target, near)
}
