  (import "wasi:http/types@0.2.12" "[constructor]fields" (func $fields (result i32)))
  (import "wasi:http/types@0.2.12" "[method]fields.append"
    (func $fields-append (param i32 i32 i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]fields.get" (func $fields-get (param i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]fields.entries" (func $fields-entries (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.method"
    (func $request-method (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.path-with-query"
    (func $request-path (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.authority"
    (func $request-authority (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.headers"
    (func $request-headers (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-request.consume"
    (func $request-consume (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-body.stream"
    (func $incoming-stream (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]incoming-body.finish"
    (func $incoming-finish (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]future-trailers.subscribe"
    (func $trailers-subscribe (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]future-trailers.get" (func $trailers-get (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[constructor]outgoing-response"
    (func $response (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-response.set-status-code"
    (func $response-status (param i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-response.body"
    (func $response-body (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func $body-write (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish"
    (func $body-finish (param i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[static]response-outparam.set"
    (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[constructor]outgoing-request"
    (func $outgoing (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-method"
    (func $outgoing-method (param i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-scheme"
    (func $outgoing-scheme (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-authority"
    (func $outgoing-authority (param i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-path-with-query"
    (func $outgoing-path (param i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]outgoing-request.body"
    (func $outgoing-body (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[constructor]request-options" (func $options (result i32)))
  (import "wasi:http/types@0.2.12" "[method]request-options.set-first-byte-timeout"
    (func $options-patience (param i32 i32 i64) (result i32)))
  (import "wasi:http/outgoing-handler@0.2.12" "handle" (func $send (param i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]future-incoming-response.subscribe"
    (func $future-subscribe (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]future-incoming-response.get"
    (func $future-get (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-response.status"
    (func $incoming-status (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-response.headers"
    (func $incoming-headers (param i32) (result i32)))
  (import "wasi:http/types@0.2.12" "[method]incoming-response.consume"
    (func $incoming-consume (param i32 i32)))
  (import "wasi:http/types@0.2.12" "[resource-drop]outgoing-body" (func $drop-body (param i32)))
  (import "wasi:http/types@0.2.12" "[resource-drop]response-outparam"
    (func $drop-outparam (param i32)))
  (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush"
    (func $blocking-write (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.12" "[method]input-stream.blocking-read"
    (func $blocking-read (param i32 i64 i32)))
  (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $close (param i32)))
  (import "wasi:io/streams@0.2.12" "[resource-drop]input-stream" (func $drop-input (param i32)))
  (import "wasi:io/poll@0.2.12" "[method]pollable.block" (func $block (param i32)))
  (import "wasi:io/poll@0.2.12" "[resource-drop]pollable" (func $drop-pollable (param i32)))
  (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration"
    (func $after (param i64) (result i32)))
  (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $stdout (result i32)))

  (memory (export "memory") 2)
  (global $heap (mut i32) (i32.const 65536))
  (func (export "cabi_realloc")
    (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
    (local $at i32)
    (local.set $at
      (i32.and (i32.add (global.get $heap) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
    (global.set $heap (i32.add (local.get $at) (local.get $size)))
    (block $enough
      (loop $more
        (br_if $enough (i32.le_u (global.get $heap) (i32.mul (memory.size) (i32.const 65536))))
        (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))
        (br $more)))
    (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
    (local.get $at))

  ;; The bytes 0 to 127 belong to these functions: what a call answers is left there.

  ;; Appends a field; the byte 0 says whether that was refused, the byte 1 why.
  (func $field (param $fields i32) (param $name i32) (param $name-size i32)
    (param $value i32) (param $value-size i32)
    (call $fields-append (local.get $fields) (local.get $name) (local.get $name-size)
      (local.get $value) (local.get $value-size) (i32.const 0)))

  ;; Answers a request, and leaves the body, which is open.
  (func $answer (param $outparam i32) (param $status i32) (param $fields i32) (result i32)
    (local $response i32) (local $body i32)
    (local.set $response (call $response (local.get $fields)))
    (drop (call $response-status (local.get $response) (local.get $status)))
    (call $response-body (local.get $response) (i32.const 0))
    (local.set $body (i32.load (i32.const 4)))
    (call $set (local.get $outparam) (i32.const 0) (local.get $response)
      (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (local.get $body))

  ;; The stream of a body that is sent.
  (func $open (param $body i32) (result i32)
    (call $body-write (local.get $body) (i32.const 0))
    (i32.load (i32.const 4)))

  ;; Writes all bytes; answers 1 where the other side takes no more.
  (func $write (param $stream i32) (param $at i32) (param $size i32) (result i32) (local $part i32)
    (loop $more
      (if (i32.eqz (local.get $size)) (then (return (i32.const 0))))
      (local.set $part
        (select (local.get $size) (i32.const 4096) (i32.lt_u (local.get $size) (i32.const 4096))))
      (call $blocking-write (local.get $stream) (local.get $at) (local.get $part) (i32.const 0))
      (if (i32.load8_u (i32.const 0)) (then (return (i32.const 1))))
      (local.set $at (i32.add (local.get $at) (local.get $part)))
      (local.set $size (i32.sub (local.get $size) (local.get $part)))
      (br $more))
    unreachable)

  ;; Ends a body, with trailers unless they are 0. Answers 1 where that failed.
  (func $finish (param $body i32) (param $trailers i32) (result i32)
    (call $body-finish (local.get $body) (i32.ne (local.get $trailers) (i32.const 0))
      (local.get $trailers) (i32.const 0))
    (i32.load8_u (i32.const 0)))

  ;; Writes bytes to a body and ends it.
  (func $send-all (param $body i32) (param $at i32) (param $size i32) (local $stream i32)
    (local.set $stream (call $open (local.get $body)))
    (drop (call $write (local.get $stream) (local.get $at) (local.get $size)))
    (call $close (local.get $stream))
    (drop (call $finish (local.get $body) (i32.const 0))))

  ;; A whole answer.
  (func $reply (param $outparam i32) (param $status i32) (param $at i32) (param $size i32)
    (call $send-all (call $answer (local.get $outparam) (local.get $status) (call $fields))
      (local.get $at) (local.get $size)))

  ;; Prints bytes to standard output.
  (func $print (param $at i32) (param $size i32) (local $stream i32)
    (local.set $stream (call $stdout))
    (drop (call $write (local.get $stream) (local.get $at) (local.get $size)))
    (call $close (local.get $stream)))

  ;; The body of the request that is answered.
  (func $incoming (param $request i32) (result i32)
    (call $request-consume (local.get $request) (i32.const 0))
    (i32.load (i32.const 4)))

  (func $stream (param $body i32) (result i32)
    (call $incoming-stream (local.get $body) (i32.const 0))
    (i32.load (i32.const 4)))

  ;; Reads what is there: the bytes lie at the place in 4, as many as 8 says. Answers 0 at the end. What was read
  ;; before is gone: the heap begins anew.
  (func $read (param $stream i32) (result i32)
    (global.set $heap (i32.const 65536))
    (call $blocking-read (local.get $stream) (i64.const 32768) (i32.const 0))
    (i32.eqz (i32.load8_u (i32.const 0))))

  ;; Copies all of a stream to another.
  (func $copy (param $from i32) (param $to i32)
    (block $done
      (loop $more
        (br_if $done (i32.eqz (call $read (local.get $from))))
        (br_if $done
          (call $write (local.get $to) (i32.load (i32.const 4)) (i32.load (i32.const 8))))
        (br $more))))

  ;; The trailers of a body that was read to its end; 0 where there are none.
  (func $trailers (param $body i32) (result i32) (local $future i32)
    (local.set $future (call $incoming-finish (local.get $body)))
    (call $block (call $trailers-subscribe (local.get $future)))
    (call $trailers-get (local.get $future) (i32.const 0))
    (if (i32.or (i32.load8_u (i32.const 16)) (i32.eqz (i32.load8_u (i32.const 24))))
      (then (return (i32.const 0))))
    (i32.load (i32.const 28)))

  ;; Lets time pass.
  (func $sleep (param $nanoseconds i64)
    (call $block (call $after (local.get $nanoseconds))))

  ;; A request of its own: the method is the case of the variant, the scheme is http.
  (func $ask (param $method i32) (param $host i32) (param $host-size i32)
    (param $path i32) (param $path-size i32) (result i32) (local $request i32)
    (local.set $request (call $outgoing (call $fields)))
    (drop (call $outgoing-method (local.get $request) (local.get $method) (i32.const 0) (i32.const 0)))
    (drop (call $outgoing-scheme (local.get $request)
      (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0)))
    (drop (call $outgoing-authority (local.get $request)
      (i32.const 1) (local.get $host) (local.get $host-size)))
    (drop (call $outgoing-path (local.get $request)
      (i32.const 1) (local.get $path) (local.get $path-size)))
    (local.get $request))

  (func $its-body (param $request i32) (result i32)
    (call $outgoing-body (local.get $request) (i32.const 0))
    (i32.load (i32.const 4)))

  ;; Sends a request. Answers the future of its response, or 0.
  (func $sent (param $request i32) (result i32)
    (call $send (local.get $request) (i32.const 0) (i32.const 0) (i32.const 0))
    (select (i32.const 0) (i32.load (i32.const 8)) (i32.load8_u (i32.const 0))))

  ;; Waits for a response. Answers 0 where there is none; the error is then the byte 24.
  (func $await (param $future i32) (result i32)
    (call $block (call $future-subscribe (local.get $future)))
    (call $future-get (local.get $future) (i32.const 0))
    (select (i32.const 0) (i32.load (i32.const 24)) (i32.load8_u (i32.const 16))))

  ;; The body of a response.
  (func $of-response (param $response i32) (result i32)
    (call $incoming-consume (local.get $response) (i32.const 0))
    (i32.load (i32.const 4)))
