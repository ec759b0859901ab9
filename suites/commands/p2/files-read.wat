;; Reads a file: its size, all of it, a part of it; then asks for one that does not exist.
;; Made from files-read.core.wat by tests/components.rs, which says how; not to be edited.
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
  (type $ty-wasi:clocks/wall-clock@0.2.12 (;7;)
    (instance
      (type (;0;) (record (field "seconds" u64) (field "nanoseconds" u32)))
      (export (;1;) "datetime" (type (eq 0)))
    )
  )
  (import "wasi:clocks/wall-clock@0.2.12" (instance $wasi:clocks/wall-clock@0.2.12 (;4;) (type $ty-wasi:clocks/wall-clock@0.2.12)))
  (alias export $wasi:clocks/wall-clock@0.2.12 "datetime" (type $datetime (;8;)))
  (type $ty-wasi:filesystem/types@0.2.12 (;9;)
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
      (type (;9;) (enum "unknown" "block-device" "character-device" "directory" "fifo" "symbolic-link" "regular-file" "socket"))
      (export (;10;) "descriptor-type" (type (eq 9)))
      (type (;11;) u64)
      (export (;12;) "link-count" (type (eq 11)))
      (type (;13;) u64)
      (export (;14;) "filesize" (type (eq 13)))
      (alias outer 1 $datetime (type (;15;)))
      (export (;16;) "datetime" (type (eq 15)))
      (type (;17;) (option 16))
      (type (;18;) (record (field "type" 10) (field "link-count" 12) (field "size" 14) (field "data-access-timestamp" 17) (field "data-modification-timestamp" 17) (field "status-change-timestamp" 17)))
      (export (;19;) "descriptor-stat" (type (eq 18)))
      (type (;20;) (borrow 0))
      (type (;21;) (list u8))
      (type (;22;) (tuple 21 bool))
      (type (;23;) (result 22 (error 8)))
      (type (;24;) (func (param "self" 20) (param "length" 14) (param "offset" 14) (result 23)))
      (export (;0;) "[method]descriptor.read" (func (type 24)))
      (type (;25;) (result 19 (error 8)))
      (type (;26;) (func (param "self" 20) (result 25)))
      (export (;1;) "[method]descriptor.stat" (func (type 26)))
      (type (;27;) (own 0))
      (type (;28;) (result 27 (error 8)))
      (type (;29;) (func (param "self" 20) (param "path-flags" 2) (param "path" string) (param "open-flags" 4) (param "flags" 6) (result 28)))
      (export (;2;) "[method]descriptor.open-at" (func (type 29)))
    )
  )
  (import "wasi:filesystem/types@0.2.12" (instance $wasi:filesystem/types@0.2.12 (;5;) (type $ty-wasi:filesystem/types@0.2.12)))
  (alias export $wasi:filesystem/types@0.2.12 "descriptor" (type $descriptor (;10;)))
  (type $ty-wasi:filesystem/preopens@0.2.12 (;11;)
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
  (import "wasi:filesystem/preopens@0.2.12" (instance $wasi:filesystem/preopens@0.2.12 (;6;) (type $ty-wasi:filesystem/preopens@0.2.12)))
  (core module $main (;0;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32 i32 i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32)))
    (type (;5;) (func (param i32 i64 i64 i32)))
    (type (;6;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32) (result i32)))
    (type (;8;) (func))
    (type (;9;) (func (param i32 i64)))
    (type (;10;) (func (param i64)))
    (type (;11;) (func (param i32 i32 i32)))
    (import "wasi:cli/stdout@0.2.12" "get-stdout" (func $get-stdout (;0;) (type 0)))
    (import "wasi:cli/stderr@0.2.12" "get-stderr" (func $get-stderr (;1;) (type 0)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.blocking-write-and-flush" (func $blocking-write-and-flush (;2;) (type 1)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $drop-output-stream (;3;) (type 2)))
    (import "wasi:filesystem/preopens@0.2.12" "get-directories" (func $get-directories (;4;) (type 2)))
    (import "wasi:filesystem/types@0.2.12" "[method]descriptor.open-at" (func $open-at (;5;) (type 3)))
    (import "wasi:filesystem/types@0.2.12" "[method]descriptor.stat" (func $stat (;6;) (type 4)))
    (import "wasi:filesystem/types@0.2.12" "[method]descriptor.read" (func $read (;7;) (type 5)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (global $directory (;1;) (mut i32) i32.const 0)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "wasi:cli/run@0.2.12#run" (func 16))
    (func $cabi_realloc (;8;) (type 6) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $print (;9;) (type 4) (param $at i32) (param $length i32)
      i32.const 1
      local.get $at
      local.get $length
      call $write
    )
    (func $length (;10;) (type 7) (param $at i32) (result i32)
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
    (func $say (;11;) (type 2) (param $at i32)
      local.get $at
      local.get $at
      call $length
      call $print
    )
    (func $line (;12;) (type 8)
      i32.const 40
      call $say
    )
    (func $number-to (;13;) (type 9) (param $fd i32) (param $n i64)
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
    (func $number (;14;) (type 10) (param $n i64)
      i32.const 1
      local.get $n
      call $number-to
    )
    (func $write (;15;) (type 11) (param $fd i32) (param $at i32) (param $length i32)
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
    (func (;16;) (type 0) (result i32)
      call $main
    )
    (func $step (;17;) (type 11) (param $what i32) (param $failed i32) (param $code i32)
      (local $name i32)
      local.get $what
      call $say
      i32.const 42
      call $say
      i32.const 45
      local.set $name
      local.get $failed
      if ;; label = @1
        i32.const 4096
        local.set $name
        block $found
          loop $next
            local.get $code
            i32.eqz
            br_if $found
            local.get $name
            local.get $name
            call $length
            i32.add
            i32.const 1
            i32.add
            local.set $name
            local.get $code
            i32.const 1
            i32.sub
            local.set $code
            br $next
          end
        end
      end
      local.get $name
      call $say
      call $line
    )
    (func $find-directory (;18;) (type 8)
      i32.const 512
      call $get-directories
      i32.const 512
      i32.load
      i32.load
      global.set $directory
    )
    (func $open (;19;) (type 1) (param $what i32) (param $path i32) (param $open-flags i32) (param $flags i32)
      global.get $directory
      i32.const 0
      local.get $path
      local.get $path
      call $length
      local.get $open-flags
      local.get $flags
      i32.const 528
      call $open-at
      local.get $what
      i32.const 528
      i32.load8_u
      i32.const 532
      i32.load8_u
      call $step
    )
    (func $show (;20;) (type 9) (param $file i32) (param $offset i64)
      local.get $file
      i64.const 4096
      local.get $offset
      i32.const 544
      call $read
      i32.const 168
      i32.const 544
      i32.load8_u
      i32.const 548
      i32.load8_u
      call $step
      i32.const 548
      i32.load
      i32.const 552
      i32.load
      call $print
    )
    (func $main (;21;) (type 0) (result i32)
      (local $file i32)
      call $find-directory
      i32.const 128
      i32.const 64
      i32.const 0
      i32.const 1
      call $open
      i32.const 532
      i32.load
      local.set $file
      local.get $file
      i32.const 544
      call $stat
      i32.const 160
      i32.const 544
      i32.load8_u
      i32.const 552
      i32.load8_u
      call $step
      i32.const 568
      i64.load
      call $number
      i32.const 176
      call $say
      local.get $file
      i64.const 0
      call $show
      local.get $file
      i64.const 16
      call $show
      i32.const 144
      i32.const 80
      i32.const 0
      i32.const 1
      call $open
      i32.const 0
    )
    (data (;0;) (i32.const 40) "\0a\00")
    (data (;1;) (i32.const 42) ": \00")
    (data (;2;) (i32.const 45) "done\00")
    (data (;3;) (i32.const 4096) "access\00would-block\00already\00bad-descriptor\00busy\00deadlock\00quota\00exist\00file-too-large\00illegal-byte-sequence\00in-progress\00interrupted\00invalid\00io\00is-directory\00loop\00too-many-links\00message-size\00name-too-long\00no-device\00no-entry\00no-lock\00insufficient-memory\00insufficient-space\00not-directory\00not-empty\00not-recoverable\00unsupported\00no-tty\00no-such-device\00overflow\00not-permitted\00pipe\00read-only\00invalid-seek\00text-file-busy\00cross-device\00")
    (data (;4;) (i32.const 64) "in.txt\00")
    (data (;5;) (i32.const 80) "missing.txt\00")
    (data (;6;) (i32.const 128) "open\00")
    (data (;7;) (i32.const 144) "open missing\00")
    (data (;8;) (i32.const 160) "stat\00")
    (data (;9;) (i32.const 168) "read\00")
    (data (;10;) (i32.const 176) " bytes\0a\00")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (type (;1;) (func (param i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func (param i32 i64 i64 i32)))
    (table (;0;) 5 5 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (func 3))
    (export "4" (func 4))
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
    (func (;3;) (type 3) (param i32 i32)
      local.get 0
      local.get 1
      i32.const 3
      call_indirect (type 3)
    )
    (func (;4;) (type 4) (param i32 i64 i64 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 4
      call_indirect (type 4)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (type (;1;) (func (param i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func (param i32 i64 i64 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 2)))
    (import "" "3" (func (;3;) (type 3)))
    (import "" "4" (func (;4;) (type 4)))
    (import "" "$imports" (table (;0;) 5 5 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4)
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
  (alias export $wasi:io/streams@0.2.12 "output-stream" (type $"#type12 output-stream" (@name "output-stream") (;12;)))
  (core func $resource.drop (;3;) (canon resource.drop $"#type12 output-stream"))
  (core instance $wasi:io/streams@0.2.12 (;3;)
    (export "[method]output-stream.blocking-write-and-flush" (func $"indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "[resource-drop]output-stream" (func $resource.drop))
  )
  (alias core export $wit-component-shim-instance "1" (core func $indirect-wasi:filesystem/preopens@0.2.12-get-directories (;4;)))
  (core instance $wasi:filesystem/preopens@0.2.12 (;4;)
    (export "get-directories" (func $indirect-wasi:filesystem/preopens@0.2.12-get-directories))
  )
  (alias core export $wit-component-shim-instance "2" (core func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at" (;5;)))
  (alias core export $wit-component-shim-instance "3" (core func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.stat" (;6;)))
  (alias core export $wit-component-shim-instance "4" (core func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.read" (;7;)))
  (core instance $wasi:filesystem/types@0.2.12 (;5;)
    (export "[method]descriptor.open-at" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at"))
    (export "[method]descriptor.stat" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.stat"))
    (export "[method]descriptor.read" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.read"))
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
  (alias core export $main "cabi_realloc" (core func $realloc (;8;)))
  (core func $"#core-func9 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (@name "indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush") (;9;) (canon lower (func $"[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (alias export $wasi:filesystem/preopens@0.2.12 "get-directories" (func $get-directories (;3;)))
  (core func $"#core-func10 indirect-wasi:filesystem/preopens@0.2.12-get-directories" (@name "indirect-wasi:filesystem/preopens@0.2.12-get-directories") (;10;) (canon lower (func $get-directories) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.open-at" (func $"[method]descriptor.open-at" (;4;)))
  (core func $"#core-func11 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at") (;11;) (canon lower (func $"[method]descriptor.open-at") (memory $memory) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.stat" (func $"[method]descriptor.stat" (;5;)))
  (core func $"#core-func12 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.stat" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.stat") (;12;) (canon lower (func $"[method]descriptor.stat") (memory $memory)))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.read" (func $"[method]descriptor.read" (;6;)))
  (core func $"#core-func13 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.read" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.read") (;13;) (canon lower (func $"[method]descriptor.read") (memory $memory) (realloc $realloc)))
  (core instance $fixup-args (;7;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func9 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "1" (func $"#core-func10 indirect-wasi:filesystem/preopens@0.2.12-get-directories"))
    (export "2" (func $"#core-func11 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at"))
    (export "3" (func $"#core-func12 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.stat"))
    (export "4" (func $"#core-func13 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.read"))
  )
  (core instance $fixup (;8;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;13;) (result))
  (type (;14;) (func (result 13)))
  (alias core export $main "wasi:cli/run@0.2.12#run" (core func $wasi:cli/run@0.2.12#run (;14;)))
  (func $run (;7;) (type 14) (canon lift (core func $wasi:cli/run@0.2.12#run)))
  (component $wasi:cli/run@0.2.12-shim-component (;0;)
    (type (;0;) (result))
    (type (;1;) (func (result 0)))
    (import "import-func-run" (func (;0;) (type 1)))
    (type (;2;) (result))
    (type (;3;) (func (result 2)))
    (export (;1;) "run" (func 0) (func (type 3)))
  )
  (instance $wasi:cli/run@0.2.12-shim-instance (;7;) (instantiate $wasi:cli/run@0.2.12-shim-component
      (with "import-func-run" (func $run))
    )
  )
  (export $wasi:cli/run@0.2.12 (;8;) "wasi:cli/run@0.2.12" (instance $wasi:cli/run@0.2.12-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

