  ;; include heap.wat
  ;; include print.wat

  ;; -- what is of WASI 0.3 ------------------------------------------------------------------------

  (global $set (mut i32) (i32.const 0))

  ;; Waits until a read or a write is done. -1 means that it is still under way: then its event
  ;; brings, at 12, what the call would have answered.
  (func $settle (param $waitable i32) (param $answer i32) (result i32)
    (if (i32.ne (local.get $answer) (i32.const -1)) (then (return (local.get $answer))))
    (if (i32.eqz (global.get $set)) (then (global.set $set (call $waitable-set-new))))
    (call $waitable-join (local.get $waitable) (global.get $set))
    (drop (call $waitable-set-wait (global.get $set) (i32.const 8)))
    (call $waitable-join (local.get $waitable) (i32.const 0))
    (i32.load (i32.const 12)))

  ;; Writes all bytes to standard output (1) or error (2), and waits until they have arrived:
  ;; a new stream is handed over, filled and closed, then its future is awaited.
  (func $write (param $fd i32) (param $at i32) (param $length i32)
    (local $ends i64) (local $done i32)
    (local.set $ends (call $stream-new))
    (local.set $done
      (if (result i32) (i32.eq (local.get $fd) (i32.const 1))
        (then (call $stdout (i32.wrap_i64 (local.get $ends))))
        (else (call $stderr (i32.wrap_i64 (local.get $ends))))))
    (call $fill
      (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32)))
      (local.get $at) (local.get $length))
    (drop
      (call $settle (local.get $done) (call $future-read (local.get $done) (i32.const 0))))
    (if (i32.load8_u (i32.const 0)) (then unreachable))
    (call $future-drop-readable (local.get $done)))

  ;; Writes all bytes to the writable end of a stream and closes it. A write answers how many were
  ;; taken, above four bits that say whether the other end is still there (0).
  (func $fill (param $stream i32) (param $at i32) (param $length i32) (local $taken i32)
    (block $done
      (loop $more
        (br_if $done (i32.eqz (local.get $length)))
        (local.set $taken
          (call $settle (local.get $stream)
            (call $stream-write (local.get $stream) (local.get $at) (local.get $length))))
        (br_if $done (i32.and (local.get $taken) (i32.const 15)))
        (local.set $taken (i32.shr_u (local.get $taken) (i32.const 4)))
        (local.set $at (i32.add (local.get $at) (local.get $taken)))
        (local.set $length (i32.sub (local.get $length) (local.get $taken)))
        (br $more)))
    (call $stream-drop-writable (local.get $stream)))

  ;; The task ends (0) as soon as `$main` has answered 0 = ok or 1 = error, so nobody calls it back.
  (func (export "[async-lift]wasi:cli/run@0.3.0#run") (result i32)
    (call $task-return (call $main))
    (i32.const 0))
  (func (export "[callback][async-lift]wasi:cli/run@0.3.0#run") (param i32 i32 i32) (result i32)
    unreachable)
