//! A run that is stopped loses nothing that was done.

use crate::harness::HELLO;
use crate::harness::Harness;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

const SPIN: &str = "(module (func (export \"_start\") (loop $l (br $l))))";

fn signal(name: &str, pid: u32) {
    let status = std::process::Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .status();
    assert!(status.expect("kill can be started").success());
}

/// Starts a run with one case that is done at once and two that spin for ten seconds, and waits for the first.
fn started(tree: &Harness) -> (std::process::Child, BufReader<std::process::ChildStderr>) {
    tree.wassay(&["run", "demo/hello", "--update", "accept"])
        .exits(0);
    let mut command = tree.command(&[
        "run",
        "-v",
        "-j",
        "2",
        "--record",
        "record.ndjson",
        "--junit",
        "junit.xml",
    ]);
    let mut child = command
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary can be started");
    let mut stderr = BufReader::new(child.stderr.take().expect("stderr is piped"));
    let mut line = String::new();
    while !line.contains("PASS demo/hello") {
        line.clear();
        assert_ne!(
            stderr.read_line(&mut line).expect("stderr is text"),
            0,
            "the first case never ended"
        );
    }
    // The two others have been handed out by now; give them a moment to be in their loops.
    std::thread::sleep(Duration::from_millis(300));
    (child, stderr)
}

fn tree() -> Harness {
    Harness::with_root()
        .file(
            "suites/demo/wassay.toml",
            "[defaults.limits]\ntimeout = \"3s\"\n",
        )
        .file("suites/demo/hello.wat", HELLO)
        .file("suites/demo/spin1.wat", SPIN)
        .file("suites/demo/spin2.wat", SPIN)
        .file("suites/demo/spin3.wat", SPIN)
        .file("suites/demo/spin4.wat", SPIN)
}

#[test]
fn ctrl_c_once_ends_the_running_trials_and_reports() {
    let tree = tree();
    let (mut child, mut stderr) = started(&tree);
    signal("INT", child.id());
    let mut said = String::new();
    stderr.read_to_string(&mut said).expect("stderr is text");
    let status = child.wait().expect("the child ends");
    assert_eq!(status.code(), Some(130), "{said}");
    assert!(
        said.contains("Stopping 2 trials in flight; once more stops at once"),
        "{said}"
    );
    assert!(
        said.contains("Summary stopped after 3 of 5 trials: 1 passed, 2 failed; 2 were not run"),
        "{said}"
    );
    let record = tree.read("record.ndjson");
    assert!(
        record
            .lines()
            .last()
            .is_some_and(|line| line.contains("run-finished") && line.contains("\"exit\":130")),
        "{record}"
    );
    assert_eq!(tree.read("junit.xml").matches("<testcase").count(), 3);
}

#[test]
fn ctrl_c_twice_stops_at_once() {
    let tree = tree();
    let (mut child, _stderr) = started(&tree);
    signal("INT", child.id());
    std::thread::sleep(Duration::from_millis(200));
    let asked = Instant::now();
    signal("INT", child.id());
    let status = child.wait().expect("the child ends");
    assert_eq!(status.code(), Some(130));
    assert!(
        asked.elapsed() < Duration::from_millis(1500),
        "it took {:?}",
        asked.elapsed()
    );
}

#[test]
fn sigterm_exits_with_143() {
    let tree = tree();
    let (mut child, mut stderr) = started(&tree);
    signal("TERM", child.id());
    let mut said = String::new();
    stderr.read_to_string(&mut said).expect("stderr is text");
    assert_eq!(
        child.wait().expect("the child ends").code(),
        Some(143),
        "{said}"
    );
}
