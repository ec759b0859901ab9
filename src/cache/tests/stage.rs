//! The points of [`crate::cache::failpoint`] in tests: a thread that plays a process asks at each whether it goes on.
//!
//! A thread that plays nobody passes every point.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::File;
use std::fs::Metadata;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::time::Duration;

/// What an actor is told at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// To go on.
    Go,
    /// To die at once, as it is: files and directories stay as they are, locks are given back by the kernel.
    Die,
}

/// Files whose bytes are on the disk, whatever happens.
pub(super) type Synced = Arc<Mutex<HashSet<(u64, u64)>>>;

/// A thread that plays a process.
pub(super) struct Actor {
    /// Tells where it is.
    pub(super) at: Sender<&'static str>,
    /// Hears whether it goes on.
    pub(super) order: Receiver<Order>,
    /// What it has synced.
    pub(super) synced: Synced,
}

/// What a death unwinds with.
pub(super) struct Died;

thread_local! {
    static ACTOR: RefCell<Option<Actor>> = const { RefCell::new(None) };
}

/// Plays an actor in this thread; whether it came to its end.
pub(super) fn play(actor: Actor, part: impl FnOnce()) -> bool {
    ACTOR.set(Some(actor));
    let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        hit("start");
        part();
    }));
    ACTOR.set(None);
    match played {
        Ok(()) => true,
        Err(panic) if panic.is::<Died>() => false,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

fn with<T>(ask: impl FnOnce(&Actor) -> T) -> Option<T> {
    ACTOR.with_borrow(|actor| actor.as_ref().map(ask))
}

pub(super) fn place(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

/// A point of the way.
pub(in crate::cache) fn hit(point: &'static str) {
    if std::thread::panicking() {
        return;
    }
    let order = with(|actor| {
        // A director that went away has failed and says why.
        let told = actor.at.send(point);
        told.ok().and_then(|()| actor.order.recv().ok())
    });
    match order {
        None | Some(Some(Order::Go)) => {}
        Some(Some(Order::Die) | None) => std::panic::resume_unwind(Box::new(Died)),
    }
}

/// The bytes of a file have reached the disk.
pub(in crate::cache) fn synced(file: &File) {
    with(|actor| {
        let place = place(&file.metadata().unwrap());
        actor.synced.lock().unwrap().insert(place);
    });
}

/// An actor waits by letting others act.
pub(in crate::cache) fn pause(pause: Duration) -> Duration {
    with(|_| Duration::ZERO).unwrap_or(pause)
}

/// A process that dies removes nothing.
pub(in crate::cache) fn temporary(file: &mut tempfile::NamedTempFile) {
    with(|actor| {
        let place = place(&file.as_file().metadata().unwrap());
        actor.synced.lock().unwrap().remove(&place);
        file.disable_cleanup(true);
    });
}
