;; Says hello with a few fields, and a line on standard output.
;; world: include wasi:http/proxy@0.2.12;
(module $hello
  ;; include ../../../../src/engine/embedded/tests/guests/http-p2.wat

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

  (func (export "wasi:http/incoming-handler@0.2.12#handle")
    (param $request i32) (param $out i32)
    (call $print (i32.const 256) (i32.const 6))
    (call $send-all (call $answer (local.get $out) (i32.const 200) (call $head))
      (i32.const 256) (i32.const 6))))
