//! A client of HTTP/1.1 over one connection a request: just enough to ask, and strict about what comes back.

use std::io;
use std::io::Read;
use std::io::Write;
use std::net::SocketAddr;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;
use wassay::model::http::Body;
use wassay::model::http::Request;

/// Nothing that is compared takes so long; a server that hangs must not hang the test.
const PATIENCE: Duration = Duration::from_mins(1);

/// What came back.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    /// Its status; 0 where the connection was closed without an answer.
    pub(crate) status: u16,
    /// Its fields in order, names in lower case.
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    /// Its body, as far as it came.
    pub(crate) body: Vec<u8>,
    /// Fields behind the body.
    pub(crate) trailers: Vec<(String, Vec<u8>)>,
    /// Whether the body came to its end.
    pub(crate) is_whole: bool,
}

/// Puts a request to a server.
pub(crate) fn ask(server: SocketAddr, request: &Request) -> io::Result<Reply> {
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let bytes = written(request)?;
    let mut writer = stream.try_clone()?;
    let writer = thread::spawn(move || {
        // A server may answer and hang up before it has read everything, which is its right.
        let _ = writer.write_all(&bytes);
    });
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    writer.join().expect("the writer does not panic");
    match read {
        Ok(_) => {}
        // An answer that was broken off, as far as it came.
        Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
        Err(error) => return Err(error),
    }
    let has_body = request.method != "HEAD";
    parsed(&answer, has_body).ok_or_else(|| {
        let text = String::from_utf8_lossy(&answer).into_owned();
        io::Error::other(format!("no answer of HTTP: {text}"))
    })
}

/// A request as it goes over the wire. A body is always sent in chunks: what frames it is nothing that a guest sees.
fn written(request: &Request) -> io::Result<Vec<u8>> {
    let is_host = |(name, _): &&(String, Vec<u8>)| name.eq_ignore_ascii_case("host");
    let declared = request.headers.iter().find(is_host);
    let declared = declared.map_or("localhost".into(), |(_, host)| {
        String::from_utf8_lossy(host)
    });
    // A whole URL, because serve takes the authority of a request of 0.3 from nowhere else.
    let url = match request.url.split_once("://") {
        Some(_) => request.url.clone(),
        None => format!("http://{declared}{}", request.url),
    };
    let (_, host) = url.split_once("://").expect("it was made so");
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let mut out = format!("{} {url} HTTP/1.1\r\n", request.method).into_bytes();
    let mut field = |name: &str, value: &[u8]| {
        out.extend(name.bytes());
        out.extend(b": ");
        out.extend(value);
        out.extend(b"\r\n");
    };
    for (name, value) in &request.headers {
        field(name, value);
    }
    // Behind those that a guest sees: what is taken away before them would change their order.
    let is_declared = |name: &str| {
        let mut names = request.headers.iter().map(|(name, _)| name);
        names.any(|own| own.eq_ignore_ascii_case(name))
    };
    for (name, value) in [("host", host), ("connection", "close")] {
        if !is_declared(name) {
            field(name, value.as_bytes());
        }
    }
    let (chunks, trailers) = match &request.body {
        Body::Empty => {
            out.extend(b"\r\n");
            return Ok(out);
        }
        Body::Bytes(bytes) => (vec![bytes.clone()], &Vec::new()),
        Body::File(path) => (vec![std::fs::read(path)?], &Vec::new()),
        Body::Chunks { chunks, trailers } => (chunks.clone(), trailers),
    };
    if !trailers.is_empty() {
        field("te", b"trailers");
    }
    field("transfer-encoding", b"chunked");
    out.extend(b"\r\n");
    for chunk in chunks.iter().filter(|chunk| !chunk.is_empty()) {
        out.extend(format!("{:x}\r\n", chunk.len()).bytes());
        out.extend(chunk);
        out.extend(b"\r\n");
    }
    out.extend(b"0\r\n");
    for (name, value) in trailers {
        out.extend(name.bytes());
        out.extend(b": ");
        out.extend(value);
        out.extend(b"\r\n");
    }
    out.extend(b"\r\n");
    Ok(out)
}

/// Reads everything that a server sent on a connection that is closed now.
fn parsed(answer: &[u8], has_body: bool) -> Option<Reply> {
    if answer.is_empty() {
        return Some(Reply::default());
    }
    let mut rest = answer;
    let status = line(&mut rest)?;
    let status = std::str::from_utf8(status)
        .ok()?
        .strip_prefix("HTTP/1.1 ")?;
    let mut reply = Reply {
        status: status.get(..3)?.parse().ok()?,
        headers: fields(&mut rest)?,
        ..Reply::default()
    };
    let value = |name: &str| {
        let mut own = reply.headers.iter().filter(|(own, _)| own == name);
        own.next().map(|(_, value)| value.clone())
    };
    let bodiless = !has_body || matches!(reply.status, 204 | 304);
    if bodiless {
        reply.is_whole = rest.is_empty();
    } else if value("transfer-encoding").is_some_and(|value| value == b"chunked") {
        reply.is_whole = chunked(rest, &mut reply);
    } else if let Some(length) = value("content-length") {
        let length: usize = std::str::from_utf8(&length).ok()?.parse().ok()?;
        reply.is_whole = rest.len() == length;
        reply.body = rest.to_vec();
    } else {
        reply.is_whole = true;
        reply.body = rest.to_vec();
    }
    Some(reply)
}

/// Reads chunks and trailers, and says whether they came to their end.
fn chunked(mut rest: &[u8], reply: &mut Reply) -> bool {
    loop {
        let size = line(&mut rest).and_then(|line| std::str::from_utf8(line).ok());
        let Some(size) = size.and_then(|size| usize::from_str_radix(size, 16).ok()) else {
            return false;
        };
        if size == 0 {
            let trailers = fields(&mut rest);
            reply.trailers = trailers.clone().unwrap_or_default();
            return trailers.is_some() && rest.is_empty();
        }
        let came = size.min(rest.len());
        reply.body.extend(&rest[..came]);
        rest = &rest[came..];
        if line(&mut rest) != Some(b"") {
            return false;
        }
    }
}

/// Reads fields up to an empty line; nothing where that does not come.
fn fields(rest: &mut &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut fields = Vec::new();
    loop {
        let line = line(rest)?;
        if line.is_empty() {
            return Some(fields);
        }
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = String::from_utf8_lossy(&line[..colon]).to_lowercase();
        let value = line[colon + 1..].trim_ascii().to_vec();
        fields.push((name, value));
    }
}

/// Reads a line without its end.
fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.windows(2).position(|two| two == b"\r\n")?;
    let line = &rest[..end];
    *rest = &rest[end + 2..];
    Some(line)
}

#[test]
fn answers_are_read_and_broken_ones_are_told() {
    let read = |text: &str| parsed(text.as_bytes(), true).unwrap();
    let reply = read(
        "HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a:\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\nx-sum: \
         2\r\n\r\n",
    );
    assert_eq!(
        (reply.status, &*reply.body, reply.is_whole),
        (200, &b"onetwo"[..], true)
    );
    assert_eq!(reply.headers[1], ("x-a".to_owned(), Vec::new()));
    assert_eq!(reply.trailers, [("x-sum".to_owned(), b"2".to_vec())]);
    for (text, body) in [
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntw",
            "onetw",
        ),
        ("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nabc", "abc"),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n",
            "",
        ),
        ("", ""),
    ] {
        let reply = read(text);
        assert_eq!(
            (&*reply.body, reply.is_whole),
            (body.as_bytes(), false),
            "{text}"
        );
    }
    assert_eq!(parsed(b"SSH-2.0-x\r\n", true), None);
    let head = parsed(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n", false);
    assert!(head.unwrap().is_whole);
}
