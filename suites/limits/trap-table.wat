;; Reads behind the end of a table.
(module
  (table $table 2 funcref)
  (func (export "_start")
    (drop (table.get $table (i32.const 2)))))
