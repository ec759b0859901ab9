//! Writes a record while its run goes on.

use crate::files;
use crate::model::event::Blob;
use crate::model::event::Event;
use crate::model::event::EventKind;
use crate::record::BLOB_LIMIT;
use crate::record::RecordError;
use crate::record::blob_dir;
use crate::record::line;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 64 << 10;

/// A record in the making.
///
/// Lines are gathered 64 KiB at a time. They are handed to the system at once when a trial is not good, when the run
/// is being stopped and at its end, so that a process which is killed leaves what a person will ask for.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    file: File,
    buffer: Vec<u8>,
    lines: u64,
}

impl Writer {
    /// Makes the file, and the directories above it. A file of that name is replaced.
    ///
    /// # Errors
    /// [`RecordError::Write`].
    pub fn create(path: &Path) -> Result<Self, RecordError> {
        let made = match File::create(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let parent = path.parent().unwrap_or(Path::new(""));
                fs::create_dir_all(parent).and_then(|()| File::create(path))
            }
            other => other,
        };
        Ok(Self {
            file: made.map_err(|source| cannot_write(path, source))?,
            path: path.to_owned(),
            buffer: Vec::with_capacity(BUFFER + (4 << 10)),
            lines: 0,
        })
    }

    /// Writes to standard output, for tools that read along.
    ///
    /// # Errors
    /// [`RecordError::Write`] where there is no standard output.
    #[cfg(unix)]
    pub fn to_stdout() -> Result<Self, RecordError> {
        use std::os::fd::AsFd as _;
        let path = Path::new("standard output");
        let stdout = io::stdout().as_fd().try_clone_to_owned();
        Ok(Self {
            file: stdout.map_err(|source| cannot_write(path, source))?.into(),
            path: path.to_owned(),
            buffer: Vec::with_capacity(BUFFER + (4 << 10)),
            lines: 0,
        })
    }

    /// Appends an event, if it belongs into a record.
    ///
    /// # Errors
    /// [`RecordError::Write`]; the record then ends before this event.
    pub fn write(&mut self, event: &Event) -> Result<(), RecordError> {
        match &event.kind {
            EventKind::Blob(blob) if is_large(blob) => {
                let beside = self.put_beside(blob)?;
                self.append(&EventKind::Blob(beside))?;
            }
            EventKind::RunFinished(finished) => {
                let mut finished = finished.clone();
                finished.lines = self.lines + 1;
                self.append(&EventKind::RunFinished(finished))?;
                self.flush()?;
            }
            kind => self.append(kind)?,
        }
        let urgent = match &event.kind {
            EventKind::TrialFinished(trial) => !trial.outcome.is_good(),
            EventKind::Cancelling(_) => true,
            _ => false,
        };
        if urgent || self.buffer.len() >= BUFFER {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what is still gathered.
    ///
    /// # Errors
    /// [`RecordError::Write`].
    pub fn finish(&mut self) -> Result<(), RecordError> {
        self.flush()
    }

    /// The file that is written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn append(&mut self, kind: &EventKind) -> Result<(), RecordError> {
        let written = line::encode(kind, self.lines, &mut self.buffer)
            .map_err(|error| cannot_write(&self.path, error.into()))?;
        self.lines += u64::from(written);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), RecordError> {
        let written = self.file.write_all(&self.buffer);
        self.buffer.clear();
        written.map_err(|source| cannot_write(&self.path, source))
    }

    /// Writes a large blob to a file of its own and gives the event that refers to it.
    fn put_beside(&self, blob: &Blob) -> Result<Blob, RecordError> {
        let path = blob_dir(&self.path).join(blob.digest.hex());
        let content = blob.content.as_deref().unwrap_or_default();
        if !path.exists() {
            files::write_atomic(&path, content.as_bytes())
                .map_err(|source| cannot_write(&path, source))?;
        }
        Ok(Blob {
            digest: blob.digest,
            size: blob.size,
            encoding: blob.encoding.clone(),
            content: None,
        })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // A run that ends early still leaves its lines. There is nobody left to tell of a failure.
        let _ = self.flush();
    }
}

fn is_large(blob: &Blob) -> bool {
    blob.content
        .as_ref()
        .is_some_and(|content| content.len() > BLOB_LIMIT)
}

fn cannot_write(path: &Path, source: io::Error) -> RecordError {
    RecordError::Write {
        path: path.to_owned(),
        source,
    }
}
