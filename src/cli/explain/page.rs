//! Rows of a name, a value and where the value comes from, in fixed columns.

use crate::wording;

/// Column in which values begin.
const VALUES: usize = 12;

/// Column in which the origin of a value begins.
const ORIGINS: usize = 53;

/// A page in the making.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// Adds a row. An empty name continues the row before.
    pub(super) fn row(&mut self, name: &str, value: &str, origin: &str) {
        let value = wording::visible(value);
        let origin = wording::visible(origin);
        let mut line = format!(" {name:<width$}{value}", width = VALUES - 1);
        if !origin.is_empty() {
            let gap = ORIGINS.saturating_sub(line.chars().count()).max(2);
            line.push_str(&" ".repeat(gap));
            line.push_str(&origin);
        }
        self.line(line);
    }

    /// Adds a line as it is.
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref().trim_end());
        self.text.push('\n');
    }

    /// The page.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}
