//! Exports called by name, with values as WAVE.
//!
//! Every call of a case is understood before any is made: names, number and types of arguments. Then all are made in
//! order on one instance, so that what one leaves behind is there for the next. What a call returns is captured as soon
//! as it has, so that it is known what worked when a later one traps.
//!
//! | file | what it decides |
//! | --- | --- |
//! | `exports` | which export a name means |
//! | `types` | types as text |
//! | `fit` | text to a value of a type |
//! | `values`, `streams` | handles, streams and futures in values |
//! | `component`, `core` | the calls themselves |
//! | `fault` | why a call cannot be made |

#[cfg(test)]
mod agreement;
mod component;
mod core;
mod exports;
mod fault;
mod fit;
mod streams;
mod types;
mod values;

pub(super) use fault::CallFault;

use super::capture::Capture;
use super::ending::End;
use super::ending::Phase;
use super::host::World;
use std::cell::Cell;
use wasmtime::Store;

/// What has exports, linked.
pub(super) enum Callee {
    /// A core module.
    Core(wasmtime::InstancePre<World>),
    /// A component.
    Component(wasmtime::component::InstancePre<World>),
}

/// Calls exports of one instance, one after the other, and captures what they return.
///
/// # Errors
/// What the guest met, or a [`CallFault`] where a call cannot be made.
pub(super) async fn call(
    callee: &Callee,
    calls: &[String],
    (store, capture): (&mut Store<World>, &Capture),
    phase: &Cell<Phase>,
) -> wasmtime::Result<End> {
    match callee {
        Callee::Core(pre) => core::call(pre, calls, (store, capture), phase).await,
        Callee::Component(pre) => component::call(pre, calls, (store, capture), phase).await,
    }?;
    Ok(End::Returned)
}
