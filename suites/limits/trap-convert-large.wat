;; Makes a whole number of a number that is too large for it.
(module
  (global $large (mut f64) (f64.const 1e300))
  (func (export "_start")
    (drop (i32.trunc_f64_s (global.get $large)))))
