//! What each worker thread does: make programs ready, run trials, tell the dispatcher.
//!
//! Workers share nothing that changes but the queue and the programs that are ready; all they have to say goes
//! through one channel.

use crate::engine::Control;
use crate::engine::Engine;
use crate::engine::Order;
use crate::engine::PrepareError;
use crate::engine::Prepared;
use crate::engine::Seat;
use crate::install::InstalledRuntime;
use crate::install::Installer;
use crate::model::case::Filter;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::document::Document;
use crate::model::event::AttemptFinished;
use crate::model::event::CompileStarted;
use crate::model::event::EventKind;
use crate::model::event::ProgramReady;
use crate::model::limits::Limits;
use crate::model::outcome::Outcome;
use crate::model::outcome::Verdict;
use crate::model::program::Program;
use crate::model::trial::Trial;
use crate::runner::Options;
use crate::runner::attempt::Attempt;
use crate::runner::attempt::Bench;
use crate::runner::causes;
use crate::runner::finish;
use crate::runner::finish::Done;
use crate::runner::programs;
use crate::runner::programs::Origin;
use crate::runner::programs::Wanted;
use crate::runner::queue::Queue;
use crate::runner::queue::Work;
use crate::runner::scratch::Scratch;
use crate::snapshot::Storage;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::time::Instant;

/// What a worker, the installer or a ticker tells the dispatcher.
pub(crate) enum Message {
    /// A fact to pass on.
    Fact(Box<EventKind>),
    /// Trials that were not run are concluded.
    Done(Vec<Done>),
    /// This worker has concluded trials in its slot.
    Concluded(usize),
    /// A trial was stopped before it could be concluded.
    Stopped,
}

impl Message {
    /// A fact to pass on.
    pub(crate) fn fact(kind: EventKind) -> Self {
        Self::Fact(Box::new(kind))
    }
}

/// An engine by name; nothing where it cannot be used.
pub(crate) type Usable = (String, Option<Arc<dyn Engine>>);

/// All that workers share.
pub(crate) struct Shared {
    /// Every selected trial.
    pub(crate) trials: Vec<Trial>,
    /// Programs and who waits for them.
    pub(crate) wanted: Vec<Wanted>,
    /// Programs that are ready, by their index in `wanted`.
    pub(crate) ready: Vec<OnceLock<(Prepared, Program)>>,
    /// The program of each trial.
    pub(crate) program_of: Vec<usize>,
    /// Engines, as `wanted` counts them.
    pub(crate) engines: Vec<Usable>,
    /// Digests of files of the tree.
    pub(crate) digests: programs::Digests,
    /// Runtimes that are installed, by the address of their pin.
    pub(crate) installed: Mutex<HashMap<usize, InstalledRuntime>>,
    /// Filters of each trial.
    pub(crate) filters: Vec<Arc<[Arc<Filter>]>>,
    /// Snapshots.
    pub(crate) storage: Arc<Storage>,
    /// Fetches altered blobs again.
    pub(crate) installer: Installer,
    /// What a person asked for.
    pub(crate) options: Options,
    /// When the run began.
    pub(crate) started: Instant,
    /// What to do next.
    pub(crate) queue: Queue,
    /// Set when nothing new may begin.
    pub(crate) stopping: Arc<AtomicBool>,
    /// Set when a worker panicked.
    pub(crate) fault: AtomicBool,
    /// What each worker runs now and has concluded.
    pub(crate) slots: Vec<Mutex<Slot>>,
}

/// A worker's side table. The dispatcher clears it when it is told to, and several times a second unasked: a message
/// for each trial would wake it as often, which costs more than a small trial.
#[derive(Default)]
pub(crate) struct Slot {
    /// The trial that runs, and since when.
    pub(crate) running: Option<(usize, Instant)>,
    /// Trials that the dispatcher has not heard of yet.
    pub(crate) done: Vec<Done>,
}

impl Shared {
    /// The slot of a worker.
    pub(crate) fn slot(&self, worker: usize) -> MutexGuard<'_, Slot> {
        self.slots[worker]
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// An engine that can be used.
    fn engine(&self, index: usize) -> &Arc<dyn Engine> {
        self.engines[index]
            .1
            .as_ref()
            .expect("nothing is queued for an engine that cannot be used")
    }
}

/// A key for a map: where a shared value lives.
pub(crate) fn address<T>(shared: &Arc<T>) -> usize {
    Arc::as_ptr(shared) as usize
}

/// One worker thread.
pub(crate) struct Worker {
    shared: Arc<Shared>,
    number: usize,
    tell: Sender<Message>,
}

impl Worker {
    /// Makes a worker; [`Worker::run`] is its life.
    pub(crate) fn new(shared: Arc<Shared>, number: usize, tell: Sender<Message>) -> Self {
        Self {
            shared,
            number,
            tell,
        }
    }

    /// Works until the queue is closed. A panic is a fault of ours: it ends the run.
    pub(crate) fn run(self) {
        let (shared, number) = (self.shared.clone(), self.number);
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.work())).is_err() {
            // Nothing is in flight here any more: who waits for that would wait for ever.
            shared.slot(number).running = None;
            shared.fault.store(true, Ordering::Relaxed);
        }
    }

    fn work(self) {
        let mut seats: Vec<Option<Box<dyn Seat>>> =
            self.shared.engines.iter().map(|_| None).collect();
        let mut bench = Bench {
            storage: &self.shared.storage,
            scratch: Scratch::default(),
            control: Control::default(),
        };
        while let Some(work) = self.shared.queue.next() {
            match &work {
                Work::Program(program, threads) => self.make_ready(*program, *threads),
                Work::Trials(trials) => {
                    for trial in trials {
                        if self.shared.stopping.load(Ordering::Relaxed) {
                            break;
                        }
                        self.run_trial(*trial, &mut seats, &mut bench);
                    }
                    self.say(Message::Concluded(self.number));
                }
            }
            self.shared.queue.finished(&work);
        }
    }

    /// The dispatcher may be gone when a run was stopped; then nobody wants to know.
    fn say(&self, message: Message) {
        let _ = self.tell.send(message);
    }

    fn make_ready(&self, index: usize, threads: usize) {
        let wanted = &self.shared.wanted[index];
        let program = match &wanted.origin {
            Origin::File(path, label) => programs::of_file(path, label, &self.shared.digests),
            Origin::Runtime(runtime) => {
                let installed = self
                    .shared
                    .installed
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                Ok(installed
                    .get(&address(runtime))
                    .expect("a runtime is queued once it is installed")
                    .program()
                    .clone())
            }
        };
        let prepared = program.and_then(|program| self.prepare(wanted, program, threads));
        match prepared {
            Ok((prepared, program)) => {
                self.say(Message::fact(EventKind::Program(ProgramReady {
                    digest: program.digest(),
                    label: wanted.label.clone(),
                    kind: Some(prepared.kind),
                    imports: prepared.imports.to_vec(),
                    engine: self.shared.engines[wanted.engine].0.clone(),
                    compiled: prepared.compiled,
                    compile_us: prepared.compile_us,
                    code_bytes: prepared.code_bytes,
                    refused: None,
                })));
                let _ = self.shared.ready[index].set((prepared, program));
                self.shared.queue.push_trials(wanted.trials.iter().copied());
            }
            Err(cause) => refuse(&self.shared, index, &cause, &self.tell),
        }
    }

    /// Has the engine make a program ready. A blob that turns out altered is fetched again, once.
    fn prepare(
        &self,
        wanted: &Wanted,
        mut program: Program,
        threads: usize,
    ) -> Result<(Prepared, Program), Cause> {
        let engine = self.shared.engine(wanted.engine);
        self.say(Message::fact(EventKind::CompileStarted(CompileStarted {
            digest: program.digest(),
            label: wanted.label.clone(),
        })));
        engine.can(&wanted.needs).map_err(|reason| {
            Cause::new(
                Stage::Engine,
                "lacks",
                format!("engine `{}` {reason}", engine.identity().engine),
            )
        })?;
        let mut repaired = HashSet::new();
        loop {
            match engine.prepare(
                &program,
                &Order {
                    needs: wanted.needs,
                    threads,
                },
            ) {
                Ok(prepared) => return Ok((prepared, program)),
                Err(PrepareError::Altered { declared, .. })
                    if program.has_in_cache(&declared) && repaired.insert(declared) =>
                {
                    let found = self.shared.installer.repair(&declared);
                    // The right bytes may lie elsewhere now: in a lower cache, or in our own.
                    if let Some(path) = found.map_err(|error| error.to_cause())? {
                        program.moved(&declared, &path);
                    }
                }
                Err(error) => return Err(causes::of_preparing(&error)),
            }
        }
    }

    fn run_trial(&self, index: usize, seats: &mut [Option<Box<dyn Seat>>], bench: &mut Bench<'_>) {
        let shared = &*self.shared;
        let trial = &shared.trials[index];
        let program = shared.program_of[index];
        let (prepared, program_files) = shared.ready[program]
            .get()
            .expect("trials are queued once their program is ready");
        let engine = shared.wanted[program].engine;
        let seat = seats[engine].get_or_insert_with(|| shared.engine(engine).seat());
        let filters = &shared.filters[index];
        let limits = self.limits(trial);
        let began = Instant::now();
        shared.slot(self.number).running = Some((index, began));
        let most = 1 + shared
            .options
            .retries
            .unwrap_or(trial.case.settings.retries);
        let mut attempts = Vec::new();
        let mut count = 0;
        let last = loop {
            let Some(mut attempt) = bench.attempt(trial, filters, limits, (&mut **seat, prepared))
            else {
                shared.slot(self.number).running = None;
                return self.say(Message::Stopped);
            };
            if shared.options.check_determinism
                && let Some(again) = bench.attempt(trial, filters, limits, (&mut **seat, prepared))
            {
                finish::hold_against(&mut attempt, &again);
            }
            count += 1;
            let good = Outcome::of(
                trial.expectation.as_deref(),
                &attempt.verdict,
                attempt.ending.as_ref(),
                count,
            )
            .is_good();
            let decides = good
                || count >= most
                || matches!(attempt.verdict, Verdict::Broken(_) | Verdict::Unseen);
            if count > 1 || !decides {
                attempts.push(told(&attempt, count));
            }
            if decides {
                break attempt;
            }
        };
        let made = finish::Made {
            attempts,
            count,
            last,
            began,
            worker: self.number,
            program: Some(program_files),
        };
        let done = finish::done(shared, index, made);
        let is_good = done.finished.outcome.is_good();
        let mut slot = shared.slot(self.number);
        slot.running = None;
        slot.done.push(done);
        drop(slot);
        if !is_good {
            self.say(Message::Concluded(self.number));
        }
    }

    fn limits(&self, trial: &Trial) -> Limits {
        let mut limits = trial.case.settings.limits;
        if let Some(timeout) = self.shared.options.timeout {
            limits.timeout = timeout;
        }
        limits
    }
}

/// What is told of one of several attempts.
fn told(attempt: &Attempt, number: u32) -> AttemptFinished {
    AttemptFinished {
        trial: String::new(),
        attempt: number,
        ending: attempt.ending.clone(),
        document: attempt.document.as_ref().map(Document::digest),
        verdict: attempt.verdict.as_str().to_owned(),
    }
}

/// Concludes every trial of a program that cannot be run.
pub(crate) fn refuse(shared: &Shared, index: usize, cause: &Cause, tell: &Sender<Message>) {
    let wanted = &shared.wanted[index];
    let digest = match &wanted.origin {
        Origin::File(path, _) => shared
            .digests
            .get(path)
            .and_then(|digest| digest.clone().ok()),
        Origin::Runtime(runtime) => Some(runtime.binary.digest),
    };
    if let Some(digest) = digest {
        let _ = tell.send(Message::fact(EventKind::Program(ProgramReady {
            digest,
            label: wanted.label.clone(),
            kind: None,
            imports: Vec::new(),
            engine: shared.engines[wanted.engine].0.clone(),
            compiled: None,
            compile_us: 0,
            code_bytes: 0,
            refused: Some(cause.clone()),
        })));
    }
    let done = wanted.trials.iter().map(|trial| {
        let made = finish::Made {
            attempts: Vec::new(),
            count: 0,
            last: Attempt::broken(cause.clone()),
            began: Instant::now(),
            worker: 0,
            program: None,
        };
        finish::done(shared, *trial, made)
    });
    let _ = tell.send(Message::Done(done.collect()));
}
