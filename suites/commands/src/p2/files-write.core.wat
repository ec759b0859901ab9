;; Makes a directory and a file, renames it, adds to a file, truncates one, removes one, and a
;; directory.
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
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.remove-directory-at"
    (func $remove-directory-at (param i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.unlink-file-at"
    (func $unlink-file-at (param i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.rename-at"
    (func $rename-at (param i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.write"
    (func $write-at (param i32 i32 i32 i64 i32)))
  (import "wasi:filesystem/types@0.2.12" "[method]descriptor.append-via-stream"
    (func $append-via-stream (param i32 i32)))
  (import "wasi:filesystem/types@0.2.12" "[resource-drop]descriptor"
    (func $drop-descriptor (param i32)))

  ;; include ../lib/p2.wat

  ;; include ../lib/step.wat
  ;; include ../lib/p2-errors.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "made\00")
  (data (i32.const 80) "made/draft.txt\00")
  (data (i32.const 112) "made/kept.txt\00")
  (data (i32.const 144) "log.txt\00")
  (data (i32.const 160) "in.txt\00")
  (data (i32.const 176) "old.txt\00")
  (data (i32.const 192) "temp\00")
  (data (i32.const 256) "kept under another name\n\00")
  (data (i32.const 288) "a line more\n\00")
  (data (i32.const 320) "no end of line\00")
  (data (i32.const 712) "make directory\00")
  (data (i32.const 736) "create\00")
  (data (i32.const 752) "create again\00")
  (data (i32.const 776) "rename\00")
  (data (i32.const 792) "open\00")
  (data (i32.const 800) "append\00")
  (data (i32.const 808) "truncate\00")
  (data (i32.const 824) "unlink\00")
  (data (i32.const 872) "remove directory\00")
  (data (i32.const 904) "remove full directory\00")
  (data (i32.const 928) "write\00")

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

  ;; Writes a text to the file just opened, and closes it.
  (func $put (param $what i32) (param $text i32)
    (call $write-at (i32.load (i32.const 532))
      (local.get $text) (call $length (local.get $text)) (i64.const 0) (i32.const 544))
    (call $step (local.get $what) (i32.load8_u (i32.const 544)) (i32.load8_u (i32.const 552)))
    (call $drop-descriptor (i32.load (i32.const 532))))

  ;; Adds a text to the end of the file just opened, and closes it.
  (func $append (param $what i32) (param $text i32)
    (call $append-via-stream (i32.load (i32.const 532)) (i32.const 544))
    (if (i32.load8_u (i32.const 544)) (then unreachable))
    (call $blocking-write-and-flush (i32.load (i32.const 548))
      (local.get $text) (call $length (local.get $text)) (i32.const 560))
    (call $step (local.get $what) (i32.load8_u (i32.const 560)) (i32.load8_u (i32.const 564)))
    (call $drop-output-stream (i32.load (i32.const 548)))
    (call $drop-descriptor (i32.load (i32.const 532))))

  (func $main (result i32)
    (call $find-directory)
    (call $create-directory-at
      (global.get $directory) (i32.const 64) (i32.const 4) (i32.const 544))
    (call $answer (i32.const 712))
    (call $open (i32.const 736) (i32.const 80) (i32.const 5) (i32.const 2))
    (call $put (i32.const 928) (i32.const 256))
    (call $open (i32.const 752) (i32.const 80) (i32.const 5) (i32.const 2))
    (call $rename-at
      (global.get $directory) (i32.const 80) (call $length (i32.const 80))
      (global.get $directory) (i32.const 112) (call $length (i32.const 112)) (i32.const 544))
    (call $answer (i32.const 776))
    (call $open (i32.const 792) (i32.const 144) (i32.const 0) (i32.const 2))
    (call $append (i32.const 800) (i32.const 288))
    (call $open (i32.const 808) (i32.const 160) (i32.const 8) (i32.const 2))
    (call $put (i32.const 928) (i32.const 320))
    (call $unlink-file-at
      (global.get $directory) (i32.const 176) (call $length (i32.const 176)) (i32.const 544))
    (call $answer (i32.const 824))
    (call $create-directory-at
      (global.get $directory) (i32.const 192) (i32.const 4) (i32.const 544))
    (call $answer (i32.const 712))
    (call $remove-directory-at
      (global.get $directory) (i32.const 192) (i32.const 4) (i32.const 544))
    (call $answer (i32.const 872))
    (call $remove-directory-at
      (global.get $directory) (i32.const 64) (i32.const 4) (i32.const 544))
    (call $answer (i32.const 904))
    (i32.const 0)))
