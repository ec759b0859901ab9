//! What becomes of a case's snapshots once all its trials are concluded.
//!
//! Trials of one case end in any order and on any worker; the decision is one pure function over all of them
//! ([`crate::snapshot::plan()`]), made here after the last one.

use crate::digest::Sha256;
use crate::model::document::Document;
use crate::model::event::CaseFinished;
use crate::model::event::SnapshotWrite;
use crate::model::expectation::Expected;
use crate::model::id::CaseId;
use crate::model::outcome::Effect;
use crate::model::outcome::UpdatePolicy;
use crate::model::trial::Trial;
use crate::runner::stage;
use crate::runner::worker::Shared;
use crate::snapshot;
use crate::snapshot::NotRun;
use crate::snapshot::PlanInput;
use crate::snapshot::PlanTrial;
use crate::snapshot::StorageError;
use std::ops::Range;
use std::path::PathBuf;

/// Keeps the state of every case of a run.
pub(crate) struct Cases {
    /// In the order of the selected trials.
    open: Vec<Open>,
    /// Which of them each selected trial belongs to.
    case_of: Vec<usize>,
    /// Trials of the full matrix, grouped by case.
    full: Vec<Trial>,
    policy: UpdatePolicy,
}

/// A case that still has trials to come.
struct Open {
    id: CaseId,
    left: usize,
    ran: Vec<Ran>,
    /// Its trials of the full matrix.
    full: Range<usize>,
}

/// A trial that was concluded.
pub(crate) struct Ran {
    /// Its index among the selected trials.
    pub(crate) index: usize,
    /// Its document, if that may become a snapshot.
    pub(crate) document: Option<Document>,
    /// Digest of the snapshot it was compared with.
    pub(crate) accepted: Option<Sha256>,
    /// Whether its outcome is good.
    pub(crate) good: bool,
}

/// What became of a case.
pub(crate) struct Closed {
    /// The fact.
    pub(crate) finished: CaseFinished,
    /// Texts of documents that were written or are pending, for reporters.
    pub(crate) texts: Vec<Document>,
    /// What could not be written.
    pub(crate) failed: Vec<StorageError>,
    /// Variants that say what would be compared anyway.
    pub(crate) redundant: Vec<PathBuf>,
}

impl Cases {
    /// Takes in what will be run and the full matrix it was selected from (cases side by side).
    pub(crate) fn new(selected: &[Trial], full: Vec<Trial>, policy: UpdatePolicy) -> Self {
        let mut open: Vec<Open> = Vec::new();
        let mut case_of = Vec::with_capacity(selected.len());
        let mut place = 0;
        for trial in selected {
            let id = &trial.id.case;
            match open.last_mut() {
                Some(last) if last.id == *id => last.left += 1,
                _ => {
                    // Both lists have the cases in one order.
                    let is_own = |own: &&Trial| own.id.case == *id;
                    let rest = &full[place..];
                    let start = place + rest.iter().take_while(|own| !is_own(own)).count();
                    let count = full[start..].iter().take_while(is_own).count();
                    place = start + count;
                    open.push(Open {
                        id: id.clone(),
                        left: 1,
                        ran: Vec::new(),
                        full: start..place,
                    });
                }
            }
            case_of.push(open.len() - 1);
        }
        Self {
            open,
            case_of,
            full,
            policy,
        }
    }

    /// Takes in a concluded trial; gives the case back when it was the last one.
    pub(crate) fn conclude(&mut self, shared: &Shared, ran: Ran) -> Option<Closed> {
        let open = &mut self.open[self.case_of[ran.index]];
        open.ran.push(ran);
        open.left -= 1;
        if open.left > 0 {
            return None;
        }
        let mut ran = std::mem::take(&mut open.ran);
        ran.sort_by_key(|ran| ran.index);
        let case = self.case_of[ran[0].index];
        Some(self.close(shared, &self.open[case], &ran))
    }

    fn close(&self, shared: &Shared, case: &Open, ran: &[Ran]) -> Closed {
        let storage = &*shared.storage;
        let plan = self.plan(shared, case, ran);
        let mut closed = Closed {
            finished: CaseFinished {
                case: case.id.clone(),
                groups: plan.groups,
                writes: Vec::new(),
            },
            texts: Vec::new(),
            failed: Vec::new(),
            redundant: plan.redundant,
        };
        for write in plan.writes {
            let trial = ran
                .iter()
                .map(|ran| &shared.trials[ran.index])
                .find(|trial| write.trials.contains(&trial.id));
            let expression = trial.map(stage::command_line);
            let header = snapshot::Header {
                description: trial.and_then(|trial| trial.case.description.as_deref()),
                expression: expression.as_deref(),
            };
            let written = match self.policy {
                UpdatePolicy::Check => Ok(Effect::None),
                UpdatePolicy::Pending => storage
                    .write_pending(&write.address, &header, &write.document)
                    .map(|_| Effect::Pending),
                UpdatePolicy::Accept => storage
                    .write_accepted(&write.address, &header, &write.document)
                    .map(|_| Effect::Accepted),
            };
            let effect = written.unwrap_or_else(|error| {
                closed.failed.push(error);
                Effect::None
            });
            closed.finished.writes.push(SnapshotWrite {
                path: storage.place(&write.address).shown,
                document: write.document.digest(),
                effect,
                replaces: write.replaces,
            });
            closed.texts.push(write.document);
        }
        if self.policy != UpdatePolicy::Check {
            for pending in plan.resolved.iter().chain(&plan.superseded) {
                if let Err(error) = storage.remove_pending(pending) {
                    closed.failed.push(error);
                }
            }
        }
        closed
    }

    fn plan(&self, shared: &Shared, case: &Open, ran: &[Ran]) -> snapshot::Plan {
        let id = &case.id;
        let trials: Vec<PlanTrial<'_>> = ran
            .iter()
            .map(|ran| {
                let trial = &shared.trials[ran.index];
                PlanTrial {
                    id: &trial.id,
                    tags: trial.tags(),
                    document: ran.document.as_ref(),
                    accepted: ran.accepted,
                    good: ran.good,
                }
            })
            .collect();
        let full = &self.full[case.full.clone()];
        let not_ran: Vec<NotRun<'_>> = if full.len() == ran.len() {
            Vec::new()
        } else {
            let others = full.iter().filter(|trial| {
                !ran.iter()
                    .any(|ran| shared.trials[ran.index].id == trial.id)
            });
            others
                .map(|trial| NotRun {
                    id: &trial.id,
                    tags: trial.tags(),
                    takes_part: is_to_answer(trial),
                })
                .collect()
        };
        snapshot::plan(&PlanInput {
            case: id,
            trials: &trials,
            not_ran: &not_ran,
            stored: shared.storage.variants(id),
            pending: shared.storage.pending_of(id),
        })
    }
}

/// Whether a trial is expected to give a document that counts.
fn is_to_answer(trial: &Trial) -> bool {
    trial.barred.is_none()
        && trial
            .expectation
            .as_ref()
            .is_none_or(|expectation| expectation.outcome == Expected::Flaky)
}
