//! What the head of an answer means: the whole, the rest that was asked for, or neither.
//!
//! Decided from what is given. A rest is taken only if the server proves that it is of the same file and begins where
//! the bytes that are there end; otherwise the bytes of two files would be put together.

use crate::cache::Edition;
use crate::install::address;
use crate::install::fetch_error::FetchError;
use crate::install::fetch_error::LARGEST;
use crate::install::pipe::Position;
use crate::install::retry::RetryAfter;
use crate::wording;
use reqwest::StatusCode;
use reqwest::Url;
use reqwest::header;
use reqwest::header::HeaderMap;
use reqwest::header::HeaderName;
use reqwest::header::HeaderValue;
use std::time::Duration;

/// Bytes of the longest `ETag` or `Last-Modified` that is sent back.
const LONGEST: usize = 1024;

/// What came before a body.
pub(super) struct Head<'a> {
    /// Who answers, redirects followed.
    pub(super) url: &'a Url,
    /// How.
    pub(super) status: StatusCode,
    /// The fields.
    pub(super) headers: &'a HeaderMap,
    /// Bytes announced.
    pub(super) length: Option<u64>,
}

/// What the body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// All of this file.
    Whole(Edition),
    /// The rest that was asked for; with it the file has so many bytes.
    Rest(u64),
    /// The file is another now, or was never as long: the whole must be asked for.
    Stale,
}

/// The fields that ask for the rest; nothing when it cannot be asked for.
pub(super) fn ask_for_rest(at: &Position) -> Option<[(HeaderName, HeaderValue); 2]> {
    let validator = HeaderValue::from_str(at.edition.validator()?).ok()?;
    let range = HeaderValue::from_str(&format!("bytes={}-", at.received)).ok()?;
    (at.received > 0).then_some([(header::RANGE, range), (header::IF_RANGE, validator)])
}

impl Head<'_> {
    /// Says what follows. `asked` is what a person would call the address that was asked, before redirects; `rest_of`
    /// is where the bytes end that the rest was asked for.
    pub(super) fn judge(
        &self,
        asked: &str,
        rest_of: Option<&Position>,
    ) -> Result<Answer, FetchError> {
        let answer = match (self.status.as_u16(), rest_of) {
            (200, _) => Answer::Whole(self.edition(asked)),
            (206, Some(at)) => self.rest(at)?,
            (412 | 416, Some(_)) => Answer::Stale,
            _ => {
                let wait = self.field(&header::RETRY_AFTER);
                return Err(FetchError::Status {
                    url: address::shown(self.url),
                    status: self.status,
                    wait: wait.and_then(RetryAfter::parse),
                });
            }
        };
        if answer != Answer::Stale {
            self.refuse_what_is_never_taken()?;
        }
        Ok(answer)
    }

    fn rest(&self, at: &Position) -> Result<Answer, FetchError> {
        let other = |field, own: &Option<String>| {
            own.is_some()
                && self
                    .field(field)
                    .is_some_and(|now| Some(now) != own.as_deref())
        };
        let by_date = at.edition.etag.is_none();
        if other(&header::ETAG, &at.edition.etag)
            || by_date && other(&header::LAST_MODIFIED, &at.edition.modified)
        {
            return Ok(Answer::Stale);
        }
        let text = self.field(&header::CONTENT_RANGE);
        let wrong = |answered: String| FetchError::Range {
            url: address::shown(self.url),
            asked: at.received,
            answered,
        };
        let Some(text) = text else {
            return Err(wrong("a part without saying which".to_owned()));
        };
        let Some((first, last, total)) = parse_range(text) else {
            return Err(wrong(format!("`{}`", wording::visible(text))));
        };
        if at.edition.total.is_some_and(|known| known != total) {
            return Ok(Answer::Stale);
        }
        let announced = total.checked_sub(first);
        let length_fits = self.length.is_none_or(|length| Some(length) == announced);
        if first != at.received || last.checked_add(1) != Some(total) || !length_fits {
            return Err(wrong(format!("`{}`", wording::visible(text))));
        }
        Ok(Answer::Rest(total))
    }

    fn refuse_what_is_never_taken(&self) -> Result<(), FetchError> {
        let url = || address::shown(self.url);
        let encodings = self.headers.get_all(header::CONTENT_ENCODING);
        let plain = |encoding: &HeaderValue| {
            let name = encoding.as_bytes().trim_ascii();
            name.is_empty() || name.eq_ignore_ascii_case(b"identity")
        };
        if let Some(encoding) = encodings.iter().find(|encoding| !plain(encoding)) {
            let encoding = String::from_utf8_lossy(encoding.as_bytes());
            let encoding = wording::visible(&encoding).into_owned();
            return Err(FetchError::Encoded {
                url: url(),
                encoding,
            });
        }
        if self.length.is_some_and(|length| length > LARGEST) {
            return Err(FetchError::TooLarge { url: url() });
        }
        Ok(())
    }

    /// Which file this is, as far as that helps to ask for its rest.
    fn edition(&self, asked: &str) -> Edition {
        let short = |text: &&str| text.len() <= LONGEST;
        let ranges = self.field(&header::ACCEPT_RANGES) != Some("none");
        let etag = self.field(&header::ETAG).filter(short);
        let modified = self.field(&header::LAST_MODIFIED).filter(short);
        Edition {
            url: asked.to_owned(),
            etag: etag
                .filter(|etag| ranges && is_strong(etag))
                .map(str::to_owned),
            modified: modified
                .filter(|modified| ranges && self.is_past(modified))
                .map(str::to_owned),
            total: self.length,
        }
    }

    /// Whether a file could not have changed once more at the very time that it says it was changed.
    fn is_past(&self, modified: &str) -> bool {
        let Ok(modified) = httpdate::parse_http_date(modified) else {
            return false;
        };
        let date = self.field(&header::DATE);
        date.and_then(|date| httpdate::parse_http_date(date).ok())
            .is_none_or(|date| {
                let age = date.duration_since(modified);
                age.is_ok_and(|age| age >= Duration::from_secs(1))
            })
    }

    fn field(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }
}

/// An entity tag that promises that not a byte is different.
fn is_strong(etag: &str) -> bool {
    etag.len() >= 2 && etag.starts_with('"') && etag.ends_with('"')
}

/// Reads `bytes FIRST-LAST/TOTAL`; a total that is not said is none.
fn parse_range(text: &str) -> Option<(u64, u64, u64)> {
    let digits = |text: &str| {
        let all = text.bytes().all(|byte| byte.is_ascii_digit());
        if all { text.parse().ok() } else { None }
    };
    let (range, total) = text.strip_prefix("bytes ")?.trim().split_once('/')?;
    let (first, last) = range.split_once('-')?;
    Some((digits(first)?, digits(last)?, digits(total)?))
}

#[cfg(test)]
mod tests;
