//! An engine on a bench: programs from text, a cache in a directory, results to look at.

use crate::digest::Sha256;
use crate::engine::CodeCache;
use crate::engine::Control;
use crate::engine::Engine;
use crate::engine::EngineError;
use crate::engine::Order;
use crate::engine::PrepareError;
use crate::engine::Prepared;
use crate::engine::Seat;
use crate::engine::embedded::Compiler;
use crate::engine::embedded::Options;
use crate::engine::embedded::open;
use crate::model::engine::DEFAULT;
use crate::model::engine::EngineKind;
use crate::model::engine::EngineSpec;
use crate::model::engine::Needs;
use crate::model::engine::Strategy;
use crate::model::execution::Execution;
use crate::model::execution::Stream;
use crate::model::invocation::Invocation;
use crate::model::invocation::Stdin;
use crate::model::invocation::Task;
use crate::model::limits::Clock;
use crate::model::limits::Limits;
use crate::model::limits::Network;
use crate::model::limits::Randomness;
use crate::model::program::Home;
use crate::model::program::Program;
use crate::model::program::ProgramFile;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// A directory as a cache. It checks nothing: sealing is tested where it is built.
pub(super) struct Directory(pub(super) PathBuf);

impl Directory {
    fn path(&self, key: &[u8; 32]) -> PathBuf {
        let hex: Vec<String> = key.iter().map(|byte| format!("{byte:02x}")).collect();
        self.0.join(hex.concat())
    }
}

impl CodeCache for Directory {
    fn load(&self, key: &[u8; 32]) -> Option<File> {
        File::open(self.path(key)).ok()
    }

    fn publish(&self, key: &[u8; 32], _: &[Sha256], code: &[u8]) -> io::Result<()> {
        crate::files::write_atomic(&self.path(key), code)
    }
}

/// One engine and one seat.
pub(super) struct Rig {
    pub(super) dir: TempDir,
    pub(super) engine: Arc<dyn Engine>,
    seat: Box<dyn Seat>,
}

/// An engine by its strategy.
pub(super) fn spec(strategy: Strategy, options: &[(&str, &str)]) -> EngineSpec {
    let options: BTreeMap<String, String> = options
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    EngineSpec {
        name: DEFAULT.to_owned(),
        kind: EngineKind::Embedded { strategy, options },
        at: None,
        spans: BTreeMap::new(),
    }
}

impl Rig {
    pub(super) fn new() -> Self {
        Self::of(&spec(Strategy::Cranelift, &[]))
    }

    /// With a cache in a directory of its own.
    pub(super) fn of(spec: &EngineSpec) -> Self {
        Self::in_dir(spec, tempfile::tempdir().unwrap(), Compiler::On)
    }

    pub(super) fn in_dir(spec: &EngineSpec, dir: TempDir, compiler: Compiler) -> Self {
        let cache = Directory(dir.path().join("code"));
        let engine = open(
            spec,
            Options {
                cache: Some(Arc::new(cache)),
                compiler,
            },
        )
        .unwrap();
        let seat = engine.seat();
        Self { dir, engine, seat }
    }

    /// Without a cache.
    pub(super) fn in_memory() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(&spec(Strategy::Cranelift, &[]), Options::default()).unwrap();
        let seat = engine.seat();
        Self { dir, engine, seat }
    }

    /// Writes a file of a program.
    pub(super) fn file(&self, label: &str, bytes: &[u8]) -> ProgramFile {
        let path = self.dir.path().join(label);
        crate::files::write_atomic(&path, bytes).unwrap();
        ProgramFile {
            label: label.to_owned(),
            path,
            digest: Sha256::of(bytes),
            home: Home::Tree,
        }
    }

    pub(super) fn program(&self, text: &str) -> Program {
        Program {
            main: self.file("guest.wat", text.as_bytes()),
            preloads: Vec::new(),
        }
    }

    pub(super) fn prepare(&self, program: &Program) -> Result<Prepared, PrepareError> {
        self.prepare_for(program, Needs::default())
    }

    pub(super) fn prepare_for(
        &self,
        program: &Program,
        needs: Needs,
    ) -> Result<Prepared, PrepareError> {
        self.engine.prepare(program, &Order { needs, threads: 2 })
    }

    pub(super) fn execute(
        &mut self,
        prepared: &Prepared,
        invocation: &Invocation,
    ) -> Result<Execution, EngineError> {
        self.seat.execute(prepared, invocation, &Control::default())
    }

    pub(super) fn controlled(
        &mut self,
        prepared: &Prepared,
        invocation: &Invocation,
        control: &Control,
    ) -> Execution {
        self.seat.execute(prepared, invocation, control).unwrap()
    }

    /// Prepares and runs text.
    pub(super) fn run(&mut self, text: &str, invocation: &Invocation) -> Execution {
        let program = self.program(text);
        let needs = Needs {
            fuel: invocation.limits.fuel.is_some(),
            entry: invocation.task.entry(),
        };
        let prepared = self.prepare_for(&program, needs).unwrap();
        self.execute(&prepared, invocation).unwrap()
    }
}

/// An invocation with all defaults.
pub(super) fn invocation() -> Invocation {
    Invocation {
        task: Task::Run,
        args: vec!["guest".to_owned()],
        env: Vec::new(),
        stdin: Stdin::Empty,
        mounts: Vec::new(),
        upstream: Vec::new(),
        limits: Limits::default(),
        clock: Clock::Virtual,
        random: Randomness::Seeded,
        seed: 0,
        network: Network::Denied,
    }
}

/// The defaults with other limits.
pub(super) fn limited(limits: Limits) -> Invocation {
    Invocation {
        limits,
        ..invocation()
    }
}

pub(super) fn stdout(execution: &Execution) -> String {
    String::from_utf8(execution.stream(Stream::Stdout)).unwrap()
}

/// What every p1 guest of these tests has: all imports it may want, a memory, and ways to print.
const P1: &str = r#"
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args (param i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func $print (param $fd i32) (param $at i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8))))
  (func $number (param $value i64) (local $at i32)
    (local.set $at (i32.const 64))
    (i32.store8 (i32.const 63) (i32.const 10))
    (local.set $at (i32.const 63))
    (loop $digit
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $value) (i64.const 10)))))
      (local.set $value (i64.div_u (local.get $value) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $value) (i64.const 0))))
    (call $print (i32.const 1) (local.get $at) (i32.sub (i32.const 64) (local.get $at))))
"#;

/// A p1 command: `body` is what `_start` does, `rest` stands beside it.
pub(super) fn p1(body: &str, rest: &str) -> String {
    format!("(module {P1} {rest} (func (export \"_start\") (local $i i32) (local $j i64) {body}))")
}
