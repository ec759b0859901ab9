;; Lists a directory: for each entry its kind (3 directory, 6 file) and name. There is no `.` and
;; no `..`.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:filesystem/types@0.2.12; import wasi:filesystem/preopens@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:filesystem/preopens@0.2.12" "get-directories" (func $get-directories (param i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.read-directory"
    (func $read-directory (param i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]directory-entry-stream.read-directory-entry"
    (func $read-directory-entry (param i32 i32)))

  ;; include ../lib/p2.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) " \00")

  ;; Entries come one by one, until there is none.
  (func $main (result i32) (local $entries i32)
    (call $get-directories (i32.const 512))
    (call $read-directory (i32.load (i32.load (i32.const 512))) (i32.const 528))
    (if (i32.load8_u (i32.const 528)) (then unreachable))
    (local.set $entries (i32.load (i32.const 532)))
    (block $end
      (loop $next
        (call $read-directory-entry (local.get $entries) (i32.const 544))
        (if (i32.load8_u (i32.const 544)) (then unreachable))
        (br_if $end (i32.eqz (i32.load8_u (i32.const 548))))
        (call $number (i64.load8_u (i32.const 552)))
        (call $say (i32.const 64))
        (call $print (i32.load (i32.const 556)) (i32.load (i32.const 560)))
        (call $line)
        (br $next)))
    (i32.const 0)))
