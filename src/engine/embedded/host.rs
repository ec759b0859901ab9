//! The world a guest lives in: clocks, random numbers, files, arguments, network.
//!
//! Virtual time is the elapsed time of the trial's own paused tokio runtime, in which a sleep costs nothing, plus one
//! microsecond for each reading, so that a guest which waits by reading the clock comes to an end.

use super::http::Upstreams;
use super::limits::Bounds;
use super::stdio::Input;
use super::stdio::Recorder;
use super::ticker::Slot;
use crate::engine::EngineError;
use crate::model::execution::Stream;
use crate::model::invocation::Access;
use crate::model::invocation::Invocation;
use crate::model::limits::Clock;
use crate::model::limits::Network;
use crate::model::limits::Randomness;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng as _;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::time::Instant;
use wasmtime_wasi::FsPerms;
use wasmtime_wasi::HostMonotonicClock;
use wasmtime_wasi::HostWallClock;
use wasmtime_wasi::WasiCtxBuilder;
use wasmtime_wasi::WasiCtxView;
use wasmtime_wasi::WasiView;
use wasmtime_wasi::p1::WasiP1Ctx;
use wasmtime_wasi_http::WasiHttpCtx;
use wasmtime_wasi_http::WasiHttpCtxView;
use wasmtime_wasi_http::WasiHttpView;

/// What belongs to one store.
pub(super) struct World {
    /// WASI of all versions.
    pub(super) wasi: WasiP1Ctx,
    /// Limits of `wasi:http`.
    pub(super) http: WasiHttpCtx,
    /// What its own requests meet.
    pub(super) upstreams: Upstreams,
    /// Limits.
    pub(super) bounds: Bounds,
    /// Says when the guest must stop.
    pub(super) slot: Arc<Slot>,
}

impl WasiView for World {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        self.wasi.ctx()
    }
}

impl WasiHttpView for World {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            ctx: &mut self.http,
            table: self.wasi.ctx().table,
            hooks: &mut self.upstreams,
        }
    }
}

/// 2000-01-01T00:00:00Z.
const WALL_START: Duration = Duration::from_hours(262_968);

/// Time of one trial. Readings count, whichever clock is read.
#[derive(Clone)]
struct Virtual(Arc<Origin>);

struct Origin {
    start: Instant,
    readings: AtomicU64,
}

impl Virtual {
    fn now(&self) -> Duration {
        let readings = self.0.readings.fetch_add(1, Ordering::Relaxed) + 1;
        self.0.start.elapsed() + Duration::from_micros(readings)
    }
}

impl HostMonotonicClock for Virtual {
    fn resolution(&self) -> u64 {
        1_000
    }

    fn now(&self) -> u64 {
        u64::try_from(Self::now(self).as_nanos()).unwrap_or(u64::MAX)
    }
}

impl HostWallClock for Virtual {
    fn resolution(&self) -> Duration {
        Duration::from_micros(1)
    }

    fn now(&self) -> Duration {
        WALL_START + Self::now(self)
    }
}

/// Which clock a trial has. A network lives in real time.
pub(super) fn clock(invocation: &Invocation) -> Clock {
    match invocation.network {
        Network::Denied => invocation.clock,
        Network::Loopback => Clock::Real,
    }
}

/// The tokio runtimes of a worker's trials.
///
/// A paused, time-only runtime is handed from trial to trial, because making one costs a fifth of a small trial and a
/// guest cannot tell it from a new one: its clock stands still between trials, is only ever moved by whole milliseconds,
/// and a guest sees differences of it alone. That holds as long as a trial came to its own end and left no task behind;
/// otherwise the runtime goes with it.
#[derive(Default)]
pub(super) struct Time(Option<Runtime>);

/// Virtual time after which a runtime is not used again: its clock must not run over.
const WORN: Duration = Duration::from_hours(24 * 365);

impl Time {
    /// A runtime for a trial.
    pub(super) fn take(&mut self, invocation: &Invocation) -> Result<Runtime, EngineError> {
        let virtual_time = clock(invocation) == Clock::Virtual;
        if virtual_time && let Some(runtime) = self.0.take() {
            return Ok(runtime);
        }
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().start_paused(virtual_time);
        if invocation.network == Network::Loopback {
            builder.enable_io();
        }
        builder.build().map_err(EngineError::Runtime)
    }

    /// Keeps the runtime of a trial that came to its own end after `spent`.
    pub(super) fn keep(&mut self, invocation: &Invocation, runtime: Runtime, spent: Duration) {
        let clean = runtime.metrics().num_alive_tasks() == 0;
        if clock(invocation) == Clock::Virtual && clean && spent < WORN {
            self.0 = Some(runtime);
        } else {
            runtime.shutdown_background();
        }
    }
}

/// Makes WASI for a trial; inside its runtime, where its time begins.
pub(super) fn wasi(invocation: &Invocation, recorder: &Recorder) -> Result<WasiP1Ctx, EngineError> {
    let mut builder = WasiCtxBuilder::new();
    builder.args(&invocation.args).envs(&invocation.env);
    builder
        .stdout(recorder.writer(Stream::Stdout))
        .stderr(recorder.writer(Stream::Stderr));
    if let Some(input) = Input::new(&invocation.stdin).map_err(EngineError::Stdin)? {
        builder.stdin(input);
    }
    if clock(invocation) == Clock::Virtual {
        let time = Virtual(Arc::new(Origin {
            start: Instant::now(),
            readings: AtomicU64::new(0),
        }));
        builder.monotonic_clock(time.clone()).wall_clock(time);
    }
    if invocation.random == Randomness::Seeded {
        seed(&mut builder, invocation.seed);
    }
    if invocation.network == Network::Loopback {
        builder
            .allow_tcp(true)
            .allow_udp(true)
            .socket_addr_check(|address, _| {
                Box::pin(async move { address.ip().to_canonical().is_loopback() })
            });
    }
    mount(&mut builder, invocation)?;
    Ok(builder.build_p1())
}

/// Makes all random numbers follow from a seed.
fn seed(builder: &mut WasiCtxBuilder, seed: u64) {
    let secure = ChaCha12Rng::seed_from_u64(seed);
    let mut insecure = secure.clone();
    insecure.set_stream(1);
    // Odd constants of splitmix64 spread a small seed over all bits.
    let low = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let high = seed.wrapping_add(2).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    builder
        .secure_random(secure)
        .insecure_random(insecure)
        .insecure_random_seed(u128::from(high) << 64 | u128::from(low));
}

fn mount(builder: &mut WasiCtxBuilder, invocation: &Invocation) -> Result<(), EngineError> {
    // Files of the trial are read on its own thread. A sleep must not block it, or nothing could end the guest, so the
    // permission is given to the directories alone.
    builder.allow_blocking_current_thread(true);
    for mount in &invocation.mounts {
        let permissions = match mount.access {
            Access::Read => FsPerms::ReadOnly,
            Access::Copy => FsPerms::ReadWrite,
        };
        builder
            .preopened_dir(&mount.host, &mount.guest, permissions)
            .map_err(|error| EngineError::Mount {
                guest: mount.guest.clone(),
                message: format!("{error:#}"),
            })?;
    }
    builder.allow_blocking_current_thread(false);
    Ok(())
}
