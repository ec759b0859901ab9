//! Mirrors that a person names: asked first, and no worse off without them.

use crate::faults::origin::Origin;
use crate::faults::origin::Reply;
use crate::faults::origin::configure;
use crate::faults::origin::program;
use crate::faults::origin::tree;
use crate::harness::Harness;
use std::fs;

/// A tree whose program lies at `dir/echo.wasm` of a server, and for that `dir` some mirrors.
fn mirrored(origin: &Origin, mirrors: &[String]) -> Harness {
    let tree = tree(&origin.url("/dir/echo.wasm"));
    let list: Vec<String> = mirrors
        .iter()
        .map(|mirror| format!("\"{mirror}\""))
        .collect();
    let prefix = origin.url("/dir/");
    configure(
        &tree,
        &format!("mirrors = {{ \"{prefix}\" = [{}] }}", list.join(", ")),
    );
    tree
}

fn good() -> Origin {
    Origin::plain(|_| Reply::ok(program()))
}

#[test]
fn a_mirror_is_asked_first_and_the_address_itself_not_at_all() {
    let (origin, mirror) = (good(), good());
    let tree = mirrored(&origin, &[mirror.url("/copy/of")]);
    tree.wassay(&["install"])
        .exits(0)
        .says("1 artifact fetched")
        .is_silent_on("warning");
    assert_eq!(mirror.targets(), ["/copy/of/echo.wasm"]);
    assert_eq!(origin.connections(), 0);
}

#[test]
fn a_mirror_holds_for_whole_parts_of_a_path() {
    let (origin, mirror) = (good(), good());
    let tree = tree(&origin.url("/directory/echo.wasm"));
    let prefix = origin.url("/dir");
    configure(
        &tree,
        &format!("[mirrors]\n\"{prefix}\" = [\"{}\"]", mirror.url("/")),
    );
    tree.wassay(&["install"]).exits(0);
    assert_eq!((mirror.connections(), origin.connections()), (0, 1));
}

#[test]
fn what_mirrors_do_wrong_is_a_warning_where_the_next_place_is_right() {
    // Nobody listens there, and no other test is given that port.
    let dead = "http://127.0.0.1:1/".to_owned();
    let wrong = Origin::plain(|_| Reply::ok("<html>log in first</html>"));
    let empty = Origin::plain(|_| Reply::status("404 Not Found"));
    let table = [
        (dead.clone(), "attempt 2 of 2, nothing received"),
        (
            wrong.url("/"),
            "25 bytes, an HTML page; set aside, never run",
        ),
        (empty.url("/"), "answered 404 Not Found"),
    ];
    for (mirror, why) in table {
        let origin = good();
        let tree = mirrored(&origin, std::slice::from_ref(&mirror));
        let output = tree
            .wassay(&["install"])
            .exits(0)
            .says(&format!("warning: the mirror {mirror} failed for echo 1.0"))
            .says(&format!("asked     {mirror}echo.wasm"))
            .says(why)
            .says(&format!("came from {}", origin.url("/dir/echo.wasm")))
            .says("1 artifact fetched");
        assert_eq!(output.stderr.matches("warning").count(), 1);
        assert_eq!(origin.targets(), ["/dir/echo.wasm"]);
        tree.wassay(&["run", "--update", "accept"])
            .exits(0)
            .is_silent_on("warning");
    }
}

#[test]
fn a_mirror_is_warned_of_once_however_much_it_does_not_have() {
    let empty = Origin::plain(|_| Reply::status("404 Not Found"));
    let origin = Origin::plain(|asked| Reply::ok(numbered(&asked.target)));
    let tree = mirrored(&origin, &[empty.url("/")]);
    let pins = ["/dir/1", "/dir/2", "/dir/3"].map(|path| {
        let digest = wassay::digest::Sha256::of(&numbered(path)).hex();
        format!(
            "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"{}\"\nextensions = [\"txt\"]\n\
             [repositories.runtimes.binary]\nurl = \"{}\"\nfilename = \"x.wasm\"\nchecksum = {{ type = \"sha256\", value = \"{digest}\" }}\n",
            &path[5..],
            origin.url(path)
        )
    });
    let manifest = format!(
        "version = 1\n[[repositories]]\nname = \"test\"\n{}",
        pins.concat()
    );
    tree.write("suites/echo/.wws.toml", manifest);
    let output = tree
        .wassay(&["install"])
        .exits(0)
        .says("3 artifacts fetched");
    assert_eq!(
        output.stderr.matches("warning").count(),
        1,
        "{}",
        output.stderr
    );
    assert_eq!((empty.connections(), origin.connections()), (3, 3));
}

/// A program that differs by its path.
fn numbered(path: &str) -> Vec<u8> {
    wat::parse_str(crate::harness::printing(path, path.len())).expect("the text is a program")
}

#[test]
fn where_no_place_has_it_each_is_told_in_the_order_asked() {
    let wrong = Origin::plain(|_| Reply::ok("other"));
    let empty = Origin::plain(|_| Reply::status("404 Not Found"));
    let origin = Origin::plain(|_| Reply::status("503 Service Unavailable"));
    let tree = mirrored(&origin, &[wrong.url("/a"), empty.url("/b")]);
    let output = tree.wassay(&["install"]).exits(4);
    let pinned = wassay::digest::Sha256::of(&program()).hex();
    let received = wassay::digest::Sha256::of(b"other").hex();
    let (first, second) = (wrong.url("/a/echo.wasm"), empty.url("/b/echo.wasm"));
    let last = origin.url("/dir/echo.wasm");
    let expected = format!(
        "      BROKEN echo 1.0
             echo 1.0 cannot be installed
             pinned    {pinned}
             asked     {first}, a mirror
                       attempt 1 of 2, 5 bytes of 5 bytes received; to ask again would not help
                       received  {received}
                                 5 bytes, text; set aside, never run
             asked     {second}, a mirror
                       attempt 1 of 2, nothing received; to ask again would not help
                       `{second}` answered 404 Not Found
             asked     {last}
                       attempt 2 of 2, nothing received
                       `{last}` answered 503 Service Unavailable
"
    );
    assert!(
        output.stderr.starts_with(&expected),
        "{}\n---\n{expected}",
        output.stderr
    );
    assert_eq!(origin.connections(), 2, "what may pass is asked again");
    let blobs = tree.cache().join("v1/blobs/sha256");
    assert_eq!(fs::read_dir(blobs).map_or(0, Iterator::count), 0);
}

#[test]
fn a_tree_can_neither_name_mirrors_nor_tokens() {
    for name in ["wassay.toml", "suites/echo/.wws.toml"] {
        for key in [
            "mirrors",
            "tokens",
            "network",
            "cache-dir",
            "cache-layers",
            "seal-key",
        ] {
            let (origin, mirror) = (good(), good());
            let tree = tree(&origin.url("/dir/echo.wasm"));
            let line = match key {
                "mirrors" => format!(
                    "mirrors = {{ \"{}\" = [\"{}\"] }}",
                    origin.url("/"),
                    mirror.url("/")
                ),
                "network" | "tokens" => format!("{key} = {{ }}"),
                _ => format!("{key} = \"x\""),
            };
            tree.write(name, format!("{line}\n{}", tree.read(name)));
            tree.wassay(&["install"])
                .exits(2)
                .says(&format!("`{key}` cannot be set by a tree"))
                .says("`config.toml` of whoever runs this");
            assert_eq!(mirror.connections(), 0, "{name} {key}");
        }
    }
}

#[test]
fn a_configuration_that_is_wrong_says_where_and_what_to_write() {
    let tree = tree("https://files.invalid/echo.wasm");
    configure(&tree, "mirors = { }\ntokens = { \"a.test\" = 5 }");
    let output = tree.wassay(&["install"]).exits(2);
    assert_eq!(
        output.stderr,
        "error: `[OUTSIDE]/home/.config/wassay/config.toml` is not a configuration of wassay\n  \
         caused by: line 1, column 1: unknown key `mirors`: did you mean `mirrors`?\n             \
         line 2, column 23: this token cannot be sent: it must be a string of visible ASCII characters\n"
    );
}
