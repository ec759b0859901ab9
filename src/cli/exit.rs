//! Exit codes: what a script learns of a run.

use crate::model::outcome::Tally;
use crate::runner::Ended;

/// Exit codes; when several hold, the first of this list wins (DESIGN.md section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// A fault of wassay.
    Fault = 70,
    /// Interrupted by Ctrl-C.
    Interrupted = 130,
    /// Ended by SIGTERM.
    Terminated = 143,
    /// The command line or a manifest is wrong.
    Usage = 2,
    /// A trial could not be asked.
    Broken = 4,
    /// A report could not be written.
    Report = 5,
    /// A trial failed, was new, or passed against expectation.
    Failed = 1,
    /// Nothing was selected.
    Nothing = 3,
    /// Clean.
    Clean = 0,
}

impl Exit {
    const PRECEDENCE: [Self; 9] = [
        Self::Fault,
        Self::Interrupted,
        Self::Terminated,
        Self::Usage,
        Self::Broken,
        Self::Report,
        Self::Failed,
        Self::Nothing,
        Self::Clean,
    ];

    /// The code that wins of two that hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::PRECEDENCE
            .into_iter()
            .find(|exit| *exit == self || *exit == other)
            .unwrap_or(Self::Clean)
    }

    /// The number.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// What follows from how something came to its end.
    pub fn of_stop(ended: Ended) -> Self {
        match ended {
            Ended::Complete | Ended::MaxFail => Self::Clean,
            Ended::Interrupted => Self::Interrupted,
            Ended::Terminated => Self::Terminated,
            Ended::Fault => Self::Fault,
        }
    }

    /// What follows from a run.
    pub fn of_run(tally: &Tally, ended: Ended) -> Self {
        let stopped = Self::of_stop(ended);
        let broken = if tally.broken > 0 {
            Self::Broken
        } else {
            Self::Clean
        };
        let failed = if tally.fail + tally.unexpected_pass > 0 {
            Self::Failed
        } else {
            Self::Clean
        };
        stopped.and(broken).and(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graver_code_wins() {
        assert_eq!(Exit::Failed.and(Exit::Broken), Exit::Broken);
        assert_eq!(Exit::Usage.and(Exit::Broken), Exit::Usage);
        assert_eq!(Exit::Interrupted.and(Exit::Usage), Exit::Interrupted);
        assert_eq!(Exit::Clean.and(Exit::Nothing), Exit::Nothing);
        let tally = Tally {
            fail: 1,
            broken: 1,
            ..Tally::default()
        };
        assert_eq!(Exit::of_run(&tally, Ended::Complete).code(), 4);
        assert_eq!(Exit::of_run(&tally, Ended::Interrupted).code(), 130);
    }
}
