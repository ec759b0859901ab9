//! Line diffs of documents, as data.

use crate::digest::Sha256;
use crate::digest::Sha256Hasher;
use similar::Algorithm;
use similar::DiffOp;
use std::time::Duration;
use std::time::Instant;

/// After this long a diff is no longer made smaller. Documents are small; texts that reach it are made to.
const PATIENCE: Duration = Duration::from_secs(1);

/// Changed lines with the lines around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Its lines; of a change the removed ones first.
    pub lines: Vec<DiffLine>,
}

/// One line of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// Its number in the old text, from 1.
    pub old: Option<usize>,
    /// Its number in the new text, from 1.
    pub new: Option<usize>,
    /// What happened to it.
    pub tag: Tag,
    /// The line without its line end.
    pub text: String,
}

/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Nothing.
    Same,
    /// It is only in the old text.
    Removed,
    /// It is only in the new text.
    Added,
}

impl Tag {
    /// The sign of such a line in a diff.
    pub fn sign(self) -> char {
        match self {
            Self::Same => ' ',
            Self::Removed => '-',
            Self::Added => '+',
        }
    }
}

/// What a diff comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Lines added.
    pub added: usize,
    /// Lines removed.
    pub removed: usize,
    /// Digest of the changed lines, wherever they stand: equal digests are the same change.
    pub changes: Sha256,
}

/// The differences of two texts with `context` lines around each; hunks that touch are one.
pub fn hunks(old: &str, new: &str, context: usize) -> Vec<Hunk> {
    let (old, new) = (lines(old), lines(new));
    similar::group_diff_ops(ops(&old, &new), context)
        .iter()
        .map(|group| Hunk {
            lines: group
                .iter()
                .flat_map(|op| op_lines(op, &old, &new))
                .collect(),
        })
        .collect()
}

/// Counts and names a change.
pub fn summary(old: &str, new: &str) -> Summary {
    let (old, new) = (lines(old), lines(new));
    let mut hasher = Sha256Hasher::default();
    let (mut added, mut removed) = (0, 0);
    for op in ops(&old, &new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        for (sign, lines) in [("-", &old[op.old_range()]), ("+", &new[op.new_range()])] {
            for line in lines {
                for part in [sign, line, "\n"] {
                    hasher.update(part.as_bytes());
                }
            }
        }
        removed += op.old_range().len();
        added += op.new_range().len();
    }
    Summary {
        added,
        removed,
        changes: hasher.finish(),
    }
}

/// Lines without their line ends. An empty text has none.
pub(super) fn lines(text: &str) -> Vec<&str> {
    if text.is_empty() {
        return Vec::new();
    }
    text.strip_suffix('\n')
        .unwrap_or(text)
        .split('\n')
        .collect()
}

pub(super) fn ops(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let deadline = Instant::now() + PATIENCE;
    similar::capture_diff_slices_deadline(Algorithm::Patience, old, new, Some(deadline))
}

fn op_lines(op: &DiffOp, old: &[&str], new: &[&str]) -> Vec<DiffLine> {
    let line = |old_at: Option<usize>, new_at: Option<usize>, tag| DiffLine {
        old: old_at.map(|at| at + 1),
        new: new_at.map(|at| at + 1),
        tag,
        text: old_at
            .map(|at| old[at])
            .or(new_at.map(|at| new[at]))
            .unwrap_or_default()
            .to_owned(),
    };
    if matches!(op, DiffOp::Equal { .. }) {
        return op
            .old_range()
            .zip(op.new_range())
            .map(|(old_at, new_at)| line(Some(old_at), Some(new_at), Tag::Same))
            .collect();
    }
    let removed = op.old_range().map(|at| line(Some(at), None, Tag::Removed));
    let added = op.new_range().map(|at| line(None, Some(at), Tag::Added));
    removed.chain(added).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hunks_number_lines_on_both_sides() {
        let old = "exited 0\n\nstdout:\n| division\t5.0\n| power\t9e15\n| sum\t3\n| huge\n| end\n";
        let new = "exited 0\n\nstdout:\n| division\t5.0\n| power\t90\n| sum\t3\n| huge\n| end\n";
        let hunks = hunks(old, new, 2);
        let shown: Vec<String> = hunks[0]
            .lines
            .iter()
            .map(|line| {
                let number = |at: Option<usize>| at.map_or("_".to_owned(), |at| at.to_string());
                let sign = line.tag.sign();
                let (old, new) = (number(line.old), number(line.new));
                format!("{old} {new} {sign}{}", line.text)
            })
            .collect();
        assert_eq!(hunks.len(), 1);
        assert_eq!(
            shown,
            [
                "3 3  stdout:",
                "4 4  | division\t5.0",
                "5 _ -| power\t9e15",
                "_ 5 +| power\t90",
                "6 6  | sum\t3",
                "7 7  | huge"
            ]
        );
    }

    #[test]
    fn the_same_change_has_one_digest_wherever_it_stands() {
        let first = summary("a\nx\nb\n", "a\ny\nb\n");
        let second = summary("1\n2\n3\nx\n4\n", "1\n2\n3\ny\n4\n");
        let other = summary("a\ny\nb\n", "a\nx\nb\n");
        assert_eq!(first, second);
        assert_ne!(first.changes, other.changes);
        assert_eq!((first.added, first.removed), (1, 1));
        assert_eq!(
            (summary("", "a\nb\n").added, summary("", "a\nb\n").removed),
            (2, 0)
        );
    }

    proptest! {
        #[test]
        fn hunks_turn_one_text_into_the_other(old in "([ab]\n){0,8}", new in "([ab]\n){0,8}") {
            let hunks = hunks(&old, &new, 100);
            let side = |drop: Tag| -> String {
                let kept = hunks.iter().flat_map(|hunk| &hunk.lines).filter(|line| line.tag != drop);
                kept.flat_map(|line| [line.text.as_str(), "\n"]).collect()
            };
            if old == new {
                prop_assert!(hunks.is_empty());
            } else {
                prop_assert_eq!(side(Tag::Added), old);
                prop_assert_eq!(side(Tag::Removed), new);
            }
        }
    }
}
