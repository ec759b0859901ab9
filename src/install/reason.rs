//! Why no connection came about, in words that say what to do: certificates, proxies.
//!
//! The libraries below say it in texts of their own, many layers deep; here those texts are known, and nowhere else.

use std::env;
use std::error::Error;

/// Why no connection came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// The certificate's time is over.
    Expired,
    /// Its time has not come.
    Early,
    /// It is for other hosts.
    OtherHost,
    /// Nobody whom this machine trusts has signed it; somebody of the same name may have.
    Issuer,
    /// Something else is wrong with it.
    Certificate(String),
    /// The proxy wants to know who asks.
    ProxyLogin(String),
    /// The proxy does not let us through.
    ProxyRefuses(String),
    /// The proxy does not answer.
    ProxyGone(String, String),
}

impl Reason {
    /// Looks through all layers of an error; nothing when it is none of these.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut next = Some(error);
        while let Some(layer) = next {
            let text = layer.to_string();
            if let Some(what) = text.strip_prefix("tunnel error: ") {
                return Some(match what {
                    "proxy authorization required" => Self::ProxyLogin(proxy()),
                    "unsuccessful" | "proxy response headers too long" => {
                        Self::ProxyRefuses(proxy())
                    }
                    other => Self::ProxyGone(proxy(), bottom(layer, other)),
                });
            }
            if let Some((_, what)) = text.split_once("invalid peer certificate: ") {
                return Some(Self::of_certificate(what));
            }
            next = layer.source();
        }
        None
    }

    fn of_certificate(what: &str) -> Self {
        let begins = |parts: &[&str]| parts.iter().any(|part| what.starts_with(part));
        if begins(&["Expired", "certificate expired"]) {
            Self::Expired
        } else if begins(&["NotValidYet", "certificate not valid yet"]) {
            Self::Early
        } else if begins(&["NotValidForName", "certificate not valid for name"]) {
            Self::OtherHost
        } else if begins(&["UnknownIssuer", "BadSignature"]) {
            Self::Issuer
        } else {
            Self::Certificate(what.to_owned())
        }
    }

    /// What is wrong.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Expired => "the server's certificate has expired".to_owned(),
            Self::Early => "the server's certificate is not valid yet".to_owned(),
            Self::OtherHost => "the server's certificate is for another host".to_owned(),
            Self::Issuer => {
                "the server's certificate is signed by nobody whom this machine trusts".to_owned()
            }
            Self::Certificate(what) => format!("the server's certificate is not accepted: {what}"),
            Self::ProxyLogin(proxy) => format!("{proxy} wants a user and a password (407)"),
            Self::ProxyRefuses(proxy) => format!("{proxy} refuses to connect to that host"),
            Self::ProxyGone(proxy, why) => format!("{proxy} does not answer: {why}"),
        }
    }

    /// What to do about it.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Expired | Self::Early => {
                "tell who runs the server, and check the clock of this machine"
            }
            Self::OtherHost => {
                "check the host in the `url`; something between here and there may answer in its stead"
            }
            Self::Issuer => {
                "if the authority is yours (a company's, a proxy's), put its certificate into the file that SSL_CERT_FILE names"
            }
            Self::Certificate(_) => "SSL_CERT_FILE names the certificates that are trusted",
            Self::ProxyLogin(_) => {
                "HTTPS_PROXY may hold both, as in http://user:password@host:port; hosts in NO_PROXY are asked directly"
            }
            Self::ProxyRefuses(_) => {
                "ask who runs the proxy to allow that host, or name a mirror it allows in your `config.toml`; hosts in NO_PROXY are asked directly"
            }
            Self::ProxyGone(..) => {
                "HTTPS_PROXY or ALL_PROXY names the proxy; hosts in NO_PROXY are asked directly"
            }
        }
    }
}

/// What lies below a layer; `other` when nothing does.
fn bottom(layer: &dyn Error, other: &str) -> String {
    let mut text = match other {
        "unexpected end of file" => "it hung up".to_owned(),
        other => other.to_owned(),
    };
    let mut next = layer.source();
    while let Some(inner) = next {
        text = inner.to_string();
        next = inner.source();
    }
    text
}

/// The proxy that the environment names for `https`, as the HTTP library reads it, without user and password.
fn proxy() -> String {
    let set = |names: [&str; 2]| names.iter().find_map(|name| env::var(name).ok());
    let text = set(["HTTPS_PROXY", "https_proxy"])
        .filter(|text| !text.is_empty())
        .or_else(|| set(["ALL_PROXY", "all_proxy"]))
        .unwrap_or_default();
    named(&text)
}

fn named(text: &str) -> String {
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or_default();
    if host.is_empty() {
        "the proxy".to_owned()
    } else {
        format!("the proxy `{scheme}://{host}`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error with others below it, as libraries make them.
    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Layer(&'static str, #[source] Option<Box<Self>>);

    fn layers(texts: &[&'static str]) -> Layer {
        let (first, rest) = texts.split_first().unwrap();
        let below = (!rest.is_empty()).then(|| Box::new(layers(rest)));
        Layer(first, below)
    }

    #[test]
    fn certificates_are_wrong_in_words() {
        let table = [
            (
                "certificate expired: verification time 5 (UNIX), but certificate is not valid after 4 (1 seconds ago)",
                Reason::Expired,
            ),
            ("Expired", Reason::Expired),
            (
                "certificate not valid yet: verification time 5",
                Reason::Early,
            ),
            (
                "certificate not valid for name \"a.test\"; certificate is only valid for DnsName(\"b.test\")",
                Reason::OtherHost,
            ),
            ("UnknownIssuer", Reason::Issuer),
            ("BadEncoding", Reason::Certificate("BadEncoding".to_owned())),
        ];
        for (what, expected) in table {
            let text: &'static str = format!("invalid peer certificate: {what}").leak();
            let error = layers(&["error sending request", "client error (Connect)", text]);
            assert_eq!(Reason::of(&error), Some(expected), "{what}");
        }
        assert_eq!(
            Reason::of(&layers(&["tcp connect error", "Connection refused"])),
            None
        );
    }

    #[test]
    fn what_the_proxy_does_is_told_from_what_the_server_does() {
        let of = |texts: &[&'static str]| Reason::of(&layers(texts)).map(|reason| reason.message());
        let login = of(&["client error", "tunnel error: proxy authorization required"]);
        assert!(
            login
                .unwrap()
                .ends_with("wants a user and a password (407)")
        );
        let refused = of(&["client error", "tunnel error: unsuccessful"]);
        assert!(
            refused
                .unwrap()
                .ends_with("refuses to connect to that host")
        );
        let gone = of(&[
            "tunnel error: failed to create underlying connection",
            "tcp connect error",
            "Connection refused",
        ]);
        assert!(
            gone.unwrap()
                .ends_with("does not answer: Connection refused")
        );
        let hung_up = of(&["tunnel error: unexpected end of file"]);
        assert!(hung_up.unwrap().ends_with("does not answer: it hung up"));
    }

    #[test]
    fn a_proxy_is_named_without_its_password() {
        let table = [
            (
                "http://u:p@proxy.test:3128/",
                "the proxy `http://proxy.test:3128`",
            ),
            (
                "u:p@w@proxy.test:3128",
                "the proxy `http://proxy.test:3128`",
            ),
            ("https://proxy.test", "the proxy `https://proxy.test`"),
            ("", "the proxy"),
        ];
        for (text, expected) in table {
            assert_eq!(named(text), expected);
        }
    }
}
