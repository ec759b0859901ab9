//! Finds the mistakes in exclusions and expectations: what holds for nothing, and what holds for everything.

use crate::matrix::book::Home;
use crate::matrix::judge::Judge;
use crate::matrix::judge::LISTED;
use crate::matrix::judge::is_pinned;
use crate::matrix::judge::listed;
use crate::matrix::judge::runtimes;
use crate::matrix::judge::suggestion;
use crate::matrix::judge::versions;
use crate::matrix::rule::MACHINE_AXES;
use crate::matrix::rule::Rule;
use crate::matrix::rule::Seen;
use crate::matrix::rule::Source;
use crate::matrix::until::FAMILY;
use crate::model::case::Case;
use crate::model::defect::Defect;
use crate::model::expectation::Condition;
use crate::model::expectation::Until;
use crate::wording::closest;
use crate::wording::count;
use crate::wording::some_of;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// One entry of a manifest: rules made of it for different projects count together.
struct Entry<'a> {
    rule: &'a Rule,
    seen: Seen,
    homes: Vec<&'a Home>,
}

impl<'a> Judge<'a> {
    /// Judges every exclusion and expectation.
    pub(super) fn judge_rules(&mut self) {
        for entry in self.entries() {
            for defect in self.mistakes(&entry) {
                self.condemn(defect, entry.homes.iter().copied());
            }
        }
    }

    fn entries(&self) -> Vec<Entry<'a>> {
        let mut entries: BTreeMap<(&Path, usize, usize, bool), Entry<'a>> = BTreeMap::new();
        for rule in &self.book.rules {
            let at = rule.source.at();
            let is_expect = matches!(rule.source, Source::Expect(_));
            let key = (&*at.path, at.line, at.column, is_expect);
            let entry = entries.entry(key).or_insert_with(|| Entry {
                rule,
                seen: Seen::default(),
                homes: Vec::new(),
            });
            entry.seen.cases += rule.seen.cases;
            entry.seen.cells += rule.seen.cells;
            entry.seen.certain += rule.seen.certain;
            let homes = rule.seen.projects.iter();
            entry
                .homes
                .extend(homes.map(|home| &self.book.homes[*home]));
        }
        entries.into_values().collect()
    }

    fn mistakes(&self, entry: &Entry<'_>) -> Vec<Defect> {
        let at = entry.rule.source.at();
        let error = |code, message: String| Defect::error(code, message, Some(at.clone()));
        if !entry.rule.faults.is_empty() {
            let faults = entry.rule.faults.iter();
            return faults
                .map(|fault| error("bad-pattern", fault.clone()))
                .collect();
        }
        if self.may_be_elsewhere(&entry.homes, Some(at)) {
            return Vec::new();
        }
        let mut found = unknown_axes(entry);
        found.extend(unknown_family(entry));
        if !found.is_empty() {
            return found;
        }
        if entry.seen.cases == 0 {
            return vec![self.pattern_matches_nothing(entry)];
        }
        if entry.seen.cells == 0 {
            return holds_for_nothing(entry);
        }
        let all: u64 = entry.homes.iter().map(|home| home.cells).sum();
        match &entry.rule.source {
            Source::Exclusion(_) if entry.seen.certain == all => {
                let whose = whose(entry);
                vec![
                    error(
                        "excludes-everything",
                        "exclusion excludes everything".to_owned(),
                    )
                    .label(format!("all {} {whose}", count(all, "cell")))
                    .hint("name the cases, releases or engines that are left out"),
                ]
            }
            Source::Exclusion(_) | Source::Expect(_) => Vec::new(),
        }
    }

    fn pattern_matches_nothing(&self, entry: &Entry<'_>) -> Defect {
        let source = &entry.rule.source;
        let project = match &entry.homes[..] {
            [home] => Some(&*home.project.id),
            _ => None,
        };
        let short = |id: &'a str| {
            let below = project.and_then(|project| id.strip_prefix(project)?.strip_prefix('/'));
            below.unwrap_or(id)
        };
        let is_meant = |case: &&Arc<Case>| {
            entry
                .homes
                .iter()
                .any(|home| Arc::ptr_eq(&home.project, &case.project))
        };
        let cases: Vec<&str> = self
            .cases
            .iter()
            .filter(is_meant)
            .map(|case| short(case.id.as_str()))
            .collect();
        let label = format!(
            "cases {}: {}",
            whose(entry),
            some_of(cases.iter().copied(), LISTED)
        );
        let defect = Defect::error(
            "matches-nothing",
            "pattern matches nothing",
            Some(source.at().clone()),
        )
        .label(label);
        let wanted = source.cases();
        let wanted = project
            .and_then(|project| wanted.strip_prefix(project)?.strip_prefix('/'))
            .unwrap_or(wanted);
        let is_listed = |name: &&str| {
            let place = cases.iter().position(|own| own == name);
            cases.len() <= LISTED
                || place.is_some_and(|at| at < LISTED - 1 || at + 1 == cases.len())
        };
        match closest(wanted, cases.iter().copied()).filter(|name| !is_listed(name)) {
            Some(near) => defect.hint(format!("did you mean `{near}`?")),
            None => defect,
        }
    }
}

/// `of this project`, or of all that inherit the entry.
fn whose(entry: &Entry<'_>) -> &'static str {
    if entry.homes.len() == 1 {
        "of this project"
    } else {
        "below this manifest"
    }
}

fn unknown_axes(entry: &Entry<'_>) -> Vec<Defect> {
    let source = &entry.rule.source;
    let runtimes = runtimes(&entry.homes);
    let axes: Vec<&str> = runtimes.iter().copied().chain(MACHINE_AXES).collect();
    let conditions = source.when().iter();
    conditions
        .filter(|condition| !axes.contains(&&*condition.axis))
        .map(|condition| {
            let message = format!("unknown axis `{}`", condition.axis);
            Defect::error("unknown-axis", message, Some(source.at().clone())).label(suggestion(
                &condition.axis,
                &axes,
                "axes",
            ))
        })
        .collect()
}

/// An end that waits for something that can never come would keep an expectation for ever.
fn unknown_family(entry: &Entry<'_>) -> Option<Defect> {
    let Source::Expect(expect) = &entry.rule.source else {
        return None;
    };
    let Some(Until::Release(name, _)) = &expect.until else {
        return None;
    };
    if name == FAMILY || is_pinned(&entry.homes, name) {
        return None;
    }
    let names: Vec<&str> = runtimes(&entry.homes).into_iter().chain([FAMILY]).collect();
    let message = format!("`until` waits for an unknown runtime or engine: `{name}`");
    let defect = Defect::error("unknown-until", message, Some(expect.at.clone()));
    Some(defect.label(suggestion(name, &names, "known")))
}

/// Says which condition holds for no cell; if each holds for some, that they do not meet.
fn holds_for_nothing(entry: &Entry<'_>) -> Vec<Defect> {
    let source = &entry.rule.source;
    let cells = || {
        let plans = entry.homes.iter().flat_map(|home| &home.plans);
        plans.flat_map(|plan| &plan.cells.full)
    };
    let conditions = source.when().iter().enumerate();
    let dead = conditions.filter(|(at, _)| !cells().any(|cell| entry.rule.is_possible(*at, cell)));
    let dead: Vec<Defect> = dead
        .map(|(_, condition)| dead_condition(entry, condition))
        .collect();
    if !dead.is_empty() {
        return dead;
    }
    let (message, label) = match source {
        Source::Exclusion(_) => (
            "exclusion excludes nothing",
            "its conditions hold for no cell of these cases together",
        ),
        Source::Expect(_) => (
            "expectation holds for no cell",
            "its conditions do not hold together, or hold only for what is excluded",
        ),
    };
    let at = Some(source.at().clone());
    vec![Defect::error("holds-for-nothing", message, at).label(label)]
}

fn dead_condition(entry: &Entry<'_>, condition: &Condition) -> Defect {
    let Condition { axis, holds } = condition;
    let at = Some(entry.rule.source.at().clone());
    if axis != "engine" {
        let message = format!("no release of {axis} is `{holds}`");
        let versions = versions(&entry.homes, axis);
        return Defect::error("holds-for-nothing", message, at).label(listed("pinned", &versions));
    }
    let plans = entry.homes.iter().flat_map(|home| &home.plans);
    let mut engines: Vec<&str> = Vec::new();
    for cell in plans.flat_map(|plan| &plan.cells.full) {
        if !engines.contains(&&*cell.engine.name) {
            engines.push(&cell.engine.name);
        }
    }
    Defect::error(
        "holds-for-nothing",
        format!("no engine of the matrix is `{holds}`"),
        at,
    )
    .label(suggestion(holds, &engines, "engines"))
}
