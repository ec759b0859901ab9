;; Never ends and never calls anybody.
(module
  (memory (export "memory") 1)

  (func (export "_start")
    (loop $forever (br $forever))))
