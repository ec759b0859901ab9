  ;; The error codes of wasi:filesystem 0.2 in the order of its WIT.
  (data (i32.const 4096)
    "access\00would-block\00already\00bad-descriptor\00busy\00deadlock\00quota\00exist\00"
    "file-too-large\00illegal-byte-sequence\00in-progress\00interrupted\00invalid\00io\00"
    "is-directory\00loop\00too-many-links\00message-size\00name-too-long\00no-device\00no-entry\00"
    "no-lock\00insufficient-memory\00insufficient-space\00not-directory\00not-empty\00"
    "not-recoverable\00unsupported\00no-tty\00no-such-device\00overflow\00not-permitted\00pipe\00"
    "read-only\00invalid-seek\00text-file-busy\00cross-device\00")
