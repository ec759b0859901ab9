;; Sends back what it gets while it gets it, and the trailers after it.
;; world: include wasi:http/proxy@0.2.12;
(module $echo
  ;; include ../../../../src/engine/embedded/tests/guests/http-p2.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (func (export "wasi:http/incoming-handler@0.2.12#handle")
    (param $request i32) (param $out i32)
    (local $incoming i32) (local $from i32) (local $body i32) (local $to i32)
    (local.set $incoming (call $incoming (local.get $request)))
    (local.set $from (call $stream (local.get $incoming)))
    (local.set $body (call $answer (local.get $out) (i32.const 200) (call $fields)))
    (local.set $to (call $open (local.get $body)))
    (call $copy (local.get $from) (local.get $to))
    (call $close (local.get $to))
    (call $drop-input (local.get $from))
    (drop (call $finish (local.get $body) (call $trailers (local.get $incoming))))))
