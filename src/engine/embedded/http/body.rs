//! Declared bodies as bodies of `wasi:http`.

use super::request::Unaskable;
use crate::model::http;
use ::http::HeaderMap;
use ::http::HeaderName;
use ::http::HeaderValue;
use bytes::Bytes;
use http_body::Frame;
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;
use std::fs::File;
use std::io::Read as _;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use wasmtime_wasi_http::Error;
use wasmtime_wasi_http::WasiBody;

/// Bytes of a file that are read at once.
const PIECE: usize = 64 << 10;

/// A declared body, ready to be sent.
///
/// # Errors
/// [`Unaskable`] for a file that cannot be opened and for trailers that are no fields.
pub(super) fn sent(body: &http::Body) -> Result<WasiBody, Unaskable> {
    Ok(UnsyncBoxBody::new(match body {
        http::Body::Empty => Source::Frames(Frames::default()),
        http::Body::Bytes(bytes) => Source::Frames(Frames::of([bytes])),
        http::Body::Chunks { chunks, trailers } => Source::Frames(Frames {
            trailers: if trailers.is_empty() {
                None
            } else {
                Some(fields(trailers)?)
            },
            ..Frames::of(chunks)
        }),
        http::Body::File(path) => match File::open(path) {
            Ok(file) => Source::File(Some(file)),
            Err(source) => {
                return Err(Unaskable::File {
                    path: path.clone(),
                    source,
                });
            }
        },
    }))
}

/// Declared fields as a map.
///
/// # Errors
/// [`Unaskable`] for a name or a value that HTTP does not have.
pub(super) fn fields(declared: &http::Fields) -> Result<HeaderMap, Unaskable> {
    let mut map = HeaderMap::new();
    for (name, value) in declared {
        let wrong = || Unaskable::Field(name.clone());
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong())?;
        let value = HeaderValue::from_bytes(value).map_err(|_| wrong())?;
        map.try_append(key, value).map_err(|_| wrong())?;
    }
    Ok(map)
}

/// A map of fields as documents show it.
///
/// Names come in the order in which the guest first gave them, and the values of one name in the order in which it gave
/// those. How values of different names were interleaved is lost inside wasmtime, whose `fields` are a map.
pub(super) fn listed(map: &HeaderMap) -> http::Fields {
    map.iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
        .collect()
}

/// Collects what comes of a body for as long as it comes.
///
/// # Errors
/// What the sender of the body says, or what `take` says of a piece.
pub(super) async fn drained(
    body: &mut WasiBody,
    mut take: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    while let Some(frame) = body.frame().await {
        if let Some(data) = frame?.data_ref() {
            take(data)?;
        }
    }
    Ok(())
}

/// Where a body comes from. Everything is there at once; nothing is read before it is asked for.
enum Source {
    Frames(Frames),
    /// Nothing after its end.
    File(Option<File>),
}

#[derive(Default)]
struct Frames {
    chunks: std::vec::IntoIter<Bytes>,
    trailers: Option<HeaderMap>,
}

impl Frames {
    fn of<'a>(chunks: impl IntoIterator<Item = &'a Vec<u8>>) -> Self {
        let chunks: Vec<Bytes> = chunks
            .into_iter()
            .map(|chunk| Bytes::copy_from_slice(chunk))
            .collect();
        Self {
            chunks: chunks.into_iter(),
            trailers: None,
        }
    }
}

impl http_body::Body for Source {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        Poll::Ready(match &mut *self {
            Self::Frames(frames) => match frames.chunks.next() {
                Some(chunk) => Some(Ok(Frame::data(chunk))),
                None => frames.trailers.take().map(|map| Ok(Frame::trailers(map))),
            },
            Self::File(file) => piece(file).transpose(),
        })
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Frames(frames) => frames.chunks.len() == 0 && frames.trailers.is_none(),
            Self::File(file) => file.is_none(),
        }
    }
}

/// The next piece of a file; nothing at its end.
fn piece(file: &mut Option<File>) -> Result<Option<Frame<Bytes>>, Error> {
    let Some(open) = file else {
        return Ok(None);
    };
    let mut bytes = Vec::with_capacity(PIECE);
    match open.take(PIECE as u64).read_to_end(&mut bytes) {
        Ok(0) => {
            *file = None;
            Ok(None)
        }
        Ok(_) => Ok(Some(Frame::data(bytes.into()))),
        Err(error) => {
            *file = None;
            Err(Error::InternalError(Some(format!(
                "the file of the body: {error}"
            ))))
        }
    }
}
