//! What a path of the server answers, faults included.

use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::time::Duration;
use std::time::Instant;

/// How long a test waits for something that has to happen. It is no measure of speed: it ends a test that is stuck.
pub const STUCK: Duration = Duration::from_mins(2);

/// Something that a test opens and the server waits for.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    inner: Arc<(Mutex<GateState>, Condvar)>,
}

#[derive(Debug, Default)]
struct GateState {
    open: bool,
    waiting: usize,
}

impl Gate {
    /// A gate that is shut.
    pub fn shut() -> Self {
        Self::default()
    }

    /// Lets everyone through, now and later.
    pub fn open(&self) {
        self.inner.0.lock().expect("no thread panics with it").open = true;
        self.inner.1.notify_all();
    }

    /// Waits until `count` answers stand before the gate.
    #[track_caller]
    pub fn reached(&self, count: usize) {
        let state = self.inner.0.lock().expect("no thread panics with it");
        let (state, _) = self
            .inner
            .1
            .wait_timeout_while(state, STUCK, |state| state.waiting < count)
            .expect("no thread panics with it");
        assert!(
            state.waiting >= count,
            "{} of {count} answers came to the gate in {STUCK:?}",
            state.waiting
        );
    }

    /// Waits until the gate is open.
    pub(super) fn pass(&self) {
        let mut state = self.inner.0.lock().expect("no thread panics with it");
        state.waiting += 1;
        self.inner.1.notify_all();
        let _open = self
            .inner
            .1
            .wait_while(state, |state| !state.open)
            .expect("no thread panics with it");
    }
}

/// What the head says about the length of the body.
#[derive(Clone, Copy, Debug)]
pub enum Length {
    /// How long it is.
    Right,
    /// This, whatever is sent.
    Announced(u64),
    /// Nothing: it comes in chunks.
    Chunked,
    /// Nothing: it ends with the connection.
    UntilClose,
}

/// How a body ends.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// With its last byte.
    Whole,
    /// After some bytes, by closing the connection.
    Cut(usize),
    /// After some bytes nothing comes any more, and the connection stays.
    Stall(usize),
    /// After some bytes, by resetting the connection.
    Reset(usize),
}

/// What comes a byte at a time.
#[derive(Clone, Copy, Debug)]
pub enum Dribble {
    /// The head; this long between two bytes.
    Head(Duration),
    /// The body; this long between two bytes.
    Body(Duration),
}

/// What a path answers.
#[derive(Clone)]
pub struct Answer {
    /// Status line without the version: `200 OK`.
    pub status: &'static str,
    /// More lines of the head.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long the body is kept back.
    pub delay: Duration,
    /// What the head says about the length.
    pub length: Length,
    /// How the body ends.
    pub end: End,
    /// What comes a byte at a time.
    pub dribble: Option<Dribble>,
    /// Where the server waits: before the head.
    pub head_gate: Option<Gate>,
    /// Where the server waits: after this many bytes of the body.
    pub body_gate: Option<(usize, Gate)>,
    /// The validator under which ranges are served; none are without.
    pub ranges: Option<String>,
}

impl Answer {
    /// 200 with a body.
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: "200 OK",
            headers: Vec::new(),
            body: body.into(),
            delay: Duration::ZERO,
            length: Length::Right,
            end: End::Whole,
            dribble: None,
            head_gate: None,
            body_gate: None,
            ranges: None,
        }
    }

    /// Another status, with a short text.
    pub fn status(status: &'static str) -> Self {
        Self {
            status,
            ..Self::ok("no body of use")
        }
    }

    /// A redirect.
    pub fn redirect(location: &str) -> Self {
        Self::status("302 Found").header("location", location)
    }

    /// Adds a line to the head.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Ends otherwise than with the last byte.
    pub fn end(mut self, end: End) -> Self {
        self.end = end;
        self
    }

    /// Says something else about the length.
    pub fn length(mut self, length: Length) -> Self {
        self.length = length;
        self
    }

    /// Sends a part a byte at a time.
    pub fn dribble(mut self, dribble: Dribble) -> Self {
        self.dribble = Some(dribble);
        self
    }

    /// Waits before the head.
    pub fn gate_head(mut self, gate: &Gate) -> Self {
        self.head_gate = Some(gate.clone());
        self
    }

    /// Waits after some bytes of the body.
    pub fn gate_body(mut self, after: usize, gate: &Gate) -> Self {
        self.body_gate = Some((after, gate.clone()));
        self
    }

    /// Serves ranges under an `ETag`.
    pub fn ranges(mut self, etag: &str) -> Self {
        self.ranges = Some(format!("\"{etag}\""));
        self
    }

    /// The answer to a request with these values of `Range` and `If-Range`: a part where that is right.
    pub(super) fn to(mut self, range: Option<&str>, if_range: Option<&str>) -> Self {
        let Some(etag) = self.ranges.clone() else {
            return self;
        };
        self = self
            .header("etag", etag.clone())
            .header("accept-ranges", "bytes");
        let from = range
            .and_then(|range| range.strip_prefix("bytes="))
            .and_then(|range| range.strip_suffix('-'))
            .and_then(|from| from.parse::<usize>().ok());
        let whole = self.body.len();
        match from {
            Some(_) if if_range.is_some_and(|own| own != etag) => self,
            Some(from) if from >= whole => {
                self.status = "416 Range Not Satisfiable";
                self.body.clear();
                self.header("content-range", format!("bytes */{whole}"))
            }
            Some(from) => {
                self.status = "206 Partial Content";
                self.body.drain(..from);
                self.header(
                    "content-range",
                    format!("bytes {from}-{}/{whole}", whole - 1),
                )
            }
            None => self,
        }
    }
}

/// Waits for what another process does; asks again every few milliseconds, because nobody tells.
#[track_caller]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(
            start.elapsed() < STUCK,
            "this did not happen in {STUCK:?}: {what}"
        );
        std::thread::sleep(Duration::from_millis(3));
    }
}
