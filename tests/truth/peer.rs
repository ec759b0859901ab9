//! Peers: implementations that are not ours, asked the same questions.
//!
//! A suite names its trials and the command that asks each of them of the peer; [`agree`] finds the snapshot that serves
//! the trial and compares ending and stdout. What stderr says is a matter of taste and left out.

use crate::accepted;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io;
use std::io::Write as _;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::thread;

/// One trial, asked of a peer.
pub(crate) struct Question {
    /// The case: `lua/numbers`.
    pub(crate) case: String,
    /// Runtime and version as pinned, if the case has one; the engine is always `default`.
    pub(crate) release: Option<(&'static str, &'static str)>,
    /// What to start; its stdin, stdout and stderr are set here.
    pub(crate) command: Command,
    /// What it finds on stdin.
    pub(crate) stdin: Vec<u8>,
}

/// Where a peer may answer otherwise, and why that is right.
pub(crate) struct Exception {
    /// Name of the peer, as given to [`agree`].
    pub(crate) peer: &'static str,
    /// The case.
    pub(crate) case: &'static str,
    /// What differs.
    pub(crate) scope: Scope,
    /// Why.
    pub(crate) reason: &'static str,
}

/// How much of a trial an [`Exception`] leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The lines of stdout that begin with one of these keys, on both sides.
    Lines(&'static [&'static str]),
    /// The trial as a whole: the peer is not asked.
    Trial,
}

/// A program that is started for a peer: nothing of the environment but what programs need to start, in UTC.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear();
    for name in ["PATH", "HOME"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("TZ", "UTC").env("LC_ALL", "C.UTF-8");
    command
}

/// Whether a peer can be asked; `probe` is an argument with which it answers and ends.
///
/// Under CI a missing peer fails the test, else it says `skipped` and the test passes.
pub(crate) fn is_installed(program: &str, probe: &str) -> bool {
    let answer = command(program)
        .arg(probe)
        .stdin(Stdio::null())
        .output()
        .is_ok_and(|output| output.status.success());
    if !answer {
        let ci = std::env::var("CI").unwrap_or_default();
        assert!(
            matches!(ci.as_str(), "" | "0" | "false"),
            "{program} is not installed, and CI asks for every peer"
        );
        // Straight to the stream: the test harness keeps back what a passing test prints.
        let _ = writeln!(io::stderr(), "skipped: {program} is not installed");
    }
    answer
}

/// Asks a peer all questions and fails with every disagreement at once.
///
/// An exception that names no question fails too, so that the table never outlives what it excuses.
pub(crate) fn agree(peer: &str, questions: Vec<Question>, exceptions: &[Exception]) {
    assert!(!questions.is_empty(), "{peer} is asked nothing");
    let mut faults = String::new();
    for exception in exceptions.iter().filter(|own| own.peer == peer) {
        if !questions.iter().any(|own| own.case == exception.case) {
            let _ = writeln!(
                faults,
                "{}: no such question; {}",
                exception.case, exception.reason
            );
        }
    }
    for question in questions {
        let scopes: Vec<Scope> = exceptions
            .iter()
            .filter(|own| own.peer == peer && own.case == question.case)
            .map(|own| own.scope)
            .collect();
        let case = question.case.clone();
        if let Err(fault) = hold(question, &scopes) {
            let _ = writeln!(faults, "{case}: {fault}");
        }
    }
    assert!(
        faults.is_empty(),
        "{peer} and the snapshots disagree:\n{faults}"
    );
}

fn hold(question: Question, scopes: &[Scope]) -> Result<(), String> {
    if scopes.contains(&Scope::Trial) {
        return Ok(());
    }
    let accepted = accepted::serving(&question.case, question.release)?;
    let output = ask(question.command, question.stdin).map_err(|error| error.to_string())?;
    let code = output
        .status
        .code()
        .ok_or("the peer was ended by a signal")?;
    let keys: Vec<&str> = scopes
        .iter()
        .flat_map(|scope| match scope {
            Scope::Lines(keys) => *keys,
            Scope::Trial => &[],
        })
        .copied()
        .collect();
    let (ours, theirs) = (
        without(&accepted.stdout, &keys),
        without(&output.stdout, &keys),
    );
    if accepted.ending == format!("exited {code}") && ours == theirs {
        return Ok(());
    }
    Err(format!(
        "{} is served by {}\n- {}\n+ exited {code}\n{}{}",
        question.case,
        accepted.name,
        accepted.ending,
        differences(&ours, &theirs),
        String::from_utf8_lossy(&output.stderr)
    ))
}

fn ask(mut command: Command, stdin: Vec<u8>) -> io::Result<Output> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut pipe = child.stdin.take().expect("stdin is piped");
    // A peer that ends without reading closes the pipe early, which is its right.
    let writer = thread::spawn(move || drop(pipe.write_all(&stdin)));
    let output = child.wait_with_output();
    writer.join().expect("the writer does not panic");
    output
}

fn without(text: &[u8], keys: &[&str]) -> Vec<u8> {
    text.split_inclusive(|byte| *byte == b'\n')
        .filter(|line| !keys.iter().any(|key| line.starts_with(key.as_bytes())))
        .flatten()
        .copied()
        .collect()
}

/// The lines that differ, `-` as accepted, `+` as the peer has it.
fn differences(ours: &[u8], theirs: &[u8]) -> String {
    let (ours, theirs) = (
        String::from_utf8_lossy(ours),
        String::from_utf8_lossy(theirs),
    );
    let diff = similar::TextDiff::from_lines(&*ours, &*theirs);
    let mut lines = String::new();
    for change in diff.iter_all_changes() {
        if change.tag() != similar::ChangeTag::Equal {
            let _ = write!(lines, "{}{change}", change.tag());
        }
    }
    lines
}
