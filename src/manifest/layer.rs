//! The keys of a case, as one `[[case]]` or one `[defaults]` sets them.
//!
//! A layer holds only what was written; several of them, outer ones first, become the settings of a case in
//! [`crate::manifest::merge`].

use crate::manifest::http;
use crate::manifest::inputs::arguments;
use crate::manifest::inputs::channels;
use crate::manifest::inputs::dirs;
use crate::manifest::inputs::duration;
use crate::manifest::inputs::environment;
use crate::manifest::inputs::stdin;
use crate::manifest::item::Item;
use crate::manifest::source::Mark;
use crate::manifest::source::Marked;
use crate::manifest::units;
use crate::manifest::units::UnitError;
use crate::manifest::walker::LATER;
use crate::manifest::walker::Table;
use crate::model::call::Call;
use crate::model::case::Dir;
use crate::model::execution::Channel;
use crate::model::execution::LimitEnding;
use crate::model::http::Answer;
use crate::model::http::Body;
use crate::model::http::Fields;
use crate::model::http::Instances;
use crate::model::http::Request;
use crate::model::http::Upstream;
use crate::model::id::is_name;
use crate::model::invocation::Stdin;
use crate::model::limits::Clock;
use crate::model::limits::Network;
use crate::model::limits::Randomness;
use crate::wording::visible;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// Keys that `[[case]]` and `[defaults]` share.
pub(crate) const KEYS: [&str; 22] = [
    "tags",
    "runtime",
    "args",
    "env",
    "stdin",
    "dirs",
    "request",
    "instance",
    "upstream",
    "call",
    "imports",
    "compare",
    "want",
    "ending",
    "limits",
    "clock",
    "random",
    "seed",
    "network",
    "isolation",
    "retries",
    "budget",
];

/// Keys of later versions.
pub(crate) const LATER_KEYS: [&str; 1] = ["steps"];

/// What can be declared instead of left to a snapshot.
const WANTS: [&str; 7] = [
    "exit", "stdout", "stderr", "status", "headers", "body", "results",
];

/// One page of linear memory: the least any limit of memory makes sense with.
const PAGE: u64 = 1 << 16;

/// What one table sets.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// Names it can be selected by.
    pub tags: Option<Marked<Vec<String>>>,
    /// Name of the runtime of a script.
    pub runtime: Option<Marked<String>>,
    /// Arguments.
    pub args: Option<Marked<Vec<String>>>,
    /// Environment.
    pub env: BTreeMap<String, Marked<String>>,
    /// Standard input.
    pub stdin: Option<Marked<Stdin>>,
    /// Directories.
    pub dirs: Option<Marked<Vec<Dir>>>,
    /// Requests put to a handler.
    pub requests: Option<Marked<Vec<Request>>>,
    /// How many instances answer them.
    pub instance: Option<Marked<Instances>>,
    /// What the guest's own requests meet.
    pub upstream: Option<Marked<Vec<Upstream>>>,
    /// Calls of exports; never of `[defaults]`.
    pub calls: Option<Marked<Vec<String>>>,
    /// What a component may import.
    pub imports: Option<Marked<Vec<String>>>,
    /// Channels that are compared, in document order.
    pub compare: Option<Marked<Vec<Channel>>>,
    /// Declared exit code.
    pub want_exit: Option<Marked<i32>>,
    /// Declared standard output.
    pub want_stdout: Option<Marked<String>>,
    /// Declared standard error.
    pub want_stderr: Option<Marked<String>>,
    /// Declared status.
    pub want_status: Option<Marked<u16>>,
    /// Declared header fields.
    pub want_headers: Option<Marked<Fields>>,
    /// Declared body.
    pub want_body: Option<Marked<Vec<u8>>>,
    /// Declared results.
    pub want_results: Option<Marked<Vec<String>>>,
    /// The ending by a limit that is right.
    pub ending: Option<Marked<LimitEnding>>,
    /// Wall time.
    pub timeout: Option<Marked<Duration>>,
    /// Bytes of memory.
    pub memory: Option<Marked<u64>>,
    /// Bytes of output.
    pub output: Option<Marked<u64>>,
    /// Elements of tables.
    pub tables: Option<Marked<u64>>,
    /// Instances.
    pub instances: Option<Marked<u64>>,
    /// Fuel.
    pub fuel: Option<Marked<u64>>,
    /// Which clock.
    pub clock: Option<Marked<Clock>>,
    /// Which random numbers.
    pub random: Option<Marked<Randomness>>,
    /// Seed of seeded random.
    pub seed: Option<Marked<u64>>,
    /// What it may reach.
    pub network: Option<Marked<Network>>,
    /// How often it is tried again.
    pub retries: Option<Marked<u32>>,
    /// Files and directories of the tree that it names: they are no cases by convention.
    pub names: Vec<PathBuf>,
}

impl Layer {
    /// Reads the shared keys of a table. Unknown keys are for the caller to note.
    pub(crate) fn read(table: &Table<'_>) -> Self {
        let mut layer = Self {
            tags: read_tags(table),
            runtime: table.text("runtime"),
            ..Self::default()
        };
        if let Some(item) = table.get("args") {
            layer.args = marked(&item, arguments(&item));
        }
        if let Some(item) = table.get("env") {
            layer.env = environment(&item);
        }
        layer.read_files(table);
        layer.read_traffic(table);
        if let Some(item) = table.get("call") {
            layer.calls = marked(&item, calls(&item));
        }
        if let Some(item) = table.get("imports") {
            layer.imports = marked(&item, imports(&item));
        }
        if let Some(item) = table.get("compare") {
            layer.compare = marked(&item, channels(&item).map(in_document_order));
        }
        if let Some(want) = table.get("want").and_then(|item| item.table()) {
            layer.read_want(&want);
        }
        if let Some(limits) = table.get("limits").and_then(|item| item.table()) {
            layer.read_limits(&limits);
        }
        layer.read_world(table);
        layer
    }

    fn read_files(&mut self, table: &Table<'_>) {
        if let Some(item) = table.get("stdin") {
            let stdin = stdin(&item);
            if let Some(Stdin::File(path)) = &stdin {
                self.names.push(path.clone());
            }
            self.stdin = marked(&item, stdin);
        }
        if let Some(item) = table.get("dirs") {
            let dirs = dirs(&item);
            self.names
                .extend(dirs.iter().flatten().filter_map(|dir| dir.from.clone()));
            self.dirs = marked(&item, dirs);
        }
    }

    fn read_traffic(&mut self, table: &Table<'_>) {
        if let Some(item) = table.get("request") {
            let requests = http::requests(&item);
            let bodies = requests.iter().flatten().map(|request| &request.body);
            self.names.extend(bodies.filter_map(Body::file).cloned());
            self.requests = marked(&item, requests);
        }
        if let Some(item) = table.get("instance") {
            let words = [("fresh", Instances::Fresh), ("shared", Instances::Shared)];
            self.instance = marked(&item, item.word(&words));
        }
        if let Some(item) = table.get("upstream") {
            let upstream = http::upstream(&item);
            let bodies = upstream
                .iter()
                .flatten()
                .filter_map(|own| match &own.answer {
                    Answer::Response { body, .. } => body.file(),
                    Answer::Refused | Answer::TimedOut => None,
                });
            self.names.extend(bodies.cloned());
            if upstream.is_some() {
                self.names.extend(http::asked_files(&item));
            }
            self.upstream = marked(&item, upstream);
        }
    }

    fn read_want(&mut self, want: &Table<'_>) {
        want.check(&WANTS, &[]);
        let range = i64::from(i32::MIN)..=i64::from(i32::MAX);
        self.want_exit = want.integer("exit", range).map(|exit| Marked {
            value: i32::try_from(exit.value).unwrap_or_default(),
            at: exit.at,
        });
        self.want_stdout = want.text("stdout");
        self.want_stderr = want.text("stderr");
        self.want_status = want.integer("status", 100..=599).map(|status| Marked {
            value: u16::try_from(status.value).unwrap_or_default(),
            at: status.at,
        });
        if let Some(item) = want.get("headers") {
            self.want_headers = marked(&item, http::fields(&item));
        }
        if let Some(item) = want.get("body") {
            self.want_body = marked(&item, http::bytes(&item, "a string, or `{ base64 }`"));
        }
        if let Some(item) = want.get("results") {
            let results = one_or_more(&item);
            let values =
                |all: Vec<Marked<String>>| all.into_iter().map(|text| text.value).collect();
            self.want_results = marked(&item, results.map(values));
        }
    }

    fn read_limits(&mut self, limits: &Table<'_>) {
        limits.check(
            &["timeout", "memory", "output", "tables", "instances", "fuel"],
            &[],
        );
        if let Some(item) = limits.get("timeout") {
            self.timeout = marked(&item, duration(&item));
        }
        self.memory = read_size(limits, "memory");
        if let Some(memory) = self.memory.as_ref().filter(|memory| memory.value < PAGE) {
            let defect = memory.at.error("bad-value", "`memory` is below one page");
            limits.sheet().push(defect.label("64KiB at least"));
        }
        self.output = read_size(limits, "output");
        self.tables = read_count(limits, "tables");
        self.instances = read_count(limits, "instances");
        self.fuel = read_count(limits, "fuel");
    }

    fn read_world(&mut self, table: &Table<'_>) {
        if let Some(item) = table.get("ending") {
            self.ending = marked(&item, item.word(&LimitEnding::ALL));
        }
        if let Some(item) = table.get("clock") {
            let words = [("virtual", Clock::Virtual), ("real", Clock::Real)];
            self.clock = marked(&item, item.word(&words));
        }
        if let Some(item) = table.get("random") {
            let words = [("seeded", Randomness::Seeded), ("real", Randomness::Real)];
            self.random = marked(&item, item.word(&words));
        }
        self.seed = read_count(table, "seed");
        if let Some(item) = table.get("network") {
            let words = [("denied", Network::Denied), ("loopback", Network::Loopback)];
            self.network = marked(&item, item.word(&words));
        }
        if let Some(item) = table.get("isolation")
            && item.word(&[("store", false), ("process", true)]) == Some(true)
        {
            let message = "`isolation = \"process\"` is not supported by this version";
            item.fault("not-supported", message, LATER);
        }
        if let Some(item) = table.get("budget") {
            item.key_fault(
                "not-supported",
                "`budget` is not supported by this version",
                LATER,
            );
        }
        self.retries = table.integer("retries", 0..=10).map(|retries| Marked {
            value: u32::try_from(retries.value).unwrap_or_default(),
            at: retries.at,
        });
    }
}

pub(crate) fn marked<T>(item: &Item<'_>, value: Option<T>) -> Option<Marked<T>> {
    value.map(|value| Marked {
        value,
        at: item.mark(),
    })
}

fn read_tags(table: &Table<'_>) -> Option<Marked<Vec<String>>> {
    let item = table.get("tags")?;
    let tags = item.strings()?;
    for tag in tags.iter().filter(|tag| !is_name(&tag.value)) {
        let message = format!("tag `{}` is not a name", visible(&tag.value));
        let defect = tag.at.error("bad-name", message);
        table
            .sheet()
            .push(defect.label(crate::manifest::NAME_LABEL));
    }
    let value = tags.into_iter().map(|tag| tag.value).collect();
    marked(&item, Some(value))
}

/// A string, or an array of strings.
fn one_or_more(item: &Item<'_>) -> Option<Vec<Marked<String>>> {
    if item.value().as_array().is_some() {
        return item.strings();
    }
    item.text_as("a string, or an array of strings")?;
    Some(vec![item.marked_text()?])
}

/// Calls in WAVE; whether they fit is known when the program is.
fn calls(item: &Item<'_>) -> Option<Vec<String>> {
    let texts = one_or_more(item)?;
    if texts.is_empty() {
        item.fault("bad-value", "`call` is empty", "one call at least");
    }
    for text in &texts {
        if let Err(error) = Call::parse(&text.value) {
            let message = format!("`{}` is no call", visible(&text.value));
            let at = place(item, text, error.column);
            let defect = at.error("bad-call", message);
            item.sheet().push(defect.label(visible(&error.message)));
        }
    }
    Some(texts.into_iter().map(|text| text.value).collect())
}

/// The place of a character of a string; that of the whole string where it is written with escapes.
fn place(item: &Item<'_>, text: &Marked<String>, column: usize) -> Mark {
    let source = item.sheet().source().text();
    let range = text.at.range();
    let plain = |quote: &str| {
        let raw = source.get(range.clone())?;
        let inner = raw.strip_prefix(quote)?.strip_suffix(quote)?;
        (inner == text.value).then_some(range.start + quote.len())
    };
    let Some(start) = plain("\"").or_else(|| plain("'")) else {
        return text.at.clone();
    };
    let mut places = text.value.char_indices().skip(column.saturating_sub(1));
    match places.next() {
        Some((at, c)) => item.sheet().mark(start + at..start + at + c.len_utf8()),
        // One behind the last character is the quote.
        None => item.sheet().mark(range.end - 1..range.end),
    }
}

/// Patterns of interfaces that a component may import.
fn imports(item: &Item<'_>) -> Option<Vec<String>> {
    let texts = item.strings()?;
    for text in &texts {
        if let Err(error) = globset::Glob::new(&text.value) {
            let message = format!("`{}` is no pattern", visible(&text.value));
            let defect = text.at.error("bad-pattern", message);
            item.sheet().push(defect.label(error.kind().to_string()));
        }
    }
    Some(texts.into_iter().map(|text| text.value).collect())
}

fn in_document_order(mut channels: Vec<Channel>) -> Vec<Channel> {
    channels.sort_unstable();
    channels
}

fn read_size(table: &Table<'_>, key: &str) -> Option<Marked<u64>> {
    let item = table.get(key)?;
    let text = item.text_as("a size, as a string")?;
    let note = |error: UnitError| {
        let message = format!("`{}` is not a size", visible(text));
        item.fault("bad-value", message, error.to_string());
    };
    marked(&item, units::size(text).map_err(note).ok())
}

fn read_count(table: &Table<'_>, key: &str) -> Option<Marked<u64>> {
    table.integer(key, 0..=i64::MAX).map(|count| Marked {
        value: count.value.unsigned_abs(),
        at: count.at,
    })
}
