//! Which addresses may be asked, and how they are shown.
//!
//! A manifest comes from strangers: `https` goes anywhere, `http` only to this machine, and a redirect may lead
//! neither from `https` to `http` nor from the network into this machine.

use reqwest::Url;
use std::net::IpAddr;

/// Why an address is not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no URL.
    #[error("`{0}` is not a URL")]
    Syntax(String),
    /// Neither `https` nor `http`.
    #[error("`{0}` is not fetched: only `https:` is, and `http:` from this machine")]
    Scheme(String),
    /// `http` to another machine.
    #[error("`{0}` is not fetched: `http:` is only for this machine")]
    Plain(String),
    /// A redirect from `https` to `http`.
    #[error("redirected from `https:` to `{0}`, which anybody on the way could change")]
    Downgrade(String),
    /// A redirect from another machine to this one.
    #[error("redirected to this machine: `{0}`")]
    Inward(String),
}

/// Checks an address that a manifest or a configuration names.
pub(super) fn allowed(text: &str) -> Result<Url, AddressError> {
    let url = Url::parse(text).map_err(|_| AddressError::Syntax(without_secrets(text)))?;
    check(&url)?;
    Ok(url)
}

/// Checks where a server redirects to; `location` may be relative to `from`.
pub(super) fn redirected(from: &Url, location: &str) -> Result<Url, AddressError> {
    let url = from
        .join(location)
        .map_err(|_| AddressError::Syntax(without_secrets(location)))?;
    // A server chooses where we go, not as whom.
    let url = bare(url);
    if from.scheme() == "https" && url.scheme() == "http" {
        return Err(AddressError::Downgrade(shown(&url)));
    }
    check(&url)?;
    if is_inward(&url) && !is_inward(from) {
        return Err(AddressError::Inward(shown(&url)));
    }
    Ok(url)
}

/// Whether two addresses belong to one server, so that what is secret to one may be told to the other.
pub(super) fn same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// Whether the address is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Whether the address leads to this machine, in whatever spelling.
fn is_inward(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let unspecified = |address: IpAddr| address.to_canonical().is_unspecified();
    is_loopback(url)
        || host == "localhost"
        || host.ends_with(".localhost")
        || address.parse().is_ok_and(unspecified)
}

/// Server and port, as downloads are counted.
pub(super) fn host(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", url.host_str().unwrap_or_default())
}

/// A URL for people: without user, password, query and fragment, any of which may hold a secret.
pub(super) fn shown(url: &Url) -> String {
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    format!(
        "{}://{}{port}{}",
        url.scheme(),
        url.host_str().unwrap_or_default(),
        url.path()
    )
}

/// The address without the user and the password that it carries.
pub(super) fn bare(mut url: Url) -> Url {
    // Neither can fail for an address that has a host, and one without has neither user nor password.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// A `url` as written, for people: of a web address without user, password and query, any of which may hold a secret.
pub fn without_secrets(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once(':') else {
        return text.to_owned();
    };
    let web = ["https", "http"]
        .iter()
        .any(|own| scheme.eq_ignore_ascii_case(own));
    let rest = match rest.strip_prefix("//") {
        Some(rest) => rest,
        // `https:host` and `https:\\host` lead to a host as well.
        None if web => rest,
        None => return text.to_owned(),
    };
    let rest = rest.trim_start_matches(['/', '\\']);
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let start = rest[..end].rfind('@').map_or(0, |at| at + 1);
    let (address, member) = match rest[start..].split_once('#') {
        Some((address, member)) => (address, format!("#{member}")),
        None => (&rest[start..], String::new()),
    };
    let address = address.split('?').next().unwrap_or_default();
    format!("{scheme}://{address}{member}")
}

fn check(url: &Url) -> Result<(), AddressError> {
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        "http" => Err(AddressError::Plain(shown(url))),
        _ => Err(AddressError::Scheme(shown(url))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn https_goes_anywhere_and_http_stays_at_home() {
        let table = [
            ("https://a.test/x.wasm", true),
            ("https://127.0.0.1/x", true),
            ("http://127.0.0.1:80/x", true),
            ("http://127.9.9.9/x", true),
            ("http://[::1]:8080/x", true),
            ("http://[::ffff:127.0.0.1]/x", true),
            ("http://localhost/x", true),
            ("http://localhost.a.test/x", false),
            ("http://a.test/x", false),
            ("http://10.0.0.1/x", false),
            ("http://127.0.0.1.a.test/x", false),
            ("file:///etc/passwd", false),
            ("ftp://a.test/x", false),
            ("data:text/plain,x", false),
            ("x.wasm", false),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(allowed(text).is_ok(), expected, "{text}");
        }
    }

    #[test]
    fn redirects_never_lead_to_a_weaker_place() {
        let from = |text: &str| Url::parse(text).unwrap();
        let remote = from("https://a.test/dir/x");
        assert_eq!(
            redirected(&remote, "y").unwrap().as_str(),
            "https://a.test/dir/y"
        );
        assert!(redirected(&remote, "https://b.test/y").is_ok());
        assert!(matches!(
            redirected(&remote, "http://a.test/y"),
            Err(AddressError::Downgrade(_))
        ));
        assert!(matches!(
            redirected(&remote, "http://127.0.0.1/y"),
            Err(AddressError::Downgrade(_))
        ));
        assert!(matches!(
            redirected(&remote, "https://localhost/y"),
            Err(AddressError::Inward(_))
        ));
        for inward in [
            "https://0.0.0.0/y",
            "https://[::]/y",
            "https://localhost./y",
            "https://x.localhost/y",
        ] {
            assert!(
                matches!(redirected(&remote, inward), Err(AddressError::Inward(_))),
                "{inward}"
            );
        }
        assert!(matches!(
            redirected(&remote, "file:///etc/x"),
            Err(AddressError::Scheme(_))
        ));
        let local = from("http://127.0.0.1:1/x");
        assert!(redirected(&local, "http://localhost:2/y").is_ok());
        assert!(matches!(
            redirected(&local, "http://a.test/y"),
            Err(AddressError::Plain(_))
        ));
    }

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(
            without_secrets("https://u:p@a.test/x?y"),
            "https://a.test/x"
        );
        assert_eq!(
            without_secrets("https://a.test/x.zip?token=1#dir/x.wasm"),
            "https://a.test/x.zip#dir/x.wasm"
        );
        assert_eq!(without_secrets("HTTPS:u:p@a.test/x"), "HTTPS://a.test/x");
        assert_eq!(
            without_secrets("https:\\\\u:p@a.test\\x"),
            "https://a.test\\x"
        );
        assert_eq!(
            without_secrets("https://u:p@ss@a.test/x"),
            "https://a.test/x"
        );
        assert_eq!(without_secrets("npm:@ruby/x@1.0#m"), "npm:@ruby/x@1.0#m");
        assert_eq!(without_secrets("https://a.test/x@y"), "https://a.test/x@y");
        let url = Url::parse("https://u:p@a.test:444/x?token=1#f").unwrap();
        assert_eq!(shown(&url), "https://a.test:444/x");
    }

    proptest! {
        #[test]
        fn a_password_never_gets_through(password in "[a-z]{6}", host in "[a-z]{1,5}", rest in "[/?#a-z@]{0,9}") {
            let secret = format!("{password}0");
            let text = format!("https://user:{secret}@{host}.test/{rest}");
            prop_assert!(!without_secrets(&text).contains(&secret));
        }

        #[test]
        fn neither_does_a_token(token in "[a-z]{6}", rest in "[/?&=a-z@:]{0,9}") {
            let secret = format!("{token}0");
            let text = format!("https://a.test/x?{rest}{secret}");
            prop_assert_eq!(without_secrets(&text), "https://a.test/x");
        }
    }
}
