//! How a terminal is written to: colours when they are asked for, a width, the column of verbs.
//!
//! Nothing is said by colour alone. Whether there is colour (`NO_COLOR`, a pipe) is decided by the command line, once.

use crate::wording;
use console::measure_text_width;
use std::borrow::Cow;

/// Width of the column in which verbs stand right-aligned.
pub(crate) const VERB: usize = 12;

/// Column at which everything behind a verb begins.
pub(crate) const TEXT: usize = VERB + 1;

/// The widest that anything is laid out.
const WIDEST: usize = 100;

/// The narrowest that anything is laid out: on less, lines are left to the terminal to break.
const NARROWEST: usize = 40;

/// How to write to a terminal, a pipe or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    coloured: bool,
    width: usize,
    /// Whether the terminal is narrower than that.
    cramped: bool,
}

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
    /// To be looked at.
    News,
    /// The verb of a status line.
    Verb,
    /// Less important than its neighbours.
    Dim,
    /// More important than its neighbours.
    Strong,
    /// A line that came.
    Added,
    /// A line that was expected.
    Removed,
}

impl Style {
    /// Text alone, 100 columns wide.
    pub fn plain() -> Self {
        Self {
            coloured: false,
            width: WIDEST,
            cramped: false,
        }
    }

    /// With colours, 100 columns wide.
    pub fn coloured() -> Self {
        Self {
            coloured: true,
            width: WIDEST,
            cramped: false,
        }
    }

    /// The same for another width; more than 100 columns are never used.
    #[must_use]
    pub fn width(self, columns: usize) -> Self {
        Self {
            width: columns.clamp(NARROWEST, WIDEST),
            cramped: columns < NARROWEST,
            ..self
        }
    }

    /// Columns to lay out for.
    pub(crate) fn columns(self) -> usize {
        self.width
    }

    /// Whether lines as wide as [`Self::columns`] would be broken by the terminal.
    pub(crate) fn is_cramped(self) -> bool {
        self.cramped
    }

    /// A text in the colour of its tone.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> Cow<'_, str> {
        if !self.coloured || text.is_empty() {
            return Cow::Borrowed(text);
        }
        let style = console::Style::new().force_styling(true);
        let style = match tone {
            Tone::Good | Tone::Verb => style.green().bold(),
            Tone::Bad => style.red().bold(),
            Tone::News => style.yellow().bold(),
            Tone::Dim => style.dim(),
            Tone::Strong => style.bold(),
            Tone::Added => style.green(),
            Tone::Removed => style.red(),
        };
        Cow::Owned(style.apply_to(text).to_string())
    }

    /// A verb, right-aligned in its column.
    pub(crate) fn verb(self, tone: Tone, verb: &str) -> String {
        let space = " ".repeat(VERB.saturating_sub(verb.len()));
        format!("{space}{}", self.paint(tone, verb))
    }

    /// A status line of prose, broken at spaces where it is wider than the terminal. Ends with a line feed.
    pub(crate) fn status(self, tone: Tone, verb: &str, text: &str) -> String {
        let mut lines = wrap(text, self.width - TEXT).into_iter();
        let first = lines.next().unwrap_or_default();
        let mut shown = format!("{} {first}\n", self.verb(tone, verb));
        for line in lines {
            push_indented(&mut shown, &line);
        }
        shown
    }
}

/// Appends a line that stands where the text of status lines stands.
pub(crate) fn push_indented(shown: &mut String, line: &str) {
    if !line.is_empty() {
        shown.push_str(&" ".repeat(TEXT));
        shown.push_str(line);
    }
    shown.push('\n');
}

/// Breaks prose at single spaces so that no line is wider than `width`, unless a single word is.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let wide = columns_of(word);
        let line = lines.last_mut().expect("there is a line from the start");
        if line.is_empty() {
            line.push_str(word);
            used = wide;
        } else if used + 1 + wide <= width {
            line.push(' ');
            line.push_str(word);
            used += 1 + wide;
        } else {
            lines.push(word.to_owned());
            used = wide;
        }
    }
    lines
}

/// Columns that a text takes; it holds no escapes of ours.
pub(crate) fn columns_of(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    measure_text_width(text)
}

/// Foreign text as one line in which tabs can be seen: `a⇥b`.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    let visible = wording::visible(text);
    if visible.contains('\t') {
        return Cow::Owned(visible.replace('\t', "⇥"));
    }
    visible
}

/// The first `most` characters of a text, and how many more there are when there are more.
pub(crate) fn head(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => {
            let rest = text[end..].chars().count() as u64;
            let more = wording::count(rest, "more character");
            Cow::Owned(format!("{}… ({more})", &text[..end]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_broken_at_spaces_and_nothing_is_lost() {
        assert_eq!(wrap("one two three", 100), ["one two three"]);
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("averylongword x", 5), ["averylongword", "x"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn colours_are_written_only_when_asked_for() {
        assert_eq!(Style::plain().verb(Tone::Good, "PASS"), "        PASS");
        assert_eq!(
            Style::coloured().verb(Tone::Bad, "FAIL"),
            "        \x1b[31m\x1b[1mFAIL\x1b[0m"
        );
    }

    #[test]
    fn foreign_text_is_one_harmless_line() {
        assert_eq!(shown("a\tb\x1b[2J\r\n"), "a⇥b\\x1b[2J\\r\\n");
        assert_eq!(head("abcdef", 4), "abcd… (2 more characters)");
        assert_eq!(head("äöü", 3), "äöü");
    }
}
