//! What proves a person to a server, and to which server: from this person's own configuration, never from a manifest.
//!
//! A manifest may name any host, so nothing here holds for all hosts. Asked in this order: the variable
//! `WASSAY_TOKEN_<HOST>`, `tokens` of `config.toml`, for packages npm's own configuration, netrc. What is found goes to
//! that server alone: a redirect to another scheme, host or port leaves it behind, and nothing is looked up again on
//! the way.
//!
//! In the name of the variable every byte that is no letter or digit is `_`, so `my-host.test` and `my.host.test` share
//! one. Where that matters, `tokens` names the host exactly.

use crate::install::netrc::Netrc;
use crate::install::npm::NpmConfig;
use crate::model::secret::Secret;
use base64::Engine as _;
use reqwest::Url;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

/// A person's credentials for web servers.
#[derive(Debug, Default)]
pub struct Credentials {
    variables: BTreeMap<String, Secret>,
    tokens: BTreeMap<String, Secret>,
    netrc: Option<PathBuf>,
    read: OnceLock<Netrc>,
}

impl Credentials {
    /// What begins the name of a variable that holds a token.
    pub const VARIABLE: &str = "WASSAY_TOKEN_";

    /// Takes tokens by what follows [`Self::VARIABLE`] in the names of variables, tokens by host or `host:port`, and
    /// the place of a netrc file, which is read when the first server without a token is asked.
    pub fn new(
        variables: BTreeMap<String, Secret>,
        tokens: BTreeMap<String, Secret>,
        netrc: Option<PathBuf>,
    ) -> Self {
        let lower = |(host, token): (String, Secret)| (host.to_ascii_lowercase(), token);
        Self {
            variables,
            tokens: tokens.into_iter().map(lower).collect(),
            netrc,
            read: OnceLock::new(),
        }
    }

    /// The value of the header that proves this person to the server of `url`.
    pub(super) fn authorization(&self, url: &Url, npm: Option<&NpmConfig>) -> Option<Secret> {
        let host = url.host_str()?;
        let port = url.port_or_known_default()?;
        let token = self
            .variables
            .get(&variable(host))
            .or_else(|| self.tokens.get(&format!("{host}:{port}")))
            .or_else(|| self.tokens.get(host));
        if let Some(token) = token {
            return Some(Secret::new(format!("Bearer {}", token.reveal())));
        }
        if let Some(own) = npm.and_then(|npm| npm.authorization(url)) {
            return Some(Secret::new(own));
        }
        // An address of version 6 stands there without brackets.
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let (login, password) = self.netrc().of(bare)?;
        Some(basic(login, password.reveal()))
    }

    fn netrc(&self) -> &Netrc {
        self.read.get_or_init(|| {
            let text = self.netrc.as_ref().and_then(|path| fs::read(path).ok());
            Netrc::parse(&String::from_utf8_lossy(&text.unwrap_or_default()))
        })
    }
}

/// User and password that an address of the person's own carries, as `npm config` allows for a registry.
pub(super) fn of_address(url: &Url) -> Option<Secret> {
    let password = url.password().unwrap_or_default();
    if url.username().is_empty() && password.is_empty() {
        return None;
    }
    Some(basic(&decoded(url.username()), &decoded(password)))
}

fn basic(login: &str, password: &str) -> Secret {
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{login}:{password}"));
    Secret::new(format!("Basic {pair}"))
}

/// Undoes the percent signs of a part of an address.
fn decoded(text: &str) -> String {
    let hex = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = (hex(bytes.get(at + 1)), hex(bytes.get(at + 2)));
        if let (b'%', (Some(high), Some(low))) = (byte, pair) {
            decoded.push(u8::try_from(high * 16 + low).unwrap_or_default());
            at += 3;
        } else {
            decoded.push(*byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// What a host is called in the name of a variable.
fn variable(host: &str) -> String {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() => c.to_ascii_uppercase(),
            _ => '_',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::install::address;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, Secret> {
        let own = |(name, token): &(&str, &str)| ((*name).to_owned(), Secret::new(*token));
        pairs.iter().map(own).collect()
    }

    fn header(credentials: &Credentials, url: &str) -> Option<String> {
        let url = Url::parse(url).unwrap();
        let secret = credentials.authorization(&url, None)?;
        Some(secret.reveal().to_owned())
    }

    #[test]
    fn tokens_go_to_the_host_they_are_named_for() {
        let variables = map(&[
            ("A_TEST", "variable"),
            ("127_0_0_1", "home"),
            ("__1", "six"),
        ]);
        let tokens = map(&[
            ("a.test", "never"),
            ("B.test", "any"),
            ("b.test:8443", "one"),
            ("c.test:443", "default"),
        ]);
        let credentials = Credentials::new(variables, tokens, None);
        let table = [
            ("https://a.test/x", Some("Bearer variable")),
            ("https://a.test:99/x", Some("Bearer variable")),
            ("https://b.test/x", Some("Bearer any")),
            ("https://b.test:8443/x", Some("Bearer one")),
            ("https://b.test:8444/x", Some("Bearer any")),
            ("https://c.test/x", Some("Bearer default")),
            ("https://c.test:444/x", None),
            ("http://127.0.0.1:9/x", Some("Bearer home")),
            ("http://[::1]:9/x", Some("Bearer six")),
            ("https://x.a.test/x", None),
            ("https://a.test.evil.test/b.test", None),
            ("https://b.test@evil.test/", None),
        ];
        for (url, expected) in table {
            assert_eq!(header(&credentials, url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn npm_comes_before_netrc_and_a_token_before_both() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("netrc");
        let text = "machine a.test login me password pw\nmachine b.test login me password pw\ndefault login x password y";
        crate::files::write_atomic(&path, text.as_bytes()).unwrap();
        let tokens = map(&[("b.test", "token")]);
        let credentials = Credentials::new(BTreeMap::new(), tokens, Some(path));
        let npm = NpmConfig::of_text("//a.test/:_authToken=npm\n//b.test/:_authToken=npm");
        let ask = |url: &str, npm: Option<&NpmConfig>| {
            let secret = credentials.authorization(&Url::parse(url).unwrap(), npm);
            secret.map(|secret| secret.reveal().to_owned())
        };
        assert_eq!(ask("https://a.test/x", Some(&npm)).unwrap(), "Bearer npm");
        assert_eq!(ask("https://a.test/x", None).unwrap(), "Basic bWU6cHc=");
        assert_eq!(ask("https://b.test/x", Some(&npm)).unwrap(), "Bearer token");
        assert_eq!(
            ask("https://c.test/x", Some(&npm)),
            None,
            "`default` holds for nobody"
        );
        assert!(!format!("{credentials:?}").contains("token\""));
    }

    #[test]
    fn an_address_gives_its_user_and_password_away_once() {
        let url = Url::parse("https://me:p%40%25w%2@a.test/x?y").unwrap();
        assert_eq!(
            of_address(&url).unwrap().reveal(),
            basic("me", "p@%w%2").reveal()
        );
        assert_eq!(address::bare(url).as_str(), "https://a.test/x?y");
        assert_eq!(of_address(&Url::parse("https://a.test/x").unwrap()), None);
    }
}
