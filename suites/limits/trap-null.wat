;; Calls a reference that refers to nothing.
(module
  (type $plain (func))
  (global $nothing (mut (ref null $plain)) (ref.null $plain))
  (func (export "_start")
    (call_ref $plain (global.get $nothing))))
