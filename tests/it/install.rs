//! Runtimes are fetched once, verified always, and one that is wrong breaks only what needs it.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;
use crate::server::Answer;
use crate::server::Server;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

fn program(text: &str) -> Vec<u8> {
    wat::parse_str(printing(text, text.replace("\\n", "n").len())).expect("the text is a program")
}

fn digest(bytes: &[u8]) -> String {
    wassay::digest::Sha256::of(bytes).hex()
}

/// A pin of a runtime that runs `.txt` files.
fn pin(version: &str, url: &str, digest: &str, more: &str) -> String {
    format!(
        "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"{version}\"\nextensions = [\"txt\"]\n{more}\
         [repositories.runtimes.binary]\nurl = \"{url}\"\nfilename = \"echo.wasm\"\nchecksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
    )
}

fn manifest(pins: &[String]) -> String {
    format!(
        "version = 1\n[[repositories]]\nname = \"test\"\n{}",
        pins.join("\n")
    )
}

/// A tree with one script on the pins, and a command beside it.
fn tree(pins: &[String]) -> Harness {
    Harness::with_root()
        .file("suites/echo/.wws.toml", manifest(pins))
        .file("suites/echo/one.txt", "anything")
        .file("suites/well/wassay.toml", "")
        .file("suites/well/hello.wat", HELLO)
}

fn blob(tree: &Harness, digest: &str) -> PathBuf {
    tree.cache()
        .join("v1/blobs/sha256")
        .join(&digest[..2])
        .join(digest)
}

#[test]
fn a_runtime_is_fetched_once_and_then_runs_offline() {
    let server = Server::start();
    let bytes = program("echo\\n");
    server.answer("/echo.wasm", Answer::ok(bytes.clone()));
    let tree = tree(&[pin("1.0", &server.url("/echo.wasm"), &digest(&bytes), "")]);
    tree.wassay(&["run", "--update", "accept"])
        .exits(0)
        .says("Installed echo 1.0");
    tree.wassay(&["run", "--offline"])
        .exits(0)
        .says("nothing fetched, nothing compiled");
    assert_eq!(server.asked(), ["/echo.wasm"]);
}

#[test]
fn offline_without_the_artifact_is_broken_and_says_how_to_get_it() {
    let server = Server::start();
    let tree = tree(&[pin("1.0", &server.url("/echo.wasm"), &digest(b"x"), "")]);
    tree.wassay(&["run", "--offline"])
        .exits(4)
        .says("echo 1.0")
        .says("wassay install")
        .says("well/hello");
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn a_wrong_digest_shows_both_in_full_and_other_projects_go_on() {
    let server = Server::start();
    let bytes = program("evil\\n");
    server.answer("/echo.wasm", Answer::ok(bytes.clone()));
    let pinned = digest(b"what was meant");
    let tree = tree(&[pin("1.0", &server.url("/echo.wasm"), &pinned, "")]);
    let output = tree
        .wassay(&["run"])
        .exits(4)
        .says(&pinned)
        .says(&digest(&bytes))
        .says("well/hello");
    output.says("never run");
    assert!(!blob(&tree, &pinned).exists());
    assert!(!tree.has("snapshots/echo"));
}

#[test]
fn a_url_that_is_gone_is_broken_with_its_status() {
    let server = Server::start();
    let tree = tree(&[pin("1.0", &server.url("/gone.wasm"), &digest(b"x"), "")]);
    tree.wassay(&["run"]).exits(4).says("404");
    assert_eq!(
        server.asked(),
        ["/gone.wasm"],
        "what cannot pass is not tried again"
    );
}

#[test]
fn a_yanked_runtime_runs_only_when_it_is_named_exactly() {
    let server = Server::start();
    let (old, new) = (program("old\\n"), program("new\\n"));
    server.answer("/old.wasm", Answer::ok(old.clone()));
    server.answer("/new.wasm", Answer::ok(new.clone()));
    let pins = [
        pin(
            "1.0",
            &server.url("/old.wasm"),
            &digest(&old),
            "status = \"yanked\"\n",
        ),
        pin("1.1", &server.url("/new.wasm"), &digest(&new), ""),
    ];
    let tree = tree(&pins);
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    assert!(!server.asked().contains(&"/old.wasm".to_owned()));
    tree.write("suites/echo/wassay.toml", "[matrix]\necho = [\"1\"]\n");
    tree.wassay(&["run"]).exits(4).says("yanked");
    tree.write(
        "suites/echo/wassay.toml",
        "[matrix]\necho = [\"1.0\", \"1.1\"]\n",
    );
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    assert!(server.asked().contains(&"/old.wasm".to_owned()));
}

#[test]
fn an_altered_blob_is_noticed_at_use_set_aside_and_fetched_again() {
    let server = Server::start();
    let bytes = program("echo\\n");
    server.answer("/echo.wasm", Answer::ok(bytes.clone()));
    let tree = tree(&[pin("1.0", &server.url("/echo.wasm"), &digest(&bytes), "")]);
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let blob = blob(&tree, &digest(&bytes));
    overwrite(&blob, &program("evil\\n"));
    tree.wassay(&["run"]).exits(0);
    assert_eq!(server.asked().len(), 2);
    assert_eq!(fs::read(&blob).expect("it was fetched again"), bytes);
    let aside: Vec<_> = fs::read_dir(tree.cache().join("v1/aside"))
        .expect("something was set aside")
        .collect();
    assert_eq!(aside.len(), 1);
}

/// Replaces the bytes of a file in place, whatever its mode.
fn overwrite(path: &std::path::Path, bytes: &[u8]) {
    let mut permissions = fs::metadata(path).expect("the file is there").permissions();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "the file is the test's own"
    )]
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions).expect("the file is ours");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(path)
        .expect("the file is ours");
    std::io::Write::write_all(&mut file, bytes).expect("the file is ours");
}

/// What somebody does to the bytes of a file.
type Alteration<'a> = &'a dyn Fn(&mut Vec<u8>);

#[test]
fn altered_compiled_code_is_never_loaded() {
    let tree = Harness::with_root()
        .file("suites/well/wassay.toml", "")
        .file("suites/well/hello.wat", HELLO);
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let code = || -> Vec<PathBuf> {
        let all = fs::read_dir(tree.cache().join("v1/code")).expect("code was kept");
        all.map(|entry| entry.expect("it can be read").path())
            .filter(|path| path.extension().is_some_and(|own| own == "cwasm"))
            .collect()
    };
    let truncate = |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2);
    let flip = |bytes: &mut Vec<u8>| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    };
    // `ud2` over the machine code: loaded, it would trap or worse.
    let patch = |bytes: &mut Vec<u8>| {
        bytes
            .iter_mut()
            .skip(4096)
            .take(256)
            .for_each(|byte| *byte = 0x0f);
    };
    let alterations: [(&str, Alteration<'_>); 3] = [
        ("truncated", &truncate),
        ("flipped", &flip),
        ("patched", &patch),
    ];
    for (name, alter) in alterations {
        let files = code();
        assert!(!files.is_empty(), "{name}: code is kept");
        for path in &files {
            let mut bytes = fs::read(path).expect("it is ours");
            alter(&mut bytes);
            overwrite(path, &bytes);
        }
        let output = tree.wassay(&["run", "--record", "record.ndjson"]).exits(0);
        assert!(
            tree.read("record.ndjson")
                .contains("\"compiled\":\"fresh\""),
            "{name}: {}",
            output.stderr
        );
        tree.wassay(&["run", "--offline"])
            .exits(0)
            .says("nothing fetched, nothing compiled");
    }
}

#[test]
fn eight_processes_on_an_empty_cache_ask_once_a_digest() {
    let server = Server::start();
    let bytes = program("echo\\n");
    server.answer(
        "/echo.wasm",
        Answer {
            delay: Duration::from_millis(300),
            ..Answer::ok(bytes.clone())
        },
    );
    let tree = tree(&[pin("1.0", &server.url("/echo.wasm"), &digest(&bytes), "")]);
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = tree.command(&["run", "--update", "check"]);
            command
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped());
            command.spawn().expect("the binary can be started")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("the child ends");
        assert_eq!(
            output.status.code(),
            Some(1),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(server.asked(), ["/echo.wasm"]);
}

#[test]
fn trials_of_one_project_end_while_another_still_downloads() {
    let server = Server::start();
    let bytes = program("echo\\n");
    server.answer(
        "/echo.wasm",
        Answer {
            delay: Duration::from_secs(2),
            ..Answer::ok(bytes.clone())
        },
    );
    let tree = tree(&[pin("1.0", &server.url("/echo.wasm"), &digest(&bytes), "")]);
    tree.wassay(&["run", "--update", "accept", "--record", "record.ndjson"])
        .exits(0);
    let record = tree.read("record.ndjson");
    let line = |holds: &[&str]| {
        record
            .lines()
            .position(|line| holds.iter().all(|text| line.contains(text)))
            .unwrap_or_else(|| panic!("{holds:?}\n{record}"))
    };
    assert!(line(&["trial-finished", "well/hello"]) < line(&["artifact-finished"]));
}

#[test]
fn install_takes_every_pin_and_compiles_nothing() {
    let server = Server::start();
    let bytes = program("echo\\n");
    server.answer("/echo.wasm", Answer::ok(bytes.clone()));
    let tree = tree(&[pin("1.0", &server.url("/echo.wasm"), &digest(&bytes), "")]);
    tree.wassay(&["install"])
        .exits(0)
        .says("1 artifact fetched");
    assert!(blob(&tree, &digest(&bytes)).exists());
    assert!(fs::read_dir(tree.cache().join("v1/code")).map_or(0, Iterator::count) == 0);
    tree.wassay(&["install", "--offline"])
        .exits(0)
        .says("nothing fetched");
}
