//! Walks a parsed manifest and keeps every place, so that all faults of a file are found in one reading.
//!
//! A deserializer stops at the first fault and loses positions inside of values. Here a fault is noted and the walk
//! goes on; a getter answers `None` both for what is absent and for what was already complained about.

use crate::manifest::item::Item;
use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::source::Source;
use crate::model::defect::Defect;
use crate::wording::closest;
use crate::wording::some_of;
use std::cell::RefCell;
use std::ops::Range;
use std::ops::RangeInclusive;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

/// What is said beside the caret under a key that is known and not there yet.
pub(crate) const LATER: &str = "it comes with a later version";

/// Keys of the person's `config.toml`, in the order in which they are shown.
pub(crate) const PERSONAL: [&str; 6] = [
    "cache-dir",
    "cache-layers",
    "mirrors",
    "tokens",
    "seal-key",
    "network",
];

/// What is said beside the caret under such a key.
const PERSONAL_LABEL: &str = "it belongs in the `config.toml` of whoever runs this; a manifest can neither set nor loosen it";

/// A manifest being read, and what is wrong with it so far.
pub(crate) struct Sheet {
    source: Arc<Source>,
    faults: RefCell<Vec<Defect>>,
}

impl Sheet {
    pub(crate) fn new(source: &Arc<Source>) -> Self {
        Self {
            source: Arc::clone(source),
            faults: RefCell::default(),
        }
    }

    /// Parses the text; of faults in the syntax every line's first is noted, and nothing is answered.
    pub(crate) fn parse(&self) -> Option<Spanned<DeTable<'_>>> {
        let text = self.source.text();
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return Some(table);
        }
        let mut lines = Vec::new();
        for error in errors {
            let range = error.span().unwrap_or(text.len()..text.len());
            let span = self.source.span(range);
            if lines.contains(&span.line) {
                continue;
            }
            lines.push(span.line);
            let (message, label) = match error.message().split_once(", expected ") {
                Some((message, expected)) => (message, format!("expected {expected}")),
                None if error.message() == "duplicate key" => {
                    ("duplicate key", "a key stands once in a table".to_owned())
                }
                None => (error.message(), "not valid here".to_owned()),
            };
            self.push(Defect::error("syntax", message, Some(span)).label(label));
        }
        None
    }

    pub(crate) fn push(&self, defect: Defect) {
        self.faults.borrow_mut().push(defect);
    }

    pub(crate) fn mark(&self, range: Range<usize>) -> Mark {
        Mark::new(&self.source, range)
    }

    pub(crate) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    pub(crate) fn into_faults(self) -> Vec<Defect> {
        self.faults.into_inner()
    }
}

/// A table of a manifest.
#[derive(Clone)]
pub(crate) struct Table<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) map: &'a DeTable<'a>,
    pub(super) range: Range<usize>,
}

impl<'a> Table<'a> {
    pub(crate) fn root(sheet: &'a Sheet, parsed: &'a Spanned<DeTable<'a>>) -> Self {
        Self {
            sheet,
            map: parsed.get_ref(),
            range: 0..0,
        }
    }

    pub(crate) fn sheet(&self) -> &'a Sheet {
        self.sheet
    }

    /// Its header, or the whole of it when it is written inline.
    pub(crate) fn mark(&self) -> Mark {
        self.sheet.mark(self.range.clone())
    }

    pub(crate) fn get(&self, key: &str) -> Option<Item<'a>> {
        self.map
            .get_key_value(key)
            .map(|(key, value)| self.item(key, value))
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// Whether it holds one of these keys.
    pub(crate) fn has_any(&self, keys: &[&'static str]) -> bool {
        self.map
            .keys()
            .any(|key| keys.contains(&key.get_ref().as_ref()))
    }

    /// Everything in it, in the order written.
    pub(crate) fn items(&self) -> Vec<Item<'a>> {
        let mut all: Vec<Item<'a>> = self
            .map
            .iter()
            .map(|(key, value)| self.item(key, value))
            .collect();
        all.sort_by_key(|item| item.key_range.start);
        all
    }

    fn item(
        &self,
        key: &'a Spanned<std::borrow::Cow<'a, str>>,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Item<'a> {
        Item {
            sheet: self.sheet,
            key: key.get_ref(),
            key_range: key.span(),
            value,
        }
    }

    /// Notes keys that are neither in `known` nor in `later`, and those that are in `later`.
    ///
    /// Answers the names that unknown keys were most likely meant to be.
    pub(crate) fn check(
        &self,
        known: &[&'static str],
        later: &[&'static str],
    ) -> Vec<&'static str> {
        let mut meant = Vec::new();
        if self
            .map
            .keys()
            .all(|key| known.contains(&key.get_ref().as_ref()))
        {
            return meant;
        }
        for item in self.items() {
            if known.contains(&item.key) {
                continue;
            }
            if later.contains(&item.key) {
                item.key_fault(
                    "not-supported",
                    format!("`{}` is not supported by this version", item.key),
                    LATER,
                );
                continue;
            }
            // `network` is a key of cases as well, and then no table.
            let case = item.key == "network" && item.value().as_table().is_none();
            if PERSONAL.contains(&item.key) && !case {
                item.key_fault(
                    "not-for-trees",
                    format!("`{}` cannot be set by a tree", item.key),
                    PERSONAL_LABEL,
                );
                continue;
            }
            let near = closest(item.key, known.iter().chain(later).copied());
            let near = near.and_then(|near| known.iter().chain(later).find(|own| **own == near));
            let label = near.map_or_else(
                || format!("keys here are {}", some_of(known.iter().copied(), 14)),
                |near| format!("did you mean `{near}`?"),
            );
            meant.extend(near);
            item.key_fault("unknown-key", format!("unknown key `{}`", item.key), label);
        }
        meant
    }

    /// A string, if it is there and one.
    pub(crate) fn text(&self, key: &str) -> Option<Marked<String>> {
        let item = self.get(key)?;
        item.marked_text()
    }

    /// A string that must be there and hold something.
    pub(crate) fn required_text(&self, key: &str, label: &str) -> Option<Marked<String>> {
        let Some(item) = self.get(key) else {
            self.missing(key, label);
            return None;
        };
        let text = item.marked_text()?;
        if text.value.trim().is_empty() {
            item.fault("bad-value", format!("`{key}` is empty"), label);
            return None;
        }
        Some(text)
    }

    /// Notes that a key is not there.
    pub(crate) fn missing(&self, key: &str, label: &str) {
        self.sheet.push(
            self.mark()
                .error("missing-key", format!("`{key}` is missing"))
                .label(label),
        );
    }

    pub(crate) fn strings(&self, key: &str) -> Option<Marked<Vec<String>>> {
        let item = self.get(key)?;
        let value = item.strings()?.into_iter().map(|text| text.value).collect();
        Some(Marked {
            value,
            at: item.mark(),
        })
    }

    pub(crate) fn integer(&self, key: &str, range: RangeInclusive<i64>) -> Option<Marked<i64>> {
        let item = self.get(key)?;
        let value = item.integer(range)?;
        Some(Marked {
            value,
            at: item.mark(),
        })
    }
}
