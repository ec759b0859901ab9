//! The block of changes: what differs from snapshots, the same change once, and what a person can do about it.

use crate::digest::Sha256;
use crate::model::event::Blob;
use crate::model::event::CaseFinished;
use crate::model::event::SnapshotWrite;
use crate::model::event::TrialFinished;
use crate::model::id::CaseId;
use crate::model::outcome::Effect;
use crate::model::outcome::Outcome;
use crate::report::blobs::Blobs;
use crate::report::style::Style;
use crate::report::style::Tone;
use crate::report::style::columns_of;
use crate::report::style::head;
use crate::report::style::shown;
use crate::report::style::wrap;
use crate::report::terminal::detail::LINE;
use crate::report::terminal::summary::Writes;
use crate::report::words;
use crate::snapshot::diff;
use crate::snapshot::diff::Hunk;
use crate::snapshot::diff::Tag;
use crate::wording;
use crate::wording::count;
use std::collections::HashMap;

/// Unchanged lines around a change.
const CONTEXT: usize = 2;

/// Changes that are shown; all are in the queue.
const MOST_CHANGES: usize = 40;

/// Trials that are named for one change.
const MOST_TRIALS: usize = 8;

/// Lines that are shown of one change.
const MOST_LINES: usize = 60;

/// Cases that are named in a command.
const MOST_CASES: usize = 6;

/// Where the right-hand column begins at full width.
const COLUMN: usize = 54;

/// Trials that differ from a snapshot, until the end of the run.
#[derive(Debug, Default)]
pub(super) struct Changes {
    blobs: Blobs,
    departed: Vec<Change>,
    /// Cases with a trial that differs, and what became of their snapshots when they ended.
    cases: HashMap<CaseId, Option<CaseFinished>>,
    writes: Writes,
}

/// One trial that differs from its snapshot.
#[derive(Debug)]
struct Change {
    trial: String,
    case: CaseId,
    description: Option<String>,
    document: Sha256,
    accepted: Sha256,
    snapshot: String,
}

/// Trials that differ in the same way; the clearest first.
#[derive(Debug)]
struct Alike<'a> {
    changes: Vec<&'a Change>,
    hunks: Option<Vec<Hunk>>,
}

impl Changes {
    /// Keeps a document.
    pub(super) fn blob(&mut self, blob: &Blob) {
        self.blobs.keep(blob);
    }

    /// The documents kept.
    pub(super) fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Takes in a trial that is not good.
    pub(super) fn trial(&mut self, trial: &TrialFinished) {
        if trial.outcome != Outcome::Fail {
            return;
        }
        let (Some(document), Some(snapshot)) = (trial.document, &trial.snapshot) else {
            return;
        };
        if let Some(accepted) = snapshot.accepted.filter(|accepted| *accepted != document) {
            self.cases.entry(trial.case.clone()).or_default();
            self.departed.push(Change {
                trial: trial.trial.clone(),
                case: trial.case.clone(),
                description: trial.description.clone(),
                document,
                accepted,
                snapshot: snapshot.path.clone(),
            });
        }
    }

    /// Takes in what becomes of a case's snapshots.
    pub(super) fn case(&mut self, case: &CaseFinished) {
        for write in &case.writes {
            match write.effect {
                Effect::Pending => self.writes.pending += 1,
                Effect::None => self.writes.unwritten += 1,
                Effect::Accepted => self.writes.accepted.push(name(&case.case, &write.path)),
            }
        }
        if let Some(kept) = self.cases.get_mut(&case.case) {
            *kept = Some(case.clone());
        }
    }

    fn ended(&self, case: &CaseId) -> Option<&CaseFinished> {
        self.cases.get(case)?.as_ref()
    }

    /// What became of the snapshots.
    pub(super) fn writes(&self) -> &Writes {
        &self.writes
    }

    /// The block, or nothing when nothing differs.
    pub(super) fn shown(&self, style: Style) -> String {
        if self.departed.is_empty() {
            return String::new();
        }
        let groups = self.groups();
        let total = groups.len();
        let title = format!(
            "{} in {}",
            count(total as u64, "change"),
            count(self.departed.len() as u64, "trial")
        );
        let mut text = format!("\n{}\n", rule(&title, style));
        for (index, group) in groups.iter().take(MOST_CHANGES).enumerate() {
            if index > 0 {
                text.push_str(&format!(
                    "\n{}\n",
                    rule(&format!("{} of {total}", index + 1), style)
                ));
            }
            self.push_group(&mut text, group, style);
        }
        if total > MOST_CHANGES {
            let more = count((total - MOST_CHANGES) as u64, "more change");
            text.push_str(&format!("\n   … {more}: `wassay diff` shows all\n"));
        }
        text.push_str(&format!("{}\n", rule("", style)));
        text
    }

    /// Changes grouped by the lines they remove and add, in the order of the first trial of each.
    fn groups(&self) -> Vec<Alike<'_>> {
        let mut sorted: Vec<&Change> = self.departed.iter().collect();
        sorted.sort_by(|a, b| a.trial.cmp(&b.trial));
        let mut known: HashMap<(Sha256, Sha256), usize> = HashMap::new();
        let mut alike: HashMap<Sha256, usize> = HashMap::new();
        let mut groups: Vec<Alike<'_>> = Vec::new();
        for change in sorted {
            let pair = (change.accepted, change.document);
            let index = *known.entry(pair).or_insert_with(|| {
                let next = groups.len();
                let index = self.texts(change).map_or(next, |(old, new)| {
                    let changed = diff::summary(old, new).changes;
                    *alike.entry(changed).or_insert(next)
                });
                if index == next {
                    groups.push(Alike {
                        changes: Vec::new(),
                        hunks: self.hunks(change),
                    });
                }
                index
            });
            groups[index].changes.push(change);
        }
        for group in &mut groups {
            self.put_clearest_first(group);
        }
        groups
    }

    fn hunks(&self, change: &Change) -> Option<Vec<Hunk>> {
        let (old, new) = self.texts(change)?;
        Some(diff::hunks(old, new, CONTEXT))
    }

    /// The accepted text and the one that came.
    fn texts(&self, change: &Change) -> Option<(&str, &str)> {
        let old = self.blobs.text(Some(change.accepted))?;
        let new = self.blobs.text(Some(change.document))?;
        Some((old, new))
    }

    /// A change is seen best in the shortest document.
    fn put_clearest_first(&self, group: &mut Alike<'_>) {
        let length = |change: &Change| {
            self.blobs
                .text(Some(change.document))
                .map_or(usize::MAX, |text| text.len())
        };
        let clearest = (0..group.changes.len()).min_by_key(|index| length(group.changes[*index]));
        let Some(clearest) = clearest.filter(|index| *index > 0) else {
            return;
        };
        group.changes[..=clearest].rotate_right(1);
        let first = group.changes[0];
        group.hunks = self.hunks(first);
    }

    fn push_group(&self, text: &mut String, group: &Alike<'_>, style: Style) {
        let Some(first) = group.changes.first() else {
            return;
        };
        text.push('\n');
        let description = first.description.as_deref().map(shown).unwrap_or_default();
        push_pair(text, &trial_id(&first.trial, style), &description, style);
        for change in group.changes.iter().skip(1).take(MOST_TRIALS - 1) {
            push_pair(
                text,
                &trial_id(&change.trial, style),
                "the same change",
                style,
            );
        }
        if group.changes.len() > MOST_TRIALS {
            let more = count((group.changes.len() - MOST_TRIALS) as u64, "more trial");
            push_pair(text, &format!("… {more}"), "the same change", style);
        }
        text.push('\n');
        let case = self.ended(&first.case);
        let matching = case.and_then(|case| still_matching(case, first));
        let matching = matching.map_or_else(String::new, |matching| format!("({matching})"));
        push_pair(text, &shown(&first.snapshot), &matching, style);
        match &group.hunks {
            Some(hunks) => push_hunks(text, hunks, &first.case, style),
            None => text.push_str(&format!(
                "      the documents are not kept here: `wassay diff {}` shows them\n",
                first.case
            )),
        }
        text.push('\n');
        let again = format!("again    wassay run {}", wording::visible(&first.trial));
        push_pair(text, &again, "", style);
        self.push_accept(text, group, style);
    }

    /// The command that takes a change, and what it would write.
    fn push_accept(&self, text: &mut String, group: &Alike<'_>, style: Style) {
        let mut cases: Vec<&CaseId> = Vec::new();
        let mut writes: Vec<&SnapshotWrite> = Vec::new();
        for change in &group.changes {
            let Some(case) = self.ended(&change.case) else {
                continue;
            };
            for write in &case.writes {
                let wanted = write.effect == Effect::Pending && write.document == change.document;
                if wanted && !writes.contains(&write) {
                    writes.push(write);
                    if !cases.contains(&&case.case) {
                        cases.push(&case.case);
                    }
                }
            }
        }
        if writes.is_empty() {
            return;
        }
        let command = if cases.len() > MOST_CASES {
            "accept   `wassay pending` lists them, `wassay accept --group N` takes them".to_owned()
        } else {
            let cases: Vec<&str> = cases.iter().map(|case| case.as_str()).collect();
            format!("accept   wassay accept {}", cases.join(" "))
        };
        push_pair(
            text,
            &wording::visible(&command),
            &effect_of(&writes),
            style,
        );
    }
}

/// `writes 2 variants, @lua=5.5`, `changes 1 snapshot`.
fn effect_of(writes: &[&SnapshotWrite]) -> String {
    let is_new = |write: &&&SnapshotWrite| write.replaces.is_none();
    let variants: Vec<&str> = writes
        .iter()
        .filter(is_new)
        .filter_map(|write| variant(&write.path))
        .collect();
    let new = writes.iter().filter(is_new).count() - variants.len();
    let changed = writes.len() - variants.len() - new;
    let mut parts = Vec::new();
    if changed > 0 {
        parts.push(format!("changes {}", count(changed as u64, "snapshot")));
    }
    if new > 0 {
        parts.push(format!("writes {}", count(new as u64, "snapshot")));
    }
    if let Some(first) = variants.first() {
        parts.push(format!(
            "writes {}",
            count(variants.len() as u64, "variant")
        ));
        if variants.iter().all(|variant| variant == first) {
            parts.push(format!("@{}", shown(first)));
        }
    }
    parts.join(", ")
}

/// The part after `@` in the name of a snapshot's file.
fn variant(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next().unwrap_or_default();
    let (_, variant) = file.strip_suffix(".snap").unwrap_or(file).split_once('@')?;
    Some(variant)
}

/// A snapshot as people name it: `lua/numbers@lua=5.5`.
fn name(case: &CaseId, path: &str) -> String {
    variant(path).map_or_else(|| case.to_string(), |variant| format!("{case}@{variant}"))
}

/// Which trials of the case still agree with the snapshot that a change departs from.
fn still_matching(case: &CaseFinished, change: &Change) -> Option<String> {
    let trials = case
        .groups
        .iter()
        .filter(|group| group.document == change.accepted)
        .filter(|group| group.snapshot.as_ref() == Some(&change.snapshot))
        .flat_map(|group| &group.trials);
    let mut releases: Vec<(String, String)> = Vec::new();
    let mut engines: Vec<String> = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    for trial in trials {
        let (release, engine) = cell(trial);
        if let Some((name, version)) = &release {
            cells.push(format!("{name} {version} on {engine}"));
            if !releases.iter().any(|own| Some(own) == release.as_ref()) {
                releases.push((name.clone(), version.clone()));
            }
        }
        if !engines.contains(&engine) {
            engines.push(engine);
        }
    }
    let own = cell(&change.trial).0;
    let (who, many) = match releases.first() {
        None if engines.is_empty() => return None,
        None => (words::listed(&engines), engines.len() > 1),
        Some(_) if releases.iter().any(|release| Some(release) == own.as_ref()) => {
            (some(&cells), cells.len() > 1)
        }
        Some((name, _)) => {
            let versions: Vec<&str> = releases
                .iter()
                .map(|(_, version)| version.as_str())
                .collect();
            (format!("{name} {}", some(&versions)), versions.len() > 1)
        }
    };
    let verb = if many { "match" } else { "matches" };
    Some(format!("{} still {verb} it", shown(&who)))
}

fn some<T: AsRef<str>>(items: &[T]) -> String {
    if items.len() > MOST_TRIALS {
        wording::some_of(items.iter().map(AsRef::as_ref), MOST_TRIALS)
    } else {
        words::listed(items)
    }
}

/// The release and the engine of a trial id.
fn cell(trial: &str) -> (Option<(String, String)>, String) {
    let mut release = None;
    let mut engine = crate::model::engine::DEFAULT.to_owned();
    for (axis, value) in words::cells(trial) {
        if axis == "engine" {
            engine = value;
        } else {
            release = Some((axis.to_owned(), value));
        }
    }
    (release, engine)
}

fn trial_id(id: &str, style: Style) -> String {
    wording::middle_cut(&wording::visible(id), style.columns() - 3)
}

/// A rule over the whole width, with a title.
fn rule(title: &str, style: Style) -> String {
    let start = if title.is_empty() {
        String::new()
    } else {
        format!("── {title} ")
    };
    let rest = style.columns().saturating_sub(columns_of(&start));
    let line = format!("{start}{}", "─".repeat(rest));
    style.paint(Tone::Dim, &line).into_owned()
}

/// Two texts in columns; below one another where they do not fit.
fn push_pair(text: &mut String, left: &str, right: &str, style: Style) {
    let column = COLUMN * style.columns() / 100;
    let used = 3 + columns_of(left);
    text.push_str(&format!("   {left}"));
    if right.is_empty() {
        text.push('\n');
        return;
    }
    let start = column.max(used + 3);
    if start + columns_of(right) <= style.columns() {
        text.push_str(&format!("{}{right}\n", " ".repeat(start - used)));
        return;
    }
    text.push('\n');
    for line in wrap(right, style.columns() - 6) {
        text.push_str(&format!("      {line}\n"));
    }
}

/// Lines with the numbers they have in either document.
fn push_hunks(text: &mut String, hunks: &[Hunk], case: &CaseId, style: Style) {
    let lines = || hunks.iter().flat_map(|hunk| &hunk.lines);
    let last = lines()
        .flat_map(|line| [line.old, line.new])
        .flatten()
        .max();
    let digits = last.unwrap_or(0).to_string().len();
    let total = lines().count();
    let mut left = MOST_LINES;
    for (index, hunk) in hunks.iter().enumerate() {
        if left == 0 {
            break;
        }
        if index > 0 {
            text.push_str(&format!("{:width$}┆\n", "", width = 10 + 2 * digits));
        }
        for line in hunk.lines.iter().take(left) {
            let number = |number: Option<usize>| {
                number.map_or_else(String::new, |number| number.to_string())
            };
            let body = format!("{} {}", line.tag.sign(), head(&shown(&line.text), LINE));
            let body = match line.tag {
                Tag::Removed => style.paint(Tone::Removed, &body),
                Tag::Added => style.paint(Tone::Added, &body),
                Tag::Same => body.into(),
            };
            text.push_str(&format!(
                "      {:>digits$}  {:>digits$}  │ {body}\n",
                number(line.old),
                number(line.new),
            ));
        }
        left = left.saturating_sub(hunk.lines.len());
    }
    if total > MOST_LINES {
        let more = count((total - MOST_LINES) as u64, "more line");
        text.push_str(&format!("      … {more}: `wassay diff {case}`\n"));
    }
}
