//! What could not be asked, by suite and by cause: said once where one cause broke a whole suite or release.

use crate::model::cause::Cause;
use crate::model::event::TrialFinished;
use crate::model::outcome::Outcome;
use crate::report::words;
use crate::wording;
use std::collections::HashMap;

/// The suites of a run that are not yet concluded.
#[derive(Debug, Default)]
pub(super) struct Suites {
    open: HashMap<String, Suite>,
}

/// What is to be said when a suite is concluded.
#[derive(Debug)]
pub(super) struct Concluded {
    /// Trials of the suite.
    pub(super) trials: u64,
    /// What was broken.
    pub(super) blocks: Vec<Block>,
    /// Whether every trial of it has a line of its own.
    pub(super) all_shown: bool,
}

/// Trials that one cause broke.
#[derive(Debug)]
pub(super) enum Block {
    /// All trials of a suite, a release or an engine: said in one line.
    Together {
        /// Of what, harmless.
        label: String,
        /// How many.
        trials: u64,
        /// By what.
        cause: Box<Cause>,
    },
    /// Some trials: each has its line.
    Each {
        /// Id, harmless, and microseconds.
        trials: Vec<(String, u64)>,
        /// By what.
        cause: Box<Cause>,
    },
}

#[derive(Debug, Default)]
struct Suite {
    trials: u64,
    shown: u64,
    cells: Vec<Cell>,
    causes: Vec<Broken>,
}

/// One release on one engine, and how many trials of a suite belong to it.
#[derive(Debug)]
struct Cell {
    release: Option<(String, String)>,
    engine: String,
    trials: u64,
}

#[derive(Debug)]
struct Broken {
    cause: Box<Cause>,
    trials: Vec<(String, u64)>,
    /// How many of each cell, by its index.
    cells: Vec<u64>,
}

impl Suites {
    /// Takes in a trial.
    pub(super) fn count(&mut self, trial: &TrialFinished) {
        if trial.skip.as_ref().is_some_and(|skip| skip.by == "stopped") {
            return;
        }
        let name = trial.suite();
        if !self.open.contains_key(name) {
            self.open.insert(name.to_owned(), Suite::default());
        }
        let suite = self.open.get_mut(name).expect("it was just put in");
        suite.trials += 1;
        let cell = suite.cell(trial);
        if !trial.outcome.is_good() {
            suite.shown += 1;
        }
        if trial.outcome == Outcome::Broken
            && let Some(cause) = &trial.cause
        {
            suite.broken(trial, cause, cell);
        }
    }

    /// Names of the suites that are not concluded, sorted.
    pub(super) fn open(&self) -> Vec<String> {
        let mut names: Vec<String> = self.open.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    /// Closes a suite and says what was broken in it.
    pub(super) fn conclude(&mut self, name: &str) -> Option<Concluded> {
        let mut suite = self.open.remove(name)?;
        let causes = std::mem::take(&mut suite.causes);
        Some(Concluded {
            trials: suite.trials,
            all_shown: suite.trials > 0 && suite.shown == suite.trials,
            blocks: causes
                .into_iter()
                .map(|broken| suite.block(name, broken))
                .collect(),
        })
    }
}

impl Suite {
    /// The index of a trial's cell.
    fn cell(&mut self, trial: &TrialFinished) -> usize {
        let engine = trial.axes.get("engine").map_or("", String::as_str);
        let release = trial
            .axes
            .iter()
            .find(|(axis, _)| *axis != "engine")
            .map(|(name, version)| (name.as_str(), version.as_str()));
        let found = self.cells.iter().position(|cell| {
            cell.engine == engine
                && cell
                    .release
                    .as_ref()
                    .map(|(name, version)| (name.as_str(), version.as_str()))
                    == release
        });
        let index = found.unwrap_or_else(|| {
            self.cells.push(Cell {
                release: release.map(|(name, version)| (name.to_owned(), version.to_owned())),
                engine: engine.to_owned(),
                trials: 0,
            });
            self.cells.len() - 1
        });
        self.cells[index].trials += 1;
        index
    }

    fn broken(&mut self, trial: &TrialFinished, cause: &Cause, cell: usize) {
        let found = self.causes.iter().position(|own| *own.cause == *cause);
        let index = found.unwrap_or_else(|| {
            self.causes.push(Broken {
                cause: Box::new(cause.clone()),
                trials: Vec::new(),
                cells: Vec::new(),
            });
            self.causes.len() - 1
        });
        let broken = &mut self.causes[index];
        let id = wording::visible(&trial.trial).into_owned();
        broken.trials.push((id, trial.run_us));
        if broken.cells.len() <= cell {
            broken.cells.resize(cell + 1, 0);
        }
        broken.cells[cell] += 1;
    }

    fn block(&self, name: &str, broken: Broken) -> Block {
        let Broken {
            cause,
            mut trials,
            cells,
        } = broken;
        let count = trials.len() as u64;
        if let Some(label) = self.label(name, count, &cells) {
            return Block::Together {
                label: wording::visible(&label).into_owned(),
                trials: count,
                cause,
            };
        }
        trials.sort_unstable();
        Block::Each { trials, cause }
    }

    /// What to call trials that are all of a suite, a release or an engine; nothing when they are only some.
    fn label(&self, name: &str, count: u64, broken: &[u64]) -> Option<String> {
        if count < 2 {
            return None;
        }
        if count == self.trials {
            return Some(name.to_owned());
        }
        let of = |index: usize| broken.get(index).copied().unwrap_or(0);
        let (mut hit, mut spared) = (Vec::new(), Vec::new());
        for (index, cell) in self.cells.iter().enumerate() {
            match of(index) {
                0 => spared.push(cell),
                some if some == cell.trials => hit.push(cell),
                _ => return None,
            }
        }
        let first = *hit.first()?;
        let one_engine = hit.iter().all(|cell| cell.engine == first.engine);
        if let Some((runtime, version)) = &first.release
            && hit.iter().all(|cell| cell.release == first.release)
        {
            let release = format!("{runtime} {version}");
            if spared.iter().all(|cell| cell.release != first.release) {
                return Some(release);
            }
            let engines: Vec<&str> = hit.iter().map(|cell| cell.engine.as_str()).collect();
            return Some(format!("{release} on {}", words::listed(&engines)));
        }
        (one_engine && spared.iter().all(|cell| cell.engine != first.engine))
            .then(|| format!("{name} on {}", first.engine))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cause::Stage;
    use crate::record::samples::trial;

    /// A trial and what broke it.
    type Told = (&'static str, Option<&'static str>);

    fn labels(trials: &[Told]) -> Vec<String> {
        let mut suites = Suites::default();
        for (id, cause) in trials {
            let mut trial = trial(id);
            trial.cause = cause.map(|cause| Cause::new(Stage::Compile, "refused", cause));
            if cause.is_some() {
                trial.outcome = Outcome::Broken;
            }
            suites.count(&trial);
        }
        let blocks = suites.conclude("a").unwrap().blocks;
        let mut labels: Vec<String> = blocks
            .into_iter()
            .map(|block| match block {
                Block::Together { label, trials, .. } => format!("{label}: {trials}"),
                Block::Each { trials, .. } => {
                    let ids: Vec<&str> = trials.iter().map(|(id, _)| id.as_str()).collect();
                    ids.join(" ")
                }
            })
            .collect();
        labels.sort();
        labels
    }

    #[test]
    fn what_one_cause_broke_has_one_name() {
        let no = Some("no");
        let table: &[(&[Told], &[&str])] = &[
            (&[("a/x", no), ("a/y", no)], &["a: 2"]),
            (&[("a/x", no)], &["a/x"]),
            (&[("a/x", no), ("a/y", None), ("a/z", no)], &["a/x a/z"]),
            (&[("a/x", no), ("a/y", Some("other"))], &["a/x", "a/y"]),
            (
                &[
                    ("a/x@l=1", no),
                    ("a/y@l=1", no),
                    ("a/x@l=2", None),
                    ("a/y@l=2", None),
                ],
                &["l 1: 2"],
            ),
            (
                &[
                    ("a/x@l=1", None),
                    ("a/x@l=1,engine=w", no),
                    ("a/y@l=1,engine=w", no),
                    ("a/x@l=2,engine=w", None),
                ],
                &["l 1 on w: 2"],
            ),
            (
                &[
                    ("a/x@l=1,engine=w", no),
                    ("a/x@l=2,engine=w", no),
                    ("a/x@l=1", None),
                ],
                &["a on w: 2"],
            ),
            (
                &[("a/x@l=1", no), ("a/x@l=2", no), ("a/x@l=3", None)],
                &["a on default: 2"],
            ),
        ];
        for (trials, expected) in &table[..7] {
            assert_eq!(&labels(trials), expected);
        }
        assert_eq!(labels(table[7].0), ["a/x@l=1 a/x@l=2"]);
    }
}
