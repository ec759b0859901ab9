;; Answers what it was asked: method, path and authority, then every field, each on a line.
;; world: include wasi:http/proxy@0.2.12;
(module $tell
  ;; include ../../../../src/engine/embedded/tests/guests/http-p2.wat

  ;; -- the handler --------------------------------------------------------------------------------

  (data (i32.const 256) "\n: ")
  (data (i32.const 260) "getheadpostputother")
  (data (i32.const 300) "\00\03\03\04\07\04\0b\03\ff\00\ff\00\ff\00\ff\00\ff\00\0e\05")
  (global $told (mut i32) (i32.const 32768))
  (func $tell (param $at i32) (param $size i32)
    (memory.copy (global.get $told) (local.get $at) (local.get $size))
    (global.set $told (i32.add (global.get $told) (local.get $size))))
  (func $line (call $tell (i32.const 256) (i32.const 1)))
  (func $about (param $request i32) (local $at i32) (local $left i32)
    (call $request-method (local.get $request) (i32.const 64))
    (local.set $at (i32.add (i32.const 300) (i32.mul (i32.load8_u (i32.const 64)) (i32.const 2))))
    (if (i32.eq (i32.load8_u (i32.const 64)) (i32.const 9))
      (then (call $tell (i32.load (i32.const 68)) (i32.load (i32.const 72))))
      (else
        (call $tell (i32.add (i32.const 260) (i32.load8_u (local.get $at)))
          (i32.load8_u (i32.add (local.get $at) (i32.const 1))))))
    (call $line)
    (call $request-path (local.get $request) (i32.const 64))
    (call $tell (i32.load (i32.const 68)) (i32.load (i32.const 72)))
    (call $line)
    (call $request-authority (local.get $request) (i32.const 64))
    (call $tell (i32.load (i32.const 68)) (i32.load (i32.const 72)))
    (call $line)
    (call $fields-entries (call $request-headers (local.get $request)) (i32.const 64))
    (local.set $at (i32.load (i32.const 64)))
    (local.set $left (i32.load (i32.const 68)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $left)))
        (call $tell (i32.load (local.get $at)) (i32.load offset=4 (local.get $at)))
        (call $tell (i32.const 257) (i32.const 2))
        (call $tell (i32.load offset=8 (local.get $at)) (i32.load offset=12 (local.get $at)))
        (call $line)
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next))))

  (func (export "wasi:http/incoming-handler@0.2.12#handle")
    (param $request i32) (param $out i32)
    (call $about (local.get $request))
    (call $reply (local.get $out) (i32.const 200) (i32.const 32768)
      (i32.sub (global.get $told) (i32.const 32768)))))
