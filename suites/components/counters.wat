;; A resource: constructor, methods, static function, handles that are lent, given away and dropped.
;; Made from counters.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (core module $main (;0;)
    (type (;0;) (func (param i32) (result i32)))
    (type (;1;) (func (param i32)))
    (type (;2;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;3;) (func (param i32 i32) (result i32)))
    (type (;4;) (func (result i32)))
    (import "[export]counters" "[resource-new]counter" (func $new (;0;) (type 0)))
    (import "[export]counters" "[resource-rep]counter" (func $rep (;1;) (type 0)))
    (import "[export]counters" "[resource-drop]counter" (func $drop (;2;) (type 1)))
    (memory (;0;) 1)
    (global $heap (;0;) (mut i32) i32.const 1024)
    (global $dropped (;1;) (mut i32) i32.const 0)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func 4))
    (export "counters#[constructor]counter" (func $make))
    (export "counters#[static]counter.make" (func $make))
    (export "counters#[method]counter.increment" (func 6))
    (export "counters#[method]counter.get" (func 7))
    (export "counters#look" (func 7))
    (export "counters#sum" (func 8))
    (export "counters#consume" (func 9))
    (export "counters#pair" (func 10))
    (export "counters#pass" (func 11))
    (export "counters#dropped" (func 12))
    (export "counters#[dtor]counter" (func 13))
    (func $alloc (;3;) (type 0) (param $size i32) (result i32)
      global.get $heap
      local.get $size
      i32.add
      global.set $heap
      global.get $heap
      local.get $size
      i32.sub
    )
    (func (;4;) (type 2) (param i32 i32 i32 i32) (result i32)
      local.get 3
      call $alloc
    )
    (func $make (;5;) (type 0) (param $start i32) (result i32)
      (local $at i32)
      i32.const 4
      call $alloc
      local.set $at
      local.get $at
      local.get $start
      i32.store
      local.get $at
      call $new
    )
    (func (;6;) (type 0) (param $at i32) (result i32)
      local.get $at
      local.get $at
      i32.load
      i32.const 1
      i32.add
      i32.store
      local.get $at
      i32.load
    )
    (func (;7;) (type 0) (param $at i32) (result i32)
      local.get $at
      i32.load
    )
    (func (;8;) (type 3) (param $at i32) (param $length i32) (result i32)
      (local $sum i32)
      block $end
        loop $next
          local.get $length
          i32.eqz
          br_if $end
          local.get $sum
          local.get $at
          i32.load
          i32.load
          i32.add
          local.set $sum
          local.get $at
          i32.const 4
          i32.add
          local.set $at
          local.get $length
          i32.const 1
          i32.sub
          local.set $length
          br $next
        end
      end
      local.get $sum
    )
    (func (;9;) (type 0) (param $handle i32) (result i32)
      (local $value i32)
      local.get $handle
      call $rep
      i32.load
      local.set $value
      local.get $handle
      call $drop
      local.get $value
    )
    (func (;10;) (type 3) (param $first i32) (param $second i32) (result i32)
      i32.const 16
      local.get $first
      call $make
      i32.store
      i32.const 20
      local.get $second
      call $make
      i32.store
      i32.const 16
    )
    (func (;11;) (type 3) (param $some i32) (param $handle i32) (result i32)
      i32.const 16
      local.get $some
      i32.eqz
      i32.store8
      i32.const 20
      local.get $handle
      i32.store
      i32.const 16
    )
    (func (;12;) (type 4) (result i32)
      global.get $dropped
    )
    (func (;13;) (type 1) (param i32)
      global.get $dropped
      i32.const 1
      i32.add
      global.set $dropped
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32)))
    (table (;0;) 1 1 funcref)
    (export "0" (func 0))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32)
      local.get 0
      i32.const 0
      call_indirect (type 0)
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32)))
    (import "" "0" (func (;0;) (type 0)))
    (import "" "$imports" (table (;0;) 1 1 funcref))
    (elem (;0;) (i32.const 0) func 0)
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (alias core export $wit-component-shim-instance "0" (core func $dtor-counter (;0;)))
  (type $counter (;0;) (resource (rep i32) (dtor $dtor-counter)))
  (core func $resource.new (;1;) (canon resource.new $counter))
  (core func $resource.rep (;2;) (canon resource.rep $counter))
  (core func $resource.drop (;3;) (canon resource.drop $counter))
  (core instance $"[export]counters" (;1;)
    (export "[resource-new]counter" (func $resource.new))
    (export "[resource-rep]counter" (func $resource.rep))
    (export "[resource-drop]counter" (func $resource.drop))
  )
  (core instance $main (;2;) (instantiate $main
      (with "[export]counters" (instance $"[export]counters"))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias core export $main "counters#[dtor]counter" (core func $"counters#[dtor]counter" (;4;)))
  (core instance $fixup-args (;3;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"counters#[dtor]counter"))
  )
  (core instance $fixup (;4;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;1;) (own $counter))
  (type (;2;) (func (param "start" s32) (result 1)))
  (alias core export $main "counters#[constructor]counter" (core func $"counters#[constructor]counter" (;5;)))
  (alias core export $main "cabi_realloc" (core func $cabi_realloc (;6;)))
  (func $"[constructor]counter" (;0;) (type 2) (canon lift (core func $"counters#[constructor]counter")))
  (type (;3;) (borrow $counter))
  (type (;4;) (func (param "self" 3) (result s32)))
  (alias core export $main "counters#[method]counter.increment" (core func $"counters#[method]counter.increment" (;7;)))
  (func $"[method]counter.increment" (;1;) (type 4) (canon lift (core func $"counters#[method]counter.increment")))
  (alias core export $main "counters#[method]counter.get" (core func $"counters#[method]counter.get" (;8;)))
  (func $"[method]counter.get" (;2;) (type 4) (canon lift (core func $"counters#[method]counter.get")))
  (alias core export $main "counters#[static]counter.make" (core func $"counters#[static]counter.make" (;9;)))
  (func $"[static]counter.make" (;3;) (type 2) (canon lift (core func $"counters#[static]counter.make")))
  (type (;5;) (func (param "at" 3) (result s32)))
  (alias core export $main "counters#look" (core func $counters#look (;10;)))
  (func $look (;4;) (type 5) (canon lift (core func $counters#look)))
  (type (;6;) (list 3))
  (type (;7;) (func (param "of" 6) (result s32)))
  (alias core export $main "counters#sum" (core func $counters#sum (;11;)))
  (func $sum (;5;) (type 7) (canon lift (core func $counters#sum) (memory $memory) (realloc $cabi_realloc)))
  (type (;8;) (func (param "given" 1) (result s32)))
  (alias core export $main "counters#consume" (core func $counters#consume (;12;)))
  (func $consume (;6;) (type 8) (canon lift (core func $counters#consume)))
  (type (;9;) (tuple 1 1))
  (type (;10;) (func (param "first" s32) (param "second" s32) (result 9)))
  (alias core export $main "counters#pair" (core func $counters#pair (;13;)))
  (func $pair (;7;) (type 10) (canon lift (core func $counters#pair) (memory $memory)))
  (type (;11;) (option 1))
  (type (;12;) (result 1))
  (type (;13;) (func (param "given" 11) (result 12)))
  (alias core export $main "counters#pass" (core func $counters#pass (;14;)))
  (func $pass (;8;) (type 13) (canon lift (core func $counters#pass) (memory $memory)))
  (type (;14;) (func (result u32)))
  (alias core export $main "counters#dropped" (core func $counters#dropped (;15;)))
  (func $dropped (;9;) (type 14) (canon lift (core func $counters#dropped)))
  (component $counters-shim-component (;0;)
    (import "import-type-counter" (type (;0;) (sub resource)))
    (type (;1;) (own 0))
    (type (;2;) (func (param "start" s32) (result 1)))
    (import "import-constructor-counter" (func (;0;) (type 2)))
    (type (;3;) (borrow 0))
    (type (;4;) (func (param "self" 3) (result s32)))
    (import "import-method-counter-increment" (func (;1;) (type 4)))
    (import "import-method-counter-get" (func (;2;) (type 4)))
    (import "import-static-counter-make" (func (;3;) (type 2)))
    (type (;5;) (func (param "at" 3) (result s32)))
    (import "import-func-look" (func (;4;) (type 5)))
    (type (;6;) (list 3))
    (type (;7;) (func (param "of" 6) (result s32)))
    (import "import-func-sum" (func (;5;) (type 7)))
    (type (;8;) (func (param "given" 1) (result s32)))
    (import "import-func-consume" (func (;6;) (type 8)))
    (type (;9;) (tuple 1 1))
    (type (;10;) (func (param "first" s32) (param "second" s32) (result 9)))
    (import "import-func-pair" (func (;7;) (type 10)))
    (type (;11;) (option 1))
    (type (;12;) (result 1))
    (type (;13;) (func (param "given" 11) (result 12)))
    (import "import-func-pass" (func (;8;) (type 13)))
    (type (;14;) (func (result u32)))
    (import "import-func-dropped" (func (;9;) (type 14)))
    (export (;15;) "counter" (type 0))
    (type (;16;) (own 15))
    (type (;17;) (func (param "start" s32) (result 16)))
    (export (;10;) "[constructor]counter" (func 0) (func (type 17)))
    (type (;18;) (borrow 15))
    (type (;19;) (func (param "self" 18) (result s32)))
    (export (;11;) "[method]counter.increment" (func 1) (func (type 19)))
    (export (;12;) "[method]counter.get" (func 2) (func (type 19)))
    (export (;13;) "[static]counter.make" (func 3) (func (type 17)))
    (type (;20;) (func (param "at" 18) (result s32)))
    (export (;14;) "look" (func 4) (func (type 20)))
    (type (;21;) (list 18))
    (type (;22;) (func (param "of" 21) (result s32)))
    (export (;15;) "sum" (func 5) (func (type 22)))
    (type (;23;) (func (param "given" 16) (result s32)))
    (export (;16;) "consume" (func 6) (func (type 23)))
    (type (;24;) (tuple 16 16))
    (type (;25;) (func (param "first" s32) (param "second" s32) (result 24)))
    (export (;17;) "pair" (func 7) (func (type 25)))
    (type (;26;) (option 16))
    (type (;27;) (result 16))
    (type (;28;) (func (param "given" 26) (result 27)))
    (export (;18;) "pass" (func 8) (func (type 28)))
    (type (;29;) (func (result u32)))
    (export (;19;) "dropped" (func 9) (func (type 29)))
  )
  (instance $counters-shim-instance (;0;) (instantiate $counters-shim-component
      (with "import-constructor-counter" (func $"[constructor]counter"))
      (with "import-method-counter-increment" (func $"[method]counter.increment"))
      (with "import-method-counter-get" (func $"[method]counter.get"))
      (with "import-static-counter-make" (func $"[static]counter.make"))
      (with "import-func-look" (func $look))
      (with "import-func-sum" (func $sum))
      (with "import-func-consume" (func $consume))
      (with "import-func-pair" (func $pair))
      (with "import-func-pass" (func $pass))
      (with "import-func-dropped" (func $dropped))
      (with "import-type-counter" (type $counter))
    )
  )
  (export $counters (;1;) "counters" (instance $counters-shim-instance))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

