//! Directories and networks as a guest sees them.

use super::rig::Rig;
use super::rig::invocation;
use super::rig::stdout;
use crate::model::execution::Ending;
use crate::model::invocation::Access;
use crate::model::invocation::Invocation;
use crate::model::invocation::Mount;
use crate::model::limits::Network;

/// Opens `name` below the first directory, for writing where `rights` say so, and exits with the error number.
fn open(name: &str, flags: u32, rights: u64) -> String {
    format!(
        r#"(module
          (import "wasi_snapshot_preview1" "path_open"
            (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (import "wasi_snapshot_preview1" "fd_prestat_dir_name" (func $name (param i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 100) "{name}")
          (func (export "_start")
            (drop (call $name (i32.const 3) (i32.const 200) (i32.const 5)))
            (i32.store (i32.const 0) (i32.const 200)) (i32.store (i32.const 4) (i32.const 5))
            (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            (call $exit (call $open (i32.const 3) (i32.const 0) (i32.const 100) (i32.const {})
              (i32.const {flags}) (i64.const {rights}) (i64.const 0) (i32.const 0) (i32.const 16)))))"#,
        name.len()
    )
}

const CREATE: u32 = 1;
const READ: u64 = 2;
const WRITE: u64 = 64;
const NOT_PERMITTED: i32 = 63;
const READ_ONLY: i32 = 69;
const MISSING: i32 = 44;

#[test]
fn a_directory_is_read_only_unless_it_is_a_copy() {
    let mut rig = Rig::new();
    let data = rig.dir.path().join("data");
    crate::files::write_atomic(&data.join("in"), b"x").unwrap();
    crate::files::write_atomic(&rig.dir.path().join("secret"), b"x").unwrap();
    let mut ask = |access, name: &str, flags, rights| {
        let mounted = Invocation {
            mounts: vec![Mount {
                host: data.clone(),
                guest: "/data".to_owned(),
                access,
            }],
            ..invocation()
        };
        let execution = rig.run(&open(name, flags, rights), &mounted);
        assert_eq!(stdout(&execution), "/data");
        match execution.ending {
            Ending::Exited { code } => code,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(ask(Access::Read, "in", 0, READ), 0);
    assert_eq!(ask(Access::Read, "gone", 0, READ), MISSING);
    assert!([NOT_PERMITTED, READ_ONLY].contains(&ask(Access::Read, "out", CREATE, WRITE)));
    assert!(!data.join("out").exists());
    assert_eq!(ask(Access::Copy, "out", CREATE, WRITE), 0);
    assert!(data.join("out").exists());
    assert_eq!(ask(Access::Copy, "../secret", 0, READ), NOT_PERMITTED);
}

#[test]
fn a_trial_on_the_loopback_network_runs() {
    let mut rig = Rig::new();
    let networked = Invocation {
        network: Network::Loopback,
        ..invocation()
    };
    let text = super::rig::p1("", "");
    assert_eq!(
        rig.run(&text, &networked).ending,
        Ending::Exited { code: 0 }
    );
}
