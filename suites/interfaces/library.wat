;; An interface that is exported, in a version of its own.
(component
  (core module $m
    (func (export "twice") (param i64) (result i64) (i64.shl (local.get 0) (i64.const 1)))
  )
  (core instance $i (instantiate $m))
  (func $twice (param "of" u64) (result u64) (canon lift (core func $i "twice")))
  (instance $math (export "twice" (func $twice)))
  (export "acme:lib/math@2.0.0-beta.1" (instance $math))
)
