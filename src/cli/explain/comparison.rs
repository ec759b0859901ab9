//! What is compared with what, what was expected, and the accepted document.

use crate::cli::explain::page::Page;
use crate::cli::tree::Chosen;
use crate::model::case::Kind;
use crate::model::cause::Cause;
use crate::model::engine::DEFAULT;
use crate::model::expectation::Condition;
use crate::model::expectation::Expected;
use crate::model::id::Cell;
use crate::model::trial::Trial;
use crate::model::version::Version;
use crate::model::version::VersionRange;
use crate::snapshot;
use crate::snapshot::Storage;
use crate::snapshot::Stored;
use crate::wording;

/// What is compared, the snapshot it is compared with, and those that serve others.
pub(super) fn snapshots(page: &mut Page, trial: &Trial, chosen: &Chosen, storage: &Storage) {
    let settings = &trial.case.settings;
    let mut channels = vec!["ending".to_owned()];
    if settings.ending.is_none() {
        channels.extend(settings.compare.iter().map(ToString::to_string));
    }
    let by = format!("default of kind `{}`", trial.case.kind);
    let origin = super::origin(trial, "compare", &by);
    page.row("compared", &channels.join(", "), &origin);
    if !settings.want.is_empty() {
        let origin = super::origin(trial, "want", "");
        page.row("  with", "the values of `want`", &origin);
        if !settings.compare_given {
            return;
        }
    }
    if trial.case.kind == Kind::Wast {
        page.row("  with", "what its directives say", "kind `wast`");
        if !settings.compare_given {
            return;
        }
    }
    let stored = storage.variants(&trial.case.id);
    let serving = match snapshot::serving(stored, trial) {
        Ok(Some(serving)) => serving,
        Ok(None) => return page.row("snapshot", "none yet", ""),
        Err(tie) => return page.row("snapshot", &tie.to_string(), ""),
    };
    page.row("snapshot", &name(serving), &why(serving, trial));
    let of_case: Vec<&Trial> = chosen
        .full
        .iter()
        .filter(|own| own.case.id == trial.case.id)
        .collect();
    for other in stored.iter().filter(|other| other.path != serving.path) {
        let served = of_case.iter().filter(
            |own| matches!(snapshot::serving(stored, own), Ok(Some(its)) if its.path == other.path),
        );
        let served: Vec<&Trial> = served.copied().collect();
        let cells = match served[..] {
            [] => "nothing".to_owned(),
            _ => cells(&served, &of_case),
        };
        let base = if other.address.conditions.is_empty() {
            "the base, "
        } else {
            ""
        };
        page.row("  else", &name(other), &format!("{base}serves {cells}"));
    }
}

/// A snapshot as its file is named below the directory of snapshots.
fn name(stored: &Stored) -> String {
    format!("{}.snap", stored.address)
}

/// Why a snapshot serves a trial: `prefix 5.1 holds for 5.1.5`.
fn why(stored: &Stored, trial: &Trial) -> String {
    if stored.address.conditions.is_empty() {
        return "the base".to_owned();
    }
    let conditions = stored.address.conditions.iter();
    let reasons: Vec<String> = conditions
        .map(|(_, cell)| match (cell, trial.release()) {
            (Cell::Release(range), Some((_, version))) => held(range, version),
            (Cell::Release(range), None) => range.to_string(),
            (Cell::Engine(name), _) => format!("engine `{name}`"),
        })
        .collect();
    reasons.join(", ")
}

fn held(range: &VersionRange, version: &Version) -> String {
    match range {
        VersionRange::Prefix(text) if text == version.as_str() => format!("exactly {text}"),
        VersionRange::Prefix(text) if version.has_prefix(text) => {
            format!("prefix {text} holds for {version}")
        }
        VersionRange::Prefix(text) => format!("tag {text} is on {version}"),
        VersionRange::Span(..) => format!("span {range} holds for {version}"),
        VersionRange::Compare(_) => format!("{range} holds for {version}"),
    }
}

/// Trials of one case without its name: `lua 5.3.6, 5.4.9`; engines are named where they make a difference.
fn cells(served: &[&Trial], of_case: &[&Trial]) -> String {
    let is_served = |trial: &Trial| served.iter().any(|own| own.id == trial.id);
    let mut whole: Vec<&Version> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    for trial in served {
        let Some((_, version)) = trial.release() else {
            parts.push(trial.id.engine.to_string());
            continue;
        };
        if whole.contains(&version) {
            continue;
        }
        let mut same = of_case
            .iter()
            .filter(|own| own.release().is_some_and(|(_, own)| own == version));
        if same.all(|own| is_served(own)) {
            whole.push(version);
            parts.push(version.to_string());
        } else if &*trial.id.engine == DEFAULT {
            parts.push(format!("{version} on {DEFAULT}"));
        } else {
            parts.push(format!("{version} on {}", trial.id.engine));
        }
    }
    let runtime = served.iter().find_map(|trial| trial.release());
    let runtime = runtime.map_or_else(String::new, |(name, _)| format!("{name} "));
    format!(
        "{runtime}{}",
        wording::some_of(parts.iter().map(String::as_str), 6)
    )
}

/// The expectation that decides; where none does, the first one about the case that holds for other cells.
pub(super) fn expectations(page: &mut Page, trial: &Trial) {
    if let Some(expectation) = &trial.expectation {
        let word = match expectation.outcome {
            Expected::Fail => "to fail",
            Expected::Broken => "to be broken",
            Expected::Flaky => "to be flaky",
            Expected::Skip => "not to be run",
        };
        let ended = if expectation.expired {
            ", which has ended"
        } else {
            ""
        };
        let value = format!("{word}{ended}: {}", expectation.reason);
        page.row("expects", &value, &expectation.at);
    } else {
        let mut all = trial.case.project.expects.iter();
        let near = all.find(|expect| super::is_meant(&expect.cases, trial));
        let origin = near.map_or_else(String::new, |expect| {
            let when: Vec<String> = expect.when.iter().map(condition).collect();
            format!("{} is for {}", expect.at.place(), when.join(", "))
        });
        page.row("expects", "nothing", &origin);
    }
    if let Some(reason) = &trial.barred {
        page.row("barred", reason, "");
    }
}

/// Why the trial could not be asked in the last run.
pub(super) fn cause(page: &mut Page, cause: &Cause) {
    let lines = cause.chain.iter().flat_map(|message| message.lines());
    for (index, line) in lines.enumerate() {
        page.row(if index == 0 { "broken" } else { "" }, line, "");
    }
    if let Some(hint) = &cause.hint {
        page.row("  hint", hint, "");
    }
}

fn condition(condition: &Condition) -> String {
    format!("{} `{}`", condition.axis, condition.holds)
}

/// The accepted document, without the channels that are empty.
pub(super) fn document(page: &mut Page, trial: &Trial, storage: &Storage) {
    let stored = storage.variants(&trial.case.id);
    let Ok(Some(serving)) = snapshot::serving(stored, trial) else {
        return;
    };
    let Ok(loaded) = storage.load(serving) else {
        return;
    };
    let sections = loaded.text.trim_end().split("\n\n");
    for section in sections.filter(|section| !is_empty(section)) {
        page.line("");
        for line in section.lines() {
            page.line(format!(" {}", wording::visible(line)));
        }
    }
}

/// Whether a section of a document says that its channel is empty.
fn is_empty(section: &str) -> bool {
    !section.contains('\n') && section.ends_with(": empty")
}
