//! Where a run took place and what was tested, for its record.

use crate::digest::Sha256;
use crate::digest::Sha256Hasher;
use crate::model::case::Settings;
use crate::model::event::Ci;
use crate::model::event::Host;
use crate::model::event::SourceTree;
use crate::model::trial::Trial;
use std::env;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;

/// The machine.
pub(crate) fn host() -> Host {
    Host {
        os: env::consts::OS.to_owned(),
        arch: env::consts::ARCH.to_owned(),
        cpus: std::thread::available_parallelism().map_or(1, |cpus| cpus.get() as u64),
    }
}

/// What git knows of the tree; nothing where there is no git or no repository.
///
/// Reads the two small files that name the commit; whether files differ from it would cost a walk over the tree at
/// every run, so it is asked only in CI, where a record outlives the checkout.
pub(crate) fn source(root: &Path) -> SourceTree {
    let Some(git_dir) = find(root) else {
        return SourceTree::default();
    };
    let revision = head(&git_dir);
    if env::var_os("CI").is_none() {
        return SourceTree {
            revision,
            dirty: None,
            tree: None,
        };
    }
    SourceTree {
        revision,
        dirty: ask_git(&git_dir, &["status", "--porcelain", "--untracked-files=no"])
            .map(|lines| !lines.is_empty()),
        tree: ask_git(&git_dir, &["rev-parse", "HEAD^{tree}"]),
    }
}

/// Asks git about the repository of `git_dir`, and of no other: left to look for one, it would also take a directory
/// of the tree that is laid out like a repository, and run what its `config` names.
fn ask_git(git_dir: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("--git-dir")
        .arg(git_dir)
        .arg("--work-tree")
        .arg(git_dir.parent()?)
        .args(["-c", "core.fsmonitor=false"])
        .args(args)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn find(root: &Path) -> Option<std::path::PathBuf> {
    root.ancestors()
        .map(|dir| dir.join(".git"))
        .find(|dir| dir.is_dir())
}

/// The commit that `HEAD` names, by the files of the repository.
fn head(git_dir: &Path) -> Option<String> {
    let head = std::fs::read_to_string(git_dir.join("HEAD")).ok()?;
    let Some(name) = head.trim().strip_prefix("ref: ") else {
        return Some(head.trim().to_owned());
    };
    if let Ok(revision) = std::fs::read_to_string(git_dir.join(name)) {
        return Some(revision.trim().to_owned());
    }
    let packed = std::fs::read_to_string(git_dir.join("packed-refs")).ok()?;
    let line = packed.lines().find(|line| line.ends_with(name))?;
    line.split(' ').next().map(str::to_owned)
}

/// The CI service, where one is recognised.
pub(crate) fn ci(is_ci: bool) -> Option<Ci> {
    let var = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if !is_ci {
        return None;
    }
    if var("GITHUB_ACTIONS").is_some() {
        let url = Some(format!(
            "{}/{}/actions/runs/{}",
            var("GITHUB_SERVER_URL")?,
            var("GITHUB_REPOSITORY")?,
            var("GITHUB_RUN_ID")?
        ));
        return Some(Ci {
            provider: "github".to_owned(),
            url,
            job: var("GITHUB_JOB"),
        });
    }
    if var("GITLAB_CI").is_some() {
        return Some(Ci {
            provider: "gitlab".to_owned(),
            url: var("CI_JOB_URL"),
            job: var("CI_JOB_NAME"),
        });
    }
    Some(Ci {
        provider: "other".to_owned(),
        url: None,
        job: None,
    })
}

/// A digest over what is declared: cases with all their settings, pins, engines. Equal on every machine that reads
/// the same manifests.
pub(crate) fn tree_digest(full: &[Trial]) -> Sha256 {
    let mut hasher = Sha256Hasher::default();
    let mut last = None;
    let mut last_settings: Option<&Arc<Settings>> = None;
    for trial in full {
        let case = &trial.case;
        if last != Some(&case.id) {
            last = Some(&case.id);
            let parts = ["case ", case.id.as_str(), " ", case.kind.as_str(), " "];
            parts
                .iter()
                .chain(&[case.label.as_str(), "\n"])
                .for_each(|part| hasher.update(part.as_bytes()));
            let own = &case.settings;
            if !last_settings.is_some_and(|last| Arc::ptr_eq(last, own)) {
                last_settings = Some(own);
                let parts = (
                    &own.args,
                    &own.env,
                    &own.compare,
                    &own.want,
                    own.limits,
                    (own.clock, own.random, own.seed, own.network),
                );
                hasher.update(format!("{parts:?}\n").as_bytes());
            }
        }
        if let Some(runtime) = &trial.runtime {
            hasher.update(runtime.key.to_string().as_bytes());
            runtime
                .artifacts()
                .for_each(|(_, artifact)| hasher.update(artifact.digest.bytes()));
        }
        hasher.update(trial.id.engine.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write_atomic;

    #[test]
    fn a_directory_laid_out_like_a_repository_is_not_obeyed() {
        let dir = tempfile::tempdir().unwrap();
        let top = dir.path();
        let git = |args: &[&str]| {
            let mut git = Command::new("git");
            git.arg("-C").arg(top).args(args);
            git.args(["--quiet"])
                .status()
                .is_ok_and(|own| own.success())
        };
        if !git(&["init"]) {
            return;
        }
        let root = top.join("conformance");
        let ran = top.join("ran");
        let config = format!(
            "[core]\nrepositoryformatversion = 0\nbare = false\nworktree = \"w\"\nfsmonitor = \"touch {}; false\"\n",
            ran.display()
        );
        for (name, text) in [
            ("HEAD", "ref: refs/heads/main\n"),
            ("config", &config),
            ("w/keep", ""),
            ("objects/keep", ""),
            ("refs/keep", ""),
        ] {
            write_atomic(&root.join(name), text.as_bytes()).unwrap();
        }
        // It would be obeyed by whoever asks git from there.
        let _ = Command::new("git")
            .arg("-C")
            .arg(&root)
            .arg("status")
            .output();
        assert!(ran.exists(), "the trap works");
        std::fs::remove_file(&ran).unwrap();
        let git_dir = find(&root).expect("there is a repository");
        assert_eq!(git_dir, top.join(".git"));
        let changed = ask_git(&git_dir, &["status", "--porcelain", "--untracked-files=no"]);
        assert_eq!(changed.as_deref(), Some(""));
        assert!(!ran.exists());
    }
}
