//! Gets the bytes of pinned runtimes, and lets nobody use any that are not the pinned ones.
//!
//! [`plan`] says what is needed, each artifact once. [`Installer::run`] finds it in the cache or in the tree, or
//! fetches it: in parallel, hashed while it is written, each digest by one thread of one process, however many ask.
//! Runtimes are handed out one by one, as soon as their own artifacts are there: the first trial need not wait for the
//! last download. An [`InstalledRuntime`] can be made nowhere else; to hold one means that its bytes were proved.
//!
//! Any place that yields the pinned digest is as good as any other, so a digest that is pinned with several sources is
//! asked for at one after the other. Wrong bytes are set aside and are an error: the pin is the truth, and what differs
//! from it is for a person to look at. They are asked for once more only where it is in doubt that they are what the
//! server has to say, because they came in parts or without a length.

mod address;
mod archive;
mod asked;
mod board;
mod credentials;
mod deliver;
mod download;
mod fault;
mod fetch;
mod fetch_error;
mod installer;
mod integrity;
mod mirrors;
mod netrc;
mod npm;
mod npmrc;
mod pace;
mod page;
mod pipe;
mod places;
mod plan;
mod reason;
mod registry;
mod retry;
mod search;
#[cfg(test)]
mod server;
mod session;
#[cfg(test)]
mod tests;
mod verified;

pub use address::AddressError;
pub use address::without_secrets;
pub use archive::MemberError;
pub use archive::members;
pub use asked::Asked;
pub use credentials::Credentials;
pub use fault::Fault;
pub use fault::InstallError;
pub use fault::STOPPED;
pub use fetch_error::FetchError;
pub use installer::InstallOptions;
pub use installer::Installer;
pub use mirrors::MirrorError;
pub use mirrors::Mirrors;
pub use npm::NpmConfig;
pub use npm::RegistryError;
pub use pace::Pace;
pub use plan::InstallPlan;
pub use plan::plan;
pub use retry::RetryAfter;
pub use verified::InstalledRuntime;
