//! One download, from the right to make it to the blobs it yields.

use crate::cache::Blob;
use crate::cache::Cache;
use crate::cache::CacheError;
use crate::cache::Lock;
use crate::digest::Sha256;
use crate::install::address;
use crate::install::asked::Asked;
use crate::install::deliver;
use crate::install::deliver::Delivery;
use crate::install::deliver::Received;
use crate::install::deliver::Taken;
use crate::install::fault::Fault;
use crate::install::fetch::Cost;
use crate::install::fetch::Fetcher;
use crate::install::fetch::Job;
use crate::install::pace::Pace;
use crate::install::places::Place;
use crate::install::places::Places;
use crate::install::registry::Registry;
use crate::install::search::Search;
use crate::model::cause::Cause;
use crate::model::event::EventKind;
use crate::model::event::InstallProgress;
use crate::model::event::InstallStarted;
use crate::model::runtime::Artifact;
use crate::model::secret::Secret;
use reqwest::Url;
use std::collections::HashMap;
use std::collections::HashSet;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio::task;
use tokio::time;

/// Downloads at a time, and of those from one server.
const AT_ONCE: usize = 16;
const AT_ONCE_FROM_ONE: usize = 8;
/// Orders in hand at a time. Each of them holds a locked file, of which a process may have some hundred open, while it
/// waits for its turn at its server.
const IN_HAND: usize = 128;
/// Pause between two reports of progress.
const REPORT: Duration = Duration::from_millis(100);

/// What is over by then does not say whose it was: nobody who waits has asked yet.
const SOON: Duration = Duration::from_secs(1);

/// Who is told of progress.
pub(super) type OnEvent = Arc<dyn Fn(EventKind) + Send + Sync>;

/// Artifacts that one request yields: one file, or several members of one archive.
#[derive(Debug)]
pub(super) struct Order {
    /// Never empty; all have the same address, or are different members of the same archive.
    pub(super) wants: Vec<Want>,
}

/// One artifact of an order.
#[derive(Clone, Debug)]
pub(super) struct Want {
    /// Index in the plan.
    pub(super) unit: usize,
    /// For people.
    pub(super) label: String,
    /// What is asked for, and where.
    pub(super) pin: Artifact,
}

/// What became of one artifact of an order.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) want: Want,
    pub(super) result: Result<(Blob, How), Arc<Fault>>,
    /// Places that were asked in vain, in that order; with an error never empty.
    pub(super) asked: Vec<Asked>,
    /// What a person should know although it was had.
    pub(super) warning: Option<Cause>,
    pub(super) cost: Cost,
    pub(super) elapsed: Duration,
}

/// Whether it had to be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It had.
    Fetched,
    /// It was taken out of an archive of the tree.
    Unpacked,
    /// Somebody else had published it meanwhile.
    Found,
}

/// Makes downloads.
pub(super) struct Downloader {
    pub(super) cache: Cache,
    pub(super) on_event: OnEvent,
    pub(super) fetcher: Fetcher,
    retries: u32,
    pub(super) places: Places,
    /// Mirrors that a person was warned of.
    warned: Mutex<HashSet<String>>,
    /// Mirrors that no connection came about with.
    gone: Mutex<HashSet<String>>,
    in_hand: Semaphore,
    /// Questions to registries.
    pub(super) pages: Semaphore,
    silent: AtomicBool,
    all: Arc<Semaphore>,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl Downloader {
    pub(super) fn new(cache: Cache, pace: Pace, places: Places, on_event: OnEvent) -> Self {
        Self {
            cache,
            on_event,
            fetcher: Fetcher::new(pace),
            retries: pace.retries,
            places,
            warned: Mutex::default(),
            gone: Mutex::default(),
            in_hand: Semaphore::new(IN_HAND),
            pages: Semaphore::new(AT_ONCE_FROM_ONE),
            silent: AtomicBool::new(false),
            all: Arc::new(Semaphore::new(AT_ONCE)),
            hosts: Mutex::default(),
        }
    }

    /// Fulfils an order. Each artifact is asked for by one thread of one process only; the others find it.
    pub(super) async fn run(self: Arc<Self>, order: Order) -> Vec<Done> {
        let turn = self.in_hand.acquire().await;
        let _turn = turn.expect("this semaphore is never closed");
        let start = Instant::now();
        let wants = order.wants;
        let (locks, found) = match self.lock(&wants).await {
            Ok(locked) => locked,
            Err(fault) => {
                let fault = Arc::new(fault);
                let all = wants.into_iter().map(|want| Search::new(want, start));
                return all.map(|search| search.failed(&fault)).collect();
            }
        };
        let mut done = Vec::new();
        let mut missing = Vec::new();
        for (want, found) in wants.into_iter().zip(found) {
            let search = Search::new(want, start);
            match found {
                None => missing.push(search),
                Some(blob) => done.push(search.ended(Ok((blob, How::Found)), None)),
            }
        }
        if !missing.is_empty() {
            let mut fetch = pin!(self.fetch(missing, &mut done));
            if time::timeout(SOON, &mut fetch).await.is_err() {
                locks.iter().for_each(Lock::sign);
                fetch.await;
            }
        }
        done
    }

    /// Gets the right to fetch, and looks whether that is still needed.
    async fn lock(
        self: &Arc<Self>,
        wants: &[Want],
    ) -> Result<(Vec<Lock>, Vec<Option<Blob>>), Fault> {
        let this = Arc::clone(self);
        let wants = wants.to_vec();
        blocking(move || {
            // In one order everywhere, so that two that want the same two never wait for each other.
            let mut digests: Vec<&Want> = wants.iter().collect();
            digests.sort_by_key(|want| want.pin.digest);
            let mut locks = Vec::new();
            for want in digests {
                let lock = this.cache.blobs().lock(&want.pin.digest, &mut |who| {
                    (this.on_event)(EventKind::InstallStarted(InstallStarted {
                        digest: want.pin.digest,
                        label: format!("{}, fetched by {who}", want.label),
                        total: None,
                    }));
                });
                let lock = lock?;
                if wants.len() > 1 {
                    // The next may take a while.
                    lock.sign();
                }
                locks.push(lock);
            }
            let found: Result<Vec<_>, CacheError> = wants
                .iter()
                .map(|want| this.cache.blobs().lookup(&want.pin.digest))
                .collect();
            Ok((locks, found?))
        })
        .await
    }

    /// Asks one place after the other until everything is there, or none is left.
    async fn fetch(self: &Arc<Self>, mut missing: Vec<Search>, done: &mut Vec<Done>) {
        let pin = missing[0].want.pin.clone();
        if let Some(path) = pin.source.file() {
            return self.unpack(path.to_owned(), missing, done).await;
        }
        let mut places = match self.places.of(&pin).await {
            Ok(places) => VecDeque::from(places),
            Err(fault) => return fail(missing, fault, done),
        };
        let mut registry = Registry::ask(self, &pin);
        let mut told = false;
        while let Some(place) = places.pop_front() {
            if self.is_gone(&place) {
                continue;
            }
            let wants: Vec<Want> = missing.iter().map(|search| search.want.clone()).collect();
            let (taken, cost) = self.ask(&place, &wants, &mut registry).await;
            let unknown = matches!(&taken, Err(Fault::Fetch(error)) if error.is_unknown());
            self.note_gone(&place, &taken);
            missing = self.sort(missing, &place, (taken, cost), done);
            if missing.is_empty() {
                return;
            }
            if unknown && place.mirror.is_none() && !std::mem::replace(&mut told, true) {
                match registry.tarball().await {
                    Ok(Some(url)) if url != place.url => {
                        places.extend(self.places.of_package(url).await);
                    }
                    // The registry knows no more than that: the first answer says it.
                    Ok(_) => {}
                    Err(fault) => return fail(missing, fault, done),
                }
            }
        }
        done.extend(missing.into_iter().map(Search::given_up));
    }

    /// Takes members out of an archive of the tree.
    async fn unpack(&self, path: PathBuf, missing: Vec<Search>, done: &mut Vec<Done>) {
        // A decoder may need much memory, so there are never more of them than downloads.
        let _turn = self.all.acquire().await;
        let cache = self.cache.clone();
        let pins = pins(missing.iter().map(|search| &search.want));
        let taken = blocking(move || deliver::unpack_file(&cache, &path, &pins)).await;
        let results = each(taken, missing.len());
        let ended = missing
            .into_iter()
            .zip(results)
            .map(|(search, result)| match result {
                Ok(blob) => search.ended(Ok((blob, How::Unpacked)), None),
                Err(fault) => search.failed(&fault),
            });
        done.extend(ended);
    }

    /// Asks one place, and publishes what it has.
    async fn ask(&self, place: &Place, wants: &[Want], registry: &mut Registry) -> (Taken, Cost) {
        let [host, all] = self.permits(&place.url).await;
        let host = Mutex::new(Some(host));
        let meter = Meter::start(&self.on_event, &wants[0]);
        let watch = |received, total| {
            meter.report(received, total);
            if total == Some(received) {
                // The server has done its part: the next download need not wait until our disk has done its own.
                drop(host.lock().unwrap_or_else(PoisonError::into_inner).take());
            }
        };
        let delivery = self.prepare(wants, &place.url).await;
        let job = Job {
            url: &place.url,
            authorization: place.authorization.as_ref().map(Secret::reveal),
            sink: &delivery.sink,
            kept: delivery.kept.as_ref(),
            is_wrong: deliver::is_wrong,
            watch: &watch,
        };
        let (result, cost) = self.fetcher.download(job).await;
        let received = match result {
            Ok(Ok(received)) => received,
            Ok(Err(fault)) => return (Err(fault), cost),
            Err(error) => return (Err(error.into()), cost),
        };
        let received = match received {
            Received::File(blob) => return (Ok(vec![Ok(blob)]), cost),
            Received::Members(..) => received,
        };
        // Others may fetch while the registry is waited for.
        drop(all);
        let integrity = registry.integrity().await;
        let (cache, pins) = (self.cache.clone(), pins(wants.iter()));
        let taken = move || deliver::publish(&cache, &pins, received, integrity.as_ref());
        (blocking(taken).await, cost)
    }

    /// Prepares for the bytes of an order. Only to hash what an earlier process left takes long enough to be worth a
    /// thread of its own.
    async fn prepare(&self, wants: &[Want], url: &Url) -> Delivery {
        if !self.cache.blobs().is_begun(&wants[0].pin.digest) {
            return deliver::prepare(&self.cache, wants, url);
        }
        let (cache, wants, url) = (self.cache.clone(), wants.to_vec(), url.clone());
        blocking(move || deliver::prepare(&cache, &wants, &url)).await
    }

    /// Takes down what a place had; gives what another may have.
    fn sort(
        &self,
        missing: Vec<Search>,
        place: &Place,
        (taken, cost): (Taken, Cost),
        done: &mut Vec<Done>,
    ) -> Vec<Search> {
        let results = each(taken, missing.len());
        let mut left = Vec::new();
        for (index, (mut search, result)) in missing.into_iter().zip(results).enumerate() {
            search.paid(cost, index == 0);
            match result {
                Ok(blob) => {
                    let warning = self.warning(&search, place);
                    done.push(search.ended(Ok((blob, How::Fetched)), warning));
                }
                Err(fault) => {
                    let asked = Asked {
                        place: address::shown(&place.url),
                        mirror: place.mirror.clone(),
                        ..Asked::nobody(&search.want.pin, Arc::clone(&fault))
                    };
                    search.asked.push(asked.costing(cost, self.retries));
                    if fault.is_of_source() {
                        left.push(search);
                    } else {
                        done.push(search.ended(Err(fault), None));
                    }
                }
            }
        }
        left
    }

    /// Whether it lies at a mirror that is not there: each artifact anew would wait for it until nobody has patience.
    fn is_gone(&self, place: &Place) -> bool {
        let gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        place.mirror.as_ref().is_some_and(|own| gone.contains(own))
    }

    fn note_gone(&self, place: &Place, taken: &Taken) {
        if let (Some(mirror), Err(Fault::Fetch(error))) = (&place.mirror, taken)
            && error.is_without_answer()
        {
            let mut gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
            gone.insert(mirror.clone());
        }
    }

    /// Whether a registry kept somebody waiting in vain before.
    pub(super) fn registry_is_silent(&self) -> bool {
        self.silent.load(Ordering::Relaxed)
    }

    /// Takes down that a registry keeps people waiting.
    pub(super) fn note_silent_registry(&self) {
        self.silent.store(true, Ordering::Relaxed);
    }

    /// What to say of the first mirror that failed and that nothing was said of so far.
    fn warning(&self, search: &Search, place: &Place) -> Option<Cause> {
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = search.asked.iter().find(|asked| {
            let mirror = asked.mirror.as_ref();
            mirror.is_some_and(|mirror| warned.insert(mirror.clone()))
        })?;
        asked.warning(&search.want.label, &address::shown(&place.url))
    }

    /// Waits until few enough downloads run, from this server and at all.
    async fn permits(&self, url: &Url) -> [OwnedSemaphorePermit; 2] {
        let host = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            let host = hosts.entry(address::host(url));
            Arc::clone(host.or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE_FROM_ONE))))
        };
        let host = host.acquire_owned().await;
        let all = Arc::clone(&self.all).acquire_owned().await;
        [host, all].map(|permit| permit.expect("these semaphores are never closed"))
    }
}

/// A result for each of so many artifacts.
fn each(taken: Taken, count: usize) -> Vec<Result<Blob, Arc<Fault>>> {
    match taken {
        Ok(results) => results
            .into_iter()
            .map(|result| result.map_err(Arc::new))
            .collect(),
        Err(fault) => vec![Err(Arc::new(fault)); count],
    }
}

fn fail(missing: Vec<Search>, fault: Fault, done: &mut Vec<Done>) {
    let fault = Arc::new(fault);
    done.extend(missing.into_iter().map(|search| search.failed(&fault)));
}

fn pins<'a>(wants: impl Iterator<Item = &'a Want>) -> Vec<Artifact> {
    wants.map(|want| want.pin.clone()).collect()
}

/// Does what blocks in a thread that may; a panic goes on where it is waited for.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

/// Tells how far a download is, not more often than people can see.
struct Meter<'a> {
    on_event: &'a OnEvent,
    digest: Sha256,
    last: Mutex<Option<Instant>>,
}

impl<'a> Meter<'a> {
    fn start(on_event: &'a OnEvent, want: &Want) -> Self {
        let digest = want.pin.digest;
        on_event(EventKind::InstallStarted(InstallStarted {
            digest,
            label: want.label.clone(),
            total: None,
        }));
        Self {
            on_event,
            digest,
            last: Mutex::new(None),
        }
    }

    fn report(&self, received: u64, total: Option<u64>) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|last| last.elapsed() >= REPORT);
        if due || received == 0 || total == Some(received) {
            *last = Some(Instant::now());
            (self.on_event)(EventKind::InstallProgress(InstallProgress {
                digest: self.digest,
                received,
                total,
            }));
        }
    }
}
