;; The guest of wit/languages.wit by hand: no compiler, no runtime, one page of data and a heap.
;; Made from wat.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (type $ty-wasi:io/error@0.2.12 (;0;)
    (instance
      (export (;0;) "error" (type (sub resource)))
    )
  )
  (import "wasi:io/error@0.2.12" (instance $wasi:io/error@0.2.12 (;0;) (type $ty-wasi:io/error@0.2.12)))
  (alias export $wasi:io/error@0.2.12 "error" (type $error (;1;)))
  (type $ty-wasi:io/streams@0.2.12 (;2;)
    (instance
      (export (;0;) "input-stream" (type (sub resource)))
      (export (;1;) "output-stream" (type (sub resource)))
      (alias outer 1 $error (type (;2;)))
      (export (;3;) "error" (type (eq 2)))
      (type (;4;) (own 3))
      (type (;5;) (variant (case "last-operation-failed" 4) (case "closed")))
      (export (;6;) "stream-error" (type (eq 5)))
      (type (;7;) (borrow 0))
      (type (;8;) (list u8))
      (type (;9;) (result 8 (error 6)))
      (type (;10;) (func (param "self" 7) (param "len" u64) (result 9)))
      (export (;0;) "[method]input-stream.blocking-read" (func (type 10)))
      (type (;11;) (borrow 1))
      (type (;12;) (result (error 6)))
      (type (;13;) (func (param "self" 11) (param "contents" 8) (result 12)))
      (export (;1;) "[method]output-stream.blocking-write-and-flush" (func (type 13)))
    )
  )
  (import "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12 (;1;) (type $ty-wasi:io/streams@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "input-stream" (type $input-stream (;3;)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $output-stream (;4;)))
  (type $ty-wasi:http/types@0.2.12 (;5;)
    (instance
      (export (;0;) "fields" (type (sub resource)))
      (type (;1;) string)
      (export (;2;) "field-key" (type (eq 1)))
      (export (;3;) "field-name" (type (eq 2)))
      (type (;4;) (list u8))
      (export (;5;) "field-value" (type (eq 4)))
      (type (;6;) (variant (case "invalid-syntax") (case "forbidden") (case "immutable")))
      (export (;7;) "header-error" (type (eq 6)))
      (export (;8;) "incoming-request" (type (sub resource)))
      (type (;9;) (variant (case "get") (case "head") (case "post") (case "put") (case "delete") (case "connect") (case "options") (case "trace") (case "patch") (case "other" string)))
      (export (;10;) "method" (type (eq 9)))
      (export (;11;) "incoming-body" (type (sub resource)))
      (alias outer 1 $input-stream (type (;12;)))
      (export (;13;) "input-stream" (type (eq 12)))
      (export (;14;) "future-trailers" (type (sub resource)))
      (export (;15;) "headers" (type (eq 0)))
      (export (;16;) "outgoing-response" (type (sub resource)))
      (type (;17;) u16)
      (export (;18;) "status-code" (type (eq 17)))
      (export (;19;) "outgoing-body" (type (sub resource)))
      (export (;20;) "response-outparam" (type (sub resource)))
      (type (;21;) (option string))
      (type (;22;) (option u16))
      (type (;23;) (record (field "rcode" 21) (field "info-code" 22)))
      (export (;24;) "DNS-error-payload" (type (eq 23)))
      (type (;25;) (option u8))
      (type (;26;) (record (field "alert-id" 25) (field "alert-message" 21)))
      (export (;27;) "TLS-alert-received-payload" (type (eq 26)))
      (type (;28;) (option u32))
      (type (;29;) (record (field "field-name" 21) (field "field-size" 28)))
      (export (;30;) "field-size-payload" (type (eq 29)))
      (type (;31;) (option u64))
      (type (;32;) (option 30))
      (type (;33;) (variant (case "DNS-timeout") (case "DNS-error" 24) (case "destination-not-found") (case "destination-unavailable") (case "destination-IP-prohibited") (case "destination-IP-unroutable") (case "connection-refused") (case "connection-terminated") (case "connection-timeout") (case "connection-read-timeout") (case "connection-write-timeout") (case "connection-limit-reached") (case "TLS-protocol-error") (case "TLS-certificate-error") (case "TLS-alert-received" 27) (case "HTTP-request-denied") (case "HTTP-request-length-required") (case "HTTP-request-body-size" 31) (case "HTTP-request-method-invalid") (case "HTTP-request-URI-invalid") (case "HTTP-request-URI-too-long") (case "HTTP-request-header-section-size" 28) (case "HTTP-request-header-size" 32) (case "HTTP-request-trailer-section-size" 28) (case "HTTP-request-trailer-size" 30) (case "HTTP-response-incomplete") (case "HTTP-response-header-section-size" 28) (case "HTTP-response-header-size" 30) (case "HTTP-response-body-size" 31) (case "HTTP-response-trailer-section-size" 28) (case "HTTP-response-trailer-size" 30) (case "HTTP-response-transfer-coding" 21) (case "HTTP-response-content-coding" 21) (case "HTTP-response-timeout") (case "HTTP-upgrade-failed") (case "HTTP-protocol-error") (case "loop-detected") (case "configuration-error") (case "internal-error" 21)))
      (export (;34;) "error-code" (type (eq 33)))
      (alias outer 1 $output-stream (type (;35;)))
      (export (;36;) "output-stream" (type (eq 35)))
      (export (;37;) "trailers" (type (eq 0)))
      (type (;38;) (own 0))
      (type (;39;) (func (result 38)))
      (export (;0;) "[constructor]fields" (func (type 39)))
      (type (;40;) (borrow 0))
      (type (;41;) (result (error 7)))
      (type (;42;) (func (param "self" 40) (param "name" 3) (param "value" 5) (result 41)))
      (export (;1;) "[method]fields.append" (func (type 42)))
      (type (;43;) (borrow 8))
      (type (;44;) (func (param "self" 43) (result 10)))
      (export (;2;) "[method]incoming-request.method" (func (type 44)))
      (type (;45;) (func (param "self" 43) (result 21)))
      (export (;3;) "[method]incoming-request.path-with-query" (func (type 45)))
      (type (;46;) (own 11))
      (type (;47;) (result 46))
      (type (;48;) (func (param "self" 43) (result 47)))
      (export (;4;) "[method]incoming-request.consume" (func (type 48)))
      (type (;49;) (own 20))
      (type (;50;) (own 16))
      (type (;51;) (result 50 (error 34)))
      (type (;52;) (func (param "param" 49) (param "response" 51)))
      (export (;5;) "[static]response-outparam.set" (func (type 52)))
      (type (;53;) (borrow 11))
      (type (;54;) (own 13))
      (type (;55;) (result 54))
      (type (;56;) (func (param "self" 53) (result 55)))
      (export (;6;) "[method]incoming-body.stream" (func (type 56)))
      (type (;57;) (own 14))
      (type (;58;) (func (param "this" 46) (result 57)))
      (export (;7;) "[static]incoming-body.finish" (func (type 58)))
      (type (;59;) (own 15))
      (type (;60;) (func (param "headers" 59) (result 50)))
      (export (;8;) "[constructor]outgoing-response" (func (type 60)))
      (type (;61;) (borrow 16))
      (type (;62;) (result))
      (type (;63;) (func (param "self" 61) (param "status-code" 18) (result 62)))
      (export (;9;) "[method]outgoing-response.set-status-code" (func (type 63)))
      (type (;64;) (own 19))
      (type (;65;) (result 64))
      (type (;66;) (func (param "self" 61) (result 65)))
      (export (;10;) "[method]outgoing-response.body" (func (type 66)))
      (type (;67;) (borrow 19))
      (type (;68;) (own 36))
      (type (;69;) (result 68))
      (type (;70;) (func (param "self" 67) (result 69)))
      (export (;11;) "[method]outgoing-body.write" (func (type 70)))
      (type (;71;) (own 37))
      (type (;72;) (option 71))
      (type (;73;) (result (error 34)))
      (type (;74;) (func (param "this" 64) (param "trailers" 72) (result 73)))
      (export (;12;) "[static]outgoing-body.finish" (func (type 74)))
    )
  )
  (import "wasi:http/types@0.2.12" (instance $wasi:http/types@0.2.12 (;2;) (type $ty-wasi:http/types@0.2.12)))
  (core module $main (;0;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32)))
    (type (;3;) (func (param i32)))
    (type (;4;) (func (param i32) (result i32)))
    (type (;5;) (func (param i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;7;) (func (param i32 i32 i32 i32)))
    (type (;8;) (func (param i32 i64 i32)))
    (type (;9;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;10;) (func))
    (type (;11;) (func (param i32 i32 i32) (result i32)))
    (type (;12;) (func (param i32 i32 i32)))
    (import "wasi:http/types@0.2.12" "[constructor]fields" (func $fields (;0;) (type 0)))
    (import "wasi:http/types@0.2.12" "[method]fields.append" (func $append (;1;) (type 1)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.method" (func $method (;2;) (type 2)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.path-with-query" (func $path (;3;) (type 2)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.consume" (func $consume (;4;) (type 2)))
    (import "wasi:http/types@0.2.12" "[resource-drop]incoming-request" (func $drop-request (;5;) (type 3)))
    (import "wasi:http/types@0.2.12" "[method]incoming-body.stream" (func $stream (;6;) (type 2)))
    (import "wasi:http/types@0.2.12" "[static]incoming-body.finish" (func $finish-incoming (;7;) (type 4)))
    (import "wasi:http/types@0.2.12" "[resource-drop]future-trailers" (func $drop-trailers (;8;) (type 3)))
    (import "wasi:http/types@0.2.12" "[constructor]outgoing-response" (func $response (;9;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-response.set-status-code" (func $set-status (;10;) (type 5)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-response.body" (func $body (;11;) (type 2)))
    (import "wasi:http/types@0.2.12" "[static]response-outparam.set" (func $set (;12;) (type 6)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func $write (;13;) (type 2)))
    (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish" (func $finish-outgoing (;14;) (type 7)))
    (import "wasi:io/streams@0.2.12" "[method]input-stream.blocking-read" (func $blocking-read (;15;) (type 8)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]input-stream" (func $drop-input (;16;) (type 3)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush" (func $blocking-write-and-flush (;17;) (type 7)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $drop-output (;18;) (type 3)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "wassay:languages/greeting@1.0.0#greet" (func 23))
    (export "cabi_post_wassay:languages/greeting@1.0.0#greet" (func 24))
    (export "wassay:languages/greeting@1.0.0#sum" (func 25))
    (export "wassay:languages/greeting@1.0.0#fold" (func 26))
    (export "cabi_post_wassay:languages/greeting@1.0.0#fold" (func 27))
    (export "wasi:http/incoming-handler@0.2.12#handle" (func 38))
    (func $cabi_realloc (;19;) (type 9) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $forget (;20;) (type 10)
      i32.const 65536
      global.set $heap
    )
    (func $put (;21;) (type 11) (param $at i32) (param $from i32) (param $length i32) (result i32)
      local.get $at
      local.get $from
      local.get $length
      memory.copy
      local.get $at
      local.get $length
      i32.add
    )
    (func $put-number (;22;) (type 5) (param $at i32) (param $number i32) (result i32)
      local.get $number
      i32.const 10
      i32.ge_u
      if ;; label = @1
        local.get $at
        local.get $number
        i32.const 10
        i32.div_u
        call $put-number
        local.set $at
      end
      local.get $at
      i32.const 48
      local.get $number
      i32.const 10
      i32.rem_u
      i32.add
      i32.store8
      local.get $at
      i32.const 1
      i32.add
    )
    (func (;23;) (type 9) (param $name i32) (param $length i32) (param $has-age i32) (param $age i32) (result i32)
      (local $start i32) (local $end i32)
      local.get $length
      i32.eqz
      if ;; label = @1
        i32.const 640
        i32.const 1
        i32.store
        i32.const 644
        i32.const 64
        i32.store
        i32.const 648
        i32.const 6
        i32.store
        i32.const 640
        return
      end
      i32.const 0
      i32.const 0
      i32.const 1
      local.get $length
      i32.const 32
      i32.add
      call $cabi_realloc
      local.set $start
      local.get $start
      i32.const 80
      i32.const 7
      call $put
      local.set $end
      local.get $end
      local.get $name
      local.get $length
      call $put
      local.set $end
      local.get $has-age
      if ;; label = @1
        local.get $end
        i32.const 96
        i32.const 7
        call $put
        local.set $end
        local.get $end
        local.get $age
        call $put-number
        local.set $end
      end
      local.get $end
      i32.const 33
      i32.store8
      i32.const 640
      i32.const 0
      i32.store
      i32.const 644
      local.get $start
      i32.store
      i32.const 648
      local.get $end
      i32.const 1
      i32.add
      local.get $start
      i32.sub
      i32.store
      i32.const 640
    )
    (func (;24;) (type 3) (param i32)
      call $forget
    )
    (func (;25;) (type 5) (param $at i32) (param $count i32) (result i32)
      (local $value i64) (local $low i64) (local $high i64)
      block $done
        loop $more
          local.get $count
          i32.eqz
          br_if $done
          local.get $at
          i64.load
          local.set $value
          local.get $low
          local.get $value
          i64.add
          local.set $low
          local.get $high
          local.get $value
          i64.const 63
          i64.shr_s
          i64.add
          local.get $low
          local.get $value
          i64.lt_u
          i64.extend_i32_u
          i64.add
          local.set $high
          local.get $at
          i32.const 8
          i32.add
          local.set $at
          local.get $count
          i32.const 1
          i32.sub
          local.set $count
          br $more
        end
      end
      i32.const 640
      local.get $high
      local.get $low
      i64.const 63
      i64.shr_s
      i64.eq
      i32.store
      i32.const 648
      local.get $low
      i64.store
      call $forget
      i32.const 640
    )
    (func (;26;) (type 5) (param $text i32) (param $length i32) (result i32)
      (local $to i32) (local $end i32) (local $next i32)
      i32.const 0
      i32.const 0
      i32.const 1
      local.get $length
      call $cabi_realloc
      local.set $to
      i32.const 640
      local.get $to
      i32.store
      i32.const 644
      local.get $length
      i32.store
      local.get $to
      local.get $length
      i32.add
      local.set $to
      local.get $text
      local.get $length
      i32.add
      local.set $end
      block $done
        loop $more
          local.get $text
          local.get $end
          i32.eq
          br_if $done
          local.get $text
          i32.const 1
          i32.add
          local.set $next
          block $whole
            loop $byte
              local.get $next
              local.get $end
              i32.eq
              br_if $whole
              local.get $next
              i32.load8_u
              i32.const 192
              i32.and
              i32.const 128
              i32.ne
              br_if $whole
              local.get $next
              i32.const 1
              i32.add
              local.set $next
              br $byte
            end
          end
          local.get $to
          local.get $next
          local.get $text
          i32.sub
          i32.sub
          local.set $to
          local.get $to
          local.get $text
          local.get $next
          local.get $text
          i32.sub
          memory.copy
          local.get $next
          local.set $text
          br $more
        end
      end
      i32.const 640
    )
    (func (;27;) (type 3) (param i32)
      call $forget
    )
    (func $must (;28;) (type 10)
      i32.const 512
      i32.load8_u
      if ;; label = @1
        unreachable
      end
    )
    (func $value (;29;) (type 0) (result i32)
      call $must
      i32.const 516
      i32.load
    )
    (func $head (;30;) (type 11) (param $out i32) (param $status i32) (param $length i32) (result i32)
      (local $headers i32) (local $response i32) (local $body i32)
      call $fields
      local.set $headers
      local.get $headers
      i32.const 112
      i32.const 12
      i32.const 124
      i32.const 10
      i32.const 512
      call $append
      call $must
      local.get $length
      i32.const 0
      i32.ge_s
      if ;; label = @1
        local.get $headers
        i32.const 208
        i32.const 14
        i32.const 640
        i32.const 640
        local.get $length
        call $put-number
        i32.const 640
        i32.sub
        i32.const 512
        call $append
        call $must
      end
      local.get $headers
      call $response
      local.set $response
      local.get $response
      local.get $status
      call $set-status
      drop
      local.get $response
      i32.const 512
      call $body
      call $value
      local.set $body
      local.get $out
      i32.const 0
      local.get $response
      i32.const 0
      i64.const 0
      i32.const 0
      i32.const 0
      i32.const 0
      i32.const 0
      call $set
      local.get $body
    )
    (func $output (;31;) (type 4) (param $body i32) (result i32)
      local.get $body
      i32.const 512
      call $write
      call $value
    )
    (func $send (;32;) (type 12) (param $output i32) (param $at i32) (param $length i32)
      local.get $output
      local.get $at
      local.get $length
      i32.const 512
      call $blocking-write-and-flush
      call $must
    )
    (func $finish (;33;) (type 3) (param $body i32)
      local.get $body
      i32.const 0
      i32.const 0
      i32.const 512
      call $finish-outgoing
      call $must
    )
    (func $answer (;34;) (type 7) (param $out i32) (param $status i32) (param $text i32) (param $length i32)
      (local $body i32) (local $output i32)
      local.get $out
      local.get $status
      local.get $length
      call $head
      local.set $body
      local.get $length
      if ;; label = @1
        local.get $body
        call $output
        local.set $output
        local.get $output
        local.get $text
        local.get $length
        call $send
        local.get $output
        call $drop-output
      end
      local.get $body
      call $finish
    )
    (func $echo (;35;) (type 2) (param $request i32) (param $out i32)
      (local $incoming i32) (local $input i32) (local $body i32) (local $output i32) (local $heap i32)
      local.get $request
      i32.const 512
      call $consume
      call $value
      local.set $incoming
      local.get $incoming
      i32.const 512
      call $stream
      call $value
      local.set $input
      local.get $out
      i32.const 200
      i32.const -1
      call $head
      local.set $body
      local.get $body
      call $output
      local.set $output
      global.get $heap
      local.set $heap
      block $end
        loop $more
          local.get $input
          i64.const 4096
          i32.const 512
          call $blocking-read
          i32.const 512
          i32.load8_u
          br_if $end
          local.get $output
          i32.const 516
          i32.load
          i32.const 520
          i32.load
          call $send
          local.get $heap
          global.set $heap
          br $more
        end
      end
      i32.const 516
      i32.load8_u
      i32.const 1
      i32.ne
      if ;; label = @1
        unreachable
      end
      local.get $input
      call $drop-input
      local.get $incoming
      call $finish-incoming
      call $drop-trailers
      local.get $output
      call $drop-output
      local.get $body
      call $finish
    )
    (func $is-root (;36;) (type 4) (param $request i32) (result i32)
      (local $at i32) (local $length i32)
      local.get $request
      i32.const 512
      call $path
      i32.const 516
      i32.load
      local.set $at
      i32.const 520
      i32.load
      local.set $length
      i32.const 512
      i32.load8_u
      i32.eqz
      if ;; label = @1
        i32.const 0
        return
      end
      local.get $length
      i32.eqz
      if ;; label = @1
        i32.const 0
        return
      end
      local.get $at
      i32.load8_u
      i32.const 47
      i32.ne
      if ;; label = @1
        i32.const 0
        return
      end
      local.get $length
      i32.const 1
      i32.eq
      if ;; label = @1
        i32.const 1
        return
      end
      local.get $at
      i32.load8_u offset=1
      i32.const 63
      i32.eq
    )
    (func $route (;37;) (type 2) (param $request i32) (param $out i32)
      (local $method i32)
      local.get $request
      call $is-root
      i32.eqz
      if ;; label = @1
        local.get $out
        i32.const 404
        i32.const 160
        i32.const 10
        call $answer
        return
      end
      local.get $request
      i32.const 512
      call $method
      i32.const 512
      i32.load8_u
      local.set $method
      local.get $method
      i32.eqz
      if ;; label = @1
        local.get $out
        i32.const 200
        i32.const 144
        i32.const 15
        call $answer
        return
      end
      local.get $method
      i32.const 2
      i32.eq
      if ;; label = @1
        local.get $request
        local.get $out
        call $echo
        return
      end
      local.get $out
      i32.const 405
      i32.const 0
      i32.const 0
      call $answer
    )
    (func (;38;) (type 2) (param $request i32) (param $out i32)
      local.get $request
      local.get $out
      call $route
      local.get $request
      call $drop-request
      call $forget
    )
    (data (;0;) (i32.const 64) "nobody")
    (data (;1;) (i32.const 80) "Hello, ")
    (data (;2;) (i32.const 96) ", aged ")
    (data (;3;) (i32.const 112) "content-typetext/plain")
    (data (;4;) (i32.const 208) "content-length")
    (data (;5;) (i32.const 144) "hello from WAT\0a")
    (data (;6;) (i32.const 160) "not found\0a")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i64 i32)))
    (type (;5;) (func (param i32 i32 i32 i32)))
    (table (;0;) 11 11 funcref)
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
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      i32.const 0
      call_indirect (type 0)
    )
    (func (;1;) (type 1) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 1
      call_indirect (type 1)
    )
    (func (;2;) (type 1) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 2
      call_indirect (type 1)
    )
    (func (;3;) (type 1) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 3
      call_indirect (type 1)
    )
    (func (;4;) (type 1) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 4
      call_indirect (type 1)
    )
    (func (;5;) (type 1) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 5
      call_indirect (type 1)
    )
    (func (;6;) (type 2) (param i32 i32 i32 i32 i64 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      local.get 7
      local.get 8
      i32.const 6
      call_indirect (type 2)
    )
    (func (;7;) (type 1) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 7
      call_indirect (type 1)
    )
    (func (;8;) (type 3) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 8
      call_indirect (type 3)
    )
    (func (;9;) (type 4) (param i32 i64 i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 9
      call_indirect (type 4)
    )
    (func (;10;) (type 5) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 10
      call_indirect (type 5)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i64 i32)))
    (type (;5;) (func (param i32 i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 1)))
    (import "" "3" (func (;3;) (type 1)))
    (import "" "4" (func (;4;) (type 1)))
    (import "" "5" (func (;5;) (type 1)))
    (import "" "6" (func (;6;) (type 2)))
    (import "" "7" (func (;7;) (type 1)))
    (import "" "8" (func (;8;) (type 3)))
    (import "" "9" (func (;9;) (type 4)))
    (import "" "10" (func (;10;) (type 5)))
    (import "" "$imports" (table (;0;) 11 11 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4 5 6 7 8 9 10)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (type (;6;) (option u32))
  (type (;7;) (record (field "name" string) (field "age" 6)))
  (alias export $wasi:http/types@0.2.12 "incoming-request" (type $incoming-request (;8;)))
  (alias export $wasi:http/types@0.2.12 "response-outparam" (type $response-outparam (;9;)))
  (alias export $wasi:http/types@0.2.12 "[constructor]fields" (func $"[constructor]fields" (;0;)))
  (core func $"[constructor]fields" (;0;) (canon lower (func $"[constructor]fields")))
  (alias core export $wit-component-shim-instance "0" (core func $"indirect-wasi:http/types@0.2.12-[method]fields.append" (;1;)))
  (alias core export $wit-component-shim-instance "1" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.method" (;2;)))
  (alias core export $wit-component-shim-instance "2" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query" (;3;)))
  (alias core export $wit-component-shim-instance "3" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.consume" (;4;)))
  (alias export $wasi:http/types@0.2.12 "incoming-request" (type $"#type10 incoming-request" (@name "incoming-request") (;10;)))
  (core func $resource.drop (;5;) (canon resource.drop $"#type10 incoming-request"))
  (alias core export $wit-component-shim-instance "4" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-body.stream" (;6;)))
  (alias export $wasi:http/types@0.2.12 "[static]incoming-body.finish" (func $"[static]incoming-body.finish" (;1;)))
  (core func $"[static]incoming-body.finish" (;7;) (canon lower (func $"[static]incoming-body.finish")))
  (alias export $wasi:http/types@0.2.12 "future-trailers" (type $future-trailers (;11;)))
  (core func $"#core-func8 resource.drop" (@name "resource.drop") (;8;) (canon resource.drop $future-trailers))
  (alias export $wasi:http/types@0.2.12 "[constructor]outgoing-response" (func $"[constructor]outgoing-response" (;2;)))
  (core func $"[constructor]outgoing-response" (;9;) (canon lower (func $"[constructor]outgoing-response")))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-response.set-status-code" (func $"[method]outgoing-response.set-status-code" (;3;)))
  (core func $"[method]outgoing-response.set-status-code" (;10;) (canon lower (func $"[method]outgoing-response.set-status-code")))
  (alias core export $wit-component-shim-instance "5" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-response.body" (;11;)))
  (alias core export $wit-component-shim-instance "6" (core func $"indirect-wasi:http/types@0.2.12-[static]response-outparam.set" (;12;)))
  (alias core export $wit-component-shim-instance "7" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-body.write" (;13;)))
  (alias core export $wit-component-shim-instance "8" (core func $"indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish" (;14;)))
  (core instance $wasi:http/types@0.2.12 (;1;)
    (export "[constructor]fields" (func $"[constructor]fields"))
    (export "[method]fields.append" (func $"indirect-wasi:http/types@0.2.12-[method]fields.append"))
    (export "[method]incoming-request.method" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.method"))
    (export "[method]incoming-request.path-with-query" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query"))
    (export "[method]incoming-request.consume" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.consume"))
    (export "[resource-drop]incoming-request" (func $resource.drop))
    (export "[method]incoming-body.stream" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-body.stream"))
    (export "[static]incoming-body.finish" (func $"[static]incoming-body.finish"))
    (export "[resource-drop]future-trailers" (func $"#core-func8 resource.drop"))
    (export "[constructor]outgoing-response" (func $"[constructor]outgoing-response"))
    (export "[method]outgoing-response.set-status-code" (func $"[method]outgoing-response.set-status-code"))
    (export "[method]outgoing-response.body" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-response.body"))
    (export "[static]response-outparam.set" (func $"indirect-wasi:http/types@0.2.12-[static]response-outparam.set"))
    (export "[method]outgoing-body.write" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-body.write"))
    (export "[static]outgoing-body.finish" (func $"indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish"))
  )
  (alias core export $wit-component-shim-instance "9" (core func $"indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read" (;15;)))
  (alias export $wasi:io/streams@0.2.12 "input-stream" (type $"#type12 input-stream" (@name "input-stream") (;12;)))
  (core func $"#core-func16 resource.drop" (@name "resource.drop") (;16;) (canon resource.drop $"#type12 input-stream"))
  (alias core export $wit-component-shim-instance "10" (core func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (;17;)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type13 output-stream" (@name "output-stream") (;13;)))
  (core func $"#core-func18 resource.drop" (@name "resource.drop") (;18;) (canon resource.drop $"#type13 output-stream"))
  (core instance $wasi:io/streams@0.2.12 (;2;)
    (export "[method]input-stream.blocking-read" (func $"indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read"))
    (export "[resource-drop]input-stream" (func $"#core-func16 resource.drop"))
    (export "[method]output-stream.blocking-write-and-flush" (func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "[resource-drop]output-stream" (func $"#core-func18 resource.drop"))
  )
  (core instance $main (;3;) (instantiate $main
      (with "wasi:http/types@0.2.12" (instance $wasi:http/types@0.2.12))
      (with "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias export $wasi:http/types@0.2.12 "[method]fields.append" (func $"[method]fields.append" (;4;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;19;)))
  (core func $"#core-func20 indirect-wasi:http/types@0.2.12-[method]fields.append" (@name "indirect-wasi:http/types@0.2.12-[method]fields.append") (;20;) (canon lower (func $"[method]fields.append") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.method" (func $"[method]incoming-request.method" (;5;)))
  (core func $"#core-func21 indirect-wasi:http/types@0.2.12-[method]incoming-request.method" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.method") (;21;) (canon lower (func $"[method]incoming-request.method") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.path-with-query" (func $"[method]incoming-request.path-with-query" (;6;)))
  (core func $"#core-func22 indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query") (;22;) (canon lower (func $"[method]incoming-request.path-with-query") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.consume" (func $"[method]incoming-request.consume" (;7;)))
  (core func $"#core-func23 indirect-wasi:http/types@0.2.12-[method]incoming-request.consume" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.consume") (;23;) (canon lower (func $"[method]incoming-request.consume") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-body.stream" (func $"[method]incoming-body.stream" (;8;)))
  (core func $"#core-func24 indirect-wasi:http/types@0.2.12-[method]incoming-body.stream" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-body.stream") (;24;) (canon lower (func $"[method]incoming-body.stream") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-response.body" (func $"[method]outgoing-response.body" (;9;)))
  (core func $"#core-func25 indirect-wasi:http/types@0.2.12-[method]outgoing-response.body" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-response.body") (;25;) (canon lower (func $"[method]outgoing-response.body") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[static]response-outparam.set" (func $"[static]response-outparam.set" (;10;)))
  (core func $"#core-func26 indirect-wasi:http/types@0.2.12-[static]response-outparam.set" (@name "indirect-wasi:http/types@0.2.12-[static]response-outparam.set") (;26;) (canon lower (func $"[static]response-outparam.set") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-body.write" (func $"[method]outgoing-body.write" (;11;)))
  (core func $"#core-func27 indirect-wasi:http/types@0.2.12-[method]outgoing-body.write" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-body.write") (;27;) (canon lower (func $"[method]outgoing-body.write") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[static]outgoing-body.finish" (func $"[static]outgoing-body.finish" (;12;)))
  (core func $"#core-func28 indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish" (@name "indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish") (;28;) (canon lower (func $"[static]outgoing-body.finish") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:io/streams@0.2.12 "[method]input-stream.blocking-read" (func $"[method]input-stream.blocking-read" (;13;)))
  (core func $"#core-func29 indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read" (@name "indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read") (;29;) (canon lower (func $"[method]input-stream.blocking-read") (memory $memory) (realloc $realloc)))
  (alias export $wasi:io/streams@0.2.12 "[method]output-stream.blocking-write-and-flush" (func $"[method]output-stream.blocking-write-and-flush" (;14;)))
  (core func $"#core-func30 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (@name "indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush") (;30;) (canon lower (func $"[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (core instance $fixup-args (;4;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func20 indirect-wasi:http/types@0.2.12-[method]fields.append"))
    (export "1" (func $"#core-func21 indirect-wasi:http/types@0.2.12-[method]incoming-request.method"))
    (export "2" (func $"#core-func22 indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query"))
    (export "3" (func $"#core-func23 indirect-wasi:http/types@0.2.12-[method]incoming-request.consume"))
    (export "4" (func $"#core-func24 indirect-wasi:http/types@0.2.12-[method]incoming-body.stream"))
    (export "5" (func $"#core-func25 indirect-wasi:http/types@0.2.12-[method]outgoing-response.body"))
    (export "6" (func $"#core-func26 indirect-wasi:http/types@0.2.12-[static]response-outparam.set"))
    (export "7" (func $"#core-func27 indirect-wasi:http/types@0.2.12-[method]outgoing-body.write"))
    (export "8" (func $"#core-func28 indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish"))
    (export "9" (func $"#core-func29 indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read"))
    (export "10" (func $"#core-func30 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
  )
  (core instance $fixup (;5;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;14;) (result string (error string)))
  (type (;15;) (func (param "who" 7) (result 14)))
  (alias core export $main "wassay:languages/greeting@1.0.0#greet" (core func $wassay:languages/greeting@1.0.0#greet (;31;)))
  (alias core export $main "cabi_post_wassay:languages/greeting@1.0.0#greet" (core func $cabi_post_wassay:languages/greeting@1.0.0#greet (;32;)))
  (func $greet (;15;) (type 15) (canon lift (core func $wassay:languages/greeting@1.0.0#greet) (memory $memory) (realloc $realloc) string-encoding=utf8 (post-return $cabi_post_wassay:languages/greeting@1.0.0#greet)))
  (type (;16;) (list s64))
  (type (;17;) (option s64))
  (type (;18;) (func (param "values" 16) (result 17)))
  (alias core export $main "wassay:languages/greeting@1.0.0#sum" (core func $wassay:languages/greeting@1.0.0#sum (;33;)))
  (func $sum (;16;) (type 18) (canon lift (core func $wassay:languages/greeting@1.0.0#sum) (memory $memory) (realloc $realloc)))
  (type (;19;) (func (param "text" string) (result string)))
  (alias core export $main "wassay:languages/greeting@1.0.0#fold" (core func $wassay:languages/greeting@1.0.0#fold (;34;)))
  (alias core export $main "cabi_post_wassay:languages/greeting@1.0.0#fold" (core func $cabi_post_wassay:languages/greeting@1.0.0#fold (;35;)))
  (func $fold (;17;) (type 19) (canon lift (core func $wassay:languages/greeting@1.0.0#fold) (memory $memory) (realloc $realloc) string-encoding=utf8 (post-return $cabi_post_wassay:languages/greeting@1.0.0#fold)))
  (component $wassay:languages/greeting@1.0.0-shim-component (;0;)
    (type (;0;) (option u32))
    (type (;1;) (record (field "name" string) (field "age" 0)))
    (import "import-type-person" (type (;2;) (eq 1)))
    (type (;3;) (result string (error string)))
    (type (;4;) (func (param "who" 2) (result 3)))
    (import "import-func-greet" (func (;0;) (type 4)))
    (type (;5;) (list s64))
    (type (;6;) (option s64))
    (type (;7;) (func (param "values" 5) (result 6)))
    (import "import-func-sum" (func (;1;) (type 7)))
    (type (;8;) (func (param "text" string) (result string)))
    (import "import-func-fold" (func (;2;) (type 8)))
    (type (;9;) (option u32))
    (type (;10;) (record (field "name" string) (field "age" 9)))
    (export (;11;) "person" (type 10))
    (type (;12;) (result string (error string)))
    (type (;13;) (func (param "who" 11) (result 12)))
    (export (;3;) "greet" (func 0) (func (type 13)))
    (type (;14;) (list s64))
    (type (;15;) (option s64))
    (type (;16;) (func (param "values" 14) (result 15)))
    (export (;4;) "sum" (func 1) (func (type 16)))
    (type (;17;) (func (param "text" string) (result string)))
    (export (;5;) "fold" (func 2) (func (type 17)))
  )
  (instance $wassay:languages/greeting@1.0.0-shim-instance (;3;) (instantiate $wassay:languages/greeting@1.0.0-shim-component
      (with "import-func-greet" (func $greet))
      (with "import-func-sum" (func $sum))
      (with "import-func-fold" (func $fold))
      (with "import-type-person" (type 7))
    )
  )
  (export $wassay:languages/greeting@1.0.0 (;4;) "wassay:languages/greeting@1.0.0" (instance $wassay:languages/greeting@1.0.0-shim-instance))
  (type (;20;) (own $incoming-request))
  (type (;21;) (own $response-outparam))
  (type (;22;) (func (param "request" 20) (param "response-out" 21)))
  (alias core export $main "wasi:http/incoming-handler@0.2.12#handle" (core func $wasi:http/incoming-handler@0.2.12#handle (;36;)))
  (func $handle (;18;) (type 22) (canon lift (core func $wasi:http/incoming-handler@0.2.12#handle)))
  (component $wasi:http/incoming-handler@0.2.12-shim-component (;1;)
    (import "import-type-incoming-request" (type (;0;) (sub resource)))
    (import "import-type-response-outparam" (type (;1;) (sub resource)))
    (import "import-type-incoming-request0" (type (;2;) (eq 0)))
    (type (;3;) (own 2))
    (import "import-type-response-outparam0" (type (;4;) (eq 1)))
    (type (;5;) (own 4))
    (type (;6;) (func (param "request" 3) (param "response-out" 5)))
    (import "import-func-handle" (func (;0;) (type 6)))
    (export (;7;) "incoming-request" (type 0))
    (export (;8;) "response-outparam" (type 1))
    (type (;9;) (own 7))
    (type (;10;) (own 8))
    (type (;11;) (func (param "request" 9) (param "response-out" 10)))
    (export (;1;) "handle" (func 0) (func (type 11)))
  )
  (instance $wasi:http/incoming-handler@0.2.12-shim-instance (;5;) (instantiate $wasi:http/incoming-handler@0.2.12-shim-component
      (with "import-func-handle" (func $handle))
      (with "import-type-incoming-request" (type $incoming-request))
      (with "import-type-response-outparam" (type $response-outparam))
      (with "import-type-incoming-request0" (type $incoming-request))
      (with "import-type-response-outparam0" (type $response-outparam))
    )
  )
  (export $wasi:http/incoming-handler@0.2.12 (;6;) "wasi:http/incoming-handler@0.2.12" (instance $wasi:http/incoming-handler@0.2.12-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

