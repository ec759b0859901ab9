;; Vectors, lane by lane.

(module
  (func (export "add") (param v128 v128) (result v128) (i8x16.add (local.get 0) (local.get 1)))
  (func (export "splat") (param f32) (result v128) (f32x4.splat (local.get 0)))
  (func (export "wide") (result v128) (v128.const i64x2 1 -1)))

(assert_return
  (invoke "add"
    (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
    (v128.const i8x16 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 -15))
  (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 0))
(assert_return (invoke "splat" (f32.const 1.5)) (v128.const f32x4 1.5 1.5 1.5 1.5))
(assert_return (invoke "splat" (f32.const nan))
  (v128.const f32x4 nan:canonical nan:arithmetic nan:canonical nan:arithmetic))
(assert_return (invoke "wide") (v128.const i64x2 1 -1))
(assert_return (invoke "wide") (v128.const i16x8 1 0 0 0 -1 -1 -1 -1))
