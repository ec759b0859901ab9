;; Waits for a set in which nothing is, so that nothing can ever happen.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../../../commands/src/lib/p3-imports.wat

  ;; include ../../../commands/src/lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (func $main (result i32)
    (drop (call $waitable-set-wait (call $waitable-set-new) (i32.const 512)))
    (i32.const 0)))
