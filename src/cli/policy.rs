//! What a run may write: the policy that was asked for, and what forbids to follow it.
//!
//! Snapshots never lie below a directory that is not the person's own; that changes no verdict, and the documents are in
//! the record all the same.

use crate::cli::tree::Chosen;
use crate::discover::Scope;
use crate::discover::Suite;
use crate::discover::Tree;
use crate::files;
use crate::model::outcome::UpdatePolicy;
use std::path::Path;
use std::path::PathBuf;

/// What is done with documents that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Permit {
    /// The policy in force.
    pub(crate) policy: UpdatePolicy,
    /// Why it is not the one that was asked for, for a warning.
    pub(crate) refusal: Option<String>,
}

impl Permit {
    /// Holds what was asked for against the tree.
    pub(crate) fn new(asked: UpdatePolicy, chosen: &Chosen) -> Self {
        let refusal = match asked {
            UpdatePolicy::Check => None,
            UpdatePolicy::Pending | UpdatePolicy::Accept => below_foreign(&chosen.tree),
        };
        Self {
            policy: if refusal.is_some() {
                UpdatePolicy::Check
            } else {
                asked
            },
            refusal,
        }
    }
}

/// Nothing is ever written below a PATH that is not this tree's own (SCREENS.md 1.2).
fn below_foreign(tree: &Tree) -> Option<String> {
    let snapshots = real(&tree.snapshots);
    let foreign = tree
        .suites
        .iter()
        .filter(|suite| suite.foreign && !is_of_files(suite, tree));
    let above = foreign
        .map(|suite| &suite.dir)
        .find(|dir| snapshots.starts_with(real(dir)))?;
    Some(format!(
        "no snapshot is written: `{}` lies below `{}`, which is not a suite of this tree; `--snapshots DIR` names \
         another place",
        files::shown(&tree.snapshots, &tree.cwd).display(),
        files::shown(above, &tree.cwd).display()
    ))
}

/// Whether only files of a directory were named: then the directory itself was not.
fn is_of_files(suite: &Suite, tree: &Tree) -> bool {
    let named = |path: &Path| {
        tree.scopes
            .iter()
            .any(|scope| matches!(scope, Scope::Under(own) if own == path))
    };
    let file = |scope: &Scope| matches!(scope, Scope::Under(own) if own.parent() == Some(&suite.dir) && own.is_file());
    !named(&suite.dir) && tree.scopes.iter().any(file)
}

/// A path without symbolic links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let mut missing = Vec::new();
    for dir in path.ancestors() {
        if let Ok(real) = std::fs::canonicalize(dir) {
            return missing
                .into_iter()
                .rev()
                .fold(real, |path, name| path.join(name));
        }
        missing.extend(dir.file_name());
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_do_not_hide_where_a_path_lies() {
        let dir = tempfile::tempdir().unwrap();
        let dir = std::fs::canonicalize(dir.path()).unwrap();
        std::fs::create_dir(dir.join("there")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(dir.join("there"), dir.join("link")).unwrap();
        #[cfg(unix)]
        assert_eq!(real(&dir.join("link/not/yet")), dir.join("there/not/yet"));
        assert_eq!(real(&dir.join("none/yet")), dir.join("none/yet"));
    }
}
