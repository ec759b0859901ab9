//! Whether a body comes too slowly: bytes and the time they were waited for, added up.

use crate::install::pace::Pace;
use std::time::Duration;

/// The rate of a body, measured over one stretch of time after the other.
#[derive(Debug)]
pub(super) struct Rate {
    slowest: u64,
    over: Duration,
    waited: Duration,
    bytes: u64,
}

impl Rate {
    pub(super) fn new(pace: &Pace) -> Self {
        Self {
            slowest: pace.slowest,
            over: pace.idle,
            waited: Duration::ZERO,
            bytes: 0,
        }
    }

    /// Takes in some bytes, and how long they were waited for: what this machine does with them meanwhile is no fault
    /// of the server. Gives the rate of a stretch that just ended, in bytes a second, if it is too low.
    pub(super) fn add(&mut self, waited: Duration, bytes: u64) -> Option<u64> {
        self.waited += waited;
        self.bytes += bytes;
        if self.waited < self.over {
            return None;
        }
        let micros = self.waited.as_micros().max(1);
        let rate = u128::from(self.bytes) * 1_000_000 / micros;
        (self.waited, self.bytes) = (Duration::ZERO, 0);
        let rate = u64::try_from(rate).unwrap_or(u64::MAX);
        (rate < self.slowest).then_some(rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, milliseconds waited and bytes of each piece, and what is found after the last.
    type Row = (&'static str, Vec<(u64, u64)>, Option<u64>);

    #[test]
    fn a_stretch_counts_as_a_whole() {
        let table: Vec<Row> = vec![
            ("too early to tell", vec![(1, 1), (9_000, 1)], None),
            (
                "slow for ten seconds",
                vec![(5_000, 10), (5_000, 10)],
                Some(2),
            ),
            ("fast enough", vec![(5_000, 500), (5_000, 500)], None),
            (
                "one byte too few",
                vec![(5_000, 500), (5_000, 499)],
                Some(99),
            ),
            (
                "a slow start, then a gust",
                vec![(9_999, 1), (1, 9_999)],
                None,
            ),
            (
                "each stretch for itself",
                vec![(10_000, 1_000_000), (10_000, 999)],
                Some(99),
            ),
            ("nothing at all", vec![(10_000, 0)], Some(0)),
        ];
        let pace = Pace {
            slowest: 100,
            idle: Duration::from_secs(10),
            ..Pace::default()
        };
        for (name, pieces, expected) in table {
            let mut rate = Rate::new(&pace);
            let last = pieces
                .iter()
                .map(|(millis, bytes)| rate.add(Duration::from_millis(*millis), *bytes))
                .last();
            assert_eq!(last.unwrap(), expected, "{name}");
        }
    }

    #[test]
    fn nothing_is_too_slow_where_no_rate_is_asked_for() {
        let pace = Pace {
            slowest: 0,
            idle: Duration::ZERO,
            ..Pace::default()
        };
        let mut rate = Rate::new(&pace);
        assert_eq!(rate.add(Duration::ZERO, 0), None);
        assert_eq!(rate.add(Duration::from_hours(1), 0), None);
    }
}
