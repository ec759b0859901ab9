//! Counts and outcomes as people read them: the words that terminal and reports share.

use crate::model::event::DirectiveTally;
use crate::model::event::TrialFinished;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::expectation::Decided;
use crate::model::expectation::Expected;
use crate::model::outcome::Difference;
use crate::model::outcome::Outcome;
use crate::model::outcome::Tally;
use crate::model::outcome::UpdatePolicy;
use crate::report::style::shown;
use crate::wording;
use std::time::Duration;

/// `46 passed, 48 known failures, 2 failed`. Outcomes that nothing had are left out.
///
/// New documents are told apart where a person can take them, that is, unless they are only checked.
pub(crate) fn counted(tally: &Tally, policy: UpdatePolicy) -> String {
    let new = if policy == UpdatePolicy::Check {
        0
    } else {
        tally.new.min(tally.fail)
    };
    let mut parts = Vec::new();
    let mut part = |count: u64, word: &str| {
        if count > 0 {
            parts.push(format!("{} {word}", wording::number(count)));
        }
    };
    for outcome in Outcome::ALL {
        let count = tally.of(outcome);
        match outcome {
            Outcome::Pass => part(count, "passed"),
            Outcome::KnownFailure => part(count, wording::plural(count, "known failure").as_str()),
            Outcome::Flaky => part(count, "flaky"),
            Outcome::Skipped => part(count, "skipped"),
            Outcome::Fail => {
                part(count - new, "failed");
                part(new, "new");
            }
            Outcome::UnexpectedPass => {
                part(count, wording::plural(count, "unexpected pass").as_str());
            }
            Outcome::Broken => part(count, "broken"),
        }
    }
    if parts.is_empty() {
        return "nothing was run".to_owned();
    }
    parts.join(", ")
}

/// What follows the count of trials where scripts were among them: `; 1,904 of 1,921 directives`.
pub(crate) fn directives(tally: DirectiveTally) -> String {
    let DirectiveTally { passed, total } = tally;
    if total == 0 {
        return String::new();
    }
    let words = wording::count(total, "directive");
    if passed == total {
        return format!("; {words}");
    }
    format!("; {} of {words}", wording::number(passed))
}

/// A failed directive with the place a person goes to: `concat.wast:118: assert_invalid: the module was accepted`.
pub(crate) fn failed_directive(trial: &TrialFinished, difference: &Difference) -> String {
    let line = difference.line.unwrap_or_default();
    let actual = difference.actual.as_deref().unwrap_or_default();
    format!("{}:{line}: {actual}", trial.command)
}

/// The word in the column of outcomes.
pub(crate) fn column(trial: &TrialFinished, policy: UpdatePolicy) -> &'static str {
    match trial.outcome {
        Outcome::Pass => "PASS",
        Outcome::Fail if trial.is_unseen() && policy != UpdatePolicy::Check => "NEW",
        Outcome::Fail => "FAIL",
        Outcome::KnownFailure => "KNOWN",
        Outcome::UnexpectedPass => "UNEXPECTED",
        Outcome::Flaky => "FLAKY",
        Outcome::Broken => "BROKEN",
        Outcome::Skipped => "SKIP",
    }
}

/// What there is to say of a trial on its line. `produced` says what a new one wrote.
pub(crate) fn detail(
    trial: &TrialFinished,
    policy: UpdatePolicy,
    produced: impl FnOnce() -> String,
) -> String {
    let reason = |decided: Option<&Decided>| {
        decided.map_or_else(String::new, |decided| shown(&decided.reason).into_owned())
    };
    let expectation = trial.expectation.as_ref();
    match trial.outcome {
        Outcome::Pass => accepted(trial),
        Outcome::Fail if trial.is_unseen() => {
            let ending = trial.ending.as_ref().map_or_else(String::new, ending_text);
            let ask = if policy == UpdatePolicy::Check {
                "no snapshot: "
            } else {
                ""
            };
            format!("{ask}{ending}, {}", produced())
        }
        Outcome::Fail => difference(trial),
        Outcome::UnexpectedPass => unexpected(trial, expectation),
        Outcome::Flaky if trial.attempts > 1 => {
            format!("passed at attempt {}", trial.attempts)
        }
        Outcome::KnownFailure | Outcome::Flaky => reason(expectation),
        Outcome::Broken => {
            let message = trial.cause.as_ref().map_or("", |cause| cause.message());
            shown(message.lines().next().unwrap_or_default()).into_owned()
        }
        Outcome::Skipped => trial.skip.as_ref().map_or_else(
            || reason(expectation),
            |skip| shown(&skip.reason).into_owned(),
        ),
    }
}

/// What is said of a pass: nothing, unless its document was just taken.
fn accepted(trial: &TrialFinished) -> String {
    match trial.verdict.as_deref() {
        Some("differs" | "unseen") => "accepted".to_owned(),
        _ => String::new(),
    }
}

/// Which part of a document differs: `stdout differs`, `trapped, was: exited 0`.
fn difference(trial: &TrialFinished) -> String {
    let ending = trial
        .differences
        .iter()
        .find(|difference| difference.channel == Channel::Ending);
    if let Some(ending) = ending {
        let actual = ending.actual.as_deref().unwrap_or_default();
        let Some(expected) = ending.expected.as_deref() else {
            return shown(short(actual)).into_owned();
        };
        if short(actual) == short(expected) {
            return format!("{}, was: {}", shown(actual), shown(expected));
        }
        return format!("{}, was: {}", shown(short(actual)), shown(short(expected)));
    }
    if let Some(limit) = trial.ending.as_ref().and_then(Ending::limit)
        && trial.differences.is_empty()
    {
        return limit.to_string();
    }
    if let Some(first) = trial
        .differences
        .first()
        .filter(|_| trial.directives.is_some())
    {
        return shown(&failed_directive(trial, first)).into_owned();
    }
    let mut channels: Vec<Channel> = trial
        .differences
        .iter()
        .map(|difference| difference.channel)
        .collect();
    channels.sort_unstable();
    channels.dedup();
    match &channels[..] {
        [] => "the document differs".to_owned(),
        [one] => format!("{one} differs"),
        [rest @ .., last] => {
            let rest: Vec<String> = rest.iter().map(ToString::to_string).collect();
            format!("{} and {last} differ", rest.join(", "))
        }
    }
}

/// An ending without what follows its colon: `trapped`.
fn short(ending: &str) -> &str {
    ending.split(':').next().unwrap_or_default()
}

fn unexpected(trial: &TrialFinished, expectation: Option<&Decided>) -> String {
    let came = match trial.verdict.as_deref() {
        Some("matched") => "passed",
        Some("broken") => "broken",
        _ => "answered",
    };
    let Some(decided) = expectation else {
        return came.to_owned();
    };
    if decided.expired {
        let until = decided.until.as_deref().unwrap_or("its end");
        return format!("{came}; the expectation held until {}", shown(until));
    }
    let expected = match decided.outcome {
        Expected::Fail => "to fail",
        Expected::Broken => "to be broken",
        Expected::Flaky => "to be flaky",
        Expected::Skip => "not to be run",
    };
    format!("{came}, was expected {expected}")
}

/// An ending as the first line of a document, made harmless.
pub(crate) fn ending_text(ending: &Ending) -> String {
    shown(&ending.to_string()).into_owned()
}

/// The versions, engines and the rest of a trial id behind `@`, as `axis=value` pairs with the values decoded.
pub(crate) fn cells(trial: &str) -> Vec<(&str, String)> {
    let Some((_, cells)) = trial.split_once('@') else {
        return Vec::new();
    };
    cells
        .split(',')
        .filter_map(|cell| cell.split_once('='))
        .map(|(axis, value)| (axis, decode_name(value)))
        .collect()
}

/// Undoes the escaping of `model::id::derive_name`.
fn decode_name(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `0.003s`.
pub(crate) fn seconds(micros: u64, digits: usize) -> String {
    format!("{:.digits$}s", Duration::from_micros(micros).as_secs_f64())
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::outcome::Difference;
    use crate::record::samples::trial;

    fn differs(differences: &[(Channel, Option<&str>, &str)]) -> TrialFinished {
        let mut trial = trial("a/b");
        trial.outcome = Outcome::Fail;
        trial.verdict = Some("differs".to_owned());
        trial.differences = differences
            .iter()
            .map(|(channel, expected, actual)| Difference {
                channel: *channel,
                line: None,
                expected: expected.map(str::to_owned),
                actual: Some((*actual).to_owned()),
            })
            .collect();
        trial
    }

    #[test]
    fn counts_leave_out_what_nothing_had() {
        let tally = Tally {
            pass: 1_046,
            known_failure: 1,
            fail: 3,
            new: 2,
            unexpected_pass: 2,
            broken: 10,
            ..Tally::default()
        };
        assert_eq!(
            counted(&tally, UpdatePolicy::Pending),
            "1,046 passed, 1 known failure, 1 failed, 2 new, 2 unexpected passes, 10 broken"
        );
        assert_eq!(
            counted(&tally, UpdatePolicy::Check),
            "1,046 passed, 1 known failure, 3 failed, 2 unexpected passes, 10 broken"
        );
        assert_eq!(
            counted(&Tally::default(), UpdatePolicy::Check),
            "nothing was run"
        );
    }

    #[test]
    fn a_failure_says_what_differs() {
        use Channel::{Ending as E, Files, Stderr, Stdout};
        let table = [
            (
                differs(&[(Stdout, Some("a"), "b"), (Stdout, None, "c")]),
                "stdout differs",
            ),
            (
                differs(&[(Stderr, None, "b"), (Stdout, None, "c")]),
                "stdout and stderr differ",
            ),
            (
                differs(&[(Files, None, "b"), (Stderr, None, "b"), (Stdout, None, "c")]),
                "stdout, stderr and files differ",
            ),
            (
                differs(&[(E, Some("exited 0"), "trapped: unreachable")]),
                "trapped, was: exited 0",
            ),
            (
                differs(&[(E, Some("trapped: a"), "trapped: b")]),
                "trapped: b, was: trapped: a",
            ),
            (differs(&[(E, None, "timed out")]), "timed out"),
            (differs(&[]), "the document differs"),
        ];
        for (trial, expected) in table {
            assert_eq!(detail(&trial, UpdatePolicy::Pending, String::new), expected);
        }
    }

    #[test]
    fn cells_of_an_id_are_decoded() {
        assert_eq!(
            cells("a/b@ruby=3.4%2Bx,engine=winch"),
            [("ruby", "3.4+x".to_owned()), ("engine", "winch".to_owned())]
        );
        assert_eq!(cells("a/b"), []);
        assert_eq!(decode_name("100%"), "100%");
    }

    #[test]
    fn lists_end_with_and() {
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }
}
