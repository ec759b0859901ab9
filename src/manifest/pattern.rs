//! Patterns of files and of case ids: `*` within one segment, `**` across segments, everything else literal.

use globset::GlobBuilder;
use globset::GlobMatcher;

/// Longest pattern that is compiled; no path and no id is as long. The compiler panics at what would need megabytes.
const LONGEST: usize = 8 << 10;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    form: Form,
}

/// Nearly all patterns are one of the first three, for which a regular expression would cost more than all the rest.
#[derive(Clone, Debug)]
enum Form {
    /// No star; or longer than anything it could match.
    Literal,
    /// One star in the last segment (`dir/*.lua`): what is before and what is after it.
    Segment(String, String),
    /// Everything below (`dir/**`): what is before it, with the separator.
    Below(String),
    /// Anything else.
    Glob(Box<GlobMatcher>),
}

/// Whether a text is a pattern rather than one name.
pub fn is_pattern(text: &str) -> bool {
    text.contains('*')
}

impl Pattern {
    /// Compiles a pattern. Only stars are special, so that `[id].wasm` names a file.
    ///
    /// # Panics
    /// Never: a glob in which nothing but stars is special is well formed.
    pub fn new(text: &str) -> Self {
        let short = || {
            if text.len() > LONGEST {
                return Some(Form::Literal);
            }
            simple(text)
        };
        let form = short().unwrap_or_else(|| {
            let mut glob = String::with_capacity(text.len());
            for character in text.chars() {
                if "?[]{}\\".contains(character) {
                    glob.push('\\');
                }
                glob.push(character);
            }
            let glob = GlobBuilder::new(&glob)
                .literal_separator(true)
                .backslash_escape(true)
                .build()
                .expect("a glob with nothing special but stars is well formed");
            Form::Glob(Box::new(glob.compile_matcher()))
        });
        Self {
            text: text.to_owned(),
            form,
        }
    }

    /// Compiles a pattern of case ids, which hold nothing special: `?`, `[ab]` and `{a,b}` are understood too.
    ///
    /// Nothing is answered for what is no glob.
    pub fn of_ids(text: &str) -> Option<Self> {
        if !text.contains(['?', '[', ']', '{', '}', '\\']) {
            return Some(Self::new(text));
        }
        if text.len() > LONGEST {
            return None;
        }
        let glob = GlobBuilder::new(text).literal_separator(true).build();
        Some(Self {
            text: text.to_owned(),
            form: Form::Glob(Box::new(glob.ok()?.compile_matcher())),
        })
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it matches the whole of a path or an id.
    pub fn matches(&self, path: &str) -> bool {
        match &self.form {
            Form::Literal => self.text == path,
            Form::Segment(start, end) => path
                .strip_prefix(start.as_str())
                .and_then(|rest| rest.strip_suffix(end.as_str()))
                .is_some_and(|middle| !middle.contains('/')),
            Form::Below(start) => path.len() > start.len() && path.starts_with(start.as_str()),
            Form::Glob(matcher) => matcher.is_match(path),
        }
    }
}

fn simple(text: &str) -> Option<Form> {
    let Some((start, end)) = text.split_once('*') else {
        return Some(Form::Literal);
    };
    let at_segment = start.is_empty() || start.ends_with('/');
    if at_segment && end == "*" && !start.is_empty() {
        return Some(Form::Below(start.to_owned()));
    }
    let is_segment = at_segment && !end.contains(['*', '/']);
    is_segment.then(|| Form::Segment(start.to_owned(), end.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stars_stop_at_separators_and_double_stars_do_not() {
        let table = [
            ("*.lua", "a.lua", true),
            ("*.lua", "d/a.lua", false),
            ("*.lua", ".lua", true),
            ("**/*.lua", "a.lua", true),
            ("**/*.lua", "d/e/a.lua", true),
            ("d/**", "d/e/a.lua", true),
            ("*/*/*.wasm", "a/b/c.wasm", true),
            ("*/*/*.wasm", "a/b.wasm", false),
            ("d/*.lua", "d/a.lua", true),
            ("a*.lua", "args.lua", true),
            ("[id].wasm", "[id].wasm", true),
            ("[id].wasm", "i.wasm", false),
            ("{a,b}*", "{a,b}c", true),
            ("?*", "ab", false),
            ("lua/**", "lua/numbers", true),
            ("**", "lua/numbers", true),
        ];
        for (pattern, path, expected) in table {
            assert_eq!(
                Pattern::new(pattern).matches(path),
                expected,
                "{pattern} {path}"
            );
        }
    }

    #[test]
    fn a_pattern_longer_than_any_path_matches_nothing() {
        let long = "a*b".repeat(500_000);
        assert!(!Pattern::new(&long).matches("ab"));
        assert!(Pattern::of_ids(&format!("{long}?")).is_none());
        let heavy = "[\u{0}-\u{10ffff}]".repeat(LONGEST / 8);
        assert!(Pattern::of_ids(&heavy).is_some());
        assert!(Pattern::of_ids(&"**/".repeat(LONGEST / 3)).is_some());
        assert!(!Pattern::new(&"a*b".repeat(LONGEST / 3)).matches("ab"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_pattern_and_matches_itself_without_stars(text in "\\PC{0,20}") {
            let pattern = Pattern::new(&text);
            if !is_pattern(&text) && !text.is_empty() {
                prop_assert!(pattern.matches(&text));
            }
        }

        #[test]
        fn the_short_ways_answer_as_the_long_one(
            start in "(d/)?",
            end in "[a.]{0,3}|\\*",
            path in "(d/)?[a./]{0,6}",
        ) {
            let text = format!("{start}*{end}");
            let long = GlobBuilder::new(&text).literal_separator(true).build().unwrap();
            let long = long.compile_matcher().is_match(&path);
            // No path of a tree has an empty segment.
            prop_assume!(!path.split('/').any(str::is_empty));
            prop_assert_eq!(Pattern::new(&text).matches(&path), long);
        }
    }
}
