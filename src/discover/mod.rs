//! Finds every case below a root: suites, projects, manifests, patterns, conventions.
//!
//! [`discover`] never fails. Whatever is wrong in the tree is a defect with its place; a project that has one is left
//! out and counted, and the others go on. The stages, one file each:
//!
//! 1. `root`: the root manifest above the working directory, the suites roots and single suites it names;
//! 2. `targets`: what was typed: paths and addresses, and suites that lie elsewhere;
//! 3. `survey`: walks the suites once and reads every manifest; a directory with one is a site;
//! 4. `outline`: the cases of a site, by `[[case]]` or by convention;
//! 5. `check`: what only the whole tree shows: names that clash, patterns that match nothing;
//! 6. `resolve`: projects and cases with everything inherited.
//!
//! The whole tree is always discovered, whatever was typed: only then can a pattern be said to match nothing. What was
//! typed comes back as [`Scope`]s, for selection.

mod check;
mod convention;
mod declared;
mod ignored;
mod names;
mod outline;
mod reader;
mod resolve;
mod root;
mod survey;
mod targets;
mod walk;

#[cfg(test)]
mod tests;

use crate::discover::reader::Reader;
use crate::model::case::Case;
use crate::model::case::Project;
use crate::model::defect::Defect;
use crate::model::engine::EngineSpec;
use crate::model::id::Address;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be discovered.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The working directory, absolute.
    pub cwd: PathBuf,
    /// Where the search for the root manifest starts, if not in the working directory (`--root`).
    pub start: Option<PathBuf>,
    /// Where snapshots are kept, if not beside the root manifest (`--snapshots`).
    pub snapshots: Option<PathBuf>,
    /// `PATH`, `NAME=PATH` or an address, as typed.
    pub targets: Vec<String>,
}

/// Everything that was found.
#[derive(Debug)]
pub struct Tree {
    /// The working directory.
    pub cwd: PathBuf,
    /// Directory of the root manifest, or where the search for it started.
    pub root: PathBuf,
    /// The root manifest.
    pub root_manifest: Option<PathBuf>,
    /// Where snapshots are kept, absolute. It need not exist.
    pub snapshots: PathBuf,
    /// Suites that hold a project, by name.
    pub suites: Vec<Suite>,
    /// Projects without defects, by id.
    pub projects: Vec<Arc<Project>>,
    /// Their cases, by suite and id.
    pub cases: Vec<Arc<Case>>,
    /// `default`, `winch`, `pulley`, and those of `[engines]`.
    pub engines: BTreeMap<String, Arc<EngineSpec>>,
    /// What was typed; nothing = everything.
    pub scopes: Vec<Scope>,
    /// What is wrong, in the order of files and lines.
    pub defects: Vec<Defect>,
    /// Projects that have defects.
    pub left_out: usize,
    /// Manifests that were read.
    pub manifests: usize,
    /// Something about the tree that is worth saying.
    pub remark: Option<String>,
    /// What suites without a manifest were taken for: `wast: 63 scripts`.
    pub recognised: Vec<String>,
}

/// A directory of projects, the first part of their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suite {
    /// Its name.
    pub name: Arc<str>,
    /// Its directory, absolute.
    pub dir: PathBuf,
    /// Whether it lies outside the suites roots.
    pub foreign: bool,
}

/// A part of the tree that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What lies under a directory, or one file; absolute.
    Under(PathBuf),
    /// Cells by address; the case may be a glob.
    Cells(Address),
}

/// Finds everything.
pub fn discover(request: &Request) -> Tree {
    let cwd = targets::clean(&request.cwd);
    let mut reader = Reader::new(&cwd);
    let mut root = root::find(request, &mut reader);
    let targets = targets::read(request, &root, &mut reader);
    root.tops.extend(targets.tops);
    let mut survey = survey::survey(&root, &targets.forced, &mut reader);
    let named = survey::named_files(&survey.sites);
    let mut outlines: Vec<outline::Outline> = survey
        .sites
        .iter()
        .map(|site| outline::outline(site, &named, &mut reader))
        .collect();
    declared::unmatched_above(&survey.sites, &outlines, &mut reader);
    let dead = check::check(&mut survey.sites, &mut outlines, &mut reader);
    let resolved = resolve::resolve(&survey.sites, outlines, &dead, &mut reader);
    let engines = resolve::engines(&reader);
    reader.defects.sort();
    reader.defects.dedup();
    Tree {
        snapshots: root.snapshots,
        root_manifest: root
            .manifest
            .as_ref()
            .map(|_| root.dir.join(crate::manifest::WASSAY)),
        root: root.dir,
        suites: resolved.suites,
        projects: resolved.projects,
        cases: resolved.cases,
        engines,
        scopes: targets.scopes,
        left_out: resolved.left_out,
        manifests: reader.manifests,
        remark: resolved.remark,
        recognised: resolved.recognised,
        defects: reader.defects,
        cwd,
    }
}

/// A path of the tree as its parts are written in ids and labels.
fn label_of(path: &Path, dir: &Path) -> String {
    let relative = path.strip_prefix(dir).unwrap_or(path);
    let parts: Vec<_> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
