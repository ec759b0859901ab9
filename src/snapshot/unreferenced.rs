//! Snapshots that no trial would ever be compared with.

use crate::model::id::TrialId;
use crate::snapshot::storage::Storage;
use std::collections::HashMap;
use std::path::PathBuf;

/// Accepted snapshots whose case is gone or whose address holds for no trial, and files that only look like snapshots.
///
/// `cells` must be every trial of the full matrix, with the tags of its release's pin: of a part of it, everything else
/// would seem forgotten. Sorted by path.
pub fn unreferenced<'a>(
    storage: &Storage,
    cells: impl Iterator<Item = (&'a TrialId, &'a [String])>,
) -> Vec<PathBuf> {
    let mut by_case: HashMap<&str, Vec<(&TrialId, &[String])>> = HashMap::new();
    for (id, tags) in cells {
        by_case
            .entry(id.case.as_str())
            .or_default()
            .push((id, tags));
    }
    let mut found: Vec<PathBuf> = storage
        .all()
        .filter(|stored| {
            let cells = by_case.get(stored.address.case.as_str());
            !cells.is_some_and(|cells| {
                cells.iter().any(|(id, tags)| {
                    let release = id
                        .release
                        .as_ref()
                        .map(|(name, version)| (&**name, version));
                    stored.address.holds_for(release, tags, &id.engine)
                })
            })
        })
        .map(|stored| stored.path.clone())
        .collect();
    found.extend_from_slice(storage.strays());
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;
    use crate::model::id::CaseId;
    use crate::model::version::Version;

    #[test]
    fn what_no_trial_can_reach_is_unreferenced() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("snapshots");
        for name in [
            "lua/a.snap",
            "lua/a@lua=5.4.snap",
            "lua/a@lua=5.5.snap",
            "lua/a@lua=head.snap",
            "lua/a@engine=winch.snap",
            "lua/gone.snap",
            "lua/a@b.snap",
            "lua/gone.snap.new",
            "lua/README.md",
        ] {
            files::write_atomic(&dir.join(name), b"---\n---\nexited 0\n").unwrap();
        }
        let storage = Storage::open(&dir, root.path()).unwrap();
        let id = TrialId {
            case: CaseId::new("lua/a"),
            release: Some(("lua".into(), Version::new("5.4.9"))),
            engine: "default".into(),
        };
        let tags = ["head".to_owned()];
        let found: Vec<String> = unreferenced(&storage, [(&id, &tags[..])].into_iter())
            .iter()
            .map(|path| files::shown(path, &dir).display().to_string())
            .collect();
        assert_eq!(
            found,
            [
                "lua/a@b.snap",
                "lua/a@engine=winch.snap",
                "lua/a@lua=5.5.snap",
                "lua/gone.snap"
            ]
        );
    }
}
