;; Draws eight random bytes twice and says whether they differ, and whether 64 KiB hold every byte.
(module
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 2)
  (data (i32.const 64) "draws differ: \00")
  (data (i32.const 96) "every byte occurs: \00")
  (data (i32.const 128) "yes\n\00")
  (data (i32.const 136) "no\n\00")

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

  ;; Whether each of the 256 bytes occurs among the 65536 bytes of the second page.
  (func $all (result i32) (local $at i32) (local $seen i32) (local $count i32)
    (local.set $at (i32.const 65536))
    (loop $next
      (local.set $seen (i32.add (i32.const 1024) (i32.load8_u (local.get $at))))
      (if (i32.eqz (i32.load8_u (local.get $seen)))
        (then
          (i32.store8 (local.get $seen) (i32.const 1))
          (local.set $count (i32.add (local.get $count) (i32.const 1)))))
      (br_if $next
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 131072))))
    (i32.eq (local.get $count) (i32.const 256)))

  (func $answer (param $question i32) (param $yes i32)
    (call $say (local.get $question))
    (call $say (select (i32.const 128) (i32.const 136) (local.get $yes))))

  (func (export "_start")
    (drop (call $random_get (i32.const 16) (i32.const 8)))
    (drop (call $random_get (i32.const 24) (i32.const 8)))
    (call $answer (i32.const 64) (i64.ne (i64.load (i32.const 16)) (i64.load (i32.const 24))))
    (drop (call $random_get (i32.const 65536) (i32.const 65536)))
    (call $answer (i32.const 96) (call $all))))
