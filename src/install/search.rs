//! An artifact that is being looked for, from place to place.

use crate::cache::Blob;
use crate::install::asked::Asked;
use crate::install::download::Done;
use crate::install::download::How;
use crate::install::download::Want;
use crate::install::fault::Fault;
use crate::install::fetch::Cost;
use crate::model::cause::Cause;
use std::sync::Arc;
use std::time::Instant;

/// An artifact on its way, and what it has cost so far.
pub(super) struct Search {
    pub(super) want: Want,
    pub(super) asked: Vec<Asked>,
    cost: Cost,
    start: Instant,
}

impl Search {
    pub(super) fn new(want: Want, start: Instant) -> Self {
        Self {
            want,
            asked: Vec::new(),
            cost: Cost::default(),
            start,
        }
    }

    /// Adds what a place cost. The first answers for the bytes of an archive they share.
    pub(super) fn paid(&mut self, cost: Cost, first: bool) {
        self.cost.attempts += cost.attempts;
        self.cost.received += if first { cost.received } else { 0 };
        self.cost.resumed += if first { cost.resumed } else { 0 };
        self.cost.total = cost.total;
    }

    /// Nobody was asked, or could be any more.
    pub(super) fn failed(mut self, fault: &Arc<Fault>) -> Done {
        let asked = Asked::nobody(&self.want.pin, Arc::clone(fault));
        self.asked.push(asked);
        self.ended(Err(Arc::clone(fault)), None)
    }

    /// No place is left.
    pub(super) fn given_up(self) -> Done {
        let last = self
            .asked
            .last()
            .expect("no place is left, so one was asked");
        let fault = Arc::clone(&last.fault);
        self.ended(Err(fault), None)
    }

    pub(super) fn ended(
        self,
        result: Result<(Blob, How), Arc<Fault>>,
        warning: Option<Cause>,
    ) -> Done {
        Done {
            want: self.want,
            result,
            asked: self.asked,
            warning,
            cost: self.cost,
            elapsed: self.start.elapsed(),
        }
    }
}
