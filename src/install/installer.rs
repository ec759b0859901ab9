//! Carries out a plan, and hands out each runtime as soon as it is complete.

use crate::cache::Cache;
use crate::cache::FileDigest;
use crate::digest::Sha256;
use crate::install::asked;
use crate::install::asked::Asked;
use crate::install::credentials::Credentials;
use crate::install::download::Downloader;
use crate::install::download::OnEvent;
use crate::install::download::Order;
use crate::install::download::Want;
use crate::install::fault::Fault;
use crate::install::fault::InstallError;
use crate::install::fault::what;
use crate::install::mirrors::Mirrors;
use crate::install::npm::NpmConfig;
use crate::install::pace::Pace;
use crate::install::places::Places;
use crate::install::plan::InstallPlan;
use crate::install::plan::Supply;
use crate::install::plan::Unit;
use crate::install::session::Session;
use crate::install::verified::InstalledRuntime;
use crate::model::event::EventKind;
use crate::model::runtime::Runtime;
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;

/// How to install.
#[derive(Clone, Debug)]
pub struct InstallOptions {
    /// Nothing is fetched: no socket is opened and no program is started.
    pub offline: bool,
    /// Threads that hash files of the tree.
    pub jobs: usize,
    /// The npm configuration; nothing = that of this person, read when the first package is to be fetched.
    pub npm: Option<Arc<NpmConfig>>,
    /// Time limits and retries.
    pub pace: Pace,
    /// Places that are asked before the pinned ones.
    pub mirrors: Arc<Mirrors>,
    /// What proves this person to servers.
    pub credentials: Arc<Credentials>,
    /// Set by others to stop.
    pub cancel: Arc<AtomicBool>,
}

impl Default for InstallOptions {
    fn default() -> Self {
        Self {
            offline: false,
            jobs: thread::available_parallelism().map_or(1, usize::from),
            npm: None,
            pace: Pace::default(),
            mirrors: Arc::default(),
            credentials: Arc::default(),
            cancel: Arc::default(),
        }
    }
}

/// Installs runtimes into a cache.
pub struct Installer {
    pub(super) downloader: Arc<Downloader>,
    pub(super) options: InstallOptions,
    /// Artifacts of the plans so far, for repairs.
    known: Mutex<HashMap<Sha256, Unit>>,
}

impl Installer {
    /// Makes an installer that tells `on_event` what it does, from several threads.
    ///
    /// The events are [`EventKind::InstallStarted`], [`EventKind::InstallProgress`] (of several members of a package
    /// only for the first), [`EventKind::ArtifactFinished`] and [`EventKind::Runtime`].
    pub fn new(
        cache: Cache,
        options: InstallOptions,
        on_event: impl Fn(EventKind) + Send + Sync + 'static,
    ) -> Self {
        let on_event: OnEvent = Arc::new(on_event);
        let places = Places::new(
            options.npm.clone(),
            Arc::clone(&options.mirrors),
            Arc::clone(&options.credentials),
        );
        let downloader = Downloader::new(cache, options.pace, places, on_event);
        Self {
            downloader: Arc::new(downloader),
            options,
            known: Mutex::default(),
        }
    }

    /// Installs everything of a plan and returns when all of it is decided.
    ///
    /// `on_ready` is called once for each runtime, in this thread, as soon as all artifacts of that runtime are there
    /// or one of them cannot be had.
    pub fn run(
        &self,
        plan: &InstallPlan,
        mut on_ready: impl FnMut(&Arc<Runtime>, Result<InstalledRuntime, Arc<InstallError>>),
    ) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for unit in &plan.units {
            known.entry(unit.digest).or_insert_with(|| unit.clone());
        }
        drop(known);
        Session::new(self, plan, &mut on_ready).run();
    }

    /// Makes the bytes of a digest right again after somebody found them altered: sets them aside and fetches them.
    ///
    /// Of several threads that ask at the same time one does it. A file of the tree is only looked at again.
    ///
    /// # Errors
    /// Its bytes cannot be had. A digest that no plan so far has is not ours to repair: nothing.
    pub fn repair(&self, digest: &Sha256) -> Result<Option<PathBuf>, Arc<InstallError>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let unit = known.get(digest).cloned();
        drop(known);
        let Some(unit) = unit else {
            return Ok(None);
        };
        let repaired = match &unit.supply {
            Supply::Tree { path, pin } => digest_anew(path, &unit.digest)
                .map(|()| path.clone())
                .map_err(|fault| vec![Asked::nobody(pin, fault)]),
            Supply::Network(_) => self.repair_blob(&unit),
        };
        repaired.map(Some).map_err(|asked| {
            let pin = unit.pins()[0].clone();
            Arc::new(asked::error(&unit.label, pin, asked))
        })
    }

    fn repair_blob(&self, unit: &Unit) -> Result<PathBuf, Vec<Asked>> {
        let nobody = |fault| vec![Asked::nobody(&unit.pins()[0], Arc::new(fault))];
        let cache = &self.downloader.cache;
        {
            let lock = cache.blobs().lock(&unit.digest, &mut |_| {});
            let lock = lock.map_err(|error| nobody(error.into()))?;
            lock.sign();
            let found = cache.blobs().prove(&unit.digest);
            if let Some(blob) = found.map_err(|error| nobody(error.into()))? {
                return Ok(blob.path);
            }
        }
        let sources = unit.sources(self.options.offline);
        if sources.is_empty() {
            return Err(nobody(Fault::Offline));
        }
        let runtime = threads().map_err(|error| nobody(Fault::Threads(error)))?;
        let mut asked = Vec::new();
        for pin in sources {
            let want = Want {
                unit: 0,
                label: unit.label.clone(),
                pin: pin.clone(),
            };
            let order = Order { wants: vec![want] };
            let done = runtime.block_on(Arc::clone(&self.downloader).run(order));
            cache.blobs().settle();
            for done in done {
                match done.result {
                    Ok((blob, _)) => return Ok(blob.path),
                    Err(_) => asked.extend(done.asked),
                }
            }
        }
        Err(asked)
    }

    /// Makes runs end soon, here and in other threads: nothing new is fetched, and what came is put away.
    pub fn stop(&self) {
        self.options.cancel.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.options.cancel.load(Ordering::Relaxed)
    }
}

/// Threads for downloads; two are enough, as hashing and writing is done in others.
pub(super) fn threads() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("wassay-install")
        .enable_all()
        .build()
}

/// What the bytes of a file of the tree say of its pin.
pub(super) fn judge(path: &Path, pinned: &Sha256, found: FileDigest) -> Result<u64, Fault> {
    if found.digest == *pinned {
        return Ok(found.size);
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(16).read_to_end(&mut head));
    Err(Fault::Mismatch {
        received: found.digest,
        size: found.size,
        what: if read.is_ok() {
            what(&head)
        } else {
            "unreadable now"
        },
        set_aside: false,
    })
}

fn digest_anew(path: &Path, pinned: &Sha256) -> Result<(), Arc<Fault>> {
    let read = File::open(path).and_then(Sha256::of_reader);
    let (digest, size) = read.map_err(|error| Arc::new(Fault::Tree(error)))?;
    let found = FileDigest { digest, size };
    judge(path, pinned, found).map(|_| ()).map_err(Arc::new)
}
