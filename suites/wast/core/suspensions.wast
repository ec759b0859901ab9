;;! stack_switching = true
;; Stacks that are switched: resumed inside, and suspended with nobody to resume them.

(module
  (type $f (func))
  (type $c (cont $f))
  (tag $pause)
  (func $pauses (export "pause") (suspend $pause))
  (elem declare func $pauses)
  (func (export "resume") (result i32)
    (block $paused (result (ref $c))
      (resume $c (on $pause $paused) (cont.new $c (ref.func $pauses)))
      (return (i32.const 0)))
    (drop)
    (i32.const 1)))

(assert_return (invoke "resume") (i32.const 1))
(assert_suspension (invoke "pause") "unhandled")
