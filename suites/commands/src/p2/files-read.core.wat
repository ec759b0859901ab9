;; Reads a file: its size, all of it, a part of it; then asks for one that does not exist.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:filesystem/types@0.2.12; import wasi:filesystem/preopens@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:filesystem/preopens@0.2.12" "get-directories" (func $get-directories (param i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.open-at"
    (func $open-at (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.stat" (func $stat (param i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.read"
    (func $read (param i32 i64 i64 i32)))

  ;; include ../lib/p2.wat

  ;; include ../lib/step.wat
  ;; include ../lib/p2-errors.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "in.txt\00")
  (data (i32.const 80) "missing.txt\00")
  (data (i32.const 128) "open\00")
  (data (i32.const 144) "open missing\00")
  (data (i32.const 160) "stat\00")
  (data (i32.const 168) "read\00")
  (data (i32.const 176) " bytes\n\00")

  (global $directory (mut i32) (i32.const 0))

  ;; Keeps the first directory that was opened for it.
  (func $find-directory
    (call $get-directories (i32.const 512))
    (global.set $directory (i32.load (i32.load (i32.const 512)))))

  ;; Opens below the directory: 0 or 1 at 528, then the handle or the error code.
  ;; Open flags: 1 create, 4 exclusive, 8 truncate. Flags: 1 read, 2 write.
  (func $open (param $what i32) (param $path i32) (param $open-flags i32) (param $flags i32)
    (call $open-at (global.get $directory) (i32.const 0)
      (local.get $path) (call $length (local.get $path))
      (local.get $open-flags) (local.get $flags) (i32.const 528))
    (call $step (local.get $what) (i32.load8_u (i32.const 528)) (i32.load8_u (i32.const 532))))

  ;; Prints the file from an offset on.
  (func $show (param $file i32) (param $offset i64)
    (call $read (local.get $file) (i64.const 4096) (local.get $offset) (i32.const 544))
    (call $step (i32.const 168) (i32.load8_u (i32.const 544)) (i32.load8_u (i32.const 548)))
    (call $print (i32.load (i32.const 548)) (i32.load (i32.const 552))))

  (func $main (result i32) (local $file i32)
    (call $find-directory)
    (call $open (i32.const 128) (i32.const 64) (i32.const 0) (i32.const 1))
    (local.set $file (i32.load (i32.const 532)))
    (call $stat (local.get $file) (i32.const 544))
    (call $step (i32.const 160) (i32.load8_u (i32.const 544)) (i32.load8_u (i32.const 552)))
    (call $number (i64.load (i32.const 568)))
    (call $say (i32.const 176))
    (call $show (local.get $file) (i64.const 0))
    (call $show (local.get $file) (i64.const 16))
    (call $open (i32.const 144) (i32.const 80) (i32.const 0) (i32.const 1))
    (i32.const 0)))
