//! What a person sees of a run: lines that stay, and below them, on a terminal, a block that is redrawn.
//!
//! Lines that stay are made from events alone. They are gathered for a tenth of a second, so that trials that fail
//! together stand in order and in columns. Broken trials wait for the end of their suite: what one cause broke is
//! said once. Writing never fails a run: when nobody reads there is nobody to tell.

mod broken;
mod changes;
mod detail;
mod installs;
mod lines;
mod live;
mod summary;
#[cfg(test)]
mod tests;

use crate::model::defect::Defect;
use crate::model::defect::Severity;
use crate::model::event::Cancelling;
use crate::model::event::Event;
use crate::model::event::EventKind;
use crate::model::event::Plan;
use crate::model::event::SuiteFinished;
use crate::model::event::TrialFinished;
use crate::model::outcome::Outcome;
use crate::model::outcome::UpdatePolicy;
use crate::report::ReportError;
use crate::report::Reporter;
use crate::report::defects;
use crate::report::style::Style;
use crate::report::style::Tone;
use crate::report::words;
use crate::wording;
use broken::Block;
use broken::Suites;
use changes::Changes;
use installs::Installs;
use lines::Batch;
use lines::SuiteLayout;
use lines::SuiteLine;
use lines::TrialLine;
use live::Live;
use std::io::Write;
use std::time::Duration;

/// How much is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// The summary, errors, and what could not be asked at all.
    Quiet,
    /// Beside it a line for each suite and for each trial that is not good, and the changes.
    #[default]
    Normal,
    /// A line for each trial.
    Verbose,
}

/// How a run is told.
pub struct Options {
    /// Where to; standard error.
    pub out: Box<dyn Write + Send>,
    /// With or without colours, and how wide.
    pub style: Style,
    /// Whether a block may be redrawn: `out` is a terminal.
    pub live: bool,
    /// How much is said.
    pub verbosity: Verbosity,
}

/// Tells a run to a person.
pub struct Terminal {
    out: Box<dyn Write + Send>,
    style: Style,
    verbosity: Verbosity,
    policy: UpdatePolicy,
    plan: Option<Plan>,
    discovered: bool,
    layout: SuiteLayout,
    batch: Batch,
    suites: Suites,
    installs: Installs,
    changes: Changes,
    live: Option<Live>,
}

impl Terminal {
    /// Makes a reporter that has said nothing yet.
    pub fn new(options: Options) -> Self {
        let live =
            options.live && options.verbosity != Verbosity::Quiet && !options.style.is_cramped();
        Self {
            out: options.out,
            style: options.style,
            verbosity: options.verbosity,
            policy: UpdatePolicy::default(),
            plan: None,
            discovered: false,
            layout: SuiteLayout::new(options.style, &[]),
            batch: Batch::default(),
            suites: Suites::default(),
            installs: Installs::default(),
            changes: Changes::default(),
            live: live.then(Live::default),
        }
    }

    /// Makes it promise nothing of the next run: compiled code cannot be kept.
    pub fn keeps_no_code(&mut self) {
        self.installs.fleeting = true;
    }

    /// Writes lines that stay, above the block.
    fn say(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let clear = self.live.as_mut().map_or_else(String::new, Live::clear);
        self.put(&format!("{clear}{text}"));
    }

    fn put(&mut self, text: &str) {
        // Nobody reads any more, and nobody is left to be told.
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.flush();
    }

    fn speaks(&self) -> bool {
        self.verbosity > Verbosity::Quiet
    }

    fn defect(&mut self, defect: &Defect) {
        if defect.severity == Severity::Error || self.speaks() {
            self.say(&defects::text(defect, self.style));
        }
    }

    /// Says what was discovered, once, after the defects.
    fn greet(&mut self) {
        if self.discovered {
            return;
        }
        let Some(plan) = &self.plan else {
            return;
        };
        self.discovered = true;
        if self.verbosity > Verbosity::Quiet {
            let mut verb = "Recognised";
            let mut text = String::new();
            for suite in &plan.recognised {
                text.push_str(
                    &self
                        .style
                        .status(Tone::Verb, verb, &wording::visible(suite)),
                );
                verb = "";
            }
            let found = summary::discovered(plan);
            text.push_str(&self.style.status(Tone::Verb, "Discovered", &found));
            self.say(&text);
        }
    }

    fn trial(&mut self, trial: &TrialFinished, now: Duration) {
        let bad = !trial.outcome.is_good();
        self.suites.count(trial);
        if bad {
            self.changes.trial(trial);
        }
        if trial.outcome == Outcome::Broken {
            return;
        }
        if (bad && self.speaks()) || self.verbosity == Verbosity::Verbose {
            let line = detail::line(trial, self.policy, (self.changes.blobs(), self.style));
            self.batch.push(line, now);
        }
    }

    fn flush(&mut self) {
        let text = self.batch.take(self.style);
        self.say(&text);
    }

    /// Says what was broken in a suite. Returns whether that says everything there is to say of it.
    fn tell_broken(&mut self, suite: &str) -> bool {
        let Some(concluded) = self.suites.conclude(suite) else {
            return false;
        };
        self.flush();
        let mut whole = false;
        for block in concluded.blocks {
            match block {
                Block::Together {
                    label,
                    trials,
                    cause,
                } => {
                    whole |= trials == concluded.trials;
                    let line = SuiteLine {
                        tone: Tone::Bad,
                        verb: "BROKEN",
                        name: &label,
                        trials,
                        text: &detail::headline(&cause),
                        time: None,
                    };
                    let mut text = line.shown(self.style, self.layout);
                    text.push_str(&detail::cause(&cause, self.style));
                    self.say(&text);
                }
                Block::Each { trials, cause } if self.speaks() => {
                    let count = trials.len();
                    for (index, (id, run_us)) in trials.into_iter().enumerate() {
                        let mut line = TrialLine::broken(id, run_us, detail::headline(&cause));
                        if index + 1 == count {
                            line.below = detail::cause(&cause, self.style);
                        }
                        self.batch.push_in_order(line);
                    }
                    self.flush();
                }
                Block::Each { .. } => {}
            }
        }
        whole || concluded.all_shown
    }

    fn suite(&mut self, suite: &SuiteFinished) {
        self.flush();
        let told = self.tell_broken(&suite.suite);
        if !self.speaks() || (told && self.verbosity != Verbosity::Verbose) {
            return;
        }
        let mut tally = suite.tally;
        tally.new = suite.new;
        let (verb, tone) = summary::suite_verb(&tally, self.policy);
        let line = SuiteLine {
            tone,
            verb,
            name: &wording::visible(&suite.suite),
            trials: tally.total(),
            text: &(words::counted(&tally, self.policy) + &words::directives(suite.directives)),
            time: Some(words::seconds(suite.busy_us, 2)),
        };
        let text = line.shown(self.style, self.layout);
        self.say(&text);
    }

    fn installed(&mut self) {
        let text = self.installs.early(self.style).unwrap_or_default();
        if self.speaks() && !text.is_empty() {
            self.flush();
            self.say(&text);
        }
    }

    fn stopping(&mut self, cancelling: &Cancelling) {
        self.flush();
        if self.speaks() {
            let text = summary::stopping(cancelling);
            self.say(&self.style.status(Tone::News, "Stopping", &text));
        }
    }

    fn end(&mut self, event: &Event) {
        let EventKind::RunFinished(finished) = &event.kind else {
            return;
        };
        self.flush();
        for suite in self.suites.open() {
            self.tell_broken(&suite);
        }
        if self.speaks() {
            let late = self.installs.late(self.style);
            self.say(&late);
            let changes = self.changes.shown(self.style);
            self.say(&changes);
        }
        let summary = summary::Summary {
            finished,
            tally: &event.tally,
            policy: self.policy,
            plan: self.plan.as_ref(),
            writes: self.changes.writes(),
        };
        let text = summary.shown(self.style);
        self.say(&text);
        self.live = None;
    }

    /// Redraws the block when it is time to.
    fn draw(&mut self, now: Duration) {
        let frame = self
            .live
            .as_mut()
            .and_then(|live| live.frame(now, self.style));
        if let Some(frame) = frame {
            self.put(&frame);
        }
    }

    fn settle(&mut self, now: Duration) {
        if self.batch.is_due(now) {
            self.flush();
        }
        self.draw(now);
    }
}

impl Reporter for Terminal {
    fn event(&mut self, event: &Event) {
        let now = event.elapsed;
        if let Some(live) = &mut self.live {
            live.event(&event.kind, now);
        }
        match &event.kind {
            EventKind::RunStarted(started) => self.policy = started.policy,
            EventKind::Plan(plan) => {
                self.layout = SuiteLayout::new(self.style, &plan.by_suite);
                self.installs.expect(plan.programs);
                self.plan = Some(plan.clone());
            }
            EventKind::Defect(defect) => self.defect(defect),
            EventKind::Engine(_) => {}
            kind => {
                self.greet();
                self.happened(kind, event);
            }
        }
        self.settle(now);
    }

    fn tick(&mut self, elapsed: Duration) {
        self.greet();
        self.settle(elapsed);
    }

    fn finish(&mut self) -> Result<(), ReportError> {
        self.flush();
        let clear = self.live.take().map(|mut live| live.clear());
        if let Some(clear) = clear {
            self.put(&clear);
        }
        Ok(())
    }
}

impl Terminal {
    /// What comes after the greeting.
    fn happened(&mut self, kind: &EventKind, event: &Event) {
        let now = event.elapsed;
        match kind {
            EventKind::Runtime(runtime) => self.installs.runtime(runtime),
            EventKind::InstallStarted(_) => self.installs.started(now),
            EventKind::ArtifactFinished(artifact) => {
                self.installs.artifact(artifact, now);
                self.say(&installs::warning(artifact));
            }
            EventKind::Program(program) => {
                self.installs.program(program);
                self.installed();
            }
            EventKind::Blob(blob) => self.changes.blob(blob),
            EventKind::TrialSlow(slow) if self.verbosity == Verbosity::Verbose => {
                self.batch.push(TrialLine::slow(slow), now);
            }
            EventKind::TrialFinished(trial) => self.trial(trial, now),
            EventKind::CaseFinished(case) => self.changes.case(case),
            EventKind::SuiteFinished(suite) => self.suite(suite),
            EventKind::Cancelling(cancelling) => self.stopping(cancelling),
            EventKind::RunFinished(_) => self.end(event),
            EventKind::RunStarted(_)
            | EventKind::Plan(_)
            | EventKind::Defect(_)
            | EventKind::Engine(_)
            | EventKind::InstallProgress(_)
            | EventKind::CompileStarted(_)
            | EventKind::TrialStarted(_)
            | EventKind::TrialSlow(_)
            | EventKind::Directive(_)
            | EventKind::AttemptFinished(_) => {}
        }
    }
}
