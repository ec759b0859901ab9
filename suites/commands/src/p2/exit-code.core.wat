;; Exits with the code that its first argument names in decimal; without one its `run` returns ok.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:cli/environment@0.2.12; import wasi:cli/exit@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:cli/environment@0.2.12" "get-arguments" (func $get-arguments (param i32)))
  (import "wasi:cli/exit@0.2.12" "exit-with-code" (func $exit-with-code (param i32)))

  ;; include ../lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (func $main (result i32) (local $at i32) (local $end i32) (local $code i32)
    (call $get-arguments (i32.const 512))
    (if (i32.lt_u (i32.load (i32.const 516)) (i32.const 2)) (then (return (i32.const 0))))
    (local.set $at (i32.load (i32.add (i32.load (i32.const 512)) (i32.const 8))))
    (local.set $end
      (i32.add (local.get $at) (i32.load (i32.add (i32.load (i32.const 512)) (i32.const 12)))))
    (block $done
      (loop $digit
        (br_if $done (i32.eq (local.get $at) (local.get $end)))
        (local.set $code
          (i32.add (i32.mul (local.get $code) (i32.const 10))
            (i32.sub (i32.load8_u (local.get $at)) (i32.const 48))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $digit)))
    (call $exit-with-code (local.get $code))
    unreachable))
