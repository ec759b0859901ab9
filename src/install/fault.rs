//! Why a runtime is not installed, in the words that people read.

use crate::cache::CacheError;
use crate::cache::Mismatch;
use crate::cache::PublishError;
use crate::digest::Sha256;
use crate::install::address;
use crate::install::address::AddressError;
use crate::install::archive::MemberError;
use crate::install::asked::Asked;
use crate::install::fetch_error::FetchError;
use crate::install::npm::RegistryError;
use crate::install::reason::Reason;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::runtime::Artifact;
use crate::wording;
use std::error::Error;
use std::io;
use std::sync::Arc;

/// Why an artifact of a runtime is not there.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.headline())]
pub struct InstallError {
    /// Which runtime, and which part of it: `ruby 3.4.1`, ``preload `ruby` of ruby 3.4.1``.
    pub label: String,
    /// The pin.
    pub pin: Artifact,
    /// What went wrong.
    #[source]
    pub fault: Arc<Fault>,
    /// The places that were asked, in that order.
    pub asked: Vec<Asked>,
}

/// The code of the cause that the run was stopped.
pub const STOPPED: &str = "stopped";

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The bytes are others than pinned.
    #[error("received {received}")]
    Mismatch {
        /// What the bytes hash to.
        received: Sha256,
        /// How many there are.
        size: u64,
        /// What they are: `a core module`.
        what: &'static str,
        /// Whether they were fetched, and are now in the cache's `aside`, or belong to the tree.
        set_aside: bool,
    },
    /// Nothing may be fetched.
    #[error("nothing is fetched with `--offline`")]
    Offline,
    /// The file of the tree cannot be read.
    #[error("the file cannot be read")]
    Tree(#[source] io::Error),
    /// The address is none that is asked.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// It is not known where npm packages come from.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The registry does not say where the package is.
    #[error("the registry does not say where the package is")]
    Package,
    /// The package is another than its registry describes.
    #[error("the package hashes to {received}, but its registry says {declared}")]
    Integrity {
        /// What the registry says, as it says it.
        declared: String,
        /// What the package hashes to.
        received: String,
    },
    /// The bytes did not come.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// They came, and the file is not in them as it should be.
    #[error(transparent)]
    Member(#[from] MemberError),
    /// The cache cannot be used.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// The run was stopped.
    #[error("the run was stopped")]
    Stopped,
    /// No thread could be started.
    #[error("no thread can be started")]
    Threads(#[source] io::Error),
    /// A fault of this program.
    #[error("the installer failed: {0}")]
    Internal(String),
}

impl From<PublishError> for Fault {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Mismatch(mismatch) => Self::fetched_others(&mismatch),
            PublishError::Cache(error) => Self::Cache(error),
        }
    }
}

impl Fault {
    fn fetched_others(mismatch: &Mismatch) -> Self {
        Self::Mismatch {
            received: mismatch.received,
            size: mismatch.size,
            what: what(&mismatch.head),
            set_aside: true,
        }
    }

    /// Whether it lies with the bytes of one source, so that another source may have better ones.
    pub(super) fn is_of_source(&self) -> bool {
        match self {
            Self::Mismatch { .. }
            | Self::Tree(_)
            | Self::Address(_)
            | Self::Registry(_)
            | Self::Package
            | Self::Integrity { .. }
            | Self::Fetch(_) => true,
            Self::Member(error) => !matches!(error, MemberError::Cache(_)),
            Self::Offline
            | Self::Cache(_)
            | Self::Stopped
            | Self::Threads(_)
            | Self::Internal(_) => false,
        }
    }

    /// What is said of it below the place that it happened at.
    pub(super) fn told(&self) -> Vec<String> {
        let Self::Mismatch {
            received,
            size,
            what,
            set_aside,
        } = self
        else {
            return messages(self);
        };
        let end = if *set_aside {
            "set aside, never run"
        } else {
            "never run"
        };
        let bytes = wording::count(*size, "byte");
        vec![
            format!("received  {received}"),
            format!("          {bytes}, {what}; {end}"),
        ]
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Mismatch { .. } => "digest-mismatch",
            Self::Offline => "offline",
            Self::Tree(_) => "artifact-unreadable",
            Self::Address(_) => "address-refused",
            Self::Registry(RegistryError::None(_)) => "no-registry",
            Self::Registry(RegistryError::Address { .. }) => "registry-refused",
            Self::Package => "package-unknown",
            Self::Integrity { .. } => "integrity-mismatch",
            Self::Fetch(FetchError::Status { .. }) => "http-status",
            Self::Fetch(_) => "fetch",
            Self::Member(MemberError::Missing { .. }) => "member-missing",
            Self::Member(MemberError::Cache(_)) | Self::Cache(_) => "cache",
            Self::Member(_) => "archive-refused",
            Self::Stopped => STOPPED,
            Self::Threads(_) | Self::Internal(_) => "installer",
        }
    }
}

impl InstallError {
    /// Whether it is only missing because the run was stopped.
    pub fn is_stop(&self) -> bool {
        matches!(*self.fault, Fault::Stopped)
    }

    fn headline(&self) -> String {
        let label = &self.label;
        match &*self.fault {
            Fault::Mismatch { .. } => format!("{label} does not match its digest"),
            Fault::Offline => format!("{label} is not in the cache"),
            Fault::Stopped => format!("{label} was not installed: the run was stopped"),
            _ => format!("{label} cannot be installed"),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let place = &self.pin.at;
        match &*self.fault {
            Fault::Mismatch {
                set_aside: true, ..
            } => Some(format!(
                "the pin is the truth: ask who published the file before you change {place}"
            )),
            Fault::Mismatch { .. } => Some(format!(
                "the pin is the truth: ask who changed the file before you change {place}"
            )),
            Fault::Offline => Some("run `wassay install` while online".to_owned()),
            Fault::Tree(_) | Fault::Address(_) | Fault::Package => {
                Some(format!("it is pinned at {place}"))
            }
            Fault::Integrity { .. } => Some(
                "nothing of it is kept: ask who runs the registry before you try again".to_owned(),
            ),
            Fault::Registry(_) => {
                Some("name a registry with `npm config set registry URL`".to_owned())
            }
            Fault::Fetch(FetchError::Status { status, .. })
                if matches!(status.as_u16(), 401 | 403) =>
            {
                Some(CREDENTIALS.to_owned())
            }
            Fault::Fetch(error) if error.is_unknown() => {
                let hint = error.hint().unwrap_or_default();
                Some(format!("{hint}; it is pinned at {place}"))
            }
            Fault::Fetch(error) => error.hint().map(str::to_owned),
            Fault::Member(MemberError::Missing {
                near: Some(near), ..
            }) => Some(format!(
                "did you mean `{}`? It is pinned at {place}",
                wording::visible(near)
            )),
            Fault::Member(MemberError::Cache(error)) | Fault::Cache(error) => error.hint(),
            Fault::Member(_) => Some(format!("it is pinned at {place}")),
            Fault::Stopped | Fault::Threads(_) | Fault::Internal(_) => None,
        }
    }

    /// The error as reports show it.
    pub fn to_cause(&self) -> Cause {
        let details = match &self.asked[..] {
            [] | [_] => self.place(),
            several => self.places(several),
        };
        let mut cause = Cause::new(Stage::Install, self.fault.code(), self.headline());
        cause.chain.extend(details);
        cause.hint = self.hint();
        cause
    }

    /// What went wrong where only one place is known.
    fn place(&self) -> Vec<String> {
        let mut details = vec![format!(
            "from      {}",
            address::without_secrets(&self.pin.url)
        )];
        match &*self.fault {
            Fault::Mismatch { .. } | Fault::Offline => details.push(self.pinned()),
            Fault::Stopped => return Vec::new(),
            Fault::Fetch(_) | Fault::Member(_) => {
                details.extend(self.asked.first().and_then(Asked::effort));
            }
            _ => {}
        }
        if !matches!(*self.fault, Fault::Offline) {
            details.extend(self.fault.told());
        }
        details
    }

    /// What went wrong at each of several places.
    fn places(&self, asked: &[Asked]) -> Vec<String> {
        let mut details = Vec::new();
        let wrong = |asked: &Asked| matches!(*asked.fault, Fault::Mismatch { .. });
        if asked.iter().any(wrong) {
            details.push(self.pinned());
        }
        for asked in asked {
            let mirror = asked.mirror.as_ref().map_or("", |_| ", a mirror");
            details.push(format!("asked     {}{mirror}", asked.place));
            let told = asked.effort().into_iter().chain(asked.fault.told());
            details.extend(told.map(|line| format!("          {line}")));
        }
        details
    }

    fn pinned(&self) -> String {
        format!("pinned    {}", self.pin.digest)
    }
}

/// Said where a server wants to know who asks.
const CREDENTIALS: &str = "credentials of yours are taken from WASSAY_TOKEN_<HOST>, `tokens` in your `config.toml`, your netrc and, for npm packages, your `.npmrc`; never from a `url`";

/// The messages of a fault, each once. Of an HTTP library's many layers only what lies at the bottom is of use.
fn messages(fault: &Fault) -> Vec<String> {
    let mut messages = vec![fault.to_string()];
    let mut next = fault.source();
    while let Some(error) = next {
        let text = error.to_string();
        if messages.last() != Some(&text) {
            messages.push(text);
        }
        next = error.source();
    }
    if let Fault::Fetch(error) = fault {
        if messages.len() > 2 {
            messages.drain(1..messages.len() - 1);
        }
        if let Some(reason) = Reason::of(error) {
            messages.truncate(1);
            messages.push(reason.message());
        }
    }
    messages
}

/// What bytes are, by the first of them (a tar archive shows after 257).
pub(super) fn what(head: &[u8]) -> &'static str {
    match head {
        [] => "an empty file",
        [b'\0', b'a', b's', b'm', _, _, 0, 0, ..] => "a core module",
        [b'\0', b'a', b's', b'm', _, _, 1, 0, ..] => "a component",
        [0x7f, b'E', b'L', b'F', ..] => "an ELF file",
        [0x1f, 0x8b, ..] => "a gzip file",
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => "an xz file",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "a zstd file",
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => "a zip archive",
        _ if head.get(257..262) == Some(b"ustar") => "a tar archive",
        _ => what_text(head).unwrap_or("not WebAssembly"),
    }
}

/// What a text is; nothing for what is no text. The last character may be cut off.
fn what_text(head: &[u8]) -> Option<&'static str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return None,
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let starts = |tag: &str| {
        let start = text.get(..tag.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    let html = ["<!doctype html", "<html", "<head", "<body", "<script"];
    if html.iter().any(|tag| starts(tag)) {
        return Some("an HTML page");
    }
    let rest = text.get(1..).unwrap_or_default().trim_start();
    match text.chars().next() {
        Some('(' | ';') => Some("WebAssembly text"),
        Some('{') if rest.starts_with(['"', '}']) => Some("JSON"),
        Some('[') if rest.starts_with(['"', '{', '[', ']']) => Some("JSON"),
        _ if text.chars().any(|c| c.is_control() && !c.is_whitespace()) => None,
        _ => Some("text"),
    }
}

#[cfg(test)]
mod tests;
