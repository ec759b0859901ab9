//! Clocks, sleeps, waits and chance.

use super::rig::Rig;
use super::rig::invocation;
use super::rig::p1;
use super::rig::stdout;
use crate::model::execution::Ending;
use crate::model::invocation::Invocation;
use crate::model::invocation::Stdin;
use crate::model::limits::Clock;
use crate::model::limits::Limits;
use crate::model::limits::Randomness;
use std::time::Duration;
use std::time::Instant;

/// A subscription to a clock at 1000: relative or absolute.
fn clock_subscription(at: u32, clock: u32, timeout: &str, absolute: bool) -> String {
    format!(
        "(i64.store (i32.const {at}) (i64.const 1)) (i32.store8 (i32.const {}) (i32.const 0))
         (i32.store (i32.const {}) (i32.const {clock})) (i64.store (i32.const {}) {timeout})
         (i32.store16 (i32.const {}) (i32.const {}))",
        at + 8,
        at + 16,
        at + 24,
        at + 40,
        u8::from(absolute)
    )
}

const NOW: &str = "(drop (call $time (i32.const 1) (i64.const 0) (i32.const 304)))
                   (call $number (i64.div_u (i64.load (i32.const 304)) (i64.const 1000)))";

fn poll(count: u32) -> String {
    format!(
        "(drop (call $poll (i32.const 1000) (i32.const 2000) (i32.const {count}) (i32.const 3000)))
         (call $number (i64.extend_i32_u (i32.load (i32.const 3000))))
         (call $number (i64.extend_i32_u (i32.load8_u (i32.const 2010))))"
    )
}

#[test]
fn an_hour_of_sleep_costs_nothing() {
    let mut rig = Rig::new();
    let hour = clock_subscription(1000, 1, "(i64.const 3600000000000)", false);
    let start = Instant::now();
    let execution = rig.run(
        &p1(&format!("{NOW} {hour} {} {NOW}", poll(1)), ""),
        &invocation(),
    );
    assert_eq!(stdout(&execution), "1\n1\n0\n3600000002\n");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn an_absolute_wait_ends_when_it_says() {
    let mut rig = Rig::new();
    for clock in [0, 1] {
        let now = format!("(drop (call $time (i32.const {clock}) (i64.const 0) (i32.const 304)))");
        let until = clock_subscription(
            1000,
            clock,
            "(i64.add (i64.load (i32.const 304)) (i64.const 5000000))",
            true,
        );
        let body = format!("{now} {until} {} {NOW}", poll(1));
        let execution = rig.run(&p1(&body, ""), &invocation());
        assert_eq!(stdout(&execution), "1\n0\n5003\n", "clock {clock}");
    }
}

#[test]
fn a_clock_beside_an_open_input_wins() {
    let mut rig = Rig::new();
    let second = clock_subscription(1000, 1, "(i64.const 1000000000)", false);
    let input =
        "(i32.store8 (i32.const 1056) (i32.const 1)) (i32.store (i32.const 1064) (i32.const 0))";
    let open = Invocation {
        stdin: Stdin::Open(Vec::new()),
        ..invocation()
    };
    let execution = rig.run(&p1(&format!("{second} {input} {}", poll(2)), ""), &open);
    assert_eq!(stdout(&execution), "1\n0\n");
    let ready = Invocation {
        stdin: Stdin::Open(b"x".to_vec()),
        ..invocation()
    };
    let execution = rig.run(&p1(&format!("{second} {input} {}", poll(2)), ""), &ready);
    assert_eq!(stdout(&execution), "1\n1\n");
}

#[test]
fn the_wall_clock_starts_with_the_year_2000_and_every_reading_counts() {
    let mut rig = Rig::new();
    let wall = "(drop (call $time (i32.const 0) (i64.const 0) (i32.const 304)))
                (call $number (i64.div_u (i64.load (i32.const 304)) (i64.const 1000)))";
    let execution = rig.run(&p1(&format!("{wall} {NOW} {wall}"), ""), &invocation());
    assert_eq!(stdout(&execution), "946684800000001\n2\n946684800000003\n");
}

#[test]
fn waiting_for_an_open_input_ends_at_the_real_deadline() {
    let mut rig = Rig::new();
    let read = "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))";
    let vector = r#"(data (i32.const 0) "\64\00\00\00\01\00\00\00")"#;
    for clock in [Clock::Virtual, Clock::Real] {
        let start = Instant::now();
        let execution = rig.run(
            &p1(read, vector),
            &Invocation {
                stdin: Stdin::Open(Vec::new()),
                clock,
                limits: Limits {
                    timeout: Duration::from_millis(100),
                    ..Limits::default()
                },
                ..invocation()
            },
        );
        assert_eq!(execution.ending, Ending::TimedOut { frames: vec![] });
        let spent = start.elapsed();
        assert!(spent >= Duration::from_millis(100) && spent < Duration::from_secs(5));
    }
}

#[test]
fn a_real_clock_is_real() {
    let mut rig = Rig::new();
    let long = clock_subscription(1000, 1, "(i64.const 3600000000000)", false);
    let real = |timeout| Invocation {
        clock: Clock::Real,
        limits: Limits {
            timeout: Duration::from_millis(timeout),
            ..Limits::default()
        },
        ..invocation()
    };
    let start = Instant::now();
    let execution = rig.run(&p1(&format!("{long} {}", poll(1)), ""), &real(100));
    assert_eq!(execution.ending, Ending::TimedOut { frames: vec![] });
    let short = clock_subscription(1000, 1, "(i64.const 30000000)", false);
    let execution = rig.run(&p1(&format!("{short} {}", poll(1)), ""), &real(10_000));
    assert_eq!(stdout(&execution), "1\n0\n");
    assert!(start.elapsed() >= Duration::from_millis(130));
}

#[test]
fn a_sleep_of_centuries_costs_nothing_either() {
    let mut rig = Rig::new();
    let ever = clock_subscription(1000, 1, "(i64.const -1)", false);
    let start = Instant::now();
    let execution = rig.run(&p1(&format!("{ever} {} {NOW}", poll(1)), ""), &invocation());
    assert_eq!(stdout(&execution), "1\n0\n18446744073709551\n");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn chance_follows_from_the_seed() {
    let mut rig = Rig::new();
    let text = p1(
        "(drop (call $random (i32.const 304) (i32.const 8))) (call $number (i64.load (i32.const 304)))",
        "",
    );
    let mut roll = |seed, random| {
        stdout(&rig.run(
            &text,
            &Invocation {
                random,
                seed,
                ..invocation()
            },
        ))
    };
    let (one, again, two) = (
        roll(1, Randomness::Seeded),
        roll(1, Randomness::Seeded),
        roll(2, Randomness::Seeded),
    );
    assert_eq!(one, again);
    assert_ne!(one, two);
    assert_ne!(roll(1, Randomness::Real), roll(1, Randomness::Real));
    // Snapshots hold what guests do with these numbers: they must not change unnoticed.
    assert_eq!(one, "1716815775933293665\n");
}

#[test]
fn input_is_read_to_its_end() {
    let mut rig = Rig::new();
    let echo = "(loop $l
        (i32.store (i32.const 400) (i32.const 500)) (i32.store (i32.const 404) (i32.const 3))
        (drop (call $fd_read (i32.const 0) (i32.const 400) (i32.const 1) (i32.const 408)))
        (if (i32.load (i32.const 408)) (then
          (call $print (i32.const 1) (i32.const 500) (i32.load (i32.const 408)))
          (br $l))))";
    let path = rig.dir.path().join("input");
    crate::files::write_atomic(&path, b"from a file").unwrap();
    for (stdin, words) in [
        (Stdin::Empty, ""),
        (Stdin::Bytes(b"some bytes".to_vec()), "some bytes"),
        (Stdin::File(path), "from a file"),
    ] {
        let execution = rig.run(
            &p1(echo, ""),
            &Invocation {
                stdin,
                ..invocation()
            },
        );
        assert_eq!(stdout(&execution), words);
    }
}
