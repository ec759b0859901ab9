//! One run of an installer over one plan: what is there, what is to be fetched, who is to be told.

use crate::cache::FileDigest;
use crate::install::address;
use crate::install::asked;
use crate::install::asked::Asked;
use crate::install::board::Board;
use crate::install::board::Failures;
use crate::install::board::Ready;
use crate::install::download::Done;
use crate::install::download::Downloader;
use crate::install::download::How;
use crate::install::download::Order;
use crate::install::download::Want;
use crate::install::fault::Fault;
use crate::install::fault::InstallError;
use crate::install::installer::Installer;
use crate::install::installer::judge;
use crate::install::installer::threads;
use crate::install::plan::InstallPlan;
use crate::install::plan::Supply;
use crate::install::verified::InstalledRuntime;
use crate::model::cause::Cause;
use crate::model::event::ArtifactFinished;
use crate::model::event::EventKind;
use crate::model::event::Fetched;
use crate::model::event::Verified;
use crate::model::runtime::Artifact;
use crate::model::runtime::Runtime;
use crate::model::runtime::Source;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;
use std::time::Instant;

/// How soon a wish to stop is noticed.
const GLANCE: Duration = Duration::from_millis(50);
/// Members of one archive that are taken in one go: each has a lock and a file open meanwhile.
const TOGETHER: usize = 64;
/// How long those who write get to end when the run was stopped.
const GRACE: Duration = Duration::from_secs(2);

/// Who gets the runtimes.
type OnReady<'a> = &'a mut dyn FnMut(&Arc<Runtime>, Result<InstalledRuntime, Arc<InstallError>>);

/// What other threads say.
enum Word {
    Hashed {
        unit: usize,
        result: io::Result<FileDigest>,
        elapsed: Duration,
    },
    Delivered(Vec<Done>),
    /// A download panicked.
    Lost(Vec<usize>, String),
}

/// One run over one plan.
pub(super) struct Session<'a> {
    installer: &'a Installer,
    plan: &'a InstallPlan,
    board: Board<'a>,
    /// Of artifacts from the network: what went wrong at the sources that were asked.
    failures: HashMap<usize, Failures>,
    on_ready: OnReady<'a>,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        installer: &'a Installer,
        plan: &'a InstallPlan,
        on_ready: OnReady<'a>,
    ) -> Self {
        Self {
            installer,
            plan,
            board: Board::new(plan),
            failures: HashMap::new(),
            on_ready,
        }
    }

    pub(super) fn run(mut self) {
        for unit in 0..self.plan.units.len() {
            self.glance(unit);
        }
        if self.board.is_open() {
            self.work();
        }
        for unit in self.board.unsettled() {
            self.fail(unit, Arc::new(Fault::Stopped), Cost::default());
        }
    }

    /// Settles what needs neither the network nor hashing.
    fn glance(&mut self, index: usize) {
        let unit = &self.plan.units[index];
        let cache = &self.installer.downloader.cache;
        let start = Instant::now();
        match &unit.supply {
            Supply::Tree { path, .. } => {
                if let Some(found) = cache.recall_digest_of(path) {
                    self.hashed(index, path, Ok(found), start.elapsed());
                }
            }
            Supply::Network(_) => match cache.blobs().lookup(&unit.digest) {
                Ok(Some(blob)) => {
                    let ready = Ready {
                        path: blob.path,
                        size: blob.size,
                        verified: Verified::Cache,
                    };
                    let cost = Cost::taking(start.elapsed());
                    self.succeed(index, ready, (Fetched::Cached, None), cost);
                }
                Ok(None) if self.sources(index).is_empty() => {
                    self.fail(index, Arc::new(Fault::Offline), Cost::default());
                }
                Ok(None) => {}
                Err(error) => self.fail(index, Arc::new(error.into()), Cost::default()),
            },
        }
    }

    /// Hashes and fetches what is left, until all is settled or somebody wants to stop.
    fn work(&mut self) {
        let left = self.board.unsettled();
        let (tree, network): (Vec<usize>, Vec<usize>) = left
            .into_iter()
            .partition(|unit| matches!(self.plan.units[*unit].supply, Supply::Tree { .. }));
        let runtime = if network.is_empty() {
            None
        } else {
            match threads() {
                Ok(runtime) => Some(runtime),
                Err(error) => {
                    let fault = Arc::new(Fault::Threads(error));
                    for unit in &network {
                        self.fail(*unit, Arc::clone(&fault), Cost::default());
                    }
                    None
                }
            }
        };
        let (sender, receiver) = mpsc::channel();
        let next = AtomicUsize::new(0);
        let (plan, installer) = (self.plan, self.installer);
        thread::scope(|scope| {
            if let Some(runtime) = &runtime {
                for order in self.orders(&network) {
                    start(runtime, &installer.downloader, order, &sender);
                }
            }
            for _ in 0..installer.options.jobs.max(1).min(tree.len()) {
                let (sender, tree, next) = (sender.clone(), &tree, &next);
                scope.spawn(move || hash(installer, plan, tree, next, &sender));
            }
            while self.board.is_open() && !installer.is_cancelled() {
                match receiver.recv_timeout(GLANCE) {
                    Ok(word) => {
                        for order in self.hear(word) {
                            if let Some(runtime) = &runtime {
                                start(runtime, &installer.downloader, order, &sender);
                            }
                        }
                    }
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
                }
            }
        });
        installer.downloader.cache.blobs().settle();
        if let Some(runtime) = runtime {
            // When stopped, nobody waits for a server that does not answer, only until its bytes are put away.
            runtime.shutdown_timeout(GRACE);
        }
    }

    /// Where an artifact may be had from.
    fn sources(&self, unit: usize) -> &'a [Artifact] {
        self.plan.units[unit].sources(self.installer.options.offline)
    }

    /// What is asked for together: single files, and members of one archive.
    fn orders(&self, units: &[usize]) -> Vec<Order> {
        let mut orders: Vec<Order> = Vec::new();
        for unit in units {
            // What has no place is settled already.
            let Some(pin) = self.sources(*unit).first() else {
                continue;
            };
            let want = Want {
                unit: *unit,
                label: self.plan.units[*unit].label.clone(),
                pin: pin.clone(),
            };
            let together = orders.iter_mut().find(|order| {
                let same = |other: &Want| same_archive(&want.pin.source, &other.pin.source);
                order.wants.len() < TOGETHER && order.wants.iter().all(same)
            });
            match together {
                Some(order) => order.wants.push(want),
                None => orders.push(Order { wants: vec![want] }),
            }
        }
        orders
    }

    /// Takes in what another thread says; gives what is to be fetched instead.
    fn hear(&mut self, word: Word) -> Vec<Order> {
        match word {
            Word::Hashed {
                unit,
                result,
                elapsed,
            } => {
                if let Supply::Tree { path, .. } = &self.plan.units[unit].supply {
                    self.hashed(unit, path, result, elapsed);
                }
                Vec::new()
            }
            Word::Delivered(done) => done
                .into_iter()
                .filter_map(|done| self.delivered(done))
                .collect(),
            Word::Lost(units, message) => {
                let fault = Arc::new(Fault::Internal(message));
                for unit in units {
                    self.fail(unit, Arc::clone(&fault), Cost::default());
                }
                Vec::new()
            }
        }
    }

    fn hashed(
        &mut self,
        index: usize,
        path: &Path,
        result: io::Result<FileDigest>,
        elapsed: Duration,
    ) {
        let pinned = &self.plan.units[index].digest;
        let judged = result
            .map_err(Fault::Tree)
            .and_then(|found| judge(path, pinned, found));
        let cost = Cost::taking(elapsed);
        match judged {
            Ok(size) => {
                let ready = Ready {
                    path: path.to_owned(),
                    size,
                    verified: Verified::Bundle,
                };
                self.succeed(index, ready, (Fetched::Bundled, None), cost);
            }
            Err(fault) => self.fail(index, Arc::new(fault), cost),
        }
    }

    /// Settles an artifact from the network, or orders it from its next source.
    fn delivered(&mut self, done: Done) -> Option<Order> {
        let unit = done.want.unit;
        let cost = Cost::of(&done);
        match done.result {
            Ok((blob, how)) => {
                let (outcome, verified) = match how {
                    How::Fetched => (Fetched::Fetched, Verified::Download),
                    How::Unpacked => (Fetched::Bundled, Verified::Bundle),
                    How::Found => (Fetched::Cached, Verified::Cache),
                };
                let ready = Ready {
                    path: blob.path,
                    size: blob.size,
                    verified,
                };
                self.succeed(unit, ready, (outcome, done.warning), cost);
                None
            }
            Err(fault) => {
                let failures = self.failures.entry(unit).or_default();
                failures.extend(done.asked);
                let own = |pin: &Artifact| pin.source == done.want.pin.source;
                let sources = self.sources(unit).iter();
                let next = sources.skip_while(|pin| !own(pin)).nth(1);
                if let (true, Some(pin)) = (fault.is_of_source(), next) {
                    let pin = pin.clone();
                    let wants = vec![Want { pin, ..done.want }];
                    return Some(Order { wants });
                }
                self.fail(unit, fault, cost);
                None
            }
        }
    }

    fn succeed(
        &mut self,
        index: usize,
        ready: Ready,
        (outcome, warning): (Fetched, Option<Cause>),
        cost: Cost,
    ) {
        let bytes = ready.size;
        let mut event = self.event(index, outcome, bytes, cost);
        event.cause = warning;
        self.tell(EventKind::ArtifactFinished(event));
        let complete = self.board.settle(index, Ok(ready));
        self.hand_out(&complete);
    }

    fn fail(&mut self, index: usize, fault: Arc<Fault>, cost: Cost) {
        let unit = &self.plan.units[index];
        let mut failures = self.failures.remove(&index).unwrap_or_default();
        // What is none of a source's (the run was stopped, the disk is full) is told whatever sources did before it.
        let told = |asked: &Asked| Arc::ptr_eq(&asked.fault, &fault);
        if !failures.iter().any(told) {
            failures.push(Asked::nobody(&unit.pins()[0], fault));
        }
        let error = asked::error(&unit.label, unit.pins()[0].clone(), failures.clone());
        let mut event = self.event(index, Fetched::Failed, 0, cost);
        event.cause = Some(error.to_cause());
        self.tell(EventKind::ArtifactFinished(event));
        let complete = self.board.settle(index, Err(failures));
        self.hand_out(&complete);
    }

    fn hand_out(&mut self, complete: &[usize]) {
        for index in complete {
            let result = self.board.finish(*index);
            if let Ok(installed) = &result {
                self.tell(EventKind::Runtime(installed.to_event()));
            }
            (self.on_ready)(&self.plan.runtimes[*index].runtime, result);
        }
    }

    fn event(&self, index: usize, outcome: Fetched, bytes: u64, cost: Cost) -> ArtifactFinished {
        let unit = &self.plan.units[index];
        ArtifactFinished {
            digest: unit.digest,
            label: unit.label.clone(),
            source: address::without_secrets(&unit.pins()[0].url),
            bytes,
            fetched: cost.received,
            attempts: cost.attempts,
            elapsed_us: micros(cost.elapsed),
            outcome,
            cause: None,
        }
    }

    fn tell(&self, event: EventKind) {
        (self.installer.downloader.on_event)(event);
    }
}

/// What an artifact cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    attempts: u32,
    received: u64,
    elapsed: Duration,
}

impl Cost {
    fn taking(elapsed: Duration) -> Self {
        Self {
            elapsed,
            ..Self::default()
        }
    }

    fn of(done: &Done) -> Self {
        Self {
            attempts: done.cost.attempts,
            received: done.cost.received,
            elapsed: done.elapsed,
        }
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Whether two artifacts are different members of one archive.
fn same_archive(one: &Source, other: &Source) -> bool {
    match (one.member(), other.member()) {
        (Some((archive, member)), Some((other, different))) => {
            archive == other && member != different
        }
        _ => false,
    }
}

/// Starts a download; whatever becomes of it, a word comes.
fn start(
    runtime: &tokio::runtime::Runtime,
    downloader: &Arc<Downloader>,
    order: Order,
    sender: &Sender<Word>,
) {
    let units: Vec<usize> = order.wants.iter().map(|want| want.unit).collect();
    let task = runtime.spawn(Arc::clone(downloader).run(order));
    let sender = sender.clone();
    runtime.spawn(async move {
        let word = match task.await {
            Ok(done) => Word::Delivered(done),
            Err(failed) => Word::Lost(units, failed.to_string()),
        };
        // Nobody listens any more when the run was stopped.
        let _ = sender.send(word);
    });
}

/// Hashes files of the tree until there are no more.
fn hash(
    installer: &Installer,
    plan: &InstallPlan,
    tree: &[usize],
    next: &AtomicUsize,
    sender: &Sender<Word>,
) {
    while !installer.is_cancelled() {
        let Some(unit) = tree.get(next.fetch_add(1, Ordering::Relaxed)) else {
            return;
        };
        let Supply::Tree { path, .. } = &plan.units[*unit].supply else {
            continue;
        };
        let start = Instant::now();
        let result = installer.downloader.cache.digest_of(path);
        let elapsed = start.elapsed();
        let _ = sender.send(Word::Hashed {
            unit: *unit,
            result,
            elapsed,
        });
    }
}
