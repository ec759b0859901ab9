;; What WASI 0.3 added: asynchronous functions, streams and futures.
(component
  (import "acme:host/pump@0.3.0" (instance
    (type (;0;) (stream u8))
    (type (;1;) (result (error string)))
    (type (;2;) (future 1))
    (type (;3;) (tuple 0 2))
    (export "open" (func (param "name" string) (result 3)))
    (export "copy" (func async (param "from" 0) (result 0)))
  ))
)
