;; Answers before it reads, then sends each piece of the request back between brackets as it comes,
;; and says on standard output how far it is.
;; world: include wasi:http/proxy@0.2.12;
(module $frames
  ;; include ../../../../src/engine/embedded/tests/guests/http-p2.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (data (i32.const 256) "[]read\n")

  (func (export "wasi:http/incoming-handler@0.2.12#handle")
    (param $request i32) (param $out i32)
    (local $body i32) (local $to i32) (local $from i32) (local $at i32) (local $size i32)
    (local.set $body (call $answer (local.get $out) (i32.const 200) (call $fields)))
    (local.set $to (call $open (local.get $body)))
    (local.set $from (call $stream (call $incoming (local.get $request))))
    (block $done
      (loop $more
        (br_if $done (i32.eqz (call $read (local.get $from))))
        (local.set $at (i32.load (i32.const 4)))
        (local.set $size (i32.load (i32.const 8)))
        (drop (call $write (local.get $to) (i32.const 256) (i32.const 1)))
        (drop (call $write (local.get $to) (local.get $at) (local.get $size)))
        (drop (call $write (local.get $to) (i32.const 257) (i32.const 1)))
        (call $print (i32.const 258) (i32.const 5))
        (br $more)))
    (call $close (local.get $to))
    (drop (call $finish (local.get $body) (i32.const 0)))))
