//! The queue of pending snapshots: listing, grouping, choosing, accepting, rejecting. Nothing is run again.

use crate::digest::Sha256;
use crate::model::engine::DEFAULT;
use crate::model::id::Address;
use crate::model::id::CaseId;
use crate::model::id::Cell;
use crate::model::id::TrialId;
use crate::model::version::Version;
use crate::model::version::VersionRange;
use crate::snapshot::diff;
use crate::snapshot::storage::Loaded;
use crate::snapshot::storage::Storage;
use crate::snapshot::storage::StorageError;
use crate::snapshot::storage::Stored;
use crate::snapshot::variants;
use crate::snapshot::variants::Status;
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that waits for a decision.
#[derive(Debug, Default)]
pub struct Queue {
    /// The pending snapshots, sorted by name.
    pub entries: Vec<Pending>,
    /// Pending files that cannot be read; the others are listed all the same.
    pub faults: Vec<StorageError>,
}

/// One pending snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The cells it is for.
    pub address: Address,
    /// What accepting it would do.
    pub status: Status,
    /// Number of its change: pending snapshots with the same changed lines have the same. Counted from 1 in the order of
    /// the queue.
    pub group: usize,
    /// Lines added.
    pub added: usize,
    /// Lines removed.
    pub removed: usize,
    /// The document it departs from or replaces.
    pub old: Option<Arc<str>>,
    /// The document it holds.
    pub new: Arc<str>,
    /// Digest of the new document: what [`Queue::accept`] accepts.
    pub digest: Sha256,
    /// Digest of the old document when accepting replaces it.
    pub replaces: Option<Sha256>,
    /// What the case checks.
    pub description: Option<String>,
    /// The guest's command line.
    pub expression: Option<String>,
    /// The pending file.
    pub file: Stored,
}

/// What a person picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A case id (all of that case), a snapshot's name or file, or a glob of either.
    Name(String),
    /// A group.
    Group(usize),
}

/// Why a text picks nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PickError {
    /// No pending snapshot has that name.
    #[error("no pending snapshot is named `{0}`")]
    Name(String),
    /// No such group.
    #[error("no pending snapshot is in group {0}")]
    Group(usize),
    /// Not a glob.
    #[error("`{0}` is not a glob")]
    Glob(String),
}

impl Queue {
    /// Lists what is pending. What cannot be read is a fault; the others are listed.
    pub fn read(storage: &Storage) -> Self {
        let mut files: Vec<&Stored> = storage.all_pending().collect();
        files.sort_by_cached_key(|stored| stored.address.to_string());
        let mut queue = Self::default();
        let mut groups: HashMap<Sha256, usize> = HashMap::new();
        for stored in files {
            match read_one(storage, stored) {
                Ok((mut pending, changes)) => {
                    let next = groups.len() + 1;
                    pending.group = *groups.entry(changes).or_insert(next);
                    queue.entries.push(pending);
                }
                Err(error) => queue.faults.push(error),
            }
        }
        queue
    }

    /// The pending snapshots that a person picked, in the order of the queue; of no pick all of them.
    ///
    /// # Errors
    /// The first pick that picks nothing.
    pub fn select(&self, picks: &[Pick]) -> Result<Vec<&Pending>, PickError> {
        if picks.is_empty() {
            return Ok(self.entries.iter().collect());
        }
        let mut picked = vec![false; self.entries.len()];
        for pick in picks {
            let own = pick.picked(&self.entries)?;
            let found = own.contains(&true);
            picked
                .iter_mut()
                .zip(own)
                .for_each(|(picked, own)| *picked |= own);
            if !found {
                return Err(match pick {
                    Pick::Name(name) => PickError::Name(name.clone()),
                    Pick::Group(group) => PickError::Group(*group),
                });
            }
        }
        let chosen = self.entries.iter().zip(picked);
        Ok(chosen
            .filter(|(_, picked)| *picked)
            .map(|(entry, _)| entry)
            .collect())
    }

    /// Accepts one: the file that results is what `cargo insta accept` would have made.
    ///
    /// # Errors
    /// The pending file or the one it replaces is not what it was when the queue was read, or cannot be written.
    pub fn accept(storage: &Storage, pending: &Pending) -> Result<Stored, StorageError> {
        let target = storage.place(&pending.address);
        let present = match storage.load(&target) {
            Ok(loaded) => Some(Sha256::of(loaded.text.as_bytes())),
            Err(StorageError::Unreadable(_, error))
                if error.kind() == std::io::ErrorKind::NotFound =>
            {
                None
            }
            Err(error) => return Err(error),
        };
        if present != pending.replaces {
            return Err(StorageError::Stale(target.shown));
        }
        storage.accept(&pending.file, pending.digest)
    }

    /// Rejects one: its file is removed.
    ///
    /// # Errors
    /// The file cannot be removed.
    pub fn reject(storage: &Storage, pending: &Pending) -> Result<(), StorageError> {
        storage.remove_pending(&pending.file)
    }
}

impl Pick {
    /// Which of the entries it picks.
    fn picked(&self, entries: &[Pending]) -> Result<Vec<bool>, PickError> {
        let name = match self {
            Self::Group(group) => {
                let own = entries.iter().map(|entry| entry.group == *group);
                return Ok(own.collect());
            }
            Self::Name(name) => name,
        };
        let glob = globset::GlobBuilder::new(name)
            .literal_separator(true)
            .build()
            .map_err(|_| PickError::Glob(name.clone()))?
            .compile_matcher();
        let file = name.strip_suffix(".new").unwrap_or(name);
        let own = entries.iter().map(|entry| {
            let address = entry.address.to_string();
            let case = &entry.address.case;
            address == *name
                || case == name
                || entry.file.shown == file
                || glob.is_match(&address)
                || glob.is_match(case)
        });
        Ok(own.collect())
    }
}

fn read_one(storage: &Storage, stored: &Stored) -> Result<(Pending, Sha256), StorageError> {
    let loaded = storage.load(stored)?;
    let case = CaseId::new(stored.address.case.as_str());
    let own = storage
        .variants(&case)
        .iter()
        .find(|accepted| accepted.address == stored.address);
    let (status, old) = match own {
        Some(own) => (Status::Changed, Some(storage.load(own)?.text)),
        None if stored.address.conditions.is_empty() => (Status::New, None),
        None => (Status::Variant, departed_from(storage, stored, &case)?),
    };
    let summary = diff::summary(old.as_deref().unwrap_or_default(), &loaded.text);
    let Loaded {
        text,
        description,
        expression,
    } = loaded;
    let digest = Sha256::of(text.as_bytes());
    let replaces = own.and(old.as_ref()).map(|old| Sha256::of(old.as_bytes()));
    let pending = Pending {
        address: stored.address.clone(),
        status,
        group: 0,
        added: summary.added,
        removed: summary.removed,
        old,
        new: text,
        digest,
        replaces,
        description,
        expression,
        file: stored.clone(),
    };
    Ok((pending, summary.changes))
}

/// The document that the cells of a variant would be compared with otherwise. Where nothing is accepted yet, a base that
/// is pending too: both are accepted together.
fn departed_from(
    storage: &Storage,
    stored: &Stored,
    case: &CaseId,
) -> Result<Option<Arc<str>>, StorageError> {
    let id = typical(&stored.address, case);
    let choose = |list: &'_ [Stored]| {
        let items = list.iter().enumerate().map(|(at, own)| (at, &own.address));
        variants::choose(items, &id, &[]).unwrap_or_else(|(first, _)| Some(first))
    };
    let accepted = storage.variants(case);
    if let Some(at) = choose(accepted) {
        return storage.load(&accepted[at]).map(|loaded| Some(loaded.text));
    }
    let base = storage
        .pending_of(case)
        .iter()
        .find(|own| own.address.conditions.is_empty());
    // A base that cannot be read is a fault of its own.
    Ok(base
        .and_then(|base| storage.load(base).ok())
        .map(|loaded| loaded.text))
}

/// A trial that an address holds for, as well as can be told without the matrix.
fn typical(address: &Address, case: &CaseId) -> TrialId {
    let release = address
        .conditions
        .iter()
        .find_map(|(axis, cell)| match cell {
            Cell::Release(range) => Some((axis.as_str().into(), Version::new(lowest(range)))),
            Cell::Engine(_) => None,
        });
    let engine = address.conditions.iter().find_map(|(_, cell)| match cell {
        Cell::Engine(name) => Some(name.as_str()),
        Cell::Release(_) => None,
    });
    TrialId {
        case: case.clone(),
        release,
        engine: engine.unwrap_or(DEFAULT).into(),
    }
}

fn lowest(range: &VersionRange) -> &str {
    match range {
        VersionRange::Prefix(prefix) => prefix,
        VersionRange::Span(low, high) => low.as_deref().or(high.as_deref()).unwrap_or_default(),
        VersionRange::Compare(all) => all.first().map_or("", |(_, version)| version.as_str()),
    }
}

#[cfg(test)]
mod tests;
