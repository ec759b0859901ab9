//! Real little guests on real engines.

mod endings;
mod programs;
mod rig;
mod time;
