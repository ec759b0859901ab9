//! Trials that ran, grouped by what they gave.

use crate::model::event::Group;
use crate::snapshot::plan::PlanInput;
use crate::snapshot::plan::cells::Cell;
use crate::snapshot::storage::Stored;

/// Trials that ran, by document and snapshot.
pub(super) fn groups(cells: &[Cell<'_>], stored: &[Stored]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.ran) {
        let Some(document) = cell.document() else {
            continue;
        };
        let digest = document.digest();
        let snapshot = cell.serving.map(|index| &stored[index].shown);
        let trial = cell.id.to_string();
        match groups
            .iter_mut()
            .find(|group| group.document == digest && group.snapshot.as_ref() == snapshot)
        {
            Some(group) => group.trials.push(trial),
            None => groups.push(Group {
                document: digest,
                trials: vec![trial],
                snapshot: snapshot.cloned(),
            }),
        }
    }
    groups
}

/// The group of a case that leaves nothing to decide: its only trial matched its only snapshot. Most cases are so.
pub(super) fn settled(input: &PlanInput<'_>) -> Option<Group> {
    let ([trial], [], [base], []) = (input.trials, input.not_ran, input.stored, input.pending)
    else {
        return None;
    };
    let document = trial.document?.digest();
    if !base.address.conditions.is_empty() || trial.accepted != Some(document) {
        return None;
    }
    Some(Group {
        document,
        trials: vec![trial.id.to_string()],
        snapshot: Some(base.shown.clone()),
    })
}
