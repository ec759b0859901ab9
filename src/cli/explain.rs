//! `wassay explain`: all that decides about one trial, and where each of it was said.

use crate::cli::args;
use crate::cli::args::Selection;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::io::Streams;
use crate::cli::run;
use crate::cli::settings::Settings;
use crate::cli::tree;
use crate::cli::tree::Chosen;
use crate::engine::embedded;
use crate::model::case::Kind;
use crate::model::engine::Identity;
use crate::model::event::EventKind;
use crate::model::event::TrialFinished;
use crate::model::invocation::Access;
use crate::model::invocation::Stdin;
use crate::model::limits::Clock;
use crate::model::limits::Network;
use crate::model::limits::Randomness;
use crate::model::runtime::Source;
use crate::model::trial::Trial;
use crate::record;
use crate::runner;
use crate::snapshot;
use crate::snapshot::Storage;
use crate::wording;
use std::fmt::Write as _;

/// Column in which values begin.
const VALUES: usize = 12;

/// Column in which the origin of a value begins.
const ORIGINS: usize = 53;

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
    title(&mut page, trial, &chosen, settings);
    subject(&mut page, trial);
    surroundings(&mut page, trial);
    comparison(&mut page, trial, &chosen, &storage);
    expectations(&mut page, trial);
    document(&mut page, trial, &storage);
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
    streams.data(&page.text)?;
    Ok(Exit::Clean)
}

/// Rows of a name, a value and where the value comes from.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn row(&mut self, name: &str, value: &str, origin: &str) {
        let value = wording::visible(value);
        let origin = wording::visible(origin);
        let mut line = format!(" {name:<width$}{value}", width = VALUES - 1);
        if !origin.is_empty() {
            let gap = ORIGINS.saturating_sub(line.chars().count()).max(2);
            line.push_str(&" ".repeat(gap));
            line.push_str(&origin);
        }
        writeln!(self.text, "{}", line.trim_end()).expect("writing to a string cannot fail");
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }
}

fn title(page: &mut Page, trial: &Trial, chosen: &Chosen, settings: &Settings) {
    let id = trial.id.to_string();
    let past = last(trial, chosen, settings);
    let line = match past {
        Some((at, finished)) => {
            let seconds = std::time::Duration::from_micros(finished.run_us).as_secs_f64();
            format!(
                " {id:<34} {:<15} record of {at}, {seconds:.3}s",
                finished.outcome.as_str()
            )
        }
        None => format!(" {id:<34} not in the last record"),
    };
    writeln!(page.text, "{}\n", line.trim_end()).expect("writing to a string cannot fail");
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
                at = started
                    .at
                    .chars()
                    .take(16)
                    .collect::<String>()
                    .replace('T', " ")
            }
            EventKind::TrialFinished(finished) if finished.trial == id => {
                return Some((at, *finished));
            }
            _ => {}
        }
    }
    None
}

fn subject(page: &mut Page, trial: &Trial) {
    let case = &*trial.case;
    let place = format!("{}:{}", case.at.path.display(), case.at.line);
    let declared = match &case.pattern {
        Some(pattern) => format!("{place} (pattern `{pattern}`)"),
        None if case.at.line == 0 => "by convention".to_owned(),
        None => place,
    };
    let file = case.project.shown.join(&case.label);
    page.row(
        "case",
        &format!("{:<7} {}", case.kind, file.display()),
        &declared,
    );
    if let Some(description) = &case.description {
        page.row("", description, "");
    }
    if let Some(runtime) = &trial.runtime {
        page.row(
            "runtime",
            &runtime.key.to_string(),
            &format!("{}:{}", runtime.at.path.display(), runtime.at.line),
        );
        for (role, artifact) in runtime.artifacts() {
            let role = if role == "binary" {
                "program".to_owned()
            } else {
                role
            };
            let origin = match &artifact.source {
                Source::File(_) => "file of this tree; verified when loaded".to_owned(),
                Source::Url(_) | Source::Npm { .. } => artifact.url.clone(),
            };
            page.row(
                &format!("  {}", role.split(' ').next().unwrap_or(&role)),
                &format!("{}  sha256 {}", artifact.filename, artifact.digest.short()),
                &origin,
            );
        }
    }
    let args = shell_words::join(runner::argv(trial));
    let defaulted = trial
        .runtime
        .as_ref()
        .is_some_and(|runtime| runtime.defaulted.contains(&"args"));
    let origin = if defaulted {
        "default: the runtime gives no `args`".to_owned()
    } else {
        origin(trial, "args", "")
    };
    page.row("  args", &args, &origin);
    for (name, value) in runner::environment(trial) {
        page.row(
            "  env",
            &format!("{name}={value}"),
            &self::origin(trial, "env", "the runtime's `envs`"),
        );
    }
    match identity(trial) {
        Some(identity) => {
            let mode = identity
                .options
                .get("compiler")
                .cloned()
                .unwrap_or_default();
            let place = trial
                .engine
                .at
                .clone()
                .unwrap_or_else(|| "built in".to_owned());
            page.row(
                "engine",
                &format!(
                    "{}: {} {} {mode}",
                    identity.engine, identity.program, identity.version
                ),
                &place,
            );
            for (name, value) in identity
                .options
                .iter()
                .filter(|(name, _)| *name != "compiler")
            {
                page.row("", &format!("{name} = {value}"), "as the engine reports");
            }
            page.row(
                "  features",
                &wording::some_of(identity.features.iter().map(String::as_str), 40),
                "as the engine reports",
            );
        }
        None => page.row("engine", &trial.id.engine, "cannot be used"),
    }
}

fn identity(trial: &Trial) -> Option<Identity> {
    embedded::open(&trial.engine, embedded::Options::default())
        .ok()
        .map(|engine| engine.identity().clone())
}

/// Where a setting was said.
fn origin(trial: &Trial, key: &str, otherwise: &str) -> String {
    let place = trial.case.settings.origin.get(key);
    place.map_or_else(
        || otherwise.to_owned(),
        |place| format!("{}:{}", place.path.display(), place.line),
    )
}

fn surroundings(page: &mut Page, trial: &Trial) {
    let settings = &trial.case.settings;
    let limits = &settings.limits;
    let fuel = limits.fuel.map_or_else(String::new, |fuel| {
        format!(", fuel {}", wording::number(fuel))
    });
    let value = format!(
        "timeout {}, memory {}, output {}{fuel}",
        wording::duration(limits.timeout),
        wording::limit(limits.memory),
        wording::limit(limits.output)
    );
    let keys = [
        "limits.timeout",
        "limits.memory",
        "limits.output",
        "limits.fuel",
        "limits.tables",
        "limits.instances",
    ];
    let said: Vec<String> = keys
        .iter()
        .map(|key| origin(trial, key, ""))
        .filter(|place| !place.is_empty())
        .collect();
    page.row(
        "limits",
        &value,
        if said.is_empty() { "default" } else { &said[0] },
    );
    match settings.clock {
        Clock::Virtual => page.row(
            "clock",
            "virtual, from 2000-01-01T00:00:00Z",
            &origin(trial, "clock", "default"),
        ),
        Clock::Real => page.row("clock", "real", &origin(trial, "clock", "default")),
    }
    match settings.random {
        Randomness::Seeded => page.row(
            "random",
            &format!("seeded with {}", settings.seed),
            &origin(trial, "seed", "default"),
        ),
        Randomness::Real => page.row("random", "real", &origin(trial, "random", "default")),
    }
    let network = if settings.network == Network::Denied {
        "denied"
    } else {
        "loopback"
    };
    page.row("network", network, &origin(trial, "network", "default"));
    match &settings.stdin {
        Stdin::Empty => page.row("stdin", "empty, closed", &origin(trial, "stdin", "default")),
        Stdin::Bytes(bytes) => page.row(
            "stdin",
            &wording::count(bytes.len() as u64, "byte"),
            &origin(trial, "stdin", ""),
        ),
        Stdin::Open(bytes) => page.row(
            "stdin",
            &format!(
                "{}, never closed",
                wording::count(bytes.len() as u64, "byte")
            ),
            &origin(trial, "stdin", ""),
        ),
        Stdin::File(path) => page.row(
            "stdin",
            &path.display().to_string(),
            &origin(trial, "stdin", ""),
        ),
    }
    if trial.case.kind == Kind::Script {
        page.row(
            "files",
            &format!("/src  read-only  {}", trial.case.project.shown.display()),
            "kind `script`",
        );
    }
    for dir in &settings.dirs {
        let access = if dir.access == Access::Copy {
            "a copy of"
        } else {
            "read-only"
        };
        let from = dir.from.as_ref().map_or_else(
            || "nothing".to_owned(),
            |from| {
                from.strip_prefix(&trial.case.project.dir)
                    .unwrap_or(from)
                    .display()
                    .to_string()
            },
        );
        page.row(
            "files",
            &format!("{}  {access}  {from}", dir.guest),
            &origin(trial, "dirs", ""),
        );
    }
    let filters = &trial.case.project.filters;
    if let Some(first) = filters.first() {
        page.row(
            "filters",
            &filters.len().to_string(),
            &format!("{}:{}", first.at.path.display(), first.at.line),
        );
    }
    page.gap();
}

fn comparison(page: &mut Page, trial: &Trial, chosen: &Chosen, storage: &Storage) {
    let settings = &trial.case.settings;
    let mut channels = vec!["ending".to_owned()];
    if settings.ending.is_none() {
        channels.extend(settings.compare.iter().map(ToString::to_string));
    }
    let by = format!("default of kind `{}`", trial.case.kind);
    page.row(
        "compared",
        &channels.join(", "),
        &origin(trial, "compare", &by),
    );
    if !settings.want.is_empty() {
        page.row("  with", "the values of `want`", &origin(trial, "want", ""));
    }
    let stored = storage.variants(&trial.case.id);
    match snapshot::serving(stored, trial) {
        Ok(Some(serving)) => {
            let why = match serving.address.variant() {
                Some(variant) => format!("{variant} holds for this trial"),
                None => "the base".to_owned(),
            };
            page.row("snapshot", &serving.shown, &why);
            for other in stored.iter().filter(|other| other.path != serving.path) {
                let of_case = chosen
                    .full
                    .iter()
                    .filter(|its| its.case.id == trial.case.id);
                let served: Vec<String> = of_case
                    .filter(|its| matches!(snapshot::serving(stored, its), Ok(Some(own)) if own.path == other.path))
                    .map(|its| cell(its))
                    .collect();
                let serves = if served.is_empty() {
                    "serves nothing".to_owned()
                } else {
                    format!(
                        "serves {}",
                        wording::some_of(served.iter().map(String::as_str), 6)
                    )
                };
                page.row("  else", &other.shown, &serves);
            }
        }
        Ok(None) => page.row("snapshot", "none yet", ""),
        Err(tie) => page.row("snapshot", &tie.to_string(), ""),
    }
}

/// A trial without its case: `5.3.6`, `5.3.6 on winch`.
fn cell(trial: &Trial) -> String {
    let release = trial
        .release()
        .map_or_else(String::new, |(_, version)| version.to_string());
    match (&*trial.id.engine, release.is_empty()) {
        (crate::model::engine::DEFAULT, false) => release,
        (engine, true) => engine.to_owned(),
        (engine, false) => format!("{release} on {engine}"),
    }
}

fn expectations(page: &mut Page, trial: &Trial) {
    match &trial.expectation {
        Some(expectation) => {
            let word = serde_json::to_value(expectation.outcome)
                .ok()
                .and_then(|value| value.as_str().map(str::to_owned))
                .unwrap_or_default();
            page.row(
                "expects",
                &format!("{word}: {}", expectation.reason),
                &expectation.at,
            );
        }
        None => page.row("expects", "nothing", ""),
    }
    if let Some(reason) = &trial.barred {
        page.row("barred", reason, "");
    }
}

/// The accepted document.
fn document(page: &mut Page, trial: &Trial, storage: &Storage) {
    let stored = storage.variants(&trial.case.id);
    if let Ok(Some(serving)) = snapshot::serving(stored, trial)
        && let Ok(loaded) = storage.load(serving)
    {
        page.gap();
        for line in loaded.text.lines() {
            writeln!(page.text, " {}", wording::visible(line))
                .expect("writing to a string cannot fail");
        }
    }
}
