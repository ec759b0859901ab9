;; Waits for standard input or an alarm in one hour, whichever is first, and prints which it was.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:cli/stdin@0.2.12; import wasi:io/streams@0.2.12;
;; world: import wasi:clocks/monotonic-clock@0.2.12; import wasi:io/poll@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:cli/stdin@0.2.12" "get-stdin" (func $get-stdin (result i32)))
  (import "wasi:io/streams@0.2.12" "[method]input-stream.subscribe"
    (func $subscribe (param i32) (result i32)))
  (import "wasi:io/streams@0.2.12" "[method]input-stream.read" (func $read (param i32 i64 i32)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration"
    (func $subscribe-duration (param i64) (result i32)))
  (import "wasi:io/poll@0.2.12" "poll" (func $poll (param i32 i32 i32)))

  ;; include ../lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "ready: \00")
  (data (i32.const 80) "\nthe alarm\n\00")
  (data (i32.const 96) "\nstandard input: \00")

  (func $main (result i32) (local $stream i32)
    (local.set $stream (call $get-stdin))
    (i32.store (i32.const 512) (call $subscribe-duration (i64.const 3600000000000)))
    (i32.store (i32.const 516) (call $subscribe (local.get $stream)))
    (call $poll (i32.const 512) (i32.const 2) (i32.const 528))
    (call $say (i32.const 64))
    (call $number (i64.load32_u (i32.const 532)))
    (if (i32.eqz (i32.load (i32.load (i32.const 528))))
      (then
        (call $say (i32.const 80))
        (return (i32.const 0))))
    (call $say (i32.const 96))
    (call $read (local.get $stream) (i64.const 4096) (i32.const 544))
    (if (i32.load8_u (i32.const 544)) (then unreachable))
    (call $print (i32.load (i32.const 548)) (i32.load (i32.const 552)))
    (i32.const 0)))
