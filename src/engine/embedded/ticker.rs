//! Real deadlines for guests that may spin, or wait in the host for ever.
//!
//! One thread looks at all slots every few milliseconds. A slot belongs to a seat and holds the deadline of the trial
//! that runs there. When it has passed, or the run was cancelled, the epoch of that seat's engine moves on: a busy guest
//! meets its epoch check and traps with a backtrace. One tick later the trial's task is woken to drop the guest, which is
//! the only thing that reaches a guest waiting in a host call.
//!
//! Deadlines are never tokio's: a trial's clock is paused and would jump to its own time limit.

use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::Weak;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::task::Waker;
use std::time::Duration;
use std::time::Instant;
use wasmtime::Engine;

/// How often slots are looked at.
const TICK: Duration = Duration::from_millis(3);

/// Why a guest is to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expired {
    /// Its deadline has passed.
    Deadline,
    /// The run was cancelled.
    Cancelled,
}

/// A seat's entry with the ticker.
#[derive(Default)]
pub(super) struct Slot {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    armed: Option<Armed>,
    cancel: Arc<AtomicBool>,
    engine: Option<Engine>,
    waker: Option<Waker>,
}

#[derive(Clone, Copy)]
struct Armed {
    deadline: Instant,
    expired: Option<Expired>,
    dropped: bool,
}

impl Slot {
    /// A new entry, known to the ticker for as long as it is held.
    pub(super) fn register() -> Arc<Self> {
        let slot = Arc::new(Self::default());
        let ticker = Ticker::get();
        lock(&ticker.slots).push(Arc::downgrade(&slot));
        ticker.wake.notify_one();
        slot
    }

    /// Begins a trial.
    pub(super) fn arm(&self, engine: &Engine, deadline: Instant, cancel: &Arc<AtomicBool>) {
        let mut state = lock(&self.state);
        if !Arc::ptr_eq(&state.cancel, cancel) {
            state.cancel = Arc::clone(cancel);
        }
        if !state
            .engine
            .as_ref()
            .is_some_and(|own| Engine::same(own, engine))
        {
            state.engine = Some(engine.clone());
        }
        state.armed = Some(Armed {
            deadline,
            expired: None,
            dropped: false,
        });
    }

    /// Names the task that is to be woken when the guest must be dropped.
    pub(super) fn watch(&self, waker: &Waker) {
        lock(&self.state).waker = Some(waker.clone());
    }

    /// Whether the guest that runs must stop, and why.
    pub(super) fn expired(&self) -> Option<Expired> {
        lock(&self.state).armed.and_then(|armed| armed.expired)
    }

    /// Whether the guest that runs must be dropped where it is.
    pub(super) fn must_drop(&self) -> bool {
        lock(&self.state).armed.is_some_and(|armed| armed.dropped)
    }

    /// Ends a trial, and says why it had to stop if it had to.
    pub(super) fn disarm(&self) -> Option<Expired> {
        let mut state = lock(&self.state);
        state.waker = None;
        state.armed.take().and_then(|armed| armed.expired)
    }

    fn tick(&self, now: Instant) {
        let mut state = lock(&self.state);
        let cancelled = state.cancel.load(Ordering::Relaxed);
        let Some(armed) = &mut state.armed else {
            return;
        };
        if armed.expired.is_some() {
            armed.dropped = true;
        } else if cancelled {
            armed.expired = Some(Expired::Cancelled);
        } else if now >= armed.deadline {
            armed.expired = Some(Expired::Deadline);
        } else {
            return;
        }
        let waker = if armed.dropped {
            state.waker.take()
        } else {
            None
        };
        if let Some(engine) = &state.engine {
            engine.increment_epoch();
        }
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// The thread and what it looks at.
#[derive(Default)]
struct Ticker {
    slots: Mutex<Vec<Weak<Slot>>>,
    wake: Condvar,
}

impl Ticker {
    /// The one of this process; the first call starts its thread.
    fn get() -> &'static Self {
        static TICKER: OnceLock<Ticker> = OnceLock::new();
        static STARTED: OnceLock<()> = OnceLock::new();
        let ticker = TICKER.get_or_init(Self::default);
        STARTED.get_or_init(|| {
            std::thread::Builder::new()
                .name("wassay-ticker".to_owned())
                .spawn(|| ticker.run())
                .expect("a thread can be started");
        });
        ticker
    }

    fn run(&self) {
        loop {
            let mut slots = lock(&self.slots);
            slots.retain(|slot| slot.strong_count() > 0);
            if slots.is_empty() {
                drop(
                    self.wake
                        .wait(slots)
                        .unwrap_or_else(PoisonError::into_inner),
                );
                continue;
            }
            let now = Instant::now();
            slots
                .iter()
                .filter_map(Weak::upgrade)
                .for_each(|slot| slot.tick(now));
            drop(slots);
            std::thread::sleep(TICK);
        }
    }
}

/// A poisoned lock holds plain data that is whole at every step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
