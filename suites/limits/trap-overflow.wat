;; Divides the smallest whole number by -1, which has no result.
(module
  (global $minus-one (mut i32) (i32.const -1))
  (func (export "_start")
    (drop (i32.div_s (i32.const 0x80000000) (global.get $minus-one)))))
