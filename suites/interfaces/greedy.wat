;; Says that it only prints, and imports a network.
(component
  (import "wasi:cli/environment@0.2.6" (instance
    (type (;0;) (list string))
    (export "get-arguments" (func (result 0)))
  ))
  (import "wasi:sockets/instance-network@0.2.6" (instance
    (export "network" (type (sub resource)))
  ))
)
