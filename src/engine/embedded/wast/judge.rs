//! Outcomes held against what a script expects.

use super::super::limits::Exceeded;
use super::component;
use super::core;
use super::guest::Guest;
use super::header::Words;
use super::log::Fail;
use super::log::Judged;
use json_from_wast::Const;
use wasmtime::Error;
use wasmtime::Store;
use wasmtime::ThrownException;
use wasmtime::Trap;
use wasmtime::Val;

/// What an action came to.
pub(super) enum Outcome {
    /// Values of a core module.
    Core(Vec<Val>),
    /// Values of a component.
    Component(Vec<wasmtime::component::Val>),
    /// A trap, an exception, or an error of the host.
    Error(Error),
}

/// An error's messages without places in the code, which mean nothing to a script.
pub(super) fn words(error: &Error) -> String {
    if let Some(exceeded) = error.downcast_ref::<Exceeded>() {
        return exceeded.to_string();
    }
    let mut words: Vec<String> = Vec::new();
    for message in messages(error) {
        let message = message.strip_prefix("wasm trap: ").unwrap_or(&message);
        if words.last().map(String::as_str) != Some(message) {
            words.push(message.to_owned());
        }
    }
    words.join(": ")
}

/// Everything that an error says, outermost first, without the backtrace: that holds names which the guest chose.
fn messages(error: &Error) -> impl Iterator<Item = String> {
    let place = |message: &String| message.starts_with("error while executing at wasm backtrace");
    let messages = error.chain().map(ToString::to_string);
    messages.filter(move |message| !place(message))
}

/// What expected words are looked for in.
fn searched(error: &Error) -> String {
    messages(error).collect::<Vec<_>>().join(": ")
}

/// What an outcome is called in a message.
fn told(store: &mut Store<Guest>, outcome: &Outcome, like: &[Const<'_>]) -> String {
    match outcome {
        Outcome::Core(values) => {
            let like = |index: usize| match like.get(index) {
                Some(Const::Core(value)) => Some(value),
                _ => None,
            };
            let values: Vec<String> = values
                .iter()
                .enumerate()
                .map(|(index, value)| core::actual(store, value, like(index)))
                .collect();
            format!("[{}]", values.join(", "))
        }
        Outcome::Component(values) => {
            let values: Vec<String> = values.iter().map(component::words).collect();
            format!("[{}]", values.join(", "))
        }
        Outcome::Error(error) if error.is::<ThrownException>() => "an exception".to_owned(),
        Outcome::Error(error) if error.downcast_ref::<Trap>().is_some() => {
            format!("trap \"{}\"", words(error))
        }
        Outcome::Error(error) => format!("error \"{}\"", words(error)),
    }
}

/// Expected values in words; those of a component in its own.
fn expectation(expected: &[Const<'_>], outcome: &Outcome) -> String {
    let component = matches!(outcome, Outcome::Component(_));
    let values: Vec<String> = expected
        .iter()
        .map(|value| match (value, component::value(value)) {
            (Const::Core(value), _) if !component => core::expected(value),
            (_, Some(value)) => component::words(&value),
            (Const::Core(value), None) => core::expected(value),
            (Const::Component(_), None) => "a value".to_owned(),
        })
        .collect();
    format!("[{}]", values.join(", "))
}

/// Whether an action returned what is expected.
pub(super) fn returned(
    store: &mut Store<Guest>,
    outcome: &Outcome,
    expected: &[Const<'_>],
) -> Judged {
    let same = match outcome {
        Outcome::Core(values) => core_values(store, values, expected),
        Outcome::Component(values) => {
            let same = |(actual, expected): (&wasmtime::component::Val, &Const<'_>)| {
                component::value(expected).is_some_and(|value| component::matches(actual, &value))
            };
            values.len() == expected.len() && values.iter().zip(expected).all(same)
        }
        Outcome::Error(_) => false,
    };
    if same {
        return Ok(());
    }
    let got = told(store, outcome, expected);
    let expected = expectation(expected, outcome);
    Err(Fail::Failed(format!("expected {expected}, got {got}")))
}

fn core_values(store: &mut Store<Guest>, values: &[Val], expected: &[Const<'_>]) -> bool {
    let mut same = |(actual, expected): (&Val, &Const<'_>)| match expected {
        Const::Core(expected) => core::matches(store, actual, expected).unwrap_or(false),
        // The one value that both worlds write alike was read as that of a core module.
        Const::Component(_) => false,
    };
    values.len() == expected.len() && values.iter().zip(expected).all(&mut same)
}

/// Whether an action trapped in the expected words. `what` is `trap` or `exhaustion`.
pub(super) fn trapped(
    store: &mut Store<Guest>,
    outcome: &Outcome,
    (what, expected): (&str, &str),
) -> Judged {
    if let Outcome::Error(error) = outcome
        && !error.is::<Exceeded>()
        && says(&searched(error), expected)
    {
        return Ok(());
    }
    let got = told(store, outcome, &[]);
    Err(Fail::Failed(format!(
        "expected {what} \"{expected}\", got {got}"
    )))
}

/// Whether a trap says what the specification's suites expect; wasmtime has other words for some.
fn says(actual: &str, expected: &str) -> bool {
    let both = |part: &str| expected.contains(part) && actual.contains(part);
    let null = actual.contains("null reference");
    let uninitialized = actual.contains("uninitialized element");
    actual.contains(expected)
        || (expected.contains("uninitialized element 2") && uninitialized)
        || (expected.contains("null function") && (uninitialized || null))
        || (expected.contains("null") && expected.contains("reference") && null)
        || both("cannot write")
        || both("cannot read")
}

/// Whether an action threw an exception that nobody caught.
pub(super) fn threw(store: &mut Store<Guest>, outcome: &Outcome) -> Judged {
    match outcome {
        Outcome::Error(error) if error.is::<ThrownException>() => Ok(()),
        other => {
            let got = told(store, other, &[]);
            Err(Fail::Failed(format!("expected an exception, got {got}")))
        }
    }
}

/// Whether an action was suspended with nobody to resume it.
pub(super) fn suspended(store: &mut Store<Guest>, outcome: &Outcome) -> Judged {
    match outcome {
        Outcome::Error(error) if error.downcast_ref::<Trap>() == Some(&Trap::UnhandledTag) => {
            Ok(())
        }
        other => {
            let got = told(store, other, &[]);
            Err(Fail::Failed(format!("expected a suspension, got {got}")))
        }
    }
}

/// Whether an action came to its end, with whatever values.
pub(super) fn done(outcome: &Outcome) -> Judged {
    match outcome {
        Outcome::Core(_) | Outcome::Component(_) => Ok(()),
        Outcome::Error(error) if error.is::<ThrownException>() => {
            Err(Fail::of("it threw an exception"))
        }
        Outcome::Error(error) => Err(Fail::Failed(words(error))),
    }
}

/// Whether a rejection is in the expected words, where these count.
pub(super) fn rejected(error: &Error, expected: &str, compared: Words) -> Judged {
    let same = match compared {
        Words::Free => !error.is::<Exceeded>(),
        Words::Compared => searched(error).contains(expected),
    };
    if same {
        return Ok(());
    }
    let got = words(error);
    Err(Fail::Failed(format!(
        "expected \"{expected}\", got \"{got}\""
    )))
}
