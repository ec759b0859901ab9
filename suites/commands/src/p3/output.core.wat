;; Writes in turn to standard output and standard error, in the middle of a line too; the last line
;; has no end.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "first out\n")
  (data (i32.const 96) "then an error")
  (data (i32.const 128) "half a l")
  (data (i32.const 160) ", continued\n")
  (data (i32.const 192) "ine out")
  (data (i32.const 224) "last err")

  (func $main (result i32)
    (call $write (i32.const 1) (i32.const 64) (i32.const 10))
    (call $write (i32.const 2) (i32.const 96) (i32.const 13))
    (call $write (i32.const 1) (i32.const 128) (i32.const 8))
    (call $write (i32.const 2) (i32.const 160) (i32.const 12))
    (call $write (i32.const 1) (i32.const 192) (i32.const 7))
    (call $write (i32.const 2) (i32.const 224) (i32.const 8))
    (i32.const 0)))
