//! Finds the mistakes that only show when all cells are known: those in axes here, those in rules in `rulings`.

use crate::matrix::axes::Axes;
use crate::matrix::axes::pins;
use crate::matrix::book::Book;
use crate::matrix::book::Home;
use crate::matrix::expand::Coverage;
use crate::model::case::Case;
use crate::model::defect::Defect;
use crate::model::defect::Span;
use crate::model::version::Version;
use crate::model::version::VersionRange;
use crate::wording::closest;
use crate::wording::some_of;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// How many names a label lists.
pub(super) const LISTED: usize = 6;

/// Looks for mistakes in a finished ledger.
pub(super) struct Judge<'a> {
    axes: &'a Axes<'a>,
    /// The ledger.
    pub(super) book: &'a Book<'a>,
    /// Every case, for the names that messages list.
    pub(super) cases: &'a [Arc<Case>],
    coverage: Coverage,
    verdict: Verdict,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Mistakes.
    pub(super) defects: Vec<Defect>,
    /// Ids of projects that they leave out.
    pub(super) left_out: BTreeSet<String>,
}

/// Tells apart what was written at different places. What has no place is told apart by its text, over all projects:
/// an inherited range must not be called a mistake because one of the heirs does not need it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Written<'a> {
    At(&'a Path, usize, usize),
    As(String),
}

/// One range of a matrix and all projects that have it.
struct Selection<'a> {
    runtime: &'a str,
    range: &'a VersionRange,
    is_first: bool,
    at: Option<&'a Span>,
    homes: Vec<&'a Home>,
}

impl<'a> Judge<'a> {
    /// Takes the ledger after all cases have passed.
    pub(super) fn new(
        axes: &'a Axes<'a>,
        book: &'a Book<'a>,
        cases: &'a [Arc<Case>],
        coverage: Coverage,
    ) -> Self {
        Self {
            axes,
            book,
            cases,
            coverage,
            verdict: Verdict::default(),
        }
    }

    /// Finds every mistake.
    pub(super) fn judge(mut self) -> Verdict {
        self.judge_command_line();
        self.judge_engines();
        self.judge_ranges();
        self.judge_rules();
        self.verdict
    }

    /// Notes an error; of the projects that have it, those in whose own manifest it stands are left out.
    pub(super) fn condemn<'h>(
        &mut self,
        defect: Defect,
        homes: impl IntoIterator<Item = &'h Home>,
    ) {
        let own = homes
            .into_iter()
            .filter(|home| is_own(home, defect.at.as_ref()));
        self.verdict
            .left_out
            .extend(own.map(|home| home.project.id.clone()));
        self.verdict.defects.push(defect);
    }

    /// Whether something that holds for nothing may be meant for projects that are not there.
    pub(super) fn may_be_elsewhere(&self, homes: &[&Home], at: Option<&Span>) -> bool {
        self.coverage == Coverage::Partial && !homes.iter().any(|home| is_own(home, at))
    }

    fn judge_command_line(&mut self) {
        let engines: Vec<&str> = self.axes.known().collect();
        for name in self.axes.unknown_named() {
            let hint = suggestion(name, &engines, "engines");
            let message = format!("unknown engine `{name}`");
            self.verdict
                .defects
                .push(Defect::error("unknown-engine", message, None).hint(hint));
        }
        if self.coverage == Coverage::Partial || self.book.homes.is_empty() {
            return;
        }
        for (name, range) in &self.axes.narrow().runtimes {
            let homes: Vec<&Home> = self.book.homes.iter().collect();
            if !is_pinned(&homes, name) {
                self.verdict
                    .defects
                    .push(unknown_runtime(name, &homes, None));
                continue;
            }
            let cells = homes
                .iter()
                .flat_map(|home| &home.plans)
                .flat_map(|plan| &plan.cells.full);
            let releases = cells.filter_map(|cell| cell.release.as_ref());
            let pins: Vec<_> = releases
                .map(|own| &own.runtime)
                .filter(|pin| pin.key.name == *name)
                .collect();
            if !pins
                .iter()
                .any(|pin| range.holds(&pin.key.version, &pin.tags))
            {
                let versions = pins.iter().map(|pin| &pin.key.version).collect();
                let message = format!("no release of {name} is `{range}`");
                let defect = Defect::error("no-such-release", message, None);
                self.verdict
                    .defects
                    .push(defect.hint(listed("releases in the matrix", &versions)));
            }
        }
    }

    fn judge_engines(&mut self) {
        let known: Vec<&str> = self.axes.known().collect();
        let mut told = BTreeSet::new();
        for home in &self.book.homes {
            let project = &home.project;
            let spans = project.matrix.spans.get("engine");
            for place in &home.unknown_engines {
                self.verdict.left_out.insert(project.id.clone());
                let at = spans.and_then(|spans| spans.get(*place));
                let name = &project.matrix.engines[*place];
                if !told.insert(written(at, name)) {
                    continue;
                }
                let message = format!("unknown engine `{name}`");
                let defect = Defect::error("unknown-engine", message, at.cloned())
                    .label(suggestion(name, &known, "engines"))
                    .hint(format!(
                        "`[engines.{name}]` in the root manifest would make one"
                    ));
                self.verdict.defects.push(defect);
            }
        }
    }

    fn judge_ranges(&mut self) {
        let mut ranges: BTreeMap<(Written<'_>, &str), Selection<'_>> = BTreeMap::new();
        for home in &self.book.homes {
            let matrix = &home.project.matrix;
            for (runtime, own) in &matrix.releases {
                let spans = matrix.spans.get(runtime);
                for (place, range) in own.iter().enumerate() {
                    let at = spans.and_then(|spans| spans.get(place));
                    let key = (written(at, range), runtime.as_str());
                    let entry = ranges.entry(key).or_insert_with(|| Selection {
                        runtime,
                        range,
                        is_first: place == 0,
                        at,
                        homes: Vec::new(),
                    });
                    entry.homes.push(home);
                }
            }
        }
        for range in ranges.values() {
            self.judge_range(range);
        }
    }

    fn judge_range(&mut self, range: &Selection<'_>) {
        let Selection {
            runtime, at, homes, ..
        } = range;
        if self.may_be_elsewhere(homes, *at) {
            return;
        }
        if !is_pinned(homes, runtime) {
            if range.is_first {
                self.condemn(unknown_runtime(runtime, homes, *at), homes.iter().copied());
            }
            return;
        }
        let mut all = homes.iter().flat_map(|home| pins(&home.project, runtime));
        if all.any(|pin| range.range.holds(&pin.key.version, &pin.tags)) {
            return;
        }
        let message = format!("range selects no pin: `{}`", range.range);
        let defect = Defect::error("no-such-release", message, at.cloned()).label(listed(
            &format!("pins of {runtime}"),
            &versions(homes, runtime),
        ));
        self.condemn(defect, homes.iter().copied());
    }
}

/// Whether a place is in the project's own manifest.
fn is_own(home: &Home, at: Option<&Span>) -> bool {
    let is_here = |path: &Path| path == Path::new(".") || path.as_os_str().is_empty();
    at.and_then(|at| at.path.parent()).is_some_and(|parent| {
        let shown = &home.project.shown;
        parent == shown || parent == home.project.dir || (is_here(parent) && is_here(shown))
    })
}

fn written<'a>(at: Option<&'a Span>, text: &impl ToString) -> Written<'a> {
    at.map_or_else(
        || Written::As(text.to_string()),
        |at| Written::At(&at.path, at.line, at.column),
    )
}

/// Whether one of the projects pins a runtime.
pub(super) fn is_pinned(homes: &[&Home], runtime: &str) -> bool {
    homes
        .iter()
        .any(|home| pins(&home.project, runtime).next().is_some())
}

/// Names of all runtimes that the projects pin.
pub(super) fn runtimes<'a>(homes: &[&'a Home]) -> BTreeSet<&'a str> {
    let pins = homes.iter().flat_map(|home| &home.project.runtimes);
    pins.map(|pin| pin.key.name.as_str()).collect()
}

/// All pinned versions of a runtime.
pub(super) fn versions<'a>(homes: &[&'a Home], runtime: &'a str) -> BTreeSet<&'a Version> {
    let pins = homes.iter().flat_map(|home| pins(&home.project, runtime));
    pins.map(|pin| &pin.key.version).collect()
}

/// `pins of lua: 5.1.5, 5.3.6`.
pub(super) fn listed(what: &str, versions: &BTreeSet<&Version>) -> String {
    format!(
        "{what}: {}",
        some_of(versions.iter().map(|own| own.as_str()), LISTED)
    )
}

/// The name that was most likely meant, or those there are.
pub(super) fn suggestion(word: &str, names: &[&str], what: &str) -> String {
    closest(word, names.iter().copied()).map_or_else(
        || format!("{what}: {}", some_of(names.iter().copied(), LISTED)),
        |near| format!("did you mean `{near}`?"),
    )
}

fn unknown_runtime(name: &str, homes: &[&Home], at: Option<&Span>) -> Defect {
    let names: Vec<&str> = runtimes(homes).into_iter().collect();
    let label = if names.is_empty() {
        "no runtime is pinned here".to_owned()
    } else {
        suggestion(name, &names, "pinned")
    };
    let defect = Defect::error(
        "unknown-runtime",
        format!("no project pins runtime `{name}`"),
        at.cloned(),
    );
    if at.is_some() {
        defect.label(label)
    } else {
        defect.hint(label)
    }
}
