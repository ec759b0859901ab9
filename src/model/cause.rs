//! Why something could not be asked: a chain of messages and a hint.
//!
//! Made from any module's error, so that the model need not name errors of the floors above it.

use serde::Deserialize;
use serde::Serialize;
use std::error::Error;

/// Where on the way to a verdict a trial stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The bytes of a runtime could not be had or are not the pinned ones.
    Install,
    /// A build step failed.
    Build,
    /// The engine refused to compile the program.
    Compile,
    /// The program compiled, but its imports are not met or its entry point is missing.
    Link,
    /// Files, directories or input of the trial could not be laid out.
    Stage,
    /// The engine itself failed, or cannot be used.
    Engine,
    /// The snapshot could not be read or is not one.
    Compare,
}

/// Why a trial is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Where it stopped.
    pub stage: Stage,
    /// A stable kebab-case word for tools, for example `digest-mismatch`.
    pub code: String,
    /// Messages, the outermost first; never empty.
    pub chain: Vec<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Cause {
    /// Makes a cause of one message.
    pub fn new(stage: Stage, code: &str, message: impl Into<String>) -> Self {
        Self {
            stage,
            code: code.to_owned(),
            chain: vec![message.into()],
            hint: None,
        }
    }

    /// Makes a cause of an error and everything it was caused by.
    pub fn of(stage: Stage, code: &str, error: &dyn Error) -> Self {
        let mut chain = vec![error.to_string()];
        let mut next = error.source();
        while let Some(inner) = next {
            let text = inner.to_string();
            if chain.last() != Some(&text) {
                chain.push(text);
            }
            next = inner.source();
        }
        Self {
            stage,
            code: code.to_owned(),
            chain,
            hint: None,
        }
    }

    /// The same cause with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The outermost message.
    pub fn message(&self) -> &str {
        self.chain.first().map_or("", String::as_str)
    }

    /// Whether any message of the chain holds `text`.
    pub fn mentions(&self, text: &str) -> bool {
        self.chain.iter().any(|message| message.contains(text))
    }
}
