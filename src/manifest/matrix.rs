//! `[matrix]`, and the conditions by which it, `[[expect]]` and exclusions address cells.

use crate::manifest::item::Item;
use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::walker::Table;
use crate::manifest::wassay::Reach;
use crate::manifest::wassay::ReachAxis;
use crate::model::expectation::Condition;
use crate::model::expectation::Exclusion;
use crate::model::id::RESERVED_AXES;
use crate::model::version::VersionRange;
use crate::wording::visible;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one `[matrix]` sets.
#[derive(Clone, Debug, Default)]
pub struct MatrixLayer {
    /// Names of engines.
    pub engines: Option<Vec<Marked<String>>>,
    /// Releases by runtime.
    pub releases: BTreeMap<String, ReleaseAxis>,
    /// Cells that are left out.
    pub excludes: Vec<Arc<Exclusion>>,
}

/// The releases of one runtime.
#[derive(Clone, Debug)]
pub struct ReleaseAxis {
    /// The key, which names the runtime.
    pub key: Mark,
    /// Any of these.
    pub ranges: Vec<Marked<VersionRange>>,
}

/// Reads `[matrix]`.
pub(crate) fn read(table: &Table<'_>, reach: &mut Reach) -> MatrixLayer {
    let mut layer = MatrixLayer::default();
    for item in table.items() {
        match item.key {
            "engine" => layer.engines = read_engines(&item),
            "exclude" => {
                for table in item.tables().unwrap_or_default() {
                    layer
                        .excludes
                        .extend(read_exclusion(&table, reach).map(Arc::new));
                }
            }
            reserved if RESERVED_AXES.contains(&reserved) => {
                let message = format!("`{reserved}` is no axis of the matrix");
                item.key_fault(
                    "reserved-name",
                    message,
                    "an axis is a runtime, or `engine`",
                );
            }
            runtime => {
                if let Some(axis) = read_releases(&item) {
                    layer.releases.insert(runtime.to_owned(), axis);
                }
            }
        }
    }
    layer
}

fn read_engines(item: &Item<'_>) -> Option<Vec<Marked<String>>> {
    let mut names: Vec<Marked<String>> = Vec::new();
    let all = item.strings()?;
    if all.is_empty() {
        empty_axis(item, "name one engine at least");
    }
    for name in all {
        if names.iter().any(|own| own.value == name.value) {
            let message = format!("engine `{}` is named twice", visible(&name.value));
            let defect = name.at.error("duplicate", message);
            item.sheet().push(defect.label("once is enough"));
            continue;
        }
        names.push(name);
    }
    Some(names)
}

fn empty_axis(item: &Item<'_>, label: &str) {
    // An empty inline array has no elements, though a type fault leaves none either.
    if item
        .value()
        .as_array()
        .is_some_and(|array| array.is_empty())
    {
        item.fault(
            "empty-axis",
            format!("axis `{}` is empty", visible(item.key)),
            label,
        );
    }
}

fn read_releases(item: &Item<'_>) -> Option<ReleaseAxis> {
    let expected = "an array of version ranges";
    let mut ranges = Vec::new();
    for element in item.elements(expected)? {
        ranges.extend(read_range(&element, expected));
    }
    empty_axis(item, "name one release at least, or leave it out for all");
    Some(ReleaseAxis {
        key: item.key_mark(),
        ranges,
    })
}

fn read_range(item: &Item<'_>, expected: &str) -> Option<Marked<VersionRange>> {
    if item.value().is_integer() || item.value().is_float() {
        let label = format!("quote it: `\"{}\"`", item.raw());
        item.fault(
            "wrong-type",
            format!("`{}` must be {expected}", visible(item.key)),
            label,
        );
        return None;
    }
    let text = item.text_as(expected)?;
    match VersionRange::parse(text) {
        Ok(value) => Some(Marked {
            value,
            at: item.mark(),
        }),
        Err(error) => {
            let label = "`5.4`, `>=3.2,<3.4`, `3.2..3.3`, or a tag";
            item.fault("bad-range", visible(&error.to_string()), label);
            None
        }
    }
}

fn read_exclusion(table: &Table<'_>, reach: &mut Reach) -> Option<Exclusion> {
    let label = "say why: it is shown wherever cells are left out";
    let reason = table.required_text("reason", label);
    let cases = reach.pattern(table);
    let when = conditions(table, &["cases", "reason"], (&table.mark(), reach));
    if when.is_empty() && !table.has("cases") {
        let defect = table
            .mark()
            .error("excludes-everything", "this excludes everything");
        table
            .sheet()
            .push(defect.label("name `cases`, a runtime or `engine`"));
    }
    Some(Exclusion {
        cases,
        when,
        reason: reason?.value,
        at: table.mark().span(),
    })
}

/// Reads every key that is not of `others` as an axis.
pub(crate) fn conditions(
    table: &Table<'_>,
    others: &[&str],
    (entry, reach): (&Mark, &mut Reach),
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for item in table.items() {
        if others.contains(&item.key) {
            continue;
        }
        reach.axes.push(ReachAxis {
            name: item.key.to_owned(),
            at: item.key_mark(),
            entry: entry.clone(),
        });
        let holds = if matches!(item.key, "engine" | "os" | "arch") {
            item.text_as("a pattern of names").map(str::to_owned)
        } else {
            read_range(&item, "a version range").map(|range| range.value.to_string())
        };
        conditions.extend(holds.map(|holds| Condition {
            axis: item.key.to_owned(),
            holds,
        }));
    }
    conditions
}
