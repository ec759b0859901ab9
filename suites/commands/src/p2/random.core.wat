;; Draws from all four sources of chance and prints what it got: bytes, a number, insecure bytes, a
;; seed.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:random/random@0.2.12; import wasi:random/insecure@0.2.12;
;; world: import wasi:random/insecure-seed@0.2.12; export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:random/random@0.2.12" "get-random-bytes" (func $get-random-bytes (param i64 i32)))
  (import "wasi:random/random@0.2.12" "get-random-u64" (func $get-random-u64 (result i64)))
  (import "wasi:random/insecure@0.2.12" "get-insecure-random-bytes"
    (func $get-insecure-random-bytes (param i64 i32)))
  (import "wasi:random/insecure-seed@0.2.12" "insecure-seed" (func $insecure-seed (param i32)))

  ;; include ../lib/p2.wat

  ;; include ../lib/hex.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "bytes \00")
  (data (i32.const 80) "number \00")
  (data (i32.const 96) "insecure \00")
  (data (i32.const 112) "seed \00")

  (func $main (result i32)
    (call $say (i32.const 64))
    (call $get-random-bytes (i64.const 16) (i32.const 512))
    (call $hex (i32.load (i32.const 512)) (i32.load (i32.const 516)))
    (call $say (i32.const 80))
    (call $number (call $get-random-u64))
    (call $line)
    (call $say (i32.const 96))
    (call $get-insecure-random-bytes (i64.const 8) (i32.const 512))
    (call $hex (i32.load (i32.const 512)) (i32.load (i32.const 516)))
    (call $say (i32.const 112))
    (call $insecure-seed (i32.const 512))
    (call $hex (i32.const 512) (i32.const 16))
    (i32.const 0)))
