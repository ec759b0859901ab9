//! Declared requests as requests of `wasi:http`.

use super::body;
use crate::model::http::Request;
use http::HeaderValue;
use http::Method;
use http::Uri;
use http::header::HOST;
use std::io;
use std::path::PathBuf;
use wasmtime_wasi_http::WasiBody;

/// Why a request cannot be made of what is declared. Manifests are checked before, so this is for what changed since, and
/// for declarations that came another way.
#[derive(Debug, thiserror::Error)]
pub(in super::super) enum Unaskable {
    /// It is no token.
    #[error("`{0}` is not a method")]
    Method(String),
    /// It is neither a path nor an absolute URL.
    #[error("`{0}` is neither a path nor an absolute URL")]
    Url(String),
    /// The name or the value is none of HTTP.
    #[error("`{0}` is not a header that HTTP can carry")]
    Field(String),
    /// The file of a body cannot be opened.
    #[error("cannot read `{}`: {source}", path.display())]
    File {
        /// Where it should be.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// The host of a request that names none.
const LOCALHOST: &str = "localhost";

/// A request as it is put to a handler.
///
/// # Errors
/// [`Unaskable`]
pub(super) fn made(declared: &Request) -> Result<http::Request<WasiBody>, Unaskable> {
    let wrong_url = || Unaskable::Url(declared.url.clone());
    let mut headers = body::fields(&declared.headers)?;
    let uri = if declared.url.starts_with('/') {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        Uri::builder()
            .scheme("http")
            .authority(host.unwrap_or(LOCALHOST))
            .path_and_query(declared.url.as_str())
            .build()
            .map_err(|_| wrong_url())?
    } else {
        declared.url.parse().map_err(|_| wrong_url())?
    };
    let authority = uri.authority().filter(|_| uri.scheme().is_some());
    let host = authority.ok_or_else(wrong_url)?.as_str();
    if !headers.contains_key(HOST) {
        let host = HeaderValue::from_str(host).map_err(|_| wrong_url())?;
        headers.insert(HOST, host);
    }
    let mut request = http::Request::new(body::sent(&declared.body)?);
    *request.method_mut() = Method::from_bytes(declared.method.as_bytes())
        .map_err(|_| Unaskable::Method(declared.method.clone()))?;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::http::Body;

    fn request(method: &str, url: &str, headers: &[(&str, &[u8])]) -> Request {
        let headers = headers.iter();
        Request {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), value.to_vec()))
                .collect(),
            body: Body::Empty,
        }
    }

    #[test]
    fn a_path_is_asked_of_localhost_and_a_url_of_its_own_host() {
        for (url, host, uri) in [
            ("/a?b=c", None, "http://localhost/a?b=c"),
            ("/", Some("api.test:8080"), "http://api.test:8080/"),
            ("https://x.test/y", None, "https://x.test/y"),
            ("http://x.test", Some("other.test"), "http://x.test/"),
            ("//twice", None, "http://localhost//twice"),
        ] {
            let host: Vec<(&str, &[u8])> =
                host.iter().map(|h: &&str| ("Host", h.as_bytes())).collect();
            let made = made(&request("GET", url, &host)).unwrap();
            assert_eq!(made.uri().to_string(), uri);
            let declared = host.first().map_or(
                made.uri().authority().unwrap().as_str().as_bytes(),
                |(_, h)| h,
            );
            assert_eq!(made.headers()[HOST].as_bytes(), declared);
        }
    }

    #[test]
    fn what_is_no_request_is_named() {
        for (declared, words) in [
            (request("G T", "/", &[]), "`G T` is not a method"),
            (request("", "/", &[]), "`` is not a method"),
            (
                request("GET", "/a b", &[]),
                "`/a b` is neither a path nor an absolute URL",
            ),
            (
                request("GET", "a/b", &[]),
                "`a/b` is neither a path nor an absolute URL",
            ),
            (
                request("GET", "", &[]),
                "`` is neither a path nor an absolute URL",
            ),
            (
                request("GET", "/", &[("a b", b"")]),
                "`a b` is not a header that HTTP can carry",
            ),
            (
                request("GET", "/", &[("a", b"x\ny")]),
                "`a` is not a header that HTTP can carry",
            ),
        ] {
            assert_eq!(made(&declared).unwrap_err().to_string(), words);
        }
        let mut declared = request("PUT", "/", &[]);
        declared.body = Body::File(PathBuf::from("/nowhere/at/all"));
        let error = made(&declared).unwrap_err().to_string();
        assert!(
            error.starts_with("cannot read `/nowhere/at/all`: "),
            "{error}"
        );
    }

    #[test]
    fn values_repeat_and_need_not_be_text() {
        let declared = request(
            "GET",
            "/",
            &[("cookie", b"a=1"), ("x", b"caf\xe9"), ("cookie", b"b=2")],
        );
        let made = made(&declared).unwrap();
        let cookies: Vec<&[u8]> = made
            .headers()
            .get_all("cookie")
            .iter()
            .map(HeaderValue::as_bytes)
            .collect();
        assert_eq!(cookies, [b"a=1", b"b=2"]);
        assert_eq!(made.headers()["x"].as_bytes(), b"caf\xe9");
    }
}
