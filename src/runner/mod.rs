//! Runs trials: makes their programs ready, stages and executes each, compares, and tells what happens.
//!
//! Three kinds of thread take part. *Workers* (`worker`) make programs ready and run trials. The *installer* fetches
//! what runtimes are made of; each runtime's programs are queued the moment its last artifact is verified, so the
//! first trials end while other downloads still run. The *dispatcher* (`dispatch`, the caller's thread) owns the
//! tally and the order of events; the others only send it messages. Nobody waits for a stage to be complete.
//!
//! What a guest did is judged in `attempt` alone; what becomes of snapshots is decided in `cases` after the last
//! trial of a case. Threads are not joined when a run is stopped: what they hold is temporary files, which the next
//! run sweeps.

mod attempt;
mod cases;
mod causes;
mod code;
mod dispatch;
mod finish;
mod imports;
mod programs;
mod queue;
mod request;
mod scratch;
mod stage;
mod worker;

pub use crate::runner::request::Audience;
pub use crate::runner::request::Documents;
pub use crate::runner::request::Ended;
pub use crate::runner::request::Finished;
pub use crate::runner::request::FlakyPolicy;
pub use crate::runner::request::Network;
pub use crate::runner::request::Options;
pub use crate::runner::request::Run;
pub use crate::runner::request::Stop;
pub use crate::runner::stage::argv;
pub use crate::runner::stage::command_line;
pub use crate::runner::stage::environment;

use crate::cache::Cache;
use crate::digest::Sha256;
use crate::engine::Engine;
use crate::engine::embedded;
use crate::engine::embedded::Compiler;
use crate::install::InstallOptions;
use crate::install::Installer;
use crate::manifest::pattern::Pattern;
use crate::model::case::Filter;
use crate::model::case::Project;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::event::EventKind;
use crate::model::event::Plan;
use crate::model::event::RunFinished;
use crate::model::outcome::Tally;
use crate::model::trial::Trial;
use crate::runner::cases::Cases;
use crate::runner::dispatch::Dispatch;
use crate::runner::programs::Origin;
use crate::runner::programs::Wanted;
use crate::runner::queue::Queue;
use crate::runner::worker::Message;
use crate::runner::worker::Shared;
use crate::runner::worker::Usable;
use crate::runner::worker::Worker;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::time::Instant;

/// Runs. `exit` makes the exit code that the record ends with.
pub fn run(run: Run, audience: &mut dyn Audience, exit: &dyn Fn(&Tally, Ended) -> u8) -> Finished {
    let Run {
        started,
        plan,
        defects,
        trials,
        full,
        storage,
        cache,
        network,
        fetching,
        compiler,
        options,
        stop,
        clock,
    } = run;
    let engines = engines(&trials, &cache, compiler);
    let (tell, messages) = std::sync::mpsc::channel();
    let how = InstallOptions {
        offline: network == Network::Offline,
        jobs: options.jobs,
        ..fetching
    };
    let installer = installer(cache, how, &tell);
    let digests = programs::digests(&trials);
    let (wanted, program_of) = assign(&trials, &engines);
    let (engines, unusable) = told_apart(engines);
    let plan = complete(plan, &trials, &full, wanted.len());
    let filters = filters(&trials);
    let cases = Cases::new(&trials, full, options.policy);
    let shared = Arc::new(Shared {
        ready: wanted.iter().map(|_| OnceLock::new()).collect(),
        trials,
        wanted,
        program_of,
        engines,
        digests,
        installed: Mutex::default(),
        filters,
        storage,
        installer,
        options,
        started: clock,
        queue: Queue::new(options.jobs),
        stopping: Arc::default(),
        fault: AtomicBool::new(false),
        slots: (0..options.jobs.max(1)).map(|_| Mutex::default()).collect(),
    });
    let mut dispatch = Dispatch::new(&shared, cases, &stop, audience);
    dispatch.tell(EventKind::RunStarted(started));
    dispatch.tell(EventKind::Plan(plan));
    for defect in defects {
        dispatch.tell(EventKind::Defect(defect));
    }
    for engine in shared
        .engines
        .iter()
        .filter_map(|(_, engine)| engine.as_ref())
    {
        dispatch.tell(EventKind::Engine(engine.identity().clone()));
    }
    let ended = conduct(&shared, &mut dispatch, &unusable, (tell, messages));
    conclude(&mut dispatch, clock, ended, exit)
}

/// Tells the end of a run.
fn conclude(
    dispatch: &mut Dispatch<'_>,
    clock: Instant,
    ended: Ended,
    exit: &dyn Fn(&Tally, Ended) -> u8,
) -> Finished {
    let tally = dispatch.tally();
    let sums = std::mem::take(&mut dispatch.sums);
    let not_run = dispatch.left();
    dispatch.tell(EventKind::RunFinished(RunFinished {
        at: jiff::Timestamp::now().to_string(),
        elapsed_us: finish::micros(clock.elapsed()),
        tally,
        guest_us: sums.guest_us,
        busy_us: sums.busy_us,
        cache: sums.cache,
        exit: exit(&tally, ended),
        lines: 0,
        not_run,
    }));
    Finished {
        tally,
        ended,
        failed: sums.failed,
        redundant: sums.redundant,
        compiled: sums.cache.compiled,
    }
}

/// Fetches runtimes; what happens meanwhile is told to the dispatcher.
fn installer(cache: Cache, how: InstallOptions, tell: &Sender<Message>) -> Installer {
    let tell = tell.clone();
    Installer::new(cache, how, move |kind| {
        let _ = tell.send(Message::fact(kind));
    })
}

/// Programs that the trials to be run need, and the program of each trial.
fn assign(trials: &[Trial], engines: &[Opened]) -> (Vec<Wanted>, Vec<usize>) {
    let engine_index: HashMap<&str, usize> = engines
        .iter()
        .enumerate()
        .map(|(at, (name, _))| (name.as_str(), at))
        .collect();
    let to_run = (0..trials.len())
        .filter(|index| !finish::is_skipped(&trials[*index]) && trials[*index].barred.is_none());
    let wanted = programs::wanted(trials, to_run, |trial| engine_index[&*trial.id.engine]);
    let mut program_of = vec![usize::MAX; trials.len()];
    for (program, wanted) in wanted.iter().enumerate() {
        for trial in &wanted.trials {
            program_of[*trial] = program;
        }
    }
    (wanted, program_of)
}

/// Engines that can be used, and by their place why others cannot.
fn told_apart(engines: Vec<Opened>) -> (Vec<Usable>, HashMap<usize, Cause>) {
    let mut unusable = HashMap::new();
    let usable = engines
        .into_iter()
        .enumerate()
        .map(|(at, (name, engine))| {
            let engine = engine.map_err(|cause| unusable.insert(at, cause)).ok();
            (name, engine)
        })
        .collect();
    (usable, unusable)
}

/// Starts the threads, concludes what is not run, and listens.
fn conduct(
    shared: &Arc<Shared>,
    dispatch: &mut Dispatch<'_>,
    unusable: &HashMap<usize, Cause>,
    (tell, messages): (Sender<Message>, Receiver<Message>),
) -> Ended {
    for (index, trial) in shared.trials.iter().enumerate() {
        if finish::is_skipped(trial) {
            dispatch.skip(index);
        } else if let Some(reason) = &trial.barred {
            let cause = Cause::new(Stage::Install, "yanked", reason.to_string());
            let made = finish::Made {
                attempts: Vec::new(),
                count: 0,
                last: attempt::Attempt::broken(
                    cause.hint("name it exactly in `[matrix]` to test it all the same"),
                ),
                began: Instant::now(),
                worker: 0,
                program: None,
            };
            let _ = tell.send(Message::Done(vec![finish::done(shared, index, made)]));
        }
    }
    for (index, wanted) in shared.wanted.iter().enumerate() {
        if let Some(cause) = unusable.get(&wanted.engine) {
            worker::refuse(shared, index, cause, &tell);
        } else if matches!(wanted.origin, Origin::File(..)) {
            shared.queue.push_program(index);
        }
    }
    let workers: Vec<_> = (0..shared.slots.len())
        .map(|number| {
            let worker = Worker::new(shared.clone(), number, tell.clone());
            spawn(&format!("worker {number}"), move || worker.run())
        })
        .collect();
    let mut installing = None;
    if shared
        .wanted
        .iter()
        .any(|wanted| matches!(wanted.origin, Origin::Runtime(_)))
    {
        let (shared, tell) = (shared.clone(), tell.clone());
        let usable: Vec<bool> = shared
            .wanted
            .iter()
            .map(|wanted| !unusable.contains_key(&wanted.engine))
            .collect();
        installing = Some(spawn("installer", move || {
            let work = AssertUnwindSafe(|| install(&shared, &usable, &tell));
            if catch_unwind(work).is_err() {
                shared.fault.store(true, Ordering::Relaxed);
            }
        }));
    }
    drop(tell);
    let ended = dispatch.listen(&messages);
    shared.queue.close();
    shared.installer.stop();
    if let Some(installing) = installing {
        // It puts away what came; a panic of its own has been told by then.
        let _ = installing.join();
    }
    if ended == Ended::Complete {
        for worker in workers {
            // A worker that panicked has already been reported by its silence: the trials it held are not concluded.
            let _ = worker.join();
        }
    }
    ended
}

/// An engine by name, or why it cannot be used.
type Opened = (String, Result<Arc<dyn Engine>, Cause>);

/// Engines that the trials name, in their order.
fn engines(trials: &[Trial], cache: &Cache, compiler: Compiler) -> Vec<Opened> {
    let code = Arc::new(code::SealedCode::new(cache.clone()));
    let mut found: Vec<Opened> = Vec::new();
    for trial in trials {
        let name = &*trial.id.engine;
        if found.last().is_some_and(|(own, _)| own == name)
            || found.iter().any(|(own, _)| own == name)
        {
            continue;
        }
        let options = embedded::Options {
            cache: Some(code.clone()),
            compiler,
        };
        let opened =
            embedded::open(&trial.engine, options).map_err(|error| causes::of_engine(&error));
        found.push((name.to_owned(), opened));
    }
    found
}

/// Guests' call stacks and deep parsers need room; two megabytes are not enough for both.
const STACK: usize = 16 << 20;

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> std::thread::JoinHandle<()> {
    let builder = std::thread::Builder::new()
        .name(name.to_owned())
        .stack_size(STACK);
    builder
        .spawn(work)
        .expect("the system has a thread for each job")
}

/// Has every runtime installed; queues its programs as soon as it is there.
fn install(shared: &Arc<Shared>, usable: &[bool], tell: &Sender<Message>) {
    let runtimes = programs::runtimes(&shared.wanted);
    let plan = crate::install::plan(&runtimes);
    let of = |runtime: &Arc<crate::model::runtime::Runtime>| {
        let wanted = shared.wanted.iter().enumerate();
        wanted
            .filter(|(index, wanted)| {
                usable[*index]
                    && matches!(&wanted.origin, Origin::Runtime(own) if Arc::ptr_eq(own, runtime))
            })
            .map(|(index, _)| index)
            .collect::<Vec<_>>()
    };
    shared
        .installer
        .run(&plan, |runtime, installed| match installed {
            Ok(installed) => {
                let mut all = shared
                    .installed
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                all.insert(worker::address(runtime), installed);
                drop(all);
                for program in of(runtime) {
                    shared.queue.push_program(program);
                }
            }
            Err(error) => {
                let cause = error.to_cause();
                for program in of(runtime) {
                    worker::refuse(shared, program, &cause, tell);
                }
            }
        });
}

/// Fills in what follows from the trials.
fn complete(mut plan: Plan, trials: &[Trial], full: &[Trial], programs: usize) -> Plan {
    let mut cases = 0;
    let mut order = crate::digest::Sha256Hasher::default();
    let mut last = None;
    for trial in trials {
        if last != Some(&trial.id.case) {
            last = Some(&trial.id.case);
            cases += 1;
            order.update(trial.id.case.as_str().as_bytes());
            order.update(b"\n");
        }
        match plan.by_suite.last_mut() {
            Some((suite, count)) if suite == trial.id.case.suite() => *count += 1,
            _ => plan.by_suite.push((trial.id.case.suite().to_owned(), 1)),
        }
    }
    let mut keys: Vec<String> = full.iter().map(|trial| trial.id.to_string()).collect();
    keys.sort_unstable();
    // As with the cases, what this run is about; where something is wrong, what was found.
    if plan.errors == 0 && !trials.is_empty() {
        plan.suites = plan.by_suite.len() as u64;
    }
    plan.cases = cases;
    plan.case_order = order.finish();
    plan.trials = full.len() as u64;
    plan.selected = trials.len() as u64;
    plan.keys = Sha256::of(keys.join("\n").as_bytes());
    plan.programs = programs as u64;
    plan
}

/// The filters that hold for each trial. Cases whose filters hold everywhere share one list.
fn filters(trials: &[Trial]) -> Vec<Arc<[Arc<Filter>]>> {
    let mut shared: HashMap<usize, Arc<[Arc<Filter>]>> = HashMap::new();
    let mut found: Vec<Arc<[Arc<Filter>]>> = Vec::with_capacity(trials.len());
    let mut last: Option<&Trial> = None;
    for trial in trials {
        let project = &trial.case.project;
        let everywhere = |project: &Project| {
            let mut filters = project.filters.iter();
            filters.all(|filter| filter.cases == "**")
        };
        if let Some(last) = last.replace(trial)
            && (Arc::ptr_eq(&last.case, &trial.case)
                || Arc::ptr_eq(&last.case.project, project) && everywhere(project))
        {
            found.extend(found.last().cloned());
            continue;
        }
        let holding = if everywhere(project) {
            shared
                .entry(worker::address(project))
                .or_insert_with(|| project.filters.clone().into())
                .clone()
        } else {
            let holds = |filter: &&Arc<Filter>| {
                Pattern::of_ids(&filter.cases)
                    .is_some_and(|pattern| pattern.matches(trial.case.id.as_str()))
            };
            project.filters.iter().filter(holds).cloned().collect()
        };
        found.push(holding);
    }
    found
}
