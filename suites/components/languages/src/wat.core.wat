;; The guest of wit/languages.wit by hand: no compiler, no runtime, one page of data and a heap.
(module
  (import "wasi:http/types@0.2.12" "[constructor]fields" (func $fields (result i32)))
  (import "wasi:http/types@0.2.12" "[method]fields.append"
    (func $append (param i32 i32 i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.method" (func $method (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.path-with-query"
    (func $path (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.consume" (func $consume (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[resource-drop]incoming-request"
    (func $drop-request (param i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-body.stream" (func $stream (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]incoming-body.finish"
    (func $finish-incoming (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[resource-drop]future-trailers"
    (func $drop-trailers (param i32)))
  (import "wasi:http/types@0.2.12" "[constructor]outgoing-response"
    (func $response (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-response.set-status-code"
    (func $set-status (param i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-response.body" (func $body (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]response-outparam.set"
    (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func $write (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish"
    (func $finish-outgoing (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.12" "[method]input-stream.blocking-read"
    (func $blocking-read (param i32 i64 i32)))
  (import "wasi:io/streams@0.2.12" "[resource-drop]input-stream" (func $drop-input (param i32)))
  (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush"
    (func $blocking-write-and-flush (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $drop-output (param i32)))

  ;; include ../../../commands/src/lib/heap.wat

  ;; Between calls nothing is kept, so the heap starts again.
  (func $forget (global.set $heap (i32.const 65536)))

  (data (i32.const 64) "nobody")
  (data (i32.const 80) "Hello, ")
  (data (i32.const 96) ", aged ")
  (data (i32.const 112) "content-typetext/plain")
  (data (i32.const 208) "content-length")
  (data (i32.const 144) "hello from WAT\n")
  (data (i32.const 160) "not found\n")
  ;; 512: what an import answers. 640: what an export answers, and digits.

  ;; -- greeting: greet -----------------------------------------------------------------------------

  (func $put (param $at i32) (param $from i32) (param $length i32) (result i32)
    (memory.copy (local.get $at) (local.get $from) (local.get $length))
    (i32.add (local.get $at) (local.get $length)))

  ;; The digits of a number, after those of the number without its last digit.
  (func $put-number (param $at i32) (param $number i32) (result i32)
    (if (i32.ge_u (local.get $number) (i32.const 10))
      (then (local.set $at
        (call $put-number (local.get $at) (i32.div_u (local.get $number) (i32.const 10))))))
    (i32.store8 (local.get $at)
      (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10))))
    (i32.add (local.get $at) (i32.const 1)))

  ;; `result<string, string>`: which of both, where, how long.
  (func (export "wassay:languages/greeting@1.0.0#greet")
    (param $name i32) (param $length i32) (param $has-age i32) (param $age i32) (result i32)
    (local $start i32) (local $end i32)
    (if (i32.eqz (local.get $length))
      (then
        (i32.store (i32.const 640) (i32.const 1))
        (i32.store (i32.const 644) (i32.const 64))
        (i32.store (i32.const 648) (i32.const 6))
        (return (i32.const 640))))
    (local.set $start
      (call $cabi_realloc (i32.const 0) (i32.const 0) (i32.const 1)
        (i32.add (local.get $length) (i32.const 32))))
    (local.set $end (call $put (local.get $start) (i32.const 80) (i32.const 7)))
    (local.set $end (call $put (local.get $end) (local.get $name) (local.get $length)))
    (if (local.get $has-age)
      (then
        (local.set $end (call $put (local.get $end) (i32.const 96) (i32.const 7)))
        (local.set $end (call $put-number (local.get $end) (local.get $age)))))
    (i32.store8 (local.get $end) (i32.const 33))
    (i32.store (i32.const 640) (i32.const 0))
    (i32.store (i32.const 644) (local.get $start))
    (i32.store (i32.const 648)
      (i32.sub (i32.add (local.get $end) (i32.const 1)) (local.get $start)))
    (i32.const 640))

  (func (export "cabi_post_wassay:languages/greeting@1.0.0#greet") (param i32) (call $forget))

  ;; -- greeting: sum -------------------------------------------------------------------------------

  ;; `option<s64>`. The sum has 128 bits; it fits when the upper half only repeats the sign of the lower.
  (func (export "wassay:languages/greeting@1.0.0#sum")
    (param $at i32) (param $count i32) (result i32)
    (local $value i64) (local $low i64) (local $high i64)
    (block $done
      (loop $more
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $value (i64.load (local.get $at)))
        (local.set $low (i64.add (local.get $low) (local.get $value)))
        (local.set $high
          (i64.add
            (i64.add (local.get $high) (i64.shr_s (local.get $value) (i64.const 63)))
            (i64.extend_i32_u (i64.lt_u (local.get $low) (local.get $value)))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $more)))
    (i32.store (i32.const 640)
      (i64.eq (local.get $high) (i64.shr_s (local.get $low) (i64.const 63))))
    (i64.store (i32.const 648) (local.get $low))
    (call $forget)
    (i32.const 640))

  ;; -- greeting: fold ------------------------------------------------------------------------------

  ;; Each scalar value goes to the front of what is there; its second and later bytes begin with the bits 10.
  (func (export "wassay:languages/greeting@1.0.0#fold")
    (param $text i32) (param $length i32) (result i32)
    (local $to i32) (local $end i32) (local $next i32)
    (local.set $to
      (call $cabi_realloc (i32.const 0) (i32.const 0) (i32.const 1) (local.get $length)))
    (i32.store (i32.const 640) (local.get $to))
    (i32.store (i32.const 644) (local.get $length))
    (local.set $to (i32.add (local.get $to) (local.get $length)))
    (local.set $end (i32.add (local.get $text) (local.get $length)))
    (block $done
      (loop $more
        (br_if $done (i32.eq (local.get $text) (local.get $end)))
        (local.set $next (i32.add (local.get $text) (i32.const 1)))
        (block $whole
          (loop $byte
            (br_if $whole (i32.eq (local.get $next) (local.get $end)))
            (br_if $whole
              (i32.ne (i32.and (i32.load8_u (local.get $next)) (i32.const 0xc0)) (i32.const 0x80)))
            (local.set $next (i32.add (local.get $next) (i32.const 1)))
            (br $byte)))
        (local.set $to
          (i32.sub (local.get $to) (i32.sub (local.get $next) (local.get $text))))
        (memory.copy (local.get $to) (local.get $text)
          (i32.sub (local.get $next) (local.get $text)))
        (local.set $text (local.get $next))
        (br $more)))
    (i32.const 640))

  (func (export "cabi_post_wassay:languages/greeting@1.0.0#fold") (param i32) (call $forget))

  ;; -- wasi:http/incoming-handler ------------------------------------------------------------------

  (func $must (if (i32.load8_u (i32.const 512)) (then unreachable)))

  ;; The handle in the `result` at 512; a failure ends the guest.
  (func $value (result i32) (call $must) (i32.load (i32.const 516)))

  ;; Sends the status and the headers; what is left is the body. A length of -1 is not known.
  (func $head (param $out i32) (param $status i32) (param $length i32) (result i32)
    (local $headers i32) (local $response i32) (local $body i32)
    (local.set $headers (call $fields))
    (call $append (local.get $headers) (i32.const 112) (i32.const 12) (i32.const 124) (i32.const 10)
      (i32.const 512))
    (call $must)
    (if (i32.ge_s (local.get $length) (i32.const 0))
      (then
        (call $append (local.get $headers) (i32.const 208) (i32.const 14) (i32.const 640)
          (i32.sub (call $put-number (i32.const 640) (local.get $length)) (i32.const 640))
          (i32.const 512))
        (call $must)))
    (local.set $response (call $response (local.get $headers)))
    (drop (call $set-status (local.get $response) (local.get $status)))
    (call $body (local.get $response) (i32.const 512))
    (local.set $body (call $value))
    (call $set (local.get $out) (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0)
      (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (local.get $body))

  (func $output (param $body i32) (result i32)
    (call $write (local.get $body) (i32.const 512))
    (call $value))

  (func $send (param $output i32) (param $at i32) (param $length i32)
    (call $blocking-write-and-flush (local.get $output) (local.get $at) (local.get $length)
      (i32.const 512))
    (call $must))

  (func $finish (param $body i32)
    (call $finish-outgoing (local.get $body) (i32.const 0) (i32.const 0) (i32.const 512))
    (call $must))

  (func $answer (param $out i32) (param $status i32) (param $text i32) (param $length i32)
    (local $body i32) (local $output i32)
    (local.set $body (call $head (local.get $out) (local.get $status) (local.get $length)))
    (if (local.get $length)
      (then
        (local.set $output (call $output (local.get $body)))
        (call $send (local.get $output) (local.get $text) (local.get $length))
        (call $drop-output (local.get $output))))
    (call $finish (local.get $body)))

  ;; A read answers bytes (0), or an error (1) that is either a failure (0) or the end (1).
  (func $echo (param $request i32) (param $out i32)
    (local $incoming i32) (local $input i32) (local $body i32) (local $output i32) (local $heap i32)
    (call $consume (local.get $request) (i32.const 512))
    (local.set $incoming (call $value))
    (call $stream (local.get $incoming) (i32.const 512))
    (local.set $input (call $value))
    (local.set $body (call $head (local.get $out) (i32.const 200) (i32.const -1)))
    (local.set $output (call $output (local.get $body)))
    (local.set $heap (global.get $heap))
    (block $end
      (loop $more
        (call $blocking-read (local.get $input) (i64.const 4096) (i32.const 512))
        (br_if $end (i32.load8_u (i32.const 512)))
        (call $send (local.get $output) (i32.load (i32.const 516)) (i32.load (i32.const 520)))
        (global.set $heap (local.get $heap))
        (br $more)))
    (if (i32.ne (i32.load8_u (i32.const 516)) (i32.const 1)) (then unreachable))
    (call $drop-input (local.get $input))
    (call $drop-trailers (call $finish-incoming (local.get $incoming)))
    (call $drop-output (local.get $output))
    (call $finish (local.get $body)))

  ;; Whether the path, without its query, is `/`.
  (func $is-root (param $request i32) (result i32) (local $at i32) (local $length i32)
    (call $path (local.get $request) (i32.const 512))
    (local.set $at (i32.load (i32.const 516)))
    (local.set $length (i32.load (i32.const 520)))
    (if (i32.eqz (i32.load8_u (i32.const 512))) (then (return (i32.const 0))))
    (if (i32.eqz (local.get $length)) (then (return (i32.const 0))))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 47)) (then (return (i32.const 0))))
    (if (i32.eq (local.get $length) (i32.const 1)) (then (return (i32.const 1))))
    (i32.eq (i32.load8_u offset=1 (local.get $at)) (i32.const 63)))

  ;; `get` is the first case of `method`, `post` the third.
  (func $route (param $request i32) (param $out i32) (local $method i32)
    (if (i32.eqz (call $is-root (local.get $request)))
      (then
        (call $answer (local.get $out) (i32.const 404) (i32.const 160) (i32.const 10))
        (return)))
    (call $method (local.get $request) (i32.const 512))
    (local.set $method (i32.load8_u (i32.const 512)))
    (if (i32.eqz (local.get $method))
      (then
        (call $answer (local.get $out) (i32.const 200) (i32.const 144) (i32.const 15))
        (return)))
    (if (i32.eq (local.get $method) (i32.const 2))
      (then
        (call $echo (local.get $request) (local.get $out))
        (return)))
    (call $answer (local.get $out) (i32.const 405) (i32.const 0) (i32.const 0)))

  (func (export "wasi:http/incoming-handler@0.2.12#handle") (param $request i32) (param $out i32)
    (call $route (local.get $request) (local.get $out))
    (call $drop-request (local.get $request))
    (call $forget)))
