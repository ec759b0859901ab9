  ;; -- printing; the bytes 0 to 63 belong to the library ------------------------------------------

  (data (i32.const 40) "\n\00")

  ;; Prints bytes to standard output.
  (func $print (param $at i32) (param $length i32)
    (call $write (i32.const 1) (local.get $at) (local.get $length)))

  ;; Bytes before the NUL that ends a text.
  (func $length (param $at i32) (result i32) (local $end i32)
    (local.set $end (local.get $at))
    (block $found
      (loop $next
        (br_if $found (i32.eqz (i32.load8_u (local.get $end))))
        (local.set $end (i32.add (local.get $end) (i32.const 1)))
        (br $next)))
    (i32.sub (local.get $end) (local.get $at)))

  ;; Prints a text that ends with NUL.
  (func $say (param $at i32)
    (call $print (local.get $at) (call $length (local.get $at))))

  ;; Ends a line.
  (func $line (call $say (i32.const 40)))

  ;; Writes a number in decimal; the digits are made backwards in the bytes 16 to 39.
  (func $number-to (param $fd i32) (param $n i64) (local $at i32)
    (local.set $at (i32.const 40))
    (loop $digit
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $n) (i64.const 10)))))
      (local.set $n (i64.div_u (local.get $n) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $n) (i64.const 0))))
    (call $write (local.get $fd) (local.get $at) (i32.sub (i32.const 40) (local.get $at))))

  (func $number (param $n i64)
    (call $number-to (i32.const 1) (local.get $n)))
