//! Programs that cannot be asked: each is broken, says why in plain words, and leaves its neighbour alone.

use crate::harness::HELLO;
use crate::harness::Harness;

/// A healthy project beside one that holds `name`.
fn beside_a_healthy_one(name: &str, bytes: &[u8]) -> Harness {
    let tree = Harness::with_root()
        .file(
            "suites/sick/wassay.toml",
            format!("[[case]]\ncommand = \"{name}\"\n"),
        )
        .file("suites/well/wassay.toml", "")
        .file("suites/well/hello.wat", HELLO)
        .file(&format!("suites/sick/{name}"), bytes);
    tree.wassay(&["run", "suites/well", "--update", "accept"])
        .exits(0);
    tree
}

const HEADER: &[u8] = b"\0asm\x01\0\0\0";

#[test]
fn every_program_that_is_none_says_why() {
    let cut = [HEADER, b"\x01\x20\x01"].concat();
    let precompiled = [b"\x7fELF\x02\x01\x01\x00".as_slice(), &[0; 64]].concat();
    let table: [(&str, &[u8], &[&str]); 9] = [
        ("empty.wasm", b"", &["empty"]),
        ("truncated.wasm", &cut, &["truncated"]),
        (
            "page.wasm",
            b"<!DOCTYPE html><p>404</p>",
            &["not WebAssembly"],
        ),
        ("future.wasm", b"\0asm\x02\0\0\0", &["version"]),
        ("code.wasm", &precompiled, &["pre-compiled"]),
        (
            "typo.wat",
            b"(module\n  (func (export \"_start\")\n    (i32.ad)))\n",
            &["typo.wat:3", "i32.ad"],
        ),
        (
            "import.wat",
            b"(module (import \"env\" \"emscripten_sleep\" (func)) (func (export \"_start\")))",
            &["env", "emscripten_sleep"],
        ),
        (
            "library.wat",
            b"(module (func (export \"add\")))",
            &["_start", "add"],
        ),
        ("component.wat", b"(component)", &["wasi:cli/run"]),
    ];
    for (name, bytes, words) in table {
        let tree = beside_a_healthy_one(name, bytes);
        let output = tree.wassay(&["run"]).exits(4);
        assert!(
            output.stderr.contains("BROKEN"),
            "{name}\n{}",
            output.stderr
        );
        for word in words {
            assert!(
                output.stderr.contains(word),
                "{name}: `{word}` is not in\n{}",
                output.stderr
            );
        }
        output.says("1 passed").says("1 broken");
        assert!(
            !tree.has("snapshots/sick"),
            "{name}: a broken trial writes nothing"
        );
    }
}

#[test]
fn a_trap_in_the_start_function_is_the_guests_doing() {
    let text = "(module (func $boom unreachable) (start $boom) (func (export \"_start\")))";
    let tree = beside_a_healthy_one("start.wat", text.as_bytes());
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    assert!(
        tree.read("snapshots/sick/start.snap")
            .contains("\ntrapped: unreachable\n")
    );
}

#[test]
fn a_program_that_is_missing_is_a_defect_with_its_line() {
    let tree = Harness::with_root()
        .file(
            "suites/sick/wassay.toml",
            "[[case]]\ncommand = \"gone.wasm\"\n",
        )
        .file("suites/well/wassay.toml", "")
        .file("suites/well/hello.wat", HELLO);
    tree.wassay(&["run"])
        .exits(2)
        .says("suites/sick/wassay.toml:2:11")
        .says("gone.wasm")
        .says("well/hello");
}
