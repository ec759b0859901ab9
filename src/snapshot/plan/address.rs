//! Addresses that hold for all of some trials, the shortest first.

use crate::model::id::Address;
use crate::model::id::CaseId;
use crate::model::id::Cell;
use crate::model::id::TrialId;
use crate::model::id::derive_name;
use crate::model::version::Comparison;
use crate::model::version::Version;
use crate::model::version::VersionRange;

/// All addresses worth trying: one axis before two; of a release a prefix, shorter before longer, then a closed span.
///
/// The very last resort for a release is `=VERSION`, which tells `3.4.1` from `3.4.1+2.7.1`.
pub(super) fn candidates(case: &CaseId, members: &[&TrialId]) -> Vec<Address> {
    let (ranges, exact) = ranges(members);
    let engine = members
        .split_first()
        .filter(|(first, rest)| rest.iter().all(|id| id.engine == first.engine))
        .map(|(first, _)| ("engine".to_owned(), Cell::Engine(first.engine.to_string())));
    let axis = members
        .first()
        .and_then(|id| id.release.as_ref())
        .map_or("", |(name, _)| name);
    let release = |range: &VersionRange| (axis.to_owned(), Cell::Release(range.clone()));
    let one_axis = ranges
        .iter()
        .map(|range| vec![release(range)])
        .chain(engine.iter().map(|engine| vec![engine.clone()]))
        .chain(exact.iter().map(|range| vec![release(range)]));
    let two_axes = engine.iter().flat_map(|engine| {
        ranges
            .iter()
            .chain(&exact)
            .map(|range| vec![release(range), engine.clone()])
    });
    one_axis
        .chain(two_axes)
        .map(|conditions| Address {
            case: case.as_str().to_owned(),
            conditions,
        })
        // A version may be spelled so that the text of its address means something else.
        .filter(|address| Address::parse(&address.to_string()).as_ref() == Ok(address))
        .collect()
}

/// Ranges that hold for the releases of all members, and the exact comparison when there is only one release.
fn ranges(members: &[&TrialId]) -> (Vec<VersionRange>, Option<VersionRange>) {
    let mut versions: Vec<Version> = members
        .iter()
        .filter_map(|id| id.release.as_ref())
        .map(|(_, version)| Version::new(derive_name(version.as_str())))
        .collect();
    versions.sort();
    versions.dedup();
    let (Some(first), Some(last)) = (versions.first(), versions.last()) else {
        return (Vec::new(), None);
    };
    let mut ranges: Vec<VersionRange> = prefixes(first)
        .into_iter()
        .map(VersionRange::Prefix)
        .collect();
    if versions.len() == 1 {
        let exact = VersionRange::Compare(vec![(Comparison::Equal, first.clone())]);
        return (ranges, Some(exact));
    }
    let mut spans: Vec<(String, String)> = Vec::new();
    for low in prefixes(first) {
        spans.extend(prefixes(last).into_iter().map(|high| (low.clone(), high)));
    }
    spans.sort_by_key(|(low, high)| low.len() + high.len());
    ranges.extend(
        spans
            .into_iter()
            .filter(|(low, high)| low != high)
            .map(|(low, high)| VersionRange::Span(Some(low), Some(high))),
    );
    ranges.retain(|range| versions.iter().all(|version| range.holds(version, &[])));
    (ranges, None)
}

/// The prefixes of a version that have at least two parts, shortest first; the whole version if it has one.
fn prefixes(version: &Version) -> Vec<String> {
    let whole = version.as_str().to_owned();
    let mut found: Vec<String> = (2..)
        .map_while(|count| version.prefix(count))
        .map(str::to_owned)
        .collect();
    if found.is_empty() {
        found.push(whole);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: &[(Option<&str>, &str)]) -> Vec<String> {
        let ids: Vec<TrialId> = cells
            .iter()
            .map(|(version, engine)| TrialId {
                case: CaseId::new("a"),
                release: version.map(|version| ("lua".into(), Version::new(version))),
                engine: (*engine).into(),
            })
            .collect();
        let ids: Vec<&TrialId> = ids.iter().collect();
        candidates(&CaseId::new("a"), &ids)
            .iter()
            .map(|address| address.variant().unwrap_or_default())
            .collect()
    }

    #[test]
    fn one_release_is_tried_from_the_shortest_prefix() {
        assert_eq!(
            shown(&[(Some("5.5.1"), "default"), (Some("5.5.1"), "winch")]),
            ["lua=5.5", "lua=5.5.1", "lua==5.5.1"]
        );
        assert_eq!(
            shown(&[(Some("18"), "winch")]),
            [
                "lua=18",
                "engine=winch",
                "lua==18",
                "lua=18,engine=winch",
                "lua==18,engine=winch"
            ]
        );
    }

    #[test]
    fn several_releases_share_a_prefix_or_a_span() {
        assert_eq!(
            shown(&[(Some("5.4.9"), "default"), (Some("5.10.0"), "winch")]),
            [
                "lua=5.4..5.10",
                "lua=5.4..5.10.0",
                "lua=5.4.9..5.10",
                "lua=5.4.9..5.10.0"
            ]
        );
        assert_eq!(
            shown(&[(Some("5.4.1"), "default"), (Some("5.4.2"), "winch")])[0],
            "lua=5.4"
        );
    }

    #[test]
    fn without_releases_the_engine_is_all_there_is() {
        assert_eq!(shown(&[(None, "winch")]), ["engine=winch"]);
        assert!(shown(&[(None, "winch"), (None, "pulley")]).is_empty());
    }

    #[test]
    fn versions_that_would_be_misread_are_left_out() {
        assert!(!shown(&[(Some("1..2"), "default")]).contains(&"lua=1..2".to_owned()));
        assert_eq!(shown(&[(Some("5.4 beta"), "default")])[0], "lua=5.4%20beta");
    }
}
