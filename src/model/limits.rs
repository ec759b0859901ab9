//! What a guest may use, and in which world of time and chance it lives.

use serde::Deserialize;
use serde::Serialize;
use std::time::Duration;

/// Upper bounds of one trial. A guest that meets one ends as data within it and hurts no neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limits {
    /// Real time of the entry call; compiling never counts.
    pub timeout: Duration,
    /// Bytes of all linear memories (and GC heaps) together.
    pub memory: u64,
    /// Bytes of each of stdout, stderr and a response body.
    pub output: u64,
    /// Elements of all tables together.
    pub tables: u64,
    /// Instances in one store.
    pub instances: u64,
    /// Units of fuel; nothing = fuel is not counted.
    pub fuel: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            memory: 1 << 30,
            output: 8 << 20,
            tables: 1_000_000,
            instances: 1_000,
            fuel: None,
        }
    }
}

/// Which clock a guest sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Starts at 2000-01-01T00:00:00Z; sleeps cost nothing.
    #[default]
    Virtual,
    /// The machine's.
    Real,
}

/// Where a guest's random numbers come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Randomness {
    /// A generator seeded with the case's `seed`.
    #[default]
    Seeded,
    /// The machine's.
    Real,
}

/// What a guest may reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Network {
    /// Nothing.
    #[default]
    Denied,
    /// Addresses of this machine alone.
    Loopback,
}
