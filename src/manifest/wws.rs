//! `.wws.toml`: which releases of which runtimes a project runs on.
//!
//! Both spellings are read: the shipped one (`[[repositories]]`, `checksum = {type, value}`) and the original
//! proposal (`[[repository]]`, `checksum = "…"`, most keys absent). What is absent takes a documented default, and
//! every default taken is listed in [`Runtime::defaulted`]. Nothing here fetches or looks at an artifact.

use crate::manifest::artifact;
use crate::manifest::artifact::Owner;
use crate::manifest::item::Item;
use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::source::Source;
use crate::manifest::version_is_read;
use crate::manifest::walker::Sheet;
use crate::manifest::walker::Table;
use crate::model::defect::Defect;
use crate::model::id::RESERVED_AXES;
use crate::model::id::is_name;
use crate::model::runtime::Artifact;
use crate::model::runtime::Runtime;
use crate::model::runtime::RuntimeKey;
use crate::model::runtime::Status;
use crate::model::version::Version;
use crate::wording::visible;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const RUNTIME_KEYS: [&str; 12] = [
    "name",
    "version",
    "tags",
    "status",
    "extensions",
    "args",
    "envs",
    "binary",
    "preload",
    "polyfill",
    "wrapper",
    "template",
];

const STATUSES: [(&str, Status); 4] = [
    ("active", Status::Active),
    ("deprecated", Status::Deprecated),
    ("yanked", Status::Yanked),
    ("unknown", Status::Unknown),
];

/// Extensions that a runtime claims when its pin names none.
const EXTENSIONS: [(&str, &str); 6] = [
    ("python", "py"),
    ("ruby", "rb"),
    ("lua", "lua"),
    ("php", "php"),
    ("js", "js"),
    ("quickjs", "js"),
];

/// A `.wws.toml` as it was read.
#[derive(Debug)]
pub struct Wws {
    /// The file.
    pub source: Arc<Source>,
    /// The releases that could be read, by name and version, each with its header.
    pub runtimes: Vec<Marked<Arc<Runtime>>>,
    /// Whether anything is wrong with it.
    pub is_broken: bool,
}

impl Wws {
    /// Reads the text. `within` is the suites root: no artifact is a file above it.
    pub fn read(source: &Arc<Source>, within: &Path) -> (Self, Vec<Defect>) {
        let sheet = Sheet::new(source);
        let mut runtimes = Vec::new();
        if let Some(parsed) = sheet.parse() {
            read_root(&Table::root(&sheet, &parsed), within, &mut runtimes);
        }
        runtimes.sort_by(|a, b| a.value.key.cmp(&b.value.key));
        let faults = sheet.into_faults();
        let wws = Self {
            source: Arc::clone(source),
            runtimes,
            is_broken: !faults.is_empty(),
        };
        (wws, faults)
    }
}

fn read_root(root: &Table<'_>, within: &Path, runtimes: &mut Vec<Marked<Arc<Runtime>>>) {
    root.check(&["version", "repositories", "repository"], &[]);
    version_is_read(root);
    let mut spellings: Vec<_> = ["repositories", "repository"]
        .into_iter()
        .filter_map(|key| root.get(key))
        .collect();
    spellings.sort_by_key(|item| item.key_mark().place().line);
    if let [first, second] = &spellings[..] {
        let span = second.key_mark().span_after(&first.key_mark());
        let message = "`repositories` and `repository` in one file";
        root.sheet().push(
            Defect::error("two-spellings", message, Some(span)).label("keep to one spelling"),
        );
    }
    let mut seen: BTreeMap<RuntimeKey, Mark> = BTreeMap::new();
    for repository in spellings.iter().filter_map(Item::tables).flatten() {
        repository.check(&["name", "url", "runtimes"], &[]);
        repository.text("name");
        repository.text("url");
        let tables = repository.get("runtimes").and_then(|item| item.tables());
        for table in tables.unwrap_or_default() {
            let Some(key) = read_key(&table) else {
                continue;
            };
            let at = table.mark();
            if let Some(first) = seen.get(&key) {
                let message = format!("runtime `{key}` is pinned twice");
                let label = format!("the other pin is at {}", first.shown());
                let span = at.span_after(first);
                root.sheet()
                    .push(Defect::error("duplicate", message, Some(span)).label(label));
            }
            seen.entry(key.clone()).or_insert_with(|| at.clone());
            if let Some(runtime) = read_runtime(&table, key, within) {
                let value = Arc::new(runtime);
                runtimes.push(Marked { value, at });
            }
        }
    }
}

/// Reads name and version; without them nothing can be said about the rest.
fn read_key(table: &Table<'_>) -> Option<RuntimeKey> {
    let name = table.required_text("name", "the name of the runtime, `ruby`");
    let name = name.filter(|name| {
        let item = table.get("name");
        let reserved = RESERVED_AXES.contains(&name.value.as_str());
        if let Some(item) = item.filter(|_| reserved) {
            let message = format!("`{}` cannot name a runtime", name.value);
            item.fault(
                "reserved-name",
                message,
                "it means something else where axes are named",
            );
        } else if let Some(item) = table.get("name").filter(|_| !is_name(&name.value)) {
            let message = format!("`{}` is not a name", visible(&name.value));
            item.fault("bad-name", message, crate::manifest::NAME_LABEL);
        }
        !reserved && is_name(&name.value)
    });
    let Some(item) = table.get("version") else {
        table.missing("version", "the version that is pinned, quoted");
        return None;
    };
    if item.value().is_integer() || item.value().is_float() {
        let kind = if item.value().is_integer() {
            "an integer"
        } else {
            "a float"
        };
        let label = format!("quote it: `\"{}\"`", item.raw());
        item.fault(
            "wrong-type",
            format!("the version of a runtime is {kind}"),
            label,
        );
        return None;
    }
    let version = table
        .required_text("version", "the version that is pinned, quoted")?
        .value;
    if version.chars().any(char::is_control) {
        item.fault(
            "bad-value",
            "`version` holds a control character",
            "free text on one line",
        );
        return None;
    }
    Some(RuntimeKey {
        name: name?.value,
        version: Version::new(version),
    })
}

fn read_runtime(table: &Table<'_>, key: RuntimeKey, within: &Path) -> Option<Runtime> {
    table.check(&RUNTIME_KEYS, &[]);
    let mut defaulted = Vec::new();
    let status = table.get("status").map(|item| item.word(&STATUSES));
    if status.is_none() {
        defaulted.push("status");
    }
    let tags = table.strings("tags").map(|tags| tags.value);
    let extensions = read_extensions(table, &key, &mut defaulted);
    let args = read_args(table, &key, &mut defaulted);
    let envs = table
        .get("envs")
        .map(|item| crate::manifest::inputs::environment(&item));
    for unused in ["polyfill", "wrapper", "template"] {
        read_artifact(table, unused, &key, within);
    }
    if !table.has("binary") {
        table.missing("binary", "the program: `{ url, filename, checksum }`");
    }
    let preloads = read_preloads(table, &key, within);
    let binary = read_artifact(table, "binary", &key, within);
    if binary.as_ref().is_some_and(|read| read.named_by_url) {
        defaulted.push("filename");
    }
    let envs = envs.unwrap_or_default().into_iter();
    Some(Runtime {
        tags: tags.unwrap_or_default(),
        status: status.flatten().unwrap_or_default(),
        extensions: extensions?,
        args,
        envs: envs.map(|(name, text)| (name, text.value)).collect(),
        binary: binary?.artifact,
        preloads,
        defaulted,
        at: table.mark().place(),
        key,
    })
}

fn read_extensions(
    table: &Table<'_>,
    key: &RuntimeKey,
    defaulted: &mut Vec<&'static str>,
) -> Option<Vec<String>> {
    let Some(item) = table.get("extensions") else {
        defaulted.push("extensions");
        let known = EXTENSIONS.iter().find(|(name, _)| *name == key.name);
        if known.is_none() {
            let label = format!("none is known for a runtime of the name `{}`", key.name);
            table.missing("extensions", &label);
        }
        return known.map(|(_, extension)| vec![(*extension).to_owned()]);
    };
    let mut extensions = Vec::new();
    for text in item.strings()? {
        let bare = text.value.trim_start_matches('.');
        if bare.is_empty() || bare != text.value || bare.contains(['/', '\\']) {
            let message = format!("`{}` is not an extension", visible(&text.value));
            let defect = text.at.error("bad-value", message);
            table.sheet().push(defect.label("without the dot, `rb`"));
        }
        extensions.push(bare.to_owned());
    }
    Some(extensions)
}

fn read_args(
    table: &Table<'_>,
    key: &RuntimeKey,
    defaulted: &mut Vec<&'static str>,
) -> Vec<String> {
    let Some(item) = table.get("args") else {
        defaulted.push("args");
        return vec![key.name.clone()];
    };
    crate::manifest::inputs::arguments(&item).unwrap_or_default()
}

fn read_artifact(
    table: &Table<'_>,
    role: &str,
    key: &RuntimeKey,
    within: &Path,
) -> Option<artifact::Read> {
    let fields = table
        .get(role)?
        .table_as("a table with `url`, `filename` and `checksum`")?;
    let title = match role {
        "binary" => format!("runtime `{key}`"),
        other => format!("`{other}` of runtime `{key}`"),
    };
    let owner = Owner {
        title,
        keys: artifact::KEYS,
        dir: table.sheet().source().dir(),
        within,
    };
    artifact::read(&fields, &owner)
}

fn read_preloads(table: &Table<'_>, key: &RuntimeKey, within: &Path) -> Vec<(String, Artifact)> {
    let tables = table.get("preload").and_then(|item| item.tables());
    let mut preloads: Vec<(String, Artifact)> = Vec::new();
    for fields in tables.unwrap_or_default() {
        let name = fields.required_text("name", "what later modules import from");
        let owner = Owner {
            title: match &name {
                Some(name) => format!("preload `{}` of runtime `{key}`", visible(&name.value)),
                None => format!("a preload of runtime `{key}`"),
            },
            keys: artifact::PRELOAD_KEYS,
            dir: table.sheet().source().dir(),
            within,
        };
        let read = artifact::read(&fields, &owner);
        let (Some(name), Some(read)) = (name, read) else {
            continue;
        };
        if preloads.iter().any(|(own, _)| *own == name.value) {
            let message = format!("two preloads are named `{}`", visible(&name.value));
            let defect = name.at.error("duplicate", message);
            table
                .sheet()
                .push(defect.label("each is imported by its name"));
        }
        preloads.push((name.value, read.artifact));
    }
    preloads
}
