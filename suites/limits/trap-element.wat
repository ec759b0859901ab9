;; Calls through a place behind the end of a table.
(module
  (type $plain (func))
  (table $table 2 funcref)
  (func (export "_start")
    (call_indirect $table (type $plain) (i32.const 2))))
