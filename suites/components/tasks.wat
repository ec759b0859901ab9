;; Async exports that wait, and streams and futures that come in and go out.
;; Made from tasks.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (type $ty-wasi:clocks/types@0.3.0 (;0;)
    (instance
      (type (;0;) u64)
      (export (;1;) "duration" (type (eq 0)))
    )
  )
  (import "wasi:clocks/types@0.3.0" (instance $wasi:clocks/types@0.3.0 (;0;) (type $ty-wasi:clocks/types@0.3.0)))
  (alias export $wasi:clocks/types@0.3.0 "duration" (type $duration (;1;)))
  (type $ty-wasi:clocks/monotonic-clock@0.3.0 (;2;)
    (instance
      (alias outer 1 $duration (type (;0;)))
      (export (;1;) "duration" (type (eq 0)))
      (type (;2;) (func async (param "how-long" 1)))
      (export (;0;) "wait-for" (func (type 2)))
    )
  )
  (import "wasi:clocks/monotonic-clock@0.3.0" (instance $wasi:clocks/monotonic-clock@0.3.0 (;1;) (type $ty-wasi:clocks/monotonic-clock@0.3.0)))
  (core module $main (;0;)
    (type (;0;) (func (param i64)))
    (type (;1;) (func (result i32)))
    (type (;2;) (func (param i32 i32)))
    (type (;3;) (func (param i32 i32) (result i32)))
    (type (;4;) (func (param i32)))
    (type (;5;) (func (result i64)))
    (type (;6;) (func (param i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;8;) (func (param i32 i64) (result i32)))
    (type (;9;) (func (param i32) (result i32)))
    (import "wasi:clocks/monotonic-clock@0.3.0" "wait-for" (func $wait (;0;) (type 0)))
    (import "$root" "[waitable-set-new]" (func $set (;1;) (type 1)))
    (import "$root" "[waitable-join]" (func $join (;2;) (type 2)))
    (import "$root" "[waitable-set-wait]" (func $await (;3;) (type 3)))
    (import "[export]tasks" "[task-return]later" (func $return_later (;4;) (type 4)))
    (import "[export]tasks" "[task-return]count" (func $return_count (;5;) (type 4)))
    (import "[export]tasks" "[task-return]total" (func $return_total (;6;) (type 4)))
    (import "[export]tasks" "[task-return]promise" (func $return_promise (;7;) (type 4)))
    (import "[export]tasks" "[task-return]fulfil" (func $return_fulfil (;8;) (type 4)))
    (import "[export]tasks" "[stream-new-0]count" (func $stream_new (;9;) (type 5)))
    (import "[export]tasks" "[async-lower][stream-write-0]count" (func $stream_write (;10;) (type 6)))
    (import "[export]tasks" "[stream-drop-writable-0]count" (func $stream_drop (;11;) (type 4)))
    (import "[export]tasks" "[async-lower][stream-read-0]total" (func $stream_read (;12;) (type 6)))
    (import "[export]tasks" "[stream-drop-readable-0]total" (func $stream_close (;13;) (type 4)))
    (import "[export]tasks" "[future-new-0]promise" (func $future_new (;14;) (type 5)))
    (import "[export]tasks" "[async-lower][future-write-0]promise" (func $future_write (;15;) (type 3)))
    (import "[export]tasks" "[future-drop-writable-0]promise" (func $future_drop (;16;) (type 4)))
    (import "[export]tasks" "[async-lower][future-read-0]fulfil" (func $future_read (;17;) (type 3)))
    (import "[export]tasks" "[future-drop-readable-0]fulfil" (func $future_close (;18;) (type 4)))
    (memory (;0;) 1)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func 19))
    (export "[async-lift]tasks#later" (func 21))
    (export "[async-lift]tasks#count" (func 22))
    (export "[async-lift]tasks#total" (func 23))
    (export "[async-lift]tasks#promise" (func 24))
    (export "[async-lift]tasks#fulfil" (func 25))
    (export "tasks#at-once" (func 26))
    (export "[async-lift]tasks#never" (func 27))
    (export "[callback][async-lift]tasks#later" (func 28))
    (export "[callback][async-lift]tasks#count" (func 28))
    (export "[callback][async-lift]tasks#total" (func 28))
    (export "[callback][async-lift]tasks#promise" (func 28))
    (export "[callback][async-lift]tasks#fulfil" (func 28))
    (export "[callback][async-lift]tasks#never" (func 28))
    (func (;19;) (type 7) (param i32 i32 i32 i32) (result i32)
      i32.const 1024
    )
    (func $done (;20;) (type 3) (param $end i32) (param $code i32) (result i32)
      (local $set i32)
      local.get $code
      i32.const -1
      i32.ne
      if (result i32) ;; label = @1
        local.get $code
      else
        call $set
        local.set $set
        local.get $end
        local.get $set
        call $join
        local.get $set
        i32.const 64
        call $await
        drop
        local.get $end
        i32.const 0
        call $join
        i32.const 68
        i32.load
      end
    )
    (func (;21;) (type 8) (param $value i32) (param $time i64) (result i32)
      local.get $time
      call $wait
      local.get $value
      call $return_later
      i32.const 0
    )
    (func (;22;) (type 9) (param $to i32) (result i32)
      (local $pair i64) (local $end i32) (local $n i32)
      call $stream_new
      local.set $pair
      local.get $pair
      i64.const 32
      i64.shr_u
      i32.wrap_i64
      local.set $end
      local.get $pair
      i32.wrap_i64
      call $return_count
      block $end_of_count
        loop $next
          local.get $n
          local.get $to
          i32.ge_u
          br_if $end_of_count
          local.get $n
          i32.const 1
          i32.add
          local.set $n
          i64.const 1000000000
          call $wait
          i32.const 100
          local.get $n
          i32.store8
          local.get $end
          local.get $end
          i32.const 100
          i32.const 1
          call $stream_write
          call $done
          drop
          br $next
        end
      end
      local.get $end
      call $stream_drop
      i32.const 0
    )
    (func (;23;) (type 9) (param $end i32) (result i32)
      (local $code i32) (local $n i32) (local $total i32)
      loop $next
        local.get $end
        local.get $end
        i32.const 200
        i32.const 4
        call $stream_read
        call $done
        local.set $code
        local.get $code
        i32.const 4
        i32.shr_u
        local.set $n
        block $read
          loop $add
            local.get $n
            i32.eqz
            br_if $read
            local.get $n
            i32.const 1
            i32.sub
            local.set $n
            local.get $total
            i32.const 200
            local.get $n
            i32.add
            i32.load8_u
            i32.add
            local.set $total
            br $add
          end
        end
        local.get $code
        i32.const 15
        i32.and
        i32.eqz
        br_if $next
      end
      local.get $end
      call $stream_close
      local.get $total
      call $return_total
      i32.const 0
    )
    (func (;24;) (type 9) (param $value i32) (result i32)
      (local $pair i64) (local $end i32)
      call $future_new
      local.set $pair
      local.get $pair
      i64.const 32
      i64.shr_u
      i32.wrap_i64
      local.set $end
      local.get $pair
      i32.wrap_i64
      call $return_promise
      i64.const 1000000000
      call $wait
      i32.const 100
      local.get $value
      i32.store
      local.get $end
      local.get $end
      i32.const 100
      call $future_write
      call $done
      drop
      local.get $end
      call $future_drop
      i32.const 0
    )
    (func (;25;) (type 9) (param $end i32) (result i32)
      local.get $end
      local.get $end
      i32.const 100
      call $future_read
      call $done
      drop
      local.get $end
      call $future_close
      i32.const 100
      i32.load
      call $return_fulfil
      i32.const 0
    )
    (func (;26;) (type 9) (param i32) (result i32)
      local.get 0
    )
    (func (;27;) (type 1) (result i32)
      call $set
      i32.const 64
      call $await
      drop
      unreachable
    )
    (func (;28;) (type 6) (param i32 i32 i32) (result i32)
      unreachable
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32 i32) (result i32)))
    (table (;0;) 5 5 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (func 3))
    (export "4" (func 4))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 0
      call_indirect (type 0)
    )
    (func (;1;) (type 1) (param i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 1
      call_indirect (type 1)
    )
    (func (;2;) (type 1) (param i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 2
      call_indirect (type 1)
    )
    (func (;3;) (type 0) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 3
      call_indirect (type 0)
    )
    (func (;4;) (type 0) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 4
      call_indirect (type 0)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32 i32) (result i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 1)))
    (import "" "3" (func (;3;) (type 0)))
    (import "" "4" (func (;4;) (type 0)))
    (import "" "$imports" (table (;0;) 5 5 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (alias export $wasi:clocks/monotonic-clock@0.3.0 "wait-for" (func $wait-for (;0;)))
  (core func $wait-for (;0;) (canon lower (func $wait-for)))
  (core instance $wasi:clocks/monotonic-clock@0.3.0 (;1;)
    (export "wait-for" (func $wait-for))
  )
  (core func $waitable-set.new (;1;) (canon waitable-set.new))
  (core func $waitable.join (;2;) (canon waitable.join))
  (alias core export $wit-component-shim-instance "0" (core func $waitable-set.wait (;3;)))
  (core instance $$root (;2;)
    (export "[waitable-set-new]" (func $waitable-set.new))
    (export "[waitable-join]" (func $waitable.join))
    (export "[waitable-set-wait]" (func $waitable-set.wait))
  )
  (core func $task.return (;4;) (canon task.return (result u32)))
  (type (;3;) (stream u8))
  (core func $"#core-func5 task.return" (@name "task.return") (;5;) (canon task.return (result 3)))
  (core func $"#core-func6 task.return" (@name "task.return") (;6;) (canon task.return (result u32)))
  (type (;4;) (future u32))
  (core func $"#core-func7 task.return" (@name "task.return") (;7;) (canon task.return (result 4)))
  (core func $"#core-func8 task.return" (@name "task.return") (;8;) (canon task.return (result u32)))
  (core func $stream.new (;9;) (canon stream.new 3))
  (alias core export $wit-component-shim-instance "1" (core func $"[export]tasks-[stream-write-0]count" (;10;)))
  (core func $stream.drop-writable (;11;) (canon stream.drop-writable 3))
  (alias core export $wit-component-shim-instance "2" (core func $"[export]tasks-[stream-read-0]total" (;12;)))
  (core func $stream.drop-readable (;13;) (canon stream.drop-readable 3))
  (core func $future.new (;14;) (canon future.new 4))
  (alias core export $wit-component-shim-instance "3" (core func $"[export]tasks-[future-write-0]promise" (;15;)))
  (core func $future.drop-writable (;16;) (canon future.drop-writable 4))
  (alias core export $wit-component-shim-instance "4" (core func $"[export]tasks-[future-read-0]fulfil" (;17;)))
  (core func $future.drop-readable (;18;) (canon future.drop-readable 4))
  (core instance $"[export]tasks" (;3;)
    (export "[task-return]later" (func $task.return))
    (export "[task-return]count" (func $"#core-func5 task.return"))
    (export "[task-return]total" (func $"#core-func6 task.return"))
    (export "[task-return]promise" (func $"#core-func7 task.return"))
    (export "[task-return]fulfil" (func $"#core-func8 task.return"))
    (export "[stream-new-0]count" (func $stream.new))
    (export "[async-lower][stream-write-0]count" (func $"[export]tasks-[stream-write-0]count"))
    (export "[stream-drop-writable-0]count" (func $stream.drop-writable))
    (export "[async-lower][stream-read-0]total" (func $"[export]tasks-[stream-read-0]total"))
    (export "[stream-drop-readable-0]total" (func $stream.drop-readable))
    (export "[future-new-0]promise" (func $future.new))
    (export "[async-lower][future-write-0]promise" (func $"[export]tasks-[future-write-0]promise"))
    (export "[future-drop-writable-0]promise" (func $future.drop-writable))
    (export "[async-lower][future-read-0]fulfil" (func $"[export]tasks-[future-read-0]fulfil"))
    (export "[future-drop-readable-0]fulfil" (func $future.drop-readable))
  )
  (core instance $main (;4;) (instantiate $main
      (with "wasi:clocks/monotonic-clock@0.3.0" (instance $wasi:clocks/monotonic-clock@0.3.0))
      (with "$root" (instance $$root))
      (with "[export]tasks" (instance $"[export]tasks"))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (core func $"#core-func19 waitable-set.wait" (@name "waitable-set.wait") (;19;) (canon waitable-set.wait (memory $memory)))
  (alias core export $main "cabi_realloc" (core func $realloc (;20;)))
  (core func $stream.write (;21;) (canon stream.write 3 (memory $memory) async))
  (core func $stream.read (;22;) (canon stream.read 3 (memory $memory) async))
  (core func $future.write (;23;) (canon future.write 4 (memory $memory) async))
  (core func $future.read (;24;) (canon future.read 4 (memory $memory) async))
  (core instance $fixup-args (;5;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func19 waitable-set.wait"))
    (export "1" (func $stream.write))
    (export "2" (func $stream.read))
    (export "3" (func $future.write))
    (export "4" (func $future.read))
  )
  (core instance $fixup (;6;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;5;) (func async (param "value" u32) (param "nanoseconds" u64) (result u32)))
  (alias core export $main "[async-lift]tasks#later" (core func $"[async-lift]tasks#later" (;25;)))
  (alias core export $main "[callback][async-lift]tasks#later" (core func $"[callback][async-lift]tasks#later" (;26;)))
  (func $later (;1;) (type 5) (canon lift (core func $"[async-lift]tasks#later") async (callback $"[callback][async-lift]tasks#later")))
  (type (;6;) (func async (param "to" u8) (result 3)))
  (alias core export $main "[async-lift]tasks#count" (core func $"[async-lift]tasks#count" (;27;)))
  (alias core export $main "[callback][async-lift]tasks#count" (core func $"[callback][async-lift]tasks#count" (;28;)))
  (func $count (;2;) (type 6) (canon lift (core func $"[async-lift]tasks#count") async (callback $"[callback][async-lift]tasks#count")))
  (type (;7;) (func async (param "of" 3) (result u32)))
  (alias core export $main "[async-lift]tasks#total" (core func $"[async-lift]tasks#total" (;29;)))
  (alias core export $main "[callback][async-lift]tasks#total" (core func $"[callback][async-lift]tasks#total" (;30;)))
  (func $total (;3;) (type 7) (canon lift (core func $"[async-lift]tasks#total") async (callback $"[callback][async-lift]tasks#total")))
  (type (;8;) (func async (param "value" u32) (result 4)))
  (alias core export $main "[async-lift]tasks#promise" (core func $"[async-lift]tasks#promise" (;31;)))
  (alias core export $main "[callback][async-lift]tasks#promise" (core func $"[callback][async-lift]tasks#promise" (;32;)))
  (func $promise (;4;) (type 8) (canon lift (core func $"[async-lift]tasks#promise") async (callback $"[callback][async-lift]tasks#promise")))
  (type (;9;) (func async (param "of" 4) (result u32)))
  (alias core export $main "[async-lift]tasks#fulfil" (core func $"[async-lift]tasks#fulfil" (;33;)))
  (alias core export $main "[callback][async-lift]tasks#fulfil" (core func $"[callback][async-lift]tasks#fulfil" (;34;)))
  (func $fulfil (;5;) (type 9) (canon lift (core func $"[async-lift]tasks#fulfil") async (callback $"[callback][async-lift]tasks#fulfil")))
  (type (;10;) (func (param "value" u32) (result u32)))
  (alias core export $main "tasks#at-once" (core func $tasks#at-once (;35;)))
  (func $at-once (;6;) (type 10) (canon lift (core func $tasks#at-once)))
  (type (;11;) (func async))
  (alias core export $main "[async-lift]tasks#never" (core func $"[async-lift]tasks#never" (;36;)))
  (alias core export $main "[callback][async-lift]tasks#never" (core func $"[callback][async-lift]tasks#never" (;37;)))
  (func $never (;7;) (type 11) (canon lift (core func $"[async-lift]tasks#never") async (callback $"[callback][async-lift]tasks#never")))
  (component $tasks-shim-component (;0;)
    (type (;0;) (func async (param "value" u32) (param "nanoseconds" u64) (result u32)))
    (import "import-func-later" (func (;0;) (type 0)))
    (type (;1;) (stream u8))
    (type (;2;) (func async (param "to" u8) (result 1)))
    (import "import-func-count" (func (;1;) (type 2)))
    (type (;3;) (func async (param "of" 1) (result u32)))
    (import "import-func-total" (func (;2;) (type 3)))
    (type (;4;) (future u32))
    (type (;5;) (func async (param "value" u32) (result 4)))
    (import "import-func-promise" (func (;3;) (type 5)))
    (type (;6;) (func async (param "of" 4) (result u32)))
    (import "import-func-fulfil" (func (;4;) (type 6)))
    (type (;7;) (func (param "value" u32) (result u32)))
    (import "import-func-at-once" (func (;5;) (type 7)))
    (type (;8;) (func async))
    (import "import-func-never" (func (;6;) (type 8)))
    (type (;9;) (func async (param "value" u32) (param "nanoseconds" u64) (result u32)))
    (export (;7;) "later" (func 0) (func (type 9)))
    (type (;10;) (stream u8))
    (type (;11;) (func async (param "to" u8) (result 10)))
    (export (;8;) "count" (func 1) (func (type 11)))
    (type (;12;) (func async (param "of" 10) (result u32)))
    (export (;9;) "total" (func 2) (func (type 12)))
    (type (;13;) (future u32))
    (type (;14;) (func async (param "value" u32) (result 13)))
    (export (;10;) "promise" (func 3) (func (type 14)))
    (type (;15;) (func async (param "of" 13) (result u32)))
    (export (;11;) "fulfil" (func 4) (func (type 15)))
    (type (;16;) (func (param "value" u32) (result u32)))
    (export (;12;) "at-once" (func 5) (func (type 16)))
    (type (;17;) (func async))
    (export (;13;) "never" (func 6) (func (type 17)))
  )
  (instance $tasks-shim-instance (;2;) (instantiate $tasks-shim-component
      (with "import-func-later" (func $later))
      (with "import-func-count" (func $count))
      (with "import-func-total" (func $total))
      (with "import-func-promise" (func $promise))
      (with "import-func-fulfil" (func $fulfil))
      (with "import-func-at-once" (func $at-once))
      (with "import-func-never" (func $never))
    )
  )
  (export $tasks (;3;) "tasks" (instance $tasks-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

