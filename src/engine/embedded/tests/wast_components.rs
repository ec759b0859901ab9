//! Scripts of components.

use super::wast::lines;
use super::wast::passes;

/// A component that gives back what it gets: strings and numbers.
const ECHO: &str = r#"(component
  (core module $m
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 256))
    (func (export "echo") (param i32 i32) (result i32)
      (i32.store (i32.const 64) (local.get 0))
      (i32.store (i32.const 68) (local.get 1))
      (i32.const 64))
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export "half") (param f32) (result f32) (f32.div (local.get 0) (f32.const 2)))
    (func (export "trap") unreachable))
  (core instance $i (instantiate $m))
  (func (export "echo") (param "s" string) (result string)
    (canon lift (core func $i "echo") (memory $i "memory") (realloc (func $i "realloc"))))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32)
    (canon lift (core func $i "add")))
  (func (export "half") (param "a" f32) (result f32) (canon lift (core func $i "half")))
  (func (export "trap") (canon lift (core func $i "trap"))))
"#;

#[test]
fn values_are_compared() {
    passes(&format!(
        r#"{ECHO}
        (assert_return (invoke "echo" (str.const "hé")) (str.const "hé"))
        (assert_return (invoke "add" (u32.const 1) (u32.const 2)) (u32.const 3))
        (assert_return (invoke "half" (f32.const 3)) (f32.const 1.5))
        (assert_trap (invoke "trap") "unreachable")"#
    ));
    let told = lines(&format!(
        "{ECHO}(assert_return (invoke \"echo\" (str.const \"a\")) (str.const \"b\"))\n\
         (assert_return (invoke \"add\" (u32.const 1) (u32.const 2)) (u8.const 3))\n\
         (assert_return (invoke \"half\" (f32.const 3)) (f32.const 2))\n\
         (assert_return (invoke \"add\" (u32.const 1)))\n\
         (assert_return (invoke \"nothing\"))\n\
         (assert_return (get \"add\"))\n\
         (assert_return (invoke \"add\" (i32.const 1)))\n\
         (register \"x\")\n\
         (assert_trap (invoke \"trap\") \"out of bounds\")\n\
         (assert_trap (invoke \"add\" (u32.const 1) (u32.const 2)) \"x\")",
    ));
    let at = told[1].split_once(' ').unwrap().0.parse::<u32>().unwrap();
    let rest: Vec<&str> = told[1..]
        .iter()
        .map(|line| line.split_once(' ').unwrap().1)
        .collect();
    assert_eq!(at, 19);
    assert_eq!(
        rest[..3],
        [
            "assert_return failed: expected [string:\"b\"], got [string:\"a\"]",
            "assert_return failed: expected [u8:3], got [u32:3]",
            "assert_return failed: expected [f32:2], got [f32:1.5]",
        ]
    );
    assert!(
        rest[3].starts_with("assert_return failed: expected [], got error \"expected 2 argument"),
        "{}",
        rest[3]
    );
    assert_eq!(
        rest[4..8],
        [
            "assert_return failed: the component exports no function `nothing`",
            "assert_return failed: a component exports no globals",
            "assert_return failed: a value of a core module cannot be passed here",
            "register failed: components cannot be registered",
        ]
    );
    assert!(
        rest[8].starts_with(
            "assert_trap failed: expected trap \"out of bounds\", got trap \"wasm `unreachable`"
        ),
        "{}",
        rest[8]
    );
}

#[test]
fn named_components_give_others_their_resources_and_modules() {
    passes(
        r#"(component $C
             (core module (export "m") (func (export "f") (result i32) (i32.const 5)))
             (type $r' (resource (rep i32)))
             (export $r "r" (type $r')))
           (component
             (import "C" (instance $c
               (export "m" (core module (export "f" (func (result i32)))))
               (export "r" (type (sub resource)))))
             (core instance $i (instantiate (module $c "m")))
             (func (export "f") (result u32) (canon lift (core func $i "f"))))
           (assert_return (invoke "f") (u32.const 5))
           (component definition $D (component $x))
           (component instance $d $D)
           (assert_invalid (component (import "x" (func)) (import "x" (func))) "conflicts")
           (assert_unlinkable (component (import "none" (func))) "none")"#,
    );
}

/// Calls functions of the host that check what they get.
const HOST: &str = r#"(component
  (import "host" (instance $host
    (export "return-three" (func (result u32)))
    (export "resource1" (type $r (sub resource)))
    (export "[constructor]resource1" (func (param "rep" u32) (result (own $r))))
    (export "[static]resource1.assert" (func (param "r" (own $r)) (param "rep" u32)))))
  (alias export $host "resource1" (type $r))
  (core func $three (canon lower (func $host "return-three")))
  (core func $new (canon lower (func $host "[constructor]resource1")))
  (core func $assert (canon lower (func $host "[static]resource1.assert")))
  (core module $m
    (import "" "three" (func $three (result i32)))
    (import "" "new" (func $new (param i32) (result i32)))
    (import "" "assert" (func $assert (param i32 i32)))
    (func (export "three") (result i32) (call $three))
    (func (export "check") (param i32 i32)
      (call $assert (call $new (local.get 0)) (local.get 1))))
  (core instance $i (instantiate $m (with "" (instance
    (export "three" (func $three)) (export "new" (func $new)) (export "assert" (func $assert))))))
  (func (export "three") (result u32) (canon lift (core func $i "three")))
  (func (export "check") (param "a" u32) (param "b" u32) (canon lift (core func $i "check"))))
"#;

#[test]
fn a_check_of_the_host_fails_its_directive_alone() {
    let told = lines(&format!(
        "{HOST}(assert_return (invoke \"three\") (u32.const 3))\n\
         (assert_return (invoke \"check\" (u32.const 1) (u32.const 1)))\n\
         (assert_return (invoke \"check\" (u32.const 1) (u32.const 2)))\n\
         (module)"
    ));
    assert_eq!(told[0], "1 module passed");
    let rest: Vec<&str> = told[1..]
        .iter()
        .map(|line| line.split_once(' ').unwrap().1)
        .collect();
    assert_eq!(
        rest,
        [
            "assert_return passed",
            "assert_return passed",
            "assert_return failed: expected [], got error \"the host expected resource 2, got resource 1\"",
            "module passed",
        ]
    );
}
