;; Waits to be woken by another thread, on memory that it shares with nobody.
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))))
