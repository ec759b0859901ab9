//! The truth of the language suites comes from elsewhere: the scripts run on the interpreters that Debian ships, and
//! stdout and exit code are held against the snapshots that were accepted.
//!
//! Every difference that is right stands in a table with its reason.

mod accepted;
mod lua;
mod peer;
mod python;
mod suite;
