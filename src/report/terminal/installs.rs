//! What was fetched, installed and compiled: line by line when it was little, summed up at the end when it was much.

use crate::digest::Sha256;
use crate::model::event::ArtifactFinished;
use crate::model::event::Compiled;
use crate::model::event::Fetched;
use crate::model::event::ProgramReady;
use crate::model::event::RuntimeReady;
use crate::report::style::Style;
use crate::report::style::Tone;
use crate::report::style::shown;
use crate::report::words;
use crate::wording;
use std::collections::HashSet;
use std::time::Duration;

/// As many new runtimes are named one by one.
const FEW_RUNTIMES: usize = 3;

/// With as many new programs, compiling is told before the trials.
const FEW_PROGRAMS: u64 = 12;

/// Compiling for less long is not worth a line.
const WORTH_TELLING: u64 = 50_000;

/// Counts what the cache was given in a run.
#[derive(Debug, Default)]
pub(super) struct Installs {
    programs: u64,
    ready: u64,
    fresh: u64,
    loaded: u64,
    compile_us: u64,
    compiled_labels: HashSet<String>,
    runtimes: Vec<RuntimeReady>,
    fetched: HashSet<Sha256>,
    bytes: u64,
    bundled: u64,
    first: Option<Duration>,
    last: Duration,
    longest_us: u64,
    told: bool,
    /// Whether compiled code cannot be kept.
    pub(super) fleeting: bool,
}

/// What a person should know of an artifact that was had all the same; nothing of one that was not.
pub(super) fn warning(artifact: &ArtifactFinished) -> String {
    let cause = match (&artifact.cause, artifact.outcome) {
        (Some(cause), Fetched::Fetched | Fetched::Cached | Fetched::Bundled) => cause,
        (None, _) | (_, Fetched::Failed) => return String::new(),
    };
    let mut text = format!("warning: {}\n", shown(cause.message()));
    for message in &cause.chain[1..] {
        text.push_str(&format!("             {}\n", shown(message)));
    }
    if let Some(hint) = &cause.hint {
        text.push_str(&format!("hint: {}\n", shown(hint)));
    }
    text
}

impl Installs {
    /// Takes in how many programs there will be.
    pub(super) fn expect(&mut self, programs: u64) {
        self.programs = programs;
    }

    /// Takes in that something has begun to be fetched.
    pub(super) fn started(&mut self, now: Duration) {
        self.first.get_or_insert(now);
    }

    /// Takes in an artifact.
    pub(super) fn artifact(&mut self, artifact: &ArtifactFinished, now: Duration) {
        match artifact.outcome {
            Fetched::Fetched => {
                self.fetched.insert(artifact.digest);
                self.bytes += artifact.fetched;
                self.last = self.last.max(now);
                self.longest_us = self.longest_us.max(artifact.elapsed_us);
            }
            Fetched::Bundled => self.bundled += 1,
            Fetched::Cached | Fetched::Failed => {}
        }
    }

    /// Takes in a runtime.
    pub(super) fn runtime(&mut self, runtime: &RuntimeReady) {
        self.runtimes.push(runtime.clone());
    }

    /// Takes in a program.
    pub(super) fn program(&mut self, program: &ProgramReady) {
        self.ready += 1;
        match program.compiled {
            Some(Compiled::Fresh) => {
                self.fresh += 1;
                self.compile_us += program.compile_us;
                let label = program.label.split(" (").next().unwrap_or_default();
                self.compiled_labels.insert(label.to_owned());
            }
            Some(Compiled::Cache) => self.loaded += 1,
            None => {}
        }
    }

    /// The lines of a small run, once, as soon as every program is ready.
    pub(super) fn early(&mut self, style: Style) -> Option<String> {
        if self.told || self.ready < self.programs || !self.is_little() {
            return None;
        }
        self.told = true;
        Some(self.one_by_one(style))
    }

    /// What is left to be told at the end of a run.
    pub(super) fn late(&mut self, style: Style) -> String {
        if std::mem::replace(&mut self.told, true) {
            String::new()
        } else if self.is_little() {
            self.one_by_one(style)
        } else {
            self.summed_up(style)
        }
    }

    fn is_little(&self) -> bool {
        self.fresh <= FEW_PROGRAMS && self.installed().count() <= FEW_RUNTIMES
    }

    /// Runtimes that were not there before: something was fetched for them, or a file of the tree was compiled first.
    fn installed(&self) -> impl Iterator<Item = &RuntimeReady> {
        self.runtimes.iter().filter(|runtime| {
            let key = format!("{} {}", runtime.runtime, runtime.version);
            let fetched = |digest| self.fetched.contains(digest);
            let from_tree = runtime
                .artifacts
                .iter()
                .any(|artifact| artifact.verified == crate::model::event::Verified::Bundle);
            runtime
                .artifacts
                .iter()
                .any(|artifact| fetched(&artifact.digest))
                || (from_tree && self.compiled_labels.contains(&key))
        })
    }

    fn one_by_one(&self, style: Style) -> String {
        let mut text = String::new();
        let mut any = false;
        for runtime in self.installed() {
            any = true;
            let size = runtime.artifacts.iter().map(|artifact| artifact.size).sum();
            let largest = runtime
                .artifacts
                .iter()
                .max_by_key(|artifact| artifact.size);
            let digest = largest.map_or_else(String::new, |artifact| artifact.digest.short());
            let line = format!(
                "{} {}  {}  sha256 {digest}",
                shown(&runtime.runtime),
                shown(&runtime.version),
                wording::size(size),
            );
            text.push_str(&format!("{} {line}\n", style.verb(Tone::Verb, "Installed")));
        }
        if self.fresh > 0 && (any || self.compile_us >= WORTH_TELLING) {
            text.push_str(&style.status(Tone::Verb, "Compiled", &self.compiled()));
        }
        text
    }

    fn summed_up(&self, style: Style) -> String {
        let mut text = String::new();
        if !self.fetched.is_empty() {
            text.push_str(&style.status(Tone::Verb, "Fetched", &self.fetched()));
        }
        if self.fresh > 0 && self.compile_us >= WORTH_TELLING {
            text.push_str(&style.status(Tone::Verb, "Compiled", &self.compiled()));
        }
        text
    }

    fn fetched(&self) -> String {
        let took = match self.first {
            Some(first) => self.last.saturating_sub(first),
            // A record has no moments of fetching; the longest download is the least it took.
            None => Duration::from_micros(self.longest_us),
        };
        let mut text = format!(
            "{}, {} in {:.1}s",
            wording::count(self.fetched.len() as u64, "artifact"),
            wording::size(self.bytes),
            took.as_secs_f64(),
        );
        match self.bundled {
            0 => {}
            1 => text.push_str("; 1 more is a file of this tree"),
            more => text.push_str(&format!(
                "; {} more are files of this tree",
                wording::number(more)
            )),
        }
        text
    }

    fn compiled(&self) -> String {
        let rest = if self.loaded > 0 {
            format!("{} from the cache", wording::number(self.loaded))
        } else if self.fleeting {
            "for this run alone".to_owned()
        } else {
            "kept for the next run".to_owned()
        };
        format!(
            "{} in {}, {rest}",
            wording::count(self.fresh, "program"),
            words::seconds(self.compile_us, 1),
        )
    }
}
