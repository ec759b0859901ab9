;; Sleeps for an hour, then prints how many seconds that was by its own clock.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:clocks/monotonic-clock@0.2.12; import wasi:io/poll@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../../../commands/src/lib/p2-imports.wat
  (import "wasi:clocks/monotonic-clock@0.2.12" "now" (func $monotonic (result i64)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration"
    (func $subscribe-duration (param i64) (result i32)))
  (import "wasi:io/poll@0.2.12" "[method]pollable.block" (func $block (param i32)))

  ;; include ../../../commands/src/lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "slept for \00")
  (data (i32.const 80) " s\n\00")

  (func $main (result i32) (local $before i64)
    (local.set $before (call $monotonic))
    (call $block (call $subscribe-duration (i64.const 3600000000000)))
    (call $say (i32.const 64))
    (call $number
      (i64.div_u (i64.sub (call $monotonic) (local.get $before)) (i64.const 1000000000)))
    (call $say (i32.const 80))
    (i32.const 0)))
