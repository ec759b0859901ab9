//! Compiled code: what it is kept with, and the one place where it is loaded.

use super::config::Tasks;
use crate::digest::Sha256;
use crate::engine::CodeCache;
use crate::engine::EngineError;
use crate::wasm::Import;
use crate::wasm::Sniffed;
use serde::Deserialize;
use serde::Serialize;
use std::fs::File;
use std::hash::Hash as _;
use std::io;
use std::io::Read as _;
use std::ops::Range;
use std::sync::Arc;
use wasmtime::Engine;
use wasmtime::Module;
use wasmtime::component::Component;

/// Changes when anything about keys, sealed metadata or our own linkers changes.
const SCHEMA: u32 = 2;

/// What code is kept under.
pub(super) type Key = [u8; 32];

/// One file of a program as this engine knows it.
pub(super) struct Unit {
    /// What it says of itself, or why it is refused.
    pub(super) facts: Facts,
    /// Its code; nothing when it is refused.
    pub(super) code: Option<Code>,
}

/// Where code lies.
pub(super) enum Code {
    /// In the cache. Each seat opens it for itself, so that a tree of many programs does not hold as many files open.
    Sealed(Key),
    /// In memory, where there is no cache to write to.
    Memory(Arc<[u8]>),
}

/// What is known of a file without looking at it again; sealed beside its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    /// Which engine its code is for.
    pub(super) tasks: Tasks,
    /// Kind, imports, exports.
    pub(super) sniffed: Sniffed,
    /// Bytes of machine code.
    pub(super) code_bytes: u64,
    /// Why it cannot be run, whatever it is linked with.
    pub(super) refusal: Option<Refusal>,
}

/// Why a file cannot be run on this engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Refusal {
    /// The compiler does not take it; its own words, outermost first.
    Compile(Vec<String>),
    /// Nothing provides these imports.
    Unmet(Vec<Import>),
    /// All imports are there by name, and do not fit; the linker's own words.
    Mismatch(Vec<String>),
}

/// Everything of an engine that changes code, as one digest.
pub(super) fn engine_key(engine: &Engine) -> Key {
    /// wasmtime offers its own digest only as something to be hashed.
    struct Feed(blake3::Hasher);
    impl std::hash::Hasher for Feed {
        fn write(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }
        fn finish(&self) -> u64 {
            0
        }
    }
    let mut feed = Feed(blake3::Hasher::new());
    feed.0.update(&SCHEMA.to_le_bytes());
    engine.precompile_compatibility_hash().hash(&mut feed);
    *feed.0.finalize().as_bytes()
}

/// What the code of a source is kept under.
pub(super) fn code_key(engine: &Key, source: &Sha256) -> Key {
    *blake3::Hasher::new_keyed(engine)
        .update(b"code")
        .update(source.bytes())
        .finalize()
        .as_bytes()
}

/// What the facts of code are kept under.
pub(super) fn facts_key(code: &Key) -> Key {
    *blake3::keyed_hash(code, b"facts").as_bytes()
}

/// Finds a unit that an earlier run sealed.
///
/// `key` is the unit's own; its code may be for another engine, which `code_key` then names.
pub(super) fn find(
    cache: &dyn CodeCache,
    key: &Key,
    code_key: impl FnOnce(Tasks) -> Option<Key>,
) -> Option<Unit> {
    let mut text = Vec::new();
    cache.load(&facts_key(key))?.read_to_end(&mut text).ok()?;
    let facts: Facts = serde_json::from_slice(&text).ok()?;
    let mut code = None;
    if facts.refusal.is_none() {
        let key = code_key(facts.tasks)?;
        cache.load(&key)?;
        code = Some(Code::Sealed(key));
    }
    Some(Unit { facts, code })
}

/// Seals the code of a unit, so that it is loaded from there; from memory where that does not work.
pub(super) fn keep(
    cache: Option<&dyn CodeCache>,
    key: &Key,
    source: Sha256,
    code: Vec<u8>,
) -> Code {
    if let Some(cache) = cache
        && cache.publish(key, &[source], &code).is_ok()
        && cache.load(key).is_some()
    {
        return Code::Sealed(*key);
    }
    Code::Memory(code.into())
}

/// Seals the facts of a unit.
pub(super) fn keep_facts(cache: Option<&dyn CodeCache>, key: &Key, source: Sha256, facts: &Facts) {
    let Some(cache) = cache else {
        return;
    };
    let text = serde_json::to_vec(facts).expect("facts are plain data");
    // What cannot be kept is made again by the next run.
    let _ = cache.publish(&facts_key(key), &[source], &text);
}

/// The code of a whole script, in one piece with what else is kept of it.
#[derive(Clone)]
pub(super) struct Bundle(Arc<[u8]>);

/// Finds a bundle that was sealed.
pub(super) fn find_bundle(cache: &dyn CodeCache, key: &Key) -> Option<Bundle> {
    let mut bytes = Vec::new();
    cache.load(key)?.read_to_end(&mut bytes).ok()?;
    Some(Bundle(bytes.into()))
}

/// Seals a bundle that this process made, and says whether that worked.
pub(super) fn keep_bundle(
    cache: Option<&dyn CodeCache>,
    key: &Key,
    source: Sha256,
    bytes: Vec<u8>,
) -> (Bundle, bool) {
    let sealed = cache.is_some_and(|cache| cache.publish(key, &[source], &bytes).is_ok());
    (Bundle(bytes.into()), sealed)
}

impl Bundle {
    /// Everything in it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Loads the code that lies in a part of it.
    ///
    /// # Errors
    /// What wasmtime says: it does not fit this engine.
    pub(super) fn load(
        &self,
        engine: &Engine,
        part: Range<usize>,
        component: bool,
    ) -> wasmtime::Result<Loaded> {
        let bytes = self
            .0
            .get(part)
            .ok_or_else(|| wasmtime::format_err!("the code of the script is cut short"))?;
        deserialize(engine, Opened::Part(bytes), component)
    }
}

/// Code inside an engine.
pub(super) enum Loaded {
    /// A core module.
    Module(Module),
    /// A component.
    Component(Component),
}

/// Opened code.
enum Opened<'a> {
    File(File),
    Memory(Arc<[u8]>),
    Part(&'a [u8]),
}

impl Unit {
    /// Loads the code into an engine. `label` is what people call the file.
    ///
    /// # Errors
    /// [`EngineError::Code`]: it is gone from the cache, or does not fit this engine.
    pub(super) fn load(
        &self,
        engine: &Engine,
        cache: Option<&dyn CodeCache>,
        label: &str,
    ) -> Result<Loaded, EngineError> {
        let fault = |message: String| EngineError::Code {
            label: label.to_owned(),
            message,
        };
        let opened = match &self.code {
            None => return Err(fault("it was refused".to_owned())),
            Some(Code::Memory(bytes)) => Opened::Memory(Arc::clone(bytes)),
            Some(Code::Sealed(key)) => cache
                .and_then(|cache| cache.load(key))
                .map(Opened::File)
                .ok_or_else(|| fault("it is gone from the cache".to_owned()))?,
        };
        let opened = readable(opened, self.facts.sniffed.is_component())
            .map_err(|error| fault(error.to_string()))?;
        deserialize(engine, opened, self.facts.sniffed.is_component())
            .map_err(|error| fault(format!("{error:#}")))
    }
}

/// A component can be mapped only by a path; where open files have none, its bytes are read.
fn readable(opened: Opened<'static>, component: bool) -> io::Result<Opened<'static>> {
    match opened {
        Opened::File(mut file) if component && !cfg!(target_os = "linux") => {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(Opened::Memory(bytes.into()))
        }
        other => Ok(other),
    }
}

/// Loads machine code: the only place that trusts bytes.
#[expect(
    unsafe_code,
    reason = "wasmtime asks that the bytes are its own unaltered output. They are: `Code` and `Bundle` have two makers \
              each, all in this file. Memory comes straight from this process's compiler. Sealed code comes from `CodeCache::load`, which \
              gives only what this person's own runs published, checked by a keyed digest over the open file, and \
              published files are never written to again, only replaced by a rename."
)]
fn deserialize(engine: &Engine, opened: Opened<'_>, component: bool) -> wasmtime::Result<Loaded> {
    // SAFETY: see the reason above.
    unsafe {
        match (opened, component) {
            (Opened::File(file), false) => {
                Module::deserialize_open_file(engine, file).map(Loaded::Module)
            }
            (Opened::File(file), true) => {
                Component::deserialize_file(engine, path_of(&file)).map(Loaded::Component)
            }
            (Opened::Memory(bytes), false) => {
                Module::deserialize(engine, &bytes).map(Loaded::Module)
            }
            (Opened::Memory(bytes), true) => {
                Component::deserialize(engine, &bytes).map(Loaded::Component)
            }
            (Opened::Part(bytes), false) => Module::deserialize(engine, bytes).map(Loaded::Module),
            (Opened::Part(bytes), true) => {
                Component::deserialize(engine, bytes).map(Loaded::Component)
            }
        }
    }
}

/// A path that means an open file and nothing else.
#[cfg(unix)]
fn path_of(file: &File) -> String {
    use std::os::fd::AsRawFd as _;
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

#[cfg(not(unix))]
fn path_of(_: &File) -> String {
    unreachable!("open components are read into memory on this platform")
}
