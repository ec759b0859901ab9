//! The end of expectations: a day, or a release that was waited for.

use crate::model::expectation::Until;
use crate::model::version::Version;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many days before its last one an expectation is announced.
const NOTICE: i32 = 14;

/// The family of the embedded engine, as `until` names it.
pub(super) const FAMILY: &str = "wasmtime";

/// What there is in a run that an end is held against.
pub(super) struct Present<'a> {
    /// The day, `2026-11-20`.
    pub(super) today: &'a str,
    /// Version of the embedded engine.
    pub(super) engine: Version,
    /// Newest release of each runtime that has a trial.
    pub(super) newest: BTreeMap<&'a str, &'a Version>,
}

/// Whether an end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Not yet, or there is none.
    Open,
    /// In so many days, at most [`NOTICE`].
    Soon(i32),
    /// It has.
    Past,
}

impl Present<'_> {
    /// Says whether the end of an expectation has come. It holds through its last day.
    pub(super) fn end(&self, until: &Until) -> End {
        match until {
            Until::Date(last) => self.day(last),
            Until::Release(name, version) => {
                let found = if name == FAMILY {
                    Some(&self.engine)
                } else {
                    self.newest.get(&**name).copied()
                };
                let awaited = Version::new(version.as_str());
                match found {
                    Some(found) if *found >= awaited => End::Past,
                    Some(_) | None => End::Open,
                }
            }
        }
    }

    fn day(&self, last: &str) -> End {
        let (Ok(today), Ok(last)) = (self.today.parse::<Date>(), last.parse::<Date>()) else {
            // Days that are no dates are told where they are written; text in this notation still sorts.
            return if self.today > last {
                End::Past
            } else {
                End::Open
            };
        };
        let left = (last - today).get_days();
        match left {
            ..0 => End::Past,
            0..=NOTICE => End::Soon(left),
            _ => End::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_announced_for_a_fortnight_and_holds_through_its_day() {
        let table = [
            ("2026-11-20", "2026-12-05", End::Open),
            ("2026-11-20", "2026-12-04", End::Soon(14)),
            ("2026-12-31", "2027-01-01", End::Soon(1)),
            ("2026-11-20", "2026-11-20", End::Soon(0)),
            ("2026-11-21", "2026-11-20", End::Past),
            ("2030-01-01", "2026-11-20", End::Past),
            ("2026-02-01", "2030-11-20", End::Open),
        ];
        for (today, last, expected) in table {
            let present = Present {
                today,
                engine: Version::new("48.0.8"),
                newest: BTreeMap::new(),
            };
            let until = Until::Date(last.to_owned());
            assert_eq!(present.end(&until), expected, "{today} {last}");
        }
    }

    #[test]
    fn a_release_ends_it_when_it_or_a_later_one_is_there() {
        let lua = Version::new("5.5.0");
        let present = Present {
            today: "2026-11-20",
            engine: Version::new("48.0.8"),
            newest: BTreeMap::from([("lua", &lua)]),
        };
        let table = [
            ("wasmtime", "50", End::Open),
            ("wasmtime", "48.0.9", End::Open),
            ("wasmtime", "48.0.8", End::Past),
            ("wasmtime", "48", End::Past),
            ("lua", "5.5", End::Past),
            ("lua", "5.5.0", End::Past),
            ("lua", "5.5.1", End::Open),
            ("ruby", "3.4", End::Open),
        ];
        for (name, version, expected) in table {
            let until = Until::Release(name.to_owned(), version.to_owned());
            assert_eq!(present.end(&until), expected, "{until}");
        }
    }
}
