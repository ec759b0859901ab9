;; Sleeps for an hour, then prints how many seconds that was by its own clock.
;; Made from sleep.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (type $ty-wasi:io/error@0.2.12 (;0;)
    (instance
      (export (;0;) "error" (type (sub resource)))
    )
  )
  (import "wasi:io/error@0.2.12" (instance $wasi:io/error@0.2.12 (;0;) (type $ty-wasi:io/error@0.2.12)))
  (type $ty-wasi:io/poll@0.2.12 (;1;)
    (instance
      (export (;0;) "pollable" (type (sub resource)))
      (type (;1;) (borrow 0))
      (type (;2;) (func (param "self" 1)))
      (export (;0;) "[method]pollable.block" (func (type 2)))
    )
  )
  (import "wasi:io/poll@0.2.12" (instance $wasi:io/poll@0.2.12 (;1;) (type $ty-wasi:io/poll@0.2.12)))
  (alias export $wasi:io/error@0.2.12 "error" (type $error (;2;)))
  (type $ty-wasi:io/streams@0.2.12 (;3;)
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
  (import "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12 (;2;) (type $ty-wasi:io/streams@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $output-stream (;4;)))
  (type $ty-wasi:cli/stdout@0.2.12 (;5;)
    (instance
      (alias outer 1 $output-stream (type (;0;)))
      (export (;1;) "output-stream" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (func (result 2)))
      (export (;0;) "get-stdout" (func (type 3)))
    )
  )
  (import "wasi:cli/stdout@0.2.12" (instance $wasi:cli/stdout@0.2.12 (;3;) (type $ty-wasi:cli/stdout@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type6 output-stream" (@name "output-stream") (;6;)))
  (type $ty-wasi:cli/stderr@0.2.12 (;7;)
    (instance
      (alias outer 1 $"#type6 output-stream" (type (;0;)))
      (export (;1;) "output-stream" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (func (result 2)))
      (export (;0;) "get-stderr" (func (type 3)))
    )
  )
  (import "wasi:cli/stderr@0.2.12" (instance $wasi:cli/stderr@0.2.12 (;4;) (type $ty-wasi:cli/stderr@0.2.12)))
  (alias export $wasi:io/poll@0.2.12 "pollable" (type $pollable (;8;)))
  (type $ty-wasi:clocks/monotonic-clock@0.2.12 (;9;)
    (instance
      (type (;0;) u64)
      (export (;1;) "instant" (type (eq 0)))
      (type (;2;) u64)
      (export (;3;) "duration" (type (eq 2)))
      (alias outer 1 $pollable (type (;4;)))
      (export (;5;) "pollable" (type (eq 4)))
      (type (;6;) (func (result 1)))
      (export (;0;) "now" (func (type 6)))
      (type (;7;) (own 5))
      (type (;8;) (func (param "when" 3) (result 7)))
      (export (;1;) "subscribe-duration" (func (type 8)))
    )
  )
  (import "wasi:clocks/monotonic-clock@0.2.12" (instance $wasi:clocks/monotonic-clock@0.2.12 (;5;) (type $ty-wasi:clocks/monotonic-clock@0.2.12)))
  (core module $main (;0;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32 i32 i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func (result i64)))
    (type (;4;) (func (param i64) (result i32)))
    (type (;5;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32)))
    (type (;7;) (func (param i32) (result i32)))
    (type (;8;) (func))
    (type (;9;) (func (param i32 i64)))
    (type (;10;) (func (param i64)))
    (type (;11;) (func (param i32 i32 i32)))
    (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $get-stdout (;0;) (type 0)))
    (import "wasi:cli/stderr@0.2.12" "get-stderr" (func $get-stderr (;1;) (type 0)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush" (func $blocking-write-and-flush (;2;) (type 1)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $drop-output-stream (;3;) (type 2)))
    (import "wasi:clocks/monotonic-clock@0.2.12" "now" (func $monotonic (;4;) (type 3)))
    (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration" (func $subscribe-duration (;5;) (type 4)))
    (import "wasi:io/poll@0.2.12" "[method]pollable.block" (func $block (;6;) (type 2)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "wasi:cli/run@0.2.12#run" (func 15))
    (func $cabi_realloc (;7;) (type 5) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $print (;8;) (type 6) (param $at i32) (param $length i32)
      i32.const 1
      local.get $at
      local.get $length
      call $write
    )
    (func $length (;9;) (type 7) (param $at i32) (result i32)
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
    (func $say (;10;) (type 2) (param $at i32)
      local.get $at
      local.get $at
      call $length
      call $print
    )
    (func $line (;11;) (type 8)
      i32.const 40
      call $say
    )
    (func $number-to (;12;) (type 9) (param $fd i32) (param $n i64)
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
    (func $number (;13;) (type 10) (param $n i64)
      i32.const 1
      local.get $n
      call $number-to
    )
    (func $write (;14;) (type 11) (param $fd i32) (param $at i32) (param $length i32)
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
    (func (;15;) (type 0) (result i32)
      call $main
    )
    (func $main (;16;) (type 0) (result i32)
      (local $before i64)
      call $monotonic
      local.set $before
      i64.const 3600000000000
      call $subscribe-duration
      call $block
      i32.const 64
      call $say
      call $monotonic
      local.get $before
      i64.sub
      i64.const 1000000000
      i64.div_u
      call $number
      i32.const 80
      call $say
      i32.const 0
    )
    (data (;0;) (i32.const 40) "\0a\00")
    (data (;1;) (i32.const 64) "slept for \00")
    (data (;2;) (i32.const 80) " s\0a\00")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (table (;0;) 1 1 funcref)
    (export "0" (func 0))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 0
      call_indirect (type 0)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "$imports" (table (;0;) 1 1 funcref))
    (elem (;0;) (i32.const 0) func 0)
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
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type10 output-stream" (@name "output-stream") (;10;)))
  (core func $resource.drop (;3;) (canon resource.drop $"#type10 output-stream"))
  (core instance $wasi:io/streams@0.2.12 (;3;)
    (export "[method]output-stream.blocking-write-and-flush" (func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "[resource-drop]output-stream" (func $resource.drop))
  )
  (alias export $wasi:clocks/monotonic-clock@0.2.12 "now" (func $now (;2;)))
  (core func $now (;4;) (canon lower (func $now)))
  (alias export $wasi:clocks/monotonic-clock@0.2.12 "subscribe-duration" (func $subscribe-duration (;3;)))
  (core func $subscribe-duration (;5;) (canon lower (func $subscribe-duration)))
  (core instance $wasi:clocks/monotonic-clock@0.2.12 (;4;)
    (export "now" (func $now))
    (export "subscribe-duration" (func $subscribe-duration))
  )
  (alias export $wasi:io/poll@0.2.12 "[method]pollable.block" (func $"[method]pollable.block" (;4;)))
  (core func $"[method]pollable.block" (;6;) (canon lower (func $"[method]pollable.block")))
  (core instance $wasi:io/poll@0.2.12 (;5;)
    (export "[method]pollable.block" (func $"[method]pollable.block"))
  )
  (core instance $main (;6;) (instantiate $main
      (with "wasi:cli/stdout@0.2.12" (instance $wasi:cli/stdout@0.2.12))
      (with "wasi:cli/stderr@0.2.12" (instance $wasi:cli/stderr@0.2.12))
      (with "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12))
      (with "wasi:clocks/monotonic-clock@0.2.12" (instance $wasi:clocks/monotonic-clock@0.2.12))
      (with "wasi:io/poll@0.2.12" (instance $wasi:io/poll@0.2.12))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias export $wasi:io/streams@0.2.12 "[method]output-stream.blocking-write-and-flush" (func $"[method]output-stream.blocking-write-and-flush" (;5;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;7;)))
  (core func $"#core-func8 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (@name "indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush") (;8;) (canon lower (func $"[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (core instance $fixup-args (;7;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func8 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
  )
  (core instance $fixup (;8;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;11;) (result))
  (type (;12;) (func (result 11)))
  (alias core export $main "wasi:cli/run@0.2.12#run" (core func $wasi:cli/run@0.2.12#run (;9;)))
  (func $run (;6;) (type 12) (canon lift (core func $wasi:cli/run@0.2.12#run)))
  (component $wasi:cli/run@0.2.12-shim-component (;0;)
    (type (;0;) (result))
    (type (;1;) (func (result 0)))
    (import "import-func-run" (func (;0;) (type 1)))
    (type (;2;) (result))
    (type (;3;) (func (result 2)))
    (export (;1;) "run" (func 0) (func (type 3)))
  )
  (instance $wasi:cli/run@0.2.12-shim-instance (;6;) (instantiate $wasi:cli/run@0.2.12-shim-component
      (with "import-func-run" (func $run))
    )
  )
  (export $wasi:cli/run@0.2.12 (;7;) "wasi:cli/run@0.2.12" (instance $wasi:cli/run@0.2.12-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

