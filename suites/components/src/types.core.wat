;; Gives back what it gets, for every type of WIT.
;; world: export types: interface {
;; world:   record point { x: s32, y: f64 }
;; world:   variant shape { dot, circle(f64), label(string) }
;; world:   enum color { red, green, blue }
;; world:   flags perms { read, write, exec }
;; world:   record config { name: string, port: option<u16>, tags: list<string>, color: color, perms: perms }
;; world:   same-bool: func(value: bool) -> bool; same-char: func(value: char) -> char;
;; world:   same-s8: func(value: s8) -> s8; same-u8: func(value: u8) -> u8;
;; world:   same-s16: func(value: s16) -> s16; same-u16: func(value: u16) -> u16;
;; world:   same-s32: func(value: s32) -> s32; same-u32: func(value: u32) -> u32;
;; world:   same-s64: func(value: s64) -> s64; same-u64: func(value: u64) -> u64;
;; world:   same-f32: func(value: f32) -> f32; same-f64: func(value: f64) -> f64;
;; world:   same-string: func(value: string) -> string; same-bytes: func(value: list<u8>) -> list<u8>;
;; world:   same-point: func(value: point) -> point; same-pair: func(value: tuple<u8, string>) -> tuple<u8, string>;
;; world:   same-shape: func(value: shape) -> shape; same-color: func(value: color) -> color;
;; world:   same-option: func(value: option<u32>) -> option<u32>;
;; world:   same-result: func(value: result<u32, string>) -> result<u32, string>;
;; world:   same-ok: func(value: result<u32>) -> result<u32>;
;; world:   same-err: func(value: result<_, string>) -> result<_, string>;
;; world:   same-bare: func(value: result) -> result; same-perms: func(value: perms) -> perms;
;; world:   same-configs: func(value: list<config>) -> list<config>;
;; world:   same-nested: func(value: list<option<result<tuple<shape, list<point>>, option<option<color>>>>>)
;; world:     -> list<option<result<tuple<shape, list<point>>, option<option<color>>>>>;
;; world: }
(module
  (memory (export "memory") 1)
  (global $heap (mut i32) (i32.const 1024))
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
    (local.set $at (i32.and
      (i32.add (global.get $heap) (i32.sub (local.get 2) (i32.const 1)))
      (i32.sub (i32.const 0) (local.get 2))))
    (global.set $heap (i32.add (local.get $at) (local.get 3)))
    (local.get $at))
  (func $same_i32 (export "types#same-bool") (export "types#same-char")
    (export "types#same-s8") (export "types#same-u8") (export "types#same-s16") (export "types#same-u16")
    (export "types#same-s32") (export "types#same-u32") (export "types#same-color") (export "types#same-bare")
    (export "types#same-perms") (param i32) (result i32) (local.get 0))
  (func (export "types#same-s64") (export "types#same-u64") (param i64) (result i64) (local.get 0))
  (func (export "types#same-f32") (param f32) (result f32) (local.get 0))
  (func (export "types#same-f64") (param f64) (result f64) (local.get 0))
  ;; A list or string is a place and a length, and stays where it was put.
  (func (export "types#same-string") (export "types#same-bytes") (export "types#same-configs")
    (export "types#same-nested") (param i32 i32) (result i32)
    (i32.store (i32.const 16) (local.get 0))
    (i32.store (i32.const 20) (local.get 1))
    (i32.const 16))
  (func (export "types#same-point") (param i32 f64) (result i32)
    (i32.store (i32.const 16) (local.get 0))
    (f64.store (i32.const 24) (local.get 1))
    (i32.const 16))
  (func (export "types#same-pair") (param i32 i32 i32) (result i32)
    (i32.store8 (i32.const 16) (local.get 0))
    (i32.store (i32.const 20) (local.get 1))
    (i32.store (i32.const 24) (local.get 2))
    (i32.const 16))
  (func (export "types#same-shape") (param i32 i64 i32) (result i32)
    (i32.store8 (i32.const 16) (local.get 0))
    (i64.store (i32.const 24) (local.get 1))
    (if (i32.eq (local.get 0) (i32.const 2)) (then (i32.store (i32.const 28) (local.get 2))))
    (i32.const 16))
  (func (export "types#same-option") (export "types#same-ok") (param i32 i32) (result i32)
    (i32.store8 (i32.const 16) (local.get 0))
    (i32.store (i32.const 20) (local.get 1))
    (i32.const 16))
  (func (export "types#same-result") (export "types#same-err") (param i32 i32 i32) (result i32)
    (i32.store8 (i32.const 16) (local.get 0))
    (i32.store (i32.const 20) (local.get 1))
    (i32.store (i32.const 24) (local.get 2))
    (i32.const 16)))
