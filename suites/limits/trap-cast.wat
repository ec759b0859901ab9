;; Takes a small number for a structure.
(module
  (type $point (struct (field i32 i32)))
  (func (export "_start")
    (drop (ref.cast (ref $point) (ref.i31 (i32.const 1))))))
