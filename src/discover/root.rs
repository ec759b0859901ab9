//! The root manifest, and the suites roots and suites that it names.

use crate::discover::Request;
use crate::discover::ignored::is_ignored;
use crate::discover::reader::Reader;
use crate::discover::targets::clean;
use crate::discover::walk::is_skipped;
use crate::files::ConfineError;
use crate::files::confine;
use crate::files::confine_lexically;
use crate::files::read_bounded;
use crate::manifest::WASSAY;
use crate::manifest::WWS;
use crate::manifest::pattern::Pattern;
use crate::manifest::pattern::is_pattern;
use crate::manifest::source::LARGEST;
use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::source::Source;
use crate::manifest::wassay::Segment;
use crate::manifest::wassay::Standing;
use crate::manifest::wassay::SuitesEntry;
use crate::manifest::wassay::Wassay;
use crate::model::defect::Defect;
use crate::wording::visible;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Where everything hangs.
pub(super) struct Root {
    /// Its directory.
    pub(super) dir: PathBuf,
    /// Its manifest.
    pub(super) manifest: Option<Arc<Wassay>>,
    /// Where suites are.
    pub(super) tops: Vec<Top>,
    /// Where snapshots are.
    pub(super) snapshots: PathBuf,
}

/// A directory that suites are looked for in.
#[derive(Clone, Debug)]
pub(super) struct Top {
    /// Where it is.
    pub(super) dir: PathBuf,
    /// What it is.
    pub(super) kind: TopKind,
    /// Where the root manifest names it.
    pub(super) at: Option<Mark>,
}

/// What a directory is that the root names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TopKind {
    /// Every directory in it is a suite.
    SuitesRoot,
    /// It is one suite, of this name.
    Suite(String),
    /// It was named on the command line and lies elsewhere: a suite of this name, below which nothing is written.
    Foreign {
        /// Its name.
        name: String,
        /// Its files that were named, where nothing else of the directory counts; empty = everything.
        only: Vec<String>,
    },
}

/// Finds the root.
pub(super) fn find(request: &Request, reader: &mut Reader) -> Root {
    let cwd = clean(&request.cwd);
    let start = request
        .start
        .as_ref()
        .map_or_else(|| cwd.clone(), |start| clean(&cwd.join(start)));
    if !start.is_dir() {
        let message = format!("`{}` is not a directory", visible(&start.to_string_lossy()));
        reader
            .defects
            .push(Defect::error("bad-path", message, None));
    }
    let found = start.ancestors().find(|dir| {
        read_bounded(&dir.join(WASSAY), LARGEST)
            .is_ok_and(|text| Wassay::is_root(&String::from_utf8_lossy(&text)))
    });
    let mut root = match found {
        Some(dir) => with_manifest(dir, reader),
        None => without_manifest(&start, reader),
    };
    if let Some(snapshots) = &request.snapshots {
        root.snapshots = clean(&cwd.join(snapshots));
    }
    root
}

fn with_manifest(dir: &Path, reader: &mut Reader) -> Root {
    let probe = Source::read(dir, WASSAY, dir, PathBuf::from(WASSAY));
    let everywhere = standing(true, Segment::None);
    let probe = probe
        .ok()
        .map(|source| Wassay::read(&source, &everywhere).0);
    let entries = probe.and_then(|probe| probe.suites).unwrap_or_default();
    // A root that names itself is also a suites root, or the project of its one suite.
    let itself = entries.iter().find(|entry| {
        entry
            .path
            .value
            .split('/')
            .all(|part| matches!(part, "" | "."))
    });
    let name = itself.and_then(|entry| entry.name.as_ref());
    let mut here = match name {
        Some(name) => standing(true, Segment::Given(&name.value)),
        None => standing(false, Segment::None),
    };
    here.suites_root = itself.is_some() && name.is_none();
    let manifest = reader.wassay(dir, dir, &here);
    let mut tops = Vec::new();
    let written = manifest
        .as_ref()
        .and_then(|manifest| manifest.suites.as_deref());
    for entry in written.unwrap_or_default() {
        resolve_entry(dir, entry, &mut tops, reader);
    }
    let is_broken = manifest.as_ref().is_none_or(|manifest| manifest.is_broken);
    let is_default = written.is_none_or(|entries| entries.is_empty() && is_broken);
    if is_default && dir.join("suites").is_dir() {
        tops.push(suites_root(dir.join("suites"), None));
    }
    let snapshots = manifest
        .as_ref()
        .and_then(|manifest| manifest.snapshots.as_ref());
    let snapshots = snapshots.and_then(|written| snapshots_dir(dir, written, reader));
    Root {
        snapshots: snapshots.unwrap_or_else(|| dir.join("snapshots")),
        dir: dir.to_owned(),
        manifest,
        tops,
    }
}

fn without_manifest(start: &Path, reader: &mut Reader) -> Root {
    let mut root = Root {
        dir: start.to_owned(),
        manifest: None,
        tops: Vec::new(),
        snapshots: start.join("snapshots"),
    };
    let has_wassay = start.join(WASSAY).is_file();
    if start.join("suites").is_dir() {
        root.tops.push(suites_root(start.join("suites"), None));
        if has_wassay {
            root.manifest = reader.wassay(start, start, &standing(false, Segment::None));
        }
    } else if has_wassay || start.join(WWS).is_file() {
        // A project on its own: the working directory is its suite, and its manifest the root's as well.
        let name = start.file_name().unwrap_or_default().to_string_lossy();
        let here = standing(true, Segment::Directory(&name));
        if has_wassay {
            root.manifest = reader.wassay(start, start, &here);
        }
        let id = root.manifest.as_ref().map(|manifest| manifest.id.clone());
        let name = id.unwrap_or_else(|| crate::model::id::derive_name(&name));
        root.tops.push(Top {
            dir: start.to_owned(),
            kind: TopKind::Suite(name),
            at: None,
        });
    }
    let snapshots = root
        .manifest
        .as_ref()
        .and_then(|manifest| manifest.snapshots.clone());
    if let Some(dir) = snapshots.and_then(|written| snapshots_dir(start, &written, reader)) {
        root.snapshots = dir;
    }
    root
}

fn standing(project: bool, segment: Segment<'_>) -> Standing<'_> {
    Standing {
        root: true,
        suites_root: false,
        project,
        parent: "",
        segment,
    }
}

fn suites_root(dir: PathBuf, at: Option<Mark>) -> Top {
    Top {
        dir,
        kind: TopKind::SuitesRoot,
        at,
    }
}

/// Finds the directories of one entry of `suites`; one that is already known is not added again.
fn resolve_entry(root: &Path, entry: &SuitesEntry, tops: &mut Vec<Top>, reader: &mut Reader) {
    let written = &entry.path;
    let text = &written.value;
    let dirs = if is_pattern(text) {
        match confine_lexically(root, text, root, "the root") {
            Ok(_) => expand(root, text),
            Err(error) => return reader.defects.push(path_defect(written, &error)),
        }
    } else {
        match confine(root, text, root, "the root") {
            Ok(dir) if dir.is_dir() => vec![dir],
            Ok(_) | Err(ConfineError::Missing(_)) => Vec::new(),
            Err(error) => return reader.defects.push(path_defect(written, &error)),
        }
    };
    if dirs.is_empty() {
        let message = format!("`{}` matches no directory", visible(text));
        let defect = written.at.error("matches-nothing", message);
        reader
            .defects
            .push(defect.label("relative to this manifest"));
    }
    for dir in dirs {
        if tops.iter().any(|top| top.dir == dir) {
            continue;
        }
        let kind = match &entry.name {
            Some(name) => TopKind::Suite(name.value.clone()),
            None => TopKind::SuitesRoot,
        };
        tops.push(Top {
            dir,
            kind,
            at: Some(written.at.clone()),
        });
    }
}

fn path_defect(written: &Marked<String>, error: &ConfineError) -> Defect {
    written
        .at
        .error("bad-path", visible(&error.to_string()))
        .label(crate::manifest::path_label(error))
}

/// Directories that match a pattern, sorted. What is skipped in suites is skipped here.
fn expand(root: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![root.to_owned()];
    for part in pattern.split('/').filter(|part| !matches!(*part, "" | ".")) {
        let mut next = Vec::new();
        for dir in &found {
            match part {
                "**" => descend(dir, &mut next),
                ".." => next.extend(dir.parent().map(Path::to_owned)),
                part if is_pattern(part) => {
                    let wanted = Pattern::new(part);
                    let matching = children(dir).into_iter().filter(|child| {
                        wanted.matches(&child.file_name().unwrap_or_default().to_string_lossy())
                    });
                    next.extend(matching);
                }
                part => next.extend(Some(dir.join(part)).filter(|dir| dir.is_dir())),
            }
        }
        next.sort();
        next.dedup();
        found = next;
    }
    found
}

fn descend(dir: &Path, into: &mut Vec<PathBuf>) {
    into.push(dir.to_owned());
    for child in children(dir) {
        descend(&child, into);
    }
}

fn children(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| !is_skipped(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .collect()
}

/// Checks `snapshots`: inside of the root, and where cargo-insta looks.
fn snapshots_dir(root: &Path, written: &Marked<String>, reader: &mut Reader) -> Option<PathBuf> {
    let text = &written.value;
    let confined = match confine(root, text, root, "the root") {
        Err(ConfineError::Missing(_)) => confine_lexically(root, text, root, "the root"),
        other => other,
    };
    let dir = match confined {
        Ok(dir) => dir,
        Err(error) => {
            reader.defects.push(path_defect(written, &error));
            return None;
        }
    };
    let relative = dir.strip_prefix(root).unwrap_or(&dir);
    let mut parts = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let label = if parts.any(|part| part.starts_with('.') || part == "target") {
        "hidden directories and `target` are passed over"
    } else if is_ignored(root, relative) {
        "git ignores it"
    } else {
        return Some(dir);
    };
    let message = format!("`cargo insta` would not find `{}`", visible(text));
    reader
        .defects
        .push(written.at.error("bad-path", message).label(label));
    None
}
