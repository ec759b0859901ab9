//! An HTTP server on loopback that counts what it is asked.

use std::collections::HashMap;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Write as _;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

/// What a path answers.
#[derive(Clone)]
pub struct Answer {
    /// Status line without the version: `200 OK`.
    pub status: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// How long the body is kept back.
    pub delay: Duration,
}

impl Answer {
    /// 200 with a body.
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: "200 OK",
            body: body.into(),
            delay: Duration::ZERO,
        }
    }
}

/// A server; it lives as long as the test's process.
pub struct Server {
    address: String,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server that answers 404.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound").to_string();
        let server = Self {
            address,
            answers: Arc::default(),
            asked: Arc::default(),
        };
        let (answers, asked) = (server.answers.clone(), server.asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answers, asked) = (answers.clone(), asked.clone());
                std::thread::spawn(move || serve(stream, &answers, &asked));
            }
        });
        server
    }

    /// Sets what a path answers.
    pub fn answer(&self, path: &str, answer: Answer) {
        self.answers
            .lock()
            .expect("no thread panics with it")
            .insert(path.to_owned(), answer);
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Paths asked for so far, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no thread panics with it").clone()
    }
}

/// Answers requests of one connection, one after the other. A client that goes away is no concern of ours.
fn serve(stream: TcpStream, answers: &Mutex<HashMap<String, Answer>>, asked: &Mutex<Vec<String>>) {
    let Ok(mut out) = stream.try_clone() else {
        return;
    };
    let mut reader = BufReader::new(stream);
    loop {
        let mut path = String::new();
        let mut line = String::new();
        loop {
            line.clear();
            if !matches!(reader.read_line(&mut line), Ok(read) if read > 0) {
                return;
            }
            if path.is_empty() {
                line.split(' ')
                    .nth(1)
                    .unwrap_or_default()
                    .clone_into(&mut path);
            }
            if line == "\r\n" {
                break;
            }
        }
        asked
            .lock()
            .expect("no thread panics with it")
            .push(path.clone());
        let found = answers
            .lock()
            .expect("no thread panics with it")
            .get(&path)
            .cloned();
        let answer = found.unwrap_or(Answer {
            status: "404 Not Found",
            body: b"nothing here".to_vec(),
            delay: Duration::ZERO,
        });
        let head = format!(
            "HTTP/1.1 {}\r\ncontent-length: {}\r\n\r\n",
            answer.status,
            answer.body.len()
        );
        if out.write_all(head.as_bytes()).is_err() {
            return;
        }
        std::thread::sleep(answer.delay);
        if out
            .write_all(&answer.body)
            .and_then(|()| out.flush())
            .is_err()
        {
            return;
        }
    }
}
