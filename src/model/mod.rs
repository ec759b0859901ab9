//! Plain data that every other module speaks: what is tested, what came out, what it means.
//!
//! Nothing here reads a file, opens a socket or names a library of an engine. A type lives here when two modules that
//! do not know each other must both see it; whatever only one module needs stays there. All of it is serialisable or
//! trivially copied, because [`invocation`] and [`execution`] are also the protocol of engines outside this process.

pub mod call;
pub mod captured;
pub mod case;
pub mod cause;
pub mod defect;
pub mod document;
pub mod engine;
pub mod event;
pub mod execution;
pub mod expectation;
pub mod http;
pub mod id;
pub mod integer;
pub mod invocation;
pub mod limits;
pub mod outcome;
pub mod program;
pub mod runtime;
#[cfg(test)]
pub(crate) mod sample;
pub mod secret;
pub mod trial;
pub mod version;
