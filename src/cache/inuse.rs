//! One lock says that a cache is in use: shared by all who use it, held alone by whoever cleans it.
//!
//! Every process holds it for as long as it has the cache open, so that nothing is taken away between the moment in
//! which bytes are verified and the moment in which they are used. Where no lock can be had (a cache that cannot be
//! written and has no lock file, a file system without locks) a user goes on; a cleaner does not.

use crate::cache::error::CacheError;
use crate::cache::locks;
use crate::cache::locks::Waiting;
use crate::cache::safe;
use crate::cache::safe::Opened;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// Name of the lock below a cache's `v1`.
pub(super) const USE_LOCK: &str = "locks/use.lock";

/// How long a cache of somebody else is waited for: whoever may read it could hold its lock for ever.
const LONG: Duration = Duration::from_secs(10);

/// What a cache is opened for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// To use it, beside others.
    #[default]
    Shared,
    /// To clean it, when nobody else uses it.
    Alone,
}

/// Says that the cache is in use. Waits while somebody cleans it; nothing where that cannot be said.
pub(super) fn share(path: &Path, waiting: &mut dyn FnMut(Waiting)) -> Option<File> {
    match safe::open_lock(path) {
        Ok(file) => hold(file, None, waiting),
        Err(_) => share_readable(path, waiting),
    }
}

/// As [`share`], but nothing is made: for a cache of somebody else.
pub(super) fn share_readable(path: &Path, waiting: &mut dyn FnMut(Waiting)) -> Option<File> {
    match safe::open(path) {
        Ok(Opened::File(file, _)) => hold(file, Some(LONG), waiting),
        _ => None,
    }
}

fn hold(file: File, most: Option<Duration>, waiting: &mut dyn FnMut(Waiting)) -> Option<File> {
    let held = locks::patiently(&|| file.try_lock_shared(), most, &mut || {
        waiting(Waiting::Process(locks::holder(&file)));
    });
    held.is_ok().then_some(file)
}

/// Waits until nobody uses the cache, and keeps everybody out.
pub(super) fn take(path: &Path, waiting: &mut dyn FnMut(Waiting)) -> Result<File, CacheError> {
    let file = safe::open_lock(path).map_err(CacheError::io("create", path))?;
    let held = locks::patiently(&|| file.try_lock(), None, &mut || {
        waiting(Waiting::Process(user(&file)));
    });
    match held {
        Ok(()) => {
            locks::sign(&file);
            Ok(file)
        }
        Err(source) => Err(CacheError::NoLocks {
            path: path.to_owned(),
            source,
        }),
    }
}

/// A process that has a lock on this file, where the system tells.
#[cfg(target_os = "linux")]
fn user(file: &File) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = file.metadata().ok()?;
    let device = metadata.dev();
    let place = format!(
        "{:02x}:{:02x}:{}",
        rustix::fs::major(device),
        rustix::fs::minor(device),
        metadata.ino()
    );
    holder_in(&std::fs::read_to_string("/proc/locks").ok()?, &place)
}

#[cfg(not(target_os = "linux"))]
fn user(_: &File) -> Option<u32> {
    None
}

/// Finds the holder of a lock in the kernel's list; lines with `->` are of those who wait.
#[cfg(target_os = "linux")]
fn holder_in(list: &str, place: &str) -> Option<u32> {
    list.lines().find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [_, "FLOCK", _, _, id, found, ..] if found == place => {
                id.parse().ok().filter(|id| *id > 0)
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn ignore(_: Waiting) {}

    #[test]
    fn many_share_and_one_waits_for_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("use.lock");
        let first = share(&path, &mut ignore).unwrap();
        let second = share(&path, &mut ignore).unwrap();
        let (sender, receiver) = mpsc::channel();
        let (told, hears) = mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let alone = take(&path, &mut |who| told.send(who).unwrap());
                sender.send(alone.unwrap()).unwrap();
            });
            drop(first);
            let waits_for = hears.recv_timeout(Duration::from_secs(20)).unwrap();
            let own = Some(std::process::id());
            // Some file systems have another device in the kernel's list: then nobody is named.
            assert!(
                [own, None].map(Waiting::Process).contains(&waits_for),
                "{waits_for:?}"
            );
            assert!(receiver.try_recv().is_err());
            drop(second);
            let alone = receiver.recv_timeout(Duration::from_secs(20)).unwrap();
            assert_eq!(locks::holder(&alone), own);
            let other = File::open(&path).unwrap();
            assert!(other.try_lock_shared().is_err());
        });
    }

    #[test]
    fn without_a_lock_file_that_can_be_made_a_user_goes_on_and_a_cleaner_does_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("none/use.lock");
        assert!(share(&path, &mut ignore).is_none());
        assert!(take(&path, &mut ignore).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_kernels_list_is_read() {
        let list = "1: POSIX  ADVISORY  WRITE 9 fe:00:7 0 EOF\n2: FLOCK  ADVISORY  READ 12 fe:00:7 0 EOF\n\
                    2: -> FLOCK  ADVISORY  WRITE 13 fe:00:8 0 EOF\n3: FLOCK  ADVISORY  WRITE 0 fe:00:9 0 EOF\n4:\n";
        assert_eq!(holder_in(list, "fe:00:7"), Some(12));
        assert_eq!(holder_in(list, "fe:00:8"), None);
        assert_eq!(holder_in(list, "fe:00:9"), None);
    }
}
