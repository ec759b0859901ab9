;; Reads a file: its size, all of it, a part of it; then asks for one that does not exist.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:filesystem/types@0.3.0; import wasi:filesystem/preopens@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat
  (import "wasi:filesystem/preopens@0.3.0" "get-directories" (func $get-directories (param i32)))
  (import "wasi:filesystem/types@0.3.0" "[method]descriptor.open-at"
    (func $open-at (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.3.0" "[method]descriptor.stat" (func $stat (param i32 i32)))
  (import "wasi:filesystem/types@0.3.0" "[method]descriptor.read-via-stream"
    (func $read-via-stream (param i32 i64 i32)))
  (import "wasi:filesystem/types@0.3.0"
    "[async-lower][stream-read-0][method]descriptor.read-via-stream"
    (func $stream-read (param i32 i32 i32) (result i32)))
  (import "wasi:filesystem/types@0.3.0" "[stream-drop-readable-0][method]descriptor.read-via-stream"
    (func $stream-drop-readable (param i32)))
  (import "wasi:filesystem/types@0.3.0"
    "[async-lower][future-read-1][method]descriptor.read-via-stream"
    (func $result-read (param i32 i32) (result i32)))
  (import "wasi:filesystem/types@0.3.0" "[future-drop-readable-1][method]descriptor.read-via-stream"
    (func $result-drop (param i32)))

  ;; include ../lib/p3.wat

  ;; include ../lib/step.wat
  ;; include ../lib/p3-errors.wat

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

  ;; Prints the file from an offset on: a stream of its bytes, then a future that says how it went.
  (func $show (param $file i32) (param $offset i64) (local $got i32)
    (call $read-via-stream (local.get $file) (local.get $offset) (i32.const 544))
    (loop $more
      (local.set $got
        (call $settle (i32.load (i32.const 544))
          (call $stream-read (i32.load (i32.const 544)) (i32.const 1024) (i32.const 4096))))
      (call $print (i32.const 1024) (i32.shr_u (local.get $got) (i32.const 4)))
      (br_if $more (i32.eqz (i32.and (local.get $got) (i32.const 15)))))
    (call $stream-drop-readable (i32.load (i32.const 544)))
    (drop
      (call $settle (i32.load (i32.const 548))
        (call $result-read (i32.load (i32.const 548)) (i32.const 560))))
    (call $step (i32.const 168) (i32.load8_u (i32.const 560)) (i32.load8_u (i32.const 564)))
    (call $result-drop (i32.load (i32.const 548))))

  (func $main (result i32) (local $file i32)
    (call $find-directory)
    (call $open (i32.const 128) (i32.const 64) (i32.const 0) (i32.const 1))
    (local.set $file (i32.load (i32.const 532)))
    (call $stat (local.get $file) (i32.const 544))
    (call $step (i32.const 160) (i32.load8_u (i32.const 544)) (i32.load8_u (i32.const 552)))
    (call $number (i64.load (i32.const 576)))
    (call $say (i32.const 176))
    (call $show (local.get $file) (i64.const 0))
    (call $show (local.get $file) (i64.const 16))
    (call $open (i32.const 144) (i32.const 80) (i32.const 0) (i32.const 1))
    (i32.const 0)))
