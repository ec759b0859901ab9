;; Says hello with a few fields, and a line on standard output.
;; world: include wasi:http/service@0.3.0;
(module $hello
  ;; include ../../../../src/engine/embedded/tests/guests/http-p3.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (data (i32.const 256) "hello\n")
  (data (i32.const 264) "content-typetext/plainset-cookiea=1b=2")
  (func $head (result i32) (local $fields i32)
    (local.set $fields (call $fields))
    (call $field (local.get $fields)
      (i32.const 264) (i32.const 12) (i32.const 276) (i32.const 10))
    (call $field (local.get $fields)
      (i32.const 286) (i32.const 10) (i32.const 296) (i32.const 3))
    (call $field (local.get $fields)
      (i32.const 286) (i32.const 10) (i32.const 299) (i32.const 3))
    (local.get $fields))

  ;; The task ends (0) when the function does, so nobody calls it back.
  (func (export "[async-lift]wasi:http/handler@0.3.0#handle")
    (param $request i32) (result i32)
    (call $print (i32.const 256) (i32.const 6))
    (call $answer (i32.const 200) (call $head))
    (drop (call $write (global.get $body) (i32.const 256) (i32.const 6)))
    (call $finish (i32.const 0))
    (i32.const 0))
  (func (export "[callback][async-lift]wasi:http/handler@0.3.0#handle")
    (param i32 i32 i32) (result i32)
    unreachable))
