//! Other places that have the same files, as a person names them.
//!
//! Only the person can: a manifest that could send requests elsewhere would choose who learns of them. Which place
//! yields the bytes does not matter, for the pinned digest is held against them all the same.

use crate::install::address;
use crate::install::address::AddressError;
use reqwest::Url;
use std::fmt;

/// Mirrors by the addresses that they stand in for.
#[derive(Clone, Default)]
pub struct Mirrors {
    /// The longest prefixes first.
    rules: Vec<Rule>,
}

#[derive(Clone)]
struct Rule {
    prefix: Url,
    mirrors: Vec<Url>,
}

/// Why a prefix or a mirror cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MirrorError {
    /// It may not be asked.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// It is more than the beginning of an address.
    #[error("`{0}` has a query or a fragment, and a prefix has neither")]
    NoPrefix(String),
    /// Addresses are looked up without user and password.
    #[error("`{0}` names a user, and prefixes are compared without one")]
    User(String),
    /// The same prefix stands there in another spelling.
    #[error("`{0}` stands there already, in another spelling")]
    Twice(String),
}

impl Mirrors {
    /// Adds what is asked, in this order, before addresses that begin with `prefix`.
    ///
    /// # Errors
    /// The prefix or a mirror is not `https`, nor `http` on this machine, or is no prefix.
    pub fn add(&mut self, prefix: &str, mirrors: &[String]) -> Result<(), MirrorError> {
        let prefix = beginning(prefix)?;
        if !prefix.username().is_empty() || prefix.password().is_some() {
            return Err(MirrorError::User(address::shown(&prefix)));
        }
        if self.rules.iter().any(|rule| rule.prefix == prefix) {
            return Err(MirrorError::Twice(address::shown(&prefix)));
        }
        let mirrors = mirrors.iter().map(|text| beginning(text));
        let mirrors = mirrors.collect::<Result<_, _>>()?;
        self.rules.push(Rule { prefix, mirrors });
        self.rules
            .sort_by_key(|rule| std::cmp::Reverse(rule.prefix.path().len()));
        Ok(())
    }

    /// Where else the file of an address lies, with the mirror it lies below; what the longest prefix says holds.
    pub(super) fn of(&self, url: &Url) -> Vec<(Url, String)> {
        let found = self
            .rules
            .iter()
            .find_map(|rule| Some((rule, below(&rule.prefix, url)?)));
        let Some((rule, rest)) = found else {
            return Vec::new();
        };
        let place = |mirror: &Url| {
            let mut place = mirror.clone();
            place.set_path(&format!("{}{rest}", stem(mirror)));
            place.set_query(url.query());
            (place, address::shown(mirror))
        };
        rule.mirrors.iter().map(place).collect()
    }
}

/// Addresses may hold a password.
impl fmt::Debug for Mirrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |url: &Url| address::shown(url);
        f.debug_map()
            .entries(self.rules.iter().map(|rule| {
                let mirrors: Vec<String> = rule.mirrors.iter().map(shown).collect();
                (shown(&rule.prefix), mirrors)
            }))
            .finish()
    }
}

fn beginning(text: &str) -> Result<Url, MirrorError> {
    let mut url = address::allowed(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(MirrorError::NoPrefix(address::shown(&url)));
    }
    let path = format!("{}/", stem(&url));
    url.set_path(&path);
    Ok(url)
}

/// The path of a prefix without the slash at its end.
fn stem(prefix: &Url) -> &str {
    prefix.path().trim_end_matches('/')
}

/// What of an address's path follows a prefix, from the next slash on.
fn below<'a>(prefix: &Url, url: &'a Url) -> Option<&'a str> {
    let rest = url.path().strip_prefix(stem(prefix))?;
    (address::same_origin(prefix, url) && (rest.is_empty() || rest.starts_with('/')))
        .then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mirrors(rules: &[(&str, &[&str])]) -> Mirrors {
        let mut mirrors = Mirrors::default();
        for (prefix, places) in rules {
            let places: Vec<String> = places.iter().map(ToString::to_string).collect();
            mirrors.add(prefix, &places).unwrap();
        }
        mirrors
    }

    fn of(mirrors: &Mirrors, url: &str) -> Vec<String> {
        let url = Url::parse(url).unwrap();
        let places = mirrors.of(&url).into_iter();
        places.map(|(place, _)| place.to_string()).collect()
    }

    #[test]
    fn the_longest_prefix_says_where_else_to_ask() {
        let mirrors = mirrors(&[
            ("https://a.test", &["https://m.test/a/"]),
            (
                "https://a.test/dir",
                &[
                    "https://m.test/dir",
                    "http://127.0.0.1:8080",
                    "https://u:p@n.test/x/y/",
                ],
            ),
            ("https://a.test/dir/none/", &[]),
        ]);
        let table: [(&str, &[&str]); 9] = [
            ("https://a.test/x.wasm", &["https://m.test/a/x.wasm"]),
            (
                "https://a.test/x.wasm?v=1",
                &["https://m.test/a/x.wasm?v=1"],
            ),
            (
                "https://a.test/dir/x",
                &[
                    "https://m.test/dir/x",
                    "http://127.0.0.1:8080/x",
                    "https://u:p@n.test/x/y/x",
                ],
            ),
            (
                "https://a.test:443/directory/x",
                &["https://m.test/a/directory/x"],
            ),
            ("https://a.test/dir/none/x", &[]),
            ("https://a.test/dir/../x", &["https://m.test/a/x"]),
            ("https://a.test:444/x", &[]),
            ("http://a.test/x", &[]),
            ("https://a.test.evil.test/x", &[]),
        ];
        for (url, expected) in table {
            assert_eq!(of(&mirrors, url), expected, "{url}");
        }
        assert!(!format!("{mirrors:?}").contains("u:p"));
    }

    #[test]
    fn what_is_no_prefix_is_refused() {
        let table: [(&str, &str); 7] = [
            ("https://a.test/?x", "https://m.test/"),
            ("https://u@a.test/", "https://m.test/"),
            ("a.test", "https://m.test/"),
            ("http://a.test/", "https://m.test/"),
            ("https://a.test/", "http://m.test/"),
            ("https://a.test/", "https://m.test/#x"),
            ("https://a.test/", "file:///srv"),
        ];
        for (prefix, mirror) in table {
            let added = Mirrors::default().add(prefix, &[mirror.to_owned()]);
            assert!(added.is_err(), "{prefix} {mirror}");
        }
        let mut twice = mirrors(&[("https://a.test/x", &[])]);
        assert!(matches!(
            twice.add("https://A.test:443/x/", &[]),
            Err(MirrorError::Twice(_))
        ));
    }

    proptest! {
        #[test]
        fn no_path_leads_out_of_a_mirror(path in "[a-z./%2e\\\\?#]{0,20}") {
            let mirrors = mirrors(&[("https://a.test/dir", &["https://m.test/deep/dir"])]);
            if let Ok(url) = Url::parse(&format!("https://a.test/dir{path}")) {
                for (place, _) in mirrors.of(&url) {
                    prop_assert_eq!(place.host_str(), Some("m.test"));
                    prop_assert!(place.path().starts_with("/deep/dir"), "{}", place);
                }
            }
        }
    }
}
