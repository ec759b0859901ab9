//! Handlers of `wasi:http`, asked in process: no socket, no port, no thread.
//!
//! A handler and what takes its answer are two futures of one task. The body channel of `wasi:http` holds a few pieces
//! and no more, so a guest that writes faster than its answer is taken waits, as it would for a slow connection.
//!
//! | file | what it decides |
//! | --- | --- |
//! | `request`, `body` | what a handler is asked |
//! | `p2`, `p3` | how it is called, and when it is over |
//! | `answer` | what is captured of the answer, as it comes |
//! | `error` | errors of `wasi:http` in the words of its WIT |
//! | `upstream` | what the guest's own requests meet |

mod answer;
mod body;
mod error;
mod p2;
mod p3;
mod request;
mod upstream;

pub(super) use request::Unaskable;
pub(super) use upstream::Upstreams;

use super::capture::Capture;
use super::ending::End;
use super::ending::Phase;
use super::host::World;
use crate::model::http::Request;
use answer::Answer;
use std::cell::Cell;
use wasmtime::Store;
use wasmtime::component::InstancePre;

/// A handler, linked.
pub(super) enum Handler {
    /// `wasi:http/incoming-handler` of WASI 0.2.
    P2(wasmtime_wasi_http::p2::bindings::ProxyPre<World>),
    /// `wasi:http/handler` of WASI 0.3.
    P3(wasmtime_wasi_http::p3::bindings::ServicePre<World>),
}

impl Handler {
    /// A handler of WASI 0.2.
    pub(super) fn p2(pre: InstancePre<World>) -> wasmtime::Result<Self> {
        wasmtime_wasi_http::p2::bindings::ProxyPre::new(pre).map(Self::P2)
    }

    /// A handler of WASI 0.3.
    pub(super) fn p3(pre: InstancePre<World>) -> wasmtime::Result<Self> {
        wasmtime_wasi_http::p3::bindings::ServicePre::new(pre).map(Self::P3)
    }
}

/// One instance of a handler.
enum Instance {
    P2(wasmtime_wasi_http::p2::bindings::Proxy),
    P3(wasmtime_wasi_http::p3::bindings::Service),
}

/// Puts requests to one instance of a handler, one after the other, and captures what it answers. The first request that
/// is not answered is the last one.
///
/// # Errors
/// What wasmtime says of a guest that trapped, and [`Unaskable`] for a request that cannot be made.
pub(super) async fn serve(
    handler: &Handler,
    requests: &[Request],
    (store, capture): (&mut Store<World>, &Capture),
    phase: &Cell<Phase>,
) -> wasmtime::Result<End> {
    let instance = match handler {
        Handler::P2(pre) => Instance::P2(pre.instantiate_async(&mut *store).await?),
        Handler::P3(pre) => Instance::P3(pre.instantiate_async(&mut *store).await?),
    };
    phase.set(Phase::Entered);
    let mut end = End::Returned;
    for declared in requests {
        let request = request::made(declared)?;
        let answer = Answer::awaited(capture, request.method());
        match &instance {
            Instance::P2(proxy) => p2::ask(proxy, request, store, &answer).await?,
            Instance::P3(service) => p3::ask(service, request, store, &answer).await?,
        }
        match answer.status() {
            Some(status) => end = End::Answered(status),
            None => return Ok(End::Returned),
        }
    }
    Ok(end)
}
