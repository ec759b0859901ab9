;; Tries to change a directory that it may only read: by opening, making, renaming, linking and
;; removing.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:filesystem/types@0.2.12; import wasi:filesystem/preopens@0.2.12;
;; world: export wasi:cli/run@0.2.12;
(module
  ;; include ../lib/p2-imports.wat
  (import "wasi:filesystem/preopens@0.2.12" "get-directories" (func $get-directories (param i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.open-at"
    (func $open-at (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.create-directory-at"
    (func $create-directory-at (param i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.unlink-file-at"
    (func $unlink-file-at (param i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.rename-at"
    (func $rename-at (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.symlink-at"
    (func $symlink-at (param i32 i32 i32 i32 i32 i32)))

  ;; include ../lib/p2.wat

  ;; include ../lib/step.wat
  ;; include ../lib/p2-errors.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "in.txt\00")
  (data (i32.const 80) "new.txt\00")
  (data (i32.const 128) "open to read\00")
  (data (i32.const 144) "open to write\00")
  (data (i32.const 160) "truncate\00")
  (data (i32.const 176) "create\00")
  (data (i32.const 192) "make directory\00")
  (data (i32.const 208) "rename\00")
  (data (i32.const 224) "link\00")
  (data (i32.const 240) "unlink\00")

  (global $directory (mut i32) (i32.const 0))

  ;; Keeps the first directory that was opened for it.
  (func $find-directory
    (call $get-directories (i32.const 512))
    (global.set $directory (i32.load (i32.load (i32.const 512)))))

  ;; Opens below the directory: 0 or 1 at 528, then the handle or the error code.
  ;; Open flags: 1 create, 4 exclusive, 8 truncate. Flags: 1 read, 2 write.
  (func $open (param $what i32) (param $path i32) (param $open-flags i32) (param $flags i32)
    (call $open-at (global.get $directory) (i32.const 0)
      (local.get $path) (call $length (local.get $path))
      (local.get $open-flags) (local.get $flags) (i32.const 528))
    (call $step (local.get $what) (i32.load8_u (i32.const 528)) (i32.load8_u (i32.const 532))))

  ;; Says how a call went whose answer lies at 544.
  (func $answer (param $what i32)
    (call $step (local.get $what) (i32.load8_u (i32.const 544)) (i32.load8_u (i32.const 545))))

  (func $main (result i32)
    (call $find-directory)
    (call $open (i32.const 128) (i32.const 64) (i32.const 0) (i32.const 1))
    (call $open (i32.const 144) (i32.const 64) (i32.const 0) (i32.const 2))
    (call $open (i32.const 160) (i32.const 64) (i32.const 8) (i32.const 2))
    (call $open (i32.const 176) (i32.const 80) (i32.const 1) (i32.const 2))
    (call $create-directory-at
      (global.get $directory) (i32.const 80) (i32.const 7) (i32.const 544))
    (call $answer (i32.const 192))
    (call $rename-at (global.get $directory) (i32.const 64) (i32.const 6)
      (global.get $directory) (i32.const 80) (i32.const 7) (i32.const 544))
    (call $answer (i32.const 208))
    (call $symlink-at (global.get $directory)
      (i32.const 64) (i32.const 6) (i32.const 80) (i32.const 7) (i32.const 544))
    (call $answer (i32.const 224))
    (call $unlink-file-at (global.get $directory) (i32.const 64) (i32.const 6) (i32.const 544))
    (call $answer (i32.const 240))
    (i32.const 0)))
