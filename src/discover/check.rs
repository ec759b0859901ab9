//! What only the whole tree shows: ids that clash, patterns that match no case, names of engines and runtimes that
//! nobody declared or pinned.

use crate::discover::outline::Draft;
use crate::discover::outline::Outline;
use crate::discover::reader::Reader;
use crate::discover::reader::Role;
use crate::discover::survey::Health;
use crate::discover::survey::Site;
use crate::manifest::BUILT_IN;
use crate::manifest::PRESETS;
use crate::manifest::pattern::Pattern;
use crate::manifest::source::Mark;
use crate::manifest::wassay::Wassay;
use crate::model::defect::Defect;
use crate::model::defect::Span;
use crate::model::runtime::Runtime;
use crate::wording::closest;
use crate::wording::count;
use crate::wording::some_of;
use crate::wording::visible;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Entries of the root manifest that are of no use: what they name is nowhere.
///
/// Faults of the root manifest leave no project out, so it is these alone that must not take effect.
#[derive(Default)]
pub(super) struct Dead(BTreeSet<(PathBuf, usize, usize)>);

impl Dead {
    /// Whether the entry that stands there is one.
    pub(super) fn holds(&self, at: &Span) -> bool {
        self.0.contains(&(at.path.clone(), at.line, at.column))
    }

    fn add(&mut self, at: &Span) {
        self.0.insert((at.path.clone(), at.line, at.column));
    }
}

/// A mistake, and the entry that is of no use because of it.
struct Mistake {
    entry: Mark,
    defect: Defect,
}

/// Checks everything and marks the sites that are left out.
pub(super) fn check(sites: &mut [Site], outlines: &mut [Outline], reader: &mut Reader) -> Dead {
    clashes(sites, outlines, reader);
    let mut dead = Dead::default();
    let engines = engine_names(reader);
    let mut heirs: HashMap<*const Wassay, Vec<usize>> = HashMap::new();
    for (index, site) in sites.iter().enumerate() {
        for wassay in &site.chain {
            heirs.entry(Arc::as_ptr(wassay)).or_default().push(index);
        }
    }
    for (wassay, role) in reader.wassays.clone() {
        let below = heirs.get(&Arc::as_ptr(&wassay)).cloned();
        let below = below.unwrap_or_default();
        let mut mistakes = unknown_engines(&wassay, &engines);
        let pinned = || below.iter().filter_map(|index| sites[*index].wws.as_ref());
        if pinned().all(|wws| !wws.is_broken) {
            let pins: Vec<&Arc<Runtime>> = pinned()
                .flat_map(|wws| wws.runtimes.iter().map(|pin| &pin.value))
                .collect();
            mistakes.extend(unknown_releases(&wassay, &pins));
            mistakes.extend(unknown_axes(&wassay, &pins));
        }
        mistakes.extend(unmatched_patterns(&wassay, &below, outlines));
        if role == Role::Inner && !mistakes.is_empty() {
            for index in below {
                sites[index].health.harm();
            }
        }
        for mistake in mistakes {
            dead.add(&mistake.entry.span());
            reader.defects.push(mistake.defect);
        }
    }
    for (site, outline) in sites.iter_mut().zip(outlines) {
        if outline.broken {
            site.health.harm();
        }
    }
    dead
}

/// Cases of one declaration whose ids are taken.
struct Clash {
    /// The case that has the id of the first of them: site and draft.
    first: (usize, usize),
    /// Their drafts.
    drafts: Vec<usize>,
}

/// Notes cases that share an id, once for each declaration that brings one.
fn clashes(sites: &[Site], outlines: &mut [Outline], reader: &mut Reader) {
    let total = outlines.iter().map(|outline| outline.drafts.len()).sum();
    let mut taken: HashMap<String, (usize, usize)> = HashMap::with_capacity(total);
    let mut found: BTreeMap<(usize, usize), Clash> = BTreeMap::new();
    for (at, outline) in outlines.iter().enumerate() {
        if sites[at].health == Health::Shadowed {
            continue;
        }
        for (index, draft) in outline.drafts.iter().enumerate() {
            let first = *taken
                .entry(draft.id.to_ascii_lowercase())
                .or_insert((at, index));
            if first != (at, index) {
                let clash = found.entry((at, draft.group)).or_insert(Clash {
                    first,
                    drafts: Vec::new(),
                });
                clash.drafts.push(index);
            }
        }
    }
    for ((at, group), clash) in found {
        let (other_at, other_index) = clash.first;
        let outline = &outlines[at];
        let (draft, other) = (
            &outline.drafts[clash.drafts[0]],
            &outlines[other_at].drafts[other_index],
        );
        let mark = |at: usize, group: usize| outlines[at].groups[group].at.as_ref();
        let (here, there) = (mark(at, group), mark(other_at, other.group));
        let mut message = if draft.id == other.id {
            format!("two cases are named `{}`", draft.id)
        } else {
            format!("`{}` and `{}` differ in case alone", other.id, draft.id)
        };
        if clash.drafts.len() > 1 {
            let more = count(clash.drafts.len() as u64 - 1, "more case");
            message.push_str(&format!(", and {more} likewise"));
        }
        let other_file = |draft: &Draft, site: &Site| {
            reader
                .shown(&site.dir.join(&draft.label))
                .display()
                .to_string()
        };
        let label = match there {
            Some(mark) => format!("the other is at {}", mark.shown()),
            None => format!(
                "the other is {}",
                visible(&other_file(other, &sites[other_at]))
            ),
        };
        let span = match (here, there) {
            (Some(here), Some(there)) => Some(here.span_after(there)),
            (here, _) => here.map(Mark::span),
        };
        let mut defect = Defect::error("duplicate", message, span).label(label);
        if here.is_none() {
            let file = other_file(draft, &sites[at]);
            defect = defect.hint(format!(
                "`name` in a `[[case]]` gives `{}` another name",
                visible(&file)
            ));
        }
        reader.defects.push(defect);
        outlines[at].broken = true;
    }
}

fn mistake(entry: &Mark, defect: Defect) -> Mistake {
    Mistake {
        entry: entry.clone(),
        defect,
    }
}

fn engine_names(reader: &Reader) -> Vec<String> {
    let built_in = BUILT_IN.iter().map(|(name, _)| (*name).to_owned());
    let tables = reader
        .wassays
        .iter()
        .flat_map(|(wassay, _)| &wassay.engines);
    let mut names: Vec<String> = built_in
        .chain(tables.map(|spec| spec.value.name.clone()))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn unknown_engines(wassay: &Wassay, known: &[String]) -> Vec<Mistake> {
    let named = wassay.matrix.engines.iter().flatten();
    let unknown = named.filter(|name| !known.contains(&name.value));
    let defects = unknown.map(|name| {
        let shown = visible(&name.value);
        if PRESETS.contains(&name.value.as_str()) {
            let message = format!("engine `{shown}` is not supported by this version");
            let defect = name.at.error("not-supported", message);
            return mistake(
                &name.at,
                defect.label("this version runs the embedded wasmtime"),
            );
        }
        let label = closest(&name.value, known.iter().map(String::as_str)).map_or_else(
            || format!("engines are {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("unknown engine `{shown}`");
        mistake(
            &name.at,
            name.at.error("unknown-engine", message).label(label),
        )
    });
    defects.collect()
}

fn unknown_releases(wassay: &Wassay, pins: &[&Arc<Runtime>]) -> Vec<Mistake> {
    let mut defects = Vec::new();
    for (runtime, axis) in &wassay.matrix.releases {
        let own: Vec<_> = pins.iter().filter(|pin| pin.key.name == *runtime).collect();
        if own.is_empty() {
            let label = match closest(runtime, names(pins)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => pinned_label(pins),
            };
            let message = format!("no project here pins a runtime `{}`", visible(runtime));
            let defect = axis.key.error("unknown-runtime", message).label(label);
            defects.push(mistake(&axis.key, defect));
            continue;
        }
        for range in &axis.ranges {
            if own
                .iter()
                .any(|pin| range.value.holds(&pin.key.version, &pin.tags))
            {
                continue;
            }
            let mut versions: Vec<&str> = own.iter().map(|pin| pin.key.version.as_str()).collect();
            versions.dedup();
            let message = format!("`{}` selects no release of `{runtime}`", range.value);
            let label = format!("pinned: {}", some_of(versions, 8));
            let defect = range.at.error("matches-nothing", message).label(label);
            defects.push(mistake(&range.at, defect));
        }
    }
    defects
}

fn unknown_axes(wassay: &Wassay, pins: &[&Arc<Runtime>]) -> Vec<Mistake> {
    let fixed = ["engine", "os", "arch"];
    let unknown = wassay.reach.axes.iter().filter(|axis| {
        !fixed.contains(&axis.name.as_str()) && pins.iter().all(|pin| pin.key.name != axis.name)
    });
    let defects = unknown.map(|axis| {
        let known = names(pins)
            .into_iter()
            .chain(fixed)
            .chain(["cases", "reason"]);
        let label = closest(&axis.name, known).map_or_else(
            || "an axis is a pinned runtime, engine, os or arch".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("unknown axis `{}`", visible(&axis.name));
        let defect = axis.at.error("unknown-axis", message).label(label);
        mistake(&axis.entry, defect)
    });
    defects.collect()
}

fn names<'a>(pins: &[&'a Arc<Runtime>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = pins.iter().map(|pin| pin.key.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn pinned_label(pins: &[&Arc<Runtime>]) -> String {
    match names(pins) {
        names if names.is_empty() => "no runtime is pinned here".to_owned(),
        names => format!("pinned: {}", some_of(names, 8)),
    }
}

/// Patterns of case ids that match no case. While faults hide cases nothing is said.
fn unmatched_patterns(wassay: &Wassay, below: &[usize], outlines: &[Outline]) -> Vec<Mistake> {
    if below.iter().any(|index| outlines[*index].is_partial) {
        return Vec::new();
    }
    let drafts = || below.iter().flat_map(|index| &outlines[*index].drafts);
    let unmatched = wassay.reach.patterns.iter().filter(|written| {
        // What is no glob is for whoever expands the matrix to tell.
        let pattern = Pattern::of_ids(&written.whole);
        pattern.is_some_and(|pattern| !drafts().any(|draft| pattern.matches(&draft.id)))
    });
    let defects = unmatched.map(|written| {
        let prefix = wassay.id.len() + usize::from(!wassay.id.is_empty());
        let mut ids: Vec<&str> = drafts()
            .map(|draft| draft.id.get(prefix..).unwrap_or(&draft.id))
            .collect();
        ids.sort_unstable();
        let whose = if wassay.id.is_empty() {
            "cases"
        } else {
            "cases of this project"
        };
        let label = if ids.is_empty() {
            "there are no cases here".to_owned()
        } else {
            format!("{whose}: {}", some_of(ids, 6))
        };
        let defect = written
            .at
            .error("matches-nothing", "pattern matches nothing");
        mistake(&written.entry, defect.label(label))
    });
    defects.collect()
}
