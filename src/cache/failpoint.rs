//! Where a process can be made to die: tests of crashes name these points; anywhere else they are nothing.

#[cfg(not(test))]
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

#[cfg(not(test))]
pub(super) use real::hit;
#[cfg(not(test))]
pub(super) use real::pause;
#[cfg(not(test))]
pub(super) use real::synced;
#[cfg(not(test))]
pub(super) use real::temporary;

#[cfg(test)]
pub(super) use crate::cache::tests::stage::hit;
#[cfg(test)]
pub(super) use crate::cache::tests::stage::pause;
#[cfg(test)]
pub(super) use crate::cache::tests::stage::synced;
#[cfg(test)]
pub(super) use crate::cache::tests::stage::temporary;
