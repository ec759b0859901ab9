;; Tries to change a directory that it may only read: by opening, making, renaming, linking and
;; removing.
;; Made from files-read-only.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (type $ty-wasi:cli/types@0.3.0 (;0;)
    (instance
      (type (;0;) (enum "io" "illegal-byte-sequence" "pipe"))
      (export (;1;) "error-code" (type (eq 0)))
    )
  )
  (import "wasi:cli/types@0.3.0" (instance $wasi:cli/types@0.3.0 (;0;) (type $ty-wasi:cli/types@0.3.0)))
  (alias export $wasi:cli/types@0.3.0 "error-code" (type $error-code (;1;)))
  (type $ty-wasi:cli/stdout@0.3.0 (;2;)
    (instance
      (alias outer 1 $error-code (type (;0;)))
      (export (;1;) "error-code" (type (eq 0)))
      (type (;2;) (stream u8))
      (type (;3;) (result (error 1)))
      (type (;4;) (future 3))
      (type (;5;) (func (param "data" 2) (result 4)))
      (export (;0;) "write-via-stream" (func (type 5)))
    )
  )
  (import "wasi:cli/stdout@0.3.0" (instance $wasi:cli/stdout@0.3.0 (;1;) (type $ty-wasi:cli/stdout@0.3.0)))
  (alias export $wasi:cli/types@0.3.0 "error-code" (type $"#type3 error-code" (@name "error-code") (;3;)))
  (type $ty-wasi:cli/stderr@0.3.0 (;4;)
    (instance
      (alias outer 1 $"#type3 error-code" (type (;0;)))
      (export (;1;) "error-code" (type (eq 0)))
      (type (;2;) (stream u8))
      (type (;3;) (result (error 1)))
      (type (;4;) (future 3))
      (type (;5;) (func (param "data" 2) (result 4)))
      (export (;0;) "write-via-stream" (func (type 5)))
    )
  )
  (import "wasi:cli/stderr@0.3.0" (instance $wasi:cli/stderr@0.3.0 (;2;) (type $ty-wasi:cli/stderr@0.3.0)))
  (type $ty-wasi:filesystem/types@0.3.0 (;5;)
    (instance
      (export (;0;) "descriptor" (type (sub resource)))
      (type (;1;) (flags "symlink-follow"))
      (export (;2;) "path-flags" (type (eq 1)))
      (type (;3;) (flags "create" "directory" "exclusive" "truncate"))
      (export (;4;) "open-flags" (type (eq 3)))
      (type (;5;) (flags "read" "write" "file-integrity-sync" "data-integrity-sync" "requested-write-sync" "mutate-directory"))
      (export (;6;) "descriptor-flags" (type (eq 5)))
      (type (;7;) (option string))
      (type (;8;) (variant (case "access") (case "already") (case "bad-descriptor") (case "busy") (case "deadlock") (case "quota") (case "exist") (case "file-too-large") (case "illegal-byte-sequence") (case "in-progress") (case "interrupted") (case "invalid") (case "io") (case "is-directory") (case "loop") (case "too-many-links") (case "message-size") (case "name-too-long") (case "no-device") (case "no-entry") (case "no-lock") (case "insufficient-memory") (case "insufficient-space") (case "not-directory") (case "not-empty") (case "not-recoverable") (case "unsupported") (case "no-tty") (case "no-such-device") (case "overflow") (case "not-permitted") (case "pipe") (case "read-only") (case "invalid-seek") (case "text-file-busy") (case "cross-device") (case "other" 7)))
      (export (;9;) "error-code" (type (eq 8)))
      (type (;10;) (borrow 0))
      (type (;11;) (result (error 9)))
      (type (;12;) (func async (param "self" 10) (param "path" string) (result 11)))
      (export (;0;) "[method]descriptor.create-directory-at" (func (type 12)))
      (type (;13;) (own 0))
      (type (;14;) (result 13 (error 9)))
      (type (;15;) (func async (param "self" 10) (param "path-flags" 2) (param "path" string) (param "open-flags" 4) (param "flags" 6) (result 14)))
      (export (;1;) "[method]descriptor.open-at" (func (type 15)))
      (type (;16;) (func async (param "self" 10) (param "old-path" string) (param "new-descriptor" 10) (param "new-path" string) (result 11)))
      (export (;2;) "[method]descriptor.rename-at" (func (type 16)))
      (type (;17;) (func async (param "self" 10) (param "old-path" string) (param "new-path" string) (result 11)))
      (export (;3;) "[method]descriptor.symlink-at" (func (type 17)))
      (export (;4;) "[method]descriptor.unlink-file-at" (func (type 12)))
    )
  )
  (import "wasi:filesystem/types@0.3.0" (instance $wasi:filesystem/types@0.3.0 (;3;) (type $ty-wasi:filesystem/types@0.3.0)))
  (alias export $wasi:filesystem/types@0.3.0 "descriptor" (type $descriptor (;6;)))
  (type $ty-wasi:filesystem/preopens@0.3.0 (;7;)
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
  (import "wasi:filesystem/preopens@0.3.0" (instance $wasi:filesystem/preopens@0.3.0 (;4;) (type $ty-wasi:filesystem/preopens@0.3.0)))
  (core module $main (;0;)
    (type (;0;) (func (param i32)))
    (type (;1;) (func (param i32) (result i32)))
    (type (;2;) (func (result i64)))
    (type (;3;) (func (param i32 i32 i32) (result i32)))
    (type (;4;) (func (param i32 i32) (result i32)))
    (type (;5;) (func (result i32)))
    (type (;6;) (func (param i32 i32)))
    (type (;7;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;8;) (func (param i32 i32 i32 i32)))
    (type (;9;) (func (param i32 i32 i32 i32 i32 i32)))
    (type (;10;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;11;) (func))
    (type (;12;) (func (param i32 i64)))
    (type (;13;) (func (param i64)))
    (type (;14;) (func (param i32 i32 i32)))
    (import "[export]wasi:cli/run@0.3.0" "[task-return]run" (func $task-return (;0;) (type 0)))
    (import "wasi:cli/stdout@0.3.0" "write-via-stream" (func $stdout (;1;) (type 1)))
    (import "wasi:cli/stderr@0.3.0" "write-via-stream" (func $stderr (;2;) (type 1)))
    (import "wasi:cli/stdout@0.3.0" "[stream-new-0]write-via-stream" (func $stream-new (;3;) (type 2)))
    (import "wasi:cli/stdout@0.3.0" "[async-lower][stream-write-0]write-via-stream" (func $stream-write (;4;) (type 3)))
    (import "wasi:cli/stdout@0.3.0" "[stream-drop-writable-0]write-via-stream" (func $stream-drop-writable (;5;) (type 0)))
    (import "wasi:cli/stdout@0.3.0" "[async-lower][future-read-1]write-via-stream" (func $future-read (;6;) (type 4)))
    (import "wasi:cli/stdout@0.3.0" "[future-drop-readable-1]write-via-stream" (func $future-drop-readable (;7;) (type 0)))
    (import "$root" "[waitable-set-new]" (func $waitable-set-new (;8;) (type 5)))
    (import "$root" "[waitable-join]" (func $waitable-join (;9;) (type 6)))
    (import "$root" "[waitable-set-wait]" (func $waitable-set-wait (;10;) (type 4)))
    (import "wasi:filesystem/preopens@0.3.0" "get-directories" (func $get-directories (;11;) (type 0)))
    (import "wasi:filesystem/types@0.3.0" "[method]descriptor.open-at" (func $open-at (;12;) (type 7)))
    (import "wasi:filesystem/types@0.3.0" "[method]descriptor.create-directory-at" (func $create-directory-at (;13;) (type 8)))
    (import "wasi:filesystem/types@0.3.0" "[method]descriptor.unlink-file-at" (func $unlink-file-at (;14;) (type 8)))
    (import "wasi:filesystem/types@0.3.0" "[method]descriptor.rename-at" (func $rename-at (;15;) (type 7)))
    (import "wasi:filesystem/types@0.3.0" "[method]descriptor.symlink-at" (func $symlink-at (;16;) (type 9)))
    (memory (;0;) 2)
    (global $heap (;0;) (mut i32) i32.const 65536)
    (global $set (;1;) (mut i32) i32.const 0)
    (global $directory (;2;) (mut i32) i32.const 0)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func $cabi_realloc))
    (export "[async-lift]wasi:cli/run@0.3.0#run" (func 27))
    (export "[callback][async-lift]wasi:cli/run@0.3.0#run" (func 28))
    (func $cabi_realloc (;17;) (type 10) (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
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
    (func $print (;18;) (type 6) (param $at i32) (param $length i32)
      i32.const 1
      local.get $at
      local.get $length
      call $write
    )
    (func $length (;19;) (type 1) (param $at i32) (result i32)
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
    (func $say (;20;) (type 0) (param $at i32)
      local.get $at
      local.get $at
      call $length
      call $print
    )
    (func $line (;21;) (type 11)
      i32.const 40
      call $say
    )
    (func $number-to (;22;) (type 12) (param $fd i32) (param $n i64)
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
    (func $number (;23;) (type 13) (param $n i64)
      i32.const 1
      local.get $n
      call $number-to
    )
    (func $settle (;24;) (type 4) (param $waitable i32) (param $answer i32) (result i32)
      local.get $answer
      i32.const -1
      i32.ne
      if ;; label = @1
        local.get $answer
        return
      end
      global.get $set
      i32.eqz
      if ;; label = @1
        call $waitable-set-new
        global.set $set
      end
      local.get $waitable
      global.get $set
      call $waitable-join
      global.get $set
      i32.const 8
      call $waitable-set-wait
      drop
      local.get $waitable
      i32.const 0
      call $waitable-join
      i32.const 12
      i32.load
    )
    (func $write (;25;) (type 14) (param $fd i32) (param $at i32) (param $length i32)
      (local $ends i64) (local $done i32)
      call $stream-new
      local.set $ends
      local.get $fd
      i32.const 1
      i32.eq
      if (result i32) ;; label = @1
        local.get $ends
        i32.wrap_i64
        call $stdout
      else
        local.get $ends
        i32.wrap_i64
        call $stderr
      end
      local.set $done
      local.get $ends
      i64.const 32
      i64.shr_u
      i32.wrap_i64
      local.get $at
      local.get $length
      call $fill
      local.get $done
      local.get $done
      i32.const 0
      call $future-read
      call $settle
      drop
      i32.const 0
      i32.load8_u
      if ;; label = @1
        unreachable
      end
      local.get $done
      call $future-drop-readable
    )
    (func $fill (;26;) (type 14) (param $stream i32) (param $at i32) (param $length i32)
      (local $taken i32)
      block $done
        loop $more
          local.get $length
          i32.eqz
          br_if $done
          local.get $stream
          local.get $stream
          local.get $at
          local.get $length
          call $stream-write
          call $settle
          local.set $taken
          local.get $taken
          i32.const 15
          i32.and
          br_if $done
          local.get $taken
          i32.const 4
          i32.shr_u
          local.set $taken
          local.get $at
          local.get $taken
          i32.add
          local.set $at
          local.get $length
          local.get $taken
          i32.sub
          local.set $length
          br $more
        end
      end
      local.get $stream
      call $stream-drop-writable
    )
    (func (;27;) (type 5) (result i32)
      call $main
      call $task-return
      i32.const 0
    )
    (func (;28;) (type 3) (param i32 i32 i32) (result i32)
      unreachable
    )
    (func $step (;29;) (type 14) (param $what i32) (param $failed i32) (param $code i32)
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
    (func $find-directory (;30;) (type 11)
      i32.const 512
      call $get-directories
      i32.const 512
      i32.load
      i32.load
      global.set $directory
    )
    (func $open (;31;) (type 8) (param $what i32) (param $path i32) (param $open-flags i32) (param $flags i32)
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
    (func $answer (;32;) (type 0) (param $what i32)
      local.get $what
      i32.const 544
      i32.load8_u
      i32.const 548
      i32.load8_u
      call $step
    )
    (func $main (;33;) (type 5) (result i32)
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
    (data (;3;) (i32.const 4096) "access\00already\00bad-descriptor\00busy\00deadlock\00quota\00exist\00file-too-large\00illegal-byte-sequence\00in-progress\00interrupted\00invalid\00io\00is-directory\00loop\00too-many-links\00message-size\00name-too-long\00no-device\00no-entry\00no-lock\00insufficient-memory\00insufficient-space\00not-directory\00not-empty\00not-recoverable\00unsupported\00no-tty\00no-such-device\00overflow\00not-permitted\00pipe\00read-only\00invalid-seek\00text-file-busy\00cross-device\00other\00")
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
    (type (;0;) (func (param i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32 i32)))
    (type (;5;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;6;) (func (param i32 i32 i32 i32 i32 i32)))
    (table (;0;) 9 9 funcref)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (func 3))
    (export "4" (func 4))
    (export "5" (func 5))
    (export "6" (func 6))
    (export "7" (func 7))
    (export "8" (func 8))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 0
      call_indirect (type 0)
    )
    (func (;1;) (type 1) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 1
      call_indirect (type 1)
    )
    (func (;2;) (type 1) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 2
      call_indirect (type 1)
    )
    (func (;3;) (type 2) (param i32)
      local.get 0
      i32.const 3
      call_indirect (type 2)
    )
    (func (;4;) (type 3) (param i32 i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      i32.const 4
      call_indirect (type 3)
    )
    (func (;5;) (type 4) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 5
      call_indirect (type 4)
    )
    (func (;6;) (type 4) (param i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      i32.const 6
      call_indirect (type 4)
    )
    (func (;7;) (type 5) (param i32 i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      local.get 6
      i32.const 7
      call_indirect (type 5)
    )
    (func (;8;) (type 6) (param i32 i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      local.get 4
      local.get 5
      i32.const 8
      call_indirect (type 6)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;4;) (func (param i32 i32 i32 i32)))
    (type (;5;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (type (;6;) (func (param i32 i32 i32 i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "1" (func (;1;) (type 1)))
    (import "" "2" (func (;2;) (type 1)))
    (import "" "3" (func (;3;) (type 2)))
    (import "" "4" (func (;4;) (type 3)))
    (import "" "5" (func (;5;) (type 4)))
    (import "" "6" (func (;6;) (type 4)))
    (import "" "7" (func (;7;) (type 5)))
    (import "" "8" (func (;8;) (type 6)))
    (import "" "$imports" (table (;0;) 9 9 funcref))
    (elem (;0;) (i32.const 0) func 0 1 2 3 4 5 6 7 8)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (type (;8;) (result))
  (core func $task.return (;0;) (canon task.return (result 8)))
  (core instance $"[export]wasi:cli/run@0.3.0" (;1;)
    (export "[task-return]run" (func $task.return))
  )
  (alias export $wasi:cli/stdout@0.3.0 "write-via-stream" (func $write-via-stream (;0;)))
  (core func $write-via-stream (;1;) (canon lower (func $write-via-stream)))
  (type (;9;) (stream u8))
  (core func $stream.new (;2;) (canon stream.new 9))
  (alias core export $wit-component-shim-instance "0" (core func $"wasi:cli/stdout@0.3.0-[stream-write-0]write-via-stream" (;3;)))
  (core func $stream.drop-writable (;4;) (canon stream.drop-writable 9))
  (alias core export $wit-component-shim-instance "1" (core func $"wasi:cli/stdout@0.3.0-[future-read-1]write-via-stream" (;5;)))
  (alias export $wasi:cli/stdout@0.3.0 "error-code" (type $"#type10 error-code" (@name "error-code") (;10;)))
  (type (;11;) (result (error $"#type10 error-code")))
  (type (;12;) (future 11))
  (core func $future.drop-readable (;6;) (canon future.drop-readable 12))
  (core instance $wasi:cli/stdout@0.3.0 (;2;)
    (export "write-via-stream" (func $write-via-stream))
    (export "[stream-new-0]write-via-stream" (func $stream.new))
    (export "[async-lower][stream-write-0]write-via-stream" (func $"wasi:cli/stdout@0.3.0-[stream-write-0]write-via-stream"))
    (export "[stream-drop-writable-0]write-via-stream" (func $stream.drop-writable))
    (export "[async-lower][future-read-1]write-via-stream" (func $"wasi:cli/stdout@0.3.0-[future-read-1]write-via-stream"))
    (export "[future-drop-readable-1]write-via-stream" (func $future.drop-readable))
  )
  (alias export $wasi:cli/stderr@0.3.0 "write-via-stream" (func $"#func1 write-via-stream" (@name "write-via-stream") (;1;)))
  (core func $"#core-func7 write-via-stream" (@name "write-via-stream") (;7;) (canon lower (func $"#func1 write-via-stream")))
  (core instance $wasi:cli/stderr@0.3.0 (;3;)
    (export "write-via-stream" (func $"#core-func7 write-via-stream"))
  )
  (core func $waitable-set.new (;8;) (canon waitable-set.new))
  (core func $waitable.join (;9;) (canon waitable.join))
  (alias core export $wit-component-shim-instance "2" (core func $waitable-set.wait (;10;)))
  (core instance $$root (;4;)
    (export "[waitable-set-new]" (func $waitable-set.new))
    (export "[waitable-join]" (func $waitable.join))
    (export "[waitable-set-wait]" (func $waitable-set.wait))
  )
  (alias core export $wit-component-shim-instance "3" (core func $indirect-wasi:filesystem/preopens@0.3.0-get-directories (;11;)))
  (core instance $wasi:filesystem/preopens@0.3.0 (;5;)
    (export "get-directories" (func $indirect-wasi:filesystem/preopens@0.3.0-get-directories))
  )
  (alias core export $wit-component-shim-instance "4" (core func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.open-at" (;12;)))
  (alias core export $wit-component-shim-instance "5" (core func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.create-directory-at" (;13;)))
  (alias core export $wit-component-shim-instance "6" (core func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.unlink-file-at" (;14;)))
  (alias core export $wit-component-shim-instance "7" (core func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.rename-at" (;15;)))
  (alias core export $wit-component-shim-instance "8" (core func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.symlink-at" (;16;)))
  (core instance $wasi:filesystem/types@0.3.0 (;6;)
    (export "[method]descriptor.open-at" (func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.open-at"))
    (export "[method]descriptor.create-directory-at" (func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.create-directory-at"))
    (export "[method]descriptor.unlink-file-at" (func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.unlink-file-at"))
    (export "[method]descriptor.rename-at" (func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.rename-at"))
    (export "[method]descriptor.symlink-at" (func $"indirect-wasi:filesystem/types@0.3.0-[method]descriptor.symlink-at"))
  )
  (core instance $main (;7;) (instantiate $main
      (with "[export]wasi:cli/run@0.3.0" (instance $"[export]wasi:cli/run@0.3.0"))
      (with "wasi:cli/stdout@0.3.0" (instance $wasi:cli/stdout@0.3.0))
      (with "wasi:cli/stderr@0.3.0" (instance $wasi:cli/stderr@0.3.0))
      (with "$root" (instance $$root))
      (with "wasi:filesystem/preopens@0.3.0" (instance $wasi:filesystem/preopens@0.3.0))
      (with "wasi:filesystem/types@0.3.0" (instance $wasi:filesystem/types@0.3.0))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;17;)))
  (core func $stream.write (;18;) (canon stream.write 9 (memory $memory) async))
  (core func $future.read (;19;) (canon future.read 12 (memory $memory) async))
  (core func $"#core-func20 waitable-set.wait" (@name "waitable-set.wait") (;20;) (canon waitable-set.wait (memory $memory)))
  (alias export $wasi:filesystem/preopens@0.3.0 "get-directories" (func $get-directories (;2;)))
  (core func $"#core-func21 indirect-wasi:filesystem/preopens@0.3.0-get-directories" (@name "indirect-wasi:filesystem/preopens@0.3.0-get-directories") (;21;) (canon lower (func $get-directories) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.3.0 "[method]descriptor.open-at" (func $"[method]descriptor.open-at" (;3;)))
  (core func $"#core-func22 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.open-at" (@name "indirect-wasi:filesystem/types@0.3.0-[method]descriptor.open-at") (;22;) (canon lower (func $"[method]descriptor.open-at") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.3.0 "[method]descriptor.create-directory-at" (func $"[method]descriptor.create-directory-at" (;4;)))
  (core func $"#core-func23 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.create-directory-at" (@name "indirect-wasi:filesystem/types@0.3.0-[method]descriptor.create-directory-at") (;23;) (canon lower (func $"[method]descriptor.create-directory-at") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.3.0 "[method]descriptor.unlink-file-at" (func $"[method]descriptor.unlink-file-at" (;5;)))
  (core func $"#core-func24 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.unlink-file-at" (@name "indirect-wasi:filesystem/types@0.3.0-[method]descriptor.unlink-file-at") (;24;) (canon lower (func $"[method]descriptor.unlink-file-at") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.3.0 "[method]descriptor.rename-at" (func $"[method]descriptor.rename-at" (;6;)))
  (core func $"#core-func25 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.rename-at" (@name "indirect-wasi:filesystem/types@0.3.0-[method]descriptor.rename-at") (;25;) (canon lower (func $"[method]descriptor.rename-at") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $wasi:filesystem/types@0.3.0 "[method]descriptor.symlink-at" (func $"[method]descriptor.symlink-at" (;7;)))
  (core func $"#core-func26 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.symlink-at" (@name "indirect-wasi:filesystem/types@0.3.0-[method]descriptor.symlink-at") (;26;) (canon lower (func $"[method]descriptor.symlink-at") (memory $memory) (realloc $realloc) string-encoding=utf8))
  (core instance $fixup-args (;8;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $stream.write))
    (export "1" (func $future.read))
    (export "2" (func $"#core-func20 waitable-set.wait"))
    (export "3" (func $"#core-func21 indirect-wasi:filesystem/preopens@0.3.0-get-directories"))
    (export "4" (func $"#core-func22 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.open-at"))
    (export "5" (func $"#core-func23 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.create-directory-at"))
    (export "6" (func $"#core-func24 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.unlink-file-at"))
    (export "7" (func $"#core-func25 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.rename-at"))
    (export "8" (func $"#core-func26 indirect-wasi:filesystem/types@0.3.0-[method]descriptor.symlink-at"))
  )
  (core instance $fixup (;9;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;13;) (func async (result 8)))
  (alias core export $main "[async-lift]wasi:cli/run@0.3.0#run" (core func $"[async-lift]wasi:cli/run@0.3.0#run" (;27;)))
  (alias core export $main "[callback][async-lift]wasi:cli/run@0.3.0#run" (core func $"[callback][async-lift]wasi:cli/run@0.3.0#run" (;28;)))
  (func $run (;8;) (type 13) (canon lift (core func $"[async-lift]wasi:cli/run@0.3.0#run") async (callback $"[callback][async-lift]wasi:cli/run@0.3.0#run")))
  (component $wasi:cli/run@0.3.0-shim-component (;0;)
    (type (;0;) (result))
    (type (;1;) (func async (result 0)))
    (import "import-func-run" (func (;0;) (type 1)))
    (type (;2;) (result))
    (type (;3;) (func async (result 2)))
    (export (;1;) "run" (func 0) (func (type 3)))
  )
  (instance $wasi:cli/run@0.3.0-shim-instance (;5;) (instantiate $wasi:cli/run@0.3.0-shim-component
      (with "import-func-run" (func $run))
    )
  )
  (export $wasi:cli/run@0.3.0 (;6;) "wasi:cli/run@0.3.0" (instance $wasi:cli/run@0.3.0-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

