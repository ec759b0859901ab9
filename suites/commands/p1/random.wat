;; Draws sixteen random bytes twice and prints them.
(module
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 64) "0123456789abcdef\n")

  ;; Prints `$length` bytes.
  (func $print (param $at i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))

  ;; Prints bytes as hexadecimal, one at a time.
  (func $hex (param $at i32) (param $count i32) (local $byte i32)
    (loop $next
      (local.set $byte (i32.load8_u (local.get $at)))
      (call $print
        (i32.add (i32.const 64) (i32.shr_u (local.get $byte) (i32.const 4))) (i32.const 1))
      (call $print
        (i32.add (i32.const 64) (i32.and (local.get $byte) (i32.const 15))) (i32.const 1))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (call $print (i32.const 80) (i32.const 1)))

  (func (export "_start")
    (drop (call $random_get (i32.const 256) (i32.const 16)))
    (call $hex (i32.const 256) (i32.const 16))
    (drop (call $random_get (i32.const 256) (i32.const 16)))
    (call $hex (i32.const 256) (i32.const 16))))
