//! What all tests of filter expressions are made of.

mod laws;
mod mistakes;
mod selects;

use super::Expr;
use crate::model::outcome::Outcome;
use crate::model::trial::Trial;
use crate::select::Last;

fn last() -> Last {
    let outcomes = [
        ("commands/args", Outcome::Pass),
        ("commands/args@engine=winch", Outcome::KnownFailure),
        ("lua/numbers@lua=5.5.1", Outcome::Fail),
        ("ruby/core/set@ruby=3.4.1%7Erc", Outcome::Broken),
    ];
    outcomes
        .map(|(id, outcome)| (id.to_owned(), outcome))
        .into()
}

/// One letter for each trial of the sample, in its order.
const LETTERS: &str = "aAegGnNWrs";

fn selected(expr: &Expr, trials: &[Trial]) -> String {
    let last = last();
    let pairs = LETTERS.chars().zip(trials);
    pairs
        .filter(|(_, trial)| expr.matches(trial, &last))
        .map(|(letter, _)| letter)
        .collect()
}
