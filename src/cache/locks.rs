//! One maker for each thing: threads of this process by a set of names, other processes by locks on files.
//!
//! A lock is a courtesy that saves work. What is published is right without it, so a file system that knows no locks
//! is no reason to stop.

use crate::cache::error::CacheError;
use crate::cache::failpoint;
use crate::cache::safe;
use crate::cache::safe::Opened;
use std::collections::HashSet;
use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

/// How long a wait stays unmentioned.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often a lock of another process is tried: first, and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// Who is being waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Another thread of this process.
    Thread,
    /// Another process; its id, where it could be read.
    Process(Option<u32>),
}

impl std::fmt::Display for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Thread => f.write_str("another thread"),
            Self::Process(Some(id)) => write!(f, "process {id}"),
            Self::Process(None) => f.write_str("another process"),
        }
    }
}

/// The right to make one thing; given back when dropped.
#[derive(Debug)]
pub struct Lock {
    /// Dropped first: closing the file unlocks it before the name is free for the next thread.
    file: Option<File>,
    _name: HeldName,
}

impl Lock {
    /// Writes who holds it, for those who wait for long. What is over sooner is not worth the writing.
    pub fn sign(&self) {
        self.file.as_ref().into_iter().for_each(sign);
    }
}

/// Names held by threads of this process.
#[derive(Debug, Default)]
pub(super) struct Names {
    held: Mutex<HashSet<String>>,
    freed: Condvar,
}

#[derive(Debug)]
struct HeldName {
    name: String,
    names: Arc<Names>,
}

impl Drop for HeldName {
    fn drop(&mut self) {
        let mut held = self
            .names
            .held
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        held.remove(&self.name);
        self.names.freed.notify_all();
    }
}

/// Waits until `name` is free here and in every other process that uses `dir`. The lock is not signed.
///
/// `waiting` is told once when that takes more than some seconds.
pub(super) fn acquire(
    names: &Arc<Names>,
    dir: &Path,
    name: &str,
    waiting: &mut dyn FnMut(Waiting),
) -> Result<Lock, CacheError> {
    let held = hold_name(names, name, waiting);
    let path = dir.join(format!("{name}.lock"));
    let file = safe::open_lock(&path).map_err(CacheError::io("create", &path))?;
    let locked = lock_file(&file, waiting);
    Ok(Lock {
        file: locked.then_some(file),
        _name: held,
    })
}

fn hold_name(names: &Arc<Names>, name: &str, waiting: &mut dyn FnMut(Waiting)) -> HeldName {
    let mut held = names.held.lock().unwrap_or_else(PoisonError::into_inner);
    let mut told = false;
    while held.contains(name) {
        let (back, result) = names
            .freed
            .wait_timeout(held, PATIENCE)
            .unwrap_or_else(PoisonError::into_inner);
        held = back;
        if result.timed_out() && !told && held.contains(name) {
            told = true;
            drop(held);
            waiting(Waiting::Thread);
            held = names.held.lock().unwrap_or_else(PoisonError::into_inner);
        }
    }
    held.insert(name.to_owned());
    HeldName {
        name: name.to_owned(),
        names: Arc::clone(names),
    }
}

/// Locks the file; false where the file system has no locks.
fn lock_file(file: &File, waiting: &mut dyn FnMut(Waiting)) -> bool {
    let locked = patiently(&|| file.try_lock(), None, &mut || {
        waiting(Waiting::Process(holder(file)));
    });
    locked.is_ok()
}

/// Tries to lock until it works, can never work, or took longer than `most`. `told` is called once when that takes more
/// than some seconds.
pub(super) fn patiently(
    attempt: &dyn Fn() -> Result<(), TryLockError>,
    most: Option<Duration>,
    told: &mut dyn FnMut(),
) -> io::Result<()> {
    let start = Instant::now();
    let mut pause = FIRST_PAUSE;
    let mut silent = true;
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if most.is_some_and(|most| start.elapsed() > most) => {
                return Err(io::ErrorKind::TimedOut.into());
            }
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {
                continue;
            }
            // A file system without locks says so in many ways.
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if silent && start.elapsed() >= PATIENCE {
            silent = false;
            told();
        }
        failpoint::hit("lock.wait");
        thread::sleep(failpoint::pause(pause));
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Writes who holds a lock. That is for people who wait; a lock without it is a lock all the same.
pub(super) fn sign(mut file: &File) {
    let _ = (|| {
        // Some file systems write a file that was cut at once when it is closed, so an empty one is not cut.
        if file.metadata()?.len() > 0 {
            file.set_len(0)?;
        }
        file.rewind()?;
        write!(file, "{}", std::process::id())
    })();
}

/// Who holds a lock, as far as it is written there.
pub(super) fn holder(mut file: &File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// What a time says of a temporary file that nobody has locked.
///
/// A time in the future was written before the clock was set back, so it says nothing against removing the file.
pub(super) fn is_stale(written: SystemTime, now: SystemTime) -> bool {
    const LEFT_BEHIND: Duration = Duration::from_hours(1);
    match now.duration_since(written) {
        Ok(age) => age > LEFT_BEHIND,
        Err(ahead) => ahead.duration() > LEFT_BEHIND,
    }
}

/// Removes what was left in `tmp` by processes that were killed: old, and locked by nobody.
pub(super) fn sweep(tmp: &Path) {
    let now = SystemTime::now();
    for entry in fs::read_dir(tmp).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(Opened::File(file, metadata)) = safe::open(&path) else {
            continue;
        };
        let stale = metadata
            .modified()
            .is_ok_and(|written| is_stale(written, now));
        if stale && file.try_lock().is_ok() {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    fn ignore(_: Waiting) {}

    #[test]
    fn one_holder_at_a_time_among_threads() {
        let dir = tempfile::tempdir().unwrap();
        let names = Arc::new(Names::default());
        let inside = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let lock = acquire(&names, dir.path(), "a", &mut ignore).unwrap();
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
    }

    #[test]
    fn one_holder_at_a_time_without_a_shared_memory() {
        // Two sets of names stand for two processes: only the file is between them.
        let dir = tempfile::tempdir().unwrap();
        let first = acquire(&Arc::default(), dir.path(), "a", &mut ignore).unwrap();
        first.sign();
        let (sender, receiver) = std::sync::mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut told = Vec::new();
                let lock = acquire(&Arc::default(), dir.path(), "a", &mut |who| told.push(who));
                sender.send((lock.is_ok(), told)).unwrap();
            });
            assert!(receiver.recv_timeout(PATIENCE + LONGEST_PAUSE * 4).is_err());
            drop(first);
            let (locked, told) = receiver.recv_timeout(Duration::from_secs(10)).unwrap();
            assert!(locked);
            assert_eq!(told, [Waiting::Process(Some(std::process::id()))]);
        });
    }

    #[test]
    fn other_names_do_not_wait() {
        let dir = tempfile::tempdir().unwrap();
        let names = Arc::default();
        let _first = acquire(&names, dir.path(), "a", &mut ignore).unwrap();
        let _second = acquire(&names, dir.path(), "b", &mut ignore).unwrap();
    }

    #[test]
    fn only_what_is_old_and_unlocked_is_swept() {
        let dir = tempfile::tempdir().unwrap();
        let make = |name: &str, age: u64| {
            let file = File::create(dir.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age))
                .unwrap();
            file
        };
        make("old", 7200);
        make("new", 60);
        let used = make("used", 7200);
        used.lock().unwrap();
        let future = File::create(dir.path().join("future")).unwrap();
        let next_year = SystemTime::now() + Duration::from_hours(24 * 365);
        future.set_modified(next_year).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("used", dir.path().join("link")).unwrap();
        sweep(dir.path());
        let mut left: Vec<_> = fs::read_dir(dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        left.retain(|name| name != "link");
        assert_eq!(left, ["new", "used"]);
    }
}
