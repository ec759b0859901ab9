;; Answers before it reads, then sends each piece of the request back between brackets as it comes,
;; and says on standard output how far it is.
;; world: include wasi:http/service@0.3.0;
(module $frames
  ;; include ../../../../src/engine/embedded/tests/guests/http-p3.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (data (i32.const 256) "[]read\n")

  ;; The task ends (0) when the function does, so nobody calls it back.
  (func (export "[async-lift]wasi:http/handler@0.3.0#handle")
    (param $request i32) (result i32)
    (local $from i32) (local $size i32)
    (call $answer (i32.const 200) (call $fields))
    (local.set $from (call $incoming (local.get $request)))
    (block $done
      (loop $more
        (local.set $size (call $read (local.get $from)))
        (br_if $done (i32.eqz (local.get $size)))
        (drop (call $write (global.get $body) (i32.const 256) (i32.const 1)))
        (drop (call $write (global.get $body) (i32.const 16384) (local.get $size)))
        (drop (call $write (global.get $body) (i32.const 257) (i32.const 1)))
        (call $print (i32.const 258) (i32.const 5))
        (br $more)))
    (call $drop-input (local.get $from))
    (drop (call $trailers))
    (call $finish (i32.const 0))
    (i32.const 0))
  (func (export "[callback][async-lift]wasi:http/handler@0.3.0#handle")
    (param i32 i32 i32) (result i32)
    unreachable))
