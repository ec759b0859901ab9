;; Waits for alarms in two hours and in one: prints which rings, and after how many seconds.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:clocks/monotonic-clock@0.2.12; import wasi:io/poll@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:clocks/monotonic-clock@0.2.12" "now" (func $monotonic (result i64)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration"
    (func $subscribe-duration (param i64) (result i32)))
  (import "wasi:io/poll@0.2.12" "poll" (func $poll (param i32 i32 i32)))

  ;; include ../lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "ready: \00")
  (data (i32.const 80) "\nindex: \00")
  (data (i32.const 96) "\nafter: \00")
  (data (i32.const 112) " s\n\00")

  ;; `poll` takes a list of handles and answers the indexes of those that are ready.
  (func $main (result i32) (local $before i64)
    (local.set $before (call $monotonic))
    (i32.store (i32.const 512) (call $subscribe-duration (i64.const 7200000000000)))
    (i32.store (i32.const 516) (call $subscribe-duration (i64.const 3600000000000)))
    (call $poll (i32.const 512) (i32.const 2) (i32.const 528))
    (call $say (i32.const 64))
    (call $number (i64.load32_u (i32.const 532)))
    (call $say (i32.const 80))
    (call $number (i64.load32_u (i32.load (i32.const 528))))
    (call $say (i32.const 96))
    (call $number
      (i64.div_u (i64.sub (call $monotonic) (local.get $before)) (i64.const 1000000000)))
    (call $say (i32.const 112))
    (i32.const 0)))
