//! What a guest writes, in the order written, and what it reads.
//!
//! Both outputs go into one log, because their order is data too. A stream that passes its limit ends the guest: the
//! write itself fails with [`Overflow`] where the interface can carry an error, and otherwise never completes while the
//! trial sees the log's flag. A guest is never told of a closed stream, which it could swallow and pass with cut output.

use crate::model::execution::Chunk;
use crate::model::execution::Stream;
use crate::model::invocation::Stdin;
use bytes::Bytes;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::task::Context;
use std::task::Poll;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;
use wasmtime_wasi::async_trait;
use wasmtime_wasi::cli::IsTerminal;
use wasmtime_wasi::cli::StdinStream;
use wasmtime_wasi::cli::StdoutStream;
use wasmtime_wasi::p2::InputStream;
use wasmtime_wasi::p2::OutputStream;
use wasmtime_wasi::p2::Pollable;
use wasmtime_wasi::p2::StreamError;

/// The error of a write beyond the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("output limit exceeded")]
pub(super) struct Overflow;

/// The log of one trial; clones share it.
#[derive(Clone)]
pub(super) struct Recorder(Arc<Mutex<Log>>);

struct Log {
    chunks: Vec<Chunk>,
    left: [u64; 2],
    overflowed: bool,
}

impl Recorder {
    /// An empty log with a limit for each stream.
    pub(super) fn new(limit: u64) -> Self {
        Self(Arc::new(Mutex::new(Log {
            chunks: Vec::new(),
            left: [limit; 2],
            overflowed: false,
        })))
    }

    /// The end of a stream that a guest writes to.
    pub(super) fn writer(&self, stream: Stream) -> Writer {
        Writer {
            log: self.clone(),
            stream,
        }
    }

    /// Whether a stream passed its limit.
    pub(super) fn overflowed(&self) -> bool {
        self.log().overflowed
    }

    /// Everything written so far.
    pub(super) fn take(&self) -> Vec<Chunk> {
        std::mem::take(&mut self.log().chunks)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), Overflow> {
        let mut log = self.log();
        let left = &mut log.left[stream as usize];
        let Some(rest) = left.checked_sub(bytes.len() as u64) else {
            log.overflowed = true;
            return Err(Overflow);
        };
        *left = rest;
        if bytes.is_empty() {
            return Ok(());
        }
        match log.chunks.last_mut() {
            Some(last) if last.stream == stream => last.bytes.extend_from_slice(bytes),
            _ => log.chunks.push(Chunk {
                stream,
                bytes: bytes.to_vec(),
            }),
        }
        Ok(())
    }
}

/// One of the two outputs, for all three WASI versions.
#[derive(Clone)]
pub(super) struct Writer {
    log: Recorder,
    stream: Stream,
}

impl IsTerminal for Writer {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for Writer {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

/// Bytes that a guest may write at once.
const PERMIT: usize = 64 << 10;

#[async_trait]
impl OutputStream for Writer {
    fn write(&mut self, bytes: Bytes) -> Result<(), StreamError> {
        self.log
            .write(self.stream, &bytes)
            .map_err(|overflow| StreamError::Trap(overflow.into()))
    }

    fn flush(&mut self) -> Result<(), StreamError> {
        Ok(())
    }

    fn check_write(&mut self) -> Result<usize, StreamError> {
        Ok(PERMIT)
    }
}

#[async_trait]
impl Pollable for Writer {
    async fn ready(&mut self) {}
}

impl AsyncWrite for Writer {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.log.write(self.stream, bytes) {
            Ok(()) => Poll::Ready(Ok(bytes.len())),
            // An error here would be the guest's to handle. The trial looks at the log instead.
            Err(Overflow) => Poll::Pending,
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// Standard input of one trial; all streams a guest opens share its position.
#[derive(Clone)]
pub(super) struct Input {
    source: Arc<Mutex<Source>>,
    /// Whether it neither gives more nor ends once the source is empty.
    open: bool,
}

enum Source {
    Bytes(Bytes),
    File(File),
}

impl Input {
    /// Standard input as an invocation describes it; nothing where it is closed at once.
    pub(super) fn new(stdin: &Stdin) -> io::Result<Option<Self>> {
        let (source, open) = match stdin {
            Stdin::Empty => return Ok(None),
            Stdin::Bytes(bytes) => (Source::Bytes(Bytes::copy_from_slice(bytes)), false),
            Stdin::Open(bytes) => (Source::Bytes(Bytes::copy_from_slice(bytes)), true),
            Stdin::File(path) => (Source::File(File::open(path)?), false),
        };
        Ok(Some(Self {
            source: Arc::new(Mutex::new(source)),
            open,
        }))
    }

    /// The next bytes, at most `most`; none at the end.
    fn next(&self, most: usize) -> io::Result<Bytes> {
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *source {
            Source::Bytes(bytes) => {
                let count = most.min(bytes.len());
                Ok(bytes.split_to(count))
            }
            Source::File(file) => {
                let mut bytes = Vec::new();
                file.take(most.min(PERMIT) as u64).read_to_end(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }

    /// Whether a reader has to wait, which is then for ever.
    fn is_silent(&self) -> bool {
        let source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        self.open && matches!(&*source, Source::Bytes(bytes) if bytes.is_empty())
    }
}

impl IsTerminal for Input {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdinStream for Input {
    fn async_stream(&self) -> Box<dyn AsyncRead + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn InputStream> {
        Box::new(self.clone())
    }
}

#[async_trait]
impl InputStream for Input {
    fn read(&mut self, size: usize) -> Result<Bytes, StreamError> {
        if self.is_silent() || size == 0 {
            return Ok(Bytes::new());
        }
        let bytes = self
            .next(size)
            .map_err(|error| StreamError::LastOperationFailed(error.into()))?;
        if bytes.is_empty() {
            return Err(StreamError::Closed);
        }
        Ok(bytes)
    }
}

#[async_trait]
impl Pollable for Input {
    async fn ready(&mut self) {
        if self.is_silent() {
            std::future::pending::<()>().await;
        }
    }
}

impl AsyncRead for Input {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.is_silent() {
            return Poll::Pending;
        }
        buffer.put_slice(&self.next(buffer.remaining())?);
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_keep_their_order_and_adjacent_chunks_join() {
        let recorder = Recorder::new(100);
        let out = recorder.writer(Stream::Stdout);
        let err = recorder.writer(Stream::Stderr);
        for (writer, text) in [
            (&out, "a"),
            (&out, "b"),
            (&err, ""),
            (&err, "c"),
            (&out, "d"),
        ] {
            OutputStream::write(&mut writer.clone(), text.into()).unwrap();
        }
        let chunks: Vec<(Stream, Vec<u8>)> = recorder
            .take()
            .into_iter()
            .map(|chunk| (chunk.stream, chunk.bytes))
            .collect();
        assert_eq!(
            chunks,
            [
                (Stream::Stdout, b"ab".to_vec()),
                (Stream::Stderr, b"c".to_vec()),
                (Stream::Stdout, b"d".to_vec())
            ]
        );
    }

    #[test]
    fn full_pipe_is_an_overflow_for_its_stream_alone() {
        let recorder = Recorder::new(4);
        let mut out = recorder.writer(Stream::Stdout);
        let mut err = recorder.writer(Stream::Stderr);
        OutputStream::write(&mut out, "1234".into()).unwrap();
        OutputStream::write(&mut err, "1234".into()).unwrap();
        assert!(!recorder.overflowed());
        let error = OutputStream::write(&mut out, "5".into()).unwrap_err();
        assert!(matches!(error, StreamError::Trap(error) if error.is::<Overflow>()));
        assert!(recorder.overflowed());
        let waker = std::task::Waker::noop();
        let polled = Pin::new(&mut err).poll_write(&mut Context::from_waker(waker), b"x");
        assert!(polled.is_pending());
    }

    #[test]
    fn streams_of_one_input_share_their_position() {
        let input = Input::new(&Stdin::Bytes(b"hello".to_vec()))
            .unwrap()
            .unwrap();
        let (mut one, mut two) = (input.p2_stream(), input.p2_stream());
        assert_eq!(one.read(2).unwrap(), "he");
        assert_eq!(two.read(9).unwrap(), "llo");
        assert!(matches!(one.read(1), Err(StreamError::Closed)));
    }

    #[test]
    fn an_open_input_is_silent_after_its_bytes() {
        let input = Input::new(&Stdin::Open(b"x".to_vec())).unwrap().unwrap();
        let mut stream = input.p2_stream();
        assert_eq!(stream.read(9).unwrap(), "x");
        assert_eq!(stream.read(9).unwrap(), "");
        let mut ready = std::pin::pin!(stream.ready());
        let waker = std::task::Waker::noop();
        assert!(
            ready
                .as_mut()
                .poll(&mut Context::from_waker(waker))
                .is_pending()
        );
    }
}
