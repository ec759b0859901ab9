;; Handles of a resource of the host, lent to functions of which one keeps what it was lent.
;; wit: package wasi:io@0.2.0 { interface poll { resource pollable { ready: func() -> bool; block: func(); } } }
;; wit: package wasi:clocks@0.2.0 { interface monotonic-clock {
;; wit:   use wasi:io/poll@0.2.0.{pollable}; subscribe-duration: func(when: u64) -> pollable;
;; wit: } }
;; world: import wasi:io/poll@0.2.0; import wasi:clocks/monotonic-clock@0.2.0;
;; world: export alarms: interface {
;; world:   use wasi:io/poll@0.2.0.{pollable};
;; world:   set: func(after: u64) -> pollable;
;; world:   is-over: func(alarm: borrow<pollable>) -> bool;
;; world:   wait: func(alarm: borrow<pollable>);
;; world:   keep: func(alarm: borrow<pollable>);
;; world:   both: func(given: pollable, lent: borrow<pollable>);
;; world: }
(module
  (import "wasi:clocks/monotonic-clock@0.2.0" "subscribe-duration" (func $after (param i64) (result i32)))
  (import "wasi:io/poll@0.2.0" "[method]pollable.ready" (func $ready (param i32) (result i32)))
  (import "wasi:io/poll@0.2.0" "[method]pollable.block" (func $block (param i32)))
  (import "wasi:io/poll@0.2.0" "[resource-drop]pollable" (func $drop (param i32)))
  (memory (export "memory") 1)
  (func (export "alarms#set") (param i64) (result i32) (call $after (local.get 0)))
  ;; A handle that was lent is given back by dropping it.
  (func (export "alarms#is-over") (param i32) (result i32)
    (call $ready (local.get 0))
    (call $drop (local.get 0)))
  (func (export "alarms#wait") (param i32)
    (call $block (local.get 0))
    (call $drop (local.get 0)))
  (func (export "alarms#keep") (param i32))
  (func (export "alarms#both") (param i32 i32)
    (call $drop (local.get 0))
    (call $drop (local.get 1))))
