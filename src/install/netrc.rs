//! Reads a person's netrc file as curl reads it: words, quotes, comments, macros.
//!
//! One thing is left out on purpose: `default`. It holds for every host there is, and which hosts are asked a manifest
//! decides, which may come from anybody.

use crate::model::secret::Secret;

/// What a file says of hosts, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Netrc {
    machines: Vec<Machine>,
}

/// One `machine`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Machine {
    /// In lower case; empty for `default`.
    host: String,
    login: Option<String>,
    password: Option<Secret>,
}

/// What the next word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Keyword,
    Host,
    Login,
    Password,
    Account,
    /// Skipped up to a blank line.
    Macro,
}

impl Netrc {
    /// Reads a file's text. From a quote that is not closed on, nothing is understood any more, as with curl.
    pub(super) fn parse(text: &str) -> Self {
        let mut netrc = Self::default();
        let mut state = State::Keyword;
        for line in text.lines() {
            if state == State::Macro {
                if line.trim().is_empty() {
                    state = State::Keyword;
                }
                continue;
            }
            let mut rest = line;
            loop {
                match word(&mut rest) {
                    Ok(Some(word)) => state = netrc.take(state, word),
                    Ok(None) => break,
                    Err(Unclosed) => return netrc,
                }
                if state == State::Macro {
                    break;
                }
            }
        }
        netrc
    }

    fn take(&mut self, state: State, word: String) -> State {
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
        match state {
            State::Keyword if is("machine") => return State::Host,
            State::Keyword if is("login") => return State::Login,
            State::Keyword if is("password") => return State::Password,
            State::Keyword if is("account") => return State::Account,
            State::Keyword if is("macdef") => return State::Macro,
            State::Keyword if is("default") => self.begin(String::new()),
            State::Host => self.begin(word.to_ascii_lowercase()),
            State::Login => {
                if let Some(machine) = self.machines.last_mut() {
                    machine.login = Some(word);
                }
            }
            State::Password => {
                if let Some(machine) = self.machines.last_mut() {
                    machine.password = Some(Secret::new(word));
                }
            }
            State::Keyword | State::Account | State::Macro => {}
        }
        State::Keyword
    }

    fn begin(&mut self, host: String) {
        self.machines.push(Machine {
            host,
            login: None,
            password: None,
        });
    }

    /// Login and password for a host: of the first machine of that name that has a password.
    pub(super) fn of(&self, host: &str) -> Option<(&str, &Secret)> {
        let own = |machine: &&Machine| {
            !machine.host.is_empty() && machine.host.eq_ignore_ascii_case(host)
        };
        self.machines.iter().filter(own).find_map(|machine| {
            let password = machine.password.as_ref()?;
            Some((machine.login.as_deref().unwrap_or_default(), password))
        })
    }
}

/// A quote that the line does not close.
struct Unclosed;

/// Takes the next word off a line; `#` at the beginning of one makes the rest a comment.
fn word(rest: &mut &str) -> Result<Option<String>, Unclosed> {
    let text = rest.trim_start_matches(|c: char| c <= ' ');
    if text.is_empty() || text.starts_with('#') {
        return Ok(None);
    }
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|c: char| c <= ' ').unwrap_or(text.len());
        *rest = &text[end..];
        return Ok(Some(text[..end].to_owned()));
    };
    let mut word = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => {
                *rest = &quoted[at + 1..];
                return Ok(Some(word));
            }
            '\\' => match characters.next().ok_or(Unclosed)?.1 {
                'n' => word.push('\n'),
                'r' => word.push('\r'),
                't' => word.push('\t'),
                other => word.push(other),
            },
            other => word.push(other),
        }
    }
    Err(Unclosed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str, host: &str) -> Option<(String, String)> {
        let netrc = Netrc::parse(text);
        let (login, password) = netrc.of(host)?;
        Some((login.to_owned(), password.reveal().to_owned()))
    }

    #[test]
    fn files_mean_what_curl_makes_of_them() {
        let table: [(&str, Option<(&str, &str)>); 22] = [
            ("machine a.test login me password pw", Some(("me", "pw"))),
            (
                "machine a.test\n\tlogin me\r\n\tpassword pw\n",
                Some(("me", "pw")),
            ),
            ("MACHINE A.TEST LOGIN me PASSWORD pw", Some(("me", "pw"))),
            ("machine a.test password pw login me", Some(("me", "pw"))),
            ("machine a.test password pw", Some(("", "pw"))),
            ("machine a.test login me", None),
            ("machine b.test login me password pw", None),
            ("machine a.test.evil.test login me password pw", None),
            (
                "machine a.test login me account x password pw",
                Some(("me", "pw")),
            ),
            (
                "machine b.test login x password y\nmachine a.test login me password pw",
                Some(("me", "pw")),
            ),
            (
                "machine a.test login me password pw\nmachine a.test login x password y",
                Some(("me", "pw")),
            ),
            ("default login me password pw", None),
            (
                "default login x password y\nmachine a.test login me password pw",
                Some(("me", "pw")),
            ),
            ("machine a.test login me default password pw", None),
            (
                "# machine a.test login x password y\nmachine a.test login me password pw # end",
                Some(("me", "pw")),
            ),
            ("machine a.test login me password p#w", Some(("me", "p#w"))),
            (
                "machine a.test login \"m e\" password \"p\\\"w\\\\\\n\\t\\x\"",
                Some(("m e", "p\"w\\\n\tx")),
            ),
            ("machine a.test login me password \"pw", None),
            (
                "machine a.test login me password pw\nmachine b.test login \"x",
                Some(("me", "pw")),
            ),
            (
                "macdef init\nmachine a.test login x password y\n\nmachine a.test login me password pw",
                Some(("me", "pw")),
            ),
            (
                "machine a.test macdef x login y password z\npassword z\n\nlogin me password pw",
                Some(("me", "pw")),
            ),
            (
                "login x password y\nmachine a.test login me password pw",
                Some(("me", "pw")),
            ),
        ];
        for (text, expected) in table {
            let expected =
                expected.map(|(login, password)| (login.to_owned(), password.to_owned()));
            assert_eq!(of(text, "a.test"), expected, "{text}");
        }
    }

    #[test]
    fn no_host_is_found_under_an_empty_name() {
        assert_eq!(
            of("default login x password y\nmachine \"\" password z", ""),
            None
        );
    }

    #[test]
    fn passwords_are_not_shown() {
        let netrc = Netrc::parse("machine a.test login me password hunter2");
        assert!(!format!("{netrc:?}").contains("hunter2"));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_fail_hard(text in "(?s).{0,200}") {
            let _ = Netrc::parse(&text);
        }

        #[test]
        fn what_is_quoted_comes_back(login in "[a-z]{1,5}", password in "\\PC{1,20}") {
            let quoted = password.replace('\\', "\\\\").replace('"', "\\\"");
            let text = format!("machine other password x\nmachine a.test login {login} password \"{quoted}\" # end");
            prop_assert_eq!(of(&text, "a.test"), Some((login, password)));
        }
    }
}
