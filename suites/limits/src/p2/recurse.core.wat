;; Says that it begins, then calls itself until the stack is used up.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../../../commands/src/lib/p2-imports.wat

  ;; include ../../../commands/src/lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "begun\n\00")

  (func $deeper (param $depth i64) (result i64)
    (i64.add (call $deeper (i64.add (local.get $depth) (i64.const 1))) (local.get $depth)))

  (func $main (result i32)
    (call $say (i32.const 64))
    (drop (call $deeper (i64.const 0)))
    (i32.const 0)))
