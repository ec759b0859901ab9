//! Secrets go to the one server that they are for, and nowhere else: to no other server, no output, no file.

use crate::faults::origin::Asked;
use crate::faults::origin::Origin;
use crate::faults::origin::Reply;
use crate::faults::origin::configure;
use crate::faults::origin::program;
use crate::faults::origin::tree;
use crate::harness::Harness;
use base64::Engine as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;

/// Planted where secrets may stand.
const PLANTED: [&str; 9] = [
    "s3cret-variable",
    "s3cret-config",
    "s3cret-netrc",
    "s3cret-npmrc",
    "s3cret-proxy",
    "s3cret-manifest",
    "s3cret-query",
    "s3cret-mirror",
    "s3cret-sealkey-0123456789abcdef0123456789",
];

fn basic(pair: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(pair)
}

/// Plants every secret around a tree.
fn planted(tree: Harness, config: &str) -> Harness {
    let text = format!(
        "seal-key = \"s3cret-sealkey-0123456789abcdef0123456789\"\ntokens = {{ \"other.test\" = \"s3cret-config\" }}\n{config}"
    );
    configure(&tree, &text);
    tree.write(
        "../home/.netrc",
        "machine 127.0.0.1 login me password s3cret-netrc\n",
    );
    tree.write("../home/.npmrc", "//127.0.0.1/:_authToken=s3cret-npmrc\n");
    tree.env("HTTPS_PROXY", "http://me:s3cret-proxy@127.0.0.1:9/")
        .env("WASSAY_TOKEN_OTHER_TEST", "s3cret-variable")
        .env("WASSAY_LOG", "trace")
        .env("RUST_LOG", "trace")
}

/// Fails if a file that we wrote, or an output, holds a secret.
fn told_nothing(tree: &Harness, output: &crate::harness::Output) {
    let own = ["wws.toml", "config.toml", ".netrc", ".npmrc"];
    let mut files = vec![
        ("stdout".to_owned(), output.stdout.clone().into_bytes()),
        ("stderr".to_owned(), output.stderr.clone().into_bytes()),
    ];
    collect(tree.outside(), &mut files);
    files.retain(|(name, _)| !own.iter().any(|end| name.ends_with(end)));
    assert!(files.iter().any(|(name, _)| name.contains(".cache")));
    for (name, bytes) in &files {
        for secret in PLANTED {
            let coded = ["me", "u", "reader", ""].map(|user| basic(&format!("{user}:{secret}")));
            for needle in coded.iter().map(String::as_str).chain([secret]) {
                let found = bytes
                    .windows(needle.len())
                    .any(|part| part == needle.as_bytes());
                assert!(
                    !found,
                    "{secret} is in {name}:\n{}",
                    String::from_utf8_lossy(bytes)
                );
            }
        }
    }
}

fn collect(dir: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(dir).expect("the directory is ours").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push((
                path.display().to_string(),
                fs::read(&path).expect("the file is ours"),
            ));
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        files.push((format!("name {}", path.display()), name.into_bytes()));
    }
}

/// The ways in which a run speaks.
fn loudly(tree: &Harness, code: i32) {
    let run = [
        "run",
        "-v",
        "--update",
        "accept",
        "--record",
        "record.ndjson",
        "--junit",
        "junit.xml",
        "--message-format",
        "json",
    ];
    let output = tree.wassay(&run).exits(code);
    assert!(
        output.stdout.contains("artifact-finished"),
        "{}",
        output.stdout
    );
    told_nothing(tree, &output);
    told_nothing(tree, &tree.wassay(&["install", "-v"]));
    told_nothing(tree, &tree.wassay(&["explain", "echo/one@echo=1.0"]));
    told_nothing(tree, &tree.wassay(&["list"]));
}

#[test]
fn secrets_are_in_no_output_and_no_file_of_a_run_that_succeeds() {
    let origin = Origin::plain(|_| Reply::ok(program()));
    let url = format!(
        "http://u:s3cret-manifest@{}/echo.wasm?t=s3cret-query",
        origin.address
    );
    let tree = planted(tree(&url), "");
    loudly(&tree, 0);
    let asked = origin.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].target, "/echo.wasm?t=s3cret-query");
    let netrc = format!("Basic {}", basic("me:s3cret-netrc"));
    assert_eq!(
        asked[0].authorization,
        Some(netrc),
        "what the manifest says is not sent"
    );
}

#[test]
fn secrets_are_in_no_output_and_no_file_of_a_run_that_fails() {
    let answers: [fn(&Asked) -> Reply; 5] = [
        |_| Reply::status("401 Unauthorized"),
        |_| Reply::status("500 Internal Server Error"),
        |_| Reply::ok("other bytes"),
        |_| Reply::redirect("http://u:s3cret-manifest@far.invalid/x?s3cret-query"),
        |_| Reply::redirect("http://u:s3cret-manifest@127.0.0.1:99999/x?s3cret-query"),
    ];
    for answer in answers {
        let origin = Origin::plain(answer);
        let mirror = Origin::plain(answer);
        let url = format!(
            "http://u:s3cret-manifest@{}/echo.wasm?t=s3cret-query",
            origin.address
        );
        let rule = format!(
            "mirrors = {{ \"{}\" = [\"http://reader:s3cret-mirror@{}/\"] }}",
            origin.url("/"),
            mirror.address
        );
        loudly(&planted(tree(&url), &rule), 4);
        assert!(mirror.connections() > 0);
    }
    let far = "https://u:s3cret-manifest@files.invalid/echo.wasm?t=s3cret-query";
    loudly(&planted(tree(far), ""), 4);
}

#[test]
fn a_mirror_gets_its_own_password() {
    let origin = Origin::plain(|_| Reply::ok(program()));
    let mirror = Origin::plain(|_| Reply::ok(program()));
    let tree = tree(&origin.url("/echo.wasm"));
    let rule = format!(
        "mirrors = {{ \"{}\" = [\"http://reader:pw@{}/\"] }}",
        origin.url("/"),
        mirror.address
    );
    configure(&tree, &rule);
    tree.wassay(&["install"]).exits(0);
    let expected = format!("Basic {}", basic("reader:pw"));
    assert_eq!(mirror.asked()[0].authorization, Some(expected));
}

#[test]
fn the_nearest_word_of_the_person_counts() {
    let origin = Origin::plain(|_| Reply::ok(program()));
    let port = origin.address.port();
    let netrc = "machine 127.0.0.1 login me password pw\n";
    let table = [
        (None, "", "default login x password y", None),
        (None, "", netrc, Some(format!("Basic {}", basic("me:pw")))),
        (None, "127.0.0.1", netrc, Some("Bearer config".to_owned())),
        (
            None,
            &format!("127.0.0.1:{port}"),
            netrc,
            Some("Bearer config".to_owned()),
        ),
        (
            None,
            "127.0.0.1:1",
            netrc,
            Some(format!("Basic {}", basic("me:pw"))),
        ),
        (
            Some("variable"),
            "127.0.0.1",
            netrc,
            Some("Bearer variable".to_owned()),
        ),
    ];
    for (index, (variable, host, netrc, expected)) in table.into_iter().enumerate() {
        let mut tree = tree(&origin.url("/echo.wasm"));
        if !host.is_empty() {
            configure(&tree, &format!("tokens = {{ \"{host}\" = \"config\" }}"));
        }
        tree.write("../home/elsewhere", netrc);
        let path = tree.outside().join("home/elsewhere");
        tree = tree.env("NETRC", path);
        if let Some(token) = variable {
            tree = tree.env("WASSAY_TOKEN_127_0_0_1", token);
        }
        tree.wassay(&["install"]).exits(0);
        assert_eq!(origin.asked()[index].authorization, expected, "{index}");
    }
}

#[test]
fn a_token_is_left_behind_at_another_server_and_not_found_again() {
    let back = Arc::new(Mutex::new(String::new()));
    let to = back.clone();
    let other = Origin::plain(move |_| Reply::redirect(to.lock().expect("nobody panics").clone()));
    let away = other.url("/away");
    let origin = Origin::plain(move |asked| match asked.target.as_str() {
        "/echo.wasm" => Reply::redirect("/nearer"),
        "/nearer" => Reply::redirect(away.clone()),
        _ => Reply::ok(program()),
    });
    *back.lock().expect("nobody panics") = origin.url("/back");
    let tree = tree(&origin.url("/echo.wasm")).env("WASSAY_TOKEN_127_0_0_1", "token");
    tree.wassay(&["install"]).exits(0);
    let sent = |server: &Origin| -> Vec<(String, bool)> {
        let asked = server.asked().into_iter();
        asked
            .map(|asked| (asked.target, asked.authorization.is_some()))
            .collect()
    };
    let pairs = |list: &[(&str, bool)]| -> Vec<(String, bool)> {
        list.iter()
            .map(|(path, sent)| ((*path).to_owned(), *sent))
            .collect()
    };
    let expected = pairs(&[("/echo.wasm", true), ("/nearer", true), ("/back", false)]);
    assert_eq!(sent(&origin), expected);
    assert_eq!(sent(&other), pairs(&[("/away", false)]));
}

#[test]
fn a_token_that_cannot_be_sent_is_told_by_its_name_alone() {
    let tree = tree("https://files.invalid/x").env("WASSAY_TOKEN_FILES_INVALID", "s3cret\nx");
    let output = tree.wassay(&["install"]).exits(2);
    assert_eq!(
        output.stderr,
        "error: what `WASSAY_TOKEN_FILES_INVALID` holds cannot be sent as a token\n\
         hint: a token is made of visible ASCII characters\n"
    );
}

#[test]
fn a_seal_key_of_the_configuration_is_used_unless_the_variable_gives_another() {
    let key = "seal-key = \"0123456789abcdef0123456789abcdef\"";
    let make = || Harness::with_root().file("suites/well/hello.wat", crate::harness::HELLO);
    let tree = make().file("suites/well/wassay.toml", "");
    configure(&tree, key);
    let compiled = |tree: &Harness| {
        tree.wassay(&["run", "--update", "accept", "--record", "record.ndjson"])
            .exits(0);
        tree.read("record.ndjson")
            .contains("\"compiled\":\"fresh\"")
    };
    assert!(compiled(&tree));
    assert!(
        !compiled(&tree),
        "the key of the file is the same in the next run"
    );
    assert!(!tree.outside().join("home/.config/wassay/seal.key").exists());
    let tree = tree.env("WASSAY_SEAL_KEY", "fedcba9876543210fedcba9876543210");
    assert!(compiled(&tree), "the variable wins");
}

#[test]
fn a_registrys_credentials_are_told_to_nobody_else() {
    let origin = Origin::plain(|asked| match asked.target.as_str() {
        "/x/1.0.0" => Reply::ok(
            "{\"dist\":{\"tarball\":\"http://u:s3cret-query@127.0.0.1:9/x.tgz?s3cret-query\"}}",
        ),
        _ => Reply::status("404 Not Found"),
    });
    let tree = planted(tree("npm:x@1.0.0#x.wasm"), "");
    let registry = format!("registry=http://u:s3cret-npmrc@{}/\n", origin.address);
    tree.write("../home/.npmrc", registry);
    fs::remove_file(tree.outside().join("home/.netrc")).expect("it was planted");
    loudly(&tree, 4);
    let expected = format!("Basic {}", basic("u:s3cret-npmrc"));
    for asked in origin.asked() {
        assert_eq!(
            asked.authorization.as_ref(),
            Some(&expected),
            "{}",
            asked.target
        );
    }
}

#[test]
fn a_server_that_wants_credentials_leads_to_where_they_belong() {
    let origin = Origin::plain(|_| Reply::status("401 Unauthorized"));
    let tree = tree(&format!("http://u:pw@{}/echo.wasm", origin.address));
    tree.wassay(&["install"])
        .exits(4)
        .says(&format!("from      {}", origin.url("/echo.wasm")))
        .says("attempt 1 of 2, nothing received; to ask again would not help")
        .says("answered 401 Unauthorized")
        .says("hint credentials of yours are taken from WASSAY_TOKEN_<HOST>, `tokens` in your `config.toml`, your netrc");
    assert_eq!(origin.asked()[0].authorization, None);
}

#[test]
fn a_manifest_that_is_wrong_is_shown_without_the_secrets_in_it() {
    let pins = "version = 1\n[[repositories]]\nname = \"test\"\n[[repositories.runtimes]]\nname = \"echo\"\nversion = \"1.0\"\n\
                extensions = [\"txt\"]\n[repositories.runtimes.binary]\nfilename = \"x\"\nchecksum = \"00\"\n\
                url = \"https://user:planted-word@host.test/x.zip?key=planted-query\"\n";
    let tree = Harness::with_root()
        .file("suites/echo/.wws.toml", pins)
        .file("suites/echo/one.txt", "anything");
    let output = tree
        .wassay(&["run", "--record", "record.ndjson", "--junit", "junit.xml"])
        .says("is an archive");
    assert!(!output.stderr.contains("planted-"), "{}", output.stderr);
    for file in ["record.ndjson", "junit.xml"] {
        assert!(
            !tree.has(file) || !tree.read(file).contains("planted-"),
            "{file}"
        );
    }
}
