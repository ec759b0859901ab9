//! What was typed behind a command.

use super::*;

fn tree() -> Site {
    Site::new([
        (
            "wassay.toml",
            "suites = [\"suites\"]\n[defaults]\nargs = [\"root\"]\n[[expect]]\ncases = \"demo/a\"\noutcome = \"fail\"\nreason = \"x\"\n",
        ),
        ("suites/lua/wassay.toml", ""),
        ("suites/lua/a.wat", ""),
        ("suites/new/b.wat", ""),
        ("demo/wassay.toml", "[defaults]\nseed = 4\n"),
        ("demo/a.wat", ""),
        ("demo/deep/b.wat", ""),
        ("plain/c.wat", ""),
    ])
}

fn cells(text: &str) -> Scope {
    Scope::Cells(Address::parse(text).unwrap())
}

#[test]
fn paths_select_what_lies_under_them() {
    let site = tree();
    let under = |path: &str| Scope::Under(site.root().join(path));
    let table = [
        ("suites/lua", under("suites/lua")),
        ("./suites/../suites/lua/", under("suites/lua")),
        ("suites/lua/wassay.toml", under("suites/lua")),
        ("suites/lua/a.wat", under("suites/lua/a.wat")),
        ("suites", under("suites")),
        (".", under("")),
        ("demo", under("demo")),
        ("lua/a", cells("lua/a")),
        ("lua/*@engine=winch", cells("lua/*@engine=winch")),
        ("x@lua=<5.4", cells("x@lua=<5.4")),
    ];
    for (target, expected) in table {
        assert_eq!(site.with(&[target]).scopes, [expected], "{target}");
    }
}

#[test]
fn a_suite_that_lies_elsewhere_inherits_from_the_root_alone() {
    let site = tree();
    let tree = site.with(&["demo"]);
    assert_eq!(shown(&tree.defects), [""; 0]);
    assert_eq!(ids(&tree), ["demo/a", "demo/deep/b", "lua/a"]);
    let case = &tree.cases[0];
    assert!(case.project.foreign);
    assert_eq!(
        (case.settings.args.as_slice(), case.settings.seed),
        (&["root".to_owned()][..], 4)
    );
    assert_eq!(case.project.expects[0].reason, "x");
    assert!(!tree.cases[2].project.foreign);
    // Not asked for, `demo` is not there, and the root's expectation holds for nothing.
    let tree = site.tree();
    assert_eq!(tree.defects[0].code, "matches-nothing");
    assert_eq!(ids(&tree), ["lua/a"]);
}

#[test]
fn names_are_given_on_the_command_line() {
    let site = tree();
    let tree = site.with(&["x=demo", "y=suites/lua", "plain"]);
    assert_eq!(ids(&tree), ["lua/a", "plain/c", "x/a", "x/deep/b", "y/a"]);
    assert_eq!(
        tree.scopes,
        [
            Scope::Under(site.root().join("demo")),
            cells("y/**"),
            Scope::Under(site.root().join("plain")),
        ]
    );
    assert_eq!(
        tree.remark.as_deref(),
        Some("plain has no manifest: every program is a command")
    );
}

#[test]
fn a_directory_of_the_suites_counts_without_manifest_when_it_is_named() {
    let site = tree();
    let tree = site.with(&["suites/new", "demo"]);
    assert_eq!(ids(&tree), ["demo/a", "demo/deep/b", "lua/a", "new/b"]);
    assert_eq!(
        tree.remark.as_deref(),
        Some("new has no manifest: every program is a command")
    );
}

#[test]
fn naming_a_directory_of_the_suites_that_holds_projects_only_selects_them() {
    let files = [
        ("s/p1/wassay.toml", ""),
        ("s/p1/a.wat", ""),
        ("s/deep/p2/.wws.toml", ""),
        ("s/deep/p2/b.wat", ""),
        ("s/src/lib/c.wat", ""),
        ("s/d.wat", ""),
    ];
    let inside = files.map(|(path, text)| (format!("suites/{path}"), text));
    let inside = inside.iter().map(|(path, text)| (path.as_str(), *text));
    let site = Site::new(inside.chain([("wassay.toml", "suites = [\"suites\"]")]));
    let declared = ["s/deep/p2/b", "s/p1/a"];
    for (targets, extra) in [
        (&["suites/s"][..], &[][..]),
        (&["suites/s/deep"], &[]),
        (&["suites/s", "suites/s/p1"], &[]),
        // What holds no project counts as ever, and so does a program that is named itself.
        (&["suites/s/src"], &["s/src/lib/c"]),
        (&["suites/s/src/lib/c.wat"], &["s/src/lib/c"]),
        (&["suites/s/d.wat"], &["s/d", "s/src/lib/c"]),
    ] {
        let tree = site.with(targets);
        let mut expected = [&declared[..], extra].concat();
        expected.sort_unstable();
        assert_eq!(ids(&tree), expected, "{targets:?}");
        assert_eq!(tree.remark.is_some(), !extra.is_empty(), "{targets:?}");
    }
    // Elsewhere there are no suites to select from, so that the directory itself is one.
    let elsewhere = Site::new(files);
    assert_eq!(
        ids(&elsewhere.with(&["s"])),
        ["s/d", "s/deep/p2/b", "s/p1/a", "s/src/lib/c"]
    );
}

#[test]
fn what_cannot_be_meant_is_a_defect() {
    let site = tree();
    let tree = site.with(&["x=nowhere", "a@b", "demo", "lua=plain", ""]);
    let found = shown(&tree.defects);
    assert_eq!(
        found,
        [
            "bad-target  `` is neither a path nor an address: no case is named | ",
            "bad-target  `a@b` is neither a path nor an address: `b` is not of the form axis=value | ",
            "bad-path  `nowhere` does not exist | ",
            "duplicate  two suites are named `lua`: suites/lua and plain | the name is taken by suites/lua",
        ]
    );
    assert!(tree.defects.iter().all(|defect| defect.hint.is_some()));
    let elsewhere = discover(&Request {
        cwd: site.root(),
        start: Some("gone".into()),
        ..Request::default()
    });
    assert_eq!(
        elsewhere.defects[0].message,
        format!(
            "`{}` is not a directory",
            site.root().join("gone").display()
        )
    );
}

#[test]
fn a_tree_is_the_same_through_a_link() {
    let site = tree();
    let link = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(site.root(), link.path().join("way")).unwrap();
    let there = link.path().join("way/suites/lua");
    let tree = site.with(&[there.to_str().unwrap(), "demo"]);
    assert_eq!(tree.scopes[0], Scope::Under(site.root().join("suites/lua")));
    let outside = Site::new([("d/a.wat", "")]);
    std::os::unix::fs::symlink(outside.root().join("d"), site.root().join("outside")).unwrap();
    assert_eq!(
        ids(&site.with(&["outside", "demo"])),
        ["demo/a", "demo/deep/b", "lua/a", "outside/a"]
    );
}

#[test]
fn the_working_directory_is_not_foreign_to_itself() {
    let site = Site::new([("a.wat", ""), ("sub/b.wat", ""), ("snapshots/c.wat", "")]);
    for (target, expected) in [(".", vec!["a", "sub/b"]), ("a.wat", vec!["a"])] {
        let tree = site.with(&[target]);
        let found: Vec<&str> = tree.cases.iter().map(|case| case.id.as_str()).collect();
        let name = tree.suites[0].name.to_string();
        let expected: Vec<String> = expected.iter().map(|id| format!("{name}/{id}")).collect();
        assert_eq!(
            (found, tree.suites[0].foreign),
            (expected.iter().map(String::as_str).collect(), false)
        );
    }
}
