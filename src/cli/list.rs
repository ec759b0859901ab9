//! `wassay list`.

use crate::cli::args;
use crate::cli::args::MessageFormat;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::io::Streams;
use crate::cli::run;
use crate::cli::settings::Settings;
use crate::cli::tree;
use crate::model::trial::Trial;
use crate::wording;
use serde::Serialize;
use std::fmt::Write as _;

/// One trial, for tools.
#[derive(Serialize)]
struct Listed<'a> {
    trial: String,
    case: &'a str,
    kind: &'a str,
    program: &'a str,
    description: Option<&'a str>,
    tags: &'a [String],
    runtime: Option<String>,
    engine: &'a str,
    defined: &'a crate::model::defect::Place,
    expected: Option<crate::model::expectation::Expected>,
}

/// Prints the trials that would run, one id a line.
pub(crate) fn list(
    arguments: &args::List,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Exit, CliError> {
    let chosen = tree::choose(settings, &arguments.tree, &arguments.selection, &|tree| {
        run::last_outcomes(&run::open_cache(settings)?, &tree.root)
    })?;
    streams.defects(&chosen.defects, settings);
    let mut text = String::new();
    for trial in &chosen.trials {
        match arguments.message_format {
            MessageFormat::Json => {
                text.push_str(
                    &serde_json::to_string(&listed(trial)).expect("plain data becomes JSON"),
                );
                text.push('\n');
            }
            MessageFormat::Human if arguments.verbose => verbose(trial, &mut text),
            MessageFormat::Human => {
                writeln!(text, "{}", trial.id).expect("writing to a string cannot fail");
            }
        }
    }
    streams.data(&text)?;
    let mut cases = 0;
    let mut suites = 0;
    let mut last: Option<&Trial> = None;
    for trial in &chosen.trials {
        cases += u64::from(last.is_none_or(|last| last.id.case != trial.id.case));
        suites += u64::from(last.is_none_or(|last| last.id.case.suite() != trial.id.case.suite()));
        last = Some(trial);
    }
    let counts = [
        (suites, "suite"),
        (cases, "case"),
        (chosen.trials.len() as u64, "trial"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .map(|(count, noun)| wording::count(*count, noun))
        .collect();
    let excluded = chosen.full.len() - chosen.trials.len();
    let rest = if excluded > 0 {
        format!("; {} not selected", wording::number(excluded as u64))
    } else {
        String::new()
    };
    streams.line(&format!("{}{rest}", counts.join(", ")));
    let usage = if chosen.errors() > 0 {
        Exit::Usage
    } else {
        Exit::Clean
    };
    Ok(if chosen.trials.is_empty() {
        usage.and(Exit::Nothing)
    } else {
        usage
    })
}

fn listed(trial: &Trial) -> Listed<'_> {
    let case = &*trial.case;
    Listed {
        trial: trial.id.to_string(),
        case: case.id.as_str(),
        kind: case.kind.as_str(),
        program: &case.label,
        description: case.description.as_deref(),
        tags: &case.tags,
        runtime: trial
            .runtime
            .as_ref()
            .map(|runtime| runtime.key.to_string()),
        engine: &trial.id.engine,
        defined: &case.at,
        expected: trial
            .expectation
            .as_ref()
            .map(|expectation| expectation.outcome),
    }
}

fn verbose(trial: &Trial, text: &mut String) {
    let case = &*trial.case;
    let id = trial.id.to_string();
    let line = format!(
        "{id:<48} {:<8} {:<24} {}",
        case.kind,
        wording::visible(&case.label),
        wording::visible(&case.at.to_string())
    );
    writeln!(text, "{line}").expect("writing to a string cannot fail");
}
