//! The person's `config.toml`: what belongs to whoever runs wassay and never to a tree.
//!
//! It may hold tokens. A fault is therefore told by its place and never with the line that it stands in, and the
//! parser's own messages are not passed on where they could repeat a value.

use crate::install::Credentials;
use crate::install::Mirrors;
use crate::install::Pace;
use crate::manifest::PERSONAL;
use crate::manifest::units;
use crate::model::secret::Secret;
use crate::wording;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;
use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

const NETWORK: [&str; 7] = [
    "connect", "idle", "total", "slowest", "retries", "pause", "longest",
];
/// Bytes of the shortest seal key.
const SHORTEST_KEY: usize = 32;

/// What the file says.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// `cache-dir`.
    pub(crate) cache_dir: Option<PathBuf>,
    /// `cache-layers`.
    pub(crate) cache_layers: Vec<PathBuf>,
    /// `mirrors`.
    pub(crate) mirrors: Mirrors,
    /// `tokens`: by host or `host:port`.
    pub(crate) tokens: BTreeMap<String, Secret>,
    /// `seal-key`.
    pub(crate) seal_key: Option<Secret>,
    /// `[network]`.
    pub(crate) pace: Pace,
}

/// Everything that is wrong with a file.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) struct Faults(Vec<Fault>);

#[derive(Debug, PartialEq, Eq)]
struct Fault {
    line: usize,
    column: usize,
    message: String,
    cure: String,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n             " };
            let Fault {
                line,
                column,
                message,
                cure,
            } = fault;
            write!(f, "{end}line {line}, column {column}: {message}: {cure}")?;
        }
        Ok(())
    }
}

impl Config {
    /// Reads a text.
    pub(crate) fn parse(text: &str) -> Result<Self, Faults> {
        let mut reader = Reader {
            text,
            faults: Vec::new(),
        };
        let mut config = Self::default();
        match DeTable::parse(text) {
            Ok(table) => reader.root(&mut config, table.get_ref()),
            Err(error) => {
                let range = error.span().unwrap_or(text.len()..text.len());
                reader.fault(range, "this is not TOML", error.message());
            }
        }
        if reader.faults.is_empty() {
            Ok(config)
        } else {
            reader
                .faults
                .sort_by_key(|fault| (fault.line, fault.column));
            Err(Faults(reader.faults))
        }
    }
}

/// Whether a text can be sent as a token: it is there, and all of it is visible ASCII.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// One key and its value.
type Entry<'a> = (
    &'a Spanned<std::borrow::Cow<'a, str>>,
    &'a Spanned<DeValue<'a>>,
);

struct Reader<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, message: impl Into<String>, cure: impl Into<String>) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        self.faults.push(Fault {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message: wording::visible(&message.into()).into_owned(),
            cure: cure.into(),
        });
    }

    fn root(&mut self, config: &mut Config, table: &DeTable<'_>) {
        for (key, value) in table {
            let entry = (key, value);
            match key.get_ref().as_ref() {
                "cache-dir" => config.cache_dir = self.string(entry).map(PathBuf::from),
                "cache-layers" => {
                    let dirs = self.strings(entry, "a list of directories");
                    config.cache_layers = dirs.into_iter().flatten().map(PathBuf::from).collect();
                }
                "mirrors" => self.mirrors(config, entry),
                "tokens" => self.tokens(config, entry),
                "seal-key" => {
                    let long = |key: &String| key.trim().len() >= SHORTEST_KEY;
                    let given = self.string(entry);
                    if given.as_ref().is_some_and(|key| !long(key)) {
                        let cure = format!(
                            "write at least {SHORTEST_KEY} characters that nobody can guess"
                        );
                        self.fault(value.span(), "`seal-key` is too short", cure);
                    }
                    config.seal_key = given.filter(long).map(Secret::new);
                }
                "network" => self.network(config, entry),
                _ => self.unknown(key, &PERSONAL),
            }
        }
    }

    fn unknown(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, known: &[&'static str]) {
        let cure = match wording::closest(key.get_ref(), known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "keys here are {}",
                wording::some_of(known.iter().copied(), 14)
            ),
        };
        let message = format!("unknown key `{}`", key.get_ref());
        self.fault(key.span(), message, cure);
    }

    fn wrong(&mut self, (key, value): Entry<'_>, expected: &str) {
        let message = format!("`{}` is of another type", key.get_ref());
        self.fault(value.span(), message, format!("it must be {expected}"));
    }

    fn string(&mut self, entry: Entry<'_>) -> Option<String> {
        let text = entry.1.get_ref().as_str().filter(|text| !text.is_empty());
        if text.is_none() {
            self.wrong(entry, "a string with something in it");
        }
        text.map(str::to_owned)
    }

    fn table<'t>(&mut self, entry: Entry<'t>, expected: &str) -> Option<&'t DeTable<'t>> {
        let table = entry.1.get_ref().as_table();
        if table.is_none() {
            self.wrong(entry, expected);
        }
        table
    }

    fn strings(&mut self, entry: Entry<'_>, expected: &str) -> Option<Vec<String>> {
        let list = entry.1.get_ref().as_array();
        let texts = list.and_then(|list| {
            let texts = list.iter().map(|item| item.get_ref().as_str());
            texts.map(|text| text.map(str::to_owned)).collect()
        });
        if texts.is_none() {
            self.wrong(entry, expected);
        }
        texts
    }

    fn mirrors(&mut self, config: &mut Config, entry: Entry<'_>) {
        const LIST: &str = "a list of the beginnings of URLs";
        let expected = "a table: the beginning of a URL = [\"what to ask before it\", ..]";
        let Some(table) = self.table(entry, expected) else {
            return;
        };
        for entry @ (prefix, _) in table {
            let Some(places) = self.strings(entry, LIST) else {
                continue;
            };
            if let Err(error) = config.mirrors.add(prefix.get_ref(), &places) {
                let cure = "write it as \"https://host/path/\" = [\"https://mirror/path/\"]";
                self.fault(prefix.span(), error.to_string(), cure);
            }
        }
    }

    fn tokens(&mut self, config: &mut Config, entry: Entry<'_>) {
        let expected = "a table: a host or host:port = \"its token\"";
        let Some(table) = self.table(entry, expected) else {
            return;
        };
        for (host, value) in table {
            let name = host.get_ref();
            let url = reqwest::Url::parse(&format!("https://{name}/"));
            let plain = !name.contains(['/', '@', '?', '#', '\\']);
            let known = url.is_ok_and(|url| {
                url.host_str().is_some_and(|own| {
                    let own = own.to_ascii_lowercase();
                    let name = name.to_ascii_lowercase();
                    name == own
                        || name
                            .strip_prefix(&own)
                            .is_some_and(|port| port.starts_with(':'))
                })
            });
            if !plain || !known {
                // Somebody may have written the token where the host belongs.
                self.fault(
                    host.span(),
                    "this is no host",
                    "write host or host:port before the `=`, the token after it",
                );
                continue;
            }
            if let Some(token) = value.get_ref().as_str().filter(|token| is_token(token)) {
                config.tokens.insert(name.to_string(), Secret::new(token));
            } else {
                let cure = "it must be a string of visible ASCII characters";
                self.fault(value.span(), "this token cannot be sent", cure);
            }
        }
    }

    fn network(&mut self, config: &mut Config, entry: Entry<'_>) {
        let Some(table) = self.table(entry, "a table") else {
            return;
        };
        for entry @ (key, _) in table {
            let pace = &mut config.pace;
            let time = match key.get_ref().as_ref() {
                "connect" => &mut pace.connect,
                "idle" => &mut pace.idle,
                "total" => &mut pace.total,
                "pause" => &mut pace.pause,
                "longest" => &mut pace.longest,
                "slowest" => {
                    if let Some(slowest) = self.integer(entry, u64::from(u32::MAX)) {
                        pace.slowest = slowest;
                    }
                    continue;
                }
                "retries" => {
                    let retries = self.integer(entry, 10);
                    if let Some(retries) = retries.and_then(|count| u32::try_from(count).ok()) {
                        pace.retries = retries;
                    }
                    continue;
                }
                _ => {
                    self.unknown(key, &NETWORK);
                    continue;
                }
            };
            if let Some(duration) = self.duration(entry) {
                *time = duration;
            }
        }
    }

    fn integer(&mut self, entry: Entry<'_>, most: u64) -> Option<u64> {
        let number = entry.1.get_ref().as_integer();
        let number = number.and_then(|own| u64::from_str_radix(own.as_str(), own.radix()).ok());
        let number = number.filter(|own| *own <= most);
        if number.is_none() {
            let message = format!("`{}` is out of range", entry.0.get_ref());
            let cure = format!("it must be an integer from 0 to {most}");
            self.fault(entry.1.span(), message, cure);
        }
        number
    }

    fn duration(&mut self, entry: Entry<'_>) -> Option<Duration> {
        let text = self.string(entry)?;
        match units::duration(&text) {
            Ok(duration) => Some(duration),
            Err(error) => {
                let message = format!("`{}` is no duration: {error}", entry.0.get_ref());
                self.fault(
                    entry.1.span(),
                    message,
                    "write it as in \"10s\", \"500ms\" or \"1m 30s\"",
                );
                None
            }
        }
    }
}

/// The part of a variable's name after [`Credentials::VARIABLE`], if it is one that holds a token.
pub(crate) fn host_of_variable(name: &str) -> Option<&str> {
    name.strip_prefix(Credentials::VARIABLE)
        .filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_key_is_read() {
        let config = Config::parse(
            "cache-dir = \"/c\"\nseal-key = \"0123456789abcdef0123456789abcdef\"\n\
             mirrors = { \"https://a.test/\" = [\"http://127.0.0.1:1/\", \"https://u:p@m.test\"] }\n\
             tokens = { \"a.test\" = \"one\", \"a.test:8443\" = \"two\", \"[::1]:80\" = \"three\" }\n\
             [network]\nconnect = \"1s\"\nidle = \"2s\"\ntotal = \"3m\"\nslowest = 0\nretries = 10\n\
             pause = \"1ms\"\nlongest = \"4s\"\n",
        )
        .unwrap();
        assert_eq!(config.cache_dir, Some(PathBuf::from("/c")));
        assert_eq!(config.tokens.len(), 3);
        assert_eq!(config.tokens["a.test:8443"].reveal(), "two");
        assert!(config.seal_key.is_some());
        let pace = config.pace;
        assert_eq!((pace.slowest, pace.retries), (0, 10));
        let times = [
            pace.connect,
            pace.idle,
            pace.total,
            pace.pause,
            pace.longest,
        ];
        assert_eq!(
            times.map(|time| time.as_millis()),
            [1_000, 2_000, 180_000, 1, 4_000]
        );
        let shown = format!("{config:?}");
        for secret in ["one", "two", "three", "u:p", "0123"] {
            assert!(!shown.contains(&format!("\"{secret}")), "{secret}: {shown}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_a_cure_and_never_with_its_value() {
        let table = [
            (
                "\n  cache-dri = \"hunter2\"",
                "line 2, column 3: unknown key `cache-dri`: did you mean `cache-dir`?",
            ),
            (
                "cache-dir = 5",
                "line 1, column 13: `cache-dir` is of another type: it must be a string with something in it",
            ),
            (
                "tokens = \"hunter2\"",
                "line 1, column 10: `tokens` is of another type: it must be a table: a host or host:port = \"its token\"",
            ),
            (
                "tokens = { \"a.test\" = \"hunter2 \" }",
                "line 1, column 23: this token cannot be sent: it must be a string of visible ASCII characters",
            ),
            (
                "tokens = { \"https://hunter2/\" = \"x\" }",
                "line 1, column 12: this is no host: write host or host:port before the `=`, the token after it",
            ),
            (
                "tokens = { \"a.test\" = \"hunter2 }",
                "line 1, column 33: this is not TOML: ",
            ),
            (
                "seal-key = \"hunter2\"",
                "line 1, column 12: `seal-key` is too short: write at least 32 characters that nobody can guess",
            ),
            (
                "mirrors = []",
                "line 1, column 11: `mirrors` is of another type: ",
            ),
            (
                "mirrors = { \"https://a.test\" = \"https://hunter2@m.test\" }",
                "line 1, column 32: `https://a.test` is of another type: it must be a list of the beginnings of URLs",
            ),
            (
                "mirrors = { \"https://a.test\" = [1] }",
                "line 1, column 32: `https://a.test` is of another type",
            ),
            (
                "mirrors = { \"https://a.test\" = [\"http://u:hunter2@m.test\"] }",
                "line 1, column 13: `http://m.test/` is not fetched: `http:` is only for this machine: write it as ",
            ),
            (
                "network = 1",
                "line 1, column 11: `network` is of another type: it must be a table",
            ),
            (
                "[network]\nretries = 11",
                "line 2, column 11: `retries` is out of range: it must be an integer from 0 to 10",
            ),
            (
                "[network]\nslowest = \"1\"",
                "line 2, column 11: `slowest` is out of range",
            ),
            (
                "[network]\nidle = \"0s\"",
                "line 2, column 8: `idle` is no duration: it is zero: write it as in \"10s\"",
            ),
            (
                "[network]\npauses = \"1s\"",
                "line 2, column 1: unknown key `pauses`: did you mean `pause`?",
            ),
        ];
        for (text, expected) in table {
            let told = Config::parse(text).unwrap_err().to_string();
            assert!(told.starts_with(expected), "{text}\n{told}");
            assert!(!told.contains("hunter2"), "{told}");
        }
        let both = Config::parse("x = 1\ny = 2").unwrap_err();
        assert_eq!(both.to_string().lines().count(), 2);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_fail_hard(text in "(?s).{0,120}") {
            let _ = Config::parse(&text);
        }

        #[test]
        fn a_token_on_a_broken_line_is_not_told(before in "[a-z =\"{\\[]{0,8}", after in "[a-z =\"}\\]]{0,8}") {
            let text = format!("tokens = {before} \"hunter2\" {after}");
            if let Err(faults) = Config::parse(&text) {
                prop_assert!(!faults.to_string().contains("hunter2"), "{faults}");
            }
        }
    }
}
