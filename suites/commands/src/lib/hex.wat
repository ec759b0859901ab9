  ;; Prints bytes as hexadecimal, and ends the line. The digits are made in the bytes 16 and 17.
  (func $hex (param $at i32) (param $count i32)
    (loop $next
      (i32.store8 (i32.const 16)
        (call $digit (i32.shr_u (i32.load8_u (local.get $at)) (i32.const 4))))
      (i32.store8 (i32.const 17)
        (call $digit (i32.and (i32.load8_u (local.get $at)) (i32.const 15))))
      (call $print (i32.const 16) (i32.const 2))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (call $line))

  (func $digit (param $value i32) (result i32)
    (i32.add (local.get $value)
      (select (i32.const 48) (i32.const 87) (i32.lt_u (local.get $value) (i32.const 10)))))
