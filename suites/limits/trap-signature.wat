;; Calls a function through a table as if it were one of another type.
(module
  (type $plain (func))
  (table $table funcref (elem $answer))
  (func $answer (result i32) (i32.const 42))
  (func (export "_start")
    (call_indirect $table (type $plain) (i32.const 0))))
