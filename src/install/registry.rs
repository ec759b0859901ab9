//! What the registry of a package says of it, asked while the package comes.

use crate::install::download::Downloader;
use crate::install::fault::Fault;
use crate::install::integrity::Integrity;
use crate::install::page::Page;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use reqwest::Url;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time;

/// How long a registry gets to say what it knows of a package.
const LATE: Duration = Duration::from_secs(10);

/// A question to a registry, and its answer once it is there.
pub(super) enum Registry {
    /// It is no package.
    Nobody,
    Asked(
        JoinHandle<Result<Page, Fault>>,
        time::Instant,
        Arc<Downloader>,
    ),
    Answered(Page),
    /// It cannot be asked, or says nothing; kept until somebody wants to know why.
    Silent(Option<Fault>),
}

impl Registry {
    /// Asks the registry, if the pin is of a package. Nobody waits for it here.
    pub(super) fn ask(downloader: &Arc<Downloader>, pin: &Artifact) -> Self {
        let Source::Npm {
            package, version, ..
        } = &pin.source
        else {
            return Self::Nobody;
        };
        if downloader.registry_is_silent() {
            return Self::Silent(None);
        }
        let (own, package, version) = (Arc::clone(downloader), package.clone(), version.clone());
        let task = tokio::spawn(async move {
            let _turn = own.pages.acquire().await;
            own.places.page(&own.fetcher, &package, &version).await
        });
        let until = time::Instant::now() + LATE;
        Self::Asked(task, until, Arc::clone(downloader))
    }

    /// What the package hashes to, if the registry says so in time: whoever keeps the answer back could as well have
    /// none.
    pub(super) async fn integrity(&mut self) -> Option<Integrity> {
        self.wait().await;
        match self {
            Self::Answered(page) => page.integrity(),
            Self::Nobody | Self::Asked(..) | Self::Silent(_) => None,
        }
    }

    /// Where the registry says that the package is; nothing if it knows no more than that it is unknown.
    pub(super) async fn tarball(&mut self) -> Result<Option<Url>, Fault> {
        self.wait().await;
        match self {
            Self::Answered(page) => page.tarball().map(Some),
            Self::Silent(fault) => match fault.take() {
                None | Some(Fault::Fetch(_) | Fault::Package) => Ok(None),
                Some(fault) => Err(fault),
            },
            Self::Nobody | Self::Asked(..) => Ok(None),
        }
    }

    async fn wait(&mut self) {
        if let Self::Asked(task, until, downloader) = self {
            let answer = match time::timeout_at(*until, &mut *task).await {
                Ok(Ok(Ok(page))) => Self::Answered(page),
                Ok(Ok(Err(fault))) => {
                    tracing::info!(%fault, "the registry does not say what the package hashes to");
                    Self::Silent(Some(fault))
                }
                Ok(Err(failed)) => Self::Silent(Some(Fault::Internal(failed.to_string()))),
                Err(_) => {
                    tracing::info!("the registry says nothing in time");
                    task.abort();
                    // A registry that is only there as its mirrors is not waited for a second time.
                    downloader.note_silent_registry();
                    Self::Silent(None)
                }
            };
            *self = answer;
        }
    }
}

/// Whoever has no use for the answer any more waits for none.
impl Drop for Registry {
    fn drop(&mut self) {
        if let Self::Asked(task, ..) = self {
            task.abort();
        }
    }
}
