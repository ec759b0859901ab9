//! Wassay tests Wasm releases: every case, on every runtime release, on every engine, compared with snapshots that
//! people review.
//!
//! # Glossary
//!
//! | word | meaning |
//! | --- | --- |
//! | suite | a directory directly under a suites root; holds projects, or is one |
//! | project | a directory with `.wws.toml` and/or `wassay.toml`; holds cases |
//! | case | one declared execution: a program, its inputs, what is compared |
//! | runtime | a language runtime release pinned in `.wws.toml` |
//! | artifact | bytes named by their SHA-256 |
//! | engine | what executes Wasm: the embedded wasmtime with one configuration |
//! | trial | case x runtime release x engine: what is scheduled, recorded and reported |
//! | program | what an engine runs: a component, or a core module with its preloads |
//! | ending | how the guest stopped |
//! | execution | ending + captured channels + resources used |
//! | document | the text of an execution after filters: the body of a snapshot |
//! | verdict | matched, differs, unseen, broken: what the comparison says |
//! | outcome | verdict x expectation |
//! | cache | where artifacts, compiled code and records are kept (`Store` is wasmtime's word alone) |
//! | record | the run's result file: every event, NDJSON |
//!
//! # Floors
//!
//! A module leans only on floors below its own; `tests/floors.rs` keeps it so.
//!
//! 5. `cli`
//! 4. `runner`, `report`
//! 3. `discover`, `matrix`, `select`, `install`, `engine`, `snapshot`
//! 2. `manifest`, `cache`, `record`, `wasm`
//! 1. `model`
//! 0. `digest`, `files`, `wording`

pub mod cache;
pub mod cli;
pub mod digest;
pub mod discover;
pub mod engine;
pub mod files;
pub mod install;
pub mod manifest;
pub mod matrix;
pub mod model;
pub mod record;
pub mod report;
pub mod runner;
pub mod select;
pub mod snapshot;
pub mod wasm;
pub mod wording;
