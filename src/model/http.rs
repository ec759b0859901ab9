//! Requests to a handler, the answers that a case declares for the handler's own requests, and what came of both.
//!
//! Field values are bytes: HTTP does not ask for UTF-8, and a test of a server least of all.

use serde::Deserialize;
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// Header or trailer fields in order. A name may occur several times.
pub type Fields = Vec<(String, Vec<u8>)>;

/// One request to a handler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// `GET`, or any other token.
    pub method: String,
    /// A path (`/a?b=c`) of the host that the headers name, else of `localhost`; or an absolute URL.
    pub url: String,
    /// Fields as declared; `host` is added where none is declared.
    pub headers: Fields,
    /// What is sent.
    pub body: Body,
}

/// `GET /`, as when a case gives no request.
impl Default for Request {
    fn default() -> Self {
        Self {
            method: "GET".to_owned(),
            url: "/".to_owned(),
            headers: Vec::new(),
            body: Body::Empty,
        }
    }
}

/// What is sent as the body of a request or of a declared answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// These bytes, at once.
    Bytes(Vec<u8>),
    /// The bytes of a file, streamed.
    File(PathBuf),
    /// One frame after the other, then trailers where there are any.
    Chunks {
        /// The frames.
        chunks: Vec<Vec<u8>>,
        /// What follows them.
        trailers: Fields,
    },
}

impl Body {
    /// The file it is read from, where it is one.
    pub fn file(&self) -> Option<&PathBuf> {
        match self {
            Self::File(path) => Some(path),
            Self::Empty | Self::Bytes(_) | Self::Chunks { .. } => None,
        }
    }
}

/// How many instances answer the requests of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instances {
    /// One for each request.
    #[default]
    Fresh,
    /// One for all, in order.
    Shared,
}

/// An answer to one of the guest's own requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upstream {
    /// The method it answers; nothing = any.
    pub method: Option<String>,
    /// The whole URL it answers: `http://api.test/x?y=1`.
    pub url: String,
    /// The body it answers, byte for byte; nothing = any.
    pub body: Option<Vec<u8>>,
    /// What the guest gets.
    pub answer: Answer,
}

/// What a guest gets for one of its own requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A response.
    Response {
        /// Its status, 100 to 599.
        status: u16,
        /// Its header fields.
        headers: Fields,
        /// Its body; trailers of the answer are in [`Body::Chunks`].
        body: Body,
        /// How long the guest waits for it, on the guest's clock.
        delay: Duration,
    },
    /// The connection is refused.
    Refused,
    /// The connection times out.
    TimedOut,
}

/// What a handler answered to one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Status and header fields, or why there are none.
    pub head: Head,
    /// The bytes that came.
    pub body: Vec<u8>,
    /// Fields that came after them.
    pub trailers: Fields,
    /// Whether the body came to its end.
    pub body_end: BodyEnd,
}

/// The head of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Head {
    /// The handler came to its end, or was stopped, without an answer.
    None,
    /// It answered.
    Answer {
        /// HTTP status.
        status: u16,
        /// Header fields in the order in which the guest gave them.
        headers: Fields,
    },
    /// It answered with an error of `wasi:http`, in WIT's words: `DNS-timeout`, `internal-error("no")`.
    Error(String),
}

/// How a body came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyEnd {
    /// As it should.
    Whole,
    /// Too early; the error of `wasi:http` where one says why (`HTTP-response-body-size`), without its payload.
    Cut(Option<String>),
}

/// One of the guest's own requests, or an answer that none met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exchange {
    /// The guest asked.
    Asked {
        /// Its method.
        method: String,
        /// Its whole URL.
        url: String,
        /// The body it sent, as far as it was read.
        body: Vec<u8>,
        /// What it got.
        met: Met,
    },
    /// The guest never asked for this.
    Unused {
        /// The declared method, where one is.
        method: Option<String>,
        /// The declared URL.
        url: String,
    },
}

/// What one of the guest's own requests met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// A declared answer, for the first time: a status, or nothing where the connection fails as declared.
    Declared(Option<u16>),
    /// A declared answer that was used before; the guest gets it again, and the document tells.
    Again(Option<u16>),
    /// Nothing that is declared: the request was denied.
    Denied,
}
