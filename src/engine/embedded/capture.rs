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
    overflowed: bool,
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

    /// Most bytes of one body, or of all results of calls.
    pub(super) fn limit(&self) -> u64 {
        self.kept().limit
    }

    /// Whether a body or the results passed the limit.
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
