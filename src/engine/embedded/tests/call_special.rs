//! Calls with what WAVE has no notation for, and exports with peculiar names and types.

use super::call::calling;
use super::call::run;
use super::call::told;
use super::call_types;
use super::call_types::Ty;
use super::component::encode;
use super::rig::Rig;
use super::rig::spec;
use crate::engine::EngineError;
use crate::model::engine::Strategy;

/// What calls of a component come to, or why they cannot be made.
fn outcome(items: &str, core: &str, calls: &[&str]) -> Result<Vec<String>, String> {
    let wit = format!("package t:guest; world guest {{ {items} }}");
    let text = wasmprinter::print_bytes(encode(&wit, core)).unwrap();
    match run(&mut Rig::in_memory(), &text, &calling(calls)) {
        Ok(execution) => Ok(told(&execution)),
        Err(EngineError::Call(cause)) => Err(format!("{}: {}", cause.code, cause.message())),
        Err(other) => panic!("{other}"),
    }
}

const TWO: &str = "export api: interface {
    resource cat { constructor(); }
    resource dog { constructor(); age: func() -> u32; }
  }";

const TWO_CORE: &str = r#"(module
    (import "[export]api" "[resource-new]cat" (func $cat (param i32) (result i32)))
    (import "[export]api" "[resource-new]dog" (func $dog (param i32) (result i32)))
    (func (export "api#[constructor]cat") (result i32) (call $cat (i32.const 1)))
    (func (export "api#[constructor]dog") (result i32) (call $dog (i32.const 2)))
    (func (export "api#[method]dog.age") (param i32) (result i32) (local.get 0)))"#;

#[test]
fn a_handle_of_another_resource_does_not_fit() {
    let good = outcome(TWO, TWO_CORE, &["cat()", "dog()", "dog.age($2)"]);
    assert_eq!(
        good.unwrap(),
        ["cat() = $1", "dog() = $2", "dog.age($2) = 2", "returned"]
    );
    let bad = outcome(TWO, TWO_CORE, &["cat()", "dog()", "dog.age($1)"]);
    let message = "bad-call: call 3 does not fit `dog.age(self: borrow<dog>) -> u32`
  dog.age($1)
          ^^ `$1` is a handle of another resource";
    assert_eq!(bad.unwrap_err(), message);
}

#[test]
fn a_name_of_a_resource_stands_in_types() {
    let bad = outcome(TWO, TWO_CORE, &["dog(1)"]).unwrap_err();
    assert!(bad.contains("does not fit `dog() -> dog`"), "{bad}");
}

#[test]
fn an_export_may_be_called_drop() {
    let core = r#"(module (func (export "drop") (param i32) (result i32) (local.get 0)))"#;
    let told = outcome("export drop: func(value: u32) -> u32;", core, &["drop(7)"]);
    assert_eq!(told.unwrap(), ["drop(7) = 7", "returned"]);
    let fault = outcome("export drop: func(value: u32) -> u32;", core, &["drop($1)"]);
    assert!(fault.unwrap_err().contains("expected u32, found a handle"));
}

#[test]
fn a_stream_that_wasmtime_cannot_pass_is_refused_by_name() {
    let items = "export api: interface { record point { x: u8 } read: async func() -> option<stream<point>>; }";
    let core = r#"(module
        (memory (export "memory") 1)
        (func (export "[async-lift]api#read") (result i32) unreachable)
        (func (export "[callback][async-lift]api#read") (param i32 i32 i32) (result i32) unreachable))"#;
    let message =
        "unsupported-call: the call cannot be made: `read() -> option<stream<record { x: u8 }>>`
  read()
  ^^^^ wasmtime cannot pass `option<stream<record { x: u8 }>>` to or from here";
    assert_eq!(outcome(items, core, &["read()"]).unwrap_err(), message);
}

#[test]
fn a_task_may_trap_after_it_has_returned() {
    let items = "export api: interface { go: async func() -> u32; }";
    let core = r#"(module
        (import "[export]api" "[task-return]go" (func $return (param i32)))
        (func (export "[async-lift]api#go") (result i32) (call $return (i32.const 5)) unreachable)
        (func (export "[callback][async-lift]api#go") (param i32 i32 i32) (result i32) unreachable))"#;
    let told = outcome(items, core, &["go()"]).unwrap();
    assert_eq!(
        told.last().map(String::as_str),
        Some("trapped: unreachable"),
        "{told:?}"
    );
}

#[test]
fn what_looks_like_a_handle_in_a_string_is_text() {
    let mut rig = Rig::new();
    let guest = call_types::guest(&Ty::Plain("string"));
    let text = "\"$1 and '$2', (\\\"$3\\\")\"".to_owned();
    let results = call_types::returned(&mut rig, &guest, std::slice::from_ref(&text));
    let shown = "\"$1 and \\'$2\\', (\\\"$3\\\")\"";
    assert_eq!(results[0].1, Some(format!("({shown}, 255)")));
}

#[test]
fn lists_of_fixed_length_where_the_engine_has_them() {
    let options = [("wasm.component-model-fixed-length-lists", "true")];
    let mut rig = Rig::of(&spec(Strategy::Cranelift, &options));
    let guest = call_types::guest(&Ty::Plain("list<u16, 3>"));
    let results = call_types::returned(&mut rig, &guest, &["[1, 2, 3]".to_owned()]);
    assert_eq!(results[0].1.as_deref(), Some("([1, 2, 3], 255)"));
}
