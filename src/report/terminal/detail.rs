//! What stands on and below the line of a trial that is not good.

use crate::model::cause::Cause;
use crate::model::event::TrialFinished;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::outcome::Difference;
use crate::model::outcome::Outcome;
use crate::model::outcome::UpdatePolicy;
use crate::report::blobs::Blobs;
use crate::report::document;
use crate::report::style::Style;
use crate::report::style::TEXT;
use crate::report::style::Tone;
use crate::report::style::head;
use crate::report::style::push_indented;
use crate::report::style::shown;
use crate::report::style::wrap;
use crate::report::terminal::lines::TrialLine;
use crate::report::words;
use crate::wording;

/// Differences that are shown where there are no documents to compare.
const DIFFERENCES: usize = 5;

/// Lines of output that are shown of a guest that a limit ended.
const OUTPUT: usize = 10;

/// Characters that are shown of one line.
pub(super) const LINE: usize = 400;

/// The line of a trial and what belongs below it.
pub(super) fn line(
    trial: &TrialFinished,
    policy: UpdatePolicy,
    (blobs, style): (&Blobs, Style),
) -> TrialLine {
    let document = blobs.text(trial.document).map(|text| &**text);
    let bytes = trial.resources.output_bytes;
    let mut detail = words::detail(trial, policy, || document::produced(document, bytes));
    if fails_by_directives(trial) {
        // They stand below, one a line.
        detail.clear();
    }
    if trial.attempts > 1 && trial.outcome == Outcome::Fail {
        detail.push_str(&format!(", {} times", trial.attempts));
    }
    TrialLine {
        tone: tone(trial.outcome),
        verb: words::column(trial, policy),
        id: wording::visible(&trial.trial).into_owned(),
        time: words::seconds(trial.run_us, 3),
        below: below(trial, (blobs, style), &detail),
        detail,
    }
}

/// The colour of an outcome.
fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Pass => Tone::Good,
        Outcome::Fail | Outcome::Broken => Tone::Bad,
        Outcome::UnexpectedPass | Outcome::Flaky => Tone::News,
        Outcome::KnownFailure | Outcome::Skipped => Tone::Dim,
    }
}

/// Finished lines that tell more of a trial that is not good.
fn below(trial: &TrialFinished, (blobs, style): (&Blobs, Style), detail: &str) -> String {
    let mut text = String::new();
    match trial.outcome {
        Outcome::Fail => {}
        Outcome::UnexpectedPass => {
            if let Some(decided) = &trial.expectation {
                let reason = format!("{}: {}", decided.at, decided.reason);
                push_indented(&mut text, &shown(&reason));
            }
            return text;
        }
        Outcome::Pass
        | Outcome::KnownFailure
        | Outcome::Flaky
        | Outcome::Broken
        | Outcome::Skipped => return text,
    }
    let ending_differs = trial.is_unseen()
        || trial
            .differences
            .iter()
            .any(|difference| difference.channel == Channel::Ending);
    if let Some(ending) = &trial.ending {
        push_ending(&mut text, trial, ending, (ending_differs, detail), blobs);
    }
    if fails_by_directives(trial) {
        push_directives(&mut text, trial, style);
        return text;
    }
    let compared = blobs.text(trial.document).is_some()
        && blobs
            .text(trial.snapshot.as_ref().and_then(|own| own.accepted))
            .is_some();
    if !compared && !trial.is_unseen() {
        push_differences(&mut text, &trial.differences);
    }
    text
}

fn push_ending(
    text: &mut String,
    trial: &TrialFinished,
    ending: &Ending,
    (differs, detail): (bool, &str),
    blobs: &Blobs,
) {
    match ending {
        Ending::Trapped { .. } | Ending::Faulted { .. } if differs => {
            let whole = words::ending_text(ending);
            if !detail.contains(&whole) {
                push_indented(text, &whole);
            }
            push_frames(text, ending.frames());
        }
        Ending::TimedOut { .. }
        | Ending::OutOfMemory
        | Ending::OutOfFuel
        | Ending::OutputOverflow => {
            let document = blobs.text(trial.document).map_or("", |text| &**text);
            push_limit(text, trial.limit.as_deref(), document);
            push_frames(text, ending.frames());
        }
        Ending::Exited { .. }
        | Ending::Returned
        | Ending::Answered { .. }
        | Ending::Trapped { .. }
        | Ending::Faulted { .. }
        | Ending::Refused { .. }
        | Ending::Crashed { .. }
        | Ending::Cancelled => {}
    }
}

fn push_frames(text: &mut String, frames: &[String]) {
    for frame in frames.iter().take(5) {
        push_indented(text, &format!("  {}", head(&shown(frame), LINE)));
    }
}

/// The limit and what the guest wrote before it met it.
fn push_limit(text: &mut String, limit: Option<&str>, document: &str) {
    let limit = limit.map_or_else(
        || "its limit".to_owned(),
        |limit| format!("its limit of {}", shown(limit)),
    );
    let sections = document::sections(document);
    let written: Vec<_> = sections
        .iter()
        .filter(|section| !section.lines.is_empty())
        .collect();
    if written.is_empty() {
        push_indented(text, &format!("it met {limit}"));
        return;
    }
    push_indented(text, &format!("it met {limit}; before that it wrote"));
    for section in written {
        push_indented(text, &format!("│ {}:", shown(section.heading)));
        let skipped = section.lines.len().saturating_sub(OUTPUT);
        if skipped > 0 {
            let more = wording::count(skipped as u64, "line");
            push_indented(text, &format!("│ … {more} before"));
        }
        for line in &section.lines[skipped..] {
            push_indented(text, &format!("│ {}", head(&shown(line), LINE)));
        }
    }
}

/// Whether what is wrong with a trial are directives of its script, and nothing else.
fn fails_by_directives(trial: &TrialFinished) -> bool {
    let mut differences = trial.differences.iter();
    let failed = trial
        .directives
        .is_some_and(|tally| tally.passed < tally.total);
    trial.outcome == Outcome::Fail
        && failed
        && !trial.differences.is_empty()
        && differences.all(|own| own.channel == Channel::Results && own.expected.is_none())
}

fn push_directives(text: &mut String, trial: &TrialFinished, style: Style) {
    let failed = trial.differences.iter().take(DIFFERENCES);
    for difference in failed {
        let line = words::failed_directive(trial, difference);
        let line = shown(&line);
        for (index, part) in wrap(&head(&line, LINE), style.columns() - TEXT - 2)
            .iter()
            .enumerate()
        {
            let indent = if index == 0 { "" } else { "  " };
            push_indented(text, &format!("{indent}{part}"));
        }
    }
    let shown = trial.differences.len().min(DIFFERENCES) as u64;
    let failed = trial
        .directives
        .map_or(shown, |tally| tally.total - tally.passed);
    if failed > shown {
        push_indented(text, &format!("... {} more", failed - shown));
    }
}

fn push_differences(text: &mut String, differences: &[Difference]) {
    let lines: Vec<&Difference> = differences
        .iter()
        .filter(|difference| difference.channel != Channel::Ending)
        .collect();
    let mut channel = None;
    for difference in lines.iter().take(DIFFERENCES) {
        if channel != Some(difference.channel) {
            channel = Some(difference.channel);
            push_indented(text, &format!("{}:", difference.channel));
        }
        for (sign, side) in [('-', &difference.expected), ('+', &difference.actual)] {
            if let Some(side) = side {
                push_indented(text, &format!("│ {sign} {}", head(&shown(side), LINE)));
            }
        }
    }
    if lines.len() > DIFFERENCES {
        let more = wording::count((lines.len() - DIFFERENCES) as u64, "more difference");
        push_indented(text, &format!("… {more}"));
    }
}

/// The first line of a cause.
pub(super) fn headline(cause: &Cause) -> String {
    let first = cause.message().lines().next().unwrap_or_default();
    head(&shown(first), LINE).into_owned()
}

/// What follows the first line of a cause, and its hint, as finished lines.
pub(super) fn cause(cause: &Cause, style: Style) -> String {
    let mut text = String::new();
    let lines = cause.chain.iter().flat_map(|message| message.lines());
    for line in lines.skip(1) {
        push_indented(&mut text, &head(&shown(line), 10 * LINE));
    }
    if let Some(hint) = &cause.hint {
        let mut verb = "hint";
        for line in hint.lines() {
            text.push_str(&style.status(Tone::Verb, verb, &shown(line)));
            verb = "";
        }
    }
    text
}
