//! Writes expressions back, in one canonical spelling with as few parentheses as the tree needs.

use crate::select::filter::ast::Expr;
use crate::select::filter::ast::Field;
use crate::select::filter::matchers::Form;
use crate::select::filter::matchers::Matcher;
use crate::select::filter::text::SIGNS;
use crate::select::filter::text::write_name;
use crate::select::filter::text::write_regex;
use std::fmt;

/// How strongly an expression holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Or,
    And,
    Not,
    Set,
}

/// `parse(print(e)) == e` for every `e`.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all()"),
            Self::None => f.write_str("none()"),
            Self::Named(field, matcher) => {
                write!(f, "{}(", field.as_str())?;
                write_matcher(f, matcher, &[])?;
                f.write_str(")")
            }
            Self::Runtime(matcher, range) => {
                f.write_str("runtime(")?;
                write_matcher(f, matcher, &['@'])?;
                if let Some(range) = range {
                    write!(f, "@{range}")?;
                }
                f.write_str(")")
            }
            Self::Not(inner) => {
                f.write_str("not ")?;
                inner.write_at(f, Strength::Not)
            }
            Self::And(a, b) => write_two(f, (a, Strength::And), " & ", (b, Strength::Not)),
            Self::Minus(a, b) => write_two(f, (a, Strength::And), " - ", (b, Strength::Not)),
            Self::Or(a, b) => write_two(f, (a, Strength::Or), " | ", (b, Strength::And)),
        }
    }
}

impl Expr {
    fn strength(&self) -> Strength {
        match self {
            Self::All | Self::None | Self::Named(..) | Self::Runtime(..) => Strength::Set,
            Self::Not(_) => Strength::Not,
            Self::And(..) | Self::Minus(..) => Strength::And,
            Self::Or(..) => Strength::Or,
        }
    }

    fn write_at(&self, f: &mut fmt::Formatter<'_>, least: Strength) -> fmt::Result {
        if self.strength() < least {
            write!(f, "({self})")
        } else {
            write!(f, "{self}")
        }
    }
}

fn write_two(
    f: &mut fmt::Formatter<'_>,
    a: (&Expr, Strength),
    operator: &str,
    b: (&Expr, Strength),
) -> fmt::Result {
    a.0.write_at(f, a.1)?;
    f.write_str(operator)?;
    b.0.write_at(f, b.1)
}

fn write_matcher(f: &mut fmt::Formatter<'_>, matcher: &Matcher, reserved: &[char]) -> fmt::Result {
    let text = matcher.text();
    let sign = SIGNS.iter().find(|(_, form)| *form == matcher.form());
    match (matcher.form(), sign) {
        (Form::Regex, _) => {
            f.write_str("/")?;
            write_regex(f, text)?;
            f.write_str("/")
        }
        (_, Some((sign, _))) => {
            write!(f, "{sign}")?;
            write_name(f, text, reserved)
        }
        (_, None) => write_plain(f, text, reserved),
    }
}

/// A plain name must not begin like another form.
fn write_plain(f: &mut fmt::Formatter<'_>, text: &str, reserved: &[char]) -> fmt::Result {
    let first = text.chars().next();
    let is_sign = |own: &char| *own == '/' || SIGNS.iter().any(|(sign, _)| sign == own);
    match first.filter(is_sign) {
        Some(first) => {
            write!(f, "\\u{{{:x}}}", u32::from(first))?;
            write_name(f, &text[first.len_utf8()..], reserved)
        }
        None => write_name(f, text, reserved),
    }
}

/// The function as it is called.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
