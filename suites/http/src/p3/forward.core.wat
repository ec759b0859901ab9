;; Posts `hello` to api.test, as often as the path says (`/2` is twice), and answers with the last
;; response: status, fields, body, trailers. Where there is none it answers 502 and the place of the
;; error among those of wasi:http, as one character from `0`.
;; world: include wasi:http/service@0.3.0;
(module $forward
  ;; include ../../../../src/engine/embedded/tests/guests/http-p3.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (data (i32.const 256) "api.test/x?y=1hello?0")
  (func $times (param $request i32) (result i32)
    (call $request-path (local.get $request) (i32.const 64))
    (if (i32.lt_u (i32.load (i32.const 72)) (i32.const 2)) (then (return (i32.const 1))))
    (i32.sub (i32.load8_u offset=1 (i32.load (i32.const 68))) (i32.const 48)))

  ;; The task ends (0) when the function does, so nobody calls it back.
  (func (export "[async-lift]wasi:http/handler@0.3.0#handle")
    (param $request i32) (result i32)
    (local $times i32) (local $got i32) (local $from i32)
    (local.set $times (call $times (local.get $request)))
    (loop $again
      (local.set $got
        (call $exchange (call $ask (i32.const 2)
            (i32.const 256) (i32.const 8) (i32.const 264) (i32.const 6))
          (i32.const 270) (i32.const 5)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (if (i32.eqz (local.get $got))
      (then
        (i32.store8 (i32.const 276) (i32.add (i32.const 48) (i32.load8_u (i32.const 136))))
        (call $reply (i32.const 502) (i32.const 275) (i32.const 2))
        (return (i32.const 0))))
    (call $answer
      (call $incoming-status (local.get $got)) (call $incoming-headers (local.get $got)))
    (local.set $from (call $of-response (local.get $got)))
    (call $copy (local.get $from) (global.get $body))
    (call $drop-input (local.get $from))
    (call $finish (call $trailers))
    (i32.const 0))
  (func (export "[callback][async-lift]wasi:http/handler@0.3.0#handle")
    (param i32 i32 i32) (result i32)
    unreachable))
