//! The text of a manifest, and places in it.
//!
//! Everything read from a manifest carries a [`Mark`]: cheap to keep, and turned into line, column and the line
//! itself only when a person has to see it.

use crate::files::confine;
use crate::files::read_bounded;
use crate::model::defect::Defect;
use crate::model::defect::Place;
use crate::model::defect::Span;
use crate::wording;
use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// A manifest as it was read.
pub struct Source {
    path: PathBuf,
    dir: PathBuf,
    text: String,
    /// Byte offset of the first byte of each line.
    lines: Vec<usize>,
}

impl Source {
    /// Takes a text that was already read.
    ///
    /// `path` is what people see; `dir` is the absolute directory that paths in the text are relative to.
    pub fn new(path: PathBuf, dir: PathBuf, text: String) -> Arc<Self> {
        let lines = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Arc::new(Self {
            path,
            dir,
            text,
            lines,
        })
    }

    /// Reads `dir/name`, which must be a regular file, or a link to one that stays inside `within`.
    ///
    /// # Errors
    /// A defect that names the file: it cannot be read, is no UTF-8, or is a link that leads out.
    pub fn read(
        dir: &Path,
        name: &str,
        within: &Path,
        shown: PathBuf,
    ) -> Result<Arc<Self>, Box<Defect>> {
        let file = dir.join(name);
        let unreadable = |message: String| {
            let nowhere = Span::of(shown.clone(), "", 0..0);
            Box::new(
                Defect::error("unreadable", message, Some(nowhere))
                    .label("a manifest is a regular file of this tree"),
            )
        };
        let is_link = fs::symlink_metadata(&file).is_ok_and(|meta| meta.is_symlink());
        if is_link {
            confine(dir, name, within, "the tree")
                .map_err(|error| unreadable(error.to_string()))?;
        }
        let bytes = read_bounded(&file, LARGEST)
            .map_err(|error| unreadable(format!("cannot read: {error}")))?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(shown, dir.to_owned(), text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes());
                let at = Span::of(shown, &text, valid..valid + 1);
                Err(Box::new(
                    Defect::error("syntax", "a byte that is not UTF-8", Some(at))
                        .label("manifests are UTF-8 text"),
                ))
            }
        }
    }

    /// The file as people see it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The absolute directory that its paths are relative to.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Index of the line that holds a byte.
    fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset) - 1
    }

    /// Cuts the first line of a byte range out of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let line = self.line(range.start.min(self.text.len()));
        let start = self.lines[line];
        let end = self.lines.get(line + 1).copied();
        let text = &self.text[start..end.unwrap_or(self.text.len())];
        let within = range.start.saturating_sub(start)..range.end.saturating_sub(start);
        // What is wrong is shown to everybody, and recorded; keys to somebody's server need not be.
        let text = wording::masked(text.trim_end_matches('\n'));
        let mut span = Span::of(self.path.clone(), &text, within);
        span.line = line + 1;
        span
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.path).finish()
    }
}

/// Manifests are small; a file of gigabytes under that name is a mistake or an attack.
pub(crate) const LARGEST: u64 = 16 << 20;

/// A stretch of a manifest.
#[derive(Clone, Debug)]
pub struct Mark {
    source: Arc<Source>,
    range: Range<usize>,
}

impl Mark {
    /// Marks a byte range.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        Self {
            source: Arc::clone(source),
            range,
        }
    }

    /// The manifest.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The bytes.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Line, column and text, for a defect.
    pub fn span(&self) -> Span {
        self.source.span(self.range.clone())
    }

    /// The same, with the line of an earlier mark shown before it.
    pub fn span_after(&self, earlier: &Self) -> Span {
        let mut span = self.span();
        let other = earlier.span();
        if Arc::ptr_eq(&self.source, &earlier.source) && other.line < span.line {
            span.before.push((other.line, other.text));
        }
        span
    }

    /// File and line.
    pub fn place(&self) -> Place {
        Place {
            path: self.source.path.clone(),
            line: self.source.line(self.range.start) + 1,
        }
    }

    /// `path:line`, as in messages.
    pub fn shown(&self) -> String {
        self.place().to_string()
    }

    /// An error at this mark.
    pub fn error(&self, code: &str, message: impl Into<String>) -> Defect {
        Defect::error(code, message, Some(self.span()))
    }
}

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Marked<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Mark,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write_atomic;

    fn source(text: &str) -> Arc<Source> {
        Source::new("m.toml".into(), "/t".into(), text.to_owned())
    }

    #[test]
    fn marks_know_line_and_column_in_characters() {
        let source = source("a = 1\n\u{e9}\u{e9} = \"x\"\r\nlast");
        let span = Mark::new(&source, 8..10).span();
        assert_eq!((span.line, span.column, span.length), (2, 2, 1));
        assert_eq!(span.text, "éé = \"x\"");
        let end = Mark::new(&source, 99..120).span();
        assert_eq!((end.line, end.column, end.length), (3, 5, 1));
        assert_eq!(Mark::new(&source, 0..1).shown(), "m.toml:1");
    }

    #[test]
    fn the_line_of_an_earlier_mark_is_shown_before() {
        let source = source("one\ntwo\n");
        let (first, second) = (Mark::new(&source, 0..3), Mark::new(&source, 4..7));
        assert_eq!(second.span_after(&first).before, [(1, "one".to_owned())]);
        assert!(first.span_after(&second).before.is_empty());
    }

    #[test]
    fn what_is_no_text_of_the_tree_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("tree");
        write_atomic(&root.join("wassay.toml"), b"a = \"\xff\"\n").unwrap();
        let read = |name: &str| Source::read(&root, name, &root, name.into());
        let defect = *read("wassay.toml").unwrap_err();
        let at = defect.at.unwrap();
        assert_eq!((at.line, at.column), (1, 6));
        assert!(read("absent").is_err());
        #[cfg(unix)]
        {
            write_atomic(&dir.path().join("secret"), b"top = 1").unwrap();
            std::os::unix::fs::symlink(dir.path().join("secret"), root.join("link")).unwrap();
            let defect = read("link").unwrap_err();
            assert!(defect.message.contains("symbolic link"), "{defect:?}");
        }
    }
}
