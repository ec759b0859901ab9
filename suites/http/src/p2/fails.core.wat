;; Does what a handler should not, whichever the first letter of the path says: /never answers,
;; /spin, /unreachable, /again answers twice, /trap after the head, /hold the body open, /leak it,
;; say a /7 or a /3 as the length of five bytes, /flood, /drip for ever, /error, /connection is a
;; field nobody may set.
;; world: include wasi:http/proxy@0.2.12;
(module $fails
  ;; include ../../../../src/engine/embedded/tests/guests/http-p2.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (data (i32.const 256) "hello")
  (data (i32.const 264) "content-length?")
  (data (i32.const 280) "connection\nforbidden\n")
  (data (i32.const 304) "out of \"hello\"")
  (func $letter (param $request i32) (result i32)
    (call $request-path (local.get $request) (i32.const 64))
    (i32.load8_u offset=1 (i32.load (i32.const 68))))
  (func $is (param $letter i32) (param $other i32) (result i32)
    (i32.eq (local.get $letter) (local.get $other)))
  ;; Fields with the length that was asked for.
  (func $head (param $letter i32) (result i32) (local $fields i32)
    (local.set $fields (call $fields))
    (if (i32.lt_u (local.get $letter) (i32.const 58))
      (then
        (i32.store8 (i32.const 278) (local.get $letter))
        (call $field (local.get $fields)
          (i32.const 264) (i32.const 14) (i32.const 278) (i32.const 1))))
    (if (call $is (local.get $letter) (i32.const 0x63))
      (then
        (call $field (local.get $fields)
          (i32.const 280) (i32.const 10) (i32.const 256) (i32.const 5))
        (if (i32.load8_u (i32.const 0)) (then (call $print (i32.const 291) (i32.const 10))))))
    (local.get $fields))

  (func (export "wasi:http/incoming-handler@0.2.12#handle")
    (param $request i32) (param $out i32)
    (local $letter i32) (local $body i32) (local $stream i32)
    (local.set $letter (call $letter (local.get $request)))
    (if (call $is (local.get $letter) (i32.const 0x6e)) (then (return)))
    (if (call $is (local.get $letter) (i32.const 0x73)) (then (loop $for-ever (br $for-ever))))
    (if (call $is (local.get $letter) (i32.const 0x75)) (then unreachable))
    (if (call $is (local.get $letter) (i32.const 0x65))
      (then
        (call $set (local.get $out) (i32.const 1) (i32.const 38) (i32.const 1)
          (i64.const 304) (i32.const 14) (i32.const 0) (i32.const 0) (i32.const 0))
        (return)))
    (local.set $body
      (call $answer (local.get $out) (i32.const 200) (call $head (local.get $letter))))
    (local.set $stream (call $open (local.get $body)))
    (drop (call $write (local.get $stream) (i32.const 256) (i32.const 5)))
    (if (call $is (local.get $letter) (i32.const 0x61))
      (then
        (call $set (local.get $out) (i32.const 1) (i32.const 0) (i32.const 0)
          (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))))
    (if (call $is (local.get $letter) (i32.const 0x74)) (then unreachable))
    ;; A request that is never sent takes a few pieces of its body and no more.
    (if (call $is (local.get $letter) (i32.const 0x68))
      (then
        (local.set $stream
          (call $open
            (call $its-body
              (call $ask (i32.const 2)
                (i32.const 256) (i32.const 5) (i32.const 256) (i32.const 0)))))))
    (if (call $is (local.get $letter) (i32.const 0x6c)) (then (return)))
    (if
      (i32.or (call $is (local.get $letter) (i32.const 0x66))
        (i32.or (call $is (local.get $letter) (i32.const 0x64))
          (call $is (local.get $letter) (i32.const 0x68))))
      (then
        (loop $for-ever
          (if (call $is (local.get $letter) (i32.const 0x64))
            (then (call $sleep (i64.const 1000000))))
          (drop (call $write (local.get $stream) (i32.const 256) (i32.const 5)))
          (br $for-ever))))
    (call $close (local.get $stream))
    (drop (call $finish (local.get $body) (i32.const 0)))))
