//! The thread at the other end of a pipe. That of a short body is started when all of it is there: to wake a thread for
//! each chunk takes longer than to hash and write some KiB.

use crate::install::fetch::Sink;
use crate::install::pipe::PipeReader;
use std::sync::Arc;
use tokio::task;
use tokio::task::JoinHandle;

/// A body with fewer bytes is taken whole. No such file is kept when it breaks off.
const SHORT: u64 = 16 << 10;
/// Chunks that may wait for the thread; there is room for more of them in the pipe.
const CHUNKS: u32 = 32;

/// Takes what comes through a pipe.
pub(super) struct Taker<T> {
    /// As long as there is no thread.
    idle: Option<(Sink<T>, PipeReader)>,
    waiting: u32,
    thread: Option<JoinHandle<T>>,
}

impl<T: Send + 'static> Taker<T> {
    /// Starts the thread, unless the body is short.
    pub(super) fn new(sink: &Sink<T>, reader: PipeReader) -> Self {
        let total = reader.begin().edition.total;
        let mut own = Self {
            idle: Some((Arc::clone(sink), reader)),
            waiting: 0,
            thread: None,
        };
        if total.is_none_or(|total| total >= SHORT) {
            own.start();
        }
        own
    }

    /// Makes sure that there is room for another chunk, now or before long.
    pub(super) fn make_room(&mut self) {
        self.waiting += 1;
        if self.waiting > CHUNKS {
            self.start();
        }
    }

    /// Whether it has given up, or has all it wants.
    pub(super) fn is_finished(&self) -> bool {
        self.thread.as_ref().is_some_and(JoinHandle::is_finished)
    }

    /// Waits for what it makes of the bytes; a panic goes on here.
    pub(super) async fn finish(mut self) -> T {
        self.start();
        joined(self.thread.expect("it was started")).await
    }

    /// Waits until nothing is being written any more.
    pub(super) async fn abandon(self) {
        if let Some(thread) = self.thread {
            drop(joined(thread).await);
        }
    }

    fn start(&mut self) {
        if let Some((sink, reader)) = self.idle.take() {
            self.thread = Some(task::spawn_blocking(move || sink(reader)));
        }
    }
}

async fn joined<T>(thread: JoinHandle<T>) -> T {
    match thread.await {
        Ok(taken) => taken,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Edition;
    use crate::install::pipe;
    use crate::install::pipe::Position;
    use bytes::Bytes;
    use std::io::Read as _;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    static BYTES: [u8; 4096] = [7; 4096];

    /// Sends a body in chunks of one size; whether that started the thread, what it took, and how often it began.
    fn take(total: Option<u64>, chunk: usize, end: bool) -> (bool, usize, usize) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let begun = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&begun);
        let sink: Sink<usize> = Arc::new(move |mut reader| {
            counter.fetch_add(1, Ordering::Relaxed);
            let mut all = Vec::new();
            reader.read_to_end(&mut all).unwrap_or_default()
        });
        let at = Position {
            received: 0,
            edition: Edition {
                total,
                ..Edition::default()
            },
        };
        runtime.block_on(async {
            let (sender, reader) = pipe::pipe(at);
            let mut taker = Taker::new(&sink, reader);
            for part in BYTES.chunks(chunk) {
                taker.make_room();
                sender.send(Bytes::from_static(part)).await.unwrap();
            }
            let started = taker.thread.is_some();
            let count = if end {
                sender.end().await;
                taker.finish().await
            } else {
                drop(sender);
                taker.abandon().await;
                0
            };
            (started, count, begun.load(Ordering::Relaxed))
        })
    }

    #[test]
    fn a_short_body_is_taken_whole_however_many_chunks_it_has() {
        assert_eq!(take(Some(4096), 4096, true), (false, 4096, 1));
        assert_eq!(take(Some(4096), 1024, true), (false, 4096, 1));
        assert_eq!(take(Some(4096), 1, true), (true, 4096, 1));
    }

    #[test]
    fn a_body_that_may_be_long_is_taken_as_it_comes() {
        for total in [None, Some(SHORT)] {
            assert_eq!(take(total, 1024, true), (true, 4096, 1));
        }
    }

    #[test]
    fn what_breaks_off_before_its_thread_began_is_dropped() {
        assert_eq!(take(Some(8192), 1024, false), (false, 0, 0));
        assert_eq!(take(None, 1024, false).2, 1);
    }
}
