//! A `JUnit` file: one `testsuite` a suite, one `testcase` a trial.
//!
//! FAIL, NEW and UNEXPECTED are `failure`, BROKEN is `error`, SKIP is `skipped`; KNOWN passes with a property that
//! holds the reason, FLAKY passes with `flakyFailure`. Characters that XML cannot hold are written as escapes, so
//! that nothing a guest wrote is lost silently.

use crate::files;
use crate::model::event::AttemptFinished;
use crate::model::event::Event;
use crate::model::event::EventKind;
use crate::model::event::TrialFinished;
use crate::model::execution::Channel;
use crate::model::outcome::Outcome;
use crate::model::outcome::UpdatePolicy;
use crate::report::ReportError;
use crate::report::Reporter;
use crate::report::blobs::Blobs;
use crate::report::document;
use crate::report::words;
use crate::snapshot::diff;
use crate::wording;
use quick_junit::NonSuccessKind;
use quick_junit::Report;
use quick_junit::TestCase;
use quick_junit::TestCaseStatus;
use quick_junit::TestRerun;
use quick_junit::TestSuite;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

/// Bytes of output that are kept of one trial.
const OUTPUT: usize = 64 << 10;

/// Bytes of a message, which is an attribute.
const MESSAGE: usize = 1 << 10;

/// Gathers a run and writes it as a `JUnit` file at its end.
#[derive(Debug)]
pub struct Junit {
    path: PathBuf,
    policy: UpdatePolicy,
    wassay: Option<String>,
    engines: BTreeMap<String, String>,
    suites: BTreeMap<String, Vec<TestCase>>,
    attempts: HashMap<String, Vec<AttemptFinished>>,
    blobs: Blobs,
    elapsed: Duration,
}

impl Junit {
    /// Makes a reporter that will write `path`.
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            policy: UpdatePolicy::default(),
            wassay: None,
            engines: BTreeMap::new(),
            suites: BTreeMap::new(),
            attempts: HashMap::new(),
            blobs: Blobs::default(),
            elapsed: Duration::ZERO,
        }
    }

    fn trial(&mut self, trial: &TrialFinished) {
        let attempts = self.attempts.remove(&trial.trial).unwrap_or_default();
        let case = self.case(trial, &attempts);
        match self.suites.get_mut(trial.suite()) {
            Some(cases) => cases.push(case),
            None => {
                self.suites.insert(trial.suite().to_owned(), vec![case]);
            }
        }
    }

    fn case(&self, trial: &TrialFinished, attempts: &[AttemptFinished]) -> TestCase {
        let parent = trial.case.parent();
        let name = trial
            .trial
            .strip_prefix(parent)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(&trial.trial);
        let mut case = TestCase::new(line(name), self.status(trial, attempts));
        case.set_classname(line(parent));
        case.set_time(Duration::from_micros(trial.run_us));
        case.add_property(("trial", line(&trial.trial).as_str()));
        for (axis, value) in &trial.axes {
            if axis == "engine" {
                case.add_property(("engine", line(value).as_str()));
            } else {
                case.add_property(("runtime", line(&format!("{axis} {value}")).as_str()));
            }
        }
        if let Some(decided) = &trial.expectation {
            let name = match trial.outcome {
                Outcome::KnownFailure => "known-failure",
                _ => "expectation",
            };
            case.add_property((name, line(&decided.reason).as_str()));
            if let Some(issue) = &decided.issue {
                case.add_property(("issue", line(issue).as_str()));
            }
        }
        if let Some(text) = self
            .blobs
            .text(trial.document)
            .filter(|_| !trial.outcome.is_good())
        {
            case.set_system_out(block(text, OUTPUT / 2));
        }
        case
    }

    fn status(&self, trial: &TrialFinished, attempts: &[AttemptFinished]) -> TestCaseStatus {
        let document = self.blobs.text(trial.document).map(|text| &**text);
        let bytes = trial.resources.output_bytes;
        let detail = words::detail(trial, self.policy, || document::produced(document, bytes));
        let kind = match trial.outcome {
            Outcome::Pass | Outcome::KnownFailure => return TestCaseStatus::success(),
            Outcome::Flaky => {
                let mut status = TestCaseStatus::success();
                reruns(trial, attempts, &detail).for_each(|rerun| {
                    status.add_rerun(rerun);
                });
                return status;
            }
            Outcome::Skipped => {
                let mut status = TestCaseStatus::skipped();
                status.set_message(line(&detail));
                return status;
            }
            Outcome::Fail | Outcome::UnexpectedPass => NonSuccessKind::Failure,
            Outcome::Broken => NonSuccessKind::Error,
        };
        let mut status = TestCaseStatus::non_success(kind);
        status.set_message(line(&detail));
        status.set_type(words::column(trial, self.policy).to_lowercase());
        let description = self.description(trial);
        if !description.is_empty() {
            status.set_description(block(&description, OUTPUT / 2));
        }
        status
    }

    /// What a person needs to see of a trial that is not good, as lines.
    fn description(&self, trial: &TrialFinished) -> String {
        let mut text = String::new();
        let mut push = |line: &str| {
            text.push_str(line);
            text.push('\n');
        };
        if let Some(cause) = &trial.cause {
            cause.chain.iter().for_each(|message| push(message));
            cause
                .hint
                .iter()
                .for_each(|hint| push(&format!("hint: {hint}")));
        }
        if trial.outcome == Outcome::UnexpectedPass
            && let Some(decided) = &trial.expectation
        {
            push(&format!("{}: {}", decided.at, decided.reason));
        }
        if trial.outcome != Outcome::Fail {
            return text;
        }
        if let Some(ending) = &trial.ending {
            if let Some(limit) = &trial.limit {
                push(&format!("{ending}: the limit is {limit}"));
            } else if !ending.frames().is_empty() {
                push(&ending.to_string());
            }
            ending
                .frames()
                .iter()
                .for_each(|frame| push(&format!("  {frame}")));
        }
        let snapshot = trial.snapshot.as_ref();
        let old = self.blobs.text(snapshot.and_then(|own| own.accepted));
        if let (Some(old), Some(new), Some(snapshot)) =
            (old, self.blobs.text(trial.document), snapshot)
        {
            push(&snapshot.path);
            for hunk in diff::hunks(old, new, 2) {
                push("---");
                for line in hunk.lines {
                    push(&format!("{} {}", line.tag.sign(), line.text));
                }
            }
            return text;
        }
        for difference in &trial.differences {
            if difference.channel != Channel::Ending {
                push(&format!("{}:", difference.channel));
            }
            difference
                .expected
                .iter()
                .for_each(|side| push(&format!("- {side}")));
            difference
                .actual
                .iter()
                .for_each(|side| push(&format!("+ {side}")));
        }
        text
    }

    fn report(&mut self) -> Report {
        let mut report = Report::new("wassay");
        report.set_time(self.elapsed);
        for (name, mut cases) in std::mem::take(&mut self.suites) {
            cases.sort_by(|a, b| (&a.classname, &a.name).cmp(&(&b.classname, &b.name)));
            let mut suite = TestSuite::new(line(&name));
            suite.set_time(cases.iter().filter_map(|case| case.time).sum());
            if let Some(version) = &self.wassay {
                suite.add_property(("wassay", line(version).as_str()));
            }
            for (engine, identity) in &self.engines {
                suite.add_property((line(&format!("engine {engine}")), line(identity)));
            }
            let skipped = cases
                .iter()
                .filter(|case| matches!(case.status, TestCaseStatus::Skipped { .. }))
                .count();
            suite.add_test_cases(cases);
            // Readers of today sum up `skipped`, which the library's schema does not know.
            suite
                .extra
                .insert("skipped".into(), skipped.to_string().into());
            suite.disabled = 0;
            report.add_test_suite(suite);
        }
        report
    }
}

impl Reporter for Junit {
    fn event(&mut self, event: &Event) {
        self.elapsed = self.elapsed.max(event.elapsed);
        match &event.kind {
            EventKind::RunStarted(started) => {
                self.policy = started.policy;
                self.wassay = Some(started.wassay.clone());
            }
            EventKind::Engine(engine) => {
                let identity = format!("{} {} {}", engine.program, engine.version, engine.identity);
                self.engines.insert(engine.engine.clone(), identity);
            }
            EventKind::Blob(blob) => self.blobs.keep(blob),
            EventKind::AttemptFinished(attempt) => self
                .attempts
                .entry(attempt.trial.clone())
                .or_default()
                .push(attempt.clone()),
            EventKind::TrialFinished(trial) => self.trial(trial),
            EventKind::Plan(_)
            | EventKind::Defect(_)
            | EventKind::Runtime(_)
            | EventKind::InstallStarted(_)
            | EventKind::InstallProgress(_)
            | EventKind::ArtifactFinished(_)
            | EventKind::CompileStarted(_)
            | EventKind::Program(_)
            | EventKind::TrialStarted(_)
            | EventKind::TrialSlow(_)
            | EventKind::Directive(_)
            | EventKind::CaseFinished(_)
            | EventKind::SuiteFinished(_)
            | EventKind::Cancelling(_)
            | EventKind::RunFinished(_) => {}
        }
    }

    fn finish(&mut self) -> Result<(), ReportError> {
        let failed = |path: &Path, source| ReportError::File {
            what: "JUnit report",
            path: path.to_owned(),
            source,
        };
        let mut text = Vec::new();
        self.report()
            .serialize(&mut text)
            .map_err(|error| failed(&self.path, io::Error::other(error)))?;
        files::write_atomic(&self.path, &text).map_err(|error| failed(&self.path, error))
    }
}

/// The attempts before the one that counts.
fn reruns<'a>(
    trial: &TrialFinished,
    attempts: &'a [AttemptFinished],
    detail: &'a str,
) -> impl Iterator<Item = TestRerun> + use<'a> {
    let failed = attempts
        .iter()
        .filter(|attempt| attempt.verdict != "matched");
    let known = failed.clone().count();
    // One that is only expected to be flaky was asked once and did not pass.
    let unknown = (known == 0).then(|| detail.to_owned());
    let time = Duration::from_micros(trial.run_us);
    failed
        .map(|attempt| {
            let ending = attempt.ending.as_ref().map(words::ending_text);
            let ending = ending.unwrap_or_default();
            (
                attempt.verdict.as_str(),
                format!("attempt {}: {}, {ending}", attempt.attempt, attempt.verdict),
            )
        })
        .chain(unknown.map(|detail| ("differs", detail)))
        .map(move |(verdict, message)| {
            let kind = if verdict == "broken" {
                NonSuccessKind::Error
            } else {
                NonSuccessKind::Failure
            };
            let mut rerun = TestRerun::new(kind);
            rerun
                .set_message(line(&message))
                .set_type("flaky")
                .set_time(time);
            rerun
        })
}

/// Foreign text on one line, as an attribute.
fn line(text: &str) -> String {
    escaped(&cut(text, MESSAGE)).replace('\t', "\\t")
}

/// Foreign text of several lines, as the text of an element: at most `most` bytes, and a remark when it is cut.
fn block(text: &str, most: usize) -> String {
    let mut shown = String::with_capacity(text.len().min(most) + 64);
    for line in text.split_inclusive('\n') {
        let body = line.strip_suffix('\n').unwrap_or(line);
        shown.push_str(&escaped(body));
        shown.push_str(&line[body.len()..]);
        if shown.len() > most {
            let end = (0..=most).rev().find(|end| shown.is_char_boundary(*end));
            shown.truncate(end.unwrap_or(0));
            let whole = wording::count(text.len() as u64, "byte");
            shown.push_str(&format!("\n... cut here, {whole} in all ...\n"));
            break;
        }
    }
    shown
}

/// One line of text without characters that act, hide, or that XML cannot hold.
fn escaped(text: &str) -> String {
    let visible = wording::visible(text);
    if !visible.contains(['\u{fffe}', '\u{ffff}']) {
        return visible.into_owned();
    }
    visible
        .replace('\u{fffe}', "\\u{fffe}")
        .replace('\u{ffff}', "\\u{ffff}")
}

/// The start of a text of at most `most` bytes.
fn cut(text: &str, most: usize) -> std::borrow::Cow<'_, str> {
    if text.len() <= most {
        return text.into();
    }
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end));
    format!("{}…", &text[..end.unwrap_or(0)]).into()
}

#[cfg(test)]
mod tests;
