//! The text format.

use std::fmt;
use std::path::Path;

/// Whether a file is to be read as text: by its name, or because it begins as text does.
pub fn is_text(label: &str, bytes: &[u8]) -> bool {
    let named = Path::new(label)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("wat"));
    named || wat::Detect::from_bytes(bytes) == wat::Detect::WasmText
}

/// Turns text into a binary. `label` is what people call the file.
///
/// # Errors
/// [`TextError`], with the place.
pub fn to_binary(label: &str, bytes: &[u8]) -> Result<Vec<u8>, TextError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place(bytes, error.valid_up_to());
        TextError {
            label: label.to_owned(),
            line,
            column,
            message: "not UTF-8".to_owned(),
            line_text: line_of(&String::from_utf8_lossy(bytes), line),
        }
    })?;
    wat::parse_str(text).map_err(|error| {
        let told = error.to_string();
        let (line, column) = told_place(&told).unwrap_or((1, 1));
        TextError {
            label: label.to_owned(),
            line,
            column,
            message: told.lines().next().unwrap_or_default().to_owned(),
            line_text: line_of(text, line),
        }
    })
}

/// Text that is no program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// What people call the file.
    pub label: String,
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// What is wrong, one line.
    pub message: String,
    /// The line itself.
    pub line_text: String,
}

impl std::error::Error for TextError {}

/// One line: `guest.wat:3:5: expected ...`.
impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            label,
            line,
            column,
            message,
            ..
        } = self;
        write!(f, "{label}:{line}:{column}: {message}")
    }
}

fn line_of(text: &str, line: usize) -> String {
    let line = text.lines().nth(line.saturating_sub(1));
    line.unwrap_or_default().trim_end().to_owned()
}

/// Line and column of a byte.
fn place(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset];
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let line = before.split(|byte| *byte == b'\n').count();
    (line, offset - start + 1)
}

/// Line and column as the parser prints them: `     --> <anon>:3:5`.
fn told_place(told: &str) -> Option<(usize, usize)> {
    let arrow = told
        .lines()
        .find_map(|line| line.trim().strip_prefix("--> "))?;
    let mut parts = arrow.rsplit(':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((line, column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_error_names_its_line() {
        let text = b"(module\n  (func (export \"_start\")\n    i32.cons 1))\n";
        let error = to_binary("guest.wat", text).unwrap_err();
        assert_eq!(
            (error.line, error.column, &*error.line_text),
            (3, 5, "    i32.cons 1))")
        );
        assert_eq!(
            error.to_string(),
            "guest.wat:3:5: unknown operator or unexpected token"
        );
        let error = to_binary("guest.wat", b"(module)\n ;; \xff").unwrap_err();
        assert_eq!(error.to_string(), "guest.wat:2:5: not UTF-8");
    }

    #[test]
    fn an_unclosed_form_names_the_end() {
        let error = to_binary("a.wat", b"(module\n(func").unwrap_err();
        assert_eq!(error.line, 2);
    }

    #[test]
    fn text_is_known_by_name_or_by_its_beginning() {
        assert!(is_text("a.wat", b"\0asm"));
        assert!(is_text("a.wasm", b" ;; text\n(module)"));
        assert!(!is_text("a.wasm", b"\0asm\x01\0\0\0"));
        assert!(!is_text("a.wasm", b"<!DOCTYPE html>"));
    }

    proptest! {
        #[test]
        fn no_text_upsets_it(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Err(error) = to_binary("x.wat", &bytes) {
                prop_assert!(error.line >= 1 && error.column >= 1);
            }
        }

        #[test]
        fn broken_programs_have_a_place(cut in 1usize..60) {
            let text = "(module\n (memory 1)\n (func (export \"_start\")\n  (drop (i32.const 1))))\n";
            if let Err(error) = to_binary("x.wat", &text.as_bytes()[..cut.min(text.len() - 2)]) {
                prop_assert!(error.line <= text.lines().count());
            }
        }
    }
}
