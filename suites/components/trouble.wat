;; Functions that do not come back as they should, and one that does.
;; Made from trouble.core.wat by tests/components.rs, which says how; not to be edited.
(component
  (core module $main (;0;)
    (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32) (result i32)))
    (type (;2;) (func (param i32 i32) (result i32)))
    (type (;3;) (func))
    (type (;4;) (func (result i32)))
    (memory (;0;) 1)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func 0))
    (export "fine" (func 1))
    (export "divide" (func 2))
    (export "give-up" (func 3))
    (export "spin" (func 4))
    (export "grow" (func 5))
    (export "bad-text" (func 6))
    (export "bad-char" (func 7))
    (export "bad-place" (func 8))
    (func (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
      i32.const 1024
    )
    (func (;1;) (type 1) (param i32) (result i32)
      local.get 0
    )
    (func (;2;) (type 2) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.div_s
    )
    (func (;3;) (type 3)
      unreachable
    )
    (func (;4;) (type 3)
      loop $for_ever
        br $for_ever
      end
    )
    (func (;5;) (type 3)
      loop $more
        i32.const 16
        memory.grow
        drop
        br $more
      end
    )
    (func (;6;) (type 4) (result i32)
      i32.const 100
      i32.const 255
      i32.store8
      i32.const 16
      i32.const 100
      i32.store
      i32.const 20
      i32.const 1
      i32.store
      i32.const 16
    )
    (func (;7;) (type 4) (result i32)
      i32.const 55296
    )
    (func (;8;) (type 4) (result i32)
      i32.const 16
      i32.const 65000
      i32.store
      i32.const 20
      i32.const 1000
      i32.store
      i32.const 16
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $main (;0;) (instantiate $main))
  (alias core export $main "memory" (core memory $memory (;0;)))
  (type (;0;) (func (param "value" u32) (result u32)))
  (alias core export $main "fine" (core func $fine (;0;)))
  (alias core export $main "cabi_realloc" (core func $cabi_realloc (;1;)))
  (func $fine (;0;) (type 0) (canon lift (core func $fine)))
  (export $"#func1 fine" (@name "fine") (;1;) "fine" (func $fine))
  (type (;1;) (func (param "a" s32) (param "b" s32) (result s32)))
  (alias core export $main "divide" (core func $divide (;2;)))
  (func $divide (;2;) (type 1) (canon lift (core func $divide)))
  (export $"#func3 divide" (@name "divide") (;3;) "divide" (func $divide))
  (type (;2;) (func))
  (alias core export $main "give-up" (core func $give-up (;3;)))
  (func $give-up (;4;) (type 2) (canon lift (core func $give-up)))
  (export $"#func5 give-up" (@name "give-up") (;5;) "give-up" (func $give-up))
  (alias core export $main "spin" (core func $spin (;4;)))
  (func $spin (;6;) (type 2) (canon lift (core func $spin)))
  (export $"#func7 spin" (@name "spin") (;7;) "spin" (func $spin))
  (alias core export $main "grow" (core func $grow (;5;)))
  (func $grow (;8;) (type 2) (canon lift (core func $grow)))
  (export $"#func9 grow" (@name "grow") (;9;) "grow" (func $grow))
  (type (;3;) (func (result string)))
  (alias core export $main "bad-text" (core func $bad-text (;6;)))
  (func $bad-text (;10;) (type 3) (canon lift (core func $bad-text) (memory $memory) string-encoding=utf8))
  (export $"#func11 bad-text" (@name "bad-text") (;11;) "bad-text" (func $bad-text))
  (type (;4;) (func (result char)))
  (alias core export $main "bad-char" (core func $bad-char (;7;)))
  (func $bad-char (;12;) (type 4) (canon lift (core func $bad-char)))
  (export $"#func13 bad-char" (@name "bad-char") (;13;) "bad-char" (func $bad-char))
  (type (;5;) (list u8))
  (type (;6;) (func (result 5)))
  (alias core export $main "bad-place" (core func $bad-place (;8;)))
  (func $bad-place (;14;) (type 6) (canon lift (core func $bad-place) (memory $memory)))
  (export $"#func15 bad-place" (@name "bad-place") (;15;) "bad-place" (func $bad-place))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)

