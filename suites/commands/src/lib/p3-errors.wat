  ;; The error codes of wasi:filesystem 0.3 in the order of its WIT.
  (data (i32.const 4096)
    "access\00already\00bad-descriptor\00busy\00deadlock\00quota\00exist\00file-too-large\00"
    "illegal-byte-sequence\00in-progress\00interrupted\00invalid\00io\00is-directory\00loop\00"
    "too-many-links\00message-size\00name-too-long\00no-device\00no-entry\00no-lock\00"
    "insufficient-memory\00insufficient-space\00not-directory\00not-empty\00not-recoverable\00"
    "unsupported\00no-tty\00no-such-device\00overflow\00not-permitted\00pipe\00read-only\00"
    "invalid-seek\00text-file-busy\00cross-device\00other\00")
