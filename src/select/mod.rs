//! Chooses the trials of a run: what the arguments name, and what filter expressions leave of it.
//!
//! [`Scope`]s are the arguments (a path, or an address of cells); [`filter`] is the language of `-E`. Both only look:
//! a trial is taken or left whole, in the order in which it came. Neither knows how trials are made, so a selection
//! can be tested with trials written by hand.

use crate::model::outcome::Outcome;
use std::collections::HashMap;

pub mod filter;
mod scopes;

pub use scopes::Scope;
pub use scopes::Selected;
pub use scopes::select;

/// Outcomes of the last run by trial id, which `outcome(...)` asks.
pub type Last = HashMap<String, Outcome>;

#[cfg(test)]
mod sample;
