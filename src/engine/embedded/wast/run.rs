//! One trial of a script: a thread of its own, and somebody who waits for it.

use super::super::config::Fuel;
use super::super::limits::Bounds;
use super::super::meter::Meter;
use super::super::ticker::Expired;
use super::super::ticker::Slot;
use super::Script;
use super::bundle::Opened;
use super::guest::Stores;
use super::guest::Switch;
use super::guest::lock;
use super::log::Log;
use super::player::Play;
use super::player::Player;
use super::thread;
use crate::engine::Control;
use crate::engine::EngineError;
use crate::model::captured::Captured;
use crate::model::execution::Ending;
use crate::model::execution::Evidence;
use crate::model::execution::Execution;
use crate::model::execution::Resources;
use crate::model::invocation::Invocation;
use crate::model::limits::Limits;
use json_from_wast::Command;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::task::Wake;
use std::task::Waker;
use std::time::Duration;
use std::time::Instant;

/// A limit this far away is none.
const FAR: Duration = Duration::from_hours(100 * 365 * 24);

/// How long a script that was told to stop has time to do so before its thread is left behind.
const GRACE: Duration = Duration::from_millis(500);

/// Stack of a script's threads. Calls into core modules take place on it, and wasmtime lets them take half a megabyte.
const STACK: usize = 8 << 20;

/// What a script that says that it hogs memory may take: address space, of which it touches little.
const HOG: u64 = 1 << 40;

/// Elements of tables that such a script may take.
const HOG_TABLES: u64 = 100 << 20;

/// Rings when the script's thread has ended, or when the ticker gives the script up.
#[derive(Default)]
struct Bell {
    state: Mutex<Rung>,
    rung: Condvar,
}

#[derive(Default)]
struct Rung {
    done: Option<Done>,
    late: bool,
}

/// How the script's thread ended.
struct Done {
    cpu_us: Option<u64>,
    /// What kept it from beginning.
    fault: Option<String>,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        lock(&self.state).late = true;
        self.rung.notify_all();
    }
}

impl Bell {
    fn done(&self, done: Done) {
        lock(&self.state).done = Some(done);
        self.rung.notify_all();
    }

    /// Waits for the end of the script or of its time.
    fn wait(&self) -> Option<Done> {
        let state = lock(&self.state);
        let mut state = self
            .rung
            .wait_while(state, |state| state.done.is_none() && !state.late)
            .unwrap_or_else(PoisonError::into_inner);
        state.done.take()
    }

    /// Waits for the end of the script, and not for long.
    fn linger(&self) -> Option<Done> {
        let state = lock(&self.state);
        let (mut state, _) = self
            .rung
            .wait_timeout_while(state, GRACE, |state| state.done.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        state.done.take()
    }
}

/// Carries out every directive of a script.
pub(in super::super) fn run(
    script: &Arc<Script>,
    slot: &Arc<Slot>,
    invocation: &Invocation,
    control: &Control,
) -> Result<Execution, EngineError> {
    let limits = &invocation.limits;
    if limits.fuel.is_some() && script.fuel == Fuel::Ignored {
        return Err(EngineError::Unprepared("its code counts no fuel"));
    }
    let opened = script.kept.open(&script.options, &script.label)?;
    let play = Arc::new(play(script, opened, limits));
    let bell = Arc::new(Bell::default());
    let engine = &script.bench.engine;
    slot.arm(
        engine,
        Instant::now() + limits.timeout.min(FAR),
        &control.cancel,
    );
    slot.watch(&Waker::from(Arc::clone(&bell)));
    let (own, ring) = (Arc::clone(&play), Arc::clone(&bell));
    let spawned = thread::spawn(play.stack, move || {
        // Directives catch their own panics; whatever else panics must not be waited for.
        let done = catch_unwind(AssertUnwindSafe(|| perform(&own)));
        ring.done(done.unwrap_or_else(|_| Done {
            cpu_us: None,
            fault: Some("the script's thread panicked".to_owned()),
        }));
    });
    if let Err(error) = spawned {
        slot.disarm();
        return Err(EngineError::Runtime(error));
    }
    let mut done = bell.wait();
    let stopped = done.is_none();
    if stopped {
        play.stores.switch.turn(engine);
        done = bell.linger();
    }
    let expired = slot.disarm().filter(|_| stopped);
    // Threads that outlive the script have nothing more to say.
    play.stores.switch.turn(engine);
    if let Some(fault) = done.as_ref().and_then(|done| done.fault.clone()) {
        return Err(EngineError::Bug(fault));
    }
    let (ending, cut) = match expired {
        None => (Ending::Returned, "it did not end"),
        Some(Expired::Deadline) => (
            Ending::TimedOut { frames: Vec::new() },
            "it did not end within the time limit",
        ),
        Some(Expired::Cancelled) => (Ending::Cancelled, "the run was stopped"),
    };
    Ok(Execution {
        ending,
        evidence: Evidence {
            linked: true,
            entered: true,
            produced: Vec::new(),
        },
        output: Vec::new(),
        captured: Captured {
            directives: play.log.close(cut),
            ..Captured::default()
        },
        resources: Resources {
            cpu_us: done.and_then(|done| done.cpu_us),
            peak_memory: play.stores.peak.load(Ordering::Relaxed),
            fuel: None,
            output_bytes: 0,
        },
    })
}

fn play(script: &Script, opened: Opened, limits: &Limits) -> Play {
    let mut limits = *limits;
    if script.hogs_memory {
        limits.memory = limits.memory.max(HOG);
        limits.tables = limits.tables.max(HOG_TABLES);
    }
    Play {
        opened,
        stores: Stores {
            engine: script.bench.engine.clone(),
            bounds: Bounds::new(&limits),
            fuel: match script.fuel {
                Fuel::Counted => Some(limits.fuel.unwrap_or(u64::MAX)),
                Fuel::Ignored => None,
            },
            peak: Arc::new(AtomicU64::new(0)),
            switch: Arc::new(Switch::default()),
        },
        log: Log::default(),
        words: script.words,
        stack: STACK,
    }
}

/// The script's thread.
fn perform(play: &Arc<Play>) -> Done {
    let mut meter = Meter::default();
    let cpu = meter.begin(Instant::now());
    let fault = match serde_json::from_str::<Vec<Command<'_>>>(play.opened.commands()) {
        Err(error) => Some(format!(
            "the script's directives cannot be read back: {error}"
        )),
        Ok(commands) => match Player::main(play) {
            Err(error) => Some(format!("{error:#}")),
            Ok(mut player) => {
                player.perform(&commands, &play.opened.meta.faults, 0);
                None
            }
        },
    };
    Done {
        cpu_us: cpu.spent(),
        fault,
    }
}
