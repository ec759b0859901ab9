;; Sends back what it gets while it gets it, and the trailers after it.
;; world: include wasi:http/service@0.3.0;
(module $echo
  ;; include ../../../../src/engine/embedded/tests/guests/http-p3.wat

  ;; -- the handler --------------------------------------------------------------------------------

  ;; The task ends (0) when the function does, so nobody calls it back.
  (func (export "[async-lift]wasi:http/handler@0.3.0#handle")
    (param $request i32) (result i32)
    (local $from i32)
    (local.set $from (call $incoming (local.get $request)))
    (call $answer (i32.const 200) (call $fields))
    (call $copy (local.get $from) (global.get $body))
    (call $drop-input (local.get $from))
    (call $finish (call $trailers))
    (i32.const 0))
  (func (export "[callback][async-lift]wasi:http/handler@0.3.0#handle")
    (param i32 i32 i32) (result i32)
    unreachable))
