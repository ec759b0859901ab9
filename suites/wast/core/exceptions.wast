;;! exceptions = true
;; Exceptions: caught inside, and not caught at all.

(module
  (tag $number (param i32))
  (func $throw (export "throw") (param i32) (throw $number (local.get 0)))
  (func (export "catch") (param i32) (result i32)
    (block $caught (result i32)
      (try_table (catch $number $caught) (call $throw (local.get 0)))
      (i32.const -1))))

(assert_return (invoke "catch" (i32.const 5)) (i32.const 5))
(assert_exception (invoke "throw" (i32.const 5)))
(assert_return (invoke "catch" (i32.const 6)) (i32.const 6))
