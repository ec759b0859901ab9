//! Versions of runtimes and engines, and the ranges that select them.
//!
//! The rules are SCREENS.md 1.1: a version is free text that is split at `.`, `-`, `+` and between digits and
//! letters; a range is a prefix, comparisons, a span, or a tag. Nothing here knows where a version was written.

use serde::Deserialize;
use serde::Serialize;
use std::cmp::Ordering;
use std::fmt;

/// The version of a runtime or an engine, kept as written and compared by its parts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(String);

/// One part of a version; the order of the variants is the order in which they sort at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    /// `dev`, `alpha`, `beta`, `rc`: before the release they lead to.
    Pre(u8),
    /// The version ends here: after its pre-releases, before everything longer.
    End,
    /// Letters that are no pre-release word.
    Word(&'a str),
    /// A number, compared by value: its digits without leading zeros, shorter first.
    Number(usize, &'a str),
    /// What follows `+` sorts last.
    Build,
}

impl Version {
    /// Takes a version as written.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The version as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parts(&self) -> Vec<Part<'_>> {
        parts(&self.0)
    }

    /// Whether this version begins with the parts of `prefix`: `3.4.1` has the prefix `3.4` and not `3`.`41`.
    pub fn has_prefix(&self, prefix: &str) -> bool {
        let wanted = parts(prefix);
        let own = self.parts();
        own.len() >= wanted.len() && own[..wanted.len()] == wanted[..]
    }

    /// The first `count` dotted parts as text, or nothing when the version has fewer.
    ///
    /// `5.5.1` has the prefixes `5`, `5.5` and `5.5.1`; used when a variant is proposed.
    pub fn prefix(&self, count: usize) -> Option<&str> {
        let ends: Vec<usize> = self
            .0
            .match_indices(['.', '-', '+'])
            .map(|(at, _)| at)
            .chain([self.0.len()])
            .collect();
        ends.get(count.checked_sub(1)?).map(|end| &self.0[..*end])
    }
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if matches!(first, '.' | '-') {
            rest = &rest[1..];
            continue;
        }
        if first == '+' {
            found.push(Part::Build);
            rest = &rest[1..];
            continue;
        }
        let digits = first.is_ascii_digit();
        let end = rest
            .find(|c: char| c.is_ascii_digit() != digits || matches!(c, '.' | '-' | '+'))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        rest = &rest[end..];
        found.push(if digits {
            let value = word.trim_start_matches('0');
            Part::Number(value.len(), value)
        } else {
            match word {
                "dev" => Part::Pre(0),
                "alpha" | "a" => Part::Pre(1),
                "beta" | "b" => Part::Pre(2),
                "rc" => Part::Pre(3),
                other => Part::Word(other),
            }
        });
    }
    found
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut own, mut its) = (self.parts(), other.parts());
        own.push(Part::End);
        its.push(Part::End);
        own.cmp(&its).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Version {}

impl std::hash::Hash for Version {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which versions are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum VersionRange {
    /// Every version that begins with these parts, itself included; also a tag of a pin (`head`).
    Prefix(String),
    /// All of these comparisons hold.
    Compare(Vec<(Comparison, Version)>),
    /// From one prefix to another, both included; a missing end is open.
    Span(Option<String>, Option<String>),
}

/// How a version is compared in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
}

impl Comparison {
    const SIGNS: [(&'static str, Self); 6] = [
        ("<=", Self::LessEqual),
        (">=", Self::GreaterEqual),
        ("!=", Self::NotEqual),
        ("<", Self::Less),
        (">", Self::Greater),
        ("=", Self::Equal),
    ];

    fn sign(self) -> &'static str {
        Self::SIGNS
            .iter()
            .find(|(_, own)| *own == self)
            .map_or("", |(sign, _)| sign)
    }
}

/// Why a text is no version range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a version range: {0}")]
pub struct RangeError(String);

impl VersionRange {
    /// Reads `3.4`, `>=3.2,<3.4`, `3.2..3.3`, `..3.3`, `3.4..` or a tag.
    ///
    /// # Errors
    /// An empty text, a comparison without a version, or a character that no version has.
    pub fn parse(text: &str) -> Result<Self, RangeError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RangeError("it is empty".to_owned()));
        }
        let version = |part: &str| {
            let part = part.trim();
            if part.is_empty() {
                return Err(RangeError("a comparison has no version".to_owned()));
            }
            if parts(part).is_empty() {
                // It would be the beginning of every version.
                return Err(RangeError(format!("`{part}` is no version")));
            }
            match part
                .chars()
                .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_' | '%')))
            {
                Some(bad) => Err(RangeError(format!(
                    "`{}` cannot be in a version",
                    bad.escape_default()
                ))),
                None => Ok(part.to_owned()),
            }
        };
        if text.starts_with(['<', '>', '=', '!']) {
            let mut all = Vec::new();
            for piece in text.split(',') {
                let piece = piece.trim();
                let Some((sign, comparison)) = Comparison::SIGNS
                    .iter()
                    .find(|(sign, _)| piece.starts_with(sign))
                else {
                    return Err(RangeError(format!("`{piece}` has no comparison")));
                };
                all.push((*comparison, Version::new(version(&piece[sign.len()..])?)));
            }
            return Ok(Self::Compare(all));
        }
        if let Some((low, high)) = text.split_once("..") {
            let end = |part: &str| {
                let part = part.trim();
                if part.is_empty() {
                    Ok(None)
                } else if part.starts_with('.') || part.ends_with('.') {
                    // Beside the two of the span nobody could tell which are which.
                    Err(RangeError(format!(
                        "`{}` has a dot too many",
                        part.escape_debug()
                    )))
                } else {
                    version(part).map(Some)
                }
            };
            let (low, high) = (end(low)?, end(high)?);
            if low.is_none() && high.is_none() {
                return Err(RangeError("a span needs one end at least".to_owned()));
            }
            return Ok(Self::Span(low, high));
        }
        version(text).map(Self::Prefix)
    }

    /// Whether the range holds for a version that bears these tags.
    pub fn holds(&self, version: &Version, tags: &[String]) -> bool {
        match self {
            Self::Prefix(prefix) => {
                version.has_prefix(prefix) || tags.iter().any(|tag| tag == prefix)
            }
            Self::Compare(all) => all.iter().all(|(comparison, bound)| match comparison {
                Comparison::Less => version < bound,
                Comparison::LessEqual => version <= bound || version == bound,
                Comparison::Greater => version > bound,
                Comparison::GreaterEqual => version >= bound,
                Comparison::Equal => version == bound,
                Comparison::NotEqual => version != bound,
            }),
            Self::Span(low, high) => {
                let above = low.as_ref().is_none_or(|low| {
                    version.has_prefix(low) || *version > Version::new(low.clone())
                });
                let below = high.as_ref().is_none_or(|high| {
                    version.has_prefix(high) || *version < Version::new(high.clone())
                });
                above && below
            }
        }
    }

    /// How narrow the range is: an exact version before a longer prefix before a shorter one before a span.
    ///
    /// Greater is narrower. `version` is the version that the range is held against.
    pub fn narrowness(&self, version: &Version) -> (u8, usize) {
        match self {
            Self::Prefix(prefix) if prefix == version.as_str() => (3, 0),
            Self::Prefix(prefix) => (2, parts(prefix).len()),
            Self::Compare(all) if matches!(all[..], [(Comparison::Equal, _)]) => (3, 0),
            Self::Compare(_) | Self::Span(..) => (1, 0),
        }
    }
}

impl fmt::Display for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix(prefix) => f.write_str(prefix),
            Self::Span(low, high) => {
                write!(
                    f,
                    "{}..{}",
                    low.as_deref().unwrap_or_default(),
                    high.as_deref().unwrap_or_default()
                )
            }
            Self::Compare(all) => {
                for (index, (comparison, version)) in all.iter().enumerate() {
                    write!(
                        f,
                        "{}{}{version}",
                        if index > 0 { "," } else { "" },
                        comparison.sign()
                    )?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_as_people_mean_them() {
        let order = [
            "3.4.1-dev",
            "3.4.1-alpha2",
            "3.4.1-beta",
            "3.4.1-rc1",
            "3.4.1-rc2",
            "3.4.1",
            "3.4.1+2.7.1",
            "3.4.1+2.10.1",
            "3.4.2",
            "3.10",
            "4.1.0dev",
            "4.1.0",
        ];
        for pair in order.windows(2) {
            assert!(
                Version::new(pair[0]) < Version::new(pair[1]),
                "{} < {}",
                pair[0],
                pair[1]
            );
        }
    }

    #[test]
    fn ranges_hold_for_what_they_name() {
        let table = [
            ("3.4", "3.4.1", true),
            ("3.4", "3.41.0", false),
            ("3", "3.4", true),
            (">=3.2,<3.4", "3.3.9", true),
            (">=3.2,<3.4", "3.4.0", false),
            ("3.2..3.3", "3.3.3", true),
            ("3.2..3.3", "3.4.0", false),
            ("..3.3", "2.0", true),
            ("3.4..", "3.4.1", true),
            ("3.4..", "3.3.9", false),
            ("head", "4.1.0dev", true),
            ("<5.4", "5.3.6", true),
            ("<5.4", "5.4.9", false),
            ("=5.4.9", "5.4.9", true),
            ("!=5.4.9", "5.4.9", false),
        ];
        for (range, version, expected) in table {
            let parsed = VersionRange::parse(range).expect("the table holds ranges");
            assert_eq!(
                parsed.holds(&Version::new(version), &["head".to_owned()]),
                expected,
                "{range} {version}"
            );
            assert_eq!(parsed.to_string(), range);
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_no_range() {
        for text in [
            "", ">=", "3.4,", ".", ">=-", "3...4", "3.4...", "...4", "3. .. 4", "..",
        ] {
            assert!(VersionRange::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn prefixes_come_part_by_part() {
        let version = Version::new("5.5.1");
        assert_eq!(
            [
                version.prefix(1),
                version.prefix(2),
                version.prefix(3),
                version.prefix(4)
            ],
            [Some("5"), Some("5.5"), Some("5.5.1"), None]
        );
    }
}
