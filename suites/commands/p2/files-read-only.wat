;; Tries to change a directory that it may only read: by opening, making, renaming, linking and
;; removing.
;; Made from files-read-only.core.wat by tests/components.rs, which says how; not to be edited.
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
      (type (;10;) (result (error 8)))
      (type (;11;) (func (param "self" 9) (param "path" string) (result 10)))
      (export (;0;) "[method]descriptor.create-directory-at" (func (type 11)))
      (type (;12;) (own 0))
      (type (;13;) (result 12 (error 8)))
      (type (;14;) (func (param "self" 9) (param "path-flags" 2) (param "path" string) (param "open-flags" 4) (param "flags" 6) (result 13)))
      (export (;1;) "[method]descriptor.open-at" (func (type 14)))
      (type (;15;) (func (param "self" 9) (param "old-path" string) (param "new-descriptor" 9) (param "new-path" string) (result 10)))
      (export (;2;) "[method]descriptor.rename-at" (func (type 15)))
      (type (;16;) (func (param "self" 9) (param "old-path" string) (param "new-path" string) (result 10)))
      (export (;3;) "[method]descriptor.symlink-at" (func (type 16)))
      (export (;4;) "[method]descriptor.unlink-file-at" (func (type 11)))
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
    (type (;4;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;5;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32)))
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
    (import "wasi:filesystem/types@0.2.12" "[method]descriptor.create-directory-at" (func $create-directory-at (;6;) (type 1)))
    (import "wasi:filesystem/types@0.2.12" "[method]descriptor.unlink-file-at" (func $unlink-file-at (;7;) (type 1)))
    (import "wasi:filesystem/types@0.2.12" "[method]descriptor.rename-at" (func $rename-at (;8;) (type 3)))
    (import "wasi:filesystem/types@0.2.12" "[method]descriptor.symlink-at" (func $symlink-at (;9;) (type 4)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (global $directory (;1;) (mut i32) i32.const 0)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "wasi:cli/run@0.2.12#run" (func 18))
    (func $cabi_realloc (;10;) (type 5) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $print (;11;) (type 6) (param $at i32) (param $length i32)
      i32.const 1
      local.get $at
      local.get $length
      call $write
    )
    (func $length (;12;) (type 7) (param $at i32) (result i32)
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
    (func $say (;13;) (type 2) (param $at i32)
      local.get $at
      local.get $at
      call $length
      call $print
    )
    (func $line (;14;) (type 8)
      i32.const 40
      call $say
    )
    (func $number-to (;15;) (type 9) (param $fd i32) (param $n i64)
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
    (func $number (;16;) (type 10) (param $n i64)
      i32.const 1
      local.get $n
      call $number-to
    )
    (func $write (;17;) (type 11) (param $fd i32) (param $at i32) (param $length i32)
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
    (func (;18;) (type 0) (result i32)
      call $main
    )
    (func $step (;19;) (type 11) (param $what i32) (param $failed i32) (param $code i32)
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
    (func $find-directory (;20;) (type 8)
      i32.const 512
      call $get-directories
      i32.const 512
      i32.load
      i32.load
      global.set $directory
    )
    (func $open (;21;) (type 1) (param $what i32) (param $path i32) (param $open-flags i32) (param $flags i32)
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
    (func $answer (;22;) (type 2) (param $what i32)
      local.get $what
      i32.const 544
      i32.load8_u
      i32.const 545
      i32.load8_u
      call $step
    )
    (func $main (;23;) (type 0) (result i32)
      call $find-directory
      i32.const 128
      i32.const 64
      i32.const 0
      i32.const 1
      call $open
      i32.const 144
      i32.const 64
      i32.const 0
      i32.const 2
      call $open
      i32.const 160
      i32.const 64
      i32.const 8
      i32.const 2
      call $open
      i32.const 176
      i32.const 80
      i32.const 1
      i32.const 2
      call $open
      global.get $directory
      i32.const 80
      i32.const 7
      i32.const 544
      call $create-directory-at
      i32.const 192
      call $answer
      global.get $directory
      i32.const 64
      i32.const 6
      global.get $directory
      i32.const 80
      i32.const 7
      i32.const 544
      call $rename-at
      i32.const 208
      call $answer
      global.get $directory
      i32.const 64
      i32.const 6
      i32.const 80
      i32.const 7
      i32.const 544
      call $symlink-at
      i32.const 224
      call $answer
      global.get $directory
      i32.const 64
      i32.const 6
      i32.const 544
      call $unlink-file-at
      i32.const 240
      call $answer
      i32.const 0
    )
    (data (;0;) (i32.const 40) "\0a\00")
    (data (;1;) (i32.const 42) ": \00")
    (data (;2;) (i32.const 45) "done\00")
    (data (;3;) (i32.const 4096) "access\00would-block\00already\00bad-descriptor\00busy\00deadlock\00quota\00exist\00file-too-large\00illegal-byte-sequence\00in-progress\00interrupted\00invalid\00io\00is-directory\00loop\00too-many-links\00message-size\00name-too-long\00no-device\00no-entry\00no-lock\00insufficient-memory\00insufficient-space\00not-directory\00not-empty\00not-recoverable\00unsupported\00no-tty\00no-such-device\00overflow\00not-permitted\00pipe\00read-only\00invalid-seek\00text-file-busy\00cross-device\00")
    (data (;4;) (i32.const 64) "in.txt\00")
    (data (;5;) (i32.const 80) "new.txt\00")
    (data (;6;) (i32.const 128) "open to read\00")
    (data (;7;) (i32.const 144) "open to write\00")
    (data (;8;) (i32.const 160) "truncate\00")
    (data (;9;) (i32.const 176) "create\00")
    (data (;10;) (i32.const 192) "make directory\00")
    (data (;11;) (i32.const 208) "rename\00")
    (data (;12;) (i32.const 224) "link\00")
    (data (;13;) (i32.const 240) "unlink\00")
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32 i32)))
    (type (;1;) (func (param i32)))
    (type (;2;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32 i32 i32 i32)))
    (table (;0;) 7 7 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (func 3))
    (export "4" (func 4))
    (export "5" (func 5))
    (export "6" (func 6))
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
    (func (;3;) (type 0) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 3
      call_indirect (type 0)
    )
    (func (;4;) (type 0) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 4
      call_indirect (type 0)
    )
    (func (;5;) (type 3) (param i32 i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      i32.const 5
      call_indirect (type 3)
    )
    (func (;6;) (type 4) (param i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      i32.const 6
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
    (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32 i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 2)))
    (import "" "3" (func (;3;) (type 0)))
    (import "" "4" (func (;4;) (type 0)))
    (import "" "5" (func (;5;) (type 3)))
    (import "" "6" (func (;6;) (type 4)))
    (import "" "$imports" (table (;0;) 7 7 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4 5 6)
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
  (alias core export $wit-component-shim-instance "3" (core func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.create-directory-at" (;6;)))
  (alias core export $wit-component-shim-instance "4" (core func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.unlink-file-at" (;7;)))
  (alias core export $wit-component-shim-instance "5" (core func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.rename-at" (;8;)))
  (alias core export $wit-component-shim-instance "6" (core func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.symlink-at" (;9;)))
  (core instance $wasi:filesystem/types@0.2.12 (;5;)
    (export "[method]descriptor.open-at" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at"))
    (export "[method]descriptor.create-directory-at" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.create-directory-at"))
    (export "[method]descriptor.unlink-file-at" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.unlink-file-at"))
    (export "[method]descriptor.rename-at" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.rename-at"))
    (export "[method]descriptor.symlink-at" (func $"indirect-wasi:filesystem/types@0.2.12-[method]descriptor.symlink-at"))
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
  (alias core export $main "cabi_realloc" (core func $realloc (;10;)))
  (core func $"#core-func11 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush" (@name "indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush") (;11;) (canon lower (func $"[method]output-stream.blocking-write-and-flush") (memory $memory)))
  (alias export $wasi:filesystem/preopens@0.2.12 "get-directories" (func $get-directories (;3;)))
  (core func $"#core-func12 indirect-wasi:filesystem/preopens@0.2.12-get-directories" (@name "indirect-wasi:filesystem/preopens@0.2.12-get-directories") (;12;) (canon lower (func $get-directories) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.open-at" (func $"[method]descriptor.open-at" (;4;)))
  (core func $"#core-func13 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at") (;13;) (canon lower (func $"[method]descriptor.open-at") (memory $memory) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.create-directory-at" (func $"[method]descriptor.create-directory-at" (;5;)))
  (core func $"#core-func14 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.create-directory-at" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.create-directory-at") (;14;) (canon lower (func $"[method]descriptor.create-directory-at") (memory $memory) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.unlink-file-at" (func $"[method]descriptor.unlink-file-at" (;6;)))
  (core func $"#core-func15 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.unlink-file-at" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.unlink-file-at") (;15;) (canon lower (func $"[method]descriptor.unlink-file-at") (memory $memory) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.rename-at" (func $"[method]descriptor.rename-at" (;7;)))
  (core func $"#core-func16 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.rename-at" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.rename-at") (;16;) (canon lower (func $"[method]descriptor.rename-at") (memory $memory) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.2.12 "[method]descriptor.symlink-at" (func $"[method]descriptor.symlink-at" (;8;)))
  (core func $"#core-func17 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.symlink-at" (@name "indirect-wasi:filesystem/types@0.2.12-[method]descriptor.symlink-at") (;17;) (canon lower (func $"[method]descriptor.symlink-at") (memory $memory) string-encoding=utf8))
  (core instance $fixup-args (;7;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func11 indirect-wasi:io/streams@0.2.12-[method]output-stream.blocking-write-and-flush"))
    (export "1" (func $"#core-func12 indirect-wasi:filesystem/preopens@0.2.12-get-directories"))
    (export "2" (func $"#core-func13 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.open-at"))
    (export "3" (func $"#core-func14 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.create-directory-at"))
    (export "4" (func $"#core-func15 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.unlink-file-at"))
    (export "5" (func $"#core-func16 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.rename-at"))
    (export "6" (func $"#core-func17 indirect-wasi:filesystem/types@0.2.12-[method]descriptor.symlink-at"))
  )
  (core instance $fixup (;8;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;11;) (result))
  (type (;12;) (func (result 11)))
  (alias core export $main "wasi:cli/run@0.2.12#run" (core func $wasi:cli/run@0.2.12#run (;18;)))
  (func $run (;9;) (type 12) (canon lift (core func $wasi:cli/run@0.2.12#run)))
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

