//! What a handler answers to one request, captured as it comes.

use super::super::capture::Capture;
use super::super::stdio::Overflow;
use super::body;
use super::error;
use crate::model::captured::Captured;
use crate::model::http::BodyEnd;
use crate::model::http::Head;
use crate::model::http::Response;
use http::Method;
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use http_body_util::BodyExt as _;
use std::pin::pin;
use std::task::Poll;
use wasmtime_wasi_http::Error;
use wasmtime_wasi_http::WasiBody;

/// What a guest gave as its answer.
pub(super) type Given = Result<http::Response<WasiBody>, Error>;

/// The answer to one request.
pub(super) struct Answer<'a> {
    capture: &'a Capture,
    index: usize,
    /// Whether the request was a `HEAD`, whose answer has the length of a body and no body.
    bodiless: bool,
}

impl<'a> Answer<'a> {
    /// An answer of which nothing has come.
    pub(super) fn awaited(capture: &'a Capture, method: &Method) -> Self {
        let index = capture.with(|captured| {
            captured.responses.push(Response {
                head: Head::None,
                body: Vec::new(),
                trailers: Vec::new(),
                body_end: BodyEnd::Cut(None),
            });
            captured.responses.len() - 1
        });
        Self {
            capture,
            index,
            bodiless: method == Method::HEAD,
        }
    }

    /// The status, where there was a response.
    pub(super) fn status(&self) -> Option<u16> {
        self.change(|response| match response.head {
            Head::Answer { status, .. } => Some(status),
            Head::None | Head::Error(_) => None,
        })
        .flatten()
    }

    /// Takes what the guest gives until it ends. Nothing is given where the guest let go of the answer.
    ///
    /// # Errors
    /// [`Overflow`] where the body passes the limit.
    pub(super) async fn receive(
        &self,
        given: impl Future<Output = Option<Given>>,
    ) -> Result<(), Overflow> {
        let response = match given.await {
            None => return Ok(()),
            Some(Err(error)) => {
                self.change(|response| {
                    response.head = Head::Error(error::words(&error));
                    response.body_end = BodyEnd::Whole;
                });
                return Ok(());
            }
            Some(Ok(response)) => response,
        };
        let (head, mut body) = response.into_parts();
        self.change(|response| {
            response.head = Head::Answer {
                status: head.status.as_u16(),
                headers: body::listed(&head.headers),
            };
        });
        let mut came = 0_u64;
        let end = loop {
            let frame = match body.frame().await {
                None => break None,
                Some(Err(error)) => break Some(error),
                Some(Ok(frame)) => frame,
            };
            match frame.into_data() {
                Ok(data) => {
                    came += data.len() as u64;
                    self.capture
                        .append(&data, |captured| Some(&mut self.find(captured)?.body))?;
                }
                Err(frame) => {
                    let trailers = frame.into_trailers().unwrap_or_default();
                    self.change(|response| response.trailers = body::listed(&trailers));
                }
            }
        };
        let end = match self.length(&head) {
            // wasmtime tells one of the two sides only, and not the same one in 0.2 and 0.3.
            Some(length) if length != came => Some(Error::HttpResponseBodySize(Some(came))),
            _ => end,
        };
        self.change(|response| {
            response.body_end = match end {
                None => BodyEnd::Whole,
                Some(error) => BodyEnd::Cut(Some(error::name(&error).to_owned())),
            };
        });
        Ok(())
    }

    /// How long the body has to be, where the head tells.
    fn length(&self, head: &http::response::Parts) -> Option<u64> {
        if self.bodiless || head.status == StatusCode::NOT_MODIFIED {
            return None;
        }
        let length = head.headers.get(CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    }

    fn find<'c>(&self, captured: &'c mut Captured) -> Option<&'c mut Response> {
        captured.responses.get_mut(self.index)
    }

    fn change<T>(&self, change: impl FnOnce(&mut Response) -> T) -> Option<T> {
        self.capture
            .with(|captured| self.find(captured).map(change))
    }
}

/// Lets a guest run to its end, and takes meanwhile what it answers. What the guest had already given when it ended or
/// trapped is taken too; what it can give no more is not waited for.
///
/// # Errors
/// What ended the guest, or [`Overflow`].
pub(super) async fn alongside<T>(
    guest: impl Future<Output = wasmtime::Result<T>>,
    receive: impl Future<Output = Result<(), Overflow>>,
) -> wasmtime::Result<T> {
    let mut guest = pin!(guest);
    // tokio's channels now and then pretend to be empty, so that other tasks get their turn.
    let mut receive = pin!(tokio::task::unconstrained(receive));
    let mut received = false;
    loop {
        tokio::select! {
            biased;
            done = &mut receive, if !received => {
                done?;
                received = true;
            }
            ended = &mut guest => {
                if !received {
                    let rest = std::future::poll_fn(|context| {
                        Poll::Ready(match receive.as_mut().poll(context) {
                            Poll::Ready(done) => done,
                            Poll::Pending => Ok(()),
                        })
                    });
                    rest.await?;
                }
                return ended;
            }
        }
    }
}
