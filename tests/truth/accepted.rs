//! Accepted snapshots, read back from their text.
//!
//! This reader is small on purpose and takes nothing from the library's own: one that is wrong in the same way on both
//! sides would prove nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use wassay::model::id::Address;
use wassay::model::id::Cell;
use wassay::model::version::Version;

/// An accepted snapshot, as far as a peer can say anything about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// File name of the snapshot.
    pub(crate) name: String,
    /// The first line: `exited 0`.
    pub(crate) ending: String,
    /// What the guest wrote, as bytes.
    pub(crate) stdout: Vec<u8>,
}

/// The snapshot that serves a trial on the engine `default` (SCREENS.md 1.3, rule 1).
pub(crate) fn serving(case: &str, release: Option<(&str, &str)>) -> Result<Accepted, String> {
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
        } else if line.starts_with("... ") && !is_stdout(channel) {
            // Abbreviated, and not compared here.
        } else if line.starts_with("... ") {
            return Err(format!("`{channel}` is abbreviated: {line}"));
        } else {
            let (heading, attributes) = line.split_once(':').ok_or("a line of no section")?;
            channel = heading;
            if is_stdout(channel) && !matches!(attributes, "" | " empty") {
                return Err(format!("`{channel}` is{attributes}"));
            }
        }
    }
    let stdout = ["stdout", "output"]
        .iter()
        .find_map(|name| channels.remove(name));
    Ok((ending, stdout.unwrap_or_default()))
}

/// Whether a section holds what a peer's stdout is compared with.
fn is_stdout(section: &str) -> bool {
    matches!(section, "stdout" | "output")
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
