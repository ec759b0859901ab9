;; Functions of the component itself and of interfaces of a package, some of which have the same name.
;; wit: package demo:math@1.2.3 {
;; wit:   interface ops { add: func(a: s32, b: s32) -> s32; twice: func(value: s32) -> s32; }
;; wit:   interface more { add: func(a: s32, b: s32) -> s32; scale: func(value: s32, by: option<s32>) -> s32; }
;; wit: }
;; world: export demo:math/ops@1.2.3; export demo:math/more@1.2.3;
;; world: export total: func() -> s32; export twice: func(value: s32) -> s32; export reset: func();
(module
  (global $total (mut i32) (i32.const 0))
  (func $count (param i32) (result i32)
    (global.set $total (i32.add (global.get $total) (local.get 0)))
    (local.get 0))
  (func (export "demo:math/ops@1.2.3#add") (param i32 i32) (result i32)
    (call $count (i32.add (local.get 0) (local.get 1))))
  (func (export "demo:math/more@1.2.3#add") (param i32 i32) (result i32)
    (call $count (i32.add (i32.const 1000) (i32.add (local.get 0) (local.get 1)))))
  (func (export "demo:math/ops@1.2.3#twice") (param i32) (result i32)
    (call $count (i32.mul (local.get 0) (i32.const 2))))
  (func (export "demo:math/more@1.2.3#scale") (param $value i32) (param $some i32) (param $by i32) (result i32)
    (call $count (i32.mul (local.get $value)
      (select (local.get $by) (i32.const 10) (local.get $some)))))
  (func (export "twice") (param i32) (result i32)
    (call $count (i32.add (i32.const 1) (i32.mul (local.get 0) (i32.const 2)))))
  (func (export "total") (result i32) (global.get $total))
  (func (export "reset") (global.set $total (i32.const 0))))
