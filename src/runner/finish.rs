//! What is told of a trial that is concluded.

use crate::digest::Sha256;
use crate::digest::Sha256Hasher;
use crate::model::captured::Directive;
use crate::model::captured::DirectiveOutcome;
use crate::model::document::Document;
use crate::model::event::AttemptFinished;
use crate::model::event::DirectiveTally;
use crate::model::event::Skip;
use crate::model::event::TrialFinished;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::LimitEnding;
use crate::model::execution::Resources;
use crate::model::expectation::Expected;
use crate::model::invocation::Stdin;
use crate::model::outcome::Difference;
use crate::model::outcome::Outcome;
use crate::model::outcome::UpdatePolicy;
use crate::model::outcome::Verdict;
use crate::model::program::Program;
use crate::model::trial::Trial;
use crate::runner::Documents;
use crate::runner::FlakyPolicy;
use crate::runner::attempt::Attempt;
use crate::runner::stage;
use crate::runner::worker::Shared;
use crate::wording;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

/// A concluded trial on its way to the dispatcher.
pub(crate) struct Done {
    /// Its index among the selected trials.
    pub(crate) index: usize,
    /// The fact.
    pub(crate) finished: Box<TrialFinished>,
    /// Its attempts, where there are several.
    pub(crate) attempts: Vec<AttemptFinished>,
    /// What the directives of a script came to.
    pub(crate) directives: Vec<Directive>,
    /// Texts that the fact refers to and that must be told before it.
    pub(crate) texts: Vec<Document>,
    /// What the pending plan needs to know.
    pub(crate) document: Option<Document>,
    /// Whether the document may become a snapshot.
    pub(crate) takes_part: bool,
}

/// How a trial went, before it is told.
pub(crate) struct Made<'a> {
    /// All attempts, where there are several.
    pub(crate) attempts: Vec<AttemptFinished>,
    /// How many there are.
    pub(crate) count: u32,
    /// The last one, which decides.
    pub(crate) last: Attempt,
    /// When the first one began.
    pub(crate) began: Instant,
    /// Which worker made them.
    pub(crate) worker: usize,
    /// What was run.
    pub(crate) program: Option<&'a Program>,
}

/// Concludes a trial.
pub(crate) fn done(shared: &Shared, index: usize, made: Made<'_>) -> Done {
    let trial = &shared.trials[index];
    let Made {
        mut attempts,
        count,
        last,
        began,
        worker,
        program,
    } = made;
    let outcome = outcome(trial, &last, count, shared);
    let argv = stage::argv(trial);
    let mut finished = blank(trial);
    let texts = texts(&last, outcome, shared.options.documents);
    finished.program = program.map(Program::digest);
    finished.inputs = Some(inputs(shared, trial, &argv));
    finished.attempts = count;
    finished.outcome = outcome;
    finished.verdict = Some(last.verdict.as_str().to_owned());
    finished.at_us = micros(began.duration_since(shared.started));
    finished.worker = worker as u64;
    finished.stage_us = micros(last.staging);
    finished.run_us = micros(last.running);
    finished.compare_us = micros(last.comparing);
    finished.document = last.document.as_ref().map(Document::digest);
    finished.limit = last
        .ending
        .as_ref()
        .and_then(|ending| limit(trial, shared, ending));
    finished.ending = last.ending;
    finished.evidence = last.evidence;
    finished.resources = last.resources;
    finished.snapshot = last.snapshot;
    finished.filters = last.filtered;
    finished.directives = tally(&last.directives);
    match last.verdict {
        Verdict::Differs(differences) => finished.differences = differences,
        Verdict::Broken(cause) => finished.cause = Some(*cause),
        Verdict::Matched | Verdict::Unseen => {}
    }
    for attempt in &mut attempts {
        attempt.trial.clone_from(&finished.trial);
    }
    // What fails as expected says nothing about how the case should come out.
    let takes_part =
        last.takes_part && outcome != Outcome::KnownFailure && outcome != Outcome::Flaky;
    Done {
        index,
        finished,
        attempts,
        directives: last.directives,
        texts,
        document: last.document,
        takes_part,
    }
}

/// How many directives hold; nothing where there are none.
fn tally(directives: &[Directive]) -> Option<DirectiveTally> {
    let passed = |own: &&Directive| own.outcome == DirectiveOutcome::Passed;
    (!directives.is_empty()).then(|| DirectiveTally {
        passed: directives.iter().filter(passed).count() as u64,
        total: directives.len() as u64,
    })
}

/// Concludes a trial that an expectation keeps from being run.
pub(crate) fn skipped(trial: &Trial) -> Box<TrialFinished> {
    let mut finished = blank(trial);
    finished.outcome = Outcome::Skipped;
    if let Some(expectation) = &trial.expectation {
        finished.skip = Some(Skip {
            reason: expectation.reason.clone(),
            by: "expectation".to_owned(),
        });
    }
    finished
}

/// Whether an expectation keeps a trial from being run.
pub(crate) fn is_skipped(trial: &Trial) -> bool {
    trial
        .expectation
        .as_ref()
        .is_some_and(|expectation| expectation.outcome == Expected::Skip && !expectation.expired)
}

fn outcome(trial: &Trial, last: &Attempt, attempts: u32, shared: &Shared) -> Outcome {
    let outcome = Outcome::of(
        trial.expectation.as_deref(),
        &last.verdict,
        last.ending.as_ref(),
        attempts,
    );
    match outcome {
        // The document becomes the snapshot in this very run.
        Outcome::Fail
            if shared.options.policy == UpdatePolicy::Accept
                && last.takes_part
                && only_snapshot_differs(last) =>
        {
            Outcome::Pass
        }
        Outcome::Flaky if shared.options.flaky == FlakyPolicy::Fail => Outcome::Fail,
        other => other,
    }
}

/// Whether accepting the document would make the trial pass.
fn only_snapshot_differs(last: &Attempt) -> bool {
    last.verdict == Verdict::Unseen || last.accepted.is_some()
}

/// Holds a second execution against the first; a difference makes the first one differ.
pub(crate) fn hold_against(first: &mut Attempt, second: &Attempt) {
    let (Some(one), Some(two)) = (&first.document, &second.document) else {
        return;
    };
    if one.digest() == two.digest() {
        return;
    }
    let pair = one
        .text()
        .lines()
        .zip(two.text().lines())
        .enumerate()
        .find(|(_, (a, b))| a != b);
    let (line, expected, actual) = match pair {
        Some((index, (a, b))) => (index + 1, a.to_owned(), b.to_owned()),
        None => (
            one.text().lines().count().min(two.text().lines().count()) + 1,
            String::new(),
            String::new(),
        ),
    };
    first.verdict = Verdict::Differs(vec![Difference {
        channel: Channel::Output,
        line: Some(line),
        expected: Some(format!("{expected} (first run)")),
        actual: Some(format!("{actual} (second run: not deterministic)")),
    }]);
    first.takes_part = false;
    // The snapshot says nothing about it, and its diff would hide the answer.
    first.snapshot = None;
    first.accepted = None;
}

/// Texts that reporters and later commands need: both sides of what differs, everything when asked for.
fn texts(last: &Attempt, outcome: Outcome, documents: Documents) -> Vec<Document> {
    let wanted = documents == Documents::All
        || (last.verdict != Verdict::Matched && outcome != Outcome::Skipped);
    let Some(document) = last.document.as_ref().filter(|_| wanted) else {
        return Vec::new();
    };
    let accepted = last
        .accepted
        .as_ref()
        .map(|text| Document::new(text.clone()));
    [Some(document.clone()), accepted]
        .into_iter()
        .flatten()
        .collect()
}

/// Digest of what the guest is given: arguments, environment, input, calls, requests and their answers (files by their
/// paths), the source of a script.
fn inputs(shared: &Shared, trial: &Trial, argv: &[String]) -> Sha256 {
    let mut hasher = Sha256Hasher::default();
    let mut heading = String::new();
    let mut part = |name: &str, bytes: &[u8]| {
        heading.clear();
        writeln!(heading, "{name} {}", bytes.len()).expect("a string takes all text");
        hasher.update(heading.as_bytes());
        hasher.update(bytes);
    };
    for arg in argv {
        part("arg", arg.as_bytes());
    }
    for (name, value) in stage::environment(trial) {
        part("env", format!("{name}={value}").as_bytes());
    }
    let settings = &trial.case.settings;
    for call in &settings.calls {
        part("call", call.as_bytes());
    }
    if !settings.requests.is_empty() || !settings.upstream.is_empty() {
        let traffic = (&settings.requests, settings.instances, &settings.upstream);
        let text = serde_json::to_vec(&traffic).expect("requests are plain data");
        part("traffic", &text);
    }
    match &settings.stdin {
        Stdin::Empty => {}
        Stdin::Bytes(bytes) => part("stdin", bytes),
        Stdin::Open(bytes) => part("open stdin", bytes),
        Stdin::File(path) => part("stdin file", path.to_string_lossy().as_bytes()),
    }
    if trial.runtime.is_some()
        && let Some(Ok(digest)) = shared.digests.get(&trial.case.file)
    {
        part("source", digest.bytes());
    }
    hasher.finish()
}

/// What can be told of a trial before it is asked.
fn blank(trial: &Trial) -> Box<TrialFinished> {
    let case = &trial.case;
    let mut axes = BTreeMap::from([("engine".to_owned(), trial.id.engine.to_string())]);
    if let Some((name, version)) = trial.release() {
        axes.insert(name.to_owned(), version.to_string());
    }
    Box::new(TrialFinished {
        trial: trial.id.to_string(),
        case: case.id.clone(),
        kind: case.kind,
        tags: case.tags.clone(),
        axes,
        defined: case.at.clone(),
        command: stage::command_line(trial),
        description: case.description.clone(),
        program: None,
        inputs: None,
        attempts: 0,
        ending: None,
        limit: None,
        evidence: Evidence::default(),
        verdict: None,
        outcome: Outcome::Broken,
        expectation: trial
            .expectation
            .as_ref()
            .map(|expectation| (**expectation).clone()),
        document: None,
        snapshot: None,
        differences: Vec::new(),
        directives: None,
        filters: BTreeMap::new(),
        at_us: 0,
        worker: 0,
        stage_us: 0,
        run_us: 0,
        compare_us: 0,
        resources: Resources::default(),
        cause: None,
        skip: None,
    })
}

/// The limit that ended the guest, for people.
fn limit(trial: &Trial, shared: &Shared, ending: &Ending) -> Option<String> {
    let limits = &trial.case.settings.limits;
    Some(match ending.limit()? {
        LimitEnding::TimedOut => {
            wording::duration(shared.options.timeout.unwrap_or(limits.timeout))
        }
        LimitEnding::OutOfMemory => wording::limit(limits.memory),
        LimitEnding::OutOfFuel => format!("{} units", wording::number(limits.fuel?)),
        LimitEnding::OutputOverflow => wording::limit(limits.output),
        LimitEnding::Crashed => return None,
    })
}

/// Whole microseconds of a duration.
pub(crate) fn micros(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
