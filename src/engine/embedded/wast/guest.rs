//! What a script's stores hold, and how all of them are stopped at once.
//!
//! The slot of a seat belongs to the next trial as soon as this one is given up. A script therefore has a switch of its
//! own: a thread that was left behind still looks at it and ends when it can.

use super::super::limits::Bounds;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::task::Waker;
use wasmtime::Engine;
use wasmtime::ResourceLimiter;
use wasmtime::Store;
use wasmtime::UpdateDeadline;

/// Turned once, when everything of a script has to stop.
#[derive(Default)]
pub(super) struct Switch {
    off: AtomicBool,
    wakers: Mutex<Vec<Waker>>,
}

impl Switch {
    /// Stops the script: busy guests at their next check of the epoch, waiting ones at once.
    pub(super) fn turn(&self, engine: &Engine) {
        self.off.store(true, Ordering::SeqCst);
        engine.increment_epoch();
        for waker in lock(&self.wakers).drain(..) {
            waker.wake();
        }
    }

    /// Whether the script has to stop.
    pub(super) fn turned(&self) -> bool {
        self.off.load(Ordering::SeqCst)
    }

    /// Waits for something for as long as the script may go on.
    pub(super) async fn until<T>(&self, what: impl Future<Output = T>) -> Option<T> {
        let mut what = std::pin::pin!(what);
        let mut known = false;
        std::future::poll_fn(|context| {
            // A guest that begins after the switch was turned would never be told by an epoch.
            if self.turned() {
                return Poll::Ready(None);
            }
            if let Poll::Ready(done) = what.as_mut().poll(context) {
                return Poll::Ready(Some(done));
            }
            if !known {
                let mut wakers = lock(&self.wakers);
                wakers.retain(|waker| !waker.will_wake(context.waker()));
                wakers.push(context.waker().clone());
                known = true;
            }
            if self.turned() {
                return Poll::Ready(None);
            }
            Poll::Pending
        })
        .await
    }
}

/// A poisoned lock holds plain data that is whole at every step.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Data of one store.
pub(super) struct Guest {
    bounds: Bounds,
    peak: Arc<AtomicU64>,
    switch: Arc<Switch>,
}

/// Bytes that no machine gives a guest: what asks for them is told so, as it would be without any limit.
const BEYOND: usize = 1 << 40;

/// Bytes and elements for which no machine has addresses: wasmtime says so itself, in its own words.
const NOWHERE: usize = 1 << 47;

impl ResourceLimiter for Guest {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if desired >= BEYOND {
            return Ok(desired >= NOWHERE);
        }
        let grown = self.bounds.memory_growing(current, desired, maximum);
        self.peak
            .fetch_max(self.bounds.peak_memory(), Ordering::Relaxed);
        grown
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if desired >= NOWHERE {
            return Ok(true);
        }
        self.bounds.table_growing(current, desired, maximum)
    }

    fn instances(&self) -> usize {
        self.bounds.instances()
    }
}

/// What all stores of a script are made of.
#[derive(Clone)]
pub(super) struct Stores {
    /// The engine of all code.
    pub(super) engine: Engine,
    /// Bounds of each store.
    pub(super) bounds: Bounds,
    /// Fuel of each store, where the code counts it.
    pub(super) fuel: Option<u64>,
    /// Greatest memory of any store so far.
    pub(super) peak: Arc<AtomicU64>,
    /// Stops them all.
    pub(super) switch: Arc<Switch>,
}

impl Stores {
    /// A store in which guests can be stopped.
    pub(super) fn make(&self) -> Store<Guest> {
        let guest = Guest {
            bounds: self.bounds.clone(),
            peak: Arc::clone(&self.peak),
            switch: Arc::clone(&self.switch),
        };
        let mut store = Store::new(&self.engine, guest);
        store.limiter(|guest| guest);
        store.set_epoch_deadline(1);
        if self.switch.turned() {
            // Turned just now: no further epoch would come for it.
            store.set_epoch_deadline(0);
        }
        store.epoch_deadline_callback(|store| {
            // The engine is shared: its epoch also moves for other scripts.
            Ok(if store.data().switch.turned() {
                UpdateDeadline::Interrupt
            } else {
                UpdateDeadline::Continue(1)
            })
        });
        if let Some(fuel) = self.fuel {
            store
                .set_fuel(fuel)
                .expect("this engine was made to count fuel");
        }
        store
    }
}
