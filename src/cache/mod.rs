//! Where artifacts, compiled code and records are kept between runs. It belongs to the person, never to a tree.
//!
//! ```text
//! <dir>/v1/
//!   blobs/sha256/ab/<digest>        verified bytes, never changed; <digest>.seen beside it is the fingerprint
//!   code/<key>.cwasm, <key>.seal    compiled code and the proof that this machine made it
//!   known/<path digest>             fingerprints of files of trees, so that they need not be hashed in every run
//!   records/<root>/<run>.ndjson     the newest twenty of each root
//!   tmp/                            what is being written; nothing in it has a final name
//!   partial/<digest>                the beginning of a file whose rest is still to come; <digest>.from: of which file
//!   aside/                          bytes that turned out to be others than pinned; never run, kept to be looked at
//!   partial/<digest>                the beginning of an artifact, kept to go on from there
//!   locks/                          one file for each thing that only one process should make, and
//!     use.lock                      held by every process that uses the cache, alone by the one that cleans it
//! ```
//!
//! One rule holds everywhere: bytes get their final name by a rename, after they were proved. A digest in a file name
//! is no proof; a fingerprint (size, times, inode) that changed forces the bytes to be hashed again, and compiled code
//! is checked against a key that does not lie here. Locks only save work: nothing becomes wrong where they do not work.
//! Nothing is read or written through a symbolic link, and `v1` must be this person's alone.
//!
//! Below it there may be layers, caches of others that are read and never written. Their blobs are used where they
//! lie, after this process or an earlier one hashed them; their notes and their compiled code are not looked at.
//!
//! What the bytes mean and where they come from is not known here.

mod blobs;
mod code;
mod error;
mod failpoint;
mod fingerprint;
mod gc;
mod incoming;
mod info;
mod inuse;
mod inventory;
mod layers;
mod layout;
mod locks;
mod partial;
mod places;
mod publish;
mod records;
mod safe;
mod seal;
mod seen;
mod sidecar;
#[cfg(test)]
#[cfg(unix)]
mod tests;
mod tree;
mod verify;

pub use blobs::Blob;
pub use blobs::Blobs;
pub use code::Code;
pub use code::CodeKey;
pub use code::MakeError;
pub use code::Origin;
pub use code::Sealed;
pub use error::CacheError;
pub use gc::Cleaned;
pub use gc::Cleaning;
pub use gc::Effect;
pub use incoming::Incoming;
pub use incoming::Mismatch;
pub use incoming::PublishError;
pub use info::BlobInfo;
pub use info::CacheInfo;
pub use info::Share;
pub use inuse::Access;
pub use inventory::Kind;
pub use layout::Cache;
pub use layout::CacheOptions;
pub use locks::Lock;
pub use locks::Waiting;
pub use partial::Edition;
pub use places::config_dir;
pub use records::Records;
pub use safe::Unsafe;
pub use seal::SealSource;
pub use tree::FileDigest;
pub use verify::Fault;
pub use verify::Progress;
pub use verify::Verified;
