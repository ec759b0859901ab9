//! A script's text as its directives, each with its line.
//!
//! Directives are read one by one, so that a fault in one leaves the others. Only parentheses, strings and comments are
//! looked at here; everything else is the parser's.

/// The text of one directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// From its opening parenthesis to the closing one; to the end of the script where that is missing.
    pub(super) text: &'a str,
    /// The line of its first character, from 1.
    pub(super) line: u32,
}

/// Splits a script. Text that is no parenthesised directive is a piece of its own, for the parser to refuse.
pub(super) fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut scan = Scan { text, at: 0 };
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    while let Some(start) = scan.next_piece() {
        scan.at = start;
        let end = scan.end_of_piece();
        scan.at = end;
        pieces.push(Piece {
            text: &text[start..end],
            line: lines.of(start),
        });
    }
    pieces
}

/// The word after the opening parenthesis: `module`, `assert_return`, ...
pub(super) fn keyword(piece: &str) -> &str {
    let Some(inside) = piece.strip_prefix('(') else {
        return "";
    };
    let mut scan = Scan {
        text: inside,
        at: 0,
    };
    let word = &inside[scan.next_piece().unwrap_or(inside.len())..];
    let end = word
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(word.len());
    &word[..end]
}

/// Lines of growing positions.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, position: usize) -> u32 {
        let breaks = self.text[self.at..position].matches('\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.at = position;
        self.line
    }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn rest(&self) -> &[u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Where the next piece begins, behind white space and comments.
    fn next_piece(&mut self) -> Option<usize> {
        loop {
            match self.rest() {
                [] => return None,
                [b' ' | b'\t' | b'\n' | b'\r', ..] => self.at += 1,
                rest if rest.starts_with(b";;") || rest.starts_with(b"(;") => self.comment(),
                _ => return Some(self.at),
            }
        }
    }

    /// Passes a comment.
    fn comment(&mut self) {
        if self.rest().starts_with(b";;") {
            // Either end of a line ends a comment; only lines that end with a line feed are counted.
            let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
            let length = self.rest().iter().position(ends);
            self.at += length.unwrap_or(self.rest().len());
            return;
        }
        let mut depth = 0_u32;
        loop {
            match self.rest() {
                [] => return,
                [b'(', b';', ..] => {
                    depth += 1;
                    self.at += 2;
                }
                [b';', b')', ..] => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    /// Passes a string.
    fn string(&mut self) {
        self.at += 1;
        loop {
            match self.rest() {
                [] => return,
                [b'"', ..] => {
                    self.at += 1;
                    return;
                }
                [b'\\', _, ..] => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    /// Where the piece that begins here ends.
    fn end_of_piece(&mut self) -> usize {
        let bare = !self.rest().starts_with(b"(");
        let mut depth = 0_u32;
        loop {
            match self.rest() {
                [] => return self.text.len(),
                rest if rest.starts_with(b";;") || rest.starts_with(b"(;") => self.comment(),
                [b'"', ..] => self.string(),
                [b'(', ..] if bare => return self.at,
                [b'(', ..] => {
                    depth += 1;
                    self.at += 1;
                }
                [b')', ..] => {
                    self.at += 1;
                    if depth <= 1 {
                        return self.at;
                    }
                    depth -= 1;
                }
                _ => self.at += 1,
            }
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<(u32, &str)> {
        split(text)
            .iter()
            .map(|piece| (piece.line, piece.text))
            .collect()
    }

    #[test]
    fn directives_come_with_their_lines() {
        let text = "(module)\n\n;; (a comment)\n(invoke \"f\") (; (two) (; deep ;)\n ;) (wait $t)";
        assert_eq!(
            texts(text),
            [(1, "(module)"), (4, "(invoke \"f\")"), (5, "(wait $t)")]
        );
    }

    #[test]
    fn parentheses_in_strings_and_comments_do_not_count() {
        let text = "(a \"\\\")\" ;; )\n (; ) ;) b)(c)";
        assert_eq!(
            texts(text),
            [(1, "(a \"\\\")\" ;; )\n (; ) ;) b)"), (2, "(c)")]
        );
    }

    #[test]
    fn a_carriage_return_ends_a_comment() {
        assert_eq!(
            texts(";; a\r(b ;; )\r)\n(c)"),
            [(1, "(b ;; )\r)"), (2, "(c)")]
        );
    }

    #[test]
    fn what_is_no_directive_is_a_piece_too() {
        assert_eq!(texts("(a) b é (c"), [(1, "(a)"), (1, "b é "), (1, "(c")]);
        assert_eq!(texts("(a))(b)"), [(1, "(a)"), (1, ")"), (1, "(b)")]);
        assert_eq!(texts(" ;; only a comment"), []);
    }

    #[test]
    fn the_word_of_a_directive_is_known_without_a_parser() {
        assert_eq!(keyword("(assert_return (invoke"), "assert_return");
        assert_eq!(keyword("( ;; a\n (; b ;)module)"), "module");
        assert_eq!(keyword("x"), "");
    }

    proptest! {
        #[test]
        fn any_text_is_split_without_loss(text in "[()a\";\\\\\n é]{0,60}") {
            let mut from = 0;
            for piece in split(&text) {
                let at = piece.text.as_ptr() as usize - text.as_ptr() as usize;
                prop_assert!(at >= from && !piece.text.is_empty());
                let breaks = text[..at].matches('\n').count();
                prop_assert_eq!(piece.line as usize, breaks + 1);
                from = at + piece.text.len();
            }
        }
    }
}
