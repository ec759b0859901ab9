;; Modules under names: defined, instantiated, registered, quoted, binary.

(module definition $counter
  (global $count (mut i32) (i32.const 0))
  (func (export "next") (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (global.get $count)))

(module instance $a $counter)
(module instance $b $counter)
(assert_return (invoke $a "next") (i32.const 1))
(assert_return (invoke $a "next") (i32.const 2))
(assert_return (invoke $b "next") (i32.const 1))

(register "a" $a)
(module
  (import "a" "next" (func $next (result i32)))
  (func (export "next-two") (result i32) (drop (call $next)) (call $next)))
(assert_return (invoke "next-two") (i32.const 4))
(assert_return (invoke $a "next") (i32.const 5))

(register "last")
(module (import "last" "next-two" (func (result i32))))

(module quote "(func (export \"f\") (result i32)" "(i32.const 9))")
(assert_return (invoke "f") (i32.const 9))

(module binary "\00asm" "\01\00\00\00")
