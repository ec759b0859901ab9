//! Lines of trials and of suites, in columns.

use crate::model::event::TrialSlow;
use crate::report::style::Style;
use crate::report::style::TEXT;
use crate::report::style::Tone;
use crate::report::style::columns_of;
use crate::report::style::push_indented;
use crate::report::style::wrap;
use crate::report::words;
use crate::wording;
use std::time::Duration;

/// How long lines are gathered.
const GATHER: Duration = Duration::from_millis(100);

/// Columns between the longest id and the time.
const GAP: usize = 5;

/// The narrowest an id is cut to before its line is broken instead.
const NARROW_ID: usize = 20;

/// The line of one trial.
#[derive(Debug)]
pub(super) struct TrialLine {
    pub(super) tone: Tone,
    pub(super) verb: &'static str,
    /// Trial id, harmless.
    pub(super) id: String,
    pub(super) time: String,
    /// What there is to say, harmless, one line.
    pub(super) detail: String,
    /// Finished lines that follow it.
    pub(super) below: String,
}

impl TrialLine {
    /// The line of a trial that could not be asked.
    pub(super) fn broken(id: String, run_us: u64, detail: String) -> Self {
        Self {
            tone: Tone::Bad,
            verb: "BROKEN",
            id,
            time: words::seconds(run_us, 3),
            detail,
            below: String::new(),
        }
    }

    /// The line of a trial that takes long.
    pub(super) fn slow(slow: &TrialSlow) -> Self {
        Self {
            tone: Tone::News,
            verb: "SLOW",
            id: wording::visible(&slow.trial).into_owned(),
            time: words::seconds(slow.elapsed_us, 3),
            detail: "still running".to_owned(),
            below: String::new(),
        }
    }

    /// Appends the line with its id in `column` columns, fewer where the rest would not fit otherwise.
    fn push(&self, text: &mut String, column: usize, style: Style) {
        let time = format!("{:>6}", self.time);
        let detail = columns_of(&self.detail);
        let rest = TEXT + columns_of(&time) + if detail > 0 { 2 + detail } else { 0 };
        let room = style.columns().saturating_sub(rest);
        let column = column.min(room.max(NARROW_ID + 1));
        let id = wording::middle_cut(&self.id, column - 1);
        let space = " ".repeat(column - columns_of(&id).min(column));
        text.push_str(&style.verb(self.tone, self.verb));
        text.push_str(&format!(" {id}{space}{time}"));
        if detail == 0 {
            text.push('\n');
        } else if TEXT + column + columns_of(&time) + 2 + detail <= style.columns() {
            text.push_str(&format!("  {}\n", self.detail));
        } else {
            text.push('\n');
            for line in wrap(&self.detail, style.columns() - TEXT) {
                push_indented(text, &line);
            }
        }
        text.push_str(&self.below);
    }
}

/// Lines of trials that are about to be written together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    lines: Vec<TrialLine>,
    since: Option<Duration>,
    column: usize,
    ordered: bool,
}

impl Batch {
    /// Adds a line; lines that are written together are sorted by id.
    pub(super) fn push(&mut self, line: TrialLine, now: Duration) {
        self.since.get_or_insert(now);
        self.lines.push(line);
    }

    /// Adds a line that stays where it is, behind the one before.
    pub(super) fn push_in_order(&mut self, line: TrialLine) {
        self.ordered = true;
        self.lines.push(line);
    }

    /// Whether the first line has waited long enough.
    pub(super) fn is_due(&self, now: Duration) -> bool {
        self.since.is_some_and(|since| now >= since + GATHER)
    }

    /// Takes all lines as text. Columns only ever become wider in a run.
    pub(super) fn take(&mut self, style: Style) -> String {
        if !std::mem::take(&mut self.ordered) {
            self.lines.sort_by(|a, b| a.id.cmp(&b.id));
        }
        self.since = None;
        let widest = self.lines.iter().map(|line| columns_of(&line.id)).max();
        self.column = self.column.max(widest.unwrap_or(0) + GAP);
        let mut text = String::new();
        for line in self.lines.drain(..) {
            line.push(&mut text, self.column, style);
        }
        text
    }
}

/// Columns of the lines of suites.
#[derive(Clone, Copy, Debug)]
pub(super) struct SuiteLayout {
    name: usize,
    count: usize,
    gap: usize,
    end: usize,
}

impl SuiteLayout {
    /// Columns for the suites of a plan. A narrow terminal gets narrow columns, so that verdicts have room.
    pub(super) fn new(style: Style, suites: &[(String, u64)]) -> Self {
        let longest = suites.iter().map(|(name, _)| columns_of(name)).max();
        let longest = longest.unwrap_or(0).min(30);
        let narrow = style.columns() < 90;
        let name = longest.max(if narrow { 6 } else { 12 });
        Self {
            name,
            count: if narrow { 5 } else { 6 },
            gap: if narrow { 2 } else { 3 },
            end: style.columns().min(77 + name.max(12)),
        }
    }
}

/// The line of a suite, or of what one cause broke in it.
#[derive(Debug)]
pub(super) struct SuiteLine<'a> {
    pub(super) tone: Tone,
    pub(super) verb: &'static str,
    /// Harmless.
    pub(super) name: &'a str,
    pub(super) trials: u64,
    /// Harmless.
    pub(super) text: &'a str,
    pub(super) time: Option<String>,
}

impl SuiteLine<'_> {
    /// The line; more than one where its text is too wide.
    pub(super) fn shown(&self, style: Style, layout: SuiteLayout) -> String {
        let SuiteLayout {
            name, count, gap, ..
        } = layout;
        let head = format!(
            "{:<name$}{:>count$} {:<6}{:gap$}",
            wording::middle_cut(self.name, name.max(30)),
            wording::number(self.trials),
            wording::plural(self.trials, "trial"),
            "",
        );
        let column = TEXT + columns_of(&head);
        let time = self.time.as_deref().unwrap_or_default();
        let taken = if time.is_empty() { 0 } else { time.len() + 2 };
        let room = style.columns().saturating_sub(column + taken);
        let mut parts = fill(self.text, room, style.columns() - TEXT).into_iter();
        let first = parts.next().unwrap_or_default();
        let space = layout
            .end
            .saturating_sub(column + columns_of(&first) + time.len())
            .max(2);
        let mut line = format!("{} {head}{first}", style.verb(self.tone, self.verb));
        if !time.is_empty() {
            line.push_str(&format!("{}{time}", " ".repeat(space)));
        }
        line.push('\n');
        parts.for_each(|part| push_indented(&mut line, &part));
        line
    }
}

/// Breaks prose into a first line of one width and further lines of another.
fn fill(text: &str, first: usize, width: usize) -> Vec<String> {
    if columns_of(text) <= first {
        return vec![text.to_owned()];
    }
    let mut lines = wrap(text, first.max(1));
    let head = lines.remove(0);
    if columns_of(&head) > first {
        let mut all = vec![String::new()];
        all.extend(wrap(text, width));
        return all;
    }
    let rest = text[head.len()..].trim_start();
    let mut all = vec![head];
    all.extend(wrap(rest, width));
    all
}
