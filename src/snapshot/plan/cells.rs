//! The full matrix of a case, each trial with what it wants of the snapshots.

use crate::digest::Sha256;
use crate::model::document::Document;
use crate::model::engine::DEFAULT;
use crate::model::id::Address;
use crate::model::id::TrialId;
use crate::snapshot::plan::NotRun;
use crate::snapshot::plan::PlanInput;
use crate::snapshot::variants;

/// One trial of the full matrix.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    pub(super) id: &'a TrialId,
    pub(super) tags: &'a [String],
    /// Whether it was selected.
    pub(super) ran: bool,
    /// Which of the accepted snapshots serves it.
    pub(super) serving: Option<usize>,
    /// Digest of what that one holds, where a trial was compared with it.
    pub(super) accepted: Option<Sha256>,
    pub(super) claim: Claim<'a>,
    /// Whether it takes no part by intent: nothing needs to be known of it.
    pub(super) is_out: bool,
}

/// What a cell wants.
#[derive(Clone, Copy, Debug)]
pub(super) enum Claim<'a> {
    /// To be served by this document.
    Document(&'a Document),
    /// To be served as it is.
    Keep,
    /// Nothing: it has no document and no snapshot, or takes no part.
    Nothing,
}

impl<'a> Cell<'a> {
    pub(super) fn document(&self) -> Option<&'a Document> {
        match self.claim {
            Claim::Document(document) => Some(document),
            Claim::Keep | Claim::Nothing => None,
        }
    }

    /// Whether it wants another document than the one it has.
    pub(super) fn differs(&self) -> bool {
        self.document().is_some_and(|document| {
            self.serving.is_none() || self.accepted != Some(document.digest())
        })
    }

    pub(super) fn is_on_default(&self) -> bool {
        &*self.id.engine == DEFAULT
    }

    pub(super) fn is_held_by(&self, address: &Address) -> bool {
        let release = self.id.release.as_ref();
        address.holds_for(
            release.map(|(name, version)| (&**name, version)),
            self.tags,
            &self.id.engine,
        )
    }
}

/// All cells: the trials in their order, then what was not run.
pub(super) fn cells<'a>(input: &PlanInput<'a>) -> Vec<Cell<'a>> {
    let serving = |id: &TrialId, tags: &[String]| {
        let stored = input.stored.iter().enumerate();
        variants::choose(stored.map(|(index, own)| (index, &own.address)), id, tags)
    };
    let mut cells: Vec<Cell<'a>> = input
        .trials
        .iter()
        .map(|trial| {
            let found = serving(trial.id, trial.tags);
            let claim = match (trial.document, found) {
                (Some(document), Ok(_)) => Claim::Document(document),
                // A tie: it was compared with nothing.
                (Some(_), Err(_)) | (None, _) => Claim::Nothing,
            };
            Cell {
                id: trial.id,
                tags: trial.tags,
                ran: true,
                serving: found.ok().flatten(),
                accepted: trial.accepted,
                claim,
                is_out: trial.document.is_none() && trial.good,
            }
        })
        .collect();
    let ran = cells.clone();
    cells.extend(
        input
            .not_ran
            .iter()
            .map(|cell| not_run(cell, serving(cell.id, cell.tags).ok().flatten(), &ran)),
    );
    cells
}

/// Rule 3: another engine is taken to agree with `default` where that ran, else with the engines that ran if they
/// agree; another release, and an engine with a snapshot of its own, with what it has.
fn not_run<'a>(cell: &NotRun<'a>, serving: Option<usize>, ran: &[Cell<'a>]) -> Cell<'a> {
    let peers: Vec<&Cell<'a>> = ran
        .iter()
        .filter(|peer| {
            peer.id.release == cell.id.release
                && peer.serving == serving
                && peer.document().is_some()
        })
        .collect();
    let agreed = peers.iter().find(|peer| peer.is_on_default()).or_else(|| {
        peers
            .first()
            .filter(|first| peers.iter().all(|peer| peer.document() == first.document()))
    });
    let claim = match (cell.takes_part, agreed, serving) {
        (false, ..) | (true, None, None) => Claim::Nothing,
        (true, Some(peer), _) => peer.claim,
        (true, None, Some(_)) => Claim::Keep,
    };
    Cell {
        id: cell.id,
        tags: cell.tags,
        ran: false,
        serving,
        accepted: agreed.and_then(|peer| peer.accepted),
        claim,
        is_out: !cell.takes_part,
    }
}
