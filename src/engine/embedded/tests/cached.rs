//! Compiled code: what is made, what is found, what is read.

use super::component::p2;
use super::component::p3;
use super::rig::Rig;
use super::rig::invocation;
use super::rig::limited;
use super::rig::p1;
use super::rig::spec;
use super::rig::stdout;
use crate::engine::EngineError;
use crate::engine::PrepareError;
use crate::engine::embedded::Compiler;
use crate::model::engine::Needs;
use crate::model::engine::Strategy;
use crate::model::event::Compiled;
use crate::model::execution::Ending;
use crate::model::limits::Limits;
use crate::model::program::Program;

const TEXT: &str = "(call $print (i32.const 1) (i32.const 100) (i32.const 1))";
const DATA: &str = r#"(data (i32.const 100) "x")"#;

#[test]
fn a_second_run_compiles_nothing_and_reads_no_program() {
    let first = Rig::new();
    let text = p1(TEXT, DATA);
    let programs: Vec<Program> = [text.as_bytes(), &p2("(i32.const 0)"), &p3("(i32.const 0)")]
        .iter()
        .enumerate()
        .map(|(index, bytes)| Program {
            main: first.file(["a.wat", "b.wasm", "c.wasm"][index], bytes),
            preloads: Vec::new(),
        })
        .collect();
    for program in &programs {
        let prepared = first.prepare(program).unwrap();
        assert_eq!(prepared.compiled, Some(Compiled::Fresh));
        assert!(prepared.compile_us > 0);
        let again = first.prepare(program).unwrap();
        assert_eq!(
            (again.compiled, again.compile_us),
            (Some(Compiled::Cache), 0)
        );
        std::fs::remove_file(&program.main.path).unwrap();
    }
    let mut second = Rig::in_dir(&spec(Strategy::Cranelift, &[]), first.dir, Compiler::Off);
    for program in &programs {
        let prepared = second.prepare(program).unwrap();
        assert_eq!(
            (prepared.compiled, prepared.compile_us),
            (Some(Compiled::Cache), 0)
        );
        assert!(prepared.code_bytes > 0);
        let execution = second.execute(&prepared, &invocation()).unwrap();
        assert_eq!(execution.ending, Ending::Exited { code: 0 });
    }
}

#[test]
fn refusals_are_kept_too() {
    let winch = spec(Strategy::Winch, &[]);
    let first = Rig::of(&winch);
    let text = "(module (tag $e) (func (export \"_start\") (throw $e)))";
    let throws = first.program(text);
    let refused = |rig: &Rig, program: &Program| match rig.prepare(program) {
        Err(PrepareError::Refused(cause)) => *cause,
        other => panic!("{other:?}"),
    };
    let cause = refused(&first, &throws);
    let second = Rig::in_dir(&winch, first.dir, Compiler::Off);
    assert_eq!(refused(&second, &throws), cause);
}

#[test]
fn without_a_compiler_only_sealed_code_runs() {
    let rig = Rig::in_dir(
        &spec(Strategy::Cranelift, &[]),
        tempfile::tempdir().unwrap(),
        Compiler::Off,
    );
    assert!(matches!(
        rig.prepare(&rig.program(&p1("", ""))),
        Err(PrepareError::CompilerOff { label }) if label == "guest.wat"
    ));
}

#[test]
fn without_a_cache_code_stays_in_memory() {
    let mut rig = Rig::in_memory();
    assert_eq!(stdout(&rig.run(&p1(TEXT, DATA), &invocation())), "x");
    let program = Program {
        main: rig.file("c.wasm", &p2("(i32.const 1)")),
        preloads: Vec::new(),
    };
    let prepared = rig.prepare(&program).unwrap();
    assert_eq!(
        rig.execute(&prepared, &invocation()).unwrap().ending,
        Ending::Exited { code: 1 }
    );
}

#[test]
fn every_configuration_has_code_of_its_own() {
    let first = Rig::new();
    let program = first.program(&p1("", ""));
    first.prepare(&program).unwrap();
    let needs = Needs {
        fuel: true,
        ..Needs::default()
    };
    assert_eq!(
        first.prepare_for(&program, needs).unwrap().compiled,
        Some(Compiled::Fresh)
    );
    let unoptimized = spec(Strategy::Cranelift, &[("optimize.opt-level", "\"0\"")]);
    let second = Rig::in_dir(&unoptimized, first.dir, Compiler::On);
    assert_eq!(
        second.prepare(&program).unwrap().compiled,
        Some(Compiled::Fresh)
    );
}

#[test]
fn code_that_vanished_is_our_error() {
    let mut rig = Rig::new();
    let prepared = rig.prepare(&rig.program(&p1("", ""))).unwrap();
    std::fs::remove_dir_all(rig.dir.path().join("code")).unwrap();
    assert!(matches!(
        rig.execute(&prepared, &invocation()),
        Err(EngineError::Code { .. })
    ));
}

#[test]
fn a_program_that_does_not_fit_the_pool_runs_without_it() {
    let mut rig = Rig::new();
    let memories = "(memory 1) ".repeat(12);
    let start = "(func (export \"_start\"))";
    for text in [
        format!("(module {memories} {start})"),
        format!("(module (memory i64 1) {start})"),
        format!("(module (table 900000 funcref) {start})"),
        format!("(module {} {start})", "(table 1 funcref) ".repeat(40)),
    ] {
        let ending = rig.run(&text, &invocation()).ending;
        assert_eq!(ending, Ending::Exited { code: 0 });
    }
    let more = limited(Limits {
        tables: 5_000_000,
        memory: 8 << 30,
        ..Limits::default()
    });
    let text = format!("(module (table 2000000 funcref) {start})");
    assert_eq!(rig.run(&text, &more).ending, Ending::Exited { code: 0 });
}

#[test]
fn more_programs_than_stay_loaded_all_run_again() {
    let mut rig = Rig::new();
    let programs: Vec<_> = (0..60)
        .map(|code| {
            let text = p1(&format!("(call $exit (i32.const {code}))"), "");
            rig.prepare(&rig.program(&text)).unwrap()
        })
        .collect();
    for _ in 0..2 {
        for (code, prepared) in (0..).zip(&programs) {
            assert_eq!(
                rig.execute(prepared, &invocation()).unwrap().ending,
                Ending::Exited { code }
            );
        }
    }
}
