//! What an npm registry says of one version of a package.

use crate::install::address;
use crate::install::fault::Fault;
use crate::install::integrity::Integrity;
use reqwest::Url;

/// What a registry says.
#[derive(Debug)]
pub(super) struct Page {
    /// Where it says it.
    url: Url,
    dist: Dist,
}

#[derive(Debug, serde::Deserialize)]
struct Answer {
    dist: Dist,
}

#[derive(Debug, serde::Deserialize)]
struct Dist {
    tarball: Option<String>,
    integrity: Option<String>,
}

impl Page {
    /// Reads an answer; nothing if it is none of a registry.
    pub(super) fn read(url: Url, text: &[u8]) -> Option<Self> {
        let answer: Answer = serde_json::from_slice(text).ok()?;
        let dist = answer.dist;
        Some(Self { url, dist })
    }

    /// Where the package is. What a registry says is held to the rules of a redirect.
    pub(super) fn tarball(&self) -> Result<Url, Fault> {
        let text = self.dist.tarball.as_ref().ok_or(Fault::Package)?;
        Ok(address::redirected(&self.url, text)?)
    }

    /// What the package hashes to, if the registry says so.
    pub(super) fn integrity(&self) -> Option<Integrity> {
        Integrity::parse(self.dist.integrity.as_ref()?)
    }
}
