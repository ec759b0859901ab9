//! Where two documents differ: lines with their numbers and a little of what stands around them.

use similar::ChangeTag;
use similar::TextDiff;
use std::hash::DefaultHasher;
use std::hash::Hash as _;
use std::hash::Hasher as _;
use std::time::Duration;

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// In the order in which they are shown.
    pub(crate) lines: Vec<DiffLine>,
}

/// One line of either document, or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DiffLine {
    /// Its number in the old document, from 1.
    pub(crate) old: Option<usize>,
    /// Its number in the new document, from 1.
    pub(crate) new: Option<usize>,
    /// The line without its line feed.
    pub(crate) text: String,
}

impl DiffLine {
    /// The sign of a changed line: `-`, `+`, or a space.
    pub(crate) fn sign(&self) -> char {
        match (self.old, self.new) {
            (Some(_), None) => '-',
            (None, Some(_)) => '+',
            (Some(_), Some(_)) | (None, None) => ' ',
        }
    }
}

/// Compares two documents line by line, with `context` unchanged lines around each change.
pub(crate) fn hunks(old: &str, new: &str, context: usize) -> Vec<Hunk> {
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(1))
        .diff_lines(old, new);
    diff.grouped_ops(context)
        .iter()
        .map(|ops| Hunk {
            lines: ops
                .iter()
                .flat_map(|op| diff.iter_changes(op))
                .map(|change| DiffLine {
                    old: change
                        .old_index()
                        .filter(|_| change.tag() != ChangeTag::Insert),
                    new: change
                        .new_index()
                        .filter(|_| change.tag() != ChangeTag::Delete),
                    text: change.value().trim_end_matches('\n').to_owned(),
                })
                .map(|line| DiffLine {
                    old: line.old.map(|index| index + 1),
                    new: line.new.map(|index| index + 1),
                    ..line
                })
                .collect(),
        })
        .collect()
}

/// Equal for changes that remove and add the same lines, wherever they stand.
pub(crate) fn fingerprint(hunks: &[Hunk]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for line in hunks.iter().flat_map(|hunk| &hunk.lines) {
        if line.sign() != ' ' {
            (line.sign(), &line.text).hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(old: &str, new: &str) -> Vec<String> {
        hunks(old, new, 1)
            .iter()
            .flat_map(|hunk| &hunk.lines)
            .map(|line| format!("{:?} {:?} {}{}", line.old, line.new, line.sign(), line.text))
            .collect()
    }

    #[test]
    fn lines_have_the_numbers_of_their_documents() {
        assert_eq!(
            drawn("a\nb\nc\nd\n", "a\nx\nc\nd\n"),
            [
                "Some(1) Some(1)  a",
                "Some(2) None -b",
                "None Some(2) +x",
                "Some(3) Some(3)  c",
            ]
        );
        assert!(hunks("a\n", "a\n", 2).is_empty());
    }

    #[test]
    fn the_same_change_elsewhere_has_the_same_fingerprint() {
        let at = |old, new| fingerprint(&hunks(old, new, 2));
        assert_eq!(at("a\nb\n", "a\nc\n"), at("x\ny\nb\nz\n", "x\ny\nc\nz\n"));
        assert_ne!(at("a\nb\n", "a\nc\n"), at("a\nc\n", "a\nb\n"));
    }
}
