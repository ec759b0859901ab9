//! Cases of tests, in words.

use crate::model::document::Document;
use crate::model::id::Address;
use crate::model::id::CaseId;
use crate::model::id::TrialId;
use crate::model::version::Version;
use crate::snapshot::plan::NotRun;
use crate::snapshot::plan::Plan;
use crate::snapshot::plan::PlanInput;
use crate::snapshot::plan::PlanTrial;
use crate::snapshot::plan::plan;
use crate::snapshot::storage::Stored;
use crate::snapshot::variants;

/// A case with its matrix, snapshots and results, in words.
#[derive(Default)]
pub(super) struct Scene {
    /// `VERSION/ENGINE`, or `ENGINE` for a case without releases.
    trials: Vec<(TrialId, Option<Document>, bool)>,
    not_ran: Vec<(TrialId, bool)>,
    stored: Vec<(Stored, Document)>,
    pending: Vec<Stored>,
}

fn id(cell: &str) -> TrialId {
    let (release, engine) = match cell.split_once('/') {
        Some((version, engine)) => (Some(("lua".into(), Version::new(version))), engine),
        None if cell.starts_with(|c: char| c.is_ascii_digit()) => {
            (Some(("lua".into(), Version::new(cell))), "default")
        }
        None => (None, cell),
    };
    TrialId {
        case: CaseId::new("lua/a"),
        release,
        engine: engine.into(),
    }
}

fn stored(variant: &str) -> Stored {
    let address = Address::parse(&format!("lua/a{variant}")).unwrap();
    Stored {
        path: format!("/s/{address}.snap").into(),
        shown: format!("snapshots/{address}.snap"),
        address,
    }
}

pub(super) fn document(text: &str) -> Document {
    Document::new(format!("{text}\n"))
}

impl Scene {
    pub(super) fn has(mut self, snapshots: &[(&str, &str)]) -> Self {
        self.stored.extend(
            snapshots
                .iter()
                .map(|(variant, text)| (stored(variant), document(text))),
        );
        self
    }

    pub(super) fn awaits(mut self, variants: &[&str]) -> Self {
        self.pending
            .extend(variants.iter().map(|variant| stored(variant)));
        self
    }

    /// `"5.4.9/winch=text"`; `=!` broken, `=~` broken as expected.
    pub(super) fn ran(mut self, results: &[&str]) -> Self {
        for result in results {
            let (cell, text) = result.split_once('=').unwrap();
            let out = matches!(text, "!" | "~");
            self.trials
                .push((id(cell), (!out).then(|| document(text)), text != "!"));
        }
        self
    }

    /// `"5.4.9"`; `~` before it: expected to be broken.
    pub(super) fn skips(mut self, cells: &[&str]) -> Self {
        self.not_ran.extend(cells.iter().map(|cell| {
            let out = cell.strip_prefix('~');
            (id(out.unwrap_or(cell)), out.is_none())
        }));
        self
    }

    pub(super) fn plan(&self) -> Plan {
        let all: Vec<Stored> = self
            .stored
            .iter()
            .map(|(stored, _)| stored.clone())
            .collect();
        let accepted = |id: &TrialId| {
            let items = all.iter().enumerate().map(|(at, own)| (at, &own.address));
            let at = variants::choose(items, id, &[]).ok()??;
            Some(self.stored[at].1.digest())
        };
        let trials: Vec<PlanTrial<'_>> = self
            .trials
            .iter()
            .map(|(id, document, good)| PlanTrial {
                id,
                tags: &[],
                document: document.as_ref(),
                accepted: document.as_ref().and_then(|_| accepted(id)),
                good: *good,
            })
            .collect();
        let not_ran: Vec<NotRun<'_>> = self
            .not_ran
            .iter()
            .map(|(id, takes_part)| NotRun {
                id,
                tags: &[],
                takes_part: *takes_part,
            })
            .collect();
        plan(&PlanInput {
            case: &CaseId::new("lua/a"),
            trials: &trials,
            not_ran: &not_ran,
            stored: &all,
            pending: &self.pending,
        })
    }

    /// `status @address=text` for each write.
    pub(super) fn writes(&self) -> Vec<String> {
        let writes = self.plan().writes;
        writes
            .iter()
            .map(|write| {
                let variant = write
                    .address
                    .variant()
                    .map_or(String::new(), |own| format!("@{own}"));
                format!(
                    "{} {variant}:{}",
                    write.status.as_str(),
                    write.document.text().trim_end()
                )
            })
            .collect()
    }
}

pub(super) fn scene() -> Scene {
    Scene::default()
}
