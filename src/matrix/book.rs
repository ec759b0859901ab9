//! The ledger of one expansion: projects with their cells, rules with what they were seen to hold for.
//!
//! Cases pass by once, each leaving its trials; everything that is the same for the cases of a project is computed
//! when its first case passes, so that a case costs little more than its trials.

use crate::matrix::axes::Axes;
use crate::matrix::axes::Cell;
use crate::matrix::axes::Cells;
use crate::matrix::axes::Engine;
use crate::matrix::rule::Held;
use crate::matrix::rule::Rule;
use crate::matrix::rule::Source;
use crate::model::case::Case;
use crate::model::case::Project;
use crate::model::expectation::Decided;
use crate::model::expectation::Expect;
use crate::model::id::TrialId;
use crate::model::trial::Trial;
use std::collections::HashMap;
use std::sync::Arc;

/// The ledger.
pub(super) struct Book<'a> {
    axes: &'a Axes<'a>,
    /// Engines that a condition may be about although no matrix names them.
    spares: Vec<&'a str>,
    /// Exclusions and expectations, each once.
    pub(super) rules: Vec<Rule>,
    /// What each rule decides; the same number as in `rules`. Made when it first decides.
    pub(super) decided: Vec<Option<Arc<Decided>>>,
    /// Projects in the order of their first case.
    pub(super) homes: Vec<Home>,
    numbers: HashMap<*const Project, usize>,
    /// By address of what a rule was made of, which lives as long as its project.
    made: HashMap<*const (), usize>,
    last: Option<usize>,
    meant: Meant,
}

/// A project with its cells.
pub(super) struct Home {
    /// The project.
    pub(super) project: Arc<Project>,
    /// Engines of its matrix that the tree does not have, by place.
    pub(super) unknown_engines: Vec<usize>,
    engines: Vec<Engine>,
    excludes: Vec<usize>,
    expects: Vec<usize>,
    /// Its cells by runtime, as far as its cases needed them.
    pub(super) plans: Vec<Plan>,
    /// Cells of all its cases in the full matrix.
    pub(super) cells: u64,
    /// Cells of the run that are excluded.
    pub(super) excluded: u64,
}

/// The cells of one runtime in a project (or of its commands), with the rules held against them.
pub(super) struct Plan {
    runtime: Option<Arc<str>>,
    /// The cells.
    pub(super) cells: Cells,
    /// Which cells of the run have a trial.
    pub(super) used: Vec<bool>,
    full: Answers<Held>,
    run: Answers<bool>,
}

/// What each rule of a project says of each cell.
struct Answers<T> {
    excludes: Vec<Vec<T>>,
    expects: Vec<Vec<T>>,
}

/// The rules that mean the case at hand, by place in their project.
#[derive(Default)]
struct Meant {
    excludes: Vec<usize>,
    expects: Vec<usize>,
}

impl<'a> Book<'a> {
    /// An empty ledger.
    pub(super) fn new(axes: &'a Axes<'a>) -> Self {
        // A run with engines of its own says nothing about engines that it leaves out.
        let lenient = axes.narrow().engines.is_some();
        Self {
            axes,
            spares: if lenient {
                axes.known().collect()
            } else {
                Vec::new()
            },
            rules: Vec::new(),
            decided: Vec::new(),
            homes: Vec::new(),
            numbers: HashMap::new(),
            made: HashMap::new(),
            last: None,
            meant: Meant::default(),
        }
    }

    /// Lets one case pass: its trials are added, what its rules hold for is counted.
    pub(super) fn pass(&mut self, case: &Arc<Case>, trials: &mut Vec<Trial>) {
        let number = self.number(&case.project);
        let plan = self.plan(number, case.runtime.as_ref());
        self.find_meant(number, case.id.as_str());
        self.survey(number, plan);
        self.add_trials(number, plan, case, trials);
    }

    fn number(&mut self, project: &Arc<Project>) -> usize {
        if let Some(last) = self.last
            && Arc::ptr_eq(&self.homes[last].project, project)
        {
            return last;
        }
        let number = match self.numbers.get(&Arc::as_ptr(project)) {
            Some(number) => *number,
            None => self.enter(project),
        };
        self.last = Some(number);
        number
    }

    fn enter(&mut self, project: &Arc<Project>) -> usize {
        let number = self.homes.len();
        let (engines, unknown_engines) = self.axes.engines(project);
        let excludes = project.matrix.excludes.iter();
        let excludes = excludes
            .map(|own| {
                self.rule(Arc::as_ptr(own).cast(), || {
                    Source::Exclusion(Arc::clone(own))
                })
            })
            .collect();
        let expects = project.expects.iter();
        let expects = expects
            .map(|own| self.rule(Arc::as_ptr(own).cast(), || Source::Expect(Arc::clone(own))))
            .collect();
        let home = Home {
            project: Arc::clone(project),
            unknown_engines,
            engines,
            excludes,
            expects,
            plans: Vec::new(),
            cells: 0,
            excluded: 0,
        };
        for rule in home.excludes.iter().chain(&home.expects) {
            self.rules[*rule].seen.projects.push(number);
        }
        self.homes.push(home);
        self.numbers.insert(Arc::as_ptr(project), number);
        number
    }

    fn rule(&mut self, address: *const (), source: impl FnOnce() -> Source) -> usize {
        *self.made.entry(address).or_insert_with(|| {
            self.rules.push(Rule::new(source(), &self.spares));
            self.decided.push(None);
            self.rules.len() - 1
        })
    }

    fn plan(&mut self, number: usize, runtime: Option<&Arc<str>>) -> usize {
        let home = &self.homes[number];
        let found = home
            .plans
            .iter()
            .position(|plan| plan.runtime.as_ref() == runtime);
        if let Some(found) = found {
            return found;
        }
        let cells = self.axes.cells(&home.project, runtime, &home.engines);
        let full = self.answers(home, &cells.full, Rule::held);
        let run = self.answers(home, &cells.run, Rule::holds);
        let plan = Plan {
            runtime: runtime.cloned(),
            used: vec![false; cells.run.len()],
            cells,
            full,
            run,
        };
        let home = &mut self.homes[number];
        home.plans.push(plan);
        home.plans.len() - 1
    }

    fn answers<T>(
        &self,
        home: &Home,
        cells: &[Cell],
        ask: impl Fn(&Rule, &Cell) -> T,
    ) -> Answers<T> {
        let of = |rules: &[usize]| {
            let rules = rules.iter().map(|rule| &self.rules[*rule]);
            rules
                .map(|rule| cells.iter().map(|cell| ask(rule, cell)).collect())
                .collect()
        };
        Answers {
            excludes: of(&home.excludes),
            expects: of(&home.expects),
        }
    }

    fn find_meant(&mut self, number: usize, case: &str) {
        let home = &self.homes[number];
        let find = |rules: &[usize], meant: &mut Vec<usize>| {
            let places = rules.iter().enumerate();
            meant.clear();
            meant.extend(
                places
                    .filter(|(_, rule)| self.rules[**rule].means(case))
                    .map(|(at, _)| at),
            );
        };
        find(&home.excludes, &mut self.meant.excludes);
        find(&home.expects, &mut self.meant.expects);
    }

    /// Counts what the rules that mean a case hold for in the full matrix.
    fn survey(&mut self, number: usize, plan: usize) {
        let home = &mut self.homes[number];
        let plan = &home.plans[plan];
        home.cells += plan.cells.full.len() as u64;
        for exclude in &self.meant.excludes {
            let seen = &mut self.rules[home.excludes[*exclude]].seen;
            seen.cases += 1;
            for held in &plan.full.excludes[*exclude] {
                seen.cells += u64::from(held.possible);
                seen.certain += u64::from(held.certain);
            }
        }
        for expect in &self.meant.expects {
            let seen = &mut self.rules[home.expects[*expect]].seen;
            seen.cases += 1;
            for (cell, held) in plan.full.expects[*expect].iter().enumerate() {
                let mut excludes = self.meant.excludes.iter();
                let is_there = !excludes.any(|exclude| plan.full.excludes[*exclude][cell].certain);
                seen.cells += u64::from(held.possible && is_there);
            }
        }
    }

    fn add_trials(
        &mut self,
        number: usize,
        plan: usize,
        case: &Arc<Case>,
        trials: &mut Vec<Trial>,
    ) {
        let home = &mut self.homes[number];
        let plan = &mut home.plans[plan];
        for (at, cell) in plan.cells.run.iter().enumerate() {
            let mut excludes = self.meant.excludes.iter();
            if excludes.any(|exclude| plan.run.excludes[*exclude][at]) {
                home.excluded += 1;
                continue;
            }
            plan.used[at] = true;
            let mut expects = self.meant.expects.iter();
            let first = expects.find(|expect| plan.run.expects[**expect][at]);
            let expectation = first.and_then(|expect| {
                let rule = home.expects[*expect];
                decided(&self.rules[rule], &mut self.decided[rule])
            });
            let release = cell.release.as_ref();
            trials.push(Trial {
                id: TrialId {
                    case: case.id.clone(),
                    release: release.map(|release| {
                        (
                            Arc::clone(&release.name),
                            release.runtime.key.version.clone(),
                        )
                    }),
                    engine: Arc::clone(&cell.engine.name),
                },
                case: Arc::clone(case),
                runtime: release.map(|release| Arc::clone(&release.runtime)),
                engine: Arc::clone(&cell.engine.spec),
                expectation,
                barred: release.and_then(|release| release.barred.clone()),
            });
        }
    }
}

/// What a rule decides, shared by all its trials. Exclusions decide nothing.
fn decided(rule: &Rule, kept: &mut Option<Arc<Decided>>) -> Option<Arc<Decided>> {
    match &rule.source {
        Source::Exclusion(_) => None,
        Source::Expect(expect) => Some(Arc::clone(
            kept.get_or_insert_with(|| Arc::new(decision(expect))),
        )),
    }
}

/// An expectation as the record tells it, not expired.
fn decision(expect: &Expect) -> Decided {
    Decided {
        outcome: expect.outcome,
        ending: expect.ending.clone(),
        message: expect.message.clone(),
        reason: expect.reason.clone(),
        issue: expect.issue.clone(),
        until: expect.until.as_ref().map(ToString::to_string),
        expired: false,
        at: expect.at.place().to_string(),
    }
}
