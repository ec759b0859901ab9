//! What each directive came to, in the order of the script.
//!
//! Threads of a script write here at the same time, so every directive has a place of its own. What is here survives a
//! script that is given up; the directives it was carrying out are told as such.

use super::guest::lock;
use crate::model::captured::Directive;
use crate::model::captured::DirectiveOutcome;
use json_from_wast::Action;
use json_from_wast::Command;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Why a directive does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fail {
    /// It was asked and does not.
    Failed(String),
    /// It rests on one that failed before.
    Skipped(String),
}

impl Fail {
    /// It does not hold.
    pub(super) fn of(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }
}

/// What a directive came to.
pub(super) type Judged = Result<(), Fail>;

/// All directives so far.
#[derive(Default)]
pub(super) struct Log(Mutex<Book>);

#[derive(Default)]
struct Book {
    entries: BTreeMap<usize, Entry>,
    closed: bool,
}

struct Entry {
    line: u32,
    kind: String,
    judged: Option<Judged>,
}

/// Longest message. What a guest makes of its values has no end.
const LONGEST: usize = 600;

impl Log {
    /// A directive is being carried out.
    pub(super) fn begin(&self, place: usize, line: u32, kind: &str) {
        let mut book = lock(&self.0);
        if !book.closed {
            let entry = Entry {
                line,
                kind: kind.to_owned(),
                judged: None,
            };
            book.entries.insert(place, entry);
        }
    }

    /// A directive that was begun came to something.
    pub(super) fn end(&self, place: usize, judged: Judged) {
        let mut book = lock(&self.0);
        if let Some(entry) = book.entries.get_mut(&place) {
            entry.judged = Some(judged);
        }
    }

    /// Everything so far; nothing is written after it. `cut` is said of directives that did not end.
    pub(super) fn close(&self, cut: &str) -> Vec<Directive> {
        let mut book = lock(&self.0);
        book.closed = true;
        std::mem::take(&mut book.entries)
            .into_values()
            .map(|entry| {
                let judged = entry.judged.unwrap_or_else(|| Err(Fail::of(cut)));
                let (outcome, message) = match judged {
                    Ok(()) => (DirectiveOutcome::Passed, None),
                    Err(Fail::Failed(message)) => (DirectiveOutcome::Failed, Some(message)),
                    Err(Fail::Skipped(message)) => (DirectiveOutcome::Skipped, Some(message)),
                };
                Directive {
                    line: entry.line,
                    kind: entry.kind,
                    outcome,
                    message: message.map(|message| one_line(&message)),
                }
            })
            .collect()
    }
}

/// A message as one line of bounded length.
fn one_line(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    let mut line = words.join(" ");
    if line.len() > LONGEST {
        let end = (0..=LONGEST)
            .rev()
            .find(|end| line.is_char_boundary(*end))
            .unwrap_or(0);
        line.truncate(end);
        line.push_str(" ...");
    }
    line
}

/// How many places a command takes: its own, and those of the commands inside it.
pub(super) fn places(command: &Command<'_>) -> usize {
    match command {
        Command::Thread { commands, .. } => 1 + commands.iter().map(places).sum::<usize>(),
        _ => 1,
    }
}

/// What a command is called.
pub(super) fn kind(command: &Command<'_>) -> &'static str {
    match command {
        Command::Module { .. } => "module",
        Command::ModuleDefinition { .. } => "module definition",
        Command::ModuleInstance { .. } => "module instance",
        Command::AssertMalformed { .. } => "assert_malformed",
        Command::AssertMalformedCustom { .. } => "assert_malformed_custom",
        Command::AssertInvalid { .. } => "assert_invalid",
        Command::AssertInvalidCustom { .. } => "assert_invalid_custom",
        Command::Register { .. } => "register",
        Command::AssertUnlinkable { .. } => "assert_unlinkable",
        Command::AssertReturn { .. } => "assert_return",
        Command::Action {
            action: Action::Invoke { .. },
            ..
        } => "invoke",
        Command::Action {
            action: Action::Get { .. },
            ..
        } => "get",
        Command::AssertTrap { .. } => "assert_trap",
        Command::AssertExhaustion { .. } => "assert_exhaustion",
        Command::AssertException { .. } => "assert_exception",
        Command::AssertSuspension { .. } => "assert_suspension",
        Command::AssertUninstantiable { .. } => "assert_uninstantiable",
        Command::Thread { .. } => "thread",
        Command::Wait { .. } => "wait",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_come_in_the_order_of_the_script() {
        let log = Log::default();
        log.begin(3, 9, "invoke");
        log.begin(1, 2, "module");
        log.end(1, Err(Fail::of("two\n  lines")));
        let directives = log.close("it did not end");
        let told: Vec<(u32, Option<&str>)> = directives
            .iter()
            .map(|directive| (directive.line, directive.message.as_deref()))
            .collect();
        assert_eq!(told, [(2, Some("two lines")), (9, Some("it did not end"))]);
        log.begin(4, 10, "invoke");
        log.end(4, Ok(()));
        assert_eq!(log.close(""), []);
    }

    #[test]
    fn long_messages_are_cut_between_characters() {
        let line = one_line(&"é".repeat(LONGEST));
        assert!(line.len() <= LONGEST + 4 && line.ends_with(" ..."));
    }
}
