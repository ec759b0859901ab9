;; Reads behind the end of an array.
(module
  (type $bytes (array i8))
  (func (export "_start")
    (drop (array.get_u $bytes (array.new_default $bytes (i32.const 4)) (i32.const 4)))))
