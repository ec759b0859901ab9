//! Lines as they are where everything in them can be seen, escaped where something would be invisible or lost.

use crate::wording;
use std::fmt::Write as _;

/// Writes one line behind its gutter: `| text`, `|$ escaped`, or the gutter alone.
pub(super) fn push_line(out: &mut String, gutter: char, line: &[u8]) {
    out.push(gutter);
    match plain(line) {
        Some("") => {}
        Some(text) => {
            out.push(' ');
            out.push_str(text);
        }
        None => {
            out.push_str("$ ");
            push_escaped(out, line);
        }
    }
    out.push('\n');
}

/// Writes the first line of a document. It has no gutter, so a back slash in it is always an escape.
pub(super) fn push_ending(out: &mut String, ending: &str) {
    match plain(ending.as_bytes()) {
        Some(text) if !text.contains('\\') => out.push_str(text),
        _ => push_escaped(out, ending.as_bytes()),
    }
    out.push('\n');
}

/// The text of a body line without its gutter: what a reader of a difference wants to see.
pub(in crate::snapshot) fn without_gutter(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['|', '!'])?;
    let rest = rest.strip_prefix('$').unwrap_or(rest);
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// The line as text if every character of it can be seen and kept.
fn plain(line: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(line).ok()?;
    let ascii = line.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t'));
    if ascii {
        return (!text.ends_with([' ', '\t'])).then_some(text);
    }
    let kept = !text.chars().any(is_lost) && !text.ends_with(char::is_whitespace);
    kept.then_some(text)
}

/// Whether a character cannot be seen: what no terminal may get, and characters that are drawn as nothing.
///
/// A tab can be seen. Variation selectors of emoji stay: they change how the character before them looks.
fn is_lost(c: char) -> bool {
    c >= '\u{7f}'
        && (wording::is_invisible(c)
            || matches!(c,
                '\u{34f}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{3164}'
                | '\u{ffa0}'
                | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
            ))
        || (c < ' ' && c != '\t')
}

/// Writes bytes with everything escaped that would be invisible or lost, and every back slash.
///
/// `\xHH` is always one byte: of a character below U+0080, or of what is no UTF-8. Other characters are `\u{HHHH}`.
fn push_escaped(out: &mut String, line: &[u8]) {
    let mut chunks = line.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        let text = chunk.valid();
        let ends_line = chunk.invalid().is_empty() && chunks.peek().is_none();
        let blank_from = if ends_line {
            text.trim_end().len()
        } else {
            text.len()
        };
        for (at, c) in text.char_indices() {
            push_char(out, c, at >= blank_from);
        }
        for byte in chunk.invalid() {
            push_byte(out, *byte);
        }
    }
}

fn push_char(out: &mut String, c: char, at_end: bool) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\r' => out.push_str("\\r"),
        '\n' => out.push_str("\\n"),
        '\t' if at_end => out.push_str("\\t"),
        ' ' if at_end => out.push_str("\\x20"),
        c if at_end || is_lost(c) => match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => push_byte(out, byte),
            _ => write!(out, "\\u{{{:04x}}}", u32::from(c)).expect("a string takes all text"),
        },
        c => out.push(c),
    }
}

fn push_byte(out: &mut String, byte: u8) {
    write!(out, "\\x{byte:02x}").expect("a string takes all text");
}

/// Reads what [`push_escaped`] wrote; says what it met otherwise.
pub(super) fn unescape(text: &str) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        let mut chars = rest.chars();
        let kind = chars.next().ok_or("a back slash at the end of a line")?;
        rest = chars.as_str();
        match kind {
            '\\' => bytes.push(b'\\'),
            'r' => bytes.push(b'\r'),
            'n' => bytes.push(b'\n'),
            't' => bytes.push(b'\t'),
            'x' => {
                let digits = rest.get(..2).ok_or("`\\x` without two hex digits")?;
                bytes.push(u8::from_str_radix(digits, 16).map_err(|_| "`\\x` without hex digits")?);
                rest = &rest[2..];
            }
            'u' => {
                let (digits, tail) = rest
                    .strip_prefix('{')
                    .and_then(|rest| rest.split_once('}'))
                    .ok_or("`\\u` without braces")?;
                let c = u32::from_str_radix(digits, 16)
                    .ok()
                    .and_then(char::from_u32)
                    .ok_or("`\\u` without the number of a character")?;
                bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                rest = tail;
            }
            _ => return Err("an unknown escape"),
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(bytes)
}

/// Writes a guest path: as it is when it is made of `A-Z a-z 0-9 . _ - /`, else as a JSON string that shows everything.
pub(super) fn push_path(out: &mut String, path: &str) {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    if !path.is_empty() && path.bytes().all(bare) {
        out.push_str(path);
        return;
    }
    out.push('"');
    for c in path.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_lost(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}").expect("a string takes all text");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(bytes: &[u8]) -> String {
        let mut out = String::new();
        push_line(&mut out, '|', bytes);
        out
    }

    #[test]
    fn lines_show_what_would_be_lost() {
        let table: [(&[u8], &str); 16] = [
            (b"plain\ttext \\ as it is", "| plain\ttext \\ as it is"),
            (b"", "|"),
            (b" x", "|  x"),
            (b"$ x", "| $ x"),
            (b"blank ", "|$ blank\\x20"),
            (b" ", "|$ \\x20"),
            (b"a \t ", "|$ a\\x20\\t\\x20"),
            (b"a\tb\r", "|$ a\tb\\r"),
            (b"\x1b[2m\\x", "|$ \\x1b[2m\\\\x"),
            (b"caf\xe9", "|$ caf\\xe9"),
            ("caf\u{e9}".as_bytes(), "| caf\u{e9}"),
            ("nbsp\u{a0}".as_bytes(), "|$ nbsp\\u{00a0}"),
            ("a\u{a0}b".as_bytes(), "| a\u{a0}b"),
            ("a\u{202e}b".as_bytes(), "|$ a\\u{202e}b"),
            ("a\u{85}b".as_bytes(), "|$ a\\u{0085}b"),
            ("\u{e0041}".as_bytes(), "|$ \\u{e0041}"),
        ];
        for (bytes, expected) in table {
            assert_eq!(line(bytes), format!("{expected}\n"));
        }
    }

    #[test]
    fn endings_are_one_line() {
        for (ending, expected) in [
            ("exited 0", "exited 0\n"),
            ("faulted: a\nb", "faulted: a\\nb\n"),
            ("faulted: ", "faulted:\\x20\n"),
            ("faulted: a\\n", "faulted: a\\\\n\n"),
        ] {
            let mut out = String::new();
            push_ending(&mut out, ending);
            assert_eq!(out, expected);
            assert_eq!(unescape(out.trim_end()), Ok(ending.as_bytes().to_vec()));
        }
    }

    #[test]
    fn what_is_no_escape_is_refused() {
        for text in ["\\", "\\q", "\\x1", "\\xg1", "\\u1", "\\u{110000}", "\\u{"] {
            assert!(unescape(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn lines_come_back(bytes in line_bytes()) {
            let shown = line(&bytes);
            let shown = shown.strip_suffix('\n').expect("a line ends");
            prop_assert!(!shown.contains('\n'));
            prop_assert!(!shown.ends_with(char::is_whitespace));
            prop_assert!(!shown.chars().any(is_lost));
            let text = without_gutter(shown).expect("it has a gutter");
            let back = if shown.starts_with("|$") { unescape(text) } else { Ok(text.as_bytes().to_vec()) };
            prop_assert_eq!(back, Ok(bytes));
        }

        #[test]
        fn paths_come_back_as_json(path in "\\PC{0,12}|[a-z/.: \"\\\\\n\u{202e}\u{e0001}]{0,12}") {
            let mut out = String::new();
            push_path(&mut out, &path);
            prop_assert!(!out.chars().any(is_lost));
            if out.starts_with('"') {
                prop_assert_eq!(serde_json::from_str::<String>(&out).expect("it is JSON"), path);
            } else {
                prop_assert_eq!(out, path);
            }
        }

        #[test]
        fn unescape_never_panics(text in "[\\\\xu{}0-9a-f\u{e9}]{0,16}") {
            let _ = unescape(&text);
        }
    }

    fn line_bytes() -> impl Strategy<Value = Vec<u8>> {
        let any = proptest::collection::vec(
            any::<u8>().prop_filter("no line end", |b| *b != b'\n'),
            0..24,
        );
        let text =
            "[ \t\r$|!\\\\a\u{a0}\u{85}\u{2028}\u{e9}\u{3164}]{0,12}".prop_map(String::into_bytes);
        prop_oneof![any, text]
    }
}
