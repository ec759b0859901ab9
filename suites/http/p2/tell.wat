;; Answers what it was asked: method, path and authority, then every field, each on a line.
;; Made from tell.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (type $ty-wasi:io/poll@0.2.12 (;0;)
    (instance
      (export (;0;) "pollable" (type (sub resource)))
      (type (;1;) (borrow 0))
      (type (;2;) (func (param "self" 1)))
      (export (;0;) "[method]pollable.block" (func (type 2)))
    )
  )
  (import "wasi:io/poll@0.2.12" (instance $wasi:io/poll@0.2.12 (;0;) (type $ty-wasi:io/poll@0.2.12)))
  (alias export $wasi:io/poll@0.2.12 "pollable" (type $pollable (;1;)))
  (type $ty-wasi:clocks/monotonic-clock@0.2.12 (;2;)
    (instance
      (type (;0;) u64)
      (export (;1;) "duration" (type (eq 0)))
      (alias outer 1 $pollable (type (;2;)))
      (export (;3;) "pollable" (type (eq 2)))
      (type (;4;) (own 3))
      (type (;5;) (func (param "when" 1) (result 4)))
      (export (;0;) "subscribe-duration" (func (type 5)))
    )
  )
  (import "wasi:clocks/monotonic-clock@0.2.12" (instance $wasi:clocks/monotonic-clock@0.2.12 (;1;) (type $ty-wasi:clocks/monotonic-clock@0.2.12)))
  (type $ty-wasi:io/error@0.2.12 (;3;)
    (instance
      (export (;0;) "error" (type (sub resource)))
    )
  )
  (import "wasi:io/error@0.2.12" (instance $wasi:io/error@0.2.12 (;2;) (type $ty-wasi:io/error@0.2.12)))
  (alias export $wasi:io/error@0.2.12 "error" (type $error (;4;)))
  (type $ty-wasi:io/streams@0.2.12 (;5;)
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
  (import "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12 (;3;) (type $ty-wasi:io/streams@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $output-stream (;6;)))
  (type $ty-wasi:cli/stdout@0.2.12 (;7;)
    (instance
      (alias outer 1 $output-stream (type (;0;)))
      (export (;1;) "output-stream" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (func (result 2)))
      (export (;0;) "get-stdout" (func (type 3)))
    )
  )
  (import "wasi:cli/stdout@0.2.12" (instance $wasi:cli/stdout@0.2.12 (;4;) (type $ty-wasi:cli/stdout@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "input-stream" (type $input-stream (;8;)))
  (alias export $wasi:io/poll@0.2.12 "pollable" (type $"#type9 pollable" (@name "pollable") (;9;)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type10 output-stream" (@name "output-stream") (;10;)))
  (alias export $wasi:clocks/monotonic-clock@0.2.12 "duration" (type $duration (;11;)))
  (type $ty-wasi:http/types@0.2.12 (;12;)
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
      (export (;11;) "headers" (type (eq 0)))
      (export (;12;) "incoming-body" (type (sub resource)))
      (alias outer 1 $input-stream (type (;13;)))
      (export (;14;) "input-stream" (type (eq 13)))
      (export (;15;) "future-trailers" (type (sub resource)))
      (alias outer 1 $"#type9 pollable" (type (;16;)))
      (export (;17;) "pollable" (type (eq 16)))
      (export (;18;) "trailers" (type (eq 0)))
      (type (;19;) (option string))
      (type (;20;) (option u16))
      (type (;21;) (record (field "rcode" 19) (field "info-code" 20)))
      (export (;22;) "DNS-error-payload" (type (eq 21)))
      (type (;23;) (option u8))
      (type (;24;) (record (field "alert-id" 23) (field "alert-message" 19)))
      (export (;25;) "TLS-alert-received-payload" (type (eq 24)))
      (type (;26;) (option u32))
      (type (;27;) (record (field "field-name" 19) (field "field-size" 26)))
      (export (;28;) "field-size-payload" (type (eq 27)))
      (type (;29;) (option u64))
      (type (;30;) (option 28))
      (type (;31;) (variant (case "DNS-timeout") (case "DNS-error" 22) (case "destination-not-found") (case "destination-unavailable") (case "destination-IP-prohibited") (case "destination-IP-unroutable") (case "connection-refused") (case "connection-terminated") (case "connection-timeout") (case "connection-read-timeout") (case "connection-write-timeout") (case "connection-limit-reached") (case "TLS-protocol-error") (case "TLS-certificate-error") (case "TLS-alert-received" 25) (case "HTTP-request-denied") (case "HTTP-request-length-required") (case "HTTP-request-body-size" 29) (case "HTTP-request-method-invalid") (case "HTTP-request-URI-invalid") (case "HTTP-request-URI-too-long") (case "HTTP-request-header-section-size" 26) (case "HTTP-request-header-size" 30) (case "HTTP-request-trailer-section-size" 26) (case "HTTP-request-trailer-size" 28) (case "HTTP-response-incomplete") (case "HTTP-response-header-section-size" 26) (case "HTTP-response-header-size" 28) (case "HTTP-response-body-size" 29) (case "HTTP-response-trailer-section-size" 26) (case "HTTP-response-trailer-size" 28) (case "HTTP-response-transfer-coding" 19) (case "HTTP-response-content-coding" 19) (case "HTTP-response-timeout") (case "HTTP-upgrade-failed") (case "HTTP-protocol-error") (case "loop-detected") (case "configuration-error") (case "internal-error" 19)))
      (export (;32;) "error-code" (type (eq 31)))
      (export (;33;) "outgoing-response" (type (sub resource)))
      (type (;34;) u16)
      (export (;35;) "status-code" (type (eq 34)))
      (export (;36;) "outgoing-body" (type (sub resource)))
      (alias outer 1 $"#type10 output-stream" (type (;37;)))
      (export (;38;) "output-stream" (type (eq 37)))
      (export (;39;) "response-outparam" (type (sub resource)))
      (export (;40;) "outgoing-request" (type (sub resource)))
      (type (;41;) (variant (case "HTTP") (case "HTTPS") (case "other" string)))
      (export (;42;) "scheme" (type (eq 41)))
      (export (;43;) "request-options" (type (sub resource)))
      (alias outer 1 $duration (type (;44;)))
      (export (;45;) "duration" (type (eq 44)))
      (export (;46;) "future-incoming-response" (type (sub resource)))
      (export (;47;) "incoming-response" (type (sub resource)))
      (type (;48;) (own 0))
      (type (;49;) (func (result 48)))
      (export (;0;) "[constructor]fields" (func (type 49)))
      (type (;50;) (borrow 0))
      (type (;51;) (list 5))
      (type (;52;) (func (param "self" 50) (param "name" 3) (result 51)))
      (export (;1;) "[method]fields.get" (func (type 52)))
      (type (;53;) (result (error 7)))
      (type (;54;) (func (param "self" 50) (param "name" 3) (param "value" 5) (result 53)))
      (export (;2;) "[method]fields.append" (func (type 54)))
      (type (;55;) (tuple 3 5))
      (type (;56;) (list 55))
      (type (;57;) (func (param "self" 50) (result 56)))
      (export (;3;) "[method]fields.entries" (func (type 57)))
      (type (;58;) (borrow 8))
      (type (;59;) (func (param "self" 58) (result 10)))
      (export (;4;) "[method]incoming-request.method" (func (type 59)))
      (type (;60;) (func (param "self" 58) (result 19)))
      (export (;5;) "[method]incoming-request.path-with-query" (func (type 60)))
      (export (;6;) "[method]incoming-request.authority" (func (type 60)))
      (type (;61;) (own 11))
      (type (;62;) (func (param "self" 58) (result 61)))
      (export (;7;) "[method]incoming-request.headers" (func (type 62)))
      (type (;63;) (own 12))
      (type (;64;) (result 63))
      (type (;65;) (func (param "self" 58) (result 64)))
      (export (;8;) "[method]incoming-request.consume" (func (type 65)))
      (type (;66;) (own 40))
      (type (;67;) (func (param "headers" 61) (result 66)))
      (export (;9;) "[constructor]outgoing-request" (func (type 67)))
      (type (;68;) (borrow 40))
      (type (;69;) (own 36))
      (type (;70;) (result 69))
      (type (;71;) (func (param "self" 68) (result 70)))
      (export (;10;) "[method]outgoing-request.body" (func (type 71)))
      (type (;72;) (result))
      (type (;73;) (func (param "self" 68) (param "method" 10) (result 72)))
      (export (;11;) "[method]outgoing-request.set-method" (func (type 73)))
      (type (;74;) (func (param "self" 68) (param "path-with-query" 19) (result 72)))
      (export (;12;) "[method]outgoing-request.set-path-with-query" (func (type 74)))
      (type (;75;) (option 42))
      (type (;76;) (func (param "self" 68) (param "scheme" 75) (result 72)))
      (export (;13;) "[method]outgoing-request.set-scheme" (func (type 76)))
      (type (;77;) (func (param "self" 68) (param "authority" 19) (result 72)))
      (export (;14;) "[method]outgoing-request.set-authority" (func (type 77)))
      (type (;78;) (own 43))
      (type (;79;) (func (result 78)))
      (export (;15;) "[constructor]request-options" (func (type 79)))
      (type (;80;) (borrow 43))
      (type (;81;) (option 45))
      (type (;82;) (func (param "self" 80) (param "duration" 81) (result 72)))
      (export (;16;) "[method]request-options.set-first-byte-timeout" (func (type 82)))
      (type (;83;) (own 39))
      (type (;84;) (own 33))
      (type (;85;) (result 84 (error 32)))
      (type (;86;) (func (param "param" 83) (param "response" 85)))
      (export (;17;) "[static]response-outparam.set" (func (type 86)))
      (type (;87;) (borrow 47))
      (type (;88;) (func (param "self" 87) (result 35)))
      (export (;18;) "[method]incoming-response.status" (func (type 88)))
      (type (;89;) (func (param "self" 87) (result 61)))
      (export (;19;) "[method]incoming-response.headers" (func (type 89)))
      (type (;90;) (func (param "self" 87) (result 64)))
      (export (;20;) "[method]incoming-response.consume" (func (type 90)))
      (type (;91;) (borrow 12))
      (type (;92;) (own 14))
      (type (;93;) (result 92))
      (type (;94;) (func (param "self" 91) (result 93)))
      (export (;21;) "[method]incoming-body.stream" (func (type 94)))
      (type (;95;) (own 15))
      (type (;96;) (func (param "this" 63) (result 95)))
      (export (;22;) "[static]incoming-body.finish" (func (type 96)))
      (type (;97;) (borrow 15))
      (type (;98;) (own 17))
      (type (;99;) (func (param "self" 97) (result 98)))
      (export (;23;) "[method]future-trailers.subscribe" (func (type 99)))
      (type (;100;) (own 18))
      (type (;101;) (option 100))
      (type (;102;) (result 101 (error 32)))
      (type (;103;) (result 102))
      (type (;104;) (option 103))
      (type (;105;) (func (param "self" 97) (result 104)))
      (export (;24;) "[method]future-trailers.get" (func (type 105)))
      (type (;106;) (func (param "headers" 61) (result 84)))
      (export (;25;) "[constructor]outgoing-response" (func (type 106)))
      (type (;107;) (borrow 33))
      (type (;108;) (func (param "self" 107) (param "status-code" 35) (result 72)))
      (export (;26;) "[method]outgoing-response.set-status-code" (func (type 108)))
      (type (;109;) (func (param "self" 107) (result 70)))
      (export (;27;) "[method]outgoing-response.body" (func (type 109)))
      (type (;110;) (borrow 36))
      (type (;111;) (own 38))
      (type (;112;) (result 111))
      (type (;113;) (func (param "self" 110) (result 112)))
      (export (;28;) "[method]outgoing-body.write" (func (type 113)))
      (type (;114;) (result (error 32)))
      (type (;115;) (func (param "this" 69) (param "trailers" 101) (result 114)))
      (export (;29;) "[static]outgoing-body.finish" (func (type 115)))
      (type (;116;) (borrow 46))
      (type (;117;) (func (param "self" 116) (result 98)))
      (export (;30;) "[method]future-incoming-response.subscribe" (func (type 117)))
      (type (;118;) (own 47))
      (type (;119;) (result 118 (error 32)))
      (type (;120;) (result 119))
      (type (;121;) (option 120))
      (type (;122;) (func (param "self" 116) (result 121)))
      (export (;31;) "[method]future-incoming-response.get" (func (type 122)))
    )
  )
  (import "wasi:http/types@0.2.12" (instance $wasi:http/types@0.2.12 (;5;) (type $ty-wasi:http/types@0.2.12)))
  (alias export $wasi:http/types@0.2.12 "outgoing-request" (type $outgoing-request (;13;)))
  (alias export $wasi:http/types@0.2.12 "request-options" (type $request-options (;14;)))
  (alias export $wasi:http/types@0.2.12 "future-incoming-response" (type $future-incoming-response (;15;)))
  (alias export $wasi:http/types@0.2.12 "error-code" (type $error-code (;16;)))
  (type $ty-wasi:http/outgoing-handler@0.2.12 (;17;)
    (instance
      (alias outer 1 $outgoing-request (type (;0;)))
      (export (;1;) "outgoing-request" (type (eq 0)))
      (alias outer 1 $request-options (type (;2;)))
      (export (;3;) "request-options" (type (eq 2)))
      (alias outer 1 $future-incoming-response (type (;4;)))
      (export (;5;) "future-incoming-response" (type (eq 4)))
      (alias outer 1 $error-code (type (;6;)))
      (export (;7;) "error-code" (type (eq 6)))
      (type (;8;) (own 1))
      (type (;9;) (own 3))
      (type (;10;) (option 9))
      (type (;11;) (own 5))
      (type (;12;) (result 11 (error 7)))
      (type (;13;) (func (param "request" 8) (param "options" 10) (result 12)))
      (export (;0;) "handle" (func (type 13)))
    )
  )
  (import "wasi:http/outgoing-handler@0.2.12" (instance $wasi:http/outgoing-handler@0.2.12 (;6;) (type $ty-wasi:http/outgoing-handler@0.2.12)))
  (core module $main (;0;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func (param i32) (result i32)))
    (type (;5;) (func (param i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;7;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;8;) (func (param i32 i32 i32 i32 i32) (result i32)))
    (type (;9;) (func (param i32 i32 i64) (result i32)))
    (type (;10;) (func (param i32)))
    (type (;11;) (func (param i32 i64 i32)))
    (type (;12;) (func (param i64) (result i32)))
    (type (;13;) (func (param i32 i32 i32 i32 i32)))
    (type (;14;) (func (param i32 i32 i32) (result i32)))
    (type (;15;) (func (param i32 i32 i32)))
    (type (;16;) (func (param i64)))
    (type (;17;) (func))
    (import "wasi:http/types@0.2.12" "[constructor]fields" (func $fields (;0;) (type 0)))
    (import "wasi:http/types@0.2.12" "[method]fields.append" (func $fields-append (;1;) (type 1)))
    (import "wasi:http/types@0.2.12" "[method]fields.get" (func $fields-get (;2;) (type 2)))
    (import "wasi:http/types@0.2.12" "[method]fields.entries" (func $fields-entries (;3;) (type 3)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.method" (func $request-method (;4;) (type 3)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.path-with-query" (func $request-path (;5;) (type 3)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.authority" (func $request-authority (;6;) (type 3)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.headers" (func $request-headers (;7;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.consume" (func $request-consume (;8;) (type 3)))
    (import "wasi:http/types@0.2.12" "[method]incoming-body.stream" (func $incoming-stream (;9;) (type 3)))
    (import "wasi:http/types@0.2.12" "[static]incoming-body.finish" (func $incoming-finish (;10;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]future-trailers.subscribe" (func $trailers-subscribe (;11;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]future-trailers.get" (func $trailers-get (;12;) (type 3)))
    (import "wasi:http/types@0.2.12" "[constructor]outgoing-response" (func $response (;13;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-response.set-status-code" (func $response-status (;14;) (type 5)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-response.body" (func $response-body (;15;) (type 3)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func $body-write (;16;) (type 3)))
    (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish" (func $body-finish (;17;) (type 2)))
    (import "wasi:http/types@0.2.12" "[static]response-outparam.set" (func $set (;18;) (type 6)))
    (import "wasi:http/types@0.2.12" "[constructor]outgoing-request" (func $outgoing (;19;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-method" (func $outgoing-method (;20;) (type 7)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-scheme" (func $outgoing-scheme (;21;) (type 8)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-authority" (func $outgoing-authority (;22;) (type 7)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-path-with-query" (func $outgoing-path (;23;) (type 7)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.body" (func $outgoing-body (;24;) (type 3)))
    (import "wasi:http/types@0.2.12" "[constructor]request-options" (func $options (;25;) (type 0)))
    (import "wasi:http/types@0.2.12" "[method]request-options.set-first-byte-timeout" (func $options-patience (;26;) (type 9)))
    (import "wasi:http/outgoing-handler@0.2.12" "handle" (func $send (;27;) (type 2)))
    (import "wasi:http/types@0.2.12" "[method]future-incoming-response.subscribe" (func $future-subscribe (;28;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]future-incoming-response.get" (func $future-get (;29;) (type 3)))
    (import "wasi:http/types@0.2.12" "[method]incoming-response.status" (func $incoming-status (;30;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]incoming-response.headers" (func $incoming-headers (;31;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]incoming-response.consume" (func $incoming-consume (;32;) (type 3)))
    (import "wasi:http/types@0.2.12" "[resource-drop]outgoing-body" (func $drop-body (;33;) (type 10)))
    (import "wasi:http/types@0.2.12" "[resource-drop]response-outparam" (func $drop-outparam (;34;) (type 10)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush" (func $blocking-write (;35;) (type 2)))
    (import "wasi:io/streams@0.2.12" "[method]input-stream.blocking-read" (func $blocking-read (;36;) (type 11)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $close (;37;) (type 10)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]input-stream" (func $drop-input (;38;) (type 10)))
    (import "wasi:io/poll@0.2.12" "[method]pollable.block" (func $block (;39;) (type 10)))
    (import "wasi:io/poll@0.2.12" "[resource-drop]pollable" (func $drop-pollable (;40;) (type 10)))
    (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration" (func $after (;41;) (type 12)))
    (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $stdout (;42;) (type 0)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (global $told (;1;) (mut i32) i32.const 32768)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func 43))
    (export "wasi:http/incoming-handler@0.2.12#handle" (func 66))
    (func (;43;) (type 7) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $field (;44;) (type 13) (param $fields i32) (param $name i32) (param $name-size i32) (param $value i32) (param $value-size i32)
      local.get $fields
      local.get $name
      local.get $name-size
      local.get $value
      local.get $value-size
      i32.const 0
      call $fields-append
    )
    (func $answer (;45;) (type 14) (param $outparam i32) (param $status i32) (param $fields i32) (result i32)
      (local $response i32) (local $body i32)
      local.get $fields
      call $response
      local.set $response
      local.get $response
      local.get $status
      call $response-status
      drop
      local.get $response
      i32.const 0
      call $response-body
      i32.const 4
      i32.load
      local.set $body
      local.get $outparam
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
    (func $open (;46;) (type 4) (param $body i32) (result i32)
      local.get $body
      i32.const 0
      call $body-write
      i32.const 4
      i32.load
    )
    (func $write (;47;) (type 14) (param $stream i32) (param $at i32) (param $size i32) (result i32)
      (local $part i32)
      loop $more
        local.get $size
        i32.eqz
        if ;; label = @2
          i32.const 0
          return
        end
        local.get $size
        i32.const 4096
        local.get $size
        i32.const 4096
        i32.lt_u
        select
        local.set $part
        local.get $stream
        local.get $at
        local.get $part
        i32.const 0
        call $blocking-write
        i32.const 0
        i32.load8_u
        if ;; label = @2
          i32.const 1
          return
        end
        local.get $at
        local.get $part
        i32.add
        local.set $at
        local.get $size
        local.get $part
        i32.sub
        local.set $size
        br $more
      end
      unreachable
    )
    (func $finish (;48;) (type 5) (param $body i32) (param $trailers i32) (result i32)
      local.get $body
      local.get $trailers
      i32.const 0
      i32.ne
      local.get $trailers
      i32.const 0
      call $body-finish
      i32.const 0
      i32.load8_u
    )
    (func $send-all (;49;) (type 15) (param $body i32) (param $at i32) (param $size i32)
      (local $stream i32)
      local.get $body
      call $open
      local.set $stream
      local.get $stream
      local.get $at
      local.get $size
      call $write
      drop
      local.get $stream
      call $close
      local.get $body
      i32.const 0
      call $finish
      drop
    )
    (func $reply (;50;) (type 2) (param $outparam i32) (param $status i32) (param $at i32) (param $size i32)
      local.get $outparam
      local.get $status
      call $fields
      call $answer
      local.get $at
      local.get $size
      call $send-all
    )
    (func $print (;51;) (type 3) (param $at i32) (param $size i32)
      (local $stream i32)
      call $stdout
      local.set $stream
      local.get $stream
      local.get $at
      local.get $size
      call $write
      drop
      local.get $stream
      call $close
    )
    (func $incoming (;52;) (type 4) (param $request i32) (result i32)
      local.get $request
      i32.const 0
      call $request-consume
      i32.const 4
      i32.load
    )
    (func $stream (;53;) (type 4) (param $body i32) (result i32)
      local.get $body
      i32.const 0
      call $incoming-stream
      i32.const 4
      i32.load
    )
    (func $read (;54;) (type 4) (param $stream i32) (result i32)
      i32.const 65536
      global.set $heap
      local.get $stream
      i64.const 32768
      i32.const 0
      call $blocking-read
      i32.const 0
      i32.load8_u
      i32.eqz
    )
    (func $copy (;55;) (type 3) (param $from i32) (param $to i32)
      block $done
        loop $more
          local.get $from
          call $read
          i32.eqz
          br_if $done
          local.get $to
          i32.const 4
          i32.load
          i32.const 8
          i32.load
          call $write
          br_if $done
          br $more
        end
      end
    )
    (func $trailers (;56;) (type 4) (param $body i32) (result i32)
      (local $future i32)
      local.get $body
      call $incoming-finish
      local.set $future
      local.get $future
      call $trailers-subscribe
      call $block
      local.get $future
      i32.const 0
      call $trailers-get
      i32.const 16
      i32.load8_u
      i32.const 24
      i32.load8_u
      i32.eqz
      i32.or
      if ;; label = @1
        i32.const 0
        return
      end
      i32.const 28
      i32.load
    )
    (func $sleep (;57;) (type 16) (param $nanoseconds i64)
      local.get $nanoseconds
      call $after
      call $block
    )
    (func $ask (;58;) (type 8) (param $method i32) (param $host i32) (param $host-size i32) (param $path i32) (param $path-size i32) (result i32)
      (local $request i32)
      call $fields
      call $outgoing
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
    (func $its-body (;59;) (type 4) (param $request i32) (result i32)
      local.get $request
      i32.const 0
      call $outgoing-body
      i32.const 4
      i32.load
    )
    (func $sent (;60;) (type 4) (param $request i32) (result i32)
      local.get $request
      i32.const 0
      i32.const 0
      i32.const 0
      call $send
      i32.const 0
      i32.const 8
      i32.load
      i32.const 0
      i32.load8_u
      select
    )
    (func $await (;61;) (type 4) (param $future i32) (result i32)
      local.get $future
      call $future-subscribe
      call $block
      local.get $future
      i32.const 0
      call $future-get
      i32.const 0
      i32.const 24
      i32.load
      i32.const 16
      i32.load8_u
      select
    )
    (func $of-response (;62;) (type 4) (param $response i32) (result i32)
      local.get $response
      i32.const 0
      call $incoming-consume
      i32.const 4
      i32.load
    )
    (func $tell (;63;) (type 3) (param $at i32) (param $size i32)
      global.get $told
      local.get $at
      local.get $size
      memory.copy
      global.get $told
      local.get $size
      i32.add
      global.set $told
    )
    (func $line (;64;) (type 17)
      i32.const 256
      i32.const 1
      call $tell
    )
    (func $about (;65;) (type 10) (param $request i32)
      (local $at i32) (local $left i32)
      local.get $request
      i32.const 64
      call $request-method
      i32.const 300
      i32.const 64
      i32.load8_u
      i32.const 2
      i32.mul
      i32.add
      local.set $at
      i32.const 64
      i32.load8_u
      i32.const 9
      i32.eq
      if ;; label = @1
        i32.const 68
        i32.load
        i32.const 72
        i32.load
        call $tell
      else
        i32.const 260
        local.get $at
        i32.load8_u
        i32.add
        local.get $at
        i32.const 1
        i32.add
        i32.load8_u
        call $tell
      end
      call $line
      local.get $request
      i32.const 64
      call $request-path
      i32.const 68
      i32.load
      i32.const 72
      i32.load
      call $tell
      call $line
      local.get $request
      i32.const 64
      call $request-authority
      i32.const 68
      i32.load
      i32.const 72
      i32.load
      call $tell
      call $line
      local.get $request
      call $request-headers
      i32.const 64
      call $fields-entries
      i32.const 64
      i32.load
      local.set $at
      i32.const 68
      i32.load
      local.set $left
      block $done
        loop $next
          local.get $left
          i32.eqz
          br_if $done
          local.get $at
          i32.load
          local.get $at
          i32.load offset=4
          call $tell
          i32.const 257
          i32.const 2
          call $tell
          local.get $at
          i32.load offset=8
          local.get $at
          i32.load offset=12
          call $tell
          call $line
          local.get $at
          i32.const 16
          i32.add
          local.set $at
          local.get $left
          i32.const 1
          i32.sub
          local.set $left
          br $next
        end
      end
    )
    (func (;66;) (type 3) (param $request i32) (param $out i32)
      local.get $request
      call $about
      local.get $out
      i32.const 200
      i32.const 32768
      global.get $told
      i32.const 32768
      i32.sub
      call $reply
    )
    (data (;0;) (i32.const 256) "\0a: ")
    (data (;1;) (i32.const 260) "getheadpostputother")
    (data (;2;) (i32.const 300) "\00\03\03\04\07\04\0b\03\ff\00\ff\00\ff\00\ff\00\ff\00\0e\05")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;5;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32 i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32 i64 i32)))
    (table (;0;) 23 23 funcref)
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
    (func (;1;) (type 1) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 1
      call_indirect (type 1)
    )
    (func (;2;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 2
      call_indirect (type 2)
    )
    (func (;3;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 3
      call_indirect (type 2)
    )
    (func (;4;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 4
      call_indirect (type 2)
    )
    (func (;5;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 5
      call_indirect (type 2)
    )
    (func (;6;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 6
      call_indirect (type 2)
    )
    (func (;7;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 7
      call_indirect (type 2)
    )
    (func (;8;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 8
      call_indirect (type 2)
    )
    (func (;9;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 9
      call_indirect (type 2)
    )
    (func (;10;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 10
      call_indirect (type 2)
    )
    (func (;11;) (type 3) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 11
      call_indirect (type 3)
    )
    (func (;12;) (type 4) (param i32 i32 i32 i32 i64 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      local.get 7
      local.get 8
      i32.const 12
      call_indirect (type 4)
    )
    (func (;13;) (type 5) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 13
      call_indirect (type 5)
    )
    (func (;14;) (type 6) (param i32 i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      i32.const 14
      call_indirect (type 6)
    )
    (func (;15;) (type 5) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 15
      call_indirect (type 5)
    )
    (func (;16;) (type 5) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 16
      call_indirect (type 5)
    )
    (func (;17;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 17
      call_indirect (type 2)
    )
    (func (;18;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 18
      call_indirect (type 2)
    )
    (func (;19;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 19
      call_indirect (type 2)
    )
    (func (;20;) (type 3) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 20
      call_indirect (type 3)
    )
    (func (;21;) (type 1) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 21
      call_indirect (type 1)
    )
    (func (;22;) (type 7) (param i32 i64 i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 22
      call_indirect (type 7)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;5;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32 i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32 i64 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 2)))
    (import "" "3" (func (;3;) (type 2)))
    (import "" "4" (func (;4;) (type 2)))
    (import "" "5" (func (;5;) (type 2)))
    (import "" "6" (func (;6;) (type 2)))
    (import "" "7" (func (;7;) (type 2)))
    (import "" "8" (func (;8;) (type 2)))
    (import "" "9" (func (;9;) (type 2)))
    (import "" "10" (func (;10;) (type 2)))
    (import "" "11" (func (;11;) (type 3)))
    (import "" "12" (func (;12;) (type 4)))
    (import "" "13" (func (;13;) (type 5)))
    (import "" "14" (func (;14;) (type 6)))
    (import "" "15" (func (;15;) (type 5)))
    (import "" "16" (func (;16;) (type 5)))
    (import "" "17" (func (;17;) (type 2)))
    (import "" "18" (func (;18;) (type 2)))
    (import "" "19" (func (;19;) (type 2)))
    (import "" "20" (func (;20;) (type 3)))
    (import "" "21" (func (;21;) (type 1)))
    (import "" "22" (func (;22;) (type 7)))
    (import "" "$imports" (table (;0;) 23 23 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (alias export $wasi:http/types@0.2.12 "incoming-request" (type $incoming-request (;18;)))
  (alias export $wasi:http/types@0.2.12 "response-outparam" (type $response-outparam (;19;)))
  (alias export $wasi:http/types@0.2.12 "[constructor]fields" (func $"[constructor]fields" (;0;)))
  (core func $"[constructor]fields" (;0;) (canon lower (func $"[constructor]fields")))
  (alias core export $wit-component-shim-instance "0" (core func $"indirect-wasi:http/types@0.2.12-[method]fields.append" (;1;)))
  (alias core export $wit-component-shim-instance "1" (core func $"indirect-wasi:http/types@0.2.12-[method]fields.get" (;2;)))
  (alias core export $wit-component-shim-instance "2" (core func $"indirect-wasi:http/types@0.2.12-[method]fields.entries" (;3;)))
  (alias core export $wit-component-shim-instance "3" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.method" (;4;)))
  (alias core export $wit-component-shim-instance "4" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query" (;5;)))
  (alias core export $wit-component-shim-instance "5" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.authority" (;6;)))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.headers" (func $"[method]incoming-request.headers" (;1;)))
  (core func $"[method]incoming-request.headers" (;7;) (canon lower (func $"[method]incoming-request.headers")))
  (alias core export $wit-component-shim-instance "6" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.consume" (;8;)))
  (alias core export $wit-component-shim-instance "7" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-body.stream" (;9;)))
  (alias export $wasi:http/types@0.2.12 "[static]incoming-body.finish" (func $"[static]incoming-body.finish" (;2;)))
  (core func $"[static]incoming-body.finish" (;10;) (canon lower (func $"[static]incoming-body.finish")))
  (alias export $wasi:http/types@0.2.12 "[method]future-trailers.subscribe" (func $"[method]future-trailers.subscribe" (;3;)))
  (core func $"[method]future-trailers.subscribe" (;11;) (canon lower (func $"[method]future-trailers.subscribe")))
  (alias core export $wit-component-shim-instance "8" (core func $"indirect-wasi:http/types@0.2.12-[method]future-trailers.get" (;12;)))
  (alias export $wasi:http/types@0.2.12 "[constructor]outgoing-response" (func $"[constructor]outgoing-response" (;4;)))
  (core func $"[constructor]outgoing-response" (;13;) (canon lower (func $"[constructor]outgoing-response")))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-response.set-status-code" (func $"[method]outgoing-response.set-status-code" (;5;)))
  (core func $"[method]outgoing-response.set-status-code" (;14;) (canon lower (func $"[method]outgoing-response.set-status-code")))
  (alias core export $wit-component-shim-instance "9" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-response.body" (;15;)))
  (alias core export $wit-component-shim-instance "10" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-body.write" (;16;)))
  (alias core export $wit-component-shim-instance "11" (core func $"indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish" (;17;)))
  (alias core export $wit-component-shim-instance "12" (core func $"indirect-wasi:http/types@0.2.12-[static]response-outparam.set" (;18;)))
  (alias export $wasi:http/types@0.2.12 "[constructor]outgoing-request" (func $"[constructor]outgoing-request" (;6;)))
  (core func $"[constructor]outgoing-request" (;19;) (canon lower (func $"[constructor]outgoing-request")))
  (alias core export $wit-component-shim-instance "13" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-method" (;20;)))
  (alias core export $wit-component-shim-instance "14" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-scheme" (;21;)))
  (alias core export $wit-component-shim-instance "15" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-authority" (;22;)))
  (alias core export $wit-component-shim-instance "16" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-path-with-query" (;23;)))
  (alias core export $wit-component-shim-instance "17" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.body" (;24;)))
  (alias export $wasi:http/types@0.2.12 "[constructor]request-options" (func $"[constructor]request-options" (;7;)))
  (core func $"[constructor]request-options" (;25;) (canon lower (func $"[constructor]request-options")))
  (alias export $wasi:http/types@0.2.12 "[method]request-options.set-first-byte-timeout" (func $"[method]request-options.set-first-byte-timeout" (;8;)))
  (core func $"[method]request-options.set-first-byte-timeout" (;26;) (canon lower (func $"[method]request-options.set-first-byte-timeout")))
  (alias export $wasi:http/types@0.2.12 "[method]future-incoming-response.subscribe" (func $"[method]future-incoming-response.subscribe" (;9;)))
  (core func $"[method]future-incoming-response.subscribe" (;27;) (canon lower (func $"[method]future-incoming-response.subscribe")))
  (alias core export $wit-component-shim-instance "18" (core func $"indirect-wasi:http/types@0.2.12-[method]future-incoming-response.get" (;28;)))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-response.status" (func $"[method]incoming-response.status" (;10;)))
  (core func $"[method]incoming-response.status" (;29;) (canon lower (func $"[method]incoming-response.status")))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-response.headers" (func $"[method]incoming-response.headers" (;11;)))
  (core func $"[method]incoming-response.headers" (;30;) (canon lower (func $"[method]incoming-response.headers")))
  (alias core export $wit-component-shim-instance "19" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-response.consume" (;31;)))
  (alias export $wasi:http/types@0.2.12 "outgoing-body" (type $outgoing-body (;20;)))
  (core func $resource.drop (;32;) (canon resource.drop $outgoing-body))
  (alias export $wasi:http/types@0.2.12 "response-outparam" (type $"#type21 response-outparam" (@name "response-outparam") (;21;)))
  (core func $"#core-func33 resource.drop" (@name "resource.drop") (;33;) (canon resource.drop $"#type21 response-outparam"))
  (core instance $wasi:http/types@0.2.12 (;1;)
    (export "[constructor]fields" (func $"[constructor]fields"))
    (export "[method]fields.append" (func $"indirect-wasi:http/types@0.2.12-[method]fields.append"))
    (export "[method]fields.get" (func $"indirect-wasi:http/types@0.2.12-[method]fields.get"))
    (export "[method]fields.entries" (func $"indirect-wasi:http/types@0.2.12-[method]fields.entries"))
    (export "[method]incoming-request.method" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.method"))
    (export "[method]incoming-request.path-with-query" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query"))
    (export "[method]incoming-request.authority" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.authority"))
    (export "[method]incoming-request.headers" (func $"[method]incoming-request.headers"))
    (export "[method]incoming-request.consume" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.consume"))
    (export "[method]incoming-body.stream" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-body.stream"))
    (export "[static]incoming-body.finish" (func $"[static]incoming-body.finish"))
    (export "[method]future-trailers.subscribe" (func $"[method]future-trailers.subscribe"))
    (export "[method]future-trailers.get" (func $"indirect-wasi:http/types@0.2.12-[method]future-trailers.get"))
    (export "[constructor]outgoing-response" (func $"[constructor]outgoing-response"))
    (export "[method]outgoing-response.set-status-code" (func $"[method]outgoing-response.set-status-code"))
    (export "[method]outgoing-response.body" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-response.body"))
    (export "[method]outgoing-body.write" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-body.write"))
    (export "[static]outgoing-body.finish" (func $"indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish"))
    (export "[static]response-outparam.set" (func $"indirect-wasi:http/types@0.2.12-[static]response-outparam.set"))
    (export "[constructor]outgoing-request" (func $"[constructor]outgoing-request"))
    (export "[method]outgoing-request.set-method" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-method"))
    (export "[method]outgoing-request.set-scheme" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-scheme"))
    (export "[method]outgoing-request.set-authority" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-authority"))
    (export "[method]outgoing-request.set-path-with-query" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-path-with-query"))
    (export "[method]outgoing-request.body" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-request.body"))
    (export "[constructor]request-options" (func $"[constructor]request-options"))
    (export "[method]request-options.set-first-byte-timeout" (func $"[method]request-options.set-first-byte-timeout"))
    (export "[method]future-incoming-response.subscribe" (func $"[method]future-incoming-response.subscribe"))
    (export "[method]future-incoming-response.get" (func $"indirect-wasi:http/types@0.2.12-[method]future-incoming-response.get"))
    (export "[method]incoming-response.status" (func $"[method]incoming-response.status"))
    (export "[method]incoming-response.headers" (func $"[method]incoming-response.headers"))
    (export "[method]incoming-response.consume" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-response.consume"))
    (export "[resource-drop]outgoing-body" (func $resource.drop))
    (export "[resource-drop]response-outparam" (func $"#core-func33 resource.drop"))
  )
  (alias core export $wit-component-shim-instance "20" (core func $indirect-wasi:http/outgoing-handler@0.2.12-handle (;34;)))
  (core instance $wasi:http/outgoing-handler@0.2.12 (;2;)
    (export "handle" (func $indirect-wasi:http/outgoing-handler@0.2.12-handle))
  )
  (alias core export $wit-component-shim-instance "21" (core func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (;35;)))
  (alias core export $wit-component-shim-instance "22" (core func $"indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read" (;36;)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type22 output-stream" (@name "output-stream") (;22;)))
  (core func $"#core-func37 resource.drop" (@name "resource.drop") (;37;) (canon resource.drop $"#type22 output-stream"))
  (alias export $wasi:io/streams@0.2.12 "input-stream" (type $"#type23 input-stream" (@name "input-stream") (;23;)))
  (core func $"#core-func38 resource.drop" (@name "resource.drop") (;38;) (canon resource.drop $"#type23 input-stream"))
  (core instance $wasi:io/streams@0.2.12 (;3;)
    (export "[method]output-stream.blocking-write-and-flush" (func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "[method]input-stream.blocking-read" (func $"indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read"))
    (export "[resource-drop]output-stream" (func $"#core-func37 resource.drop"))
    (export "[resource-drop]input-stream" (func $"#core-func38 resource.drop"))
  )
  (alias export $wasi:io/poll@0.2.12 "[method]pollable.block" (func $"[method]pollable.block" (;12;)))
  (core func $"[method]pollable.block" (;39;) (canon lower (func $"[method]pollable.block")))
  (alias export $wasi:io/poll@0.2.12 "pollable" (type $"#type24 pollable" (@name "pollable") (;24;)))
  (core func $"#core-func40 resource.drop" (@name "resource.drop") (;40;) (canon resource.drop $"#type24 pollable"))
  (core instance $wasi:io/poll@0.2.12 (;4;)
    (export "[method]pollable.block" (func $"[method]pollable.block"))
    (export "[resource-drop]pollable" (func $"#core-func40 resource.drop"))
  )
  (alias export $wasi:clocks/monotonic-clock@0.2.12 "subscribe-duration" (func $subscribe-duration (;13;)))
  (core func $subscribe-duration (;41;) (canon lower (func $subscribe-duration)))
  (core instance $wasi:clocks/monotonic-clock@0.2.12 (;5;)
    (export "subscribe-duration" (func $subscribe-duration))
  )
  (alias export $wasi:cli/stdout@0.2.12 "get-stdout" (func $get-stdout (;14;)))
  (core func $get-stdout (;42;) (canon lower (func $get-stdout)))
  (core instance $wasi:cli/stdout@0.2.12 (;6;)
    (export "get-stdout" (func $get-stdout))
  )
  (core instance $main (;7;) (instantiate $main
      (with "wasi:http/types@0.2.12" (instance $wasi:http/types@0.2.12))
      (with "wasi:http/outgoing-handler@0.2.12" (instance $wasi:http/outgoing-handler@0.2.12))
      (with "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12))
      (with "wasi:io/poll@0.2.12" (instance $wasi:io/poll@0.2.12))
      (with "wasi:clocks/monotonic-clock@0.2.12" (instance $wasi:clocks/monotonic-clock@0.2.12))
      (with "wasi:cli/stdout@0.2.12" (instance $wasi:cli/stdout@0.2.12))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias export $wasi:http/types@0.2.12 "[method]fields.append" (func $"[method]fields.append" (;15;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;43;)))
  (core func $"#core-func44 indirect-wasi:http/types@0.2.12-[method]fields.append" (@name "indirect-wasi:http/types@0.2.12-[method]fields.append") (;44;) (canon lower (func $"[method]fields.append") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]fields.get" (func $"[method]fields.get" (;16;)))
  (core func $"#core-func45 indirect-wasi:http/types@0.2.12-[method]fields.get" (@name "indirect-wasi:http/types@0.2.12-[method]fields.get") (;45;) (canon lower (func $"[method]fields.get") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]fields.entries" (func $"[method]fields.entries" (;17;)))
  (core func $"#core-func46 indirect-wasi:http/types@0.2.12-[method]fields.entries" (@name "indirect-wasi:http/types@0.2.12-[method]fields.entries") (;46;) (canon lower (func $"[method]fields.entries") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.method" (func $"[method]incoming-request.method" (;18;)))
  (core func $"#core-func47 indirect-wasi:http/types@0.2.12-[method]incoming-request.method" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.method") (;47;) (canon lower (func $"[method]incoming-request.method") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.path-with-query" (func $"[method]incoming-request.path-with-query" (;19;)))
  (core func $"#core-func48 indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query") (;48;) (canon lower (func $"[method]incoming-request.path-with-query") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.authority" (func $"[method]incoming-request.authority" (;20;)))
  (core func $"#core-func49 indirect-wasi:http/types@0.2.12-[method]incoming-request.authority" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.authority") (;49;) (canon lower (func $"[method]incoming-request.authority") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.consume" (func $"[method]incoming-request.consume" (;21;)))
  (core func $"#core-func50 indirect-wasi:http/types@0.2.12-[method]incoming-request.consume" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.consume") (;50;) (canon lower (func $"[method]incoming-request.consume") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-body.stream" (func $"[method]incoming-body.stream" (;22;)))
  (core func $"#core-func51 indirect-wasi:http/types@0.2.12-[method]incoming-body.stream" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-body.stream") (;51;) (canon lower (func $"[method]incoming-body.stream") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[method]future-trailers.get" (func $"[method]future-trailers.get" (;23;)))
  (core func $"#core-func52 indirect-wasi:http/types@0.2.12-[method]future-trailers.get" (@name "indirect-wasi:http/types@0.2.12-[method]future-trailers.get") (;52;) (canon lower (func $"[method]future-trailers.get") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-response.body" (func $"[method]outgoing-response.body" (;24;)))
  (core func $"#core-func53 indirect-wasi:http/types@0.2.12-[method]outgoing-response.body" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-response.body") (;53;) (canon lower (func $"[method]outgoing-response.body") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-body.write" (func $"[method]outgoing-body.write" (;25;)))
  (core func $"#core-func54 indirect-wasi:http/types@0.2.12-[method]outgoing-body.write" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-body.write") (;54;) (canon lower (func $"[method]outgoing-body.write") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[static]outgoing-body.finish" (func $"[static]outgoing-body.finish" (;26;)))
  (core func $"#core-func55 indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish" (@name "indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish") (;55;) (canon lower (func $"[static]outgoing-body.finish") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[static]response-outparam.set" (func $"[static]response-outparam.set" (;27;)))
  (core func $"#core-func56 indirect-wasi:http/types@0.2.12-[static]response-outparam.set" (@name "indirect-wasi:http/types@0.2.12-[static]response-outparam.set") (;56;) (canon lower (func $"[static]response-outparam.set") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-request.set-method" (func $"[method]outgoing-request.set-method" (;28;)))
  (core func $"#core-func57 indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-method" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-method") (;57;) (canon lower (func $"[method]outgoing-request.set-method") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-request.set-scheme" (func $"[method]outgoing-request.set-scheme" (;29;)))
  (core func $"#core-func58 indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-scheme" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-scheme") (;58;) (canon lower (func $"[method]outgoing-request.set-scheme") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-request.set-authority" (func $"[method]outgoing-request.set-authority" (;30;)))
  (core func $"#core-func59 indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-authority" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-authority") (;59;) (canon lower (func $"[method]outgoing-request.set-authority") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-request.set-path-with-query" (func $"[method]outgoing-request.set-path-with-query" (;31;)))
  (core func $"#core-func60 indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-path-with-query" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-path-with-query") (;60;) (canon lower (func $"[method]outgoing-request.set-path-with-query") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-request.body" (func $"[method]outgoing-request.body" (;32;)))
  (core func $"#core-func61 indirect-wasi:http/types@0.2.12-[method]outgoing-request.body" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-request.body") (;61;) (canon lower (func $"[method]outgoing-request.body") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[method]future-incoming-response.get" (func $"[method]future-incoming-response.get" (;33;)))
  (core func $"#core-func62 indirect-wasi:http/types@0.2.12-[method]future-incoming-response.get" (@name "indirect-wasi:http/types@0.2.12-[method]future-incoming-response.get") (;62;) (canon lower (func $"[method]future-incoming-response.get") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-response.consume" (func $"[method]incoming-response.consume" (;34;)))
  (core func $"#core-func63 indirect-wasi:http/types@0.2.12-[method]incoming-response.consume" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-response.consume") (;63;) (canon lower (func $"[method]incoming-response.consume") (memory $memory)))
  (alias export $wasi:http/outgoing-handler@0.2.12 "handle" (func $handle (;35;)))
  (core func $"#core-func64 indirect-wasi:http/outgoing-handler@0.2.12-handle" (@name "indirect-wasi:http/outgoing-handler@0.2.12-handle") (;64;) (canon lower (func $handle) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:io/streams@0.2.12 "[method]output-stream.blocking-write-and-flush" (func $"[method]output-stream.blocking-write-and-flush" (;36;)))
  (core func $"#core-func65 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (@name "indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush") (;65;) (canon lower (func $"[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (alias export $wasi:io/streams@0.2.12 "[method]input-stream.blocking-read" (func $"[method]input-stream.blocking-read" (;37;)))
  (core func $"#core-func66 indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read" (@name "indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read") (;66;) (canon lower (func $"[method]input-stream.blocking-read") (memory $memory) (realloc $realloc)))
  (core instance $fixup-args (;8;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func44 indirect-wasi:http/types@0.2.12-[method]fields.append"))
    (export "1" (func $"#core-func45 indirect-wasi:http/types@0.2.12-[method]fields.get"))
    (export "2" (func $"#core-func46 indirect-wasi:http/types@0.2.12-[method]fields.entries"))
    (export "3" (func $"#core-func47 indirect-wasi:http/types@0.2.12-[method]incoming-request.method"))
    (export "4" (func $"#core-func48 indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query"))
    (export "5" (func $"#core-func49 indirect-wasi:http/types@0.2.12-[method]incoming-request.authority"))
    (export "6" (func $"#core-func50 indirect-wasi:http/types@0.2.12-[method]incoming-request.consume"))
    (export "7" (func $"#core-func51 indirect-wasi:http/types@0.2.12-[method]incoming-body.stream"))
    (export "8" (func $"#core-func52 indirect-wasi:http/types@0.2.12-[method]future-trailers.get"))
    (export "9" (func $"#core-func53 indirect-wasi:http/types@0.2.12-[method]outgoing-response.body"))
    (export "10" (func $"#core-func54 indirect-wasi:http/types@0.2.12-[method]outgoing-body.write"))
    (export "11" (func $"#core-func55 indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish"))
    (export "12" (func $"#core-func56 indirect-wasi:http/types@0.2.12-[static]response-outparam.set"))
    (export "13" (func $"#core-func57 indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-method"))
    (export "14" (func $"#core-func58 indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-scheme"))
    (export "15" (func $"#core-func59 indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-authority"))
    (export "16" (func $"#core-func60 indirect-wasi:http/types@0.2.12-[method]outgoing-request.set-path-with-query"))
    (export "17" (func $"#core-func61 indirect-wasi:http/types@0.2.12-[method]outgoing-request.body"))
    (export "18" (func $"#core-func62 indirect-wasi:http/types@0.2.12-[method]future-incoming-response.get"))
    (export "19" (func $"#core-func63 indirect-wasi:http/types@0.2.12-[method]incoming-response.consume"))
    (export "20" (func $"#core-func64 indirect-wasi:http/outgoing-handler@0.2.12-handle"))
    (export "21" (func $"#core-func65 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "22" (func $"#core-func66 indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read"))
  )
  (core instance $fixup (;9;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;25;) (own $incoming-request))
  (type (;26;) (own $response-outparam))
  (type (;27;) (func (param "request" 25) (param "response-out" 26)))
  (alias core export $main "wasi:http/incoming-handler@0.2.12#handle" (core func $wasi:http/incoming-handler@0.2.12#handle (;67;)))
  (func $"#func38 handle" (@name "handle") (;38;) (type 27) (canon lift (core func $wasi:http/incoming-handler@0.2.12#handle)))
  (component $wasi:http/incoming-handler@0.2.12-shim-component (;0;)
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
  (instance $wasi:http/incoming-handler@0.2.12-shim-instance (;7;) (instantiate $wasi:http/incoming-handler@0.2.12-shim-component
      (with "import-func-handle" (func $"#func38 handle"))
      (with "import-type-incoming-request" (type $incoming-request))
      (with "import-type-response-outparam" (type $response-outparam))
      (with "import-type-incoming-request0" (type $incoming-request))
      (with "import-type-response-outparam0" (type $response-outparam))
    )
  )
  (export $wasi:http/incoming-handler@0.2.12 (;8;) "wasi:http/incoming-handler@0.2.12" (instance $wasi:http/incoming-handler@0.2.12-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

