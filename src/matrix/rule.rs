//! One exclusion or expectation, compiled once, and what it was seen to hold for.

use crate::matrix::axes::Cell;
use crate::matrix::pattern::Pattern;
use crate::matrix::pattern::glob;
use crate::model::defect::Span;
use crate::model::expectation::Condition;
use crate::model::expectation::Exclusion;
use crate::model::expectation::Expect;
use crate::model::version::VersionRange;
use globset::GlobMatcher;
use std::sync::Arc;

/// Axes that every cell has.
pub(super) const MACHINE_AXES: [&str; 3] = ["engine", "os", "arch"];

/// An exclusion or an expectation.
#[derive(Debug)]
pub(super) struct Rule {
    /// What it was made of.
    pub(super) source: Source,
    pattern: Option<Pattern>,
    tests: Vec<Test>,
    /// Parts that could not be read: the pattern of cases, or a condition.
    pub(super) faults: Vec<String>,
    /// What it was seen to hold for.
    pub(super) seen: Seen,
}

/// Where a rule comes from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// An `exclude` entry.
    Exclusion(Arc<Exclusion>),
    /// An `[[expect]]` entry.
    Expect(Arc<Expect>),
}

/// What a rule was seen to hold for in the full matrix.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Cases its pattern matches.
    pub(super) cases: u64,
    /// Cells of those cases that it holds for, on some machine; of an expectation, those that are not excluded.
    pub(super) cells: u64,
    /// Cells it holds for on every machine.
    pub(super) certain: u64,
    /// Projects that have it, by number.
    pub(super) projects: Vec<usize>,
}

/// Whether a rule holds for a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    /// On some machine, and with some engine that the command line may name.
    pub(super) possible: bool,
    /// On every machine.
    pub(super) certain: bool,
}

/// One condition, compiled.
#[derive(Debug)]
enum Test {
    /// A release of a runtime.
    Release(String, VersionRange),
    /// Engines by name; `spare` = some engine of the tree, in a run whose engines come from the command line.
    Engine { names: GlobMatcher, spare: bool },
    /// The machine, which is the same for all cells.
    Machine { here: bool },
    /// It could not be read.
    Never,
}

impl Rule {
    /// Compiles a rule. `spares` are the engines that a condition may be about although no matrix names them.
    pub(super) fn new(source: Source, spares: &[&str]) -> Self {
        let mut faults = Vec::new();
        let pattern = Pattern::new(source.cases())
            .map_err(|error| faults.push(format!("pattern cannot be read: {}", error.kind())))
            .ok();
        let tests = source
            .when()
            .iter()
            .map(|condition| {
                Test::new(condition, spares).unwrap_or_else(|fault| {
                    faults.push(fault);
                    Test::Never
                })
            })
            .collect();
        Self {
            source,
            pattern,
            tests,
            faults,
            seen: Seen::default(),
        }
    }

    /// Whether its pattern means this case.
    pub(super) fn means(&self, case: &str) -> bool {
        self.pattern
            .as_ref()
            .is_some_and(|pattern| pattern.matches(case))
    }

    /// Whether its conditions hold for a cell of the full matrix.
    pub(super) fn held(&self, cell: &Cell) -> Held {
        Held {
            possible: self.tests.iter().all(|test| test.is_possible(cell)),
            certain: self
                .tests
                .iter()
                .all(|test| test.holds(cell) && !matches!(test, Test::Machine { .. })),
        }
    }

    /// Whether its conditions hold for a cell of this run, on this machine.
    pub(super) fn holds(&self, cell: &Cell) -> bool {
        self.tests.iter().all(|test| test.holds(cell))
    }

    /// Whether one of its conditions, by number, could hold for a cell.
    pub(super) fn is_possible(&self, condition: usize, cell: &Cell) -> bool {
        self.tests[condition].is_possible(cell)
    }
}

impl Source {
    /// Pattern of whole case ids.
    pub(super) fn cases(&self) -> &str {
        match self {
            Self::Exclusion(exclusion) => &exclusion.cases,
            Self::Expect(expect) => &expect.cases,
        }
    }

    /// Conditions.
    pub(super) fn when(&self) -> &[Condition] {
        match self {
            Self::Exclusion(exclusion) => &exclusion.when,
            Self::Expect(expect) => &expect.when,
        }
    }

    /// Where it stands.
    pub(super) fn at(&self) -> &Span {
        match self {
            Self::Exclusion(exclusion) => &exclusion.at,
            Self::Expect(expect) => &expect.at,
        }
    }
}

impl Test {
    fn new(condition: &Condition, spares: &[&str]) -> Result<Self, String> {
        let names = || {
            glob(&condition.holds)
                .map_err(|error| format!("`{}` cannot be read: {}", condition.holds, error.kind()))
        };
        Ok(match &*condition.axis {
            "engine" => {
                let names = names()?;
                let spare = spares.iter().any(|engine| names.is_match(engine));
                Self::Engine { names, spare }
            }
            "os" => Self::Machine {
                here: names()?.is_match(std::env::consts::OS),
            },
            "arch" => Self::Machine {
                here: names()?.is_match(std::env::consts::ARCH),
            },
            runtime => {
                let range =
                    VersionRange::parse(&condition.holds).map_err(|error| error.to_string())?;
                Self::Release(runtime.to_owned(), range)
            }
        })
    }

    fn holds(&self, cell: &Cell) -> bool {
        match self {
            Self::Release(name, range) => cell.release.as_ref().is_some_and(|release| {
                *release.name == **name
                    && range.holds(&release.runtime.key.version, &release.runtime.tags)
            }),
            Self::Engine { names, .. } => names.is_match(&*cell.engine.name),
            Self::Machine { here } => *here,
            Self::Never => false,
        }
    }

    fn is_possible(&self, cell: &Cell) -> bool {
        match self {
            Self::Machine { .. } | Self::Engine { spare: true, .. } => true,
            Self::Release(..) | Self::Engine { spare: false, .. } | Self::Never => self.holds(cell),
        }
    }
}
