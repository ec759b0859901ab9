//! One attempt of one trial: lay out, run, make the document, compare.
//!
//! What counts as a pass is judged here and nowhere else: the program linked, its entry point ran, what was to be
//! compared was produced and is as expected.

use crate::engine::Control;
use crate::engine::Prepared;
use crate::engine::Seat;
use crate::model::captured::Directive;
use crate::model::case::Filter;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::document::Document;
use crate::model::event::SnapshotRef;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Execution;
use crate::model::execution::Resources;
use crate::model::limits::Limits;
use crate::model::outcome::Verdict;
use crate::model::trial::Trial;
use crate::runner::causes;
use crate::runner::imports;
use crate::runner::scratch::Scratch;
use crate::runner::stage;
use crate::snapshot;
use crate::snapshot::Storage;
use crate::snapshot::document;
use crate::snapshot::document::Rendering;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

/// What one attempt gave.
pub(crate) struct Attempt {
    /// What the comparison says.
    pub(crate) verdict: Verdict,
    /// How the guest stopped; nothing when it was never asked.
    pub(crate) ending: Option<Ending>,
    /// What stands for a pass being a pass.
    pub(crate) evidence: Evidence,
    /// What the guest used.
    pub(crate) resources: Resources,
    /// The document, if the ending has one.
    pub(crate) document: Option<Document>,
    /// Whether the document may become a snapshot: an undeclared ending by a limit and declared values may not.
    pub(crate) takes_part: bool,
    /// The snapshot it was compared with.
    pub(crate) snapshot: Option<SnapshotRef>,
    /// That snapshot's text, when it differs.
    pub(crate) accepted: Option<Arc<str>>,
    /// Filters that changed something.
    pub(crate) filtered: BTreeMap<String, u64>,
    /// What the directives of a script came to.
    pub(crate) directives: Vec<Directive>,
    /// Time to lay out its files.
    pub(crate) staging: Duration,
    /// Time of the entry call.
    pub(crate) running: Duration,
    /// Time to make and compare the document.
    pub(crate) comparing: Duration,
}

impl Attempt {
    /// An attempt that could not be made.
    pub(crate) fn broken(cause: Cause) -> Self {
        Self::with(Verdict::Broken(Box::new(cause)))
    }

    /// An attempt of which only this is known.
    fn with(verdict: Verdict) -> Self {
        Self {
            verdict,
            ending: None,
            evidence: Evidence::default(),
            resources: Resources::default(),
            document: None,
            takes_part: false,
            snapshot: None,
            accepted: None,
            filtered: BTreeMap::new(),
            directives: Vec::new(),
            staging: Duration::ZERO,
            running: Duration::ZERO,
            comparing: Duration::ZERO,
        }
    }
}

/// All that attempts of one worker share.
pub(crate) struct Bench<'a> {
    /// Snapshots to compare with.
    pub(crate) storage: &'a Storage,
    /// Where scratch directories are made.
    pub(crate) scratch: Scratch,
    /// How the run is stopped.
    pub(crate) control: Control,
}

impl Bench<'_> {
    /// Makes one attempt; nothing when the run was stopped while the guest ran.
    pub(crate) fn attempt(
        &mut self,
        trial: &Trial,
        filters: &[Arc<Filter>],
        limits: Limits,
        (seat, prepared): (&mut dyn Seat, &Prepared),
    ) -> Option<Attempt> {
        if let Some(allowed) = &trial.case.settings.imports
            && let Some(verdict) = imports::check(allowed, prepared)
        {
            return Some(Attempt::with(verdict));
        }
        let started = Instant::now();
        let staged = match stage::stage(trial, limits, &mut self.scratch) {
            Ok(staged) => staged,
            Err(error) => return Some(Attempt::broken(error.to_cause())),
        };
        let staging = started.elapsed();
        let asked = Instant::now();
        let executed = seat.execute(prepared, &staged.invocation, &self.control);
        let running = asked.elapsed();
        let compared = Instant::now();
        let mut attempt = match executed {
            Err(error) => Attempt::broken(causes::of_engine(&error)),
            Ok(Execution {
                ending: Ending::Cancelled,
                ..
            }) => return None,
            Ok(execution) => {
                let judged = Judge {
                    storage: self.storage,
                    trial,
                    filters,
                }
                .judge(execution, &staged);
                judged.unwrap_or_else(Attempt::broken)
            }
        };
        staged.clear();
        (attempt.staging, attempt.running, attempt.comparing) =
            (staging, running, compared.elapsed());
        Some(attempt)
    }
}

/// Says what an execution is worth.
struct Judge<'a> {
    storage: &'a Storage,
    trial: &'a Trial,
    filters: &'a [Arc<Filter>],
}

impl Judge<'_> {
    fn judge(&self, mut execution: Execution, staged: &stage::Staged) -> Result<Attempt, Cause> {
        check_evidence(&execution)?;
        let settings = &self.trial.case.settings;
        let limit = execution.ending.limit();
        let declared = settings.ending;
        // An ending by a limit has no channels to compare: what was cut off where is chance.
        let mut channels: Vec<Channel> = if limit.is_some() && limit == declared {
            Vec::new()
        } else {
            settings.compare.clone()
        };
        // A request that nobody declared an answer to is told even where nothing was declared at all.
        let asked = !execution.captured.upstream.is_empty();
        if asked && !channels.is_empty() && !settings.compare_given {
            channels.push(Channel::Upstream);
            channels.sort_unstable();
            channels.dedup();
        }
        let files = if channels.contains(&Channel::Files) {
            staged.changes().map_err(|error| error.to_cause())?
        } else {
            Vec::new()
        };
        let rendering = Rendering {
            execution: &execution,
            files: &files,
            channels: &channels,
            filters: self.filters,
        };
        let rendered = document::render(&rendering);
        let produced = &mut execution.evidence.produced;
        produced.clear();
        produced.extend_from_slice(&channels);
        let mut attempt = Attempt::with(Verdict::Matched);
        attempt.filtered = rendered.filtered;
        self.compare(&execution, &rendered.document, &mut attempt)?;
        attempt.document = Some(rendered.document);
        attempt.evidence = execution.evidence;
        attempt.resources = execution.resources;
        attempt.ending = Some(execution.ending);
        attempt.directives = execution.captured.directives;
        Ok(attempt)
    }

    /// Holds the document against the snapshot, and what was declared against what came.
    fn compare(
        &self,
        execution: &Execution,
        document: &Document,
        attempt: &mut Attempt,
    ) -> Result<(), Cause> {
        let settings = &self.trial.case.settings;
        // Three oracles: what the program reports itself, what the case declares, and a snapshot.
        let reported = &execution.captured.directives;
        let declares = !settings.want.is_empty() || !reported.is_empty();
        if !reported.is_empty() {
            attempt.verdict = snapshot::want::reported(reported, settings.ending, execution);
        } else if declares {
            attempt.verdict = snapshot::want::compare(&settings.want, settings.ending, execution);
        }
        if declares && !settings.compare_given {
            let unmet = snapshot::want::unmet(&execution.captured.upstream);
            if attempt.verdict == Verdict::Matched && !unmet.is_empty() {
                attempt.verdict = Verdict::Differs(unmet);
            }
            return Ok(());
        }
        let declared_holds = attempt.verdict == Verdict::Matched;
        attempt.takes_part = snapshot::is_right_ending(settings.ending, &execution.ending);
        let compared = snapshot::compare(self.storage, self.trial, &execution.ending, document)
            .map_err(|error| error.cause())?;
        attempt.snapshot = compared.snapshot;
        attempt.accepted = compared.accepted_text;
        if declared_holds {
            attempt.verdict = compared.verdict;
        } else {
            // What is wrong by declaration becomes no snapshot, and its snapshot's diff would hide what is wrong.
            attempt.takes_part = false;
            attempt.accepted = None;
        }
        Ok(())
    }
}

/// A pass needs positive evidence; without it the trial was never really asked.
fn check_evidence(execution: &Execution) -> Result<(), Cause> {
    let stopped_by_itself =
        matches!(execution.ending, Ending::Trapped { .. }) || execution.ending.limit().is_some();
    if let Ending::Refused { message } = &execution.ending {
        return Err(Cause::new(Stage::Link, "refused", message.clone()));
    }
    if !execution.evidence.linked {
        return Err(Cause::new(
            Stage::Link,
            "not-linked",
            "the engine does not say that the program was linked",
        ));
    }
    if !execution.evidence.entered && !stopped_by_itself {
        return Err(Cause::new(
            Stage::Engine,
            "not-entered",
            "the engine does not say that the entry point ran",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exit_without_evidence_is_no_pass() {
        let execution = |ending, linked, entered| Execution {
            ending,
            evidence: Evidence {
                linked,
                entered,
                produced: vec![],
            },
            output: vec![],
            captured: crate::model::captured::Captured::default(),
            resources: Resources::default(),
        };
        let trap = || Ending::Trapped {
            trap: "unreachable".to_owned(),
            frames: vec![],
        };
        assert!(check_evidence(&execution(Ending::Exited { code: 0 }, true, true)).is_ok());
        assert!(check_evidence(&execution(Ending::Exited { code: 0 }, true, false)).is_err());
        assert!(check_evidence(&execution(Ending::Exited { code: 0 }, false, false)).is_err());
        assert!(check_evidence(&execution(trap(), true, false)).is_ok());
        assert!(
            check_evidence(&execution(
                Ending::Refused {
                    message: "no".to_owned()
                },
                true,
                true
            ))
            .is_err()
        );
    }
}
