;; Never ends and never calls anybody.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../../../commands/src/lib/p3-imports.wat

  ;; include ../../../commands/src/lib/p3.wat

  ;; -- the program --------------------------------------------------------------------------------

  (func $main (result i32)
    (loop $forever (br $forever))
    unreachable))
