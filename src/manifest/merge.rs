//! What holds for a case, of everything that several manifests say.
//!
//! Pure: layers in, settings out. Outer layers come first; the rules (nearest, by key, add) are part 3 of the
//! screens. Faults that need more than one key to be seen (a virtual clock with a network) are found here.

use crate::manifest::cases;
use crate::manifest::layer::Layer;
use crate::manifest::source::Marked;
use crate::model::case::Filter;
use crate::model::case::Kind;
use crate::model::case::Settings;
use crate::model::case::Want;
use crate::model::defect::Defect;
use crate::model::execution::Channel;
use crate::model::http::Fields;
use crate::model::http::Request;
use crate::model::invocation::Access;
use crate::model::limits::Clock;
use crate::model::limits::Limits;
use crate::model::limits::Network;
use crate::model::limits::Randomness;
use std::sync::Arc;

/// Takes the nearest layer that sets a key, and notes where.
struct Nearest<'a> {
    layers: &'a [&'a Layer],
    kind: Kind,
    settings: Settings,
}

impl Nearest<'_> {
    fn take<T: Clone>(
        &mut self,
        key: &'static str,
        of: impl Fn(&Layer) -> Option<&Marked<T>>,
    ) -> Option<T> {
        // What `[defaults]` gives is for the kinds that take it.
        if !cases::takes(self.kind, key) {
            return None;
        }
        let found = self.layers.iter().rev().find_map(|layer| of(layer))?;
        self.settings.origin.insert(key, found.at.place());
        Some(found.value.clone())
    }
}

/// The settings of a case of this kind, and what is wrong with them together.
pub fn settings(layers: &[&Layer], kind: Kind) -> (Settings, Vec<Defect>) {
    let mut nearest = Nearest {
        layers,
        kind,
        settings: Settings::default(),
    };
    let args = nearest.take("args", |layer| layer.args.as_ref());
    let stdin = nearest.take("stdin", |layer| layer.stdin.as_ref());
    let dirs = nearest.take("dirs", |layer| layer.dirs.as_ref());
    let compare = nearest.take("compare", |layer| layer.compare.as_ref());
    let want = Want {
        exit: nearest.take("want.exit", |layer| layer.want_exit.as_ref()),
        stdout: nearest.take("want.stdout", |layer| layer.want_stdout.as_ref()),
        stderr: nearest.take("want.stderr", |layer| layer.want_stderr.as_ref()),
        status: nearest.take("want.status", |layer| layer.want_status.as_ref()),
        headers: nearest
            .take("want.headers", |layer| layer.want_headers.as_ref())
            .map(by_name)
            .unwrap_or_default(),
        body: nearest.take("want.body", |layer| layer.want_body.as_ref()),
        results: nearest.take("want.results", |layer| layer.want_results.as_ref()),
    };
    let requests = nearest.take("request", |layer| layer.requests.as_ref());
    let instances = nearest.take("instance", |layer| layer.instance.as_ref());
    let upstream = nearest.take("upstream", |layer| layer.upstream.as_ref());
    let calls = nearest.take("call", |layer| layer.calls.as_ref());
    let imports = nearest.take("imports", |layer| layer.imports.as_ref());
    let ending = nearest.take("ending", |layer| layer.ending.as_ref());
    let limits = limits(&mut nearest);
    let clock = nearest.take("clock", |layer| layer.clock.as_ref());
    let random = nearest.take("random", |layer| layer.random.as_ref());
    let seed = nearest.take("seed", |layer| layer.seed.as_ref());
    let network = nearest.take("network", |layer| layer.network.as_ref());
    let retries = nearest.take("retries", |layer| layer.retries.as_ref());
    let mut settings = nearest.settings;
    for layer in layers {
        for (name, text) in &layer.env {
            settings.origin.insert("env", text.at.place());
            settings.env.insert(name.clone(), text.value.clone());
        }
    }
    settings.args = args.unwrap_or_default();
    settings.stdin = stdin.unwrap_or_default();
    settings.dirs = dirs.unwrap_or_default();
    settings.compare_given = compare.is_some();
    settings.upstream = upstream.unwrap_or_default();
    settings.compare = compare.unwrap_or_else(|| {
        let mut channels = kind.compared().to_vec();
        if !settings.upstream.is_empty() && kind.channels().contains(&Channel::Upstream) {
            channels.push(Channel::Upstream);
        }
        channels
    });
    if kind == Kind::Http {
        settings.requests = requests.unwrap_or_else(|| vec![Request::default()]);
    }
    settings.instances = instances.unwrap_or_default();
    settings.calls = calls.unwrap_or_default();
    settings.imports = imports;
    settings.want = want;
    settings.ending = ending;
    settings.limits = limits;
    settings.network = network.unwrap_or_default();
    // Who asks for a network alone gets the clock that goes with it.
    settings.clock = clock.unwrap_or(match settings.network {
        Network::Denied => Clock::Virtual,
        Network::Loopback => Clock::Real,
    });
    settings.random = random.unwrap_or_default();
    settings.seed = seed.unwrap_or_default();
    settings.retries = retries.unwrap_or_default();
    let defects = conflicts(layers, kind, &settings);
    (settings, defects)
}

/// All values of each name together, in the order in which names come first.
fn by_name(fields: Fields) -> Vec<(String, Vec<Vec<u8>>)> {
    let mut found: Vec<(String, Vec<Vec<u8>>)> = Vec::new();
    for (name, value) in fields {
        match found
            .iter_mut()
            .find(|(own, _)| own.eq_ignore_ascii_case(&name))
        {
            Some((_, values)) => values.push(value),
            None => found.push((name, vec![value])),
        }
    }
    found
}

fn limits(nearest: &mut Nearest<'_>) -> Limits {
    let default = Limits::default();
    let timeout = nearest.take("limits.timeout", |layer| layer.timeout.as_ref());
    let memory = nearest.take("limits.memory", |layer| layer.memory.as_ref());
    let output = nearest.take("limits.output", |layer| layer.output.as_ref());
    let tables = nearest.take("limits.tables", |layer| layer.tables.as_ref());
    let instances = nearest.take("limits.instances", |layer| layer.instances.as_ref());
    Limits {
        timeout: timeout.unwrap_or(default.timeout),
        memory: memory.unwrap_or(default.memory),
        output: output.unwrap_or(default.output),
        tables: tables.unwrap_or(default.tables),
        instances: instances.unwrap_or(default.instances),
        fuel: nearest.take("limits.fuel", |layer| layer.fuel.as_ref()),
    }
}

/// Names of all layers: `[defaults]` and the case add up.
pub fn tags(layers: &[&Layer]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in layers.iter().filter_map(|layer| layer.tags.as_ref()) {
        for tag in &tag.value {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
    }
    tags
}

/// The runtime that the nearest layer names.
pub fn runtime<'a>(layers: &[&'a Layer]) -> Option<&'a Marked<String>> {
    layers.iter().rev().find_map(|layer| layer.runtime.as_ref())
}

fn conflicts(layers: &[&Layer], kind: Kind, settings: &Settings) -> Vec<Defect> {
    let mut defects = Vec::new();
    let clock = layers.iter().rev().find_map(|layer| layer.clock.as_ref());
    if let Some(clock) = clock
        && settings.clock == Clock::Virtual
        && settings.network == Network::Loopback
    {
        let defect = clock.at.error("conflict", "a virtual clock with a network");
        defects.push(defect.label("`network = \"loopback\"` needs `clock = \"real\"`"));
    }
    let compare = layers.iter().rev().find_map(|layer| layer.compare.as_ref());
    let foreign = settings
        .compare
        .iter()
        .find(|channel| !kind.channels().contains(channel));
    if let (Some(compare), Some(channel)) = (compare, foreign) {
        let message = format!("`{kind}` has no channel `{channel}`");
        let names: Vec<String> = kind.channels().iter().map(ToString::to_string).collect();
        let defect = compare.at.error("conflict", message);
        defects.push(defect.label(format!("it has {}", names.join(", "))));
    }
    let has_copy = settings.dirs.iter().any(|dir| dir.access == Access::Copy);
    if let Some(compare) = compare
        && settings.compare.contains(&Channel::Files)
        && !has_copy
    {
        let defect = compare
            .at
            .error("conflict", "`files` are compared and none can be written");
        defects.push(defect.label("`files` needs a directory with `access = \"copy\"`"));
    }
    let dirs = layers.iter().rev().find_map(|layer| layer.dirs.as_ref());
    if let Some(dirs) = dirs
        && kind == Kind::Script
        && settings
            .dirs
            .iter()
            .any(|dir| dir.guest.trim_end_matches('/') == "/src")
    {
        let defect = dirs
            .at
            .error("duplicate", "two directories are mounted at `/src`");
        defects.push(defect.label("a script is at `/src` already"));
    }
    defects
}

/// Warns when real random numbers reach a channel that is compared as it is.
pub fn unstable(layers: &[&Layer], settings: &Settings, filters: &[Arc<Filter>]) -> Option<Defect> {
    let random = layers
        .iter()
        .rev()
        .find_map(|layer| layer.random.as_ref())?;
    let compared = |channel: &Channel| matches!(channel, Channel::Stdout | Channel::Output);
    let filtered = filters
        .iter()
        .any(|filter| filter.channels.is_empty() || filter.channels.iter().any(compared));
    let shows = settings.compare.iter().any(compared)
        && (settings.want.is_empty() || settings.compare_given);
    if settings.random != Randomness::Real || filtered || !shows {
        return None;
    }
    let message = "`random = \"real\"` while stdout is compared without a filter";
    let warning = Defect::warning("unstable", message, Some(random.at.span()));
    Some(warning.label("two runs may differ"))
}
