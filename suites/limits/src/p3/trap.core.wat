;; Prints a line, then reaches code that says it cannot be reached.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../../../commands/src/lib/p3-imports.wat

  ;; include ../../../commands/src/lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "before the trap\n\00")

  (func $main (result i32)
    (call $say (i32.const 64))
    unreachable))
