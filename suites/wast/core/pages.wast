;;! custom_page_sizes = true
;; A proposal that no engine has unasked: the header switches it on.

(module
  (memory (export "memory") 3 (pagesize 1))
  (func (export "size") (result i32) (memory.size))
  (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0))))

(assert_return (invoke "size") (i32.const 3))
(assert_return (invoke "load" (i32.const 2)) (i32.const 0))
(assert_trap (invoke "load" (i32.const 3)) "out of bounds memory access")
