//! Which snapshot serves a trial (SCREENS.md 1.3, rule 1).
//!
//! Of the variants whose address holds, the one naming more axes wins; then an exact version before a longer prefix
//! before a shorter one before a span. An engine is neither narrower nor wider than a release, so that two variants of
//! one axis each, one naming the release and one the engine, are a tie.

use crate::model::id::Address;
use crate::model::id::Cell;
use crate::model::id::TrialId;
use crate::model::id::derive_name;
use crate::model::trial::Trial;
use crate::model::version::Version;
use crate::snapshot::storage::Stored;
use serde::Deserialize;
use serde::Serialize;
use std::cmp::Ordering;

/// What accepting a pending snapshot would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The first snapshot of a case.
    New,
    /// Another document in a file that exists.
    Changed,
    /// A file that departs from a base that stays.
    Variant,
}

impl Status {
    /// The word of lists and records.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Variant => "variant",
        }
    }
}

/// Two variants of which neither wins.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{first}` and `{second}` serve `{trial}` equally well")]
pub struct Tie {
    /// The trial.
    pub trial: String,
    /// File of one, as shown to people.
    pub first: String,
    /// File of the other.
    pub second: String,
}

impl Tie {
    /// What to do about it.
    pub fn hint(&self) -> String {
        "rename one of them so that it names a narrower range of versions, or one more axis, or remove it"
            .to_owned()
    }
}

/// The snapshot that a trial is compared with, of all that its case has.
///
/// # Errors
/// Two variants hold and neither is narrower.
pub fn serving<'a>(stored: &'a [Stored], trial: &Trial) -> Result<Option<&'a Stored>, Tie> {
    // Most cases have a base and nothing else.
    if let [only] = stored
        && only.address.conditions.is_empty()
    {
        return Ok(Some(only));
    }
    let items = stored.iter().map(|own| (own, &own.address));
    choose(items, &trial.id, trial.tags()).map_err(|(first, second)| Tie {
        trial: trial.id.to_string(),
        first: first.shown.clone(),
        second: second.shown.clone(),
    })
}

/// Rule 1 over anything that has an address.
pub(super) fn choose<'a, T: Copy>(
    items: impl Iterator<Item = (T, &'a Address)>,
    id: &TrialId,
    tags: &[String],
) -> Result<Option<T>, (T, T)> {
    let mut best: Vec<(T, Rank)> = Vec::new();
    for (item, address) in items {
        let Some(rank) = Rank::of(address, id, tags) else {
            continue;
        };
        // Those that another one beats are dropped; what stays is equal in pairs.
        if best
            .iter()
            .any(|(_, other)| rank.against(other) == Ordering::Less)
        {
            continue;
        }
        best.retain(|(_, other)| rank.against(other) != Ordering::Greater);
        best.push((item, rank));
    }
    match best[..] {
        [] => Ok(None),
        [(only, _)] => Ok(Some(only)),
        [(first, _), (second, _), ..] => Err((first, second)),
    }
}

/// How narrow an address is for one trial.
#[derive(Clone, Copy, Debug)]
struct Rank {
    axes: usize,
    /// Nothing when no release is named.
    release: Option<(u8, usize)>,
}

impl Rank {
    /// Nothing when the address does not hold.
    fn of(address: &Address, id: &TrialId, tags: &[String]) -> Option<Self> {
        let release = id
            .release
            .as_ref()
            .map(|(name, version)| (&**name, version));
        if !address.holds_for(release, tags, &id.engine) {
            return None;
        }
        let narrowness = |version: &Version| {
            address.conditions.iter().find_map(|(_, cell)| match cell {
                Cell::Release(range) => {
                    let derived = Version::new(derive_name(version.as_str()));
                    Some(range.narrowness(version).max(range.narrowness(&derived)))
                }
                Cell::Engine(_) => None,
            })
        };
        Some(Self {
            axes: address.conditions.len(),
            release: release.and_then(|(_, version)| narrowness(version)),
        })
    }

    /// Equal means that neither wins.
    fn against(&self, other: &Self) -> Ordering {
        self.axes
            .cmp(&other.axes)
            .then_with(|| match (self.release, other.release) {
                (Some(own), Some(its)) => own.cmp(&its),
                (Some(_) | None, None) | (None, Some(_)) => Ordering::Equal,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::CaseId;

    fn serving_of(
        variants: &[&str],
        version: Option<&str>,
        engine: &str,
    ) -> Result<String, (String, String)> {
        let addresses: Vec<Address> = variants
            .iter()
            .map(|text| Address::parse(text).expect("the table holds addresses"))
            .collect();
        let id = TrialId {
            case: CaseId::new("a"),
            release: version.map(|version| ("lua".into(), Version::new(version))),
            engine: engine.into(),
        };
        choose(
            addresses.iter().map(|own| (own, own)),
            &id,
            &["head".to_owned()],
        )
        .map(|found| found.map_or("none".to_owned(), ToString::to_string))
        .map_err(|(first, second)| (first.to_string(), second.to_string()))
    }

    #[test]
    fn the_narrowest_variant_serves() {
        let table: [(&[&str], Option<&str>, &str, &str); 13] = [
            (&[], Some("5.4.9"), "default", "none"),
            (&["a"], None, "winch", "a"),
            (&["a", "a@lua=5.1"], Some("5.4.9"), "default", "a"),
            (&["a@lua=5.1"], Some("5.4.9"), "default", "none"),
            (&["a", "a@lua=5.4"], Some("5.4.9"), "default", "a@lua=5.4"),
            (
                &["a", "a@lua=5.4", "a@lua=5.4.9"],
                Some("5.4.9"),
                "default",
                "a@lua=5.4.9",
            ),
            (
                &["a@lua=5.1..5.4", "a@lua=5"],
                Some("5.4.9"),
                "default",
                "a@lua=5",
            ),
            (
                &["a@lua=5.4", "a@lua=5"],
                Some("5.4.9"),
                "default",
                "a@lua=5.4",
            ),
            (
                &["a@lua=5.4.9", "a@lua=5.1..5.9,engine=winch"],
                Some("5.4.9"),
                "winch",
                "a@lua=5.1..5.9,engine=winch",
            ),
            (
                &["a", "a@engine=winch"],
                Some("5.4.9"),
                "winch",
                "a@engine=winch",
            ),
            (&["a", "a@engine=winch"], Some("5.4.9"), "default", "a"),
            (&["a", "a@lua=head"], Some("5.4.9"), "default", "a@lua=head"),
            (
                &["a@lua==5.4.9", "a@lua=5.4"],
                Some("5.4.9"),
                "default",
                "a@lua==5.4.9",
            ),
        ];
        for (variants, version, engine, expected) in table {
            assert_eq!(
                serving_of(variants, version, engine),
                Ok(expected.to_owned()),
                "{variants:?}"
            );
        }
    }

    #[test]
    fn equals_are_ties() {
        for (variants, first, second) in [
            (
                vec!["a", "a@lua=5.1..5.4", "a@lua=5.4..5.5"],
                "a@lua=5.1..5.4",
                "a@lua=5.4..5.5",
            ),
            (
                vec!["a@engine=winch", "a@lua=5.4"],
                "a@engine=winch",
                "a@lua=5.4",
            ),
            (
                vec!["a@lua=5", "a@engine=winch", "a@lua=5.4"],
                "a@engine=winch",
                "a@lua=5.4",
            ),
            (
                vec!["a@lua=5.4,engine=winch", "a@engine=winch,lua=5.4"],
                "a@lua=5.4,engine=winch",
                "a@engine=winch,lua=5.4",
            ),
        ] {
            assert_eq!(
                serving_of(&variants, Some("5.4.9"), "winch"),
                Err((first.to_owned(), second.to_owned()))
            );
        }
    }
}
