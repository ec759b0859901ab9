//! What the arguments of a command name: paths and cells.

use crate::model::case::Case;
use crate::model::engine::DEFAULT;
use crate::model::id::Address;
use crate::model::id::CaseId;
use crate::model::id::Cell;
use crate::model::id::derive_name;
use crate::model::trial::Trial;
use crate::model::version::VersionRange;
use crate::select::Last;
use crate::select::filter::Expr;
use globset::GlobBuilder;
use globset::GlobMatcher;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All cases whose file or project lies at or below an absolute path.
    Under(PathBuf),
    /// All trials that agree with an address; its case is a case id, a directory of ids, or a glob of ids.
    ///
    /// An address that is itself the id of one of the trials means that trial alone.
    Cells(Address),
}

/// The trials of a run.
#[derive(Debug, Default)]
pub struct Selected {
    /// In the order in which they came.
    pub trials: Vec<Trial>,
    /// Numbers of the scopes that name no trial at all, whatever the filters say.
    pub unmatched: Vec<usize>,
}

/// Takes the trials that one of the scopes and one of the filters select; no scopes, or no filters, select all.
///
/// `last` is what `outcome(...)` asks. A scope whose glob cannot be read names nothing.
pub fn select(trials: Vec<Trial>, scopes: &[Scope], filters: &[Expr], last: &Last) -> Selected {
    let mut selected = Selected {
        trials,
        unmatched: Vec::new(),
    };
    if !scopes.is_empty() {
        let mut lenses: Vec<Lens<'_>> = scopes
            .iter()
            .map(|scope| Lens::new(scope, &selected.trials))
            .collect();
        selected.trials.retain(|trial| {
            let mut taken = false;
            // All are asked, because each must know whether it names something.
            for lens in &mut lenses {
                taken |= lens.takes(trial);
            }
            taken
        });
        let numbers = lenses.iter().enumerate();
        selected.unmatched = numbers
            .filter(|(_, lens)| !lens.is_used)
            .map(|(number, _)| number)
            .collect();
    }
    if !filters.is_empty() {
        let is_wanted = |trial: &Trial| filters.iter().any(|filter| filter.matches(trial, last));
        selected.trials.retain(is_wanted);
    }
    selected
}

/// A scope held against many trials.
struct Lens<'a> {
    view: View<'a>,
    is_used: bool,
    /// What was said of the case that came last: its trials follow each other.
    said: Option<(CaseId, bool)>,
}

enum View<'a> {
    Under(&'a Path),
    Trial(&'a Address),
    Cells(Cases<'a>, &'a Address),
}

/// Which case ids an address means.
enum Cases<'a> {
    One(&'a str),
    Below(&'a str),
    Glob(Box<GlobMatcher>),
    Unreadable,
}

impl<'a> Lens<'a> {
    fn new(scope: &'a Scope, trials: &[Trial]) -> Self {
        let view = match scope {
            Scope::Under(path) => View::Under(path),
            Scope::Cells(address) if trials.iter().any(|trial| is_id_of(address, trial)) => {
                View::Trial(address)
            }
            Scope::Cells(address) => View::Cells(Cases::new(&address.case, trials), address),
        };
        Self {
            view,
            is_used: false,
            said: None,
        }
    }

    fn takes(&mut self, trial: &Trial) -> bool {
        let taken = match &self.view {
            View::Under(_) => self.takes_case(&trial.case),
            View::Trial(address) => is_id_of(address, trial),
            View::Cells(_, address) => {
                let address = *address;
                self.takes_case(&trial.case)
                    && address.holds_for(trial.release(), trial.tags(), &trial.engine.name)
            }
        };
        self.is_used |= taken;
        taken
    }

    fn takes_case(&mut self, case: &Arc<Case>) -> bool {
        if let Some((last, said)) = &self.said
            && *last == case.id
        {
            return *said;
        }
        let said = match &self.view {
            View::Under(path) => case.file.starts_with(path) || case.project.dir.starts_with(path),
            View::Cells(cases, _) => cases.means(case.id.as_str()),
            View::Trial(address) => address.case == case.id.as_str(),
        };
        self.said = Some((case.id.clone(), said));
        said
    }
}

impl<'a> Cases<'a> {
    fn new(text: &'a str, trials: &[Trial]) -> Self {
        if trials.iter().any(|trial| trial.case.id.as_str() == text) {
            return Self::One(text);
        }
        if text.contains(['*', '?', '[', '{']) {
            let glob = GlobBuilder::new(text).literal_separator(true).build();
            return glob.map_or(Self::Unreadable, |glob| {
                Self::Glob(Box::new(glob.compile_matcher()))
            });
        }
        Self::Below(text.trim_end_matches('/'))
    }

    fn means(&self, id: &str) -> bool {
        match self {
            Self::One(own) => *own == id,
            Self::Below(dir) => id
                .strip_prefix(dir)
                .is_some_and(|rest| rest.starts_with('/')),
            Self::Glob(glob) => glob.is_match(id),
            Self::Unreadable => false,
        }
    }
}

/// Whether an address is the id of a trial: it names the release exactly, and the engine unless that is `default`.
fn is_id_of(address: &Address, trial: &Trial) -> bool {
    let id = &trial.id;
    if address.case != id.case.as_str() {
        return false;
    }
    let names_engine = usize::from(&*id.engine != DEFAULT);
    let parts = usize::from(id.release.is_some()) + names_engine;
    parts == address.conditions.len()
        && address.conditions.iter().all(|(axis, cell)| match cell {
            Cell::Engine(name) => names_engine == 1 && **name == *id.engine,
            Cell::Release(VersionRange::Prefix(text)) => {
                id.release.as_ref().is_some_and(|(runtime, version)| {
                    **runtime == **axis
                        && (text == version.as_str() || *text == derive_name(version.as_str()))
                })
            }
            Cell::Release(VersionRange::Compare(_) | VersionRange::Span(..)) => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::outcome::Outcome;
    use crate::select::sample::ids;
    use crate::select::sample::trials;

    fn cells(text: &str) -> Scope {
        Scope::Cells(Address::parse(text).unwrap())
    }

    fn under(path: &str) -> Scope {
        Scope::Under(Path::new(crate::model::sample::ROOT).join(path))
    }

    fn chosen(scopes: &[Scope]) -> (Vec<String>, Vec<usize>) {
        let selected = select(trials(), scopes, &[], &Last::new());
        (ids(&selected.trials), selected.unmatched)
    }

    #[test]
    fn each_scope_names_what_people_mean_by_it() {
        let table: [(Scope, &str); 26] = [
            // A case whose engine is not in its id: the id means the default engine alone.
            (cells("commands/args"), "commands/args"),
            (
                cells("commands/args@engine=winch"),
                "commands/args@engine=winch",
            ),
            (cells("commands/args@engine=default"), "commands/args"),
            (
                cells("commands/ar*"),
                "commands/args commands/args@engine=winch",
            ),
            (
                cells("commands"),
                "commands/args commands/args@engine=winch commands/exit",
            ),
            (
                cells("commands/"),
                "commands/args commands/args@engine=winch commands/exit",
            ),
            (cells("command"), ""),
            // A whole trial id, and parts of one.
            (cells("lua/numbers@lua=5.5.1"), "lua/numbers@lua=5.5.1"),
            (
                cells("lua/numbers@lua=5.5.1,engine=winch"),
                "lua/numbers@lua=5.5.1,engine=winch",
            ),
            (
                cells("lua/numbers@engine=winch,lua=5.5.1"),
                "lua/numbers@lua=5.5.1,engine=winch",
            ),
            (
                cells("lua/numbers@lua=5.5"),
                "lua/numbers@lua=5.5.1 lua/numbers@lua=5.5.1,engine=winch",
            ),
            (
                cells("lua/numbers@lua=head"),
                "lua/numbers@lua=5.5.1 lua/numbers@lua=5.5.1,engine=winch",
            ),
            (cells("lua/numbers@lua=<5.4"), "lua/numbers@lua=5.1.5"),
            (
                cells("lua/numbers@engine=winch"),
                "lua/numbers@lua=5.5.1,engine=winch",
            ),
            (
                cells("lua@lua=..5.1"),
                "lua/goto@lua=5.1.5 lua/numbers@lua=5.1.5",
            ),
            (cells("lua@ruby=3.4"), ""),
            (
                cells("lua/numbers"),
                "lua/numbers@lua=5.1.5 lua/numbers@lua=5.5.1 lua/numbers@lua=5.5.1,engine=winch",
            ),
            // A version that a name cannot hold is spelled as in ids.
            (
                cells("ruby/core/set@ruby=3.4.1%7Erc"),
                "ruby/core/set@ruby=3.4.1%7Erc",
            ),
            // A case that is named like a directory of cases is meant alone.
            (cells("ruby/core"), "ruby/core@ruby=3.3.3"),
            (cells("ruby/*"), "ruby/core@ruby=3.3.3"),
            (
                cells("ruby/**"),
                "ruby/core@ruby=3.3.3 ruby/core/set@ruby=3.4.1%7Erc",
            ),
            (cells("ruby/[co"), ""),
            // Paths.
            (
                under("ruby"),
                "ruby/core@ruby=3.3.3 ruby/core/set@ruby=3.4.1%7Erc",
            ),
            (under("ruby/core"), "ruby/core/set@ruby=3.4.1%7Erc"),
            (
                under("commands/args.wasm"),
                "commands/args commands/args@engine=winch",
            ),
            (under("comm"), ""),
        ];
        for (scope, expected) in table {
            let (found, unmatched) = chosen(std::slice::from_ref(&scope));
            assert_eq!(found.join(" "), expected, "{scope:?}");
            assert_eq!(unmatched.is_empty(), !expected.is_empty(), "{scope:?}");
        }
    }

    #[test]
    fn scopes_are_joined_and_those_that_name_nothing_are_told() {
        let scopes = [
            cells("lua/gto"),
            under("commands/exit.wasm"),
            cells("lua/goto"),
            under("nowhere"),
        ];
        let (found, unmatched) = chosen(&scopes);
        assert_eq!(
            found,
            ["commands/exit", "lua/goto@lua=5.1.5", "lua/goto@lua=5.5.1"]
        );
        assert_eq!(unmatched, [0, 3]);
        assert_eq!(chosen(&[]).0, ids(&trials()));
    }

    #[test]
    fn a_scope_is_matched_even_where_a_filter_leaves_nothing_of_it() {
        let filters = ["case(goto)", "outcome(fail)"].map(|text| text.parse::<Expr>().unwrap());
        let last = Last::from([("commands/exit".to_owned(), Outcome::Fail)]);
        let scopes = [under("commands"), cells("lua/numbers")];
        let selected = select(trials(), &scopes, &filters, &last);
        assert_eq!(ids(&selected.trials), ["commands/exit"]);
        assert_eq!(selected.unmatched, [0; 0]);
    }
}
