//! The wasmtime command: compiled programs, one process a call, one process a handler.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;

/// No call that is compared takes so long; one that hangs must not hang the test.
const PATIENCE: Duration = Duration::from_mins(1);

/// A wasmtime command, and what it compiled.
pub(crate) struct Wasmtime {
    program: PathBuf,
    dir: TempDir,
    compiled: Mutex<BTreeMap<PathBuf, Arc<OnceLock<PathBuf>>>>,
}

impl Wasmtime {
    /// Uses the command at a path.
    pub(crate) fn new(program: PathBuf) -> Self {
        let dir = TempDir::new().expect("a temporary directory can be made");
        let own = Self {
            program,
            dir,
            compiled: Mutex::default(),
        };
        let output = own.command(&["--version"]).output();
        let output = output.expect("WASSAY_TEST_WASMTIME can be started");
        let version = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(version.starts_with("wasmtime 48.0.8"), "{version}");
        own
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(args)
            .current_dir(self.dir.path())
            .env_clear()
            .env("HOME", self.dir.path())
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null());
        command
    }

    /// Machine code of a program; each is compiled once.
    fn code(&self, program: &Path) -> PathBuf {
        let (slot, number) = {
            let mut compiled = self.compiled.lock().expect("no thread panics");
            let number = compiled.len();
            let slot = compiled.entry(program.to_owned()).or_default();
            (Arc::clone(slot), number)
        };
        slot.get_or_init(|| {
            let code = self.dir.path().join(format!("{number}.cwasm"));
            let mut command = self.command(&["compile", "-o"]);
            let output = command.arg(&code).arg(program).output();
            let output = output.expect("wasmtime can be started");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{}: {said}", program.display());
            code
        })
        .clone()
    }

    /// Calls a function of a program: `words` are its name, and its arguments where it is a core module.
    pub(crate) fn invoke(&self, program: &Path, options: &[&str], words: &[String]) -> Output {
        let code = self.code(program);
        let (function, args) = words.split_first().expect("a call has a name");
        let mut command = self.command(&["run", "--allow-precompiled"]);
        command
            .args(options)
            .args(["--invoke", function])
            .arg(code)
            .args(args);
        within(&mut command)
    }

    /// Serves a handler on a port of the kernel's choice.
    ///
    /// # Errors
    /// What it says when it does not listen.
    pub(crate) fn serve(&self, program: &Path, instances: &str) -> Result<Server, String> {
        let code = self.code(program);
        let mut child = self
            .command(&["serve", "-Scli,p3", "--allow-precompiled"])
            .args(["--addr", "127.0.0.1:0"])
            .args(["--max-instance-reuse-count", instances])
            .args(["--max-instance-concurrent-reuse-count", "1"])
            .arg(code)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("wasmtime can be started");
        let mut said = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut line = String::new();
        // From here on the child is ended on every way out.
        let mut server = Server {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            said: None,
        };
        said.read_line(&mut line)
            .map_err(|error| error.to_string())?;
        let address = line
            .trim_end()
            .strip_prefix("Serving HTTP on http://")
            .and_then(|rest| rest.strip_suffix('/'))
            .and_then(|address| address.parse().ok());
        let Some(address) = address else {
            said.read_to_string(&mut line)
                .map_err(|error| error.to_string())?;
            return Err(line);
        };
        server.address = address;
        server.said = Some(thread::spawn(move || {
            let mut text = String::new();
            // What is no text or cannot be read is not worth a failure: it only explains one.
            let _ = said.read_to_string(&mut text);
            text
        }));
        Ok(server)
    }
}

/// Runs a command to its end, or to the end of [`PATIENCE`], when it is killed.
fn within(command: &mut Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("wasmtime can be started");
    let mut pipes: [Box<dyn Read + Send>; 2] = [
        Box::new(child.stdout.take().expect("it is piped")),
        Box::new(child.stderr.take().expect("it is piped")),
    ];
    let (done, ended) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut texts = [Vec::new(), Vec::new()];
        for (pipe, text) in pipes.iter_mut().zip(&mut texts) {
            // Both are short; what cannot be read is missing from what is compared.
            let _ = pipe.read_to_end(text);
        }
        // Nobody listens any more where patience has ended.
        let _ = done.send(());
        texts
    });
    if ended.recv_timeout(PATIENCE).is_err() {
        // It may have ended by itself just now.
        let _ = child.kill();
    }
    let status = child.wait().expect("the child is ours");
    let [stdout, stderr] = reader.join().expect("the reader does not panic");
    Output {
        status,
        stdout,
        stderr,
    }
}

/// A handler that is served; it is ended when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    said: Option<JoinHandle<String>>,
}

impl Server {
    /// Ends it, and gives what it said on stderr.
    pub(crate) fn stop(mut self) -> String {
        self.end();
        let said = self.said.take().map(JoinHandle::join);
        said.and_then(Result::ok).unwrap_or_default()
    }

    fn end(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
