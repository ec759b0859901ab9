//! One download, from the right to make it to the blobs it yields.

use crate::cache::Blob;
use crate::cache::Cache;
use crate::cache::CacheError;
use crate::cache::Lock;
use crate::digest::Sha256;
use crate::install::address;
use crate::install::deliver;
use crate::install::deliver::Received;
use crate::install::deliver::Taken;
use crate::install::fault::Fault;
use crate::install::fetch::Cost;
use crate::install::fetch::Fetcher;
use crate::install::fetch::Job;
use crate::install::npm;
use crate::install::npm::NpmConfig;
use crate::install::page::Page;
use crate::model::event::EventKind;
use crate::model::event::InstallProgress;
use crate::model::event::InstallStarted;
use crate::model::runtime::ArchivePlace;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use futures_util::future::Either;
use futures_util::future::select;
use reqwest::Url;
use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio::task;
use tokio::time;

/// Downloads at a time, and of those from one server.
const AT_ONCE: usize = 16;
const AT_ONCE_FROM_ONE: usize = 8;
/// Pause between two reports of progress.
const REPORT: Duration = Duration::from_millis(100);

/// How long a package that came waits for what its registry says of it.
const LATE: Duration = Duration::from_secs(10);

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
    fetcher: Fetcher,
    npm: OnceLock<Arc<NpmConfig>>,
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
            all: Arc::new(Semaphore::new(AT_ONCE)),
            hosts: Mutex::default(),
        }
    }

    /// Fulfils an order. Each artifact is asked for by one thread of one process only; the others find it.
    pub(super) async fn run(self: Arc<Self>, order: Order) -> Vec<Done> {
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

    /// Gets what an order needs, and publishes it.
    async fn fetch(&self, wants: &[Want]) -> (Taken, Cost) {
        let cache = self.cache.clone();
        let pins: Vec<Artifact> = wants.iter().map(|want| want.pin.clone()).collect();
        let (received, page, cost) = match &wants[0].pin.source {
            Source::Archive {
                place: ArchivePlace::File(path),
                ..
            } => {
                let path = path.clone();
                let taken = blocking(move || deliver::unpack_file(&cache, &path, &pins)).await;
                return (taken, Cost::default());
            }
            Source::Npm {
                package, version, ..
            } => self.package(wants, package, version).await,
            Source::Url(_) | Source::Archive { .. } | Source::File(_) => {
                let (received, cost) = self.one(wants).await;
                (received, None, cost)
            }
        };
        let received = match received {
            Ok(received) => received,
            Err(fault) => return (Err(fault), cost),
        };
        let taken = blocking(move || {
            let integrity = page.as_ref().and_then(Page::integrity);
            deliver::publish(&cache, &pins, received, integrity.as_ref())
        });
        (taken.await, cost)
    }

    async fn one(&self, wants: &[Want]) -> (Result<Received, Fault>, Cost) {
        match self.resolve(&wants[0].pin).await {
            Ok((url, authorization)) => self.transfer(wants, &url, authorization.as_deref()).await,
            Err(fault) => (Err(fault), Cost::default()),
        }
    }

    /// Fetches a package, and at the same time what its registry says of it.
    ///
    /// The package is asked for where all registries keep it, and elsewhere only if it does not lie there and the
    /// registry names another place.
    async fn package(
        &self,
        wants: &[Want],
        package: &str,
        version: &str,
    ) -> (Result<Received, Fault>, Option<Page>, Cost) {
        let (url, authorization) = match self.resolve(&wants[0].pin).await {
            Ok(resolved) => resolved,
            Err(fault) => return (Err(fault), None, Cost::default()),
        };
        let transfer = pin!(self.transfer(wants, &url, authorization.as_deref()));
        let asking = pin!(self.page(package, version));
        let ((received, cost), page) = match select(transfer, asking).await {
            // Whoever keeps the page back could as well have none.
            Either::Left((received, asking)) => {
                let late = time::timeout(LATE, asking).await;
                (received, late.unwrap_or(Err(Fault::Package)))
            }
            Either::Right((page, transfer)) => (transfer.await, page),
        };
        if !matches!(&received, Err(Fault::Fetch(error)) if error.is_unknown()) {
            return (received, page.ok(), cost);
        }
        match page.and_then(|page| Ok((page.tarball()?, page))) {
            Ok((other, page)) if other != url => {
                let authorization = self.npm().await.authorization(&other);
                let second = self.transfer(wants, &other, authorization.as_deref());
                let (received, cost) = second.await;
                (received, Some(page), cost)
            }
            // The registry knows no more than that: the first answer says it.
            Ok(_) | Err(Fault::Fetch(_) | Fault::Package) => (received, None, cost),
            Err(fault) => (Err(fault), None, cost),
        }
    }

    /// Fetches from one address.
    async fn transfer(
        &self,
        wants: &[Want],
        url: &Url,
        authorization: Option<&str>,
    ) -> (Result<Received, Fault>, Cost) {
        let _permits = self.permits(url).await;
        let meter = Meter::start(&self.on_event, &wants[0]);
        let watch = |received, total| meter.report(received, total);
        let delivery = {
            let (cache, wants, url) = (self.cache.clone(), wants.to_vec(), url.clone());
            blocking(move || deliver::prepare(&cache, &wants, &url)).await
        };
        let job = Job {
            url,
            authorization,
            sink: &delivery.sink,
            kept: delivery.kept.as_ref(),
            is_wrong: deliver::is_wrong,
            watch: &watch,
        };
        let (result, cost) = self.fetcher.download(job).await;
        (result.unwrap_or_else(|error| Err(error.into())), cost)
    }

    /// The address of a pin, and what proves us to its server.
    async fn resolve(&self, pin: &Artifact) -> Result<(Url, Option<String>), Fault> {
        match &pin.source {
            Source::Url(url)
            | Source::Archive {
                place: ArchivePlace::Url(url),
                ..
            } => Ok((address::allowed(url)?, None)),
            Source::Npm {
                package, version, ..
            } => {
                let npm = self.npm().await;
                let url = npm::tarball(&npm.registry(package)?, package, version);
                let url = url.ok_or(Fault::Package)?;
                let authorization = npm.authorization(&url);
                Ok((url, authorization))
            }
            Source::File(_)
            | Source::Archive {
                place: ArchivePlace::File(_),
                ..
            } => Err(Fault::Internal(
                "a file of the tree is not fetched".to_owned(),
            )),
        }
    }

    /// Asks the registry what it says of a package.
    async fn page(&self, package: &str, version: &str) -> Result<Page, Fault> {
        let npm = self.npm().await;
        let registry = npm.registry(package)?;
        let url = npm::page(&registry, package, version).ok_or(Fault::Package)?;
        let authorization = npm.authorization(&url);
        let text = self.fetcher.text(&url, authorization.as_deref()).await?;
        Page::read(url, &text).ok_or(Fault::Package)
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

/// Gives each artifact of an order its result. The first answers for the bytes of an archive they share.
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
    let how = match wants[0].pin.source.file() {
        Some(_) => How::Unpacked,
        None => How::Fetched,
    };
    let costs = std::iter::once(cost).chain(std::iter::repeat(shared));
    let each = wants.into_iter().zip(results).zip(costs);
    each.map(|((want, result), cost)| Done {
        want,
        result: result.map(|blob| (blob, how)),
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
