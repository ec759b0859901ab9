;; What must not be accepted, and in which words it is refused.

(assert_invalid (module (func (result i32))) "type mismatch")
(assert_invalid (module (func (call 1))) "unknown function")
(assert_invalid (module (memory 65537)) "memory size")
(assert_malformed (module quote "(func (local.get $none))") "unknown local")
(assert_malformed (module quote "(func (result i33))") "unexpected token")
(assert_malformed (module binary "\00asm\0e\00\00\00") "unknown binary version")
(assert_malformed (module binary "\00asm") "unexpected end")
(assert_malformed_custom (module quote "(@name)") "")
(assert_unlinkable (module (import "none" "f" (func))) "unknown import")
(assert_unlinkable (module (import "spectest" "print_i32" (func))) "incompatible import type")
