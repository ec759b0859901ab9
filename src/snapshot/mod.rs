//! What a guest did, as a text that people review, and the files that hold what they accepted.
//!
//! An execution becomes a [`document`]; the document is held against the snapshot that [`serving`] names; what differs
//! is gathered by case, and [`plan()`] decides from groups of equal documents what becomes pending. Nothing here runs a
//! guest, asks for a policy or reads the environment: callers say what may be written.
//!
//! # insta's files, our comparison
//!
//! Snapshots have insta's format and its pending protocol (`.snap.new` beside `.snap`), so that `cargo insta review`
//! works on them unchanged. Comparing and writing are ours. insta's own assertion ignores whether a program ends its
//! output with a newline, lists the whole directory for each assertion and panics to say that something differs; here a
//! match costs one read of one file and no parsing. insta's library is asked where it matters that our bytes are its
//! bytes: accepting reads a pending file and saves it with insta, so that the file is the same whoever accepts it. Only
//! `storage.rs` names it.
//!
//! Headers hold neither `source` (`cargo insta test --unreferenced=delete` removes files that begin with it) nor
//! anything that changes without the document changing.

mod compare;
pub mod diff;
mod differences;
pub mod document;
mod filters;
mod header;
pub mod pending;
mod plan;
mod storage;
mod unreferenced;
mod variants;
pub mod want;

pub use compare::CompareError;
pub use compare::Compared;
pub use compare::compare;
pub use compare::is_right_ending;
pub use header::Header;
pub use header::HeaderError;
pub use plan::NotRun;
pub use plan::Plan;
pub use plan::PlanInput;
pub use plan::PlanTrial;
pub use plan::PlannedWrite;
pub use plan::plan;
pub use storage::Loaded;
pub use storage::Storage;
pub use storage::StorageError;
pub use storage::Stored;
pub use unreferenced::unreferenced;
pub use variants::Status;
pub use variants::Tie;
pub use variants::serving;

/// Number of the document's format, as written into `info.format`.
pub const FORMAT: u64 = 1;
