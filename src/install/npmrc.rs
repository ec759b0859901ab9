//! Reads `.npmrc` files as npm does: `key = value`, comments, quotes, `${VARIABLE}`.

use std::collections::BTreeMap;

/// Settings of one file.
pub(super) type Settings = BTreeMap<String, String>;

/// Reads a file's text. Lines that mean nothing are passed over, as npm passes over them.
pub(super) fn parse(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Settings {
    let mut settings = Settings::new();
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with('[') {
            // Keys of a section are another thing; npm has no use for them.
            break;
        }
        if line.is_empty() || line.starts_with([';', '#']) {
            continue;
        }
        let (key, value) = line.split_once('=').unwrap_or((line, "true"));
        let key = expand(&unquote(key.trim()), variable);
        let value = expand(&unquote(value.trim()), variable);
        settings.insert(key, value);
    }
    settings
}

/// Takes quotes away, or, of a bare text, what follows an unescaped comment sign.
fn unquote(text: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inside) = text
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
        {
            return serde_json::from_str(text).unwrap_or_else(|_| inside.to_owned());
        }
    }
    let mut bare = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(escaped @ ('\\' | ';' | '#')) => bare.push(escaped),
                Some(other) => bare.extend(['\\', other]),
                None => bare.push('\\'),
            },
            ';' | '#' => break,
            other => bare.push(other),
        }
    }
    bare.trim().to_owned()
}

/// Replaces `${NAME}`; what is not set stays as written, and with `${NAME?}` becomes empty.
fn expand(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        let whole = &rest[start..=start + length];
        let name = &whole[2..whole.len() - 1];
        let escaped = rest[..start].ends_with('\\');
        expanded.push_str(rest[..start].strip_suffix('\\').unwrap_or(&rest[..start]));
        let value = match name.strip_suffix('?') {
            _ if escaped => None,
            Some(optional) => Some(variable(optional).unwrap_or_default()),
            None => variable(name),
        };
        expanded.push_str(value.as_deref().unwrap_or(whole));
        rest = &rest[start + length + 1..];
    }
    expanded.push_str(rest);
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn variable(name: &str) -> Option<String> {
        (name == "TOKEN").then(|| "secret".to_owned())
    }

    #[test]
    fn lines_mean_what_npm_makes_of_them() {
        let table = [
            ("registry=https://a.test/", "registry", "https://a.test/"),
            (
                "  registry = https://a.test/ ; ours",
                "registry",
                "https://a.test/",
            ),
            (
                "registry = \"https://a.test/;x\"",
                "registry",
                "https://a.test/;x",
            ),
            ("registry='https://a.test/'", "registry", "https://a.test/"),
            (
                "@ours:registry=https://b.test",
                "@ours:registry",
                "https://b.test",
            ),
            (
                "//a.test/:_authToken=${TOKEN}",
                "//a.test/:_authToken",
                "secret",
            ),
            (
                "//a.test/:_authToken=x${TOKEN}y",
                "//a.test/:_authToken",
                "xsecrety",
            ),
            ("token=${NONE}", "token", "${NONE}"),
            ("token=a${NONE?}b", "token", "ab"),
            ("token=\\\\${TOKEN}", "token", "${TOKEN}"),
            ("token=${TOKEN", "token", "${TOKEN"),
            ("password=a\\;b\\#c", "password", "a;b#c"),
            ("offline", "offline", "true"),
            ("auth = YWJj=", "auth", "YWJj="),
        ];
        for (line, key, value) in table {
            let settings = parse(line, &variable);
            assert_eq!(
                settings.get(key).map(String::as_str),
                Some(value),
                "{line}: {settings:?}"
            );
        }
    }

    #[test]
    fn comments_sections_and_blank_lines_set_nothing() {
        let text = "; a=1\n# b=2\n\n[section]\nregistry=https://evil.test/\n";
        assert_eq!(parse(text, &variable), Settings::new());
    }

    #[test]
    fn the_last_of_two_lines_holds() {
        let settings = parse("a=1\r\na=2\r\n", &variable);
        assert_eq!(settings["a"], "2");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_fail_hard(text in "(?s).{0,200}") {
            let _ = parse(&text, &variable);
        }

        #[test]
        fn plain_values_come_back(key in "[a-z][a-z-]{0,9}", value in "[a-zA-Z0-9:/._-]{1,30}") {
            let settings = parse(&format!("{key} = {value}"), &variable);
            prop_assert_eq!(&settings[&key], &value);
        }
    }
}
