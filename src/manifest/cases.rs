//! `[[case]]` and `[defaults]`.

use crate::manifest::NAME_LABEL;
use crate::manifest::item::Item;
use crate::manifest::layer;
use crate::manifest::layer::Layer;
use crate::manifest::pattern::is_pattern;
use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::walker::Table;
use crate::manifest::wassay::Standing;
use crate::model::case::Kind;
use crate::model::defect::Defect;
use crate::model::id::derive_name;
use crate::model::id::is_name;
use crate::wording::visible;

/// Every kind key, those of later versions too.
const KINDS: [(&str, Option<Kind>); 8] = [
    ("command", Some(Kind::Command)),
    ("script", Some(Kind::Script)),
    ("worker", None),
    ("route", None),
    ("http", Some(Kind::Http)),
    ("invoke", Some(Kind::Invoke)),
    ("wast", Some(Kind::Wast)),
    ("interface", Some(Kind::Interface)),
];

const KINDS_LABEL: &str =
    "a case has one of command, script, worker, route, http, invoke, wast, interface";

/// One `[[case]]`.
#[derive(Clone, Debug)]
pub struct CaseEntry {
    /// Its header.
    pub at: Mark,
    /// What it runs.
    pub kind: Kind,
    /// The program as written: a path or a pattern, at its value.
    pub program: Marked<String>,
    /// Its name, where one is given.
    pub name: Option<Marked<String>>,
    /// What it checks.
    pub description: Option<String>,
    /// Everything else; nothing when it sets none of those keys, as most cases do.
    pub layer: Option<Box<Layer>>,
}

impl CaseEntry {
    /// Whether it makes one case for each file.
    pub fn is_pattern(&self) -> bool {
        is_pattern(&self.program.value)
    }
}

/// What a list of cases came to.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The entries that name a program of a kind of this version.
    pub entries: Vec<CaseEntry>,
    /// Whether entries are missing because of faults, so that nobody knows all cases.
    pub is_partial: bool,
}

/// Reads `[[case]]`.
pub(crate) fn read(item: &Item<'_>, standing: &Standing<'_>, id: &str) -> Entries {
    let Some(tables) = item.tables() else {
        return Entries {
            is_partial: true,
            ..Entries::default()
        };
    };
    let known: Vec<&'static str> = ["name", "description"]
        .into_iter()
        .chain(KINDS.map(|(name, _)| name))
        .chain(layer::KEYS)
        .collect();
    let mut cases = Entries::default();
    for table in tables {
        match read_case(&table, &known, standing, id) {
            Some(entry) => cases.entries.push(entry),
            None => cases.is_partial = true,
        }
    }
    cases
}

fn read_case(
    table: &Table<'_>,
    known: &[&'static str],
    standing: &Standing<'_>,
    id: &str,
) -> Option<CaseEntry> {
    let meant = table.check(known, &layer::LATER_KEYS);
    let layer = table
        .has_any(&layer::KEYS)
        .then(|| Box::new(Layer::read(table)));
    let name = read_name(table);
    let description = table.text("description").map(|text| text.value);
    let (item, kind) = read_kind(table, id, &meant)?;
    let program = item.marked_text()?;
    let is_pattern = is_pattern(&program.value);
    if let Some(name) = name.as_ref().filter(|_| is_pattern) {
        let defect = name.at.error("conflict", "`name` beside a pattern");
        table
            .sheet()
            .push(defect.label("cases of a pattern are named after their files"));
    }
    if standing.suites_root && !standing.project && !is_pattern {
        let message = "a case of a suites root needs a pattern";
        item.fault("wrong-place", message, "`*/*.wasm` reaches into the suites");
    }
    check_inputs(table, kind);
    let extension = program.value.rsplit_once('.').map_or("", |(_, end)| end);
    let wanted = kind.extensions();
    if !is_pattern && !wanted.is_empty() && !wanted.contains(&extension) {
        let noun = if kind == Kind::Wast {
            "script"
        } else {
            "program"
        };
        let message = format!("`{}` is no {noun}", visible(&program.value));
        let files: Vec<String> = wanted.iter().map(|end| format!("`.{end}`")).collect();
        let label = format!("`{kind}` names a {} file", files.join(" or "));
        item.fault("bad-path", message, label);
    }
    Some(CaseEntry {
        at: table.mark(),
        kind,
        program,
        name,
        description,
        layer,
    })
}

/// Inputs of some kinds, and the kinds that take them; every other key is for all kinds.
const INPUTS: [(&str, &[Kind]); 11] = [
    ("runtime", &[Kind::Script]),
    ("args", &[Kind::Command, Kind::Script, Kind::Http]),
    (
        "env",
        &[Kind::Command, Kind::Script, Kind::Http, Kind::Invoke],
    ),
    ("stdin", &[Kind::Command, Kind::Script]),
    (
        "dirs",
        &[Kind::Command, Kind::Script, Kind::Http, Kind::Invoke],
    ),
    ("request", &[Kind::Http]),
    ("instance", &[Kind::Http]),
    (
        "upstream",
        &[Kind::Command, Kind::Script, Kind::Http, Kind::Invoke],
    ),
    ("call", &[Kind::Invoke]),
    (
        "ending",
        &[Kind::Command, Kind::Script, Kind::Http, Kind::Invoke],
    ),
    (
        "imports",
        &[Kind::Command, Kind::Http, Kind::Invoke, Kind::Interface],
    ),
];

/// Whether cases of a kind take an input (`imports`) or make what is declared (`want.status`).
pub(crate) fn takes(kind: Kind, key: &str) -> bool {
    let table: &[(&str, &[Kind])] = if key.starts_with("want.") {
        &WANTED
    } else {
        &INPUTS
    };
    let key = key.strip_prefix("want.").unwrap_or(key);
    table
        .iter()
        .find(|(own, _)| *own == key)
        .is_none_or(|(_, kinds)| kinds.contains(&kind))
}

/// Declared values of some kinds, and the kinds that have them.
const WANTED: [(&str, &[Kind]); 7] = [
    ("exit", &[Kind::Command, Kind::Script]),
    (
        "stdout",
        &[Kind::Command, Kind::Script, Kind::Http, Kind::Invoke],
    ),
    (
        "stderr",
        &[Kind::Command, Kind::Script, Kind::Http, Kind::Invoke],
    ),
    ("status", &[Kind::Http]),
    ("headers", &[Kind::Http]),
    ("body", &[Kind::Http]),
    ("results", &[Kind::Invoke]),
];

/// Notes what a case gives that its kind does not take. What `[defaults]` gives is for those who take it.
fn check_inputs(table: &Table<'_>, kind: Kind) {
    let refuse = |item: &Item<'_>, key: &str, kinds: &[Kind]| {
        let takers: Vec<String> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
        let message = format!("`{key}` is no input of `{kind}`");
        item.key_fault("conflict", message, format!("for {}", takers.join(", ")));
    };
    for (key, kinds) in INPUTS {
        if let Some(item) = table.get(key).filter(|_| !kinds.contains(&kind)) {
            refuse(&item, key, kinds);
        }
    }
    if kind == Kind::Invoke && !table.has("call") {
        table.missing("call", "what is called: `call = \"add(2, 40)\"`");
    }
    let want = table
        .get("want")
        .filter(|item| item.value().as_table().is_some());
    let Some(want) = want.and_then(|item| item.table()) else {
        return;
    };
    for (key, kinds) in WANTED {
        if let Some(item) = want.get(key).filter(|_| !kinds.contains(&kind)) {
            let message = format!("`want.{key}` is never made by `{kind}`");
            let makers: Vec<String> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
            item.key_fault(
                "conflict",
                message,
                format!("made by {}", makers.join(", ")),
            );
        }
    }
}

/// Finds the one kind key. Of several the first is answered, so that the case is still known by name.
fn read_kind<'a>(table: &Table<'a>, id: &str, meant: &[&'static str]) -> Option<(Item<'a>, Kind)> {
    let mut given: Vec<(Item<'a>, Option<Kind>)> = KINDS
        .iter()
        .filter_map(|(name, kind)| Some((table.get(name)?, *kind)))
        .collect();
    given.sort_by_key(|(item, _)| item.key_mark().range().start);
    let Some((first, _)) = given.first() else {
        // A misspelt kind key was already complained about, with what was meant.
        if !meant
            .iter()
            .any(|key| KINDS.iter().any(|(name, _)| name == key))
        {
            let defect = table.mark().error("no-kind", "a case without a program");
            table.sheet().push(defect.label(KINDS_LABEL));
        }
        return None;
    };
    if let Some((second, _)) = given.get(1) {
        let name = table.text("name").map(|name| name.value);
        let name = name.or_else(|| Some(stem_name(first.value().as_str()?)));
        let title = match name {
            Some(name) if id.is_empty() => format!("case `{}`", visible(&name)),
            Some(name) => format!("case `{id}/{}`", visible(&name)),
            None => "a case".to_owned(),
        };
        let count = match given.len() {
            2 => "two",
            3 => "three",
            _ => "several",
        };
        let keys: Vec<String> = given
            .iter()
            .map(|(item, _)| format!("`{}`", item.key))
            .collect();
        let message = format!("{title} names {count} programs: {}", keys.join(" and "));
        let span = second.key_mark().span_after(&first.key_mark());
        table
            .sheet()
            .push(Defect::error("two-kinds", message, Some(span)).label(KINDS_LABEL));
    }
    let is_ambiguous = given.len() > 1;
    let supported = given.iter().position(|(_, kind)| kind.is_some());
    let (item, kind) = given.swap_remove(supported.unwrap_or(0));
    if kind.is_none() && !is_ambiguous {
        let message = format!("`{}` is not supported by this version", item.key);
        let label = "this version runs command, script, http, invoke, wast and interface";
        item.key_fault("not-supported", message, label);
    }
    kind.map(|kind| (item, kind))
}

/// The name of a case after its file: without directories and extension.
pub fn stem_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    derive_name(if stem.is_empty() { file } else { stem })
}

fn read_name(table: &Table<'_>) -> Option<Marked<String>> {
    let name = table.text("name")?;
    if is_name(&name.value) {
        return Some(name);
    }
    let message = format!("`{}` is not a name", visible(&name.value));
    table
        .sheet()
        .push(name.at.error("bad-name", message).label(NAME_LABEL));
    None
}

/// Reads `[defaults]`.
pub(crate) fn read_defaults(item: &Item<'_>) -> Option<Layer> {
    let table = item.table()?;
    let mut known: Vec<&'static str> = layer::KEYS.to_vec();
    let own = KINDS
        .iter()
        .map(|(name, _)| *name)
        .chain(["name", "description", "call"]);
    for name in own {
        let Some(item) = table.get(name) else {
            continue;
        };
        known.push(name);
        let message = format!("`{name}` cannot stand in [defaults]");
        item.key_fault("wrong-place", message, "it belongs to one `[[case]]`");
    }
    table.check(&known, &layer::LATER_KEYS);
    Some(Layer {
        calls: None,
        ..Layer::read(&table)
    })
}
