;; Lists a directory: for each entry its kind (2 directory, 5 file) and name. There is no `.` and
;; no `..`.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:filesystem/types@0.3.0; import wasi:filesystem/preopens@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat
  (import "wasi:filesystem/preopens@0.3.0" "get-directories" (func $get-directories (param i32)))
  (import "wasi:filesystem/types@0.3.0" "[method]descriptor.read-directory"
    (func $read-directory (param i32 i32)))
  (import "wasi:filesystem/types@0.3.0"
    "[async-lower][stream-read-0][method]descriptor.read-directory"
    (func $stream-read (param i32 i32 i32) (result i32)))
  (import "wasi:filesystem/types@0.3.0"
    "[async-lower][future-read-1][method]descriptor.read-directory"
    (func $result-read (param i32 i32) (result i32)))

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) " \00")

  ;; Entries come as a stream, 24 bytes each; then a future says how it went.
  (func $main (result i32) (local $got i32) (local $at i32) (local $left i32)
    (call $get-directories (i32.const 512))
    (call $read-directory (i32.load (i32.load (i32.const 512))) (i32.const 528))
    (loop $more
      (local.set $got
        (call $settle (i32.load (i32.const 528))
          (call $stream-read (i32.load (i32.const 528)) (i32.const 1024) (i32.const 16))))
      (local.set $left (i32.shr_u (local.get $got) (i32.const 4)))
      (local.set $at (i32.const 1024))
      (block $done
        (loop $next
          (br_if $done (i32.eqz (local.get $left)))
          (call $number (i64.load8_u (local.get $at)))
          (call $say (i32.const 64))
          (call $print (i32.load offset=16 (local.get $at)) (i32.load offset=20 (local.get $at)))
          (call $line)
          (local.set $at (i32.add (local.get $at) (i32.const 24)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br $next)))
      (br_if $more (i32.eqz (i32.and (local.get $got) (i32.const 15)))))
    (drop
      (call $settle (i32.load (i32.const 532))
        (call $result-read (i32.load (i32.const 532)) (i32.const 544))))
    (i32.load8_u (i32.const 544))))
