  ;; include heap.wat
  ;; include print.wat

  ;; -- what is of WASI 0.2 ------------------------------------------------------------------------

  ;; Writes all bytes to standard output (1) or error (2); one call takes up to 4096.
  (func $write (param $fd i32) (param $at i32) (param $length i32)
    (local $stream i32) (local $part i32)
    (local.set $stream
      (if (result i32) (i32.eq (local.get $fd) (i32.const 1))
        (then (call $get-stdout))
        (else (call $get-stderr))))
    (block $done
      (loop $more
        (br_if $done (i32.eqz (local.get $length)))
        (local.set $part
          (select (local.get $length) (i32.const 4096)
            (i32.lt_u (local.get $length) (i32.const 4096))))
        (call $blocking-write-and-flush
          (local.get $stream) (local.get $at) (local.get $part) (i32.const 0))
        (if (i32.load8_u (i32.const 0)) (then unreachable))
        (local.set $at (i32.add (local.get $at) (local.get $part)))
        (local.set $length (i32.sub (local.get $length) (local.get $part)))
        (br $more)))
    (call $drop-output-stream (local.get $stream)))

  ;; `$main` answers 0 = ok, 1 = error.
  (func (export "wasi:cli/run@0.2.12#run") (result i32) (call $main))
