//! The server that both are served by: plain files, kept alive, each answer one copy inside the kernel.

use std::fs::File;
use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Write as _;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::thread;

/// Names the directory to serve, in the process that is the server.
const SERVES: &str = "WASSAY_BENCH_SERVES";

/// A server in a process of its own; it ends with this value.
pub struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts this program again, as a server of a directory that it makes.
    pub fn start(dir: &Path) -> Self {
        std::fs::create_dir_all(dir).expect("the directory is ours");
        let program = std::env::current_exe().expect("a running program knows where it is");
        let mut process = Command::new(program)
            .env(SERVES, dir)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a program that runs can be started again");
        let said = process.stdout.take().expect("it is piped");
        let mut address = String::new();
        let read = BufReader::new(said).read_line(&mut address);
        read.expect("the server says where it listens");
        Self {
            process,
            address: address.trim().to_owned(),
        }
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether this process is to be the server.
pub fn is_wanted() -> bool {
    std::env::var_os(SERVES).is_some()
}

/// Serves until it is killed.
#[expect(
    clippy::print_stdout,
    reason = "who started it reads the address there"
)]
pub fn serve() {
    let dir: Arc<Path> = Path::new(&std::env::var_os(SERVES).unwrap_or_default()).into();
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    println!("{}", listener.local_addr().expect("it is bound"));
    for stream in listener.incoming().flatten() {
        let dir = dir.clone();
        // A client that goes away is no concern of ours.
        thread::spawn(move || answer(stream, &dir));
    }
}

/// Answers the requests of one connection.
fn answer(mut stream: TcpStream, dir: &Path) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    while let Some(line) = lines.next() {
        let line = line?;
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        for header in lines.by_ref() {
            if header?.is_empty() {
                break;
            }
        }
        let mut file = File::open(dir.join(path.trim_start_matches('/')))?;
        let length = file.metadata()?.len();
        stream
            .write_all(format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n").as_bytes())?;
        io::copy(&mut file, &mut stream)?;
    }
    Ok(())
}
