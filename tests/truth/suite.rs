//! A language suite as its manifest declares it, as far as a peer must know.

use crate::peer;
use crate::peer::Question;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use tempfile::TempDir;

/// A suite, ready to be asked of a peer. Directories that a case owns are copies, removed when this is dropped.
pub(crate) struct Suite {
    name: &'static str,
    dir: PathBuf,
    cases: BTreeMap<String, toml::Table>,
    copies: TempDir,
}

impl Suite {
    /// Reads `suites/NAME/wassay.toml`, whose cases are scripts with this extension.
    pub(crate) fn read(name: &'static str, extension: &str) -> Self {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("suites")
            .join(name);
        let text = fs::read_to_string(dir.join("wassay.toml")).expect("the suite has a manifest");
        let manifest: toml::Table = text.parse().expect("the manifest is TOML");
        let mut cases = BTreeMap::new();
        for entry in fs::read_dir(&dir).expect("the suite is a directory") {
            let path = entry.expect("the suite can be listed").path();
            if path.extension().is_some_and(|own| own == extension) {
                cases.insert(stem(&path), toml::Table::new());
            }
        }
        for case in manifest["case"]
            .as_array()
            .expect("`case` is an array of tables")
        {
            let script = case["script"].as_str().expect("every case is a script");
            if !script.contains('*') {
                let case = case.as_table().expect("a case is a table").clone();
                cases.insert(stem(Path::new(script)), case);
            }
        }
        Self {
            name,
            dir,
            cases,
            copies: TempDir::new().expect("a temporary directory can be made"),
        }
    }

    /// Every case as a question for a peer that takes a script and its arguments.
    pub(crate) fn questions(
        &self,
        program: &str,
        release: (&'static str, &'static str),
        extension: &str,
    ) -> Vec<Question> {
        self.cases
            .iter()
            .map(|(name, case)| {
                let mut command = peer::command(program);
                command
                    .current_dir(&self.dir)
                    .arg(self.dir.join(format!("{name}.{extension}")));
                let dirs = self.copy_dirs(name, case);
                for arg in texts(case.get("args")) {
                    // A guest path in an argument is, for the peer, the copy that stands for it.
                    match dirs.get(&arg) {
                        Some(copy) => command.arg(copy),
                        None => command.arg(arg),
                    };
                }
                for (key, value) in case
                    .get("env")
                    .and_then(toml::Value::as_table)
                    .into_iter()
                    .flatten()
                {
                    command.env(key, value.as_str().expect("a variable is text"));
                }
                let stdin = case
                    .get("stdin")
                    .map_or("", |stdin| stdin.as_str().expect("stdin is given as text"));
                Question {
                    case: format!("{}/{name}", self.name),
                    release: Some(release),
                    command,
                    stdin: stdin.as_bytes().to_vec(),
                }
            })
            .collect()
    }

    fn copy_dirs(&self, name: &str, case: &toml::Table) -> BTreeMap<String, PathBuf> {
        let dirs = case.get("dirs").and_then(toml::Value::as_array);
        dirs.into_iter()
            .flatten()
            .enumerate()
            .map(|(index, dir)| {
                let text = |key: &str| dir[key].as_str().expect("a directory is given by texts");
                let copy = self.copies.path().join(format!("{name}-{index}"));
                copy_tree(&self.dir.join(text("from")), &copy);
                (text("guest").to_owned(), copy)
            })
            .collect()
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .expect("a script has a name")
        .to_string_lossy()
        .into_owned()
}

fn texts(value: Option<&toml::Value>) -> Vec<String> {
    value
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .map(|text| text.as_str().expect("an argument is text").to_owned())
        .collect()
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir(to).expect("the copy is new");
    for entry in fs::read_dir(from).expect("the fixture is a directory") {
        let path = entry.expect("the fixture can be listed").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy_tree(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a fixture can be copied");
        }
    }
}
