;; A resource: constructor, methods, static function, handles that are lent, given away and dropped.
;; world: export counters: interface {
;; world:   resource counter {
;; world:     constructor(start: s32);
;; world:     increment: func() -> s32;
;; world:     get: func() -> s32;
;; world:     make: static func(start: s32) -> counter;
;; world:   }
;; world:   look: func(at: borrow<counter>) -> s32;
;; world:   sum: func(of: list<borrow<counter>>) -> s32;
;; world:   consume: func(given: counter) -> s32;
;; world:   pair: func(first: s32, second: s32) -> tuple<counter, counter>;
;; world:   pass: func(given: option<counter>) -> result<counter>;
;; world:   dropped: func() -> u32;
;; world: }
(module
  (import "[export]counters" "[resource-new]counter" (func $new (param i32) (result i32)))
  (import "[export]counters" "[resource-rep]counter" (func $rep (param i32) (result i32)))
  (import "[export]counters" "[resource-drop]counter" (func $drop (param i32)))
  (memory (export "memory") 1)
  (global $heap (mut i32) (i32.const 1024))
  (global $dropped (mut i32) (i32.const 0))
  (func $alloc (param $size i32) (result i32)
    (global.set $heap (i32.add (global.get $heap) (local.get $size)))
    (i32.sub (global.get $heap) (local.get $size)))
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (call $alloc (local.get 3)))
  (func $make (export "counters#[constructor]counter") (export "counters#[static]counter.make")
    (param $start i32) (result i32) (local $at i32)
    (local.set $at (call $alloc (i32.const 4)))
    (i32.store (local.get $at) (local.get $start))
    (call $new (local.get $at)))
  (func (export "counters#[method]counter.increment") (param $at i32) (result i32)
    (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
    (i32.load (local.get $at)))
  (func (export "counters#[method]counter.get") (export "counters#look") (param $at i32) (result i32)
    (i32.load (local.get $at)))
  (func (export "counters#sum") (param $at i32) (param $length i32) (result i32) (local $sum i32)
    (block $end
      (loop $next
        (br_if $end (i32.eqz (local.get $length)))
        (local.set $sum (i32.add (local.get $sum) (i32.load (i32.load (local.get $at)))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (local.set $length (i32.sub (local.get $length) (i32.const 1)))
        (br $next)))
    (local.get $sum))
  (func (export "counters#consume") (param $handle i32) (result i32) (local $value i32)
    (local.set $value (i32.load (call $rep (local.get $handle))))
    (call $drop (local.get $handle))
    (local.get $value))
  (func (export "counters#pair") (param $first i32) (param $second i32) (result i32)
    (i32.store (i32.const 16) (call $make (local.get $first)))
    (i32.store (i32.const 20) (call $make (local.get $second)))
    (i32.const 16))
  (func (export "counters#pass") (param $some i32) (param $handle i32) (result i32)
    (i32.store8 (i32.const 16) (i32.eqz (local.get $some)))
    (i32.store (i32.const 20) (local.get $handle))
    (i32.const 16))
  (func (export "counters#dropped") (result i32) (global.get $dropped))
  (func (export "counters#[dtor]counter") (param i32)
    (global.set $dropped (i32.add (global.get $dropped) (i32.const 1)))))
