//! Processes that die at any point of their way.

mod crashes;
mod director;
pub(super) mod stage;
