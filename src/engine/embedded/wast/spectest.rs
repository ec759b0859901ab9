//! What scripts import: the `spectest` module of the specification's test suite, the host functions that wasmtime's own
//! runner gives component scripts, and the `wasmtime` module of its own scripts.
//!
//! Printing functions print nothing. Where wasmtime's runner panics because a guest passed something else than it
//! should, an error is returned, which ends the directive and nothing more.

use super::guest::Guest;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use wasmtime::AsContextMut as _;
use wasmtime::Caller;
use wasmtime::Global;
use wasmtime::GlobalType;
use wasmtime::Linker;
use wasmtime::Memory;
use wasmtime::MemoryType;
use wasmtime::Module;
use wasmtime::Mutability;
use wasmtime::Ref;
use wasmtime::RefType;
use wasmtime::Result;
use wasmtime::SharedMemory;
use wasmtime::Store;
use wasmtime::Table;
use wasmtime::TableType;
use wasmtime::Val;
use wasmtime::ValType;
use wasmtime::component;
use wasmtime::component::LinkerInstance;
use wasmtime::component::Resource;
use wasmtime::component::ResourceType;
use wasmtime::ensure;

/// Defines what core modules import.
pub(super) fn core(linker: &mut Linker<Guest>, store: &mut Store<Guest>) -> Result<()> {
    linker.func_wrap("spectest", "print", || {})?;
    linker.func_wrap("spectest", "print_i32", |_: i32| {})?;
    linker.func_wrap("spectest", "print_i64", |_: i64| {})?;
    linker.func_wrap("spectest", "print_f32", |_: f32| {})?;
    linker.func_wrap("spectest", "print_f64", |_: f64| {})?;
    linker.func_wrap("spectest", "print_i32_f32", |_: i32, _: f32| {})?;
    linker.func_wrap("spectest", "print_f64_f64", |_: f64, _: f64| {})?;
    linker.func_wrap("wasmtime", "gc", |mut caller: Caller<'_, Guest>| {
        caller.gc(None)
    })?;
    let globals = [
        ("global_i32", ValType::I32, Val::I32(666)),
        ("global_i64", ValType::I64, Val::I64(666)),
        ("global_f32", ValType::F32, Val::F32(0x4426_a666)),
        ("global_f64", ValType::F64, Val::F64(0x4084_d4cc_cccc_cccd)),
    ];
    for (name, kind, value) in globals {
        let kind = GlobalType::new(kind, Mutability::Const);
        let global = Global::new(&mut *store, kind, value)?;
        linker.define(&mut *store, "spectest", name, global)?;
    }
    let kind = TableType::new(RefType::FUNCREF, 10, Some(20));
    let table = Table::new(&mut *store, kind, Ref::Func(None))?;
    linker.define(&mut *store, "spectest", "table", table)?;
    let kind = TableType::new64(RefType::FUNCREF, 10, Some(20));
    let table = Table::new(&mut *store, kind, Ref::Func(None))?;
    linker.define(&mut *store, "spectest", "table64", table)?;
    let memory = Memory::new(&mut *store, MemoryType::new(1, Some(2)))?;
    linker.define(&mut *store, "spectest", "memory", memory)?;
    // An engine without threads has no shared memories, and no module that could import one.
    if let Ok(memory) = SharedMemory::new(store.engine(), MemoryType::shared(1, 1)) {
        linker.define(&mut *store, "spectest", "shared_memory", memory)?;
    }
    Ok(())
}

/// A module that components import: a global and a function.
pub(super) const SIMPLE: &str = r#"(module
  (global (export "g") i32 i32.const 100)
  (func (export "f") (result i32) i32.const 101))"#;

/// Stands for host resources of one kind.
struct Resource1;

/// Stands for host resources of another kind.
struct Resource2;

/// What happened to resources of the first kind.
#[derive(Default)]
struct Drops {
    count: AtomicU32,
    last: AtomicU32,
}

/// What it is called among the files of a script.
pub(super) const SIMPLE_NAME: &str = "simple-module";

/// Defines what components import. `simple` is [`SIMPLE`], compiled.
pub(super) fn components(linker: &mut component::Linker<Guest>, simple: &Module) -> Result<()> {
    linker
        .root()
        .func_wrap_concurrent("host-echo-u32", |_, (value,): (u32,)| {
            Box::pin(async move { Ok((value,)) })
        })?;
    linker
        .root()
        .func_wrap("host-return-two", |_, (): ()| Ok((2_u32,)))?;
    let mut host = linker.instance("host")?;
    host.func_wrap("return-three", |_, (): ()| Ok((3_u32,)))?;
    host.instance("nested")?
        .func_wrap("return-four", |_, (): ()| Ok((4_u32,)))?;
    host.func_wrap("return-hi", |_, (): ()| Ok(("hi".to_owned(),)))?;
    host.module("simple-module", simple)?;
    resources(&mut host)?;
    slow(&mut host)?;
    let mut own = linker.instance("wasmtime")?;
    own.func_wrap(
        "set-max-table-capacity",
        |mut store, (capacity,): (u32,)| {
            let mut store = store.as_context_mut();
            let table = store
                .concurrent_resource_table()
                .ok_or_else(|| wasmtime::format_err!("this engine has no tasks"))?;
            table.set_max_capacity(usize::try_from(capacity)?);
            Ok(())
        },
    )?;
    own.func_wrap("gc", |mut store, (): ()| store.as_context_mut().gc(None))?;
    Ok(())
}

fn resources(host: &mut LinkerInstance<'_, Guest>) -> Result<()> {
    let drops = Arc::new(Drops::default());
    let own = Arc::clone(&drops);
    let kind = ResourceType::host::<Resource1>();
    host.resource("resource1", kind, move |_, rep| {
        own.count.fetch_add(1, SeqCst);
        own.last.store(rep, SeqCst);
        Ok(())
    })?;
    let kind = ResourceType::host::<Resource2>();
    host.resource("resource2", kind, |_, _| Ok(()))?;
    // The same type again, with a destructor that wasmtime never calls.
    let kind = ResourceType::host::<Resource1>();
    host.resource("resource1-again", kind, |_, _| {
        wasmtime::bail!("`resource1-again` is never destroyed")
    })?;
    host.func_wrap("[constructor]resource1", |_, (rep,): (u32,)| {
        Ok((Resource::<Resource1>::new_own(rep),))
    })?;
    host.func_wrap(
        "[static]resource1.assert",
        |_, (resource, rep): (Resource<Resource1>, u32)| same(&resource, rep),
    )?;
    let own = Arc::clone(&drops);
    host.func_wrap("[static]resource1.last-drop", move |_, (): ()| {
        Ok((own.last.load(SeqCst),))
    })?;
    host.func_wrap("[static]resource1.drops", move |_, (): ()| {
        Ok((drops.count.load(SeqCst),))
    })?;
    host.func_wrap(
        "[method]resource1.simple",
        |_, (resource, rep): (Resource<Resource1>, u32)| {
            borrowed(&resource)?;
            same(&resource, rep)
        },
    )?;
    host.func_wrap(
        "[method]resource1.take-borrow",
        |_, (a, b): (Resource<Resource1>, Resource<Resource1>)| {
            borrowed(&a)?;
            borrowed(&b)
        },
    )?;
    host.func_wrap(
        "[method]resource1.take-own",
        |_, (a, b): (Resource<Resource1>, Resource<Resource1>)| {
            borrowed(&a)?;
            ensure!(b.owned(), "the host expected an owned handle");
            Ok(())
        },
    )
}

fn same(resource: &Resource<Resource1>, rep: u32) -> Result<()> {
    let own = resource.rep();
    ensure!(
        own == rep,
        "the host expected resource {rep}, got resource {own}"
    );
    Ok(())
}

fn borrowed(resource: &Resource<Resource1>) -> Result<()> {
    ensure!(!resource.owned(), "the host expected a borrowed handle");
    Ok(())
}

/// Functions that take their time, or all of it.
fn slow(host: &mut LinkerInstance<'_, Guest>) -> Result<()> {
    host.func_wrap_concurrent("never-return", |_, (): ()| {
        Box::pin(std::future::pending::<Result<()>>())
    })?;
    host.func_wrap_concurrent("return-two-slowly", |_, (): ()| {
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok((2,))
        })
    })?;
    host.func_wrap_concurrent("echo-slowly", |_, (value,): (u32,)| {
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok((value,))
        })
    })?;
    host.func_wrap_concurrent(
        "[method]resource1.never-return",
        |_, (_,): (Resource<Resource1>,)| Box::pin(std::future::pending::<Result<()>>()),
    )
}
