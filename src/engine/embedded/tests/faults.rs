//! Programs that cannot be run, and engines that cannot be made.

use super::component::p2;
use super::rig::Directory;
use super::rig::Rig;
use super::rig::invocation;
use super::rig::limited;
use super::rig::p1;
use super::rig::spec;
use crate::digest::Sha256;
use crate::engine::CodeCache;
use crate::engine::Control;
use crate::engine::EngineError;
use crate::engine::Order;
use crate::engine::PrepareError;
use crate::engine::check;
use crate::engine::embedded::Options;
use crate::engine::embedded::WASMTIME;
use crate::engine::embedded::open;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::engine::Needs;
use crate::model::engine::Strategy;
use crate::model::invocation::Access;
use crate::model::invocation::Mount;
use crate::model::invocation::Stdin;
use crate::model::limits::Limits;
use crate::model::program::Program;
use std::fs::File;
use std::io;
use std::sync::Arc;

fn refusal(rig: &Rig, label: &str, bytes: &[u8]) -> Cause {
    let program = Program {
        main: rig.file(label, bytes),
        preloads: Vec::new(),
    };
    match rig.prepare(&program) {
        Err(PrepareError::Refused(cause)) => *cause,
        other => panic!("{label}: {other:?}"),
    }
}

#[test]
fn what_is_no_program_is_refused_in_plain_words() {
    let rig = Rig::new();
    let module = wat::parse_str("(module (memory 1) (data (i32.const 0) \"0123456789\"))").unwrap();
    for (bytes, code, words) in [
        (&b""[..], "empty-program", "`x.wasm`: the file is empty"),
        (
            &module[..20],
            "truncated-program",
            "`x.wasm`: the file is cut short: it ends at byte 20, in the middle of a section",
        ),
        (
            b"<!DOCTYPE html>",
            "not-wasm",
            "`x.wasm`: not WebAssembly: begins with 3c 21 44 4f (`<!DO`)",
        ),
        (
            b"\0asm\x03\0\0\0",
            "wasm-version",
            "`x.wasm`: WebAssembly of an unknown version: the header says 0x00000003",
        ),
        (
            b"\x7fELF\x02\x01\x01",
            "precompiled",
            "`x.wasm`: pre-compiled code is refused: programs are compiled here, from WebAssembly",
        ),
    ] {
        let cause = refusal(&rig, "x.wasm", bytes);
        assert_eq!((cause.stage, &*cause.code), (Stage::Compile, code));
        assert_eq!(cause.message(), words);
    }
}

#[test]
fn code_of_this_very_engine_is_refused_too() {
    let rig = Rig::new();
    let engine = wasmtime::Engine::default();
    let code = engine.precompile_module(b"\0asm\x01\0\0\0").unwrap();
    assert_eq!(refusal(&rig, "x.wasm", &code).code, "precompiled");
}

#[test]
fn a_text_error_names_its_line() {
    let rig = Rig::new();
    let cause = refusal(&rig, "x.wat", b"(module\n  (funk))\n");
    assert_eq!(cause.code, "text-syntax");
    assert!(cause.message().starts_with("x.wat:2:4: "), "{cause:?}");
    assert_eq!(cause.chain[1], "  (funk))");
}

#[test]
fn an_invalid_program_is_refused_with_the_compilers_words() {
    let rig = Rig::new();
    let bytes = wat::parse_str("(module (func (result i32)))").unwrap();
    let cause = refusal(&rig, "x.wasm", &bytes);
    assert_eq!((cause.stage, &*cause.code), (Stage::Compile, "refused"));
    assert!(cause.mentions("type mismatch"), "{cause:?}");
}

#[test]
fn winch_refuses_exceptions_by_name() {
    let rig = Rig::of(&spec(Strategy::Winch, &[]));
    let text = "(module (tag $e) (func (export \"_start\") (throw $e)))";
    let cause = refusal(&rig, "x.wat", text.as_bytes());
    assert_eq!((cause.stage, &*cause.code), (Stage::Compile, "refused"));
    assert!(cause.mentions("exceptions"), "{cause:?}");
}

#[test]
fn an_exception_that_nobody_catches_is_a_trap() {
    let mut rig = Rig::new();
    let text = "(module (tag $e) (func (export \"_start\") (throw $e)))";
    assert_eq!(
        rig.run(text, &invocation()).ending.to_string(),
        "trapped: uncaught exception"
    );
}

#[test]
fn a_program_without_an_entry_says_what_it_exports() {
    let rig = Rig::new();
    for (label, text, words) in [
        (
            "x.wat",
            "(module (func (export \"add\")) (memory (export \"memory\") 1))",
            "`x.wat` is a core module with no `_start`: it exports `add`, `memory`",
        ),
        (
            "x.wat",
            "(component (instance $i) (export \"a:b/c@1.0.0\" (instance $i)))",
            "`x.wat` is a component with no `wasi:cli/run` of WASI 0.2 or 0.3.0: it exports `a:b/c@1.0.0`",
        ),
        (
            "x.wat",
            "(module)",
            "`x.wat` is a core module with no `_start`: it exports nothing",
        ),
    ] {
        let cause = refusal(&rig, label, text.as_bytes());
        assert_eq!((cause.stage, &*cause.code), (Stage::Link, "no-entry"));
        assert_eq!(cause.message(), words);
        assert!(cause.hint.is_some());
    }
    let cause = refusal(&rig, "r.wat", b"(module (func (export \"_initialize\")))");
    assert!(cause.hint.unwrap().starts_with("it is a reactor"));
}

#[test]
fn an_unmet_import_is_named_with_who_provides_it() {
    let rig = Rig::new();
    let component = |name: &str| {
        format!(
            "(component (import \"{name}\" (instance (export \"f\" (func)))) (instance $i) \
             (export \"wasi:cli/run@0.2.0\" (instance $i)))"
        )
    };
    let core = |module: &str, name: &str| {
        format!("(module (import \"{module}\" \"{name}\" (func)) (func (export \"_start\")))")
    };
    for (text, import, provider) in [
        (
            core("env", "emscripten_run"),
            "`env.emscripten_run`",
            "Emscripten",
        ),
        (core("wbg", "x"), "`wbg.x`", "wasm-bindgen"),
        (core("gojs", "x"), "`gojs.x`", "GOOS=wasip1"),
        (core("ruby", "x"), "`ruby.x`", "`preload`"),
        (
            core("wasi_snapshot_preview1", "fd_frobnicate"),
            "`wasi_snapshot_preview1.fd_frobnicate`",
            "WASI 0.1 has no function `fd_frobnicate`",
        ),
        (
            component("wasi:nn/graph@0.2.0"),
            "`wasi:nn/graph@0.2.0`",
            "`wasi:nn` is not provided here",
        ),
        (
            component("wasi:cli/stdout@0.3.0-rc-2026-03-15"),
            "`wasi:cli/stdout@0.3.0-rc-2026-03-15`",
            "is a draft",
        ),
        (
            component("wasi:cli/stdout@0.4.0"),
            "`wasi:cli/stdout@0.4.0`",
            "implements WASI 0.2 and 0.3.0, not",
        ),
        (
            component("acme:db/store@1.0.0"),
            "`acme:db/store@1.0.0`",
            "`acme:db` is not WASI",
        ),
    ] {
        let cause = refusal(&rig, "x.wat", text.as_bytes());
        assert_eq!((cause.stage, &*cause.code), (Stage::Link, "unmet-import"));
        assert_eq!(
            cause.message(),
            format!("`x.wat` imports {import}, which nothing here provides")
        );
        let hint = cause.hint.clone().unwrap();
        assert!(hint.contains(provider), "{hint}");
    }
}

#[test]
fn an_import_of_another_type_is_unmet() {
    let rig = Rig::new();
    let text = "(module (import \"wasi_snapshot_preview1\" \"fd_close\" (func)) (func (export \"_start\")))";
    let cause = refusal(&rig, "x.wat", text.as_bytes());
    assert_eq!((cause.stage, &*cause.code), (Stage::Link, "unmet-import"));
    assert!(cause.mentions("fd_close"), "{cause:?}");
    // A function that its interface does not have.
    let text = "(component (import \"wasi:cli/exit@0.2.0\" (instance (export \"leave\" (func)))) \
                (instance $i) (export \"wasi:cli/run@0.2.0\" (instance $i)))";
    let cause = refusal(&rig, "x.wat", text.as_bytes());
    assert!(cause.mentions("wasi:cli/exit@0.2.0"), "{cause:?}");
}

#[test]
fn many_unmet_imports_are_one_message() {
    let rig = Rig::new();
    let imports: Vec<String> = (0..7)
        .map(|index| format!("(import \"env\" \"f{index}\" (func))"))
        .collect();
    let text = format!("(module {} (func (export \"_start\")))", imports.concat());
    let cause = refusal(&rig, "x.wat", text.as_bytes());
    assert_eq!(
        cause.message(),
        "`x.wat` imports `env.f0`, `env.f1`, `env.f2`, `env.f3`, `env.f4` and 2 others, which nothing here provides"
    );
}

#[test]
fn an_altered_file_shows_both_digests() {
    let rig = Rig::new();
    let mut program = rig.program(&p1("", ""));
    let declared = Sha256::of(b"something else");
    program.main.digest = declared;
    match rig.prepare(&program) {
        Err(error @ PrepareError::Altered { .. }) => {
            let text = error.to_string();
            assert!(text.contains(&declared.to_string()), "{text}");
        }
        other => panic!("{other:?}"),
    }
    program.main.path = rig.dir.path().join("gone");
    assert!(matches!(
        rig.prepare(&program),
        Err(PrepareError::Read { .. })
    ));
}

#[test]
fn options_are_wasmtimes_own() {
    let of = |options: &[(&str, &str)]| check(&spec(Strategy::Cranelift, options));
    assert_eq!(
        of(&[("optimize.opt-level", "\"0\""), ("wasm.gc", "false")]),
        Ok(())
    );
    for (key, value, words) in [
        ("optimize.opt-level", "\"7\"", "unknown optimization level"),
        ("optimize.optlevel", "0", "unknown field `optlevel`"),
        ("wasm.gc", "\"x\"", "invalid type"),
        ("wasi.http", "true", "not an option of"),
        ("debug.coredump", "\"x\"", "not an option of"),
        ("codegen.cache", "true", "cannot be set"),
        ("codegen.cranelift-opt", "true", "cannot be set"),
        ("optimize.pooling-allocator", "true", "cannot be set"),
        ("wasm.fuel", "1", "cannot be set"),
        ("wasm.max-memory-size", "1", "cannot be set"),
        ("wasm.gc", "true\n[wasi]\nhttp = true", "not one value"),
        ("wasm.gc", "", ""),
    ] {
        let fault = of(&[(key, value)]).unwrap_err();
        assert_eq!(fault.key.as_deref(), Some(key));
        assert!(fault.message.contains(words), "{key}: {}", fault.message);
    }
    let fault = check(&spec(Strategy::Winch, &[("wasm.gc", "true")])).unwrap_err();
    assert!(fault.message.contains("wasm_gc"), "{}", fault.message);
}

#[test]
fn the_identity_is_what_the_engine_reports() {
    let plain = Rig::new();
    let identity = plain.engine.identity();
    assert_eq!(
        (&*identity.program, &*identity.version),
        ("wasmtime", WASMTIME)
    );
    assert_eq!(identity.options["optimize.opt-level"], "2");
    assert_eq!(identity.options["codegen.compiler"], "cranelift");
    assert!(
        identity
            .features
            .iter()
            .any(|feature| feature == "exceptions")
    );
    let other = Rig::of(&spec(
        Strategy::Cranelift,
        &[("optimize.opt-level", "\"0\"")],
    ));
    assert_eq!(other.engine.identity().options["optimize.opt-level"], "0");
    assert_ne!(identity.identity, other.engine.identity().identity);
    assert_eq!(identity, Rig::new().engine.identity());
    let winch = Rig::of(&spec(Strategy::Winch, &[]));
    assert_eq!(winch.engine.identity().options["codegen.compiler"], "winch");
    assert!(
        !winch
            .engine
            .identity()
            .features
            .iter()
            .any(|feature| feature == "exceptions")
    );
}

#[test]
fn the_version_is_that_of_the_lock_file() {
    let lock = include_str!("../../../../Cargo.lock");
    let entry = format!("name = \"wasmtime\"\nversion = \"{WASMTIME}\"");
    assert!(lock.contains(&entry));
}

#[test]
fn a_program_is_run_by_the_engine_that_prepared_it() {
    let mut one = Rig::new();
    let other = Rig::of(&spec(Strategy::Winch, &[]));
    let prepared = other.prepare(&other.program(&p1("", ""))).unwrap();
    assert!(matches!(
        one.execute(&prepared, &invocation()),
        Err(EngineError::Unprepared(_))
    ));
    let prepared = one.prepare(&one.program(&p1("", ""))).unwrap();
    let counted = limited(Limits {
        fuel: Some(1),
        ..Limits::default()
    });
    assert!(matches!(
        one.execute(&prepared, &counted),
        Err(EngineError::Unprepared(_))
    ));
}

#[test]
fn what_our_side_cannot_lay_out_is_our_error() {
    let mut rig = Rig::new();
    let prepared = rig.prepare(&rig.program(&p1("", ""))).unwrap();
    let mut gone = invocation();
    gone.mounts.push(Mount {
        host: rig.dir.path().join("gone"),
        guest: "/data".to_owned(),
        access: Access::Read,
    });
    assert!(matches!(
        rig.execute(&prepared, &gone),
        Err(EngineError::Mount { guest, .. }) if guest == "/data"
    ));
    let mut gone = invocation();
    gone.stdin = Stdin::File(rig.dir.path().join("gone"));
    assert!(matches!(
        rig.execute(&prepared, &gone),
        Err(EngineError::Stdin(_))
    ));
}

/// A cache that works until a worker asks it.
struct Panics(Directory);

impl CodeCache for Panics {
    fn load(&self, key: &[u8; 32]) -> Option<File> {
        assert!(
            std::thread::current().name() != Some("worker"),
            "the cache is upside down"
        );
        self.0.load(key)
    }

    fn publish(&self, key: &[u8; 32], sources: &[Sha256], code: &[u8]) -> io::Result<()> {
        self.0.publish(key, sources, code)
    }
}

#[test]
fn a_panic_breaks_one_trial_and_no_worker() {
    let rig = Rig::new();
    let options = Options {
        cache: Some(Arc::new(Panics(Directory(rig.dir.path().join("code"))))),
        ..Options::default()
    };
    let engine = open(&spec(Strategy::Cranelift, &[]), options).unwrap();
    let order = Order {
        needs: Needs::default(),
        threads: 1,
    };
    let prepared = engine.prepare(&rig.program(&p1("", "")), &order).unwrap();
    let work = move || {
        let mut seat = engine.seat();
        for _ in 0..2 {
            let result = seat.execute(&prepared, &invocation(), &Control::default());
            match result {
                Err(EngineError::Panicked(words)) => assert_eq!(words, "the cache is upside down"),
                other => panic!("{other:?}"),
            }
        }
    };
    let worker = std::thread::Builder::new().name("worker".to_owned());
    worker.spawn(work).unwrap().join().unwrap();
}

#[test]
fn a_component_takes_no_preloads() {
    let rig = Rig::new();
    let program = Program {
        main: rig.file("x.wasm", &p2("(i32.const 0)")),
        preloads: vec![("env".to_owned(), rig.file("e.wat", b"(module)"))],
    };
    match rig.prepare(&program) {
        Err(PrepareError::Refused(cause)) => assert_eq!(cause.code, "component-with-preloads"),
        other => panic!("{other:?}"),
    }
}
