//! The one thread that knows the state of a run: it counts, orders and tells.
//!
//! Workers and the installer only send messages. Every [`Event`] that a reporter sees is made here, stamped with the
//! time and the tally after it, so that reporters hold no counters and the exit code has one source.

use crate::digest::Sha256;
use crate::model::document::Document;
use crate::model::event::Blob;
use crate::model::event::CacheUse;
use crate::model::event::Cancelling;
use crate::model::event::Compiled;
use crate::model::event::DirectiveFinished;
use crate::model::event::DirectiveTally;
use crate::model::event::Event;
use crate::model::event::EventKind;
use crate::model::event::Fetched;
use crate::model::event::SuiteFinished;
use crate::model::event::TrialFinished;
use crate::model::event::TrialSlow;
use crate::model::event::TrialStarted;
use crate::model::outcome::Outcome;
use crate::model::outcome::Tally;
use crate::runner::Audience;
use crate::runner::Ended;
use crate::runner::Stop;
use crate::runner::cases::Cases;
use crate::runner::cases::Closed;
use crate::runner::cases::Ran;
use crate::runner::finish;
use crate::runner::finish::Done;
use crate::runner::finish::micros;
use crate::runner::worker::Message;
use crate::runner::worker::Shared;
use crate::snapshot::StorageError;
use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
use std::time::Instant;

/// How often the dispatcher looks up when nothing is said to it.
const TICK: Duration = Duration::from_millis(50);

/// After how long a trial is called slow.
const SLOW: Duration = Duration::from_secs(10);

/// The state of a run.
pub(crate) struct Dispatch<'a> {
    shared: &'a Shared,
    cases: Cases,
    stop: &'a Stop,
    audience: &'a mut dyn Audience,
    tally: Tally,
    left: usize,
    suites: Vec<Suite>,
    /// Which of them each trial belongs to.
    suite_of: Vec<usize>,
    told: HashSet<Sha256>,
    slow: HashSet<usize>,
    cancelling: Option<Ended>,
    /// What a run says at its end.
    pub(crate) sums: Sums,
}

/// Sums over a run.
#[derive(Default)]
pub(crate) struct Sums {
    /// Microseconds in guests.
    pub(crate) guest_us: u64,
    /// Microseconds in workers.
    pub(crate) busy_us: u64,
    /// What the cache gave and took.
    pub(crate) cache: CacheUse,
    /// What could not be written, each file once.
    pub(crate) failed: Vec<StorageError>,
    /// Variants that say what would be compared anyway.
    pub(crate) redundant: Vec<PathBuf>,
}

#[derive(Default)]
struct Suite {
    name: String,
    left: u64,
    tally: Tally,
    busy_us: u64,
    directives: DirectiveTally,
}

impl<'a> Dispatch<'a> {
    /// Takes in what will be run.
    pub(crate) fn new(
        shared: &'a Shared,
        cases: Cases,
        stop: &'a Stop,
        audience: &'a mut dyn Audience,
    ) -> Self {
        let mut suites: Vec<Suite> = Vec::new();
        let mut suite_of = Vec::with_capacity(shared.trials.len());
        for trial in &shared.trials {
            let name = trial.id.case.suite();
            let last = suites.len().checked_sub(1);
            let known = last.filter(|last| suites[*last].name == name);
            let known = known.or_else(|| suites.iter().position(|suite| suite.name == name));
            let at = known.unwrap_or_else(|| {
                suites.push(Suite {
                    name: name.to_owned(),
                    ..Suite::default()
                });
                suites.len() - 1
            });
            suites[at].left += 1;
            suite_of.push(at);
        }
        Self {
            shared,
            cases,
            stop,
            audience,
            tally: Tally::default(),
            left: shared.trials.len(),
            suites,
            suite_of,
            told: HashSet::new(),
            slow: HashSet::new(),
            cancelling: None,
            sums: Sums::default(),
        }
    }

    /// Passes a fact on.
    pub(crate) fn tell(&mut self, kind: EventKind) {
        let event = Event {
            kind,
            elapsed: self.shared.started.elapsed(),
            tally: self.tally,
        };
        self.audience.event(&event);
    }

    /// Trials counted so far.
    pub(crate) fn tally(&self) -> Tally {
        self.tally
    }

    /// Trials that were not concluded.
    pub(crate) fn left(&self) -> u64 {
        self.left as u64
    }

    /// Listens until every trial is concluded or the run is stopped; says which.
    pub(crate) fn listen(&mut self, messages: &Receiver<Message>) -> Ended {
        let mut looked = Instant::now();
        while self.left > 0 {
            match messages.recv_timeout(TICK) {
                Ok(message) => self.hear(message),
                Err(RecvTimeoutError::Timeout) => self.audience.tick(self.shared.started.elapsed()),
                Err(RecvTimeoutError::Disconnected) => {
                    self.collect_all();
                    break;
                }
            }
            if looked.elapsed() >= TICK {
                looked = Instant::now();
                self.look_up();
                if let Some(ended) = self.cancelling
                    && self.in_flight() == 0
                {
                    self.drain(messages);
                    return ended;
                }
            }
        }
        self.cancelling
            .filter(|_| self.left > 0)
            .unwrap_or(Ended::Complete)
    }

    /// Takes in what was said before the last worker fell silent.
    fn drain(&mut self, messages: &Receiver<Message>) {
        while let Ok(message) = messages.try_recv() {
            self.hear(message);
        }
        self.collect_all();
    }

    fn workers(&self) -> Range<usize> {
        0..self.shared.slots.len()
    }

    fn in_flight(&self) -> u64 {
        let busy = |worker: &usize| self.shared.slot(*worker).running.is_some();
        self.workers().filter(busy).count() as u64
    }

    /// Concludes what a worker has concluded.
    fn collect(&mut self, worker: usize) {
        let done = std::mem::take(&mut self.shared.slot(worker).done);
        for done in done {
            self.conclude(done);
        }
    }

    fn collect_all(&mut self) {
        self.workers().for_each(|worker| self.collect(worker));
    }

    /// Looks at signals, at what is concluded and at what has been running for long.
    fn look_up(&mut self) {
        self.collect_all();
        let fault = self
            .shared
            .fault
            .load(Ordering::Relaxed)
            .then_some(Ended::Fault);
        if self.cancelling.is_none()
            && let Some(ended) = fault.or_else(|| self.stop.asked())
        {
            self.cancel(ended);
        }
        let mut slow = Vec::new();
        for worker in self.workers() {
            let running = self.shared.slot(worker).running;
            if let Some((index, since)) = running
                && since.elapsed() >= SLOW
                && self.slow.insert(index)
            {
                slow.push((index, since.elapsed()));
            }
        }
        for (index, elapsed) in slow {
            let trial = self.shared.trials[index].id.to_string();
            self.tell(EventKind::TrialSlow(TrialSlow {
                trial,
                elapsed_us: micros(elapsed),
            }));
        }
    }

    /// Lets nothing new begin.
    fn cancel(&mut self, ended: Ended) {
        self.cancelling = Some(ended);
        self.shared.stopping.store(true, Ordering::Relaxed);
        self.shared.queue.close();
        let in_flight = self.in_flight();
        self.tell(EventKind::Cancelling(Cancelling {
            reason: ended.as_str().to_owned(),
            in_flight,
        }));
    }

    fn hear(&mut self, message: Message) {
        match message {
            Message::Fact(kind) => {
                self.count_use(&kind);
                self.tell(*kind);
            }
            Message::Done(done) => {
                for done in done {
                    self.conclude(done);
                }
            }
            Message::Concluded(worker) => self.collect(worker),
            Message::Stopped => {}
        }
    }

    fn count_use(&mut self, kind: &EventKind) {
        let cache = &mut self.sums.cache;
        match kind {
            EventKind::Program(program) => match program.compiled {
                Some(Compiled::Fresh) => cache.compiled += 1,
                Some(Compiled::Cache) => cache.loaded += 1,
                None => {}
            },
            EventKind::ArtifactFinished(artifact) if artifact.outcome == Fetched::Fetched => {
                cache.fetched += 1;
                cache.bytes += artifact.fetched;
            }
            _ => {}
        }
    }

    fn conclude(&mut self, done: Done) {
        let Done {
            index,
            finished,
            attempts,
            directives,
            texts,
            document,
            takes_part,
        } = done;
        self.tell(EventKind::TrialStarted(TrialStarted {
            trial: finished.trial.clone(),
            attempt: 1,
        }));
        for attempt in attempts {
            if attempt.attempt > 1 {
                let trial = finished.trial.clone();
                self.tell(EventKind::TrialStarted(TrialStarted {
                    trial,
                    attempt: attempt.attempt,
                }));
            }
            self.tell(EventKind::AttemptFinished(attempt));
        }
        for directive in directives {
            let trial = finished.trial.clone();
            self.tell(EventKind::Directive(DirectiveFinished { trial, directive }));
        }
        for text in &texts {
            self.tell_text(text);
        }
        self.sums.guest_us += finished.run_us;
        let ran = Ran {
            index,
            document: document.filter(|_| takes_part),
            accepted: finished
                .snapshot
                .as_ref()
                .and_then(|snapshot| snapshot.accepted),
            good: finished.outcome.is_good(),
        };
        self.settle(finished, ran);
        if let Some(most) = self.shared.options.max_fail
            && self.cancelling.is_none()
            && self.tally.fail + self.tally.broken + self.tally.unexpected_pass >= most
            && self.left > 0
        {
            self.cancel(Ended::MaxFail);
        }
    }

    /// Concludes a trial that is not run.
    pub(crate) fn skip(&mut self, index: usize) {
        let ran = Ran {
            index,
            document: None,
            accepted: None,
            good: true,
        };
        self.settle(finish::skipped(&self.shared.trials[index]), ran);
    }

    /// Counts a trial, then closes its case and its suite if it was their last.
    fn settle(&mut self, finished: Box<TrialFinished>, ran: Ran) {
        let index = ran.index;
        self.count(index, finished);
        if let Some(closed) = self.cases.conclude(self.shared, ran) {
            self.close(closed);
        }
        self.close_suite(index);
    }

    fn count(&mut self, index: usize, finished: Box<TrialFinished>) {
        let busy = finished.stage_us + finished.run_us + finished.compare_us;
        self.sums.busy_us += busy;
        self.left -= 1;
        self.tally.count(finished.outcome);
        let unseen = finished.outcome == Outcome::Fail && finished.is_unseen();
        self.tally.new += u64::from(unseen);
        let suite = &mut self.suites[self.suite_of[index]];
        suite.left -= 1;
        suite.busy_us += busy;
        suite
            .directives
            .add(finished.directives.unwrap_or_default());
        suite.tally.count(finished.outcome);
        suite.tally.new += u64::from(unseen);
        self.tell(EventKind::TrialFinished(finished));
    }

    fn close_suite(&mut self, index: usize) {
        let suite = &self.suites[self.suite_of[index]];
        if suite.left == 0 {
            self.tell(EventKind::SuiteFinished(SuiteFinished {
                suite: suite.name.clone(),
                tally: suite.tally,
                new: suite.tally.new,
                busy_us: suite.busy_us,
                directives: suite.directives,
            }));
        }
    }

    fn close(&mut self, closed: Closed) {
        for text in &closed.texts {
            self.tell_text(text);
        }
        self.sums.failed.extend(closed.failed);
        self.sums.redundant.extend(closed.redundant);
        self.tell(EventKind::CaseFinished(closed.finished));
    }

    fn tell_text(&mut self, text: &Document) {
        if self.told.insert(text.digest()) {
            self.tell(EventKind::Blob(Blob {
                digest: text.digest(),
                size: text.text().len() as u64,
                encoding: "text".to_owned(),
                content: Some(text.text().clone()),
            }));
        }
    }
}
