;;! gc = true
;; References: from outside, to functions, to objects on the heap.

(module
  (type $pair (struct (field i32 i32)))
  (type $bytes (array i8))
  (func $f (export "f"))
  (elem declare func $f)
  (func (export "extern") (param externref) (result externref) (local.get 0))
  (func (export "any") (param anyref) (result anyref) (local.get 0))
  (func (export "func") (result funcref) (ref.func $f))
  (func (export "no-func") (result funcref) (ref.null func))
  (func (export "struct") (result anyref) (struct.new $pair (i32.const 1) (i32.const 2)))
  (func (export "array") (result anyref) (array.new_default $bytes (i32.const 9)))
  (func (export "i31") (result anyref) (ref.i31 (i32.const 5)))
  (func (export "cast") (param anyref) (result i32) (i31.get_s (ref.cast (ref i31) (local.get 0)))))

(assert_return (invoke "extern" (ref.extern 7)) (ref.extern 7))
(assert_return (invoke "extern" (ref.extern 7)) (ref.extern))
(assert_return (invoke "extern" (ref.null extern)) (ref.null extern))
(assert_return (invoke "any" (ref.host 3)) (ref.host 3))
(assert_return (invoke "any" (ref.null any)) (ref.null))
(assert_return (invoke "func") (ref.func))
(assert_return (invoke "no-func") (ref.null func))
(assert_return (invoke "struct") (ref.struct))
(assert_return (invoke "struct") (ref.eq))
(assert_return (invoke "array") (ref.array))
(assert_return (invoke "i31") (ref.i31))
(assert_trap (invoke "cast" (ref.null any)) "cast failure")
