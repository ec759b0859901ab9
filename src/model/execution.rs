//! What came out of a program: how it ended, what it wrote, what it used.
//!
//! What a guest does is data, never an error. An engine answers with an error only when our side could not make a run.

use crate::model::captured::Captured;
use crate::model::integer;
use serde::Deserialize;
use serde::Serialize;
use std::fmt;

/// What came out of one call of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    /// How the guest stopped.
    pub ending: Ending,
    /// What stands for a pass being a pass.
    pub evidence: Evidence,
    /// What the guest wrote, in the order written. Adjacent chunks of one stream are joined.
    pub output: Vec<Chunk>,
    /// Everything else it made.
    #[serde(default)]
    pub captured: Captured,
    /// What it used.
    pub resources: Resources,
}

/// How a guest stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Ending {
    /// It called exit, or its `run` returned an error (1).
    Exited {
        /// The code, 0 to 255 (p1: as the guest gave it).
        code: i32,
    },
    /// A called function returned.
    Returned,
    /// A handler answered with a status.
    Answered {
        /// HTTP status.
        status: u16,
    },
    /// A trap.
    Trapped {
        /// The trap without "wasm trap: ", lower case: `integer divide by zero`.
        trap: String,
        /// The innermost five frames, for the person who reads the failure; never part of a document.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        frames: Vec<String>,
    },
    /// The host rejected what the guest asked (a bad pointer, an unknown handle).
    Faulted {
        /// Why, without paths of the machine.
        message: String,
    },
    /// Refused while it was compiled or linked. The verdict is broken, there is no document.
    Refused {
        /// Why.
        message: String,
    },
    /// It met its time limit.
    TimedOut {
        /// Where it was, when it was busy: the innermost five frames.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        frames: Vec<String>,
    },
    /// It met its memory limit.
    OutOfMemory,
    /// It met its fuel limit.
    OutOfFuel,
    /// It wrote more than its output limit.
    OutputOverflow,
    /// The process that held it died.
    Crashed {
        /// The signal, where there is one.
        signal: Option<i32>,
    },
    /// The run was stopped while it ran.
    Cancelled,
}

/// The endings by which a limit stops a guest; a case declares the one it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LimitEnding {
    /// `timed out`
    #[serde(rename = "timed out")]
    TimedOut,
    /// `out of memory`
    #[serde(rename = "out of memory")]
    OutOfMemory,
    /// `out of fuel`
    #[serde(rename = "out of fuel")]
    OutOfFuel,
    /// `output overflow`
    #[serde(rename = "output overflow")]
    OutputOverflow,
    /// `crashed`
    #[serde(rename = "crashed")]
    Crashed,
}

impl LimitEnding {
    /// All of them with their names in manifests and documents.
    pub const ALL: [(&'static str, Self); 5] = [
        ("timed out", Self::TimedOut),
        ("out of memory", Self::OutOfMemory),
        ("out of fuel", Self::OutOfFuel),
        ("output overflow", Self::OutputOverflow),
        ("crashed", Self::Crashed),
    ];
}

impl fmt::Display for LimitEnding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            Self::ALL
                .iter()
                .find(|(_, own)| own == self)
                .map_or("", |(name, _)| name),
        )
    }
}

impl Ending {
    /// The limit that ended the guest, if one did.
    pub fn limit(&self) -> Option<LimitEnding> {
        match self {
            Self::TimedOut { .. } => Some(LimitEnding::TimedOut),
            Self::OutOfMemory => Some(LimitEnding::OutOfMemory),
            Self::OutOfFuel => Some(LimitEnding::OutOfFuel),
            Self::OutputOverflow => Some(LimitEnding::OutputOverflow),
            Self::Crashed { .. } => Some(LimitEnding::Crashed),
            Self::Exited { .. }
            | Self::Returned
            | Self::Answered { .. }
            | Self::Trapped { .. }
            | Self::Faulted { .. }
            | Self::Refused { .. }
            | Self::Cancelled => None,
        }
    }

    /// The innermost frames, where the engine told them.
    pub fn frames(&self) -> &[String] {
        match self {
            Self::Trapped { frames, .. } | Self::TimedOut { frames } => frames,
            _ => &[],
        }
    }
}

/// The first line of a document: `exited 0`, `trapped: integer divide by zero`, `timed out`.
impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited { code } => write!(f, "exited {code}"),
            Self::Returned => f.write_str("returned"),
            Self::Answered { status } => write!(f, "answered {status}"),
            Self::Trapped { trap, .. } => write!(f, "trapped: {trap}"),
            Self::Faulted { message } => write!(f, "faulted: {message}"),
            Self::Refused { message } => write!(f, "refused: {message}"),
            Self::TimedOut { .. } => f.write_str("timed out"),
            Self::OutOfMemory => f.write_str("out of memory"),
            Self::OutOfFuel => f.write_str("out of fuel"),
            Self::OutputOverflow => f.write_str("output overflow"),
            Self::Crashed { .. } => f.write_str("crashed"),
            Self::Cancelled => f.write_str("cancelled"),
        }
    }
}

/// What shows that the question was really put.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The program's imports were met.
    pub linked: bool,
    /// Its entry point was called.
    pub entered: bool,
    /// Names of the channels that exist to be compared.
    pub produced: Vec<Channel>,
}

/// Which stream a chunk was written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// Bytes written to one stream without the other stream being written in between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// The stream.
    pub stream: Stream,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Execution {
    /// All bytes of one stream.
    pub fn stream(&self, stream: Stream) -> Vec<u8> {
        let mut found = self.output.iter().filter(|chunk| chunk.stream == stream);
        let Some(first) = found.next() else {
            return Vec::new();
        };
        let mut bytes = first.bytes.clone();
        found.for_each(|chunk| bytes.extend_from_slice(&chunk.bytes));
        bytes
    }
}

/// What a guest used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resources {
    /// Processor time of the worker, microseconds, where the platform tells it.
    pub cpu_us: Option<u64>,
    /// Greatest sum of linear memories and GC heaps, bytes.
    pub peak_memory: u64,
    /// Fuel, where it was counted.
    #[serde(default, deserialize_with = "integer::read_optional")]
    pub fuel: Option<u64>,
    /// Bytes written to stdout and stderr together.
    pub output_bytes: u64,
}

/// A thing a guest produces that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// How it ended; always compared.
    Ending,
    /// Head, body and trailers of what a handler answered.
    Response,
    /// What calls returned; what the directives of a script came to.
    Results,
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
    /// Both as one, in the order written.
    Output,
    /// What it left in its `copy` directories.
    Files,
    /// Its own requests, and what they met.
    Upstream,
    /// The world of a component.
    Interface,
}

impl Channel {
    /// All channels a manifest can name, by name.
    pub const NAMED: [(&'static str, Self); 8] = [
        ("response", Self::Response),
        ("results", Self::Results),
        ("stdout", Self::Stdout),
        ("stderr", Self::Stderr),
        ("output", Self::Output),
        ("files", Self::Files),
        ("upstream", Self::Upstream),
        ("interface", Self::Interface),
    ];
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            Self::NAMED
                .iter()
                .find(|(_, own)| own == self)
                .map_or("ending", |(name, _)| name),
        )
    }
}

/// One path that differs from what was copied in, for the channel `files`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// Guest path: the mount and what lies below it.
    pub path: String,
    /// What happened to it.
    pub change: Change,
    /// What it is now.
    pub node: Node,
}

/// What happened to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It was not there before.
    Created,
    /// It was there, with other contents.
    Changed,
    /// It is gone.
    Removed,
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Node {
    /// A file and its bytes (empty when removed).
    File(Vec<u8>),
    /// A symbolic link and its target.
    Link(Vec<u8>),
    /// A directory.
    Directory,
}
