;; Tries to connect, to listen, to send and to look up a name: prints how each went.
;; world: import wasi:cli/stdout@0.3.0; import wasi:cli/stderr@0.3.0;
;; world: import wasi:sockets/types@0.3.0; import wasi:sockets/ip-name-lookup@0.3.0;
;; world: export wasi:cli/run@0.3.0;
(module
  ;; include ../../../commands/src/lib/p3-imports.wat
  (import "wasi:sockets/types@0.3.0" "[static]tcp-socket.create"
    (func $create-tcp-socket (param i32 i32)))
  (import "wasi:sockets/types@0.3.0" "[method]tcp-socket.connect"
    (func $connect (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:sockets/types@0.3.0" "[method]tcp-socket.bind"
    (func $bind (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:sockets/types@0.3.0" "[static]udp-socket.create"
    (func $create-udp-socket (param i32 i32)))
  (import "wasi:sockets/ip-name-lookup@0.3.0" "resolve-addresses"
    (func $resolve-addresses (param i32 i32 i32)))

  ;; include ../../../commands/src/lib/p3.wat

  ;; include ../../../commands/src/lib/step.wat
  ;; include ../../../commands/src/lib/p3-socket-errors.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "TCP socket\00")
  (data (i32.const 80) "connect\00")
  (data (i32.const 96) "bind\00")
  (data (i32.const 112) "UDP socket\00")
  (data (i32.const 128) "look up\00")
  (data (i32.const 144) "localhost")

  ;; Says how a call went whose answer lies at 512.
  (func $answer (param $what i32)
    (call $step (local.get $what) (i32.load8_u (i32.const 512)) (i32.load8_u (i32.const 516))))

  (func $main (result i32)
    (call $create-tcp-socket (i32.const 0) (i32.const 512))
    (call $answer (i32.const 64))
    (if (i32.eqz (i32.load8_u (i32.const 512)))
      (then
        ;; 127.0.0.1:80 and 127.0.0.1:0; the zeros are for what an address of the other family has.
        (i32.store (i32.const 544) (i32.load (i32.const 516)))
        (call $connect (i32.load (i32.const 544))
          (i32.const 0) (i32.const 80)
          (i32.const 127) (i32.const 0) (i32.const 0) (i32.const 1)
          (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
          (i32.const 512))
        (call $answer (i32.const 80))
        (call $bind (i32.load (i32.const 544))
          (i32.const 0) (i32.const 0)
          (i32.const 127) (i32.const 0) (i32.const 0) (i32.const 1)
          (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
          (i32.const 512))
        (call $answer (i32.const 96))))
    (call $create-udp-socket (i32.const 0) (i32.const 512))
    (call $answer (i32.const 112))
    ;; Looking up has error codes of its own, named behind those of sockets.
    (call $resolve-addresses (i32.const 144) (i32.const 9) (i32.const 512))
    (call $step (i32.const 128) (i32.load8_u (i32.const 512))
      (i32.add (i32.load8_u (i32.const 516)) (i32.const 15)))
    (i32.const 0)))
