//! One event as one line, both ways.
//!
//! serde's own tagged form is not used: it could not put `n` behind `event`, and it would buffer every payload when
//! it reads. The table below is the one place that knows which word stands for which event.

use crate::model::event;
use crate::model::event::EventKind;
use crate::model::integer::SAFE;
use serde::Deserialize;
use serde::Serialize;
use serde_json::ser::CompactFormatter;
use serde_json::ser::Formatter;
use std::borrow::Cow;
use std::io;
use std::io::Write as _;

macro_rules! events {
    ($($word:literal $variant:ident($payload:ty)),* $(,)?) => {
        /// Appends the line of an event, line feed included. What is only for live reporters has none.
        pub(super) fn encode(kind: &EventKind, number: u64, line: &mut Vec<u8>) -> Result<bool, serde_json::Error> {
            match kind {
                $(EventKind::$variant(payload) => encode_as($word, payload, number, line).map(|()| true),)*
                EventKind::InstallStarted(_)
                | EventKind::InstallProgress(_)
                | EventKind::CompileStarted(_)
                | EventKind::SuiteFinished(_) => Ok(false),
            }
        }

        /// Reads the payload of a line whose word is known; nothing for a word of a later version.
        pub(super) fn decode(word: &str, line: &str) -> Option<Result<EventKind, serde_json::Error>> {
            match word {
                $($word => Some(serde_json::from_str::<$payload>(line).map(EventKind::$variant)),)*
                _ => None,
            }
        }
    };
}

events! {
    "run-started" RunStarted(event::RunStarted),
    "plan" Plan(event::Plan),
    "defect" Defect(crate::model::defect::Defect),
    "engine" Engine(crate::model::engine::Identity),
    "runtime" Runtime(event::RuntimeReady),
    "artifact-finished" ArtifactFinished(event::ArtifactFinished),
    "program" Program(event::ProgramReady),
    "blob" Blob(event::Blob),
    "trial-started" TrialStarted(event::TrialStarted),
    "trial-slow" TrialSlow(event::TrialSlow),
    "directive" Directive(event::DirectiveFinished),
    "attempt-finished" AttemptFinished(event::AttemptFinished),
    "trial-finished" TrialFinished(Box<event::TrialFinished>),
    "case-finished" CaseFinished(event::CaseFinished),
    "cancelling" Cancelling(event::Cancelling),
    "run-finished" RunFinished(event::RunFinished),
}

fn encode_as(
    word: &str,
    payload: &impl Serialize,
    number: u64,
    line: &mut Vec<u8>,
) -> Result<(), serde_json::Error> {
    let start = line.len();
    write!(line, "{{\"event\":\"{word}\",\"n\":{number}").map_err(serde_json::Error::io)?;
    let brace = line.len();
    let mut serializer = serde_json::Serializer::with_formatter(Line(line), Numbers);
    if let Err(error) = payload.serialize(&mut serializer) {
        line.truncate(start);
        return Err(error);
    }
    line[brace] = b',';
    line.push(b'\n');
    Ok(())
}

/// A line in the making. Most of what a serializer writes is one byte, which needs no call.
struct Line<'a>(&'a mut Vec<u8>);

impl io::Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let [byte] = bytes {
            self.0.push(*byte);
        } else {
            self.0.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Compact JSON in which integers above 2^53 are strings.
struct Numbers;

impl Formatter for Numbers {
    fn write_u64<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        if value > SAFE {
            return write!(writer, "\"{value}\"");
        }
        CompactFormatter.write_u64(writer, value)
    }
}

/// The one key that every line has.
#[derive(Deserialize)]
struct Tag<'a> {
    #[serde(borrow)]
    event: Cow<'a, str>,
}

/// The word of a line: its first key, or wherever another writer put it.
pub(super) fn word(line: &str) -> Option<Cow<'_, str>> {
    if let Some(rest) = line.strip_prefix("{\"event\":\"")
        && let Some(end) = rest.find(['"', '\\'])
        && rest.as_bytes()[end] == b'"'
    {
        return Some(Cow::Borrowed(&rest[..end]));
    }
    serde_json::from_str::<Tag<'_>>(line)
        .ok()
        .map(|tag| tag.event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::Cancelling;

    #[test]
    fn the_table_says_the_words_that_serde_says() {
        for kind in crate::record::samples::one_of_each() {
            let mut line = Vec::new();
            assert!(encode(&kind, 7, &mut line).unwrap());
            let text = std::str::from_utf8(&line).unwrap();
            let own: serde_json::Value = serde_json::from_str(text).unwrap();
            let serde = serde_json::to_value(&kind).unwrap();
            assert_eq!(own["event"], serde["event"]);
            assert!(
                text.starts_with(&format!("{{\"event\":{},\"n\":7,", own["event"])),
                "{text}"
            );
            assert_eq!(
                decode(own["event"].as_str().unwrap(), text)
                    .unwrap()
                    .unwrap(),
                kind
            );
        }
    }

    #[test]
    fn the_word_is_found_wherever_it_stands() {
        for (line, expected) in [
            (r#"{"event":"plan","n":1}"#, Some("plan")),
            (r#"{"n":1,"event":"plan"}"#, Some("plan")),
            (r#"{"event":"pl\u0061n"}"#, Some("plan")),
            (r#"{"n":1}"#, None),
            (r#"{"event":"pla"#, None),
        ] {
            assert_eq!(word(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn what_a_live_reporter_alone_needs_is_not_written() {
        let mut cancelling = Vec::new();
        let kind = EventKind::Cancelling(Cancelling {
            reason: "interrupt".to_owned(),
            in_flight: 3,
        });
        encode(&kind, 0, &mut cancelling).unwrap();
        assert_eq!(
            String::from_utf8(cancelling).unwrap(),
            "{\"event\":\"cancelling\",\"n\":0,\"reason\":\"interrupt\"}\n"
        );
    }
}
