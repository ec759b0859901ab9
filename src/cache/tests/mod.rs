//! Processes that die at any point of their way.

pub(super) mod stage;
