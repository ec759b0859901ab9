//! Real little guests on real engines.

mod cached;
mod component;
mod endings;
mod faults;
mod files;
mod preloads;
mod rig;
mod speed;
mod time;
