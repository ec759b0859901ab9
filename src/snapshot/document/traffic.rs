//! The channels `response` and `upstream`: what a handler answered, and what its own requests met.
//!
//! The status stands in the ending. Where the ending has none (a trap after the head), or where several requests were
//! put, it is an attribute of `head`; the number of the request then is one of each part.

use crate::digest::Sha256;
use crate::model::execution::Channel;
use crate::model::execution::Ending;
use crate::model::execution::Execution;
use crate::model::http::BodyEnd;
use crate::model::http::Exchange;
use crate::model::http::Fields;
use crate::model::http::Head;
use crate::model::http::Met;
use crate::model::http::Response;
use crate::snapshot::document::lines;
use crate::snapshot::document::lines::Framing;
use crate::snapshot::document::lines::Piece;
use crate::snapshot::document::lines::Section;
use crate::snapshot::filters::Filtering;
use crate::wording;
use std::borrow::Cow;
use std::fmt::Write as _;

/// A body of one of the guest's own requests is written out up to this size.
const SHOWN: usize = 256;

/// Writes head, body and trailers of each answer.
pub(super) fn push_responses(
    out: &mut String,
    execution: &Execution,
    filtering: &mut Filtering<'_>,
) {
    let responses = &execution.captured.responses;
    if responses.is_empty() {
        for part in ["head", "body", "trailers"] {
            lines::push_heading(out, part, &["empty"]);
        }
    }
    for (index, response) in responses.iter().enumerate() {
        let request = (responses.len() > 1).then(|| format!("request {}", index + 1));
        let told = matches!(execution.ending, Ending::Answered { .. }) && responses.len() == 1;
        push_response(out, response, (request, told), filtering);
    }
}

fn push_response(
    out: &mut String,
    response: &Response,
    (request, status_is_told): (Option<String>, bool),
    filtering: &mut Filtering<'_>,
) {
    let mut part = |heading: &str, attribute: Option<String>, bytes: Cow<'_, [u8]>| {
        let attributes: Vec<String> = request.iter().cloned().chain(attribute).collect();
        let piece = Piece {
            gutter: '|',
            bytes: filtering.apply(Channel::Response, Channel::Response, bytes),
        };
        let attribute = attributes.join(", ");
        lines::push_section(
            out,
            &Section {
                heading,
                attribute: (!attribute.is_empty()).then_some(&*attribute),
                pieces: &[piece],
                framing: Framing::Plain,
            },
        );
    };
    match &response.head {
        Head::None => part("head", None, Cow::Borrowed(&[])),
        Head::Answer { status, headers } => {
            let status = (!status_is_told).then(|| format!("status {status}"));
            part("head", status, Cow::Owned(fields(headers)));
        }
        Head::Error(words) => {
            let line = format!("{words}\n").into_bytes();
            part("head", Some("error".to_owned()), Cow::Owned(line));
        }
    }
    let cut = match &response.body_end {
        _ if response.head == Head::None => None,
        BodyEnd::Whole => None,
        BodyEnd::Cut(None) => Some("incomplete".to_owned()),
        BodyEnd::Cut(Some(error)) => Some(format!("incomplete {}", word(error))),
    };
    part("body", cut, Cow::Borrowed(&response.body));
    part("trailers", None, Cow::Owned(fields(&response.trailers)));
}

/// An error's name as an attribute: names of `wasi:http` pass as they are.
fn word(error: &str) -> String {
    error
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(80)
        .collect()
}

/// One field a line. Names hold no colon and values no line end, so nothing can be forged.
fn fields(fields: &Fields) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, value) in fields {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(if value.is_empty() { b":" } else { b": " });
        bytes.extend_from_slice(value);
        bytes.push(b'\n');
    }
    bytes
}

/// Writes one line for each of the guest's own requests, and for each answer that none met.
pub(super) fn push_upstream(
    out: &mut String,
    exchanges: &[Exchange],
    filtering: &mut Filtering<'_>,
) {
    let text: String = exchanges.iter().map(exchange).collect();
    super::push_text(out, Channel::Upstream, text.into(), filtering);
}

fn exchange(exchange: &Exchange) -> String {
    match exchange {
        Exchange::Asked {
            method,
            url,
            body,
            met,
        } => {
            let mut line = format!("{method} {url}");
            if !body.is_empty() {
                line.push(' ');
                line.push_str(&sent(body));
            }
            match met {
                Met::Declared(Some(status)) => write!(line, " -> {status}"),
                Met::Declared(None) => write!(line, " -> failed as declared"),
                Met::Again(Some(status)) => write!(line, " -> {status} again"),
                Met::Again(None) => write!(line, " -> failed as declared again"),
                Met::Denied => write!(line, " -> denied"),
            }
            .expect("a string takes all text");
            line.push('\n');
            line
        }
        Exchange::Unused { method, url } => {
            let method = method.as_deref().unwrap_or("any");
            format!("{method} {url} was never asked for\n")
        }
    }
}

/// A body on one line: as a JSON string where it is short text.
fn sent(body: &[u8]) -> String {
    match std::str::from_utf8(body) {
        Ok(text) if text.len() <= SHOWN => {
            serde_json::to_string(text).expect("a string is always JSON")
        }
        _ => {
            let size = wording::count(body.len() as u64, "byte");
            format!("({size}, sha256 {})", Sha256::of(body))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::captured::Captured;
    use crate::model::execution::Evidence;
    use crate::model::execution::Resources;
    use crate::snapshot::document::Contents;
    use crate::snapshot::document::Heading;
    use crate::snapshot::document::Part;
    use crate::snapshot::document::Rendering;
    use crate::snapshot::document::decode;
    use crate::snapshot::document::render;
    use proptest::prelude::*;

    fn text(ending: Ending, captured: Captured, channels: &[Channel]) -> String {
        let execution = Execution {
            ending,
            evidence: Evidence::default(),
            output: Vec::new(),
            captured,
            resources: Resources::default(),
        };
        let rendered = render(&Rendering {
            execution: &execution,
            files: &[],
            channels,
            filters: &[],
        });
        rendered.document.text().to_string()
    }

    fn response(head: Head, body: &[u8], body_end: BodyEnd) -> Response {
        Response {
            head,
            body: body.to_vec(),
            trailers: Vec::new(),
            body_end,
        }
    }

    fn answer(status: u16, headers: &[(&str, &[u8])]) -> Head {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.to_vec()));
        Head::Answer {
            status,
            headers: headers.collect(),
        }
    }

    fn responses(ending: Ending, responses: Vec<Response>) -> String {
        let captured = Captured {
            responses,
            ..Captured::default()
        };
        text(ending, captured, &[Channel::Response])
    }

    #[test]
    fn the_worked_example_of_the_format() {
        let logo = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";
        let head = answer(
            200,
            &[
                ("content-type", b"image/png"),
                ("set-cookie", b"a=1"),
                ("set-cookie", b"b=2"),
                ("x-note", b"caf\xe9"),
            ],
        );
        let text = responses(
            Ending::Answered { status: 200 },
            vec![response(head, logo, BodyEnd::Whole)],
        );
        assert_eq!(
            text,
            "answered 200\n\nhead:\n| content-type: image/png\n| set-cookie: a=1\n| set-cookie: b=2\n|$ x-note: \
             caf\\xe9\n\nbody: binary, 20 bytes\n| 00000000  89 50 4e 47 0d 0a 1a 0a  00 00 00 0d 49 48 44 52  \
             .PNG........IHDR\n| 00000010  00 00 00 01                                       ....\n\ntrailers: empty\n"
        );
    }

    #[test]
    fn what_the_ending_does_not_tell_stands_at_the_head() {
        let trapped = Ending::Trapped {
            trap: "unreachable".to_owned(),
            frames: Vec::new(),
        };
        let cut = BodyEnd::Cut(Some("HTTP-response-body-size".to_owned()));
        let text = responses(trapped, vec![response(answer(404, &[]), b"ab", cut)]);
        assert_eq!(
            text,
            "trapped: unreachable\n\nhead: status 404, empty\n\nbody: incomplete HTTP-response-body-size\n| ab\n\\ no \
             newline\n\ntrailers: empty\n"
        );
        let text = responses(
            Ending::Answered { status: 204 },
            vec![
                response(answer(200, &[("a", b"")]), b"", BodyEnd::Whole),
                response(answer(204, &[]), b"", BodyEnd::Cut(None)),
            ],
        );
        assert_eq!(
            text,
            "answered 204\n\nhead: request 1, status 200\n| a:\n\nbody: request 1, empty\n\ntrailers: request 1, \
             empty\n\nhead: request 2, status 204, empty\n\nbody: request 2, incomplete, empty\n\ntrailers: request 2, \
             empty\n"
        );
        let text = responses(
            Ending::Returned,
            vec![response(
                Head::Error("internal-error(\"no\")".to_owned()),
                b"",
                BodyEnd::Whole,
            )],
        );
        assert!(
            text.starts_with("returned\n\nhead: error\n| internal-error(\"no\")\n\nbody: empty\n")
        );
        assert_eq!(
            responses(Ending::Returned, Vec::new()),
            "returned\n\nhead: empty\n\nbody: empty\n\ntrailers: empty\n"
        );
    }

    #[test]
    fn each_request_of_the_guest_is_a_line() {
        let asked = |body: &[u8], met| Exchange::Asked {
            method: "POST".to_owned(),
            url: "http://a.test/x".to_owned(),
            body: body.to_vec(),
            met,
        };
        let captured = Captured {
            upstream: vec![
                asked(b"", Met::Declared(Some(200))),
                asked(b"a\nb", Met::Again(Some(200))),
                asked(b"\xff", Met::Denied),
                asked(b"", Met::Declared(None)),
                Exchange::Unused {
                    method: None,
                    url: "http://b.test/".to_owned(),
                },
            ],
            ..Captured::default()
        };
        let text = text(Ending::Returned, captured, &[Channel::Upstream]);
        assert_eq!(
            text,
            "returned\n\nupstream:\n| POST http://a.test/x -> 200\n| POST http://a.test/x \"a\\nb\" -> 200 again\n| POST \
             http://a.test/x (1 byte, sha256 a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89) -> \
             denied\n| POST http://a.test/x -> failed as declared\n| any http://b.test/ was never asked for\n"
        );
    }

    proptest! {
        #[test]
        fn what_a_handler_sent_is_read_back(
            status in 100u16..600,
            values in prop::collection::vec(("[a-z-]{1,8}", prop::collection::vec(0x20u8..=0xff, 0..12)), 0..4),
            body in prop::collection::vec(any::<u8>(), 0..600),
            cut in any::<bool>(),
        ) {
            let headers: Fields = values.clone();
            let end = if cut { BodyEnd::Cut(None) } else { BodyEnd::Whole };
            let sent = Response { head: Head::Answer { status, headers }, body: body.clone(), trailers: values.clone(), body_end: end };
            let text = responses(Ending::Answered { status }, vec![sent]);
            let decoded = decode(&text).expect("what is rendered is read");
            let parts: Vec<_> = decoded.sections.iter().map(|(heading, _)| match heading {
                Heading::Response { part, attributes } => (*part, attributes.join(" ")),
                other => panic!("{other:?}"),
            }).collect();
            let incomplete = if cut { "incomplete" } else { "" };
            prop_assert_eq!(parts, vec![
                (Part::Head, String::new()),
                (Part::Body, incomplete.to_owned()),
                (Part::Trailers, String::new()),
            ]);
            let bytes = |index: usize| match &decoded.sections[index].1 {
                Contents::Whole(chunks) => chunks.iter().flat_map(|chunk| chunk.bytes.clone()).collect::<Vec<u8>>(),
                Contents::Cut { .. } => body.clone(),
            };
            prop_assert_eq!(bytes(0), fields(&values));
            prop_assert_eq!(bytes(1), body.clone());
            prop_assert_eq!(bytes(2), fields(&values));
        }
    }
}
