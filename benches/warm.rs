//! The second run of this repository's own suites: nothing is fetched or compiled, so what remains is the trials.

#![expect(
    clippy::cast_precision_loss,
    reason = "what is measured is far below 2^52"
)]

#[expect(
    dead_code,
    unreachable_pub,
    reason = "the other benchmark uses the rest; neither can offer anything to other crates"
)]
mod common;

use common::best;
use common::measure;
use common::say;
use std::path::Path;
use std::process::Command;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().expect("a temporary directory can be made");
    let record = dir.path().join("record.ndjson");
    let wassay = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wassay"));
        command.current_dir(root).args(args).env("CI", "1");
        command
    };
    // The first run makes everything that later ones find.
    measure(&wassay(&["run", "-q"]));
    let record_path = record.to_str().expect("the path is text");
    let run = best(3, || {
        measure(&wassay(&["run", "-q", "--record", record_path]))
    });
    let (busy, first_ruby) = read(&record);
    let jobs = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as f64;
    let bound = 1.3 * busy / jobs + 0.2;
    let list = best(10, || measure(&wassay(&["list"])));
    say("warm: the repository's own suites, second run");
    say(&format!(
        "  wall        {:.2} s; trials took {busy:.2} s on {jobs} jobs   (bound 1.3 x trials / jobs + 0.2 s = {bound:.2} s)",
        run.wall.as_secs_f64()
    ));
    if let Some(first) = first_ruby {
        say(&format!(
            "  first ruby  {:.0} ms after the start   (behind other suites)",
            first * 1e3
        ));
    }
    let ruby = best(5, || {
        measure(&wassay(&[
            "run",
            "-q",
            "suites/ruby",
            "--record",
            record_path,
        ]))
    });
    let (_, alone) = read(&record);
    say(&format!(
        "  ruby alone  its first trial began {:.0} ms after the start; whole run {:.2} s   (target 60 ms)",
        alone.unwrap_or(f64::NAN) * 1e3,
        ruby.wall.as_secs_f64()
    ));
    say(&format!(
        "  list        {:.1} ms   (target 30 ms)",
        list.wall.as_secs_f64() * 1e3
    ));
}

/// Seconds of all trials together, and when the first one of Ruby began.
fn read(record: &Path) -> (f64, Option<f64>) {
    let text = std::fs::read_to_string(record).expect("the record was written");
    let mut busy = 0.0;
    let mut first: Option<f64> = None;
    for line in text.lines() {
        let event: serde_json::Value = serde_json::from_str(line).expect("a record is JSON lines");
        if event["event"] == "trial-finished" {
            let micros = |key: &str| event[key].as_f64().unwrap_or(0.0);
            busy += (micros("stage_us") + micros("run_us") + micros("compare_us")) / 1e6;
            if event["axes"].get("ruby").is_some() {
                let at = micros("at_us") / 1e6;
                first = Some(first.map_or(at, |first| first.min(at)));
            }
        }
    }
    (busy, first)
}
