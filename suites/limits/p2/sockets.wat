;; Tries to connect, to listen, to send and to look up a name: prints how each went.
;; Made from sockets.core.wat by tests/components.rs, which says how; not to be edited.
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
      (export (;0;) "output-stream" (type (sub resource)))
      (alias outer 1 $error (type (;1;)))
      (export (;2;) "error" (type (eq 1)))
      (type (;3;) (own 2))
      (type (;4;) (variant (case "last-operation-failed" 3) (case "closed")))
      (export (;5;) "stream-error" (type (eq 4)))
      (type (;6;) (borrow 0))
      (type (;7;) (list u8))
      (type (;8;) (result (error 5)))
      (type (;9;) (func (param "self" 6) (param "contents" 7) (result 8)))
      (export (;0;) "[method]output-stream.blocking-write-and-flush" (func (type 9)))
    )
  )
  (import "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12 (;1;) (type $ty-wasi:io/streams@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $output-stream (;3;)))
  (type $ty-wasi:cli/stdout@0.2.12 (;4;)
    (instance
      (alias outer 1 $output-stream (type (;0;)))
      (export (;1;) "output-stream" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (func (result 2)))
      (export (;0;) "get-stdout" (func (type 3)))
    )
  )
  (import "wasi:cli/stdout@0.2.12" (instance $wasi:cli/stdout@0.2.12 (;2;) (type $ty-wasi:cli/stdout@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type5 output-stream" (@name "output-stream") (;5;)))
  (type $ty-wasi:cli/stderr@0.2.12 (;6;)
    (instance
      (alias outer 1 $"#type5 output-stream" (type (;0;)))
      (export (;1;) "output-stream" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (func (result 2)))
      (export (;0;) "get-stderr" (func (type 3)))
    )
  )
  (import "wasi:cli/stderr@0.2.12" (instance $wasi:cli/stderr@0.2.12 (;3;) (type $ty-wasi:cli/stderr@0.2.12)))
  (type $ty-wasi:sockets/network@0.2.12 (;7;)
    (instance
      (export (;0;) "network" (type (sub resource)))
      (type (;1;) (enum "ipv4" "ipv6"))
      (export (;2;) "ip-address-family" (type (eq 1)))
      (type (;3;) (enum "unknown" "access-denied" "not-supported" "invalid-argument" "out-of-memory" "timeout" "concurrency-conflict" "not-in-progress" "would-block" "invalid-state" "new-socket-limit" "address-not-bindable" "address-in-use" "remote-unreachable" "connection-refused" "connection-reset" "connection-aborted" "datagram-too-large" "name-unresolvable" "temporary-resolver-failure" "permanent-resolver-failure"))
      (export (;4;) "error-code" (type (eq 3)))
      (type (;5;) (tuple u8 u8 u8 u8))
      (export (;6;) "ipv4-address" (type (eq 5)))
      (type (;7;) (record (field "port" u16) (field "address" 6)))
      (export (;8;) "ipv4-socket-address" (type (eq 7)))
      (type (;9;) (tuple u16 u16 u16 u16 u16 u16 u16 u16))
      (export (;10;) "ipv6-address" (type (eq 9)))
      (type (;11;) (record (field "port" u16) (field "flow-info" u32) (field "address" 10) (field "scope-id" u32)))
      (export (;12;) "ipv6-socket-address" (type (eq 11)))
      (type (;13;) (variant (case "ipv4" 8) (case "ipv6" 12)))
      (export (;14;) "ip-socket-address" (type (eq 13)))
    )
  )
  (import "wasi:sockets/network@0.2.12" (instance $wasi:sockets/network@0.2.12 (;4;) (type $ty-wasi:sockets/network@0.2.12)))
  (alias export $wasi:sockets/network@0.2.12 "network" (type $network (;8;)))
  (type $ty-wasi:sockets/instance-network@0.2.12 (;9;)
    (instance
      (alias outer 1 $network (type (;0;)))
      (export (;1;) "network" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (func (result 2)))
      (export (;0;) "instance-network" (func (type 3)))
    )
  )
  (import "wasi:sockets/instance-network@0.2.12" (instance $wasi:sockets/instance-network@0.2.12 (;5;) (type $ty-wasi:sockets/instance-network@0.2.12)))
  (alias export $wasi:sockets/network@0.2.12 "network" (type $"#type10 network" (@name "network") (;10;)))
  (alias export $wasi:sockets/network@0.2.12 "ip-socket-address" (type $ip-socket-address (;11;)))
  (alias export $wasi:sockets/network@0.2.12 "error-code" (type $error-code (;12;)))
  (type $ty-wasi:sockets/tcp@0.2.12 (;13;)
    (instance
      (export (;0;) "tcp-socket" (type (sub resource)))
      (alias outer 1 $"#type10 network" (type (;1;)))
      (export (;2;) "network" (type (eq 1)))
      (alias outer 1 $ip-socket-address (type (;3;)))
      (export (;4;) "ip-socket-address" (type (eq 3)))
      (alias outer 1 $error-code (type (;5;)))
      (export (;6;) "error-code" (type (eq 5)))
      (type (;7;) (borrow 0))
      (type (;8;) (borrow 2))
      (type (;9;) (result (error 6)))
      (type (;10;) (func (param "self" 7) (param "network" 8) (param "local-address" 4) (result 9)))
      (export (;0;) "[method]tcp-socket.start-bind" (func (type 10)))
      (type (;11;) (func (param "self" 7) (param "network" 8) (param "remote-address" 4) (result 9)))
      (export (;1;) "[method]tcp-socket.start-connect" (func (type 11)))
    )
  )
  (import "wasi:sockets/tcp@0.2.12" (instance $wasi:sockets/tcp@0.2.12 (;6;) (type $ty-wasi:sockets/tcp@0.2.12)))
  (alias export $wasi:sockets/network@0.2.12 "ip-address-family" (type $ip-address-family (;14;)))
  (alias export $wasi:sockets/tcp@0.2.12 "tcp-socket" (type $tcp-socket (;15;)))
  (alias export $wasi:sockets/network@0.2.12 "error-code" (type $"#type16 error-code" (@name "error-code") (;16;)))
  (type $ty-wasi:sockets/tcp-create-socket@0.2.12 (;17;)
    (instance
      (alias outer 1 $ip-address-family (type (;0;)))
      (export (;1;) "ip-address-family" (type (eq 0)))
      (alias outer 1 $tcp-socket (type (;2;)))
      (export (;3;) "tcp-socket" (type (eq 2)))
      (alias outer 1 $"#type16 error-code" (type (;4;)))
      (export (;5;) "error-code" (type (eq 4)))
      (type (;6;) (own 3))
      (type (;7;) (result 6 (error 5)))
      (type (;8;) (func (param "address-family" 1) (result 7)))
      (export (;0;) "create-tcp-socket" (func (type 8)))
    )
  )
  (import "wasi:sockets/tcp-create-socket@0.2.12" (instance $wasi:sockets/tcp-create-socket@0.2.12 (;7;) (type $ty-wasi:sockets/tcp-create-socket@0.2.12)))
  (type $ty-wasi:sockets/udp@0.2.12 (;18;)
    (instance
      (export (;0;) "udp-socket" (type (sub resource)))
    )
  )
  (import "wasi:sockets/udp@0.2.12" (instance $wasi:sockets/udp@0.2.12 (;8;) (type $ty-wasi:sockets/udp@0.2.12)))
  (alias export $wasi:sockets/network@0.2.12 "ip-address-family" (type $"#type19 ip-address-family" (@name "ip-address-family") (;19;)))
  (alias export $wasi:sockets/udp@0.2.12 "udp-socket" (type $udp-socket (;20;)))
  (alias export $wasi:sockets/network@0.2.12 "error-code" (type $"#type21 error-code" (@name "error-code") (;21;)))
  (type $ty-wasi:sockets/udp-create-socket@0.2.12 (;22;)
    (instance
      (alias outer 1 $"#type19 ip-address-family" (type (;0;)))
      (export (;1;) "ip-address-family" (type (eq 0)))
      (alias outer 1 $udp-socket (type (;2;)))
      (export (;3;) "udp-socket" (type (eq 2)))
      (alias outer 1 $"#type21 error-code" (type (;4;)))
      (export (;5;) "error-code" (type (eq 4)))
      (type (;6;) (own 3))
      (type (;7;) (result 6 (error 5)))
      (type (;8;) (func (param "address-family" 1) (result 7)))
      (export (;0;) "create-udp-socket" (func (type 8)))
    )
  )
  (import "wasi:sockets/udp-create-socket@0.2.12" (instance $wasi:sockets/udp-create-socket@0.2.12 (;9;) (type $ty-wasi:sockets/udp-create-socket@0.2.12)))
  (alias export $wasi:sockets/network@0.2.12 "network" (type $"#type23 network" (@name "network") (;23;)))
  (alias export $wasi:sockets/network@0.2.12 "error-code" (type $"#type24 error-code" (@name "error-code") (;24;)))
  (type $ty-wasi:sockets/ip-name-lookup@0.2.12 (;25;)
    (instance
      (alias outer 1 $"#type23 network" (type (;0;)))
      (export (;1;) "network" (type (eq 0)))
      (export (;2;) "resolve-address-stream" (type (sub resource)))
      (alias outer 1 $"#type24 error-code" (type (;3;)))
      (export (;4;) "error-code" (type (eq 3)))
      (type (;5;) (borrow 1))
      (type (;6;) (own 2))
      (type (;7;) (result 6 (error 4)))
      (type (;8;) (func (param "network" 5) (param "name" string) (result 7)))
      (export (;0;) "resolve-addresses" (func (type 8)))
    )
  )
  (import "wasi:sockets/ip-name-lookup@0.2.12" (instance $wasi:sockets/ip-name-lookup@0.2.12 (;10;) (type $ty-wasi:sockets/ip-name-lookup@0.2.12)))
  (core module $main (;0;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32 i32 i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (type (;5;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;6;) (func (param i32) (result i32)))
    (type (;7;) (func))
    (type (;8;) (func (param i32 i64)))
    (type (;9;) (func (param i64)))
    (type (;10;) (func (param i32 i32 i32)))
    (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $get-stdout (;0;) (type 0)))
    (import "wasi:cli/stderr@0.2.12" "get-stderr" (func $get-stderr (;1;) (type 0)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush" (func $blocking-write-and-flush (;2;) (type 1)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $drop-output-stream (;3;) (type 2)))
    (import "wasi:sockets/instance-network@0.2.12" "instance-network" (func $instance-network (;4;) (type 0)))
    (import "wasi:sockets/tcp-create-socket@0.2.12" "create-tcp-socket" (func $create-tcp-socket (;5;) (type 3)))
    (import "wasi:sockets/tcp@0.2.12" "[method]tcp-socket.start-connect" (func $start-connect (;6;) (type 4)))
    (import "wasi:sockets/tcp@0.2.12" "[method]tcp-socket.start-bind" (func $start-bind (;7;) (type 4)))
    (import "wasi:sockets/udp-create-socket@0.2.12" "create-udp-socket" (func $create-udp-socket (;8;) (type 3)))
    (import "wasi:sockets/ip-name-lookup@0.2.12" "resolve-addresses" (func $resolve-addresses (;9;) (type 1)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "wasi:cli/run@0.2.12#run" (func 18))
    (func $cabi_realloc (;10;) (type 5) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $print (;11;) (type 3) (param $at i32) (param $length i32)
      i32.const 1
      local.get $at
      local.get $length
      call $write
    )
    (func $length (;12;) (type 6) (param $at i32) (result i32)
      (local $end i32)
      local.get $at
      local.set $end
      block $found
        loop $next
          local.get $end
          i32.load8_u
          i32.eqz
          br_if $found
          local.get $end
          i32.const 1
          i32.add
          local.set $end
          br $next
        end
      end
      local.get $end
      local.get $at
      i32.sub
    )
    (func $say (;13;) (type 2) (param $at i32)
      local.get $at
      local.get $at
      call $length
      call $print
    )
    (func $line (;14;) (type 7)
      i32.const 40
      call $say
    )
    (func $number-to (;15;) (type 8) (param $fd i32) (param $n i64)
      (local $at i32)
      i32.const 40
      local.set $at
      loop $digit
        local.get $at
        i32.const 1
        i32.sub
        local.set $at
        local.get $at
        i32.const 48
        local.get $n
        i64.const 10
        i64.rem_u
        i32.wrap_i64
        i32.add
        i32.store8
        local.get $n
        i64.const 10
        i64.div_u
        local.set $n
        local.get $n
        i64.const 0
        i64.ne
        br_if $digit
      end
      local.get $fd
      local.get $at
      i32.const 40
      local.get $at
      i32.sub
      call $write
    )
    (func $number (;16;) (type 9) (param $n i64)
      i32.const 1
      local.get $n
      call $number-to
    )
    (func $write (;17;) (type 10) (param $fd i32) (param $at i32) (param $length i32)
      (local $stream i32) (local $part i32)
      local.get $fd
      i32.const 1
      i32.eq
      if (result i32) ;; label = @1
        call $get-stdout
      else
        call $get-stderr
      end
      local.set $stream
      block $done
        loop $more
          local.get $length
          i32.eqz
          br_if $done
          local.get $length
          i32.const 4096
          local.get $length
          i32.const 4096
          i32.lt_u
          select
          local.set $part
          local.get $stream
          local.get $at
          local.get $part
          i32.const 0
          call $blocking-write-and-flush
          i32.const 0
          i32.load8_u
          if ;; label = @3
            unreachable
          end
          local.get $at
          local.get $part
          i32.add
          local.set $at
          local.get $length
          local.get $part
          i32.sub
          local.set $length
          br $more
        end
      end
      local.get $stream
      call $drop-output-stream
    )
    (func (;18;) (type 0) (result i32)
      call $main
    )
    (func $step (;19;) (type 10) (param $what i32) (param $failed i32) (param $code i32)
      (local $name i32)
      local.get $what
      call $say
      i32.const 42
      call $say
      i32.const 45
      local.set $name
      local.get $failed
      if ;; label = @1
        i32.const 4096
        local.set $name
        block $found
          loop $next
            local.get $code
            i32.eqz
            br_if $found
            local.get $name
            local.get $name
            call $length
            i32.add
            i32.const 1
            i32.add
            local.set $name
            local.get $code
            i32.const 1
            i32.sub
            local.set $code
            br $next
          end
        end
      end
      local.get $name
      call $say
      call $line
    )
    (func $answer (;20;) (type 3) (param $what i32) (param $code i32)
      local.get $what
      i32.const 512
      i32.load8_u
      local.get $code
      call $step
    )
    (func $main (;21;) (type 0) (result i32)
      (local $network i32)
      call $instance-network
      local.set $network
      i32.const 0
      i32.const 512
      call $create-tcp-socket
      i32.const 64
      i32.const 516
      i32.load8_u
      call $answer
      i32.const 512
      i32.load8_u
      i32.eqz
      if ;; label = @1
        i32.const 544
        i32.const 516
        i32.load
        i32.store
        i32.const 544
        i32.load
        local.get $network
        i32.const 0
        i32.const 80
        i32.const 127
        i32.const 0
        i32.const 0
        i32.const 1
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 512
        call $start-connect
        i32.const 80
        i32.const 513
        i32.load8_u
        call $answer
        i32.const 544
        i32.load
        local.get $network
        i32.const 0
        i32.const 0
        i32.const 127
        i32.const 0
        i32.const 0
        i32.const 1
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 0
        i32.const 512
        call $start-bind
        i32.const 96
        i32.const 513
        i32.load8_u
        call $answer
      end
      i32.const 0
      i32.const 512
      call $create-udp-socket
      i32.const 112
      i32.const 516
      i32.load8_u
      call $answer
      local.get $network
      i32.const 144
      i32.const 9
      i32.const 512
      call $resolve-addresses
      i32.const 128
      i32.const 516
      i32.load8_u
      call $answer
      i32.const 0
    )
    (data (;0;) (i32.const 40) "\0a\00")
    (data (;1;) (i32.const 42) ": \00")
    (data (;2;) (i32.const 45) "done\00")
    (data (;3;) (i32.const 4096) "unknown\00access-denied\00not-supported\00invalid-argument\00out-of-memory\00timeout\00concurrency-conflict\00not-in-progress\00would-block\00invalid-state\00new-socket-limit\00address-not-bindable\00address-in-use\00remote-unreachable\00connection-refused\00connection-reset\00connection-aborted\00datagram-too-large\00name-unresolvable\00temporary-resolver-failure\00permanent-resolver-failure\00")
    (data (;4;) (i32.const 64) "TCP socket\00")
    (data (;5;) (i32.const 80) "connect\00")
    (data (;6;) (i32.const 96) "bind\00")
    (data (;7;) (i32.const 112) "UDP socket\00")
    (data (;8;) (i32.const 128) "look up\00")
    (data (;9;) (i32.const 144) "localhost")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (table (;0;) 6 6 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (func 3))
    (export "4" (func 4))
    (export "5" (func 5))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 0
      call_indirect (type 0)
    )
    (func (;1;) (type 1) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 1
      call_indirect (type 1)
    )
    (func (;2;) (type 2) (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      local.get 7
      local.get 8
      local.get 9
      local.get 10
      local.get 11
      local.get 12
      local.get 13
      local.get 14
      i32.const 2
      call_indirect (type 2)
    )
    (func (;3;) (type 2) (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      local.get 7
      local.get 8
      local.get 9
      local.get 10
      local.get 11
      local.get 12
      local.get 13
      local.get 14
      i32.const 3
      call_indirect (type 2)
    )
    (func (;4;) (type 1) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 4
      call_indirect (type 1)
    )
    (func (;5;) (type 0) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 5
      call_indirect (type 0)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 2)))
    (import "" "3" (func (;3;) (type 2)))
    (import "" "4" (func (;4;) (type 1)))
    (import "" "5" (func (;5;) (type 0)))
    (import "" "$imports" (table (;0;) 6 6 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4 5)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (alias export $wasi:cli/stdout@0.2.12 "get-stdout" (func $get-stdout (;0;)))
  (core func $get-stdout (;0;) (canon lower (func $get-stdout)))
  (core instance $wasi:cli/stdout@0.2.12 (;1;)
    (export "get-stdout" (func $get-stdout))
  )
  (alias export $wasi:cli/stderr@0.2.12 "get-stderr" (func $get-stderr (;1;)))
  (core func $get-stderr (;1;) (canon lower (func $get-stderr)))
  (core instance $wasi:cli/stderr@0.2.12 (;2;)
    (export "get-stderr" (func $get-stderr))
  )
  (alias core export $wit-component-shim-instance "0" (core func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (;2;)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type26 output-stream" (@name "output-stream") (;26;)))
  (core func $resource.drop (;3;) (canon resource.drop $"#type26 output-stream"))
  (core instance $wasi:io/streams@0.2.12 (;3;)
    (export "[method]output-stream.blocking-write-and-flush" (func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "[resource-drop]output-stream" (func $resource.drop))
  )
  (alias export $wasi:sockets/instance-network@0.2.12 "instance-network" (func $instance-network (;2;)))
  (core func $instance-network (;4;) (canon lower (func $instance-network)))
  (core instance $wasi:sockets/instance-network@0.2.12 (;4;)
    (export "instance-network" (func $instance-network))
  )
  (alias core export $wit-component-shim-instance "1" (core func $indirect-wasi:sockets/tcp-create-socket@0.2.12-create-tcp-socket (;5;)))
  (core instance $wasi:sockets/tcp-create-socket@0.2.12 (;5;)
    (export "create-tcp-socket" (func $indirect-wasi:sockets/tcp-create-socket@0.2.12-create-tcp-socket))
  )
  (alias core export $wit-component-shim-instance "2" (core func $"indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-connect" (;6;)))
  (alias core export $wit-component-shim-instance "3" (core func $"indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-bind" (;7;)))
  (core instance $wasi:sockets/tcp@0.2.12 (;6;)
    (export "[method]tcp-socket.start-connect" (func $"indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-connect"))
    (export "[method]tcp-socket.start-bind" (func $"indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-bind"))
  )
  (alias core export $wit-component-shim-instance "4" (core func $indirect-wasi:sockets/udp-create-socket@0.2.12-create-udp-socket (;8;)))
  (core instance $wasi:sockets/udp-create-socket@0.2.12 (;7;)
    (export "create-udp-socket" (func $indirect-wasi:sockets/udp-create-socket@0.2.12-create-udp-socket))
  )
  (alias core export $wit-component-shim-instance "5" (core func $indirect-wasi:sockets/ip-name-lookup@0.2.12-resolve-addresses (;9;)))
  (core instance $wasi:sockets/ip-name-lookup@0.2.12 (;8;)
    (export "resolve-addresses" (func $indirect-wasi:sockets/ip-name-lookup@0.2.12-resolve-addresses))
  )
  (core instance $main (;9;) (instantiate $main
      (with "wasi:cli/stdout@0.2.12" (instance $wasi:cli/stdout@0.2.12))
      (with "wasi:cli/stderr@0.2.12" (instance $wasi:cli/stderr@0.2.12))
      (with "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12))
      (with "wasi:sockets/instance-network@0.2.12" (instance $wasi:sockets/instance-network@0.2.12))
      (with "wasi:sockets/tcp-create-socket@0.2.12" (instance $wasi:sockets/tcp-create-socket@0.2.12))
      (with "wasi:sockets/tcp@0.2.12" (instance $wasi:sockets/tcp@0.2.12))
      (with "wasi:sockets/udp-create-socket@0.2.12" (instance $wasi:sockets/udp-create-socket@0.2.12))
      (with "wasi:sockets/ip-name-lookup@0.2.12" (instance $wasi:sockets/ip-name-lookup@0.2.12))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias export $wasi:io/streams@0.2.12 "[method]output-stream.blocking-write-and-flush" (func $"[method]output-stream.blocking-write-and-flush" (;3;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;10;)))
  (core func $"#core-func11 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (@name "indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush") (;11;) (canon lower (func $"[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (alias export $wasi:sockets/tcp-create-socket@0.2.12 "create-tcp-socket" (func $create-tcp-socket (;4;)))
  (core func $"#core-func12 indirect-wasi:sockets/tcp-create-socket@0.2.12-create-tcp-socket" (@name "indirect-wasi:sockets/tcp-create-socket@0.2.12-create-tcp-socket") (;12;) (canon lower (func $create-tcp-socket) (memory $memory)))
  (alias export $wasi:sockets/tcp@0.2.12 "[method]tcp-socket.start-connect" (func $"[method]tcp-socket.start-connect" (;5;)))
  (core func $"#core-func13 indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-connect" (@name "indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-connect") (;13;) (canon lower (func $"[method]tcp-socket.start-connect") (memory $memory)))
  (alias export $wasi:sockets/tcp@0.2.12 "[method]tcp-socket.start-bind" (func $"[method]tcp-socket.start-bind" (;6;)))
  (core func $"#core-func14 indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-bind" (@name "indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-bind") (;14;) (canon lower (func $"[method]tcp-socket.start-bind") (memory $memory)))
  (alias export $wasi:sockets/udp-create-socket@0.2.12 "create-udp-socket" (func $create-udp-socket (;7;)))
  (core func $"#core-func15 indirect-wasi:sockets/udp-create-socket@0.2.12-create-udp-socket" (@name "indirect-wasi:sockets/udp-create-socket@0.2.12-create-udp-socket") (;15;) (canon lower (func $create-udp-socket) (memory $memory)))
  (alias export $wasi:sockets/ip-name-lookup@0.2.12 "resolve-addresses" (func $resolve-addresses (;8;)))
  (core func $"#core-func16 indirect-wasi:sockets/ip-name-lookup@0.2.12-resolve-addresses" (@name "indirect-wasi:sockets/ip-name-lookup@0.2.12-resolve-addresses") (;16;) (canon lower (func $resolve-addresses) (memory $memory) string-encoding=utf8))
  (core instance $fixup-args (;10;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func11 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "1" (func $"#core-func12 indirect-wasi:sockets/tcp-create-socket@0.2.12-create-tcp-socket"))
    (export "2" (func $"#core-func13 indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-connect"))
    (export "3" (func $"#core-func14 indirect-wasi:sockets/tcp@0.2.12-[method]tcp-socket.start-bind"))
    (export "4" (func $"#core-func15 indirect-wasi:sockets/udp-create-socket@0.2.12-create-udp-socket"))
    (export "5" (func $"#core-func16 indirect-wasi:sockets/ip-name-lookup@0.2.12-resolve-addresses"))
  )
  (core instance $fixup (;11;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;27;) (result))
  (type (;28;) (func (result 27)))
  (alias core export $main "wasi:cli/run@0.2.12#run" (core func $wasi:cli/run@0.2.12#run (;17;)))
  (func $run (;9;) (type 28) (canon lift (core func $wasi:cli/run@0.2.12#run)))
  (component $wasi:cli/run@0.2.12-shim-component (;0;)
    (type (;0;) (result))
    (type (;1;) (func (result 0)))
    (import "import-func-run" (func (;0;) (type 1)))
    (type (;2;) (result))
    (type (;3;) (func (result 2)))
    (export (;1;) "run" (func 0) (func (type 3)))
  )
  (instance $wasi:cli/run@0.2.12-shim-instance (;11;) (instantiate $wasi:cli/run@0.2.12-shim-component
      (with "import-func-run" (func $run))
    )
  )
  (export $wasi:cli/run@0.2.12 (;12;) "wasi:cli/run@0.2.12" (instance $wasi:cli/run@0.2.12-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

