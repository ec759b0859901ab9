//! The text of one call of an export: `add(2, 40)`.
//!
//! This is syntax and nothing else: a name, and arguments between parentheses, each still as text. Whether the export
//! exists and the arguments fit it is for the engine to say, which knows types. Places are told in characters, counted
//! from 1, because that is what a person counts.

use crate::wording;
use std::fmt;
use std::ops::Range;

/// A call as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    name: Piece,
    arguments: Vec<Piece>,
    /// Column of the parenthesis that ends it.
    close: usize,
}

/// A part of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What is written, without white space around it; never empty.
    pub text: String,
    /// Byte at which it begins in the text of the call.
    pub offset: usize,
    /// Column at which it begins, in characters from 1.
    pub column: usize,
}

/// Why a text is no call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CallSyntaxError {
    /// Where, in characters from 1; one behind the last character where something is missing at the end.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
}

impl Call {
    /// Reads a call. The name may be that of an export (`add`), of an export of an interface (`iface.func`,
    /// `ns:pkg/iface@1.2.3.func`, `ns:pkg/iface.func@1.2.3`) or of what belongs to a resource (`[method]counter.get`);
    /// arguments are parted at commas that stand in no string, character or bracket.
    ///
    /// # Errors
    /// [`CallSyntaxError`]
    pub fn parse(text: &str) -> Result<Self, CallSyntaxError> {
        let source = Source(text);
        let Some(open) = text.find('(') else {
            return Err(source.error(
                text.trim_end_matches(is_space).len(),
                "a `(` is missing: a call is a name with arguments in parentheses, like `add(2, 40)`",
            ));
        };
        let name = source
            .piece(0..open)
            .ok_or_else(|| source.error(open, "the name of an export is missing before the `(`"))?;
        let strange =
            |c: char| c.is_whitespace() || wording::is_invisible(c) || "\"',;(){}".contains(c);
        if let Some((at, c)) = name.text.char_indices().find(|(_, c)| strange(*c)) {
            let message = format!(
                "`{}` cannot stand in the name of an export",
                wording::visible(&c.to_string())
            );
            return Err(source.error(name.offset + at, &message));
        }
        let mut scan = Scan {
            source: &source,
            at: open + 1,
            open: vec![(')', open)],
        };
        let mut arguments = Vec::new();
        loop {
            let start = scan.at;
            let end = scan.argument_end()?;
            let last = scan.open.is_empty();
            match source.piece(start..end) {
                Some(argument) => arguments.push(argument),
                // As everywhere in WAVE a comma may follow the last one.
                None if last => {}
                None => return Err(source.error(end, "an argument is missing before this comma")),
            }
            if last {
                break;
            }
        }
        if let Some(rest) = source.piece(scan.at..text.len()) {
            return Err(source.error(
                rest.offset,
                "nothing may follow the parenthesis that ends the call",
            ));
        }
        Ok(Self {
            name,
            arguments,
            close: source.column(scan.at - 1),
        })
    }

    /// What is called.
    pub fn name(&self) -> &Piece {
        &self.name
    }

    /// With which arguments, in order.
    pub fn arguments(&self) -> &[Piece] {
        &self.arguments
    }

    /// Column of the parenthesis that ends it: where a missing argument would stand.
    pub fn close(&self) -> usize {
        self.close
    }
}

/// The call on as few characters as it needs: `add(2, 40)`.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.name.text)?;
        for (index, argument) in self.arguments.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{}", argument.text)?;
        }
        f.write_str(")")
    }
}

impl Piece {
    /// The columns it covers.
    pub fn columns(&self) -> Range<usize> {
        self.column..self.column + self.text.chars().count()
    }
}

/// Two lines that show a place in a text of one line: the text, and carets under its columns (from 1, at least one
/// caret). What a terminal would not show is written as an escape, and the carets move with it.
pub fn pointed(text: &str, columns: Range<usize>) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut carets = String::new();
    for (index, c) in text.chars().enumerate() {
        let column = index + 1;
        let c = if c == '\t' { ' ' } else { c };
        let escaped = wording::visible(c.encode_utf8(&mut [0; 4])).into_owned();
        let mark = if columns.contains(&column) || column == columns.start {
            "^"
        } else {
            " "
        };
        carets.push_str(&mark.repeat(console::measure_text_width(&escaped)));
        shown.push_str(&escaped);
    }
    if !carets.contains('^') {
        carets.push('^');
    }
    format!("{shown}\n{}", carets.trim_end())
}

/// White space as WAVE has it.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// A text, and the places in it.
struct Source<'a>(&'a str);

impl Source<'_> {
    fn column(&self, offset: usize) -> usize {
        self.0[..offset].chars().count() + 1
    }

    fn error(&self, offset: usize, message: &str) -> CallSyntaxError {
        CallSyntaxError {
            column: self.column(offset),
            message: message.to_owned(),
        }
    }

    /// What stands in a range, without white space around it; nothing where that is all.
    fn piece(&self, range: Range<usize>) -> Option<Piece> {
        let text = self.0[range.clone()].trim_end_matches(is_space);
        let trimmed = text.trim_start_matches(is_space);
        let offset = range.start + (text.len() - trimmed.len());
        (!trimmed.is_empty()).then(|| Piece {
            text: trimmed.to_owned(),
            offset,
            column: self.column(offset),
        })
    }
}

/// A walk over the arguments.
struct Scan<'a> {
    source: &'a Source<'a>,
    /// The byte that comes next.
    at: usize,
    /// What will close each bracket that is open, and where it was opened. The first is that of the call.
    open: Vec<(char, usize)>,
}

impl Scan<'_> {
    /// Walks over an argument and the comma or parenthesis that ends it, and says where that stands. After the
    /// parenthesis of the call nothing is open any more.
    fn argument_end(&mut self) -> Result<usize, CallSyntaxError> {
        while let Some(c) = self.rest().chars().next() {
            let at = self.at;
            self.at += c.len_utf8();
            match c {
                '"' => self.string(at)?,
                '\'' => self.character(at)?,
                '(' => self.open.push((')', at)),
                '[' => self.open.push((']', at)),
                '{' => self.open.push(('}', at)),
                ')' | ']' | '}' => {
                    self.closed(c, at)?;
                    if self.open.is_empty() {
                        return Ok(at);
                    }
                }
                ',' if self.open.len() == 1 => return Ok(at),
                '/' if self.rest().starts_with('/') => {
                    return Err(self.source.error(at, "a call has no comments"));
                }
                _ => {}
            }
        }
        let (close, opened) = *self.open.last().expect("the call itself is still open");
        let message = if self.open.len() == 1 {
            "the `)` that ends the call is missing".to_owned()
        } else {
            let open = self.source.0[opened..].chars().next().unwrap_or('(');
            format!(
                "a `{close}` is missing for the `{open}` in column {}",
                self.source.column(opened)
            )
        };
        Err(self.source.error(self.source.0.len(), &message))
    }

    fn rest(&self) -> &str {
        &self.source.0[self.at..]
    }

    fn closed(&mut self, c: char, at: usize) -> Result<(), CallSyntaxError> {
        let (wanted, opened) = *self.open.last().expect("the call itself is still open");
        if c != wanted {
            let open = self.source.0[opened..].chars().next().unwrap_or('(');
            let message = format!(
                "`{c}` does not close the `{open}` in column {}",
                self.source.column(opened)
            );
            return Err(self.source.error(at, &message));
        }
        self.open.pop();
        Ok(())
    }

    /// Walks to the end of a string whose first quote is behind.
    fn string(&mut self, opened: usize) -> Result<(), CallSyntaxError> {
        let unclosed = || self.source.error(opened, "this string is not closed");
        let rest = self.rest();
        if let Some(lines) = rest.strip_prefix("\"\"") {
            // Either a text of several lines, or nothing between two quotes and one more, which is wrong.
            let end = lines.find("\"\"\"").ok_or_else(unclosed)?;
            self.at += 2 + end + 3;
            return Ok(());
        }
        let length = quoted(rest, '"').ok_or_else(unclosed)?;
        self.at += length;
        Ok(())
    }

    /// Walks to the end of a character whose first quote is behind.
    fn character(&mut self, opened: usize) -> Result<(), CallSyntaxError> {
        let length = quoted(self.rest(), '\'')
            .ok_or_else(|| self.source.error(opened, "this character is not closed"))?;
        self.at += length;
        Ok(())
    }
}

/// Bytes up to and with the quote that ends a string or character on this line.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> (String, Vec<(usize, String)>) {
        let call = Call::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let arguments = call.arguments().iter();
        let arguments = arguments.map(|piece| (piece.column, piece.text.clone()));
        (call.name().text.clone(), arguments.collect())
    }

    #[test]
    fn a_name_and_arguments() {
        for (text, name, arguments) in [
            ("f()", "f", vec![]),
            (" f ( ) ", "f", vec![]),
            ("add(2, 40)", "add", vec![(5, "2"), (8, "40")]),
            ("add( 2 ,40, )", "add", vec![(6, "2"), (9, "40")]),
            ("iface.func(x)", "iface.func", vec![(12, "x")]),
            (
                "ns:pkg/iface@1.2.3.func(1)",
                "ns:pkg/iface@1.2.3.func",
                vec![(25, "1")],
            ),
            (
                "ns:pkg/iface.func@1.2.3-rc.1+b(1)",
                "ns:pkg/iface.func@1.2.3-rc.1+b",
                vec![(32, "1")],
            ),
            (
                "[method]counter.get($1)",
                "[method]counter.get",
                vec![(21, "$1")],
            ),
            ("drop($1)", "drop", vec![(6, "$1")]),
            (
                r#"f("a,)\"", ',', '\'', {a: [1, (2, 3)], b}, some(x))"#,
                "f",
                vec![
                    (3, r#""a,)\"""#),
                    (12, "','"),
                    (17, r"'\''"),
                    (23, "{a: [1, (2, 3)], b}"),
                    (44, "some(x)"),
                ],
            ),
            (r#"f("", 1)"#, "f", vec![(3, "\"\""), (7, "1")]),
            (
                "f(\"\"\"\n  a \"b\", c\n  \"\"\", 1)",
                "f",
                vec![(3, "\"\"\"\n  a \"b\", c\n  \"\"\""), (25, "1")],
            ),
            ("f(\"ä€\",\n\t'☃')", "f", vec![(3, "\"ä€\""), (10, "'☃'")]),
            ("_ZN4core$x(1)", "_ZN4core$x", vec![(12, "1")]),
        ] {
            let arguments: Vec<(usize, String)> = arguments
                .into_iter()
                .map(|(column, text)| (column, text.to_owned()))
                .collect();
            assert_eq!(parsed(text), (name.to_owned(), arguments), "{text}");
        }
    }

    #[test]
    fn what_is_no_call_is_said_with_its_column() {
        for (text, column, message) in [
            (
                "",
                1,
                "a `(` is missing: a call is a name with arguments in parentheses, like `add(2, 40)`",
            ),
            (
                "add ",
                4,
                "a `(` is missing: a call is a name with arguments in parentheses, like `add(2, 40)`",
            ),
            ("(1)", 1, "the name of an export is missing before the `(`"),
            ("a b(1)", 2, "` ` cannot stand in the name of an export"),
            (
                "a\u{202e}(1)",
                2,
                r"`\u{202e}` cannot stand in the name of an export",
            ),
            ("\"f\"(1)", 1, "`\"` cannot stand in the name of an export"),
            ("add(1", 6, "the `)` that ends the call is missing"),
            ("add([1, 2)", 10, "`)` does not close the `[` in column 5"),
            ("add([1, 2", 10, "a `]` is missing for the `[` in column 5"),
            ("add({a: (1}", 11, "`}` does not close the `(` in column 9"),
            (
                "add(1))",
                7,
                "nothing may follow the parenthesis that ends the call",
            ),
            (
                "add(1) x",
                8,
                "nothing may follow the parenthesis that ends the call",
            ),
            ("add(1,,2)", 7, "an argument is missing before this comma"),
            ("add(,)", 5, "an argument is missing before this comma"),
            ("é(\"x)", 3, "this string is not closed"),
            ("f(\"x\n\")", 3, "this string is not closed"),
            ("f(\"\"\"x\")", 3, "this string is not closed"),
            (r#"f("x\")"#, 3, "this string is not closed"),
            ("f('x)", 3, "this character is not closed"),
            ("f(1 // one\n)", 5, "a call has no comments"),
        ] {
            let error = Call::parse(text).unwrap_err();
            assert_eq!((error.column, &*error.message), (column, message), "{text}");
        }
    }

    #[test]
    fn a_place_is_shown_under_the_text() {
        assert_eq!(pointed("add(2, \"x\")", 8..11), "add(2, \"x\")\n       ^^^");
        assert_eq!(pointed("add(2", 6..6), "add(2\n     ^");
        assert_eq!(pointed("", 1..1), "\n^");
        assert_eq!(pointed("a\n☃(x)", 5..6), "a\\n☃(x)\n     ^");
        assert_eq!(pointed("日(x)", 3..4), "日(x)\n   ^");
        assert_eq!(pointed("f(x)", 99..100), "f(x)\n    ^");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_columns_lie_inside(
            text in prop_oneof![r#"[a-c(){}\[\],"'\\ \n/$.é]{0,40}"#, r#"[a-z]{1,3}\([a-c(){}\[\],"'\\ \n/$.é]{0,40}\)?"#, any::<String>()]
        ) {
            let length = text.chars().count();
            match Call::parse(&text) {
                Ok(call) => {
                    for piece in std::iter::once(call.name()).chain(call.arguments()) {
                        prop_assert!(text[piece.offset..].starts_with(&piece.text));
                        prop_assert_eq!(text[..piece.offset].chars().count() + 1, piece.column);
                        prop_assert!(piece.columns().end <= length + 1);
                    }
                    prop_assert_eq!(text.chars().nth(call.close() - 1), Some(')'));
                }
                Err(error) => prop_assert!((1..=length + 1).contains(&error.column)),
            }
            pointed(&text, 1..2);
        }

        #[test]
        fn what_was_printed_is_read_as_the_same(
            name in r"[a-z][a-z0-9:/@.\[\]-]{0,12}",
            arguments in prop::collection::vec(
                prop_oneof![
                    Just("\"a, )\\\" b\"".to_owned()), Just("','".to_owned()), Just("$1".to_owned()),
                    Just("{a: [1, (2, 3)]}".to_owned()), Just("\"\"".to_owned()), Just("stream([1, 2])".to_owned()),
                    r"-?[0-9]{1,5}", "[a-z]{1,4}",
                ],
                0..6,
            ),
            space in "[ \t\n]{0,2}",
        ) {
            let comma = format!("{space},{space}");
            let text = format!("{space}{name}({space}{}{space}){space}", arguments.join(&comma));
            let call = Call::parse(&text).unwrap();
            prop_assert_eq!(&call.name().text, &name);
            let texts: Vec<&String> = call.arguments().iter().map(|piece| &piece.text).collect();
            prop_assert_eq!(texts, arguments.iter().collect::<Vec<_>>());
            let printed = call.to_string();
            let again = Call::parse(&printed).unwrap();
            prop_assert_eq!(again.to_string(), printed);
            prop_assert_eq!(again.arguments().len(), call.arguments().len());
        }
    }
}
