//! What the comparison says, what a person expected, and what follows from both.
//!
//! *Fail* = the answer is wrong; *broken* = we could not ask. They count and exit differently.

use crate::model::cause::Cause;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::expectation::Decided;
use crate::model::expectation::Expected;
use serde::Deserialize;
use serde::Serialize;
use std::fmt;

/// What the comparison says of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that was to be compared is as expected.
    Matched,
    /// Something is not. The first differences, at most twenty.
    Differs(Vec<Difference>),
    /// There is no snapshot to compare with.
    Unseen,
    /// We could not ask.
    Broken(Box<Cause>),
}

impl Verdict {
    /// The word of the record.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Differs(_) => "differs",
            Self::Unseen => "unseen",
            Self::Broken(_) => "broken",
        }
    }
}

/// One line in which an execution differs from what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The channel.
    pub channel: Channel,
    /// Line within the channel, from 1; nothing for the ending.
    pub line: Option<usize>,
    /// What was expected; nothing where a line is new. At most 4 KiB.
    pub expected: Option<String>,
    /// What came; nothing where a line is missing. At most 4 KiB.
    pub actual: Option<String>,
}

/// What a trial counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// As it should be.
    Pass,
    /// The answer is wrong, or new.
    Fail,
    /// Wrong or broken as a person said it would be.
    KnownFailure,
    /// Right (or otherwise wrong) although a person said it would not be, or the expectation has expired.
    UnexpectedPass,
    /// Passed after a retry, or is expected to be flaky and did not pass.
    Flaky,
    /// We could not ask.
    Broken,
    /// Was not to be run.
    Skipped,
}

impl Outcome {
    /// All outcomes in the order in which summaries count them.
    pub const ALL: [Self; 7] = [
        Self::Pass,
        Self::KnownFailure,
        Self::Flaky,
        Self::Skipped,
        Self::Fail,
        Self::UnexpectedPass,
        Self::Broken,
    ];

    /// The word of the record, of filters and of JUnit properties.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::KnownFailure => "known-failure",
            Self::UnexpectedPass => "unexpected-pass",
            Self::Flaky => "flaky",
            Self::Broken => "broken",
            Self::Skipped => "skipped",
        }
    }

    /// Whether it lets a run exit with 0.
    pub fn is_good(self) -> bool {
        match self {
            Self::Pass | Self::KnownFailure | Self::Flaky | Self::Skipped => true,
            Self::Fail | Self::UnexpectedPass | Self::Broken => false,
        }
    }

    /// What follows from the verdict of the last attempt and the expectation that decides.
    ///
    /// `ending` is how the guest stopped, `attempts` how often it was asked. An expectation of another ending or
    /// message than the one that came leaves a fail a fail and a broken trial broken (SCREENS.md 1.5).
    pub fn of(
        expectation: Option<&Decided>,
        verdict: &Verdict,
        ending: Option<&Ending>,
        attempts: u32,
    ) -> Self {
        let plain = match verdict {
            Verdict::Matched if attempts > 1 => Self::Flaky,
            Verdict::Matched => Self::Pass,
            Verdict::Differs(_) | Verdict::Unseen => Self::Fail,
            Verdict::Broken(_) => Self::Broken,
        };
        let Some(expected) = expectation else {
            return plain;
        };
        if expected.expired {
            return Self::UnexpectedPass;
        }
        match (expected.outcome, verdict) {
            (Expected::Skip, _) => Self::Skipped,
            (Expected::Flaky | Expected::Fail, Verdict::Broken(_)) => Self::Broken,
            (Expected::Flaky, Verdict::Matched) => Self::Pass,
            (Expected::Flaky, Verdict::Differs(_) | Verdict::Unseen) => {
                if holds(expected, verdict, ending) {
                    Self::Flaky
                } else {
                    Self::Fail
                }
            }
            // It was expected that nothing could be asked; an answer, even a wrong one, is news.
            (Expected::Fail | Expected::Broken, Verdict::Matched)
            | (Expected::Broken, Verdict::Differs(_) | Verdict::Unseen) => Self::UnexpectedPass,
            (Expected::Fail, Verdict::Differs(_) | Verdict::Unseen) => {
                if holds(expected, verdict, ending) {
                    Self::KnownFailure
                } else {
                    Self::Fail
                }
            }
            (Expected::Broken, Verdict::Broken(_)) => {
                if holds(expected, verdict, ending) {
                    Self::KnownFailure
                } else {
                    Self::Broken
                }
            }
        }
    }
}

/// Whether the ending and the message that an expectation names are those that came.
fn holds(expected: &Decided, verdict: &Verdict, ending: Option<&Ending>) -> bool {
    let ending_holds = expected.ending.as_ref().is_none_or(|wanted| {
        ending.is_some_and(|ending| {
            let text = ending.to_string();
            text == *wanted || text.split(':').next() == Some(wanted)
        })
    });
    let message_holds = expected
        .message
        .as_ref()
        .is_none_or(|wanted| match verdict {
            Verdict::Broken(cause) => cause.mentions(wanted),
            Verdict::Differs(differences) => {
                ending.is_some_and(|ending| ending.to_string().contains(wanted))
                    || differences.iter().any(|difference| {
                        [&difference.expected, &difference.actual]
                            .into_iter()
                            .flatten()
                            .any(|text| text.contains(wanted))
                    })
            }
            Verdict::Matched | Verdict::Unseen => {
                ending.is_some_and(|ending| ending.to_string().contains(wanted))
            }
        });
    ending_holds && message_holds
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How many trials came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Tally {
    /// Passed.
    pub pass: u64,
    /// Failed, new ones included.
    pub fail: u64,
    /// Failed or broken as expected.
    pub known_failure: u64,
    /// Did not fail as expected.
    pub unexpected_pass: u64,
    /// Flaky.
    pub flaky: u64,
    /// Broken.
    pub broken: u64,
    /// Not run, by intent.
    pub skipped: u64,
    /// Of the failed ones, those without a snapshot. Not part of the record's tally.
    #[serde(skip)]
    pub new: u64,
}

impl Tally {
    /// Counts one trial.
    pub fn count(&mut self, outcome: Outcome) {
        *self.of_mut(outcome) += 1;
    }

    /// How many trials came out so.
    pub fn of(&self, outcome: Outcome) -> u64 {
        let mut own = *self;
        *own.of_mut(outcome)
    }

    fn of_mut(&mut self, outcome: Outcome) -> &mut u64 {
        match outcome {
            Outcome::Pass => &mut self.pass,
            Outcome::Fail => &mut self.fail,
            Outcome::KnownFailure => &mut self.known_failure,
            Outcome::UnexpectedPass => &mut self.unexpected_pass,
            Outcome::Flaky => &mut self.flaky,
            Outcome::Broken => &mut self.broken,
            Outcome::Skipped => &mut self.skipped,
        }
    }

    /// All trials counted.
    pub fn total(&self) -> u64 {
        Outcome::ALL.iter().map(|outcome| self.of(*outcome)).sum()
    }
}

/// What a person wants done with documents that differ: the intent. What was done is a [`Effect`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UpdatePolicy {
    /// Nothing is written.
    Check,
    /// Pending files are written.
    #[default]
    Pending,
    /// Snapshots are written.
    Accept,
}

/// What was done with a document that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing.
    None,
    /// A pending file was written.
    Pending,
    /// The snapshot was written.
    Accepted,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cause::Stage;
    use Outcome::Broken;
    use Outcome::Fail;
    use Outcome::Flaky;
    use Outcome::KnownFailure;
    use Outcome::Pass;
    use Outcome::Skipped;
    use Outcome::UnexpectedPass;

    fn expects(
        outcome: Expected,
        message: Option<&str>,
        ending: Option<&str>,
        expired: bool,
    ) -> Decided {
        Decided {
            outcome,
            ending: ending.map(str::to_owned),
            message: message.map(str::to_owned),
            reason: "because".to_owned(),
            issue: None,
            until: None,
            expired,
            at: "wassay.toml:1".to_owned(),
        }
    }

    #[test]
    fn every_verdict_meets_every_expectation() {
        let broken = Verdict::Broken(Box::new(Cause::new(
            Stage::Compile,
            "refused",
            "no exceptions here",
        )));
        let differs = Verdict::Differs(vec![]);
        let verdicts = [&Verdict::Matched, &differs, &Verdict::Unseen, &broken];
        let table = [
            (None, [Pass, Fail, Fail, Broken]),
            (
                Some(Expected::Fail),
                [UnexpectedPass, KnownFailure, KnownFailure, Broken],
            ),
            (
                Some(Expected::Broken),
                [UnexpectedPass, UnexpectedPass, UnexpectedPass, KnownFailure],
            ),
            (Some(Expected::Flaky), [Pass, Flaky, Flaky, Broken]),
            (Some(Expected::Skip), [Skipped, Skipped, Skipped, Skipped]),
        ];
        for (expected, outcomes) in table {
            for (verdict, outcome) in verdicts.iter().zip(outcomes) {
                let decided = expected.map(|expected| expects(expected, None, None, false));
                assert_eq!(
                    Outcome::of(decided.as_ref(), verdict, None, 1),
                    outcome,
                    "{expected:?} {verdict:?}"
                );
            }
        }
        assert_eq!(Outcome::of(None, &Verdict::Matched, None, 2), Flaky);
    }

    #[test]
    fn another_message_or_ending_is_no_known_failure() {
        let broken = Verdict::Broken(Box::new(Cause::new(
            Stage::Compile,
            "refused",
            "no exceptions here",
        )));
        let of = |message| {
            Outcome::of(
                Some(&expects(Expected::Broken, Some(message), None, false)),
                &broken,
                None,
                1,
            )
        };
        assert_eq!([of("exceptions"), of("threads")], [KnownFailure, Broken]);
        let differs = Verdict::Differs(vec![]);
        let ending = Ending::Trapped {
            trap: "unreachable".to_owned(),
            frames: vec![],
        };
        let of = |wanted| {
            Outcome::of(
                Some(&expects(Expected::Fail, None, Some(wanted), false)),
                &differs,
                Some(&ending),
                1,
            )
        };
        assert_eq!([of("trapped"), of("exited 3")], [KnownFailure, Fail]);
    }

    #[test]
    fn an_expired_expectation_is_news_whatever_came() {
        let expired = expects(Expected::Fail, None, None, true);
        assert_eq!(
            Outcome::of(Some(&expired), &Verdict::Differs(vec![]), None, 1),
            UnexpectedPass
        );
    }
}
