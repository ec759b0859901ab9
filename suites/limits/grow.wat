;; Grows its memory by 64 KiB at a time, as often as its first argument says, or for ever; prints
;; its pages.
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 64) " pages\n\00")

  ;; Prints `$length` bytes.
  (func $print (param $at i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))

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

  ;; Prints a number in decimal; the digits are made backwards in the bytes 32 to 55.
  (func $number (param $n i64) (local $at i32)
    (local.set $at (i32.const 56))
    (loop $digit
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $n) (i64.const 10)))))
      (local.set $n (i64.div_u (local.get $n) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $n) (i64.const 0))))
    (call $print (local.get $at) (i32.sub (i32.const 56) (local.get $at))))

  ;; The number that the first argument names, or so many that there is no end.
  (func $times (result i64) (local $at i32) (local $n i64)
    (drop (call $args_sizes_get (i32.const 12) (i32.const 8)))
    (if (i32.lt_u (i32.load (i32.const 12)) (i32.const 2)) (then (return (i64.const -1))))
    (drop (call $args_get (i32.const 256) (i32.const 1024)))
    (local.set $at (i32.load (i32.const 260)))
    (block $end
      (loop $digit
        (br_if $end (i32.eqz (i32.load8_u (local.get $at))))
        (local.set $n
          (i64.add (i64.mul (local.get $n) (i64.const 10))
            (i64.sub (i64.load8_u (local.get $at)) (i64.const 48))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $digit)))
    (local.get $n))

  (func (export "_start") (local $left i64)
    (local.set $left (call $times))
    (block $done
      (loop $more
        (br_if $done (i64.eqz (local.get $left)))
        (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))
        (local.set $left (i64.sub (local.get $left) (i64.const 1)))
        (br $more)))
    (call $number (i64.extend_i32_u (memory.size)))
    (call $say (i32.const 64))))
