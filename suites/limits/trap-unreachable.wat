;; Reaches code that says it cannot be reached.
(module
  (func (export "_start") unreachable))
