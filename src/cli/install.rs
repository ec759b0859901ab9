//! `wassay install`.

use crate::cache::Cache;
use crate::cli::args;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::io;
use crate::cli::io::Streams;
use crate::cli::run;
use crate::cli::settings::Settings;
use crate::cli::signals;
use crate::cli::tree;
use crate::discover::Scope;
use crate::install::InstallError;
use crate::install::InstallOptions;
use crate::install::Installer;
use crate::install::STOPPED;
use crate::model::cause::Cause;
use crate::model::defect::Severity;
use crate::model::event::ArtifactFinished;
use crate::model::event::Event;
use crate::model::event::EventKind;
use crate::model::event::Fetched;
use crate::model::outcome::Tally;
use crate::model::runtime::Runtime;
use crate::report::Reporter as _;
use crate::report::terminal::Terminal;
use crate::wording;
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
use std::time::Instant;

/// How soon the end is noticed.
const GLANCE: Duration = Duration::from_millis(50);

/// What happened to artifacts.
#[derive(Default)]
struct Counts {
    fetched: u64,
    bytes: u64,
    present: u64,
    failed: u64,
    stopped: u64,
}

impl Counts {
    fn add(&mut self, artifact: &ArtifactFinished) {
        let stopped = |cause: &Cause| cause.code == STOPPED;
        match artifact.outcome {
            Fetched::Fetched => {
                self.fetched += 1;
                self.bytes += artifact.bytes;
            }
            Fetched::Cached | Fetched::Bundled => self.present += 1,
            Fetched::Failed if artifact.cause.as_ref().is_some_and(stopped) => self.stopped += 1,
            Fetched::Failed => self.failed += 1,
        }
    }

    fn summary(&self) -> String {
        let fetched = if self.fetched == 0 {
            "nothing fetched".to_owned()
        } else {
            format!(
                "{} fetched, {}",
                wording::count(self.fetched, "artifact"),
                wording::size(self.bytes)
            )
        };
        let mut summary = format!("{fetched}, {} already there", self.present);
        for (count, what) in [
            (self.failed, "failed"),
            (self.stopped, "not fetched any more"),
        ] {
            if count > 0 {
                summary.push_str(&format!(", {count} {what}"));
            }
        }
        summary
    }
}

/// Installs every runtime that the tree pins; compiles and runs nothing.
pub(crate) fn install(
    arguments: &args::Install,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Exit, CliError> {
    let clock = Instant::now();
    let cache = run::open_cache(settings)?;
    let tree = tree::discover(settings, &arguments.tree, &arguments.paths);
    streams.defects(&tree.defects, settings);
    let errors = tree
        .defects
        .iter()
        .any(|defect| defect.severity == Severity::Error);
    let mut exit = if errors { Exit::Usage } else { Exit::Clean };
    let under = |dir: &std::path::Path| {
        tree.scopes.is_empty()
            || tree
                .scopes
                .iter()
                .any(|scope| matches!(scope, Scope::Under(path) if dir.starts_with(path)))
    };
    let mut runtimes: Vec<Arc<Runtime>> = Vec::new();
    for project in tree.projects.iter().filter(|project| under(&project.dir)) {
        for runtime in &project.runtimes {
            if !runtimes.iter().any(|own| Arc::ptr_eq(own, runtime)) {
                runtimes.push(runtime.clone());
            }
        }
    }
    if runtimes.is_empty() {
        streams.line("no runtime is pinned here");
        return Ok(exit.and(Exit::Nothing));
    }
    let jobs = run::jobs(None);
    let kept = cache.clone();
    let how = InstallOptions {
        offline: arguments.offline,
        jobs,
        ..settings.fetching.clone()
    };
    let stop = signals::stop_with(&how.cancel);
    let (counts, failures) = fetch(
        cache,
        how,
        &runtimes,
        io::terminal(settings, arguments.volume),
        clock,
    );
    for why in kept.warnings() {
        streams.note("warning", &why);
    }
    for failure in &failures {
        streams.line(failure);
        exit = exit.and(Exit::Broken);
    }
    let stopped = stop.asked().map_or(Exit::Clean, Exit::of_stop);
    let elapsed = clock.elapsed().as_secs_f64();
    let total = wording::count(runtimes.len() as u64, "runtime");
    streams.note(
        "Summary",
        &format!("{total} in {elapsed:.1}s: {}", counts.summary()),
    );
    if stopped != Exit::Clean {
        streams.note(
            "Stopped",
            "what came is kept; the same command goes on from there",
        );
    }
    Ok(exit.and(stopped))
}

/// Installs and shows progress; gives back what happened and the failures as texts.
fn fetch(
    cache: Cache,
    how: InstallOptions,
    runtimes: &[Arc<Runtime>],
    mut terminal: Terminal,
    clock: Instant,
) -> (Counts, Vec<String>) {
    let (tell, facts) = std::sync::mpsc::channel();
    let plan = crate::install::plan(runtimes);
    let installing = std::thread::spawn(move || {
        let installer = Installer::new(cache, how, move |kind| {
            // Nobody listens any more only when the command is over.
            let _ = tell.send(kind);
        });
        let mut failures = Vec::new();
        installer.run(&plan, |runtime, installed| {
            // What was not installed because somebody wanted to stop is no failure of its own.
            let error = installed.err().filter(|error| !error.is_stop());
            failures.extend(error.map(|error| failure(runtime, &error)));
        });
        failures
    });
    let mut counts = Counts::default();
    loop {
        // Whoever waits for something that never comes keeps the channel open after all is over.
        let kind = match facts.recv_timeout(GLANCE) {
            Ok(kind) => kind,
            Err(RecvTimeoutError::Timeout) if !installing.is_finished() => continue,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        };
        if let EventKind::ArtifactFinished(artifact) = &kind {
            counts.add(artifact);
        }
        terminal.event(&Event {
            kind,
            elapsed: clock.elapsed(),
            tally: Tally::default(),
        });
    }
    // Writing to a terminal that went away is no failure of the installation.
    let _ = terminal.finish();
    match installing.join() {
        Ok(failures) => (counts, failures),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// A runtime that cannot be installed, as a person reads it.
fn failure(runtime: &Runtime, error: &InstallError) -> String {
    let cause = error.to_cause();
    let mut text = format!("{:>12} {}\n", "BROKEN", runtime.key);
    for message in &cause.chain {
        message
            .lines()
            .for_each(|line| text.push_str(&format!("             {line}\n")));
    }
    if let Some(hint) = &cause.hint {
        text.push_str(&format!("{:>12} {hint}", "hint"));
    }
    text
}
