//! Heads and what they mean; no server is asked.

use super::*;
use proptest::prelude::*;

const MONDAY: &str = "Mon, 05 Jan 2026 10:00:00 GMT";
const LATER: &str = "Mon, 05 Jan 2026 10:00:01 GMT";

fn headers(fields: &[(&str, &str)]) -> HeaderMap {
    fields
        .iter()
        .map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            (name, HeaderValue::from_str(value).unwrap())
        })
        .collect()
}

/// Judges an answer to the question for what follows 100 of 300 bytes.
fn judge(
    status: u16,
    length: Option<u64>,
    fields: &[(&str, &str)],
    at: Option<&Position>,
) -> Result<Answer, FetchError> {
    let url = Url::parse("https://a.test/x?token=1").unwrap();
    let head = Head {
        url: &url,
        status: StatusCode::from_u16(status).unwrap(),
        headers: &headers(fields),
        length,
    };
    head.judge("https://a.test/x", at)
}

fn at(etag: Option<&str>, modified: Option<&str>, total: Option<u64>) -> Position {
    Position {
        received: 100,
        edition: Edition {
            url: "https://a.test/x".to_owned(),
            etag: etag.map(str::to_owned),
            modified: modified.map(str::to_owned),
            total,
        },
    }
}

/// The messages of what is refused.
fn said(answer: Result<Answer, FetchError>) -> Result<Answer, String> {
    answer.map_err(|error| error.to_string())
}

#[test]
fn a_rest_is_taken_only_if_it_is_exactly_the_rest() {
    let known = at(Some("\"a\""), None, Some(300));
    let range = |text| {
        let message = "`https://a.test/x` was asked for what follows 100 bytes, and answers with ";
        Err(format!("{message}{text}"))
    };
    let table: [(&str, Option<u64>, Result<Answer, String>); 15] = [
        ("bytes 100-299/300", Some(200), Ok(Answer::Rest(300))),
        ("bytes 100-299/300", None, Ok(Answer::Rest(300))),
        ("bytes 99-299/300", Some(201), range("`bytes 99-299/300`")),
        ("bytes 101-299/300", Some(199), range("`bytes 101-299/300`")),
        ("bytes 0-299/300", Some(300), range("`bytes 0-299/300`")),
        ("bytes 100-298/300", Some(199), range("`bytes 100-298/300`")),
        ("bytes 100-300/300", Some(201), range("`bytes 100-300/300`")),
        ("bytes 100-299/300", Some(199), range("`bytes 100-299/300`")),
        ("bytes 100-299/*", Some(200), range("`bytes 100-299/*`")),
        ("bytes */300", Some(200), range("`bytes */300`")),
        ("lines 100-299/300", Some(200), range("`lines 100-299/300`")),
        (
            "bytes 100-+299/300",
            Some(200),
            range("`bytes 100-+299/300`"),
        ),
        ("", Some(200), range("``")),
        // Another length is another file.
        ("bytes 100-300/301", Some(201), Ok(Answer::Stale)),
        ("bytes 100-150/151", Some(51), Ok(Answer::Stale)),
    ];
    for (field, length, expected) in table {
        let answer = judge(206, length, &[("content-range", field)], Some(&known));
        assert_eq!(said(answer), expected, "{field}");
    }
    let without = judge(206, Some(200), &[], Some(&known));
    assert_eq!(said(without), range("a part without saying which"));
}

#[test]
fn a_rest_of_another_file_is_not_taken() {
    let range = ("content-range", "bytes 100-299/300");
    let by_tag = at(Some("\"a\""), Some(MONDAY), None);
    let by_date = at(None, Some(MONDAY), None);
    let table = [
        (&by_tag, ("etag", "\"a\""), Answer::Rest(300)),
        (&by_tag, ("etag", "\"b\""), Answer::Stale),
        (&by_tag, ("etag", "W/\"a\""), Answer::Stale),
        // The tag has said that it is the same.
        (&by_tag, ("last-modified", LATER), Answer::Rest(300)),
        (&by_date, ("last-modified", MONDAY), Answer::Rest(300)),
        (&by_date, ("last-modified", LATER), Answer::Stale),
    ];
    for (at, field, expected) in table {
        let answer = judge(206, Some(200), &[range, field], Some(at));
        assert_eq!(said(answer), Ok(expected), "{field:?}");
    }
}

#[test]
fn what_was_not_asked_for_is_refused() {
    let known = at(Some("\"a\""), None, Some(300));
    let table: [(u16, Option<&Position>, Result<Answer, &str>); 8] = [
        (412, Some(&known), Ok(Answer::Stale)),
        (416, Some(&known), Ok(Answer::Stale)),
        (
            412,
            None,
            Err("`https://a.test/x` answered 412 Precondition Failed"),
        ),
        (
            416,
            None,
            Err("`https://a.test/x` answered 416 Range Not Satisfiable"),
        ),
        (
            206,
            None,
            Err("`https://a.test/x` answered 206 Partial Content"),
        ),
        (
            204,
            Some(&known),
            Err("`https://a.test/x` answered 204 No Content"),
        ),
        (
            404,
            Some(&known),
            Err("`https://a.test/x` answered 404 Not Found"),
        ),
        (
            503,
            Some(&known),
            Err("`https://a.test/x` answered 503 Service Unavailable"),
        ),
    ];
    for (status, at, expected) in table {
        let answer = said(judge(status, None, &[], at));
        assert_eq!(answer, expected.map_err(str::to_owned), "{status}");
    }
    let range = ("content-range", "bytes 100-299/300");
    for (status, fields) in [
        (200, vec![("content-encoding", "gzip")]),
        (
            200,
            vec![("content-encoding", "identity"), ("content-encoding", "br")],
        ),
        (206, vec![range, ("content-encoding", "gzip")]),
    ] {
        let answer = judge(status, Some(200), &fields, Some(&known));
        assert!(
            matches!(answer, Err(FetchError::Encoded { .. })),
            "{fields:?}"
        );
    }
    let answer = judge(200, Some(LARGEST + 1), &[], None);
    assert!(matches!(answer, Err(FetchError::TooLarge { .. })));
}

/// Fields, and the sign that the rest is asked for with.
type Signs<'a> = (&'a [(&'a str, &'a str)], Option<&'a str>);

#[test]
fn only_what_tells_every_change_is_kept_as_a_sign() {
    let long = format!("\"{}\"", "a".repeat(LONGEST));
    let table: [Signs<'_>; 12] = [
        (&[("etag", "\"a\"")], Some("\"a\"")),
        (
            &[("etag", "\"a\""), ("last-modified", MONDAY)],
            Some("\"a\""),
        ),
        (&[("etag", "W/\"a\"")], None),
        (
            &[("etag", "W/\"a\""), ("last-modified", MONDAY)],
            Some(MONDAY),
        ),
        (&[("etag", "a")], None),
        (&[("etag", "\"")], None),
        (&[("etag", &long)], None),
        (&[("last-modified", MONDAY), ("date", LATER)], Some(MONDAY)),
        // It may change again within this second.
        (&[("last-modified", MONDAY), ("date", MONDAY)], None),
        (&[("last-modified", "yesterday")], None),
        (&[("etag", "\"a\""), ("accept-ranges", "none")], None),
        (&[], None),
    ];
    for (fields, expected) in table {
        let Ok(Answer::Whole(edition)) = judge(200, Some(300), fields, None) else {
            panic!("a whole body is refused: {fields:?}");
        };
        assert_eq!(edition.validator(), expected, "{fields:?}");
        assert_eq!(
            (edition.url.as_str(), edition.total),
            ("https://a.test/x", Some(300))
        );
        let fields = ask_for_rest(&Position {
            received: 7,
            edition,
        });
        assert_eq!(fields.is_some(), expected.is_some());
        if let Some([range, sign]) = fields {
            assert_eq!(
                (range.0, range.1),
                (header::RANGE, HeaderValue::from_static("bytes=7-"))
            );
            assert_eq!(
                (sign.0.as_str(), sign.1.to_str().ok()),
                ("if-range", expected)
            );
        }
    }
    // Of nothing there is no rest, and a sign that no header can hold was not sent by a server.
    let nothing = Position {
        received: 0,
        ..at(Some("\"a\""), None, None)
    };
    assert_eq!(ask_for_rest(&nothing), None);
    assert_eq!(ask_for_rest(&at(Some("\"a\r\nb: c\""), None, None)), None);
}

proptest! {
    #[test]
    fn no_range_makes_the_reader_fail_hard(text in "\\PC{0,40}|bytes [0-9*]{1,22}-[0-9*]{1,22}/[0-9*]{1,22}", length: Option<u64>) {
        let known = at(Some("\"a\""), None, None);
        if let Ok(value) = HeaderValue::from_str(&text) {
            let url = Url::parse("https://a.test/x").unwrap();
            let headers = HeaderMap::from_iter([(header::CONTENT_RANGE, value)]);
            let head = Head { url: &url, status: StatusCode::PARTIAL_CONTENT, headers: &headers, length };
            if let Ok(answer) = head.judge("", Some(&known)) {
                let Answer::Rest(total) = answer else { panic!("{answer:?}") };
                prop_assert_eq!(text.trim(), format!("bytes 100-{}/{total}", total - 1));
            }
        }
    }
}
