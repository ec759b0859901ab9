//! Handlers of `wasi:http`, asked in process: no socket, no port, no thread.

mod upstream;

pub(super) use upstream::Upstreams;

use super::capture::Capture;
use super::ending::End;
use super::ending::Phase;
use super::host::World;
use crate::model::http::Request;
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

/// Puts requests to one instance of a handler, one after the other, and captures what it answers.
pub(super) async fn serve(
    handler: &Handler,
    requests: &[Request],
    (store, capture): (&mut Store<World>, &Capture),
    phase: &Cell<Phase>,
) -> wasmtime::Result<End> {
    let _ = (handler, requests, store, capture, phase);
    wasmtime::bail!("to be written")
}
