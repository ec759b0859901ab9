//! The bodies of the fuzz targets: each takes any bytes and panics when something that must always hold does not.
//!
//! `fuzz/fuzz_targets/<name>.rs` runs them under libFuzzer; `fuzz_corpus.rs` runs them over the corpus on every test
//! run. A new target is a function here, a line in [`TARGETS`], a directory in `fuzz/corpus`, a file in
//! `fuzz/fuzz_targets` and a `[[bin]]` in `fuzz/Cargo.toml`; the replay says which of them is missing.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use wassay::digest::Sha256;
use wassay::install;
use wassay::manifest::source::Source;
use wassay::manifest::wassay::Segment;
use wassay::manifest::wassay::Standing;
use wassay::manifest::wassay::Wassay;
use wassay::manifest::wws::Wws;
use wassay::model::call::Call;
use wassay::model::defect::Defect;
use wassay::model::execution::Channel;
use wassay::model::execution::Chunk;
use wassay::model::execution::Ending;
use wassay::model::execution::Evidence;
use wassay::model::execution::Execution;
use wassay::model::execution::Resources;
use wassay::model::execution::Stream;
use wassay::model::id::Address;
use wassay::model::runtime::ArchiveFormat;
use wassay::model::version::Version;
use wassay::model::version::VersionRange;
use wassay::record;
use wassay::report::Style;
use wassay::report::defects;
use wassay::select::filter::Expr;
use wassay::snapshot::Storage;
use wassay::snapshot::document::Contents;
use wassay::snapshot::document::Heading;
use wassay::snapshot::document::Rendering;
use wassay::snapshot::document::decode;
use wassay::snapshot::document::render;
use wassay::wasm;
use wassay::wording::is_invisible;

/// The body of a target.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 12] = [
    ("address", address),
    ("archive", archive),
    ("call", call),
    ("document", document),
    ("filter_expression", filter_expression),
    ("record_line", record_line),
    ("sniff", sniff),
    ("snapshot_header", snapshot_header),
    ("version_range", version_range),
    ("wassay_manifest", wassay_manifest),
    ("world", world),
    ("wws_manifest", wws_manifest),
];

/// Of an archive the file asked for is taken, within the bound, or there are words for why not.
///
/// The first byte says which kind of archive the others are: packed as they stand for 0 to 3, and for 4 and 5
/// what is to be packed, so that mutations reach the tar archive within.
pub fn archive(bytes: &[u8]) {
    const MOST: u64 = 1 << 20;
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let formats = [
        ArchiveFormat::TarGzip,
        ArchiveFormat::TarXz,
        ArchiveFormat::TarZstd,
        ArchiveFormat::Zip,
    ];
    let packed = match kind % 6 {
        4 => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(bytes).expect("memory takes all");
            encoder.finish().expect("memory takes all")
        }
        5 => zstd::encode_all(bytes, 1).expect("memory takes all"),
        _ => bytes.to_vec(),
    };
    let format = match kind % 6 {
        4 => ArchiveFormat::TarGzip,
        5 => ArchiveFormat::TarZstd,
        plain => formats[usize::from(plain)],
    };
    match install::members(&packed, format, &["x", "bin/y"], MOST) {
        Ok(taken) => {
            assert_eq!(taken.len(), 2);
            let all: usize = taken.iter().flatten().map(Vec::len).sum();
            assert!(all as u64 <= MOST);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A call that was read is read again as the same when it is printed, and what is wrong with one has a place in it.
pub fn call(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match Call::parse(text) {
        Ok(call) => {
            let printed = call.to_string();
            let again = Call::parse(&printed).expect("a printed call is a call");
            assert_eq!(again.to_string(), printed, "{text:?}");
        }
        Err(error) => assert!((1..=text.chars().count() + 1).contains(&error.column)),
    }
}

/// A world is text without a byte that could act on a terminal, or there are words for why there is none.
pub fn world(bytes: &[u8]) {
    // Components in the corpus are written as text.
    let made = wasm::text::to_binary("world.wat", bytes).ok();
    match wasm::world(made.as_deref().unwrap_or(bytes)) {
        Ok(text) => assert!(text.ends_with('\n')),
        Err(error) => assert!(!error.to_string().is_empty() && !error.code().is_empty()),
    }
}

/// An address that was read is read again as the same when it is printed.
pub fn address(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(address) = Address::parse(text) {
        let again = Address::parse(&address.to_string());
        assert_eq!(again.as_ref(), Ok(&address), "{address}");
    }
}

/// So is a version range; and versions have one order, whichever is asked first.
pub fn version_range(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (first, second) = text.split_once('\n').unwrap_or((text, "1.2.0-rc1"));
    let (a, b) = (Version::new(first), Version::new(second));
    assert_eq!(a.cmp(&b), b.cmp(&a).reverse(), "{first:?} {second:?}");
    assert_eq!(a == b, a.cmp(&b).is_eq(), "{first:?} {second:?}");
    assert!(a.has_prefix(first));
    let Ok(range) = VersionRange::parse(first) else {
        return;
    };
    let printed = range.to_string();
    let again = VersionRange::parse(&printed).expect("a printed range is read");
    assert_eq!(again, range, "{printed}");
    assert_eq!(range.holds(&b, &[]), again.holds(&b, &[]));
}

/// So is a filter expression; and a mistake lies inside of what was written.
pub fn filter_expression(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match Expr::parse(text) {
        Ok(expr) => {
            let printed = expr.to_string();
            let again = Expr::parse(&printed).expect("a printed expression is read");
            assert_eq!(again, expr, "{printed}");
        }
        Err(error) => assert!(
            text.get(error.span.clone()).is_some(),
            "{:?} of {text:?}",
            error.span
        ),
    }
}

/// Any text is a `wassay.toml` or has defects that can be shown.
pub fn wassay_manifest(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let source = Source::new("wassay.toml".into(), "/tree/lua".into(), text.to_owned());
    let project = Standing {
        root: false,
        suites_root: false,
        project: true,
        parent: "",
        segment: Segment::Directory("lua"),
    };
    let root = Standing {
        root: true,
        suites_root: false,
        project: false,
        parent: "",
        segment: Segment::None,
    };
    for standing in [project, root] {
        let (wassay, faults) = Wassay::read(&source, &standing);
        assert_eq!(wassay.is_broken, !faults.is_empty());
        can_be_shown(&faults, text);
    }
    let _ = Wassay::is_root(text);
}

/// Any text is a `.wws.toml` or has defects that can be shown.
pub fn wws_manifest(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let source = Source::new(".wws.toml".into(), "/tree/lua".into(), text.to_owned());
    let (wws, faults) = Wws::read(&source, Path::new("/tree"));
    assert_eq!(wws.is_broken, !faults.is_empty());
    can_be_shown(&faults, text);
}

/// Every defect stands on a line of the text, and nothing of it acts on a terminal.
fn can_be_shown(faults: &[Defect], text: &str) {
    for fault in faults {
        let at = fault.at.as_ref().expect("a fault of a text has a place");
        // Without what may be secret in its URLs.
        let is_shown = |line: &str| wassay::wording::masked(line).contains(&at.text);
        assert!(
            text.split('\n').any(is_shown),
            "{fault:?} is not of the text {text:?}"
        );
        let width = at.text.chars().count();
        assert!((1..=width + 1).contains(&at.column), "{fault:?}");
        assert!(
            at.length >= 1 && at.column + at.length <= width + 2,
            "{fault:?}"
        );
    }
    let mut shown = Vec::new();
    defects::show(&mut shown, faults, Style::plain()).expect("a buffer takes everything");
    let shown = String::from_utf8(shown).expect("defects are text");
    let bad = shown.chars().find(|c| *c != '\n' && is_invisible(*c));
    assert_eq!(bad, None, "{shown:?}");
}

/// Any text is a document or has a first wrong line; any output of a guest becomes a document that is read back as it
/// was, and that insta does not trim.
pub fn document(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Err(error) = decode(text)
    {
        assert!((1..=text.split('\n').count() + 1).contains(&error.line));
    }
    let output = chunks(bytes);
    let execution = Execution {
        ending: Ending::Faulted {
            message: String::from_utf8_lossy(&bytes[..bytes.len().min(16)]).into_owned(),
        },
        evidence: Evidence::default(),
        output,
        captured: wassay::model::captured::Captured::default(),
        resources: Resources::default(),
    };
    let rendered = render(&Rendering {
        execution: &execution,
        files: &[],
        channels: &[Channel::Stdout, Channel::Stderr, Channel::Output],
        filters: &[],
    });
    let text: &str = rendered.document.text();
    assert_eq!(text, format!("{}\n", text.trim()), "insta would trim it");
    assert!(!text.starts_with("---"));
    assert!(
        text.chars()
            .all(|c| matches!(c, '\n' | '\t') || !is_invisible(c))
    );
    let decoded = decode(text).expect("what is rendered is a document");
    assert_eq!(decoded.ending, execution.ending.to_string());
    let wanted = [
        (Channel::Stdout, only(&execution, Stream::Stdout)),
        (Channel::Stderr, only(&execution, Stream::Stderr)),
        (Channel::Output, execution.output.clone()),
    ];
    assert_eq!(decoded.sections.len(), wanted.len());
    for ((heading, contents), (channel, chunks)) in decoded.sections.iter().zip(wanted) {
        assert_eq!(heading, &Heading::Channel(channel));
        if let Contents::Whole(own) = contents {
            assert_eq!(own, &chunks, "{channel} of {text}");
        }
    }
}

/// A byte 0xfe in what is fuzzed changes the stream.
fn chunks(bytes: &[u8]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for (index, part) in bytes.split(|byte| *byte == 0xfe).enumerate() {
        let stream = [Stream::Stdout, Stream::Stderr][index % 2];
        match chunks.last_mut() {
            _ if part.is_empty() => {}
            Some(last) if last.stream == stream => last.bytes.extend_from_slice(part),
            _ => chunks.push(Chunk {
                stream,
                bytes: part.to_vec(),
            }),
        }
    }
    chunks
}

fn only(execution: &Execution, stream: Stream) -> Vec<Chunk> {
    let bytes = execution.stream(stream);
    if bytes.is_empty() {
        return Vec::new();
    }
    vec![Chunk { stream, bytes }]
}

/// Any file that is called a snapshot is read or refused; one that is read can be accepted, or insta says why not, and
/// what is accepted holds the document that was seen.
pub fn snapshot_header(bytes: &[u8]) {
    let dir = scratch();
    put(&dir.path().join("lua/hello.snap.new"), bytes);
    let open = || Storage::open(dir.path(), dir.path()).expect("the directory can be listed");
    let storage = open();
    let pending = storage
        .all_pending()
        .next()
        .expect("the file is there")
        .clone();
    let Ok(seen) = storage.load(&pending) else {
        return;
    };
    if let Ok(accepted) = storage.accept(&pending, Sha256::of(seen.text.as_bytes())) {
        let kept = open().load(&accepted).expect("what was accepted is read");
        assert_eq!(kept.text, seen.text);
    }
}

/// Any file is a record, a part of one or none; both ways of reading agree on whether it is one.
pub fn record_line(bytes: &[u8]) {
    let dir = scratch();
    let path = dir.path().join("run.ndjson");
    put(&path, bytes);
    let outcomes = record::outcomes(&path);
    let Ok(events) = record::read(&path) else {
        assert!(outcomes.is_err());
        return;
    };
    let mut count = 0;
    for event in events {
        count += usize::from(event.is_ok());
    }
    let lines = bytes.split(|byte| *byte == b'\n').count();
    assert!(count <= lines, "{count} events in {lines} lines");
}

/// Any bytes are a program or are refused with a reason; a text that is a program is one in binary, too.
pub fn sniff(bytes: &[u8]) {
    if let Err(error) = wasm::sniff(bytes) {
        assert!(!error.to_string().chars().any(is_invisible), "{error}");
    }
    let _ = wasm::text::is_text("guest.wasm", bytes);
    match wasm::text::to_binary("guest.wat", bytes) {
        Ok(binary) => {
            // The parser of the text does not validate: what it makes may still be refused.
            let _ = wasm::sniff(&binary);
        }
        Err(error) => assert!(error.line >= 1 && error.column >= 1),
    }
}

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().expect("there is room for a small file")
}

fn put(path: &Path, bytes: &[u8]) {
    let parent = path.parent().expect("the file lies in a directory");
    std::fs::create_dir_all(parent).expect("a directory can be made");
    let mut file = File::create(path).expect("a file can be made");
    file.write_all(bytes)
        .expect("there is room for a small file");
}
