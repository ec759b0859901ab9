;; Reads standard input until it ends, and prints what it read.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:cli/stdin@0.3.0; export wasi:cli/run@0.3.0;
(module
  ;; include ../../../commands/src/lib/p3-imports.wat
  (import "wasi:cli/stdin@0.3.0" "read-via-stream" (func $read-via-stream (param i32)))
  (import "wasi:cli/stdin@0.3.0" "[async-lower][stream-read-0]read-via-stream"
    (func $stream-read (param i32 i32 i32) (result i32)))

  ;; include ../../../commands/src/lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (func $main (result i32) (local $got i32)
    (call $read-via-stream (i32.const 512))
    (loop $more
      (local.set $got
        (call $settle (i32.load (i32.const 512))
          (call $stream-read (i32.load (i32.const 512)) (i32.const 1024) (i32.const 4096))))
      (call $print (i32.const 1024) (i32.shr_u (local.get $got) (i32.const 4)))
      (br_if $more (i32.eqz (i32.and (local.get $got) (i32.const 15)))))
    (i32.const 0)))
