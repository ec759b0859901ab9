;; Prints a line, then reaches code that says it cannot be reached.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../../../commands/src/lib/p2-imports.wat

  ;; include ../../../commands/src/lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "before the trap\n\00")

  (func $main (result i32)
    (call $say (i32.const 64))
    unreachable))
