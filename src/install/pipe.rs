//! From the thread that receives bytes to the one that unpacks, hashes and writes them.
//!
//! The end of the pipe is said, not guessed: a sender that is dropped makes the reader fail, so that bytes of a
//! download that broke off never look whole. What breaks off may go on, as long as the sender lives: the reader does not
//! notice, whether its bytes come in one attempt or in several.

use crate::cache::Edition;
use bytes::Bytes;
use std::io;
use std::io::Read;
use tokio::sync::mpsc;

/// Chunks that may wait; a chunk is some ten KiB.
const WAITING: usize = 64;

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
}

/// What a blocking thread reads from.
pub(super) struct PipeReader {
    begin: Position,
    receiver: mpsc::Receiver<Piece>,
    rest: Bytes,
    ended: bool,
}

/// The reader is gone: it has all it wants, or has failed and will say why.
#[derive(Debug)]
pub(super) struct ReaderGone;

/// Makes a pipe for the bytes that follow a position.
pub(super) fn pipe(begin: Position) -> (PipeSender, PipeReader) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let reader = PipeReader {
        begin,
        receiver,
        rest: Bytes::new(),
        ended: false,
    };
    (PipeSender { sender }, reader)
}

impl PipeSender {
    /// Passes bytes on, and waits while too many are on their way.
    pub(super) async fn send(&self, bytes: Bytes) -> Result<(), ReaderGone> {
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
                Some(Piece::Bytes(bytes)) => self.rest = bytes,
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
