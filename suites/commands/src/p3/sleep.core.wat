;; Sleeps for an hour, then until a point another hour away; prints by how many seconds each clock
;; moved.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:clocks/system-clock@0.3.0; import wasi:clocks/monotonic-clock@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat
  (import "wasi:clocks/system-clock@0.3.0" "now" (func $wall (param i32)))
  (import "wasi:clocks/monotonic-clock@0.3.0" "now" (func $monotonic (result i64)))
  (import "wasi:clocks/monotonic-clock@0.3.0" "wait-for" (func $wait-for (param i64)))
  (import "wasi:clocks/monotonic-clock@0.3.0" "wait-until" (func $wait-until (param i64)))

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "for: \00")
  (data (i32.const 80) "until: \00")
  (data (i32.const 96) " s, real time \00")
  (data (i32.const 112) " s\n\00")

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
    (call $wait-for (i64.const 3600000000000))
    (call $since (i32.const 64) (local.get $before) (local.get $second))
    (local.set $second (call $seconds))
    (local.set $before (call $monotonic))
    (call $wait-until (i64.add (local.get $before) (i64.const 3600000000000)))
    (call $since (i32.const 80) (local.get $before) (local.get $second))
    (i32.const 0)))
