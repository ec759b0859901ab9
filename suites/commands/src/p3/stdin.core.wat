;; Copies standard input to standard output, then says on standard error how many bytes it were.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:cli/stdin@0.3.0; export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat
  (import "wasi:cli/stdin@0.3.0" "read-via-stream" (func $read-via-stream (param i32)))
  (import "wasi:cli/stdin@0.3.0" "[async-lower][stream-read-0]read-via-stream"
    (func $stream-read (param i32 i32 i32) (result i32)))
  (import "wasi:cli/stdin@0.3.0" "[async-lower][future-read-1]read-via-stream"
    (func $result-read (param i32 i32) (result i32)))

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) " bytes\n")

  ;; A read answers how many bytes came, above four bits that say whether the stream goes on (0).
  ;; When it has ended, a future says how it went.
  (func $main (result i32) (local $got i32) (local $total i64)
    (call $read-via-stream (i32.const 512))
    (loop $more
      (local.set $got
        (call $settle (i32.load (i32.const 512))
          (call $stream-read (i32.load (i32.const 512)) (i32.const 1024) (i32.const 4096))))
      (local.set $total
        (i64.add (local.get $total)
          (i64.extend_i32_u (i32.shr_u (local.get $got) (i32.const 4)))))
      (call $print (i32.const 1024) (i32.shr_u (local.get $got) (i32.const 4)))
      (br_if $more (i32.eqz (i32.and (local.get $got) (i32.const 15)))))
    (drop
      (call $settle (i32.load (i32.const 516))
        (call $result-read (i32.load (i32.const 516)) (i32.const 528))))
    (call $number-to (i32.const 2) (local.get $total))
    (call $write (i32.const 2) (i32.const 64) (i32.const 7))
    (i32.load8_u (i32.const 528))))
