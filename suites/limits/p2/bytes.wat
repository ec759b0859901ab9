;; Asks for a text whose bytes are no UTF-8 to be opened as a path.
;; Made from bytes.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (type $ty-wasi:io/error@0.2.12 (;0;)
    (instance
      (export (;0;) "error" (type (sub resource)))
    )
  )
  (import "wasi:io/error@0.2.12" (instance $wasi:io/error@0.2.12 (;0;) (type $ty-wasi:io/error@0.2.12)))
  (alias export $wasi:io/error@0.2.12 "error" (type $error (;1;)))
  (type $ty-wasi:io/streams@0.2.12 (;2;)
    (instance
      (export (;0;) "output-stream" (type (sub resource)))
      (alias outer 1 $error (type (;1;)))
      (export (;2;) "error" (type (eq 1)))
      (type (;3;) (own 2))
      (type (;4;) (variant (case "last-operation-failed" 3) (case "closed")))
      (export (;5;) "stream-error" (type (eq 4)))
      (type (;6;) (borrow 0))
      (type (;7;) (list u8))
      (type (;8;) (result (error 5)))
      (type (;9;) (func (param "self" 6) (param "contents" 7) (result 8)))
      (export (;0;) "[method]output-stream.blocking-write-and-flush" (func (type 9)))
    )
  )
  (import "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12 (;1;) (type $ty-wasi:io/streams@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $output-stream (;3;)))
  (type $ty-wasi:cli/stdout@0.2.12 (;4;)
    (instance
      (alias outer 1 $output-stream (type (;0;)))
      (export (;1;) "output-stream" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (func (result 2)))
      (export (;0;) "get-stdout" (func (type 3)))
    )
  )
  (import "wasi:cli/stdout@0.2.12" (instance $wasi:cli/stdout@0.2.12 (;2;) (type $ty-wasi:cli/stdout@0.2.12)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type5 output-stream" (@name "output-stream") (;5;)))
  (type $ty-wasi:cli/stderr@0.2.12 (;6;)
    (instance
      (alias outer 1 $"#type5 output-stream" (type (;0;)))
      (export (;1;) "output-stream" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (func (result 2)))
      (export (;0;) "get-stderr" (func (type 3)))
    )
  )
  (import "wasi:cli/stderr@0.2.12" (instance $wasi:cli/stderr@0.2.12 (;3;) (type $ty-wasi:cli/stderr@0.2.12)))
  (type $ty-wasi:filesystem/types@0.2.12 (;7;)
    (instance
      (export (;0;) "descriptor" (type (sub resource)))
      (type (;1;) (flags "symlink-follow"))
      (export (;2;) "path-flags" (type (eq 1)))
      (type (;3;) (flags "create" "directory" "exclusive" "truncate"))
      (export (;4;) "open-flags" (type (eq 3)))
      (type (;5;) (flags "read" "write" "file-integrity-sync" "data-integrity-sync" "requested-write-sync" "mutate-directory"))
      (export (;6;) "descriptor-flags" (type (eq 5)))
      (type (;7;) (enum "access" "would-block" "already" "bad-descriptor" "busy" "deadlock" "quota" "exist" "file-too-large" "illegal-byte-sequence" "in-progress" "interrupted" "invalid" "io" "is-directory" "loop" "too-many-links" "message-size" "name-too-long" "no-device" "no-entry" "no-lock" "insufficient-memory" "insufficient-space" "not-directory" "not-empty" "not-recoverable" "unsupported" "no-tty" "no-such-device" "overflow" "not-permitted" "pipe" "read-only" "invalid-seek" "text-file-busy" "cross-device"))
      (export (;8;) "error-code" (type (eq 7)))
      (type (;9;) (borrow 0))
      (type (;10;) (own 0))
      (type (;11;) (result 10 (error 8)))
      (type (;12;) (func (param "self" 9) (param "path-flags" 2) (param "path" string) (param "open-flags" 4) (param "flags" 6) (result 11)))
      (export (;0;) "[method]descriptor.open-at" (func (type 12)))
    )
  )
  (import "wasi:filesystem/types@0.2.12" (instance $wasi:filesystem/types@0.2.12 (;4;) (type $ty-wasi:filesystem/types@0.2.12)))
  (alias export $wasi:filesystem/types@0.2.12 "descriptor" (type $descriptor (;8;)))
  (type $ty-wasi:filesystem/preopens@0.2.12 (;9;)
    (instance
      (alias outer 1 $descriptor (type (;0;)))
      (export (;1;) "descriptor" (type (eq 0)))
      (type (;2;) (own 1))
      (type (;3;) (tuple 2 string))
      (type (;4;) (list 3))
      (type (;5;) (func (result 4)))
      (export (;0;) "get-directories" (func (type 5)))
    )
  )
  (import "wasi:filesystem/preopens@0.2.12" (instance $wasi:filesystem/preopens@0.2.12 (;5;) (type $ty-wasi:filesystem/preopens@0.2.12)))
  (core module $main (;0;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32 i32 i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;5;) (func (param i32 i32)))
    (type (;6;) (func (param i32) (result i32)))
    (type (;7;) (func))
    (type (;8;) (func (param i32 i64)))
    (type (;9;) (func (param i64)))
    (type (;10;) (func (param i32 i32 i32)))
    (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $get-stdout (;0;) (type 0)))
    (import "wasi:cli/stderr@0.2.12" "get-stderr" (func $get-stderr (;1;) (type 0)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush" (func $blocking-write-and-flush (;2;) (type 1)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $drop-output-stream (;3;) (type 2)))
    (import "wasi:filesystem/preopens@0.2.12" "get-directories" (func $get-directories (;4;) (type 2)))
    (import "wasi:filesystem/types@0.2.12" "[method]descriptor.open-at" (func $open-at (;5;) (type 3)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "wasi:cli/run@0.2.12#run" (func 14))
    (func $cabi_realloc (;6;) (type 4) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32)
      global.get $heap
      local.get $align
      i32.const 1
      i32.sub
      i32.add
      i32.const 0
      local.get $align
      i32.sub
      i32.and
      local.set $at
      local.get $at
      local.get $size
      i32.add
      global.set $heap
      block $enough
        loop $more
          global.get $heap
          memory.size
          i32.const 65536
          i32.mul
          i32.le_u
          br_if $enough
          i32.const 1
          memory.grow
          i32.const -1
          i32.eq
          if ;; label = @3
            unreachable
          end
          br $more
        end
      end
      local.get $at
      local.get $old
      local.get $old-size
      memory.copy
      local.get $at
    )
    (func $print (;7;) (type 5) (param $at i32) (param $length i32)
      i32.const 1
      local.get $at
      local.get $length
      call $write
    )
    (func $length (;8;) (type 6) (param $at i32) (result i32)
      (local $end i32)
      local.get $at
      local.set $end
      block $found
        loop $next
          local.get $end
          i32.load8_u
          i32.eqz
          br_if $found
          local.get $end
          i32.const 1
          i32.add
          local.set $end
          br $next
        end
      end
      local.get $end
      local.get $at
      i32.sub
    )
    (func $say (;9;) (type 2) (param $at i32)
      local.get $at
      local.get $at
      call $length
      call $print
    )
    (func $line (;10;) (type 7)
      i32.const 40
      call $say
    )
    (func $number-to (;11;) (type 8) (param $fd i32) (param $n i64)
      (local $at i32)
      i32.const 40
      local.set $at
      loop $digit
        local.get $at
        i32.const 1
        i32.sub
        local.set $at
        local.get $at
        i32.const 48
        local.get $n
        i64.const 10
        i64.rem_u
        i32.wrap_i64
        i32.add
        i32.store8
        local.get $n
        i64.const 10
        i64.div_u
        local.set $n
        local.get $n
        i64.const 0
        i64.ne
        br_if $digit
      end
      local.get $fd
      local.get $at
      i32.const 40
      local.get $at
      i32.sub
      call $write
    )
    (func $number (;12;) (type 9) (param $n i64)
      i32.const 1
      local.get $n
      call $number-to
    )
    (func $write (;13;) (type 10) (param $fd i32) (param $at i32) (param $length i32)
      (local $stream i32) (local $part i32)
      local.get $fd
      i32.const 1
      i32.eq
      if (result i32) ;; label = @1
        call $get-stdout
      else
        call $get-stderr
      end
      local.set $stream
      block $done
        loop $more
          local.get $length
          i32.eqz
          br_if $done
          local.get $length
          i32.const 4096
          local.get $length
          i32.const 4096
          i32.lt_u
          select
          local.set $part
          local.get $stream
          local.get $at
          local.get $part
          i32.const 0
          call $blocking-write-and-flush
          i32.const 0
          i32.load8_u
          if ;; label = @3
            unreachable
          end
          local.get $at
          local.get $part
          i32.add
          local.set $at
          local.get $length
          local.get $part
          i32.sub
          local.set $length
          br $more
        end
      end
      local.get $stream
      call $drop-output-stream
    )
    (func (;14;) (type 0) (result i32)
      call $main
    )
    (func $main (;15;) (type 0) (result i32)
      i32.const 512
      call $get-directories
      i32.const 512
      i32.load
      i32.load
      i32.const 0
      i32.const 64
      i32.const 3
      i32.const 0
      i32.const 1
      i32.const 528
      call $open-at
      i32.const 80
      call $say
      i32.const 0
    )
    (data (;0;) (i32.const 40) "\0a\00")
    (data (;1;) (i32.const 64) "a\ffb")
    (data (;2;) (i32.const 80) "never\0a\00")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (type (;1;) (func (param i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (table (;0;) 3 3 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 0
      call_indirect (type 0)
    )
    (func (;1;) (type 1) (param i32)
      local.get 0
      i32.const 1
      call_indirect (type 1)
    )
    (func (;2;) (type 2) (param i32 i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      i32.const 2
      call_indirect (type 2)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (type (;1;) (func (param i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 2)))
    (import "" "$imports" (table (;0;) 3 3 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (alias export $wasi:cli/stdout@0.2.12 "get-stdout" (func $get-stdout (;0;)))
  (core func $get-stdout (;0;) (canon lower (func $get-stdout)))
  (core instance $wasi:cli/stdout@0.2.12 (;1;)
    (export "get-stdout" (func $get-stdout))
  )
  (alias export $wasi:cli/stderr@0.2.12 "get-stderr" (func $get-stderr (;1;)))
  (core func $get-stderr (;1;) (canon lower (func $get-stderr)))
  (core instance $wasi:cli/stderr@0.2.12 (;2;)
    (export "get-stderr" (func $get-stderr))
  )
  (alias core export $wit-component-shim-instance "0" (core func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (;2;)))
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type10 output-stream" (@name "output-stream") (;10;)))
  (core func $resource.drop (;3;) (canon resource.drop $"#type10 output-stream"))
  (core instance $wasi:io/streams@0.2.12 (;3;)
    (export "[method]output-stream.blocking-write-and-flush" (func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "[resource-drop]output-stream" (func $resource.drop))
  )
  (alias core export $wit-component-shim-instance "1" (core func $indirect-wasi:filesystem/preopens@0.2.12-get-directories (;4;)))
  (core instance $wasi:filesystem/preopens@0.2.12 (;4;)
    (export "get-directories" (func $indirect-wasi:filesystem/preopens@0.2.12-get-directories))
  )
  (alias core export $wit-component-shim-instance "2" (core func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at" (;5;)))
  (core instance $wasi:filesystem/types@0.2.12 (;5;)
    (export "[method]descriptor.open-at" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at"))
  )
  (core instance $main (;6;) (instantiate $main
      (with "wasi:cli/stdout@0.2.12" (instance $wasi:cli/stdout@0.2.12))
      (with "wasi:cli/stderr@0.2.12" (instance $wasi:cli/stderr@0.2.12))
      (with "wasi:io/streams@0.2.12" (instance $wasi:io/streams@0.2.12))
      (with "wasi:filesystem/preopens@0.2.12" (instance $wasi:filesystem/preopens@0.2.12))
      (with "wasi:filesystem/types@0.2.12" (instance $wasi:filesystem/types@0.2.12))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias export $wasi:io/streams@0.2.12 "[method]output-stream.blocking-write-and-flush" (func $"[method]output-stream.blocking-write-and-flush" (;2;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;6;)))
  (core func $"#core-func7 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (@name "indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush") (;7;) (canon lower (func $"[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (alias export $wasi:filesystem/preopens@0.2.12 "get-directories" (func $get-directories (;3;)))
  (core func $"#core-func8 indirect-wasi:filesystem/preopens@0.2.12-get-directories" (@name "indirect-wasi:filesystem/preopens@0.2.12-get-directories") (;8;) (canon lower (func $get-directories) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.open-at" (func $"[method]descriptor.open-at" (;4;)))
  (core func $"#core-func9 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at") (;9;) (canon lower (func $"[method]descriptor.open-at") (memory $memory) string-encoding=utf8))
  (core instance $fixup-args (;7;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func7 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "1" (func $"#core-func8 indirect-wasi:filesystem/preopens@0.2.12-get-directories"))
    (export "2" (func $"#core-func9 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at"))
  )
  (core instance $fixup (;8;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;11;) (result))
  (type (;12;) (func (result 11)))
  (alias core export $main "wasi:cli/run@0.2.12#run" (core func $wasi:cli/run@0.2.12#run (;10;)))
  (func $run (;5;) (type 12) (canon lift (core func $wasi:cli/run@0.2.12#run)))
  (component $wasi:cli/run@0.2.12-shim-component (;0;)
    (type (;0;) (result))
    (type (;1;) (func (result 0)))
    (import "import-func-run" (func (;0;) (type 1)))
    (type (;2;) (result))
    (type (;3;) (func (result 2)))
    (export (;1;) "run" (func 0) (func (type 3)))
  )
  (instance $wasi:cli/run@0.2.12-shim-instance (;6;) (instantiate $wasi:cli/run@0.2.12-shim-component
      (with "import-func-run" (func $run))
    )
  )
  (export $wasi:cli/run@0.2.12 (;7;) "wasi:cli/run@0.2.12" (instance $wasi:cli/run@0.2.12-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

