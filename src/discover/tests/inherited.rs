//! What holds for a case of everything that several manifests say.

use super::*;
use crate::model::case::Settings;
use crate::model::engine::EngineKind;
use crate::model::engine::Strategy;
use crate::model::execution::Channel;
use crate::model::invocation::Access;
use crate::model::invocation::Stdin;
use crate::model::limits::Clock;
use crate::model::limits::Network;
use std::time::Duration;

fn settings<'a>(tree: &'a Tree, id: &str) -> &'a Settings {
    let case = tree.cases.iter().find(|case| case.id.as_str() == id);
    &case
        .unwrap_or_else(|| panic!("{id} in {:?}, {:?}", ids(tree), shown(&tree.defects)))
        .settings
}

#[test]
fn nearest_replaces_tables_merge_by_key_and_tags_add() {
    let site = Site::new([
        (
            "wassay.toml",
            "suites = [\"a/suites\"]\n[defaults]\nargs = [\"root\"]\nenv = { A = \"root\", B = \"root\" }\n\
             tags = [\"t1\"]\nlimits = { timeout = \"10s\", memory = \"2GiB\" }\nseed = 1\n[[filters]]\nmatch = 'r'\nreplace = ''\n\
             [[expect]]\ncases = \"s/**\"\noutcome = \"fail\"\nreason = \"root\"\n",
        ),
        (
            "a/wassay.toml",
            "[defaults]\nseed = 2\nwant = { exit = 3 }\n",
        ),
        (
            "a/suites/wassay.toml",
            "[defaults]\nenv = { B = \"suites\" }\n[[filters]]\nmatch = 's'\nreplace = ''\n",
        ),
        (
            "a/suites/s/wassay.toml",
            "[matrix]\nengine = [\"winch\"]\n[defaults]\nretries = 2\nclock = \"real\"\n",
        ),
        (
            "a/suites/s/p/wassay.toml",
            "[matrix]\nengine = [\"default\"]\n[defaults]\ntags = [\"t2\", \"t1\"]\nlimits = { timeout = \"1m\" }\n\
             [[case]]\ncommand = \"x.wat\"\nargs = []\ntags = [\"t3\"]\nenv = { C = \"case\" }\ncompare = [\"stderr\", \"stdout\"]\n\
             [[case]]\ncommand = \"y.wat\"\nnetwork = \"loopback\"\n\
             [[expect]]\noutcome = \"broken\"\nreason = \"inner\"\n",
        ),
        ("a/suites/s/p/x.wat", ""),
        ("a/suites/s/p/y.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    let x = settings(&tree, "s/p/x");
    assert_eq!(x.args, [""; 0]);
    let env: Vec<(&str, &str)> = x
        .env
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    assert_eq!(env, [("A", "root"), ("B", "suites"), ("C", "case")]);
    assert_eq!(
        (x.limits.timeout, x.limits.memory),
        (Duration::from_mins(1), 2 << 30)
    );
    assert_eq!((x.seed, x.want.exit, x.retries), (2, Some(3), 2));
    assert_eq!(x.compare, [Channel::Stdout, Channel::Stderr]);
    assert!(x.compare_given);
    let origin = |key: &str| x.origin[key].to_string();
    assert_eq!(origin("limits.timeout"), "a/suites/s/p/wassay.toml:5");
    assert_eq!(origin("limits.memory"), "wassay.toml:6");
    assert_eq!(origin("args"), "a/suites/s/p/wassay.toml:8");
    assert_eq!(origin("env"), "a/suites/s/p/wassay.toml:10");
    assert!(!x.origin.contains_key("stdin"));
    assert_eq!(tree.cases[0].tags, ["t1", "t2", "t3"]);
    let y = settings(&tree, "s/p/y");
    assert_eq!((y.network, y.clock), (Network::Loopback, Clock::Real));
    let project = &tree.cases[0].project;
    assert_eq!(project.id, "s/p");
    assert_eq!(
        project
            .matrix
            .engines
            .iter()
            .map(|name| &**name)
            .collect::<Vec<_>>(),
        ["default"]
    );
    assert_eq!(project.matrix.spans["engine"][0].line, 2);
    let filters: Vec<&str> = project
        .filters
        .iter()
        .map(|filter| filter.pattern.as_str())
        .collect();
    assert_eq!(filters, ["r", "s"]);
    let reasons: Vec<&str> = project
        .expects
        .iter()
        .map(|expect| expect.reason.as_str())
        .collect();
    assert_eq!(reasons, ["inner", "root"]);
    assert_eq!(project.expects[0].cases, "s/p/**");
}

#[test]
fn a_network_alone_brings_the_clock_that_goes_with_it() {
    let site = Site::new([
        (
            "suites/s/wassay.toml",
            "[defaults]\nnetwork = \"loopback\"\n",
        ),
        ("suites/s/a.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!(settings(&tree, "s/a").clock, Clock::Real);
}

#[test]
fn what_defaults_give_is_for_the_kinds_that_take_it() {
    let site = Site::new([
        (
            "suites/s/wassay.toml",
            "[defaults]\nargs = [\"a\"]\nstdin = \"x\"\nimports = [\"wasi:*/*\"]\nrequest = { url = \"/d\" }\n\
             want = { exit = 0, status = 200, results = \"1\" }\n\
             [[case]]\ncommand = \"a.wat\"\n\
             [[case]]\nhttp = \"b.wat\"\n\
             [[case]]\ninvoke = \"c.wat\"\ncall = \"f()\"\n\
             [[case]]\nwast = \"d.wast\"\n",
        ),
        ("suites/s/a.wat", ""),
        ("suites/s/b.wat", ""),
        ("suites/s/c.wat", ""),
        ("suites/s/d.wast", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    let told = |name: &str| {
        let own = settings(&tree, &format!("s/{name}"));
        let want = &own.want;
        (
            (
                own.args.len(),
                own.stdin != Stdin::Empty,
                own.imports.is_some(),
            ),
            (own.requests.len(), own.calls.len()),
            (want.exit, want.status, want.results.is_some()),
        )
    };
    assert_eq!(told("a"), ((1, true, true), (0, 0), (Some(0), None, false)));
    assert_eq!(
        told("b"),
        ((1, false, true), (1, 0), (None, Some(200), false))
    );
    assert_eq!(told("c"), ((0, false, true), (0, 1), (None, None, true)));
    assert_eq!(told("d"), ((0, false, false), (0, 0), (None, None, false)));
}

#[test]
fn every_input_is_read() {
    let site = Site::new([
        (
            "suites/s/wassay.toml",
            "[[case]]\ncommand = \"a.wat\"\nname = \"text\"\nstdin = \"x\"\nending = \"timed out\"\nrandom = \"seeded\"\n\
             [[case]]\ncommand = \"a.wat\"\nname = \"file\"\nstdin = { file = \"in/x\" }\n\
             [[case]]\ncommand = \"a.wat\"\nname = \"bytes\"\nstdin = { base64 = \"AAE=\" }\n\
             [[case]]\ncommand = \"a.wat\"\nname = \"open\"\nstdin = { text = \"x\", open = true }\n\
             [[case]]\ncommand = \"a.wat\"\nname = \"never\"\nstdin = { open = true }\nisolation = \"store\"\n\
             [[case]]\ncommand = \"a.wat\"\nname = \"dirs\"\ndirs = [{ guest = \"/r\", from = \"in\" }, { guest = \"/w\", access = \"copy\" }]\n\
             compare = [\"files\", \"output\"]\nlimits = { fuel = 7, tables = 8, instances = 9, output = \"1KiB\" }\n",
        ),
        ("suites/s/a.wat", ""),
        ("suites/s/in/x", "data"),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    let dir = site.root().join("suites/s");
    let stdin = |name: &str| settings(&tree, &format!("s/{name}")).stdin.clone();
    assert_eq!(stdin("text"), Stdin::Bytes(b"x".to_vec()));
    assert_eq!(stdin("file"), Stdin::File(dir.join("in/x")));
    assert_eq!(stdin("bytes"), Stdin::Bytes(vec![0, 1]));
    assert_eq!(stdin("open"), Stdin::Open(b"x".to_vec()));
    assert_eq!(stdin("never"), Stdin::Open(Vec::new()));
    let dirs = settings(&tree, "s/dirs");
    assert_eq!(dirs.dirs[0].from, Some(dir.join("in")));
    assert_eq!(
        (dirs.dirs[1].from.clone(), dirs.dirs[1].access),
        (None, Access::Copy)
    );
    assert_eq!(dirs.compare, [Channel::Output, Channel::Files]);
    let limits = dirs.limits;
    assert_eq!(
        (limits.fuel, limits.tables, limits.instances, limits.output),
        (Some(7), 8, 9, 1024)
    );
}

#[test]
fn cases_of_one_pattern_share_their_settings() {
    let site = Site::new([
        ("suites/s/wassay.toml", ""),
        ("suites/s/a.wat", ""),
        ("suites/s/b.wat", ""),
    ]);
    let tree = site.tree();
    assert!(Arc::ptr_eq(
        &tree.cases[0].settings,
        &tree.cases[1].settings
    ));
    assert_eq!(*tree.cases[0].settings, Settings::default());
}

#[test]
fn the_nearest_wws_is_taken_whole() {
    let site = Site::new([
        ("suites/.wws.toml", pins(&[("lua", "5.1")]).as_str()),
        ("suites/a/wassay.toml", ""),
        ("suites/a/x.lua", ""),
        ("suites/a/deep/.wws.toml", &pins(&[("ruby", "3.4")])),
        ("suites/a/deep/x.lua", ""),
        ("suites/a/deep/y.rb", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(ids(&tree), ["a/deep/y", "a/x"]);
    assert_eq!(tree.cases[0].runtime.as_deref(), Some("ruby"));
    assert_eq!(tree.cases[1].runtime.as_deref(), Some("lua"));
}

#[test]
fn both_spellings_of_wws_are_read() {
    let shipped = format!(
        "version = 1\n[[repositories]]\nname = \"wasmlabs\"\nurl = \"https://index.test/i.toml\"\n\n[[repositories.runtimes]]\n\
         name = \"ruby\"\nversion = \"3.2.0+20230215-1\"\ntags = [\"latest\", \"3.2\"]\nstatus = \"yanked\"\nextensions = [\"rb\"]\n\
         args = [\"--\", \"/src/index.rb\"]\nenvs = {{ A = \"b\" }}\n[repositories.runtimes.binary]\nurl = \"https://index.test/ruby.wasm\"\n\
         filename = \"r.wasm\"\nchecksum = {{ type = \"sha256\", value = \"{SHA}\" }}\n\
         [repositories.runtimes.wrapper]\nurl = \"https://index.test/w\"\nfilename = \"w.txt\"\nchecksum = {{ type = \"sha256\", value = \"{SHA}\" }}\n\
         [[repositories.runtimes.preload]]\nname = \"abi\"\nurl = \"npm:@r/x@1.2.3#dist/a.wasm\"\nchecksum = \"sha256:{SHA}\"\n"
    );
    let proposal = "version = 1\n[[repository]]\nname = \"wlr\"\n[[repository.runtimes]]\nname = \"python\"\nversion = \"3.12\"\n\
         binary = { url = \"https://index.test/py.wasm?x=1\", checksum = \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\" }\n";
    let site = Site::new([
        ("suites/ruby/.wws.toml", shipped.as_str()),
        ("suites/ruby/a.rb", ""),
        ("suites/python/.wws.toml", proposal),
        ("suites/python/a.py", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    let python = &tree.cases[0].project.runtimes[0];
    assert_eq!(python.binary.filename, "py.wasm");
    assert_eq!(python.binary.digest.hex(), SHA);
    assert_eq!(
        (python.args.as_slice(), python.extensions.as_slice()),
        (&["python".to_owned()][..], &["py".to_owned()][..])
    );
    let ruby = &tree.cases[1].project.runtimes[0];
    assert_eq!(ruby.key.to_string(), "ruby 3.2.0+20230215-1");
    assert_eq!(ruby.tags, ["latest", "3.2"]);
    assert_eq!(ruby.status, crate::model::runtime::Status::Yanked);
    assert_eq!(ruby.envs["A"], "b");
    assert_eq!(ruby.defaulted, [""; 0]);
    assert_eq!(ruby.binary.at.line, 17);
    assert_eq!(ruby.at.line, 6);
    let (name, preload) = &ruby.preloads[0];
    assert_eq!(
        (name.as_str(), preload.filename.as_str()),
        ("abi", "a.wasm")
    );
    assert_eq!(ruby.artifacts().count(), 2);
}

#[test]
fn engines_are_those_built_in_as_the_root_changes_them() {
    let site = Site::new([(
        "wassay.toml",
        "suites = []\n[engines.unoptimized]\noptimize.opt-level = \"0\"\nwasm.tail-call = true\n\
             [engines.winch]\noptimize = { memory-guard-size = 0x1_0000 }\n[engines.w2]\ncodegen.compiler = 'winch'\n",
    )]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(
        tree.engines.keys().collect::<Vec<_>>(),
        ["default", "pulley", "unoptimized", "w2", "winch"]
    );
    let options = |name: &str| {
        let EngineKind::Embedded { strategy, options } = &tree.engines[name].kind;
        let all: Vec<String> = options
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        (*strategy, all.join(", "))
    };
    assert_eq!(options("default"), (Strategy::Cranelift, String::new()));
    assert_eq!(options("pulley"), (Strategy::Pulley, String::new()));
    assert_eq!(
        options("unoptimized"),
        (
            Strategy::Cranelift,
            "optimize.opt-level = \"0\", wasm.tail-call = true".to_owned()
        )
    );
    assert_eq!(
        options("winch"),
        (
            Strategy::Winch,
            "optimize.memory-guard-size = 0x1_0000".to_owned()
        )
    );
    assert_eq!(options("w2").0, Strategy::Winch);
    let unoptimized = &tree.engines["unoptimized"];
    assert_eq!(unoptimized.at.as_deref(), Some("wassay.toml:2"));
    assert_eq!(unoptimized.spans["wasm.tail-call"].line, 4);
    assert_eq!(unoptimized.spans["wasm.tail-call"].column, 18);
}

#[test]
fn real_random_without_a_filter_is_a_warning_and_nothing_stops() {
    let files = |filter: &'static str| {
        Site::new([
            ("suites/s/wassay.toml", filter),
            (
                "suites/s/p/wassay.toml",
                "[[case]]\ncommand = \"a.wat\"\nrandom = \"real\"\n",
            ),
            ("suites/s/p/a.wat", ""),
        ])
    };
    let tree = files("").tree();
    assert_eq!(
        shown(&tree.defects),
        [
            "unstable suites/s/p/wassay.toml:3:10 `random = \"real\"` while stdout is compared without a filter | two runs may differ"
        ]
    );
    assert_eq!(
        tree.defects[0].severity,
        crate::model::defect::Severity::Warning
    );
    assert_eq!((ids(&tree), tree.left_out), (vec!["s/p/a"], 0));
    let filtered = files("[[filters]]\nmatch = '[0-9]+'\nreplace = 'N'\n").tree();
    assert_eq!(shown(&filtered.defects), [""; 0]);
}
