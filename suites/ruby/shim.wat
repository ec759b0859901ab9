;; Makes a command of the Ruby that npm publishes.
;;
;; The published module is a reactor: it has no `_start`, only functions of the old canonical ABI that make an interpreter and
;; evaluate text. This module has the `_start`: it hands the arguments of WASI to `ruby-init` and evaluates the few lines of
;; Ruby at its end. All memory is Ruby's. What `at_exit` registers is not run: the reactor exports nothing that would.
(module
  (import "ruby" "memory" (memory 1))
  (import "ruby" "_initialize" (func $initialize))
  (import "ruby" "cabi_realloc" (func $realloc (param $old i32) (param $old_size i32) (param $align i32) (param $size i32) (result i32)))
  (import "ruby" "ruby-init: func(args: list<string>) -> ()" (func $ruby_init (param $list i32) (param $count i32)))
  (import "ruby" "rb-eval-string-protect: func(str: string) -> tuple<handle<rb-abi-value>, s32>"
    (func $eval (param $text i32) (param $length i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (export "memory" (memory 0))

  ;; Options before the script's own arguments: text is UTF-8, an empty program instead of one from stdin, no more options.
  (data $encoding "-EUTF-8\00")
  (data $program "-e_=0\00")
  (data $end "--\00")
  (data $name "ruby\00")

  (func $alloc (param $size i32) (result i32)
    (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get $size)))

  ;; Bytes of the C string at $text, its NUL included.
  (func $size (param $text i32) (result i32)
    (local $at i32)
    (local.set $at (local.get $text))
    (loop $next
      (if (i32.load8_u (local.get $at))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $next))))
    (i32.add (i32.sub (local.get $at) (local.get $text)) (i32.const 1)))

  ;; Writes the string $text as element $index of the list.
  (func $put (param $list i32) (param $index i32) (param $text i32)
    (local $element i32)
    (local.set $element (i32.add (local.get $list) (i32.mul (local.get $index) (i32.const 8))))
    (i32.store (local.get $element) (local.get $text))
    (i32.store offset=4 (local.get $element) (call $size (local.get $text))))

  (func (export "_start")
    (local $sizes i32) (local $count i32) (local $args i32) (local $list i32) (local $fixed i32) (local $index i32) (local $text i32)
    (call $initialize)
    (local.set $sizes (call $alloc (i32.const 8)))
    (drop (call $args_sizes_get (local.get $sizes) (i32.add (local.get $sizes) (i32.const 4))))
    (local.set $count (i32.load (local.get $sizes)))
    (local.set $args (call $alloc (i32.mul (local.get $count) (i32.const 4))))
    (drop (call $args_get (local.get $args) (call $alloc (i32.load offset=4 (local.get $sizes)))))
    (local.set $list (call $alloc (i32.mul (i32.add (local.get $count) (i32.const 3)) (i32.const 8))))

    ;; `ruby -EUTF-8 -e_=0 --`, then what follows argv[0]
    (local.set $fixed (call $alloc (i32.const 22)))
    (memory.init $name (local.get $fixed) (i32.const 0) (i32.const 5))
    (call $put (local.get $list) (i32.const 0) (local.get $fixed))
    (local.set $text (i32.add (local.get $fixed) (i32.const 5)))
    (memory.init $encoding (local.get $text) (i32.const 0) (i32.const 8))
    (call $put (local.get $list) (i32.const 1) (local.get $text))
    (local.set $text (i32.add (local.get $fixed) (i32.const 13)))
    (memory.init $program (local.get $text) (i32.const 0) (i32.const 6))
    (call $put (local.get $list) (i32.const 2) (local.get $text))
    (local.set $text (i32.add (local.get $fixed) (i32.const 19)))
    (memory.init $end (local.get $text) (i32.const 0) (i32.const 3))
    (call $put (local.get $list) (i32.const 3) (local.get $text))
    (local.set $index (i32.const 1))
    (loop $next
      (if (i32.lt_u (local.get $index) (local.get $count))
        (then
          (call $put
            (local.get $list)
            (i32.add (local.get $index) (i32.const 3))
            (i32.load (i32.add (local.get $args) (i32.mul (local.get $index) (i32.const 4)))))
          (local.set $index (i32.add (local.get $index) (i32.const 1)))
          (br $next))))
    (call $ruby_init (local.get $list) (i32.add (local.get $count) (i32.const 3)))

    (local.set $text (call $alloc (i32.const 844)))
    (memory.init $script (local.get $text) (i32.const 0) (i32.const 844))
    (drop (call $eval (local.get $text) (i32.const 844)))
    (call $proc_exit (i32.const 70)))

  (data $script
    "# Runs the script that the first argument names, as `ruby SCRIPT ARGS` would; `Process.exit!` hands its code to WASI.\n"
    "status = 0\n"
    "begin\n"
    "  $0 = ARGV.shift\n"
    "  load $0\n"
    "rescue SystemExit => leaving\n"
    "  status = leaving.status\n"
    "rescue Exception => error\n"
    "  # What stands below the script in a backtrace is this text. A script that does not compile has nothing above it, and\n"
    "  # its full message would want a thread (syntax_suggest does), which there is none of.\n"
    "  text = \"#{error.message.chomp} (#{error.class})\\n\"\n"
    "  cause = error\n"
    "  while cause\n"
    "    own = cause.backtrace&.take_while { |line| !line.start_with?(\"eval:\") }\n"
    "    break unless own&.any?\n"
    "    cause.set_backtrace(own)\n"
    "    cause = cause.cause\n"
    "  end\n"
    "  text = error.full_message(highlight: false) unless cause\n"
    "  $stderr.write(text)\n"
    "  status = 1\n"
    "end\n"
    "$stdout.flush\n"
    "$stderr.flush\n"
    "Process.exit!(status)\n"))
