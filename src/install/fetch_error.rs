//! Why bytes did not come over the network, and whether to ask again may help.

use crate::install::address::AddressError;
use crate::install::reason::Reason;
use crate::install::retry::Hope;
use crate::install::retry::RetryAfter;
use crate::wording;
use reqwest::StatusCode;
use std::error::Error;
use std::io;
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
        wait: Option<RetryAfter>,
    },
    /// The server sends us round and round.
    #[error("`{0}` redirects more than {REDIRECTS} times")]
    Redirects(String),
    /// The server sends us away and does not say where to.
    #[error("`{0}` redirects without saying where to")]
    Nowhere(String),
    /// Nobody knows the host.
    #[error("no address is known for the host `{host}`")]
    Host {
        /// Its name.
        host: String,
        /// What the system said.
        #[source]
        source: reqwest::Error,
    },
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
    #[error("`{url}` broke off after {}", so_far(*.received, *.total))]
    BrokeOff {
        /// What was asked.
        url: String,
        /// Bytes that are there, those of earlier attempts included.
        received: u64,
        /// Bytes that were announced.
        total: Option<u64>,
        /// Why, where the network said so.
        #[source]
        source: Option<reqwest::Error>,
    },
    /// Nothing came any more.
    #[error("nothing came from `{url}` for {}", wording::duration(*.idle))]
    Stalled {
        /// What was asked.
        url: String,
        /// For how long.
        idle: Duration,
    },
    /// Too little came.
    #[error("`{url}` sent {} a second over {}", wording::count(*.rate, "byte"), wording::duration(*.over))]
    TooSlow {
        /// What was asked.
        url: String,
        /// Bytes a second.
        rate: u64,
        /// Time over which they were counted.
        over: Duration,
    },
    /// All attempts together took too long.
    #[error("`{url}` was not fetched within {}", wording::duration(*.patience))]
    Overdue {
        /// What was asked.
        url: String,
        /// How long that is.
        patience: Duration,
    },
    /// The server was asked for the rest and sends something else.
    #[error("`{url}` was asked for what follows {}, and answers with {answered}", wording::count(*.asked, "byte"))]
    Range {
        /// What was asked.
        url: String,
        /// Bytes that were there.
        asked: u64,
        /// What it says that it sends.
        answered: String,
    },
    /// The body goes on after its announced end.
    #[error("`{url}` sends more than the {} it announced", wording::count(*.announced, "byte"))]
    Overlong {
        /// What was asked.
        url: String,
        /// Bytes that were announced.
        announced: u64,
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

/// What lies at the bottom of a failed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breakdown {
    /// Nothing that would still be so in a moment.
    Passing,
    /// The host has no address, for now.
    HostForNow,
    /// The host has no address.
    Host,
    /// The server does not prove who it is.
    Certificate,
    /// Whoever answers does not speak our protocol.
    Protocol,
    /// The proxy does not let us through, or is not there.
    Proxy,
}

impl Breakdown {
    /// Looks through all layers of an error, of which each library adds some.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Self {
        match Reason::of(error) {
            Some(Reason::ProxyLogin(_) | Reason::ProxyRefuses(_) | Reason::ProxyGone(..)) => {
                return Self::Proxy;
            }
            Some(_) => return Self::Certificate,
            None => {}
        }
        let mut next = Some(error);
        while let Some(layer) = next {
            let text = layer.to_string();
            let has = |part: &str| text.contains(part);
            let kind = layer.downcast_ref::<io::Error>().map(io::Error::kind);
            if has("certificate") {
                return Self::Certificate;
            } else if has("failed to lookup address") {
                return if has("emporary") {
                    Self::HostForNow
                } else {
                    Self::Host
                };
            } else if kind == Some(io::ErrorKind::InvalidData)
                || has("invalid HTTP")
                || has("invalid content-length")
                || has("message head is too large")
            {
                return Self::Protocol;
            }
            next = layer.source();
        }
        Self::Passing
    }
}

impl FetchError {
    /// How much is to be hoped for from asking again.
    pub(super) fn hope(&self) -> Hope {
        match self {
            Self::Status { status, .. } => match status.as_u16() {
                408 | 425 | 429 => Hope::Good,
                501 | 505 | 511 => Hope::None,
                code if code >= 500 => Hope::Good,
                _ => Hope::None,
            },
            Self::Host { source, .. } | Self::Transport { source, .. } => {
                match Breakdown::of(source) {
                    _ if source.is_builder() => Hope::None,
                    Breakdown::Passing | Breakdown::HostForNow => Hope::Good,
                    Breakdown::Host => Hope::Little,
                    Breakdown::Certificate | Breakdown::Protocol | Breakdown::Proxy => Hope::None,
                }
            }
            // The next attempt after a wrong part asks for the whole.
            Self::BrokeOff { .. }
            | Self::Stalled { .. }
            | Self::TooSlow { .. }
            | Self::Range { .. }
            | Self::Overlong { .. } => Hope::Good,
            Self::Address(_)
            | Self::Redirects(_)
            | Self::Nowhere(_)
            | Self::Overdue { .. }
            | Self::Encoded { .. }
            | Self::TooLarge { .. }
            | Self::Client(_) => Hope::None,
        }
    }

    /// Whether no server answered at all.
    pub(super) fn is_without_answer(&self) -> bool {
        matches!(self, Self::Host { .. } | Self::Transport { .. })
    }

    /// Whether the server knows nothing under this address.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Self::Status { status, .. } if matches!(status.as_u16(), 404 | 410))
    }

    /// What to do about it.
    pub(super) fn hint(&self) -> Option<&'static str> {
        const LATER: Option<&str> =
            Some("try again, or work with what is in the cache with `--offline`");
        const TRUST: Option<&str> = Some("SSL_CERT_FILE names the certificates that are trusted");
        if let Some(reason) = Reason::of(self) {
            return Some(reason.hint());
        }
        match self {
            Self::Status { status, .. } => match status.as_u16() {
                401 | 403 => Some(
                    "the server wants credentials; those of npm registries are taken from your `.npmrc`",
                ),
                404 | 410 => Some("the file is not there any more, or the `url` is wrong"),
                511 => Some("this network wants a login first: open any page in a browser"),
                _ => match self.hope() {
                    Hope::Good | Hope::Little => LATER,
                    Hope::None => None,
                },
            },
            Self::Host { .. } => {
                Some("check the host in the `url`, and that this machine is online")
            }
            Self::Transport { source, .. } => match Breakdown::of(source) {
                Breakdown::Certificate => TRUST,
                Breakdown::Protocol => {
                    Some("what answers is no web server: check the `url` and the proxy")
                }
                Breakdown::Passing | Breakdown::Host | Breakdown::HostForNow | Breakdown::Proxy => {
                    LATER
                }
            },
            Self::Client(_) => TRUST,
            Self::BrokeOff { .. }
            | Self::Stalled { .. }
            | Self::TooSlow { .. }
            | Self::Overdue { .. }
            | Self::Range { .. }
            | Self::Overlong { .. } => LATER,
            Self::Address(_)
            | Self::Redirects(_)
            | Self::Nowhere(_)
            | Self::Encoded { .. }
            | Self::TooLarge { .. } => None,
        }
    }
}

/// `2.0 KB of 5.0 KB`, or without the whole when it is not known.
fn so_far(received: u64, total: Option<u64>) -> String {
    let received = wording::size(received);
    match total {
        Some(total) => format!("{received} of {}", wording::size(total)),
        None => received,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error with others below it, as libraries make them.
    #[derive(Debug)]
    struct Layer(&'static str, Option<Box<dyn Error + 'static>>);

    impl std::fmt::Display for Layer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Layer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref()
        }
    }

    #[test]
    fn what_lies_at_the_bottom_decides() {
        use io::ErrorKind;
        let said = |text| io::Error::other::<&str>(text);
        let table = [
            (ErrorKind::ConnectionReset.into(), Breakdown::Passing),
            (ErrorKind::ConnectionRefused.into(), Breakdown::Passing),
            (ErrorKind::UnexpectedEof.into(), Breakdown::Passing),
            (
                said("stream closed because of a broken pipe"),
                Breakdown::Passing,
            ),
            (
                said("connection error: GOAWAY received"),
                Breakdown::Passing,
            ),
            (
                said("invalid peer certificate: Expired"),
                Breakdown::Certificate,
            ),
            (
                said("received fatal alert: CertificateUnknown certificate"),
                Breakdown::Certificate,
            ),
            (
                io::Error::new(ErrorKind::InvalidData, "received corrupt message"),
                Breakdown::Protocol,
            ),
            (said("invalid HTTP version parsed"), Breakdown::Protocol),
            (
                said("tunnel error: proxy authorization required"),
                Breakdown::Proxy,
            ),
            (said("tunnel error: unsuccessful"), Breakdown::Proxy),
            (
                said("failed to lookup address information: Name or service not known"),
                Breakdown::Host,
            ),
            (
                said("failed to lookup address information: Temporary failure in name resolution"),
                Breakdown::HostForNow,
            ),
        ];
        for (bottom, expected) in table {
            let text = bottom.to_string();
            let middle = Layer("client error (Connect)", Some(Box::new(bottom)));
            let top = Layer("error sending request", Some(Box::new(middle)));
            assert_eq!(Breakdown::of(&top), expected, "{text}");
        }
    }

    #[test]
    fn how_far_it_came_is_said() {
        assert_eq!(so_far(1_200_000, Some(30_000_000)), "1.2 MB of 30.0 MB");
        assert_eq!(so_far(413, None), "413 bytes");
    }
}
