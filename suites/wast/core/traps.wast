;; Traps, stacks that run out, and modules whose start traps.

(module
  (memory 1)
  (table 1 funcref)
  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "unreachable") (unreachable))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "empty") (call_indirect (i32.const 0)))
  (func $deep (export "deep") (call $deep)))

(assert_trap (invoke "divide" (i32.const 1) (i32.const 0)) "integer divide by zero")
(assert_trap (invoke "divide" (i32.const 0x80000000) (i32.const -1)) "integer overflow")
(assert_trap (invoke "unreachable") "unreachable")
(assert_trap (invoke "load" (i32.const 65536)) "out of bounds memory access")
(assert_trap (invoke "empty") "uninitialized element")
(assert_exhaustion (invoke "deep") "call stack exhausted")
(assert_return (invoke "divide" (i32.const 6) (i32.const 3)) (i32.const 2))
(assert_trap (module (func $main (unreachable)) (start $main)) "unreachable")
(assert_trap (module (memory 1) (data (i32.const 65536) "x")) "out of bounds memory access")
