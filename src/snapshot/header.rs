//! The header of a snapshot: what stands between the two lines `---`.
//!
//! It is written exactly as insta's emitter writes it, so that accepting changes no byte, and it is read line by line in
//! the few forms that insta and this program write. A YAML parser would read more, but a snapshot may come from a
//! stranger: insta's own (a copy of yaml-rust) follows aliases, recurses without bound and panics on `.inf`. Whatever is
//! handed to insta was read here first.

use crate::model::id::CaseId;
use crate::snapshot::FORMAT;
use crate::wording;
use std::fmt::Write as _;

/// Headers are some hundred bytes; a limit bounds how deep one can be nested.
const LARGEST: usize = 64 << 10;

/// What people read above a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header<'a> {
    /// What the case checks.
    pub description: Option<&'a str>,
    /// The guest's command line.
    pub expression: Option<&'a str>,
}

/// A header as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) description: Option<String>,
    pub(super) expression: Option<String>,
    /// `info.format`; nothing when it is absent, which means 1.
    pub(super) format: Option<String>,
}

/// Why a file is no snapshot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// The first line is not `---`.
    #[error("it does not begin with a line `---`")]
    Missing,
    /// No second line `---`.
    #[error("its header is not closed by a line `---`")]
    Open,
    /// A line in a form that neither insta nor this program writes.
    #[error("line {0} of its header is not in the form `key: value`")]
    Line(usize),
    /// It is larger than any header.
    #[error("its header is larger than 64 KiB")]
    Large,
    /// insta keeps the contents of a binary snapshot in another file.
    #[error("it is a binary snapshot of insta")]
    Binary,
}

/// Writes the header of a snapshot, both lines `---` included.
pub(super) fn write(header: &Header<'_>, case: &CaseId, variant: Option<&str>) -> String {
    let mut out = String::with_capacity(256);
    out.push_str("---\n");
    for (key, value) in [
        ("description", header.description),
        ("expression", header.expression),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let lines: Vec<_> = value.split('\n').map(wording::visible).collect();
            push_value(&mut out, key, &lines.join("\n"));
        }
    }
    writeln!(out, "info:\n  format: {FORMAT}").expect("a string takes all text");
    push_value(&mut out, "  case", case.as_str());
    if let Some(variant) = variant {
        push_value(&mut out, "  variant", variant);
    }
    out.push_str("---\n");
    out
}

fn push_value(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    out.push_str(": ");
    if needs_quotes(value) {
        push_quoted(out, value);
    } else {
        out.push_str(value);
        if reads_as_another_type(value) {
            // insta writes these without quotes and then reads a number; a full stop keeps them text.
            out.push('.');
        }
    }
    out.push('\n');
}

/// insta's rule (1.49, `need_quotes` of its emitter).
fn needs_quotes(value: &str) -> bool {
    const WORDS: [&str; 22] = [
        "yes", "Yes", "YES", "no", "No", "NO", "True", "TRUE", "true", "False", "FALSE", "false",
        "on", "On", "ON", "off", "Off", "OFF", "null", "Null", "NULL", "~",
    ];
    value.is_empty()
        || value.starts_with([
            ' ', '&', '*', '?', '|', '-', '<', '>', '=', '!', '%', '@', '.',
        ])
        || value.ends_with(' ')
        || value.starts_with("0x")
        || value.contains(|c: char| {
            matches!(c,
                ':' | '{' | '}' | '[' | ']' | ',' | '#' | '`' | '"' | '\'' | '\\'
                | '\0'..='\x06' | '\t' | '\n' | '\r' | '\x0e'..='\x1a' | '\x1c'..='\x1f')
        })
        || WORDS.contains(&value)
        || value.parse::<i64>().is_ok()
        || value.parse::<f64>().is_ok()
}

/// What insta leaves bare and its parser takes for a number.
fn reads_as_another_type(value: &str) -> bool {
    value.eq_ignore_ascii_case("+.inf")
        || value
            .strip_prefix("0o")
            .is_some_and(|digits| i64::from_str_radix(digits, 8).is_ok())
}

/// insta's escapes, which are JSON's.
fn push_quoted(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\x08' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\x0c' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\x1f' | '\x7f' => {
                write!(out, "\\u{:04x}", u32::from(c)).expect("a string takes all text");
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Where the document begins: the fast way past a header that ends in line feeds alone.
pub(super) fn body(file: &[u8]) -> Option<&[u8]> {
    let mut rest = file.strip_prefix(b"---\n")?;
    loop {
        if let Some(body) = rest.strip_prefix(b"---\n") {
            return Some(body);
        }
        let line = rest.iter().position(|byte| *byte == b'\n')?;
        rest = &rest[line + 1..];
    }
}

/// Reads a header; hands back the text behind it.
pub(super) fn read(file: &str) -> Result<(Read, &str), HeaderError> {
    let mut lines = file.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_ascii_end() != "---" {
        return Err(HeaderError::Missing);
    }
    let mut header = Vec::new();
    let mut offset = first.len();
    for line in lines {
        offset += line.len();
        if offset > LARGEST {
            return Err(HeaderError::Large);
        }
        let line = line.trim_ascii_end();
        if line == "---" {
            return Ok((fields(&header)?, &file[offset..]));
        }
        header.push(line);
    }
    Err(HeaderError::Open)
}

/// Reads the fields, and refuses every line that could mean more than a key and a value.
fn fields(lines: &[&str]) -> Result<Read, HeaderError> {
    let mut read = Read::default();
    let (mut section, mut inner) = ("", None);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let bad = HeaderError::Line(at + 1);
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        // insta writes `{}` where nothing is known.
        if content.is_empty() || *line == "{}" {
            continue;
        }
        let content = content.strip_prefix("- ").unwrap_or(content);
        let nested = || quoted_key(content).filter(|_| indent > 0);
        let (key, rest) = key(content).or_else(nested).unwrap_or(("", content));
        if indent == 0 {
            if key.is_empty() {
                return Err(bad);
            }
            if matches!(key, "extension" | "snapshot_kind") {
                return Err(HeaderError::Binary);
            }
            (section, inner) = (key, None);
        } else {
            inner = inner.or(Some(indent));
        }
        let value = if matches!(rest, "|" | "|-" | "|+") {
            let (text, next) = block(&lines[at..], indent);
            at += next;
            text
        } else {
            scalar(rest).ok_or(bad)?
        };
        match (section, key) {
            ("description", "description") => read.description = Some(value),
            ("expression", "expression") => read.expression = Some(value),
            ("info", "format") if inner == Some(indent) => read.format = Some(value),
            ("info", "info") if rest.starts_with('{') => read.format = flow_format(rest),
            _ => {}
        }
    }
    Ok(read)
}

/// Splits `key: value` and `key:`.
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(':')?;
    let named = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let value = rest.strip_prefix(' ').unwrap_or(rest);
    (named && !key.starts_with('-') && (rest.is_empty() || rest.starts_with(' ')))
        .then_some((key, value))
}

/// Splits `"any text": value`, as insta writes keys of strangers; none of them is ours.
fn quoted_key(line: &str) -> Option<(&'static str, &str)> {
    let mut values = serde_json::Deserializer::from_str(line).into_iter::<String>();
    values.next()?.ok()?;
    let rest = line[values.byte_offset()..].strip_prefix(':')?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| ("", rest.trim_start_matches(' ')))
}

/// A value on one line: JSON, text in single quotes, or bare.
fn scalar(text: &str) -> Option<String> {
    match text.chars().next() {
        None => Some(String::new()),
        Some('"') => serde_json::from_str(text).ok(),
        Some('{' | '[') => serde_json::from_str::<serde_json::Value>(text)
            .ok()
            .map(|value| value.to_string()),
        Some('\'') => {
            let inner = text.get(1..text.len() - 1)?;
            (text.len() > 1 && text.ends_with('\'') && !inner.contains('\''))
                .then(|| inner.to_owned())
        }
        Some(_) => {
            let number = text.parse::<f64>().is_ok_and(f64::is_finite);
            let bare = text == "~" || !needs_quotes(text) || is_word(text);
            (number || (bare && !text.eq_ignore_ascii_case("+.inf"))).then(|| text.to_owned())
        }
    }
}

/// Words that insta quotes where they are text; bare they are booleans.
fn is_word(text: &str) -> bool {
    text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The lines of a block scalar, and how many they are. Its first line says how deep all of them stand.
fn block(lines: &[&str], indent: usize) -> (String, usize) {
    let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = lines.iter().find(|line| !line.is_empty());
    let own = first.map_or(0, |line| depth(line));
    let count = lines
        .iter()
        .take_while(|line| line.is_empty() || (own > indent && depth(line) >= own))
        .count();
    let text: Vec<&str> = lines[..count]
        .iter()
        .map(|line| line.get(own..).unwrap_or_default())
        .collect();
    (text.join("\n"), count)
}

fn flow_format(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let format = value.get("format")?;
    Some(
        format
            .as_str()
            .map_or_else(|| format.to_string(), str::to_owned),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headers_look_as_in_the_screens() {
        let header = Header {
            description: Some("Number formatting and arithmetic"),
            expression: Some("lua numbers.lua"),
        };
        assert_eq!(
            write(&header, &CaseId::new("lua/numbers"), Some("lua=5.5")),
            "---\ndescription: Number formatting and arithmetic\nexpression: lua numbers.lua\n\
             info:\n  format: 1\n  case: lua/numbers\n  variant: lua=5.5\n---\n"
        );
    }

    #[test]
    fn headers_are_read_in_every_form_in_which_they_are_written() {
        let table = [
            ("---\n---\nx\n", None, None),
            ("---\n{}\n---\nx\n", None, None),
            (
                "---\r\ndescription: a b\r\ninfo:\r\n  format: 1\r\n---\r\nx\n",
                Some("a b"),
                Some("1"),
            ),
            (
                "---\ninfo: {\"format\":2,\"case\":\"a\"}\n---\nx\n",
                None,
                Some("2"),
            ),
            (
                "---\ndescription: \"a: \\\"b\\\"\\n#\"\n---\nx\n",
                Some("a: \"b\"\n#"),
                None,
            ),
            (
                "---\ndescription: |-\n  a: b\n  - &c\ninfo:\n  format: 3\n---\nx\n",
                Some("a: b\n- &c"),
                Some("3"),
            ),
            (
                "---\nsource: a.rs\nassertion_line: 3\ndescription: 'it'\n---\nx\n",
                Some("it"),
                None,
            ),
            (
                "---\ninfo:\n  list:\n    - a\n    - b: 1\n  none: ~\n  format: \"1\"\n---\nx\n",
                None,
                Some("1"),
            ),
        ];
        for (file, description, format) in table {
            let (read, body) = read(file).expect(file);
            assert_eq!(body, "x\n");
            assert_eq!(read.description.as_deref(), description, "{file}");
            assert_eq!(read.format.as_deref(), format, "{file}");
        }
    }

    #[test]
    fn a_blank_that_is_not_ascii_is_text() {
        let header = Header {
            description: Some("\u{2000}a\u{3000}"),
            expression: None,
        };
        let file = write(&header, &CaseId::new("a/b"), None);
        let (read, _) = read(&file).expect("a written header is read");
        assert_eq!(read.description.as_deref(), Some("\u{2000}a\u{3000}"));
    }

    #[test]
    fn what_could_hurt_a_yaml_parser_is_refused() {
        let table = [
            ("", HeaderError::Missing),
            ("\u{feff}---\n---\n", HeaderError::Missing),
            ("text\n", HeaderError::Missing),
            ("---\ndescription: x\n", HeaderError::Open),
            (
                "---\nsnapshot_kind: binary\nextension: ../x\n---\n",
                HeaderError::Binary,
            ),
            ("---\ninfo: &a [1]\n---\n", HeaderError::Line(2)),
            ("---\ninfo:\n  a: *a\n---\n", HeaderError::Line(3)),
            ("---\ninfo: .inf\n---\n", HeaderError::Line(2)),
            ("---\ninfo: +.Inf\n---\n", HeaderError::Line(2)),
            ("---\ninfo: !!float x\n---\n", HeaderError::Line(2)),
            ("---\n? a\n: b\n---\n", HeaderError::Line(2)),
            ("---\n- a\n---\n", HeaderError::Line(2)),
            ("---\n{a: b}\n---\n", HeaderError::Line(2)),
            (
                "---\n\"snapshot_kind\": binary\n---\n",
                HeaderError::Line(2),
            ),
            ("---\ninfo:\n  a: b: c\n---\n", HeaderError::Line(3)),
            (
                "---\ninfo:\n  a: |\n      b\n    *c\n---\n",
                HeaderError::Line(5),
            ),
            ("---\ninfo: \"open\n---\n", HeaderError::Line(2)),
        ];
        for (file, expected) in table {
            assert_eq!(read(file).map(|_| ()), Err(expected), "{file:?}");
        }
        let large = format!("---\ninfo: {}\n---\n", "a".repeat(LARGEST));
        assert_eq!(read(&large).map(|_| ()), Err(HeaderError::Large));
        let deep = format!("---\ninfo: {}\n---\n", "[".repeat(10_000));
        assert_eq!(read(&deep).map(|_| ()), Err(HeaderError::Line(2)));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(description in "\\PC{0,24}|[-:#'\" \n+.0-9a-z~]{0,12}") {
            let header = Header { description: Some(&description), expression: None };
            let file = write(&header, &CaseId::new("a/b"), None);
            let (read, _) = read(&file).expect("a written header is read");
            let shown: Vec<_> = description.split('\n').map(wording::visible).collect();
            let shown = shown.join("\n");
            let back = read.description.unwrap_or_default();
            prop_assert!(back == shown || back == format!("{shown}."), "{back:?} {shown:?}");
            prop_assert_eq!(body(file.as_bytes()), Some(&b""[..]));
        }

        #[test]
        fn reading_never_panics(text in "(---\n)?[-:#'\"|{}\\[\\] \na-f.~]{0,40}(---\n)?") {
            let _ = read(&text);
            let _ = body(text.as_bytes());
        }
    }
}
