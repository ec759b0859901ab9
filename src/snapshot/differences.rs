//! The first lines in which two documents differ, told by channel, for surfaces that have one line.

use crate::model::execution::Channel;
use crate::model::outcome::Difference;
use crate::snapshot::diff;
use crate::snapshot::document;
use similar::DiffOp;

/// At most this many are told.
pub(super) const MOST: usize = 20;
/// At most this many bytes of a line.
const LONGEST: usize = 4 << 10;

/// A line of a document with its place in its channel.
#[derive(Clone, Copy)]
struct Located<'a> {
    channel: Channel,
    line: Option<usize>,
    text: &'a str,
}

/// The differences of two documents, at most twenty.
pub(super) fn differences(expected: &str, actual: &str) -> Vec<Difference> {
    let (old, new) = (diff::lines(expected), diff::lines(actual));
    let ops = diff::ops(&old, &new);
    let (old, new) = (locate(&old), locate(&new));
    let mut found = Vec::new();
    for op in ops {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let removed: Vec<_> = old[op.old_range()].iter().flatten().collect();
        let added: Vec<_> = new[op.new_range()].iter().flatten().collect();
        pair(&removed, &added, &mut found);
        if found.len() >= MOST {
            found.truncate(MOST);
            break;
        }
    }
    found
}

/// Sets lines of one channel side by side; what has no partner stands alone.
fn pair(removed: &[&Located<'_>], added: &[&Located<'_>], found: &mut Vec<Difference>) {
    let (mut old, mut new) = (removed.iter().peekable(), added.iter().peekable());
    while found.len() < MOST {
        match (old.peek(), new.peek()) {
            (None, None) => return,
            (Some(left), Some(right)) if left.channel == right.channel => {
                found.push(difference(Some(left), Some(right)));
                old.next();
                new.next();
            }
            // The channel that comes first in documents goes first.
            (Some(left), right) if right.is_none_or(|right| left.channel < right.channel) => {
                found.push(difference(Some(left), None));
                old.next();
            }
            (_, right) => {
                found.push(difference(None, right.map(|right| **right)));
                new.next();
            }
        }
    }
}

fn difference(expected: Option<&Located<'_>>, actual: Option<&Located<'_>>) -> Difference {
    let place = actual.or(expected);
    Difference {
        channel: place.map_or(Channel::Ending, |place| place.channel),
        line: place.and_then(|place| place.line),
        expected: expected.map(|line| shortened(line.text)),
        actual: actual.map(|line| shortened(line.text)),
    }
}

/// A text of at most 4 KiB.
pub(super) fn shortened(text: &str) -> String {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

/// Tells of each line which channel it belongs to; nothing of blank lines, which are structure.
fn locate<'a>(lines: &[&'a str]) -> Vec<Option<Located<'a>>> {
    let mut channel = Channel::Ending;
    let mut number = 0;
    let mut located = Vec::with_capacity(lines.len());
    for line in lines {
        let text = document::without_gutter(line);
        if text.is_some() {
            number += 1;
        } else if let Some(own) = document::channel_of_heading(line) {
            channel = own;
            number = 0;
        }
        located.push((!line.is_empty()).then_some(Located {
            channel,
            line: (number > 0).then_some(number),
            text: text.unwrap_or(line),
        }));
    }
    located
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(expected: &str, actual: &str) -> Vec<String> {
        differences(expected, actual)
            .iter()
            .map(|difference| {
                format!(
                    "{} {:?} {:?} {:?}",
                    difference.channel, difference.line, difference.expected, difference.actual
                )
            })
            .collect()
    }

    #[test]
    fn lines_are_counted_within_their_channel_and_lose_their_gutter() {
        assert_eq!(
            told(
                "exited 0\n\nstdout:\n| a\n| {:a=>1}\n\nstderr: empty\n",
                "exited 0\n\nstdout:\n| a\n|$ {a: 1}\\x20\n\nstderr: empty\n"
            ),
            ["stdout Some(2) Some(\"{:a=>1}\") Some(\"{a: 1}\\\\x20\")"]
        );
    }

    #[test]
    fn the_ending_is_a_channel_without_lines() {
        assert_eq!(
            told("exited 0\n\nstdout: empty\n", "exited 1\n\nstdout:\n| a\n"),
            [
                "ending None Some(\"exited 0\") Some(\"exited 1\")",
                "stdout None Some(\"stdout: empty\") Some(\"stdout:\")",
                "stdout Some(1) None Some(\"a\")"
            ]
        );
    }

    #[test]
    fn a_missing_last_line_end_is_told() {
        assert_eq!(
            told(
                "exited 0\n\nstdout:\n| a\n",
                "exited 0\n\nstdout:\n| a\n\\ no newline\n"
            ),
            ["stdout Some(1) None Some(\"\\\\ no newline\")"]
        );
    }

    #[test]
    fn no_more_than_twenty_are_told_and_long_lines_are_cut() {
        let many = format!("exited 0\n\nstdout:\n{}", "| x\n".repeat(100));
        assert_eq!(told("exited 0\n\nstdout:\n| y\n", &many).len(), MOST);
        let long = format!("exited 0\n\nstdout:\n| {}\n", "\u{e9}".repeat(5_000));
        let found = differences("exited 0\n\nstdout:\n| y\n", &long);
        assert_eq!(found[0].actual.as_ref().map(String::len), Some(LONGEST));
    }
}
