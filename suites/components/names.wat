;; Functions of the component itself and of interfaces of a package, some of which have the same name.
;; Made from names.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (core module $main (;0;)
    (type (;0;) (func (param i32) (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (type (;2;) (func (param i32 i32 i32) (result i32)))
    (type (;3;) (func (result i32)))
    (type (;4;) (func))
    (global $total (;0;) (mut i32) i32.const 0)
    (export "demo:math/ops@1.2.3#add" (func 1))
    (export "demo:math/more@1.2.3#add" (func 2))
    (export "demo:math/ops@1.2.3#twice" (func 3))
    (export "demo:math/more@1.2.3#scale" (func 4))
    (export "twice" (func 5))
    (export "total" (func 6))
    (export "reset" (func 7))
    (func $count (;0;) (type 0) (param i32) (result i32)
      global.get $total
      local.get 0
      i32.add
      global.set $total
      local.get 0
    )
    (func (;1;) (type 1) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.add
      call $count
    )
    (func (;2;) (type 1) (param i32 i32) (result i32)
      i32.const 1000
      local.get 0
      local.get 1
      i32.add
      i32.add
      call $count
    )
    (func (;3;) (type 0) (param i32) (result i32)
      local.get 0
      i32.const 2
      i32.mul
      call $count
    )
    (func (;4;) (type 2) (param $value i32) (param $some i32) (param $by i32) (result i32)
      local.get $value
      local.get $by
      i32.const 10
      local.get $some
      select
      i32.mul
      call $count
    )
    (func (;5;) (type 0) (param i32) (result i32)
      i32.const 1
      local.get 0
      i32.const 2
      i32.mul
      i32.add
      call $count
    )
    (func (;6;) (type 3) (result i32)
      global.get $total
    )
    (func (;7;) (type 4)
      i32.const 0
      global.set $total
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $main (;0;) (instantiate $main))
  (type (;0;) (func (result s32)))
  (alias core export $main "total" (core func $total (;0;)))
  (func $total (;0;) (type 0) (canon lift (core func $total)))
  (export $"#func1 total" (@name "total") (;1;) "total" (func $total))
  (type (;1;) (func (param "value" s32) (result s32)))
  (alias core export $main "twice" (core func $twice (;1;)))
  (func $twice (;2;) (type 1) (canon lift (core func $twice)))
  (export $"#func3 twice" (@name "twice") (;3;) "twice" (func $twice))
  (type (;2;) (func))
  (alias core export $main "reset" (core func $reset (;2;)))
  (func $reset (;4;) (type 2) (canon lift (core func $reset)))
  (export $"#func5 reset" (@name "reset") (;5;) "reset" (func $reset))
  (type (;3;) (func (param "a" s32) (param "b" s32) (result s32)))
  (alias core export $main "demo:math/ops@1.2.3#add" (core func $demo:math/ops@1.2.3#add (;3;)))
  (func $add (;6;) (type 3) (canon lift (core func $demo:math/ops@1.2.3#add)))
  (alias core export $main "demo:math/ops@1.2.3#twice" (core func $demo:math/ops@1.2.3#twice (;4;)))
  (func $"#func7 twice" (@name "twice") (;7;) (type 1) (canon lift (core func $demo:math/ops@1.2.3#twice)))
  (component $demo:math/ops@1.2.3-shim-component (;0;)
    (type (;0;) (func (param "a" s32) (param "b" s32) (result s32)))
    (import "import-func-add" (func (;0;) (type 0)))
    (type (;1;) (func (param "value" s32) (result s32)))
    (import "import-func-twice" (func (;1;) (type 1)))
    (type (;2;) (func (param "a" s32) (param "b" s32) (result s32)))
    (export (;2;) "add" (func 0) (func (type 2)))
    (type (;3;) (func (param "value" s32) (result s32)))
    (export (;3;) "twice" (func 1) (func (type 3)))
  )
  (instance $demo:math/ops@1.2.3-shim-instance (;0;) (instantiate $demo:math/ops@1.2.3-shim-component
      (with "import-func-add" (func $add))
      (with "import-func-twice" (func $"#func7 twice"))
    )
  )
  (export $demo:math/ops@1.2.3 (;1;) "demo:math/ops@1.2.3" (instance $demo:math/ops@1.2.3-shim-instance))
  (alias core export $main "demo:math/more@1.2.3#add" (core func $demo:math/more@1.2.3#add (;5;)))
  (func $"#func8 add" (@name "add") (;8;) (type 3) (canon lift (core func $demo:math/more@1.2.3#add)))
  (type (;4;) (option s32))
  (type (;5;) (func (param "value" s32) (param "by" 4) (result s32)))
  (alias core export $main "demo:math/more@1.2.3#scale" (core func $demo:math/more@1.2.3#scale (;6;)))
  (func $scale (;9;) (type 5) (canon lift (core func $demo:math/more@1.2.3#scale)))
  (component $demo:math/more@1.2.3-shim-component (;1;)
    (type (;0;) (func (param "a" s32) (param "b" s32) (result s32)))
    (import "import-func-add" (func (;0;) (type 0)))
    (type (;1;) (option s32))
    (type (;2;) (func (param "value" s32) (param "by" 1) (result s32)))
    (import "import-func-scale" (func (;1;) (type 2)))
    (type (;3;) (func (param "a" s32) (param "b" s32) (result s32)))
    (export (;2;) "add" (func 0) (func (type 3)))
    (type (;4;) (option s32))
    (type (;5;) (func (param "value" s32) (param "by" 4) (result s32)))
    (export (;3;) "scale" (func 1) (func (type 5)))
  )
  (instance $demo:math/more@1.2.3-shim-instance (;2;) (instantiate $demo:math/more@1.2.3-shim-component
      (with "import-func-add" (func $"#func8 add"))
      (with "import-func-scale" (func $scale))
    )
  )
  (export $demo:math/more@1.2.3 (;3;) "demo:math/more@1.2.3" (instance $demo:math/more@1.2.3-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

