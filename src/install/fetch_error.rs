//! Why bytes did not come over the network, and whether to ask again may help.

use crate::install::address::AddressError;
use crate::wording;
use reqwest::StatusCode;
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

/// Redirects that are followed for one request.
pub(super) const REDIRECTS: usize = 10;
/// Bytes of the largest body that is taken. Nothing that is installed is as large.
pub(super) const LARGEST: u64 = 2 << 30;

/// Why bytes did not come.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address, or one it leads to, is not asked.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The server refuses.
    #[error("`{url}` answered {status}")]
    Status {
        /// What was asked.
        url: String,
        /// What it answered.
        status: StatusCode,
        /// How long it wants to be left alone.
        wait: Option<Duration>,
    },
    /// The server sends us round and round.
    #[error("`{0}` redirects more than {REDIRECTS} times, or nowhere")]
    Redirects(String),
    /// The network failed.
    #[error("`{url}` cannot be reached")]
    Transport {
        /// What was asked.
        url: String,
        /// Why.
        #[source]
        source: reqwest::Error,
    },
    /// The body ended before its end.
    #[error("`{url}` broke off after {}", wording::size(*.received))]
    BrokeOff {
        /// What was asked.
        url: String,
        /// Bytes that came.
        received: u64,
        /// Why.
        #[source]
        source: reqwest::Error,
    },
    /// Nothing came any more.
    #[error("nothing came from `{url}` for {}", wording::duration(*.idle))]
    Stalled {
        /// What was asked.
        url: String,
        /// For how long.
        idle: Duration,
    },
    /// The body is encoded although that was not asked for.
    #[error("`{url}` answers in the encoding `{encoding}`, which was not asked for")]
    Encoded {
        /// What was asked.
        url: String,
        /// The encoding.
        encoding: String,
    },
    /// The body is larger than anything sane.
    #[error("`{url}` sends more than {}", wording::limit(LARGEST))]
    TooLarge {
        /// What was asked.
        url: String,
    },
    /// The HTTP library cannot be set up, as when the system has no certificates.
    #[error("HTTPS cannot be used")]
    Client(#[source] Arc<reqwest::Error>),
}

impl FetchError {
    /// Whether to ask again may help.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Status { status, .. } => match status.as_u16() {
                408 | 425 | 429 => true,
                501 | 505 | 511 => false,
                code => code >= 500,
            },
            Self::Transport { source, .. } => !is_certificate(source) && !source.is_builder(),
            Self::BrokeOff { .. } | Self::Stalled { .. } => true,
            Self::Address(_)
            | Self::Redirects(_)
            | Self::Encoded { .. }
            | Self::TooLarge { .. }
            | Self::Client(_) => false,
        }
    }

    /// Whether the server knows nothing under this address.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Self::Status { status, .. } if matches!(status.as_u16(), 404 | 410))
    }

    /// What to do about it.
    pub(super) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Status { status, .. } if matches!(status.as_u16(), 401 | 403) => Some(
                "the server wants credentials; those of npm registries are taken from your `.npmrc`",
            ),
            Self::Status { status, .. } if matches!(status.as_u16(), 404 | 410) => {
                Some("the file is not there any more, or the `url` is wrong")
            }
            Self::Transport { source, .. } if is_certificate(source) => {
                Some("SSL_CERT_FILE names the certificates that are trusted")
            }
            Self::Client(_) => Some("SSL_CERT_FILE names the certificates that are trusted"),
            Self::Transport { .. } | Self::BrokeOff { .. } | Self::Stalled { .. } => {
                Some("try again, or work with what is in the cache with `--offline`")
            }
            _ => None,
        }
    }
}

fn is_certificate(error: &reqwest::Error) -> bool {
    let mut next = error.source();
    while let Some(inner) = next {
        if inner.to_string().contains("certificate") {
            return true;
        }
        next = inner.source();
    }
    false
}
