;;! threads = true
;; Threads that share a memory: one waits for what the other writes.

(module $memory (memory (export "shared") 1 1 shared))

(thread $waiter (shared (module $memory))
  (register "m" $memory)
  (module
    (import "m" "shared" (memory 1 1 shared))
    (func (export "wait") (result i32)
      (loop $again
        (br_if $again (i32.eqz (i32.atomic.load (i32.const 0)))))
      (i32.atomic.load (i32.const 4))))
  (assert_return (invoke "wait") (i32.const 42)))

(thread $writer (shared (module $memory))
  (register "m" $memory)
  (module
    (import "m" "shared" (memory 1 1 shared))
    (func (export "write")
      (i32.atomic.store (i32.const 4) (i32.const 42))
      (i32.atomic.store (i32.const 0) (i32.const 1))))
  (invoke "write"))

(wait $waiter)
(wait $writer)

(register "m" $memory)
(module
  (import "m" "shared" (memory 1 1 shared))
  (func (export "timeout") (result i32)
    (memory.atomic.wait32 (i32.const 8) (i32.const 0) (i64.const 1000)))
  (func (export "changed") (result i32)
    (memory.atomic.wait32 (i32.const 4) (i32.const 0) (i64.const -1)))
  (func (export "notify") (result i32) (memory.atomic.notify (i32.const 0) (i32.const 1))))
(assert_return (invoke "timeout") (i32.const 2))
(assert_return (invoke "changed") (i32.const 1))
(assert_return (invoke "notify") (i32.const 0))
