;; Opens the path that its first argument names, to read it, then to create it: prints the errno of
;; each.
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 16) ": \00")
  (data (i32.const 24) "\n\00")
  (data (i32.const 64) "read\00")
  (data (i32.const 80) "create\00")

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

  ;; Prints what was tried and the errno it gave; 0 is success.
  (func $step (param $what i32) (param $errno i32)
    (call $say (local.get $what))
    (call $say (i32.const 16))
    (call $number (i64.extend_i32_u (local.get $errno)))
    (call $say (i32.const 24)))

  ;; Follows links (1). Rights: 2 read, 64 write. Flag 1: create.
  (func $open (param $flags i32) (param $rights i64) (result i32)
    (call $path_open (i32.const 3) (i32.const 1)
      (i32.load (i32.const 260)) (call $length (i32.load (i32.const 260)))
      (local.get $flags) (local.get $rights) (i64.const 0) (i32.const 0) (i32.const 60)))

  (func (export "_start")
    (drop (call $args_sizes_get (i32.const 12) (i32.const 8)))
    (drop (call $args_get (i32.const 256) (i32.const 1024)))
    (call $step (i32.const 64) (call $open (i32.const 0) (i64.const 2)))
    (call $step (i32.const 80) (call $open (i32.const 1) (i64.const 64)))))
