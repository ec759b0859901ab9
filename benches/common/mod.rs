//! Runs the binary and measures it. Printed numbers are the best of several runs: the least disturbed one.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// What one run of a process took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Time on the clock.
    pub wall: Duration,
    /// Processor time, user and system.
    pub cpu: Duration,
    /// Most memory resident at once, bytes.
    pub memory: u64,
}

/// Runs a command and measures it; its output is dropped, its exit code must be 0.
pub fn measure(command: &mut Command) -> Cost {
    let before = children();
    let began = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .stdin(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut said = String::new();
    let mut memory = 0;
    let status_file = format!("/proc/{}/status", child.id());
    let mut stderr = child.stderr.take().expect("stderr is piped");
    let reader = std::thread::spawn(move || {
        std::io::Read::read_to_string(&mut stderr, &mut said).expect("stderr is text");
        said
    });
    let status = loop {
        if let Ok(text) = fs::read_to_string(&status_file) {
            memory = memory.max(peak(&text));
        }
        if let Some(status) = child.try_wait().expect("the child can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let wall = began.elapsed();
    let said = reader.join().expect("the reader does not panic");
    assert!(status.success(), "{command:?} ended with {status}\n{said}");
    Cost {
        wall,
        cpu: children() - before,
        memory,
    }
}

/// `VmHWM` of `/proc/PID/status`.
fn peak(status: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// Processor time of all children that have ended.
fn children() -> Duration {
    let usage = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN)
        .expect("the kernel tells");
    let time = |time: nix::sys::time::TimeVal| {
        Duration::new(
            u64::try_from(time.tv_sec()).unwrap_or(0),
            u32::try_from(time.tv_usec()).unwrap_or(0) * 1000,
        )
    };
    time(usage.user_time()) + time(usage.system_time())
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
