//! `wassay explain`: all that decides about one trial, and where each of it was said.

mod comparison;
mod engine;
mod page;
mod subject;

use crate::cli::args;
use crate::cli::args::Selection;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::explain::engine::Detail;
use crate::cli::explain::page::Page;
use crate::cli::io::Streams;
use crate::cli::run;
use crate::cli::settings::Settings;
use crate::cli::tree;
use crate::cli::tree::Chosen;
use crate::model::event::EventKind;
use crate::model::event::TrialFinished;
use crate::model::trial::Trial;
use crate::record;
use crate::snapshot::Storage;
use crate::wording;
use std::time::Duration;

/// Says all that decides about one trial.
pub(crate) fn explain(
    arguments: &args::Explain,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Exit, CliError> {
    let selection = Selection {
        targets: vec![arguments.address.clone()],
        ..Selection::default()
    };
    let chosen = tree::choose(settings, &arguments.tree, &selection, &|_| {
        Ok(std::collections::HashMap::new())
    })?;
    let Some(trial) = chosen.trials.first() else {
        streams.defects(&chosen.defects, settings);
        streams.note("error", &format!("`{}` names no trial", arguments.address));
        return Ok(if chosen.errors() > 0 {
            Exit::Usage
        } else {
            Exit::Nothing
        });
    };
    let storage = Storage::open(&chosen.tree.snapshots, &chosen.tree.root)
        .map_err(|error| CliError::Snapshots(chosen.tree.snapshots.clone(), error))?;
    let mut page = Page::default();
    let past = last(trial, &chosen, settings);
    page.line(title(trial, past.as_ref()));
    page.line("");
    subject::program(&mut page, trial);
    subject::asked(&mut page, trial);
    let detail = if arguments.verbose {
        Detail::Everything
    } else {
        Detail::Departures
    };
    engine::engine(&mut page, trial, detail);
    subject::surroundings(
        &mut page,
        trial,
        past.as_ref().map(|(_, finished)| finished),
    );
    page.line("");
    comparison::snapshots(&mut page, trial, &chosen, &storage);
    comparison::expectations(&mut page, trial);
    if let Some(cause) = past
        .as_ref()
        .and_then(|(_, finished)| finished.cause.as_ref())
    {
        comparison::cause(&mut page, cause);
    }
    comparison::document(&mut page, trial, &storage);
    if chosen.trials.len() > 1 {
        let others: Vec<String> = chosen.trials[1..]
            .iter()
            .map(|trial| trial.id.to_string())
            .collect();
        let most = wording::some_of(others.iter().map(String::as_str), 4);
        streams.line(&format!(
            "`{}` names {}; this is the first of them, the others are {most}",
            arguments.address,
            wording::count(chosen.trials.len() as u64, "trial")
        ));
    }
    streams.data(page.text())?;
    Ok(Exit::Clean)
}

fn title(trial: &Trial, past: Option<&(String, TrialFinished)>) -> String {
    let id = trial.id.to_string();
    match past {
        Some((at, finished)) => {
            let seconds = Duration::from_micros(finished.run_us).as_secs_f64();
            let outcome = finished.outcome.as_str();
            format!(" {id:<33} {outcome:<13} record of {at}, {seconds:.3}s")
        }
        None => format!(" {id:<33} not in the last record"),
    }
}

/// The trial in the newest record of its root, and when that was made.
fn last(trial: &Trial, chosen: &Chosen, settings: &Settings) -> Option<(String, TrialFinished)> {
    let cache = run::open_cache(settings).ok()?;
    let path = cache.records().last(&chosen.tree.root)?;
    let id = trial.id.to_string();
    let mut at = String::new();
    for event in record::read(&path).ok()? {
        match event.ok()? {
            EventKind::RunStarted(started) => {
                at = started.at.chars().take(16).collect();
                at = at.replace('T', " ");
            }
            EventKind::TrialFinished(finished) if finished.trial == id => {
                return Some((at, *finished));
            }
            _ => {}
        }
    }
    None
}

/// Where a setting was said.
fn origin(trial: &Trial, key: &str, otherwise: &str) -> String {
    let place = trial.case.settings.origin.get(key);
    place.map_or_else(|| otherwise.to_owned(), ToString::to_string)
}

/// Whether a pattern of whole case ids means the case of a trial.
fn is_meant(pattern: &str, trial: &Trial) -> bool {
    pattern == "**"
        || globset::GlobBuilder::new(pattern)
            .literal_separator(true)
            .build()
            .is_ok_and(|glob| glob.compile_matcher().is_match(trial.case.id.as_str()))
}
