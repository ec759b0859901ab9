;; Makes a directory and a file, renames it, adds to a file, truncates one, removes one, and a
;; directory (errno 20 exist, 55 notempty).
(module
  (import "wasi_snapshot_preview1" "path_create_directory"
    (func $path_create_directory (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_rename"
    (func $path_rename (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_unlink_file"
    (func $path_unlink_file (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_remove_directory"
    (func $path_remove_directory (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 16) ": \00")
  (data (i32.const 24) "\n\00")
  (data (i32.const 64) "made\00")
  (data (i32.const 80) "made/draft.txt\00")
  (data (i32.const 112) "made/kept.txt\00")
  (data (i32.const 144) "log.txt\00")
  (data (i32.const 160) "in.txt\00")
  (data (i32.const 176) "old.txt\00")
  (data (i32.const 192) "temp\00")
  (data (i32.const 256) "kept under another name\n\00")
  (data (i32.const 288) "a line more\n\00")
  (data (i32.const 320) "no end of line\00")
  (data (i32.const 512) "make directory\00")
  (data (i32.const 536) "create\00")
  (data (i32.const 552) "create again\00")
  (data (i32.const 576) "rename\00")
  (data (i32.const 592) "append\00")
  (data (i32.const 608) "overwrite\00")
  (data (i32.const 624) "unlink\00")
  (data (i32.const 640) "make directory\00")
  (data (i32.const 672) "remove directory\00")
  (data (i32.const 704) "remove full directory\00")

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

  ;; Opens for writing with flags (1 create, 4 exclusive, 8 truncate) and file flags (1 append),
  ;; writes the text and closes. Rights: 64 write.
  (func $put (param $path i32) (param $flags i32) (param $append i32) (param $text i32) (result i32)
    (local $errno i32) (local $fd i32)
    (local.set $errno
      (call $path_open (i32.const 3) (i32.const 0)
        (local.get $path) (call $length (local.get $path))
        (local.get $flags) (i64.const 64) (i64.const 0) (local.get $append) (i32.const 60)))
    (if (local.get $errno) (then (return (local.get $errno))))
    (local.set $fd (i32.load (i32.const 60)))
    (i32.store (i32.const 0) (local.get $text))
    (i32.store (i32.const 4) (call $length (local.get $text)))
    (local.set $errno
      (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
    (if (local.get $errno) (then (return (local.get $errno))))
    (call $fd_close (local.get $fd)))

  (func (export "_start")
    (call $step (i32.const 512)
      (call $path_create_directory (i32.const 3) (i32.const 64) (i32.const 4)))
    (call $step (i32.const 536)
      (call $put (i32.const 80) (i32.const 5) (i32.const 0) (i32.const 256)))
    (call $step (i32.const 552)
      (call $put (i32.const 80) (i32.const 5) (i32.const 0) (i32.const 256)))
    (call $step (i32.const 576)
      (call $path_rename
        (i32.const 3) (i32.const 80) (call $length (i32.const 80))
        (i32.const 3) (i32.const 112) (call $length (i32.const 112))))
    (call $step (i32.const 592)
      (call $put (i32.const 144) (i32.const 0) (i32.const 1) (i32.const 288)))
    (call $step (i32.const 608)
      (call $put (i32.const 160) (i32.const 8) (i32.const 0) (i32.const 320)))
    (call $step (i32.const 624)
      (call $path_unlink_file (i32.const 3) (i32.const 176) (call $length (i32.const 176))))
    (call $step (i32.const 640)
      (call $path_create_directory (i32.const 3) (i32.const 192) (i32.const 4)))
    (call $step (i32.const 672)
      (call $path_remove_directory (i32.const 3) (i32.const 192) (i32.const 4)))
    (call $step (i32.const 704)
      (call $path_remove_directory (i32.const 3) (i32.const 64) (i32.const 4)))))
