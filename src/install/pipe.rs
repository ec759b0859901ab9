//! From the thread that receives bytes to the one that unpacks, hashes and writes them.
//!
//! The end of the pipe is said, not guessed: a sender that is dropped makes the reader fail, so that bytes of a
//! download that broke off never look whole. What breaks off may go on, as long as the sender lives: the reader does not
//! notice, whether its bytes come in one attempt or in several. What is
//! on its way is bounded in bytes: a server that is faster than the disk must not fill the memory, however many downloads
//! there are.

use crate::cache::Edition;
use bytes::Bytes;
use std::io;
use std::io::Read;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::sync::mpsc;

/// Chunks that may wait; a chunk is what the network had at once, from some bytes to some hundred KiB.
const WAITING: usize = 64;
/// Bytes that may wait. A chunk that is larger waits alone.
const ROOM: usize = 256 << 10;

/// How far a file has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Position {
    /// Bytes of it that are there.
    pub(super) received: u64,
    /// Which file it is.
    pub(super) edition: Edition,
}

enum Piece {
    Bytes(Bytes),
    End,
}

/// The receiving end of the network.
pub(super) struct PipeSender {
    sender: mpsc::Sender<Piece>,
    room: Arc<Semaphore>,
}

/// What a blocking thread reads from.
pub(super) struct PipeReader {
    begin: Position,
    receiver: mpsc::Receiver<Piece>,
    room: Arc<Semaphore>,
    rest: Bytes,
    ended: bool,
}

/// The reader is gone: it has all it wants, or has failed and will say why.
#[derive(Debug)]
pub(super) struct ReaderGone;

/// Makes a pipe for the bytes that follow a position.
pub(super) fn pipe(begin: Position) -> (PipeSender, PipeReader) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let room = Arc::new(Semaphore::new(ROOM));
    let reader = PipeReader {
        begin,
        receiver,
        room: Arc::clone(&room),
        rest: Bytes::new(),
        ended: false,
    };
    (PipeSender { sender, room }, reader)
}

impl PipeSender {
    /// Passes bytes on, and waits while too many are on their way.
    pub(super) async fn send(&self, bytes: Bytes) -> Result<(), ReaderGone> {
        let share = u32::try_from(share(&bytes)).expect("the room is small");
        let taken = self.room.acquire_many(share).await;
        // Given back by the reader.
        taken.map_err(|_| ReaderGone)?.forget();
        let piece = Piece::Bytes(bytes);
        self.sender.send(piece).await.map_err(|_| ReaderGone)
    }

    /// Says that these were all.
    pub(super) async fn end(self) {
        // A reader that is gone needs no end.
        let _ = self.sender.send(Piece::End).await;
    }
}

impl PipeReader {
    /// Where in which file the first byte belongs that comes.
    pub(super) fn begin(&self) -> &Position {
        &self.begin
    }

    /// Whether to read more would mean to wait for the network.
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty() && self.receiver.is_empty()
    }
}

impl Read for PipeReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() && !self.ended {
            match self.receiver.blocking_recv() {
                Some(Piece::Bytes(bytes)) => {
                    self.room.add_permits(share(&bytes));
                    self.rest = bytes;
                }
                Some(Piece::End) => self.ended = true,
                None => {
                    let text = "the download broke off";
                    return Err(io::Error::new(io::ErrorKind::ConnectionAborted, text));
                }
            }
        }
        let count = self.rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.rest.split_to(count));
        Ok(count)
    }
}

impl Drop for PipeReader {
    fn drop(&mut self) {
        // Who waits for room learns that nobody will make any.
        self.room.close();
    }
}

/// What a chunk takes of the room.
fn share(bytes: &Bytes) -> usize {
    bytes.len().min(ROOM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    fn through(pieces: &[&'static [u8]], end: bool) -> io::Result<Vec<u8>> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let (sender, mut reader) = pipe(Position::default());
        let thread = std::thread::spawn(move || {
            let mut all = Vec::new();
            reader.read_to_end(&mut all).map(|_| all)
        });
        runtime.block_on(async {
            for piece in pieces {
                sender.send(Bytes::from_static(piece)).await.unwrap();
            }
            if end {
                sender.end().await;
            }
        });
        thread.join().unwrap()
    }

    #[test]
    fn bytes_come_through_in_order_and_an_empty_chunk_is_no_end() {
        assert_eq!(through(&[b"ab", b"", b"c"], true).unwrap(), b"abc");
        assert_eq!(through(&[], true).unwrap(), b"");
    }

    #[test]
    fn a_sender_that_vanishes_is_no_end() {
        let error = through(&[b"ab"], false).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionAborted);
    }

    #[test]
    fn what_waits_is_bounded_in_bytes_and_a_larger_chunk_passes_alone() {
        static LARGE: [u8; ROOM + 1] = [7; ROOM + 1];
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let chunk = || Bytes::from_static(&LARGE);
        runtime.block_on(async {
            let (sender, mut reader) = pipe(Position::default());
            sender.send(chunk()).await.unwrap();
            let second = sender.send(chunk());
            tokio::pin!(second);
            assert!((&mut second).now_or_never().is_none());
            let mut buffer = [0; 16];
            let read = tokio::task::spawn_blocking(move || (reader.read(&mut buffer), reader));
            let (count, reader) = read.await.unwrap();
            assert_eq!(count.unwrap(), 16);
            second.await.unwrap();
            let third = sender.send(chunk());
            tokio::pin!(third);
            assert!((&mut third).now_or_never().is_none());
            drop(reader);
            assert!(third.await.is_err(), "nobody will read it");
        });
    }
}
