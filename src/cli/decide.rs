//! `wassay pending`, `diff`, `accept` and `reject`: decisions over what a run left pending, without running anything.

use crate::cli::args;
use crate::cli::args::MessageFormat;
use crate::cli::args::TreeArguments;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::io;
use crate::cli::io::Streams;
use crate::cli::settings::Settings;
use crate::cli::tree;
use crate::model::engine::DEFAULT;
use crate::model::id::Address;
use crate::model::trial::Trial;
use crate::report;
use crate::snapshot::Storage;
use crate::snapshot::pending::Pending;
use crate::snapshot::pending::Pick;
use crate::snapshot::pending::Queue;
use crate::wording;
use serde_json::json;

/// Opens the snapshots of the tree and reads what is pending; says what cannot be read.
fn open(
    arguments: &TreeArguments,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<(Storage, Queue, Exit), CliError> {
    let tree = tree::discover(settings, arguments, &[]);
    let storage = Storage::open(&tree.snapshots, &tree.root)
        .map_err(|error| CliError::Snapshots(tree.snapshots.clone(), error))?;
    let queue = Queue::read(&storage);
    let mut exit = Exit::Clean;
    for fault in &queue.faults {
        streams.note("error", &CliError::chain(fault));
        exit = Exit::Usage;
    }
    Ok((storage, queue, exit))
}

/// The selected part of the queue; an address that selects nothing is an error.
fn chosen<'a>(
    queue: &'a Queue,
    addresses: &[String],
    group: Option<usize>,
) -> Result<Vec<&'a Pending>, CliError> {
    let names = addresses.iter().cloned().map(Pick::Name);
    let picks: Vec<Pick> = names.chain(group.map(Pick::Group)).collect();
    queue
        .select(&picks)
        .map_err(|error| CliError::Decide(error.to_string()))
}

/// Lists what is pending.
pub(crate) fn pending(
    arguments: &args::Pending,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Exit, CliError> {
    let (storage, queue, exit) = open(&arguments.tree, settings, streams)?;
    let chosen = chosen(&queue, &arguments.addresses, None)?;
    let mut text = String::new();
    match arguments.message_format {
        MessageFormat::Human => {
            let full = tree::full(settings, &arguments.tree)?;
            let rows: Vec<(&Pending, String)> = chosen
                .iter()
                .map(|pending| (*pending, cells(pending, &full, &storage)))
                .collect();
            text = report::pending::list(&rows);
        }
        MessageFormat::Json => {
            for pending in &chosen {
                let line = json!({
                    "snapshot": pending.address.to_string(),
                    "status": pending.status.as_str(),
                    "group": pending.group,
                    "added": pending.added,
                    "removed": pending.removed,
                    "path": pending.file.shown,
                    "old": pending.old,
                    "new": pending.new,
                });
                text.push_str(&format!("{line}\n"));
            }
        }
    }
    streams.data(&text)?;
    if chosen.is_empty() && arguments.message_format == MessageFormat::Human {
        streams.line("nothing is pending");
    }
    Ok(exit)
}

/// The cells of the matrix that a pending snapshot is for: `lua 5.5.1`, `ruby 3.2.4, 3.3.3`, `winch`.
fn cells(pending: &Pending, full: &[Trial], storage: &Storage) -> String {
    let narrower = |trial: &Trial| {
        let others = storage
            .variants(&trial.case.id)
            .iter()
            .chain(storage.pending_of(&trial.case.id));
        others
            .filter(|other| other.address.conditions.len() > pending.address.conditions.len())
            .any(|other| holds(&other.address, trial))
    };
    let held = full
        .iter()
        .filter(|trial| trial.case.id.as_str() == pending.address.case);
    let held: Vec<&Trial> = held
        .filter(|trial| holds(&pending.address, trial) && !narrower(trial))
        .collect();
    let mut versions: Vec<&str> = Vec::new();
    let mut engines: Vec<&str> = Vec::new();
    for trial in &held {
        if let Some((_, version)) = trial.release()
            && !versions.contains(&version.as_str())
        {
            versions.push(version.as_str());
        }
        if !engines.contains(&&*trial.id.engine) {
            engines.push(&trial.id.engine);
        }
    }
    let name = held
        .iter()
        .find_map(|trial| trial.release())
        .map_or("", |(name, _)| name);
    let on = if engines.contains(&DEFAULT) || engines.is_empty() {
        String::new()
    } else {
        engines.join(", ")
    };
    let releases = format!("{name} {}", wording::some_of(versions, 4));
    let parts = [releases.trim(), &on];
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" on ")
}

fn holds(address: &Address, trial: &Trial) -> bool {
    address.holds_for(trial.release(), trial.tags(), &trial.id.engine)
}

/// Shows how pending snapshots differ from what they replace or depart from.
pub(crate) fn diff(
    arguments: &args::Diff,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Exit, CliError> {
    let (_, queue, exit) = open(&arguments.tree, settings, streams)?;
    let chosen = chosen(&queue, &arguments.addresses, None)?;
    streams.data(&report::pending::diffs(&chosen, io::style_out(settings)))?;
    if chosen.is_empty() {
        streams.line("nothing is pending");
    }
    Ok(exit)
}

/// What is done with pending snapshots.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// They become the accepted ones.
    Accept,
    /// They are thrown away.
    Reject,
}

/// Accepts or rejects.
pub(crate) fn decide(
    decision: Decision,
    arguments: &args::Decide,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Exit, CliError> {
    let (storage, queue, mut exit) = open(&arguments.tree, settings, streams)?;
    let chosen = chosen(&queue, &arguments.addresses, arguments.group)?;
    let mut done = 0;
    for pending in &chosen {
        let result = match decision {
            Decision::Accept => Queue::accept(&storage, pending).map(|_| ()),
            Decision::Reject => Queue::reject(&storage, pending),
        };
        match result {
            Ok(()) => done += 1,
            Err(error) => {
                streams.note("error", &CliError::chain(&error));
                exit = exit.and(Exit::Usage);
            }
        }
    }
    let verb = if decision == Decision::Accept {
        "Accepted"
    } else {
        "Rejected"
    };
    if chosen.is_empty() {
        streams.line("nothing is pending");
    } else if let [only] = &chosen[..] {
        if done == 1 {
            streams.note(verb, &only.address.to_string());
        }
    } else {
        streams.note(verb, &wording::count(done, "snapshot"));
    }
    Ok(exit)
}
