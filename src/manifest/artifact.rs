//! `{url, filename, checksum}` of a `.wws.toml`: bytes named by their SHA-256, and where they can be had.

use crate::digest::DigestError;
use crate::digest::Sha256;
use crate::manifest::item::Item;
use crate::manifest::source::Mark;
use crate::manifest::url::parse_url;
use crate::manifest::walker::Table;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use crate::wording::count;
use crate::wording::visible;
use std::path::Path;

/// Keys of an artifact.
pub(crate) const KEYS: &[&str] = &["url", "filename", "checksum"];
/// Keys of a preload: an artifact that later modules import from.
pub(crate) const PRELOAD_KEYS: &[&str] = &["name", "url", "filename", "checksum"];

const CHECKSUM_HINT: &str = "`sha256sum` of the file you trust gives the 64 digits";

/// Whose artifact is read, and how far its paths may reach.
pub(crate) struct Owner<'a> {
    /// As in messages: `runtime `ruby 3.2.4``, `preload `ruby` of runtime `ruby 3.2.4``.
    pub(crate) title: String,
    /// The keys its table may hold.
    pub(crate) keys: &'static [&'static str],
    /// Directory of the manifest.
    pub(crate) dir: &'a Path,
    /// The suites root: nothing above it is named.
    pub(crate) within: &'a Path,
}

/// An artifact and whether its `filename` was absent.
pub(crate) struct Read {
    pub(crate) artifact: Artifact,
    pub(crate) named_by_url: bool,
}

/// Reads an artifact; everything wrong with it is noted.
pub(crate) fn read(table: &Table<'_>, owner: &Owner<'_>) -> Option<Read> {
    table.check(owner.keys, &[]);
    let url = table.required_text("url", "where the bytes can be had");
    let source = url.as_ref().and_then(|url| {
        let item = table.get("url")?;
        match parse_url(&url.value, owner) {
            Ok(source) => Some(source),
            Err(fault) => {
                item.fault(fault.code, fault.message, fault.label);
                None
            }
        }
    });
    let checksum = read_checksum(table, owner);
    let filename = match table.get("filename") {
        Some(item) => read_filename(&item),
        None => source
            .as_ref()
            .map(|source| last_segment(source).to_owned()),
    };
    let (digest, at) = checksum?;
    Some(Read {
        artifact: Artifact {
            source: source?,
            url: url?.value,
            filename: filename?,
            digest,
            at: at.place(),
        },
        named_by_url: !table.has("filename"),
    })
}

fn read_filename(item: &Item<'_>) -> Option<String> {
    let text = item.text()?;
    let label = match text {
        "" | "." | ".." => "a name of a file",
        _ if text.contains(['/', '\\']) => "a file name is a label, never a path",
        _ if text.chars().any(char::is_control) => "a name without control characters",
        _ => return Some(text.to_owned()),
    };
    let message = format!("`filename` cannot be `{}`", visible(text));
    item.fault("bad-path", message, label);
    None
}

/// What a download would be called; never empty.
fn last_segment(source: &Source) -> &str {
    let name = match source {
        Source::File(path) => path.file_name().and_then(|name| name.to_str()),
        Source::Url(text) => last(text.split(['?', '#']).next().unwrap_or_default()),
        Source::Npm { member, .. } | Source::Archive { member, .. } => last(member),
    };
    name.unwrap_or("artifact")
}

fn last(path: &str) -> Option<&str> {
    path.rsplit('/')
        .next()
        .filter(|last| !matches!(*last, "" | "." | ".."))
}

/// Reads `checksum = "…"` or `checksum = { type = "sha256", value = "…" }`.
fn read_checksum(table: &Table<'_>, owner: &Owner<'_>) -> Option<(Sha256, Mark)> {
    let Some(item) = table.get("checksum") else {
        table.sheet().push(
            table
                .mark()
                .error("missing-checksum", format!("{} has no checksum", owner.title))
                .label("bytes without a checksum are never run")
                .hint("add `checksum = { type = \"sha256\", value = \"…\" }`; `sha256sum` of the file you trust gives it"),
        );
        return None;
    };
    let value = if item.value().is_table() {
        let fields = item.table()?;
        fields.check(&["type", "value"], &[]);
        if let Some(kind) = fields.get("type")
            && let Some(name) = kind.text()
            && name != "sha256"
        {
            let message = DigestError::Algorithm(visible(name).into_owned()).to_string();
            kind.fault("bad-checksum", message, "only `sha256`");
            return None;
        }
        let Some(value) = fields.get("value") else {
            fields.missing("value", "the 64 hex digits of a SHA-256");
            return None;
        };
        value
    } else {
        item
    };
    match value
        .text_as("a string, or a table with `type` and `value`")?
        .parse()
    {
        Ok(digest) => Some((digest, value.mark())),
        Err(error) => {
            let (what, label) = describe(&error);
            let defect = value
                .mark()
                .error("bad-checksum", format!("{} has {what}", owner.title))
                .label(label)
                .hint(CHECKSUM_HINT);
            table.sheet().push(defect);
            None
        }
    }
}

fn describe(error: &DigestError) -> (String, String) {
    match error {
        DigestError::Length(0) => (
            "an empty checksum".to_owned(),
            "a SHA-256 has 64 digits".to_owned(),
        ),
        DigestError::Length(length) => (
            format!("a checksum of {}", count(*length as u64, "digit")),
            "a SHA-256 has 64".to_owned(),
        ),
        DigestError::Digit(found) => (
            "a checksum that is not hexadecimal".to_owned(),
            format!("`{}` is not a hex digit", found.escape_default()),
        ),
        DigestError::Algorithm(name) => (
            format!("a checksum of the algorithm `{name}`"),
            "artifacts are named by their SHA-256".to_owned(),
        ),
        DigestError::Sri => (
            "a checksum that is no SRI text".to_owned(),
            "`sha256-` and 44 characters of base64".to_owned(),
        ),
    }
}
