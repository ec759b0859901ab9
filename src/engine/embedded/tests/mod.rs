//! Real little guests on real engines.

mod cached;
mod call;
mod call_faults;
mod call_limits;
mod call_special;
mod call_suite;
mod call_types;
mod component;
mod endings;
mod faults;
mod files;
mod http;
mod http_bodies;
mod http_failures;
mod http_upstream;
mod preloads;
mod rig;
mod speed;
mod time;
mod wast;
mod wast_components;
mod wast_stops;
mod wast_wrong;
