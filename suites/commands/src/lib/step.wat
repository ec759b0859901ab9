  (data (i32.const 42) ": \00")
  (data (i32.const 45) "done\00")

  ;; Prints what was tried and how it went: done, or the name of the error code.
  (func $step (param $what i32) (param $failed i32) (param $code i32) (local $name i32)
    (call $say (local.get $what))
    (call $say (i32.const 42))
    (local.set $name (i32.const 45))
    (if (local.get $failed)
      (then
        (local.set $name (i32.const 4096))
        (block $found
          (loop $next
            (br_if $found (i32.eqz (local.get $code)))
            (local.set $name
              (i32.add (i32.add (local.get $name) (call $length (local.get $name)))
                (i32.const 1)))
            (local.set $code (i32.sub (local.get $code) (i32.const 1)))
            (br $next)))))
    (call $say (local.get $name))
    (call $line))
