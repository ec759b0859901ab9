//! Patterns of whole case ids, made once and held against thousands of ids.

use globset::GlobBuilder;
use globset::GlobMatcher;

/// A pattern of whole case ids.
///
/// Nearly all patterns are everything, one directory or one id; those are told apart when the pattern is made, because
/// a regular expression costs ten times as much for each of them.
#[derive(Debug)]
pub(super) enum Pattern {
    /// `**`.
    All,
    /// `lua/**`, with its `/` at the end.
    Below(String),
    /// `lua/numbers`.
    Exact(String),
    /// Anything else.
    Glob(Box<GlobMatcher>),
}

impl Pattern {
    /// Makes a pattern; `*` and `?` do not cross `/`.
    pub(super) fn new(text: &str) -> Result<Self, globset::Error> {
        if text == "**" {
            return Ok(Self::All);
        }
        if is_literal(text) {
            return Ok(Self::Exact(text.to_owned()));
        }
        match text.strip_suffix("**") {
            Some(dir) if dir.ends_with('/') && is_literal(dir) => Ok(Self::Below(dir.to_owned())),
            _ => glob(text).map(|glob| Self::Glob(Box::new(glob))),
        }
    }

    /// Whether an id is one of those meant.
    pub(super) fn matches(&self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Below(dir) => id.starts_with(dir.as_str()),
            Self::Exact(own) => own == id,
            Self::Glob(glob) => glob.is_match(id),
        }
    }
}

/// Makes a glob in which `*` and `?` do not cross `/`.
pub(super) fn glob(text: &str) -> Result<GlobMatcher, globset::Error> {
    let glob = GlobBuilder::new(text).literal_separator(true).build()?;
    Ok(glob.compile_matcher())
}

fn is_literal(text: &str) -> bool {
    !text.contains(['*', '?', '[', ']', '{', '}', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shortcuts_are_taken_only_where_they_hold() {
        let kind = |text: &str| match Pattern::new(text).unwrap() {
            Pattern::All => "all",
            Pattern::Below(_) => "below",
            Pattern::Exact(_) => "exact",
            Pattern::Glob(_) => "glob",
        };
        for (text, expected) in [
            ("**", "all"),
            ("lua/**", "below"),
            ("lua/numbers", "exact"),
            ("*/**", "glob"),
            ("lua**", "glob"),
            ("**/numbers", "glob"),
            ("l{u,i}a/**", "glob"),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
        assert!(Pattern::new("lua/[").is_err());
    }

    proptest! {
        #[test]
        fn shortcuts_say_what_the_glob_says(
            pattern in r"(\*\*|[ab]|[ab]\*)(/(\*\*|[ab]|\*)){0,3}",
            id in "[ab]{1,2}(/[ab]{1,2}){0,3}",
        ) {
            let expected = glob(&pattern).unwrap().is_match(&id);
            prop_assert_eq!(Pattern::new(&pattern).unwrap().matches(&id), expected, "{} {}", pattern, id);
        }
    }
}
