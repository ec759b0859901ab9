//! The cases of a site: which there are and what they are called, before anything is inherited.

use crate::discover::convention;
use crate::discover::declared::Declared;
use crate::discover::reader::Reader;
use crate::discover::survey::Declares;
use crate::discover::survey::Site;
use crate::manifest::layer::Layer;
use crate::manifest::merge;
use crate::manifest::source::Mark;
use crate::manifest::wassay::CaseEntry;
use crate::manifest::wassay::stem_name;
use crate::model::case::Kind;
use crate::model::case::Settings;
use crate::model::defect::Defect;
use crate::model::defect::Place;
use crate::model::id::derive_name;
use crate::model::id::is_name;
use crate::wording::visible;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// The cases of a site.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// What cases have in common, one for each `[[case]]`, or one for the convention.
    pub(super) groups: Vec<Group>,
    /// The cases.
    pub(super) drafts: Vec<Draft>,
    /// Whether faults hide some of them.
    pub(super) is_partial: bool,
    /// Whether the site is left out because of what was found here.
    pub(super) broken: bool,
}

/// What the cases of one declaration share.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Settings with everything inherited.
    pub(super) settings: Arc<Settings>,
    /// Names to select by.
    pub(super) tags: Vec<String>,
    /// What they check, where the manifest says it.
    pub(super) description: Option<String>,
    /// The header of the `[[case]]`; nothing by convention.
    pub(super) at: Option<Mark>,
    /// The pattern.
    pub(super) pattern: Option<Arc<str>>,
}

/// A case by its file.
#[derive(Debug)]
pub(super) struct Draft {
    /// Its whole id.
    pub(super) id: String,
    /// Its file, relative to the project, with `/`.
    pub(super) label: String,
    /// What it runs.
    pub(super) kind: Kind,
    /// Who runs a script.
    pub(super) runtime: Option<Arc<str>>,
    /// Index of its group.
    pub(super) group: usize,
}

/// Finds the cases of a site.
pub(super) fn outline(site: &Site, named: &BTreeSet<PathBuf>, reader: &mut Reader) -> Outline {
    let mut outline = Outline::default();
    match &site.declares {
        Declares::Own(own) => {
            outline.is_partial = !own.is_legible;
            Declared::new(site, own, reader).add_to(&mut outline);
        }
        Declares::Above(above) => Declared::new(site, above, reader).add_to(&mut outline),
        Declares::Convention => convention::outline(site, named, &mut outline, reader),
    }
    check_lengths(site, &mut outline, reader);
    outline
}

/// The settings of a declaration; what is wrong with them together is noted.
pub(super) fn group(
    site: &Site,
    entry: Option<&CaseEntry>,
    kind: Kind,
    reader: &mut Reader,
) -> (Group, bool) {
    let layers = layers(site, entry);
    let (settings, defects) = merge::settings(&layers, kind);
    let broken = !defects.is_empty();
    reader.defects.extend(defects);
    let filters: Vec<_> = site
        .chain
        .iter()
        .flat_map(|wassay| wassay.filters.iter().cloned())
        .collect();
    reader
        .defects
        .extend(merge::unstable(&layers, &settings, &filters));
    let group = Group {
        settings: Arc::new(settings),
        tags: merge::tags(&layers),
        description: None,
        at: None,
        pattern: None,
    };
    let group = match entry {
        Some(entry) => group.of(entry),
        None => group,
    };
    (group, broken)
}

impl Group {
    /// The same for the cases of one entry.
    pub(super) fn of(&self, entry: &CaseEntry) -> Self {
        let is_pattern = entry.is_pattern();
        Self {
            settings: Arc::clone(&self.settings),
            tags: self.tags.clone(),
            description: entry.description.clone(),
            at: Some(entry.at.clone()),
            pattern: is_pattern.then(|| entry.program.value.as_str().into()),
        }
    }
}

/// Everything that sets keys of a case, outermost first.
pub(super) fn layers<'a>(site: &'a Site, entry: Option<&'a CaseEntry>) -> Vec<&'a Layer> {
    let outer = site.chain.iter().map(|wassay| &wassay.defaults);
    outer
        .chain(entry.and_then(|entry| entry.layer.as_deref()))
        .collect()
}

/// Makes the path of a case below its project out of its file: `sub/add.lua` is `sub/add`.
pub(super) fn id_tail(label: &str) -> String {
    let (dirs, _) = label.rsplit_once('/').unwrap_or(("", label));
    let mut tail = String::with_capacity(label.len());
    for dir in dirs.split('/').filter(|dir| !dir.is_empty()) {
        tail.push_str(&derive_name(dir));
        tail.push('/');
    }
    tail.push_str(&stem_name(label));
    tail
}

/// Notes names that are too long for files and screens.
fn check_lengths(site: &Site, outline: &mut Outline, reader: &mut Reader) {
    let skipped = site.id.len() + 1;
    let long = outline.drafts.iter().find(|draft| {
        let tail = &draft.id[skipped.min(draft.id.len())..];
        tail.split('/').any(|part| {
            !part.contains('%') && !is_name(part) || part.len() > crate::model::id::NAME_LIMIT
        })
    });
    let Some(draft) = long else {
        return;
    };
    let mark = outline
        .groups
        .get(draft.group)
        .and_then(|group| group.at.as_ref());
    let message = format!(
        "the name of `{}` is longer than 100 bytes",
        visible(&draft.label)
    );
    let defect = Defect::error("bad-name", message, mark.map(Mark::span));
    reader
        .defects
        .push(defect.label("a `[[case]]` of its own can give it a `name`"));
    outline.broken = true;
}

/// Where a case was found that no manifest declares.
pub(super) fn nowhere(reader: &Reader, site: &Site, label: &str) -> Place {
    Place {
        path: reader.shown(&site.dir.join(label)),
        line: 0,
    }
}
