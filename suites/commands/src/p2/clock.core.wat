;; Prints the second the wall clock shows, and whether both clocks move on from one reading to the
;; next.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:clocks/wall-clock@0.2.12; import wasi:clocks/monotonic-clock@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:clocks/wall-clock@0.2.12" "now" (func $wall (param i32)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "now" (func $monotonic (result i64)))

  ;; include ../lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "seconds since 1970: \00")
  (data (i32.const 96) "\nreal time moves: \00")
  (data (i32.const 128) "monotonic moves: \00")
  (data (i32.const 160) "yes\n\00")
  (data (i32.const 168) "no\n\00")

  ;; The wall clock in nanoseconds.
  (func $real (result i64)
    (call $wall (i32.const 512))
    (i64.add (i64.mul (i64.load (i32.const 512)) (i64.const 1000000000))
      (i64.load32_u (i32.const 520))))

  (func $moves (param $first i64) (param $second i64)
    (call $say
      (select (i32.const 160) (i32.const 168) (i64.gt_u (local.get $second) (local.get $first)))))

  (func $main (result i32)
    (call $say (i32.const 64))
    (call $number (i64.div_u (call $real) (i64.const 1000000000)))
    (call $say (i32.const 96))
    (call $moves (call $real) (call $real))
    (call $say (i32.const 128))
    (call $moves (call $monotonic) (call $monotonic))
    (i32.const 0)))
