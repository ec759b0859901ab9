;; Handles of the old canonical ABI: Ruby keeps its objects alive itself, so a handle is the number it was made of.
(module
  (func (export "resource_drop_js-abi-value") (param i32))
  (func (export "resource_new_rb-abi-value") (param i32) (result i32) (local.get 0))
  (func (export "resource_get_rb-abi-value") (param i32) (result i32) (local.get 0))
  (func (export "resource_new_rb-iseq") (param i32) (result i32) (local.get 0))
  (func (export "resource_get_rb-iseq") (param i32) (result i32) (local.get 0))
)
