  (import "[export]wasi:http/handler@0.3.0" "[task-return]handle"
    (func $task-return (param i32 i32 i32 i64 i32 i32 i32 i32)))
  (import "wasi:http/types@0.3.0" "[constructor]fields" (func $fields (result i32)))
  (import "wasi:http/types@0.3.0" "[method]fields.append"
    (func $fields-append (param i32 i32 i32 i32 i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]fields.get" (func $fields-get (param i32 i32 i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]fields.copy-all" (func $fields-entries (param i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]request.get-method" (func $request-method (param i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]request.get-path-with-query"
    (func $request-path (param i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]request.get-authority"
    (func $request-authority (param i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]request.get-headers"
    (func $request-headers (param i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[resource-drop]request" (func $drop-request (param i32)))
  (import "wasi:http/types@0.3.0" "[static]request.consume-body"
    (func $request-consume (param i32 i32 i32)))
  (import "wasi:http/types@0.3.0" "[future-new-0][static]request.consume-body"
    (func $verdict-new (result i64)))
  (import "wasi:http/types@0.3.0" "[async-lower][future-write-0][static]request.consume-body"
    (func $verdict-write (param i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[future-drop-writable-0][static]request.consume-body"
    (func $verdict-drop (param i32)))
  (import "wasi:http/types@0.3.0" "[async-lower][stream-read-1][static]request.consume-body"
    (func $stream-read (param i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[stream-drop-readable-1][static]request.consume-body"
    (func $drop-input (param i32)))
  (import "wasi:http/types@0.3.0" "[async-lower][future-read-2][static]request.consume-body"
    (func $trailers-read (param i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[static]response.new"
    (func $response (param i32 i32 i32 i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]response.set-status-code"
    (func $response-status (param i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[stream-new-0][static]response.new"
    (func $stream-new (result i64)))
  (import "wasi:http/types@0.3.0" "[async-lower][stream-write-0][static]response.new"
    (func $stream-write (param i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[stream-drop-writable-0][static]response.new"
    (func $close (param i32)))
  (import "wasi:http/types@0.3.0" "[future-new-1][static]response.new"
    (func $trailers-new (result i64)))
  (import "wasi:http/types@0.3.0" "[async-lower][future-write-1][static]response.new"
    (func $trailers-write (param i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[future-drop-writable-1][static]response.new"
    (func $trailers-drop (param i32)))
  (import "wasi:http/types@0.3.0" "[async-lower][future-read-2][static]response.new"
    (func $sent-read (param i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[static]request.new"
    (func $request-new (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:http/types@0.3.0" "[method]request.set-method"
    (func $outgoing-method (param i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[method]request.set-scheme"
    (func $outgoing-scheme (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[method]request.set-authority"
    (func $outgoing-authority (param i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[method]request.set-path-with-query"
    (func $outgoing-path (param i32 i32 i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[constructor]request-options" (func $options (result i32)))
  (import "wasi:http/types@0.3.0" "[method]request-options.set-first-byte-timeout"
    (func $options-patience (param i32 i32 i64 i32)))
  (import "wasi:http/client@0.3.0" "[async-lower]send" (func $send-async (param i32 i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[method]response.get-status-code"
    (func $incoming-status (param i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[method]response.get-headers"
    (func $incoming-headers (param i32) (result i32)))
  (import "wasi:http/types@0.3.0" "[static]response.consume-body"
    (func $response-consume (param i32 i32 i32)))
  (import "wasi:clocks/monotonic-clock@0.3.0" "wait-for" (func $sleep (param i64)))
  (import "wasi:cli/stdout@0.3.0" "write-via-stream" (func $stdout (param i32) (result i32)))
  (import "wasi:cli/stdout@0.3.0" "[async-lower][future-read-1]write-via-stream"
    (func $stdout-read (param i32 i32) (result i32)))
  (import "$root" "[waitable-set-new]" (func $waitable-set-new (result i32)))
  (import "$root" "[waitable-join]" (func $waitable-join (param i32 i32)))
  (import "$root" "[waitable-set-wait]" (func $waitable-set-wait (param i32 i32) (result i32)))
  (import "$root" "[subtask-drop]" (func $subtask-drop (param i32)))

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

  ;; The bytes 0 to 127 belong to these functions: what a call answers is left there. What is read comes to 16384.

  (global $set (mut i32) (i32.const 0))
  ;; The ends of the answer that are the handler's own: its stream, its trailers, and when all has arrived.
  (global $body (mut i32) (i32.const 0))
  (global $trailing (mut i32) (i32.const 0))
  (global $arrived (mut i32) (i32.const 0))
  ;; The same of what it reads: trailers, and what it says of the reading.
  (global $ending (mut i32) (i32.const 0))
  (global $verdict (mut i32) (i32.const 0))
  ;; The options of its own requests, where it has any.
  (global $patience (mut i32) (i32.const 0))

  ;; Waits until a read or a write is done. -1 means that it is still under way: then its event brings, at 108, what the
  ;; call would have answered.
  (func $settle (param $waitable i32) (param $answer i32) (result i32)
    (if (i32.ne (local.get $answer) (i32.const -1)) (then (return (local.get $answer))))
    (if (i32.eqz (global.get $set)) (then (global.set $set (call $waitable-set-new))))
    (call $waitable-join (local.get $waitable) (global.get $set))
    (drop (call $waitable-set-wait (global.get $set) (i32.const 104)))
    (call $waitable-join (local.get $waitable) (i32.const 0))
    (i32.load (i32.const 108)))

  (func $other (param $ends i64) (result i32)
    (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))

  ;; Appends a field; the byte 0 says whether that was refused, the byte 4 why.
  (func $field (param $fields i32) (param $name i32) (param $name-size i32)
    (param $value i32) (param $value-size i32)
    (call $fields-append (local.get $fields) (local.get $name) (local.get $name-size)
      (local.get $value) (local.get $value-size) (i32.const 0)))

  ;; A response whose body is a stream that is open.
  (func $made (param $status i32) (param $fields i32) (result i32)
    (local $stream i64) (local $trailers i64)
    (local.set $stream (call $stream-new))
    (local.set $trailers (call $trailers-new))
    (call $response (local.get $fields) (i32.const 1) (i32.wrap_i64 (local.get $stream))
      (i32.wrap_i64 (local.get $trailers)) (i32.const 0))
    (global.set $body (call $other (local.get $stream)))
    (global.set $trailing (call $other (local.get $trailers)))
    (global.set $arrived (i32.load (i32.const 4)))
    (drop (call $response-status (i32.load (i32.const 0)) (local.get $status)))
    (i32.load (i32.const 0)))

  (func $return (param $response i32)
    (call $task-return (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0)
      (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))

  ;; Answers a request; the body is open.
  (func $answer (param $status i32) (param $fields i32)
    (call $return (call $made (local.get $status) (local.get $fields))))

  ;; Writes all bytes; answers 1 where the other side takes no more.
  (func $write (param $stream i32) (param $at i32) (param $size i32) (result i32) (local $taken i32)
    (loop $more
      (if (i32.eqz (local.get $size)) (then (return (i32.const 0))))
      (local.set $taken
        (call $settle (local.get $stream)
          (call $stream-write (local.get $stream) (local.get $at) (local.get $size))))
      (local.set $at (i32.add (local.get $at) (i32.shr_u (local.get $taken) (i32.const 4))))
      (local.set $size (i32.sub (local.get $size) (i32.shr_u (local.get $taken) (i32.const 4))))
      (br_if $more (i32.eqz (i32.and (local.get $taken) (i32.const 15)))))
    (i32.ne (local.get $size) (i32.const 0)))

  ;; Says what follows a body: trailers, unless they are 0.
  (func $trail (param $future i32) (param $trailers i32)
    (i32.store8 (i32.const 0) (i32.const 0))
    (i32.store8 (i32.const 8) (i32.ne (local.get $trailers) (i32.const 0)))
    (i32.store (i32.const 12) (local.get $trailers))
    (drop (call $settle (local.get $future)
      (call $trailers-write (local.get $future) (i32.const 0))))
    (call $trailers-drop (local.get $future)))

  ;; Ends the answer.
  (func $finish (param $trailers i32)
    (call $close (global.get $body))
    (call $trail (global.get $trailing) (local.get $trailers)))

  ;; A whole answer.
  (func $reply (param $status i32) (param $at i32) (param $size i32)
    (call $answer (local.get $status) (call $fields))
    (drop (call $write (global.get $body) (local.get $at) (local.get $size)))
    (call $finish (i32.const 0)))

  ;; Prints bytes to standard output.
  (func $print (param $at i32) (param $size i32) (local $ends i64) (local $done i32)
    (local.set $ends (call $stream-new))
    (local.set $done (call $stdout (i32.wrap_i64 (local.get $ends))))
    (drop (call $write (call $other (local.get $ends)) (local.get $at) (local.get $size)))
    (call $close (call $other (local.get $ends)))
    (drop (call $settle (local.get $done) (call $stdout-read (local.get $done) (i32.const 0)))))

  ;; The stream of the request that is answered.
  (func $incoming (param $request i32) (result i32) (local $verdict i64)
    (local.set $verdict (call $verdict-new))
    (global.set $verdict (call $other (local.get $verdict)))
    (call $request-consume (local.get $request) (i32.wrap_i64 (local.get $verdict)) (i32.const 0))
    (global.set $ending (i32.load (i32.const 4)))
    (i32.load (i32.const 0)))

  ;; The stream of a response.
  (func $of-response (param $response i32) (result i32) (local $verdict i64)
    (local.set $verdict (call $verdict-new))
    (global.set $verdict (call $other (local.get $verdict)))
    (call $response-consume (local.get $response) (i32.wrap_i64 (local.get $verdict)) (i32.const 0))
    (global.set $ending (i32.load (i32.const 4)))
    (i32.load (i32.const 0)))

  ;; Reads what is there to 16384 and answers how many bytes it is; 0 at the end.
  (func $read (param $stream i32) (result i32)
    (i32.shr_u
      (call $settle (local.get $stream)
        (call $stream-read (local.get $stream) (i32.const 16384) (i32.const 32768)))
      (i32.const 4)))

  ;; Copies all of a stream to another.
  (func $copy (param $from i32) (param $to i32) (local $size i32)
    (block $done
      (loop $more
        (local.set $size (call $read (local.get $from)))
        (br_if $done (i32.eqz (local.get $size)))
        (br_if $done (call $write (local.get $to) (i32.const 16384) (local.get $size)))
        (br $more))))

  ;; The trailers of what was read to its end; 0 where there are none. The reading is said to have gone well.
  (func $trailers (result i32) (local $found i32)
    (drop (call $settle (global.get $ending)
      (call $trailers-read (global.get $ending) (i32.const 0))))
    (if (i32.and (i32.eqz (i32.load8_u (i32.const 0))) (i32.load8_u (i32.const 8)))
      (then (local.set $found (i32.load (i32.const 12)))))
    (i32.store8 (i32.const 0) (i32.const 0))
    (drop (call $settle (global.get $verdict)
      (call $verdict-write (global.get $verdict) (i32.const 0))))
    (call $verdict-drop (global.get $verdict))
    (local.get $found))

  ;; A request of its own with an open body (the ends are then those of $body, $trailing and $arrived): the method is the
  ;; case of the variant, the scheme is http.
  (func $ask (param $method i32) (param $host i32) (param $host-size i32)
    (param $path i32) (param $path-size i32) (result i32)
    (local $stream i64) (local $trailers i64) (local $request i32)
    (local.set $stream (call $stream-new))
    (local.set $trailers (call $trailers-new))
    (call $request-new (call $fields) (i32.const 1) (i32.wrap_i64 (local.get $stream))
      (i32.wrap_i64 (local.get $trailers)) (i32.ne (global.get $patience) (i32.const 0))
      (global.get $patience) (i32.const 0))
    (global.set $body (call $other (local.get $stream)))
    (global.set $trailing (call $other (local.get $trailers)))
    (global.set $arrived (i32.load (i32.const 4)))
    (local.set $request (i32.load (i32.const 0)))
    (drop (call $outgoing-method (local.get $request) (local.get $method) (i32.const 0) (i32.const 0)))
    (drop (call $outgoing-scheme (local.get $request)
      (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0)))
    (drop (call $outgoing-authority (local.get $request)
      (i32.const 1) (local.get $host) (local.get $host-size)))
    (drop (call $outgoing-path (local.get $request)
      (i32.const 1) (local.get $path) (local.get $path-size)))
    (local.get $request))

  ;; Sends a request whose body is these bytes, and waits for the response. Answers 0 where there is none; the error is
  ;; then the byte 136.
  (func $exchange (param $request i32) (param $at i32) (param $size i32) (result i32)
    (local $subtask i32)
    (local.set $subtask (call $send-async (local.get $request) (i32.const 128)))
    (drop (call $write (global.get $body) (local.get $at) (local.get $size)))
    (call $finish (i32.const 0))
    ;; The low bits say how far the call is: 2 is returned.
    (if (i32.ne (i32.and (local.get $subtask) (i32.const 15)) (i32.const 2))
      (then
        (local.set $subtask (i32.shr_u (local.get $subtask) (i32.const 4)))
        (loop $wait
          (br_if $wait (i32.ne (call $settle (local.get $subtask) (i32.const -1)) (i32.const 2))))
        (call $subtask-drop (local.get $subtask))))
    (select (i32.const 0) (i32.load (i32.const 136)) (i32.load8_u (i32.const 128))))
