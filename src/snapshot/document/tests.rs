use super::*;
use crate::digest::Sha256;
use crate::model::execution::Change;
use crate::model::execution::Chunk;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Node;
use crate::model::execution::Resources;
use proptest::prelude::*;

const STREAMS: [Channel; 2] = [Channel::Stdout, Channel::Stderr];

fn chunk(stream: Stream, bytes: &[u8]) -> Chunk {
    Chunk {
        stream,
        bytes: bytes.to_vec(),
    }
}

fn execution(code: i32, output: Vec<Chunk>) -> Execution {
    Execution {
        ending: Ending::Exited { code },
        evidence: Evidence::default(),
        output,
        captured: Captured::default(),
        resources: Resources::default(),
    }
}

fn text(execution: &Execution, files: &[FileChange], channels: &[Channel]) -> String {
    let rendering = Rendering {
        execution,
        files,
        channels,
        filters: &[],
    };
    render(&rendering).document.text().to_string()
}

fn file(path: &str, change: Change, node: Node) -> FileChange {
    FileChange {
        path: path.to_owned(),
        change,
        node,
    }
}

/// FORMATS.md 1, example (a).
#[test]
fn streams_look_as_in_the_format() {
    let ran = execution(
        1,
        vec![
            chunk(
                Stream::Stdout,
                b"usage: greet [--name NAME]\n\n\x1b[2mtry --help\x1b[0m ",
            ),
            chunk(Stream::Stderr, b"error: unknown flag `--frob`\n"),
        ],
    );
    assert_eq!(
        text(&ran, &[], &STREAMS),
        "exited 1\n\nstdout:\n| usage: greet [--name NAME]\n|\n|$ \\x1b[2mtry --help\\x1b[0m\\x20\n\
         \\ no newline\n\nstderr:\n| error: unknown flag `--frob`\n"
    );
}

/// FORMATS.md 1, example (c).
#[test]
fn files_look_as_in_the_format() {
    let files = [
        file(
            "/data/report.bin",
            Change::Created,
            Node::File(vec![1, 0, 0xff, 0x7f]),
        ),
        file(
            "/data/old/in.csv",
            Change::Created,
            Node::File(b"a,b\n".to_vec()),
        ),
        file("/data/old", Change::Created, Node::Directory),
        file("/data/lock", Change::Removed, Node::File(Vec::new())),
        file(
            "/data/latest",
            Change::Created,
            Node::Link(b"report.bin".to_vec()),
        ),
        file(
            "/data/in.csv",
            Change::Changed,
            Node::File(b"a,b\n1,2\n".to_vec()),
        ),
    ];
    assert_eq!(
        text(
            &execution(0, vec![]),
            &files,
            &[Channel::Files, Channel::Stdout]
        ),
        "exited 0\n\nstdout: empty\n\nfile /data/in.csv: changed\n| a,b\n| 1,2\n\nlink /data/latest: created\n\
         | report.bin\n\nfile /data/lock: removed\n\ndirectory /data/old: created\n\nfile /data/old/in.csv: created\n\
         | a,b\n\nfile /data/report.bin: created, binary, 4 bytes\n\
         | 00000000  01 00 ff 7f                                       ....\n"
    );
}

#[test]
fn an_unusual_path_is_a_json_string() {
    let files = [
        file("/data/a: b", Change::Created, Node::File(Vec::new())),
        file("/\u{202e}", Change::Removed, Node::Directory),
    ];
    let shown = text(&execution(0, vec![]), &files, &[Channel::Files]);
    assert_eq!(
        shown,
        "exited 0\n\nfile \"/data/a: b\": created, empty\n\ndirectory \"/\\u202e\": removed\n"
    );
    assert_eq!(decode(&shown).expect("it is a document").sections.len(), 2);
    assert_eq!(
        text(&execution(0, vec![]), &[], &[Channel::Files]),
        "exited 0\n\nfiles: empty\n"
    );
}

#[test]
fn output_keeps_the_order_of_both_streams() {
    let ran = execution(
        0,
        vec![
            chunk(Stream::Stdout, b"one\ntw"),
            chunk(Stream::Stderr, b"warning \n"),
            chunk(Stream::Stdout, b"o\n"),
        ],
    );
    assert_eq!(
        text(&ran, &[], &[Channel::Output]),
        "exited 0\n\noutput:\n| one\n| tw\n\\ no newline\n!$ warning\\x20\n| o\n"
    );
}

#[test]
fn the_ending_may_stand_alone() {
    let mut ran = execution(0, vec![chunk(Stream::Stdout, b"x")]);
    ran.ending = Ending::TimedOut {
        frames: vec!["spin".to_owned()],
    };
    assert_eq!(text(&ran, &[], &[]), "timed out\n");
}

#[test]
fn filters_run_first_and_are_counted() {
    let filter = Arc::new(Filter {
        pattern: regex::bytes::Regex::new("0x[0-9a-f]+|X").unwrap(),
        replace: String::new(),
        channels: vec![],
        cases: "**".to_owned(),
        at: crate::model::defect::Place {
            path: "wassay.toml".into(),
            line: 4,
        },
    });
    let ran = execution(
        0,
        vec![
            chunk(Stream::Stdout, b"a0x1f "),
            chunk(Stream::Stderr, b"X"),
            chunk(Stream::Stdout, b"b\n"),
        ],
    );
    let files = [
        file("/t", Change::Created, Node::File(b"X\n".to_vec())),
        file("/b", Change::Created, Node::File(b"X\0".to_vec())),
    ];
    let rendered = render(&Rendering {
        execution: &ran,
        files: &files,
        channels: &[Channel::Output, Channel::Files],
        filters: &[filter],
    });
    // What stood between two chunks of stdout is gone, so they are one line; bytes are left alone.
    assert_eq!(
        &**rendered.document.text(),
        "exited 0\n\noutput:\n| a b\n\nfile /b: created, binary, 2 bytes\n\
         | 00000000  58 00                                             X.\n\nfile /t: created\n|\n"
    );
    assert_eq!(rendered.filtered, [("wassay.toml:4".to_owned(), 3)].into());
}

#[test]
fn large_channels_are_held_by_their_digest() {
    let mut bytes = b"0123456789abcde\n".repeat(10_000);
    let first = text(
        &execution(0, vec![chunk(Stream::Stdout, &bytes)]),
        &[],
        &[Channel::Stdout],
    );
    let digest = Sha256::of(&bytes);
    let Ok(Decoded { sections, .. }) = decode(&first) else {
        panic!("it is a document")
    };
    let Contents::Cut {
        head,
        size,
        digest: found,
        tail,
    } = &sections[0].1
    else {
        panic!("it is cut")
    };
    assert_eq!((*size, *found), (160_000, digest));
    assert_eq!(
        (head[0].bytes.len(), tail[0].bytes.len()),
        (32 << 10, 8 << 10)
    );
    bytes[100_000] ^= 1;
    let second = text(
        &execution(0, vec![chunk(Stream::Stdout, &bytes)]),
        &[],
        &[Channel::Stdout],
    );
    assert_ne!(first, second);
}

#[test]
fn the_digest_of_output_covers_the_streams() {
    let half = b"0123456789abcde\n".repeat(3_000);
    let of = |middle: &[(Stream, &[u8])]| {
        let mut output = vec![chunk(Stream::Stdout, &half)];
        output.extend(middle.iter().map(|(stream, bytes)| chunk(*stream, bytes)));
        output.push(chunk(Stream::Stdout, &half));
        text(&execution(0, output), &[], &[Channel::Output])
    };
    assert_ne!(
        of(&[(Stream::Stderr, b"a\nb\n")]),
        of(&[(Stream::Stderr, b"a\n"), (Stream::Stdout, b"b\n")])
    );
}

#[test]
fn what_is_no_document_is_refused() {
    for (text, line) in [
        ("exited 0\nstdout:\n", 2),
        ("exited 0\n\nstdin:\n", 3),
        ("exited 0\n\nstdout:\nx\n", 4),
        ("exited 0\n\nstdout:\n|$ \\q\n", 4),
        ("exited 0\n\nstdout:\n\\ no newline\n", 4),
        ("exited 0\n\nstdout: binary, 1 bytes\n| x\n", 4),
        ("exited 0\n\nfile /a: moved\n", 3),
        ("\\q\n", 1),
    ] {
        assert_eq!(
            decode(text).map_err(|error| error.line),
            Err(line),
            "{text:?}"
        );
    }
}

/// Bytes that are likely to look like structure, or to be lost.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = proptest::sample::select(vec![
        &b"\n"[..],
        b" ",
        b"\t",
        b"\r",
        b"\\",
        b"|",
        b"|$ ",
        b"! ",
        b"---",
        b"\\ no newline",
        b"stdout: empty",
        b"\xff",
        b"\xe2\x80",
        b"\x1b[",
        "\u{a0}".as_bytes(),
        "\u{202e}".as_bytes(),
        "\u{e9}".as_bytes(),
        b"\\x20",
        b"... 3 bytes, sha256 x ...",
        b"a",
        b"text of some length so that it is no binary",
    ]);
    let pieces = proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => pieces, 1 => proptest::collection::vec(any::<u8>(), 0..300)]
}

fn chunks() -> impl Strategy<Value = Vec<Chunk>> {
    proptest::collection::vec(
        bytes().prop_filter("chunks are not empty", |bytes| !bytes.is_empty()),
        0..5,
    )
    .prop_map(|all| {
        let streams = [Stream::Stdout, Stream::Stderr].into_iter().cycle();
        let chunks = all.into_iter().zip(streams);
        chunks
            .map(|(bytes, stream)| Chunk { stream, bytes })
            .collect()
    })
}

fn files() -> impl Strategy<Value = Vec<FileChange>> {
    let node = prop_oneof![
        bytes().prop_map(Node::File),
        bytes()
            .prop_filter("a link has a target", |bytes| !bytes.is_empty())
            .prop_map(Node::Link),
        Just(Node::Directory)
    ];
    let change = prop_oneof![
        Just(Change::Created),
        Just(Change::Changed),
        Just(Change::Removed)
    ];
    proptest::collection::btree_map("[a-z/ :\"\\\\\u{e9}\n]{1,6}", (change, node), 0..4).prop_map(
        |all| {
            all.into_iter()
                .map(|(path, (change, node))| FileChange { path, change, node })
                .collect()
        },
    )
}

/// What the sections of a document must decode to.
fn expected(execution: &Execution, files: &[FileChange]) -> Vec<(Heading, Vec<Chunk>)> {
    let one = |stream, bytes: &[u8]| {
        if bytes.is_empty() {
            vec![]
        } else {
            vec![chunk(stream, bytes)]
        }
    };
    let mut sections = vec![
        (
            Heading::Channel(Channel::Stdout),
            one(Stream::Stdout, &execution.stream(Stream::Stdout)),
        ),
        (
            Heading::Channel(Channel::Stderr),
            one(Stream::Stderr, &execution.stream(Stream::Stderr)),
        ),
        (Heading::Channel(Channel::Output), execution.output.clone()),
    ];
    if files.is_empty() {
        sections.push((Heading::Channel(Channel::Files), vec![]));
    }
    for file in files {
        let (kind, bytes) = match &file.node {
            Node::File(bytes) => (NodeKind::File, &bytes[..]),
            Node::Link(bytes) => (NodeKind::Link, &bytes[..]),
            Node::Directory => (NodeKind::Directory, &[][..]),
        };
        let bytes = if file.change == Change::Removed {
            &[][..]
        } else {
            bytes
        };
        let heading = Heading::Path {
            kind,
            path: file.path.clone(),
            change: file.change,
        };
        sections.push((heading, one(Stream::Stdout, bytes)));
    }
    sections
}

const ALL: [Channel; 4] = [
    Channel::Files,
    Channel::Stderr,
    Channel::Output,
    Channel::Stdout,
];

proptest! {
    #[test]
    fn documents_decode_to_what_was_rendered(output in chunks(), files in files()) {
        let total: usize = output.iter().map(|chunk| chunk.bytes.len()).sum();
        // Longer binary channels are cut.
        prop_assume!(total <= 256 && files.iter().all(|file| !matches!(&file.node, Node::File(b) if b.len() > 256)));
        let ran = execution(0, output);
        let shown = text(&ran, &files, &ALL);
        let decoded = decode(&shown).expect("a rendered document decodes");
        prop_assert_eq!(&decoded.ending, "exited 0");
        let found: Vec<_> = decoded.sections.into_iter().map(|(heading, contents)| match contents {
            Contents::Whole(chunks) => (heading, chunks),
            Contents::Cut { .. } => panic!("nothing is large"),
        }).collect();
        prop_assert_eq!(found, expected(&ran, &files));
    }

    #[test]
    fn equal_documents_are_equal_executions(a in chunks(), b in chunks()) {
        let (first, second) = (execution(0, a.clone()), execution(0, b.clone()));
        let same = text(&first, &[], &[Channel::Output]) == text(&second, &[], &[Channel::Output]);
        prop_assert_eq!(same, a == b);
    }

    #[test]
    fn nothing_in_a_document_can_be_trimmed(output in chunks(), files in files(), message in "\\PC{0,8}|[ \n\t\\\\]{0,4}") {
        let mut ran = execution(0, output);
        ran.ending = Ending::Faulted { message };
        let shown = text(&ran, &files, &ALL);
        prop_assert!(!shown.starts_with("---") && !shown.starts_with('\n'));
        prop_assert!(shown.ends_with('\n') && !shown.contains('\r'));
        for line in shown.lines() {
            prop_assert!(!line.ends_with(char::is_whitespace), "{line:?}");
        }
        prop_assert_eq!(format!("{}\n", shown.trim_end().replace("\r\n", "\n")), shown.clone());
        prop_assert_eq!(decode(&shown).map(|decoded| decoded.ending), Ok(ran.ending.to_string()));
    }

    #[test]
    fn decoding_never_panics(text in "[a-z]{0,8}\n(\n(stdout|file \"a\"|output):( created| binary, 3 bytes)?\n([|!]\\$?.{0,80}\n|\\\\ no newline\n){0,3}){0,3}|\\PC{0,40}") {
        let _ = decode(&text);
    }
}

#[test]
fn cut_output_keeps_gutters_on_both_sides() {
    let out = b"o".repeat(70_000);
    let err = b"e\n".repeat(100);
    let ran = execution(
        0,
        vec![chunk(Stream::Stdout, &out), chunk(Stream::Stderr, &err)],
    );
    let shown = text(&ran, &[], &[Channel::Output]);
    let lines: Vec<&str> = shown.lines().skip(3).collect();
    assert_eq!(lines[0].len(), 2 + (32 << 10));
    assert!(lines[1].starts_with("... 70200 bytes, sha256 "));
    assert_eq!(lines[2].len(), 2 + (8 << 10) - 200);
    assert_eq!(lines[3], "\\ no newline");
    assert_eq!((lines[4], lines.len()), ("! e", 4 + 100));
}

/// Run with `--ignored`; about 3 us for 1 KiB in 90 lines on an idle machine.
#[test]
#[ignore = "a measurement"]
fn rendering_costs_a_few_microseconds() {
    let ran = execution(0, vec![chunk(Stream::Stdout, &b"0123456789\n".repeat(90))]);
    let started = std::time::Instant::now();
    for _ in 0..100_000 {
        assert!(text(&ran, &[], &STREAMS).len() > 1_000);
    }
    let took = started.elapsed() / 100_000;
    assert!(took.as_micros() < 50, "{took:?}");
}
