;; Asks for a text whose bytes are no UTF-8 to be opened as a path.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:filesystem/types@0.2.12; import wasi:filesystem/preopens@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../../../commands/src/lib/p2-imports.wat
  (import "wasi:filesystem/preopens@0.2.12" "get-directories" (func $get-directories (param i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.open-at"
    (func $open-at (param i32 i32 i32 i32 i32 i32 i32)))

  ;; include ../../../commands/src/lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "a\ffb")
  (data (i32.const 80) "never\n\00")

  (func $main (result i32)
    (call $get-directories (i32.const 512))
    (call $open-at (i32.load (i32.load (i32.const 512))) (i32.const 0)
      (i32.const 64) (i32.const 3) (i32.const 0) (i32.const 1) (i32.const 528))
    (call $say (i32.const 80))
    (i32.const 0)))
