//! Declared values: what a case says itself instead of leaving it to a snapshot.

use crate::model::case::Want;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::execution::Execution;
use crate::model::execution::LimitEnding;
use crate::model::execution::Stream;
use crate::model::outcome::Difference;
use crate::model::outcome::Verdict;
use crate::snapshot::compare::is_right_ending;
use crate::snapshot::compare::wrong_ending;
use crate::snapshot::differences::MOST;
use crate::snapshot::differences::shortened;

/// Holds an execution against declared values.
///
/// Where no exit code is declared every code is right; a trap, a fault or an ending by a limit that the case does not
/// declare is never right.
pub fn compare(want: &Want, declared: Option<LimitEnding>, execution: &Execution) -> Verdict {
    let mut found = Vec::new();
    found.extend(ending(want, declared, &execution.ending));
    for (channel, stream, text) in [
        (Channel::Stdout, Stream::Stdout, &want.stdout),
        (Channel::Stderr, Stream::Stderr, &want.stderr),
    ] {
        if let Some(text) = text {
            lines(channel, text, &execution.stream(stream), &mut found);
        }
    }
    found.truncate(MOST);
    if found.is_empty() {
        Verdict::Matched
    } else {
        Verdict::Differs(found)
    }
}

fn ending(want: &Want, declared: Option<LimitEnding>, ending: &Ending) -> Option<Difference> {
    if !is_right_ending(declared, ending) {
        return Some(wrong_ending(declared, ending));
    }
    let right = match (ending, want.exit) {
        (Ending::Exited { code }, Some(wanted)) => *code == wanted,
        (Ending::Returned, wanted) => wanted.is_none_or(|wanted| wanted == 0),
        (Ending::Exited { .. } | Ending::Answered { .. }, None) => true,
        (_, wanted) => wanted.is_none() && declared.is_some(),
    };
    (!right).then(|| Difference {
        channel: Channel::Ending,
        line: None,
        expected: Some(
            want.exit
                .map_or("exited".to_owned(), |code| format!("exited {code}")),
        ),
        actual: Some(ending.to_string()),
    })
}

/// Line by line, because declared values are short and their differences are read without a diff.
fn lines(channel: Channel, expected: &str, actual: &[u8], found: &mut Vec<Difference>) {
    if expected.as_bytes() == actual {
        return;
    }
    let mut wanted = expected.as_bytes().split_inclusive(|byte| *byte == b'\n');
    let mut came = actual.split_inclusive(|byte| *byte == b'\n');
    let mut number = 0;
    while found.len() < MOST {
        number += 1;
        let (left, right) = (wanted.next(), came.next());
        if left.is_none() && right.is_none() {
            return;
        }
        if left != right {
            found.push(Difference {
                channel,
                line: Some(number),
                expected: left.map(shown),
                actual: right.map(shown),
            });
        }
    }
}

/// A line with its end and everything invisible written out.
fn shown(line: &[u8]) -> String {
    let text = match line.strip_suffix(b"\n") {
        Some(line) => crate::wording::visible(&String::from_utf8_lossy(line)).into_owned(),
        None => format!(
            "{} (no newline)",
            crate::wording::visible(&String::from_utf8_lossy(line))
        ),
    };
    shortened(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::execution::Chunk;
    use crate::model::execution::Evidence;
    use crate::model::execution::Resources;

    fn execution(ending: Ending, stdout: &str) -> Execution {
        Execution {
            ending,
            evidence: Evidence::default(),
            output: vec![Chunk {
                stream: Stream::Stdout,
                bytes: stdout.as_bytes().to_vec(),
            }],
            captured: crate::model::captured::Captured::default(),
            resources: Resources::default(),
        }
    }

    fn want(exit: Option<i32>, stdout: Option<&str>) -> Want {
        Want {
            exit,
            stdout: stdout.map(str::to_owned),
            ..Want::default()
        }
    }

    #[test]
    fn endings_meet_what_is_declared() {
        let trapped = || Ending::Trapped {
            trap: "unreachable".to_owned(),
            frames: vec![],
        };
        let timed_out = || Ending::TimedOut { frames: vec![] };
        let table = [
            (Some(3), None, Ending::Exited { code: 3 }, true),
            (Some(3), None, Ending::Exited { code: 0 }, false),
            (Some(0), None, Ending::Returned, true),
            (None, None, Ending::Exited { code: 9 }, true),
            (None, None, trapped(), false),
            (Some(0), None, trapped(), false),
            (None, None, timed_out(), false),
            (None, Some(LimitEnding::TimedOut), timed_out(), true),
            (
                None,
                Some(LimitEnding::TimedOut),
                Ending::Exited { code: 0 },
                false,
            ),
        ];
        for (exit, declared, ending, right) in table {
            let verdict = compare(&want(exit, None), declared, &execution(ending.clone(), ""));
            assert_eq!(
                verdict == Verdict::Matched,
                right,
                "{exit:?} {declared:?} {ending}"
            );
        }
    }

    #[test]
    fn streams_are_compared_to_the_last_byte() {
        let ran = execution(Ending::Exited { code: 0 }, "a\nb\u{1b}");
        assert_eq!(
            compare(&want(None, Some("a\nb\u{1b}")), None, &ran),
            Verdict::Matched
        );
        assert_eq!(
            compare(&want(None, Some("a\nb\n")), None, &ran),
            Verdict::Differs(vec![Difference {
                channel: Channel::Stdout,
                line: Some(2),
                expected: Some("b".to_owned()),
                actual: Some("b\\x1b (no newline)".to_owned()),
            }])
        );
    }
}
