;; Writes to standard output for ever.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../../../commands/src/lib/p2-imports.wat

  ;; include ../../../commands/src/lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (func $main (result i32)
    (loop $more
      (call $print (i32.const 1024) (i32.const 4096))
      (br $more))
    unreachable))
