//! Whatever servers and networks do in whatever order: bytes of two files never come out as one.

use super::*;
use proptest::prelude::*;

const ETAG: &str = "\"one\"";
const LENGTH: usize = 3_000;

/// What becomes of one request.
#[derive(Clone, Debug)]
enum Weather {
    Fine,
    Cut(usize),
    Reset(usize),
    CutChunked(usize),
    HangUp,
    Status(u16),
    /// The range is ignored.
    Whole,
    /// Another part than the one asked for.
    WrongPart(usize),
    /// The file is another now, with a tag of its own, or without anybody having noticed.
    Changed(&'static str),
}

fn weather() -> impl Strategy<Value = Weather> {
    let count = || 0..LENGTH;
    prop_oneof![
        Just(Weather::Fine),
        count().prop_map(Weather::Cut),
        count().prop_map(Weather::Cut),
        count().prop_map(Weather::CutChunked),
        Just(Weather::Reset(0)),
        Just(Weather::HangUp),
        prop_oneof![Just(503), Just(416), Just(412), Just(404)].prop_map(Weather::Status),
        Just(Weather::Whole),
        count().prop_map(Weather::WrongPart),
        prop_oneof![Just(ETAG), Just("\"two\"")].prop_map(Weather::Changed),
    ]
}

fn body() -> Vec<u8> {
    (0..LENGTH)
        .map(|index| u8::try_from(index % 251).unwrap())
        .collect()
}

fn other() -> Vec<u8> {
    vec![255; LENGTH]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn two_files_never_come_out_as_one(forecast in proptest::collection::vec(weather(), 0..6), retries in 0_u32..4) {
        let days = forecast.clone();
        let server = Server::start(move |request| {
            let file = Reply::file(request, ETAG, &body());
            let sent = file.len();
            match days.get(request.times - 1).cloned().unwrap_or(Weather::Fine) {
                Weather::Fine => file,
                Weather::Cut(count) => file.fault(Fault::Cut(count.min(sent))),
                Weather::Reset(count) => file.fault(Fault::Reset(count.min(sent))),
                Weather::CutChunked(count) => file.fault(Fault::CutChunked(count.min(sent))),
                Weather::HangUp => file.fault(Fault::HangUp),
                Weather::Status(status) => Reply::status(status, ""),
                Weather::Whole => Reply::ok(body()).header("etag", ETAG),
                Weather::WrongPart(from) => Reply::part(&body(), from).header("etag", ETAG),
                Weather::Changed(etag) => Reply::file(request, etag, &other()),
            }
        });
        let setup = Setup {
            pace: Pace { retries, ..pace() },
            is_wrong: |bytes| *bytes != body(),
            ..Setup::default()
        };
        let end = setup.download(&server.url("/x"));
        if let Ok(bytes) = &end.result {
            prop_assert!(*bytes == body() || *bytes == other(), "{:?}", forecast);
            prop_assert_eq!(end.cost.received, LENGTH as u64);
        }
        prop_assert!(end.cost.attempts <= retries + 2, "{:?}", end.cost);
        prop_assert!(end.cost.resumed <= end.cost.received);
        prop_assert!(end.cost.total.is_none_or(|total| end.cost.received <= total));
        // Each attempt asks once, and once more if what it had was of another file.
        prop_assert!(server.requests().len() <= 2 * end.cost.attempts as usize);
        if forecast.is_empty() {
            prop_assert_eq!(end.result, Ok(body()));
        }
    }
}
