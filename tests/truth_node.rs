//! The truth of `suites/commands/p1` from elsewhere: node:wasi, which shares no code with the engine here.
//!
//! Every case of the project is run on node as its manifest says, and standard output and exit code are held against the
//! accepted snapshot. A case on which the two may differ stands in [`EXCEPTIONS`] with the reason; one that stands there
//! and agrees after all is as wrong as one that differs.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

/// Cases that node answers otherwise, or is not asked.
const EXCEPTIONS: [(&str, Node, &str); 9] = [
    (
        "files-read-only",
        Node::Differs,
        "node opens every directory for writing",
    ),
    (
        "files-list",
        Node::Differs,
        "node leaves `.` and `..` out of a directory",
    ),
    ("clock", Node::Differs, "node has no virtual clock"),
    ("random", Node::Differs, "node has no seeded random"),
    ("random-seed", Node::Differs, "node has no seeded random"),
    ("sleep", Node::NotAsked, "an hour on node is an hour"),
    ("sleep-until", Node::NotAsked, "an hour on node is an hour"),
    ("poll-first", Node::NotAsked, "an hour on node is an hour"),
    (
        "poll-stdin-open",
        Node::NotAsked,
        "an hour on node is an hour",
    ),
];

/// So many cases have to agree, or the suite has become a list of exceptions.
const AT_LEAST: usize = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    /// It is asked, and has to answer otherwise.
    Differs,
    /// It is not asked.
    NotAsked,
}

#[derive(Debug, PartialEq, Eq)]
struct Answer {
    exit: String,
    stdout: String,
}

#[test]
fn commands_answer_on_node_as_they_do_here() {
    if !node_is_there() {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = root.join("suites/commands/p1");
    let manifest = read(&project.join("wassay.toml"));
    let manifest: toml::Table = manifest.parse().expect("the manifest is TOML");
    let cases = manifest["case"].as_array().expect("it declares cases");
    let mut known: BTreeMap<&str, Node> = EXCEPTIONS
        .iter()
        .map(|(name, node, _)| (*name, *node))
        .collect();
    let mut agreed = 0;
    let mut faults = Vec::new();
    for case in cases {
        let file = case["command"].as_str().expect("a file");
        let stem = file.strip_suffix(".wat").expect("a text");
        let name = case
            .get("name")
            .and_then(toml::Value::as_str)
            .unwrap_or(stem);
        let exception = known.remove(name);
        if exception == Some(Node::NotAsked) {
            continue;
        }
        let snapshot = root.join(format!("snapshots/commands/p1/{name}.snap"));
        let here = accepted(&read(&snapshot));
        let there = on_node(&project, file, case);
        match (exception, here == there) {
            (None, true) => agreed += 1,
            (Some(_), false) => {}
            (None, false) => faults.push(format!("{name}: here {here:?}\n  on node {there:?}")),
            (Some(_), true) => faults.push(format!("{name}: an exception, and the two agree")),
        }
    }
    faults.extend(
        known
            .keys()
            .map(|name| format!("{name}: an exception, and no case")),
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(agreed >= AT_LEAST, "only {agreed} cases were compared");
}

#[test]
fn a_snapshot_is_read_back_as_bytes_were_written() {
    for (document, exit, stdout) in [
        (
            "exited 0\n\nstdout: empty\n\nstderr: empty\n",
            "exited 0",
            "",
        ),
        (
            "exited 7\n\nstdout:\n| one\n|\n|$ \\x1b\\ttwo\\\\\\x20\n\\ no newline\n\nstderr:\n| no\n",
            "exited 7",
            "one\n\n\u{1b}\ttwo\\ ",
        ),
        (
            "exited 0\n\noutput:\n| half\n\\ no newline\n! err\n|  a line\n",
            "exited 0",
            "half a line\n",
        ),
        (
            "exited 0\n\nstdout: binary, 3 bytes\n| 00000000  00 41 0a                                          .A.\n",
            "exited 0",
            "\0A\n",
        ),
    ] {
        let text = format!("---\ndescription: x\n---\n{document}");
        let expected = Answer {
            exit: exit.to_owned(),
            stdout: stdout.to_owned(),
        };
        assert_eq!(accepted(&text), expected, "{document}");
    }
}

/// Whether there is a node to ask. On CI there has to be one.
fn node_is_there() -> bool {
    let version = Command::new("node").arg("--version").output();
    if version.is_ok_and(|output| output.status.success()) {
        return true;
    }
    assert!(
        env::var_os("CI").is_none(),
        "node is not installed, and CI has to compare with it"
    );
    say("skipped: node is not installed");
    false
}

/// Runs a case as its manifest says.
fn on_node(project: &Path, file: &str, case: &toml::Value) -> Answer {
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let program = scratch.path().join("program.wasm");
    let bytes = wat::parse_file(project.join(file)).expect("the text is well formed");
    write(&program, &bytes);
    let mut preopens = BTreeMap::new();
    for (index, dir) in list(case, "dirs").iter().enumerate() {
        let copy = scratch.path().join(index.to_string());
        copy_files(&project.join(text(dir, "from")), &copy);
        preopens.insert(text(dir, "guest").to_owned(), copy);
    }
    let mut args = vec![file.to_owned()];
    args.extend(
        list(case, "args")
            .iter()
            .filter_map(|arg| arg.as_str().map(str::to_owned)),
    );
    let variables = match case.get("env") {
        Some(table) => serde_json::to_value(table).expect("a table of texts"),
        None => serde_json::json!({}),
    };
    let ask = serde_json::json!({
        "program": program,
        "args": args,
        "env": variables,
        "preopens": preopens,
    });
    let mut node = Command::new("node")
        .arg("--no-warnings")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/node_wasi.mjs"))
        .arg(ask.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node starts");
    node.stdin
        .take()
        .expect("it is piped")
        .write_all(&stdin(project, case))
        .expect("node reads its input");
    let output = node.wait_with_output().expect("node ends");
    Answer {
        exit: match output.status.code() {
            Some(code) => format!("exited {code}"),
            None => "killed".to_owned(),
        },
        stdout: shown(&output.stdout),
    }
}

/// What the manifest says of standard input.
fn stdin(project: &Path, case: &toml::Value) -> Vec<u8> {
    use base64::Engine as _;
    match case.get("stdin") {
        None => Vec::new(),
        Some(toml::Value::String(text)) => text.clone().into_bytes(),
        Some(table) => match (table.get("file"), table.get("base64")) {
            (Some(file), _) => {
                fs::read(project.join(file.as_str().expect("a path"))).expect("the input is there")
            }
            (_, Some(text)) => base64::engine::general_purpose::STANDARD
                .decode(text.as_str().expect("base64"))
                .expect("base64"),
            _ => panic!("an input this test cannot give: {table}"),
        },
    }
}

/// Ending and standard output of an accepted snapshot; of its channels the whole, of `output` what went to stdout.
fn accepted(snapshot: &str) -> Answer {
    let (_, body) = snapshot
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .expect("a snapshot has a header");
    let mut lines = body.lines();
    let exit = lines.next().expect("an ending").to_owned();
    let mut bytes: Vec<u8> = Vec::new();
    // What the lines belong to: nothing to us, text of stdout, or a hex dump of it; in text, whether the line before
    // was of stdout.
    let (mut ours, mut dump, mut last) = (false, false, false);
    for line in lines {
        if let Some(heading) = line
            .strip_prefix("stdout:")
            .or_else(|| line.strip_prefix("output:"))
        {
            (ours, dump) = (true, heading.contains("binary"));
        } else if !ours || line.is_empty() {
            ours &= !line.is_empty();
        } else if dump {
            bytes.extend(hex(line));
        } else if line == "\\ no newline" {
            if last {
                bytes.pop();
            }
        } else {
            last = line.starts_with('|');
            if last {
                bytes.extend(unguttered(line));
                bytes.push(b'\n');
            }
        }
    }
    Answer {
        exit,
        stdout: shown(&bytes),
    }
}

/// A line of a document without its gutter, escapes undone.
fn unguttered(line: &str) -> Vec<u8> {
    let Some(escaped) = line.strip_prefix("|$ ") else {
        return line.strip_prefix("| ").unwrap_or_default().into();
    };
    let mut bytes = Vec::new();
    let mut rest = escaped;
    while let Some((plain, escape)) = rest.split_once('\\') {
        bytes.extend(plain.as_bytes());
        let (byte, length) = match &escape[..1] {
            "x" => (
                u8::from_str_radix(&escape[1..3], 16).expect("two digits"),
                3,
            ),
            "t" => (b'\t', 1),
            "r" => (b'\r', 1),
            "\\" => (b'\\', 1),
            other => panic!("an escape this reader does not know: {other}"),
        };
        bytes.push(byte);
        rest = &escape[length..];
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// The bytes of a line `| 00000000  00 01 ...  text`.
fn hex(line: &str) -> Vec<u8> {
    let columns = line.get(12..60).expect("a line of a hex dump");
    let bytes = columns.split_ascii_whitespace();
    bytes
        .map(|byte| u8::from_str_radix(byte, 16).expect("two digits"))
        .collect()
}

/// Bytes as text to compare and to show: what is not UTF-8 stays distinct.
fn shown(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| format!("{bytes:02x?}"))
}

fn list<'a>(table: &'a toml::Value, key: &str) -> &'a [toml::Value] {
    table
        .get(key)
        .and_then(toml::Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'a>(table: &'a toml::Value, key: &str) -> &'a str {
    table[key].as_str().expect("a text")
}

fn copy_files(from: &Path, to: &Path) {
    fs::create_dir(to).expect("the scratch directory is writable");
    for entry in fs::read_dir(from).expect("the fixture is there") {
        let entry = entry.expect("the fixture is readable");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a fixture holds files");
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a scratch file that nobody else reads"
)]
fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("the scratch directory is writable");
}

#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn say(text: &str) {
    eprintln!("{text}");
}
