;; Calls through a place of a table that was never filled.
(module
  (type $plain (func))
  (table $table 2 funcref)
  (func (export "_start")
    (call_indirect $table (type $plain) (i32.const 1))))
