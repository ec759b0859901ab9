//! What is run, and what it finds when it runs.

use crate::cli::explain::page::Page;
use crate::model::case::Filter;
use crate::model::case::Kind;
use crate::model::event::TrialFinished;
use crate::model::invocation::Access;
use crate::model::invocation::Stdin;
use crate::model::limits::Clock;
use crate::model::limits::Network;
use crate::model::limits::Randomness;
use crate::model::runtime::Source;
use crate::model::trial::Trial;
use crate::runner;
use crate::wording;
use std::sync::Arc;

/// What is run: the case, its runtime, the command line.
pub(super) fn program(page: &mut Page, trial: &Trial) {
    let case = &*trial.case;
    let declared = match &case.pattern {
        Some(pattern) => format!("{} (pattern `{pattern}`)", case.at),
        None if case.at.line == 0 => "by convention".to_owned(),
        None => case.at.to_string(),
    };
    let file = case.project.shown.join(&case.label);
    page.row(
        "case",
        &format!("{:<7} {}", case.kind, file.display()),
        &declared,
    );
    if let Some(runtime) = &trial.runtime {
        page.row("runtime", &runtime.key.to_string(), &runtime.at.to_string());
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
        super::origin(trial, "args", "")
    };
    page.row("  args", &args, &origin);
    for (name, value) in runner::environment(trial) {
        let origin = if case.settings.env.contains_key(&name) {
            super::origin(trial, "env", "")
        } else {
            "the runtime's `envs`".to_owned()
        };
        page.row("  env", &format!("{name}={value}"), &origin);
    }
}

/// What the guest finds: limits, clock, network, input and files; and what is replaced in what it writes.
///
/// Random numbers and input are told where they are not as everywhere.
pub(super) fn surroundings(page: &mut Page, trial: &Trial, past: Option<&TrialFinished>) {
    limits(page, trial);
    let settings = &trial.case.settings;
    let clock = match settings.clock {
        Clock::Virtual => "virtual, from 2000-01-01T00:00:00Z",
        Clock::Real => "real",
    };
    page.row("clock", clock, &super::origin(trial, "clock", "default"));
    match settings.random {
        Randomness::Seeded if settings.seed == 0 => {}
        Randomness::Seeded => {
            let value = format!("seeded with {}", settings.seed);
            page.row("random", &value, &super::origin(trial, "seed", ""));
        }
        Randomness::Real => page.row("random", "real", &super::origin(trial, "random", "")),
    }
    let network = match settings.network {
        Network::Denied => "denied",
        Network::Loopback => "loopback",
    };
    page.row(
        "network",
        network,
        &super::origin(trial, "network", "default"),
    );
    let bytes = |bytes: &[u8]| wording::count(bytes.len() as u64, "byte");
    let stdin = match &settings.stdin {
        Stdin::Empty => None,
        Stdin::Bytes(text) => Some(bytes(text)),
        Stdin::Open(text) => Some(format!("{}, never closed", bytes(text))),
        Stdin::File(path) => {
            let path = path.strip_prefix(&trial.case.project.dir).unwrap_or(path);
            Some(path.display().to_string())
        }
    };
    if let Some(value) = stdin {
        page.row("stdin", &value, &super::origin(trial, "stdin", ""));
    }
    files(page, trial);
    filters(page, trial, past);
}

fn limits(page: &mut Page, trial: &Trial) {
    let limits = &trial.case.settings.limits;
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
    let mut said: Vec<String> = keys
        .iter()
        .map(|key| super::origin(trial, key, ""))
        .filter(|place| !place.is_empty())
        .collect();
    said.dedup();
    if said.is_empty() {
        said.push("default".to_owned());
    }
    page.row("limits", &value, &said.join(", "));
}

fn files(page: &mut Page, trial: &Trial) {
    let project = &trial.case.project;
    if trial.case.kind == Kind::Script {
        let value = format!("/src  read-only  {}", project.shown.display());
        page.row("files", &value, "kind `script`");
    }
    for dir in &trial.case.settings.dirs {
        let access = match dir.access {
            Access::Copy => "a copy of",
            Access::Read => "read-only",
        };
        let from = dir.from.as_ref().map_or_else(
            || "nothing".to_owned(),
            |from| {
                let inner = from.strip_prefix(&project.dir).unwrap_or(from);
                project.shown.join(inner).display().to_string()
            },
        );
        let value = format!("{}  {access}  {from}", dir.guest);
        page.row("files", &value, &super::origin(trial, "dirs", ""));
    }
}

/// How many filters hold for the case, and how often they replaced something in the last run.
fn filters(page: &mut Page, trial: &Trial, past: Option<&TrialFinished>) {
    let all = trial.case.project.filters.iter();
    let own: Vec<&Arc<Filter>> = all
        .filter(|filter| super::is_meant(&filter.cases, trial))
        .collect();
    let Some(first) = own.first() else {
        return;
    };
    let changed = past.map(|finished| finished.filters.values().sum::<u64>());
    let changed = match changed {
        None => String::new(),
        Some(0) => ", changed nothing".to_owned(),
        Some(times) => format!(", {}", wording::count(times, "replacement")),
    };
    let value = format!("{}{changed}", own.len());
    page.row("filters", &value, &first.at.to_string());
}
