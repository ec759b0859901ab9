//! Processor time of guests.
//!
//! The clock of a thread is a system call, and two of them are a tenth of a small trial. A guest that runs for less than
//! a millisecond is therefore measured by the clock on the wall, and so is what lies between a longer one and the last
//! reading, if that is as fresh: what is told is exact to a millisecond.

use std::time::Duration;
use std::time::Instant;

/// What is too short for a system call.
const SHORT: Duration = Duration::from_millis(1);

/// Measures the guests of one worker.
#[derive(Default)]
pub(super) struct Meter {
    /// Microseconds of this thread, and when they were read.
    last: Option<(u64, Instant)>,
}

/// A guest's begin.
pub(super) struct Begun {
    cpu: Option<u64>,
    at: Instant,
}

impl Meter {
    /// Notes that a guest begins.
    pub(super) fn begin(&mut self, at: Instant) -> Begun {
        let fresh = self
            .last
            .filter(|(_, read)| at.duration_since(*read) < SHORT);
        let cpu = if let Some((cpu, read)) = fresh {
            Some(cpu + micros(at.duration_since(read)))
        } else {
            let cpu = thread_time();
            self.last = cpu.map(|cpu| (cpu, at));
            cpu
        };
        Begun { cpu, at }
    }
}

impl Begun {
    /// Microseconds that a guest took until now, where the platform tells them.
    pub(super) fn spent(&self) -> Option<u64> {
        let cpu = self.cpu?;
        let elapsed = self.at.elapsed();
        if elapsed < SHORT {
            return Some(micros(elapsed));
        }
        Some(thread_time()?.saturating_sub(cpu))
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Processor time of this thread so far, microseconds.
#[cfg(unix)]
fn thread_time() -> Option<u64> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).ok()?;
    let nanoseconds = u64::try_from(time.tv_nsec).ok()?;
    Some(seconds * 1_000_000 + nanoseconds / 1_000)
}

#[cfg(not(unix))]
fn thread_time() -> Option<u64> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn spin(time: Duration) {
        let began = Instant::now();
        while began.elapsed() < time {
            std::hint::spin_loop();
        }
    }

    #[test]
    fn waiting_costs_nothing_and_working_does() {
        let mut meter = Meter::default();
        let waits = meter.begin(Instant::now());
        std::thread::sleep(Duration::from_millis(50));
        assert!(waits.spent().unwrap() < 25_000);
        let mut works = meter.begin(Instant::now());
        // Another process may have the processor meanwhile.
        while works.spent().unwrap() < 20_000 {
            assert!(works.at.elapsed() < Duration::from_mins(1));
            spin(Duration::from_millis(5));
        }
        works = meter.begin(Instant::now());
        assert!(works.spent().unwrap() < 20_000);
    }

    #[test]
    fn a_fresh_reading_is_used_again() {
        let mut meter = Meter::default();
        let at = Instant::now();
        let first = meter.begin(at).cpu.unwrap();
        let second = meter.begin(at + SHORT / 2).cpu.unwrap();
        assert_eq!(second, first + 500);
        assert_eq!(meter.last.unwrap().1, at);
        meter.begin(at + SHORT);
        assert_eq!(meter.last.unwrap().1, at + SHORT);
    }
}
