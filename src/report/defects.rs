//! Mistakes in files, as a person mends them: the message, the place, the line, a caret and what was meant.
//!
//! ```text
//! error: unknown key `agrs`
//!   ┌ suites/lua/wassay.toml:11:1
//!   │
//! 11│ agrs = ["a", "b c"]
//!   │ ^^^^ did you mean `args`?
//! ```

use crate::model::defect::Defect;
use crate::model::defect::Severity;
use crate::model::defect::Span;
use crate::report::style::Style;
use crate::report::style::Tone;
use crate::report::style::columns_of;
use crate::report::style::wrap;
use crate::wording;
use std::io;
use std::io::Write;

/// Columns that are kept of a marked text when its line is too wide: enough to find it.
const MARKED: usize = 13;

/// Writes defects in the order given, each followed by an empty line.
///
/// # Errors
/// What the writer says.
pub fn show(out: &mut dyn Write, defects: &[Defect], style: Style) -> io::Result<()> {
    defects
        .iter()
        .try_for_each(|defect| out.write_all(text(defect, style).as_bytes()))
}

/// One defect, followed by an empty line.
pub(crate) fn text(defect: &Defect, style: Style) -> String {
    let (word, tone) = match defect.severity {
        Severity::Error => ("error", Tone::Bad),
        Severity::Warning => ("warning", Tone::News),
    };
    let mut shown = format!("{}: ", style.paint(tone, word));
    let message = wording::visible(&defect.message);
    shown.push_str(&style.paint(Tone::Strong, &message));
    shown.push('\n');
    if let Some(span) = &defect.at {
        push_place(&mut shown, span, defect.label.as_deref(), style);
    }
    if let Some(hint) = &defect.hint {
        let hint = wording::visible(hint);
        shown.push_str(&style.status(Tone::Verb, "hint", &hint));
    }
    shown.push('\n');
    shown
}

fn push_place(shown: &mut String, span: &Span, label: Option<&str>, style: Style) {
    let last = span
        .before
        .iter()
        .map(|(number, _)| *number)
        .fold(span.line, usize::max);
    let gutter = last.to_string().len().max(2);
    let blank = " ".repeat(gutter);
    let bar = |left: &str, sign: &str| {
        style
            .paint(Tone::Dim, &format!("{left}{sign}"))
            .into_owned()
    };
    let path = span.path.to_string_lossy();
    shown.push_str(&format!(
        "{} {}:{}:{}\n{}\n",
        bar(&blank, "┌"),
        wording::visible(&path),
        span.line,
        span.column,
        bar(&blank, "│")
    ));
    let room = style.columns() - gutter - 2;
    for (number, text) in &span.before {
        let line = Shown::of(text, 0, 0, room);
        shown.push_str(&format!(
            "{} {}\n",
            bar(&format!("{number:>gutter$}"), "│"),
            line.text
        ));
    }
    let line = Shown::of(&span.text, span.column - 1, span.length, room);
    shown.push_str(&format!(
        "{} {}\n",
        bar(&format!("{:>gutter$}", span.line), "│"),
        line.text
    ));
    let margin = bar(&blank, "│");
    push_caret(shown, &margin, &line, label, style);
}

fn push_caret(shown: &mut String, margin: &str, line: &Shown, label: Option<&str>, style: Style) {
    let space = " ".repeat(line.start);
    let carets = "^".repeat(line.length.max(1));
    shown.push_str(&format!(
        "{margin} {space}{}",
        style.paint(Tone::Bad, &carets)
    ));
    let Some(label) = label else {
        shown.push('\n');
        return;
    };
    let label = wording::visible(label);
    let room = style.columns() - columns_of(margin) - 1;
    if line.start + carets.len() + 1 + columns_of(&label) <= room {
        shown.push_str(&format!(" {label}\n"));
        return;
    }
    shown.push('\n');
    for part in wrap(&label, room) {
        shown.push_str(&format!("{margin} {part}\n"));
    }
}

/// A line of a file as shown, with the columns of what is marked in it.
struct Shown {
    text: String,
    start: usize,
    length: usize,
}

impl Shown {
    /// Shows a line in `room` columns. A line that is too wide first loses the inside of what is marked, then what is
    /// far from it.
    fn of(text: &str, start: usize, length: usize, room: usize) -> Self {
        let mut pieces = [String::new(), String::new(), String::new()];
        for (index, character) in text.chars().enumerate() {
            let piece = usize::from(index >= start) + usize::from(index >= start + length);
            pieces[piece].push(character);
        }
        let [before, mut marked, after] = pieces.map(|piece| plain(&piece));
        let wide = |text: &str| columns_of(text);
        if wide(&before) + wide(&marked) + wide(&after) > room {
            let last = marked.chars().next_back();
            if let Some(last) = last.filter(|_| wide(&marked) > MARKED + 2) {
                let head: String = fitting(marked.chars(), MARKED).collect();
                marked = format!("{head}…{last}");
            }
        }
        let before = keep_end(
            &before,
            room.saturating_sub(wide(&marked) + 8).max(room / 3),
        );
        let start = wide(&before);
        let length = wide(&marked);
        let left = room.saturating_sub(start + length);
        let after = keep_start(&after, left);
        Self {
            text: format!("{before}{marked}{after}"),
            start,
            length,
        }
    }
}

/// Text of a file on one line; a tab is four columns, so that carets stand where they should.
fn plain(text: &str) -> String {
    wording::visible(text).replace('\t', "    ")
}

/// The end of a text in `room` columns.
fn keep_end(text: &str, room: usize) -> String {
    if columns_of(text) <= room {
        return text.to_owned();
    }
    let kept: Vec<char> = fitting(text.chars().rev(), room.saturating_sub(1)).collect();
    format!("…{}", kept.into_iter().rev().collect::<String>())
}

/// The start of a text in `room` columns.
fn keep_start(text: &str, room: usize) -> String {
    if columns_of(text) <= room {
        return text.to_owned();
    }
    let kept: String = fitting(text.chars(), room.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// As many characters as have room.
fn fitting(characters: impl Iterator<Item = char>, room: usize) -> impl Iterator<Item = char> {
    let mut used = 0;
    characters.take_while(move |character| {
        used += columns_of(character.encode_utf8(&mut [0; 4]));
        used <= room
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::PathBuf;

    fn shown(defects: &[Defect], style: Style) -> String {
        let mut out = Vec::new();
        show(&mut out, defects, style).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn span(path: &str, place: (usize, usize, usize), text: &str) -> Span {
        Span {
            path: PathBuf::from(path),
            line: place.0,
            column: place.1,
            length: place.2,
            text: text.to_owned(),
            before: vec![],
        }
    }

    fn screen_15() -> Vec<Defect> {
        let lua = "suites/lua/wassay.toml";
        let mut two = span(lua, (15, 1, 6), "invoke = \"calc.wasm\"");
        two.before = vec![(14, "script = \"add.lua\"".to_owned())];
        let digits = "4107b79ad357".repeat(5);
        let pin = format!("checksum = {{ type = \"sha256\", value = \"{digits}\" }}");
        vec![
            Defect::error(
                "unknown-key",
                "unknown key `agrs`",
                Some(span(lua, (11, 1, 4), "agrs = [\"a\", \"b c\"]")),
            )
            .label("did you mean `args`?"),
            Defect::error(
                "two-kinds",
                "case `lua/add` names two programs: `script` and `invoke`",
                Some(two),
            )
            .label(
                "a case has one of command, script, worker, route, http, invoke, wast, interface",
            ),
            Defect::error(
                "no-match",
                "pattern matches nothing",
                Some(span(lua, (19, 9, 7), "cases = \"utf-8\"")),
            )
            .label("cases of this project: args, errors, floats, goto, integers ... utf8"),
            Defect::error(
                "checksum-length",
                "runtime `ruby 3.2.4` has a checksum of 60 digits",
                Some(span("suites/ruby/.wws.toml", (14, 39, 62), &pin)),
            )
            .label("a SHA-256 has 64")
            .hint("`wassay runtime check suites/ruby --repair` shows what the file really has"),
        ]
    }

    #[test]
    fn screen_15_is_shown_as_it_is_written() {
        let expected = r#"error: unknown key `agrs`
  ┌ suites/lua/wassay.toml:11:1
  │
11│ agrs = ["a", "b c"]
  │ ^^^^ did you mean `args`?

error: case `lua/add` names two programs: `script` and `invoke`
  ┌ suites/lua/wassay.toml:15:1
  │
14│ script = "add.lua"
15│ invoke = "calc.wasm"
  │ ^^^^^^ a case has one of command, script, worker, route, http, invoke, wast, interface

error: pattern matches nothing
  ┌ suites/lua/wassay.toml:19:9
  │
19│ cases = "utf-8"
  │         ^^^^^^^ cases of this project: args, errors, floats, goto, integers ... utf8

error: runtime `ruby 3.2.4` has a checksum of 60 digits
  ┌ suites/ruby/.wws.toml:14:39
  │
14│ checksum = { type = "sha256", value = "4107b79ad357…" }
  │                                       ^^^^^^^^^^^^^^^ a SHA-256 has 64
        hint `wassay runtime check suites/ruby --repair` shows what the file really has

"#;
        assert_eq!(shown(&screen_15(), Style::plain()), expected);
    }

    #[test]
    fn nothing_is_lost_at_80_columns() {
        let text = shown(&screen_15(), Style::plain().width(80));
        for line in text.lines() {
            assert!(columns_of(line) <= 80, "{line}");
        }
        assert!(text.contains(
            "  │ ^^^^^^\n  │ a case has one of command, script, worker, route, http, invoke, wast,\n  │ interface\n"
        ));
    }

    #[test]
    fn carets_stand_under_what_they_mean() {
        let table = [
            ("\ta = 1", (7, 2, 1), " 7│     a = 1\n  │     ^\n"),
            ("ключ = 1", (7, 8, 1), " 7│ ключ = 1\n  │        ^\n"),
            ("日本 = 1", (7, 6, 1), " 7│ 日本 = 1\n  │        ^\n"),
            (
                "a\x1b[2J = 1",
                (7, 8, 1),
                " 7│ a\\x1b[2J = 1\n  │           ^\n",
            ),
            ("", (1234, 1, 1), "1234│ \n    │ ^\n"),
        ];
        for (line, place, expected) in table {
            let defect = Defect::error("x", "x", Some(span("a.toml", place, line)));
            let text = shown(&[defect], Style::plain());
            assert!(text.ends_with(&format!("{expected}\n")), "{text}");
        }
    }

    #[test]
    fn a_defect_of_no_file_is_its_message() {
        let warning = Defect::warning("x", "no snapshots\ncan be written", None);
        assert_eq!(
            shown(&[warning], Style::plain()),
            "warning: no snapshots\\ncan be written\n\n"
        );
    }

    #[test]
    fn colour_changes_no_text() {
        let coloured = shown(&screen_15(), Style::coloured());
        assert!(coloured.contains('\x1b'));
        assert_eq!(
            console::strip_ansi_codes(&coloured),
            shown(&screen_15(), Style::plain())
        );
    }

    proptest! {
        #[test]
        fn any_span_of_any_line_is_shown_within_the_width(
            text in "[ -~\t\u{1b}äß日\u{202e}]{0,300}", start in 0_usize..320, length in 0_usize..320, width in 40_usize..101
        ) {
            let defect = Defect::error("x", "x", Some(Span::of("a.toml", &text, start..start + length))).label("here");
            for line in shown(&[defect], Style::plain().width(width)).lines() {
                prop_assert!(columns_of(line) <= width, "{}", line);
                prop_assert!(!line.contains(['\x1b', '\u{202e}'].as_slice()), "acts");
            }
        }
    }
}
