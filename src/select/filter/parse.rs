//! Reads filter expressions: one function for each level of the grammar.
//!
//! ```text
//! any     = both { ("|" | "+" | "or") both }
//! both    = single { ("&" | "and" | "-") single }
//! single  = { "!" | "not" } ( "(" any ")" | function "(" [matcher] ")" )
//! ```

use crate::model::version::VersionRange;
use crate::select::filter::ast::Expr;
use crate::select::filter::ast::Field;
use crate::select::filter::error::Fault;
use crate::select::filter::error::FilterError;
use crate::select::filter::error::Found;
use crate::select::filter::error::functions;
use crate::select::filter::error::words;
use crate::select::filter::matchers::Form;
use crate::select::filter::matchers::Matcher;
use crate::select::filter::text::SIGNS;
use crate::select::filter::text::escape;
use std::ops::Range;
use std::str::FromStr;

/// Deepest nesting of parentheses and negations; the stack bears it many times over.
const DEPTH: usize = 100;

/// Most sets in one expression.
const SETS: usize = 1_000;

impl Expr {
    /// Reads an expression.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let mut parser = Parser {
            text,
            at: 0,
            depth: 0,
            sets: 0,
        };
        parser.skip_space();
        if parser.rest().is_empty() {
            return Err(FilterError {
                span: 0..text.len(),
                fault: Fault::Empty,
            });
        }
        let expr = parser.any()?;
        match parser.peek() {
            Found::End => Ok(expr),
            found @ Found::Character(_) => Err(parser.here(Fault::ExpectedOperator(found))),
        }
    }
}

impl FromStr for Expr {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        Self::parse(text)
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    sets: usize,
}

/// What may follow a name inside the parentheses of a function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// Nothing.
    Name,
    /// `@` and a range.
    NameAndRange,
    /// Nothing; commas belong to the text.
    Range,
}

/// A text between parentheses with its escapes resolved.
struct Piece {
    text: String,
    span: Range<usize>,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Expr, FilterError> {
        let mut left = self.both()?;
        while self.takes_operator(&['|', '+'], &["or"])?.is_some() {
            let right = self.both()?;
            left = Expr::Or(Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Expr, FilterError> {
        let mut left = self.single()?;
        while let Some(sign) = self.takes_operator(&['&', '-'], &["and"])? {
            let right = Box::new(self.single()?);
            left = match sign {
                '-' => Expr::Minus(Box::new(left), right),
                _ => Expr::And(Box::new(left), right),
            };
        }
        Ok(left)
    }

    fn single(&mut self) -> Result<Expr, FilterError> {
        let start = self.skip_space();
        if self.depth == DEPTH {
            return Err(self.here(Fault::TooDeep(DEPTH)));
        }
        self.depth += 1;
        let expr = if self.takes("!") || self.takes_word("not") {
            Expr::Not(Box::new(self.single()?))
        } else if self.takes("(") {
            let inner = self.any()?;
            self.close(start)?;
            inner
        } else {
            self.call()?
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn call(&mut self) -> Result<Expr, FilterError> {
        let start = self.at;
        let word = self.word();
        if word.is_empty() {
            let found = self.peek();
            return Err(self.here(Fault::ExpectedSet(found)));
        }
        let word = word.to_owned();
        let Some(function) = functions().into_iter().find(|name| *name == word) else {
            return Err(error(
                start..start + word.len(),
                Fault::UnknownFunction(word),
            ));
        };
        self.at += word.len();
        self.sets += 1;
        if self.sets > SETS {
            return Err(error(start..self.at, Fault::TooLong(SETS)));
        }
        let open = self.skip_space();
        if !self.takes("(") {
            return Err(self.here(Fault::ExpectedCall(function)));
        }
        self.skip_space();
        let set = match (
            function,
            Field::ALL
                .into_iter()
                .find(|field| field.as_str() == function),
        ) {
            (_, Some(field)) => self.named(field, start)?,
            ("runtime", None) => self.runtime(start)?,
            (_, None) if !self.rest().is_empty() && !self.rest().starts_with(')') => {
                return Err(self.here(Fault::Superfluous(function)));
            }
            ("all", None) => Expr::All,
            (_, None) => Expr::None,
        };
        self.close(open)?;
        Ok(set)
    }

    fn named(&mut self, field: Field, start: usize) -> Result<Expr, FilterError> {
        let plain = match field {
            Field::Case => Form::PlainPart,
            Field::Suite
            | Field::Project
            | Field::Kind
            | Field::Tag
            | Field::Engine
            | Field::Outcome => Form::PlainName,
        };
        let (matcher, span) = self.matcher(plain, After::Name, (field.as_str(), start))?;
        let words = words(field);
        match matcher.only() {
            Some(word) if !words.is_empty() && !words.contains(&word) => {
                Err(error(span, Fault::UnknownWord(field, word.to_owned())))
            }
            Some(_) | None => Ok(Expr::Named(field, matcher)),
        }
    }

    fn runtime(&mut self, start: usize) -> Result<Expr, FilterError> {
        let (matcher, _) =
            self.matcher(Form::PlainName, After::NameAndRange, ("runtime", start))?;
        if !self.takes("@") {
            return Ok(Expr::Runtime(matcher, None));
        }
        let piece = self.piece(After::Range)?;
        match VersionRange::parse(&piece.text) {
            Ok(range) => Ok(Expr::Runtime(matcher, Some(range))),
            Err(fault) => {
                // An empty range has no character to point at but the `@` before it.
                let from = if piece.span.is_empty() {
                    piece.span.start - 1
                } else {
                    piece.span.start
                };
                Err(error(from..piece.span.end, Fault::Range(fault)))
            }
        }
    }

    /// Reads a matcher; `call` is the function it is for and where that begins.
    fn matcher(
        &mut self,
        plain: Form,
        after: After,
        call: (&'static str, usize),
    ) -> Result<(Matcher, Range<usize>), FilterError> {
        let start = self.at;
        let piece = if self.takes("/") {
            let piece = self.regex(start, after)?;
            return made(Form::Regex, piece);
        } else if let Some((_, form)) = SIGNS
            .iter()
            .find(|(sign, _)| self.rest().starts_with(*sign))
        {
            self.at += 1;
            (*form, self.piece(after)?)
        } else {
            (plain, self.piece(after)?)
        };
        let (form, piece) = piece;
        if piece.text.is_empty() {
            if self.rest().is_empty() {
                let open = call.1 + call.0.len();
                return Err(error(open..self.text.len(), Fault::OpenParenthesis));
            }
            return Err(error(call.1..self.next_end(), Fault::ExpectedName(call.0)));
        }
        made(form, piece)
    }

    /// Reads up to the slash that ends a regular expression, and what follows it up to the parenthesis.
    fn regex(&mut self, start: usize, after: After) -> Result<Piece, FilterError> {
        let mut text = String::new();
        let body = self.at;
        loop {
            let Some(character) = self.rest().chars().next() else {
                return Err(error(start..self.text.len(), Fault::OpenRegex));
            };
            let pair = self.rest().chars().nth(1).filter(|_| character == '\\');
            self.at += character.len_utf8() + pair.map_or(0, char::len_utf8);
            match (character, pair) {
                ('/', _) => break,
                ('\\', Some('/')) => text.push('/'),
                (own, pair) => text.extend([Some(own), pair].into_iter().flatten()),
            }
        }
        let span = body..self.at - 1;
        match self.peek() {
            Found::Character(')') | Found::End => Ok(Piece { text, span }),
            Found::Character('@') if after == After::NameAndRange => Ok(Piece { text, span }),
            found @ Found::Character(_) => Err(self.here(Fault::AfterRegex(found))),
        }
    }

    /// Reads a text up to what ends it, which stays; space around it does not count.
    fn piece(&mut self, after: After) -> Result<Piece, FilterError> {
        let start = self.skip_space();
        let mut text = String::new();
        // Where the text would end if only space followed.
        let (mut length, mut end) = (0, start);
        while let Some(character) = self.rest().chars().next() {
            let at = self.at;
            match character {
                ')' => break,
                '@' if after == After::NameAndRange => break,
                ',' if after != After::Range => return Err(self.here(Fault::Comma)),
                '\\' => {
                    let (meant, size) = escape(self.rest()).map_err(|fault| {
                        let next = self.rest().chars().nth(1).map_or(0, char::len_utf8);
                        error(at..at + 1 + next, fault)
                    })?;
                    text.push(meant);
                    self.at += size;
                    (length, end) = (text.len(), self.at);
                }
                own => {
                    text.push(own);
                    self.at += own.len_utf8();
                    if !own.is_whitespace() {
                        (length, end) = (text.len(), self.at);
                    }
                }
            }
        }
        text.truncate(length);
        Ok(Piece {
            text,
            span: start..end,
        })
    }

    /// Takes the parenthesis that closes the one at `open`.
    fn close(&mut self, open: usize) -> Result<(), FilterError> {
        match self.peek() {
            Found::Character(')') => {
                self.at += 1;
                Ok(())
            }
            Found::End => Err(error(open..open + 1, Fault::OpenParenthesis)),
            found @ Found::Character(_) => Err(self.here(Fault::ExpectedOperator(found))),
        }
    }

    /// Takes an operator if one of these follows; a word counts as the first sign.
    fn takes_operator(
        &mut self,
        signs: &[char],
        words: &[&str],
    ) -> Result<Option<char>, FilterError> {
        self.skip_space();
        let start = self.at;
        for sign in signs {
            if self.takes(sign.encode_utf8(&mut [0; 4])) {
                if matches!(sign, '&' | '|') && self.rest().starts_with(*sign) {
                    return Err(error(start..start + 2, Fault::Doubled(*sign)));
                }
                return Ok(Some(*sign));
            }
        }
        Ok(words
            .iter()
            .any(|word| self.takes_word(word))
            .then_some(signs[0]))
    }

    fn takes(&mut self, sign: &str) -> bool {
        let taken = self.rest().starts_with(sign);
        self.at += if taken { sign.len() } else { 0 };
        taken
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let taken = self.word() == word;
        self.at += if taken { word.len() } else { 0 };
        taken
    }

    /// The word that begins here, or nothing.
    fn word(&self) -> &str {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        &rest[..end.unwrap_or(rest.len())]
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Skips space; answers with the place after it.
    fn skip_space(&mut self) -> usize {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.at
    }

    /// The next character that is not space.
    fn peek(&mut self) -> Found {
        self.skip_space();
        self.rest()
            .chars()
            .next()
            .map_or(Found::End, Found::Character)
    }

    /// The end of the next character, or of the text.
    fn next_end(&self) -> usize {
        self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    fn here(&self, fault: Fault) -> FilterError {
        error(self.at..self.next_end(), fault)
    }
}

fn error(span: Range<usize>, fault: Fault) -> FilterError {
    FilterError { span, fault }
}

fn made(form: Form, piece: Piece) -> Result<(Matcher, Range<usize>), FilterError> {
    let matcher =
        Matcher::new(form, piece.text).map_err(|fault| error(piece.span.clone(), fault))?;
    Ok((matcher, piece.span))
}
