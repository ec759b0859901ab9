//! Scripts that are wrong: nothing is taken for what it is not, and one directive costs no other.

use super::rig::Rig;
use super::wast::run;
use super::wast::told;

#[test]
fn nothing_but_what_was_expected_is_taken_for_it() {
    let mut rig = Rig::in_memory();
    let mut asked = |text: &str| told(&run(&mut rig, text).captured.directives);
    // The name of a function is no word of a trap.
    let named = "(module (func $overflow (export \"f\") unreachable))\n(assert_trap (invoke \"f\") \"overflow\")";
    assert!(asked(named)[1].starts_with("2 assert_trap failed: expected trap \"overflow\""));
    // Text is no binary.
    assert!(asked("(module binary \"(func)\")")[0].starts_with("1 module failed"));
    let text = "(module)\n(assert_malformed (module binary \"(module)\") \"magic\")";
    assert_eq!(asked(text)[1], "2 assert_malformed passed");
    // Another refusal is not the one of a custom section.
    let custom = "(module)\n(assert_invalid_custom (module (func (result i32))) \"custom\")";
    assert!(asked(custom)[1].starts_with("2 assert_invalid_custom failed: expected \"custom\""));
}

#[test]
fn one_directive_that_is_wrong_leaves_the_others() {
    let mut rig = Rig::in_memory();
    let mut asked = |text: &str| told(&run(&mut rig, text).captured.directives);
    let first = asked("\u{feff}(modul)\n(module (func (export \"f\")))\n(invoke \"f\")");
    assert!(first[0].starts_with("1 modul failed"), "{first:?}");
    assert_eq!(first[1..], ["2 module passed", "3 invoke passed"]);
    let deep = format!(
        "(module (func (export \"f\") (result i32) i32.const 1))\n\
         (assert_return (invoke \"f\") {}(i32.const 1){})\n(invoke \"f\")",
        "(either (i32.const 0) ".repeat(70),
        ")".repeat(70)
    );
    let deep = asked(&deep);
    assert!(deep[1].starts_with("2 assert_return failed"), "{deep:?}");
    assert_eq!(deep[2], "3 invoke passed");
}
