//! Takes away what nobody needs: by age, by size, the least recently used first. Records are history and stay.
//!
//! What goes is decided from the inventory and a given time; only then anything is removed. Cleaning needs the cache
//! for itself, so whatever a running process has looked at stays until it ends.

use crate::cache::error::CacheError;
use crate::cache::failpoint;
use crate::cache::info::Share;
use crate::cache::info::add;
use crate::cache::inuse::Access;
use crate::cache::inventory;
use crate::cache::inventory::Item;
use crate::cache::inventory::Kind;
use crate::cache::layout::Cache;
use crate::cache::locks::is_stale;
use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;
use std::time::SystemTime;

/// What is to be taken away.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cleaning {
    /// What was not used for longer than this; nothing = only remains, and those after thirty days.
    pub max_age: Option<Duration>,
    /// How much may stay of what can be taken, in bytes.
    pub max_size: Option<u64>,
    /// Whether it is done or only said.
    pub effect: Effect,
}

/// Whether something is done or only said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effect {
    /// It is done, if the cache was opened with [`Access::Alone`].
    #[default]
    Remove,
    /// It is only said.
    Tell,
}

/// What cleaning did.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// What went, or would go.
    pub freed: BTreeMap<Kind, Share>,
    /// What stays.
    pub kept: BTreeMap<Kind, Share>,
    /// What should have gone.
    pub failed: Vec<CacheError>,
}

impl Cache {
    /// Takes away what nobody needs.
    ///
    /// Unless it is only to be said, the cache must be open with [`Access::Alone`]: otherwise nothing is taken.
    pub fn clean(&self, cleaning: Cleaning) -> Cleaned {
        let now = SystemTime::now();
        let alone = self.access() == Access::Alone;
        let (going, staying) = choose(inventory::take(self), cleaning, now, self.access());
        let mut cleaned = Cleaned::default();
        for item in going {
            let removed = match cleaning.effect {
                Effect::Remove if alone => remove(&item),
                Effect::Remove => Err(CacheError::io("remove", &item.paths[0])(
                    io::ErrorKind::ResourceBusy.into(),
                )),
                Effect::Tell => Ok(()),
            };
            match removed {
                Ok(()) => add(&mut cleaned.freed, &item),
                Err(error) => {
                    add(&mut cleaned.kept, &item);
                    cleaned.failed.push(error);
                }
            }
        }
        for item in staying {
            if cleaning.effect == Effect::Remove && item.used > now {
                set_right(&item, now);
            }
            add(&mut cleaned.kept, &item);
        }
        cleaned
    }
}

/// Parts what is there into what goes and what stays.
fn choose(
    items: Vec<Item>,
    cleaning: Cleaning,
    now: SystemTime,
    access: Access,
) -> (Vec<Item>, Vec<Item>) {
    let (mut going, mut staying): (Vec<Item>, Vec<Item>) = items
        .into_iter()
        .partition(|item| is_old(item, cleaning.max_age, now, access));
    let Some(most) = cleaning.max_size else {
        return (going, staying);
    };
    // A time in the future counts as just now. Of the same age the largest goes first, then the order of names.
    staying.sort_by(|one, other| {
        let age = one.used.min(now).cmp(&other.used.min(now));
        age.then(other.size.cmp(&one.size))
            .then(one.name.cmp(&other.name))
    });
    let mut left: u64 = staying
        .iter()
        .filter(|item| is_sized(item.kind))
        .map(|item| item.size)
        .sum();
    let (more, rest) = staying.into_iter().partition(|item| {
        let goes = is_sized(item.kind) && left > most;
        if goes {
            left -= item.size;
        }
        goes
    });
    going.extend::<Vec<Item>>(more);
    (going, rest)
}

/// Whether something goes because of its age.
fn is_old(item: &Item, max_age: Option<Duration>, now: SystemTime, access: Access) -> bool {
    const REMAINS: Duration = Duration::from_hours(30 * 24);
    let age = now.duration_since(item.used).unwrap_or_default();
    match item.kind {
        Kind::Record => false,
        // Nobody is there who could write it or hold it.
        Kind::Temporary | Kind::Lock if access == Access::Alone => true,
        Kind::Temporary => is_stale(item.used, now),
        Kind::Lock => true,
        Kind::Aside | Kind::Partial => age >= max_age.unwrap_or(REMAINS),
        Kind::Blob | Kind::Code | Kind::Known => max_age.is_some_and(|most| age >= most),
    }
}

/// Whether something counts for the size of a cache.
fn is_sized(kind: Kind) -> bool {
    match kind {
        Kind::Blob | Kind::Code | Kind::Aside | Kind::Partial | Kind::Known => true,
        Kind::Record | Kind::Temporary | Kind::Lock => false,
    }
}

fn remove(item: &Item) -> Result<(), CacheError> {
    for path in &item.paths {
        failpoint::hit("clean.before-remove");
        match remove_one(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(CacheError::io("remove", path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Removes a file or a link, or a directory with all that is in it; follows no link.
fn remove_one(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    }
}

/// A use in the future was noted before the clock was set back. From now on it ages like any other.
fn set_right(item: &Item, now: SystemTime) {
    let note = item.paths.last().unwrap_or(&item.paths[0]);
    if note.symlink_metadata().is_ok_and(|found| found.is_file()) {
        let _ = File::open(note).and_then(|file| file.set_modified(now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * 3600;

    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(20_000 * DAY)
    }

    fn item(kind: Kind, name: &str, size: u64, days_ago: i64) -> Item {
        let span = Duration::from_secs(days_ago.unsigned_abs() * DAY);
        Item {
            kind,
            name: name.to_owned(),
            paths: vec![name.into()],
            size,
            used: if days_ago < 0 {
                now() + span
            } else {
                now() - span
            },
        }
    }

    fn going(items: &[Item], cleaning: Cleaning, access: Access) -> Vec<String> {
        let (going, staying) = choose(items.to_vec(), cleaning, now(), access);
        assert_eq!(going.len() + staying.len(), items.len());
        going.into_iter().map(|item| item.name).collect()
    }

    fn of_every_kind(days_ago: i64) -> Vec<Item> {
        Kind::ALL
            .iter()
            .map(|kind| item(*kind, &format!("{kind:?}"), 10, days_ago))
            .collect()
    }

    #[test]
    fn without_limits_only_remains_go() {
        let none = Cleaning::default();
        let fresh = going(&of_every_kind(1), none, Access::Alone);
        assert_eq!(fresh, ["Temporary", "Lock"]);
        let old = going(&of_every_kind(400), none, Access::Alone);
        assert_eq!(old, ["Aside", "Partial", "Temporary", "Lock"]);
    }

    #[test]
    fn what_was_not_used_for_long_goes_and_records_stay() {
        let cleaning = Cleaning {
            max_age: Some(Duration::from_secs(30 * DAY)),
            ..Cleaning::default()
        };
        let old = going(&of_every_kind(31), cleaning, Access::Alone);
        assert_eq!(old.len(), Kind::ALL.len() - 1);
        assert!(!old.contains(&"Record".to_owned()));
        let fresh = going(&of_every_kind(29), cleaning, Access::Alone);
        assert_eq!(fresh, ["Temporary", "Lock"]);
    }

    #[test]
    fn the_least_recently_used_goes_until_the_rest_fits() {
        let items = [
            item(Kind::Blob, "new", 40, 0),
            item(Kind::Blob, "old", 10, 9),
            item(Kind::Code, "older", 20, 10),
            item(Kind::Record, "record", 1000, 400),
            item(Kind::Blob, "future", 40, -400),
        ];
        let of = |max_size| {
            let cleaning = Cleaning {
                max_size: Some(max_size),
                ..Cleaning::default()
            };
            going(&items, cleaning, Access::Alone)
        };
        assert_eq!(of(110), Vec::<String>::new());
        assert_eq!(of(109), ["older"]);
        assert_eq!(of(80), ["older", "old"]);
        assert_eq!(of(0).len(), 4);
    }

    #[test]
    fn a_time_in_the_future_counts_as_just_now_and_keeps_no_temporary_file() {
        let cleaning = Cleaning {
            max_age: Some(Duration::from_secs(DAY)),
            ..Cleaning::default()
        };
        let future = going(&of_every_kind(-365), cleaning, Access::Shared);
        assert_eq!(future, ["Temporary", "Lock"]);
        let all = Cleaning {
            max_age: Some(Duration::ZERO),
            ..Cleaning::default()
        };
        assert_eq!(going(&of_every_kind(-365), all, Access::Alone).len(), 7);
    }
}
