//! Whether to ask again, and after how long: decided from what is given, so that no test has to wait.
//!
//! A retry is for what can pass by itself. What a server or a certificate says for good is told at once.

use crate::install::fetch_error::FetchError;
use crate::install::pace::Pace;
use std::hash::BuildHasher as _;
use std::time::Duration;
use std::time::SystemTime;

/// How long a server wants to be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// So many seconds from its answer on.
    Seconds(u64),
    /// Until a time.
    Until(SystemTime),
}

impl RetryAfter {
    /// Reads `Retry-After`; nothing when it is neither a number of seconds nor a date.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Seconds(text.parse().unwrap_or(u64::MAX)));
        }
        httpdate::parse_http_date(text).ok().map(Self::Until)
    }

    /// How long that is from `now` on; no time at all when it is over.
    fn from(self, now: SystemTime) -> Duration {
        match self {
            Self::Seconds(seconds) => Duration::from_secs(seconds),
            Self::Until(time) => time.duration_since(now).unwrap_or_default(),
        }
    }
}

/// How much is to be hoped for from another attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hope {
    /// It fails in the same way.
    None,
    /// Hardly anything: one more attempt, in case that somebody on the way had the hiccups.
    Little,
    /// Such faults pass.
    Good,
}

/// When the question is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    /// Attempts made, all of which failed.
    pub(super) attempts: u32,
    /// Time since the first began, by a clock that nobody sets.
    pub(super) elapsed: Duration,
    /// Time of day, which a server's date is held against.
    pub(super) now: SystemTime,
    /// From 0 to below 1, drawn at random.
    pub(super) dice: f64,
}

impl Moment {
    /// This moment.
    pub(super) fn now(attempts: u32, elapsed: Duration) -> Self {
        let drawn = std::hash::RandomState::new().hash_one(attempts);
        let dice = f64::from(u32::try_from(drawn >> 32).unwrap_or(0)) / 2_f64.powi(32);
        Self {
            attempts,
            elapsed,
            now: SystemTime::now(),
            dice,
        }
    }
}

/// How long to wait before the next attempt; nothing when there is to be none.
///
/// What the server asks for is honoured, and a random share of a time that doubles with each attempt is added, so
/// that many who failed together do not come back together; both together are never longer than [`Pace::longest`].
pub(super) fn pause(pace: &Pace, error: &FetchError, moment: &Moment) -> Option<Duration> {
    let retries = match error.hope() {
        Hope::None => 0,
        Hope::Little => pace.retries.min(1),
        Hope::Good => pace.retries,
    };
    if moment.attempts > retries {
        return None;
    }
    let doublings = moment.attempts.saturating_sub(1).min(16);
    let whole = pace.pause.saturating_mul(1 << doublings).min(pace.longest);
    let asked = match error {
        FetchError::Status {
            wait: Some(wait), ..
        } => wait.from(moment.now),
        _ => Duration::ZERO,
    };
    let own = whole.mul_f64(moment.dice.clamp(0.0, 1.0));
    let pause = asked.saturating_add(own).min(pace.longest);
    let left = pace.total.saturating_sub(moment.elapsed);
    (pause < left).then_some(pause)
}

#[cfg(test)]
mod tests;
