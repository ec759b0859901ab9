//! What can be wrong before anything runs, and how every error is shown: once, with its chain and a hint.

use crate::cli::config::Faults;
use crate::cli::exit::Exit;
use crate::wording;
use std::error::Error;
use std::io;
use std::io::Write;
use std::path::PathBuf;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The working directory cannot be used.
    #[error("the working directory cannot be read")]
    WorkingDirectory(#[source] io::Error),
    /// `config.toml` is wrong.
    #[error("`{}` is not a configuration of wassay", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        #[source]
        faults: Faults,
    },
    /// A variable holds what cannot be sent as a token.
    #[error("what `{0}` holds cannot be sent as a token")]
    Token(String),
    /// `config.toml` cannot be read.
    #[error("`{}` cannot be read", path.display())]
    ConfigUnreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// `WASSAY_TODAY` is no date.
    #[error("`WASSAY_TODAY` is `{0}`, which is not a date")]
    Today(String),
    /// A filter expression cannot be read.
    #[error("filter expression: {message}\n\n  {expression}\n  {caret}")]
    Filter {
        /// As typed.
        expression: String,
        /// What is wrong.
        message: String,
        /// Points at it.
        caret: String,
        /// What may have been meant.
        hint: Option<String>,
    },
    /// A filter expression is empty: there is nothing to point at.
    #[error("{0}")]
    NoFilter(String, Option<String>),
    /// `--runtime` is not NAME@RANGE.
    #[error("`--runtime {0}`: {1}")]
    Runtime(String, String),
    /// A PATH or ADDRESS selects nothing.
    #[error("`{0}` is neither a path nor the address of a case")]
    Target(String, Option<String>),
    /// The cache cannot be used.
    #[error("the cache cannot be used")]
    Cache(#[source] crate::cache::CacheError),
    /// The record of the run cannot be begun.
    #[error("the record of this run cannot be written")]
    Recorder(#[source] crate::record::RecordError),
    /// Snapshots cannot be read.
    #[error("snapshots in `{}` cannot be read", .0.display())]
    Snapshots(PathBuf, #[source] io::Error),
    /// Standard output cannot be written to.
    #[error("standard output cannot be written to")]
    Output(#[source] io::Error),
    /// A record cannot be read.
    #[error("record: {0}")]
    Record(String),
    /// Some snapshots could not be decided.
    #[error("{0}")]
    Decide(String),
}

impl CliError {
    /// The exit code it leads to.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::WorkingDirectory(_)
            | Self::Config { .. }
            | Self::ConfigUnreadable { .. }
            | Self::Token(_)
            | Self::Today(_)
            | Self::Filter { .. }
            | Self::NoFilter(..)
            | Self::Runtime(..)
            | Self::Target(..)
            | Self::Record(_)
            | Self::Decide(_) => Exit::Usage,
            Self::Cache(_) | Self::Snapshots(..) => Exit::Broken,
            Self::Recorder(_) | Self::Output(_) => Exit::Report,
        }
    }

    /// An error with everything it was caused by, on one line.
    pub(crate) fn chain(error: &dyn Error) -> String {
        let mut text = error.to_string();
        let mut next = error.source();
        while let Some(inner) = next {
            text.push_str(&format!(": {inner}"));
            next = inner.source();
        }
        text
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Token(_) => Some("a token is made of visible ASCII characters".to_owned()),
            Self::Today(_) => Some("a date is written 2027-01-31".to_owned()),
            Self::Runtime(..) => {
                Some("write NAME@RANGE, as in `lua@5.4` or `'ruby@>=3.2,<3.4'`".to_owned())
            }
            Self::Target(_, near) => Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`wassay list` prints what there is".to_owned(),
            }),
            Self::Cache(error) => error.hint(),
            Self::Filter { hint, .. } | Self::NoFilter(_, hint) => hint.clone(),
            Self::Record(_) => Some("`wassay run` keeps the record of every run".to_owned()),
            _ => None,
        }
    }
}

/// Shows an error with its chain and its hint.
pub(crate) fn show(error: &CliError, to: &mut dyn Write) {
    let mut text = format!("error: {}\n", safe(&error.to_string()));
    let mut next = error.source();
    while let Some(inner) = next {
        text.push_str(&format!("  caused by: {}\n", safe(&inner.to_string())));
        next = inner.source();
    }
    if let Some(hint) = error.hint() {
        text.push_str(&format!("hint: {}\n", safe(&hint)));
    }
    // When even stderr is gone there is nobody left to tell.
    let _ = to.write_all(text.as_bytes());
}

/// Line feeds of ours stay, everything else that acts on a terminal is made visible.
pub(crate) fn safe(text: &str) -> String {
    text.lines()
        .map(wording::visible)
        .collect::<Vec<_>>()
        .join("\n")
}
