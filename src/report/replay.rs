//! Tells a finished record again, as its run told it.

use crate::model::event::Blob;
use crate::model::event::DirectiveTally;
use crate::model::event::Event;
use crate::model::event::EventKind;
use crate::model::event::SuiteFinished;
use crate::model::event::TrialFinished;
use crate::model::outcome::Outcome;
use crate::model::outcome::Tally;
use crate::record;
use crate::record::Completeness;
use crate::record::RecordError;
use crate::report::Reporter;
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

/// Feeds the events of a record to a reporter, and says whether the record holds its whole run.
///
/// What a record leaves out because it follows from the rest is made again: tallies, the ends of suites, the text of
/// blobs that lie beside it. The record is never held. [`Reporter::finish`] is left to the caller.
///
/// # Errors
/// As [`record::read`], and a damaged line before the last.
pub fn replay(path: &Path, reporter: &mut dyn Reporter) -> Result<Completeness, RecordError> {
    let mut teller = Teller::default();
    let mut events = record::read(path)?;
    for kind in events.by_ref() {
        let kind = match kind? {
            EventKind::Blob(blob) => EventKind::Blob(whole(path, blob)?),
            other => other,
        };
        teller.tell(kind, reporter);
    }
    Ok(events.completeness())
}

/// A blob with its text, where that is text.
fn whole(path: &Path, blob: Blob) -> Result<Blob, RecordError> {
    if blob.content.is_some() || blob.encoding != "text" {
        return Ok(blob);
    }
    let bytes = record::blob(path, &blob)?;
    let content = String::from_utf8_lossy(&bytes).into();
    Ok(Blob {
        content: Some(content),
        ..blob
    })
}

#[derive(Debug, Default)]
struct Teller {
    /// Trials selected of each suite.
    suites: HashMap<String, u64>,
    open: HashMap<String, SuiteFinished>,
    tally: Tally,
    elapsed: Duration,
}

impl Teller {
    fn tell(&mut self, kind: EventKind, reporter: &mut dyn Reporter) {
        let mut ended = None;
        let kind = match kind {
            EventKind::Plan(plan) => {
                self.suites = plan.by_suite.iter().cloned().collect();
                EventKind::Plan(plan)
            }
            EventKind::TrialFinished(trial) => {
                ended = self.count(&trial);
                EventKind::TrialFinished(trial)
            }
            EventKind::RunFinished(finished) => {
                self.elapsed = Duration::from_micros(finished.elapsed_us);
                EventKind::RunFinished(finished)
            }
            other => other,
        };
        self.send(kind, reporter);
        if let Some(suite) = ended {
            self.send(EventKind::SuiteFinished(suite), reporter);
        }
    }

    fn send(&self, kind: EventKind, reporter: &mut dyn Reporter) {
        reporter.event(&Event {
            kind,
            elapsed: self.elapsed,
            tally: self.tally,
        });
    }

    /// Counts a trial, and gives its suite when it was the last of it.
    fn count(&mut self, trial: &TrialFinished) -> Option<SuiteFinished> {
        let new = u64::from(trial.outcome == Outcome::Fail && trial.is_unseen());
        self.tally.count(trial.outcome);
        self.tally.new += new;
        let ended = Duration::from_micros(trial.at_us + trial.run_us);
        self.elapsed = self.elapsed.max(ended);
        let name = trial.suite();
        let suite = self
            .open
            .entry(name.to_owned())
            .or_insert_with(|| SuiteFinished {
                suite: name.to_owned(),
                tally: Tally::default(),
                new: 0,
                busy_us: 0,
                directives: DirectiveTally::default(),
            });
        suite.tally.count(trial.outcome);
        suite.new += new;
        suite.directives.add(trial.directives.unwrap_or_default());
        suite.busy_us += trial.stage_us + trial.run_us + trial.compare_us;
        let is_last = self.suites.get(name) == Some(&suite.tally.total());
        is_last.then(|| self.open.remove(name)).flatten()
    }
}
