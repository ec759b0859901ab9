//! An HTTP server on loopback that answers as it is told, faults included, and remembers what it was asked.

use crate::server::answer::until;
pub use answer::Answer;
pub use answer::Dribble;
pub use answer::End;
pub use answer::Gate;
pub use answer::Length;
pub use answer::until as wait_until;
use std::collections::HashMap;
use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Write as _;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

mod answer;

/// One request, and how far its answer is.
#[derive(Clone, Debug)]
pub struct Request {
    /// What was asked for.
    pub path: String,
    /// The head, names in lower case.
    pub headers: Vec<(String, String)>,
    sent: Arc<AtomicU64>,
}

impl Request {
    /// A line of the head.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Bytes of the body that were sent so far.
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::SeqCst)
    }
}

/// What a path answers, one after the other; the last one again and again.
#[derive(Default)]
struct Script {
    answers: Vec<Answer>,
    asked: usize,
}

#[derive(Default)]
struct State {
    scripts: Mutex<HashMap<String, Script>>,
    requests: Mutex<Vec<Request>>,
}

/// A server; it lives as long as the test's process.
pub struct Server {
    address: String,
    state: Arc<State>,
}

impl Server {
    /// Starts a server that answers 404.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound").to_string();
        let state = Arc::<State>::default();
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                // A client that goes away is no concern of ours.
                std::thread::spawn(move || serve(&stream, &state));
            }
        });
        Self { address, state }
    }

    /// Sets what a path answers from now on.
    pub fn answer(&self, path: &str, answer: Answer) {
        self.script(path, vec![answer]);
    }

    /// Sets what a path answers from now on: the first answer once, then the second; the last for ever.
    pub fn script(&self, path: &str, answers: Vec<Answer>) {
        let mut scripts = self.state.scripts.lock().expect("no thread panics with it");
        scripts.insert(path.to_owned(), Script { answers, asked: 0 });
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Paths asked for so far, in order.
    pub fn asked(&self) -> Vec<String> {
        self.requests()
            .into_iter()
            .map(|request| request.path)
            .collect()
    }

    /// Requests so far, in order.
    pub fn requests(&self) -> Vec<Request> {
        let requests = self.state.requests.lock();
        requests.expect("no thread panics with it").clone()
    }

    /// Forgets requests; what was scripted stays.
    pub fn forget(&self) {
        let requests = self.state.requests.lock();
        requests.expect("no thread panics with it").clear();
    }

    /// Waits until the answer to the last request for a path has sent so many bytes of its body.
    #[track_caller]
    pub fn wait_sent(&self, path: &str, bytes: usize) {
        until(&format!("{bytes} bytes of {path} are sent"), || {
            let requests = self.requests();
            let last = requests.iter().rev().find(|request| request.path == path);
            last.filter(|request| request.sent() >= bytes as u64)
                .map(|_| ())
        });
    }
}

impl State {
    fn next(&self, path: &str) -> Answer {
        let mut scripts = self.scripts.lock().expect("no thread panics with it");
        let Some(script) = scripts.get_mut(path) else {
            return Answer {
                body: b"nothing here".to_vec(),
                ..Answer::status("404 Not Found")
            };
        };
        let index = script.asked.min(script.answers.len() - 1);
        script.asked += 1;
        script.answers[index].clone()
    }
}

/// Answers requests of one connection, one after the other.
fn serve(stream: &TcpStream, state: &State) -> Option<()> {
    // A byte that is sent is on its way.
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let request = receive(&mut reader)?;
        let answer = state.next(&request.path);
        let answer = answer.to(request.header("range"), request.header("if-range"));
        let mut requests = state.requests.lock().expect("no thread panics with it");
        requests.push(request.clone());
        drop(requests);
        if !send(stream, &answer, &request.sent).ok()? {
            return None;
        }
    }
}

/// Reads the head of a request; a body there is none.
fn receive(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut first = None;
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        match &first {
            None => first = Some(line.split(' ').nth(1)?.to_owned()),
            Some(path) if line.is_empty() => {
                return Some(Request {
                    path: path.clone(),
                    headers,
                    sent: Arc::default(),
                });
            }
            Some(_) => {
                let (name, value) = line.split_once(':')?;
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }
}

/// Sends an answer; tells whether the connection can be used for another.
fn send(stream: &TcpStream, answer: &Answer, sent: &AtomicU64) -> io::Result<bool> {
    if let Some(gate) = &answer.head_gate {
        gate.pass();
    }
    let pause = match answer.dribble {
        Some(Dribble::Head(pause)) => pause,
        Some(Dribble::Body(_)) | None => Duration::ZERO,
    };
    write(stream, head(answer).as_bytes(), pause)?;
    std::thread::sleep(answer.delay);
    let end = match answer.end {
        End::Whole => answer.body.len(),
        End::Cut(after) | End::Stall(after) | End::Reset(after) => after.min(answer.body.len()),
    };
    let gate = answer.body_gate.as_ref().filter(|(after, _)| *after <= end);
    let middle = gate.map_or(0, |(after, _)| *after);
    body(stream, answer, &answer.body[..middle], sent)?;
    if let Some((_, gate)) = gate {
        gate.pass();
    }
    body(stream, answer, &answer.body[middle..end], sent)?;
    match answer.end {
        End::Whole => {
            if let Length::Chunked = answer.length {
                write(stream, b"0\r\n\r\n", Duration::ZERO)?;
            }
            Ok(!matches!(answer.length, Length::UntilClose))
        }
        End::Cut(_) => Ok(false),
        End::Stall(_) => {
            // Until the client has had enough of it.
            let _ = stream.try_clone()?.read(&mut [0]);
            Ok(false)
        }
        End::Reset(_) => {
            // A client that has taken all that was sent is the one that learns of the reset and of nothing else.
            std::thread::sleep(Duration::from_millis(20));
            reset_on_close(stream)?;
            Ok(false)
        }
    }
}

/// Makes the connection end with a reset when it is closed.
#[cfg(unix)]
fn reset_on_close(stream: &TcpStream) -> io::Result<()> {
    rustix::net::sockopt::set_socket_linger(stream, Some(Duration::ZERO))?;
    Ok(())
}

#[cfg(not(unix))]
fn reset_on_close(_: &TcpStream) -> io::Result<()> {
    Ok(())
}

fn head(answer: &Answer) -> String {
    let mut head = format!("HTTP/1.1 {}\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    match answer.length {
        Length::Right => head.push_str(&format!("content-length: {}\r\n", answer.body.len())),
        Length::Announced(length) => head.push_str(&format!("content-length: {length}\r\n")),
        Length::Chunked => head.push_str("transfer-encoding: chunked\r\n"),
        Length::UntilClose => head.push_str("connection: close\r\n"),
    }
    head + "\r\n"
}

/// Sends a part of the body and counts it.
fn body(stream: &TcpStream, answer: &Answer, bytes: &[u8], sent: &AtomicU64) -> io::Result<()> {
    let pause = match answer.dribble {
        Some(Dribble::Body(pause)) => pause,
        Some(Dribble::Head(_)) | None => Duration::ZERO,
    };
    let step = if pause.is_zero() { 64 << 10 } else { 1 };
    for part in bytes.chunks(step) {
        if let Length::Chunked = answer.length {
            write(
                stream,
                format!("{:x}\r\n", part.len()).as_bytes(),
                Duration::ZERO,
            )?;
        }
        write(stream, part, Duration::ZERO)?;
        if let Length::Chunked = answer.length {
            write(stream, b"\r\n", Duration::ZERO)?;
        }
        sent.fetch_add(part.len() as u64, Ordering::SeqCst);
        std::thread::sleep(pause);
    }
    Ok(())
}

fn write(mut stream: &TcpStream, bytes: &[u8], pause: Duration) -> io::Result<()> {
    if pause.is_zero() {
        return stream.write_all(bytes);
    }
    for byte in bytes.chunks(1) {
        stream.write_all(byte)?;
        std::thread::sleep(pause);
    }
    Ok(())
}
