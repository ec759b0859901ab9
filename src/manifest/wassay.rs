//! `wassay.toml`: what to run. One file; its tables are read by the modules beside this one.
//!
//! Where a key may stand depends on where the file stands, which the floor above knows: the root manifest, a suites
//! root, a directory between, a project.

use crate::manifest::NAME_LABEL;
use crate::manifest::cases;
use crate::manifest::cases::Entries;
use crate::manifest::engines;
use crate::manifest::expects;
use crate::manifest::filters;
use crate::manifest::item::Item;
use crate::manifest::layer::Layer;
use crate::manifest::matrix;
use crate::manifest::matrix::MatrixLayer;
use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::source::Source;
use crate::manifest::version_is_read;
use crate::manifest::walker::LATER;
use crate::manifest::walker::Sheet;
use crate::manifest::walker::Table;
use crate::model::case::Filter;
use crate::model::defect::Defect;
use crate::model::engine::EngineSpec;
use crate::model::expectation::Expect;
use crate::model::id::derive_name;
use crate::model::id::is_name;
use crate::wording::visible;
use std::sync::Arc;

pub use crate::manifest::cases::CaseEntry;
pub use crate::manifest::cases::stem_name;
pub use crate::manifest::matrix::ReleaseAxis;

const KEYS: [&str; 11] = [
    "version",
    "suites",
    "snapshots",
    "name",
    "defaults",
    "matrix",
    "engines",
    "filters",
    "expect",
    "build",
    "case",
];

/// Where a manifest stands in the tree.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// It is the root manifest.
    pub root: bool,
    /// It stands in a suites root.
    pub suites_root: bool,
    /// It stands in a suite or below one, so that it may hold cases.
    pub project: bool,
    /// Id of the directory above, empty where there is none.
    pub parent: &'a str,
    /// What its own directory is called in ids.
    pub segment: Segment<'a>,
}

/// What a directory is called in ids.
#[derive(Clone, Copy, Debug)]
pub enum Segment<'a> {
    /// Nothing: the root and a suites root do not occur in ids.
    None,
    /// After the directory, unless its manifest has a `name`.
    Directory(&'a str),
    /// As the root manifest or the command line says.
    Given(&'a str),
}

/// One entry of `suites`.
#[derive(Clone, Debug)]
pub struct SuitesEntry {
    /// The name that makes one directory one suite.
    pub name: Option<Marked<String>>,
    /// Path or pattern of directories.
    pub path: Marked<String>,
}

/// A `wassay.toml` as it was read.
#[derive(Debug)]
pub struct Wassay {
    /// The file.
    pub source: Arc<Source>,
    /// Id of its directory: `lua`, `wasi/rust`; empty for the root and a suites root.
    pub id: String,
    /// `name`.
    pub name: Option<Marked<String>>,
    /// `suites`.
    pub suites: Option<Vec<SuitesEntry>>,
    /// `snapshots`.
    pub snapshots: Option<Marked<String>>,
    /// `[defaults]`.
    pub defaults: Layer,
    /// `[matrix]`.
    pub matrix: MatrixLayer,
    /// `[engines.<name>]`.
    pub engines: Vec<Marked<EngineSpec>>,
    /// `[[filters]]`.
    pub filters: Vec<Arc<Filter>>,
    /// `[[expect]]`.
    pub expects: Vec<Arc<Expect>>,
    /// `[[case]]`; nothing when there is none.
    pub cases: Option<Entries>,
    /// What must be found in the tree.
    pub reach: Reach,
    /// Whether anything is wrong with it.
    pub is_broken: bool,
    /// Whether its text is TOML, so that what is not in here was not written.
    pub is_legible: bool,
}

/// Names that a manifest uses and that only the whole tree can vouch for.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Patterns of whole case ids; each must match a case.
    pub patterns: Vec<ReachPattern>,
    /// Axes that conditions name; each must be a pinned runtime, `engine`, `os` or `arch`.
    pub axes: Vec<ReachAxis>,
    prefix: String,
}

/// A pattern of case ids and the entry it belongs to.
#[derive(Clone, Debug)]
pub struct ReachPattern {
    /// The pattern, relative to the suites roots.
    pub whole: String,
    /// Where it stands.
    pub at: Mark,
    /// The entry that is of no use without it.
    pub entry: Mark,
}

/// An axis that a condition names and the entry it belongs to.
#[derive(Clone, Debug)]
pub struct ReachAxis {
    /// The axis.
    pub name: String,
    /// Where it stands.
    pub at: Mark,
    /// The entry that is of no use without it.
    pub entry: Mark,
}

impl Reach {
    /// Makes a pattern of case ids whole and notes that it must match something.
    pub(crate) fn pattern(&mut self, table: &Table<'_>) -> String {
        let Some(item) = table.get("cases") else {
            return self.whole("**");
        };
        let Some(text) = item.text() else {
            return self.whole("**");
        };
        let whole = self.whole(text);
        self.patterns.push(ReachPattern {
            whole: whole.clone(),
            at: item.mark(),
            entry: table.mark(),
        });
        whole
    }

    fn whole(&self, pattern: &str) -> String {
        if self.prefix.is_empty() {
            pattern.to_owned()
        } else {
            format!("{}/{pattern}", self.prefix)
        }
    }
}

impl Wassay {
    /// Reads the text.
    pub fn read(source: &Arc<Source>, standing: &Standing<'_>) -> (Self, Vec<Defect>) {
        let sheet = Sheet::new(source);
        let mut wassay = Self::empty(source);
        let parsed = sheet.parse();
        wassay.is_legible = parsed.is_some();
        if let Some(parsed) = &parsed {
            wassay.fill(&Table::root(&sheet, parsed), standing);
        } else {
            wassay.id = id_of(standing, None);
            wassay.suites = recovered_suites(source);
        }
        drop(parsed);
        let faults = sheet.into_faults();
        wassay.is_broken = !faults.is_empty();
        (wassay, faults)
    }

    /// Whether a text is that of a root manifest: it has a key `suites`, as far as it can be read.
    pub fn is_root(text: &str) -> bool {
        let (table, errors) = toml::de::DeTable::parse_recoverable(text);
        let begins = |line: &str| {
            let rest = line.trim_start().strip_prefix("suites");
            rest.is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        table.get_ref().contains_key("suites") || (!errors.is_empty() && text.lines().any(begins))
    }

    fn empty(source: &Arc<Source>) -> Self {
        Self {
            source: Arc::clone(source),
            id: String::new(),
            name: None,
            suites: None,
            snapshots: None,
            defaults: Layer::default(),
            matrix: MatrixLayer::default(),
            engines: Vec::new(),
            filters: Vec::new(),
            expects: Vec::new(),
            cases: None,
            reach: Reach::default(),
            is_broken: false,
            is_legible: true,
        }
    }

    fn fill(&mut self, root: &Table<'_>, standing: &Standing<'_>) {
        root.check(&KEYS, &[]);
        version_is_read(root);
        check_places(root, standing);
        self.name = read_name(root);
        self.id = id_of(standing, self.name.as_ref());
        if !standing.root || !root.has("suites") {
            self.reach.prefix.clone_from(&self.id);
        }
        self.suites = root.get("suites").map(|item| read_suites(&item));
        self.snapshots = root.text("snapshots");
        if let Some(item) = root.get("defaults") {
            self.defaults = cases::read_defaults(&item).unwrap_or_default();
        }
        if let Some(matrix) = root.get("matrix").and_then(|item| item.table()) {
            self.matrix = matrix::read(&matrix, &mut self.reach);
        }
        if let Some(engines) = root.get("engines").and_then(|item| item.table()) {
            self.engines = engines::read(&engines);
        }
        let tables = |key: &str| {
            root.get(key)
                .and_then(|item| item.tables())
                .unwrap_or_default()
        };
        for table in tables("filters") {
            self.filters
                .extend(filters::read(&table, &mut self.reach).map(Arc::new));
        }
        for table in tables("expect") {
            self.expects
                .extend(expects::read(&table, &mut self.reach).map(Arc::new));
        }
        if let Some(item) = root.get("build") {
            item.key_fault(
                "not-supported",
                "`build` is not supported by this version",
                LATER,
            );
        }
        let may_hold = standing.project || standing.suites_root;
        if let Some(item) = root.get("case").filter(|_| may_hold) {
            self.cases = Some(cases::read(&item, standing, &self.id));
        }
    }
}

/// Where suites are, as far as a text that is no TOML says it: what can be discovered still runs.
fn recovered_suites(source: &Arc<Source>) -> Option<Vec<SuitesEntry>> {
    let sheet = Sheet::new(source);
    let (parsed, _) = toml::de::DeTable::parse_recoverable(source.text());
    let suites = Table::root(&sheet, &parsed)
        .get("suites")
        .map(|item| read_suites(&item));
    suites.filter(|entries| !entries.is_empty())
}

fn id_of(standing: &Standing<'_>, name: Option<&Marked<String>>) -> String {
    let segment = match standing.segment {
        Segment::None => return String::new(),
        Segment::Given(given) => given.to_owned(),
        Segment::Directory(directory) => {
            name.map_or_else(|| derive_name(directory), |name| name.value.clone())
        }
    };
    if standing.parent.is_empty() {
        segment
    } else {
        format!("{}/{segment}", standing.parent)
    }
}

/// Notes keys that stand in a manifest where they mean nothing.
fn check_places(root: &Table<'_>, standing: &Standing<'_>) {
    let table = [
        (
            "suites",
            standing.root,
            "only the root manifest may hold it",
        ),
        (
            "snapshots",
            standing.root,
            "only the root manifest may hold it",
        ),
        (
            "engines",
            standing.root,
            "only the root manifest may hold it",
        ),
        (
            "name",
            standing.project,
            "only a suite, a project or a directory between may hold it",
        ),
        (
            "case",
            standing.project || standing.suites_root,
            "only a project may hold it, and with patterns a suites root",
        ),
    ];
    for (key, allowed, label) in table {
        if let Some(item) = root.get(key).filter(|_| !allowed) {
            item.key_fault(
                "wrong-place",
                format!("`{key}` cannot stand in this manifest"),
                label,
            );
        }
    }
}

fn read_name(root: &Table<'_>) -> Option<Marked<String>> {
    let name = root.text("name")?;
    if is_name(&name.value) {
        return Some(name);
    }
    let message = format!("`{}` is not a name", visible(&name.value));
    root.sheet()
        .push(name.at.error("bad-name", message).label(NAME_LABEL));
    None
}

fn read_suites(item: &Item<'_>) -> Vec<SuitesEntry> {
    let expected = "an array of paths and `{ name, path }`";
    let mut entries = Vec::new();
    for element in item.elements(expected).unwrap_or_default() {
        if element.value().is_str() {
            let path = element.marked_text();
            entries.extend(path.map(|path| SuitesEntry { name: None, path }));
            continue;
        }
        let Some(table) = element.table_as(expected) else {
            continue;
        };
        table.check(&["name", "path"], &[]);
        let path = table.required_text("path", "the directory of the suite");
        if !table.has("name") {
            table.missing("name", "a suites root is written as a path alone");
        }
        let (Some(name), Some(path)) = (read_name(&table), path) else {
            continue;
        };
        if path.value.contains('*') {
            let defect = path.at.error("conflict", "`name` beside a pattern");
            table
                .sheet()
                .push(defect.label("a name makes one directory one suite"));
            continue;
        }
        entries.push(SuitesEntry {
            name: Some(name),
            path,
        });
    }
    entries
}
