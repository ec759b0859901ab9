;; Tries to change a directory that it may only read: by opening, making, renaming, linking and
;; removing (errno 63, perm).
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_create_directory"
    (func $path_create_directory (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_unlink_file"
    (func $path_unlink_file (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_rename"
    (func $path_rename (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_symlink"
    (func $path_symlink (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 16) ": \00")
  (data (i32.const 24) "\n\00")
  (data (i32.const 64) "in.txt\00")
  (data (i32.const 80) "new.txt\00")
  (data (i32.const 128) "open to read\00")
  (data (i32.const 144) "open to write\00")
  (data (i32.const 160) "truncate\00")
  (data (i32.const 176) "create\00")
  (data (i32.const 192) "make directory\00")
  (data (i32.const 208) "rename\00")
  (data (i32.const 224) "link\00")
  (data (i32.const 240) "unlink\00")

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

  ;; Opens with the given flags (1 create, 8 truncate) and rights (2 read, 64 write).
  (func $open (param $path i32) (param $flags i32) (param $rights i64) (result i32)
    (call $path_open (i32.const 3) (i32.const 0) (local.get $path) (call $length (local.get $path))
      (local.get $flags) (local.get $rights) (i64.const 0) (i32.const 0) (i32.const 60)))

  (func (export "_start")
    (call $step (i32.const 128) (call $open (i32.const 64) (i32.const 0) (i64.const 2)))
    (call $step (i32.const 144) (call $open (i32.const 64) (i32.const 0) (i64.const 64)))
    (call $step (i32.const 160) (call $open (i32.const 64) (i32.const 8) (i64.const 64)))
    (call $step (i32.const 176) (call $open (i32.const 80) (i32.const 1) (i64.const 64)))
    (call $step (i32.const 192)
      (call $path_create_directory (i32.const 3) (i32.const 80) (i32.const 7)))
    (call $step (i32.const 208)
      (call $path_rename
        (i32.const 3) (i32.const 64) (i32.const 6) (i32.const 3) (i32.const 80) (i32.const 7)))
    (call $step (i32.const 224)
      (call $path_symlink
        (i32.const 64) (i32.const 6) (i32.const 3) (i32.const 80) (i32.const 7)))
    (call $step (i32.const 240)
      (call $path_unlink_file (i32.const 3) (i32.const 64) (i32.const 6)))))
