;; Makes symbolic links that lead out of its directory, by steps upward and by an absolute path,
;; and follows them: prints the errno of each.
(module
  (import "wasi_snapshot_preview1" "path_symlink"
    (func $path_symlink (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 16) ": \00")
  (data (i32.const 24) "\n\00")
  (data (i32.const 64) "../../../../../../../../etc/passwd\00")
  (data (i32.const 128) "/etc/passwd\00")
  (data (i32.const 192) "upward\00")
  (data (i32.const 208) "absolute\00")
  (data (i32.const 256) "link upward\00")
  (data (i32.const 288) "follow it\00")
  (data (i32.const 320) "link to an absolute path\00")
  (data (i32.const 352) "follow it\00")

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

  (func $link (param $target i32) (param $name i32) (result i32)
    (call $path_symlink (local.get $target) (call $length (local.get $target))
      (i32.const 3) (local.get $name) (call $length (local.get $name))))

  ;; Follows links (1), to read (right 2).
  (func $open (param $name i32) (result i32)
    (call $path_open (i32.const 3) (i32.const 1) (local.get $name) (call $length (local.get $name))
      (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 60)))

  (func (export "_start")
    (call $step (i32.const 256) (call $link (i32.const 64) (i32.const 192)))
    (call $step (i32.const 288) (call $open (i32.const 192)))
    (call $step (i32.const 320) (call $link (i32.const 128) (i32.const 208)))
    (call $step (i32.const 352) (call $open (i32.const 208)))))
