//! Behaviour through the binary, as a person meets it.

#![expect(
    unreachable_pub,
    reason = "what is offered to the other files of a test crate can have no wider visibility"
)]

mod archives;
mod cache;
#[cfg(unix)]
mod crowd;
mod decide;
mod determinism;
mod expectations;
mod explain;
mod faults;
mod harness;
mod insta;
mod install;
mod isolation;
mod kinds;
mod layers;
mod manifests;
mod matrix;
mod offline;
mod output;
mod peers;
mod pipeline;
#[cfg(unix)]
mod planted;
mod policy;
mod programs;
mod releases;
mod reports;
mod repository;
mod run;
mod scripts;
mod select;
mod server;
mod stop;
mod terminal;
