;; Its `run` returns an error, which counts as exit code 1.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "done, and not well\n\00")

  (func $main (result i32)
    (call $say (i32.const 64))
    (i32.const 1)))
