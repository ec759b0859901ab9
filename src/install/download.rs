//! One download, from the right to make it to the blobs it yields.

use crate::cache::Blob;
use crate::cache::Cache;
use crate::cache::CacheError;
use crate::cache::Lock;
use crate::digest::Sha256;
use crate::install::address;
use crate::install::deliver;
use crate::install::deliver::Taken;
use crate::install::fault::Fault;
use crate::install::fetch::Cost;
use crate::install::fetch::Fetcher;
use crate::install::fetch::Job;
use crate::install::npm;
use crate::install::npm::NpmConfig;
use crate::model::event::EventKind;
use crate::model::event::InstallProgress;
use crate::model::event::InstallStarted;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use reqwest::Url;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio::task;

/// Downloads at a time, and of those from one server.
const AT_ONCE: usize = 16;
const AT_ONCE_FROM_ONE: usize = 8;
/// Orders in hand at a time. Each of them holds a locked file, of which a process may have some hundred open, while it
/// waits for its turn at its server.
const IN_HAND: usize = 128;
/// Pause between two reports of progress.
const REPORT: Duration = Duration::from_millis(100);

/// Who is told of progress.
pub(super) type OnEvent = Arc<dyn Fn(EventKind) + Send + Sync>;

/// Artifacts that one request yields: one file, or several members of one package.
#[derive(Debug)]
pub(super) struct Order {
    /// Never empty; all have the same address or package.
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
    pub(super) cost: Cost,
    pub(super) elapsed: Duration,
}

/// Whether it had to be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It had.
    Fetched,
    /// Somebody else had published it meanwhile.
    Found,
}

/// Makes downloads.
pub(super) struct Downloader {
    pub(super) cache: Cache,
    pub(super) on_event: OnEvent,
    fetcher: Fetcher,
    npm: OnceLock<Arc<NpmConfig>>,
    in_hand: Semaphore,
    all: Arc<Semaphore>,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl Downloader {
    pub(super) fn new(
        cache: Cache,
        fetcher: Fetcher,
        npm: Option<Arc<NpmConfig>>,
        on_event: OnEvent,
    ) -> Self {
        Self {
            cache,
            on_event,
            fetcher,
            npm: npm.map_or_else(OnceLock::new, OnceLock::from),
            in_hand: Semaphore::new(IN_HAND),
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
        let (_locks, found) = match self.lock(&wants).await {
            Ok(locked) => locked,
            Err(fault) => return spread(wants, Err(fault), Cost::default(), start),
        };
        let mut done = Vec::new();
        let mut missing = Vec::new();
        for (want, found) in wants.into_iter().zip(found) {
            match found {
                None => missing.push(want),
                Some(blob) => done.push(Done {
                    want,
                    result: Ok((blob, How::Found)),
                    cost: Cost::default(),
                    elapsed: start.elapsed(),
                }),
            }
        }
        if !missing.is_empty() {
            let (taken, cost) = self.fetch(&missing).await;
            done.extend(spread(missing, taken, cost, start));
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
                locks.push(lock?);
            }
            let found: Result<Vec<_>, CacheError> = wants
                .iter()
                .map(|want| this.cache.blobs().lookup(&want.pin.digest))
                .collect();
            Ok((locks, found?))
        })
        .await
    }

    /// Fetches what an order needs; the registry is asked where a package lies only if it does not lie where all do.
    async fn fetch(&self, wants: &[Want]) -> (Taken, Cost) {
        let (url, authorization) = match self.resolve(&wants[0].pin).await {
            Ok(resolved) => resolved,
            Err(fault) => return (Err(fault), Cost::default()),
        };
        let [host, _all] = self.permits(&url).await;
        let host = Mutex::new(Some(host));
        let meter = Meter::start(&self.on_event, &wants[0]);
        let watch = |received, total| {
            meter.report(received, total);
            if total == Some(received) {
                // The server has done its part: the next download need not wait until our disk has done its own.
                drop(host.lock().unwrap_or_else(PoisonError::into_inner).take());
            }
        };
        let sink = deliver::sink(&self.cache, wants);
        let job = |url, authorization| Job {
            url,
            authorization,
            sink: &sink,
            watch: &watch,
        };
        let first = job(&url, authorization.as_deref());
        let (mut result, mut cost) = self.fetcher.download(first).await;
        if let (
            Source::Npm {
                package, version, ..
            },
            Err(error),
        ) = (&wants[0].pin.source, &result)
            && error.is_unknown()
        {
            match self.tarball(package, version).await {
                Ok((other, authorization)) if other != url => {
                    let second = job(&other, authorization.as_deref());
                    (result, cost) = self.fetcher.download(second).await;
                }
                // The registry knows no more than that: the first answer says it.
                Ok(_) | Err(Fault::Fetch(_) | Fault::Package) => {}
                Err(fault) => return (Err(fault), cost),
            }
        }
        (result.unwrap_or_else(|error| Err(error.into())), cost)
    }

    /// The address of a pin, and what proves us to its server.
    async fn resolve(&self, pin: &Artifact) -> Result<(Url, Option<String>), Fault> {
        match &pin.source {
            Source::Url(url) => Ok((address::allowed(url)?, None)),
            Source::Npm {
                package, version, ..
            } => {
                let npm = self.npm().await;
                let url = npm::tarball(&npm.registry(package)?, package, version);
                let url = url.ok_or(Fault::Package)?;
                let authorization = npm.authorization(&url);
                Ok((url, authorization))
            }
            Source::File(_) => Err(Fault::Internal(
                "a file of the tree is not fetched".to_owned(),
            )),
        }
    }

    /// Asks the registry for the address of a package.
    async fn tarball(&self, package: &str, version: &str) -> Result<(Url, Option<String>), Fault> {
        #[derive(serde::Deserialize)]
        struct Answer {
            dist: Dist,
        }
        #[derive(serde::Deserialize)]
        struct Dist {
            tarball: String,
        }
        let npm = self.npm().await;
        let registry = npm.registry(package)?;
        let page = npm::page(&registry, package, version).ok_or(Fault::Package)?;
        let text = self
            .fetcher
            .text(&page, npm.authorization(&page).as_deref())
            .await?;
        let answer: Answer = serde_json::from_slice(&text).map_err(|_| Fault::Package)?;
        // What a registry says is held to the rules of a redirect.
        let url = address::redirected(&page, &answer.dist.tarball)?;
        let authorization = npm.authorization(&url);
        Ok((url, authorization))
    }

    /// The npm configuration; reading it may mean to start npm.
    async fn npm(&self) -> Arc<NpmConfig> {
        if let Some(npm) = self.npm.get() {
            return Arc::clone(npm);
        }
        let read = blocking(|| Arc::new(NpmConfig::of_person())).await;
        Arc::clone(self.npm.get_or_init(|| read))
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

/// Gives each artifact of an order its result. The first answers for the bytes of a package they share.
fn spread(wants: Vec<Want>, taken: Taken, cost: Cost, start: Instant) -> Vec<Done> {
    let results: Vec<Result<Blob, Arc<Fault>>> = match taken {
        Ok(results) => results
            .into_iter()
            .map(|result| result.map_err(Arc::new))
            .collect(),
        Err(fault) => vec![Err(Arc::new(fault)); wants.len()],
    };
    let shared = Cost {
        received: 0,
        ..cost
    };
    let costs = std::iter::once(cost).chain(std::iter::repeat(shared));
    let each = wants.into_iter().zip(results).zip(costs);
    each.map(|((want, result), cost)| Done {
        want,
        result: result.map(|blob| (blob, How::Fetched)),
        cost,
        elapsed: start.elapsed(),
    })
    .collect()
}

/// Does what blocks in a thread that may; a panic goes on where it is waited for.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
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
