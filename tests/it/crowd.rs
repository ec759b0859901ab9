//! Many artifacts at once, for several processes at once, where a process may open few files.

use crate::harness::Harness;
use crate::server::Answer;
use crate::server::Server;
use std::process::Stdio;

/// More than a process may open files below.
const ARTIFACTS: usize = 300;

#[test]
fn a_crowd_of_artifacts_does_not_use_up_the_files_a_process_may_open() {
    let server = Server::start();
    let mut manifest = "version = 1\n[[repositories]]\nname = \"test\"\n".to_owned();
    let mut paths = Vec::new();
    for number in 0..ARTIFACTS {
        let bytes = format!("artifact {number}");
        let path = format!("/{number:03}.wasm");
        manifest.push_str(&format!(
            "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"1.{number}\"\nextensions = [\"txt\"]\n\
             [repositories.runtimes.binary]\nurl = \"{}\"\nfilename = \"echo.wasm\"\n\
             checksum = {{ type = \"sha256\", value = \"{}\" }}\n",
            server.url(&path),
            wassay::digest::Sha256::of(bytes.as_bytes())
        ));
        server.answer(&path, Answer::ok(bytes));
        paths.push(path);
    }
    let tree = Harness::with_root()
        .file("suites/echo/.wws.toml", manifest)
        .file("suites/echo/one.txt", "anything");
    let binary = env!("CARGO_BIN_EXE_wassay");
    let script = "ulimit -n 256 && exec \"$0\" install -q";
    let children: Vec<_> = (0..4)
        .map(|_| {
            let mut command = tree.program("sh", &["-c", script, binary]);
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().expect("a shell can be started")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("the child ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}");
    }
    let mut asked = server.asked();
    asked.sort();
    assert_eq!(asked, paths, "each is asked for once, whoever asks");
}
