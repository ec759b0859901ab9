//! What all tests of the matrix are made of.

mod mistakes;
mod trials;

use crate::matrix::Coverage;
use crate::matrix::Expanded;
use crate::matrix::Narrow;
use crate::matrix::Request;
use crate::matrix::expand;
use crate::model::case::Case;
use crate::model::case::Project;
use crate::model::expectation::Condition;
use crate::model::expectation::Exclusion;
use crate::model::expectation::Expect;
use crate::model::expectation::Expected;
use crate::model::sample;
use crate::model::version::VersionRange;
use std::sync::Arc;

const OWN: &str = "suites/lua/wassay.toml";
const ROOT: &str = "wassay.toml";

fn ranges(texts: &[&str]) -> Vec<VersionRange> {
    let parsed = texts.iter().map(|text| VersionRange::parse(text));
    parsed.collect::<Result<_, _>>().unwrap()
}

fn when(conditions: &[(&str, &str)]) -> Vec<Condition> {
    let conditions = conditions.iter();
    conditions
        .map(|(axis, holds)| Condition {
            axis: (*axis).to_owned(),
            holds: (*holds).to_owned(),
        })
        .collect()
}

fn excludes(cases: &str, conditions: &[(&str, &str)], at: (&str, usize)) -> Arc<Exclusion> {
    Arc::new(Exclusion {
        cases: cases.to_owned(),
        when: when(conditions),
        reason: "because".to_owned(),
        at: sample::span(at.0, at.1, "cases = \"\""),
    })
}

fn expects(cases: &str, conditions: &[(&str, &str)], at: (&str, usize)) -> Expect {
    Expect {
        cases: cases.to_owned(),
        when: when(conditions),
        outcome: Expected::Fail,
        ending: None,
        message: None,
        reason: "because".to_owned(),
        issue: None,
        until: None,
        at: sample::span(at.0, at.1, "cases = \"\""),
    }
}

/// Lua in two releases, old after new in the manifest, with the two scripts `goto` and `numbers`.
fn lua(change: impl FnOnce(&mut Project)) -> Vec<Arc<Case>> {
    let mut project = sample::project("lua");
    project.runtimes = vec![
        sample::tagged("lua", "5.10.0", &["head"]),
        sample::release("lua", "5.4.9"),
    ];
    change(&mut project);
    scripts(project, &["goto", "numbers"])
}

fn scripts(project: Project, names: &[&str]) -> Vec<Arc<Case>> {
    let project = Arc::new(project);
    let names = names.iter();
    names
        .map(|name| Arc::new(sample::script(&project, name, "lua")))
        .collect()
}

fn commands(project: Project, names: &[&str]) -> Vec<Arc<Case>> {
    let project = Arc::new(project);
    let names = names.iter();
    names
        .map(|name| Arc::new(sample::command(&project, name)))
        .collect()
}

fn run(cases: &[Arc<Case>], narrow: &Narrow) -> Expanded {
    run_as(cases, narrow, Coverage::Whole)
}

fn run_as(cases: &[Arc<Case>], narrow: &Narrow, coverage: Coverage) -> Expanded {
    let engines = sample::engines(&["default", "winch", "pulley"]);
    expand(&Request {
        cases,
        engines: &engines,
        narrow,
        coverage,
        today: "2026-11-20",
        engine_version: "48.0.8",
    })
}

fn plain(cases: &[Arc<Case>]) -> Expanded {
    run(cases, &Narrow::default())
}

fn ids(expanded: &Expanded) -> Vec<String> {
    expanded
        .trials
        .iter()
        .map(|trial| trial.id.to_string())
        .collect()
}

/// `line: message (label) [hint]`.
fn told(expanded: &Expanded) -> Vec<String> {
    let of = |part: &Option<String>| part.clone().unwrap_or_default();
    let defects = expanded.defects.iter();
    defects
        .map(|own| {
            let line = own.at.as_ref().map_or(0, |at| at.line);
            format!(
                "{line}: {} ({}) [{}]",
                own.message,
                of(&own.label),
                of(&own.hint)
            )
        })
        .collect()
}
