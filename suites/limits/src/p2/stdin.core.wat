;; Reads standard input until it ends, and prints what it read.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:cli/stdin@0.2.12; import wasi:io/streams@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../../../commands/src/lib/p2-imports.wat
  (import "wasi:cli/stdin@0.2.12" "get-stdin" (func $get-stdin (result i32)))
  (import "wasi:io/streams@0.2.12" "[method]input-stream.blocking-read"
    (func $blocking-read (param i32 i64 i32)))

  ;; include ../../../commands/src/lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (func $main (result i32) (local $stream i32)
    (local.set $stream (call $get-stdin))
    (block $end
      (loop $more
        (call $blocking-read (local.get $stream) (i64.const 4096) (i32.const 512))
        (br_if $end (i32.load8_u (i32.const 512)))
        (call $print (i32.load (i32.const 516)) (i32.load (i32.const 520)))
        (br $more)))
    (i32.const 0)))
