;; Adds atomically to a number that does not lie where such a number may lie.
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (drop (i32.atomic.rmw.add (i32.const 2) (i32.const 1)))))
