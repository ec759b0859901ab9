//! A script's code, sealed in one file: its directives and what the compiler made of each module and component.
//!
//! What the compiler refused is in it as well, in its own words, so that a later run neither compiles nor validates.

use super::super::Compiler;
use super::super::Options;
use super::super::code;
use super::super::code::Bundle;
use super::super::code::Key;
use super::super::code::Loaded;
use super::read::Fault;
use super::read::Reading;
use super::spectest;
use crate::engine::EngineError;
use crate::engine::PrepareError;
use crate::model::program::ProgramFile;
use rayon::prelude::IndexedParallelIterator as _;
use rayon::prelude::IntoParallelIterator as _;
use rayon::prelude::ParallelIterator as _;
use serde::Deserialize;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::time::Instant;
use wasmparser::Parser;
use wasmtime::Engine;

/// Changes when the layout or the meaning of a bundle changes.
const SCHEMA: u32 = 2;

/// What the compiler said of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Outcome {
    /// Code of a core module, and where it lies.
    Module(Range<usize>),
    /// Code of a component, and where it lies.
    Component(Range<usize>),
    /// Why there is none, outermost first.
    Refused(Vec<String>),
}

/// What a bundle begins with.
#[derive(Serialize, Deserialize)]
pub(super) struct Meta {
    /// Directives that are none.
    pub(super) faults: Vec<Fault>,
    /// Each file by its name.
    pub(super) files: HashMap<String, Outcome>,
    /// Directives, faults included.
    pub(super) directives: usize,
    /// Bytes of machine code.
    pub(super) code_bytes: u64,
}

/// A bundle that was opened.
pub(super) struct Opened {
    bundle: Bundle,
    /// What it begins with.
    pub(super) meta: Meta,
    commands: Range<usize>,
    code: usize,
}

/// Where the two lengths at the front end.
const FRONT: usize = 16;

/// What reads and encodes scripts: other versions may read them otherwise. A test holds them against Cargo.lock.
const READERS: &str = "json-from-wast 0.254.2, wast 254.0.2, wat 1.254.2";

/// What a script is kept under.
pub(super) fn key(engine: &Key, file: &ProgramFile) -> Key {
    *blake3::Hasher::new_keyed(engine)
        .update(b"script")
        .update(&SCHEMA.to_le_bytes())
        .update(READERS.as_bytes())
        .update(file.digest.bytes())
        .finalize()
        .as_bytes()
}

/// Code and whether it is a component's, or the compiler's words.
type Compiled = Result<(bool, Vec<u8>), Vec<String>>;

/// Compiles everything that a script names, and lays it out as one file.
pub(super) fn make(engine: &Engine, reading: Reading, threads: usize) -> Result<Vec<u8>, String> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.max(1))
        .thread_name(|index| format!("wassay-compile-{index}"))
        .build()
        .map_err(|error| error.to_string())?;
    let Reading {
        commands,
        faults,
        mut files,
        directives,
    } = reading;
    if !files.iter().all(|(_, bytes)| Parser::is_core_wasm(bytes)) {
        // Components may import it.
        files.push((spectest::SIMPLE_NAME.to_owned(), spectest::SIMPLE.into()));
    }
    let compiled: Vec<(String, Compiled)> = pool.install(|| {
        files
            .into_par_iter()
            .with_max_len(1)
            .map(|(name, bytes)| {
                let made = compile(engine, &name, &bytes);
                (name, made)
            })
            .collect()
    });
    let mut code: Vec<u8> = Vec::new();
    let mut files = HashMap::new();
    for (name, made) in compiled {
        let outcome = match made {
            Ok((component, bytes)) => {
                let start = code.len();
                code.extend_from_slice(&bytes);
                let range = start..code.len();
                if component {
                    Outcome::Component(range)
                } else {
                    Outcome::Module(range)
                }
            }
            Err(words) => Outcome::Refused(words),
        };
        files.insert(name, outcome);
    }
    let meta = serde_json::to_vec(&Meta {
        faults,
        files,
        directives,
        code_bytes: code.len() as u64,
    })
    .expect("what a bundle begins with is plain data");
    let mut bytes = Vec::with_capacity(FRONT + meta.len() + commands.len() + code.len());
    bytes.extend_from_slice(&(meta.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&(commands.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&meta);
    bytes.extend_from_slice(commands.as_bytes());
    bytes.extend_from_slice(&code);
    Ok(bytes)
}

/// Code of a module or component, and whether it is a component; or what the compiler says.
fn compile(engine: &Engine, name: &str, bytes: &[u8]) -> Compiled {
    // Bytes that a script gives as a binary are one, whatever they look like.
    let extension = Path::new(name).extension();
    let is_text = extension.is_some_and(|end| end == "wat") || name == spectest::SIMPLE_NAME;
    let binary = if is_text {
        wat::parse_bytes(bytes).map_err(|error| vec![first_line(&error.to_string())])?
    } else if bytes.starts_with(b"\0asm") {
        Cow::Borrowed(bytes)
    } else {
        // wasmtime would take it for text.
        let refusal = wasmparser::Validator::new().validate_all(bytes).err();
        return Err(vec![refusal.map_or_else(
            || "this is no WebAssembly".to_owned(),
            |error| error.to_string(),
        )]);
    };
    let made = if Parser::is_component(&binary) {
        engine
            .precompile_component(&binary)
            .map(|code| (true, code))
    } else {
        engine.precompile_module(&binary).map(|code| (false, code))
    };
    made.map_err(|error| error.chain().map(ToString::to_string).collect())
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Opens a bundle.
pub(super) fn open(bundle: Bundle) -> Option<Opened> {
    let bytes = bundle.bytes();
    let length = |at: usize| {
        let bytes: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
        usize::try_from(u64::from_le_bytes(bytes)).ok()
    };
    let commands = FRONT.checked_add(length(0)?)?;
    let code = commands.checked_add(length(8)?)?;
    let meta = serde_json::from_slice(bytes.get(FRONT..commands)?).ok()?;
    std::str::from_utf8(bytes.get(commands..code)?).ok()?;
    Some(Opened {
        meta,
        commands: commands..code,
        code,
        bundle,
    })
}

impl Opened {
    /// The commands as JSON.
    pub(super) fn commands(&self) -> &str {
        std::str::from_utf8(&self.bundle.bytes()[self.commands.clone()])
            .expect("it was looked at when the bundle was opened")
    }

    /// Loads a module or component, or tells why there is none.
    pub(super) fn load(&self, engine: &Engine, name: &str) -> Result<Loaded, wasmtime::Error> {
        let (range, component) = match self.meta.files.get(name) {
            Some(Outcome::Module(range)) => (range, false),
            Some(Outcome::Component(range)) => (range, true),
            Some(Outcome::Refused(words)) => return Err(chained(words)),
            None => return Err(wasmtime::format_err!("the script names no file `{name}`")),
        };
        let range = self.code + range.start..self.code + range.end;
        self.bundle.load(engine, range, component)
    }
}

/// The compiler's words as an error again.
fn chained(words: &[String]) -> wasmtime::Error {
    let mut words = words.iter().rev();
    let innermost = words.next().cloned().unwrap_or_default();
    words.fold(wasmtime::Error::msg(innermost), |error, word| {
        error.context(word.clone())
    })
}

/// Finds a bundle, or makes and seals it; with the microseconds that took.
pub(super) fn obtain(
    engine: (&Engine, &Key),
    options: &Options,
    file: &ProgramFile,
    read: impl FnOnce() -> Result<Reading, PrepareError>,
    threads: usize,
) -> Result<(Opened, Kept, Option<u64>), PrepareError> {
    let cache = options.cache.as_deref();
    let key = key(engine.1, file);
    let find = || open(code::find_bundle(cache?, &key)?);
    if let Some(opened) = find() {
        return Ok((opened, Kept::Sealed(key), None));
    }
    if options.compiler == Compiler::Off {
        return Err(PrepareError::CompilerOff {
            label: file.label.clone(),
        });
    }
    let claim = cache.and_then(|cache| cache.claim(&key));
    if claim.is_some()
        && let Some(opened) = find()
    {
        return Ok((opened, Kept::Sealed(key), None));
    }
    let reading = read()?;
    let failed = |message: String| PrepareError::Failed {
        label: file.label.clone(),
        message,
    };
    let start = Instant::now();
    let bytes = make(engine.0, reading, threads).map_err(failed)?;
    let spent = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    let (bundle, sealed) = code::keep_bundle(cache, &key, file.digest, bytes);
    let kept = if sealed {
        Kept::Sealed(key)
    } else {
        Kept::Memory(bundle.clone())
    };
    let opened = open(bundle).ok_or_else(|| failed("its code cannot be read back".to_owned()))?;
    Ok((opened, kept, Some(spent)))
}

/// Where a bundle is between its making and its use.
pub(super) enum Kept {
    /// In the cache.
    Sealed(Key),
    /// In memory, where there is no cache to write to.
    Memory(Bundle),
}

impl Kept {
    /// Opens it.
    ///
    /// # Errors
    /// [`EngineError::Code`]: it is gone from the cache.
    pub(super) fn open(&self, options: &Options, label: &str) -> Result<Opened, EngineError> {
        let bundle = match self {
            Self::Memory(bundle) => Some(bundle.clone()),
            Self::Sealed(key) => options
                .cache
                .as_deref()
                .and_then(|cache| code::find_bundle(cache, key)),
        };
        bundle.and_then(open).ok_or_else(|| EngineError::Code {
            label: label.to_owned(),
            message: "it is gone from the cache".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::READERS;

    #[test]
    fn readers_are_those_of_the_lock_file() {
        let lock = include_str!("../../../../Cargo.lock");
        for reader in READERS.split(", ") {
            let (name, version) = reader.split_once(' ').unwrap();
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"");
            assert!(lock.contains(&entry), "{reader}");
        }
    }
}
