use super::*;
use crate::files;
use crate::model::case::Case;
use crate::model::case::Kind;
use crate::model::case::Matrix;
use crate::model::case::Project;
use crate::model::case::Settings;
use crate::model::defect::Place;
use crate::model::engine::EngineKind;
use crate::model::engine::EngineSpec;
use crate::model::engine::Strategy;
use crate::model::id::CaseId;
use crate::model::id::TrialId;
use std::collections::BTreeMap;

/// Snapshots: file or variant, and text.
type Pairs<'a> = &'a [(&'a str, &'a str)];

fn trial(engine: &str, declared: Option<LimitEnding>) -> Trial {
    let project = Project {
        id: "a".to_owned(),
        suite: "a".into(),
        dir: "/a".into(),
        shown: "a".into(),
        runtimes: vec![],
        matrix: Matrix::default(),
        expects: vec![],
        filters: vec![],
        foreign: false,
    };
    let case = Case {
        id: CaseId::new("a/b"),
        project: Arc::new(project),
        kind: Kind::Command,
        file: "/a/b.wasm".into(),
        label: "b.wasm".to_owned(),
        description: None,
        tags: vec![],
        runtime: None,
        settings: Arc::new(Settings {
            ending: declared,
            ..Settings::default()
        }),
        at: Place {
            path: "a/wassay.toml".into(),
            line: 1,
        },
        pattern: None,
    };
    Trial {
        id: TrialId {
            case: case.id.clone(),
            release: None,
            engine: engine.into(),
        },
        case: Arc::new(case),
        runtime: None,
        engine: Arc::new(EngineSpec {
            name: engine.to_owned(),
            kind: EngineKind::Embedded {
                strategy: Strategy::Cranelift,
                options: BTreeMap::new(),
            },
            at: None,
            spans: BTreeMap::new(),
        }),
        expectation: None,
        barred: None,
    }
}

struct Tree {
    root: tempfile::TempDir,
}

impl Tree {
    fn new(snapshots: Pairs<'_>) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (name, file) in snapshots {
            let path = root.path().join("snapshots").join(name);
            files::write_atomic(&path, file.as_bytes()).unwrap();
        }
        Self { root }
    }

    fn compare(
        &self,
        trial: &Trial,
        ending: &Ending,
        text: &str,
    ) -> Result<Compared, CompareError> {
        let storage = Storage::open(&self.root.path().join("snapshots"), self.root.path()).unwrap();
        compare(&storage, trial, ending, &Document::new(text))
    }
}

const EXITED: Ending = Ending::Exited { code: 0 };
const SNAPSHOT: &str = "---\ndescription: x\ninfo:\n  format: 1\n---\nexited 0\n\nstdout:\n| a\n";
const DOCUMENT: &str = "exited 0\n\nstdout:\n| a\n";

fn timed_out() -> Ending {
    Ending::TimedOut { frames: vec![] }
}

#[test]
fn the_same_document_matches_however_the_file_is_laid_out() {
    let crlf = SNAPSHOT.replace('\n', "\r\n");
    let without_end = SNAPSHOT.trim_end();
    for file in [SNAPSHOT, &crlf, without_end] {
        let tree = Tree::new(&[("a/b.snap", file)]);
        let compared = tree
            .compare(&trial("default", None), &EXITED, DOCUMENT)
            .unwrap();
        assert_eq!(compared.verdict, Verdict::Matched, "{file:?}");
        let snapshot = compared.snapshot.unwrap();
        assert_eq!(snapshot.path, "snapshots/a/b.snap");
        assert_eq!(snapshot.accepted, Some(Sha256::of(DOCUMENT.as_bytes())));
        assert_eq!(compared.accepted_text, None);
    }
}

#[test]
fn another_document_differs_and_brings_the_accepted_one() {
    let tree = Tree::new(&[("a/b.snap", SNAPSHOT), ("a/b@engine=winch.snap", SNAPSHOT)]);
    let actual = "exited 0\n\nstdout:\n| b\n";
    let compared = tree
        .compare(&trial("winch", None), &EXITED, actual)
        .unwrap();
    let Verdict::Differs(found) = compared.verdict else {
        panic!("it differs")
    };
    assert_eq!(
        (found[0].channel, found[0].line),
        (Channel::Stdout, Some(1))
    );
    assert_eq!(compared.accepted_text.as_deref(), Some(DOCUMENT));
    let snapshot = compared.snapshot.unwrap();
    assert_eq!(snapshot.variant.as_deref(), Some("engine=winch"));
    assert_eq!(snapshot.accepted, Some(Sha256::of(DOCUMENT.as_bytes())));
}

#[test]
fn without_a_snapshot_it_is_unseen() {
    let tree = Tree::new(&[("a/c.snap", SNAPSHOT), ("a/b@engine=winch.snap", SNAPSHOT)]);
    let compared = tree
        .compare(&trial("default", None), &EXITED, DOCUMENT)
        .unwrap();
    assert_eq!(
        (compared.verdict, compared.snapshot),
        (Verdict::Unseen, None)
    );
}

#[test]
fn an_ending_that_is_not_allowed_differs_even_from_its_snapshot() {
    let accepted = "---\n---\ntimed out\n";
    let said = |tree: &Tree, declared, ending: &Ending, text: &str| match tree
        .compare(&trial("default", declared), ending, text)
        .unwrap()
        .verdict
    {
        Verdict::Differs(found) => {
            format!(
                "{:?} {:?}",
                found[0].expected.as_deref(),
                found[0].actual.as_deref()
            )
        }
        other => other.as_str().to_owned(),
    };
    let limit = Some(LimitEnding::TimedOut);
    let (none, some) = (Tree::new(&[]), Tree::new(&[("a/b.snap", accepted)]));
    assert_eq!(
        said(&some, None, &timed_out(), "timed out\n"),
        "None Some(\"timed out\")"
    );
    assert_eq!(
        said(&none, None, &timed_out(), "timed out\n"),
        "None Some(\"timed out\")"
    );
    assert_eq!(said(&some, limit, &timed_out(), "timed out\n"), "matched");
    assert_eq!(said(&none, limit, &timed_out(), "timed out\n"), "unseen");
    assert_eq!(
        said(&some, limit, &EXITED, "exited 0\n"),
        "Some(\"timed out\") Some(\"exited 0\")"
    );
    assert_eq!(
        said(&some, limit, &Ending::OutOfMemory, "out of memory\n"),
        "Some(\"timed out\") Some(\"out of memory\")"
    );
}

#[test]
fn what_cannot_be_compared_is_an_error_and_never_new() {
    let newer = "---\ninfo:\n  format: 2\n---\nexited 9\n";
    let table: [(Pairs<'_>, &str, &str); 4] = [
        (
            &[("a/b.snap", newer)],
            "snapshot-newer",
            "snapshot `snapshots/a/b.snap` has format 2: this wassay reads format 1",
        ),
        (
            &[("a/b.snap", "")],
            "snapshot-unreadable",
            "`snapshots/a/b.snap` is no snapshot: it does not begin with a line `---`",
        ),
        (
            &[("a/b.snap", "---\n\t: x\n---\n")],
            "snapshot-unreadable",
            "`snapshots/a/b.snap` is no snapshot: line 2 of its header is not in the form `key: value`",
        ),
        (
            &[
                ("a/b@engine=winch.snap", SNAPSHOT),
                ("a/b@engine=winch,.snap", SNAPSHOT),
                ("a/b.snap", ""),
            ],
            "",
            "",
        ),
    ];
    for (snapshots, code, message) in &table[..3] {
        let tree = Tree::new(snapshots);
        let cause = tree
            .compare(&trial("default", None), &EXITED, DOCUMENT)
            .unwrap_err()
            .cause();
        assert_eq!((cause.stage, cause.code.as_str()), (Stage::Compare, *code));
        assert_eq!(cause.chain.join(": "), *message);
        assert!(cause.hint.is_some());
    }
    // A file whose name is no address takes no part.
    let tree = Tree::new(table[3].0);
    assert!(
        tree.compare(&trial("winch", None), &EXITED, DOCUMENT)
            .is_ok()
    );
}

#[test]
fn two_variants_that_serve_equally_well_are_named() {
    let mut own = trial("winch", None);
    own.id.release = Some(("lua".into(), crate::model::version::Version::new("5.5.1")));
    let tree = Tree::new(&[
        ("a/b@engine=winch.snap", SNAPSHOT),
        ("a/b@lua=5.5.snap", SNAPSHOT),
    ]);
    let cause = tree.compare(&own, &EXITED, DOCUMENT).unwrap_err().cause();
    assert_eq!(cause.code, "snapshot-tie");
    assert_eq!(
        cause.message(),
        "`snapshots/a/b@engine=winch.snap` and `snapshots/a/b@lua=5.5.snap` serve `a/b@lua=5.5.1,engine=winch` equally well"
    );
}

/// Run with `--ignored`; about 4 us on an idle machine, of which most is the kernel's.
#[test]
#[ignore = "a measurement"]
fn a_match_costs_a_few_microseconds() {
    let text = format!("exited 0\n\nstdout:\n{}", "| 0123456789\n".repeat(80));
    let file = format!("---\ndescription: x\ninfo:\n  format: 1\n---\n{text}");
    let tree = Tree::new(&[("a/b.snap", &file)]);
    let storage = Storage::open(&tree.root.path().join("snapshots"), tree.root.path()).unwrap();
    let (trial, document) = (trial("default", None), Document::new(text));
    let started = std::time::Instant::now();
    for _ in 0..100_000 {
        let compared = compare(&storage, &trial, &EXITED, &document).unwrap();
        assert_eq!(compared.verdict, Verdict::Matched);
    }
    let took = started.elapsed() / 100_000;
    assert!(took.as_micros() < 50, "{took:?}");
}
