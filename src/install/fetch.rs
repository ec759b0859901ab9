//! Asks web servers for bytes: redirects, retries, time limits, credentials.
//!
//! Redirects are followed here and not by the HTTP library, because each hop is checked ([`address`]) and credentials
//! stay with the server they are for. Bodies are taken as they come: no encoding is asked for and none is undone, so
//! that what is hashed is what was sent.

use crate::install::address;
use crate::install::fetch_error::FetchError;
use crate::install::fetch_error::LARGEST;
use crate::install::fetch_error::REDIRECTS;
use crate::install::pace::Pace;
use crate::install::pipe;
use crate::install::pipe::PipeReader;
use crate::install::pipe::PipeSender;
use crate::wording;
use reqwest::Client;
use reqwest::Response;
use reqwest::StatusCode;
use reqwest::Url;
use reqwest::header;
use reqwest::header::HeaderValue;
use std::future::Future;
use std::hash::BuildHasher as _;
use std::sync::Arc;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::task;
use tokio::time;

/// Bytes of an answer that is read into memory.
const LARGEST_TEXT: usize = 16 << 20;

/// What a download cost.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// Attempts made.
    pub(super) attempts: u32,
    /// Bytes that came in the last one.
    pub(super) received: u64,
    /// Bytes that were announced.
    pub(super) total: Option<u64>,
    /// Bytes that were there from earlier attempts.
    pub(super) resumed: u64,
}

/// Takes the bytes of one attempt in a thread of its own.
pub(super) type Sink<T> = Arc<dyn Fn(PipeReader) -> T + Send + Sync>;
/// Is told bytes received and bytes announced.
pub(super) type Watch<'a> = &'a (dyn Fn(u64, Option<u64>) + Send + Sync);

/// What to fetch, and what for.
#[derive(Clone, Copy)]
pub(super) struct Job<'a, T> {
    /// Where from.
    pub(super) url: &'a Url,
    /// What proves us to that server.
    pub(super) authorization: Option<&'a str>,
    /// Takes the bytes.
    pub(super) sink: &'a Sink<T>,
    /// Is told of progress.
    pub(super) watch: Watch<'a>,
}

/// Asks web servers.
#[derive(Debug)]
pub(super) struct Fetcher {
    pace: Pace,
    /// `http`, which is only asked on this machine.
    plain: OnceLock<Client>,
    /// `https` on this machine.
    near: OnceLock<Client>,
    /// `https` elsewhere.
    far: OnceLock<Client>,
}

impl Fetcher {
    pub(super) fn new(pace: Pace) -> Self {
        Self {
            pace,
            plain: OnceLock::new(),
            near: OnceLock::new(),
            far: OnceLock::new(),
        }
    }

    /// Downloads to a sink, again from the start if the network fails. What the sink makes of the bytes is its own
    /// affair: it is never a reason to try again.
    pub(super) async fn download<T: Send + 'static>(
        &self,
        job: Job<'_, T>,
    ) -> (Result<T, FetchError>, Cost) {
        let mut received = 0;
        let mut attempts = 1;
        loop {
            let result = self.attempt(&job, &mut received).await;
            if let Err(error) = &result
                && self.again(error, &mut attempts).await
            {
                continue;
            }
            let cost = Cost {
                attempts,
                received,
                ..Cost::default()
            };
            return (result, cost);
        }
    }

    /// Reads a small answer whole.
    pub(super) async fn text(
        &self,
        url: &Url,
        authorization: Option<&str>,
    ) -> Result<Vec<u8>, FetchError> {
        let mut attempts = 1;
        loop {
            let result = self.whole(url, authorization).await;
            if let Err(error) = &result
                && self.again(error, &mut attempts).await
            {
                continue;
            }
            return result;
        }
    }

    async fn whole(&self, url: &Url, authorization: Option<&str>) -> Result<Vec<u8>, FetchError> {
        let mut response = self.get(url, authorization).await?;
        let mut text = Vec::new();
        while let Some(bytes) = self.chunk(url, &mut response, text.len() as u64).await? {
            if text.len() + bytes.len() > LARGEST_TEXT {
                let url = address::shown(url);
                return Err(FetchError::TooLarge { url });
            }
            text.extend_from_slice(&bytes);
        }
        Ok(text)
    }

    /// Whether to try again; if so, after a pause.
    async fn again(&self, error: &FetchError, attempts: &mut u32) -> bool {
        let again = error.is_passing() && *attempts <= self.pace.retries;
        if again {
            tracing::info!(%error, attempts, "trying again");
            time::sleep(self.wait(error, *attempts)).await;
            *attempts += 1;
        }
        again
    }

    fn wait(&self, error: &FetchError, attempts: u32) -> Duration {
        if let FetchError::Status {
            wait: Some(wait), ..
        } = error
        {
            return (*wait).min(self.pace.longest);
        }
        let whole = self.pace.pause.saturating_mul(1 << (attempts - 1).min(16));
        let dice = std::hash::RandomState::new().hash_one(attempts) % 1000;
        let share = 1.0 - f64::from(u32::try_from(dice).unwrap_or(0)) / 2000.0;
        whole.min(self.pace.longest).mul_f64(share)
    }

    async fn attempt<T: Send + 'static>(
        &self,
        job: &Job<'_, T>,
        received: &mut u64,
    ) -> Result<T, FetchError> {
        *received = 0;
        let response = self.get(job.url, job.authorization).await?;
        let (sender, reader) = pipe::pipe();
        let sink = Arc::clone(job.sink);
        let taking = task::spawn_blocking(move || sink(reader));
        let sent = self.pump(job, response, sender, received).await;
        // Waited for in any case, so that nothing of this attempt is still being written when the next begins.
        let taken = taking.await;
        sent?;
        match taken {
            Ok(taken) => Ok(taken),
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        }
    }

    async fn pump<T>(
        &self,
        job: &Job<'_, T>,
        mut response: Response,
        sender: PipeSender,
        received: &mut u64,
    ) -> Result<(), FetchError> {
        let total = response.content_length();
        (job.watch)(0, total);
        while let Some(bytes) = self.chunk(job.url, &mut response, *received).await? {
            *received += bytes.len() as u64;
            if *received > LARGEST {
                let url = address::shown(job.url);
                return Err(FetchError::TooLarge { url });
            }
            (job.watch)(*received, total);
            if sender.send(bytes).await.is_err() {
                return Ok(());
            }
        }
        sender.end().await;
        Ok(())
    }

    async fn chunk(
        &self,
        url: &Url,
        response: &mut Response,
        received: u64,
    ) -> Result<Option<bytes::Bytes>, FetchError> {
        let next = self.in_time(url, response.chunk()).await?;
        next.map_err(|error| FetchError::BrokeOff {
            url: address::shown(url),
            received,
            source: error.without_url(),
        })
    }

    /// Asks one address and those it redirects to, until a body is about to come.
    async fn get(&self, url: &Url, authorization: Option<&str>) -> Result<Response, FetchError> {
        let mut at = url.clone();
        let mut secret = authorization.and_then(secret);
        for _ in 0..=REDIRECTS {
            let mut request = self
                .client(&at)?
                .get(at.clone())
                .header(header::ACCEPT_ENCODING, "identity");
            if let Some(secret) = &secret {
                request = request.header(header::AUTHORIZATION, secret.clone());
            }
            let response = self.in_time(&at, request.send()).await?;
            let response = response.map_err(|error| FetchError::Transport {
                url: address::shown(&at),
                source: error.without_url(),
            })?;
            if !response.status().is_redirection() {
                return accept(&at, response);
            }
            let location = response.headers().get(header::LOCATION);
            let Some(location) = location.and_then(|location| location.to_str().ok()) else {
                return Err(FetchError::Redirects(address::shown(&at)));
            };
            let next = address::redirected(&at, location)?;
            if !address::same_origin(&at, &next) {
                secret = None;
            }
            at = next;
        }
        Err(FetchError::Redirects(address::shown(url)))
    }

    async fn in_time<T>(&self, url: &Url, wait: impl Future<Output = T>) -> Result<T, FetchError> {
        let idle = self.pace.idle;
        time::timeout(idle, wait)
            .await
            .map_err(|_| FetchError::Stalled {
                url: address::shown(url),
                idle,
            })
    }

    /// Plain requests need no certificates, which take a while to read; none to this machine takes a proxy.
    fn client(&self, url: &Url) -> Result<&Client, FetchError> {
        let plain = url.scheme() == "http";
        let cell = match (plain, address::is_loopback(url)) {
            (true, _) => &self.plain,
            (false, true) => &self.near,
            (false, false) => &self.far,
        };
        if let Some(client) = cell.get() {
            return Ok(client);
        }
        let mut builder = Client::builder()
            .user_agent(concat!("wassay/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.pace.connect);
        if plain {
            builder = builder.tls_built_in_root_certs(false);
        }
        if plain || address::is_loopback(url) {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|error| FetchError::Client(Arc::new(error)))?;
        Ok(cell.get_or_init(|| client))
    }
}

fn secret(authorization: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(authorization).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Refuses what is no whole, plain body.
fn accept(url: &Url, response: Response) -> Result<Response, FetchError> {
    let url = address::shown(url);
    let status = response.status();
    if status != StatusCode::OK {
        let wait = response.headers().get(header::RETRY_AFTER);
        let wait = wait.and_then(|text| text.to_str().ok()?.trim().parse().ok());
        return Err(FetchError::Status {
            url,
            status,
            wait: wait.map(Duration::from_secs),
        });
    }
    let encoding = response.headers().get(header::CONTENT_ENCODING);
    if let Some(encoding) = encoding.filter(|encoding| *encoding != "identity") {
        let encoding = wording::visible(&String::from_utf8_lossy(encoding.as_bytes())).into_owned();
        return Err(FetchError::Encoded { url, encoding });
    }
    if response
        .content_length()
        .is_some_and(|length| length > LARGEST)
    {
        return Err(FetchError::TooLarge { url });
    }
    Ok(response)
}

#[cfg(test)]
mod tests;
