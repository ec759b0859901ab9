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
    let bytes = Cow::Owned(text.into_bytes());
    let piece = Piece {
        gutter: '|',
        bytes: filtering.apply(Channel::Upstream, Channel::Upstream, bytes),
    };
    lines::push_section(
        out,
        &Section {
            heading: "upstream",
            attribute: None,
            pieces: &[piece],
            framing: Framing::Plain,
        },
    );
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
        _ => format!("({} bytes, sha256 {})", body.len(), Sha256::of(body)),
    }
}
