//! Nobody waits for a download of somebody else: what is verified is compiled, and what is compiled runs.
//!
//! A server keeps half of one artifact back until the test has read, in the live stream of events, what is said to
//! happen meanwhile. No clock takes part: a run that waits for the download would wait for ever, and the test says so.

use crate::harness::Harness;
use crate::harness::printing;
use serde_json::Value;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Write as _;
use std::net::TcpListener;
use std::process::Stdio;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::time::Duration;

/// After so long without a word nothing will come any more.
const NEVER: Duration = Duration::from_mins(1);

/// An artifact that is served, and half of it kept back.
struct Gate {
    url: String,
    /// Says that somebody has got the first half.
    asked: Receiver<()>,
    open: Sender<()>,
}

impl Gate {
    fn holding(bytes: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let (tell, asked) = mpsc::channel();
        let (open, opened) = mpsc::channel();
        std::thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a client comes");
            let mut out = stream.try_clone().expect("a socket has two ends");
            for line in BufReader::new(stream).lines() {
                if line.expect("a request is text").is_empty() {
                    break;
                }
            }
            let (first, second) = bytes.split_at(bytes.len() / 2);
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", bytes.len());
            let sent = out
                .write_all(head.as_bytes())
                .and_then(|()| out.write_all(first));
            sent.expect("the client listens");
            tell.send(()).expect("the test waits for it");
            // A test that has failed opens nothing; the process ends then.
            if opened.recv().is_ok() {
                out.write_all(second).expect("the client still listens");
            }
        });
        Self {
            url: format!("http://{address}/held.wasm"),
            asked,
            open,
        }
    }
}

fn program(text: &str) -> Vec<u8> {
    wat::parse_str(printing(text, text.len())).expect("the text is a program")
}

fn artifact(table: &str, url: &str, bytes: &[u8]) -> String {
    let digest = wassay::digest::Sha256::of(bytes);
    format!(
        "[{table}]\nurl = \"{url}\"\nfilename = \"echo.wasm\"\nchecksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
    )
}

fn runtime(version: &str, url: &str, bytes: &[u8]) -> String {
    format!(
        "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"{version}\"\nextensions = [\"txt\"]\n{}",
        artifact("repositories.runtimes.binary", url, bytes)
    )
}

fn tree(runtimes: &[String]) -> Harness {
    let manifest = format!(
        "version = 1\n[[repositories]]\nname = \"test\"\n{}",
        runtimes.concat()
    );
    Harness::with_root()
        .file("suites/echo/.wws.toml", manifest)
        .file("suites/echo/one.txt", "anything")
}

/// A run whose events are read while it goes on.
struct Run {
    child: std::process::Child,
    events: Receiver<Value>,
    heard: Vec<Value>,
}

impl Run {
    fn start(tree: &Harness) -> Self {
        // A new document is told at once; what is as it was may be told together with what follows.
        let args = ["run", "--update", "check", "--message-format", "json"];
        let mut command = tree.command(&args);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the binary can be started");
        let out = child.stdout.take().expect("it is piped");
        let (tell, events) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines() {
                let line = line.expect("events are text");
                let event = serde_json::from_str(&line).expect("an event is JSON");
                if tell.send(event).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            events,
            heard: Vec::new(),
        }
    }

    /// Listens until an event comes.
    #[track_caller]
    fn hear(&mut self, what: &str, is_it: impl Fn(&Value) -> bool) {
        loop {
            let Ok(event) = self.events.recv_timeout(NEVER) else {
                let _ = self.child.kill();
                panic!("{what} did not happen; what did:\n{:#?}", self.heard);
            };
            let found = is_it(&event);
            self.heard.push(event);
            if found {
                return;
            }
        }
    }

    /// What has been heard of so far.
    fn heard(&self, is_it: impl Fn(&Value) -> bool) -> usize {
        self.heard.iter().filter(|event| is_it(event)).count()
    }

    #[track_caller]
    fn ends(mut self) {
        self.hear("the end", |event| event["event"] == "run-finished");
        let status = self.child.wait().expect("the child ends");
        // Nothing has been accepted yet, so every document is a new one.
        assert_eq!(status.code(), Some(1), "{:#?}", self.heard);
        let broken = |event: &Value| event["outcome"] == "broken";
        assert_eq!(self.heard(broken), 0, "{:#?}", self.heard);
    }
}

fn is_compiled(event: &Value, label: &str) -> bool {
    event["event"] == "program" && event["label"] == label && event["compiled"] == "fresh"
}

fn is_trial(event: &Value, version: &str) -> bool {
    event["event"] == "trial-finished" && event["axes"]["echo"] == version
}

/// Compiles and runs the other runtime while half of one has come; whichever of them is pinned first.
fn one_is_held_back(held: &str, other: &str) {
    let (late, soon) = (program("late"), program("soon"));
    let gate = Gate::holding(late.clone());
    let server = crate::server::Server::start();
    server.answer("/soon.wasm", crate::server::Answer::ok(soon.clone()));
    let mut runtimes = [
        (held, runtime(held, &gate.url, &late)),
        (other, runtime(other, &server.url("/soon.wasm"), &soon)),
    ];
    runtimes.sort_by_key(|(version, _)| *version);
    let tree = tree(&runtimes.map(|(_, text)| text));
    let mut run = Run::start(&tree);
    gate.asked.recv_timeout(NEVER).expect("it is asked for");
    run.hear("to compile the other runtime", |event| {
        is_compiled(event, &format!("echo {other}"))
    });
    run.hear("the trial of the other runtime", |event| {
        is_trial(event, other)
    });
    assert_eq!(run.heard(|event| is_trial(event, held)), 0);
    gate.open.send(()).expect("the gate waits");
    run.hear("to compile the runtime that was held back", |event| {
        is_compiled(event, &format!("echo {held}"))
    });
    run.hear("the trial of the runtime that was held back", |event| {
        is_trial(event, held)
    });
    run.ends();
}

#[test]
fn trials_run_while_a_later_runtime_downloads() {
    one_is_held_back("2.0", "1.0");
}

#[test]
fn trials_run_while_an_earlier_runtime_downloads() {
    one_is_held_back("1.0", "2.0");
}

#[test]
fn a_runtime_waits_for_its_own_preload_and_no_other_does() {
    let (late, main, soon) = (
        wat::parse_str("(module)").expect("it is a module"),
        program("main"),
        program("soon"),
    );
    let gate = Gate::holding(late.clone());
    let server = crate::server::Server::start();
    server.answer("/main.wasm", crate::server::Answer::ok(main.clone()));
    server.answer("/soon.wasm", crate::server::Answer::ok(soon.clone()));
    let preload = format!(
        "[[repositories.runtimes.preload]]\nname = \"helper\"\n{}",
        artifact("repositories.runtimes.preload", &gate.url, &late)
            .split_once('\n')
            .expect("the table has a head")
            .1
    );
    let tree = tree(&[
        runtime("1.0", &server.url("/main.wasm"), &main) + &preload,
        runtime("2.0", &server.url("/soon.wasm"), &soon),
    ]);
    let mut run = Run::start(&tree);
    gate.asked.recv_timeout(NEVER).expect("it is asked for");
    run.hear("the trial of the runtime that is whole", |event| {
        is_trial(event, "2.0")
    });
    assert_eq!(run.heard(|event| is_trial(event, "1.0")), 0);
    gate.open.send(()).expect("the gate waits");
    run.hear("the trial of the runtime with a preload", |event| {
        is_trial(event, "1.0")
    });
    run.ends();
}
