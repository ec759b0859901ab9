//! The truth of `invoke` and `http` from elsewhere: the wasmtime command, in a process for each call and each handler.
//!
//! Every case of those kinds in the tree is found as `wassay run` finds it. What its accepted snapshot says of each call
//! is held against `wasmtime run --invoke`, and of each request against `wasmtime serve` over a socket. A question that
//! the two answer differently stands in [`EXCEPTIONS`] with the reason; one that stands there and agrees after all is as
//! wrong as one that differs. What no wasmtime command can be asked is listed with the reason.
//!
//! It runs where `WASSAY_TEST_WASMTIME` is the path of a wasmtime of the version built in here (`benches/peers.sh` makes
//! one, which takes minutes), and is skipped by name elsewhere, on CI too. `WASSAY_TEST_WASMTIME_ONLY` picks cases by a
//! part of their id.

#![expect(
    clippy::print_stdout,
    reason = "a test that compares says what it compared"
)]

mod client;
mod document;
mod http;
mod invoke;
mod peer;

use crate::document::Document;
use crate::peer::Wasmtime;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use wassay::discover;
use wassay::model::case::Case;
use wassay::model::case::Kind;

/// Questions that wasmtime answers otherwise, or is not asked: `suite/case` for all of a case, `suite/case#2` for its
/// second call or request.
const EXCEPTIONS: &[(&str, There, &str)] = &[
    (
        "components/later#1",
        There::NotAsked,
        "an hour under wasmtime is an hour",
    ),
    ("components/dropped#4", There::Differs, RESTS),
    ("components/given-away#3", There::Differs, RESTS),
    ("components/one-instance#4", There::Differs, RESTS),
    ("components/interface-function", There::Differs, NAMES),
    ("components/one-instance#2", There::Differs, NAMES),
    ("components/one-instance#3", There::Differs, OTHER),
    ("components/whole-name#3", There::Differs, OTHER),
    ("components/whole-name#1", There::Differs, BEFORE),
    ("http/leak-p2", There::Differs, ENDS),
    ("http/leak-p3", There::Differs, ENDS),
    ("http/trap-after-p2", There::Differs, ENDS),
    ("http/trap-after-p3", There::Differs, ENDS),
    ("http/twice-p2", There::Differs, ENDS),
    ("http/twice-p3", There::Differs, ENDS),
];

const RESTS: &str = "it rests on the calls before it, and wasmtime has an instance for each";
const NAMES: &str = "wasmtime does not know a function by its interface's last word";
const OTHER: &str = "wasmtime drops an interface without a version from a name and calls the component's own `twice`";
const BEFORE: &str = "wasmtime reads a version behind the function alone";
const ENDS: &str =
    "wasmtime ends the chunks as if the body were whole: over the wire the failure does not show";

/// So many cases of each kind have to agree in something, or the suites have become lists of exceptions.
const AT_LEAST: usize = 20;

/// Threads that compare.
const THREADS: usize = 2;

/// What becomes of a question that is an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    /// It is asked, and has to be answered otherwise.
    Differs,
    /// It is not asked.
    NotAsked,
}

/// What came of one question.
enum Answer {
    /// Both say the same.
    Agrees,
    /// They do not: what each says.
    Differs(String),
    /// It cannot be asked, and why.
    NotAsked(&'static str),
}

/// Answers of a case by the numbers of its calls or requests, and what is worth saying beside.
#[derive(Default)]
struct Answers {
    by_number: BTreeMap<usize, Answer>,
    remarks: Vec<String>,
}

/// A case with what is accepted for it.
struct Question<'a> {
    case: &'a Case,
    accepted: Document,
}

impl Question<'_> {
    /// Whether a number is to be left alone.
    fn is_excepted(&self, number: usize) -> bool {
        exception(&self.case.id.to_string(), number)
            .is_some_and(|(_, there, _)| *there == There::NotAsked)
    }
}

fn exception(case: &str, number: usize) -> Option<&'static (&'static str, There, &'static str)> {
    let own = format!("{case}#{number}");
    EXCEPTIONS
        .iter()
        .find(|(name, ..)| *name == case || *name == own)
}

#[test]
fn exports_return_what_they_return_under_wasmtime_run() {
    compare(Kind::Invoke, invoke::ask);
}

#[test]
fn handlers_answer_what_they_answer_under_wasmtime_serve() {
    compare(Kind::Http, http::ask);
}

/// Asks everything of one kind, and fails with every disagreement at once.
fn compare(kind: Kind, ask: fn(&Wasmtime, &Question<'_>) -> Answers) {
    let Some(program) = env::var_os("WASSAY_TEST_WASMTIME").filter(|path| !path.is_empty()) else {
        // Straight to the stream: the test harness keeps back what a passing test prints.
        let _ = writeln!(
            io::stderr(),
            "skipped: WASSAY_TEST_WASMTIME names no wasmtime to compare {kind} cases with"
        );
        return;
    };
    let only = env::var("WASSAY_TEST_WASMTIME_ONLY").unwrap_or_default();
    let wasmtime = Wasmtime::new(program.into());
    let cases = cases(kind);
    let chosen: Vec<&Arc<Case>> = cases
        .iter()
        .filter(|case| case.id.to_string().contains(&only))
        .collect();
    let next = AtomicUsize::new(0);
    let report = Mutex::new(Report::default());
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(case) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let id = case.id.to_string();
                    match accepted(case) {
                        Err(fault) => report
                            .lock()
                            .expect("no thread panics")
                            .faults
                            .push(format!("{id}: {fault}")),
                        Ok(accepted) => {
                            let answers = ask(&wasmtime, &Question { case, accepted });
                            report.lock().expect("no thread panics").add(&id, answers);
                        }
                    }
                }
            });
        }
    });
    let mut report = report.into_inner().expect("no thread panics");
    if only.is_empty() {
        report.stale(kind, &cases);
        if report.agreeing.len() < AT_LEAST {
            let few = format!("only {} cases agree in something", report.agreeing.len());
            report.faults.push(few);
        }
    }
    println!("{}", report.told(kind, chosen.len()));
    report.faults.sort();
    assert!(report.faults.is_empty(), "{}", report.faults.join("\n"));
}

/// The cases of a kind in this tree.
fn cases(kind: Kind) -> Vec<Arc<Case>> {
    let tree = discover::discover(&discover::Request {
        cwd: root().to_owned(),
        ..discover::Request::default()
    });
    assert!(tree.defects.is_empty(), "{:#?}", tree.defects);
    tree.cases
        .into_iter()
        .filter(|case| case.kind == kind)
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn accepted(case: &Case) -> Result<Document, String> {
    let path = root().join(format!("snapshots/{}.snap", case.id));
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Document::read(&text)
}

/// What came of all questions.
#[derive(Default)]
struct Report {
    agreed: usize,
    /// Cases that agree in something.
    agreeing: BTreeSet<String>,
    /// Questions that differ as they should, or are not asked, with the reason.
    others: BTreeMap<String, String>,
    remarks: BTreeSet<String>,
    /// Exceptions that were met.
    met: BTreeSet<&'static str>,
    faults: Vec<String>,
}

impl Report {
    fn add(&mut self, id: &str, answers: Answers) {
        for remark in answers.remarks {
            self.remarks.insert(format!("{id}: {remark}"));
        }
        for (number, answer) in answers.by_number {
            let name = format!("{id}#{number}");
            let exception = exception(id, number);
            if let Some((own, ..)) = exception {
                self.met.insert(own);
            }
            match (answer, exception) {
                (Answer::Agrees, None) => {
                    self.agreed += 1;
                    self.agreeing.insert(id.to_owned());
                }
                (Answer::Differs(_), Some((_, There::Differs, reason))) => {
                    self.others.insert(name, format!("differs: {reason}"));
                }
                (Answer::NotAsked(_), Some((_, There::NotAsked, reason))) => {
                    self.others.insert(name, format!("not asked: {reason}"));
                }
                (Answer::NotAsked(reason), None) => {
                    self.others.insert(name, format!("not asked: {reason}"));
                }
                (Answer::Differs(how), None) => self.faults.push(format!("{name}: {how}")),
                (answer, Some((_, there, _))) => {
                    let came = match answer {
                        Answer::Agrees => "the two agree".to_owned(),
                        Answer::Differs(how) => how,
                        Answer::NotAsked(reason) => format!("it cannot be asked: {reason}"),
                    };
                    let fault = format!("{name}: an exception ({there:?}), and {came}");
                    self.faults.push(fault);
                }
            }
        }
    }

    /// An exception that no question met outlives what it excuses.
    fn stale(&mut self, kind: Kind, cases: &[Arc<Case>]) {
        for (name, ..) in EXCEPTIONS {
            let case = name.split_once('#').map_or(*name, |(case, _)| case);
            let is_ours = cases.iter().any(|own| own.id.to_string() == case);
            // A case that is gone is told by both tests: neither knows of which kind it was.
            let is_gone = !self.met.contains(name) && (is_ours || find(case).is_none());
            if is_gone {
                self.faults
                    .push(format!("{name}: an exception, and no question of {kind}"));
            }
        }
    }

    fn told(&self, kind: Kind, cases: usize) -> String {
        let mut text = format!(
            "{kind}: {cases} cases; {} answers agree, in {} cases; {} others:\n",
            self.agreed,
            self.agreeing.len(),
            self.others.len()
        );
        for (name, reason) in &self.others {
            text.push_str(&format!("  {name}: {reason}\n"));
        }
        for remark in &self.remarks {
            text.push_str(&format!("  {remark}\n"));
        }
        text
    }
}

/// The kind of a case that is in the tree.
fn find(case: &str) -> Option<Kind> {
    [Kind::Invoke, Kind::Http]
        .into_iter()
        .find(|kind| cases(*kind).iter().any(|own| own.id.to_string() == case))
}
