;; Made from c.core.wasm by tests/components.rs, which says how; not to be edited.
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
      (export (;0;) "incoming-request" (type (sub resource)))
      (type (;1;) (variant (case "get") (case "head") (case "post") (case "put") (case "delete") (case "connect") (case "options") (case "trace") (case "patch") (case "other" string)))
      (export (;2;) "method" (type (eq 1)))
      (export (;3;) "incoming-body" (type (sub resource)))
      (alias outer 1 $input-stream (type (;4;)))
      (export (;5;) "input-stream" (type (eq 4)))
      (export (;6;) "outgoing-body" (type (sub resource)))
      (alias outer 1 $output-stream (type (;7;)))
      (export (;8;) "output-stream" (type (eq 7)))
      (export (;9;) "future-trailers" (type (sub resource)))
      (export (;10;) "fields" (type (sub resource)))
      (export (;11;) "trailers" (type (eq 10)))
      (type (;12;) (option string))
      (type (;13;) (option u16))
      (type (;14;) (record (field "rcode" 12) (field "info-code" 13)))
      (export (;15;) "DNS-error-payload" (type (eq 14)))
      (type (;16;) (option u8))
      (type (;17;) (record (field "alert-id" 16) (field "alert-message" 12)))
      (export (;18;) "TLS-alert-received-payload" (type (eq 17)))
      (type (;19;) (option u32))
      (type (;20;) (record (field "field-name" 12) (field "field-size" 19)))
      (export (;21;) "field-size-payload" (type (eq 20)))
      (type (;22;) (option u64))
      (type (;23;) (option 21))
      (type (;24;) (variant (case "DNS-timeout") (case "DNS-error" 15) (case "destination-not-found") (case "destination-unavailable") (case "destination-IP-prohibited") (case "destination-IP-unroutable") (case "connection-refused") (case "connection-terminated") (case "connection-timeout") (case "connection-read-timeout") (case "connection-write-timeout") (case "connection-limit-reached") (case "TLS-protocol-error") (case "TLS-certificate-error") (case "TLS-alert-received" 18) (case "HTTP-request-denied") (case "HTTP-request-length-required") (case "HTTP-request-body-size" 22) (case "HTTP-request-method-invalid") (case "HTTP-request-URI-invalid") (case "HTTP-request-URI-too-long") (case "HTTP-request-header-section-size" 19) (case "HTTP-request-header-size" 23) (case "HTTP-request-trailer-section-size" 19) (case "HTTP-request-trailer-size" 21) (case "HTTP-response-incomplete") (case "HTTP-response-header-section-size" 19) (case "HTTP-response-header-size" 21) (case "HTTP-response-body-size" 22) (case "HTTP-response-trailer-section-size" 19) (case "HTTP-response-trailer-size" 21) (case "HTTP-response-transfer-coding" 12) (case "HTTP-response-content-coding" 12) (case "HTTP-response-timeout") (case "HTTP-upgrade-failed") (case "HTTP-protocol-error") (case "loop-detected") (case "configuration-error") (case "internal-error" 12)))
      (export (;25;) "error-code" (type (eq 24)))
      (type (;26;) string)
      (export (;27;) "field-key" (type (eq 26)))
      (export (;28;) "field-name" (type (eq 27)))
      (type (;29;) (list u8))
      (export (;30;) "field-value" (type (eq 29)))
      (type (;31;) (variant (case "invalid-syntax") (case "forbidden") (case "immutable")))
      (export (;32;) "header-error" (type (eq 31)))
      (export (;33;) "headers" (type (eq 10)))
      (export (;34;) "outgoing-response" (type (sub resource)))
      (type (;35;) u16)
      (export (;36;) "status-code" (type (eq 35)))
      (export (;37;) "response-outparam" (type (sub resource)))
      (type (;38;) (own 10))
      (type (;39;) (func (result 38)))
      (export (;0;) "[constructor]fields" (func (type 39)))
      (type (;40;) (borrow 10))
      (type (;41;) (result (error 32)))
      (type (;42;) (func (param "self" 40) (param "name" 28) (param "value" 30) (result 41)))
      (export (;1;) "[method]fields.append" (func (type 42)))
      (type (;43;) (borrow 0))
      (type (;44;) (func (param "self" 43) (result 2)))
      (export (;2;) "[method]incoming-request.method" (func (type 44)))
      (type (;45;) (func (param "self" 43) (result 12)))
      (export (;3;) "[method]incoming-request.path-with-query" (func (type 45)))
      (type (;46;) (own 3))
      (type (;47;) (result 46))
      (type (;48;) (func (param "self" 43) (result 47)))
      (export (;4;) "[method]incoming-request.consume" (func (type 48)))
      (type (;49;) (own 37))
      (type (;50;) (own 34))
      (type (;51;) (result 50 (error 25)))
      (type (;52;) (func (param "param" 49) (param "response" 51)))
      (export (;5;) "[static]response-outparam.set" (func (type 52)))
      (type (;53;) (borrow 3))
      (type (;54;) (own 5))
      (type (;55;) (result 54))
      (type (;56;) (func (param "self" 53) (result 55)))
      (export (;6;) "[method]incoming-body.stream" (func (type 56)))
      (type (;57;) (own 9))
      (type (;58;) (func (param "this" 46) (result 57)))
      (export (;7;) "[static]incoming-body.finish" (func (type 58)))
      (type (;59;) (own 33))
      (type (;60;) (func (param "headers" 59) (result 50)))
      (export (;8;) "[constructor]outgoing-response" (func (type 60)))
      (type (;61;) (borrow 34))
      (type (;62;) (result))
      (type (;63;) (func (param "self" 61) (param "status-code" 36) (result 62)))
      (export (;9;) "[method]outgoing-response.set-status-code" (func (type 63)))
      (type (;64;) (own 6))
      (type (;65;) (result 64))
      (type (;66;) (func (param "self" 61) (result 65)))
      (export (;10;) "[method]outgoing-response.body" (func (type 66)))
      (type (;67;) (borrow 6))
      (type (;68;) (own 8))
      (type (;69;) (result 68))
      (type (;70;) (func (param "self" 67) (result 69)))
      (export (;11;) "[method]outgoing-body.write" (func (type 70)))
      (type (;71;) (own 11))
      (type (;72;) (option 71))
      (type (;73;) (result (error 25)))
      (type (;74;) (func (param "this" 64) (param "trailers" 72) (result 73)))
      (export (;12;) "[static]outgoing-body.finish" (func (type 74)))
    )
  )
  (import "wasi:http/types@0.2.12" (instance $wasi:http/types@0.2.12 (;2;) (type $ty-wasi:http/types@0.2.12)))
  (core module $main (;0;)
    (type (;0;) (func (param i32 i32)))
    (type (;1;) (func (param i32 i64 i32)))
    (type (;2;) (func (param i32 i32 i32 i32)))
    (type (;3;) (func (param i32)))
    (type (;4;) (func (param i32) (result i32)))
    (type (;5;) (func (result i32)))
    (type (;6;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;7;) (func (param i32 i32) (result i32)))
    (type (;8;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;9;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;10;) (func (param i32 i32 i32) (result i32)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.path-with-query" (func (;0;) (type 0)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.method" (func (;1;) (type 0)))
    (import "wasi:http/types@0.2.12" "[method]incoming-request.consume" (func (;2;) (type 0)))
    (import "wasi:http/types@0.2.12" "[method]incoming-body.stream" (func (;3;) (type 0)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func (;4;) (type 0)))
    (import "wasi:io/streams@0.2.12" "[method]input-stream.blocking-read" (func (;5;) (type 1)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush" (func (;6;) (type 2)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]input-stream" (func (;7;) (type 3)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func (;8;) (type 3)))
    (import "wasi:http/types@0.2.12" "[static]incoming-body.finish" (func (;9;) (type 4)))
    (import "wasi:http/types@0.2.12" "[resource-drop]future-trailers" (func (;10;) (type 3)))
    (import "wasi:http/types@0.2.12" "[static]outgoing-body.finish" (func (;11;) (type 2)))
    (import "wasi:http/types@0.2.12" "[resource-drop]incoming-request" (func (;12;) (type 3)))
    (import "wasi:http/types@0.2.12" "[constructor]fields" (func (;13;) (type 5)))
    (import "wasi:http/types@0.2.12" "[method]fields.append" (func (;14;) (type 6)))
    (import "wasi:http/types@0.2.12" "[constructor]outgoing-response" (func (;15;) (type 4)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-response.set-status-code" (func (;16;) (type 7)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-response.body" (func (;17;) (type 0)))
    (import "wasi:http/types@0.2.12" "[static]response-outparam.set" (func (;18;) (type 8)))
    (table (;0;) 1 1 funcref)
    (memory (;0;) 1)
    (global (;0;) (mut i32) i32.const 16384)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func 19))
    (export "wassay:languages/greeting@1.0.0#greet" (func 20))
    (export "cabi_post_wassay:languages/greeting@1.0.0#greet" (func 21))
    (export "wassay:languages/greeting@1.0.0#sum" (func 22))
    (export "wassay:languages/greeting@1.0.0#fold" (func 23))
    (export "cabi_post_wassay:languages/greeting@1.0.0#fold" (func 24))
    (export "wasi:http/incoming-handler@0.2.12#handle" (func 25))
    (func (;19;) (type 9) (param i32 i32 i32 i32) (result i32)
      (local i32 i32)
      block ;; label = @1
        block ;; label = @2
          local.get 3
          local.get 2
          i32.const 0
          i32.load offset=16472
          i32.add
          i32.const -1
          i32.add
          i32.const 0
          local.get 2
          i32.sub
          i32.and
          local.tee 2
          i32.add
          local.tee 3
          i32.const 65535
          i32.add
          i32.const 16
          i32.shr_u
          local.tee 4
          memory.size
          local.tee 5
          i32.le_u
          br_if 0 (;@2;)
          local.get 4
          local.get 5
          i32.sub
          memory.grow
          i32.const -1
          i32.eq
          br_if 1 (;@1;)
        end
        i32.const 0
        local.get 3
        i32.store offset=16472
        block ;; label = @2
          local.get 1
          i32.eqz
          br_if 0 (;@2;)
          local.get 2
          local.get 0
          local.get 1
          memory.copy
        end
        local.get 2
        return
      end
      unreachable
    )
    (func (;20;) (type 9) (param i32 i32 i32 i32) (result i32)
      (local i32 i32 i32 i32 i32)
      global.get 0
      i32.const 16
      i32.sub
      local.set 4
      block ;; label = @1
        block ;; label = @2
          local.get 1
          i32.const 0
          i32.load offset=16472
          local.tee 5
          i32.add
          local.tee 6
          i32.const 65567
          i32.add
          i32.const 16
          i32.shr_u
          local.tee 7
          memory.size
          local.tee 8
          i32.le_u
          br_if 0 (;@2;)
          local.get 7
          local.get 8
          i32.sub
          memory.grow
          i32.const -1
          i32.eq
          br_if 1 (;@1;)
        end
        i32.const 0
        local.get 5
        i32.store offset=16484
        i32.const 0
        local.get 1
        i32.eqz
        local.tee 7
        i32.store8 offset=16480
        i32.const 0
        local.get 6
        i32.const 32
        i32.add
        i32.store offset=16472
        i32.const 0
        i32.const 0
        i32.store offset=16488
        block ;; label = @2
          block ;; label = @3
            local.get 1
            br_if 0 (;@3;)
            local.get 5
            i32.const 0
            i32.load16_u offset=16388 align=1
            i32.store16 offset=4 align=1
            local.get 5
            i32.const 0
            i32.load offset=16384 align=1
            i32.store align=1
            i32.const 6
            local.set 3
            br 1 (;@2;)
          end
          local.get 5
          i32.const 0
          i32.load offset=16441 align=1
          i32.store offset=3 align=1
          local.get 5
          i32.const 0
          i32.load offset=16438 align=1
          i32.store align=1
          i32.const 0
          i32.const 0
          i32.load offset=16488
          i32.const 7
          i32.add
          local.tee 5
          i32.store offset=16488
          block ;; label = @3
            local.get 7
            br_if 0 (;@3;)
            i32.const 0
            i32.load offset=16484
            local.get 5
            i32.add
            local.get 0
            local.get 1
            memory.copy
          end
          i32.const 0
          i32.const 0
          i32.load offset=16488
          local.get 1
          i32.add
          local.tee 5
          i32.store offset=16488
          block ;; label = @3
            local.get 2
            i32.eqz
            br_if 0 (;@3;)
            i32.const 0
            local.set 1
            i32.const 0
            i32.load offset=16484
            local.get 5
            i32.add
            local.tee 5
            i32.const 0
            i32.load offset=16433 align=1
            i32.store offset=3 align=1
            local.get 5
            i32.const 0
            i32.load offset=16430 align=1
            i32.store align=1
            i32.const 0
            i32.const 0
            i32.load offset=16488
            i32.const 7
            i32.add
            local.tee 2
            i32.store offset=16488
            loop ;; label = @4
              local.get 4
              i32.const 6
              i32.add
              local.get 1
              i32.add
              i32.const 9
              i32.add
              local.get 3
              local.get 3
              i32.const 10
              i32.div_u
              local.tee 5
              i32.const 10
              i32.mul
              i32.sub
              i32.const 48
              i32.or
              i32.store8
              local.get 1
              i32.const -1
              i32.add
              local.set 1
              local.get 3
              i32.const 9
              i32.gt_u
              local.set 6
              local.get 5
              local.set 3
              local.get 6
              br_if 0 (;@4;)
            end
            block ;; label = @4
              i32.const 0
              local.get 1
              i32.sub
              local.tee 3
              i32.eqz
              br_if 0 (;@4;)
              i32.const 0
              i32.load offset=16484
              local.get 2
              i32.add
              local.get 4
              i32.const 6
              i32.add
              local.get 1
              i32.add
              i32.const 10
              i32.add
              local.get 3
              memory.copy
            end
            i32.const 0
            i32.const 0
            i32.load offset=16488
            local.get 1
            i32.sub
            local.tee 5
            i32.store offset=16488
          end
          i32.const 0
          i32.load offset=16484
          local.get 5
          i32.add
          i32.const 33
          i32.store8
          i32.const 1
          local.set 3
        end
        i32.const 0
        i32.const 0
        i32.load offset=16488
        local.get 3
        i32.add
        i32.store offset=16488
        i32.const 16480
        return
      end
      unreachable
    )
    (func (;21;) (type 3) (param i32)
      i32.const 0
      i32.const 16528
      i32.store offset=16472
    )
    (func (;22;) (type 7) (param i32 i32) (result i32)
      (local i64 i64 i64)
      i64.const 0
      local.set 2
      block ;; label = @1
        block ;; label = @2
          local.get 1
          br_if 0 (;@2;)
          i64.const 0
          local.set 3
          br 1 (;@1;)
        end
        i64.const 0
        local.set 3
        loop ;; label = @2
          local.get 3
          local.get 0
          i64.load
          local.tee 4
          i64.const 63
          i64.shr_s
          i64.add
          local.get 2
          local.tee 3
          local.get 4
          i64.add
          local.tee 2
          local.get 3
          i64.lt_u
          i64.extend_i32_u
          i64.add
          local.set 3
          local.get 0
          i32.const 8
          i32.add
          local.set 0
          local.get 1
          i32.const -1
          i32.add
          local.tee 1
          br_if 0 (;@2;)
        end
      end
      i32.const 0
      local.get 2
      i64.store offset=16504
      i32.const 0
      i32.const 16528
      i32.store offset=16472
      i32.const 0
      local.get 3
      local.get 2
      i64.const 63
      i64.shr_s
      i64.xor
      i64.eqz
      i32.store8 offset=16496
      i32.const 16496
    )
    (func (;23;) (type 7) (param i32 i32) (result i32)
      (local i32 i32 i32 i32 i32 i32 i32 i32)
      block ;; label = @1
        block ;; label = @2
          local.get 1
          i32.const 0
          i32.load offset=16472
          local.tee 2
          i32.add
          local.tee 3
          i32.const 65535
          i32.add
          i32.const 16
          i32.shr_u
          local.tee 4
          memory.size
          local.tee 5
          i32.le_u
          br_if 0 (;@2;)
          local.get 4
          local.get 5
          i32.sub
          memory.grow
          i32.const -1
          i32.eq
          br_if 1 (;@1;)
        end
        i32.const 0
        local.get 1
        i32.store offset=16516
        i32.const 0
        local.get 2
        i32.store offset=16512
        i32.const 0
        local.get 3
        i32.store offset=16472
        block ;; label = @2
          local.get 1
          i32.eqz
          br_if 0 (;@2;)
          local.get 0
          i32.const 1
          i32.add
          local.set 6
          i32.const 0
          local.set 5
          loop ;; label = @3
            local.get 1
            local.get 5
            local.tee 7
            i32.const 1
            i32.add
            local.tee 2
            local.get 1
            local.get 2
            i32.gt_u
            select
            local.tee 8
            i32.const -1
            i32.add
            local.set 9
            local.get 7
            local.set 2
            block ;; label = @4
              loop ;; label = @5
                block ;; label = @6
                  local.get 9
                  local.get 2
                  i32.ne
                  br_if 0 (;@6;)
                  local.get 8
                  local.set 5
                  br 2 (;@4;)
                end
                local.get 6
                local.get 2
                i32.add
                local.set 4
                local.get 2
                i32.const 1
                i32.add
                local.tee 5
                local.set 2
                local.get 4
                i32.load8_s
                i32.const -64
                i32.lt_s
                br_if 0 (;@5;)
              end
            end
            local.get 3
            local.get 5
            local.get 7
            i32.sub
            local.tee 2
            i32.sub
            local.set 3
            block ;; label = @4
              local.get 2
              i32.eqz
              br_if 0 (;@4;)
              local.get 3
              local.get 0
              local.get 7
              i32.add
              local.get 2
              memory.copy
            end
            local.get 5
            local.get 1
            i32.lt_u
            br_if 0 (;@3;)
          end
        end
        i32.const 16512
        return
      end
      unreachable
    )
    (func (;24;) (type 3) (param i32)
      i32.const 0
      i32.const 16528
      i32.store offset=16472
    )
    (func (;25;) (type 0) (param i32 i32)
      (local i32 i32 i32 i32 i32)
      global.get 0
      i32.const 112
      i32.sub
      local.tee 2
      global.set 0
      local.get 0
      local.get 2
      i32.const 20
      i32.add
      call 0
      local.get 0
      local.get 2
      i32.const 8
      i32.add
      call 1
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            block ;; label = @4
              local.get 2
              i32.load8_u offset=20
              i32.eqz
              br_if 0 (;@4;)
              local.get 2
              i32.load offset=28
              local.tee 3
              i32.eqz
              br_if 0 (;@4;)
              local.get 2
              i32.load offset=24
              local.tee 4
              i32.load8_u
              i32.const 47
              i32.ne
              br_if 0 (;@4;)
              local.get 3
              i32.const 1
              i32.eq
              br_if 1 (;@3;)
              local.get 4
              i32.load8_u offset=1
              i32.const 63
              i32.eq
              br_if 1 (;@3;)
            end
            local.get 1
            i32.const 404
            i32.const 16446
            i32.const 10
            call 26
            br 1 (;@2;)
          end
          block ;; label = @3
            block ;; label = @4
              block ;; label = @5
                block ;; label = @6
                  local.get 2
                  i32.load8_u offset=8
                  br_table 0 (;@6;) 2 (;@4;) 1 (;@5;) 2 (;@4;)
                end
                local.get 1
                i32.const 200
                i32.const 16457
                i32.const 13
                call 26
                br 3 (;@2;)
              end
              local.get 0
              local.get 2
              i32.const 32
              i32.add
              call 2
              local.get 2
              i32.load8_u offset=32
              br_if 3 (;@1;)
              local.get 2
              i32.load offset=36
              local.tee 5
              local.get 2
              i32.const 32
              i32.add
              call 3
              local.get 2
              i32.load8_u offset=32
              br_if 3 (;@1;)
              local.get 2
              i32.load offset=36
              local.set 3
              local.get 1
              i32.const 200
              i32.const -1
              call 27
              local.tee 6
              local.get 2
              i32.const 32
              i32.add
              call 4
              local.get 2
              i32.load8_u offset=32
              br_if 3 (;@1;)
              local.get 2
              i32.load offset=36
              local.set 1
              i32.const 0
              i32.load offset=16472
              local.set 4
              local.get 3
              i64.const 4096
              local.get 2
              i32.const 72
              i32.add
              call 5
              local.get 2
              i32.load8_u offset=72
              br_if 1 (;@3;)
              loop ;; label = @5
                local.get 1
                local.get 2
                i32.load offset=76
                local.get 2
                i32.load offset=80
                local.get 2
                i32.const 32
                i32.add
                call 6
                local.get 2
                i32.load8_u offset=32
                br_if 4 (;@1;)
                i32.const 0
                local.get 4
                i32.store offset=16472
                local.get 3
                i64.const 4096
                local.get 2
                i32.const 72
                i32.add
                call 5
                local.get 2
                i32.load8_u offset=72
                br_if 2 (;@3;)
                br 0 (;@5;)
              end
            end
            local.get 1
            i32.const 405
            i32.const 16470
            i32.const 0
            call 26
            br 1 (;@2;)
          end
          local.get 2
          i32.load8_u offset=76
          i32.eqz
          br_if 1 (;@1;)
          local.get 3
          call 7
          local.get 1
          call 8
          local.get 5
          call 9
          call 10
          local.get 6
          i32.const 0
          i32.const 0
          local.get 2
          i32.const 72
          i32.add
          call 11
          local.get 2
          i32.load8_u offset=72
          br_if 1 (;@1;)
        end
        local.get 0
        call 12
        i32.const 0
        i32.const 16528
        i32.store offset=16472
        local.get 2
        i32.const 112
        i32.add
        global.set 0
        return
      end
      unreachable
    )
    (func (;26;) (type 2) (param i32 i32 i32 i32)
      (local i32)
      global.get 0
      i32.const 80
      i32.sub
      local.tee 4
      global.set 0
      local.get 0
      local.get 1
      local.get 3
      call 27
      local.set 1
      block ;; label = @1
        block ;; label = @2
          local.get 3
          i32.eqz
          br_if 0 (;@2;)
          local.get 1
          local.get 4
          call 4
          local.get 4
          i32.load8_u
          br_if 1 (;@1;)
          local.get 4
          i32.load offset=4
          local.tee 0
          local.get 2
          local.get 3
          local.get 4
          call 6
          local.get 4
          i32.load8_u
          br_if 1 (;@1;)
          local.get 0
          call 8
        end
        local.get 1
        i32.const 0
        i32.const 0
        local.get 4
        i32.const 40
        i32.add
        call 11
        local.get 4
        i32.load8_u offset=40
        br_if 0 (;@1;)
        local.get 4
        i32.const 80
        i32.add
        global.set 0
        return
      end
      unreachable
    )
    (func (;27;) (type 10) (param i32 i32 i32) (result i32)
      (local i32 i32 i32 i32 i32)
      global.get 0
      i32.const 80
      i32.sub
      local.tee 3
      global.set 0
      call 13
      local.tee 4
      i32.const 16417
      i32.const 12
      i32.const 16391
      i32.const 10
      local.get 3
      i32.const 24
      i32.add
      call 14
      block ;; label = @1
        local.get 3
        i32.load8_u offset=24
        br_if 0 (;@1;)
        block ;; label = @2
          local.get 2
          i32.const -1
          i32.eq
          br_if 0 (;@2;)
          i32.const 0
          local.set 5
          loop ;; label = @3
            local.get 3
            i32.const 70
            i32.add
            local.get 5
            i32.add
            i32.const 9
            i32.add
            local.get 2
            local.get 2
            i32.const 10
            i32.div_u
            local.tee 6
            i32.const 10
            i32.mul
            i32.sub
            i32.const 48
            i32.or
            i32.store8
            local.get 5
            i32.const -1
            i32.add
            local.set 5
            local.get 2
            i32.const 9
            i32.gt_u
            local.set 7
            local.get 6
            local.set 2
            local.get 7
            br_if 0 (;@3;)
          end
          block ;; label = @3
            i32.const 0
            local.get 5
            i32.sub
            local.tee 2
            i32.eqz
            br_if 0 (;@3;)
            local.get 3
            i32.const 14
            i32.add
            local.get 3
            i32.const 70
            i32.add
            local.get 5
            i32.add
            i32.const 10
            i32.add
            local.get 2
            memory.copy
          end
          local.get 4
          i32.const 16402
          i32.const 14
          local.get 3
          i32.const 14
          i32.add
          local.get 2
          local.get 3
          i32.const 24
          i32.add
          call 14
          local.get 3
          i32.load8_u offset=24
          br_if 1 (;@1;)
        end
        local.get 4
        call 15
        local.tee 2
        local.get 1
        call 16
        drop
        local.get 2
        local.get 3
        i32.const 24
        i32.add
        call 17
        local.get 3
        i32.load8_u offset=24
        br_if 0 (;@1;)
        local.get 3
        i32.load offset=28
        local.set 5
        local.get 0
        i32.const 0
        local.get 2
        i32.const 0
        i64.const 0
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 0
        call 18
        local.get 3
        i32.const 80
        i32.add
        global.set 0
        local.get 5
        return
      end
      unreachable
    )
    (data (;0;) (i32.const 16384) "nobody\00text/plain\00content-length\00content-type\00, aged \00Hello, \00not found\0a\00hello from C\0a\00")
    (data (;1;) (i32.const 16472) "\90@\00\00")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32)))
    (type (;1;) (func (param i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
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
    (func (;0;) (type 0) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 0
      call_indirect (type 0)
    )
    (func (;1;) (type 0) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 1
      call_indirect (type 0)
    )
    (func (;2;) (type 0) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 2
      call_indirect (type 0)
    )
    (func (;3;) (type 0) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 3
      call_indirect (type 0)
    )
    (func (;4;) (type 0) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 4
      call_indirect (type 0)
    )
    (func (;5;) (type 1) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 5
      call_indirect (type 1)
    )
    (func (;6;) (type 2) (param i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      i32.const 6
      call_indirect (type 2)
    )
    (func (;7;) (type 0) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 7
      call_indirect (type 0)
    )
    (func (;8;) (type 3) (param i32 i32 i32 i32 i64 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      local.get 7
      local.get 8
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
    (type (;0;) (func (param i32 i32)))
    (type (;1;) (func (param i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i64 i32)))
    (type (;5;) (func (param i32 i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 0)))
    (import "" "2" (func (;2;) (type 0)))
    (import "" "3" (func (;3;) (type 0)))
    (import "" "4" (func (;4;) (type 0)))
    (import "" "5" (func (;5;) (type 1)))
    (import "" "6" (func (;6;) (type 2)))
    (import "" "7" (func (;7;) (type 0)))
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
  (alias core export $wit-component-shim-instance "0" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query" (;0;)))
  (alias core export $wit-component-shim-instance "1" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.method" (;1;)))
  (alias core export $wit-component-shim-instance "2" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.consume" (;2;)))
  (alias core export $wit-component-shim-instance "3" (core func $"indirect-wasi:http/types@0.2.12-[method]incoming-body.stream" (;3;)))
  (alias core export $wit-component-shim-instance "4" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-body.write" (;4;)))
  (alias export $wasi:http/types@0.2.12 "[static]incoming-body.finish" (func $"[static]incoming-body.finish" (;0;)))
  (core func $"[static]incoming-body.finish" (;5;) (canon lower (func $"[static]incoming-body.finish")))
  (alias export $wasi:http/types@0.2.12 "future-trailers" (type $future-trailers (;10;)))
  (core func $resource.drop (;6;) (canon resource.drop $future-trailers))
  (alias core export $wit-component-shim-instance "5" (core func $"indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish" (;7;)))
  (alias export $wasi:http/types@0.2.12 "incoming-request" (type $"#type11 incoming-request" (@name "incoming-request") (;11;)))
  (core func $"#core-func8 resource.drop" (@name "resource.drop") (;8;) (canon resource.drop $"#type11 incoming-request"))
  (alias export $wasi:http/types@0.2.12 "[constructor]fields" (func $"[constructor]fields" (;1;)))
  (core func $"[constructor]fields" (;9;) (canon lower (func $"[constructor]fields")))
  (alias core export $wit-component-shim-instance "6" (core func $"indirect-wasi:http/types@0.2.12-[method]fields.append" (;10;)))
  (alias export $wasi:http/types@0.2.12 "[constructor]outgoing-response" (func $"[constructor]outgoing-response" (;2;)))
  (core func $"[constructor]outgoing-response" (;11;) (canon lower (func $"[constructor]outgoing-response")))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-response.set-status-code" (func $"[method]outgoing-response.set-status-code" (;3;)))
  (core func $"[method]outgoing-response.set-status-code" (;12;) (canon lower (func $"[method]outgoing-response.set-status-code")))
  (alias core export $wit-component-shim-instance "7" (core func $"indirect-wasi:http/types@0.2.12-[method]outgoing-response.body" (;13;)))
  (alias core export $wit-component-shim-instance "8" (core func $"indirect-wasi:http/types@0.2.12-[static]response-outparam.set" (;14;)))
  (core instance $wasi:http/types@0.2.12 (;1;)
    (export "[method]incoming-request.path-with-query" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query"))
    (export "[method]incoming-request.method" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.method"))
    (export "[method]incoming-request.consume" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-request.consume"))
    (export "[method]incoming-body.stream" (func $"indirect-wasi:http/types@0.2.12-[method]incoming-body.stream"))
    (export "[method]outgoing-body.write" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-body.write"))
    (export "[static]incoming-body.finish" (func $"[static]incoming-body.finish"))
    (export "[resource-drop]future-trailers" (func $resource.drop))
    (export "[static]outgoing-body.finish" (func $"indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish"))
    (export "[resource-drop]incoming-request" (func $"#core-func8 resource.drop"))
    (export "[constructor]fields" (func $"[constructor]fields"))
    (export "[method]fields.append" (func $"indirect-wasi:http/types@0.2.12-[method]fields.append"))
    (export "[constructor]outgoing-response" (func $"[constructor]outgoing-response"))
    (export "[method]outgoing-response.set-status-code" (func $"[method]outgoing-response.set-status-code"))
    (export "[method]outgoing-response.body" (func $"indirect-wasi:http/types@0.2.12-[method]outgoing-response.body"))
    (export "[static]response-outparam.set" (func $"indirect-wasi:http/types@0.2.12-[static]response-outparam.set"))
  )
  (alias core export $wit-component-shim-instance "9" (core func $"indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read" (;15;)))
  (alias core export $wit-component-shim-instance "10" (core func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (;16;)))
  (alias export $wasi:io/streams@0.2.12 "input-stream" (type $"#type12 input-stream" (@name "input-stream") (;12;)))
  (core func $"#core-func17 resource.drop" (@name "resource.drop") (;17;) (canon resource.drop $"#type12 input-stream"))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type13 output-stream" (@name "output-stream") (;13;)))
  (core func $"#core-func18 resource.drop" (@name "resource.drop") (;18;) (canon resource.drop $"#type13 output-stream"))
  (core instance $wasi:io/streams@0.2.12 (;2;)
    (export "[method]input-stream.blocking-read" (func $"indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read"))
    (export "[method]output-stream.blocking-write-and-flush" (func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "[resource-drop]input-stream" (func $"#core-func17 resource.drop"))
    (export "[resource-drop]output-stream" (func $"#core-func18 resource.drop"))
  )
  (core instance $main (;3;) (instantiate $main
      (with "wasi:http/types@0.2.12" (instance $wasi:http/types@0.2.12))
      (with "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.path-with-query" (func $"[method]incoming-request.path-with-query" (;4;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;19;)))
  (core func $"#core-func20 indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query") (;20;) (canon lower (func $"[method]incoming-request.path-with-query") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.method" (func $"[method]incoming-request.method" (;5;)))
  (core func $"#core-func21 indirect-wasi:http/types@0.2.12-[method]incoming-request.method" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.method") (;21;) (canon lower (func $"[method]incoming-request.method") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-request.consume" (func $"[method]incoming-request.consume" (;6;)))
  (core func $"#core-func22 indirect-wasi:http/types@0.2.12-[method]incoming-request.consume" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-request.consume") (;22;) (canon lower (func $"[method]incoming-request.consume") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[method]incoming-body.stream" (func $"[method]incoming-body.stream" (;7;)))
  (core func $"#core-func23 indirect-wasi:http/types@0.2.12-[method]incoming-body.stream" (@name "indirect-wasi:http/types@0.2.12-[method]incoming-body.stream") (;23;) (canon lower (func $"[method]incoming-body.stream") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-body.write" (func $"[method]outgoing-body.write" (;8;)))
  (core func $"#core-func24 indirect-wasi:http/types@0.2.12-[method]outgoing-body.write" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-body.write") (;24;) (canon lower (func $"[method]outgoing-body.write") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[static]outgoing-body.finish" (func $"[static]outgoing-body.finish" (;9;)))
  (core func $"#core-func25 indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish" (@name "indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish") (;25;) (canon lower (func $"[static]outgoing-body.finish") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]fields.append" (func $"[method]fields.append" (;10;)))
  (core func $"#core-func26 indirect-wasi:http/types@0.2.12-[method]fields.append" (@name "indirect-wasi:http/types@0.2.12-[method]fields.append") (;26;) (canon lower (func $"[method]fields.append") (memory $memory) string-encoding=utf8))
  (alias export $wasi:http/types@0.2.12 "[method]outgoing-response.body" (func $"[method]outgoing-response.body" (;11;)))
  (core func $"#core-func27 indirect-wasi:http/types@0.2.12-[method]outgoing-response.body" (@name "indirect-wasi:http/types@0.2.12-[method]outgoing-response.body") (;27;) (canon lower (func $"[method]outgoing-response.body") (memory $memory)))
  (alias export $wasi:http/types@0.2.12 "[static]response-outparam.set" (func $"[static]response-outparam.set" (;12;)))
  (core func $"#core-func28 indirect-wasi:http/types@0.2.12-[static]response-outparam.set" (@name "indirect-wasi:http/types@0.2.12-[static]response-outparam.set") (;28;) (canon lower (func $"[static]response-outparam.set") (memory $memory) string-encoding=utf8))
  (alias export $wasi:io/streams@0.2.12 "[method]input-stream.blocking-read" (func $"[method]input-stream.blocking-read" (;13;)))
  (core func $"#core-func29 indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read" (@name "indirect-wasi:io/streams@0.2.12-[method]input-stream.blocking-read") (;29;) (canon lower (func $"[method]input-stream.blocking-read") (memory $memory) (realloc $realloc)))
  (alias export $wasi:io/streams@0.2.12 "[method]output-stream.blocking-write-and-flush" (func $"[method]output-stream.blocking-write-and-flush" (;14;)))
  (core func $"#core-func30 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (@name "indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush") (;30;) (canon lower (func $"[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (core instance $fixup-args (;4;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func20 indirect-wasi:http/types@0.2.12-[method]incoming-request.path-with-query"))
    (export "1" (func $"#core-func21 indirect-wasi:http/types@0.2.12-[method]incoming-request.method"))
    (export "2" (func $"#core-func22 indirect-wasi:http/types@0.2.12-[method]incoming-request.consume"))
    (export "3" (func $"#core-func23 indirect-wasi:http/types@0.2.12-[method]incoming-body.stream"))
    (export "4" (func $"#core-func24 indirect-wasi:http/types@0.2.12-[method]outgoing-body.write"))
    (export "5" (func $"#core-func25 indirect-wasi:http/types@0.2.12-[static]outgoing-body.finish"))
    (export "6" (func $"#core-func26 indirect-wasi:http/types@0.2.12-[method]fields.append"))
    (export "7" (func $"#core-func27 indirect-wasi:http/types@0.2.12-[method]outgoing-response.body"))
    (export "8" (func $"#core-func28 indirect-wasi:http/types@0.2.12-[static]response-outparam.set"))
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

