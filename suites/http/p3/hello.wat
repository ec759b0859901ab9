;; Says hello with a few fields, and a line on standard output.
;; Made from hello.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (type $ty-wasi:cli/types@0.3.0 (;0;)
    (instance
      (type (;0;) (enum "io" "illegal-byte-sequence" "pipe"))
      (export (;1;) "error-code" (type (eq 0)))
    )
  )
  (import "wasi:cli/types@0.3.0" (instance $wasi:cli/types@0.3.0 (;0;) (type $ty-wasi:cli/types@0.3.0)))
  (alias export $wasi:cli/types@0.3.0 "error-code" (type $error-code (;1;)))
  (type $ty-wasi:cli/stdout@0.3.0 (;2;)
    (instance
      (alias outer 1 $error-code (type (;0;)))
      (export (;1;) "error-code" (type (eq 0)))
      (type (;2;) (stream u8))
      (type (;3;) (result (error 1)))
      (type (;4;) (future 3))
      (type (;5;) (func (param "data" 2) (result 4)))
      (export (;0;) "write-via-stream" (func (type 5)))
    )
  )
  (import "wasi:cli/stdout@0.3.0" (instance $wasi:cli/stdout@0.3.0 (;1;) (type $ty-wasi:cli/stdout@0.3.0)))
  (type $ty-wasi:clocks/types@0.3.0 (;3;)
    (instance
      (type (;0;) u64)
      (export (;1;) "duration" (type (eq 0)))
    )
  )
  (import "wasi:clocks/types@0.3.0" (instance $wasi:clocks/types@0.3.0 (;2;) (type $ty-wasi:clocks/types@0.3.0)))
  (alias export $wasi:clocks/types@0.3.0 "duration" (type $duration (;4;)))
  (type $ty-wasi:http/types@0.3.0 (;5;)
    (instance
      (export (;0;) "response" (type (sub resource)))
      (type (;1;) (option string))
      (type (;2;) (option u16))
      (type (;3;) (record (field "rcode" 1) (field "info-code" 2)))
      (export (;4;) "DNS-error-payload" (type (eq 3)))
      (type (;5;) (option u8))
      (type (;6;) (record (field "alert-id" 5) (field "alert-message" 1)))
      (export (;7;) "TLS-alert-received-payload" (type (eq 6)))
      (type (;8;) (option u32))
      (type (;9;) (record (field "field-name" 1) (field "field-size" 8)))
      (export (;10;) "field-size-payload" (type (eq 9)))
      (type (;11;) (option u64))
      (type (;12;) (option 10))
      (type (;13;) (variant (case "DNS-timeout") (case "DNS-error" 4) (case "destination-not-found") (case "destination-unavailable") (case "destination-IP-prohibited") (case "destination-IP-unroutable") (case "connection-refused") (case "connection-terminated") (case "connection-timeout") (case "connection-read-timeout") (case "connection-write-timeout") (case "connection-limit-reached") (case "TLS-protocol-error") (case "TLS-certificate-error") (case "TLS-alert-received" 7) (case "HTTP-request-denied") (case "HTTP-request-length-required") (case "HTTP-request-body-size" 11) (case "HTTP-request-method-invalid") (case "HTTP-request-URI-invalid") (case "HTTP-request-URI-too-long") (case "HTTP-request-header-section-size" 8) (case "HTTP-request-header-size" 12) (case "HTTP-request-trailer-section-size" 8) (case "HTTP-request-trailer-size" 10) (case "HTTP-response-incomplete") (case "HTTP-response-header-section-size" 8) (case "HTTP-response-header-size" 10) (case "HTTP-response-body-size" 11) (case "HTTP-response-trailer-section-size" 8) (case "HTTP-response-trailer-size" 10) (case "HTTP-response-transfer-coding" 1) (case "HTTP-response-content-coding" 1) (case "HTTP-response-timeout") (case "HTTP-upgrade-failed") (case "HTTP-protocol-error") (case "loop-detected") (case "configuration-error") (case "internal-error" 1)))
      (export (;14;) "error-code" (type (eq 13)))
      (export (;15;) "fields" (type (sub resource)))
      (type (;16;) string)
      (export (;17;) "field-name" (type (eq 16)))
      (type (;18;) (list u8))
      (export (;19;) "field-value" (type (eq 18)))
      (type (;20;) (variant (case "invalid-syntax") (case "forbidden") (case "immutable") (case "size-exceeded") (case "other" 1)))
      (export (;21;) "header-error" (type (eq 20)))
      (export (;22;) "request" (type (sub resource)))
      (type (;23;) (variant (case "get") (case "head") (case "post") (case "put") (case "delete") (case "connect") (case "options") (case "trace") (case "patch") (case "other" string)))
      (export (;24;) "method" (type (eq 23)))
      (export (;25;) "headers" (type (eq 15)))
      (export (;26;) "trailers" (type (eq 15)))
      (type (;27;) u16)
      (export (;28;) "status-code" (type (eq 27)))
      (export (;29;) "request-options" (type (sub resource)))
      (type (;30;) (variant (case "HTTP") (case "HTTPS") (case "other" string)))
      (export (;31;) "scheme" (type (eq 30)))
      (alias outer 1 $duration (type (;32;)))
      (export (;33;) "duration" (type (eq 32)))
      (type (;34;) (variant (case "not-supported") (case "immutable") (case "other" 1)))
      (export (;35;) "request-options-error" (type (eq 34)))
      (type (;36;) (own 15))
      (type (;37;) (func (result 36)))
      (export (;0;) "[constructor]fields" (func (type 37)))
      (type (;38;) (borrow 15))
      (type (;39;) (list 19))
      (type (;40;) (func (param "self" 38) (param "name" 17) (result 39)))
      (export (;1;) "[method]fields.get" (func (type 40)))
      (type (;41;) (result (error 21)))
      (type (;42;) (func (param "self" 38) (param "name" 17) (param "value" 19) (result 41)))
      (export (;2;) "[method]fields.append" (func (type 42)))
      (type (;43;) (tuple 17 19))
      (type (;44;) (list 43))
      (type (;45;) (func (param "self" 38) (result 44)))
      (export (;3;) "[method]fields.copy-all" (func (type 45)))
      (type (;46;) (own 25))
      (type (;47;) (stream u8))
      (type (;48;) (option 47))
      (type (;49;) (own 26))
      (type (;50;) (option 49))
      (type (;51;) (result 50 (error 14)))
      (type (;52;) (future 51))
      (type (;53;) (own 29))
      (type (;54;) (option 53))
      (type (;55;) (own 22))
      (type (;56;) (result (error 14)))
      (type (;57;) (future 56))
      (type (;58;) (tuple 55 57))
      (type (;59;) (func (param "headers" 46) (param "contents" 48) (param "trailers" 52) (param "options" 54) (result 58)))
      (export (;4;) "[static]request.new" (func (type 59)))
      (type (;60;) (borrow 22))
      (type (;61;) (func (param "self" 60) (result 24)))
      (export (;5;) "[method]request.get-method" (func (type 61)))
      (type (;62;) (result))
      (type (;63;) (func (param "self" 60) (param "method" 24) (result 62)))
      (export (;6;) "[method]request.set-method" (func (type 63)))
      (type (;64;) (func (param "self" 60) (result 1)))
      (export (;7;) "[method]request.get-path-with-query" (func (type 64)))
      (type (;65;) (func (param "self" 60) (param "path-with-query" 1) (result 62)))
      (export (;8;) "[method]request.set-path-with-query" (func (type 65)))
      (type (;66;) (option 31))
      (type (;67;) (func (param "self" 60) (param "scheme" 66) (result 62)))
      (export (;9;) "[method]request.set-scheme" (func (type 67)))
      (export (;10;) "[method]request.get-authority" (func (type 64)))
      (type (;68;) (func (param "self" 60) (param "authority" 1) (result 62)))
      (export (;11;) "[method]request.set-authority" (func (type 68)))
      (type (;69;) (func (param "self" 60) (result 46)))
      (export (;12;) "[method]request.get-headers" (func (type 69)))
      (type (;70;) (tuple 47 52))
      (type (;71;) (func (param "this" 55) (param "res" 57) (result 70)))
      (export (;13;) "[static]request.consume-body" (func (type 71)))
      (type (;72;) (func (result 53)))
      (export (;14;) "[constructor]request-options" (func (type 72)))
      (type (;73;) (borrow 29))
      (type (;74;) (option 33))
      (type (;75;) (result (error 35)))
      (type (;76;) (func (param "self" 73) (param "duration" 74) (result 75)))
      (export (;15;) "[method]request-options.set-first-byte-timeout" (func (type 76)))
      (type (;77;) (own 0))
      (type (;78;) (tuple 77 57))
      (type (;79;) (func (param "headers" 46) (param "contents" 48) (param "trailers" 52) (result 78)))
      (export (;16;) "[static]response.new" (func (type 79)))
      (type (;80;) (borrow 0))
      (type (;81;) (func (param "self" 80) (result 28)))
      (export (;17;) "[method]response.get-status-code" (func (type 81)))
      (type (;82;) (func (param "self" 80) (param "status-code" 28) (result 62)))
      (export (;18;) "[method]response.set-status-code" (func (type 82)))
      (type (;83;) (func (param "self" 80) (result 46)))
      (export (;19;) "[method]response.get-headers" (func (type 83)))
      (type (;84;) (func (param "this" 77) (param "res" 57) (result 70)))
      (export (;20;) "[static]response.consume-body" (func (type 84)))
    )
  )
  (import "wasi:http/types@0.3.0" (instance $wasi:http/types@0.3.0 (;3;) (type $ty-wasi:http/types@0.3.0)))
  (alias export $wasi:http/types@0.3.0 "request" (type $request (;6;)))
  (alias export $wasi:http/types@0.3.0 "response" (type $response (;7;)))
  (alias export $wasi:http/types@0.3.0 "error-code" (type $"#type8 error-code" (@name "error-code") (;8;)))
  (type $ty-wasi:http/client@0.3.0 (;9;)
    (instance
      (alias outer 1 $request (type (;0;)))
      (export (;1;) "request" (type (eq 0)))
      (alias outer 1 $response (type (;2;)))
      (export (;3;) "response" (type (eq 2)))
      (alias outer 1 $"#type8 error-code" (type (;4;)))
      (export (;5;) "error-code" (type (eq 4)))
      (type (;6;) (own 1))
      (type (;7;) (own 3))
      (type (;8;) (result 7 (error 5)))
      (type (;9;) (func async (param "request" 6) (result 8)))
      (export (;0;) "send" (func (type 9)))
    )
  )
  (import "wasi:http/client@0.3.0" (instance $wasi:http/client@0.3.0 (;4;) (type $ty-wasi:http/client@0.3.0)))
  (alias export $wasi:clocks/types@0.3.0 "duration" (type $"#type10 duration" (@name "duration") (;10;)))
  (type $ty-wasi:clocks/monotonic-clock@0.3.0 (;11;)
    (instance
      (alias outer 1 $"#type10 duration" (type (;0;)))
      (export (;1;) "duration" (type (eq 0)))
      (type (;2;) (func async (param "how-long" 1)))
      (export (;0;) "wait-for" (func (type 2)))
    )
  )
  (import "wasi:clocks/monotonic-clock@0.3.0" (instance $wasi:clocks/monotonic-clock@0.3.0 (;5;) (type $ty-wasi:clocks/monotonic-clock@0.3.0)))
  (core module $main (;0;)
    (type (;0;) (func (param i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;1;) (func (result i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32)))
    (type (;5;) (func (param i32) (result i32)))
    (type (;6;) (func (param i32)))
    (type (;7;) (func (param i32 i32 i32)))
    (type (;8;) (func (result i64)))
    (type (;9;) (func (param i32 i32) (result i32)))
    (type (;10;) (func (param i32 i32 i32) (result i32)))
    (type (;11;) (func (param i32 i32 i32 i32 i32)))
    (type (;12;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;13;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;14;) (func (param i32 i32 i32 i32 i32) (result i32)))
    (type (;15;) (func (param i32 i32 i64 i32)))
    (type (;16;) (func (param i64)))
    (type (;17;) (func (param i64) (result i32)))
    (import "[export]wasi:http/handler@0.3.0" "[task-return]handle" (func $task-return (;0;) (type 0)))
    (import "wasi:http/types@0.3.0" "[constructor]fields" (func $fields (;1;) (type 1)))
    (import "wasi:http/types@0.3.0" "[method]fields.append" (func $fields-append (;2;) (type 2)))
    (import "wasi:http/types@0.3.0" "[method]fields.get" (func $fields-get (;3;) (type 3)))
    (import "wasi:http/types@0.3.0" "[method]fields.copy-all" (func $fields-entries (;4;) (type 4)))
    (import "wasi:http/types@0.3.0" "[method]request.get-method" (func $request-method (;5;) (type 4)))
    (import "wasi:http/types@0.3.0" "[method]request.get-path-with-query" (func $request-path (;6;) (type 4)))
    (import "wasi:http/types@0.3.0" "[method]request.get-authority" (func $request-authority (;7;) (type 4)))
    (import "wasi:http/types@0.3.0" "[method]request.get-headers" (func $request-headers (;8;) (type 5)))
    (import "wasi:http/types@0.3.0" "[resource-drop]request" (func $drop-request (;9;) (type 6)))
    (import "wasi:http/types@0.3.0" "[static]request.consume-body" (func $request-consume (;10;) (type 7)))
    (import "wasi:http/types@0.3.0" "[future-new-0][static]request.consume-body" (func $verdict-new (;11;) (type 8)))
    (import "wasi:http/types@0.3.0" "[async-lower][future-write-0][static]request.consume-body" (func $verdict-write (;12;) (type 9)))
    (import "wasi:http/types@0.3.0" "[future-drop-writable-0][static]request.consume-body" (func $verdict-drop (;13;) (type 6)))
    (import "wasi:http/types@0.3.0" "[async-lower][stream-read-1][static]request.consume-body" (func $stream-read (;14;) (type 10)))
    (import "wasi:http/types@0.3.0" "[stream-drop-readable-1][static]request.consume-body" (func $drop-input (;15;) (type 6)))
    (import "wasi:http/types@0.3.0" "[async-lower][future-read-2][static]request.consume-body" (func $trailers-read (;16;) (type 9)))
    (import "wasi:http/types@0.3.0" "[static]response.new" (func $response (;17;) (type 11)))
    (import "wasi:http/types@0.3.0" "[method]response.set-status-code" (func $response-status (;18;) (type 9)))
    (import "wasi:http/types@0.3.0" "[stream-new-0][static]response.new" (func $stream-new (;19;) (type 8)))
    (import "wasi:http/types@0.3.0" "[async-lower][stream-write-0][static]response.new" (func $stream-write (;20;) (type 10)))
    (import "wasi:http/types@0.3.0" "[stream-drop-writable-0][static]response.new" (func $close (;21;) (type 6)))
    (import "wasi:http/types@0.3.0" "[future-new-1][static]response.new" (func $trailers-new (;22;) (type 8)))
    (import "wasi:http/types@0.3.0" "[async-lower][future-write-1][static]response.new" (func $trailers-write (;23;) (type 9)))
    (import "wasi:http/types@0.3.0" "[future-drop-writable-1][static]response.new" (func $trailers-drop (;24;) (type 6)))
    (import "wasi:http/types@0.3.0" "[async-lower][future-read-2][static]response.new" (func $sent-read (;25;) (type 9)))
    (import "wasi:http/types@0.3.0" "[static]request.new" (func $request-new (;26;) (type 12)))
    (import "wasi:http/types@0.3.0" "[method]request.set-method" (func $outgoing-method (;27;) (type 13)))
    (import "wasi:http/types@0.3.0" "[method]request.set-scheme" (func $outgoing-scheme (;28;) (type 14)))
    (import "wasi:http/types@0.3.0" "[method]request.set-authority" (func $outgoing-authority (;29;) (type 13)))
    (import "wasi:http/types@0.3.0" "[method]request.set-path-with-query" (func $outgoing-path (;30;) (type 13)))
    (import "wasi:http/types@0.3.0" "[constructor]request-options" (func $options (;31;) (type 1)))
    (import "wasi:http/types@0.3.0" "[method]request-options.set-first-byte-timeout" (func $options-patience (;32;) (type 15)))
    (import "wasi:http/client@0.3.0" "[async-lower]send" (func $send-async (;33;) (type 9)))
    (import "wasi:http/types@0.3.0" "[method]response.get-status-code" (func $incoming-status (;34;) (type 5)))
    (import "wasi:http/types@0.3.0" "[method]response.get-headers" (func $incoming-headers (;35;) (type 5)))
    (import "wasi:http/types@0.3.0" "[static]response.consume-body" (func $response-consume (;36;) (type 7)))
    (import "wasi:clocks/monotonic-clock@0.3.0" "wait-for" (func $sleep (;37;) (type 16)))
    (import "wasi:cli/stdout@0.3.0" "write-via-stream" (func $stdout (;38;) (type 5)))
    (import "wasi:cli/stdout@0.3.0" "[async-lower][future-read-1]write-via-stream" (func $stdout-read (;39;) (type 9)))
    (import "$root" "[waitable-set-new]" (func $waitable-set-new (;40;) (type 1)))
    (import "$root" "[waitable-join]" (func $waitable-join (;41;) (type 4)))
    (import "$root" "[waitable-set-wait]" (func $waitable-set-wait (;42;) (type 9)))
    (import "$root" "[subtask-drop]" (func $subtask-drop (;43;) (type 6)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (global $set (;1;) (mut i32) i32.const 0)
    (global $body (;2;) (mut i32) i32.const 0)
    (global $trailing (;3;) (mut i32) i32.const 0)
    (global $arrived (;4;) (mut i32) i32.const 0)
    (global $ending (;5;) (mut i32) i32.const 0)
    (global $verdict (;6;) (mut i32) i32.const 0)
    (global $patience (;7;) (mut i32) i32.const 0)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func 44))
    (export "[async-lift]wasi:http/handler@0.3.0#handle" (func 64))
    (export "[callback][async-lift]wasi:http/handler@0.3.0#handle" (func 65))
    (func (;44;) (type 13) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32)
      global.get $heap
      local.get $align
      i32.const 1
      i32.sub
      i32.add
      i32.const 0
      local.get $align
      i32.sub
      i32.and
      local.set $at
      local.get $at
      local.get $size
      i32.add
      global.set $heap
      block $enough
        loop $more
          global.get $heap
          memory.size
          i32.const 65536
          i32.mul
          i32.le_u
          br_if $enough
          i32.const 1
          memory.grow
          i32.const -1
          i32.eq
          if ;; label = @3
            unreachable
          end
          br $more
        end
      end
      local.get $at
      local.get $old
      local.get $old-size
      memory.copy
      local.get $at
    )
    (func $settle (;45;) (type 9) (param $waitable i32) (param $answer i32) (result i32)
      local.get $answer
      i32.const -1
      i32.ne
      if ;; label = @1
        local.get $answer
        return
      end
      global.get $set
      i32.eqz
      if ;; label = @1
        call $waitable-set-new
        global.set $set
      end
      local.get $waitable
      global.get $set
      call $waitable-join
      global.get $set
      i32.const 104
      call $waitable-set-wait
      drop
      local.get $waitable
      i32.const 0
      call $waitable-join
      i32.const 108
      i32.load
    )
    (func $other (;46;) (type 17) (param $ends i64) (result i32)
      local.get $ends
      i64.const 32
      i64.shr_u
      i32.wrap_i64
    )
    (func $field (;47;) (type 11) (param $fields i32) (param $name i32) (param $name-size i32) (param $value i32) (param $value-size i32)
      local.get $fields
      local.get $name
      local.get $name-size
      local.get $value
      local.get $value-size
      i32.const 0
      call $fields-append
    )
    (func $made (;48;) (type 9) (param $status i32) (param $fields i32) (result i32)
      (local $stream i64) (local $trailers i64)
      call $stream-new
      local.set $stream
      call $trailers-new
      local.set $trailers
      local.get $fields
      i32.const 1
      local.get $stream
      i32.wrap_i64
      local.get $trailers
      i32.wrap_i64
      i32.const 0
      call $response
      local.get $stream
      call $other
      global.set $body
      local.get $trailers
      call $other
      global.set $trailing
      i32.const 4
      i32.load
      global.set $arrived
      i32.const 0
      i32.load
      local.get $status
      call $response-status
      drop
      i32.const 0
      i32.load
    )
    (func $return (;49;) (type 6) (param $response i32)
      i32.const 0
      local.get $response
      i32.const 0
      i64.const 0
      i32.const 0
      i32.const 0
      i32.const 0
      i32.const 0
      call $task-return
    )
    (func $answer (;50;) (type 4) (param $status i32) (param $fields i32)
      local.get $status
      local.get $fields
      call $made
      call $return
    )
    (func $write (;51;) (type 10) (param $stream i32) (param $at i32) (param $size i32) (result i32)
      (local $taken i32)
      loop $more
        local.get $size
        i32.eqz
        if ;; label = @2
          i32.const 0
          return
        end
        local.get $stream
        local.get $stream
        local.get $at
        local.get $size
        call $stream-write
        call $settle
        local.set $taken
        local.get $at
        local.get $taken
        i32.const 4
        i32.shr_u
        i32.add
        local.set $at
        local.get $size
        local.get $taken
        i32.const 4
        i32.shr_u
        i32.sub
        local.set $size
        local.get $taken
        i32.const 15
        i32.and
        i32.eqz
        br_if $more
      end
      local.get $size
      i32.const 0
      i32.ne
    )
    (func $trail (;52;) (type 4) (param $future i32) (param $trailers i32)
      i32.const 0
      i32.const 0
      i32.store8
      i32.const 8
      local.get $trailers
      i32.const 0
      i32.ne
      i32.store8
      i32.const 12
      local.get $trailers
      i32.store
      local.get $future
      local.get $future
      i32.const 0
      call $trailers-write
      call $settle
      drop
      local.get $future
      call $trailers-drop
    )
    (func $finish (;53;) (type 6) (param $trailers i32)
      global.get $body
      call $close
      global.get $trailing
      local.get $trailers
      call $trail
    )
    (func $reply (;54;) (type 7) (param $status i32) (param $at i32) (param $size i32)
      local.get $status
      call $fields
      call $answer
      global.get $body
      local.get $at
      local.get $size
      call $write
      drop
      i32.const 0
      call $finish
    )
    (func $print (;55;) (type 4) (param $at i32) (param $size i32)
      (local $ends i64) (local $done i32)
      call $stream-new
      local.set $ends
      local.get $ends
      i32.wrap_i64
      call $stdout
      local.set $done
      local.get $ends
      call $other
      local.get $at
      local.get $size
      call $write
      drop
      local.get $ends
      call $other
      call $close
      local.get $done
      local.get $done
      i32.const 0
      call $stdout-read
      call $settle
      drop
    )
    (func $incoming (;56;) (type 5) (param $request i32) (result i32)
      (local $verdict i64)
      call $verdict-new
      local.set $verdict
      local.get $verdict
      call $other
      global.set $verdict
      local.get $request
      local.get $verdict
      i32.wrap_i64
      i32.const 0
      call $request-consume
      i32.const 4
      i32.load
      global.set $ending
      i32.const 0
      i32.load
    )
    (func $of-response (;57;) (type 5) (param $response i32) (result i32)
      (local $verdict i64)
      call $verdict-new
      local.set $verdict
      local.get $verdict
      call $other
      global.set $verdict
      local.get $response
      local.get $verdict
      i32.wrap_i64
      i32.const 0
      call $response-consume
      i32.const 4
      i32.load
      global.set $ending
      i32.const 0
      i32.load
    )
    (func $read (;58;) (type 5) (param $stream i32) (result i32)
      local.get $stream
      local.get $stream
      i32.const 16384
      i32.const 32768
      call $stream-read
      call $settle
      i32.const 4
      i32.shr_u
    )
    (func $copy (;59;) (type 4) (param $from i32) (param $to i32)
      (local $size i32)
      block $done
        loop $more
          local.get $from
          call $read
          local.set $size
          local.get $size
          i32.eqz
          br_if $done
          local.get $to
          i32.const 16384
          local.get $size
          call $write
          br_if $done
          br $more
        end
      end
    )
    (func $trailers (;60;) (type 1) (result i32)
      (local $found i32)
      global.get $ending
      global.get $ending
      i32.const 0
      call $trailers-read
      call $settle
      drop
      i32.const 0
      i32.load8_u
      i32.eqz
      i32.const 8
      i32.load8_u
      i32.and
      if ;; label = @1
        i32.const 12
        i32.load
        local.set $found
      end
      i32.const 0
      i32.const 0
      i32.store8
      global.get $verdict
      global.get $verdict
      i32.const 0
      call $verdict-write
      call $settle
      drop
      global.get $verdict
      call $verdict-drop
      local.get $found
    )
    (func $ask (;61;) (type 14) (param $method i32) (param $host i32) (param $host-size i32) (param $path i32) (param $path-size i32) (result i32)
      (local $stream i64) (local $trailers i64) (local $request i32)
      call $stream-new
      local.set $stream
      call $trailers-new
      local.set $trailers
      call $fields
      i32.const 1
      local.get $stream
      i32.wrap_i64
      local.get $trailers
      i32.wrap_i64
      global.get $patience
      i32.const 0
      i32.ne
      global.get $patience
      i32.const 0
      call $request-new
      local.get $stream
      call $other
      global.set $body
      local.get $trailers
      call $other
      global.set $trailing
      i32.const 4
      i32.load
      global.set $arrived
      i32.const 0
      i32.load
      local.set $request
      local.get $request
      local.get $method
      i32.const 0
      i32.const 0
      call $outgoing-method
      drop
      local.get $request
      i32.const 1
      i32.const 0
      i32.const 0
      i32.const 0
      call $outgoing-scheme
      drop
      local.get $request
      i32.const 1
      local.get $host
      local.get $host-size
      call $outgoing-authority
      drop
      local.get $request
      i32.const 1
      local.get $path
      local.get $path-size
      call $outgoing-path
      drop
      local.get $request
    )
    (func $exchange (;62;) (type 10) (param $request i32) (param $at i32) (param $size i32) (result i32)
      (local $subtask i32)
      local.get $request
      i32.const 128
      call $send-async
      local.set $subtask
      global.get $body
      local.get $at
      local.get $size
      call $write
      drop
      i32.const 0
      call $finish
      local.get $subtask
      i32.const 15
      i32.and
      i32.const 2
      i32.ne
      if ;; label = @1
        local.get $subtask
        i32.const 4
        i32.shr_u
        local.set $subtask
        loop $wait
          local.get $subtask
          i32.const -1
          call $settle
          i32.const 2
          i32.ne
          br_if $wait
        end
        local.get $subtask
        call $subtask-drop
      end
      i32.const 0
      i32.const 136
      i32.load
      i32.const 128
      i32.load8_u
      select
    )
    (func $head (;63;) (type 1) (result i32)
      (local $fields i32)
      call $fields
      local.set $fields
      local.get $fields
      i32.const 264
      i32.const 12
      i32.const 276
      i32.const 10
      call $field
      local.get $fields
      i32.const 286
      i32.const 10
      i32.const 296
      i32.const 3
      call $field
      local.get $fields
      i32.const 286
      i32.const 10
      i32.const 299
      i32.const 3
      call $field
      local.get $fields
    )
    (func (;64;) (type 5) (param $request i32) (result i32)
      i32.const 256
      i32.const 6
      call $print
      i32.const 200
      call $head
      call $answer
      global.get $body
      i32.const 256
      i32.const 6
      call $write
      drop
      i32.const 0
      call $finish
      i32.const 0
    )
    (func (;65;) (type 10) (param i32 i32 i32) (result i32)
      unreachable
    )
    (data (;0;) (i32.const 256) "hello\0a")
    (data (;1;) (i32.const 264) "content-typetext/plainset-cookiea=1b=2")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func (param i32 i32 i32)))
    (type (;5;) (func (param i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32 i32 i32 i32 i32)))
    (type (;8;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;9;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;10;) (func (param i32 i32 i32 i32 i32) (result i32)))
    (type (;11;) (func (param i32 i32 i64 i32)))
    (type (;12;) (func (param i32 i32) (result i32)))
    (table (;0;) 25 25 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (func 3))
    (export "4" (func 4))
    (export "5" (func 5))
    (export "6" (func 6))
    (export "7" (func 7))
    (export "8" (func 8))
    (export "9" (func 9))
    (export "10" (func 10))
    (export "11" (func 11))
    (export "12" (func 12))
    (export "13" (func 13))
    (export "14" (func 14))
    (export "15" (func 15))
    (export "16" (func 16))
    (export "17" (func 17))
    (export "18" (func 18))
    (export "19" (func 19))
    (export "20" (func 20))
    (export "21" (func 21))
    (export "22" (func 22))
    (export "23" (func 23))
    (export "24" (func 24))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32 i32 i64 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      local.get 7
      i32.const 0
      call_indirect (type 0)
    )
    (func (;1;) (type 1) (param i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      i32.const 1
      call_indirect (type 1)
    )
    (func (;2;) (type 2) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 2
      call_indirect (type 2)
    )
    (func (;3;) (type 3) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 3
      call_indirect (type 3)
    )
    (func (;4;) (type 3) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 4
      call_indirect (type 3)
    )
    (func (;5;) (type 3) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 5
      call_indirect (type 3)
    )
    (func (;6;) (type 3) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 6
      call_indirect (type 3)
    )
    (func (;7;) (type 4) (param i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 7
      call_indirect (type 4)
    )
    (func (;8;) (type 5) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 8
      call_indirect (type 5)
    )
    (func (;9;) (type 6) (param i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 9
      call_indirect (type 6)
    )
    (func (;10;) (type 5) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 10
      call_indirect (type 5)
    )
    (func (;11;) (type 7) (param i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      i32.const 11
      call_indirect (type 7)
    )
    (func (;12;) (type 6) (param i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 12
      call_indirect (type 6)
    )
    (func (;13;) (type 5) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 13
      call_indirect (type 5)
    )
    (func (;14;) (type 5) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 14
      call_indirect (type 5)
    )
    (func (;15;) (type 8) (param i32 i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      i32.const 15
      call_indirect (type 8)
    )
    (func (;16;) (type 9) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 16
      call_indirect (type 9)
    )
    (func (;17;) (type 10) (param i32 i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      i32.const 17
      call_indirect (type 10)
    )
    (func (;18;) (type 9) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 18
      call_indirect (type 9)
    )
    (func (;19;) (type 9) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 19
      call_indirect (type 9)
    )
    (func (;20;) (type 11) (param i32 i32 i64 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 20
      call_indirect (type 11)
    )
    (func (;21;) (type 4) (param i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 21
      call_indirect (type 4)
    )
    (func (;22;) (type 12) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 22
      call_indirect (type 12)
    )
    (func (;23;) (type 5) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 23
      call_indirect (type 5)
    )
    (func (;24;) (type 5) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 24
      call_indirect (type 5)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func (param i32 i32 i32)))
    (type (;5;) (func (param i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32 i32 i32 i32 i32)))
    (type (;8;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;9;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;10;) (func (param i32 i32 i32 i32 i32) (result i32)))
    (type (;11;) (func (param i32 i32 i64 i32)))
    (type (;12;) (func (param i32 i32) (result i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 2)))
    (import "" "3" (func (;3;) (type 3)))
    (import "" "4" (func (;4;) (type 3)))
    (import "" "5" (func (;5;) (type 3)))
    (import "" "6" (func (;6;) (type 3)))
    (import "" "7" (func (;7;) (type 4)))
    (import "" "8" (func (;8;) (type 5)))
    (import "" "9" (func (;9;) (type 6)))
    (import "" "10" (func (;10;) (type 5)))
    (import "" "11" (func (;11;) (type 7)))
    (import "" "12" (func (;12;) (type 6)))
    (import "" "13" (func (;13;) (type 5)))
    (import "" "14" (func (;14;) (type 5)))
    (import "" "15" (func (;15;) (type 8)))
    (import "" "16" (func (;16;) (type 9)))
    (import "" "17" (func (;17;) (type 10)))
    (import "" "18" (func (;18;) (type 9)))
    (import "" "19" (func (;19;) (type 9)))
    (import "" "20" (func (;20;) (type 11)))
    (import "" "21" (func (;21;) (type 4)))
    (import "" "22" (func (;22;) (type 12)))
    (import "" "23" (func (;23;) (type 5)))
    (import "" "24" (func (;24;) (type 5)))
    (import "" "$imports" (table (;0;) 25 25 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (alias export $wasi:http/types@0.3.0 "request" (type $"#type12 request" (@name "request") (;12;)))
  (alias export $wasi:http/types@0.3.0 "response" (type $"#type13 response" (@name "response") (;13;)))
  (alias export $wasi:http/types@0.3.0 "error-code" (type $"#type14 error-code" (@name "error-code") (;14;)))
  (alias core export $wit-component-shim-instance "0" (core func $task-return-handle (;0;)))
  (core instance $"[export]wasi:http/handler@0.3.0" (;1;)
    (export "[task-return]handle" (func $task-return-handle))
  )
  (alias export $wasi:http/types@0.3.0 "[constructor]fields" (func $"[constructor]fields" (;0;)))
  (core func $"[constructor]fields" (;1;) (canon lower (func $"[constructor]fields")))
  (alias core export $wit-component-shim-instance "1" (core func $"indirect-wasi:http/types@0.3.0-[method]fields.append" (;2;)))
  (alias core export $wit-component-shim-instance "2" (core func $"indirect-wasi:http/types@0.3.0-[method]fields.get" (;3;)))
  (alias core export $wit-component-shim-instance "3" (core func $"indirect-wasi:http/types@0.3.0-[method]fields.copy-all" (;4;)))
  (alias core export $wit-component-shim-instance "4" (core func $"indirect-wasi:http/types@0.3.0-[method]request.get-method" (;5;)))
  (alias core export $wit-component-shim-instance "5" (core func $"indirect-wasi:http/types@0.3.0-[method]request.get-path-with-query" (;6;)))
  (alias core export $wit-component-shim-instance "6" (core func $"indirect-wasi:http/types@0.3.0-[method]request.get-authority" (;7;)))
  (alias export $wasi:http/types@0.3.0 "[method]request.get-headers" (func $"[method]request.get-headers" (;1;)))
  (core func $"[method]request.get-headers" (;8;) (canon lower (func $"[method]request.get-headers")))
  (alias export $wasi:http/types@0.3.0 "request" (type $"#type15 request" (@name "request") (;15;)))
  (core func $resource.drop (;9;) (canon resource.drop $"#type15 request"))
  (alias core export $wit-component-shim-instance "7" (core func $"indirect-wasi:http/types@0.3.0-[static]request.consume-body" (;10;)))
  (type (;16;) (result (error $"#type14 error-code")))
  (type (;17;) (future 16))
  (core func $future.new (;11;) (canon future.new 17))
  (alias core export $wit-component-shim-instance "8" (core func $"wasi:http/types@0.3.0-[future-write-0][static]request.consume-body" (;12;)))
  (core func $future.drop-writable (;13;) (canon future.drop-writable 17))
  (alias core export $wit-component-shim-instance "9" (core func $"wasi:http/types@0.3.0-[stream-read-1][static]request.consume-body" (;14;)))
  (type (;18;) (stream u8))
  (core func $stream.drop-readable (;15;) (canon stream.drop-readable 18))
  (alias core export $wit-component-shim-instance "10" (core func $"wasi:http/types@0.3.0-[future-read-2][static]request.consume-body" (;16;)))
  (alias core export $wit-component-shim-instance "11" (core func $"indirect-wasi:http/types@0.3.0-[static]response.new" (;17;)))
  (alias export $wasi:http/types@0.3.0 "[method]response.set-status-code" (func $"[method]response.set-status-code" (;2;)))
  (core func $"[method]response.set-status-code" (;18;) (canon lower (func $"[method]response.set-status-code")))
  (core func $stream.new (;19;) (canon stream.new 18))
  (alias core export $wit-component-shim-instance "12" (core func $"wasi:http/types@0.3.0-[stream-write-0][static]response.new" (;20;)))
  (core func $stream.drop-writable (;21;) (canon stream.drop-writable 18))
  (alias export $wasi:http/types@0.3.0 "trailers" (type $trailers (;19;)))
  (type (;20;) (own $trailers))
  (type (;21;) (option 20))
  (type (;22;) (result 21 (error $"#type14 error-code")))
  (type (;23;) (future 22))
  (core func $"#core-func22 future.new" (@name "future.new") (;22;) (canon future.new 23))
  (alias core export $wit-component-shim-instance "13" (core func $"wasi:http/types@0.3.0-[future-write-1][static]response.new" (;23;)))
  (core func $"#core-func24 future.drop-writable" (@name "future.drop-writable") (;24;) (canon future.drop-writable 23))
  (alias core export $wit-component-shim-instance "14" (core func $"wasi:http/types@0.3.0-[future-read-2][static]response.new" (;25;)))
  (alias core export $wit-component-shim-instance "15" (core func $"indirect-wasi:http/types@0.3.0-[static]request.new" (;26;)))
  (alias core export $wit-component-shim-instance "16" (core func $"indirect-wasi:http/types@0.3.0-[method]request.set-method" (;27;)))
  (alias core export $wit-component-shim-instance "17" (core func $"indirect-wasi:http/types@0.3.0-[method]request.set-scheme" (;28;)))
  (alias core export $wit-component-shim-instance "18" (core func $"indirect-wasi:http/types@0.3.0-[method]request.set-authority" (;29;)))
  (alias core export $wit-component-shim-instance "19" (core func $"indirect-wasi:http/types@0.3.0-[method]request.set-path-with-query" (;30;)))
  (alias export $wasi:http/types@0.3.0 "[constructor]request-options" (func $"[constructor]request-options" (;3;)))
  (core func $"[constructor]request-options" (;31;) (canon lower (func $"[constructor]request-options")))
  (alias core export $wit-component-shim-instance "20" (core func $"indirect-wasi:http/types@0.3.0-[method]request-options.set-first-byte-timeout" (;32;)))
  (alias export $wasi:http/types@0.3.0 "[method]response.get-status-code" (func $"[method]response.get-status-code" (;4;)))
  (core func $"[method]response.get-status-code" (;33;) (canon lower (func $"[method]response.get-status-code")))
  (alias export $wasi:http/types@0.3.0 "[method]response.get-headers" (func $"[method]response.get-headers" (;5;)))
  (core func $"[method]response.get-headers" (;34;) (canon lower (func $"[method]response.get-headers")))
  (alias core export $wit-component-shim-instance "21" (core func $"indirect-wasi:http/types@0.3.0-[static]response.consume-body" (;35;)))
  (core instance $wasi:http/types@0.3.0 (;2;)
    (export "[constructor]fields" (func $"[constructor]fields"))
    (export "[method]fields.append" (func $"indirect-wasi:http/types@0.3.0-[method]fields.append"))
    (export "[method]fields.get" (func $"indirect-wasi:http/types@0.3.0-[method]fields.get"))
    (export "[method]fields.copy-all" (func $"indirect-wasi:http/types@0.3.0-[method]fields.copy-all"))
    (export "[method]request.get-method" (func $"indirect-wasi:http/types@0.3.0-[method]request.get-method"))
    (export "[method]request.get-path-with-query" (func $"indirect-wasi:http/types@0.3.0-[method]request.get-path-with-query"))
    (export "[method]request.get-authority" (func $"indirect-wasi:http/types@0.3.0-[method]request.get-authority"))
    (export "[method]request.get-headers" (func $"[method]request.get-headers"))
    (export "[resource-drop]request" (func $resource.drop))
    (export "[static]request.consume-body" (func $"indirect-wasi:http/types@0.3.0-[static]request.consume-body"))
    (export "[future-new-0][static]request.consume-body" (func $future.new))
    (export "[async-lower][future-write-0][static]request.consume-body" (func $"wasi:http/types@0.3.0-[future-write-0][static]request.consume-body"))
    (export "[future-drop-writable-0][static]request.consume-body" (func $future.drop-writable))
    (export "[async-lower][stream-read-1][static]request.consume-body" (func $"wasi:http/types@0.3.0-[stream-read-1][static]request.consume-body"))
    (export "[stream-drop-readable-1][static]request.consume-body" (func $stream.drop-readable))
    (export "[async-lower][future-read-2][static]request.consume-body" (func $"wasi:http/types@0.3.0-[future-read-2][static]request.consume-body"))
    (export "[static]response.new" (func $"indirect-wasi:http/types@0.3.0-[static]response.new"))
    (export "[method]response.set-status-code" (func $"[method]response.set-status-code"))
    (export "[stream-new-0][static]response.new" (func $stream.new))
    (export "[async-lower][stream-write-0][static]response.new" (func $"wasi:http/types@0.3.0-[stream-write-0][static]response.new"))
    (export "[stream-drop-writable-0][static]response.new" (func $stream.drop-writable))
    (export "[future-new-1][static]response.new" (func $"#core-func22 future.new"))
    (export "[async-lower][future-write-1][static]response.new" (func $"wasi:http/types@0.3.0-[future-write-1][static]response.new"))
    (export "[future-drop-writable-1][static]response.new" (func $"#core-func24 future.drop-writable"))
    (export "[async-lower][future-read-2][static]response.new" (func $"wasi:http/types@0.3.0-[future-read-2][static]response.new"))
    (export "[static]request.new" (func $"indirect-wasi:http/types@0.3.0-[static]request.new"))
    (export "[method]request.set-method" (func $"indirect-wasi:http/types@0.3.0-[method]request.set-method"))
    (export "[method]request.set-scheme" (func $"indirect-wasi:http/types@0.3.0-[method]request.set-scheme"))
    (export "[method]request.set-authority" (func $"indirect-wasi:http/types@0.3.0-[method]request.set-authority"))
    (export "[method]request.set-path-with-query" (func $"indirect-wasi:http/types@0.3.0-[method]request.set-path-with-query"))
    (export "[constructor]request-options" (func $"[constructor]request-options"))
    (export "[method]request-options.set-first-byte-timeout" (func $"indirect-wasi:http/types@0.3.0-[method]request-options.set-first-byte-timeout"))
    (export "[method]response.get-status-code" (func $"[method]response.get-status-code"))
    (export "[method]response.get-headers" (func $"[method]response.get-headers"))
    (export "[static]response.consume-body" (func $"indirect-wasi:http/types@0.3.0-[static]response.consume-body"))
  )
  (alias core export $wit-component-shim-instance "22" (core func $"indirect-wasi:http/client@0.3.0-[async-lower]send" (;36;)))
  (core instance $wasi:http/client@0.3.0 (;3;)
    (export "[async-lower]send" (func $"indirect-wasi:http/client@0.3.0-[async-lower]send"))
  )
  (alias export $wasi:clocks/monotonic-clock@0.3.0 "wait-for" (func $wait-for (;6;)))
  (core func $wait-for (;37;) (canon lower (func $wait-for)))
  (core instance $wasi:clocks/monotonic-clock@0.3.0 (;4;)
    (export "wait-for" (func $wait-for))
  )
  (alias export $wasi:cli/stdout@0.3.0 "write-via-stream" (func $write-via-stream (;7;)))
  (core func $write-via-stream (;38;) (canon lower (func $write-via-stream)))
  (alias core export $wit-component-shim-instance "23" (core func $"wasi:cli/stdout@0.3.0-[future-read-1]write-via-stream" (;39;)))
  (core instance $wasi:cli/stdout@0.3.0 (;5;)
    (export "write-via-stream" (func $write-via-stream))
    (export "[async-lower][future-read-1]write-via-stream" (func $"wasi:cli/stdout@0.3.0-[future-read-1]write-via-stream"))
  )
  (core func $waitable-set.new (;40;) (canon waitable-set.new))
  (core func $waitable.join (;41;) (canon waitable.join))
  (alias core export $wit-component-shim-instance "24" (core func $waitable-set.wait (;42;)))
  (core func $subtask.drop (;43;) (canon subtask.drop))
  (core instance $$root (;6;)
    (export "[waitable-set-new]" (func $waitable-set.new))
    (export "[waitable-join]" (func $waitable.join))
    (export "[waitable-set-wait]" (func $waitable-set.wait))
    (export "[subtask-drop]" (func $subtask.drop))
  )
  (core instance $main (;7;) (instantiate $main
      (with "[export]wasi:http/handler@0.3.0" (instance $"[export]wasi:http/handler@0.3.0"))
      (with "wasi:http/types@0.3.0" (instance $wasi:http/types@0.3.0))
      (with "wasi:http/client@0.3.0" (instance $wasi:http/client@0.3.0))
      (with "wasi:clocks/monotonic-clock@0.3.0" (instance $wasi:clocks/monotonic-clock@0.3.0))
      (with "wasi:cli/stdout@0.3.0" (instance $wasi:cli/stdout@0.3.0))
      (with "$root" (instance $$root))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (type (;24;) (own $"#type13 response"))
  (type (;25;) (result 24 (error $"#type14 error-code")))
  (alias core export $main "cabi_realloc" (core func $realloc (;44;)))
  (core func $task.return (;45;) (canon task.return (result 25) (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]fields.append" (func $"[method]fields.append" (;8;)))
  (core func $"#core-func46 indirect-wasi:http/types@0.3.0-[method]fields.append" (@name "indirect-wasi:http/types@0.3.0-[method]fields.append") (;46;) (canon lower (func $"[method]fields.append") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]fields.get" (func $"[method]fields.get" (;9;)))
  (core func $"#core-func47 indirect-wasi:http/types@0.3.0-[method]fields.get" (@name "indirect-wasi:http/types@0.3.0-[method]fields.get") (;47;) (canon lower (func $"[method]fields.get") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]fields.copy-all" (func $"[method]fields.copy-all" (;10;)))
  (core func $"#core-func48 indirect-wasi:http/types@0.3.0-[method]fields.copy-all" (@name "indirect-wasi:http/types@0.3.0-[method]fields.copy-all") (;48;) (canon lower (func $"[method]fields.copy-all") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]request.get-method" (func $"[method]request.get-method" (;11;)))
  (core func $"#core-func49 indirect-wasi:http/types@0.3.0-[method]request.get-method" (@name "indirect-wasi:http/types@0.3.0-[method]request.get-method") (;49;) (canon lower (func $"[method]request.get-method") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]request.get-path-with-query" (func $"[method]request.get-path-with-query" (;12;)))
  (core func $"#core-func50 indirect-wasi:http/types@0.3.0-[method]request.get-path-with-query" (@name "indirect-wasi:http/types@0.3.0-[method]request.get-path-with-query") (;50;) (canon lower (func $"[method]request.get-path-with-query") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]request.get-authority" (func $"[method]request.get-authority" (;13;)))
  (core func $"#core-func51 indirect-wasi:http/types@0.3.0-[method]request.get-authority" (@name "indirect-wasi:http/types@0.3.0-[method]request.get-authority") (;51;) (canon lower (func $"[method]request.get-authority") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[static]request.consume-body" (func $"[static]request.consume-body" (;14;)))
  (core func $"#core-func52 indirect-wasi:http/types@0.3.0-[static]request.consume-body" (@name "indirect-wasi:http/types@0.3.0-[static]request.consume-body") (;52;) (canon lower (func $"[static]request.consume-body") (memory $memory)))
  (core func $future.write (;53;) (canon future.write 17 (memory $memory) string-encoding=utf8 async))
  (core func $stream.read (;54;) (canon stream.read 18 (memory $memory) async))
  (core func $future.read (;55;) (canon future.read 23 (memory $memory) (realloc $realloc) string-encoding=utf8 async))
  (alias export $wasi:http/types@0.3.0 "[static]response.new" (func $"[static]response.new" (;15;)))
  (core func $"#core-func56 indirect-wasi:http/types@0.3.0-[static]response.new" (@name "indirect-wasi:http/types@0.3.0-[static]response.new") (;56;) (canon lower (func $"[static]response.new") (memory $memory)))
  (core func $stream.write (;57;) (canon stream.write 18 (memory $memory) async))
  (core func $"#core-func58 future.write" (@name "future.write") (;58;) (canon future.write 23 (memory $memory) string-encoding=utf8 async))
  (core func $"#core-func59 future.read" (@name "future.read") (;59;) (canon future.read 17 (memory $memory) (realloc $realloc) string-encoding=utf8 async))
  (alias export $wasi:http/types@0.3.0 "[static]request.new" (func $"[static]request.new" (;16;)))
  (core func $"#core-func60 indirect-wasi:http/types@0.3.0-[static]request.new" (@name "indirect-wasi:http/types@0.3.0-[static]request.new") (;60;) (canon lower (func $"[static]request.new") (memory $memory)))
  (alias export $wasi:http/types@0.3.0 "[method]request.set-method" (func $"[method]request.set-method" (;17;)))
  (core func $"#core-func61 indirect-wasi:http/types@0.3.0-[method]request.set-method" (@name "indirect-wasi:http/types@0.3.0-[method]request.set-method") (;61;) (canon lower (func $"[method]request.set-method") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]request.set-scheme" (func $"[method]request.set-scheme" (;18;)))
  (core func $"#core-func62 indirect-wasi:http/types@0.3.0-[method]request.set-scheme" (@name "indirect-wasi:http/types@0.3.0-[method]request.set-scheme") (;62;) (canon lower (func $"[method]request.set-scheme") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]request.set-authority" (func $"[method]request.set-authority" (;19;)))
  (core func $"#core-func63 indirect-wasi:http/types@0.3.0-[method]request.set-authority" (@name "indirect-wasi:http/types@0.3.0-[method]request.set-authority") (;63;) (canon lower (func $"[method]request.set-authority") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]request.set-path-with-query" (func $"[method]request.set-path-with-query" (;20;)))
  (core func $"#core-func64 indirect-wasi:http/types@0.3.0-[method]request.set-path-with-query" (@name "indirect-wasi:http/types@0.3.0-[method]request.set-path-with-query") (;64;) (canon lower (func $"[method]request.set-path-with-query") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[method]request-options.set-first-byte-timeout" (func $"[method]request-options.set-first-byte-timeout" (;21;)))
  (core func $"#core-func65 indirect-wasi:http/types@0.3.0-[method]request-options.set-first-byte-timeout" (@name "indirect-wasi:http/types@0.3.0-[method]request-options.set-first-byte-timeout") (;65;) (canon lower (func $"[method]request-options.set-first-byte-timeout") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.3.0 "[static]response.consume-body" (func $"[static]response.consume-body" (;22;)))
  (core func $"#core-func66 indirect-wasi:http/types@0.3.0-[static]response.consume-body" (@name "indirect-wasi:http/types@0.3.0-[static]response.consume-body") (;66;) (canon lower (func $"[static]response.consume-body") (memory $memory)))
  (alias export $wasi:http/client@0.3.0 "send" (func $send (;23;)))
  (core func $"#core-func67 indirect-wasi:http/client@0.3.0-[async-lower]send" (@name "indirect-wasi:http/client@0.3.0-[async-lower]send") (;67;) (canon lower (func $send) (memory $memory) (realloc $realloc) string-encoding=utf8 async))
  (alias export $wasi:cli/stdout@0.3.0 "error-code" (type $"#type26 error-code" (@name "error-code") (;26;)))
  (type (;27;) (result (error $"#type26 error-code")))
  (type (;28;) (future 27))
  (core func $"#core-func68 future.read" (@name "future.read") (;68;) (canon future.read 28 (memory $memory) async))
  (core func $"#core-func69 waitable-set.wait" (@name "waitable-set.wait") (;69;) (canon waitable-set.wait (memory $memory)))
  (core instance $fixup-args (;8;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $task.return))
    (export "1" (func $"#core-func46 indirect-wasi:http/types@0.3.0-[method]fields.append"))
    (export "2" (func $"#core-func47 indirect-wasi:http/types@0.3.0-[method]fields.get"))
    (export "3" (func $"#core-func48 indirect-wasi:http/types@0.3.0-[method]fields.copy-all"))
    (export "4" (func $"#core-func49 indirect-wasi:http/types@0.3.0-[method]request.get-method"))
    (export "5" (func $"#core-func50 indirect-wasi:http/types@0.3.0-[method]request.get-path-with-query"))
    (export "6" (func $"#core-func51 indirect-wasi:http/types@0.3.0-[method]request.get-authority"))
    (export "7" (func $"#core-func52 indirect-wasi:http/types@0.3.0-[static]request.consume-body"))
    (export "8" (func $future.write))
    (export "9" (func $stream.read))
    (export "10" (func $future.read))
    (export "11" (func $"#core-func56 indirect-wasi:http/types@0.3.0-[static]response.new"))
    (export "12" (func $stream.write))
    (export "13" (func $"#core-func58 future.write"))
    (export "14" (func $"#core-func59 future.read"))
    (export "15" (func $"#core-func60 indirect-wasi:http/types@0.3.0-[static]request.new"))
    (export "16" (func $"#core-func61 indirect-wasi:http/types@0.3.0-[method]request.set-method"))
    (export "17" (func $"#core-func62 indirect-wasi:http/types@0.3.0-[method]request.set-scheme"))
    (export "18" (func $"#core-func63 indirect-wasi:http/types@0.3.0-[method]request.set-authority"))
    (export "19" (func $"#core-func64 indirect-wasi:http/types@0.3.0-[method]request.set-path-with-query"))
    (export "20" (func $"#core-func65 indirect-wasi:http/types@0.3.0-[method]request-options.set-first-byte-timeout"))
    (export "21" (func $"#core-func66 indirect-wasi:http/types@0.3.0-[static]response.consume-body"))
    (export "22" (func $"#core-func67 indirect-wasi:http/client@0.3.0-[async-lower]send"))
    (export "23" (func $"#core-func68 future.read"))
    (export "24" (func $"#core-func69 waitable-set.wait"))
  )
  (core instance $fixup (;9;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;29;) (own $"#type12 request"))
  (type (;30;) (func async (param "request" 29) (result 25)))
  (alias core export $main "[async-lift]wasi:http/handler@0.3.0#handle" (core func $"[async-lift]wasi:http/handler@0.3.0#handle" (;70;)))
  (alias core export $main "[callback][async-lift]wasi:http/handler@0.3.0#handle" (core func $"[callback][async-lift]wasi:http/handler@0.3.0#handle" (;71;)))
  (func $handle (;24;) (type 30) (canon lift (core func $"[async-lift]wasi:http/handler@0.3.0#handle") (memory $memory) string-encoding=utf8 async (callback $"[callback][async-lift]wasi:http/handler@0.3.0#handle")))
  (alias export $wasi:http/types@0.3.0 "DNS-error-payload" (type $DNS-error-payload (;31;)))
  (alias export $wasi:http/types@0.3.0 "TLS-alert-received-payload" (type $TLS-alert-received-payload (;32;)))
  (alias export $wasi:http/types@0.3.0 "field-size-payload" (type $field-size-payload (;33;)))
  (component $wasi:http/handler@0.3.0-shim-component (;0;)
    (import "import-type-request" (type (;0;) (sub resource)))
    (import "import-type-response" (type (;1;) (sub resource)))
    (type (;2;) (option string))
    (type (;3;) (option u16))
    (type (;4;) (record (field "rcode" 2) (field "info-code" 3)))
    (import "import-type-DNS-error-payload" (type (;5;) (eq 4)))
    (type (;6;) (option u8))
    (type (;7;) (record (field "alert-id" 6) (field "alert-message" 2)))
    (import "import-type-TLS-alert-received-payload" (type (;8;) (eq 7)))
    (type (;9;) (option u32))
    (type (;10;) (record (field "field-name" 2) (field "field-size" 9)))
    (import "import-type-field-size-payload" (type (;11;) (eq 10)))
    (type (;12;) (option u64))
    (type (;13;) (option 11))
    (type (;14;) (variant (case "DNS-timeout") (case "DNS-error" 5) (case "destination-not-found") (case "destination-unavailable") (case "destination-IP-prohibited") (case "destination-IP-unroutable") (case "connection-refused") (case "connection-terminated") (case "connection-timeout") (case "connection-read-timeout") (case "connection-write-timeout") (case "connection-limit-reached") (case "TLS-protocol-error") (case "TLS-certificate-error") (case "TLS-alert-received" 8) (case "HTTP-request-denied") (case "HTTP-request-length-required") (case "HTTP-request-body-size" 12) (case "HTTP-request-method-invalid") (case "HTTP-request-URI-invalid") (case "HTTP-request-URI-too-long") (case "HTTP-request-header-section-size" 9) (case "HTTP-request-header-size" 13) (case "HTTP-request-trailer-section-size" 9) (case "HTTP-request-trailer-size" 11) (case "HTTP-response-incomplete") (case "HTTP-response-header-section-size" 9) (case "HTTP-response-header-size" 11) (case "HTTP-response-body-size" 12) (case "HTTP-response-trailer-section-size" 9) (case "HTTP-response-trailer-size" 11) (case "HTTP-response-transfer-coding" 2) (case "HTTP-response-content-coding" 2) (case "HTTP-response-timeout") (case "HTTP-upgrade-failed") (case "HTTP-protocol-error") (case "loop-detected") (case "configuration-error") (case "internal-error" 2)))
    (import "import-type-error-code" (type (;15;) (eq 14)))
    (import "import-type-request0" (type (;16;) (eq 0)))
    (type (;17;) (own 16))
    (import "import-type-response0" (type (;18;) (eq 1)))
    (type (;19;) (own 18))
    (import "import-type-error-code0" (type (;20;) (eq 15)))
    (type (;21;) (result 19 (error 20)))
    (type (;22;) (func async (param "request" 17) (result 21)))
    (import "import-func-handle" (func (;0;) (type 22)))
    (export (;23;) "request" (type 0))
    (export (;24;) "response" (type 1))
    (export (;25;) "error-code" (type 15))
    (type (;26;) (own 23))
    (type (;27;) (own 24))
    (type (;28;) (result 27 (error 25)))
    (type (;29;) (func async (param "request" 26) (result 28)))
    (export (;1;) "handle" (func 0) (func (type 29)))
  )
  (instance $wasi:http/handler@0.3.0-shim-instance (;6;) (instantiate $wasi:http/handler@0.3.0-shim-component
      (with "import-func-handle" (func $handle))
      (with "import-type-request" (type $"#type12 request"))
      (with "import-type-response" (type $"#type13 response"))
      (with "import-type-DNS-error-payload" (type $DNS-error-payload))
      (with "import-type-TLS-alert-received-payload" (type $TLS-alert-received-payload))
      (with "import-type-field-size-payload" (type $field-size-payload))
      (with "import-type-error-code" (type $"#type14 error-code"))
      (with "import-type-request0" (type $"#type12 request"))
      (with "import-type-response0" (type $"#type13 response"))
      (with "import-type-error-code0" (type $"#type14 error-code"))
    )
  )
  (export $wasi:http/handler@0.3.0 (;7;) "wasi:http/handler@0.3.0" (instance $wasi:http/handler@0.3.0-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

