;; Reads a file: its size, all of it, the part after a seek; then asks for one that does not exist
;; (errno 44, noent).
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_filestat_get"
    (func $fd_filestat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_seek" (func $fd_seek (param i32 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 16) ": \00")
  (data (i32.const 24) "\n\00")
  (data (i32.const 64) "in.txt\00")
  (data (i32.const 80) "missing.txt\00")
  (data (i32.const 128) "open\00")
  (data (i32.const 144) "open missing\00")
  (data (i32.const 160) "stat\00")
  (data (i32.const 176) " bytes\n\00")
  (data (i32.const 192) "seek\00")
  (data (i32.const 200) " from start\n\00")
  (data (i32.const 216) "close\00")

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

  ;; Reads up to 4096 bytes from where the file stands and prints them.
  (func $show (param $fd i32)
    (i32.store (i32.const 0) (i32.const 1024))
    (i32.store (i32.const 4) (i32.const 4096))
    (drop (call $fd_read (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 12)))
    (call $print (i32.const 1024) (i32.load (i32.const 12))))

  ;; Opens the file for reading (right 2: read, 4: seek, 2097152: ask for its size).
  (func $open (param $path i32) (result i32)
    (call $path_open (i32.const 3) (i32.const 0) (local.get $path) (call $length (local.get $path))
      (i32.const 0) (i64.const 2097158) (i64.const 0) (i32.const 0) (i32.const 60)))

  (func (export "_start") (local $fd i32)
    (call $step (i32.const 128) (call $open (i32.const 64)))
    (local.set $fd (i32.load (i32.const 60)))
    (call $step (i32.const 160) (call $fd_filestat_get (local.get $fd) (i32.const 256)))
    (call $number (i64.load (i32.const 288)))
    (call $say (i32.const 176))
    (call $show (local.get $fd))
    (call $step (i32.const 192)
      (call $fd_seek (local.get $fd) (i64.const -7) (i32.const 2) (i32.const 320)))
    (call $number (i64.load (i32.const 320)))
    (call $say (i32.const 200))
    (call $show (local.get $fd))
    (call $step (i32.const 216) (call $fd_close (local.get $fd)))
    (call $step (i32.const 144) (call $open (i32.const 80)))))
