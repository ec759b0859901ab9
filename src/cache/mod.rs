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
//!   locks/                          one file for each thing that only one process should make
//! ```
//!
//! One rule holds everywhere: bytes get their final name by a rename, after they were proved. A digest in a file name
//! is no proof; a fingerprint (size, times, inode) that changed forces the bytes to be hashed again, and compiled code
//! is checked against a key that does not lie here. Locks only save work: nothing becomes wrong where they do not work.
//!
//! What the bytes mean and where they come from is not known here.

mod blobs;
mod code;
mod error;
mod fingerprint;
mod incoming;
mod layout;
mod locks;
mod partial;
mod places;
mod publish;
mod records;
mod seal;
mod seen;
mod sidecar;
mod tree;

pub use blobs::Blob;
pub use blobs::Blobs;
pub use code::Code;
pub use code::CodeKey;
pub use code::MakeError;
pub use code::Origin;
pub use code::Sealed;
pub use error::CacheError;
pub use incoming::Incoming;
pub use incoming::Mismatch;
pub use incoming::PublishError;
pub use layout::Cache;
pub use locks::Lock;
pub use locks::Waiting;
pub use partial::Edition;
pub use places::config_dir;
pub use records::Records;
pub use seal::SealSource;
pub use tree::FileDigest;
