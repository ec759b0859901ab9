//! One request to `wasi:http/handler` of WASI 0.3.
//!
//! The guest returns its answer, and its task may go on filling the body. Streams that were handed over are emptied by
//! the event loop of the store, so that has to run until the body has come to its end.

use super::super::host::World;
use super::answer;
use super::answer::Answer;
use super::answer::Given;
use std::time::Duration;
use tokio::sync::oneshot;
use wasmtime::Store;
use wasmtime_wasi_http::WasiBody;
use wasmtime_wasi_http::WasiHttpView as _;
use wasmtime_wasi_http::p3::Request;
use wasmtime_wasi_http::p3::bindings::Service;

/// How long a body may stay open when no task of the guest is left. On virtual time that costs nothing, and passes only
/// when nothing else is under way.
const GRACE: Duration = Duration::from_secs(1);

/// Puts a request and waits until the tasks of the handler have ended and its body is closed.
///
/// # Errors
/// What wasmtime says of a guest that trapped.
pub(super) async fn ask(
    service: &Service,
    request: http::Request<WasiBody>,
    store: &mut Store<World>,
    answer: &Answer<'_>,
) -> wasmtime::Result<()> {
    let (give, given) = oneshot::channel::<Given>();
    let (taken, is_taken) = oneshot::channel::<()>();
    let (request, _read) = Request::from_http(store.data_mut().http().hooks, request);
    let guest = async {
        let run = store.run_concurrent(async |store| {
            let (sent, is_sent) = oneshot::channel::<()>();
            let given = match service.handle(store, request).await? {
                Err(code) => Err(code.into()),
                Ok(response) => Ok(store.with(|store| {
                    // The guest learns of the end of its answer when all of it has arrived.
                    let transmitted = async move {
                        let _ = is_sent.await;
                        Ok(())
                    };
                    response.into_http(store, transmitted)
                })?),
            };
            let _ = give.send(given);
            let taken = async {
                let _ = is_taken.await;
                drop(sent);
            };
            let tasks = std::future::poll_fn(|context| store.poll_no_interesting_tasks(context));
            let idle = async {
                tasks.await;
                tokio::time::sleep(GRACE).await;
            };
            tokio::select! {
                biased;
                () = taken => {}
                () = idle => {}
            }
            std::future::poll_fn(|context| store.poll_no_interesting_tasks(context)).await;
            Ok(())
        });
        run.await?
    };
    let receive = async {
        let received = answer.receive(async { given.await.ok() }).await;
        drop(taken);
        received
    };
    answer::alongside(guest, receive).await
}
