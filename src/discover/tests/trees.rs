//! Which directories and files count, and what they are called.

use super::*;
use proptest::prelude::*;
use std::time::Instant;

#[test]
fn roots_are_found_upward_and_suites_in_every_form() {
    let site = Site::new([
        (
            "wassay.toml",
            "suites = [\"suites\", \"packages/*/tests\", { name = \"wasi\", path = \"third/party\" }]\nsnapshots = \"snaps\"\n",
        ),
        ("suites/lua/wassay.toml", ""),
        ("suites/lua/a.wat", ""),
        ("suites/lua/deep/down/b.wat", ""),
        ("packages/p/tests/unit/wassay.toml", ""),
        ("packages/p/tests/unit/c.wat", ""),
        ("packages/q/tests/other/wassay.toml", ""),
        ("packages/q/tests/other/d.wat", ""),
        ("third/party/e.wat", ""),
        ("third/party/sub/wassay.toml", ""),
        ("third/party/sub/f.wat", ""),
        ("snaps/old/wassay.toml", ""),
    ]);
    let expected = [
        "lua/a",
        "lua/deep/down/b",
        "other/d",
        "unit/c",
        "wasi/e",
        "wasi/sub/f",
    ];
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(ids(&tree), expected);
    assert_eq!(tree.snapshots, site.root().join("snaps"));
    let suites: Vec<&str> = tree.suites.iter().map(|suite| &*suite.name).collect();
    assert_eq!(suites, ["lua", "other", "unit", "wasi"]);
    assert_eq!(
        tree.remark.as_deref(),
        Some("wasi has no manifest: every program is a command")
    );
    let below = discover(&Request {
        cwd: site.root().join("suites/lua/deep"),
        ..Request::default()
    });
    assert_eq!(
        (ids(&below), &below.root),
        (expected.to_vec(), &site.root())
    );
    let elsewhere = discover(&Request {
        cwd: PathBuf::from("/"),
        start: Some(site.root().join("suites")),
        snapshots: Some("x".into()),
        ..Request::default()
    });
    assert_eq!(
        (ids(&elsewhere), &elsewhere.root),
        (expected.to_vec(), &site.root())
    );
    assert_eq!(elsewhere.snapshots, Path::new("/x"));
}

#[test]
fn without_a_root_manifest_the_working_directory_is_the_root() {
    let site = Site::new([
        (
            "wassay.toml",
            "[engines.x]\noptimize.opt-level = \"0\"\n[defaults]\nargs = [\"r\"]\n",
        ),
        ("suites/s/wassay.toml", "[matrix]\nengine = [\"x\"]\n"),
        ("suites/s/a.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!((ids(&tree), tree.root.clone()), (vec!["s/a"], site.root()));
    assert_eq!(tree.cases[0].settings.args, ["r"]);
    let lone = Site::new([
        (
            "p/wassay.toml",
            "name = \"mine\"\n[[case]]\ncommand = \"a.wat\"\n[[filters]]\nmatch = 'x'\nreplace = ''\ncases = \"a\"\n",
        ),
        ("p/a.wat", ""),
    ]);
    let tree = discover(&Request {
        cwd: lone.root().join("p"),
        ..Request::default()
    });
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(
        (ids(&tree), tree.suites[0].foreign),
        (vec!["mine/a"], false)
    );
    assert_eq!(tree.cases[0].project.filters[0].cases, "mine/a");
}

#[test]
fn the_root_itself_can_be_a_suites_root_or_a_suite() {
    let site = Site::new([
        (
            "wassay.toml",
            "suites = [\".\"]\n[[case]]\ncommand = \"*/*.wat\"\n",
        ),
        ("s/a.wat", ""),
        ("snapshots/s/a.snap", ""),
    ]);
    let tree = site.tree();
    assert_eq!((shown(&tree.defects), ids(&tree)), (vec![], vec!["s/a"]));
    let site = Site::new([
        (
            "wassay.toml",
            "suites = [{ name = \"x\", path = \".\" }]\n[[case]]\ncommand = \"a.wat\"\n",
        ),
        ("a.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!((shown(&tree.defects), ids(&tree)), (vec![], vec!["x/a"]));
    assert_eq!(tree.manifests, 1);
}

#[test]
fn names_replace_directories_and_foreign_bytes_are_escaped() {
    let site = Site::new([
        ("suites/s/wassay.toml", "name = \"suite\"\n"),
        ("suites/s/p/wassay.toml", "name = \"project\"\n"),
        ("suites/s/p/a b/[id].wat", ""),
        ("suites/s/p/x.y.wat", ""),
        ("suites/ü/wassay.toml", "[[case]]\ncommand = \"é.wat\"\n"),
        ("suites/ü/é.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(
        ids(&tree),
        [
            "%C3%BC/%C3%A9",
            "suite/project/a%20b/%5Bid%5D",
            "suite/project/x.y"
        ]
    );
    assert_eq!(tree.cases[1].label, "a b/[id].wat");
}

#[test]
fn names_that_are_taken_leave_the_second_out() {
    let site = Site::new([
        ("wassay.toml", "suites = [\"a\", \"b\"]"),
        ("a/s/wassay.toml", ""),
        ("a/s/x.wat", ""),
        ("b/s/wassay.toml", ""),
        ("b/s/y.wat", ""),
        ("a/t/one/wassay.toml", ""),
        ("a/t/one/x.wat", ""),
        ("a/t/two/wassay.toml", "name = \"ONE\"\n"),
        ("a/t/two/x.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!(
        shown(&tree.defects),
        [
            "duplicate a/t/two/wassay.toml:1:8 two directories are named `t/ONE`: a/t/one and a/t/two | the name is taken by a/t/one",
            "duplicate wassay.toml:1:16 two suites are named `s`: a/s and b/s | the name is taken by a/s",
        ]
    );
    assert!(
        tree.defects[1]
            .hint
            .as_deref()
            .unwrap()
            .contains("`name = \"s-2\"` in b/s/wassay.toml")
    );
    assert_eq!((ids(&tree), tree.left_out), (vec!["s/x", "t/one/x"], 2));
}

#[test]
fn what_is_hidden_built_or_linked_is_no_part_of_the_tree() {
    let site = Site::new([
        ("suites/s/wassay.toml", ""),
        ("suites/s/a.wat", ""),
        ("suites/s/.git/b.wat", ""),
        ("suites/s/target/c.wat", ""),
        ("suites/s/node_modules/d.wat", ""),
        ("suites/s/.e.wat", ""),
        ("elsewhere/f.wat", ""),
        ("elsewhere/p/wassay.toml", ""),
        ("elsewhere/p/g.wat", ""),
    ]);
    let links = [
        ("suites/s/f.wat", "../../elsewhere/f.wat"),
        ("suites/linked", "../elsewhere/p"),
        ("suites/s/loop", ".."),
    ];
    for (path, target) in links {
        std::os::unix::fs::symlink(target, site.root().join(path)).unwrap();
    }
    assert_eq!(ids(&site.tree()), ["s/a"]);
}

#[test]
fn patterns_stay_out_of_directories_with_a_manifest_of_their_own() {
    let site = Site::new([
        (
            "suites/s/wassay.toml",
            "[[case]]\ncommand = \"**/*.wat\"\n[[case]]\ncommand = \"sub/b.wat\"\n[[case]]\ncommand = \"own/d.wat\"\nname = \"named\"\n",
        ),
        ("suites/s/a.wat", ""),
        ("suites/s/sub/b.wat", ""),
        ("suites/s/sub/c.wat", ""),
        ("suites/s/own/wassay.toml", ""),
        ("suites/s/own/d.wat", ""),
        ("suites/s/own/e.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(ids(&tree), ["s/a", "s/b", "s/named", "s/own/e", "s/sub/c"]);
}

#[test]
fn files_that_a_manifest_names_are_no_cases_by_convention() {
    let site = Site::new([
        ("suites/s/.wws.toml", pins(&[("lua", "5.4")]).as_str()),
        (
            "suites/s/wassay.toml",
            "[defaults]\nstdin = { file = \"in.wat\" }\ndirs = [{ guest = \"/d\", from = \"data\" }]\n\
             request = { body = { file = \"sent.wat\" } }\n\
             upstream = [{ url = \"http://a.test/\", body = { file = \"asked.wat\" }, response = { status = 200, body = { file = \"got.wat\" } } }]\n",
        ),
        ("suites/s/lua.wasm", ""),
        ("suites/s/in.wat", ""),
        ("suites/s/sent.wat", ""),
        ("suites/s/asked.wat", ""),
        ("suites/s/got.wat", ""),
        ("suites/s/data/x.wat", ""),
        ("suites/s/database.wat", ""),
        ("suites/s/a.lua", ""),
        ("suites/s/notes.txt", ""),
        ("suites/s/t.wast", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(ids(&tree), ["s/a", "s/database", "s/t"]);
}

#[test]
fn several_claims_and_clashing_stems_are_told_once() {
    let site = Site::new([
        (
            "suites/s/.wws.toml",
            pins(&[("js", "1"), ("quickjs", "1")]).as_str(),
        ),
        ("suites/s/a.js", ""),
        ("suites/s/b.js", ""),
        ("suites/t/wassay.toml", ""),
        ("suites/t/a.wat", ""),
        ("suites/t/a.wasm", ""),
    ]);
    let tree = site.tree();
    assert_eq!(
        shown(&tree.defects),
        [
            "duplicate  two cases are named `t/a` | the other is suites/t/a.wasm",
            "unknown-runtime suites/s/.wws.toml:8:1 2 runtimes claim `a.js`: js, quickjs | a `[[case]]` with `runtime` says which",
        ]
    );
    assert_eq!(tree.left_out, 2);
}

#[test]
fn a_broken_root_lets_what_can_be_discovered_run() {
    let site = Site::new([
        (
            "wassay.toml",
            "suites = [\"suites\"]\nsnapshots = [\n[matrix]\n",
        ),
        ("suites/s/wassay.toml", ""),
        ("suites/s/a.wat", ""),
    ]);
    let tree = site.tree();
    assert!(tree.defects.iter().all(|defect| defect.code == "syntax") && !tree.defects.is_empty());
    assert_eq!(
        (ids(&tree), tree.left_out, &tree.root),
        (vec!["s/a"], 0, &site.root())
    );
    let site = Site::new([
        ("wassay.toml", "suites = [\"tests/*\"]\nbroken\n"),
        ("tests/unit/s/wassay.toml", ""),
        ("tests/unit/s/a.wat", ""),
    ]);
    assert_eq!(ids(&site.tree()), ["s/a"]);
    let site = Site::new([
        ("wassay.toml", "suites = \"suites\"\n"),
        ("suites/s/wassay.toml", ""),
        ("suites/s/a.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!(
        (ids(&tree), tree.defects[0].code.as_str()),
        (vec!["s/a"], "wrong-type")
    );
    let site = Site::new([
        (
            "wassay.toml",
            "suites = [\"suites\"]\n[matrix]\nengine = [\"default\", \"nope\"]\nlua = [\"5\"]\n[[expect]]\ncases = \"x/**\"\noutcome = \"fail\"\nreason = \"x\"\n\
             [[expect]]\nwhen = { perl = \"5\" }\noutcome = \"fail\"\nreason = \"x\"\n",
        ),
        ("suites/s/wassay.toml", ""),
        ("suites/s/a.wat", ""),
    ]);
    let tree = site.tree();
    let codes: Vec<&str> = tree
        .defects
        .iter()
        .map(|defect| defect.code.as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "unknown-engine",
            "unknown-runtime",
            "matches-nothing",
            "unknown-axis"
        ]
    );
    assert_eq!((ids(&tree), tree.left_out), (vec!["s/a"], 0));
    let project = &tree.cases[0].project;
    assert_eq!(
        (
            project.expects.len(),
            project.matrix.engines.len(),
            project.matrix.releases.len()
        ),
        (0, 1, 0)
    );
}

#[test]
fn a_broken_manifest_leaves_out_every_project_below() {
    let site = Site::new([
        ("suites/s/wassay.toml", "agrs = 1\n"),
        ("suites/s/one/wassay.toml", ""),
        ("suites/s/one/a.wat", ""),
        ("suites/s/two/wassay.toml", ""),
        ("suites/s/two/a.wat", ""),
        ("suites/t/.wws.toml", "x"),
        ("suites/t/a.wat", ""),
        ("suites/u/wassay.toml", "name = 1"),
        ("suites/u/note.txt", ""),
        ("suites/v/wassay.toml", ""),
        ("suites/v/a.wat", ""),
    ]);
    let tree = site.tree();
    assert_eq!(
        (ids(&tree), tree.left_out, tree.defects.len()),
        (vec!["v/a"], 3, 3)
    );
}

#[test]
fn long_names_are_refused_where_they_arise() {
    let long = format!("suites/s/{}.wat", "n".repeat(101));
    let site = Site::new([
        ("suites/s/wassay.toml", "[[case]]\ncommand = \"*.wat\"\n"),
        (long.as_str(), ""),
    ]);
    let tree = site.tree();
    assert_eq!(tree.defects[0].code, "bad-name");
    assert_eq!(
        (at(&tree.defects[0]).as_str(), tree.left_out),
        ("suites/s/wassay.toml:1:1", 1)
    );
}

#[test]
fn five_thousand_cases_of_one_pattern_are_found_at_once() {
    let site = Site::new([("suites/s/wassay.toml", "[[case]]\ncommand = \"*.wat\"\n")]);
    let dir = site.root().join("suites/s");
    for number in 0..5_000 {
        fs::File::create(dir.join(format!("case-{number}.wat"))).unwrap();
    }
    let best = (0..5)
        .map(|_| {
            let start = Instant::now();
            assert_eq!(site.tree().cases.len(), 5_000);
            start.elapsed()
        })
        .min()
        .unwrap();
    eprintln_time(best);
    assert!(best.as_millis() < 100, "{best:?}");
}

#[expect(
    clippy::print_stderr,
    reason = "the time is shown when the test is run with --nocapture"
)]
fn eprintln_time(time: std::time::Duration) {
    eprintln!("5,000 cases in {time:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No manifest, however broken, stops discovery or takes the neighbour away.
    #[test]
    fn any_text_is_survived(wassay in "\\PC{0,60}", wws in "\\PC{0,60}", root in "\\PC{0,40}") {
        let root = format!("suites = [\"suites\"]\n{root}");
        let site = Site::new([
            ("wassay.toml", root.as_str()),
            ("suites/bad/wassay.toml", &wassay),
            ("suites/bad/.wws.toml", &wws),
            ("suites/bad/a.wat", ""),
            ("suites/good/wassay.toml", ""),
            ("suites/good/ok.wat", ""),
        ]);
        let tree = site.tree();
        prop_assert!(ids(&tree).contains(&"good/ok"), "{:?}", tree.defects);
        for defect in &tree.defects {
            prop_assert!(defect.label.is_some() || defect.hint.is_some(), "{:?}", defect);
        }
    }
}

#[test]
fn suites_of_one_name_are_told_once_for_all_their_projects() {
    let site = Site::new([
        ("wassay.toml", "suites = [\"a\", \"b\"]"),
        ("a/s/one/wassay.toml", ""),
        ("a/s/one/x.wat", ""),
        ("b/S/two/wassay.toml", ""),
        ("b/S/two/x.wat", ""),
        ("b/S/three/wassay.toml", ""),
        ("b/S/three/x.wat", ""),
        // Directories that hold nothing are in nobody's way.
        ("a/t/one/wassay.toml", ""),
        ("a/t/one/x.wat", ""),
        ("b/t/notes.txt", ""),
    ]);
    let tree = site.tree();
    assert_eq!(shown(&tree.defects).len(), 1, "{:?}", tree.defects);
    assert_eq!((ids(&tree), tree.left_out), (vec!["s/one/x", "t/one/x"], 2));
}

#[cfg(unix)]
#[test]
fn a_project_with_a_pipe_is_left_out_and_no_pipe_is_waited_for() {
    let site = Site::new([
        ("wassay.toml", "suites = [\"suites\"]"),
        ("suites/bad/wassay.toml", ""),
        ("suites/bad/a.wat", ""),
        ("suites/good/wassay.toml", ""),
        ("suites/good/b.wat", ""),
    ]);
    let pipe = |name: &str| {
        let made = std::process::Command::new("mkfifo")
            .arg(site.root().join(name))
            .status();
        assert!(made.unwrap().success());
    };
    pipe("suites/bad/.pipe");
    fs::create_dir(site.root().join("suites/odd")).unwrap();
    pipe("suites/odd/wassay.toml");
    let tree = site.tree();
    assert_eq!(ids(&tree), ["good/b"]);
    assert_eq!(tree.left_out, 1);
    let messages: Vec<&str> = tree.defects.iter().map(|own| &*own.message).collect();
    assert_eq!(
        messages,
        [
            "`suites/bad/.pipe` is a pipe or a device",
            "`suites/odd/wassay.toml` is a pipe or a device"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_manifest_that_links_to_a_device_is_not_read() {
    let site = Site::new([("suites/good/b.wat", ""), ("suites/good/wassay.toml", "")]);
    let link = |name: &str| {
        std::os::unix::fs::symlink("/dev/zero", site.root().join(name)).unwrap();
    };
    link("wassay.toml");
    link("suites/good/.wws.toml");
    let tree = site.tree();
    assert_eq!(tree.defects.len(), 1);
    assert!(tree.defects[0].message.contains("symbolic link"));
}
