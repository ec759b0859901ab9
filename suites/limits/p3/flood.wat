;; Writes to standard output for ever.
;; Made from flood.core.wat by tests/components.rs, which says how; not to be edited.
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
  (core module $main (;0;)
    (type (;0;) (func (param i32)))
    (type (;1;) (func (param i32) (result i32)))
    (type (;2;) (func (result i64)))
    (type (;3;) (func (param i32 i32 i32) (result i32)))
    (type (;4;) (func (param i32 i32) (result i32)))
    (type (;5;) (func (result i32)))
    (type (;6;) (func (param i32 i32)))
    (type (;7;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;8;) (func))
    (type (;9;) (func (param i32 i64)))
    (type (;10;) (func (param i64)))
    (type (;11;) (func (param i32 i32 i32)))
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
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (global $set (;1;) (mut i32) i32.const 0)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "[async-lift]wasi:cli/run@0.3.0#run" (func 21))
    (export "[callback][async-lift]wasi:cli/run@0.3.0#run" (func 22))
    (func $cabi_realloc (;11;) (type 7) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $print (;12;) (type 6) (param $at i32) (param $length i32)
      i32.const 1
      local.get $at
      local.get $length
      call $write
    )
    (func $length (;13;) (type 1) (param $at i32) (result i32)
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
    (func $say (;14;) (type 0) (param $at i32)
      local.get $at
      local.get $at
      call $length
      call $print
    )
    (func $line (;15;) (type 8)
      i32.const 40
      call $say
    )
    (func $number-to (;16;) (type 9) (param $fd i32) (param $n i64)
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
    (func $number (;17;) (type 10) (param $n i64)
      i32.const 1
      local.get $n
      call $number-to
    )
    (func $settle (;18;) (type 4) (param $waitable i32) (param $answer i32) (result i32)
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
    (func $write (;19;) (type 11) (param $fd i32) (param $at i32) (param $length i32)
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
    (func $fill (;20;) (type 11) (param $stream i32) (param $at i32) (param $length i32)
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
    (func (;21;) (type 5) (result i32)
      call $main
      call $task-return
      i32.const 0
    )
    (func (;22;) (type 3) (param i32 i32 i32) (result i32)
      unreachable
    )
    (func $main (;23;) (type 5) (result i32)
      loop $more
        i32.const 1024
        i32.const 4096
        call $print
        br $more
      end
      unreachable
    )
    (data (;0;) (i32.const 40) "\0a\00")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (table (;0;) 3 3 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
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
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 1)))
    (import "" "$imports" (table (;0;) 3 3 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (type (;5;) (result))
  (core func $task.return (;0;) (canon task.return (result 5)))
  (core instance $"[export]wasi:cli/run@0.3.0" (;1;)
    (export "[task-return]run" (func $task.return))
  )
  (alias export $wasi:cli/stdout@0.3.0 "write-via-stream" (func $write-via-stream (;0;)))
  (core func $write-via-stream (;1;) (canon lower (func $write-via-stream)))
  (type (;6;) (stream u8))
  (core func $stream.new (;2;) (canon stream.new 6))
  (alias core export $wit-component-shim-instance "0" (core func $"wasi:cli/stdout@0.3.0-[stream-write-0]write-via-stream" (;3;)))
  (core func $stream.drop-writable (;4;) (canon stream.drop-writable 6))
  (alias core export $wit-component-shim-instance "1" (core func $"wasi:cli/stdout@0.3.0-[future-read-1]write-via-stream" (;5;)))
  (alias export $wasi:cli/stdout@0.3.0 "error-code" (type $"#type7 error-code" (@name "error-code") (;7;)))
  (type (;8;) (result (error $"#type7 error-code")))
  (type (;9;) (future 8))
  (core func $future.drop-readable (;6;) (canon future.drop-readable 9))
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
  (core instance $main (;5;) (instantiate $main
      (with "[export]wasi:cli/run@0.3.0" (instance $"[export]wasi:cli/run@0.3.0"))
      (with "wasi:cli/stdout@0.3.0" (instance $wasi:cli/stdout@0.3.0))
      (with "wasi:cli/stderr@0.3.0" (instance $wasi:cli/stderr@0.3.0))
      (with "$root" (instance $$root))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;11;)))
  (core func $stream.write (;12;) (canon stream.write 6 (memory $memory) async))
  (core func $future.read (;13;) (canon future.read 9 (memory $memory) async))
  (core func $"#core-func14 waitable-set.wait" (@name "waitable-set.wait") (;14;) (canon waitable-set.wait (memory $memory)))
  (core instance $fixup-args (;6;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $stream.write))
    (export "1" (func $future.read))
    (export "2" (func $"#core-func14 waitable-set.wait"))
  )
  (core instance $fixup (;7;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;10;) (func async (result 5)))
  (alias core export $main "[async-lift]wasi:cli/run@0.3.0#run" (core func $"[async-lift]wasi:cli/run@0.3.0#run" (;15;)))
  (alias core export $main "[callback][async-lift]wasi:cli/run@0.3.0#run" (core func $"[callback][async-lift]wasi:cli/run@0.3.0#run" (;16;)))
  (func $run (;2;) (type 10) (canon lift (core func $"[async-lift]wasi:cli/run@0.3.0#run") async (callback $"[callback][async-lift]wasi:cli/run@0.3.0#run")))
  (component $wasi:cli/run@0.3.0-shim-component (;0;)
    (type (;0;) (result))
    (type (;1;) (func async (result 0)))
    (import "import-func-run" (func (;0;) (type 1)))
    (type (;2;) (result))
    (type (;3;) (func async (result 2)))
    (export (;1;) "run" (func 0) (func (type 3)))
  )
  (instance $wasi:cli/run@0.3.0-shim-instance (;3;) (instantiate $wasi:cli/run@0.3.0-shim-component
      (with "import-func-run" (func $run))
    )
  )
  (export $wasi:cli/run@0.3.0 (;4;) "wasi:cli/run@0.3.0" (instance $wasi:cli/run@0.3.0-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

