;; Components under names, and what must not be accepted or linked.

(component definition $defined
  (core module $m (func (export "seven") (result i32) (i32.const 7)))
  (core instance $i (instantiate $m))
  (func (export "seven") (result u32) (canon lift (core func $i "seven"))))
(component instance $one $defined)
(assert_return (invoke "seven") (u32.const 7))

(component $library
  (core module (export "module") (func (export "five") (result i32) (i32.const 5))))
(component
  (import "library" (instance $library (export "module" (core module (export "five" (func (result i32)))))))
  (core instance $i (instantiate (module $library "module")))
  (func (export "five") (result u32) (canon lift (core func $i "five"))))
(assert_return (invoke "five") (u32.const 5))

(component quote "(core module)")
(assert_invalid (component (export "none" (func 0))) "")
(assert_malformed (component quote "(export 3)") "")
(assert_unlinkable (component (import "nothing" (func))) "")

(component
  (core module $m (func (export "trap") (unreachable)))
  (core instance $i (instantiate $m))
  (func (export "trap") (canon lift (core func $i "trap"))))
(assert_trap (invoke "trap") "unreachable")
(assert_trap
  (component (core module $m (func $main (unreachable)) (start $main)) (core instance (instantiate $m)))
  "unreachable")
