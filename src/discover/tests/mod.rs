//! Trees on disk, discovered whole.

mod broken;
mod inherited;
mod screens;
mod targets;
mod trees;

use super::*;
use crate::files::write_atomic;
use std::fs;
use tempfile::TempDir;

/// A tree on disk.
struct Site {
    dir: TempDir,
}

impl Site {
    fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write_atomic(&dir.path().join(path), text.as_bytes()).unwrap();
        }
        Self { dir }
    }

    fn root(&self) -> PathBuf {
        fs::canonicalize(self.dir.path()).unwrap()
    }

    fn tree(&self) -> Tree {
        self.with(&[])
    }

    fn with(&self, targets: &[&str]) -> Tree {
        discover(&Request {
            cwd: self.root(),
            targets: targets.iter().map(|text| (*text).to_owned()).collect(),
            ..Request::default()
        })
    }
}

fn ids(tree: &Tree) -> Vec<&str> {
    tree.cases.iter().map(|case| case.id.as_str()).collect()
}

fn at(defect: &Defect) -> String {
    defect.at.as_ref().map_or_else(String::new, |at| {
        format!("{}:{}:{}", at.path.display(), at.line, at.column)
    })
}

fn shown(defects: &[Defect]) -> Vec<String> {
    let line = |defect: &Defect| {
        let label = defect.label.as_deref().unwrap_or_default();
        format!(
            "{} {} {} | {label}",
            defect.code,
            at(defect),
            defect.message
        )
    };
    defects.iter().map(line).collect()
}

const SHA: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn pins(runtimes: &[(&str, &str)]) -> String {
    let mut text = "version = 1\n[[repositories]]\nname = \"suites\"\n".to_owned();
    for (name, version) in runtimes {
        text.push_str(&format!(
            "[[repositories.runtimes]]\nname = \"{name}\"\nversion = \"{version}\"\n\
             binary = {{ url = \"{name}.wasm\", checksum = \"{SHA}\" }}\n"
        ));
    }
    text
}
