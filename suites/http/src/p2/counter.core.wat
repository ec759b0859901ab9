;; Answers how often its instance was asked, as one digit.
;; world: include wasi:http/proxy@0.2.12;
(module $counter
  ;; include ../../../../src/engine/embedded/tests/guests/http-p2.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (global $count (mut i32) (i32.const 48))
  (func $counted
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i32.store8 (i32.const 256) (global.get $count)))

  (func (export "wasi:http/incoming-handler@0.2.12#handle")
    (param $request i32) (param $out i32)
    (call $counted)
    (call $reply (local.get $out) (i32.const 200) (i32.const 256) (i32.const 1))))
