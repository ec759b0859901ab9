//! Where the bytes of a pin are asked for: mirrors first, the address itself last.

use crate::install::address;
use crate::install::credentials;
use crate::install::credentials::Credentials;
use crate::install::download::blocking;
use crate::install::fault::Fault;
use crate::install::fetch::Fetcher;
use crate::install::mirrors::Mirrors;
use crate::install::npm;
use crate::install::npm::NpmConfig;
use crate::install::npm::RegistryError;
use crate::install::page::Page;
use crate::model::runtime::ArchivePlace;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use crate::model::secret::Secret;
use reqwest::Url;
use std::sync::Arc;
use std::sync::OnceLock;

/// A place to ask.
#[derive(Debug)]
pub(super) struct Place {
    /// Without user and password.
    pub(super) url: Url,
    /// What proves this person to its server.
    pub(super) authorization: Option<Secret>,
    /// The mirror it lies below; nothing for the address itself.
    pub(super) mirror: Option<String>,
}

/// What this person's configuration says of places.
pub(super) struct Places {
    npm: OnceLock<Arc<NpmConfig>>,
    mirrors: Arc<Mirrors>,
    credentials: Arc<Credentials>,
}

impl Places {
    pub(super) fn new(
        npm: Option<Arc<NpmConfig>>,
        mirrors: Arc<Mirrors>,
        credentials: Arc<Credentials>,
    ) -> Self {
        Self {
            npm: npm.map_or_else(OnceLock::new, OnceLock::from),
            mirrors,
            credentials,
        }
    }

    /// The places of a pin, in the order in which they are asked.
    pub(super) async fn of(&self, pin: &Artifact) -> Result<Vec<Place>, Fault> {
        match &pin.source {
            Source::Url(url)
            | Source::Archive {
                place: ArchivePlace::Url(url),
                ..
            } => {
                // A manifest is a stranger's: it does not choose as whom we come.
                let url = address::bare(address::allowed(url)?);
                Ok(self.with_mirrors(url, None))
            }
            Source::Npm {
                package, version, ..
            } => {
                let npm = self.npm().await;
                let url = npm::tarball(&registry(&npm, package).await?, package, version);
                let url = url.ok_or(Fault::Package)?;
                Ok(self.with_mirrors(url, Some(&npm)))
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

    /// The places of a package that its registry names itself.
    pub(super) async fn of_package(&self, url: Url) -> Vec<Place> {
        let npm = self.npm().await;
        self.with_mirrors(url, Some(&npm))
    }

    /// Asks the registry what it says of a package.
    pub(super) async fn page(
        &self,
        fetcher: &Fetcher,
        package: &str,
        version: &str,
    ) -> Result<Page, Fault> {
        let npm = self.npm().await;
        let registry = registry(&npm, package).await?;
        let url = npm::page(&registry, package, version).ok_or(Fault::Package)?;
        let place = self.place(url, Some(&npm), None);
        let secret = place.authorization.as_ref().map(Secret::reveal);
        let text = fetcher.text(&place.url, secret).await?;
        Page::read(place.url, &text).ok_or(Fault::Package)
    }

    fn with_mirrors(&self, url: Url, npm: Option<&NpmConfig>) -> Vec<Place> {
        let mirrors = self.mirrors.of(&url).into_iter();
        let mut places: Vec<Place> = mirrors
            .map(|(url, mirror)| self.place(url, npm, Some(mirror)))
            .collect();
        places.push(self.place(url, npm, None));
        places
    }

    /// User and password in an address of the person's own, a registry's or a mirror's, are the last to be taken.
    fn place(&self, url: Url, npm: Option<&NpmConfig>, mirror: Option<String>) -> Place {
        let own = credentials::of_address(&url);
        let url = address::bare(url);
        let authorization = self.credentials.authorization(&url, npm).or(own);
        Place {
            url,
            authorization,
            mirror,
        }
    }

    /// The npm configuration; reading it may mean to start npm.
    async fn npm(&self) -> Arc<NpmConfig> {
        if let Some(npm) = self.npm.get() {
            return Arc::clone(npm);
        }
        let read = blocking(|| Arc::new(NpmConfig::of_person())).await;
        Arc::clone(self.npm.get_or_init(|| read))
    }
}

/// Where a package is to be had; to learn it may mean to start npm and to wait for it.
async fn registry(npm: &Arc<NpmConfig>, package: &str) -> Result<Url, RegistryError> {
    let (npm, package) = (Arc::clone(npm), package.to_owned());
    blocking(move || npm.registry(&package)).await
}
