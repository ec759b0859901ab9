//! Filter expressions as trees, and which trials they mean.

use crate::model::trial::Trial;
use crate::model::version::VersionRange;
use crate::select::Last;
use crate::select::filter::matchers::Matcher;

/// A set of trials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Every trial.
    All,
    /// No trial.
    None,
    /// Those with a name that matches.
    Named(Field, Matcher),
    /// Those on a release of a runtime, perhaps of some versions.
    Runtime(Matcher, Option<VersionRange>),
    /// Those not in a set.
    Not(Box<Self>),
    /// Those in both sets.
    And(Box<Self>, Box<Self>),
    /// Those in the first set and not in the second.
    Minus(Box<Self>, Box<Self>),
    /// Those in one set at least.
    Or(Box<Self>, Box<Self>),
}

/// What is held against a matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Name of the suite.
    Suite,
    /// Path of the project.
    Project,
    /// Id of the case, or its last part.
    Case,
    /// Kind of the case.
    Kind,
    /// One of the tags of the case.
    Tag,
    /// Name of the engine.
    Engine,
    /// Outcome of the last run.
    Outcome,
}

impl Field {
    /// All fields, in the order in which help lists them.
    pub(super) const ALL: [Self; 7] = [
        Self::Suite,
        Self::Project,
        Self::Case,
        Self::Kind,
        Self::Tag,
        Self::Engine,
        Self::Outcome,
    ];

    /// The name of its function.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Suite => "suite",
            Self::Project => "project",
            Self::Case => "case",
            Self::Kind => "kind",
            Self::Tag => "tag",
            Self::Engine => "engine",
            Self::Outcome => "outcome",
        }
    }

    fn matches(self, matcher: &Matcher, trial: &Trial, last: &Last) -> bool {
        let case = &trial.case;
        match self {
            Self::Suite => matcher.matches(&case.project.suite),
            Self::Project => matcher.matches(&case.project.id),
            Self::Case => {
                matcher.matches(case.id.as_str())
                    || (!matcher.text().contains('/') && matcher.matches(case.id.name()))
            }
            Self::Kind => matcher.matches(case.kind.as_str()),
            Self::Tag => case.tags.iter().any(|tag| matcher.matches(tag)),
            Self::Engine => matcher.matches(&trial.id.engine),
            Self::Outcome => {
                !last.is_empty()
                    && last
                        .get(&trial.id.to_string())
                        .is_some_and(|outcome| matcher.matches(outcome.as_str()))
            }
        }
    }
}

impl Expr {
    /// Whether a trial is in the set. A trial that the last run did not have has no outcome.
    pub fn matches(&self, trial: &Trial, last: &Last) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Named(field, matcher) => field.matches(matcher, trial, last),
            Self::Runtime(matcher, range) => trial.release().is_some_and(|(name, version)| {
                matcher.matches(name)
                    && range
                        .as_ref()
                        .is_none_or(|range| range.holds(version, trial.tags()))
            }),
            Self::Not(inner) => !inner.matches(trial, last),
            Self::And(a, b) => a.matches(trial, last) && b.matches(trial, last),
            Self::Minus(a, b) => a.matches(trial, last) && !b.matches(trial, last),
            Self::Or(a, b) => a.matches(trial, last) || b.matches(trial, last),
        }
    }
}
