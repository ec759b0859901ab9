//! A document held against the snapshot that serves its trial.

use crate::digest::Sha256;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::document::Document;
use crate::model::event::SnapshotRef;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::execution::LimitEnding;
use crate::model::outcome::Difference;
use crate::model::outcome::Verdict;
use crate::model::trial::Trial;
use crate::snapshot::differences::differences;
use crate::snapshot::storage::Storage;
use crate::snapshot::storage::StorageError;
use crate::snapshot::storage::Stored;
use crate::snapshot::variants;
use crate::snapshot::variants::Tie;
use std::sync::Arc;

/// What the comparison of one trial came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What it says.
    pub verdict: Verdict,
    /// The snapshot it was held against.
    pub snapshot: Option<SnapshotRef>,
    /// The document of that snapshot, when it is another one.
    pub accepted_text: Option<Arc<str>>,
}

/// Why a document could not be held against a snapshot. The trial is broken at stage `compare`.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// Two variants serve the trial.
    #[error(transparent)]
    Tie(#[from] Tie),
    /// The snapshot cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl CompareError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Tie(tie) => Some(tie.hint()),
            Self::Storage(error) => error.hint(),
        }
    }

    /// The cause of a broken trial.
    pub fn cause(&self) -> Cause {
        let code = match self {
            Self::Tie(_) => "snapshot-tie",
            Self::Storage(StorageError::Newer { .. }) => "snapshot-newer",
            Self::Storage(_) => "snapshot-unreadable",
        };
        let cause = Cause::of(Stage::Compare, code, self);
        match self.hint() {
            Some(hint) => cause.hint(hint),
            None => cause,
        }
    }
}

/// Whether a guest stopped in a way that its case allows: by the limit that it declares, or, when it declares none, by
/// no limit at all.
///
/// A trial with another ending fails whatever its document says, and nothing becomes pending for it.
pub fn is_right_ending(declared: Option<LimitEnding>, ending: &Ending) -> bool {
    declared == ending.limit()
}

/// The difference that a wrong ending is.
pub(super) fn wrong_ending(declared: Option<LimitEnding>, ending: &Ending) -> Difference {
    Difference {
        channel: Channel::Ending,
        line: None,
        expected: declared.map(|limit| limit.to_string()),
        actual: Some(ending.to_string()),
    }
}

/// Compares a document with the snapshot that serves the trial.
///
/// `ending` is how the guest stopped: one that the case does not allow differs even from a snapshot that holds it. On
/// a match the file is read once and not parsed.
///
/// # Errors
/// A tie of variants, or a snapshot that cannot be read. Neither ever counts as new.
pub fn compare(
    storage: &Storage,
    trial: &Trial,
    ending: &Ending,
    document: &Document,
) -> Result<Compared, CompareError> {
    let declared = trial.case.settings.ending;
    let right = is_right_ending(declared, ending);
    let stored = variants::serving(storage.variants(&trial.case.id), trial)?;
    let Some(stored) = stored else {
        let verdict = if right {
            Verdict::Unseen
        } else {
            Verdict::Differs(vec![wrong_ending(declared, ending)])
        };
        return Ok(Compared {
            verdict,
            snapshot: None,
            accepted_text: None,
        });
    };
    let mut compared = against(storage, stored, document)?;
    if !right {
        let mut found = vec![wrong_ending(declared, ending)];
        if let Verdict::Differs(others) = compared.verdict {
            found.extend(
                others
                    .into_iter()
                    .filter(|other| other.channel != Channel::Ending),
            );
        }
        compared.verdict = Verdict::Differs(found);
    }
    Ok(compared)
}

fn against(
    storage: &Storage,
    stored: &Stored,
    document: &Document,
) -> Result<Compared, StorageError> {
    let matched = || Compared {
        verdict: Verdict::Matched,
        snapshot: Some(reference(stored, document.digest())),
        accepted_text: None,
    };
    if storage.holds(stored, document)? {
        return Ok(matched());
    }
    let accepted = storage.load(stored)?.text;
    if accepted == *document.text() {
        return Ok(matched());
    }
    Ok(Compared {
        verdict: Verdict::Differs(differences(&accepted, document.text())),
        snapshot: Some(reference(stored, Sha256::of(accepted.as_bytes()))),
        accepted_text: Some(accepted),
    })
}

fn reference(stored: &Stored, accepted: Sha256) -> SnapshotRef {
    SnapshotRef {
        path: stored.shown.clone(),
        variant: stored.address.variant(),
        accepted: Some(accepted),
    }
}

#[cfg(test)]
mod tests;
