//! Mistakes in files a person wrote, with the place that an editor can jump to.

use serde::Deserialize;
use serde::Serialize;
use std::fmt;
use std::path::PathBuf;

/// A place in a text file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the working directory where that is possible, else absolute.
    pub path: PathBuf,
    /// Line, from 1; 0 where a file is meant and no line of it.
    pub line: usize,
}

/// As an editor takes it: `path:line`, or the path alone where no line is meant.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.path.display()),
            line => write!(f, "{}:{line}", self.path.display()),
        }
    }
}

/// How much a defect matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The project (or the tree) cannot be used; the run exits with 2.
    Error,
    /// Worth saying; nothing stops.
    Warning,
}

/// One mistake in a manifest or snapshot file.
///
/// Sorted by file, line and column: the order in which a person mends them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// How much it matters.
    pub severity: Severity,
    /// A stable kebab-case word for tools, for example `unknown-key`.
    pub code: String,
    /// What is wrong, lower case, without full stop: "unknown key `agrs`".
    pub message: String,
    /// Where; nothing when no file is to blame.
    pub at: Option<Span>,
    /// Beside the caret: what is expected here ("did you mean `args`?").
    pub label: Option<String>,
    /// On a line of its own: what to do.
    pub hint: Option<String>,
}

/// A stretch of one line of a text file, with the line itself, so that showing it needs no file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Length in characters, at least 1, never past the end of the line (or one past it).
    pub length: usize,
    /// The whole line without its line end.
    pub text: String,
    /// Lines shown before it: number and text, for mistakes that need two lines to be seen.
    pub before: Vec<(usize, String)>,
}

impl Span {
    /// Cuts the line that holds the byte range out of a text.
    ///
    /// The range is clipped to its first line; byte offsets beyond the text mean its end.
    pub fn of(path: impl Into<PathBuf>, source: &str, range: std::ops::Range<usize>) -> Self {
        let mut start = range.start.min(source.len());
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = source[start..]
            .find('\n')
            .map_or(source.len(), |at| start + at);
        // A line end of two characters is no part of the line, even where it is what the range marks.
        let line_end = line_start + source[line_start..line_end].trim_end_matches('\r').len();
        let start = start.min(line_end);
        let mut end = range.end.clamp(start, line_end);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        Self {
            path: path.into(),
            line: source[..start].matches('\n').count() + 1,
            column: source[line_start..start].chars().count() + 1,
            length: source[start..end].chars().count().max(1),
            text: source[line_start..line_end].to_owned(),
            before: Vec::new(),
        }
    }

    /// The place without the text.
    pub fn place(&self) -> Place {
        Place {
            path: self.path.clone(),
            line: self.line,
        }
    }
}

impl Defect {
    /// Makes an error.
    pub fn error(code: &str, message: impl Into<String>, at: Option<Span>) -> Self {
        Self {
            severity: Severity::Error,
            code: code.to_owned(),
            message: message.into(),
            at,
            label: None,
            hint: None,
        }
    }

    /// Makes a warning.
    pub fn warning(code: &str, message: impl Into<String>, at: Option<Span>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message, at)
        }
    }

    /// The same defect with words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same defect with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl Ord for Defect {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |d: &Self| {
            d.at.as_ref()
                .map(|at| (at.path.clone(), at.line, at.column))
        };
        key(self)
            .cmp(&key(other))
            .then_with(|| self.message.cmp(&other.message))
    }
}

impl PartialOrd for Defect {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
