;; Throws an exception that nobody catches.
(module
  (tag $trouble (param i32))
  (func (export "_start")
    (throw $trouble (i32.const 13))))
