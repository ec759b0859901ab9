;; Copies standard input to standard output, then says on standard error how many bytes it were.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:cli/stdin@0.2.12; import wasi:io/streams@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:cli/stdin@0.2.12" "get-stdin" (func $get-stdin (result i32)))
  (import "wasi:io/streams@0.2.12" "[method]input-stream.blocking-read"
    (func $blocking-read (param i32 i64 i32)))

  ;; include ../lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) " bytes\n")

  ;; A read answers bytes (0), or an error (1) that is either a failure (0) or the end (1).
  (func $main (result i32) (local $stream i32) (local $total i64)
    (local.set $stream (call $get-stdin))
    (block $end
      (loop $more
        (call $blocking-read (local.get $stream) (i64.const 4096) (i32.const 512))
        (br_if $end (i32.load8_u (i32.const 512)))
        (local.set $total (i64.add (local.get $total) (i64.load32_u (i32.const 520))))
        (call $print (i32.load (i32.const 516)) (i32.load (i32.const 520)))
        (br $more)))
    (if (i32.ne (i32.load8_u (i32.const 516)) (i32.const 1)) (then unreachable))
    (call $number-to (i32.const 2) (local.get $total))
    (call $write (i32.const 2) (i32.const 64) (i32.const 7))
    (i32.const 0)))
