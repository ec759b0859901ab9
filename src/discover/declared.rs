//! Cases that a manifest lists: one file each, or one for each file of a pattern.

use crate::discover::convention;
use crate::discover::label_of;
use crate::discover::outline::Draft;
use crate::discover::outline::Group;
use crate::discover::outline::Outline;
use crate::discover::outline::group;
use crate::discover::outline::id_tail;
use crate::discover::outline::layers;
use crate::discover::reader::Reader;
use crate::discover::survey::Declares;
use crate::discover::survey::Site;
use crate::files::ConfineError;
use crate::files::confine;
use crate::files::confine_lexically;
use crate::manifest::merge;
use crate::manifest::path_label;
use crate::manifest::pattern::Pattern;
use crate::manifest::wassay::CaseEntry;
use crate::manifest::wassay::Wassay;
use crate::manifest::wassay::stem_name;
use crate::model::case::Kind;
use crate::model::defect::Defect;
use crate::wording::closest;
use crate::wording::some_of;
use crate::wording::visible;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Cases that a manifest lists.
pub(super) struct Declared<'a> {
    site: &'a Site,
    wassay: &'a Wassay,
    reader: &'a mut Reader,
    /// What stands before a file where patterns begin in the suites root.
    prefix: String,
    /// Runtimes by extension, as far as they were asked for.
    claims: BTreeMap<String, Option<Arc<str>>>,
    /// By kind what entries come to that set nothing themselves, and whether that is at fault.
    plain: BTreeMap<Kind, (Group, bool)>,
}

impl<'a> Declared<'a> {
    pub(super) fn new(site: &'a Site, wassay: &'a Wassay, reader: &'a mut Reader) -> Self {
        let own = matches!(site.declares, Declares::Own(_));
        let prefix = if own {
            String::new()
        } else {
            format!("{}/", label_of(&site.dir, wassay.source.dir()))
        };
        Self {
            site,
            wassay,
            reader,
            prefix,
            claims: BTreeMap::new(),
            plain: BTreeMap::new(),
        }
    }

    /// Adds the cases of every entry.
    pub(super) fn add_to(mut self, outline: &mut Outline) {
        let Some(cases) = &self.wassay.cases else {
            return;
        };
        outline.is_partial |= cases.is_partial;
        let exact: BTreeSet<&str> = cases
            .entries
            .iter()
            .filter(|entry| !entry.is_pattern())
            .map(|entry| entry.program.value.trim_start_matches("./"))
            .collect();
        for entry in &cases.entries {
            if !entry.is_pattern() && !self.prefix.is_empty() {
                outline.is_partial = true;
                continue;
            }
            self.claims.clear();
            let files = if entry.is_pattern() {
                self.matching(entry, &exact)
            } else {
                self.named(entry)
            };
            let Some(files) = files else {
                outline.is_partial = true;
                outline.broken = true;
                continue;
            };
            if files.is_empty() {
                continue;
            }
            let (group, broken) = self.group(entry);
            outline.broken |= broken;
            let index = outline.groups.len();
            outline.groups.push(group);
            for label in files {
                match self.draft(entry, label, index) {
                    Some(draft) => outline.drafts.push(draft),
                    None => outline.broken = true,
                }
            }
        }
    }

    /// What the cases of an entry share. Entries that set nothing share their settings too: thousands of them are made
    /// out of the layers above once.
    fn group(&mut self, entry: &CaseEntry) -> (Group, bool) {
        if entry.layer.is_some() {
            return group(self.site, Some(entry), entry.kind, self.reader);
        }
        let (plain, broken) = self
            .plain
            .entry(entry.kind)
            .or_insert_with(|| group(self.site, None, entry.kind, self.reader));
        (plain.of(entry), *broken)
    }

    /// Files of a pattern. Nothing is answered when the pattern is at fault.
    fn matching(&mut self, entry: &CaseEntry, exact: &BTreeSet<&str>) -> Option<Vec<String>> {
        let written = &entry.program;
        let dir = self.wassay.source.dir();
        if let Err(error) = confine_lexically(dir, &written.value, dir, "the project") {
            self.path_fault(entry, &error);
            return None;
        }
        let pattern = Pattern::new(written.value.trim_start_matches("./"));
        let mut whole = self.prefix.clone();
        let files = self.site.files.iter().filter(|file| {
            whole.truncate(self.prefix.len());
            whole.push_str(file);
            pattern.matches(&whole) && !exact.contains(whole.as_str())
        });
        let files: Vec<String> = files.cloned().collect();
        if files.is_empty() && self.prefix.is_empty() {
            self.reader
                .defects
                .push(matches_nothing(entry, &self.site.files));
            return None;
        }
        if entry.kind == Kind::Command
            && let Some(other) = files.iter().find(|file| !convention::is_program(file))
        {
            let message = format!(
                "pattern `{}` matches `{}`",
                visible(&written.value),
                visible(other)
            );
            let defect = written.at.error("bad-path", message);
            self.reader
                .defects
                .push(defect.label("a command is a `.wasm` or `.wat` file"));
            return None;
        }
        Some(files)
    }

    /// The one file that an entry names, proved to lie in the project.
    fn named(&mut self, entry: &CaseEntry) -> Option<Vec<String>> {
        let text = &entry.program.value;
        let dir = &self.site.dir;
        // What the walk saw is a regular file that was reached through no link.
        let plain = text.trim_start_matches("./");
        if let Ok(at) = self
            .site
            .files
            .binary_search_by(|file| file.as_str().cmp(plain))
        {
            return Some(vec![self.site.files[at].clone()]);
        }
        match confine(dir, text, dir, "the project") {
            Ok(path) if path.is_file() => Some(vec![label_of(&path, dir)]),
            Ok(_) => {
                let message = format!("`{}` is not a file", visible(text));
                let defect = entry.program.at.error("bad-path", message);
                self.reader
                    .defects
                    .push(defect.label("a program is one file"));
                None
            }
            Err(error @ ConfineError::Missing(_)) => {
                let files = self.site.files.iter().map(String::as_str);
                let label = closest(text, files).map(|near| format!("did you mean `{near}`?"));
                let defect = entry
                    .program
                    .at
                    .error("bad-path", visible(&error.to_string()));
                let label = label.unwrap_or_else(|| files_here(&self.site.files));
                self.reader.defects.push(defect.label(visible(&label)));
                None
            }
            Err(error) => {
                self.path_fault(entry, &error);
                None
            }
        }
    }

    fn path_fault(&mut self, entry: &CaseEntry, error: &ConfineError) {
        let defect = entry
            .program
            .at
            .error("bad-path", visible(&error.to_string()));
        self.reader.defects.push(defect.label(path_label(error)));
    }

    fn draft(&mut self, entry: &CaseEntry, label: String, group: usize) -> Option<Draft> {
        let tail = match &entry.name {
            Some(name) if !entry.is_pattern() => name.value.clone(),
            _ if !entry.is_pattern() => stem_name(&label),
            _ => id_tail(&label),
        };
        let runtime = match entry.kind {
            Kind::Command | Kind::Http | Kind::Invoke | Kind::Wast | Kind::Interface => None,
            Kind::Script => self.runtime(entry, &label)?,
        };
        Some(Draft {
            id: format!("{}/{tail}", self.site.id),
            label,
            kind: entry.kind,
            runtime,
            group,
        })
    }

    /// Who runs a script. The outer nothing is a fault; the inner one means that broken pins hide the answer.
    #[expect(
        clippy::option_option,
        reason = "a fault and an unknown are told apart"
    )]
    fn runtime(&mut self, entry: &CaseEntry, label: &str) -> Option<Option<Arc<str>>> {
        let pins_are_broken = self.site.wws.as_ref().is_some_and(|wws| wws.is_broken);
        let layers = layers(self.site, Some(entry));
        let key = match merge::runtime(&layers) {
            Some(_) => String::new(),
            None => convention::extension(label).to_owned(),
        };
        if let Some(known) = self.claims.get(&key) {
            return known.clone().map(Some).or(pins_are_broken.then_some(None));
        }
        let found = match merge::runtime(&layers) {
            Some(name) if convention::is_pinned(self.site, &name.value) => {
                Some(name.value.as_str().into())
            }
            Some(_) if pins_are_broken => None,
            Some(name) => {
                let pinned = convention::pinned(self.site);
                let near = closest(&name.value, pinned.iter().map(|name| &**name));
                let label = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if pinned.is_empty() => "no `.wws.toml` holds here".to_owned(),
                    None => format!("pinned: {}", pinned.join(", ")),
                };
                let message = format!("runtime `{}` is not pinned", visible(&name.value));
                let defect = name.at.error("unknown-runtime", message).label(label);
                self.reader.defects.push(defect);
                None
            }
            None => self.claimed(entry, &key, pins_are_broken),
        };
        self.claims.insert(key, found.clone());
        found.map(Some).or(pins_are_broken.then_some(None))
    }

    fn claimed(&mut self, entry: &CaseEntry, extension: &str, is_hidden: bool) -> Option<Arc<str>> {
        let claiming = convention::claiming(self.site, extension);
        let (message, label) = match &claiming[..] {
            [one] => return Some(Arc::clone(one)),
            [] if is_hidden => return None,
            [] => {
                let pinned = convention::pinned(self.site);
                let label = if pinned.is_empty() {
                    "a script needs a runtime that is pinned in `.wws.toml`".to_owned()
                } else {
                    format!("pinned: {}; `runtime` names one", pinned.join(", "))
                };
                (
                    format!("no pinned runtime claims `.{}`", visible(extension)),
                    label,
                )
            }
            several => (
                format!(
                    "{} runtimes claim `.{}`: {}",
                    several.len(),
                    visible(extension),
                    several.join(", ")
                ),
                "`runtime` says which".to_owned(),
            ),
        };
        let defect = entry.program.at.error("unknown-runtime", message);
        self.reader.defects.push(defect.label(label));
        None
    }
}

fn files_here(files: &[String]) -> String {
    if files.is_empty() {
        "there are no files here".to_owned()
    } else {
        format!(
            "files here: {}",
            some_of(files.iter().map(String::as_str), 6)
        )
    }
}

fn matches_nothing(entry: &CaseEntry, files: &[String]) -> Defect {
    let defect = entry
        .program
        .at
        .error("matches-nothing", "pattern matches nothing");
    defect.label(visible(&files_here(files)).into_owned())
}

/// Notes patterns of a suites root that no suite has a file for.
pub(super) fn unmatched_above(sites: &[Site], outlines: &[Outline], reader: &mut Reader) {
    let lists = reader.wassays.iter().map(|(wassay, _)| Arc::clone(wassay));
    let above: Vec<Arc<Wassay>> = lists
        .filter(|wassay| wassay.id.is_empty() && wassay.cases.is_some())
        .collect();
    if above.is_empty() {
        return;
    }
    let mut matched: BTreeSet<(PathBuf, usize)> = BTreeSet::new();
    for outline in outlines {
        for mark in outline.groups.iter().filter_map(|group| group.at.as_ref()) {
            matched.insert((mark.source().dir().to_owned(), mark.range().start));
        }
    }
    for wassay in above {
        let dir = wassay.source.dir();
        let faulty = sites.iter().zip(outlines).any(|(site, outline)| {
            matches!(&site.declares, Declares::Above(own) if Arc::ptr_eq(own, &wassay))
                && outline.broken
        });
        for entry in wassay.cases.iter().flat_map(|cases| &cases.entries) {
            let key = (dir.to_owned(), entry.at.range().start);
            if faulty || matched.contains(&key) || !entry.is_pattern() {
                continue;
            }
            let defect = entry
                .program
                .at
                .error("matches-nothing", "pattern matches nothing");
            let label = "directories with a manifest of their own are not reached";
            reader.defects.push(defect.label(label));
        }
    }
}
