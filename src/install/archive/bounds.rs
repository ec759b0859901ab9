//! How much an archive may unpack to, and who counts it.

use crate::install::archive::error::MemberError;
use std::cell::Cell;
use std::io;
use std::io::Read;
use std::rc::Rc;

/// Bytes that a decoder may keep of what it has decoded: as much as `xz -9` asks for.
pub(super) const WINDOW_LOG: u32 = 26;

/// How much an archive may unpack to.
#[derive(Clone, Copy, Debug)]
pub(in crate::install) struct Bounds {
    /// Bytes of all entries together.
    pub(in crate::install) unpacked: u64,
    /// Unpacked bytes for each packed one, once there are more than [`Bounds::harmless`].
    pub(in crate::install) ratio: u64,
    /// Bytes for which no ratio is asked.
    pub(in crate::install) harmless: u64,
    /// Entries.
    pub(in crate::install) entries: u64,
    /// Bytes of all that is said of one entry: its name, the name of its target, attributes.
    pub(in crate::install) heading: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            unpacked: 2 << 30,
            ratio: 200,
            harmless: 64 << 20,
            entries: 1_000_000,
            heading: 1 << 20,
        }
    }
}

/// Counts what goes into a decoder and what comes out.
#[derive(Clone, Debug)]
pub(super) struct Meter {
    bounds: Bounds,
    packed: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
    /// What may still be read of the heading of an entry; nothing while content is read.
    heading: Rc<Cell<Option<u64>>>,
}

/// Travels through decoders inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
pub(super) enum TooMuch {
    /// Of everything.
    #[error("more than {0} bytes")]
    Bytes(u64),
    /// Of one heading.
    #[error("more than {0} bytes of heading")]
    Heading(u64),
}

impl TooMuch {
    /// In words for people.
    pub(super) fn meaning(&self) -> MemberError {
        match self {
            Self::Bytes(most) => MemberError::Bomb(*most),
            Self::Heading(most) => MemberError::Refused(format!(
                "the name and attributes of an entry take more than {}",
                crate::wording::limit(*most)
            )),
        }
    }
}

impl Meter {
    /// Begins to count.
    pub(super) fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            packed: Rc::default(),
            unpacked: Rc::default(),
            heading: Rc::default(),
        }
    }

    /// What is counted against.
    pub(super) fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Bytes that came out so far.
    pub(super) fn unpacked(&self) -> u64 {
        self.unpacked.get()
    }

    /// From here on as much as a heading may take is read, and `more`.
    pub(super) fn expect_heading(&self, more: u64) {
        let most = self.bounds.heading.saturating_add(more);
        self.heading.set(Some(most));
    }

    /// From here on the content of an entry is read.
    pub(super) fn expect_content(&self) {
        self.heading.set(None);
    }

    /// Counts bytes that came out; an error as soon as they are too many.
    pub(super) fn unpack(&self, count: u64) -> Result<(), TooMuch> {
        let unpacked = self.unpacked.get().saturating_add(count);
        self.unpacked.set(unpacked);
        let packed = self.packed.get().max(1);
        let sane = packed.saturating_mul(self.bounds.ratio);
        let most = sane.max(self.bounds.harmless).min(self.bounds.unpacked);
        if unpacked > most {
            return Err(TooMuch::Bytes(most));
        }
        let Some(left) = self.heading.get() else {
            return Ok(());
        };
        let left = left.checked_sub(count);
        self.heading
            .set(Some(left.ok_or(TooMuch::Heading(self.bounds.heading))?));
        Ok(())
    }
}

/// The bytes of an archive as it lies or comes.
pub(super) struct Packed<R> {
    inner: R,
    meter: Meter,
}

impl<R> Packed<R> {
    /// Counts what is read.
    pub(super) fn new(inner: R, meter: &Meter) -> Self {
        let meter = meter.clone();
        Self { inner, meter }
    }
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let packed = &self.meter.packed;
        packed.set(packed.get() + count as u64);
        Ok(count)
    }
}

/// Bytes that come out of a decoder: not more than is sane.
pub(super) struct Unpacked<R> {
    inner: R,
    meter: Meter,
}

impl<R> Unpacked<R> {
    /// Counts what is read.
    pub(super) fn new(inner: R, meter: &Meter) -> Self {
        let meter = meter.clone();
        Self { inner, meter }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.meter.unpack(count as u64).map_err(io::Error::other)?;
        Ok(count)
    }
}
