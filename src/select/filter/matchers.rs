//! How one name is held against what a person wrote.

use crate::select::filter::error::Fault;
use globset::GlobBuilder;
use globset::GlobMatcher;
use regex::Regex;

/// A name, or a pattern of names, compiled.
#[derive(Clone, Debug)]
pub struct Matcher {
    form: Form,
    text: String,
    test: Test,
}

/// How a matcher is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `x` in `case()`.
    PlainPart,
    /// `x` elsewhere.
    PlainName,
    /// `=x`
    Equal,
    /// `~x`
    Contains,
    /// `#x`
    Glob,
    /// `/x/`
    Regex,
}

#[derive(Clone, Debug)]
enum Test {
    Equal,
    Contains,
    Glob(Box<GlobMatcher>),
    Regex(Box<Regex>),
}

impl Matcher {
    /// Compiles a matcher.
    pub(super) fn new(form: Form, text: String) -> Result<Self, Fault> {
        let compiled = match form {
            Form::PlainName if is_glob(&text) => glob(&text)?,
            Form::PlainName | Form::Equal => Test::Equal,
            Form::PlainPart | Form::Contains => Test::Contains,
            Form::Glob => glob(&text)?,
            Form::Regex => match Regex::new(&text) {
                Ok(regex) => Test::Regex(Box::new(regex)),
                Err(error) => return Err(Fault::Regex(in_one_line(&error))),
            },
        };
        Ok(Self {
            form,
            text,
            test: compiled,
        })
    }

    /// Whether a name matches.
    pub fn matches(&self, name: &str) -> bool {
        match &self.test {
            Test::Equal => self.text == name,
            Test::Contains => name.contains(&self.text),
            Test::Glob(glob) => glob.is_match(name),
            Test::Regex(regex) => regex.is_match(name),
        }
    }

    /// What was written, without the sign of its form.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How it was written.
    pub(super) fn form(&self) -> Form {
        self.form
    }

    /// The one name that can match, if there is only one.
    pub(super) fn only(&self) -> Option<&str> {
        matches!(self.test, Test::Equal).then_some(&*self.text)
    }
}

/// What was written is what counts; the same text compiles to the same test.
impl PartialEq for Matcher {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form && self.text == other.text
    }
}

impl Eq for Matcher {}

fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

fn glob(text: &str) -> Result<Test, Fault> {
    let glob = GlobBuilder::new(text).literal_separator(true).build();
    glob.map(|glob| Test::Glob(Box::new(glob.compile_matcher())))
        .map_err(|error| Fault::Glob(error.kind().to_string()))
}

/// The last line of a message that draws the expression once more, which the caller draws itself.
fn in_one_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().last().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}
