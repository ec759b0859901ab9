;; Writes in turn to standard output and standard error, in the middle of a line too; the last line
;; has no end.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 64) "first out\n")
  (data (i32.const 96) "then an error")
  (data (i32.const 128) "half a l")
  (data (i32.const 160) ", continued\n")
  (data (i32.const 192) "ine out")
  (data (i32.const 224) "last err")

  (func $write (param $fd i32) (param $at i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8))))

  (func (export "_start")
    (call $write (i32.const 1) (i32.const 64) (i32.const 10))
    (call $write (i32.const 2) (i32.const 96) (i32.const 13))
    (call $write (i32.const 1) (i32.const 128) (i32.const 8))
    (call $write (i32.const 2) (i32.const 160) (i32.const 12))
    (call $write (i32.const 1) (i32.const 192) (i32.const 7))
    (call $write (i32.const 2) (i32.const 224) (i32.const 8))))
