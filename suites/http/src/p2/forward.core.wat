;; Posts `hello` to api.test, as often as the path says (`/2` is twice), and answers with the last
;; response: status, fields, body, trailers. Where there is none it answers 502 and the place of the
;; error among those of wasi:http, as one character from `0`.
;; world: include wasi:http/proxy@0.2.12;
(module $forward
  ;; include ../../../../src/engine/embedded/tests/guests/http-p2.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (data (i32.const 256) "api.test/x?y=1hello?0")
  (func $times (param $request i32) (result i32)
    (call $request-path (local.get $request) (i32.const 64))
    (if (i32.lt_u (i32.load (i32.const 72)) (i32.const 2)) (then (return (i32.const 1))))
    (i32.sub (i32.load8_u offset=1 (i32.load (i32.const 68))) (i32.const 48)))

  (func (export "wasi:http/incoming-handler@0.2.12#handle")
    (param $request i32) (param $out i32)
    (local $times i32) (local $asked i32) (local $got i32) (local $body i32) (local $from i32)
    (local $to i32)
    (local.set $times (call $times (local.get $request)))
    (loop $again
      (local.set $asked (call $ask (i32.const 2)
        (i32.const 256) (i32.const 8) (i32.const 264) (i32.const 6)))
      (local.set $body (call $its-body (local.get $asked)))
      (local.set $asked (call $sent (local.get $asked)))
      (call $send-all (local.get $body) (i32.const 270) (i32.const 5))
      (local.set $got (call $await (local.get $asked)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (if (i32.eqz (local.get $got))
      (then
        (i32.store8 (i32.const 276) (i32.add (i32.const 48) (i32.load8_u (i32.const 24))))
        (call $reply (local.get $out) (i32.const 502) (i32.const 275) (i32.const 2))
        (return)))
    (local.set $body (call $answer (local.get $out)
      (call $incoming-status (local.get $got)) (call $incoming-headers (local.get $got))))
    (local.set $got (call $of-response (local.get $got)))
    (local.set $from (call $stream (local.get $got)))
    (local.set $to (call $open (local.get $body)))
    (call $copy (local.get $from) (local.get $to))
    (call $close (local.get $to))
    (call $drop-input (local.get $from))
    (drop (call $finish (local.get $body) (call $trailers (local.get $got))))))
