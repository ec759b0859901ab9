//! What goes wrong with networks, disks, clocks and neighbours, through the real binary.
//!
//! After every fault the same must hold: each file in `blobs/` hashes to its name, nothing is left in `tmp/`, and the
//! next run, with nothing in its way, succeeds. No test measures time: what has to happen at a certain moment is held
//! there by the server or by the library in `shim.c`.

mod clock;
mod disk;
mod kill;
mod mirrors;
mod origin;
mod proxy;
mod resume;
pub mod scene;
mod secrets;
mod sharing;
mod shim;
mod stopping;
mod tls;
mod wire;
