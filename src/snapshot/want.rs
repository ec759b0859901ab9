//! Declared values: what a case says itself instead of leaving it to a snapshot.

use crate::model::captured::Directive;
use crate::model::captured::DirectiveOutcome;
use crate::model::case::Want;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::execution::Execution;
use crate::model::execution::LimitEnding;
use crate::model::execution::Stream;
use crate::model::http::Exchange;
use crate::model::http::Head;
use crate::model::http::Met;
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
            lines(
                channel,
                text.as_bytes(),
                &execution.stream(stream),
                &mut found,
            );
        }
    }
    answer(want, execution, &mut found);
    results(want, execution, &mut found);
    found.truncate(MOST);
    if found.is_empty() {
        Verdict::Matched
    } else {
        Verdict::Differs(found)
    }
}

/// What a script reports of itself: it passes when all its directives hold and it came to its end.
///
/// The line of a difference is that of the script.
pub fn reported(
    directives: &[Directive],
    declared: Option<LimitEnding>,
    execution: &Execution,
) -> Verdict {
    let mut found = Vec::new();
    if !is_right_ending(declared, &execution.ending) {
        found.push(wrong_ending(declared, &execution.ending));
    }
    let failed = directives
        .iter()
        .filter(|own| own.outcome == DirectiveOutcome::Failed);
    found.extend(failed.take(MOST).map(|own| {
        let message = own.message.as_deref().unwrap_or("failed");
        Difference {
            channel: Channel::Results,
            line: usize::try_from(own.line).ok(),
            expected: None,
            actual: Some(shortened(&format!("{}: {message}", own.kind))),
        }
    }));
    found.truncate(MOST);
    if found.is_empty() {
        Verdict::Matched
    } else {
        Verdict::Differs(found)
    }
}

/// What of the guest's own requests is not as declared: those that were denied, answers that were used again or never.
///
/// Where a snapshot is compared the document holds all of that.
pub fn unmet(exchanges: &[Exchange]) -> Vec<Difference> {
    let differences = exchanges.iter().filter_map(|exchange| {
        let (expected, actual) = match exchange {
            Exchange::Asked {
                method, url, met, ..
            } => match met {
                Met::Declared(_) => return None,
                Met::Again(_) => (None, Some(format!("{method} {url} again"))),
                Met::Denied => (None, Some(format!("{method} {url}, which is denied"))),
            },
            Exchange::Unused { method, url } => {
                let method = method.as_deref().unwrap_or("any");
                (Some(format!("{method} {url}")), None)
            }
        };
        Some(Difference {
            channel: Channel::Upstream,
            line: None,
            expected: expected.as_deref().map(shortened),
            actual: actual.as_deref().map(shortened),
        })
    });
    differences.take(MOST).collect()
}

/// The last answer of a handler. One that is no answer is never right.
fn answer(want: &Want, execution: &Execution, found: &mut Vec<Difference>) {
    let last = execution.captured.responses.last();
    let missing = last.and_then(|last| match &last.head {
        Head::Answer { .. } => None,
        Head::None => Some("no answer".to_owned()),
        Head::Error(words) => Some(shortened(&format!("the error {words}"))),
    });
    if missing.is_some() {
        found.push(Difference {
            channel: Channel::Response,
            line: None,
            expected: Some("an answer".to_owned()),
            actual: missing,
        });
        return;
    }
    let (status, headers, body) = match last.map(|last| (&last.head, &last.body)) {
        Some((Head::Answer { status, headers }, body)) => (Some(*status), &headers[..], &body[..]),
        Some((Head::None | Head::Error(_), body)) => (None, &[][..], &body[..]),
        None => (None, &[][..], &[][..]),
    };
    let mut differs = |line: Option<usize>, expected: String, actual: Option<String>| {
        found.push(Difference {
            channel: Channel::Response,
            line,
            expected: Some(expected),
            actual,
        });
    };
    if want.status.is_some() && want.status != status {
        let wanted = want.status.unwrap_or_default();
        let came = status.map(|status| format!("status {status}"));
        differs(None, format!("status {wanted}"), came);
    }
    for (name, wanted) in &want.headers {
        let own = headers
            .iter()
            .filter(|(own, _)| own.eq_ignore_ascii_case(name));
        let came: Vec<&Vec<u8>> = own.map(|(_, value)| value).collect();
        if came != wanted.iter().collect::<Vec<_>>() {
            let shown_all = |values: &[&Vec<u8>]| {
                let values: Vec<String> = values.iter().map(|value| field(value)).collect();
                format!("{name}: {}", values.join(", "))
            };
            let came = (!came.is_empty()).then(|| shown_all(&came));
            differs(None, shown_all(&wanted.iter().collect::<Vec<_>>()), came);
        }
    }
    if let Some(wanted) = &want.body {
        lines(Channel::Response, wanted, body, found);
    }
}

fn field(value: &[u8]) -> String {
    shortened(&crate::wording::visible(&String::from_utf8_lossy(value)))
}

/// What the calls returned, one value a call; a function without a result returns `()`.
fn results(want: &Want, execution: &Execution, found: &mut Vec<Difference>) {
    let Some(wanted) = &want.results else {
        return;
    };
    let results = &execution.captured.results;
    for index in 0..wanted.len().max(results.len()) {
        let wanted = wanted.get(index).map(String::as_str);
        let came = results
            .get(index)
            .map(|result| result.value.as_deref().unwrap_or("()"));
        if wanted != came {
            found.push(Difference {
                channel: Channel::Results,
                line: Some(index + 1),
                expected: wanted.map(shortened),
                actual: came.map(shortened),
            });
        }
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
fn lines(channel: Channel, expected: &[u8], actual: &[u8], found: &mut Vec<Difference>) {
    if expected == actual {
        return;
    }
    let mut wanted = expected.split_inclusive(|byte| *byte == b'\n');
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
    use crate::model::http::BodyEnd;
    use crate::model::http::Response;

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

    fn answered(head: Head) -> Execution {
        let response = Response {
            head,
            body: Vec::new(),
            trailers: Vec::new(),
            body_end: BodyEnd::Whole,
        };
        let mut ran = execution(Ending::Returned, "");
        ran.captured.responses.push(response);
        ran
    }

    #[test]
    fn what_is_no_answer_meets_nothing_that_is_declared() {
        let wants = [
            Want {
                body: Some(Vec::new()),
                ..Want::default()
            },
            want(None, Some("")),
        ];
        for want in &wants {
            for (head, came) in [
                (Head::None, "no answer"),
                (
                    Head::Error("internal-error(\"no\")".to_owned()),
                    "the error internal-error(\"no\")",
                ),
            ] {
                let Verdict::Differs(found) = compare(want, None, &answered(head)) else {
                    panic!("{want:?} is met by {came}");
                };
                assert_eq!(found[0].expected.as_deref(), Some("an answer"));
                assert_eq!(found[0].actual.as_deref(), Some(came));
            }
            let headers = Vec::new();
            let head = Head::Answer {
                status: 204,
                headers,
            };
            assert_eq!(compare(want, None, &answered(head)), Verdict::Matched);
        }
    }

    #[test]
    fn a_script_passes_by_its_directives_and_its_end() {
        let directive = |line, outcome| Directive {
            line,
            kind: "assert_return".to_owned(),
            outcome,
            message: Some("expected [i32:2], got [i32:1]".to_owned()),
        };
        let passed = directive(1, DirectiveOutcome::Passed);
        let failed = directive(7, DirectiveOutcome::Failed);
        let whole = execution(Ending::Returned, "");
        assert_eq!(
            reported(std::slice::from_ref(&passed), None, &whole),
            Verdict::Matched
        );
        let cut = execution(Ending::TimedOut { frames: vec![] }, "");
        assert!(matches!(
            reported(std::slice::from_ref(&passed), None, &cut),
            Verdict::Differs(_)
        ));
        assert_eq!(
            reported(&[passed, failed], None, &whole),
            Verdict::Differs(vec![Difference {
                channel: Channel::Results,
                line: Some(7),
                expected: None,
                actual: Some("assert_return: expected [i32:2], got [i32:1]".to_owned()),
            }])
        );
    }
}
