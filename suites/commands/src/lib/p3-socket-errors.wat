  ;; The error codes of wasi:sockets 0.3 in the order of its WIT: of sockets, then of looking up.
  (data (i32.const 4096)
    "access-denied\00not-supported\00invalid-argument\00out-of-memory\00timeout\00invalid-state\00"
    "address-not-bindable\00address-in-use\00remote-unreachable\00connection-refused\00"
    "connection-broken\00connection-reset\00connection-aborted\00datagram-too-large\00other\00"
    "access-denied\00invalid-argument\00name-unresolvable\00temporary-resolver-failure\00"
    "permanent-resolver-failure\00other\00")
