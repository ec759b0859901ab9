//! How patient downloads are.

use std::time::Duration;

/// How long to wait for what, and how often to try.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// For a connection.
    pub connect: Duration,
    /// For the head of an answer as a whole, and for the next bytes of its body.
    pub idle: Duration,
    /// Bytes a second below which a body is too slow, measured over [`Pace::idle`]; nothing is too slow for 0.
    pub slowest: u64,
    /// For one artifact from one place, all attempts together.
    pub total: Duration,
    /// Attempts after the first.
    pub retries: u32,
    /// Before the first retry at most; doubled before each later one. Of that a random share is waited.
    pub pause: Duration,
    /// Before any retry, whatever the server says.
    pub longest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(30),
            slowest: 1024,
            total: Duration::from_hours(1),
            retries: 3,
            pause: Duration::from_millis(500),
            longest: Duration::from_secs(10),
        }
    }
}
