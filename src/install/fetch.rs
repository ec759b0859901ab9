//! Asks web servers for bytes: again if that may help, and only for what is missing.
//!
//! [`Fetcher::download`] fills one sink: a pipe with a thread at its other end that hashes, unpacks and writes. A body
//! that breaks off is asked on from where it ended (`transfer`), and the sink does not notice; it begins anew only if
//! the server sends another file or cannot send a part. What a head means is decided in `answer`, how long to wait
//! before the next attempt in [`retry`], what is too slow in `rate`; none of these has a clock of its own. Bodies are
//! taken as they come: no encoding is asked for and none is undone, so that what is hashed is what was sent.

mod answer;
mod client;
mod rate;
mod taker;
mod transfer;

use crate::install::address;
use crate::install::fetch::answer::Head;
use crate::install::fetch::client::Clients;
use crate::install::fetch::client::Question;
use crate::install::fetch::client::in_time;
use crate::install::fetch::transfer::Transfer;
use crate::install::fetch_error::FetchError;
use crate::install::pace::Pace;
use crate::install::pipe::PipeReader;
use crate::install::pipe::Position;
use crate::install::retry;
use crate::install::retry::Moment;
use reqwest::Url;
use std::sync::Arc;
use std::time::Duration;
use tokio::time;
use tokio::time::Instant;

/// Bytes of an answer that is read into memory.
const LARGEST_TEXT: usize = 16 << 20;

/// What a download cost, and how far it came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// Attempts made: one and the retries, and one more if bytes that came in parts or without a length were wrong.
    pub(super) attempts: u32,
    /// Bytes that are there, whenever they came.
    pub(super) received: u64,
    /// Bytes of the whole, if the server said so.
    pub(super) total: Option<u64>,
    /// Of the bytes received, those that were there before the last attempt.
    pub(super) resumed: u64,
}

/// Takes the bytes that follow [`PipeReader::begin`] in a thread of its own. Called again when they begin anew.
pub(super) type Sink<T> = Arc<dyn Fn(PipeReader) -> T + Send + Sync>;
/// Is told bytes received and bytes announced.
pub(super) type Watch<'a> = &'a (dyn Fn(u64, Option<u64>) + Send + Sync);

/// What to fetch, and what for.
pub(super) struct Job<'a, T> {
    /// Where from.
    pub(super) url: &'a Url,
    /// What proves us to that server.
    pub(super) authorization: Option<&'a str>,
    /// Takes the bytes.
    pub(super) sink: &'a Sink<T>,
    /// How far an earlier process came; the sink has these bytes.
    pub(super) kept: Option<&'a Position>,
    /// Whether the bytes turned out to be wrong. If they came in parts, or without a length, they are fetched once more
    /// in one piece.
    pub(super) is_wrong: fn(&T) -> bool,
    /// Is told of progress.
    pub(super) watch: Watch<'a>,
}

/// Asks web servers.
#[derive(Debug)]
pub(super) struct Fetcher {
    pace: Pace,
    clients: Clients,
}

impl Fetcher {
    pub(super) fn new(pace: Pace) -> Self {
        Self {
            pace,
            clients: Clients::default(),
        }
    }

    /// Downloads to a sink. What the sink makes of the bytes is its own affair, and no reason to try again where it is
    /// certain that they are what the server has to say.
    pub(super) async fn download<T: Send + 'static>(
        &self,
        job: Job<'_, T>,
    ) -> (Result<T, FetchError>, Cost) {
        Transfer::new(self, job).run().await
    }

    /// Reads a small answer whole.
    pub(super) async fn text(
        &self,
        url: &Url,
        authorization: Option<&str>,
    ) -> Result<Vec<u8>, FetchError> {
        let mut patience = Patience::begin(&self.pace);
        loop {
            let result = patience.limit(url, self.whole(url, authorization)).await;
            match result {
                Err(error) if patience.wait_after(&error).await => {}
                result => return result,
            }
        }
    }

    async fn whole(&self, url: &Url, authorization: Option<&str>) -> Result<Vec<u8>, FetchError> {
        let question = Question {
            url,
            authorization,
            fields: &[],
        };
        let (at, mut response) = self.clients.get(&self.pace, question).await?;
        let head = Head {
            url: &at,
            status: response.status(),
            headers: response.headers(),
            length: response.content_length(),
        };
        head.judge("", None)?;
        let mut text = Vec::new();
        while let Some(bytes) =
            in_time(&self.pace, url, response.chunk())
                .await?
                .map_err(|error| FetchError::BrokeOff {
                    url: address::shown(url),
                    received: text.len() as u64,
                    total: None,
                    source: Some(error.without_url()),
                })?
        {
            if text.len() + bytes.len() > LARGEST_TEXT {
                let url = address::shown(url);
                return Err(FetchError::TooLarge { url });
            }
            text.extend_from_slice(&bytes);
        }
        Ok(text)
    }
}

/// The attempts at one thing and the time they may take, on a clock that nobody sets.
struct Patience<'a> {
    pace: &'a Pace,
    begun: Instant,
    attempts: u32,
}

impl<'a> Patience<'a> {
    fn begin(pace: &'a Pace) -> Self {
        Self {
            pace,
            begun: Instant::now(),
            attempts: 0,
        }
    }

    /// Makes an attempt, which ends when patience does.
    async fn limit<T>(
        &mut self,
        url: &Url,
        attempt: impl Future<Output = Result<T, FetchError>>,
    ) -> Result<T, FetchError> {
        self.attempts += 1;
        let patience = self.pace.total;
        // A time that no clock can show is as good as no limit.
        let Some(end) = self.begun.checked_add(patience) else {
            return attempt.await;
        };
        let limited = time::timeout_at(end, attempt).await;
        limited.unwrap_or_else(|_| {
            Err(FetchError::Overdue {
                url: address::shown(url),
                patience,
            })
        })
    }

    /// Whether to try again; if so, after a pause.
    async fn wait_after(&self, error: &FetchError) -> bool {
        let moment = Moment::now(self.attempts, self.begun.elapsed());
        let pause: Option<Duration> = retry::pause(self.pace, error, &moment);
        if let Some(pause) = pause {
            tracing::info!(%error, self.attempts, ?pause, "trying again");
            time::sleep(pause).await;
        }
        pause.is_some()
    }
}

#[cfg(test)]
mod tests;
