;; Tries to connect, to listen, to send and to look up a name: prints how each went.
;; Made from sockets.core.wat by tests/components.rs, which says how; not to be edited.
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
  (alias export $wasi:cli/types@0.3.0 "error-code" (type $"#type3 error-code" (@name "error-code") (;3;)))
  (type $ty-wasi:cli/stderr@0.3.0 (;4;)
    (instance
      (alias outer 1 $"#type3 error-code" (type (;0;)))
      (export (;1;) "error-code" (type (eq 0)))
      (type (;2;) (stream u8))
      (type (;3;) (result (error 1)))
      (type (;4;) (future 3))
      (type (;5;) (func (param "data" 2) (result 4)))
      (export (;0;) "write-via-stream" (func (type 5)))
    )
  )
  (import "wasi:cli/stderr@0.3.0" (instance $wasi:cli/stderr@0.3.0 (;2;) (type $ty-wasi:cli/stderr@0.3.0)))
  (type $ty-wasi:sockets/types@0.3.0 (;5;)
    (instance
      (export (;0;) "tcp-socket" (type (sub resource)))
      (type (;1;) (enum "ipv4" "ipv6"))
      (export (;2;) "ip-address-family" (type (eq 1)))
      (type (;3;) (option string))
      (type (;4;) (variant (case "access-denied") (case "not-supported") (case "invalid-argument") (case "out-of-memory") (case "timeout") (case "invalid-state") (case "address-not-bindable") (case "address-in-use") (case "remote-unreachable") (case "connection-refused") (case "connection-broken") (case "connection-reset") (case "connection-aborted") (case "datagram-too-large") (case "other" 3)))
      (export (;5;) "error-code" (type (eq 4)))
      (type (;6;) (tuple u8 u8 u8 u8))
      (export (;7;) "ipv4-address" (type (eq 6)))
      (type (;8;) (record (field "port" u16) (field "address" 7)))
      (export (;9;) "ipv4-socket-address" (type (eq 8)))
      (type (;10;) (tuple u16 u16 u16 u16 u16 u16 u16 u16))
      (export (;11;) "ipv6-address" (type (eq 10)))
      (type (;12;) (record (field "port" u16) (field "flow-info" u32) (field "address" 11) (field "scope-id" u32)))
      (export (;13;) "ipv6-socket-address" (type (eq 12)))
      (type (;14;) (variant (case "ipv4" 9) (case "ipv6" 13)))
      (export (;15;) "ip-socket-address" (type (eq 14)))
      (export (;16;) "udp-socket" (type (sub resource)))
      (type (;17;) (variant (case "ipv4" 7) (case "ipv6" 11)))
      (export (;18;) "ip-address" (type (eq 17)))
      (type (;19;) (own 0))
      (type (;20;) (result 19 (error 5)))
      (type (;21;) (func (param "address-family" 2) (result 20)))
      (export (;0;) "[static]tcp-socket.create" (func (type 21)))
      (type (;22;) (borrow 0))
      (type (;23;) (result (error 5)))
      (type (;24;) (func (param "self" 22) (param "local-address" 15) (result 23)))
      (export (;1;) "[method]tcp-socket.bind" (func (type 24)))
      (type (;25;) (func async (param "self" 22) (param "remote-address" 15) (result 23)))
      (export (;2;) "[method]tcp-socket.connect" (func (type 25)))
      (type (;26;) (own 16))
      (type (;27;) (result 26 (error 5)))
      (type (;28;) (func (param "address-family" 2) (result 27)))
      (export (;3;) "[static]udp-socket.create" (func (type 28)))
    )
  )
  (import "wasi:sockets/types@0.3.0" (instance $wasi:sockets/types@0.3.0 (;3;) (type $ty-wasi:sockets/types@0.3.0)))
  (alias export $wasi:sockets/types@0.3.0 "ip-address" (type $ip-address (;6;)))
  (type $ty-wasi:sockets/ip-name-lookup@0.3.0 (;7;)
    (instance
      (alias outer 1 $ip-address (type (;0;)))
      (export (;1;) "ip-address" (type (eq 0)))
      (type (;2;) (option string))
      (type (;3;) (variant (case "access-denied") (case "invalid-argument") (case "name-unresolvable") (case "temporary-resolver-failure") (case "permanent-resolver-failure") (case "other" 2)))
      (export (;4;) "error-code" (type (eq 3)))
      (type (;5;) (list 1))
      (type (;6;) (result 5 (error 4)))
      (type (;7;) (func async (param "name" string) (result 6)))
      (export (;0;) "resolve-addresses" (func (type 7)))
    )
  )
  (import "wasi:sockets/ip-name-lookup@0.3.0" (instance $wasi:sockets/ip-name-lookup@0.3.0 (;4;) (type $ty-wasi:sockets/ip-name-lookup@0.3.0)))
  (core module $main (;0;)
    (type (;0;) (func (param i32)))
    (type (;1;) (func (param i32) (result i32)))
    (type (;2;) (func (result i64)))
    (type (;3;) (func (param i32 i32 i32) (result i32)))
    (type (;4;) (func (param i32 i32) (result i32)))
    (type (;5;) (func (result i32)))
    (type (;6;) (func (param i32 i32)))
    (type (;7;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (type (;8;) (func (param i32 i32 i32)))
    (type (;9;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;10;) (func))
    (type (;11;) (func (param i32 i64)))
    (type (;12;) (func (param i64)))
    (import "[export]wasi:cli/run@0.3.0" "[task-return]run" (func $task-return (;0;) (type 0)))
    (import "wasi:cli/stdout@0.3.0" "write-via-stream" (func $stdout (;1;) (type 1)))
    (import "wasi:cli/stderr@0.3.0" "write-via-stream" (func $stderr (;2;) (type 1)))
    (import "wasi:cli/stdout@0.3.0" "[stream-new-0]write-via-stream" (func $stream-new (;3;) (type 2)))
    (import "wasi:cli/stdout@0.3.0" "[async-lower][stream-write-0]write-via-stream" (func $stream-write (;4;) (type 3)))
    (import "wasi:cli/stdout@0.3.0" "[stream-drop-writable-0]write-via-stream" (func $stream-drop-writable (;5;) (type 0)))
    (import "wasi:cli/stdout@0.3.0" "[async-lower][future-read-1]write-via-stream" (func $future-read (;6;) (type 4)))
    (import "wasi:cli/stdout@0.3.0" "[future-drop-readable-1]write-via-stream" (func $future-drop-readable (;7;) (type 0)))
    (import "$root" "[waitable-set-new]" (func $waitable-set-new (;8;) (type 5)))
    (import "$root" "[waitable-join]" (func $waitable-join (;9;) (type 6)))
    (import "$root" "[waitable-set-wait]" (func $waitable-set-wait (;10;) (type 4)))
    (import "wasi:sockets/types@0.3.0" "[static]tcp-socket.create" (func $create-tcp-socket (;11;) (type 6)))
    (import "wasi:sockets/types@0.3.0" "[method]tcp-socket.connect" (func $connect (;12;) (type 7)))
    (import "wasi:sockets/types@0.3.0" "[method]tcp-socket.bind" (func $bind (;13;) (type 7)))
    (import "wasi:sockets/types@0.3.0" "[static]udp-socket.create" (func $create-udp-socket (;14;) (type 6)))
    (import "wasi:sockets/ip-name-lookup@0.3.0" "resolve-addresses" (func $resolve-addresses (;15;) (type 8)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (global $set (;1;) (mut i32) i32.const 0)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "[async-lift]wasi:cli/run@0.3.0#run" (func 26))
    (export "[callback][async-lift]wasi:cli/run@0.3.0#run" (func 27))
    (func $cabi_realloc (;16;) (type 9) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $print (;17;) (type 6) (param $at i32) (param $length i32)
      i32.const 1
      local.get $at
      local.get $length
      call $write
    )
    (func $length (;18;) (type 1) (param $at i32) (result i32)
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
    (func $say (;19;) (type 0) (param $at i32)
      local.get $at
      local.get $at
      call $length
      call $print
    )
    (func $line (;20;) (type 10)
      i32.const 40
      call $say
    )
    (func $number-to (;21;) (type 11) (param $fd i32) (param $n i64)
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
    (func $number (;22;) (type 12) (param $n i64)
      i32.const 1
      local.get $n
      call $number-to
    )
    (func $settle (;23;) (type 4) (param $waitable i32) (param $answer i32) (result i32)
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
      i32.const 8
      call $waitable-set-wait
      drop
      local.get $waitable
      i32.const 0
      call $waitable-join
      i32.const 12
      i32.load
    )
    (func $write (;24;) (type 8) (param $fd i32) (param $at i32) (param $length i32)
      (local $ends i64) (local $done i32)
      call $stream-new
      local.set $ends
      local.get $fd
      i32.const 1
      i32.eq
      if (result i32) ;; label = @1
        local.get $ends
        i32.wrap_i64
        call $stdout
      else
        local.get $ends
        i32.wrap_i64
        call $stderr
      end
      local.set $done
      local.get $ends
      i64.const 32
      i64.shr_u
      i32.wrap_i64
      local.get $at
      local.get $length
      call $fill
      local.get $done
      local.get $done
      i32.const 0
      call $future-read
      call $settle
      drop
      i32.const 0
      i32.load8_u
      if ;; label = @1
        unreachable
      end
      local.get $done
      call $future-drop-readable
    )
    (func $fill (;25;) (type 8) (param $stream i32) (param $at i32) (param $length i32)
      (local $taken i32)
      block $done
        loop $more
          local.get $length
          i32.eqz
          br_if $done
          local.get $stream
          local.get $stream
          local.get $at
          local.get $length
          call $stream-write
          call $settle
          local.set $taken
          local.get $taken
          i32.const 15
          i32.and
          br_if $done
          local.get $taken
          i32.const 4
          i32.shr_u
          local.set $taken
          local.get $at
          local.get $taken
          i32.add
          local.set $at
          local.get $length
          local.get $taken
          i32.sub
          local.set $length
          br $more
        end
      end
      local.get $stream
      call $stream-drop-writable
    )
    (func (;26;) (type 5) (result i32)
      call $main
      call $task-return
      i32.const 0
    )
    (func (;27;) (type 3) (param i32 i32 i32) (result i32)
      unreachable
    )
    (func $step (;28;) (type 8) (param $what i32) (param $failed i32) (param $code i32)
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
    (func $answer (;29;) (type 0) (param $what i32)
      local.get $what
      i32.const 512
      i32.load8_u
      i32.const 516
      i32.load8_u
      call $step
    )
    (func $main (;30;) (type 5) (result i32)
      i32.const 0
      i32.const 512
      call $create-tcp-socket
      i32.const 64
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
        call $connect
        i32.const 80
        call $answer
        i32.const 544
        i32.load
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
        call $bind
        i32.const 96
        call $answer
      end
      i32.const 0
      i32.const 512
      call $create-udp-socket
      i32.const 112
      call $answer
      i32.const 144
      i32.const 9
      i32.const 512
      call $resolve-addresses
      i32.const 128
      i32.const 512
      i32.load8_u
      i32.const 516
      i32.load8_u
      i32.const 15
      i32.add
      call $step
      i32.const 0
    )
    (data (;0;) (i32.const 40) "\0a\00")
    (data (;1;) (i32.const 42) ": \00")
    (data (;2;) (i32.const 45) "done\00")
    (data (;3;) (i32.const 4096) "access-denied\00not-supported\00invalid-argument\00out-of-memory\00timeout\00invalid-state\00address-not-bindable\00address-in-use\00remote-unreachable\00connection-refused\00connection-broken\00connection-reset\00connection-aborted\00datagram-too-large\00other\00access-denied\00invalid-argument\00name-unresolvable\00temporary-resolver-failure\00permanent-resolver-failure\00other\00")
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
    (type (;0;) (func (param i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (type (;2;) (func (param i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32)))
    (table (;0;) 8 8 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (func 3))
    (export "4" (func 4))
    (export "5" (func 5))
    (export "6" (func 6))
    (export "7" (func 7))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 0
      call_indirect (type 0)
    )
    (func (;1;) (type 1) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 1
      call_indirect (type 1)
    )
    (func (;2;) (type 1) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 2
      call_indirect (type 1)
    )
    (func (;3;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 3
      call_indirect (type 2)
    )
    (func (;4;) (type 3) (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
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
      i32.const 4
      call_indirect (type 3)
    )
    (func (;5;) (type 3) (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
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
      i32.const 5
      call_indirect (type 3)
    )
    (func (;6;) (type 2) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 6
      call_indirect (type 2)
    )
    (func (;7;) (type 4) (param i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 7
      call_indirect (type 4)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (type (;2;) (func (param i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 1)))
    (import "" "3" (func (;3;) (type 2)))
    (import "" "4" (func (;4;) (type 3)))
    (import "" "5" (func (;5;) (type 3)))
    (import "" "6" (func (;6;) (type 2)))
    (import "" "7" (func (;7;) (type 4)))
    (import "" "$imports" (table (;0;) 8 8 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4 5 6 7)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (type (;8;) (result))
  (core func $task.return (;0;) (canon task.return (result 8)))
  (core instance $"[export]wasi:cli/run@0.3.0" (;1;)
    (export "[task-return]run" (func $task.return))
  )
  (alias export $wasi:cli/stdout@0.3.0 "write-via-stream" (func $write-via-stream (;0;)))
  (core func $write-via-stream (;1;) (canon lower (func $write-via-stream)))
  (type (;9;) (stream u8))
  (core func $stream.new (;2;) (canon stream.new 9))
  (alias core export $wit-component-shim-instance "0" (core func $"wasi:cli/stdout@0.3.0-[stream-write-0]write-via-stream" (;3;)))
  (core func $stream.drop-writable (;4;) (canon stream.drop-writable 9))
  (alias core export $wit-component-shim-instance "1" (core func $"wasi:cli/stdout@0.3.0-[future-read-1]write-via-stream" (;5;)))
  (alias export $wasi:cli/stdout@0.3.0 "error-code" (type $"#type10 error-code" (@name "error-code") (;10;)))
  (type (;11;) (result (error $"#type10 error-code")))
  (type (;12;) (future 11))
  (core func $future.drop-readable (;6;) (canon future.drop-readable 12))
  (core instance $wasi:cli/stdout@0.3.0 (;2;)
    (export "write-via-stream" (func $write-via-stream))
    (export "[stream-new-0]write-via-stream" (func $stream.new))
    (export "[async-lower][stream-write-0]write-via-stream" (func $"wasi:cli/stdout@0.3.0-[stream-write-0]write-via-stream"))
    (export "[stream-drop-writable-0]write-via-stream" (func $stream.drop-writable))
    (export "[async-lower][future-read-1]write-via-stream" (func $"wasi:cli/stdout@0.3.0-[future-read-1]write-via-stream"))
    (export "[future-drop-readable-1]write-via-stream" (func $future.drop-readable))
  )
  (alias export $wasi:cli/stderr@0.3.0 "write-via-stream" (func $"#func1 write-via-stream" (@name "write-via-stream") (;1;)))
  (core func $"#core-func7 write-via-stream" (@name "write-via-stream") (;7;) (canon lower (func $"#func1 write-via-stream")))
  (core instance $wasi:cli/stderr@0.3.0 (;3;)
    (export "write-via-stream" (func $"#core-func7 write-via-stream"))
  )
  (core func $waitable-set.new (;8;) (canon waitable-set.new))
  (core func $waitable.join (;9;) (canon waitable.join))
  (alias core export $wit-component-shim-instance "2" (core func $waitable-set.wait (;10;)))
  (core instance $$root (;4;)
    (export "[waitable-set-new]" (func $waitable-set.new))
    (export "[waitable-join]" (func $waitable.join))
    (export "[waitable-set-wait]" (func $waitable-set.wait))
  )
  (alias core export $wit-component-shim-instance "3" (core func $"indirect-wasi:sockets/types@0.3.0-[static]tcp-socket.create" (;11;)))
  (alias core export $wit-component-shim-instance "4" (core func $"indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.connect" (;12;)))
  (alias core export $wit-component-shim-instance "5" (core func $"indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.bind" (;13;)))
  (alias core export $wit-component-shim-instance "6" (core func $"indirect-wasi:sockets/types@0.3.0-[static]udp-socket.create" (;14;)))
  (core instance $wasi:sockets/types@0.3.0 (;5;)
    (export "[static]tcp-socket.create" (func $"indirect-wasi:sockets/types@0.3.0-[static]tcp-socket.create"))
    (export "[method]tcp-socket.connect" (func $"indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.connect"))
    (export "[method]tcp-socket.bind" (func $"indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.bind"))
    (export "[static]udp-socket.create" (func $"indirect-wasi:sockets/types@0.3.0-[static]udp-socket.create"))
  )
  (alias core export $wit-component-shim-instance "7" (core func $indirect-wasi:sockets/ip-name-lookup@0.3.0-resolve-addresses (;15;)))
  (core instance $wasi:sockets/ip-name-lookup@0.3.0 (;6;)
    (export "resolve-addresses" (func $indirect-wasi:sockets/ip-name-lookup@0.3.0-resolve-addresses))
  )
  (core instance $main (;7;) (instantiate $main
      (with "[export]wasi:cli/run@0.3.0" (instance $"[export]wasi:cli/run@0.3.0"))
      (with "wasi:cli/stdout@0.3.0" (instance $wasi:cli/stdout@0.3.0))
      (with "wasi:cli/stderr@0.3.0" (instance $wasi:cli/stderr@0.3.0))
      (with "$root" (instance $$root))
      (with "wasi:sockets/types@0.3.0" (instance $wasi:sockets/types@0.3.0))
      (with "wasi:sockets/ip-name-lookup@0.3.0" (instance $wasi:sockets/ip-name-lookup@0.3.0))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;16;)))
  (core func $stream.write (;17;) (canon stream.write 9 (memory $memory) async))
  (core func $future.read (;18;) (canon future.read 12 (memory $memory) async))
  (core func $"#core-func19 waitable-set.wait" (@name "waitable-set.wait") (;19;) (canon waitable-set.wait (memory $memory)))
  (alias export $wasi:sockets/types@0.3.0 "[static]tcp-socket.create" (func $"[static]tcp-socket.create" (;2;)))
  (core func $"#core-func20 indirect-wasi:sockets/types@0.3.0-[static]tcp-socket.create" (@name "indirect-wasi:sockets/types@0.3.0-[static]tcp-socket.create") (;20;) (canon lower (func $"[static]tcp-socket.create") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:sockets/types@0.3.0 "[method]tcp-socket.connect" (func $"[method]tcp-socket.connect" (;3;)))
  (core func $"#core-func21 indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.connect" (@name "indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.connect") (;21;) (canon lower (func $"[method]tcp-socket.connect") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:sockets/types@0.3.0 "[method]tcp-socket.bind" (func $"[method]tcp-socket.bind" (;4;)))
  (core func $"#core-func22 indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.bind" (@name "indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.bind") (;22;) (canon lower (func $"[method]tcp-socket.bind") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:sockets/types@0.3.0 "[static]udp-socket.create" (func $"[static]udp-socket.create" (;5;)))
  (core func $"#core-func23 indirect-wasi:sockets/types@0.3.0-[static]udp-socket.create" (@name "indirect-wasi:sockets/types@0.3.0-[static]udp-socket.create") (;23;) (canon lower (func $"[static]udp-socket.create") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:sockets/ip-name-lookup@0.3.0 "resolve-addresses" (func $resolve-addresses (;6;)))
  (core func $"#core-func24 indirect-wasi:sockets/ip-name-lookup@0.3.0-resolve-addresses" (@name "indirect-wasi:sockets/ip-name-lookup@0.3.0-resolve-addresses") (;24;) (canon lower (func $resolve-addresses) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (core instance $fixup-args (;8;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $stream.write))
    (export "1" (func $future.read))
    (export "2" (func $"#core-func19 waitable-set.wait"))
    (export "3" (func $"#core-func20 indirect-wasi:sockets/types@0.3.0-[static]tcp-socket.create"))
    (export "4" (func $"#core-func21 indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.connect"))
    (export "5" (func $"#core-func22 indirect-wasi:sockets/types@0.3.0-[method]tcp-socket.bind"))
    (export "6" (func $"#core-func23 indirect-wasi:sockets/types@0.3.0-[static]udp-socket.create"))
    (export "7" (func $"#core-func24 indirect-wasi:sockets/ip-name-lookup@0.3.0-resolve-addresses"))
  )
  (core instance $fixup (;9;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;13;) (func async (result 8)))
  (alias core export $main "[async-lift]wasi:cli/run@0.3.0#run" (core func $"[async-lift]wasi:cli/run@0.3.0#run" (;25;)))
  (alias core export $main "[callback][async-lift]wasi:cli/run@0.3.0#run" (core func $"[callback][async-lift]wasi:cli/run@0.3.0#run" (;26;)))
  (func $run (;7;) (type 13) (canon lift (core func $"[async-lift]wasi:cli/run@0.3.0#run") async (callback $"[callback][async-lift]wasi:cli/run@0.3.0#run")))
  (component $wasi:cli/run@0.3.0-shim-component (;0;)
    (type (;0;) (result))
    (type (;1;) (func async (result 0)))
    (import "import-func-run" (func (;0;) (type 1)))
    (type (;2;) (result))
    (type (;3;) (func async (result 2)))
    (export (;1;) "run" (func 0) (func (type 3)))
  )
  (instance $wasi:cli/run@0.3.0-shim-instance (;5;) (instantiate $wasi:cli/run@0.3.0-shim-component
      (with "import-func-run" (func $run))
    )
  )
  (export $wasi:cli/run@0.3.0 (;6;) "wasi:cli/run@0.3.0" (instance $wasi:cli/run@0.3.0-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

