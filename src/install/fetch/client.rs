//! Asks one address and those it redirects to.
//!
//! Redirects are followed here and not by the HTTP library, because each hop is checked ([`address`]) and credentials
//! stay with the server they are for.

use crate::install::address;
use crate::install::fetch_error::Breakdown;
use crate::install::fetch_error::FetchError;
use crate::install::fetch_error::REDIRECTS;
use crate::install::pace::Pace;
use reqwest::Client;
use reqwest::Response;
use reqwest::Url;
use reqwest::header;
use reqwest::header::HeaderName;
use reqwest::header::HeaderValue;
use std::future::Future;
use std::sync::Arc;
use std::sync::OnceLock;
use tokio::time;

/// A question to a server.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    /// Where to.
    pub(super) url: &'a Url,
    /// What proves us to that server, and to no other.
    pub(super) authorization: Option<&'a str>,
    /// What else is said to every server on the way.
    pub(super) fields: &'a [(HeaderName, HeaderValue)],
}

/// The HTTP library, set up when it is first needed.
#[derive(Debug, Default)]
pub(super) struct Clients {
    /// `http`, which is only asked on this machine.
    plain: OnceLock<Client>,
    /// `https` on this machine.
    near: OnceLock<Client>,
    /// `https` elsewhere.
    far: OnceLock<Client>,
}

impl Clients {
    /// Asks until a body is about to come, or a server refuses; gives who answered, and what.
    pub(super) async fn get(
        &self,
        pace: &Pace,
        question: Question<'_>,
    ) -> Result<(Url, Response), FetchError> {
        let mut at = question.url.clone();
        let mut secret = question.authorization.and_then(secret);
        for _ in 0..=REDIRECTS {
            let mut request = self
                .client(pace, &at)?
                .get(at.clone())
                .header(header::ACCEPT_ENCODING, "identity");
            for (name, value) in question.fields {
                request = request.header(name, value);
            }
            if let Some(secret) = &secret {
                request = request.header(header::AUTHORIZATION, secret.clone());
            }
            let response = in_time(pace, &at, request.send()).await?;
            let response = response.map_err(|error| unreached(&at, error))?;
            if !response.status().is_redirection() {
                return Ok((at, response));
            }
            let location = response.headers().get(header::LOCATION);
            let Some(location) = location else {
                return Err(FetchError::Nowhere(address::shown(&at)));
            };
            let location = String::from_utf8_lossy(location.as_bytes());
            let next = address::redirected(&at, &location)?;
            if !address::same_origin(&at, &next) {
                secret = None;
            }
            at = next;
        }
        Err(FetchError::Redirects(address::shown(question.url)))
    }

    /// Plain requests need no certificates, which take a while to read; none to this machine takes a proxy.
    fn client(&self, pace: &Pace, url: &Url) -> Result<&Client, FetchError> {
        let plain = url.scheme() == "http";
        let near = address::is_loopback(url);
        let cell = match (plain, near) {
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
            .connect_timeout(pace.connect)
            // A connection for each download: one that hangs, or that our own disk holds up, is nobody else's.
            .http1_only();
        if plain {
            builder = builder.tls_built_in_root_certs(false);
        }
        if plain || near {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|error| FetchError::Client(Arc::new(error)))?;
        Ok(cell.get_or_init(|| client))
    }
}

/// Waits for the whole head of an answer, or for the next bytes of a body, but not longer than [`Pace::idle`].
pub(super) async fn in_time<T>(
    pace: &Pace,
    url: &Url,
    wait: impl Future<Output = T>,
) -> Result<T, FetchError> {
    let idle = pace.idle;
    time::timeout(idle, wait)
        .await
        .map_err(|_| FetchError::Stalled {
            url: address::shown(url),
            idle,
        })
}

fn unreached(url: &Url, error: reqwest::Error) -> FetchError {
    let source = error.without_url();
    match Breakdown::of(&source) {
        Breakdown::Host | Breakdown::HostForNow => FetchError::Host {
            host: url.host_str().unwrap_or_default().to_owned(),
            source,
        },
        Breakdown::Passing | Breakdown::Certificate | Breakdown::Protocol | Breakdown::Proxy => {
            FetchError::Transport {
                url: address::shown(url),
                source,
            }
        }
    }
}

fn secret(authorization: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(authorization).ok()?;
    value.set_sensitive(true);
    Some(value)
}
