//! Trees on disk, discovered whole.

use super::*;
use crate::files::write_atomic;
use crate::model::case::Kind;
use crate::model::defect::Severity;
use serde::Deserialize;
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

#[derive(Deserialize)]
struct Fixtures {
    base: BTreeMap<String, String>,
    manifest: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    code: String,
    at: String,
    message: String,
    label: String,
    #[serde(default)]
    more: Vec<String>,
    #[serde(default)]
    links: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
}

fn fixtures() -> Fixtures {
    let text = include_str!("../../tests/fixtures/broken-manifests.toml");
    toml::from_str(text).unwrap()
}

#[test]
fn every_broken_manifest_is_told_exactly_and_its_neighbour_runs() {
    let fixtures = fixtures();
    let mut wrong = Vec::new();
    for fixture in &fixtures.manifest {
        let mut files = fixtures.base.clone();
        files.extend(fixture.files.clone());
        let site = Site::new(
            files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        );
        for (path, target) in &fixture.links {
            std::os::unix::fs::symlink(target, site.root().join(path)).unwrap();
        }
        let tree = site.tree();
        let mut expected = vec![format!(
            "{} {} {} | {}",
            fixture.code, fixture.at, fixture.message, fixture.label
        )];
        let found = shown(&tree.defects);
        let brief = |line: &String| line.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ");
        let mut rest: Vec<String> = found
            .iter()
            .filter(|line| **line != expected[0])
            .map(brief)
            .collect();
        rest.sort();
        let mut more = fixture.more.clone();
        more.sort();
        if found.iter().all(|line| *line != expected[0]) || rest != more {
            expected.extend(more);
            wrong.push(format!(
                "{}\n  expected {expected:#?}\n  found {found:#?}",
                fixture.name
            ));
        }
        if !ids(&tree).contains(&"good/ok") && !fixture.at.starts_with("suites/wassay.toml") {
            wrong.push(format!(
                "{}: the neighbour is gone: {:?}",
                fixture.name,
                ids(&tree)
            ));
        }
        if fixture.at.starts_with("suites/bad/")
            && ids(&tree).iter().any(|id| id.starts_with("bad/"))
        {
            wrong.push(format!("{}: the project still runs", fixture.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        fixtures.manifest.len(),
        wrong.join("\n")
    );
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

/// Screen 15, as far as it is about manifests.
#[test]
fn mistakes_are_told_as_on_screen_fifteen() {
    let lua = "[[case]]\nscript = \"*.lua\"\n\n\n\n\n\n[[case]]\nscript = \"args.lua\"\n\nagrs = [\"a\", \"b c\"]\n\n\
               [[case]]\nscript = \"add.lua\"\ninvoke = \"calc.wasm\"\n\n[[expect]]\noutcome = \"fail\"\n\
               cases = \"utf-8\"\nreason = \"x\"\n";
    let site = Site::new([
        ("wassay.toml", "suites = [\"suites\"]"),
        ("suites/lua/wassay.toml", lua),
        (
            "suites/lua/.wws.toml",
            &pins(&[("lua", "5.4.9"), ("lua", "5.5.1")]),
        ),
        ("suites/lua/add.lua", ""),
        ("suites/lua/args.lua", ""),
        ("suites/lua/errors.lua", ""),
        ("suites/lua/floats.lua", ""),
        ("suites/lua/goto.lua", ""),
        ("suites/lua/integers.lua", ""),
        ("suites/lua/utf8.lua", ""),
        ("suites/commands/wassay.toml", ""),
        ("suites/commands/args.wat", ""),
    ]);
    let tree = site.tree();
    let kinds = "a case has one of command, script, worker, route, http, invoke, wast, interface";
    assert_eq!(
        shown(&tree.defects),
        [
            "unknown-key suites/lua/wassay.toml:11:1 unknown key `agrs` | did you mean `args`?"
                .to_owned(),
            format!(
                "two-kinds suites/lua/wassay.toml:15:1 case `lua/add` names two programs: `script` and `invoke` | {kinds}"
            ),
            "matches-nothing suites/lua/wassay.toml:19:9 pattern matches nothing | \
             cases of this project: add, args, errors, floats, goto ... utf8"
                .to_owned(),
        ]
    );
    let two = tree.defects[1].at.as_ref().unwrap();
    assert_eq!(two.before, [(14, "script = \"add.lua\"".to_owned())]);
    assert_eq!(two.text, "invoke = \"calc.wasm\"");
    assert_eq!(two.length, "invoke".len());
    assert_eq!(
        (tree.left_out, tree.suites.len(), tree.manifests),
        (1, 2, 4)
    );
    assert_eq!(ids(&tree), ["commands/args"]);
}

/// Screen 1.
#[test]
fn what_a_maintainer_writes_is_what_is_found() {
    let lua = "[matrix]\nengine = [\"default\", \"winch\"]\n\n[[case]]\nscript = \"*.lua\"\n\n[[case]]\n\
               script = \"args.lua\"\ndescription = \"Arguments arrive\"\nargs = [\"a\", \"b c\"]\n\n\
               [[expect]]\nwhen = { engine = \"winch\" }\noutcome = \"broken\"\nmessage = \"exceptions\"\n\
               reason = \"no exceptions\"\nuntil = \"wasmtime@50\"\n";
    let site = Site::new([
        (
            "wassay.toml",
            "version = 1\nsuites = [\"suites\"]\n\n[[filters]]\nmatch = '0x[0-9a-f]+'\nreplace = '[ADDR]'\n",
        ),
        ("suites/lua/wassay.toml", lua),
        (
            "suites/lua/.wws.toml",
            &pins(&[("lua", "5.10"), ("lua", "5.4.9")]),
        ),
        ("suites/lua/numbers.lua", "-- Numbers\n"),
        ("suites/lua/args.lua", "-- not this\n"),
        ("suites/lua/.hidden.lua", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(ids(&tree), ["lua/args", "lua/numbers"]);
    let [args, numbers] = &tree.cases[..] else {
        panic!("two cases");
    };
    assert_eq!(args.settings.args, ["a", "b c"]);
    assert_eq!(args.settings.origin["args"].line, 10);
    assert_eq!(args.description.as_deref(), Some("Arguments arrive"));
    assert_eq!((args.pattern.as_deref(), args.at.line), (None, 7));
    assert_eq!(
        (numbers.pattern.as_deref(), numbers.at.line),
        (Some("*.lua"), 4)
    );
    assert_eq!(numbers.description.as_deref(), Some("Numbers"));
    assert_eq!(numbers.runtime.as_deref(), Some("lua"));
    assert_eq!(
        (numbers.kind, numbers.label.as_str()),
        (Kind::Script, "numbers.lua")
    );
    assert_eq!(numbers.file, site.root().join("suites/lua/numbers.lua"));
    let project = &numbers.project;
    assert_eq!(
        (project.id.as_str(), &*project.suite, project.foreign),
        ("lua", "lua", false)
    );
    assert_eq!(project.shown, Path::new("suites/lua"));
    let versions: Vec<&str> = project
        .runtimes
        .iter()
        .map(|runtime| runtime.key.version.as_str())
        .collect();
    assert_eq!(versions, ["5.4.9", "5.10"]);
    assert_eq!(project.runtimes[0].extensions, ["lua"]);
    assert_eq!(project.runtimes[0].args, ["lua"]);
    assert_eq!(
        project.runtimes[0].defaulted,
        ["status", "extensions", "args", "filename"]
    );
    assert_eq!(project.runtimes[0].binary.filename, "lua.wasm");
    assert_eq!(
        project
            .matrix
            .engines
            .iter()
            .map(|name| &**name)
            .collect::<Vec<_>>(),
        ["default", "winch"]
    );
    assert_eq!(project.filters[0].at.line, 4);
    assert_eq!(project.expects[0].cases, "lua/**");
    assert_eq!(project.expects[0].at.line, 12);
    assert_eq!(tree.root_manifest, Some(site.root().join("wassay.toml")));
    assert_eq!(tree.snapshots, site.root().join("snapshots"));
    assert_eq!(
        tree.engines.keys().collect::<Vec<_>>(),
        ["default", "pulley", "winch"]
    );
}

/// Screen 14.
#[test]
fn a_directory_without_manifest_runs_when_it_is_named() {
    let site = Site::new([
        ("demo/fizzbuzz.wasm", ""),
        ("demo/greet.wat", ""),
        ("demo/notes.txt", ""),
    ]);
    let tree = site.with(&["demo"]);
    assert_eq!(ids(&tree), ["demo/fizzbuzz", "demo/greet"]);
    assert_eq!(
        tree.remark.as_deref(),
        Some("demo has no manifest: every program is a command")
    );
    assert_eq!(tree.scopes, [Scope::Under(site.root().join("demo"))]);
    assert!(tree.cases[0].project.foreign && tree.suites[0].foreign);
    assert_eq!(
        (tree.cases[0].pattern.as_deref(), tree.cases[0].at.line),
        (None, 0)
    );
    assert_eq!(ids(&site.with(&["demo/greet.wat"])), ["demo/greet"]);
    assert_eq!(
        ids(&site.with(&["demo/greet.wat", "demo/fizzbuzz.wasm"])),
        ["demo/fizzbuzz", "demo/greet"]
    );
    assert_eq!(ids(&site.with(&["x=demo"])), ["x/fizzbuzz", "x/greet"]);
    assert_eq!(ids(&site.tree()), [""; 0]);
}

/// Screen 12.
#[test]
fn patterns_of_a_suites_root_reach_into_suites_without_manifest() {
    let site = Site::new([
        (
            "wassay.toml",
            "suites = [\"components\"]\n[matrix]\nengine = [\"default\", \"winch\"]\n",
        ),
        (
            "components/wassay.toml",
            "[[case]]\ncommand = \"*/*/*.wasm\"\ntags = [\"t\"]\n[[expect]]\ncases = \"payments/**\"\noutcome = \"fail\"\nreason = \"x\"\n",
        ),
        ("components/payments/ledger/render.wasm", ""),
        ("components/payments/ledger/deep/no.wasm", ""),
        ("components/stock/a/b.wasm", ""),
        ("components/own/wassay.toml", ""),
        ("components/own/x/y.wasm", ""),
        ("components/top.wasm", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(
        ids(&tree),
        ["own/x/y", "payments/ledger/render", "stock/a/b"]
    );
    let render = &tree.cases[1];
    assert_eq!(render.label, "ledger/render.wasm");
    assert_eq!(render.project.id, "payments");
    assert_eq!(render.tags, ["t"]);
    assert_eq!(render.pattern.as_deref(), Some("*/*/*.wasm"));
    assert_eq!(tree.cases[0].pattern, None);
    assert_eq!(render.project.expects[0].cases, "payments/**");
    assert_eq!(render.project.matrix.engines.len(), 2);
}
