//! Behaviour through the binary, as a person meets it.

mod harness;
mod insta;
mod install;
mod isolation;
mod offline;
mod output;
mod peers;
mod programs;
mod repository;
mod run;
mod server;
mod stop;
