//! Upper bounds of one store.

use crate::model::limits::Limits;
use wasmtime::ResourceLimiter;

/// Counts what a guest takes and stops it at its limits.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    memory: Gauge,
    tables: Gauge,
    instances: usize,
}

/// A limit that a guest met. It ends the guest as the error of the call that met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Exceeded {
    /// Bytes of linear memories and GC heaps.
    #[error("memory limit exceeded")]
    Memory,
    /// Elements of tables.
    #[error("table limit exceeded")]
    Tables,
}

/// A quantity with a limit.
#[derive(Clone, Copy, Debug)]
struct Gauge {
    limit: u64,
    taken: u64,
    peak: u64,
}

impl Gauge {
    fn new(limit: u64) -> Self {
        Self {
            limit,
            taken: 0,
            peak: 0,
        }
    }

    fn grow(&mut self, current: usize, desired: usize) -> Option<()> {
        let added = (desired as u64).saturating_sub(current as u64);
        let taken = self.taken.checked_add(added)?;
        if taken > self.limit {
            return None;
        }
        self.taken = taken;
        self.peak = self.peak.max(taken);
        Some(())
    }

    /// Answers wasmtime. Beyond its own maximum a guest is told -1, whatever our limits are.
    fn growing(
        &mut self,
        (current, desired): (usize, usize),
        maximum: Option<usize>,
        exceeded: Exceeded,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        match self.grow(current, desired) {
            Some(()) => Ok(true),
            None => Err(exceeded.into()),
        }
    }
}

impl Bounds {
    /// Bounds of a trial.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            memory: Gauge::new(limits.memory),
            tables: Gauge::new(limits.tables),
            instances: usize::try_from(limits.instances).unwrap_or(usize::MAX),
        }
    }

    /// Greatest sum of all memories so far, bytes.
    pub(super) fn peak_memory(&self) -> u64 {
        self.memory.peak
    }
}

/// A growth that the host then cannot give stays counted: wasmtime reports failures that were never asked for here in the
/// same way, and giving those back would let a guest grow past its limit.
impl ResourceLimiter for Bounds {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.memory
            .growing((current, desired), maximum, Exceeded::Memory)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.tables
            .growing((current, desired), maximum, Exceeded::Tables)
    }

    fn instances(&self) -> usize {
        self.instances
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(memory: u64) -> Bounds {
        Bounds::new(&Limits {
            memory,
            ..Limits::default()
        })
    }

    #[test]
    fn all_memories_count_together() {
        let mut bounds = bounds(300);
        assert!(bounds.memory_growing(0, 100, None).unwrap());
        assert!(bounds.memory_growing(0, 100, None).unwrap());
        assert!(bounds.memory_growing(100, 200, None).unwrap());
        let error = bounds.memory_growing(200, 201, None).unwrap_err();
        assert_eq!(error.downcast_ref(), Some(&Exceeded::Memory));
        assert_eq!(bounds.peak_memory(), 300);
    }

    #[test]
    fn beyond_its_own_maximum_a_guest_is_only_told() {
        let mut bounds = bounds(300);
        assert!(!bounds.memory_growing(100, 400, Some(200)).unwrap());
        assert!(!bounds.table_growing(1, 9, Some(8)).unwrap());
    }
}
