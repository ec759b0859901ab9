//! What a guest's own requests meet: the answers that its case declares, and nothing else.
//!
//! A request is held against method, URL and, where any answer that fits those two declares one, body; the body is then
//! read to its end before anything is answered. Otherwise the answer is there at once and the body is read beside it.

use super::super::capture::Capture;
use super::super::capture::RequestPart;
use super::super::stdio::Overflow;
use super::body;
use crate::model::http::Answer;
use crate::model::http::Exchange;
use crate::model::http::Met;
use crate::model::http::Upstream;
use http::StatusCode;
use http::Uri;
use http_body_util::BodyExt as _;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;
use wasmtime_wasi_http::Error;
use wasmtime_wasi_http::RequestOptions;
use wasmtime_wasi_http::WasiBody;
use wasmtime_wasi_http::WasiHttpHooks;

/// The declared answers of one trial; clones share which of them were used.
#[derive(Clone, Default)]
pub(in super::super) struct Upstreams {
    declared: Arc<[Upstream]>,
    used: Arc<Mutex<Vec<bool>>>,
    capture: Capture,
}

/// How long a request that is denied may be silent before it is taken as sent, on the guest's clock. It passes only when
/// the guest waits for the answer before it goes on.
const SILENCE: Duration = Duration::from_secs(1);

/// What a request without method and URL counts for.
const ENTRY: usize = 128;

/// What is still to be done for a request when its answer is there.
type Rest = Box<dyn Future<Output = Result<(), Error>> + Send>;

/// What a request gets.
type Got = Result<(http::Response<WasiBody>, Rest), Error>;

impl Upstreams {
    /// Answers that were not used yet.
    pub(in super::super) fn new(declared: &[Upstream], capture: &Capture) -> Self {
        let declared: Vec<Upstream> = declared
            .iter()
            .map(|upstream| Upstream {
                url: written(&upstream.url),
                ..upstream.clone()
            })
            .collect();
        Self {
            used: Arc::new(Mutex::new(vec![false; declared.len()])),
            declared: declared.into(),
            capture: capture.clone(),
        }
    }

    /// Captures the answers that were never used; when the trial is over.
    pub(in super::super) fn finish(&self) {
        let used = self.used();
        for (upstream, used) in self.declared.iter().zip(used.iter()) {
            if !used {
                let unused = Exchange::Unused {
                    method: upstream.method.clone(),
                    url: upstream.url.clone(),
                };
                self.capture.with(|captured| captured.upstream.push(unused));
            }
        }
    }

    fn used(&self) -> MutexGuard<'_, Vec<bool>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Captures that a request was made. Until something is found for it, it counts as denied.
    ///
    /// # Errors
    /// [`Overflow`] where the guest asked for too much; the trial then ends.
    fn asked(&self, method: &str, url: &str) -> Result<Asked, Overflow> {
        self.capture
            .charge_request(RequestPart::Head, ENTRY + method.len() + url.len())?;
        let asked = Exchange::Asked {
            method: method.to_owned(),
            url: url.to_owned(),
            body: Vec::new(),
            met: Met::Denied,
        };
        let index = self.capture.with(|captured| {
            captured.upstream.push(asked);
            captured.upstream.len() - 1
        });
        Ok(Asked {
            capture: self.capture.clone(),
            index,
        })
    }

    /// Finds the answer to a request, waits as long as that takes, and gives it.
    async fn answer(
        self,
        asked: Asked,
        candidates: Vec<usize>,
        mut body: WasiBody,
        options: Option<RequestOptions>,
    ) -> Got {
        let by_body = candidates
            .iter()
            .any(|index| self.declared[*index].body.is_some());
        if by_body {
            body::drained(&mut body, |piece| asked.append(piece)).await?;
        }
        let sent = asked.body();
        let fits = |index: &usize| match &self.declared[*index].body {
            Some(wanted) => *wanted == sent,
            None => true,
        };
        let fitting: Vec<usize> = candidates.into_iter().filter(fits).collect();
        let Some((upstream, again)) = self.take(&fitting) else {
            asked.read_what_comes(&mut body).await?;
            return Err(Error::HttpRequestDenied);
        };
        let status = match &upstream.answer {
            Answer::Response { status, .. } => Some(*status),
            Answer::Refused | Answer::TimedOut => None,
        };
        asked.meets(if again {
            Met::Again(status)
        } else {
            Met::Declared(status)
        });
        let response = given(&upstream.answer, options).await?;
        let rest = async move { body::drained(&mut body, |piece| asked.append(piece)).await };
        Ok((response, Box::new(rest)))
    }

    /// The first of these answers that was not used, else the first, and whether it was used before.
    fn take(&self, fitting: &[usize]) -> Option<(&Upstream, bool)> {
        let mut used = self.used();
        let fresh = fitting.iter().find(|index| !used[**index]);
        let index = *fresh.or(fitting.first())?;
        let again = std::mem::replace(&mut used[index], true);
        Some((&self.declared[index], again))
    }
}

/// A request that was captured.
struct Asked {
    capture: Capture,
    index: usize,
}

impl Asked {
    fn append(&self, piece: &[u8]) -> Result<(), Error> {
        let charged = self.capture.charge_request(RequestPart::Body, piece.len());
        let append = || {
            self.capture.append(piece, |captured| {
                match captured.upstream.get_mut(self.index)? {
                    Exchange::Asked { body, .. } => Some(body),
                    Exchange::Unused { .. } => None,
                }
            })
        };
        // The trial sees that by itself; the guest only has to stop writing.
        charged
            .and_then(|()| append())
            .map_err(|Overflow| Error::HttpRequestBodySize(None))
    }

    fn body(&self) -> Vec<u8> {
        self.capture
            .with(|captured| match captured.upstream.get(self.index) {
                Some(Exchange::Asked { body, .. }) => body.clone(),
                Some(Exchange::Unused { .. }) | None => Vec::new(),
            })
    }

    fn meets(&self, found: Met) {
        self.capture.with(|captured| {
            if let Some(Exchange::Asked { met, .. }) = captured.upstream.get_mut(self.index) {
                *met = found;
            }
        });
    }

    /// Reads a body for as long as the guest sends it without an answer.
    async fn read_what_comes(&self, body: &mut WasiBody) -> Result<(), Error> {
        while let Ok(Some(frame)) = tokio::time::timeout(SILENCE, body.frame()).await {
            if let Some(data) = frame?.data_ref() {
                self.append(data)?;
            }
        }
        Ok(())
    }
}

/// A declared answer, after its delay.
async fn given(
    answer: &Answer,
    options: Option<RequestOptions>,
) -> Result<http::Response<WasiBody>, Error> {
    let (status, headers, declared, delay) = match answer {
        Answer::Refused => return Err(Error::ConnectionRefused),
        Answer::TimedOut => return Err(Error::ConnectionTimeout),
        Answer::Response {
            status,
            headers,
            body,
            delay,
        } => (*status, headers, body, *delay),
    };
    let patience = options.and_then(|options| options.first_byte_timeout);
    if let Some(patience) = patience.filter(|patience| *patience < delay) {
        tokio::time::sleep(patience).await;
        return Err(Error::ConnectionReadTimeout);
    }
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let wrong = |message: String| Error::InternalError(Some(message));
    let sent = body::sent(declared).map_err(|error| wrong(error.to_string()))?;
    let mut response = http::Response::new(sent);
    *response.status_mut() =
        StatusCode::from_u16(status).map_err(|error| wrong(error.to_string()))?;
    *response.headers_mut() = body::fields(headers).map_err(|error| wrong(error.to_string()))?;
    Ok(response)
}

/// A URL as `http` writes it, so that `http://a.test` is `http://a.test/`.
fn written(url: &str) -> String {
    url.parse::<Uri>()
        .map_or_else(|_| url.to_owned(), |uri| uri.to_string())
}

impl WasiHttpHooks for Upstreams {
    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Got> + Send> {
        let (head, body) = request.into_parts();
        let url = head.uri.to_string();
        let Ok(asked) = self.asked(head.method.as_str(), &url) else {
            return Box::new(std::future::ready(Err(Error::HttpRequestDenied)));
        };
        let fits = |upstream: &Upstream| {
            let method = upstream.method.as_deref();
            method.is_none_or(|method| method == head.method.as_str()) && upstream.url == url
        };
        let candidates = (0..self.declared.len())
            .filter(|index| fits(&self.declared[*index]))
            .collect();
        Box::new(self.clone().answer(asked, candidates, body, options))
    }
}
