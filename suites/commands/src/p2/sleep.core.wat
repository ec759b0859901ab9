;; Sleeps for an hour, then until a point another hour away; prints by how many seconds each clock
;; moved.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:clocks/wall-clock@0.2.12; import wasi:clocks/monotonic-clock@0.2.12;
;; world: import wasi:io/poll@0.2.12; export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:clocks/wall-clock@0.2.12" "now" (func $wall (param i32)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "now" (func $monotonic (result i64)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration"
    (func $subscribe-duration (param i64) (result i32)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-instant"
    (func $subscribe-instant (param i64) (result i32)))
  (import "wasi:io/poll@0.2.12" "[method]pollable.block" (func $block (param i32)))
  (import "wasi:io/poll@0.2.12" "[resource-drop]pollable" (func $drop-pollable (param i32)))

  ;; include ../lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "for: \00")
  (data (i32.const 80) "until: \00")
  (data (i32.const 96) " s, real time \00")
  (data (i32.const 112) " s\n\00")

  (func $sleep (param $pollable i32)
    (call $block (local.get $pollable))
    (call $drop-pollable (local.get $pollable)))

  (func $seconds (result i64)
    (call $wall (i32.const 512))
    (i64.load (i32.const 512)))

  ;; Says how long it was since `$before` by the monotonic clock, and since `$second` by the wall.
  (func $since (param $name i32) (param $before i64) (param $second i64)
    (call $say (local.get $name))
    (call $number
      (i64.div_u (i64.sub (call $monotonic) (local.get $before)) (i64.const 1000000000)))
    (call $say (i32.const 96))
    (call $number (i64.sub (call $seconds) (local.get $second)))
    (call $say (i32.const 112)))

  (func $main (result i32) (local $before i64) (local $second i64)
    (local.set $second (call $seconds))
    (local.set $before (call $monotonic))
    (call $sleep (call $subscribe-duration (i64.const 3600000000000)))
    (call $since (i32.const 64) (local.get $before) (local.get $second))
    (local.set $second (call $seconds))
    (local.set $before (call $monotonic))
    (call $sleep
      (call $subscribe-instant (i64.add (local.get $before) (i64.const 3600000000000))))
    (call $since (i32.const 80) (local.get $before) (local.get $second))
    (i32.const 0)))
