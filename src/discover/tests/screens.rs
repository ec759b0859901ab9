//! What the screens of the design show, on disk.

use super::*;
use crate::model::case::Kind;

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
