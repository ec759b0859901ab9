//! Handlers, exports, worlds and scripts through the binary: what cannot be asked says why, and every command treats
//! them like any other case.

use crate::harness::Harness;
use std::fs;
use std::path::Path;

/// A core module that exports `add`.
const CORE: &str = r#"(module
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
"#;

/// A component whose two interfaces have a function of one name.
const TWINS: &str = r#"(component
  (core module $m (func (export "f") (result i32) (i32.const 1)))
  (core instance $i (instantiate $m))
  (func $f (result u32) (canon lift (core func $i "f")))
  (instance $one (export "get" (func $f)))
  (instance $two (export "get" (func $f)))
  (export "demo:twins/one" (instance $one))
  (export "demo:twins/two" (instance $two)))
"#;

/// A component of this tree: `suites/<path>`.
pub fn component(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("suites")
        .join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A project `demo` with a handler that exports functions too, a command, a core module and twins.
pub fn tree(manifest: &str) -> Harness {
    Harness::with_root()
        .file("suites/demo/wassay.toml", manifest)
        .file(
            "suites/demo/guest.wat",
            component("components/languages/wat.wat"),
        )
        .file(
            "suites/demo/command.wat",
            component("commands/p2/exit-code.wat"),
        )
        .file("suites/demo/core.wat", CORE)
        .file("suites/demo/twins.wat", TWINS)
}

/// What is said of a trial that is broken, without the line of its outcome's time.
#[track_caller]
fn broken(case: &str) -> String {
    let tree = tree(&format!("[[case]]\nname = \"x\"\n{case}\n"));
    let output = tree.wassay(&["run"]).exits(4);
    assert!(!tree.has("snapshots"), "a broken trial writes nothing");
    let start = output.stderr.find("BROKEN demo/x").expect("it is broken");
    let text = &output.stderr[start..];
    let end = text.find("BROKEN demo  ").or(text.find("Summary"));
    let lines = text[..end.unwrap_or(text.len())].lines();
    let lines: Vec<&str> = lines
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

#[test]
fn a_call_that_does_not_fit_is_pointed_at() {
    for (case, said) in [
        (
            r#"invoke = "guest.wat"
call = 'sum([1, "x"])'"#,
            "BROKEN demo/x     [TIME]  the call does not fit `sum(values: list<s64>) -> option<s64>`\nsum([1, \"x\"])\n^^^ \
             expected s64, found a string",
        ),
        (
            r#"invoke = "guest.wat"
call = "fold()""#,
            "BROKEN demo/x     [TIME]  the call does not fit `fold(text: string) -> string`\nfold()\n^ `text: string` is \
             missing",
        ),
        (
            r#"invoke = "core.wat"
call = "add(1, 2, 3)""#,
            "BROKEN demo/x     [TIME]  the call does not fit `add(i32, i32) -> i32`\nadd(1, 2, 3)\n^ expected 2 arguments, \
             found 3",
        ),
        (
            r#"invoke = "guest.wat"
call = "gret({})""#,
            "BROKEN demo/x     [TIME]  the call names no export\ngret({})\n^^^^ there is no such function\nhint did you mean \
             `greet`?",
        ),
    ] {
        assert_eq!(broken(case), said, "{case}");
    }
}

#[test]
fn the_caret_stands_below_what_is_wrong() {
    let tree = tree("[[case]]\ninvoke = \"guest.wat\"\ncall = 'sum([1, \"x\"])'\n");
    let output = tree.wassay(&["run"]).exits(4);
    let lines: Vec<&str> = output.stderr.lines().collect();
    let call = lines
        .iter()
        .position(|line| line.trim() == "sum([1, \"x\"])");
    let call = call.expect("the call is shown");
    let column = lines[call].find("\"x\"").expect("the argument is shown");
    assert_eq!(
        lines[call + 1].find("^^^"),
        Some(column),
        "{}",
        output.stderr
    );
}

#[test]
fn a_name_that_two_interfaces_have_is_ambiguous() {
    let said = broken("invoke = \"twins.wat\"\ncall = \"get()\"");
    for words in ["get()\n^^^", "demo:twins/one", "demo:twins/two"] {
        assert!(said.contains(words), "`{words}` is not in\n{said}");
    }
    let tree = tree(
        "[[case]]\ninvoke = \"twins.wat\"\ncall = [\"one.get()\", \"demo:twins/two.get()\"]\n",
    );
    tree.wassay(&["run", "--update", "accept"]).exits(0);
}

#[test]
fn a_call_that_is_no_call_is_an_error_of_the_manifest() {
    let tree = tree("[[case]]\ninvoke = \"core.wat\"\ncall = \"add(1, 2\"\n");
    tree.wassay(&["run"])
        .exits(2)
        .says("suites/demo/wassay.toml:3:17")
        .says("the `)` that ends the call is missing");
}

#[test]
fn a_program_without_what_its_kind_needs_says_what_it_has() {
    for (case, words) in [
        (
            "command = \"guest.wat\"",
            &[
                "no `wasi:cli/run`",
                "`wasi:http/incoming-handler@0.2.12`",
                "a case with `http` asks it",
            ][..],
        ),
        (
            "http = \"command.wat\"",
            &[
                "no `wasi:http/incoming-handler`",
                "`wasi:cli/run@0.2.12`",
                "a case with `command` runs it",
            ],
        ),
        (
            "http = \"core.wat\"",
            &[
                "`core.wat` is a core module with no `wasi:http/incoming-handler`",
                "`add`",
                "a handler is a component",
            ],
        ),
        (
            "interface = \"core.wat\"",
            &[
                "`core.wat` is a core module, which has no world",
                "only components have a world",
            ],
        ),
        (
            "invoke = \"core.wat\"\ncall = \"add(1, 2)\"\nimports = [\"*\"]",
            &["`imports` is a budget of a component, and this is none"],
        ),
    ] {
        let said = broken(case)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        for word in words {
            assert!(said.contains(word), "{case}: `{word}` is not in\n{said}");
        }
    }
}

#[test]
fn a_budget_of_imports_is_held_before_anything_runs() {
    for (kind, least, name) in [
        ("interface", "[\"wasi:io/*\"]", "wasi:http/types@0.2.12"),
        ("http", "[\"wasi:io/*\"]", "wasi:http/types@0.2.12"),
        (
            "http",
            "[\"wasi:http/*\", \"wasi:io/streams\"]",
            "wasi:io/error@0.2.12",
        ),
    ] {
        let case =
            |imports: &str| format!("[[case]]\n{kind} = \"guest.wat\"\nimports = {imports}\n");
        let tree = tree(&case(least));
        tree.wassay(&["run"])
            .exits(1)
            .says(&format!("│ + imports {name}\n"))
            .says("interface differs");
        assert!(!tree.has("snapshots"), "nothing ran, so nothing is pending");
        tree.write("suites/demo/wassay.toml", case("[\"wasi:*/*\"]"));
        tree.wassay(&["run", "--update", "accept"]).exits(0);
    }
}

#[test]
fn a_draft_of_wasi_is_refused_in_those_words() {
    let draft = "wasi:cli/stdout@0.3.0-rc-2026-03-15";
    let imports = format!(
        r#"(component
  (import "{draft}" (instance (export "get" (func))))
  (core module $m (func (export "run") (result i32) (i32.const 0)))
  (core instance $i (instantiate $m))
  (func $run (result (result)) (canon lift (core func $i "run")))
  (instance $run (export "run" (func $run)))
  (export "wasi:cli/run@0.2.0" (instance $run)))"#
    );
    let command =
        "(component (instance $i) (export \"wasi:cli/run@0.3.0-rc-2026-03-15\" (instance $i)))";
    let handler = "(component (instance $i) (export \"wasi:http/handler@0.3.0-rc-2026-03-15\" (instance $i)))";
    for (kind, text, name) in [
        ("command", &*imports, draft),
        ("command", command, "wasi:cli/run@0.3.0-rc-2026-03-15"),
        ("http", handler, "wasi:http/handler@0.3.0-rc-2026-03-15"),
    ] {
        let tree = Harness::with_root()
            .file(
                "suites/demo/wassay.toml",
                format!("[[case]]\n{kind} = \"draft.wat\"\n"),
            )
            .file("suites/demo/draft.wat", text);
        let output = tree.wassay(&["run"]).exits(4);
        let said = output
            .stderr
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        for words in [
            &*format!("`{name}` is a draft; wasmtime"),
            "implements WASI 0.2 and 0.3.0, and a draft links with itself alone",
        ] {
            assert!(said.contains(words), "{kind}: `{words}` is not in\n{said}");
        }
    }
}

#[test]
fn an_entry_without_its_functions_says_what_is_missing() {
    for (kind, name, function) in [
        ("command", "wasi:cli/run@0.3.0", "run"),
        ("command", "wasi:cli/run@0.2.0", "run"),
        ("http", "wasi:http/handler@0.3.0", "handle"),
        ("http", "wasi:http/incoming-handler@0.2.0", "handle"),
    ] {
        let manifest = format!("[[case]]\n{kind} = \"hollow.wat\"\n");
        let text = format!("(component (instance $i) (export \"{name}\" (instance $i)))");
        let tree = Harness::with_root()
            .file("suites/demo/wassay.toml", manifest)
            .file("suites/demo/hollow.wat", text);
        let output = tree.wassay(&["run"]).exits(4);
        let words: Vec<&str> = output.stderr.split_whitespace().collect();
        let said = words.join(" ");
        for words in [
            "`hollow.wat` exports an interface of WASI without what belongs to it",
            &format!("does not have export `{function}`"),
            "those of the WIT of that version of WASI",
        ] {
            assert!(said.contains(words), "{name}: `{words}` is not in\n{said}");
        }
    }
}

#[test]
fn declared_values_are_held_against_answers_and_results() {
    let manifest = |status: u16, of: &str, body: &str, second: &str| {
        format!(
            "[[case]]\nhttp = \"guest.wat\"\nname = \"ask\"\n[case.want]\nstatus = {status}\nbody = \"{body}\"\nheaders = {{ \
             Content-Type = \"{of}\" }}\n[[case]]\ninvoke = \"guest.wat\"\nname = \"call\"\ncall = ['fold(\"ab\")', \
             \"sum([1, 2])\"]\nwant = {{ results = ['\"ba\"', \"{second}\"] }}\n"
        )
    };
    let tree = tree(&manifest(200, "text/plain", "hello from WAT\\n", "some(3)"));
    tree.wassay(&["run"]).exits(0).says("2 passed");
    tree.write(
        "suites/demo/wassay.toml",
        manifest(404, "text/html", "hello", "none"),
    );
    let output = tree.wassay(&["run", "-j", "1"]).exits(1);
    for text in [
        "             response:\n             │ - status 404\n             │ + status 200\n             │ - Content-Type: text/html\n             │ + Content-Type: text/plain\n             │ - hello (no \
         newline)\n             │ + hello from WAT\n",
        "             results:\n             │ - none\n             │ + some(3)\n",
    ] {
        assert!(
            output.stderr.contains(text),
            "{text}\nis not in\n{}",
            output.stderr
        );
    }
    assert!(!tree.has("snapshots"), "declared values need no snapshot");
}

#[test]
fn what_is_wrong_by_declaration_becomes_no_snapshot() {
    let tree = tree(
        "[[case]]\nname = \"x\"\nhttp = \"guest.wat\"\nwant = { status = 404 }\ncompare = [\"response\"]\n",
    );
    let output = tree.wassay(&["run", "--update", "accept"]).exits(1);
    assert!(!tree.has("snapshots/demo/x.snap"), "{}", output.stderr);
    assert!(
        output.stderr.contains("│ - status 404") && output.stderr.contains("│ + status 200"),
        "{}",
        output.stderr
    );
    tree.write(
        "suites/demo/wassay.toml",
        "[[case]]\nname = \"x\"\nhttp = \"guest.wat\"\nwant = { status = 200 }\ncompare = [\"response\"]\n",
    );
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    assert!(tree.has("snapshots/demo/x.snap"));
}

#[test]
fn requests_of_the_guest_count_where_only_values_are_declared() {
    let manifest = |url: &str| {
        format!(
            "[[case]]\nname = \"x\"\nhttp = \"forward.wat\"\nwant = {{ stdout = \"\" }}\n\
             upstream = [{{ url = \"{url}\", response = {{ status = 203 }} }}]\n"
        )
    };
    let tree = tree(&manifest("http://api.test/x?y=1"));
    tree.write("suites/demo/forward.wat", component("http/p2/forward.wat"));
    tree.wassay(&["run"]).exits(0);
    tree.write("suites/demo/wassay.toml", manifest("http://api.test/other"));
    let output = tree.wassay(&["run"]).exits(1);
    for line in [
        "FAIL demo/x",
        "upstream differs",
        "│ + POST http://api.test/x?y=1, which is denied",
        "│ - any http://api.test/other",
    ] {
        assert!(output.stderr.contains(line), "{line}\n{}", output.stderr);
    }
}

#[test]
fn every_command_treats_every_kind_alike() {
    let call = |sum: u32| {
        format!(
            "[[case]]\nhttp = \"guest.wat\"\nname = \"ask\"\nrequest = {{ method = \"POST\", url = \"/\", body = \"{sum}\" \
             }}\n[[case]]\ninvoke = \"guest.wat\"\nname = \"call\"\ncall = \"sum([{sum}])\"\n[[case]]\ninterface = \
             \"guest.wat\"\nname = \"world\"\n[[case]]\nwast = \"script.wast\"\n"
        )
    };
    let tree = tree(&call(1)).file("suites/demo/script.wast", "(module)\n");
    tree.wassay(&["run", "--update", "accept"])
        .exits(0)
        .says("4 passed");
    for (kind, id) in [
        ("http", "demo/ask"),
        ("invoke", "demo/call"),
        ("interface", "demo/world"),
        ("wast", "demo/script"),
    ] {
        let listed = tree
            .wassay(&["list", "-E", &format!("kind({kind})")])
            .exits(0);
        assert_eq!(listed.stdout, format!("{id}\n"));
        let listed = tree.wassay(&["list", "-v", id]).exits(0).stdout;
        let words: Vec<&str> = listed.split_whitespace().take(2).collect();
        assert_eq!(words, [id, kind]);
        let explained = tree.wassay(&["explain", id]).exits(0).stdout;
        assert!(
            explained.contains(&format!(" case       {kind}")),
            "{explained}"
        );
    }
    tree.wassay(&["run", "-E", "kind(http)", "--check-determinism"])
        .exits(0)
        .says("1 passed");
    tree.write("suites/demo/wassay.toml", call(2));
    tree.wassay(&["run", "--junit", "junit.xml", "--record", "record.ndjson"])
        .exits(1)
        .says("2 passed, 2 failed");
    let (junit, record) = (tree.read("junit.xml"), tree.read("record.ndjson"));
    for name in ["ask", "call", "world", "script"] {
        assert!(
            junit.contains(&format!("<testcase name=\"{name}\"")),
            "{junit}"
        );
        let finished = record
            .lines()
            .filter(|line| line.contains("\"event\":\"trial-finished\""));
        let own = finished.filter(|line| line.contains(&format!("\"trial\":\"demo/{name}\"")));
        assert_eq!(own.count(), 1, "{name}");
    }
    let pending = tree.wassay(&["pending"]).exits(0).stdout;
    let names = pending
        .lines()
        .filter_map(|line| line.split_whitespace().nth(1));
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["demo/ask", "demo/call"],
        "{pending}"
    );
    let diff = tree.wassay(&["diff"]).exits(0).stdout;
    for line in [
        "- | sum([1]) = some(1)",
        "+ | sum([2]) = some(2)",
        "- | 1",
        "+ | 2",
    ] {
        assert!(diff.contains(line), "`{line}` is not in\n{diff}");
    }
    tree.wassay(&["accept"])
        .exits(0)
        .says("Accepted 2 snapshots");
    tree.wassay(&["run"]).exits(0).says("4 passed");
}
