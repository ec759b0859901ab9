;; Functions that do not come back as they should, and one that does.
;; world: export fine: func(value: u32) -> u32;
;; world: export divide: func(a: s32, b: s32) -> s32;
;; world: export give-up: func();
;; world: export spin: func();
;; world: export grow: func();
;; world: export bad-text: func() -> string;
;; world: export bad-char: func() -> char;
;; world: export bad-place: func() -> list<u8>;
(module
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "fine") (param i32) (result i32) (local.get 0))
  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "give-up") unreachable)
  (func (export "spin") (loop $for_ever (br $for_ever)))
  (func (export "grow") (loop $more (drop (memory.grow (i32.const 16))) (br $more)))
  ;; 0xff is no UTF-8.
  (func (export "bad-text") (result i32)
    (i32.store8 (i32.const 100) (i32.const 0xff))
    (i32.store (i32.const 16) (i32.const 100))
    (i32.store (i32.const 20) (i32.const 1))
    (i32.const 16))
  ;; Half of a pair of surrogates.
  (func (export "bad-char") (result i32) (i32.const 0xd800))
  (func (export "bad-place") (result i32)
    (i32.store (i32.const 16) (i32.const 65000))
    (i32.store (i32.const 20) (i32.const 1000))
    (i32.const 16)))
