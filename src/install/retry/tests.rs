//! The policy as a table; nothing here waits.

use super::*;
use crate::install::address::AddressError;
use proptest::prelude::*;
use reqwest::StatusCode;

/// 1994-11-06 08:49:37 UTC, the example of the standard.
const NOW: u64 = 784_111_777;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
}

fn moment(attempts: u32, dice: f64) -> Moment {
    Moment {
        attempts,
        elapsed: Duration::ZERO,
        now: now(),
        dice,
    }
}

fn status(code: u16, wait: Option<&str>) -> FetchError {
    FetchError::Status {
        url: String::new(),
        status: StatusCode::from_u16(code).unwrap(),
        wait: wait.and_then(RetryAfter::parse),
    }
}

fn url() -> String {
    "http://127.0.0.1/x".to_owned()
}

#[test]
fn what_can_pass_is_tried_again_and_nothing_else() {
    let again = |error: &FetchError| pause(&Pace::default(), error, &moment(1, 0.5)).is_some();
    for code in [408, 425, 429, 500, 502, 503, 504, 507, 520, 599] {
        assert!(again(&status(code, None)), "{code}");
    }
    for code in [
        204, 206, 304, 400, 401, 403, 404, 405, 407, 409, 410, 412, 416, 418, 451, 501, 505, 511,
    ] {
        assert!(!again(&status(code, Some("1"))), "{code}");
    }
    let idle = Duration::from_secs(30);
    let (received, total, source) = (1, Some(2), None);
    for error in [
        FetchError::BrokeOff {
            url: url(),
            received,
            total,
            source,
        },
        FetchError::Stalled { url: url(), idle },
        FetchError::TooSlow {
            url: url(),
            rate: 3,
            over: idle,
        },
        FetchError::Range {
            url: url(),
            asked: 1,
            answered: String::new(),
        },
        FetchError::Overlong {
            url: url(),
            announced: 1,
        },
    ] {
        assert!(again(&error), "{error}");
    }
    for error in [
        FetchError::Address(AddressError::Downgrade(url())),
        FetchError::Redirects(url()),
        FetchError::Nowhere(url()),
        FetchError::Encoded {
            url: url(),
            encoding: "gzip".to_owned(),
        },
        FetchError::TooLarge { url: url() },
        FetchError::Overdue {
            url: url(),
            patience: idle,
        },
    ] {
        assert!(!again(&error), "{error}");
    }
}

#[test]
fn pauses_double_are_drawn_from_nothing_to_all_and_end() {
    let error = status(503, None);
    let pace = Pace {
        retries: 20,
        ..Pace::default()
    };
    for (attempts, whole) in [
        (1, 500),
        (2, 1000),
        (3, 2000),
        (5, 8000),
        (6, 10_000),
        (20, 10_000),
    ] {
        let at = |dice| pause(&pace, &error, &moment(attempts, dice)).unwrap();
        assert_eq!(at(0.0), Duration::ZERO);
        assert_eq!(at(0.5), Duration::from_millis(whole / 2), "{attempts}");
        assert_eq!(at(1.0), Duration::from_millis(whole), "{attempts}");
    }
    assert_eq!(pause(&pace, &error, &moment(21, 0.0)), None);
    let none = Pace {
        retries: 0,
        ..Pace::default()
    };
    assert_eq!(pause(&none, &error, &moment(1, 0.0)), None);
}

#[test]
fn both_forms_of_retry_after_are_honoured_and_capped() {
    let table = [
        // Ten seconds are the most that is waited.
        ("0", 0),
        ("3", 3),
        ("  7 ", 7),
        ("11", 10),
        ("99999999", 10),
        ("99999999999999999999999999", 10),
        ("Sun, 06 Nov 1994 08:49:41 GMT", 4),
        ("Sunday, 06-Nov-94 08:49:41 GMT", 4),
        ("Sun Nov  6 08:49:41 1994", 4),
        ("Sat, 06 Nov 2094 08:49:41 GMT", 10),
        // Over already.
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        // Neither seconds nor a date: as if nothing had been said.
        ("-1", 0),
        ("+3", 0),
        ("1.5", 0),
        ("soon", 0),
        ("", 0),
        ("Sun, 06 Nov 1994", 0),
        ("Sun, 99 Nov 1994 08:49:41 GMT", 0),
    ];
    for (text, seconds) in table {
        let paused = pause(&Pace::default(), &status(429, Some(text)), &moment(1, 0.0));
        assert_eq!(paused, Some(Duration::from_secs(seconds)), "{text:?}");
    }
    // Those who were all told the same time do not all come at that time.
    let spread = pause(&Pace::default(), &status(429, Some("3")), &moment(1, 0.5));
    assert_eq!(spread, Some(Duration::from_millis(3250)));
}

#[test]
fn no_pause_leads_past_the_end_of_patience() {
    let pace = Pace {
        total: Duration::from_mins(1),
        ..Pace::default()
    };
    let at = |elapsed| Moment {
        elapsed: Duration::from_secs(elapsed),
        ..moment(1, 0.0)
    };
    let error = status(503, Some("5"));
    assert_eq!(pause(&pace, &error, &at(54)), Some(Duration::from_secs(5)));
    assert_eq!(pause(&pace, &error, &at(55)), None);
    assert_eq!(pause(&pace, &error, &at(9999)), None);
}

#[test]
fn dice_are_fair_enough() {
    let drawn: Vec<f64> = (0..200)
        .map(|_| Moment::now(1, Duration::ZERO).dice)
        .collect();
    assert!(drawn.iter().all(|dice| (0.0..1.0).contains(dice)));
    assert!(drawn.iter().any(|dice| *dice < 0.5) && drawn.iter().any(|dice| *dice >= 0.5));
}

proptest! {
    #[test]
    fn whatever_a_server_says_the_pause_has_bounds(
        text in prop_oneof!["\\PC{0,40}", "[0-9]{1,30}", "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"],
        code in 400_u16..600,
        attempts in 1_u32..50,
        elapsed in 0_u64..5000,
        clock: u32,
        dice in 0.0..1.0,
    ) {
        let moment = Moment {
            attempts,
            elapsed: Duration::from_secs(elapsed),
            now: SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(clock)),
            dice,
        };
        let pace = Pace::default();
        if let Some(pause) = pause(&pace, &status(code, Some(&text)), &moment) {
            prop_assert!(pause <= pace.longest);
            prop_assert!(moment.elapsed + pause < pace.total);
            prop_assert!(attempts <= pace.retries);
        }
    }
}
