//! Names of cases and trials, and the one notation that addresses them everywhere.
//!
//! `lua/numbers@lua=5.5.1,engine=winch` is the id on screen, the argument of a command, the name in JUnit and record,
//! and the file of a variant. Rules: SCREENS.md 1.1. Ids hold nothing that a shell, a glob, a file system or
//! cargo-insta treats specially.

use crate::model::engine::DEFAULT;
use crate::model::version::RangeError;
use crate::model::version::Version;
use crate::model::version::VersionRange;
use serde::Deserialize;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// Longest case name, in bytes.
pub const NAME_LIMIT: usize = 100;

/// Names that no runtime and no engine may have, because they mean something else where axes are named.
pub const RESERVED_AXES: [&str; 6] = ["engine", "os", "arch", "cases", "reason", "exclude"];

/// Whether a text is a case name: `[A-Za-z0-9_][A-Za-z0-9_.+-]*`, at most 100 bytes.
pub fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= NAME_LIMIT
        && bytes
            .next()
            .is_some_and(|first| first.is_ascii_alphanumeric() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_.+-".contains(&byte))
}

/// Makes a case name of any text: every byte that a name cannot hold becomes `%XX`.
///
/// The result may be longer than [`NAME_LIMIT`]; `%` itself is escaped, so that two texts never give one name.
pub fn derive_name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for (index, byte) in text.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || byte == b'_' || (index > 0 && b".+-".contains(&byte)) {
            name.push(byte as char);
        } else {
            name.push_str(&format!("%{byte:02X}"));
        }
    }
    name
}

/// A case: suite, directories of the project, case name, joined by `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(Arc<str>);

impl CaseId {
    /// Takes an id that is known to be made of names joined by `/`.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first part.
    pub fn suite(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// All but the last part.
    pub fn parent(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(parent, _)| parent)
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One cell of the matrix: case x runtime release x engine.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrialId {
    /// The case.
    pub case: CaseId,
    /// Runtime and version, if the case has one.
    pub release: Option<(Arc<str>, Version)>,
    /// Name of the engine.
    pub engine: Arc<str>,
}

impl fmt::Display for TrialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.case)?;
        let mut separator = '@';
        if let Some((name, version)) = &self.release {
            write!(f, "{separator}{name}={}", derive_name(version.as_str()))?;
            separator = ',';
        }
        if &*self.engine != DEFAULT {
            write!(f, "{separator}engine={}", self.engine)?;
        }
        Ok(())
    }
}

impl Serialize for TrialId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Some cells of the matrix: all trials that agree with every condition.
///
/// Also the name of a variant (`numbers@lua=5.1`), with a version range for a runtime and a name for an engine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The case, or a glob of case ids where a command takes one.
    pub case: String,
    /// Conditions: an axis (a runtime's name, or `engine`) and what it must be.
    pub conditions: Vec<(String, Cell)>,
}

/// What one axis must be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// A release of a runtime.
    Release(VersionRange),
    /// An engine, by name.
    Engine(String),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Release(range) => range.fmt(f),
            Self::Engine(name) => f.write_str(name),
        }
    }
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// A part between commas is not `axis=value`.
    #[error("`{0}` is not of the form axis=value")]
    Condition(String),
    /// One axis is named twice.
    #[error("axis `{0}` is named twice")]
    Twice(String),
    /// A range that cannot be read.
    #[error("{0}")]
    Range(#[from] RangeError),
    /// Nothing stands before `@`.
    #[error("no case is named")]
    Empty,
}

impl Address {
    /// Reads `case` or `case@axis=value,axis=value`.
    ///
    /// # Errors
    /// A condition without `=`, an axis named twice, a range that cannot be read, an empty case.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let (case, rest) = text
            .split_once('@')
            .map_or((text, None), |(case, rest)| (case, Some(rest)));
        if case.is_empty() {
            return Err(AddressError::Empty);
        }
        Ok(Self {
            case: case.to_owned(),
            conditions: rest.map_or(Ok(Vec::new()), Self::parse_conditions)?,
        })
    }

    /// Reads the part after `@`. A comma that a comparison needs (`>=3.2,<3.4`) belongs to the range before it.
    fn parse_conditions(text: &str) -> Result<Vec<(String, Cell)>, AddressError> {
        let mut pieces: Vec<String> = Vec::new();
        for piece in text.split(',') {
            match pieces.last_mut() {
                Some(last) if piece.starts_with(['<', '>', '=', '!']) => {
                    last.push(',');
                    last.push_str(piece);
                }
                _ => pieces.push(piece.to_owned()),
            }
        }
        let mut conditions: Vec<(String, Cell)> = Vec::new();
        for piece in pieces {
            let at = piece.find(['=', '<', '>', '!']).filter(|at| *at > 0);
            let Some(at) = at else {
                return Err(AddressError::Condition(piece));
            };
            let axis = piece[..at].to_owned();
            let value = piece[at..].strip_prefix('=').unwrap_or(&piece[at..]);
            if conditions.iter().any(|(own, _)| *own == axis) {
                return Err(AddressError::Twice(axis));
            }
            let cell = if axis == "engine" {
                if value.is_empty() {
                    return Err(AddressError::Condition(piece));
                }
                Cell::Engine(value.to_owned())
            } else {
                Cell::Release(VersionRange::parse(value)?)
            };
            conditions.push((axis, cell));
        }
        Ok(conditions)
    }

    /// Whether the conditions hold for a trial's release (with the tags of its pin) and engine.
    pub fn holds_for(
        &self,
        release: Option<(&str, &Version)>,
        tags: &[String],
        engine: &str,
    ) -> bool {
        self.conditions.iter().all(|(axis, cell)| match cell {
            Cell::Engine(name) => name == engine,
            Cell::Release(range) => release.is_some_and(|(name, version)| {
                // In ids and file names a version is spelled as a name; both spellings are understood.
                name == axis
                    && (range.holds(version, tags)
                        || range.holds(&Version::new(derive_name(version.as_str())), tags))
            }),
        })
    }

    /// The part after `@`, or nothing when there are no conditions.
    pub fn variant(&self) -> Option<String> {
        if self.conditions.is_empty() {
            return None;
        }
        let parts: Vec<String> = self
            .conditions
            .iter()
            .map(|(axis, cell)| format!("{axis}={cell}"))
            .collect();
        Some(parts.join(","))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.case)?;
        self.variant()
            .map_or(Ok(()), |variant| write!(f, "@{variant}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn trial_ids_name_what_is_not_default() {
        let id = |release: Option<&str>, engine: &str| {
            TrialId {
                case: CaseId::new("lua/numbers"),
                release: release.map(|version| ("lua".into(), Version::new(version))),
                engine: engine.into(),
            }
            .to_string()
        };
        assert_eq!(id(None, "default"), "lua/numbers");
        assert_eq!(id(Some("5.5.1"), "default"), "lua/numbers@lua=5.5.1");
        assert_eq!(
            id(Some("5.5.1"), "winch"),
            "lua/numbers@lua=5.5.1,engine=winch"
        );
        assert_eq!(id(None, "winch"), "lua/numbers@engine=winch");
    }

    #[test]
    fn addresses_are_read_as_written() {
        for text in [
            "lua/numbers",
            "lua/numbers@lua=5.5",
            "a@engine=winch",
            "a@ruby=3.2..3.3,engine=winch",
            "a@lua=>=5.1,<5.4",
        ] {
            assert_eq!(
                Address::parse(text)
                    .expect("the table holds addresses")
                    .to_string(),
                text
            );
        }
        for text in ["", "@lua=5", "a@lua", "a@", "a@lua=5,lua=6", "a@engine="] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn derived_names_are_injective(a in ".{0,20}", b in ".{0,20}") {
            prop_assert_eq!(a == b, derive_name(&a) == derive_name(&b));
            prop_assert!(derive_name(&a).bytes().all(|c| c.is_ascii_alphanumeric() || b"_.+-%".contains(&c)));
        }

        #[test]
        fn address_parser_never_panics(text in ".{0,40}") {
            if let Ok(address) = Address::parse(&text) {
                prop_assert_eq!(Address::parse(&address.to_string()), Ok(address));
            }
        }
    }
}
