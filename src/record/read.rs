//! Reads records: whole, or only what one question needs.

use crate::digest::Sha256;
use crate::model::event::Blob;
use crate::model::event::EventKind;
use crate::model::outcome::Outcome;
use crate::record::MAJOR;
use crate::record::RecordError;
use crate::record::blob_dir;
use crate::record::line;
use base64::Engine as _;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::path::Path;
use std::path::PathBuf;

/// The events of a record, in the order in which they were written.
#[derive(Debug)]
pub struct Record {
    lines: Lines,
    completeness: Completeness,
    ended: bool,
}

/// Whether a record holds its whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Its last line says so, and no line before it is missing.
    Complete,
    /// The run was killed, or lines are missing.
    Incomplete,
}

/// Opens a record.
///
/// # Errors
/// A file that cannot be read, is no record, or is one of a higher major version.
pub fn read(path: &Path) -> Result<Record, RecordError> {
    Ok(Record {
        lines: Lines::open(path)?,
        completeness: Completeness::Incomplete,
        ended: false,
    })
}

impl Record {
    /// Whether the record holds its whole run; known when all events were read.
    pub fn completeness(&self) -> Completeness {
        self.completeness
    }
}

impl Iterator for Record {
    type Item = Result<EventKind, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let found = match self.lines.next() {
                Ok(Some(text)) => line::word(text).map_or_else(
                    || Err(no_event(text)),
                    |word| {
                        line::decode(&word, text)
                            .transpose()
                            .map_err(|error| error.to_string())
                    },
                ),
                Ok(None) => break,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            };
            match found {
                Ok(Some(kind)) => {
                    if let EventKind::RunFinished(finished) = &kind
                        && finished.lines == self.lines.number
                    {
                        self.completeness = Completeness::Complete;
                    }
                    return Some(Ok(kind));
                }
                Ok(None) => {}
                Err(_) if self.lines.torn => break,
                Err(message) => {
                    self.ended = true;
                    return Some(Err(self.lines.damaged(message)));
                }
            }
        }
        self.ended = true;
        None
    }
}

fn no_event(text: &str) -> String {
    serde_json::from_str::<serde::de::IgnoredAny>(text).map_or_else(
        |error| error.to_string(),
        |_| "it names no event".to_owned(),
    )
}

/// The outcome of every trial of a record, by trial id.
///
/// Reads only those lines, and of them only two keys: `outcome(...)` in a filter asks it before every run.
///
/// # Errors
/// As [`read`], and a damaged line before the last.
pub fn outcomes(path: &Path) -> Result<HashMap<String, Outcome>, RecordError> {
    #[derive(Deserialize)]
    struct Trial<'a> {
        #[serde(borrow)]
        trial: Cow<'a, str>,
        outcome: Outcome,
    }
    let mut lines = Lines::open(path)?;
    let mut found = HashMap::new();
    while let Some(text) = lines.next()? {
        if line::word(text).as_deref() != Some("trial-finished") {
            continue;
        }
        let parsed = serde_json::from_str::<Trial<'_>>(text);
        match parsed.map(|trial| (trial.trial.into_owned(), trial.outcome)) {
            Ok((trial, outcome)) => {
                found.insert(trial, outcome);
            }
            Err(_) if lines.torn => break,
            Err(error) => return Err(lines.damaged(error.to_string())),
        }
    }
    Ok(found)
}

/// The bytes of a blob, from its line or from beside the record.
///
/// # Errors
/// [`RecordError::Read`]; [`RecordError::Blob`] when the bytes are not those of its digest.
pub fn blob(record: &Path, blob: &Blob) -> Result<Vec<u8>, RecordError> {
    let path = blob_dir(record).join(blob.digest.hex());
    let content = match &blob.content {
        Some(content) => content.as_bytes().to_vec(),
        None => fs::read(&path).map_err(|source| RecordError::Read {
            path: path.clone(),
            source,
        })?,
    };
    let bytes = if blob.encoding == "base64" {
        base64::engine::general_purpose::STANDARD
            .decode(content)
            .map_err(|_| RecordError::Blob(path.clone()))?
    } else {
        content
    };
    if Sha256::of(&bytes) != blob.digest {
        return Err(RecordError::Blob(path));
    }
    Ok(bytes)
}

/// The lines of a record whose version was checked.
#[derive(Debug)]
struct Lines {
    path: PathBuf,
    reader: BufReader<File>,
    buffer: Vec<u8>,
    /// Number of the line in the buffer, from 1.
    number: u64,
    /// Whether the line in the buffer has no line feed: the writer was stopped inside it, or it is the last.
    torn: bool,
    /// Whether the line in the buffer was looked at ahead of time and is still to be given.
    held: bool,
}

impl Lines {
    fn open(path: &Path) -> Result<Self, RecordError> {
        let file = File::open(path).map_err(|source| RecordError::Read {
            path: path.to_owned(),
            source,
        })?;
        let mut lines = Self {
            path: path.to_owned(),
            reader: BufReader::with_capacity(256 << 10, file),
            buffer: Vec::new(),
            number: 0,
            torn: false,
            held: false,
        };
        lines.check_first()?;
        Ok(lines)
    }

    fn check_first(&mut self) -> Result<(), RecordError> {
        #[derive(Deserialize)]
        struct Start {
            schema: String,
        }
        let start = match self.next() {
            Ok(Some(text)) if line::word(text).as_deref() == Some("run-started") => {
                serde_json::from_str::<Start>(text).ok()
            }
            Ok(_) | Err(RecordError::Line { .. }) => None,
            Err(error) => return Err(error),
        };
        let Some(Start { schema }) = start else {
            return Err(RecordError::NotARecord(self.path.clone()));
        };
        let major = schema
            .split('.')
            .next()
            .and_then(|major| major.parse().ok());
        match major {
            Some(0..=MAJOR) => {
                self.held = true;
                Ok(())
            }
            Some(_) => Err(RecordError::Schema {
                path: self.path.clone(),
                found: schema,
            }),
            None => Err(RecordError::NotARecord(self.path.clone())),
        }
    }

    /// The next line without its line feed.
    fn next(&mut self) -> Result<Option<&str>, RecordError> {
        if !std::mem::take(&mut self.held) {
            self.buffer.clear();
            let read = self.reader.read_until(b'\n', &mut self.buffer);
            let count = read.map_err(|source| self.unreadable(source))?;
            if count == 0 {
                return Ok(None);
            }
            self.number += 1;
            self.torn = self.buffer.last() != Some(&b'\n');
            if std::str::from_utf8(&self.buffer).is_err() {
                if self.torn {
                    return Ok(None);
                }
                return Err(self.damaged("it is not UTF-8".to_owned()));
            }
        }
        let text = std::str::from_utf8(&self.buffer).expect("the line was found to be UTF-8");
        Ok(Some(text.trim_end_matches('\n')))
    }

    fn unreadable(&self, source: io::Error) -> RecordError {
        RecordError::Read {
            path: self.path.clone(),
            source,
        }
    }

    fn damaged(&self, message: String) -> RecordError {
        RecordError::Line {
            path: self.path.clone(),
            line: self.number,
            message,
        }
    }
}
