//! `[[filters]]`: what is taken out of output before it is compared.

use crate::manifest::inputs::channels;
use crate::manifest::item::Item;
use crate::manifest::source::Mark;
use crate::manifest::walker::Table;
use crate::manifest::wassay::Reach;
use crate::model::case::Filter;
use crate::wording::visible;
use regex::bytes::Regex;
use std::ops::Range;

/// Reads one entry.
pub(crate) fn read(table: &Table<'_>, reach: &mut Reach) -> Option<Filter> {
    table.check(&["match", "replace", "channels", "cases"], &[]);
    let cases = reach.pattern(table);
    let channels = table.get("channels").and_then(|item| channels(&item));
    let pattern = table.get("match").and_then(|item| read_regex(&item));
    if !table.has("match") {
        table.missing("match", "the regular expression that is replaced");
    }
    let Some(replace) = table.get("replace") else {
        table.missing(
            "replace",
            "what stands there instead; `$1` is the first group",
        );
        return None;
    };
    let text = replace.text()?;
    let pattern = pattern?;
    check_groups(&replace, text, &pattern);
    Some(Filter {
        pattern,
        replace: text.to_owned(),
        channels: channels.unwrap_or_default(),
        cases,
        at: table.mark().place(),
    })
}

/// Compiles an expression; a fault is shown at its column inside of the value.
fn read_regex(item: &Item<'_>) -> Option<Regex> {
    let text = item.text()?;
    if text.is_empty() {
        item.fault("bad-regex", "`match` is empty", "it would match everywhere");
        return None;
    }
    let mut parser = regex_syntax::ParserBuilder::new().utf8(false).build();
    if let Err(error) = parser.parse(text) {
        let (range, message) = match &error {
            regex_syntax::Error::Parse(error) => (error.span(), error.kind().to_string()),
            regex_syntax::Error::Translate(error) => (error.span(), error.kind().to_string()),
            other => {
                let label = visible(&other.to_string()).into_owned();
                item.fault("bad-regex", "`match` is not a regular expression", label);
                return None;
            }
        };
        let at = within(item, text, range.start.offset..range.end.offset);
        let defect = at.error("bad-regex", "`match` is not a regular expression");
        item.sheet().push(defect.label(visible(&message)));
        return None;
    }
    let regex = Regex::new(text).ok();
    if regex.is_none() {
        let message = "`match` is too large when it is compiled";
        item.fault(
            "bad-regex",
            message,
            "repeat less, or split it into two filters",
        );
    }
    regex
}

/// The place of a part of a string: exact where the string is written without escapes, else the whole.
fn within(item: &Item<'_>, text: &str, part: Range<usize>) -> Mark {
    let raw = item.raw();
    let whole = item.mark();
    let quotes = raw.len() - raw.trim_start_matches(['"', '\'']).len();
    let opening = if quotes >= 3 { 3 } else { 1 };
    let skipped = raw.get(opening..).map_or(0, |rest| {
        rest.len() - rest.trim_start_matches(['\r', '\n']).len()
    });
    let start = opening + if opening == 3 { skipped } else { 0 };
    if raw.get(start..).is_some_and(|rest| rest.starts_with(text)) {
        let start = whole.range().start + start;
        return item.sheet().mark(start + part.start..start + part.end);
    }
    whole
}

/// Notes a `$group` that the expression does not have.
fn check_groups(item: &Item<'_>, replace: &str, pattern: &Regex) {
    let mut rest = replace;
    while let Some(at) = rest.find('$') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            rest = after;
            continue;
        }
        let braced = rest
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'));
        let bare = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let bare = &rest[..bare.unwrap_or(rest.len())];
        let group = braced.map_or(bare, |(group, _)| group);
        if group.is_empty() {
            continue;
        }
        let known = match group.parse::<usize>() {
            Ok(index) => index < pattern.captures_len(),
            Err(_) => pattern.capture_names().flatten().any(|name| name == group),
        };
        if known {
            continue;
        }
        let digits = group.len() - group.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let label = if braced.is_none() && digits > 0 && digits < group.len() {
            format!("`${{{}}}` where text follows a group", &group[..digits])
        } else {
            "`$$` is a dollar sign".to_owned()
        };
        item.fault(
            "unknown-group",
            format!("`match` has no group `{}`", visible(group)),
            label,
        );
        return;
    }
}
