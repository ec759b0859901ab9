//! Names inside parentheses: how they are written and read back.
//!
//! `write(x)` read again gives `x` for every text `x`; a property test of the expressions rests on it.

use crate::select::filter::error::Fault;
use crate::select::filter::matchers::Form;
use crate::wording::is_invisible;
use std::fmt;
use std::fmt::Write as _;

/// Signs that say in which form a matcher is written.
pub(super) const SIGNS: [(char, Form); 3] =
    [('=', Form::Equal), ('~', Form::Contains), ('#', Form::Glob)];

/// Reads the escape after a backslash; answers with its character and length in bytes, backslash included.
pub(super) fn escape(text: &str) -> Result<(char, usize), Fault> {
    let sign = text[1..].chars().next().ok_or(Fault::Escape)?;
    let meant = match sign {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'f' => '\u{c}',
        '\\' | '/' | ')' | ',' => sign,
        'u' => return unicode(text).ok_or(Fault::Escape),
        _ => return Err(Fault::Escape),
    };
    Ok((meant, 2))
}

/// Reads `\u{1f600}`.
fn unicode(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("\\u{")?.split_once('}')?.0;
    let is_number =
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let value = u32::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
    Some((char::from_u32(value)?, digits.len() + 4))
}

/// Writes a name so that it is read back as it is. `reserved` are characters that mean something in this function.
pub(super) fn write_name(f: &mut fmt::Formatter<'_>, text: &str, reserved: &[char]) -> fmt::Result {
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    for (at, character) in text.char_indices() {
        let is_edge = at == 0 || at == last;
        match character {
            '\\' | ')' | ',' => write!(f, "\\{character}")?,
            own if reserved.contains(&own)
                || is_invisible(own)
                || (is_edge && own.is_whitespace()) =>
            {
                write!(f, "\\u{{{:x}}}", u32::from(own))?;
            }
            own => f.write_char(own)?,
        }
    }
    Ok(())
}

/// Writes a regular expression between slashes: a slash in it is escaped, everything else stays.
pub(super) fn write_regex(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '/' => f.write_str("\\/")?,
            '\\' => {
                f.write_char('\\')?;
                // The second half of a pair cannot end the expression, so it stays, even if it is a slash.
                if let Some(next) = characters.next() {
                    f.write_char(next)?;
                }
            }
            own => f.write_char(own)?,
        }
    }
    Ok(())
}
