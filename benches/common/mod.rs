//! Runs the binary and measures it. Printed numbers are the best of several runs: the least disturbed one.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

/// What one run of a process took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Time on the clock.
    pub wall: Duration,
    /// Processor time, user and system.
    pub cpu: Duration,
}

/// Runs a command and measures it; its output is dropped, its exit code must be 0.
///
/// The shell's `time` asks the kernel, to the millisecond; nothing watches the process while it runs.
pub fn measure(command: &Command) -> Cost {
    let mut timed = Command::new("bash");
    timed.args([
        "-c",
        "TIMEFORMAT='%R %U %S'; time \"$0\" \"$@\" 2>/dev/null",
    ]);
    timed.arg(command.get_program()).args(command.get_args());
    like(&mut timed, command);
    let output = timed.output().expect("bash starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?} ended with {}\n{said}",
        output.status
    );
    let last = said.lines().last().unwrap_or_default();
    let seconds: Vec<f64> = last
        .split(' ')
        .map(|time| time.parse().expect("a time"))
        .collect();
    Cost {
        wall: Duration::from_secs_f64(seconds[0]),
        cpu: Duration::from_secs_f64(seconds[1] + seconds[2]),
    }
}

/// The most memory that a command has resident at once, in bytes, as the kernel counts it (`VmHWM`).
pub fn memory(command: &Command) -> u64 {
    let mut watched = Command::new(command.get_program());
    watched.args(command.get_args());
    like(&mut watched, command);
    let mut child = watched
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status_file = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child
        .try_wait()
        .expect("the child can be waited for")
        .is_none()
    {
        if let Ok(text) = fs::read_to_string(&status_file) {
            most = most.max(peak(&text));
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    most
}

/// Gives a command the surroundings of another.
fn like(command: &mut Command, other: &Command) {
    if let Some(dir) = other.get_current_dir() {
        command.current_dir(dir);
    }
    for (name, value) in other.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.stdout(Stdio::null()).stdin(Stdio::null());
}

/// `VmHWM` of `/proc/PID/status`.
fn peak(status: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// The cheapest of several runs, by processor time.
pub fn best(runs: usize, mut run: impl FnMut() -> Cost) -> Cost {
    (0..runs)
        .map(|_| run())
        .min_by_key(|cost| cost.cpu)
        .expect("there is at least one run")
}

/// Writes a file, with its directories.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a parent")).expect("the directory is ours");
    let mut file = fs::File::create(path).expect("the file is ours");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("the file is ours");
}

/// Says one line of the result.
#[expect(clippy::print_stdout, reason = "a benchmark is read on stdout")]
pub fn say(line: &str) {
    println!("{line}");
}

/// Microseconds with one digit.
pub fn micros(time: Duration, count: u32) -> f64 {
    time.as_secs_f64() * 1e6 / f64::from(count)
}

/// A tree whose cases are all accepted, its cache warm.
pub struct Tree {
    root: PathBuf,
}

impl Tree {
    /// A tree with one suite `tiny`; its files lie there already, all but the manifests.
    pub fn accepted(root: &Path, cases: &str) -> Self {
        write(&root.join("wassay.toml"), "version = 1\n");
        write(&root.join("suites/tiny/wassay.toml"), cases);
        let tree = Self {
            root: root.to_owned(),
        };
        let mut first = tree.command();
        first.args(["run", "--update", "accept", "-q"]);
        measure(&first);
        tree
    }

    /// The binary in this tree, with its cache.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wassay"));
        command
            .current_dir(&self.root)
            .env("WASSAY_CACHE_DIR", self.root.join("cache"))
            .env_remove("CI");
        command
    }

    /// One more run.
    pub fn again(&self) -> Command {
        let mut command = self.command();
        command.args(["run", "-q"]);
        command
    }

    /// What one more run takes.
    pub fn run(&self) -> Cost {
        measure(&self.again())
    }

    /// The most memory of three more runs.
    pub fn memory(&self) -> u64 {
        (0..3).map(|_| memory(&self.again())).max().unwrap_or(0)
    }
}
