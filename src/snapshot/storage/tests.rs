use super::*;
use proptest::prelude::*;

struct Tree {
    root: tempfile::TempDir,
}

impl Tree {
    fn new() -> Self {
        Self {
            root: tempfile::tempdir().unwrap(),
        }
    }

    fn with(self, name: &str, text: &str) -> Self {
        files::write_atomic(&self.path(name), text.as_bytes()).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("snapshots").join(name)
    }

    fn open(&self) -> Storage {
        Storage::open(&self.root.path().join("snapshots"), self.root.path()).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let storage = self.open();
        let mut names: Vec<String> = storage
            .all()
            .chain(storage.all_pending())
            .map(|stored| storage.name(stored))
            .collect();
        names.sort();
        names
    }
}

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

fn document(text: &str) -> Document {
    Document::new(text)
}

fn header(description: &str) -> Header<'_> {
    Header {
        description: Some(description),
        expression: Some("lua numbers.lua --flag \"a: b\""),
    }
}

const DOCUMENT: &str = "exited 0\n\nstdout:\n| a\n|\n|$ b\\x20\n\nstderr: empty\n";

#[test]
fn a_missing_directory_holds_nothing() {
    let storage = Tree::new().open();
    assert_eq!(storage.all().count(), 0);
    assert_eq!(storage.variants(&CaseId::new("a")), []);
}

#[test]
fn snapshots_are_listed_by_case() {
    let tree = Tree::new()
        .with("lua/a@lua=5.5.snap", "x")
        .with("lua/a.snap", "x")
        .with("lua/a@lua=5.1.snap.new", "x")
        .with("lua/.hidden/b.snap", "x")
        .with("lua/deep/er/b.snap", "x")
        .with("lua/a@x.snap", "x");
    let storage = tree.open();
    let shown: Vec<&str> = storage
        .variants(&CaseId::new("lua/a"))
        .iter()
        .map(|stored| stored.shown.as_str())
        .collect();
    assert_eq!(
        shown,
        ["snapshots/lua/a.snap", "snapshots/lua/a@lua=5.5.snap"]
    );
    let pending = &storage.pending_of(&CaseId::new("lua/a"))[0];
    assert_eq!(pending.shown, "snapshots/lua/a@lua=5.1.snap");
    assert_eq!(storage.name(pending), "snapshots/lua/a@lua=5.1.snap.new");
    assert_eq!(storage.variants(&CaseId::new("lua/deep/er/b")).len(), 1);
    assert_eq!(storage.strays(), [tree.path("lua/a@x.snap")]);
    assert_eq!(storage.all().count(), 3);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_no_snapshot_and_is_not_waited_for() {
    let tree = Tree::new().with("a.snap.new", "x");
    let socket = tree.path("b.snap");
    let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let storage = tree.open();
    assert_eq!(storage.variants(&CaseId::new("b")), []);
    assert_eq!(storage.strays(), [socket]);
}

#[test]
fn accepting_makes_the_bytes_of_the_pending_file_the_snapshot() {
    let tree = Tree::new();
    let own = address("lua/numbers@lua=5.5,engine=winch");
    let pending = tree
        .open()
        .write_pending(&own, &header("Numbers: \"quoted\""), &document(DOCUMENT))
        .unwrap();
    let bytes = fs::read(&pending.path).unwrap();
    let storage = tree.open();
    let accepted = storage
        .accept(&pending, document(DOCUMENT).digest())
        .unwrap();
    assert_eq!(fs::read(&accepted.path).unwrap(), bytes);
    assert_eq!(
        tree.names(),
        ["snapshots/lua/numbers@lua=5.5,engine=winch.snap"]
    );
    assert!(tree.open().holds(&accepted, &document(DOCUMENT)).unwrap());
    let loaded = tree.open().load(&accepted).unwrap();
    assert_eq!(&*loaded.text, DOCUMENT);
    assert_eq!(loaded.description.as_deref(), Some("Numbers: \"quoted\""));
}

#[test]
fn only_what_was_shown_is_accepted() {
    let tree = Tree::new();
    let storage = tree.open();
    let pending = storage
        .write_pending(&address("a"), &header("x"), &document(DOCUMENT))
        .unwrap();
    let refused = storage.accept(&pending, document("exited 1\n").digest());
    assert!(matches!(refused, Err(StorageError::Stale(_))));
    assert_eq!(tree.names(), ["snapshots/a.snap.new"]);
}

#[test]
fn an_unchanged_pending_file_is_left_alone() {
    let tree = Tree::new();
    let storage = tree.open();
    let write = |text: &str| {
        let stored = storage
            .write_pending(&address("a"), &header("x"), &document(text))
            .unwrap();
        fs::metadata(stored.path).unwrap().modified().unwrap()
    };
    let first = write(DOCUMENT);
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(write(DOCUMENT), first);
    assert_ne!(write("exited 1\n"), first);
}

#[test]
fn writing_what_is_accepted_removes_what_was_pending() {
    let tree = Tree::new().with("a.snap.new", "x");
    tree.open()
        .write_accepted(&address("a"), &header("x"), &document(DOCUMENT))
        .unwrap();
    assert_eq!(tree.names(), ["snapshots/a.snap"]);
}

#[test]
fn removing_twice_is_no_error() {
    let tree = Tree::new().with("a.snap.new", "x");
    let storage = tree.open();
    let pending = storage.pending_of(&CaseId::new("a"))[0].clone();
    storage.remove_pending(&pending).unwrap();
    storage.remove_pending(&pending).unwrap();
    assert!(tree.names().is_empty());
}

#[test]
fn line_ends_of_windows_are_the_same_document() {
    let tree = Tree::new();
    let storage = tree.open();
    let stored = storage
        .write_accepted(&address("a"), &header("x"), &document(DOCUMENT))
        .unwrap();
    let text = fs::read_to_string(&stored.path).unwrap();
    files::write_atomic(&stored.path, text.replace('\n', "\r\n").as_bytes()).unwrap();
    assert!(!storage.holds(&stored, &document(DOCUMENT)).unwrap());
    assert_eq!(&*storage.load(&stored).unwrap().text, DOCUMENT);
}

#[test]
fn what_is_no_snapshot_says_why() {
    let table = [
        (
            "",
            "`snapshots/a.snap` is no snapshot: it does not begin with a line `---`",
        ),
        (
            "---\nx: y\n",
            "`snapshots/a.snap` is no snapshot: its header is not closed by a line `---`",
        ),
        (
            "---\n[\n---\n",
            "`snapshots/a.snap` is no snapshot: line 2 of its header is not in the form `key: value`",
        ),
        (
            "---\ninfo:\n  format: 2\n---\nexited 0\n",
            "snapshot `snapshots/a.snap` has format 2: this wassay reads format 1",
        ),
    ];
    for (file, expected) in table {
        let tree = Tree::new().with("a.snap", file);
        let storage = tree.open();
        let error = storage
            .load(&storage.variants(&CaseId::new("a"))[0])
            .unwrap_err();
        let cause =
            crate::model::cause::Cause::of(crate::model::cause::Stage::Compare, "x", &error);
        assert_eq!(cause.chain.join(": "), expected);
        assert!(error.hint().is_some());
    }
    let tree = Tree::new();
    files::write_atomic(&tree.path("a.snap"), b"---\n---\n\xff\n").unwrap();
    let storage = tree.open();
    let error = storage
        .load(&storage.variants(&CaseId::new("a"))[0])
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`snapshots/a.snap` is no snapshot: it is not UTF-8"
    );
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let outside = Tree::new().with("kept.snap", "---\n---\nkept\n");
    let tree = Tree::new().with("x/a.snap.new", "---\n---\nexited 0\n");
    symlink(outside.path("kept.snap"), tree.path("x/a.snap")).unwrap();
    symlink(outside.path(""), tree.path("y")).unwrap();
    let storage = tree.open();
    let linked = &storage.variants(&CaseId::new("x/a"))[0];
    let is_link = |error: Result<(), StorageError>| matches!(error, Err(StorageError::Link(_)));
    assert!(is_link(storage.load(linked).map(|_| ())));
    assert!(is_link(
        storage.holds(linked, &document(DOCUMENT)).map(|_| ())
    ));
    let pending = &storage.pending_of(&CaseId::new("x/a"))[0];
    let shown = Sha256::of(b"exited 0\n");
    assert!(is_link(storage.accept(pending, shown).map(|_| ())));
    for name in ["y/b", "x/a"] {
        let written = storage.write_accepted(&address(name), &header("x"), &document(DOCUMENT));
        assert!(is_link(written.map(|_| ())), "{name}");
    }
    assert!(is_link(
        storage
            .write_pending(&address("y/kept"), &header("x"), &document(DOCUMENT))
            .map(|_| ())
    ));
    assert_eq!(fs::read_dir(outside.path("")).unwrap().count(), 1);
}

#[test]
fn what_cannot_be_written_is_an_error_that_names_it() {
    let tree = Tree::new().with("a", "a file where a directory must be");
    let error = tree
        .open()
        .write_pending(&address("a/b"), &header("x"), &document(DOCUMENT))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "snapshot `snapshots/a/b.snap.new` cannot be written"
    );
}

#[test]
fn five_thousand_snapshots_are_listed_at_once() {
    let tree = Tree::new();
    let dir = tree.path("big");
    fs::create_dir_all(&dir).unwrap();
    for index in 0..5_000 {
        fs::File::create(dir.join(format!("case-{index:05}.snap"))).unwrap();
    }
    let started = std::time::Instant::now();
    let storage = tree.open();
    let took = started.elapsed();
    assert_eq!(storage.all().count(), 5_000);
    // A few milliseconds; the bound is loose because machines are busy.
    assert!(took.as_millis() < 500, "{took:?}");
}

/// Reads with insta and saves with insta: what `cargo insta accept` does to a file.
fn through_insta(path: &Path) -> (insta::Snapshot, Vec<u8>) {
    let snapshot = insta::Snapshot::from_file(path).unwrap();
    let copy = path.with_extension("copy");
    snapshot.save(&copy).unwrap();
    let bytes = fs::read(&copy).unwrap();
    (snapshot, bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn insta_keeps_every_byte(
        description in "\\PC{0,24}|[-:#'\" \n+.0-9a-z~{}\\[\\]&*!|>%@`\\\\]{0,12}|[+-]?\\.(inf|nan|NaN|Inf)|0[ox][0-7]{1,3}|yes|null|1e5",
        expression in "\\PC{1,12}",
        variant in prop_oneof![Just(""), Just("@lua=5.5"), Just("@engine=winch"), Just("@lua=3.2..3.3,engine=winch")],
        output in "[a\\\\|$ \t]{0,12}(\n[-a \u{a0}\r]{0,6}){0,4}",
    ) {
        let tree = Tree::new();
        let own = address(&format!("lua/numbers{variant}"));
        let ran = crate::model::execution::Execution {
            ending: crate::model::execution::Ending::Exited { code: 0 },
            evidence: crate::model::execution::Evidence::default(),
            output: vec![crate::model::execution::Chunk {
                stream: crate::model::execution::Stream::Stdout,
                bytes: output.into_bytes(),
            }],
            captured: crate::model::captured::Captured::default(),
            resources: crate::model::execution::Resources::default(),
        };
        let document = crate::snapshot::document::render(&crate::snapshot::document::Rendering {
            execution: &ran,
            files: &[],
            channels: &[crate::model::execution::Channel::Stdout],
            filters: &[],
        }).document;
        let header = Header { description: Some(&description), expression: Some(&expression) };
        let stored = tree.open().write_pending(&own, &header, &document).unwrap();
        let (snapshot, saved) = through_insta(&stored.path);
        let written = fs::read(&stored.path).unwrap();
        prop_assert_eq!(String::from_utf8_lossy(&saved), String::from_utf8_lossy(&written));
        prop_assert_eq!(header::body(&saved), Some(document.text().as_bytes()));
        let loaded = tree.open().load(&stored).unwrap();
        prop_assert_eq!(loaded.description.as_deref(), snapshot.metadata().description());
        prop_assert_eq!(loaded.expression.as_deref(), snapshot.metadata().expression());
        if !description.chars().any(|c| c != '\n' && crate::wording::is_invisible(c)) && !description.is_empty() {
            let found = snapshot.metadata().description().unwrap_or_default();
            prop_assert!(found == description || found == format!("{description}."), "{found:?} {description:?}");
        }
    }

    #[test]
    fn what_we_read_never_makes_insta_panic(header in "([a-z]{1,6}:( [-+.\"'a-z0-9{}\\[\\]&*!|>~,]{0,12})?\n|  [-a-z\"']{0,4}:? ?[-.+a-z0-9\"]{0,8}\n){0,5}") {
        let tree = Tree::new().with("a.snap", &format!("---\n{header}---\nexited 0\n"));
        let storage = tree.open();
        let stored = &storage.variants(&CaseId::new("a"))[0];
        if storage.load(stored).is_ok() {
            let _ = insta::Snapshot::from_file(&stored.path);
        }
    }
}
