//! What becomes pending for a case (SCREENS.md 1.3, rules 2 to 5): a pure function over its trials.
//!
//! Pending files are written from groups of trials with one document, never from single trials, and only after the last
//! trial of the case. Every trial of the full matrix is a cell with a claim: it wants a document (it ran, or it is taken
//! to agree with one that ran), it wants to keep the snapshot that it has, or it wants nothing. Each write must satisfy
//! its own cells and take nothing away from the others.
//!
//! Read literally, rule 2 has one consequence that may surprise: when all trials of a base differ and do not agree, all
//! groups become variants and the base stays behind, because a tool should not guess which group is the rule.

mod address;
mod cells;
mod groups;

use crate::digest::Sha256;
use crate::model::document::Document;
use crate::model::event::Group;
use crate::model::id as model;
use crate::model::id::Address;
use crate::model::id::CaseId;
use crate::model::id::TrialId;
use crate::snapshot::storage::Stored;
use crate::snapshot::variants;
use crate::snapshot::variants::Status;
use cells::Cell;
use cells::Claim;
use std::cmp::Reverse;
use std::path::PathBuf;

/// Everything the decision rests on.
#[derive(Clone, Copy, Debug)]
pub struct PlanInput<'a> {
    /// The case.
    pub case: &'a CaseId,
    /// The trials that were selected, in the order of the matrix.
    pub trials: &'a [PlanTrial<'a>],
    /// The rest of the full matrix.
    pub not_ran: &'a [NotRun<'a>],
    /// The accepted snapshots of the case.
    pub stored: &'a [Stored],
    /// The pending snapshots of the case.
    pub pending: &'a [Stored],
}

/// A trial that was selected.
#[derive(Clone, Copy, Debug)]
pub struct PlanTrial<'a> {
    /// Its id.
    pub id: &'a TrialId,
    /// Tags of its release's pin.
    pub tags: &'a [String],
    /// Its document; nothing when the trial takes no part: it was broken or skipped, its ending was not allowed, or it
    /// failed as expected.
    pub document: Option<&'a Document>,
    /// Digest of the document of the snapshot it was compared with.
    pub accepted: Option<Sha256>,
    /// Whether its outcome is good. One that takes no part and is not good keeps pending files alive.
    pub good: bool,
}

/// A trial of the full matrix that was not selected.
#[derive(Clone, Copy, Debug)]
pub struct NotRun<'a> {
    /// Its id.
    pub id: &'a TrialId,
    /// Tags of its release's pin.
    pub tags: &'a [String],
    /// Whether it counts; one that is expected to be broken, skipped or failing does not.
    pub takes_part: bool,
}

/// What is to be written and removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Trials by document and by the snapshot they were compared with, in the order of the trials.
    pub groups: Vec<Group>,
    /// Snapshots to write.
    pub writes: Vec<PlannedWrite>,
    /// Variants that say what their trials would be compared with anyway.
    pub redundant: Vec<PathBuf>,
    /// Pending files whose trials all ran and matched.
    pub resolved: Vec<Stored>,
    /// Pending files whose trials all ran and for which this plan writes something else.
    pub superseded: Vec<Stored>,
}

/// A snapshot to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedWrite {
    /// Where.
    pub address: Address,
    /// What writing it means.
    pub status: Status,
    /// What it would hold.
    pub document: Document,
    /// Digest of the document that it replaces.
    pub replaces: Option<Sha256>,
    /// The trials that ran and want it.
    pub trials: Vec<TrialId>,
}

/// Decides what becomes pending for a case.
pub fn plan(input: &PlanInput<'_>) -> Plan {
    if let Some(group) = groups::settled(input) {
        return Plan {
            groups: vec![group],
            ..Plan::default()
        };
    }
    let cells = cells::cells(input);
    let mut desk = Desk {
        input,
        open: cells.iter().map(Cell::differs).collect(),
        cells,
        writes: Vec::new(),
    };
    if desk.open.contains(&true) {
        desk.change();
        desk.found();
        desk.depart();
    }
    let (resolved, superseded) = desk.stale_pending();
    Plan {
        groups: groups::groups(&desk.cells, input.stored),
        redundant: desk.redundant(),
        resolved,
        superseded,
        writes: desk.writes,
    }
}

/// Which addresses may name an engine.
#[derive(Clone, Copy)]
enum Engines {
    /// Those that tell engines of this case apart.
    Telling,
    /// All, when nothing else is left.
    Any,
}

/// A plan in the making.
struct Desk<'a, 'b> {
    input: &'b PlanInput<'a>,
    cells: Vec<Cell<'a>>,
    /// Which cells still lack a snapshot that says what they want.
    open: Vec<bool>,
    writes: Vec<PlannedWrite>,
}

impl<'a> Desk<'a, '_> {
    /// All trials that one snapshot serves differ from it and agree: that snapshot itself is pending.
    fn change(&mut self) {
        for (index, stored) in self.input.stored.iter().enumerate() {
            let served: Vec<usize> = self
                .taking_part()
                .filter(|at| self.cells[*at].serving == Some(index))
                .collect();
            let all_open = served.iter().all(|at| self.open[*at]);
            if let Some(document) = self.agreed(&served).filter(|_| all_open) {
                self.write(stored.address.clone(), Status::Changed, document, &served);
            }
        }
    }

    /// No snapshot yet: the group with most trials (a tie: the one with the newest release) becomes the base.
    fn found(&mut self) {
        if self
            .input
            .stored
            .iter()
            .any(|stored| stored.address.conditions.is_empty())
        {
            return;
        }
        let unseen: Vec<usize> = self
            .open_cells()
            .filter(|at| self.cells[*at].serving.is_none())
            .collect();
        let best = self
            .by_document(&unseen)
            .into_iter()
            .enumerate()
            .max_by_key(|(order, group)| {
                let ran = || group.iter().filter(|at| self.cells[**at].ran);
                let newest = ran().filter_map(|at| self.cells[*at].id.release.as_ref());
                let on_default = ran().any(|at| self.cells[*at].is_on_default());
                (
                    ran().count(),
                    newest.map(|(_, version)| version).max(),
                    on_default,
                    Reverse(*order),
                )
            });
        if let Some((_, group)) = best
            && let Some(document) = self.agreed(&group)
        {
            let base = Address {
                case: self.input.case.as_str().to_owned(),
                conditions: Vec::new(),
            };
            self.write(base, Status::New, document, &group);
        }
    }

    /// Every other group becomes a variant, or one for each release or engine.
    fn depart(&mut self) {
        let open: Vec<usize> = self.open_cells().collect();
        for group in self.by_document(&open) {
            let Some(document) = self.agreed(&group) else {
                continue;
            };
            for (address, members) in self.addresses(&group) {
                self.write(address, Status::Variant, document, &members);
            }
        }
    }

    /// One address for the group, or one for each part of it. A cell that no address reaches is left out: an accepted
    /// variant that is as narrow as can be stands in the way.
    fn addresses(&self, group: &[usize]) -> Vec<(Address, Vec<usize>)> {
        let all = |parts: Vec<Vec<usize>>| {
            let found = self.cover(&parts, Engines::Telling);
            (found.len() == parts.len()).then_some(found)
        };
        all(vec![group.to_vec()])
            .or_else(|| all(self.split(group, |cell| cell.id.release.clone())))
            .or_else(|| all(self.split(group, |cell| cell.id.engine.clone())))
            .unwrap_or_else(|| {
                let alone: Vec<Vec<usize>> = group.iter().map(|at| vec![*at]).collect();
                self.cover(&alone, Engines::Any)
            })
    }

    /// An address for each part that has one.
    fn cover(&self, parts: &[Vec<usize>], engines: Engines) -> Vec<(Address, Vec<usize>)> {
        let mut found: Vec<(Address, Vec<usize>)> = Vec::new();
        for part in parts {
            let taken: Vec<&Address> = self
                .input
                .stored
                .iter()
                .map(|own| &own.address)
                .chain(self.added())
                .chain(found.iter().map(|(address, _)| address))
                .collect();
            if let Some(address) = self.fit(part, engines, &taken) {
                found.push((address, part.clone()));
            }
        }
        found
    }

    fn split<K: PartialEq>(
        &self,
        group: &[usize],
        key: impl Fn(&Cell<'a>) -> K,
    ) -> Vec<Vec<usize>> {
        let mut parts: Vec<(K, Vec<usize>)> = Vec::new();
        for at in group {
            let own = key(&self.cells[*at]);
            match parts.iter_mut().find(|(key, _)| *key == own) {
                Some((_, part)) => part.push(*at),
                None => parts.push((own, vec![*at])),
            }
        }
        parts.into_iter().map(|(_, part)| part).collect()
    }

    /// The shortest address that holds for all of these cells and for no other, and that then serves them.
    fn fit(&self, members: &[usize], engines: Engines, taken: &[&Address]) -> Option<Address> {
        let ids: Vec<&TrialId> = members.iter().map(|at| self.cells[*at].id).collect();
        let candidates = address::candidates(self.input.case, &ids);
        candidates.into_iter().find(|candidate| {
            self.may_name(engines, candidate) && self.suits(candidate, members, taken)
        })
    }

    /// Where all trials run on one engine, naming it would tell nothing, and hide the variant from engines to come.
    fn may_name(&self, engines: Engines, candidate: &Address) -> bool {
        let named = candidate
            .conditions
            .iter()
            .find_map(|(_, cell)| match cell {
                model::Cell::Engine(name) => Some(name),
                model::Cell::Release(_) => None,
            });
        match (engines, named) {
            (Engines::Any, _) | (Engines::Telling, None) => true,
            (Engines::Telling, Some(name)) => {
                let mut others = self.taking_part();
                others.any(|at| *self.cells[at].id.engine != **name)
            }
        }
    }

    fn suits(&self, candidate: &Address, members: &[usize], taken: &[&Address]) -> bool {
        if taken.contains(&candidate) {
            return false;
        }
        let others = || taken.iter().map(|address| (false, *address));
        (0..self.cells.len()).all(|at| {
            let cell = &self.cells[at];
            let is_member = members.contains(&at);
            if !cell.is_held_by(candidate) {
                return !is_member;
            }
            if !is_member && !matches!(cell.claim, Claim::Nothing) {
                return false;
            }
            // What takes no part may come to be served by it, but never by two.
            match variants::choose(others().chain([(true, candidate)]), cell.id, cell.tags) {
                Ok(by_it) => by_it == Some(true) || !is_member,
                Err(_) => variants::choose(others(), cell.id, cell.tags).is_err(),
            }
        })
    }

    /// Variants whose trials would be compared with the same document if they were not there.
    fn redundant(&self) -> Vec<PathBuf> {
        let stays = |index: usize| {
            let address = &self.input.stored[index].address;
            !self.writes.iter().any(|write| write.address == *address)
        };
        let mut found = Vec::new();
        for (index, stored) in self.input.stored.iter().enumerate() {
            let Some(own) = self.accepted(index) else {
                continue;
            };
            if stored.address.conditions.is_empty() || !stays(index) {
                continue;
            }
            let others = || {
                let all = self.input.stored.iter().enumerate();
                all.filter(|(at, _)| *at != index)
                    .map(|(at, other)| (at, &other.address))
            };
            let mut served = self
                .taking_part()
                .filter(|at| self.cells[*at].serving == Some(index));
            if served.all(|at| {
                let cell = &self.cells[at];
                matches!(
                    variants::choose(others(), cell.id, cell.tags),
                    Ok(Some(other)) if stays(other) && self.accepted(other) == Some(own)
                )
            }) {
                found.push(stored.path.clone());
            }
        }
        found
    }

    /// Pending files that nothing stands behind any more: resolved ones and superseded ones.
    fn stale_pending(&self) -> (Vec<Stored>, Vec<Stored>) {
        let (mut resolved, mut superseded) = (Vec::new(), Vec::new());
        for pending in self.input.pending {
            if self
                .writes
                .iter()
                .any(|write| write.address == pending.address)
            {
                continue;
            }
            let served: Vec<usize> = (0..self.cells.len())
                .filter(|at| self.would_serve(pending, &self.cells[*at]))
                .collect();
            let concluded =
                |at: &usize| self.cells[*at].document().is_some() && self.cells[*at].ran;
            if !served.iter().any(concluded)
                || !served
                    .iter()
                    .all(|at| concluded(at) || self.cells[*at].is_out)
            {
                continue;
            }
            if served.iter().all(|at| !self.cells[*at].differs()) {
                resolved.push(pending.clone());
            } else if !self.writes.is_empty() {
                superseded.push(pending.clone());
            }
        }
        (resolved, superseded)
    }

    /// Whether a pending snapshot would serve a cell if it were accepted.
    fn would_serve(&self, pending: &Stored, cell: &Cell<'_>) -> bool {
        let others = self.input.stored.iter().map(|own| &own.address);
        let items = others
            .filter(|address| **address != pending.address)
            .map(|address| (false, address))
            .chain([(true, &pending.address)]);
        variants::choose(items, cell.id, cell.tags) == Ok(Some(true))
    }

    fn write(&mut self, address: Address, status: Status, document: &Document, members: &[usize]) {
        let replaces = self
            .input
            .stored
            .iter()
            .position(|stored| stored.address == address)
            .and_then(|index| self.accepted(index));
        for at in members {
            self.open[*at] = false;
        }
        self.writes.push(PlannedWrite {
            address,
            status,
            document: document.clone(),
            replaces,
            trials: members
                .iter()
                .filter(|at| self.cells[**at].ran)
                .map(|at| self.cells[*at].id.clone())
                .collect(),
        });
    }

    /// Digest of an accepted snapshot, where a trial was compared with it.
    fn accepted(&self, index: usize) -> Option<Sha256> {
        self.cells
            .iter()
            .find(|cell| cell.ran && cell.serving == Some(index) && cell.accepted.is_some())
            .and_then(|cell| cell.accepted)
    }

    /// The document that all of these cells want.
    fn agreed(&self, members: &[usize]) -> Option<&'a Document> {
        let (first, rest) = members.split_first()?;
        let document = self.cells[*first].document()?;
        rest.iter()
            .all(|at| self.cells[*at].document() == Some(document))
            .then_some(document)
    }

    /// Addresses of snapshots that this plan adds.
    fn added(&self) -> impl Iterator<Item = &Address> {
        let added = self
            .writes
            .iter()
            .filter(|own| own.status != Status::Changed);
        added.map(|own| &own.address)
    }

    fn taking_part(&self) -> impl Iterator<Item = usize> {
        (0..self.cells.len()).filter(|at| !matches!(self.cells[*at].claim, Claim::Nothing))
    }

    fn open_cells(&self) -> impl Iterator<Item = usize> {
        (0..self.cells.len()).filter(|at| self.open[*at])
    }

    fn by_document(&self, members: &[usize]) -> Vec<Vec<usize>> {
        self.split(members, |cell| cell.document().map(Document::digest))
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod tests;
