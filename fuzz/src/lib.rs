//! What is fuzzed. The bodies of the targets lie among the tests of wassay, which replay the corpus on every run.

#[path = "../../tests/fuzz_targets/mod.rs"]
pub mod targets;
