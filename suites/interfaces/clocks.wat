;; Two interfaces of WASI 0.2, of which only the functions that are used are imported.
(component
  (import "wasi:clocks/monotonic-clock@0.2.6" (instance
    (type $count u64)
    (export "instant" (type $instant (eq $count)))
    (export "now" (func (result $instant)))
    (export "resolution" (func (result $instant)))
  ))
  (import "wasi:clocks/wall-clock@0.2.6" (instance
    (type $fields (record (field "seconds" u64) (field "nanoseconds" u32)))
    (export "datetime" (type $datetime (eq $fields)))
    (export "now" (func (result $datetime)))
  ))
)
