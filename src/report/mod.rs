//! Says what happens in a run: to a person, to a CI service, to the record.
//!
//! A [`Reporter`] is fed events and nothing else, so a finished record that is replayed ([`replay`]) says what the run
//! said. It counts nothing that decides anything: every [`Event`] carries the tally, and the exit code is not made
//! here. What guests, manifests and servers wrote is made harmless before it is shown.

pub mod defects;
pub mod junit;
pub mod pending;
pub mod terminal;

mod blobs;
mod document;
mod replay;
mod style;
mod words;

pub use replay::replay;
pub use style::Style;

use crate::model::event::Event;
use crate::record;
use crate::record::RecordError;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Is told everything that happens in a run.
pub trait Reporter: Send {
    /// Takes in one fact. What goes wrong is kept and told by [`Self::finish`]: a run does not stop for a report.
    fn event(&mut self, event: &Event);

    /// Is called about ten times a second while nothing happens, with the time since the run started.
    fn tick(&mut self, _elapsed: Duration) {}

    /// Writes what is still to be written; called once, after the last event.
    ///
    /// # Errors
    /// Whatever kept the report from being whole.
    fn finish(&mut self) -> Result<(), ReportError>;
}

/// Why a report is not whole.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A file could not be written.
    #[error("cannot write the {what} `{}`", .path.display())]
    File {
        /// What people call it.
        what: &'static str,
        /// Where it was to be.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The record could not be written.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl ReportError {
    /// Whether nobody reads it any more (`| head`): whoever went away has seen enough, and nothing went wrong.
    pub fn is_unread(&self) -> bool {
        let (Self::File { source, .. } | Self::Record(RecordError::Write { source, .. })) = self
        else {
            return false;
        };
        source.kind() == io::ErrorKind::BrokenPipe
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::File { .. } => None,
            Self::Record(error) => error.hint(),
        }
    }
}

/// Hands every event to several reporters, in order.
#[derive(Default)]
pub struct Fanout {
    reporters: Vec<Box<dyn Reporter>>,
}

impl Fanout {
    /// Adds a reporter.
    pub fn add(&mut self, reporter: impl Reporter + 'static) {
        self.reporters.push(Box::new(reporter));
    }

    /// Takes in one fact.
    pub fn event(&mut self, event: &Event) {
        for reporter in &mut self.reporters {
            reporter.event(event);
        }
    }

    /// Passes on that time went by.
    pub fn tick(&mut self, elapsed: Duration) {
        for reporter in &mut self.reporters {
            reporter.tick(elapsed);
        }
    }

    /// Finishes every report, also when one of them fails.
    pub fn finish(&mut self) -> Vec<ReportError> {
        self.reporters
            .iter_mut()
            .filter_map(|reporter| reporter.finish().err())
            .collect()
    }
}

/// Writes the record as a reporter among others.
#[derive(Debug)]
pub struct Recorder {
    writer: record::Writer,
    failed: Option<RecordError>,
}

impl Recorder {
    /// Takes a record that was begun.
    pub fn new(writer: record::Writer) -> Self {
        Self {
            writer,
            failed: None,
        }
    }
}

impl Reporter for Recorder {
    fn event(&mut self, event: &Event) {
        if self.failed.is_none() {
            self.failed = self.writer.write(event).err();
        }
    }

    fn finish(&mut self) -> Result<(), ReportError> {
        self.failed
            .take()
            .map_or_else(|| self.writer.finish(), Err)
            .map_err(ReportError::Record)
    }
}
