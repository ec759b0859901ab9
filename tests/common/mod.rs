//! What the truth tests share: an accepted snapshot is held against a peer, an implementation that is not ours.
//!
//! A truth test names the trials and the command that asks each of them of the peer; [`agree`] reads the snapshot that
//! serves the trial and compares ending and stdout. The reader below is small on purpose and knows nothing of the
//! library's own: one that is wrong in the same way on both sides would prove nothing.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::thread;
use wassay::model::id::Address;
use wassay::model::id::Cell;
use wassay::model::version::Version;

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
    let accepted = serving(&question.case, question.release)?;
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
    similar::TextDiff::from_lines(&*ours, &*theirs)
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| format!("{}{change}", change.tag()))
        .collect()
}

/// An accepted snapshot, as far as a peer can say anything about it.
#[derive(Debug, PartialEq, Eq)]
struct Accepted {
    name: String,
    ending: String,
    stdout: Vec<u8>,
}

/// The snapshot that serves a trial on the engine `default` (SCREENS.md 1.3, rule 1).
fn serving(case: &str, release: Option<(&str, &str)>) -> Result<Accepted, String> {
    let (parent, stem) = case.rsplit_once('/').unwrap_or(("", case));
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("snapshots")
        .join(parent);
    let version = release.map(|(name, version)| (name, Version::new(version)));
    let mut best: Option<(Vec<(u8, usize)>, String)> = None;
    for entry in fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))? {
        let file = entry.map_err(|error| error.to_string())?.file_name();
        let file = file.to_string_lossy();
        let Some(name) = file.strip_suffix(".snap") else {
            continue;
        };
        let address = Address::parse(name).map_err(|error| format!("{file}: {error}"))?;
        let release = version.as_ref().map(|(name, version)| (*name, version));
        if address.case != stem || !address.holds_for(release, &[], "default") {
            continue;
        }
        let mut rank: Vec<(u8, usize)> = vec![(
            u8::try_from(address.conditions.len()).expect("there are few axes"),
            0,
        )];
        rank.extend(address.conditions.iter().map(|(_, cell)| match cell {
            Cell::Release(range) => {
                range.narrowness(&version.as_ref().expect("a range held for a release").1)
            }
            Cell::Engine(_) => (3, 0),
        }));
        if best.as_ref().is_none_or(|(own, _)| *own < rank) {
            best = Some((rank, file.into_owned()));
        }
    }
    let (_, name) = best.ok_or_else(|| format!("no snapshot in {}", dir.display()))?;
    let text = fs::read_to_string(dir.join(&name)).map_err(|error| format!("{name}: {error}"))?;
    read(&text)
        .map(|(ending, stdout)| Accepted {
            name: name.clone(),
            ending,
            stdout,
        })
        .map_err(|error| format!("{name}: {error}"))
}

/// Ending and stdout of a snapshot's text, header included.
fn read(text: &str) -> Result<(String, Vec<u8>), String> {
    let (_, body) = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .ok_or("no header")?;
    let mut lines = body.lines();
    let ending = lines.next().ok_or("no ending")?.to_owned();
    let mut channels: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    let mut channel = "";
    let mut foreign = false;
    for line in lines.filter(|line| !line.is_empty()) {
        let own = channels.entry(channel).or_default();
        // Within `output`, stderr stands between the lines of stdout.
        let was_foreign = std::mem::replace(&mut foreign, line.starts_with('!'));
        if line == "\\ no newline" {
            if !was_foreign {
                own.pop();
            }
        } else if let Some(text) = line.strip_prefix("|$ ") {
            own.extend(unescape(text)?);
            own.push(b'\n');
        } else if let Some(text) = line.strip_prefix('|') {
            own.extend(text.strip_prefix(' ').unwrap_or(text).bytes());
            own.push(b'\n');
        } else if foreign {
            // Not a peer's business.
        } else if line.starts_with("... ") {
            return Err(format!("`{channel}` is abbreviated: {line}"));
        } else {
            let (heading, attributes) = line.split_once(':').ok_or("a line of no section")?;
            channel = heading;
            if !matches!(attributes, "" | " empty") {
                return Err(format!("`{channel}` is{attributes}"));
            }
        }
    }
    let stdout = ["stdout", "output"]
        .iter()
        .find_map(|name| channels.remove(name));
    Ok((ending, stdout.unwrap_or_default()))
}

/// The bytes of an escaped line.
fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend(rest[..at].bytes());
        let code = &rest[at + 1..];
        let (byte, length) = match code.as_bytes().first() {
            Some(b'\\') => (vec![b'\\'], 1),
            Some(b'r') => (vec![b'\r'], 1),
            Some(b't') => (vec![b'\t'], 1),
            Some(b'x') => {
                let digits = code.get(1..3).ok_or("`\\x` without two digits")?;
                (
                    vec![u8::from_str_radix(digits, 16).map_err(|error| error.to_string())?],
                    3,
                )
            }
            Some(b'u') => {
                let end = code.find('}').ok_or("`\\u` without an end")?;
                let digits = code.get(2..end).ok_or("`\\u` without digits")?;
                let point = u32::from_str_radix(digits, 16).map_err(|error| error.to_string())?;
                let character = char::from_u32(point).ok_or("`\\u` of no character")?;
                (character.to_string().into_bytes(), end + 1)
            }
            _ => return Err(format!("no such escape: \\{code}")),
        };
        bytes.extend(byte);
        rest = &code[length..];
    }
    bytes.extend(rest.bytes());
    Ok(bytes)
}

#[test]
fn reader_gives_back_what_the_guest_wrote() {
    let header = "---\ndescription: x\nexpression: lua x.lua\ninfo:\n  format: 1\n---\n";
    for (body, ending, stdout) in [
        (
            "exited 0\n\nstdout: empty\n\nstderr:\n| x\n",
            "exited 0",
            &b""[..],
        ),
        (
            "exited 3\n\nstdout:\n| a\tb\n|\n| ---\n|$ \\x1b[2m\\\\\\u{202e}\\x20\n\\ no newline\n\nstderr: empty\n",
            "exited 3",
            "a\tb\n\n---\n\u{1b}[2m\\\u{202e} ".as_bytes(),
        ),
        (
            "returned\n\noutput:\n| a\n\\ no newline\n! b\n\\ no newline\n| c\n",
            "returned",
            &b"ac\n"[..],
        ),
    ] {
        let read = read(&format!("{header}{body}"));
        assert_eq!(read, Ok((ending.to_owned(), stdout.to_vec())), "{body}");
    }
    for body in [
        "exited 0\n\nstdout: binary, 2 bytes\n| 00000000  00 ff  ..\n",
        "exited 0\n\nstdout:\n| a\n... 99999 bytes, sha256 00 ...\n",
        "exited 0\n\nstdout:\n|$ \\q\n",
    ] {
        assert!(read(&format!("{header}{body}")).is_err(), "{body}");
    }
}
