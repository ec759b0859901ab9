//! What a trial captures beside its output streams. It outlives the store, so that what came before a guest was stopped
//! is still there.

use super::stdio::Overflow;
use crate::model::captured::CallResult;
use crate::model::captured::Captured;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// What one trial captures; clones share it.
#[derive(Clone, Default)]
pub(super) struct Capture(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    captured: Captured,
    /// Most bytes of one body.
    limit: u64,
    /// Bytes of the results of calls so far.
    results: u64,
    /// Bytes of the guest's own requests so far: methods and URLs, and bodies.
    requests: [u64; 2],
    overflowed: bool,
}

/// What of one of the guest's own requests is counted.
#[derive(Clone, Copy)]
pub(super) enum RequestPart {
    /// Its method, its URL, and that it is there.
    Head,
    /// Its body.
    Body,
}

impl Capture {
    /// Nothing yet, with a limit for each body.
    pub(super) fn new(limit: u64) -> Self {
        Self(Arc::new(Mutex::new(Kept {
            limit,
            ..Kept::default()
        })))
    }

    /// Changes what is captured.
    pub(super) fn with<T>(&self, change: impl FnOnce(&mut Captured) -> T) -> T {
        change(&mut self.kept().captured)
    }

    /// Appends to a body that `body` finds.
    ///
    /// # Errors
    /// [`Overflow`] where the body would pass the limit; the trial then ends.
    pub(super) fn append(
        &self,
        bytes: &[u8],
        body: impl FnOnce(&mut Captured) -> Option<&mut Vec<u8>>,
    ) -> Result<(), Overflow> {
        let mut kept = self.kept();
        let limit = kept.limit;
        let Some(body) = body(&mut kept.captured) else {
            return Ok(());
        };
        if (body.len() as u64).saturating_add(bytes.len() as u64) > limit {
            kept.overflowed = true;
            return Err(Overflow);
        }
        body.extend_from_slice(bytes);
        Ok(())
    }

    /// Counts bytes of the guest's own requests: those of all requests together, however many there are.
    ///
    /// # Errors
    /// [`Overflow`] where bodies would pass the limit, or methods and URLs the limit or a megabyte; the trial then ends.
    pub(super) fn charge_request(&self, part: RequestPart, bytes: usize) -> Result<(), Overflow> {
        let mut kept = self.kept();
        let limit = match part {
            RequestPart::Head => kept.limit.max(1 << 20),
            RequestPart::Body => kept.limit,
        };
        let spent = &mut kept.requests[part as usize];
        *spent = spent.saturating_add(bytes as u64);
        if *spent > limit {
            kept.overflowed = true;
            return Err(Overflow);
        }
        Ok(())
    }

    /// Appends what a call returned.
    ///
    /// # Errors
    /// [`Overflow`] where all results together would pass the limit; the trial then ends.
    pub(super) fn push_result(&self, result: CallResult) -> Result<(), Overflow> {
        let mut kept = self.kept();
        let value = result.value.as_ref().map_or(0, String::len);
        kept.results = kept
            .results
            .saturating_add((result.call.len() + value) as u64);
        if kept.results > kept.limit {
            kept.overflowed = true;
            return Err(Overflow);
        }
        kept.captured.results.push(result);
        Ok(())
    }

    /// Most bytes of one body, of all results of calls, or of all requests of the guest.
    pub(super) fn limit(&self) -> u64 {
        self.kept().limit
    }

    /// Whether a body, the results or the requests passed the limit.
    pub(super) fn overflowed(&self) -> bool {
        self.kept().overflowed
    }

    /// Everything captured so far.
    pub(super) fn take(&self) -> Captured {
        std::mem::take(&mut self.kept().captured)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
