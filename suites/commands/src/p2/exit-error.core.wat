;; Its `run` returns an error, which counts as exit code 1.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat

  ;; include ../lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "done, and not well\n\00")

  (func $main (result i32)
    (call $say (i32.const 64))
    (i32.const 1)))
