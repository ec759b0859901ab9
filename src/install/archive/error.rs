//! Why a file cannot be taken out of an archive, in the words that people read.

use crate::cache::CacheError;
use crate::install::archive::bounds::TooMuch;
use std::io;

/// Why a member could not be taken out.
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    /// The bytes are no archive of this kind, or a broken one.
    #[error("the archive cannot be unpacked")]
    Archive(#[source] io::Error),
    /// It could be read in two ways, or holds what no archive of runtimes needs.
    #[error("the archive is refused: {0}")]
    Refused(String),
    /// The archive unpacks to more than is sane.
    #[error("the archive unpacks to more than {}", crate::wording::limit(*.0))]
    Bomb(u64),
    /// There is no such file.
    #[error("the archive has no file `{}`", crate::wording::visible(.member))]
    Missing {
        /// The file.
        member: String,
        /// One with a similar name.
        near: Option<String>,
    },
    /// There are several.
    #[error("the archive has more than one file `{}`", crate::wording::visible(.0))]
    Twice(String),
    /// It is a link, a directory or worse.
    #[error("`{}` in the archive is no plain file", crate::wording::visible(.0))]
    Kind(String),
    /// The cache could not take it.
    #[error(transparent)]
    Cache(#[from] CacheError),
}

/// What a failure to read an archive means. What stopped it may lie some wraps deep.
pub(super) fn of_io(error: io::Error) -> MemberError {
    let mut inner: Option<&(dyn std::error::Error + 'static)> =
        error.get_ref().map(|error| error as _);
    while let Some(current) = inner {
        if let Some(too_much) = current.downcast_ref::<TooMuch>() {
            return too_much.meaning();
        }
        // `io::Error` hides what it holds from `source`.
        inner = match current.downcast_ref::<io::Error>() {
            Some(nested) => nested.get_ref().map(|error| error as _),
            None => current.source(),
        };
    }
    MemberError::Archive(error)
}

/// A refusal in words.
pub(super) fn refused(why: &str) -> MemberError {
    MemberError::Refused(why.to_owned())
}
