//! Calls, asked of `wasmtime run --invoke`: an instance and a process for each.

use crate::Answer;
use crate::Answers;
use crate::Question;
use crate::peer::Wasmtime;
use wassay::model::call::Call;

/// Asks every call of a case that rests on no other.
pub(crate) fn ask(wasmtime: &Wasmtime, question: &Question<'_>) -> Answers {
    let case = question.case;
    let mut answers = Answers::default();
    let results = question.accepted.all("results");
    let lines = results.first().map_or(&b""[..], |section| &section.bytes);
    let lines = String::from_utf8_lossy(lines).into_owned();
    let mut lines = lines.lines();
    for (index, written) in case.settings.calls.iter().enumerate() {
        let number = index + 1;
        let line = lines.next();
        let answer = if question.is_excepted(number) {
            Answer::NotAsked("it is an exception")
        } else if let Some(reason) = unaskable(written) {
            Answer::NotAsked(reason)
        } else {
            match line {
                Some(line) => returned(wasmtime, question, line),
                None => stopped(wasmtime, question, written),
            }
        };
        answers.by_number.insert(number, answer);
        if line.is_none() {
            // What follows was never called.
            break;
        }
    }
    answers
}

/// Why one process cannot be asked a call.
fn unaskable(call: &str) -> Option<&'static str> {
    let call = Call::parse(call).ok()?;
    let arguments = call.arguments().iter().map(|piece| piece.text.as_str());
    let arguments: Vec<&str> = arguments.collect();
    if arguments.iter().any(|text| text.contains('$')) {
        return Some("a handle belongs to the instance of the call that made it");
    }
    let is_carried = arguments.into_iter().any(is_carried);
    is_carried.then_some(CARRIED)
}

const CARRIED: &str = "wasmtime neither reads nor prints streams and futures";

/// Whether a value is a stream or a future.
fn is_carried(value: &str) -> bool {
    value.starts_with("stream(") || value.starts_with("future(")
}

/// Holds a line of `results` against what wasmtime prints.
fn returned(wasmtime: &Wasmtime, question: &Question<'_>, line: &str) -> Answer {
    let Some((call, value)) = parted(line) else {
        return Answer::Differs(format!("`{line}` is no result"));
    };
    if value.as_deref().is_some_and(|value| value.contains('$')) {
        return Answer::NotAsked("a handle has no name outside");
    }
    if value.as_deref().is_some_and(is_carried) {
        return Answer::NotAsked(CARRIED);
    }
    let output = invoke(wasmtime, question, &call);
    let theirs = String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned();
    let ours = if is_component(question) {
        value.unwrap_or("()".to_owned())
    } else {
        printed(&value.unwrap_or_default())
    };
    if output.status.success() && ours == theirs {
        return Answer::Agrees;
    }
    Answer::Differs(format!(
        "{call}\n  accepted  {ours}\n  wasmtime  {theirs}, {}: {}",
        output.status,
        said(&output.stderr)
    ))
}

/// Holds the ending of a case against how wasmtime fails.
fn stopped(wasmtime: &Wasmtime, question: &Question<'_>, written: &str) -> Answer {
    let ending = &*question.accepted.ending;
    let words = match ending.split_once(": ") {
        Some(("trapped", "unreachable")) => "wasm trap: wasm `unreachable` instruction executed",
        Some(("trapped", trap)) => &format!("wasm trap: {trap}"),
        Some(("faulted", message)) => message,
        _ if matches!(ending, "timed out" | "out of memory" | "output overflow") => {
            return Answer::NotAsked("it meets a limit of wassay");
        }
        _ => return Answer::Differs(format!("no result, and no reason: {ending}")),
    };
    let Ok(call) = Call::parse(written) else {
        return Answer::Differs("no call".to_owned());
    };
    let output = invoke(wasmtime, question, &call);
    let said = said(&output.stderr);
    if !output.status.success() && said.contains(words) {
        return Answer::Agrees;
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    Answer::Differs(format!(
        "{call}\n  accepted  {ending}\n  wasmtime  {printed}, {}: {said}",
        output.status
    ))
}

fn invoke(wasmtime: &Wasmtime, question: &Question<'_>, call: &Call) -> std::process::Output {
    let program = &question.case.file;
    if is_component(question) {
        return wasmtime.invoke(program, &["-Shttp,p3"], &[call.to_string()]);
    }
    let arguments = call.arguments().iter().map(|piece| piece.text.clone());
    let words: Vec<String> = std::iter::once(call.name().text.clone())
        .chain(arguments)
        .collect();
    wasmtime.invoke(program, &[], &words)
}

fn is_component(question: &Question<'_>) -> bool {
    let bytes = wat::parse_file(&question.case.file).expect("a program with a snapshot is read");
    wasmparser::Parser::is_component(&bytes)
}

/// A line `call = value`; a function without a result is a call alone.
fn parted(line: &str) -> Option<(Call, Option<String>)> {
    if let Ok(call) = Call::parse(line) {
        return Some((call, None));
    }
    let splits = line.match_indices(" = ");
    let mut parted = splits.filter_map(|(at, separator)| {
        let call = Call::parse(&line[..at]).ok()?;
        Some((call, Some(line[at + separator.len()..].to_owned())))
    });
    parted.next()
}

/// A result of a core module as wasmtime prints it: several stand on lines of their own, and `nan` is Rust's.
fn printed(value: &str) -> String {
    let inner = value
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let values = inner.unwrap_or(value).split(", ");
    let values: Vec<&str> = values
        .map(|value| if value == "nan" { "NaN" } else { value })
        .collect();
    values.join("\n")
}

/// The error on one line.
fn said(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !line.starts_with("warning: using `--invoke`"))
        .collect();
    lines.join(" | ")
}
