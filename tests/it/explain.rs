//! All that decides about one trial, on one page (SCREENS.md, screen 10).

use crate::harness::Harness;
use crate::releases;
use crate::releases::Echo;

/// Digests shortened to eight digits, and when a record was made, differ from machine to machine.
fn redacted(page: &str) -> String {
    let table = [
        (r"sha256 [0-9a-f]{8}\b", "sha256 [DIGEST]"),
        (r"\d{4}-\d\d-\d\d \d\d:\d\d, \d+\.\d{3}s", "[WHEN], [TIME]"),
    ];
    table.iter().fold(page.to_owned(), |text, (pattern, by)| {
        let pattern = regex::Regex::new(pattern).expect("the pattern is right");
        pattern.replace_all(&text, *by).into_owned()
    })
}

/// Three releases of which the first departs, on two engines; a filter, and an expectation about another engine.
fn tree() -> Harness {
    let tree = releases::tree();
    let first = Echo {
        version: "1.0.1",
        prints: "other",
    };
    let [_, second, third] = releases::THREE;
    releases::pin(&tree, "suites/echo", &[first, second, third]);
    tree.write(
        "wassay.toml",
        "version = 1\nsuites = [\"suites\"]\n\n[[filters]]\nmatch = '0x[0-9a-f]+'\nreplace = '[ADDR]'\n",
    );
    tree.write(
        "suites/echo/wassay.toml",
        "[matrix]\nengine = [\"default\", \"winch\"]\n\n[[case]]\nscript = \"*.txt\"\n",
    );
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let expect = "\n[[expect]]\ncases = \"two\"\nwhen = { engine = \"winch\" }\noutcome = \"flaky\"\nreason = \"slow\"\n\
                  [[expect]]\ncases = \"one\"\nwhen = { engine = \"winch\", echo = \"1.0\" }\noutcome = \"flaky\"\nreason = \"slow\"\n";
    let manifest = tree.read("suites/echo/wassay.toml") + expect;
    tree.write("suites/echo/wassay.toml", manifest);
    tree.wassay(&["run"]).exits(0);
    tree
}

#[test]
fn the_page_of_a_script_with_a_variant() {
    let output = tree().wassay(&["explain", "echo/one@echo=1.0.1"]).exits(0);
    assert_eq!(
        redacted(&output.stdout),
        " echo/one@echo=1.0.1               pass          record of [WHEN], [TIME]

 case       script  suites/echo/one.txt              suites/echo/wassay.toml:4 (pattern `*.txt`)
 runtime    echo 1.0.1                               suites/echo/.wws.toml:4
   program  echo-1.0.1.wat  sha256 [DIGEST]          file of this tree; verified when loaded
   args     echo /src/one.txt                        default: the runtime gives no `args`
 engine     default: wasmtime 48.0.8, Cranelift      built in
 limits     timeout 30s, memory 1 GiB, output 8 MiB  default
 clock      virtual, from 2000-01-01T00:00:00Z       default
 network    denied                                   default
 files      /src  read-only  suites/echo             kind `script`
 filters    1, changed nothing                       wassay.toml:4

 compared   ending, stdout, stderr                   default of kind `script`
 snapshot   echo/one@echo=1.0.snap                   prefix 1.0 holds for 1.0.1
   else     echo/one.snap                            the base, serves echo 1.5.0, 2.0.0
 expects    nothing                                  suites/echo/wassay.toml:12 is for engine `winch`, echo `1.0`

 exited 0

 stdout:
 | other
"
    );
    assert_eq!(output.stderr, "");
}

#[test]
fn what_is_not_as_everywhere_is_told_with_its_place() {
    let tree = Harness::new()
        .file(
            "wassay.toml",
            "suites = [\"suites\"]\n[matrix]\nengine = [\"slow\"]\n[engines.slow]\noptimize.opt-level = \"0\"\n",
        )
        .file(
            "suites/demo/wassay.toml",
            "[[case]]\ncommand = \"a.wat\"\nargs = [\"x y\"]\nenv = { LANG = \"C\" }\nstdin = \"four\"\nseed = 7\n\
             clock = \"real\"\nlimits = { timeout = \"2s\" }\ncompare = [\"stdout\", \"files\"]\n\
             dirs = [{ guest = \"/out\", access = \"copy\" }, { guest = \"/in\", from = \"in\" }]\n\
             [[expect]]\noutcome = \"flaky\"\nreason = \"now and then\"\n",
        )
        .file("suites/demo/in/x.txt", "x")
        .file("suites/demo/a.wat", "(module (func (export \"_start\")))");
    let output = tree.wassay(&["explain", "demo/a"]).exits(0);
    assert_eq!(
        redacted(&output.stdout),
        " demo/a@engine=slow                not in the last record

 case       command suites/demo/a.wat                suites/demo/wassay.toml:1
   args     a.wat 'x y'                              suites/demo/wassay.toml:3
   env      LANG=C                                   suites/demo/wassay.toml:4
 engine     slow: wasmtime 48.0.8, Cranelift         wassay.toml:4
            optimize.opt-level = 0                   wassay.toml:5
 limits     timeout 2s, memory 1 GiB, output 8 MiB   suites/demo/wassay.toml:8
 clock      real                                     suites/demo/wassay.toml:7
 random     seeded with 7                            suites/demo/wassay.toml:6
 network    denied                                   default
 stdin      4 bytes                                  suites/demo/wassay.toml:5
 files      /out  a copy of  nothing                 suites/demo/wassay.toml:10
 files      /in  read-only  suites/demo/in           suites/demo/wassay.toml:10

 compared   ending, stdout, files                    suites/demo/wassay.toml:9
 snapshot   none yet
 expects    to be flaky: now and then                suites/demo/wassay.toml:11
"
    );
}

#[test]
fn an_address_of_many_trials_explains_the_first_and_names_others() {
    let tree = releases::tree();
    let output = tree.wassay(&["explain", "echo/one"]).exits(0);
    assert!(
        output
            .stdout
            .starts_with(" echo/one@echo=1.0.1               not in the last record\n"),
        "{}",
        output.stdout
    );
    assert_eq!(
        output.stderr,
        "`echo/one` names 6 trials; this is the first of them, the others are echo/one@echo=1.0.1,engine=winch, \
         echo/one@echo=1.5.0, echo/one@echo=1.5.0,engine=winch ... echo/one@echo=2.0.0,engine=winch\n"
    );
    tree.wassay(&["explain", "echo/on"])
        .exits(2)
        .says("hint: did you mean `echo/one`?");
}

#[test]
fn what_the_engine_reports_of_itself_is_told_when_asked_for() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file("suites/demo/a.wat", "(module)");
    let plain = tree.wassay(&["explain", "demo/a"]).exits(0).stdout;
    let whole = tree.wassay(&["explain", "-v", "demo/a"]).exits(0).stdout;
    let reported: Vec<&str> = whole
        .lines()
        .filter(|line| !plain.lines().any(|own| own == *line))
        .collect();
    assert!(
        plain.contains("\n case       command suites/demo/a.wat                by convention\n")
    );
    assert!(
        reported.len() > 20
            && reported.contains(
                &"            optimize.opt-level = 2                   as the engine reports"
            ),
        "{whole}"
    );
    let features = reported
        .iter()
        .find(|line| line.starts_with("   features "));
    assert!(
        features.is_some_and(|line| line.contains("bulk-memory")),
        "{whole}"
    );
    assert!(
        whole.lines().all(|line| line.chars().count() <= 100),
        "{whole}"
    );
}

#[test]
fn why_a_trial_was_broken_is_told() {
    let tree = Harness::with_root()
        .file("suites/demo/wassay.toml", "")
        .file(
            "suites/demo/a.wat",
            "(module (import \"a\" \"b\" (func)) (func (export \"_start\")))",
        );
    tree.wassay(&["run"]).exits(4);
    let page = tree.wassay(&["explain", "demo/a"]).exits(0).stdout;
    assert!(page.contains("\n broken     "), "{page}");
}
