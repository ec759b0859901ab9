//! What was typed behind a command: paths, `NAME=PATH`, and addresses.

use crate::discover::Request;
use crate::discover::Scope;
use crate::discover::reader::Reader;
use crate::discover::root::Root;
use crate::discover::root::Top;
use crate::discover::root::TopKind;
use crate::manifest::WASSAY;
use crate::manifest::WWS;
use crate::model::defect::Defect;
use crate::model::id::Address;
use crate::model::id::derive_name;
use crate::model::id::is_name;
use crate::wording::visible;
use std::collections::BTreeSet;
use std::fs;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// What the targets come to.
#[derive(Default)]
pub(super) struct Targets {
    /// What is selected.
    pub(super) scopes: Vec<Scope>,
    /// Suites that lie elsewhere.
    pub(super) tops: Vec<Top>,
    /// Directories and files in the suites that were named: what has no manifest may count because of it.
    pub(super) forced: BTreeSet<PathBuf>,
}

/// An absolute path without `.` and `..`, without looking at the disk.
pub(super) fn clean(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// Reads all targets.
pub(super) fn read(request: &Request, root: &Root, reader: &mut Reader) -> Targets {
    let cwd = clean(&request.cwd);
    let mut targets = Targets::default();
    for text in &request.targets {
        let path = cwd.join(text);
        if !text.is_empty() && fs::metadata(&path).is_ok() {
            targets.path(&clean(&path), None, root);
            continue;
        }
        if let Some((name, path)) = text.split_once('=').filter(|(name, _)| is_name(name)) {
            let absolute = cwd.join(path);
            if !path.is_empty() && fs::metadata(&absolute).is_ok() {
                targets.path(&clean(&absolute), Some(name), root);
                continue;
            }
            let message = format!("`{}` does not exist", visible(path));
            reader
                .defects
                .push(Defect::error("bad-path", message, None).hint(format!(
                    "`{name}=PATH` makes a directory the suite `{name}`"
                )));
            continue;
        }
        match Address::parse(text) {
            Ok(address) => targets.scopes.push(Scope::Cells(address)),
            Err(error) => {
                let message = format!(
                    "`{}` is neither a path nor an address: {error}",
                    visible(text)
                );
                reader.defects.push(
                    Defect::error("bad-target", message, None)
                        .hint("an address is `case`, `case@runtime=range` or `case@engine=name`"),
                );
            }
        }
    }
    targets
}

impl Targets {
    /// A path that exists: a part of the suites, or a suite of its own.
    fn path(&mut self, path: &Path, name: Option<&str>, root: &Root) {
        let path = match path.file_name().and_then(|name| name.to_str()) {
            Some(WASSAY | WWS) => path.parent().unwrap_or(path),
            _ => path,
        };
        let path = as_in_suites(path, root);
        let inside = root.tops.iter().find(|top| path.starts_with(&top.dir));
        if let Some(name) = name {
            let scope = match inside {
                // Its cases also have their usual ids, which were not asked for.
                Some(_) => Scope::Cells(Address {
                    case: format!("{name}/**"),
                    conditions: Vec::new(),
                }),
                None => Scope::Under(path.clone()),
            };
            self.scopes.push(scope);
            self.foreign(&path, name.to_owned());
            return;
        }
        self.scopes.push(Scope::Under(path.clone()));
        match inside {
            Some(_) => {
                self.forced.insert(path);
            }
            None if root.tops.iter().any(|top| top.dir.starts_with(&path)) => {}
            None => {
                let dir = if path.is_dir() {
                    Some(path.as_path())
                } else {
                    path.parent()
                };
                let name = dir.and_then(Path::file_name).unwrap_or_default();
                self.foreign(&path, derive_name(&name.to_string_lossy()));
            }
        }
    }

    fn foreign(&mut self, path: &Path, name: String) {
        let name = if name.is_empty() {
            "root".to_owned()
        } else {
            name
        };
        let (dir, file) = if path.is_dir() {
            (path, None)
        } else {
            let dir = path.parent().unwrap_or(path);
            (
                dir,
                path.file_name()
                    .map(|name| name.to_string_lossy().into_owned()),
            )
        };
        // A file counts alone, unless a manifest beside it says how it is run.
        let lone = file.filter(|_| !dir.join(WASSAY).is_file() && !dir.join(WWS).is_file());
        for top in &mut self.tops {
            let TopKind::Foreign { name: own, only } = &mut top.kind else {
                continue;
            };
            if top.dir == dir && *own == name {
                match lone {
                    Some(lone) if !only.is_empty() => only.push(lone),
                    Some(_) => {}
                    None => only.clear(),
                }
                return;
            }
        }
        let only = lone.into_iter().collect();
        self.tops.push(Top {
            dir: dir.to_owned(),
            kind: TopKind::Foreign { name, only },
            at: None,
        });
    }
}

/// The same place as it is reached through the suites, if it lies in them by another way (a link above both).
fn as_in_suites(path: &Path, root: &Root) -> PathBuf {
    if root
        .tops
        .iter()
        .any(|top| path.starts_with(&top.dir) || top.dir.starts_with(path))
    {
        return path.to_owned();
    }
    let Ok(real) = fs::canonicalize(path) else {
        return path.to_owned();
    };
    let through = root.tops.iter().find_map(|top| {
        let rest = real.strip_prefix(fs::canonicalize(&top.dir).ok()?).ok()?;
        Some(if rest.as_os_str().is_empty() {
            top.dir.clone()
        } else {
            top.dir.join(rest)
        })
    });
    through.unwrap_or_else(|| path.to_owned())
}
