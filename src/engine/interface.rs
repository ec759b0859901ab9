//! The traits of an engine and the values that pass through them.

use crate::digest::Sha256;
use crate::model::cause::Cause;
use crate::model::engine::Identity;
use crate::model::engine::Needs;
use crate::model::event::Compiled;
use crate::model::execution::Execution;
use crate::model::invocation::Invocation;
use crate::model::program::Program;
use crate::model::program::ProgramKind;
use std::any::Any;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What executes Wasm: one configuration, shared by all workers.
pub trait Engine: Send + Sync {
    /// What it says of itself.
    fn identity(&self) -> &Identity;

    /// Whether it can give what a trial asks of it.
    ///
    /// # Errors
    /// The reason why not, for people.
    fn can(&self, needs: &Needs) -> Result<(), String>;

    /// Makes a program ready to run: reads and checks its files, compiles them or finds their compiled code, and proves
    /// that what it imports is there.
    ///
    /// Blocks and computes for as long as it takes; never call it inside an async runtime or on a thread of a pool.
    ///
    /// # Errors
    /// [`PrepareError`]
    fn prepare(&self, program: &Program, order: &Order) -> Result<Prepared, PrepareError>;

    /// A worker's own place. It stays on the thread that asked for it.
    fn seat(&self) -> Box<dyn Seat>;
}

/// One worker's place in an engine.
pub trait Seat {
    /// Executes one trial in a store of its own.
    ///
    /// # Errors
    /// [`EngineError`], and only where our side could not make the run. The seat stays usable.
    fn execute(
        &mut self,
        prepared: &Prepared,
        invocation: &Invocation,
        control: &Control,
    ) -> Result<Execution, EngineError>;
}

/// How a program is to be made ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// What its trials ask for. Code that counts fuel is other code.
    pub needs: Needs,
    /// How many threads may compile, at least 1.
    pub threads: usize,
}

/// A program that is ready to run on the engine that made it. Cheap to clone.
#[derive(Clone)]
pub struct Prepared {
    /// What it is.
    pub kind: ProgramKind,
    /// What its main file imports, as messages name it, sorted, each once.
    pub imports: Arc<[String]>,
    /// Whether any of its code was made now; nothing where there is no code.
    pub compiled: Option<Compiled>,
    /// Microseconds spent compiling.
    pub compile_us: u64,
    /// Bytes of machine code, preloads included.
    pub code_bytes: u64,
    /// What the engine itself needs.
    pub(crate) inner: Arc<dyn Any + Send + Sync>,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared")
            .field("kind", &self.kind)
            .field("compiled", &self.compiled)
            .field("code_bytes", &self.code_bytes)
            .finish_non_exhaustive()
    }
}

/// How a running trial is stopped from outside.
#[derive(Clone, Debug, Default)]
pub struct Control {
    /// Once it is set, running trials end as cancelled within some milliseconds.
    pub cancel: Arc<AtomicBool>,
}

/// Why a program cannot be made ready.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// The bytes of a file are not those its digest names.
    #[error("`{label}` does not match its digest\n  declared  {declared}\n  received  {received}")]
    Altered {
        /// What people call the file.
        label: String,
        /// Where it lies.
        path: PathBuf,
        /// The digest it must have.
        declared: Sha256,
        /// The digest it has.
        received: Sha256,
    },
    /// A file cannot be read.
    #[error("cannot read `{label}`")]
    Read {
        /// What people call the file.
        label: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The engine does not take the program: it does not compile, or does not link.
    #[error("{}", .0.message())]
    Refused(Box<Cause>),
    /// Something must be compiled, and this process was told not to.
    #[error("`{label}` has no compiled code, and the compiler is turned off")]
    CompilerOff {
        /// What people call the file.
        label: String,
    },
    /// The engine cannot do what was ordered.
    #[error("{0}")]
    Unable(String),
    /// The engine itself failed.
    #[error("the engine failed while it prepared `{label}`: {message}")]
    Failed {
        /// What people call the file.
        label: String,
        /// What it says.
        message: String,
    },
}

/// Why our side could not make a run.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// An engine with these options cannot be made.
    #[error("engine `{engine}` cannot be made: {message}")]
    Options {
        /// Its name.
        engine: String,
        /// What wasmtime says.
        message: String,
    },
    /// The program was prepared by another engine, or without what its trial asks for.
    #[error("the program was not prepared for this trial: {0}")]
    Unprepared(&'static str),
    /// Compiled code that was there is gone or no longer what was sealed.
    #[error("compiled code of `{label}` cannot be loaded: {message}")]
    Code {
        /// What people call the file.
        label: String,
        /// Why.
        message: String,
    },
    /// A directory cannot be opened for the guest.
    #[error("cannot open the directory for `{guest}`: {message}")]
    Mount {
        /// What the guest calls it.
        guest: String,
        /// Why.
        message: String,
    },
    /// The file for standard input cannot be read.
    #[error("cannot read the file for standard input")]
    Stdin(#[source] io::Error),
    /// A request cannot be put to a handler.
    #[error("the request cannot be made: {0}")]
    Request(String),
    /// An export cannot be called as the case asks.
    #[error("{}", .0.message())]
    Call(Box<Cause>),
    /// The trial's runtime cannot be made.
    #[error("cannot make a runtime for the trial")]
    Runtime(#[source] io::Error),
    /// The engine says that it has a fault.
    #[error("the engine failed: {0}")]
    Bug(String),
    /// The engine panicked; the trial is broken, the worker goes on.
    #[error("the engine panicked: {0}")]
    Panicked(String),
}

/// An option that wasmtime does not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct OptionFault {
    /// The option's dotted name, where one is to blame.
    pub key: Option<String>,
    /// What wasmtime says.
    pub message: String,
}

/// Where compiled code is kept between runs, sealed.
///
/// Code is machine code: an implementation gives back only what was published by this person's own runs, unaltered, and
/// removes everything else. The whole content of a file it gives is what was published.
pub trait CodeCache: Send + Sync {
    /// What was published under a key, checked; nothing when there is none or it was altered.
    fn load(&self, key: &[u8; 32]) -> Option<File>;

    /// Keeps code. `sources` are the digests of what it was made of.
    ///
    /// # Errors
    /// What the file system says. The engine then runs from memory.
    fn publish(&self, key: &[u8; 32], sources: &[Sha256], code: &[u8]) -> io::Result<()>;

    /// Held while the code of a key is made, so that no other process makes the same. Nothing where that is not kept.
    fn claim(&self, _key: &[u8; 32]) -> Option<Box<dyn Any + Send>> {
        None
    }
}
