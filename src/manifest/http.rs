//! `request` and `upstream`: what is put to a handler, and what its own requests meet.
//!
//! Methods, URLs and fields are checked here as HTTP has them, so that a mistake is shown where it is written.

use crate::files::confine;
use crate::manifest::inputs::Wanted;
use crate::manifest::inputs::base64;
use crate::manifest::inputs::duration;
use crate::manifest::inputs::path_below;
use crate::manifest::item::Item;
use crate::manifest::source::Mark;
use crate::manifest::walker::Table;
use crate::model::http::Answer;
use crate::model::http::Body;
use crate::model::http::Fields;
use crate::model::http::Request;
use crate::model::http::Upstream;
use crate::wording::visible;
use http::HeaderName;
use http::HeaderValue;
use http::Method;
use http::Uri;
use http::uri::Authority;
use std::path::PathBuf;
use std::time::Duration;

/// Reads `request`: one table, or an array of them.
pub(crate) fn requests(item: &Item<'_>) -> Option<Vec<Request>> {
    let tables = match item.value().as_array() {
        None => vec![item.table_as("a table, or an array of tables")?],
        Some(array) if array.is_empty() => {
            item.fault("bad-value", "`request` is empty", "one request at least");
            return None;
        }
        Some(_) => item.tables()?,
    };
    Some(tables.iter().filter_map(request).collect())
}

fn request(table: &Table<'_>) -> Option<Request> {
    table.check(&["method", "url", "headers", "body"], &[]);
    let method = table.get("method").map(|item| method(&item));
    let url = table.get("url").map(|item| {
        let text = item.text()?;
        let fits = text
            .parse::<Uri>()
            .is_ok_and(|uri| text.starts_with('/') || (is_http(&uri) && uri.authority().is_some()));
        if !fits {
            let message = format!("`{}` is no URL", visible(text));
            item.fault("bad-url", message, "a path, `/a?b=c`, or `http://host/a`");
        }
        fits.then(|| text.to_owned())
    });
    let headers = table.get("headers").map(|item| {
        let fields = fields(&item)?;
        check_host(&item, &fields);
        Some(fields)
    });
    let body = table.get("body").map(|item| body(&item));
    Some(Request {
        method: method.unwrap_or_else(|| Some("GET".to_owned()))?,
        url: url.unwrap_or_else(|| Some("/".to_owned()))?,
        headers: headers.unwrap_or_else(|| Some(Vec::new()))?,
        body: body.unwrap_or(Some(Body::Empty))?,
    })
}

fn is_http(uri: &Uri) -> bool {
    matches!(uri.scheme_str(), Some("http" | "https"))
}

fn method(item: &Item<'_>) -> Option<String> {
    let text = item.text()?;
    if Method::from_bytes(text.as_bytes()).is_err() {
        let message = format!("`{}` is no method", visible(text));
        item.fault("bad-value", message, "a token such as `GET`");
        return None;
    }
    Some(text.to_owned())
}

/// Reads header fields or trailers: a table of names, or an array of `{ name, value }` where the order of a repeated
/// name among others matters.
pub(crate) fn fields(item: &Item<'_>) -> Option<Fields> {
    let mut found = Vec::new();
    if item.value().as_array().is_some() {
        for table in item.tables()? {
            table.check(&["name", "value"], &[]);
            let name = table.required_text("name", "the name of the field");
            let value = table.get("value");
            if value.is_none() {
                table.missing("value", "the value of the field");
            }
            if let (Some(name), Some(value)) = (name, value) {
                check_name(&value, &name.value, &name.at);
                found.push((name.value, field_value(&value)?));
            }
        }
        return Some(found);
    }
    let table = item.table_as("a table of fields, or an array of `{ name, value }`")?;
    for field in table.items() {
        check_name(&field, field.key, &field.key_mark());
        let values = match field.value().as_array() {
            Some(_) => field.elements("a string, `{ base64 }`, or an array of them")?,
            None => vec![field.clone()],
        };
        for value in values {
            found.push((field.key.to_owned(), field_value(&value)?));
        }
    }
    Some(found)
}

/// The host is what the request is asked of.
fn check_host(item: &Item<'_>, fields: &Fields) {
    let host = fields
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("host"));
    if let Some((_, host)) = host
        && Authority::try_from(host.as_slice()).is_err()
    {
        let message = format!("`{}` is no host", visible(&String::from_utf8_lossy(host)));
        item.fault(
            "bad-value",
            message,
            "a name or an address, with or without a port",
        );
    }
}

fn check_name(item: &Item<'_>, name: &str, at: &Mark) {
    if HeaderName::from_bytes(name.as_bytes()).is_err() {
        let message = format!("`{}` cannot name a field", visible(name));
        let defect = at.error("bad-name", message);
        item.sheet()
            .push(defect.label("letters, digits and `-`, without blanks"));
    }
}

fn field_value(item: &Item<'_>) -> Option<Vec<u8>> {
    let bytes = bytes(item, "a string, `{ base64 }`, or an array of them")?;
    if HeaderValue::from_bytes(&bytes).is_err() {
        let message = format!("the value of `{}` cannot stand in a field", item.key);
        item.fault("bad-value", message, "no line ends and no control bytes");
        return None;
    }
    Some(bytes)
}

/// A string, or bytes that are none.
pub(crate) fn bytes(item: &Item<'_>, expected: &str) -> Option<Vec<u8>> {
    if let Some(text) = item.value().as_str() {
        return Some(text.as_bytes().to_owned());
    }
    let table = item.table_as(expected)?;
    table.check(&["base64"], &[]);
    let Some(encoded) = table.get("base64") else {
        table.missing("base64", "the bytes");
        return None;
    };
    base64(&encoded)
}

/// Reads a body in each of its forms.
pub(crate) fn body(item: &Item<'_>) -> Option<Body> {
    let expected = "a string, or a table with `file`, `base64`, or `chunks` and `trailers`";
    if let Some(text) = item.value().as_str() {
        return Some(match text {
            "" => Body::Empty,
            text => Body::Bytes(text.as_bytes().to_owned()),
        });
    }
    let table = item.table_as(expected)?;
    table.check(&["file", "base64", "chunks", "trailers"], &[]);
    let given: Vec<&str> = ["file", "base64", "chunks"]
        .into_iter()
        .filter(|key| table.has(key))
        .collect();
    if given.len() > 1
        || (given.first().is_some_and(|key| *key != "chunks") && table.has("trailers"))
    {
        let label = "one of `file`, `base64`, or `chunks` with `trailers`";
        item.fault("conflict", "`body` is given in two ways", label);
        return None;
    }
    if let Some(file) = table.get("file") {
        return path_below(&file, Wanted::File).map(Body::File);
    }
    if let Some(encoded) = table.get("base64") {
        return base64(&encoded).map(Body::Bytes);
    }
    if !table.has_any(&["chunks", "trailers"]) {
        item.fault("missing-key", "`body` holds nothing", expected);
        return None;
    }
    let expected = "an array of strings and `{ base64 }`";
    let chunks = match table.get("chunks") {
        None => Vec::new(),
        Some(chunks) => chunks
            .elements(expected)?
            .iter()
            .map(|chunk| bytes(chunk, expected))
            .collect::<Option<_>>()?,
    };
    let trailers = match table.get("trailers") {
        None => Vec::new(),
        Some(trailers) => fields(&trailers)?,
    };
    Some(Body::Chunks { chunks, trailers })
}

/// Reads `upstream`.
pub(crate) fn upstream(item: &Item<'_>) -> Option<Vec<Upstream>> {
    let mut found: Vec<(Upstream, Mark)> = Vec::new();
    for table in item.tables()? {
        let Some(answer) = upstream_answer(&table) else {
            continue;
        };
        let same = |own: &Upstream| {
            own.url == answer.url && own.method == answer.method && own.body == answer.body
        };
        if let Some((_, first)) = found.iter().find(|(own, _)| same(own)) {
            let message = format!("two answers to one request: `{}`", visible(&answer.url));
            let label = format!("the other is at {}", first.shown());
            item.sheet()
                .push(table.mark().error("duplicate", message).label(label));
        }
        found.push((answer, table.mark()));
    }
    Some(found.into_iter().map(|(answer, _)| answer).collect())
}

/// Files that hold bodies which are asked for. What is wrong with one was said when it was read.
pub(crate) fn asked_files(item: &Item<'_>) -> Vec<PathBuf> {
    let dir = item.sheet().source().dir();
    let tables = item.value().as_array().and_then(|_| item.tables());
    let files = tables.into_iter().flatten().filter_map(|table| {
        let body = table.get("body")?;
        let file = body.value().as_table()?.get("file")?.get_ref().as_str()?;
        confine(dir, file, dir, "the project").ok()
    });
    files.collect()
}

fn upstream_answer(table: &Table<'_>) -> Option<Upstream> {
    table.check(&["method", "url", "body", "response", "fails"], &[]);
    let method = table.get("method").map(|item| method(&item));
    let url = upstream_url(table);
    let body = table.get("body").map(|item| match body(&item)? {
        Body::Empty => Some(Vec::new()),
        Body::Bytes(bytes) => Some(bytes),
        Body::File(path) => {
            let read = std::fs::read(path);
            if let Err(error) = &read {
                item.fault("bad-path", "the body cannot be read", error.to_string());
            }
            read.ok()
        }
        Body::Chunks { .. } => {
            let label = "what arrives is compared as a whole: text, `{ file }` or `{ base64 }`";
            item.fault("bad-value", "a body that is asked for in chunks", label);
            None
        }
    });
    let answer = match (table.get("response"), table.get("fails")) {
        (Some(response), None) => upstream_response(&response.table()?),
        (None, Some(fails)) => fails
            .word(&[
                ("refused", Failure::Refused),
                ("timed out", Failure::TimedOut),
            ])
            .map(|failure| match failure {
                Failure::Refused => Answer::Refused,
                Failure::TimedOut => Answer::TimedOut,
            }),
        (Some(_), Some(fails)) => {
            let message = "an answer that is a response and fails";
            fails.key_fault("conflict", message, "one of `response` and `fails`");
            None
        }
        (None, None) => {
            table.missing("response", "or `fails = \"refused\"`");
            None
        }
    };
    Some(Upstream {
        method: method.map_or(Some(None), |method| method.map(Some))?,
        url: url?,
        body: body.map_or(Some(None), |body| body.map(Some))?,
        answer: answer?,
    })
}

#[derive(Clone, Copy)]
enum Failure {
    Refused,
    TimedOut,
}

/// The URL in the form in which requests are compared.
fn upstream_url(table: &Table<'_>) -> Option<String> {
    let text = table.required_text("url", "the URL that the guest asks for")?;
    let uri = text.value.parse::<Uri>().ok();
    let uri = uri.filter(|uri| is_http(uri) && uri.authority().is_some());
    if uri.is_none() {
        let message = format!("`{}` is no URL", visible(&text.value));
        let defect = text.at.error("bad-url", message);
        table
            .sheet()
            .push(defect.label("a whole one, `http://api.test/x`"));
    }
    uri.map(|uri| uri.to_string())
}

fn upstream_response(table: &Table<'_>) -> Option<Answer> {
    table.check(&["status", "headers", "body", "trailers", "delay"], &[]);
    if !table.has("status") {
        table.missing("status", "100 to 599");
    }
    let status = table.integer("status", 100..=599);
    let headers = table
        .get("headers")
        .map_or(Some(Vec::new()), |item| fields(&item));
    let body = table
        .get("body")
        .map_or(Some(Body::Empty), |item| body(&item));
    let trailers = table.get("trailers").map(|item| (fields(&item), item));
    let delay = table
        .get("delay")
        .map_or(Some(Duration::ZERO), |item| duration(&item));
    let body = match (body?, trailers) {
        (body, None) => body,
        (Body::Empty, Some((trailers, _))) => Body::Chunks {
            chunks: Vec::new(),
            trailers: trailers?,
        },
        (Body::Bytes(bytes), Some((trailers, _))) => Body::Chunks {
            chunks: vec![bytes],
            trailers: trailers?,
        },
        (
            Body::Chunks {
                chunks,
                trailers: own,
            },
            Some((trailers, _)),
        ) if own.is_empty() => Body::Chunks {
            chunks,
            trailers: trailers?,
        },
        (Body::Chunks { .. }, Some((_, item))) => {
            item.key_fault(
                "conflict",
                "`trailers` are given twice",
                "beside the body, or in it",
            );
            return None;
        }
        (Body::File(_), Some((_, item))) => {
            item.key_fault(
                "conflict",
                "`trailers` after a file",
                "give the body as `chunks`",
            );
            return None;
        }
    };
    Some(Answer::Response {
        status: u16::try_from(status?.value).ok()?,
        headers: headers?,
        body,
        delay: delay?,
    })
}
