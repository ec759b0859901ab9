//! Where a process can be made to die: tests of crashes name these points; anywhere else they are nothing.

#[cfg(not(all(test, unix)))]
mod real {
    use std::fs::File;
    use std::time::Duration;

    /// Names a point of the way.
    #[inline]
    pub(in crate::cache) fn hit(_point: &'static str) {}

    /// Tells that the bytes of a file have reached the disk.
    #[inline]
    pub(in crate::cache) fn synced(_file: &File) {}

    /// How long a wait really is.
    #[inline]
    pub(in crate::cache) fn pause(pause: Duration) -> Duration {
        pause
    }

    /// Removes a temporary file when its owner is done with it.
    #[inline]
    pub(in crate::cache) fn temporary(_file: &mut tempfile::NamedTempFile) {}
}

#[cfg(not(all(test, unix)))]
pub(super) use real::hit;
#[cfg(not(all(test, unix)))]
pub(super) use real::pause;
#[cfg(not(all(test, unix)))]
pub(super) use real::synced;
#[cfg(not(all(test, unix)))]
pub(super) use real::temporary;

#[cfg(all(test, unix))]
pub(super) use crate::cache::tests::stage::hit;
#[cfg(all(test, unix))]
pub(super) use crate::cache::tests::stage::pause;
#[cfg(all(test, unix))]
pub(super) use crate::cache::tests::stage::synced;
#[cfg(all(test, unix))]
pub(super) use crate::cache::tests::stage::temporary;
