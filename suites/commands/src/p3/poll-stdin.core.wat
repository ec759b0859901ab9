;; Waits for standard input or an alarm in one hour, whichever is first, and prints which it was.
;; The other is cancelled.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:cli/stdin@0.3.0; import wasi:clocks/monotonic-clock@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat
  (import "wasi:cli/stdin@0.3.0" "read-via-stream" (func $read-via-stream (param i32)))
  (import "wasi:cli/stdin@0.3.0" "[async-lower][stream-read-0]read-via-stream"
    (func $stream-read (param i32 i32 i32) (result i32)))
  (import "wasi:cli/stdin@0.3.0" "[stream-cancel-read-0]read-via-stream"
    (func $stream-cancel-read (param i32) (result i32)))
  (import "wasi:clocks/monotonic-clock@0.3.0" "[async-lower]wait-for"
    (func $wait-for (param i64) (result i32)))
  (import "$root" "[subtask-cancel]" (func $subtask-cancel (param i32) (result i32)))
  (import "$root" "[subtask-drop]" (func $subtask-drop (param i32)))

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "the alarm\n\00")
  (data (i32.const 80) "standard input: \00")

  ;; Event 1 is about a subtask (the alarm), event 2 about a read: at 516 how many bytes came, above
  ;; four bits. A read that does not wait answers -1, or what an event would have said.
  (func $main (result i32) (local $set i32) (local $alarm i32) (local $stream i32) (local $got i32)
    (call $read-via-stream (i32.const 544))
    (local.set $stream (i32.load (i32.const 544)))
    (local.set $set (call $waitable-set-new))
    (local.set $alarm
      (i32.shr_u (call $wait-for (i64.const 3600000000000)) (i32.const 4)))
    (call $waitable-join (local.get $alarm) (local.get $set))
    (local.set $got (call $stream-read (local.get $stream) (i32.const 1024) (i32.const 4096)))
    (if (i32.eq (local.get $got) (i32.const -1))
      (then
        (call $waitable-join (local.get $stream) (local.get $set))
        (if (i32.eq (call $waitable-set-wait (local.get $set) (i32.const 512)) (i32.const 1))
          (then
            (call $say (i32.const 64))
            (call $waitable-join (local.get $stream) (i32.const 0))
            (drop (call $stream-cancel-read (local.get $stream)))
            (call $subtask-drop (local.get $alarm))
            (return (i32.const 0))))
        (local.set $got (i32.load (i32.const 516)))))
    (call $say (i32.const 80))
    (call $print (i32.const 1024) (i32.shr_u (local.get $got) (i32.const 4)))
    (call $waitable-join (local.get $alarm) (i32.const 0))
    (drop (call $subtask-cancel (local.get $alarm)))
    (call $subtask-drop (local.get $alarm))
    (i32.const 0)))
