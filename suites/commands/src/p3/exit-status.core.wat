;; Ends by `exit` with an error, in the middle of its work: the line after it is never printed.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:cli/exit@0.3.0; export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat
  (import "wasi:cli/exit@0.3.0" "exit" (func $exit (param i32)))

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "before\n\00")
  (data (i32.const 96) "never\n\00")

  (func $main (result i32)
    (call $say (i32.const 64))
    (call $exit (i32.const 1))
    (call $say (i32.const 96))
    (i32.const 0)))
