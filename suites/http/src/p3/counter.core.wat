;; Answers how often its instance was asked, as one digit.
;; world: include wasi:http/service@0.3.0;
(module $counter
  ;; include ../../../../src/engine/embedded/tests/guests/http-p3.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (global $count (mut i32) (i32.const 48))
  (func $counted
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i32.store8 (i32.const 256) (global.get $count)))

  ;; The task ends (0) when the function does, so nobody calls it back.
  (func (export "[async-lift]wasi:http/handler@0.3.0#handle")
    (param $request i32) (result i32)
    (call $counted)
    (call $reply (i32.const 200) (i32.const 256) (i32.const 1))
    (i32.const 0))
  (func (export "[callback][async-lift]wasi:http/handler@0.3.0#handle")
    (param i32 i32 i32) (result i32)
    unreachable))
