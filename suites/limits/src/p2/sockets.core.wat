;; Tries to connect, to listen, to send and to look up a name: prints how each went.
;; world: import wasi:cli/stdout@0.2.12; import wasi:cli/stderr@0.2.12;
;; world: import wasi:sockets/network@0.2.12; import wasi:sockets/instance-network@0.2.12;
;; world: import wasi:sockets/tcp@0.2.12; import wasi:sockets/tcp-create-socket@0.2.12;
;; world: import wasi:sockets/udp@0.2.12; import wasi:sockets/udp-create-socket@0.2.12;
;; world: import wasi:sockets/ip-name-lookup@0.2.12; export wasi:cli/run@0.2.12;
(module
  ;; include ../../../commands/src/lib/p2-imports.wat
  (import "wasi:sockets/instance-network@0.2.12" "instance-network"
    (func $instance-network (result i32)))
  (import "wasi:sockets/tcp-create-socket@0.2.12" "create-tcp-socket"
    (func $create-tcp-socket (param i32 i32)))
  (import "wasi:sockets/tcp@0.2.12" "[method]tcp-socket.start-connect"
    (func $start-connect (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:sockets/tcp@0.2.12" "[method]tcp-socket.start-bind"
    (func $start-bind (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "wasi:sockets/udp-create-socket@0.2.12" "create-udp-socket"
    (func $create-udp-socket (param i32 i32)))
  (import "wasi:sockets/ip-name-lookup@0.2.12" "resolve-addresses"
    (func $resolve-addresses (param i32 i32 i32 i32)))

  ;; include ../../../commands/src/lib/p2.wat

  ;; include ../../../commands/src/lib/step.wat
  ;; include ../../../commands/src/lib/p2-socket-errors.wat

  ;; -- the program --------------------------------------------------------------------------------

  (data (i32.const 64) "TCP socket\00")
  (data (i32.const 80) "connect\00")
  (data (i32.const 96) "bind\00")
  (data (i32.const 112) "UDP socket\00")
  (data (i32.const 128) "look up\00")
  (data (i32.const 144) "localhost")

  ;; Says how a call went whose answer lies at 512.
  (func $answer (param $what i32) (param $code i32)
    (call $step (local.get $what) (i32.load8_u (i32.const 512)) (local.get $code)))

  (func $main (result i32) (local $network i32)
    (local.set $network (call $instance-network))
    (call $create-tcp-socket (i32.const 0) (i32.const 512))
    (call $answer (i32.const 64) (i32.load8_u (i32.const 516)))
    (if (i32.eqz (i32.load8_u (i32.const 512)))
      (then
        ;; 127.0.0.1:80 and 127.0.0.1:0; the zeros are for what an address of the other family has.
        (i32.store (i32.const 544) (i32.load (i32.const 516)))
        (call $start-connect (i32.load (i32.const 544)) (local.get $network)
          (i32.const 0) (i32.const 80)
          (i32.const 127) (i32.const 0) (i32.const 0) (i32.const 1)
          (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
          (i32.const 512))
        (call $answer (i32.const 80) (i32.load8_u (i32.const 513)))
        (call $start-bind (i32.load (i32.const 544)) (local.get $network)
          (i32.const 0) (i32.const 0)
          (i32.const 127) (i32.const 0) (i32.const 0) (i32.const 1)
          (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
          (i32.const 512))
        (call $answer (i32.const 96) (i32.load8_u (i32.const 513)))))
    (call $create-udp-socket (i32.const 0) (i32.const 512))
    (call $answer (i32.const 112) (i32.load8_u (i32.const 516)))
    (call $resolve-addresses
      (local.get $network) (i32.const 144) (i32.const 9) (i32.const 512))
    (call $answer (i32.const 128) (i32.load8_u (i32.const 516)))
    (i32.const 0)))
