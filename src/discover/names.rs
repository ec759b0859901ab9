//! Which directory has which id. Ids are files of snapshots, so they are told apart without regard to case.

use crate::discover::reader::Reader;
use crate::discover::root::TopKind;
use crate::manifest::WASSAY;
use crate::manifest::source::Mark;
use crate::model::defect::Defect;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

/// Names in use.
#[derive(Default)]
pub(super) struct Names {
    suites: BTreeMap<String, PathBuf>,
    sites: BTreeMap<String, PathBuf>,
    /// Suites that came second: it is said once for all their projects.
    told: BTreeSet<PathBuf>,
}

/// A directory that wants a name.
#[derive(Clone, Copy)]
pub(super) struct Claim<'a> {
    /// The name, or the whole id.
    pub(super) id: &'a str,
    /// The directory.
    pub(super) dir: &'a Path,
    /// Where the name stands, where it does.
    pub(super) at: Option<&'a Mark>,
}

impl Names {
    /// Whether another directory has the name of this suite.
    pub(super) fn suite_is_taken(
        &mut self,
        claim: Claim<'_>,
        kind: &TopKind,
        reader: &mut Reader,
    ) -> bool {
        let Some(other) = taken(&mut self.suites, claim) else {
            return false;
        };
        if !self.told.insert(claim.dir.to_owned()) {
            return true;
        }
        let id = claim.id;
        let (here, there) = (reader.shown(claim.dir), reader.shown(&other));
        let (here, there) = (here.display(), there.display());
        let hint = match kind {
            TopKind::SuitesRoot => {
                format!("`name = \"{id}-2\"` in {here}/{WASSAY} tells them apart")
            }
            TopKind::Suite(_) => {
                format!("`name = \"{id}-2\"` in `suites` of the root manifest tells them apart")
            }
            TopKind::Foreign { .. } => format!("`{id}-2={here}` gives it another name"),
        };
        let message = format!("two suites are named `{id}`: {there} and {here}");
        let defect = Defect::error("duplicate", message, claim.at.map(Mark::span));
        let label = format!("the name is taken by {there}");
        reader.defects.push(defect.label(label).hint(hint));
        true
    }

    /// Whether another directory has this id.
    pub(super) fn site_is_taken(&mut self, claim: Claim<'_>, reader: &mut Reader) -> bool {
        let Some(other) = taken(&mut self.sites, claim) else {
            return false;
        };
        let (here, there) = (reader.shown(claim.dir), reader.shown(&other));
        let (here, there) = (here.display(), there.display());
        let message = format!(
            "two directories are named `{}`: {there} and {here}",
            claim.id
        );
        let defect = Defect::error("duplicate", message, claim.at.map(Mark::span));
        let label = format!("the name is taken by {there}");
        let hint = format!("another `name` in {here}/{WASSAY} tells them apart");
        reader.defects.push(defect.label(label).hint(hint));
        true
    }
}

/// Takes a name; answers the directory that had it before.
fn taken(names: &mut BTreeMap<String, PathBuf>, claim: Claim<'_>) -> Option<PathBuf> {
    let owner = names
        .entry(claim.id.to_ascii_lowercase())
        .or_insert_with(|| claim.dir.to_owned());
    (owner != claim.dir).then(|| owner.clone())
}
