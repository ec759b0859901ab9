//! Walks a parsed manifest and keeps every place, so that all faults of a file are found in one reading.
//!
//! A deserializer stops at the first fault and loses positions inside of values. Here a fault is noted and the walk
//! goes on; a getter answers `None` both for what is absent and for what was already complained about.

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
    sheet: &'a Sheet,
    map: &'a DeTable<'a>,
    range: Range<usize>,
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

/// A value of a manifest and the key it stands under.
#[derive(Clone)]
pub(crate) struct Item<'a> {
    sheet: &'a Sheet,
    /// The key; of an element, that of its array.
    pub(crate) key: &'a str,
    key_range: Range<usize>,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Item<'a> {
    pub(crate) fn mark(&self) -> Mark {
        self.sheet.mark(self.value.span())
    }

    pub(crate) fn key_mark(&self) -> Mark {
        self.sheet.mark(self.key_range.clone())
    }

    pub(crate) fn sheet(&self) -> &'a Sheet {
        self.sheet
    }

    pub(crate) fn value(&self) -> &'a DeValue<'a> {
        self.value.get_ref()
    }

    /// The value as it is written in the file.
    pub(crate) fn raw(&self) -> &'a str {
        self.sheet
            .source
            .text()
            .get(self.value.span())
            .unwrap_or_default()
    }

    /// Notes a fault of the value.
    pub(crate) fn fault(&self, code: &str, message: impl Into<String>, label: impl Into<String>) {
        self.sheet
            .push(self.mark().error(code, message).label(label));
    }

    /// Notes a fault of the key.
    pub(crate) fn key_fault(
        &self,
        code: &str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.sheet
            .push(self.key_mark().error(code, message).label(label));
    }

    /// Notes that the value has another type than the key asks for.
    pub(crate) fn wrong_type(&self, expected: &str) {
        let found = match self.value() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        };
        self.fault(
            "wrong-type",
            format!("`{}` must be {expected}", self.key),
            format!("this is {found}"),
        );
    }

    pub(crate) fn text(&self) -> Option<&'a str> {
        self.text_as("a string")
    }

    pub(crate) fn text_as(&self, expected: &str) -> Option<&'a str> {
        let text = self.value().as_str();
        if text.is_none() {
            self.wrong_type(expected);
        }
        text
    }

    pub(crate) fn marked_text(&self) -> Option<Marked<String>> {
        let value = self.text()?.to_owned();
        Some(Marked {
            value,
            at: self.mark(),
        })
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        let value = self.value().as_bool();
        if value.is_none() {
            self.wrong_type("true or false");
        }
        value
    }

    /// An integer in a range.
    pub(crate) fn integer(&self, range: RangeInclusive<i64>) -> Option<i64> {
        let Some(integer) = self.value().as_integer() else {
            self.wrong_type("an integer");
            return None;
        };
        let value = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        let value = value.filter(|value| range.contains(value));
        if value.is_none() {
            let (low, high) = (range.start(), range.end());
            let label = if *high == i64::MAX {
                format!("at least {low}")
            } else {
                format!("from {low} to {high}")
            };
            self.fault(
                "bad-value",
                format!("`{}` is out of range", self.key),
                label,
            );
        }
        value
    }

    pub(crate) fn table(&self) -> Option<Table<'a>> {
        self.table_as("a table")
    }

    pub(crate) fn table_as(&self, expected: &str) -> Option<Table<'a>> {
        let Some(map) = self.value().as_table() else {
            self.wrong_type(expected);
            return None;
        };
        Some(Table {
            sheet: self.sheet,
            map,
            range: self.value.span(),
        })
    }

    /// The elements of an array; `expected` names the whole type, `an array of strings`.
    pub(crate) fn elements(&self, expected: &str) -> Option<Vec<Self>> {
        let Some(array) = self.value().as_array() else {
            self.wrong_type(expected);
            return None;
        };
        let elements = array.iter().map(|value| Self {
            sheet: self.sheet,
            key: self.key,
            key_range: self.key_range.clone(),
            value,
        });
        Some(elements.collect())
    }

    /// An array of strings, each with its place; elements that are none are noted and left out.
    pub(crate) fn strings(&self) -> Option<Vec<Marked<String>>> {
        let expected = "an array of strings";
        let elements = self.elements(expected)?;
        let texts = elements.iter().filter_map(|element| {
            let value = element.text_as(expected)?.to_owned();
            Some(Marked {
                value,
                at: element.mark(),
            })
        });
        Some(texts.collect())
    }

    /// An array of tables; elements that are none are noted and left out.
    pub(crate) fn tables(&self) -> Option<Vec<Table<'a>>> {
        let expected = "an array of tables";
        let elements = self.elements(expected)?;
        let tables = elements
            .iter()
            .filter_map(|element| element.table_as(expected));
        Some(tables.collect())
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = words.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let label = closest(text, words.iter().map(|(name, _)| *name)).map_or_else(
                || {
                    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
                    format!("one of {}", names.join(", "))
                },
                |near| format!("did you mean `{near}`?"),
            );
            self.fault(
                "bad-value",
                format!(
                    "`{}` cannot be `{}`",
                    self.key,
                    crate::wording::visible(text)
                ),
                label,
            );
        }
        found.map(|(_, value)| *value)
    }
}
