//! One request to `wasi:http/incoming-handler` of WASI 0.2.
//!
//! The guest hands its answer over while its function runs, and goes on writing the body until the function returns. Then
//! nothing of it runs any more: a body that is still open was leaked.

use super::super::host::World;
use super::answer;
use super::answer::Answer;
use wasmtime::Store;
use wasmtime_wasi_http::WasiBody;
use wasmtime_wasi_http::WasiHttpView as _;
use wasmtime_wasi_http::p2::bindings::Proxy;
use wasmtime_wasi_http::p2::bindings::http::types::Scheme;

/// Puts a request and waits until the handler has returned.
///
/// # Errors
/// What wasmtime says of a guest that trapped.
pub(super) async fn ask(
    proxy: &Proxy,
    request: http::Request<WasiBody>,
    store: &mut Store<World>,
    answer: &Answer<'_>,
) -> wasmtime::Result<()> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let scheme = match request.uri().scheme_str() {
        None | Some("http") => Scheme::Http,
        Some("https") => Scheme::Https,
        Some(other) => Scheme::Other(other.to_owned()),
    };
    let mut view = store.data_mut().http();
    let request = view.new_incoming_request(scheme, request)?;
    let outparam = view.new_response_outparam(sender)?;
    let handler = proxy.wasi_http_incoming_handler();
    let guest = handler.call_handle(&mut *store, request, outparam);
    let given = async { Some(receiver.await.ok()?.map_err(Into::into)) };
    answer::alongside(guest, answer.receive(given)).await
}
