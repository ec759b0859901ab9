  ;; The error codes of wasi:sockets 0.2 in the order of its WIT.
  (data (i32.const 4096)
    "unknown\00access-denied\00not-supported\00invalid-argument\00out-of-memory\00timeout\00"
    "concurrency-conflict\00not-in-progress\00would-block\00invalid-state\00new-socket-limit\00"
    "address-not-bindable\00address-in-use\00remote-unreachable\00connection-refused\00"
    "connection-reset\00connection-aborted\00datagram-too-large\00name-unresolvable\00"
    "temporary-resolver-failure\00permanent-resolver-failure\00")
