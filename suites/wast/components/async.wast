;;! component_model_async = true
;; A task that returns what the host gives it later.

(component
  (import "host" (instance $host (export "return-two-slowly" (func async (result s32)))))
  (core func $slowly (canon lower (func $host "return-two-slowly")))
  (core module $m
    (import "" "slowly" (func $slowly (result i32)))
    (func (export "f") (result i32) (i32.add (call $slowly) (i32.const 40))))
  (core instance $i (instantiate $m (with "" (instance (export "slowly" (func $slowly))))))
  (func (export "f") async (result s32) (canon lift (core func $i "f"))))

(assert_return (invoke "f") (s32.const 42))
