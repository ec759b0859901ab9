;; Copies standard input to standard output, then says on standard error how many bytes it were.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 64) " bytes\n")

  ;; Writes all of `$length` bytes, in as many calls as it takes.
  (func $write (param $fd i32) (param $at i32) (param $length i32)
    (block $done
      (loop $more
        (br_if $done (i32.eqz (local.get $length)))
        (i32.store (i32.const 0) (local.get $at))
        (i32.store (i32.const 4) (local.get $length))
        (if (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8))
          (then unreachable))
        (local.set $at (i32.add (local.get $at) (i32.load (i32.const 8))))
        (local.set $length (i32.sub (local.get $length) (i32.load (i32.const 8))))
        (br $more))))

  ;; Writes a number in decimal; the digits are made backwards in the bytes 32 to 55.
  (func $number (param $fd i32) (param $n i64) (local $at i32)
    (local.set $at (i32.const 56))
    (loop $digit
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $n) (i64.const 10)))))
      (local.set $n (i64.div_u (local.get $n) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $n) (i64.const 0))))
    (call $write (local.get $fd) (local.get $at) (i32.sub (i32.const 56) (local.get $at))))

  (func (export "_start") (local $total i64) (local $read i32)
    (block $end
      (loop $more
        (i32.store (i32.const 0) (i32.const 1024))
        (i32.store (i32.const 4) (i32.const 4096))
        (if (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 12))
          (then unreachable))
        (local.set $read (i32.load (i32.const 12)))
        (br_if $end (i32.eqz (local.get $read)))
        (local.set $total (i64.add (local.get $total) (i64.extend_i32_u (local.get $read))))
        (call $write (i32.const 1) (i32.const 1024) (local.get $read))
        (br $more)))
    (call $number (i32.const 2) (local.get $total))
    (call $write (i32.const 2) (i32.const 64) (i32.const 7))))
