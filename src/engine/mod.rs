//! What executes Wasm.
//!
//! The rest of the program knows an engine by two traits: an [`Engine`] says who it is and prepares programs, a
//! [`Seat`] is one worker's place in it and executes trials one after the other. What passes between them is plain data
//! ([`Invocation`], [`Execution`]), so that an engine in another process can take the same place later.
//!
//! [`embedded`] is the wasmtime inside this program, and the only module that names it.
//!
//! What a guest does is data. [`EngineError`] means that our side could not make a run; [`PrepareError`] that a program
//! cannot be run here at all.
//!
//! [`Invocation`]: crate::model::invocation::Invocation
//! [`Execution`]: crate::model::execution::Execution

pub mod embedded;
mod interface;

pub use embedded::check;
pub use interface::CodeCache;
pub use interface::Control;
pub use interface::Engine;
pub use interface::EngineError;
pub use interface::OptionFault;
pub use interface::Order;
pub use interface::PrepareError;
pub use interface::Prepared;
pub use interface::Seat;
