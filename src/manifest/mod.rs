//! Reads the two files that people write: `.wws.toml` (which runtimes) and `wassay.toml` (what to run).
//!
//! One file at a time, and all faults of it at once, each with its place. Nothing here walks a tree, merges files of
//! several directories into a project or knows which cases there are: that is the work of the floor above, which
//! tells a manifest where it stands ([`wassay::Standing`]) and asks [`merge`] what holds for a case.
//!
//! The faults are found by a walker that keeps spans instead of by a deserializer, which would stop at the first and
//! lose the place of every value inside of a table. The reference of all keys is part 3 of the screens.

mod artifact;
mod cases;
mod engines;
mod expects;
mod filters;
mod http;
mod inputs;
mod item;
pub mod layer;
mod matrix;
pub mod merge;
pub mod pattern;
pub mod source;
pub mod units;
mod url;
mod walker;
pub mod wassay;
pub mod wws;

#[cfg(test)]
mod fault_tests;

pub(crate) use crate::manifest::engines::BUILT_IN;
pub(crate) use crate::manifest::engines::PRESETS;
pub(crate) use crate::manifest::url::path_label;
pub(crate) use crate::manifest::walker::PERSONAL;

use crate::manifest::walker::Table;

/// Name of the manifest that says what to run.
pub const WASSAY: &str = "wassay.toml";

/// Name of the manifest that pins runtimes.
pub const WWS: &str = ".wws.toml";

/// What is said beside the caret under a text that is no name.
pub(crate) const NAME_LABEL: &str =
    "letters, digits, `_`, and after the first `.`, `+`, `-`; at most 100 bytes";

/// Reads `version` of either manifest: absent or 1.
pub(crate) fn version_is_read(root: &Table<'_>) {
    if let Some(item) = root.get("version")
        && let Some(version) = item.integer(0..=i64::MAX)
        && version != 1
    {
        item.fault(
            "bad-version",
            format!("version {version} of this file is not supported by this version"),
            format!("wassay {} reads version 1", env!("CARGO_PKG_VERSION")),
        );
    }
}
