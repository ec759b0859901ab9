//! Streams and futures, made from values and read to values.
//!
//! wasmtime wants to know what they carry when this program is compiled, so only a list of types is possible: numbers,
//! bool, char, string, lists of bytes and of strings, and the bare `result`.

use crate::engine::embedded::host::World;
use crate::engine::embedded::stdio::Overflow;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::task::Context;
use std::task::Poll;
use tokio::sync::oneshot;
use wasmtime::AsContextMut;
use wasmtime::StoreContextMut;
use wasmtime::component::ComponentType;
use wasmtime::component::FutureAny;
use wasmtime::component::FutureConsumer;
use wasmtime::component::FutureReader;
use wasmtime::component::Lift;
use wasmtime::component::Lower;
use wasmtime::component::Source;
use wasmtime::component::StreamAny;
use wasmtime::component::StreamConsumer;
use wasmtime::component::StreamReader;
use wasmtime::component::StreamResult;
use wasmtime::component::Type;
use wasmtime::component::Val;

/// What a stream or future can carry here.
trait Item: ComponentType + Lift + Lower + Send + Sync + Unpin + 'static {
    fn from_val(value: &Val) -> Option<Self>;
    fn into_val(self) -> Val;

    /// Bytes that it counts for: what a value takes here is more than what it takes in the guest.
    fn size(&self) -> u64 {
        8
    }
}

macro_rules! plain_items {
    ($($type:ty: $case:ident,)*) => { $(
        impl Item for $type {
            fn from_val(value: &Val) -> Option<Self> {
                match value {
                    Val::$case(value) => Some(value.clone()),
                    _ => None,
                }
            }

            fn into_val(self) -> Val {
                Val::$case(self)
            }
        }
    )* };
}

impl Item for String {
    fn from_val(value: &Val) -> Option<Self> {
        match value {
            Val::String(value) => Some(value.clone()),
            _ => None,
        }
    }

    fn into_val(self) -> Val {
        Val::String(self)
    }

    fn size(&self) -> u64 {
        8 + self.len() as u64
    }
}

plain_items! {
    bool: Bool, i8: S8, u8: U8, i16: S16, u16: U16, i32: S32, u32: U32, i64: S64, u64: U64,
    f32: Float32, f64: Float64, char: Char,
}

impl<T: Item> Item for Vec<T> {
    fn from_val(value: &Val) -> Option<Self> {
        match value {
            Val::List(values) => values.iter().map(T::from_val).collect(),
            _ => None,
        }
    }

    fn into_val(self) -> Val {
        Val::List(self.into_iter().map(T::into_val).collect())
    }

    fn size(&self) -> u64 {
        8 + self.iter().map(T::size).sum::<u64>()
    }
}

impl Item for Result<(), ()> {
    fn from_val(value: &Val) -> Option<Self> {
        match value {
            Val::Result(Ok(_)) => Some(Ok(())),
            Val::Result(Err(_)) => Some(Err(())),
            _ => None,
        }
    }

    fn into_val(self) -> Val {
        Val::Result(self.map(|()| None).map_err(|()| None))
    }
}

/// The bare `future`. It carries nothing, so no value ever stands for it.
impl Item for () {
    fn from_val(_: &Val) -> Option<Self> {
        Some(())
    }

    fn into_val(self) -> Val {
        Val::Tuple(Vec::new())
    }
}

/// Does `$body` with `$item` as the Rust type of a WIT type, or `$other` where there is none.
macro_rules! with_item {
    ($type:expr, $item:ident => $body:expr, else $other:expr) => {
        match $type {
            None => {
                type $item = ();
                $body
            }
            Some(Type::Bool) => {
                type $item = bool;
                $body
            }
            Some(Type::S8) => {
                type $item = i8;
                $body
            }
            Some(Type::U8) => {
                type $item = u8;
                $body
            }
            Some(Type::S16) => {
                type $item = i16;
                $body
            }
            Some(Type::U16) => {
                type $item = u16;
                $body
            }
            Some(Type::S32) => {
                type $item = i32;
                $body
            }
            Some(Type::U32) => {
                type $item = u32;
                $body
            }
            Some(Type::S64) => {
                type $item = i64;
                $body
            }
            Some(Type::U64) => {
                type $item = u64;
                $body
            }
            Some(Type::Float32) => {
                type $item = f32;
                $body
            }
            Some(Type::Float64) => {
                type $item = f64;
                $body
            }
            Some(Type::Char) => {
                type $item = char;
                $body
            }
            Some(Type::String) => {
                type $item = String;
                $body
            }
            Some(Type::List(list)) if list.ty() == Type::U8 => {
                type $item = Vec<u8>;
                $body
            }
            Some(Type::List(list)) if list.ty() == Type::String => {
                type $item = Vec<String>;
                $body
            }
            Some(Type::Result(of)) if of.ok().is_none() && of.err().is_none() => {
                type $item = Result<(), ()>;
                $body
            }
            Some(_) => $other,
        }
    };
}

/// Whether a stream or future of a type is among those that are possible.
pub(super) fn is_possible(ty: &Type) -> bool {
    match ty {
        // Values that carry nothing could only be counted, and WAVE has no way to write them.
        Type::Stream(stream) if stream.ty().is_none() => false,
        Type::Stream(stream) => with_item!(stream.ty().as_ref(), _Item => true, else false),
        Type::Future(future) => with_item!(future.ty().as_ref(), _Item => true, else false),
        _ => true,
    }
}

fn impossible() -> wasmtime::Error {
    wasmtime::Error::msg("a stream or future of this type cannot be passed")
}

/// A stream of the values of a list.
pub(super) fn stream(
    store: &mut impl AsContextMut<Data = World>,
    ty: Option<&Type>,
    items: &Val,
) -> wasmtime::Result<Val> {
    with_item!(ty, T => {
        let items = Vec::<T>::from_val(items).ok_or_else(impossible)?;
        let reader = StreamReader::<T>::new(&mut *store, items)?;
        Ok(Val::Stream(reader.try_into_stream_any(store)?))
    }, else Err(impossible()))
}

/// A future of a value.
pub(super) fn future(
    store: &mut impl AsContextMut<Data = World>,
    ty: Option<&Type>,
    item: Option<&Val>,
) -> wasmtime::Result<Val> {
    let nothing = Val::Tuple(Vec::new());
    with_item!(ty, T => {
        let item = T::from_val(item.unwrap_or(&nothing)).ok_or_else(impossible);
        let reader = FutureReader::<T>::new(&mut *store, std::future::ready(item))?;
        Ok(Val::Future(reader.try_into_future_any(store)?))
    }, else Err(impossible()))
}

/// A stream or future that is being read.
pub(super) struct Reading {
    items: Arc<Mutex<Vec<Val>>>,
    done: oneshot::Receiver<()>,
    shape: Shape,
}

/// What becomes of the values that were read.
enum Shape {
    Stream,
    Future,
    /// A future that carries nothing.
    Bare,
}

impl Reading {
    /// Waits for its end. The value is as it is written: `stream([1, 2])`, `future(7)`.
    pub(super) async fn end(self) -> Val {
        // Nothing is ever sent: the end is that the reader is dropped.
        let _ended = self.done.await;
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        let mut items = std::mem::take(&mut *items);
        match (self.shape, items.pop()) {
            (Shape::Stream, last) => {
                items.extend(last);
                Val::Variant("stream".to_owned(), Some(Box::new(Val::List(items))))
            }
            (Shape::Future, Some(item)) => Val::Variant("future".to_owned(), Some(Box::new(item))),
            (Shape::Future | Shape::Bare, _) => Val::Enum("future".to_owned()),
        }
    }
}

/// Most values that are taken at once.
const AT_ONCE: usize = 64 << 10;

/// Takes values until it is dropped, which tells that no more will come.
struct Collector<T> {
    items: Arc<Mutex<Vec<Val>>>,
    /// Bytes that further values may take.
    left: AtomicU64,
    _done: oneshot::Sender<()>,
    of: std::marker::PhantomData<fn() -> T>,
}

impl<T: Item> Collector<T> {
    fn new(limit: u64, shape: Shape) -> (Self, Reading) {
        let items = Arc::new(Mutex::new(Vec::new()));
        let (sender, done) = oneshot::channel();
        let collector = Self {
            items: Arc::clone(&items),
            left: AtomicU64::new(limit),
            _done: sender,
            of: std::marker::PhantomData,
        };
        (collector, Reading { items, done, shape })
    }

    fn take(
        &self,
        mut store: StoreContextMut<'_, World>,
        source: &mut Source<'_, T>,
    ) -> wasmtime::Result<()> {
        // A guest may offer a quarter of a billion values at once; what is not taken now is offered again.
        let room = source.remaining(&mut store).min(AT_ONCE);
        let mut buffer: Vec<T> = Vec::with_capacity(room);
        source.read(&mut store, &mut buffer)?;
        let size = buffer.iter().map(T::size).sum::<u64>();
        let left = self.left.load(Ordering::Relaxed).checked_sub(size);
        self.left.store(left.ok_or(Overflow)?, Ordering::Relaxed);
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        items.extend(buffer.into_iter().map(T::into_val));
        Ok(())
    }
}

impl<T: Item> StreamConsumer<World> for Collector<T> {
    type Item = T;

    fn poll_consume(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        store: StoreContextMut<World>,
        mut source: Source<'_, T>,
        _: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        self.take(store, &mut source)?;
        Poll::Ready(Ok(StreamResult::Completed))
    }
}

impl<T: Item> FutureConsumer<World> for Collector<T> {
    type Item = T;

    fn poll_consume(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        store: StoreContextMut<World>,
        mut source: Source<'_, T>,
        _: bool,
    ) -> Poll<wasmtime::Result<()>> {
        self.take(store, &mut source)?;
        Poll::Ready(Ok(()))
    }
}

/// Begins to read a stream.
pub(super) fn read_stream(
    store: &mut impl AsContextMut<Data = World>,
    ty: Option<&Type>,
    any: &StreamAny,
    limit: u64,
) -> wasmtime::Result<Reading> {
    with_item!(ty, T => {
        let (collector, reading) = Collector::<T>::new(limit, Shape::Stream);
        any.clone().try_into_stream_reader::<T>()?.pipe(store, collector)?;
        Ok(reading)
    }, else Err(impossible()))
}

/// Begins to read a future.
pub(super) fn read_future(
    store: &mut impl AsContextMut<Data = World>,
    ty: Option<&Type>,
    any: &FutureAny,
    limit: u64,
) -> wasmtime::Result<Reading> {
    let shape = if ty.is_some() {
        Shape::Future
    } else {
        Shape::Bare
    };
    with_item!(ty, T => {
        let (collector, reading) = Collector::<T>::new(limit, shape);
        any.clone().try_into_future_reader::<T>()?.pipe(store, collector)?;
        Ok(reading)
    }, else Err(impossible()))
}
