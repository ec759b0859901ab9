;; Prints the number of its arguments, then each between brackets on a line of its own.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:cli/environment@0.3.0; export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat
  (import "wasi:cli/environment@0.3.0" "get-arguments" (func $get-arguments (param i32)))

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) " arguments\n\00")
  (data (i32.const 80) "[\00")
  (data (i32.const 84) "]\n\00")

  ;; The list comes as a pointer and a length; each text in it too.
  (func $main (result i32) (local $at i32) (local $left i32)
    (call $get-arguments (i32.const 512))
    (local.set $at (i32.load (i32.const 512)))
    (local.set $left (i32.load (i32.const 516)))
    (call $number (i64.extend_i32_u (local.get $left)))
    (call $say (i32.const 64))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $left)))
        (call $say (i32.const 80))
        (call $print (i32.load (local.get $at)) (i32.load offset=4 (local.get $at)))
        (call $say (i32.const 84))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next)))
    (i32.const 0)))
