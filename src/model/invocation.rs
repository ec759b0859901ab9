//! All that an engine learns of a trial. It knows no project, suite, runtime or snapshot.

use crate::model::http::Instances;
use crate::model::http::Request;
use crate::model::http::Upstream;
use crate::model::limits::Clock;
use crate::model::limits::Limits;
use crate::model::limits::Network;
use crate::model::limits::Randomness;
use serde::Deserialize;
use serde::Serialize;
use std::path::PathBuf;

/// What an engine is asked to do with a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invocation {
    /// Which of the things a program can be asked.
    pub task: Task,
    /// The whole argv, argv\[0\] included.
    pub args: Vec<String>,
    /// The whole environment.
    pub env: Vec<(String, String)>,
    /// What the guest reads from standard input.
    pub stdin: Stdin,
    /// Directories the guest sees, in this order.
    pub mounts: Vec<Mount>,
    /// What the guest's own requests meet; every other one is denied.
    pub upstream: Vec<Upstream>,
    /// Upper bounds.
    pub limits: Limits,
    /// Which clock the guest sees.
    pub clock: Clock,
    /// Where random numbers come from.
    pub random: Randomness,
    /// Seed of seeded random.
    pub seed: u64,
    /// What the guest may reach.
    pub network: Network,
}

/// The things a program can be asked. Later kinds of case add theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "task")]
pub enum Task {
    /// Call the entry point (`_start`, `wasi:cli/run`) and wait for its end.
    Run,
    /// Put requests to the handler (`wasi:http/incoming-handler`, `wasi:http/handler`), one after the other.
    Requests {
        /// What is put, at least one.
        requests: Vec<Request>,
        /// How many instances answer.
        instances: Instances,
    },
    /// Call exports of one instance, one after the other.
    Calls {
        /// Each in WAVE: `add(2, 40)`.
        calls: Vec<String>,
    },
    /// Carry out every directive of a script.
    Directives,
    /// Tell the world as text; nothing runs.
    Describe,
}

impl Task {
    /// What a program must offer for it.
    pub fn entry(&self) -> Entry {
        match self {
            Self::Run => Entry::Command,
            Self::Requests { .. } => Entry::Handler,
            Self::Calls { .. } => Entry::Exports,
            Self::Directives => Entry::Script,
            Self::Describe => Entry::World,
        }
    }
}

/// What a program must offer for a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// `_start`, or `wasi:cli/run`.
    #[default]
    Command,
    /// `wasi:http/incoming-handler` of WASI 0.2, or `wasi:http/handler` of WASI 0.3.
    Handler,
    /// Functions that can be called by name.
    Exports,
    /// It is no program but a script of directives.
    Script,
    /// A component, of which only the world is wanted.
    World,
}

/// Standard input of a guest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stdin {
    /// Closed at once.
    #[default]
    Empty,
    /// These bytes, then closed.
    Bytes(Vec<u8>),
    /// These bytes, then neither more bytes nor an end.
    Open(Vec<u8>),
    /// The bytes of a file, then closed.
    File(PathBuf),
}

/// A directory of the host as the guest sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mount {
    /// Directory of the host.
    pub host: PathBuf,
    /// Path the guest opens.
    pub guest: String,
    /// What the guest may do in it.
    pub access: Access,
}

/// What a guest may do in a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// Read only.
    Read,
    /// Read and write. The directory is the trial's own copy, never a directory of the tree.
    Copy,
}
