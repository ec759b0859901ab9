//! Whole runs, told to a terminal that remembers.

mod details;
mod live;
mod screens;

use super::*;
use crate::digest::Sha256;
use crate::model::event::ArtifactFinished;
use crate::model::event::Blob;
use crate::model::event::CaseFinished;
use crate::model::event::Compiled;
use crate::model::event::DirectiveTally;
use crate::model::event::Fetched;
use crate::model::event::Group;
use crate::model::event::ProgramReady;
use crate::model::event::RunFinished;
use crate::model::event::SnapshotRef;
use crate::model::event::SnapshotWrite;
use crate::model::event::Verified;
use crate::model::execution::Channel;
use crate::model::id::CaseId;
use crate::model::outcome::Difference;
use crate::model::outcome::Effect;
use crate::model::outcome::Tally;
use crate::record::samples::plan;
use crate::record::samples::run_finished;
use crate::record::samples::run_started;
use crate::record::samples::runtime_ready;
use crate::record::samples::trial;
use std::sync::Arc;
use std::sync::Mutex;

/// A writer whose bytes can be looked at.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The events of a run in the making, stamped as the dispatcher stamps them.
struct Script {
    events: Vec<Event>,
    now: Duration,
    tally: Tally,
    suites: Vec<(String, SuiteFinished)>,
}

impl Script {
    fn new(plan: Plan) -> Self {
        Self::with_policy(plan, UpdatePolicy::Pending)
    }

    fn with_policy(plan: Plan, policy: UpdatePolicy) -> Self {
        let mut script = Self {
            events: Vec::new(),
            now: Duration::ZERO,
            tally: Tally::default(),
            suites: Vec::new(),
        };
        script.event(run_started(policy));
        script.event(EventKind::Plan(plan));
        script
    }

    fn at(&mut self, millis: u64) {
        self.now = Duration::from_millis(millis);
    }

    fn event(&mut self, kind: EventKind) {
        self.events.push(Event {
            kind,
            elapsed: self.now,
            tally: self.tally,
        });
    }

    fn trial(&mut self, trial: TrialFinished) {
        self.tally.count(trial.outcome);
        let new = u64::from(trial.outcome == Outcome::Fail && trial.is_unseen());
        self.tally.new += new;
        let name = trial.suite().to_owned();
        if !self.suites.iter().any(|(own, _)| *own == name) {
            let suite = SuiteFinished {
                suite: name.clone(),
                tally: Tally::default(),
                new: 0,
                busy_us: 0,
                directives: DirectiveTally::default(),
            };
            self.suites.push((name.clone(), suite));
        }
        let found = self.suites.iter_mut().find(|(own, _)| *own == name);
        let (_, suite) = found.unwrap();
        suite.tally.count(trial.outcome);
        suite.new += new;
        suite.directives.add(trial.directives.unwrap_or_default());
        self.event(EventKind::TrialFinished(Box::new(trial)));
    }

    fn trials(&mut self, suite: &str, passed: u64, known: u64) {
        for index in 0..passed + known {
            let mut trial = trial(&format!("{suite}/c{index:03}"));
            if index >= passed {
                trial.outcome = Outcome::KnownFailure;
            }
            self.trial(trial);
        }
    }

    fn suite(&mut self, name: &str, millis: u64) {
        let at = self.suites.iter().position(|(own, _)| own == name).unwrap();
        let (_, mut suite) = self.suites.remove(at);
        suite.busy_us = millis * 1_000;
        self.event(EventKind::SuiteFinished(suite));
    }

    fn program(&mut self, label: &str, compiled: Compiled, compile_us: u64) {
        self.event(EventKind::Program(ProgramReady {
            digest: Sha256::of(label.as_bytes()),
            label: label.to_owned(),
            kind: None,
            imports: vec![],
            engine: "default".to_owned(),
            compiled: Some(compiled),
            compile_us,
            code_bytes: 1,
            refused: None,
        }));
    }

    fn artifact(&mut self, digest: Sha256, label: &str, bytes: u64, outcome: Fetched) {
        self.event(EventKind::ArtifactFinished(ArtifactFinished {
            digest,
            label: label.to_owned(),
            source: "somewhere".to_owned(),
            bytes,
            fetched: bytes,
            attempts: 1,
            elapsed_us: 1,
            outcome,
            cause: None,
        }));
    }

    fn blob(&mut self, text: &str) -> Sha256 {
        let digest = Sha256::of(text.as_bytes());
        self.event(EventKind::Blob(Blob {
            digest,
            size: text.len() as u64,
            encoding: "text".to_owned(),
            content: Some(text.into()),
        }));
        digest
    }

    fn end(&mut self, change: impl FnOnce(&mut RunFinished)) {
        let mut finished = run_finished(self.tally, self.now);
        change(&mut finished);
        self.event(EventKind::RunFinished(finished));
    }

    fn told(&self, style: Style, verbosity: Verbosity) -> String {
        let paper = Paper::default();
        let mut terminal = Terminal::new(Options {
            out: Box::new(paper.clone()),
            style,
            live: false,
            verbosity,
        });
        self.events.iter().for_each(|event| terminal.event(event));
        terminal.finish().unwrap();
        paper.text()
    }

    fn plain(&self) -> String {
        self.told(Style::plain(), Verbosity::Normal)
    }
}

/// A trial whose standard output differs from a snapshot.
fn differing(id: &str, (accepted, document): (Sha256, Sha256), description: &str) -> TrialFinished {
    let mut trial = trial(id);
    trial.outcome = Outcome::Fail;
    trial.verdict = Some("differs".to_owned());
    trial.description = Some(description.to_owned());
    trial.document = Some(document);
    trial.snapshot = Some(SnapshotRef {
        path: format!("snapshots/{}.snap", trial.case),
        variant: None,
        accepted: Some(accepted),
    });
    trial.differences = vec![Difference {
        channel: Channel::Stdout,
        line: Some(2),
        expected: Some("a".to_owned()),
        actual: Some("b".to_owned()),
    }];
    trial
}
