//! A web server on this machine that answers as a test wants, and counts what it is asked.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::io::Write as _;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// What was asked.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) path: String,
    /// Names in lower case.
    pub(super) headers: BTreeMap<String, String>,
    /// How often this path has been asked, this time included.
    pub(super) times: usize,
}

/// What is answered.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    fault: Fault,
}

/// How an answer goes wrong on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// The connection is closed after so many bytes of the body.
    Cut(usize),
    /// After so many bytes of the body nothing comes any more.
    Stall(usize),
    /// No length is announced, and the body ends after so many bytes.
    Short(usize),
    /// No answer at all.
    HangUp,
    /// The connection is reset after so many bytes of the body.
    Reset(usize),
    /// The head comes byte by byte, with a pause of so many milliseconds before each.
    DribbleHead(u64),
    /// The body comes byte by byte, with a pause of so many milliseconds before each.
    DribbleBody(u64),
    /// The connection is closed after so many bytes of a body that is sent in chunks, so that no length is announced.
    CutChunked(usize),
}

impl Reply {
    pub(super) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200, body)
    }

    pub(super) fn status(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            fault: Fault::None,
        }
    }

    pub(super) fn redirect(to: impl Into<String>) -> Self {
        Self::status(302, "moved").header("location", to)
    }

    pub(super) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// A file that can be asked for in parts, as honest servers send it: the part that `request` asks for if it means
    /// this very file, and the whole otherwise.
    pub(super) fn file(request: &Request, etag: &str, body: &[u8]) -> Self {
        let field = |name: &str| request.headers.get(name).map(String::as_str);
        let range = field("range").and_then(|range| range.strip_prefix("bytes="));
        let from = range.and_then(|range| range.strip_suffix('-')?.parse().ok());
        let reply = match from {
            Some(from) if field("if-range") == Some(etag) => Self::part(body, from),
            _ => Self::ok(body),
        };
        reply.header("etag", etag)
    }

    /// Bytes of the body.
    pub(super) fn len(&self) -> usize {
        self.body.len()
    }

    /// What follows the first `from` bytes.
    pub(super) fn part(body: &[u8], from: usize) -> Self {
        let total = body.len();
        let range = format!("bytes {from}-{}/{total}", total - 1);
        Self::status(206, &body[from..]).header("content-range", range)
    }

    pub(super) fn fault(mut self, fault: Fault) -> Self {
        self.fault = fault;
        self
    }
}

type Handler = dyn Fn(&Request) -> Reply + Send + Sync;

/// The server. Its threads end with the test process.
pub(super) struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub(super) fn start(handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
        };
        let asked = Arc::clone(&server.asked);
        let handler: Arc<Handler> = Arc::new(handler);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (asked, handler) = (Arc::clone(&asked), Arc::clone(&handler));
                thread::spawn(move || serve(&stream, &asked, &*handler));
            }
        });
        server
    }

    /// A URL of this server.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How often a path was asked.
    pub(super) fn count(&self, path: &str) -> usize {
        self.requests()
            .iter()
            .filter(|request| request.path == path)
            .count()
    }

    /// Everything that was asked, in order.
    pub(super) fn requests(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(stream: &TcpStream, asked: &Mutex<Vec<Request>>, handler: &Handler) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while let Some(mut request) = read(&mut reader) {
        {
            let mut asked = asked.lock().unwrap();
            request.times = 1 + asked
                .iter()
                .filter(|other| other.path == request.path)
                .count();
            asked.push(request.clone());
        }
        let reply = handler(&request);
        if answer(stream, &reply).is_none() {
            // To close it is enough, and for a reset it must not have been said politely that this is the end.
            if !matches!(reply.fault, Fault::Reset(_)) {
                let _ = stream.shutdown(std::net::Shutdown::Both);
            }
            return;
        }
    }
}

fn read(reader: &mut impl std::io::BufRead) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            return Some(Request {
                path,
                headers,
                times: 0,
            });
        };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
}

/// Writes the answer; nothing when the connection is to be closed.
fn answer(mut stream: &TcpStream, reply: &Reply) -> Option<()> {
    let mut head = format!("HTTP/1.1 {} Reply\r\n", reply.status);
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let sent = match reply.fault {
        Fault::HangUp => return None,
        Fault::None | Fault::DribbleHead(_) | Fault::DribbleBody(_) => &reply.body[..],
        Fault::Cut(count)
        | Fault::Stall(count)
        | Fault::Short(count)
        | Fault::Reset(count)
        | Fault::CutChunked(count) => &reply.body[..count],
    };
    match reply.fault {
        Fault::Short(_) => head.push_str("connection: close\r\n\r\n"),
        Fault::CutChunked(count) => {
            head.push_str(&format!("transfer-encoding: chunked\r\n\r\n{count:x}\r\n"));
        }
        _ => head.push_str(&format!("content-length: {}\r\n\r\n", reply.body.len())),
    }
    match reply.fault {
        Fault::DribbleHead(pause) => dribble(stream, head.as_bytes(), pause)?,
        _ => stream.write_all(head.as_bytes()).ok()?,
    }
    match reply.fault {
        Fault::DribbleBody(pause) => dribble(stream, sent, pause)?,
        _ => stream.write_all(sent).ok()?,
    }
    stream.flush().ok()?;
    match reply.fault {
        Fault::None | Fault::DribbleHead(_) | Fault::DribbleBody(_) => Some(()),
        Fault::Reset(count) => {
            // A reset also takes back what the other side has not read yet, so it is given time to.
            thread::sleep(Duration::from_millis(if count > 0 { 50 } else { 0 }));
            rustix::net::sockopt::set_socket_linger(stream, Some(Duration::ZERO)).ok()?;
            None
        }
        Fault::Stall(_) => {
            thread::sleep(Duration::from_secs(30));
            None
        }
        Fault::Cut(_) | Fault::Short(_) | Fault::HangUp | Fault::CutChunked(_) => None,
    }
}

/// Sends byte by byte until the other side has enough of it.
fn dribble(mut stream: &TcpStream, bytes: &[u8], pause: u64) -> Option<()> {
    for byte in bytes {
        thread::sleep(Duration::from_millis(pause));
        stream.write_all(&[*byte]).ok()?;
    }
    Some(())
}

/// An npm package of these files.
pub(super) fn tgz(files: &[(&str, &[u8])]) -> Vec<u8> {
    let encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut builder = tar::Builder::new(encoder);
    for (path, body) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(body.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append_data(&mut header, path, *body).unwrap();
    }
    builder.into_inner().unwrap().finish().unwrap()
}
