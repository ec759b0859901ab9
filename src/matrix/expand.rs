//! From cases to trials.

use crate::matrix::axes::Axes;
use crate::matrix::axes::Narrow;
use crate::matrix::book::Book;
use crate::matrix::judge::Judge;
use crate::matrix::rule::Rule;
use crate::matrix::rule::Source;
use crate::matrix::until::End;
use crate::matrix::until::Present;
use crate::model::case::Case;
use crate::model::defect::Defect;
use crate::model::engine::EngineSpec;
use crate::model::expectation::Decided;
use crate::model::expectation::Expect;
use crate::model::expectation::Until;
use crate::model::trial::Trial;
use crate::model::version::Version;
use crate::wording::count;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::sync::Arc;

/// What trials are made of.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Cases, in the order in which their trials come.
    pub cases: &'a [Arc<Case>],
    /// Every engine of the tree by name, built-in ones included.
    pub engines: &'a BTreeMap<String, Arc<EngineSpec>>,
    /// What the command line makes of the axes.
    pub narrow: &'a Narrow,
    /// Whether all cases of the tree are there.
    pub coverage: Coverage,
    /// The day that `until` is held against: `2026-11-20`.
    pub today: &'a str,
    /// Version of the embedded engine.
    pub engine_version: &'a str,
}

/// Whether all cases of a tree are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// They are: a rule that holds for none of them is a mistake.
    Whole,
    /// Some projects could not be read or were not looked at, or something else is wrong with the tree that was told
    /// already: rules and ranges of outer manifests may be meant for what is not there, and are not judged.
    Partial,
}

/// The trials of a tree.
#[derive(Debug, Default)]
pub struct Expanded {
    /// In the order of cases, then releases from old to new, then engines as the matrix names them.
    pub trials: Vec<Trial>,
    /// Mistakes, sorted; among them warnings of expectations that end soon. A mistake of the command line (an engine
    /// or a release that does not exist) has no place.
    pub defects: Vec<Defect>,
    /// Projects that have no trials because of a mistake, by id.
    pub left_out: BTreeSet<String>,
    /// Cells of this run that are excluded: `trials` and these are all cells of the projects that are not left out.
    pub excluded: u64,
    /// What the trials have on each axis: `engine` and runtimes by name; releases from old to new, engines in the
    /// order in which they first occur.
    pub axes: BTreeMap<String, Vec<String>>,
}

/// Makes the trials of a tree and judges its exclusions, expectations and axes. See the [module](super).
pub fn expand(request: &Request<'_>) -> Expanded {
    let axes = Axes::new(request.engines, request.narrow);
    let mut book = Book::new(&axes);
    let mut trials = Vec::with_capacity(request.cases.len());
    for case in request.cases {
        book.pass(case, &mut trials);
    }
    let verdict = Judge::new(&axes, &book, request.cases, request.coverage).judge();
    let mut expanded = Expanded {
        trials,
        defects: verdict.defects,
        left_out: verdict.left_out,
        ..Expanded::default()
    };
    expanded.leave_out(&book);
    expanded.name_axes(&book);
    expanded.end_expectations(&book, request);
    expanded.defects.sort();
    expanded
}

impl Expanded {
    fn leave_out(&mut self, book: &Book<'_>) {
        let left_out = &self.left_out;
        if !left_out.is_empty() {
            self.trials
                .retain(|trial| !left_out.contains(&trial.case.project.id));
        }
        let homes = book
            .homes
            .iter()
            .filter(|home| !left_out.contains(&home.project.id));
        self.excluded = homes.map(|home| home.excluded).sum();
    }

    fn name_axes(&mut self, book: &Book<'_>) {
        let mut releases: BTreeMap<&str, BTreeSet<&Version>> = BTreeMap::new();
        let mut engines: Vec<&str> = Vec::new();
        for home in book
            .homes
            .iter()
            .filter(|home| !self.left_out.contains(&home.project.id))
        {
            for plan in &home.plans {
                let used = plan
                    .cells
                    .run
                    .iter()
                    .zip(&plan.used)
                    .filter(|(_, used)| **used);
                for (cell, _) in used {
                    if !engines.contains(&&*cell.engine.name) {
                        engines.push(&cell.engine.name);
                    }
                    if let Some(release) = &cell.release {
                        let versions = releases.entry(&*release.name).or_default();
                        versions.insert(&release.runtime.key.version);
                    }
                }
            }
        }
        self.axes = releases
            .into_iter()
            .map(|(name, versions)| {
                (
                    name.to_owned(),
                    versions.into_iter().map(ToString::to_string).collect(),
                )
            })
            .collect();
        if !engines.is_empty() {
            let engines = engines.into_iter().map(str::to_owned).collect();
            self.axes.insert("engine".to_owned(), engines);
        }
    }

    /// Marks what has expired, and announces what will soon.
    ///
    /// This comes last because an expectation may end with a release that some trial brings.
    fn end_expectations(&mut self, book: &Book<'_>, request: &Request<'_>) {
        let newest: BTreeMap<String, Version> = self
            .axes
            .iter()
            .filter_map(|(axis, values)| {
                Some((axis.clone(), Version::new(values.last()?.as_str())))
            })
            .collect();
        let present = Present {
            today: request.today,
            engine: Version::new(request.engine_version),
            newest: newest
                .iter()
                .map(|(name, version)| (name.as_str(), version))
                .collect(),
        };
        let mut expired: HashMap<*const Decided, Arc<Decided>> = HashMap::new();
        for (rule, decided) in book.rules.iter().zip(&book.decided) {
            let (Some(decided), Some((expect, until))) = (decided, ending(rule)) else {
                continue;
            };
            match present.end(until) {
                End::Open => {}
                End::Soon(days) => self.defects.push(announcement(expect, until, days)),
                End::Past => {
                    let ended = Decided {
                        expired: true,
                        ..Decided::clone(decided)
                    };
                    expired.insert(Arc::as_ptr(decided), Arc::new(ended));
                }
            }
        }
        if expired.is_empty() {
            return;
        }
        for trial in &mut self.trials {
            if let Some(own) = &mut trial.expectation
                && let Some(ended) = expired.get(&Arc::as_ptr(own))
            {
                *own = Arc::clone(ended);
            }
        }
    }
}

fn ending(rule: &Rule) -> Option<(&Expect, &Until)> {
    match &rule.source {
        Source::Expect(expect) => Some((expect, expect.until.as_ref()?)),
        Source::Exclusion(_) => None,
    }
}

fn announcement(expect: &Expect, until: &Until, days: i32) -> Defect {
    let when = match u64::try_from(days) {
        Ok(0) | Err(_) => "today".to_owned(),
        Ok(days) => format!("in {}", count(days, "day")),
    };
    Defect::warning(
        "expectation-ends",
        format!("expectation ends {when}"),
        Some(expect.at.clone()),
    )
    .label(format!("holds through {until}: {}", expect.reason))
    .hint("every trial it still holds for is UNEXPECTED from then on")
}
