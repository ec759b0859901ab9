  (import "[export]wasi:cli/run@0.3.0" "[task-return]run" (func $task-return (param i32)))
  (import "wasi:cli/stdout@0.3.0" "write-via-stream"
    (func $stdout (param i32) (result i32)))
  (import "wasi:cli/stderr@0.3.0" "write-via-stream"
    (func $stderr (param i32) (result i32)))
  (import "wasi:cli/stdout@0.3.0" "[stream-new-0]write-via-stream"
    (func $stream-new (result i64)))
  (import "wasi:cli/stdout@0.3.0" "[async-lower][stream-write-0]write-via-stream"
    (func $stream-write (param i32 i32 i32) (result i32)))
  (import "wasi:cli/stdout@0.3.0" "[stream-drop-writable-0]write-via-stream"
    (func $stream-drop-writable (param i32)))
  (import "wasi:cli/stdout@0.3.0" "[async-lower][future-read-1]write-via-stream"
    (func $future-read (param i32 i32) (result i32)))
  (import "wasi:cli/stdout@0.3.0" "[future-drop-readable-1]write-via-stream"
    (func $future-drop-readable (param i32)))
  (import "$root" "[waitable-set-new]" (func $waitable-set-new (result i32)))
  (import "$root" "[waitable-join]" (func $waitable-join (param i32 i32)))
  (import "$root" "[waitable-set-wait]" (func $waitable-set-wait (param i32 i32) (result i32)))
