//! What a case is given and what of it is compared: arguments, environment, standard input, directories, channels.
//!
//! Every path is proved to stay below the directory of its manifest before anything else looks at it.

use crate::files::confine;
use crate::manifest::item::Item;
use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::units;
use crate::manifest::units::UnitError;
use crate::manifest::url::path_label;
use crate::manifest::walker::LATER;
use crate::model::case::Dir;
use crate::model::execution::Channel;
use crate::model::invocation::Access;
use crate::model::invocation::Stdin;
use crate::wording::closest;
use crate::wording::visible;
use base64::Engine as _;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// Channels of later versions.
const LATER_CHANNELS: [&str; 1] = ["kv"];

/// Reads an argv: strings without NUL.
pub(crate) fn arguments(item: &Item<'_>) -> Option<Vec<String>> {
    let texts = item.strings()?;
    for text in texts.iter().filter(|text| text.value.contains('\0')) {
        let message = format!("an element of `{}` holds a NUL character", item.key);
        let defect = text.at.error("bad-value", message);
        item.sheet()
            .push(defect.label("no program can be given one"));
    }
    Some(texts.into_iter().map(|text| text.value).collect())
}

/// Reads a table of environment variables.
pub(crate) fn environment(item: &Item<'_>) -> BTreeMap<String, Marked<String>> {
    let Some(table) = item.table_as("a table of strings") else {
        return BTreeMap::new();
    };
    let mut variables = BTreeMap::new();
    for variable in table.items() {
        if variable.key.is_empty() || variable.key.contains(['=', '\0']) {
            let message = format!("`{}` cannot name a variable", visible(variable.key));
            variable.key_fault("bad-name", message, "a name without `=` and NUL");
        }
        let Some(text) = variable.marked_text() else {
            continue;
        };
        if text.value.contains('\0') {
            let message = format!(
                "the value of `{}` holds a NUL character",
                visible(variable.key)
            );
            variable.fault("bad-value", message, "no program can be given one");
        }
        variables.insert(variable.key.to_owned(), text);
    }
    variables
}

/// Reads `stdin` in each of its forms.
pub(crate) fn stdin(item: &Item<'_>) -> Option<Stdin> {
    let expected = "a string, or a table with `file`, `base64`, or `text` and `open`";
    if let Some(text) = item.value().as_str() {
        return Some(match text {
            "" => Stdin::Empty,
            text => Stdin::Bytes(text.as_bytes().to_owned()),
        });
    }
    let table = item.table_as(expected)?;
    table.check(&["file", "base64", "text", "open"], &[]);
    let given: Vec<&str> = ["file", "base64", "text"]
        .into_iter()
        .filter(|key| table.has(key))
        .collect();
    if given.len() > 1 || (given.first().is_some_and(|key| *key != "text") && table.has("open")) {
        let message = "`stdin` is given in two ways";
        item.fault(
            "conflict",
            message,
            "one of `file`, `base64`, or `text` with `open`",
        );
        return None;
    }
    if let Some(file) = table.get("file") {
        return path_below(&file, Wanted::File).map(Stdin::File);
    }
    if let Some(encoded) = table.get("base64") {
        return base64(&encoded).map(Stdin::Bytes);
    }
    let open = table.get("open").and_then(|open| open.boolean());
    let text = match table.get("text") {
        Some(text) => text.text()?.as_bytes().to_owned(),
        None if open == Some(true) => Vec::new(),
        None => {
            item.fault(
                "missing-key",
                "`stdin` holds no input",
                "one of `file`, `base64`, `text`",
            );
            return None;
        }
    };
    Some(match open {
        Some(true) => Stdin::Open(text),
        _ => Stdin::Bytes(text),
    })
}

/// Reads bytes that are written as base64.
pub(crate) fn base64(item: &Item<'_>) -> Option<Vec<u8>> {
    let text: String = item.text()?.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).ok();
    if bytes.is_none() {
        let label = "standard alphabet, with padding";
        item.fault("bad-value", "`base64` is not base64", label);
    }
    bytes
}

/// Reads a duration.
pub(crate) fn duration(item: &Item<'_>) -> Option<Duration> {
    let text = item.text_as("a duration, as a string")?;
    let note = |error: UnitError| {
        let message = format!("`{}` is not a duration", visible(text));
        item.fault("bad-value", message, error.to_string());
    };
    units::duration(text).map_err(note).ok()
}

/// Reads `dirs`.
pub(crate) fn dirs(item: &Item<'_>) -> Option<Vec<Dir>> {
    let mut found: Vec<(Dir, Mark)> = Vec::new();
    for table in item.tables()? {
        table.check(&["guest", "from", "access"], &[]);
        let guest = table.required_text("guest", "the path that the guest opens");
        let access = table
            .get("access")
            .and_then(|access| access.word(&[("read", Access::Read), ("copy", Access::Copy)]));
        let access = access.unwrap_or(Access::Read);
        let from = table.get("from");
        let Some(guest) = guest else {
            continue;
        };
        if guest.value.contains('\0') {
            let defect = guest.at.error("bad-path", "`guest` holds a NUL character");
            item.sheet().push(defect.label("no guest could open it"));
        }
        if from.is_none() && access == Access::Read {
            let message = format!("directory `{}` shows nothing", visible(&guest.value));
            let defect = table.mark().error("missing-key", message);
            item.sheet()
                .push(defect.label("give `from`, or `access = \"copy\"` for an empty one"));
        }
        let same = |path: &str| path.trim_end_matches('/').to_owned();
        if let Some((_, first)) = found
            .iter()
            .find(|(own, _)| same(&own.guest) == same(&guest.value))
        {
            let message = format!("two directories are mounted at `{}`", visible(&guest.value));
            let label = format!("the other is at {}", first.shown());
            item.sheet()
                .push(guest.at.error("duplicate", message).label(label));
        }
        let dir = Dir {
            guest: guest.value,
            from: from.and_then(|from| path_below(&from, Wanted::Directory)),
            access,
        };
        found.push((dir, guest.at));
    }
    Some(found.into_iter().map(|(dir, _)| dir).collect())
}

/// What must lie at a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    File,
    Directory,
}

/// Reads a path that must exist below the directory of its manifest.
pub(crate) fn path_below(item: &Item<'_>, wanted: Wanted) -> Option<PathBuf> {
    let text = item.text()?;
    let dir = item.sheet().source().dir();
    match confine(dir, text, dir, "the project") {
        Ok(path) => {
            let fits = match wanted {
                Wanted::File => path.is_file(),
                Wanted::Directory => path.is_dir(),
            };
            if !fits {
                let noun = if wanted == Wanted::File {
                    "file"
                } else {
                    "directory"
                };
                let message = format!("`{}` is not a {noun}", visible(text));
                item.fault(
                    "bad-path",
                    message,
                    format!("`{}` names a {noun}", item.key),
                );
            }
            fits.then_some(path)
        }
        Err(error) => {
            item.fault("bad-path", visible(&error.to_string()), path_label(&error));
            None
        }
    }
}

/// Reads an array of channels.
pub(crate) fn channels(item: &Item<'_>) -> Option<Vec<Channel>> {
    let mut channels = Vec::new();
    for text in item.strings()? {
        let name = text.value.as_str();
        if let Some((_, channel)) = Channel::NAMED.iter().find(|(own, _)| *own == name) {
            if !channels.contains(channel) {
                channels.push(*channel);
            }
            continue;
        }
        let defect = if LATER_CHANNELS.contains(&name) {
            let message = format!("channel `{name}` is not supported by this version");
            text.at.error("not-supported", message).label(LATER)
        } else {
            let names = Channel::NAMED.iter().map(|(name, _)| *name);
            let label = closest(name, names).map_or_else(
                || format!("one of {}", Channel::NAMED.map(|(name, _)| name).join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("unknown channel `{}`", visible(name));
            text.at.error("unknown-channel", message).label(label)
        };
        item.sheet().push(defect);
    }
    Some(channels)
}
