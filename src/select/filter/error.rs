//! What can be wrong in a filter expression.

use crate::model::case::Kind;
use crate::model::outcome::Outcome;
use crate::model::version::RangeError;
use crate::select::filter::ast::Field;
use crate::wording::closest;
use std::ops::Range;

/// A mistake in a filter expression, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct FilterError {
    /// Bytes of the expression; on character boundaries, empty only at its end.
    pub span: Range<usize>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong in a filter expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing is written.
    #[error("the filter expression is empty")]
    Empty,
    /// A set must stand here.
    #[error("expected a set of trials, found {0}")]
    ExpectedSet(Found),
    /// A set ended, and neither an operator nor the end follows.
    #[error("expected an operator, found {0}")]
    ExpectedOperator(Found),
    /// An operator of other languages.
    #[error("`{0}{0}` is no operator")]
    Doubled(char),
    /// No such function.
    #[error("unknown function `{0}`")]
    UnknownFunction(String),
    /// The name of a function without parentheses.
    #[error("expected `(` after `{0}`")]
    ExpectedCall(&'static str),
    /// A function that needs a name has none.
    #[error("`{0}()` needs a name")]
    ExpectedName(&'static str),
    /// A function that takes nothing was given something.
    #[error("`{0}()` takes nothing")]
    Superfluous(&'static str),
    /// A parenthesis is not closed.
    #[error("`(` is not closed")]
    OpenParenthesis,
    /// A regular expression is not closed.
    #[error("regular expression is not closed")]
    OpenRegex,
    /// Something follows a regular expression.
    #[error("expected `)` after the regular expression, found {0}")]
    AfterRegex(Found),
    /// A comma in a name.
    #[error("`,` cannot stand in a name as it is")]
    Comma,
    /// A backslash before something that needs none.
    #[error("unknown escape")]
    Escape,
    /// A regular expression cannot be read.
    #[error("not a regular expression: {0}")]
    Regex(String),
    /// A glob cannot be read.
    #[error("not a glob: {0}")]
    Glob(String),
    /// A range of versions cannot be read.
    #[error(transparent)]
    Range(RangeError),
    /// No such outcome or kind.
    #[error("unknown {what} `{word}`", what = .0.as_str(), word = .1)]
    UnknownWord(Field, String),
    /// More nesting than anybody writes.
    #[error("nested deeper than {0}")]
    TooDeep(usize),
    /// More sets than anybody writes.
    #[error("more than {0} sets")]
    TooLong(usize),
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A character.
    Character(char),
    /// The end of the expression.
    End,
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Character(character) => write!(f, "`{}`", character.escape_debug()),
            Self::End => f.write_str("the end"),
        }
    }
}

/// Every function, in the order in which help lists them.
pub(super) fn functions() -> Vec<&'static str> {
    let mut names = vec!["all", "none"];
    names.extend(Field::ALL.map(Field::as_str));
    names.insert(names.len() - 1, "runtime");
    names
}

/// The words that `kind()` and `outcome()` know; nothing for other functions, whose names are the tree's.
pub(super) fn words(field: Field) -> Vec<&'static str> {
    match field {
        Field::Kind => Kind::ALL.map(Kind::as_str).to_vec(),
        Field::Outcome => Outcome::ALL.map(Outcome::as_str).to_vec(),
        Field::Suite | Field::Project | Field::Case | Field::Tag | Field::Engine => Vec::new(),
    }
}

impl FilterError {
    /// What to do, to stand beside the caret or on a line of its own.
    pub fn hint(&self) -> Option<String> {
        self.fault.hint()
    }
}

impl Fault {
    fn hint(&self) -> Option<String> {
        let listed = |what: &str, names: Vec<&str>| format!("{what}: {}", names.join(", "));
        let near = |word: &str, names: Vec<&'static str>| {
            closest(word, names.iter().copied()).map(|near| format!("did you mean `{near}`?"))
        };
        let hint = match self {
            Self::Empty => "`all()` selects every trial".to_owned(),
            Self::ExpectedSet(_) => listed("sets", functions()),
            Self::ExpectedOperator(_) => "sets are joined by `&`, `|`, `-`".to_owned(),
            Self::Doubled(sign) => format!("`{sign}` joins two sets"),
            Self::UnknownFunction(word) => near(word, functions()).unwrap_or_else(|| {
                format!(
                    "{}; `case(x)` selects by name",
                    listed("functions", functions())
                )
            }),
            Self::ExpectedCall(name) => format!("`{name}(...)`"),
            Self::ExpectedName(name) => format!("`{name}(x)`; `all()` selects every trial"),
            Self::Superfluous(name) => format!("`{name}()`"),
            Self::Comma => "`\\,` stands for a comma; two sets are joined by `|`".to_owned(),
            Self::Escape => {
                "`\\)`, `\\,`, `\\\\`, `\\/`, `\\n`, `\\r`, `\\t`, `\\u{1f600}`".to_owned()
            }
            Self::Range(_) => "`lua@5.4`, `lua@>=5.1,<5.4`, `lua@5.1..5.3`, `ruby@head`".to_owned(),
            Self::UnknownWord(field, word) => near(word, words(*field))
                .unwrap_or_else(|| listed(&format!("{}s", field.as_str()), words(*field))),
            Self::OpenParenthesis
            | Self::OpenRegex
            | Self::AfterRegex(_)
            | Self::Regex(_)
            | Self::Glob(_)
            | Self::TooDeep(_)
            | Self::TooLong(_) => return None,
        };
        Some(hint)
    }
}
