;; Async exports that wait, and streams and futures that come in and go out.
;; world: import wasi:clocks/monotonic-clock@0.3.0;
;; world: export tasks: interface {
;; world:   later: async func(value: u32, nanoseconds: u64) -> u32;
;; world:   count: async func(to: u8) -> stream<u8>;
;; world:   total: async func(of: stream<u8>) -> u32;
;; world:   promise: async func(value: u32) -> future<u32>;
;; world:   fulfil: async func(of: future<u32>) -> u32;
;; world:   at-once: func(value: u32) -> u32;
;; world:   never: async func();
;; world: }
(module
  (import "wasi:clocks/monotonic-clock@0.3.0" "wait-for" (func $wait (param i64)))
  (import "$root" "[waitable-set-new]" (func $set (result i32)))
  (import "$root" "[waitable-join]" (func $join (param i32 i32)))
  (import "$root" "[waitable-set-wait]" (func $await (param i32 i32) (result i32)))
  (import "[export]tasks" "[task-return]later" (func $return_later (param i32)))
  (import "[export]tasks" "[task-return]count" (func $return_count (param i32)))
  (import "[export]tasks" "[task-return]total" (func $return_total (param i32)))
  (import "[export]tasks" "[task-return]promise" (func $return_promise (param i32)))
  (import "[export]tasks" "[task-return]fulfil" (func $return_fulfil (param i32)))
  (import "[export]tasks" "[stream-new-0]count" (func $stream_new (result i64)))
  (import "[export]tasks" "[async-lower][stream-write-0]count" (func $stream_write (param i32 i32 i32) (result i32)))
  (import "[export]tasks" "[stream-drop-writable-0]count" (func $stream_drop (param i32)))
  (import "[export]tasks" "[async-lower][stream-read-0]total" (func $stream_read (param i32 i32 i32) (result i32)))
  (import "[export]tasks" "[stream-drop-readable-0]total" (func $stream_close (param i32)))
  (import "[export]tasks" "[future-new-0]promise" (func $future_new (result i64)))
  (import "[export]tasks" "[async-lower][future-write-0]promise" (func $future_write (param i32 i32) (result i32)))
  (import "[export]tasks" "[future-drop-writable-0]promise" (func $future_drop (param i32)))
  (import "[export]tasks" "[async-lower][future-read-0]fulfil" (func $future_read (param i32 i32) (result i32)))
  (import "[export]tasks" "[future-drop-readable-0]fulfil" (func $future_close (param i32)))
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  ;; What became of a read or write: at once, or when the other side has come.
  (func $done (param $end i32) (param $code i32) (result i32) (local $set i32)
    (if (result i32) (i32.ne (local.get $code) (i32.const -1))
      (then (local.get $code))
      (else
        (local.set $set (call $set))
        (call $join (local.get $end) (local.get $set))
        (drop (call $await (local.get $set) (i32.const 64)))
        (call $join (local.get $end) (i32.const 0))
        (i32.load (i32.const 68)))))
  (func (export "[async-lift]tasks#later") (param $value i32) (param $time i64) (result i32)
    (call $wait (local.get $time))
    (call $return_later (local.get $value))
    (i32.const 0))
  ;; One byte at a time, with a second between them.
  (func (export "[async-lift]tasks#count") (param $to i32) (result i32) (local $pair i64) (local $end i32) (local $n i32)
    (local.set $pair (call $stream_new))
    (local.set $end (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
    (call $return_count (i32.wrap_i64 (local.get $pair)))
    (block $end_of_count
      (loop $next
        (br_if $end_of_count (i32.ge_u (local.get $n) (local.get $to)))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (call $wait (i64.const 1000000000))
        (i32.store8 (i32.const 100) (local.get $n))
        (drop (call $done (local.get $end) (call $stream_write (local.get $end) (i32.const 100) (i32.const 1))))
        (br $next)))
    (call $stream_drop (local.get $end))
    (i32.const 0))
  ;; A result of a read says in its low bits whether the other end is gone.
  (func (export "[async-lift]tasks#total") (param $end i32) (result i32) (local $code i32) (local $n i32) (local $total i32)
    (loop $next
      (local.set $code (call $done (local.get $end) (call $stream_read (local.get $end) (i32.const 200) (i32.const 4))))
      (local.set $n (i32.shr_u (local.get $code) (i32.const 4)))
      (block $read
        (loop $add
          (br_if $read (i32.eqz (local.get $n)))
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (local.set $total (i32.add (local.get $total) (i32.load8_u (i32.add (i32.const 200) (local.get $n)))))
          (br $add)))
      (br_if $next (i32.eqz (i32.and (local.get $code) (i32.const 15)))))
    (call $stream_close (local.get $end))
    (call $return_total (local.get $total))
    (i32.const 0))
  (func (export "[async-lift]tasks#promise") (param $value i32) (result i32) (local $pair i64) (local $end i32)
    (local.set $pair (call $future_new))
    (local.set $end (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
    (call $return_promise (i32.wrap_i64 (local.get $pair)))
    (call $wait (i64.const 1000000000))
    (i32.store (i32.const 100) (local.get $value))
    (drop (call $done (local.get $end) (call $future_write (local.get $end) (i32.const 100))))
    (call $future_drop (local.get $end))
    (i32.const 0))
  (func (export "[async-lift]tasks#fulfil") (param $end i32) (result i32)
    (drop (call $done (local.get $end) (call $future_read (local.get $end) (i32.const 100))))
    (call $future_close (local.get $end))
    (call $return_fulfil (i32.load (i32.const 100)))
    (i32.const 0))
  (func (export "tasks#at-once") (param i32) (result i32) (local.get 0))
  (func (export "[async-lift]tasks#never") (result i32)
    (drop (call $await (call $set) (i32.const 64)))
    unreachable)
  (func (export "[callback][async-lift]tasks#later") (export "[callback][async-lift]tasks#count")
    (export "[callback][async-lift]tasks#total") (export "[callback][async-lift]tasks#promise")
    (export "[callback][async-lift]tasks#fulfil") (export "[callback][async-lift]tasks#never")
    (param i32 i32 i32) (result i32)
    unreachable))
