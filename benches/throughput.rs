//! 5,000 cases with 5,000 snapshots of one tiny program, beside a bare loop that only instantiates and runs it.
//!
//! The bare loop is wasmtime alone, on one thread, with the settings of our engine: pooling, kept-resident memory,
//! epochs, a fresh store and WASI context for each call. Both run in this one process of `cargo bench`.

#![expect(
    clippy::cast_precision_loss,
    reason = "what is measured is far below 2^52"
)]

#[expect(
    unreachable_pub,
    reason = "a benchmark can offer nothing to other crates"
)]
mod common;

use common::Tree;
use common::best;
use common::micros;
use common::say;
use common::write;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;
use wasmtime_wasi::WasiCtxBuilder;
use wasmtime_wasi::p1::WasiP1Ctx;

const TINY: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 8) "hello\n")
  (func (export "_start")
    (i32.store (i32.const 0) (i32.const 8))
    (i32.store (i32.const 4) (i32.const 6))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20)))))
"#;

const MANY: u32 = 5_000;
const FEW: u32 = 50;

fn main() {
    let dir = tempfile::tempdir().expect("a temporary directory can be made");
    let plain = tree(&dir.path().join("plain"), MANY, "");
    let few = tree(&dir.path().join("few"), FEW, "");
    let scratch = tree(
        &dir.path().join("scratch"),
        MANY,
        "dirs = [{ guest = \"/data\", access = \"copy\" }]\n",
    );
    let bare = (0..5)
        .map(|_| bare_loop(MANY))
        .min()
        .expect("there are runs");
    let many = best(5, || plain.run());
    let small = best(5, || few.run());
    let scratched = best(3, || scratch.run());
    let (plain_memory, few_memory) = (plain.memory(), few.memory());
    let marginal = (many.cpu.saturating_sub(small.cpu)).as_secs_f64() * 1e6 / f64::from(MANY - FEW);
    let bare_us = micros(bare, MANY);
    say(&format!(
        "throughput: {MANY} trials of a tiny p1 command, {MANY} snapshots"
    ));
    say(&format!(
        "  bare loop            {bare_us:8.1} us CPU a trial   (one thread, wasmtime alone)"
    ));
    say(&format!(
        "  wassay, each further {marginal:8.1} us CPU a trial   {:.2}x the bare loop   (target 20 us, 2.5x)",
        marginal / bare_us
    ));
    say(&format!(
        "  wassay, whole run    {:8.1} us CPU a trial   {:.2}x the bare loop",
        micros(many.cpu, MANY),
        micros(many.cpu, MANY) / bare_us
    ));
    say(&format!(
        "  with a scratch dir   {:8.1} us CPU a trial   (target 60 us)",
        micros(scratched.cpu, MANY)
    ));
    say(&format!(
        "  whole process        {:8.0} trials/s on the clock ({:.0} ms)   (target 40,000/s)",
        f64::from(MANY) / many.wall.as_secs_f64(),
        many.wall.as_secs_f64() * 1e3
    ));
    say(&format!(
        "  memory               {:.1} MB for {MANY}, {:.1} MB for {FEW}: {:.2}x   (target 1.5x)",
        mega(plain_memory),
        mega(few_memory),
        plain_memory as f64 / few_memory as f64
    ));
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// A tree with so many cases of one program, all accepted, its cache warm.
fn tree(root: &Path, cases: u32, extra: &str) -> Tree {
    write(&root.join("suites/tiny/tiny.wat"), TINY);
    let cases: Vec<String> = (0..cases)
        .map(|number| {
            format!("[[case]]\ncommand = \"tiny.wat\"\nname = \"case-{number:04}\"\n{extra}")
        })
        .collect();
    Tree::accepted(root, &cases.join("\n"))
}

/// Instantiates and runs the program so often, on this thread; the time is processor time as nothing blocks.
fn bare_loop(count: u32) -> Duration {
    let mut pool = wasmtime::PoolingAllocationConfig::new();
    pool.total_core_instances(16)
        .total_memories(16)
        .total_tables(16)
        .total_stacks(16)
        .total_gc_heaps(4);
    pool.linear_memory_keep_resident(1 << 20)
        .table_keep_resident(64 << 10);
    let mut config = wasmtime::Config::new();
    config.epoch_interruption(true).allocation_strategy(pool);
    let engine = wasmtime::Engine::new(&config).expect("the settings are valid");
    let mut linker: wasmtime::Linker<WasiP1Ctx> = wasmtime::Linker::new(&engine);
    wasmtime_wasi::p1::add_to_linker_async(&mut linker, |context| context)
        .expect("nothing is defined twice");
    let module = wasmtime::Module::new(&engine, TINY).expect("the program compiles");
    let program = linker
        .instantiate_pre(&module)
        .expect("all imports are met");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime can be made");
    let began = Instant::now();
    for _ in 0..count {
        let output = wasmtime_wasi::p2::pipe::MemoryOutputPipe::new(1 << 16);
        let context = WasiCtxBuilder::new()
            .arg("tiny.wat")
            .stdout(output.clone())
            .build_p1();
        let mut store = wasmtime::Store::new(&engine, context);
        store.set_epoch_deadline(1 << 40);
        runtime.block_on(async {
            let instance = program
                .instantiate_async(&mut store)
                .await
                .expect("it instantiates");
            let start = instance
                .get_typed_func::<(), ()>(&mut store, "_start")
                .expect("it has a start");
            start.call_async(&mut store, ()).await.expect("it runs");
        });
        drop(store);
        assert_eq!(&output.contents()[..], b"hello\n");
    }
    began.elapsed()
}
