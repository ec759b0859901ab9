;; Asks for 256 MiB of memory before it begins.
(module
  (memory (export "memory") 4096)

  (func (export "_start")))
