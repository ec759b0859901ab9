;; Writes lines of 64 bytes to standard output, as many as its first argument says, or for ever.
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 64) "the quick brown fox jumps over the lazy dog and then some more.\n")

  ;; Prints `$length` bytes.
  (func $print (param $at i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))

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
        (call $print (i32.const 64) (i32.const 64))
        (local.set $left (i64.sub (local.get $left) (i64.const 1)))
        (br $more)))))
