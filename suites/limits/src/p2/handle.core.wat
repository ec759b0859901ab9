;; Closes a stream that it never had.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../../../commands/src/lib/p2-imports.wat

  ;; include ../../../commands/src/lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (func $main (result i32)
    (call $drop-output-stream (i32.const 99))
    (i32.const 0)))
