;; Waits for alarms in two hours and in one: prints which rings, and when. The other is cancelled.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:clocks/monotonic-clock@0.3.0; export wasi:cli/run@0.3.0;
(module
  ;; include ../lib/p3-imports.wat
  (import "wasi:clocks/monotonic-clock@0.3.0" "now" (func $monotonic (result i64)))
  (import "wasi:clocks/monotonic-clock@0.3.0" "[async-lower]wait-for"
    (func $wait-for (param i64) (result i32)))
  (import "$root" "[subtask-cancel]" (func $subtask-cancel (param i32) (result i32)))
  (import "$root" "[subtask-drop]" (func $subtask-drop (param i32)))

  ;; include ../lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "event: \00")
  (data (i32.const 80) "\nthe shorter one, state \00")
  (data (i32.const 112) "\nthe longer one, state \00")
  (data (i32.const 144) "\nafter: \00")
  (data (i32.const 160) " s\nthe other, state \00")

  ;; Starts a wait and joins it to the set. An asynchronous call answers its subtask above four bits
  ;; that say how far it is (1 = started).
  (func $alarm (param $set i32) (param $span i64) (result i32) (local $subtask i32)
    (local.set $subtask (call $wait-for (local.get $span)))
    (if (i32.ne (i32.and (local.get $subtask) (i32.const 15)) (i32.const 1)) (then unreachable))
    (local.set $subtask (i32.shr_u (local.get $subtask) (i32.const 4)))
    (call $waitable-join (local.get $subtask) (local.get $set))
    (local.get $subtask))

  ;; Event 1 is about a subtask: which one comes at 512, how far it is (2 = returned) at 516.
  ;; Cancelling, outside the set, answers how the subtask ended (4 = cancelled before it returned).
  (func $main (result i32) (local $set i32) (local $one i32) (local $two i32) (local $before i64)
    (local.set $before (call $monotonic))
    (local.set $set (call $waitable-set-new))
    (local.set $two (call $alarm (local.get $set) (i64.const 7200000000000)))
    (local.set $one (call $alarm (local.get $set) (i64.const 3600000000000)))
    (call $say (i32.const 64))
    (call $number (i64.extend_i32_u (call $waitable-set-wait (local.get $set) (i32.const 512))))
    (call $say
      (select (i32.const 80) (i32.const 112) (i32.eq (i32.load (i32.const 512)) (local.get $one))))
    (call $number (i64.load32_u (i32.const 516)))
    (call $say (i32.const 144))
    (call $number
      (i64.div_u (i64.sub (call $monotonic) (local.get $before)) (i64.const 1000000000)))
    (call $say (i32.const 160))
    (call $waitable-join (local.get $two) (i32.const 0))
    (call $number (i64.extend_i32_u (call $subtask-cancel (local.get $two))))
    (call $line)
    (call $subtask-drop (local.get $one))
    (call $subtask-drop (local.get $two))
    (i32.const 0)))
