//! `[[expect]]`: what a person said about trials that do not pass.

use crate::manifest::item::Item;
use crate::manifest::matrix::conditions;
use crate::manifest::walker::Table;
use crate::manifest::wassay::Reach;
use crate::model::expectation::Expect;
use crate::model::expectation::Expected;
use crate::model::expectation::Until;
use crate::model::id::is_name;
use crate::wording::closest;
use crate::wording::visible;

const KEYS: [&str; 8] = [
    "cases", "when", "outcome", "ending", "message", "reason", "issue", "until",
];

const OUTCOMES: [(&str, Expected); 4] = [
    ("fail", Expected::Fail),
    ("broken", Expected::Broken),
    ("flaky", Expected::Flaky),
    ("skip", Expected::Skip),
];

const ENDINGS: [&str; 7] = [
    "trapped",
    "faulted",
    "timed out",
    "out of memory",
    "out of fuel",
    "output overflow",
    "crashed",
];

/// Reads one entry.
pub(crate) fn read(table: &Table<'_>, reach: &mut Reach) -> Option<Expect> {
    table.check(&KEYS, &[]);
    let cases = reach.pattern(table);
    let when = table
        .get("when")
        .and_then(|item| item.table())
        .map(|when| conditions(&when, &[], (&table.mark(), reach)));
    let outcome = table.get("outcome").and_then(|item| item.word(&OUTCOMES));
    if !table.has("outcome") {
        table.missing("outcome", "one of fail, broken, flaky, skip");
    }
    let ending = table.get("ending").and_then(|item| read_ending(&item));
    let message = table.text("message");
    if let (Some(item), Some(Expected::Skip | Expected::Broken)) = (table.get("ending"), outcome) {
        let label = "only what ran has an ending";
        item.key_fault(
            "conflict",
            format!("`ending` with outcome `{}`", word(outcome)),
            label,
        );
    }
    if let (Some(item), Some(Expected::Skip)) = (table.get("message"), outcome) {
        let label = "what is not run says nothing";
        item.key_fault("conflict", "`message` with outcome `skip`", label);
    }
    let label = "say why: it is shown wherever the expectation holds";
    let reason = table.required_text("reason", label);
    let issue = table.get("issue").and_then(|item| read_url(&item));
    let until = table.get("until").and_then(|item| read_until(&item));
    Some(Expect {
        cases,
        when: when.unwrap_or_default(),
        outcome: outcome?,
        ending,
        message: message.map(|message| message.value),
        reason: reason?.value,
        issue,
        until,
        at: table.mark().span(),
    })
}

fn word(outcome: Option<Expected>) -> &'static str {
    OUTCOMES
        .iter()
        .find(|(_, own)| Some(*own) == outcome)
        .map_or("", |(name, _)| name)
}

fn read_ending(item: &Item<'_>) -> Option<String> {
    let text = item.text()?;
    let code = text.strip_prefix("exited ");
    let exits =
        code.is_some_and(|code| code.parse::<i32>().is_ok_and(|own| own.to_string() == code));
    if exits || ENDINGS.contains(&text) {
        return Some(text.to_owned());
    }
    let label = closest(text, ENDINGS).map_or_else(
        || format!("`exited 3`, or one of {}", ENDINGS.join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("`{}` is not an ending", visible(text));
    item.fault("bad-value", message, label);
    None
}

fn read_url(item: &Item<'_>) -> Option<String> {
    let text = item.text()?;
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_url = host.is_some_and(|host| !host.is_empty())
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if !is_url {
        let message = format!("`{}` is not a URL", visible(text));
        item.fault("bad-url", message, "it begins with `https://`");
    }
    is_url.then(|| text.to_owned())
}

/// Reads a day, as a date or as text, or `NAME@VERSION`.
fn read_until(item: &Item<'_>) -> Option<Until> {
    let text = match item.value().as_datetime() {
        Some(date) => date.to_string(),
        None => item.text_as("a date, or `NAME@VERSION`")?.to_owned(),
    };
    if let Some((name, version)) = text.split_once('@')
        && is_name(name)
        && !version.is_empty()
        && !version.contains(char::is_whitespace)
    {
        return Some(Until::Release(name.to_owned(), version.to_owned()));
    }
    let is_day = text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    if !is_day {
        let message = format!("`{}` is neither a date nor a release", visible(&text));
        item.fault("bad-value", message, "`2027-01-31`, or `wasmtime@50`");
    }
    is_day.then_some(Until::Date(text))
}
