//! What an engine runs: a component, or a core module with its preloads.

use crate::digest::Sha256;
use serde::Deserialize;
use serde::Serialize;
use std::path::Path;
use std::path::PathBuf;

/// A program, by the files it is made of. The bytes are read and checked where they are used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Program {
    /// The component or core module that holds the entry point.
    pub main: ProgramFile,
    /// Core modules instantiated before it, in this order, each under a name that later ones import from.
    pub preloads: Vec<(String, ProgramFile)>,
}

/// One file of a program.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProgramFile {
    /// What people call it: a path relative to the project, or the artifact's file name.
    pub label: String,
    /// Where the bytes lie.
    pub path: PathBuf,
    /// The digest the bytes must have. Of a pin it is declared; of a file of the tree it was computed in this run.
    pub digest: Sha256,
    /// Whether the bytes belong to the tree or to the cache.
    pub home: Home,
}

/// Who owns a program file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Home {
    /// A file of the tree, changed by people.
    Tree,
    /// A blob of the cache, named by its digest: altered bytes are set aside and fetched again.
    Cache,
}

impl Program {
    /// All files, preloads first, in the order in which they are instantiated.
    pub fn files(&self) -> impl Iterator<Item = &ProgramFile> {
        self.preloads
            .iter()
            .map(|(_, file)| file)
            .chain([&self.main])
    }

    /// Whether a file of the cache has these bytes.
    pub fn has_in_cache(&self, digest: &Sha256) -> bool {
        self.files()
            .any(|file| file.digest == *digest && file.home == Home::Cache)
    }

    /// Takes down where in the cache the bytes of a digest lie now.
    pub fn moved(&mut self, digest: &Sha256, path: &Path) {
        let preloads = self.preloads.iter_mut().map(|(_, file)| file);
        for file in preloads.chain([&mut self.main]) {
            if file.digest == *digest && file.home == Home::Cache {
                path.clone_into(&mut file.path);
            }
        }
    }

    /// One digest for the whole program: names, order and bytes.
    pub fn digest(&self) -> Sha256 {
        if self.preloads.is_empty() {
            return self.main.digest;
        }
        let mut text = format!("main {}\n", self.main.digest);
        for (name, file) in &self.preloads {
            text.push_str(&format!("preload {} {name}\n", file.digest));
        }
        Sha256::of(text.as_bytes())
    }
}

/// What a program is, as its first bytes and its imports and exports say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProgramKind {
    /// A core module that exports `_start` (WASI 0.1, or none at all).
    P1,
    /// A component that exports `wasi:cli/run@0.2.x`.
    P2,
    /// A component that exports `wasi:cli/run@0.3.x`.
    P3,
    /// A component that exports `wasi:http/incoming-handler@0.2.x`, where that is what is asked.
    HttpP2,
    /// A component that exports `wasi:http/handler@0.3.x`, where that is what is asked.
    HttpP3,
    /// A core module without `_start`.
    Core,
    /// Any other component.
    Component,
    /// A script of directives.
    Script,
}
