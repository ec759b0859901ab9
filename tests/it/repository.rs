//! The repository's own suites in a tree of a test: a release comes and goes, and documents do not depend on where and
//! how they were made.

use crate::harness::Harness;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Copies a file or a directory of the repository to the same place of a tree.
fn copy(tree: &Harness, path: &str) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if from.is_dir() {
        for entry in fs::read_dir(&from).expect("the directory can be read") {
            let name = entry.expect("the entry can be read").file_name();
            let name = name.to_str().expect("names of the repository are UTF-8");
            copy(tree, &format!("{path}/{name}"));
        }
    } else {
        let bytes = fs::read(&from).unwrap_or_else(|error| panic!("{path}: {error}"));
        tree.write(path, bytes);
    }
}

/// The Lua suite with its snapshots.
fn lua() -> Harness {
    let tree = Harness::with_root();
    copy(&tree, "suites/lua");
    copy(&tree, "snapshots/lua");
    tree
}

/// Files below a directory of a tree, with their bytes.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(dir)
        .expect("the directory can be read")
        .map(|entry| entry.expect("the entry can be read"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("the file can be read"))
        })
        .collect()
}

/// The text of a `.wws.toml` with those releases alone that `keep` wants.
fn pins(text: &str, keep: impl Fn(&str) -> bool) -> String {
    const RELEASE: &str = "[[repositories.runtimes]]\n";
    let mut parts = text.split(RELEASE);
    let mut kept = parts.next().expect("there is a head").to_owned();
    for part in parts {
        let version = part
            .lines()
            .find_map(|line| line.strip_prefix("version = "))
            .expect("a release has a version");
        if keep(version.trim_matches('"')) {
            kept.push_str(RELEASE);
            kept.push_str(part);
        }
    }
    kept
}

/// Trials of a record, with the digest of the document where there is one.
fn documents(record: &str) -> BTreeMap<String, Option<String>> {
    record
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON"))
        .filter(|line| line["event"] == "trial-finished")
        .map(|line| {
            let id = line["trial"].as_str().expect("a trial has an id");
            (id.to_owned(), line["document"].as_str().map(str::to_owned))
        })
        .collect()
}

#[test]
fn a_release_of_lua_comes_as_variants_and_leaves_them_unreferenced() {
    let tree = lua();
    let accepted = files(&tree.tree().join("snapshots/lua"));
    let all = tree.read("suites/lua/.wws.toml");
    let without = pins(&all, |version| version != "5.5.1");
    assert!(without.contains("5.4.9") && !without.contains("5.5.1"));
    let own: BTreeSet<&str> = accepted
        .keys()
        .filter_map(|name| name.strip_suffix("@lua=5.5.snap"))
        .collect();
    assert!(own.contains("numbers"), "{own:?}");

    // Before it came.
    tree.write("suites/lua/.wws.toml", &without);
    for case in &own {
        fs::remove_file(
            tree.tree()
                .join(format!("snapshots/lua/{case}@lua=5.5.snap")),
        )
        .expect("the file is ours");
    }
    tree.wassay(&["run"])
        .exits(0)
        .is_silent_on("unreferenced")
        .is_silent_on("pending");

    // It is pinned.
    tree.write("suites/lua/.wws.toml", &all);
    let output = tree
        .wassay(&["run"])
        .exits(1)
        .says("FAIL lua/numbers@lua=5.5.1")
        .says("snapshots/lua/numbers.snap                         (lua 5.3.6 and 5.4.9 still match it)")
        .says("│ - | power⇥9.007199254741e+15")
        .says("│ + | power⇥9007199254740992.0")
        .says("wassay accept lua/numbers                 writes 1 variant, @lua=5.5");
    for case in &own {
        assert!(
            output
                .stderr
                .contains(&format!("FAIL lua/{case}@lua=5.5.1")),
            "{case} does not fail\n{}",
            output.stderr
        );
    }
    let pending = tree.wassay(&["pending"]).exits(0).stdout;
    let pending: BTreeSet<&str> = pending
        .lines()
        .map(|line| line.split("group").next().unwrap_or(line).trim_end())
        .collect();
    let wanted: Vec<String> = own
        .iter()
        .map(|case| format!("variant  lua/{case}@lua=5.5"))
        .collect();
    assert_eq!(pending, wanted.iter().map(String::as_str).collect());

    // It is accepted: what the repository holds, to the byte.
    tree.wassay(&["accept"]).exits(0);
    let now = files(&tree.tree().join("snapshots/lua"));
    assert_eq!(
        now.keys().collect::<Vec<_>>(),
        accepted.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &accepted {
        assert!(now[name] == *bytes, "{name} differs from the repository's");
    }
    tree.wassay(&["run"]).exits(0);

    // It leaves.
    tree.write("suites/lua/.wws.toml", &without);
    let mut output = tree.wassay(&["run"]).exits(0).says(&format!(
        "{} snapshots unreferenced: compared with no trial",
        own.len()
    ));
    for case in &own {
        output = output.says(&format!("snapshots/lua/{case}@lua=5.5.snap"));
    }
    assert_eq!(
        files(&tree.tree().join("snapshots/lua")).len(),
        accepted.len(),
        "an unreferenced snapshot is a person's to remove"
    );
}

#[test]
fn a_filter_by_suite_and_release_runs_exactly_those_trials() {
    let tree = lua();
    // Another suite with a release below 5.4, which the filter must leave alone.
    let pinned = pins(&tree.read("suites/lua/.wws.toml"), |version| {
        version == "5.1.5"
    });
    let program = fs::read(tree.tree().join("suites/lua/lua-5.1.5.wasm")).expect("it was copied");
    tree.write("suites/other/.wws.toml", pinned);
    tree.write("suites/other/lua-5.1.5.wasm", program);
    tree.write("suites/other/hello.lua", "print('hello')\n");

    let listed = tree.wassay(&["list"]).exits(0).stdout;
    let wanted: Vec<&str> = listed
        .lines()
        .filter(|id| id.starts_with("lua/"))
        .filter(|id| id.contains("@lua=5.1.5") || id.contains("@lua=5.3.6"))
        .collect();
    // Scripts by releases by engines.
    let scripts = fs::read_dir(tree.tree().join("suites/lua"))
        .expect("the suite is there")
        .filter(|entry| {
            let path = entry.as_ref().expect("the entry can be read").path();
            path.extension().is_some_and(|extension| extension == "lua")
        });
    assert_eq!(wanted.len(), scripts.count() * 2 * 2);
    assert!(listed.lines().any(|id| id == "other/hello@lua=5.1.5"));

    let filter = "suite(lua) & runtime(lua@<5.4)";
    tree.wassay(&["run", "-E", filter, "--record", "record.ndjson"])
        .exits(0)
        .says("Discovered 1 suite, ");
    let run = documents(&tree.read("record.ndjson"));
    let mut wanted: Vec<&str> = wanted;
    wanted.sort_unstable();
    assert_eq!(run.keys().collect::<Vec<_>>(), wanted);
    assert_eq!(
        tree.wassay(&["list", "-E", filter])
            .exits(0)
            .stdout
            .lines()
            .collect::<BTreeSet<_>>(),
        wanted.into_iter().collect()
    );
}

#[test]
fn documents_do_not_depend_on_threads_directory_time_zone_or_locale() {
    let make = || {
        let tree = Harness::with_root();
        copy(&tree, "suites/lua");
        copy(&tree, "suites/commands");
        tree
    };
    let run = |tree: &Harness, jobs: &str| {
        // There are no snapshots, and none is wanted: the documents themselves are held against each other.
        let output = tree.wassay(&[
            "run",
            "--update",
            "check",
            "-j",
            jobs,
            "--record-documents",
            "all",
            "--record",
            "record.ndjson",
        ]);
        output.exits(1);
        tree.read("record.ndjson")
    };
    let one = make();
    // Compiled once, run three times.
    let other = make()
        .env("HOME", one.outside().join("home"))
        .env("TZ", "Asia/Tokyo")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("USER", "somebody");
    let first = run(&one, "1");
    let expected = documents(&first);
    let some = expected.values().flatten().collect::<BTreeSet<_>>();
    assert!(some.len() > 60, "only {} documents", some.len());
    for digest in some {
        assert!(
            first.contains(&format!("\"digest\":\"{digest}\",\"size\"")),
            "the record does not hold {digest}"
        );
    }
    for (what, record) in [
        ("two threads", run(&one, "2")),
        ("another place, one thread", run(&other, "1")),
        ("another place, two threads", run(&other, "2")),
    ] {
        let actual = documents(&record);
        assert_eq!(
            actual.keys().collect::<Vec<_>>(),
            expected.keys().collect::<Vec<_>>(),
            "{what}"
        );
        for (id, document) in &expected {
            assert_eq!(actual[id], *document, "{id}: {what}");
        }
    }
}
