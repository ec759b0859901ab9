//! What is run, and what it finds when it runs.

use crate::cli::explain::page::Page;
use crate::install;
use crate::model::case::Filter;
use crate::model::case::Kind;
use crate::model::event::TrialFinished;
use crate::model::http::Answer;
use crate::model::http::Body;
use crate::model::http::Instances;
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
                Source::Url(_) | Source::Npm { .. } | Source::Archive { .. } => {
                    install::without_secrets(&artifact.url)
                }
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
    if matches!(case.kind, Kind::Command | Kind::Script | Kind::Http) {
        page.row("  args", &args, &origin);
    }
    for (name, value) in runner::environment(trial) {
        let origin = if case.settings.env.contains_key(&name) {
            super::origin(trial, "env", "")
        } else {
            "the runtime's `envs`".to_owned()
        };
        page.row("  env", &format!("{name}={value}"), &origin);
    }
}

/// What a program is asked beside its command line: requests, calls; what its own requests meet; what it may import.
pub(super) fn asked(page: &mut Page, trial: &Trial) {
    let settings = &trial.case.settings;
    for (index, request) in settings.requests.iter().enumerate() {
        let name = if index == 0 { "requests" } else { "" };
        let fields = match request.headers.len() {
            0 => String::new(),
            count => format!(", {}", wording::count(count as u64, "header")),
        };
        let value = format!(
            "{} {}{fields}{}",
            request.method,
            request.url,
            sent(&request.body)
        );
        page.row(name, &value, &super::origin(trial, "request", "default"));
    }
    if settings.requests.len() > 1 {
        let value = match settings.instances {
            Instances::Fresh => "fresh, one for each request",
            Instances::Shared => "shared by all requests",
        };
        page.row(
            "instance",
            value,
            &super::origin(trial, "instance", "default"),
        );
    }
    for (index, call) in settings.calls.iter().enumerate() {
        let name = if index == 0 { "calls" } else { "" };
        page.row(name, call, &super::origin(trial, "call", ""));
    }
    for (index, upstream) in settings.upstream.iter().enumerate() {
        let name = if index == 0 { "upstream" } else { "" };
        let answer = match &upstream.answer {
            Answer::Response { status, .. } => status.to_string(),
            Answer::Refused => "refused".to_owned(),
            Answer::TimedOut => "timed out".to_owned(),
        };
        let method = upstream.method.as_deref().unwrap_or("any");
        let value = format!("{method} {} -> {answer}", upstream.url);
        page.row(name, &value, &super::origin(trial, "upstream", ""));
    }
    if let Some(imports) = &settings.imports {
        let value = format!("only {}", imports.join(", "));
        page.row("imports", &value, &super::origin(trial, "imports", ""));
    }
}

fn sent(body: &Body) -> String {
    match body {
        Body::Empty => String::new(),
        Body::Bytes(bytes) => format!(", {}", wording::count(bytes.len() as u64, "byte")),
        Body::File(path) => {
            let name = path.file_name().unwrap_or_default();
            format!(", body {}", name.to_string_lossy())
        }
        Body::Chunks { chunks, .. } => {
            format!(", {}", wording::count(chunks.len() as u64, "chunk"))
        }
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
