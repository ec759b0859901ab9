//! Reads manifests where they stand and collects what is wrong.

use crate::files::shown;
use crate::manifest::WASSAY;
use crate::manifest::WWS;
use crate::manifest::source::Source;
use crate::manifest::wassay::Standing;
use crate::manifest::wassay::Wassay;
use crate::manifest::wws::Wws;
use crate::model::defect::Defect;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// What was read so far.
pub(super) struct Reader {
    cwd: PathBuf,
    /// Everything that is wrong.
    pub(super) defects: Vec<Defect>,
    /// How many manifests there were.
    pub(super) manifests: usize,
    /// Every `wassay.toml`, with whether it is the root manifest.
    pub(super) wassays: Vec<(Arc<Wassay>, Role)>,
}

/// Whether a manifest is the root manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is, and not the manifest of a project as well: its faults leave no project out.
    Root,
    /// Its faults leave out every project it holds for.
    Inner,
}

impl Reader {
    pub(super) fn new(cwd: &Path) -> Self {
        Self {
            cwd: cwd.to_owned(),
            defects: Vec::new(),
            manifests: 0,
            wassays: Vec::new(),
        }
    }

    /// A path as people see it.
    pub(super) fn shown(&self, path: &Path) -> PathBuf {
        shown(path, &self.cwd)
    }

    /// Reads `dir/wassay.toml`. Nothing is answered when the file itself cannot be read.
    pub(super) fn wassay(
        &mut self,
        dir: &Path,
        within: &Path,
        standing: &Standing<'_>,
    ) -> Option<Arc<Wassay>> {
        let source = self.source(dir, WASSAY, within)?;
        let (wassay, faults) = Wassay::read(&source, standing);
        self.defects.extend(faults);
        let wassay = Arc::new(wassay);
        let role = if standing.root && !standing.project {
            Role::Root
        } else {
            Role::Inner
        };
        self.wassays.push((Arc::clone(&wassay), role));
        Some(wassay)
    }

    /// Reads `dir/.wws.toml`.
    pub(super) fn wws(&mut self, dir: &Path, within: &Path) -> Option<Arc<Wws>> {
        let source = self.source(dir, WWS, within)?;
        let (wws, faults) = Wws::read(&source, within);
        self.defects.extend(faults);
        Some(Arc::new(wws))
    }

    fn source(&mut self, dir: &Path, name: &str, within: &Path) -> Option<Arc<Source>> {
        self.manifests += 1;
        let path = self.shown(&dir.join(name));
        match Source::read(dir, name, within, path) {
            Ok(source) => Some(source),
            Err(defect) => {
                self.defects.push(*defect);
                None
            }
        }
    }
}
