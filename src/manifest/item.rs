//! One value of a manifest: its type is asked for, and what has another one is noted.

use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::walker::Sheet;
use crate::manifest::walker::Table;
use crate::wording::closest;
use crate::wording::visible;
use std::ops::Range;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::DeValue;

/// A value of a manifest and the key it stands under.
#[derive(Clone)]
pub(crate) struct Item<'a> {
    pub(super) sheet: &'a Sheet,
    /// The key; of an element, that of its array.
    pub(crate) key: &'a str,
    pub(super) key_range: Range<usize>,
    pub(super) value: &'a Spanned<DeValue<'a>>,
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
            .source()
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
                format!("`{}` cannot be `{}`", self.key, visible(text)),
                label,
            );
        }
        found.map(|(_, value)| *value)
    }
}
