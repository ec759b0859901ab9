//! What waits for a decision, as a list and as diffs.

use crate::report::style::Style;
use crate::report::style::Tone;
use crate::snapshot::diff;
use crate::snapshot::diff::DiffLine;
use crate::snapshot::diff::Tag;
use crate::snapshot::pending::Pending;
use crate::wording;

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;

/// Longest diff shown of one snapshot, in lines; the rest is counted.
const MOST_LINES: usize = 200;

/// One line for each pending snapshot: what accepting it would do, its name, its group, the cells it is for (made by
/// the caller, who knows the matrix), and how many lines change.
pub fn list(rows: &[(&Pending, String)]) -> String {
    let name = |pending: &Pending| pending.address.to_string();
    let widest = rows
        .iter()
        .map(|(pending, _)| name(pending).chars().count())
        .max()
        .unwrap_or(0)
        .clamp(30, 60);
    let mut text = String::new();
    for (pending, cells) in rows {
        let line = format!(
            "{:<8} {:<widest$} group {:<3} {:<32} +{} -{}",
            pending.status.as_str(),
            wording::visible(&name(pending)),
            pending.group,
            wording::visible(cells),
            pending.added,
            pending.removed,
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The diff of each pending snapshot against what it replaces or departs from.
///
/// Snapshots of one group change the same lines: the diff is shown once, the others are named.
pub fn diffs(chosen: &[&Pending], style: Style) -> String {
    let mut text = String::new();
    let mut shown: Vec<usize> = Vec::new();
    for pending in chosen {
        if shown.contains(&pending.group) {
            continue;
        }
        shown.push(pending.group);
        let same = chosen.iter().filter(|other| other.group == pending.group);
        for (index, other) in same.enumerate() {
            let title = format!("{} {}", other.status.as_str(), other.address);
            let note = match (&other.description, index) {
                (Some(description), 0) => format!("   {}", wording::visible(description)),
                (_, 0) => String::new(),
                _ => "   the same change".to_owned(),
            };
            text.push_str(&format!(
                "{}{note}\n",
                style.paint(Tone::Strong, &wording::visible(&title))
            ));
        }
        body(pending, style, &mut text);
        text.push('\n');
    }
    text
}

fn body(pending: &Pending, style: Style, text: &mut String) {
    let old = pending.old.as_deref().unwrap_or_default();
    let hunks = diff::hunks(old, &pending.new, CONTEXT);
    let lines: Vec<DiffLine> = hunks.into_iter().flat_map(|hunk| hunk.lines).collect();
    for line in lines.iter().take(MOST_LINES) {
        let number =
            |number: Option<usize>| number.map_or_else(String::new, |number| number.to_string());
        let content = format!("{} {}", line.tag.sign(), wording::visible(&line.text));
        let content = match line.tag {
            Tag::Removed => style.paint(Tone::Removed, &content),
            Tag::Added => style.paint(Tone::Added, &content),
            Tag::Same => content.into(),
        };
        text.push_str(&format!(
            "{:>7}{:>3}  │ {content}\n",
            number(line.old),
            number(line.new)
        ));
    }
    if lines.len() > MOST_LINES {
        let more = wording::count((lines.len() - MOST_LINES) as u64, "line");
        text.push_str(&format!("            │ ... {more} more\n"));
    }
}
