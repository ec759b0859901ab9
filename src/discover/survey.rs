//! Walks the suites once and reads every manifest in them, from the outside in.

use crate::discover::label_of;
use crate::discover::names::Claim;
use crate::discover::names::Names;
use crate::discover::reader::Reader;
use crate::discover::root::Root;
use crate::discover::root::Top;
use crate::discover::root::TopKind;
use crate::discover::walk::Dir;
use crate::discover::walk::Walked;
use crate::discover::walk::walk;
use crate::manifest::WASSAY;
use crate::manifest::source::Mark;
use crate::manifest::wassay::Segment;
use crate::manifest::wassay::Standing;
use crate::manifest::wassay::Wassay;
use crate::manifest::wws::Wws;
use crate::model::defect::Defect;
use crate::model::id::derive_name;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// A directory that may turn out to be a project.
#[derive(Debug)]
pub(super) struct Site {
    /// Where it is, absolute.
    pub(super) dir: PathBuf,
    /// Its path below the suites root.
    pub(super) id: String,
    /// Name of its suite.
    pub(super) suite: Arc<str>,
    /// Directory of its suite.
    pub(super) suite_dir: PathBuf,
    /// Whether nothing may be written below it.
    pub(super) foreign: bool,
    /// Every `wassay.toml` that holds here, outermost first.
    pub(super) chain: Vec<Arc<Wassay>>,
    /// Who says which cases there are.
    pub(super) declares: Declares,
    /// The nearest `.wws.toml`.
    pub(super) wws: Option<Arc<Wws>>,
    /// Its files, with `/`, without those of directories that have a manifest.
    pub(super) files: Vec<String>,
    /// Whether it has no manifest and counts because it was named.
    pub(super) bare: bool,
    /// Whether it is left out.
    pub(super) health: Health,
}

/// Whether a site can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Health {
    /// Nothing is known against it.
    Sound,
    /// It is left out because of its manifests or its cases.
    Broken,
    /// It is left out because another directory has its id, or that of one above it: all its cases would clash.
    Shadowed,
}

impl Health {
    /// Leaves out what was sound.
    pub(super) fn harm(&mut self) {
        *self = (*self).max(Self::Broken);
    }
}

/// Who says which cases a site has.
#[derive(Clone, Debug)]
pub(super) enum Declares {
    /// Its own manifest, which lists them.
    Own(Arc<Wassay>),
    /// The manifest of its suites root, by patterns that reach into the suites.
    Above(Arc<Wassay>),
    /// Nobody: the conventions hold.
    Convention,
}

/// All sites.
#[derive(Default)]
pub(super) struct Survey {
    /// In the order of the walk.
    pub(super) sites: Vec<Site>,
}

/// The suite that a directory belongs to.
#[derive(Clone)]
struct Suite {
    name: Arc<str>,
    dir: PathBuf,
    /// Where its name stands.
    at: Option<Mark>,
}

/// What holds for a directory because of those above it.
#[derive(Clone)]
struct Above {
    chain: Vec<Arc<Wassay>>,
    wws: Option<Arc<Wws>>,
    parent: String,
    suite: Option<Suite>,
    /// The manifest of the suites root, where it lists cases and no manifest came in between.
    reaching: Option<Arc<Wassay>>,
    /// Whether a directory above is a site, so that files here belong to it.
    covered: bool,
    health: Health,
}

impl Above {
    fn harm_if(&mut self, harmed: bool) {
        if harmed {
            self.health.harm();
        }
    }
}

struct Surveyor<'a> {
    root: &'a Root,
    forced: &'a BTreeSet<PathBuf>,
    reader: &'a mut Reader,
    /// Manifests between the root and a suites root, by directory.
    between: BTreeMap<PathBuf, Option<Arc<Wassay>>>,
    names: Names,
    sites: Vec<Site>,
    /// Pipes and devices, which a mounted directory must not hold.
    endless: Vec<PathBuf>,
}

/// Walks everything.
pub(super) fn survey(root: &Root, forced: &BTreeSet<PathBuf>, reader: &mut Reader) -> Survey {
    let mut surveyor = Surveyor {
        root,
        forced,
        reader,
        between: BTreeMap::new(),
        names: Names::default(),
        sites: Vec::new(),
        endless: Vec::new(),
    };
    let mut apart: BTreeSet<PathBuf> = BTreeSet::from([root.snapshots.clone()]);
    let owned = root
        .tops
        .iter()
        .filter(|top| !matches!(top.kind, TopKind::Foreign { .. }));
    apart.extend(owned.map(|top| top.dir.clone()));
    for top in &root.tops {
        surveyor.top(top, &apart);
    }
    surveyor.refuse_endless();
    Survey {
        sites: surveyor.sites,
    }
}

/// Files and directories that some manifest names: none of them is a case by convention.
pub(super) fn named_files(sites: &[Site]) -> BTreeSet<PathBuf> {
    let mut named = BTreeSet::new();
    let mut seen: BTreeSet<*const Wassay> = BTreeSet::new();
    for site in sites {
        let pins = site.wws.iter().flat_map(|wws| &wws.runtimes);
        for (_, artifact) in pins.flat_map(|pin| pin.value.artifacts()) {
            if let Some(path) = artifact.source.file() {
                named.insert(path.to_owned());
            }
        }
        for wassay in site
            .chain
            .iter()
            .filter(|wassay| seen.insert(Arc::as_ptr(wassay)))
        {
            named.extend(wassay.defaults.names.iter().cloned());
            let mut last = None;
            for entry in wassay.cases.iter().flat_map(|cases| &cases.entries) {
                named.extend(entry.layer.iter().flat_map(|layer| &layer.names).cloned());
                // Neighbours often run one program.
                let program = Some(&entry.program.value);
                if !entry.is_pattern() && last != program {
                    last = program;
                    named.insert(wassay.source.dir().join(&entry.program.value));
                }
            }
        }
    }
    named
}

impl Surveyor<'_> {
    fn top(&mut self, top: &Top, apart: &BTreeSet<PathBuf>) {
        let lone = match &top.kind {
            TopKind::Foreign { only, .. } => only.as_slice(),
            _ => &[],
        };
        let walked = if lone.is_empty() {
            walk(&top.dir, apart)
        } else {
            alone(&top.dir, lone)
        };
        for (dir, error) in walked.unreadable {
            let message = format!(
                "cannot read `{}`: {error}",
                self.reader.shown(&dir).display()
            );
            self.reader
                .defects
                .push(Defect::error("unreadable", message, None));
        }
        self.endless.extend(walked.endless);
        let mut above = Above {
            chain: self.root.manifest.iter().cloned().collect(),
            wws: None,
            parent: String::new(),
            suite: None,
            reaching: None,
            covered: false,
            health: Health::Sound,
        };
        match &top.kind {
            TopKind::SuitesRoot => {
                self.chain_between(&top.dir, &mut above);
                self.suites_root(walked.dir, above, top);
            }
            TopKind::Suite(name) => {
                self.chain_between(&top.dir, &mut above);
                self.visit(walked.dir, above, (Segment::Given(name), top));
            }
            TopKind::Foreign { name, .. } => {
                self.visit(walked.dir, above, (Segment::Given(name), top));
            }
        }
    }

    /// Leaves out every project that could show a guest a pipe or a device.
    fn refuse_endless(&mut self) {
        for path in std::mem::take(&mut self.endless) {
            let shown = self.reader.shown(&path);
            let message = format!("`{}` is a pipe or a device", shown.display());
            let defect = Defect::error("unreadable", message, None);
            let hint = "a guest that opens it would never end: remove it";
            self.reader.defects.push(defect.hint(hint));
            for site in &mut self.sites {
                if path.starts_with(&site.dir) {
                    site.health.harm();
                }
            }
        }
    }

    /// Adds the manifests of the directories between the root and a suites root.
    fn chain_between(&mut self, dir: &Path, above: &mut Above) {
        let Ok(relative) = dir.strip_prefix(&self.root.dir) else {
            return;
        };
        let mut here = self.root.dir.clone();
        let count = relative.components().count();
        for part in relative.components().take(count.saturating_sub(1)) {
            here.push(part);
            if !self.between.contains_key(&here) {
                let exists = here.join(WASSAY).is_file();
                let standing = standing(Segment::None, "");
                let read = exists.then(|| self.reader.wassay(&here, &self.root.dir, &standing));
                self.between.insert(here.clone(), read.flatten());
            }
            if let Some(Some(wassay)) = self.between.get(&here) {
                above.harm_if(wassay.is_broken);
                above.chain.push(Arc::clone(wassay));
            }
        }
    }

    fn suites_root(&mut self, dir: Dir, mut above: Above, top: &Top) {
        let is_root = dir.path == self.root.dir && self.root.manifest.is_some();
        if is_root {
            let manifest = self.root.manifest.clone();
            above.reaching = manifest.filter(|manifest| manifest.cases.is_some());
        } else if dir.wassay {
            let standing = Standing {
                suites_root: true,
                ..standing(Segment::None, "")
            };
            match self.reader.wassay(&dir.path, &top.dir, &standing) {
                Some(wassay) => {
                    above.harm_if(wassay.is_broken);
                    above.reaching = Some(Arc::clone(&wassay)).filter(|own| own.cases.is_some());
                    above.chain.push(wassay);
                }
                None => above.health.harm(),
            }
        }
        if dir.wws {
            let wws = self.reader.wws(&dir.path, &top.dir);
            above.harm_if(wws.is_none());
            above.wws = wws;
        }
        for child in dir.children {
            let name = child.name.clone();
            self.visit(child, above.clone(), (Segment::Directory(&name), top));
        }
    }

    /// Reads what stands in a directory, makes it a site if it is one, and goes on below.
    fn visit(&mut self, mut dir: Dir, mut above: Above, (segment, top): (Segment<'_>, &Top)) {
        let is_suite = above.suite.is_none();
        let mut own = None;
        if dir.path == self.root.dir && self.root.manifest.is_some() {
            own.clone_from(&self.root.manifest);
            above.harm_if(own.as_ref().is_some_and(|own| own.is_broken));
        } else if dir.wassay {
            let standing = Standing {
                project: true,
                ..standing(segment, &above.parent)
            };
            own = self.reader.wassay(&dir.path, &top.dir, &standing);
            above.harm_if(own.as_ref().is_none_or(|own| own.is_broken));
            above.chain.extend(own.clone());
        }
        let id = match &own {
            Some(own) if !own.id.is_empty() => own.id.clone(),
            _ => id_below(&above.parent, segment),
        };
        if dir.wws {
            let wws = self.reader.wws(&dir.path, &top.dir);
            above.harm_if(wws.is_none());
            above.wws = wws;
        }
        let name = own.as_ref().and_then(|own| own.name.as_ref());
        let name = name.map(|name| &name.at);
        if above.suite.is_none() {
            above.suite = Some(Suite {
                name: id.as_str().into(),
                dir: dir.path.clone(),
                at: name.or(top.at.as_ref()).cloned(),
            });
        }
        above.parent.clone_from(&id);
        let named = is_suite && !matches!(top.kind, TopKind::SuitesRoot);
        let has_manifest = dir.has_manifest();
        if has_manifest {
            above.reaching = None;
        }
        let forced = named || self.is_forced(&dir);
        let bare = !has_manifest && above.reaching.is_none() && forced && !above.covered;
        let reached = !has_manifest && is_suite && above.reaching.is_some();
        if has_manifest || bare || reached {
            let files = dir.take_files();
            let claim = Claim {
                id: &id,
                dir: &dir.path,
                at: name,
            };
            if self.is_taken(claim, &above, top) {
                above.health = Health::Shadowed;
            }
            self.add(&dir, files, (id, own, bare), (&above, top));
            above.covered = true;
        }
        for child in dir.children {
            let name = child.name.clone();
            self.visit(child, above.clone(), (Segment::Directory(&name), top));
        }
    }

    /// Whether a directory without a manifest counts because it was named, or one of its files.
    ///
    /// Naming one that holds projects only selects them: what else lies there is theirs to build from, not to be run.
    fn is_forced(&self, dir: &Dir) -> bool {
        self.forced.iter().any(|path| {
            if *path == dir.path {
                return !dir.holds_project();
            }
            let file = path.strip_prefix(&dir.path).ok().and_then(Path::to_str);
            file.is_some_and(|file| dir.files.iter().any(|own| own == file))
        })
    }

    /// Whether the suite or the directory itself has a name that another one has.
    fn is_taken(&mut self, claim: Claim<'_>, above: &Above, top: &Top) -> bool {
        let suite_is_taken = above.suite.as_ref().is_some_and(|suite| {
            let claim = Claim {
                id: &suite.name,
                dir: &suite.dir,
                at: suite.at.as_ref(),
            };
            self.names.suite_is_taken(claim, &top.kind, self.reader)
        });
        suite_is_taken || self.names.site_is_taken(claim, self.reader)
    }

    fn add(
        &mut self,
        dir: &Dir,
        files: Vec<String>,
        (id, own, bare): (String, Option<Arc<Wassay>>, bool),
        (above, top): (&Above, &Top),
    ) {
        let own = own.filter(|own| own.cases.is_some() || !own.is_legible);
        let declares = match (own, &above.reaching) {
            (Some(own), _) => Declares::Own(own),
            (None, Some(reaching)) => Declares::Above(Arc::clone(reaching)),
            (None, None) => Declares::Convention,
        };
        let (suite, suite_dir) = match &above.suite {
            Some(suite) => (Arc::clone(&suite.name), suite.dir.clone()),
            None => (id.as_str().into(), dir.path.clone()),
        };
        let mut health = above.health;
        if above.wws.as_ref().is_some_and(|wws| wws.is_broken) {
            health.harm();
        }
        self.sites.push(Site {
            dir: dir.path.clone(),
            id,
            suite,
            suite_dir,
            // The root itself is never foreign: snapshots are kept there.
            foreign: matches!(top.kind, TopKind::Foreign { .. }) && top.dir != self.root.dir,
            chain: above.chain.clone(),
            declares,
            wws: above.wws.clone(),
            files,
            bare,
            health,
        });
    }
}

fn standing<'a>(segment: Segment<'a>, parent: &'a str) -> Standing<'a> {
    Standing {
        root: false,
        suites_root: false,
        project: false,
        parent,
        segment,
    }
}

fn id_below(parent: &str, segment: Segment<'_>) -> String {
    let name = match segment {
        Segment::None => String::new(),
        Segment::Directory(name) => derive_name(name),
        Segment::Given(name) => name.to_owned(),
    };
    if parent.is_empty() {
        name
    } else {
        format!("{parent}/{name}")
    }
}

/// A directory of which only some files count, without looking at the rest.
fn alone(path: &Path, files: &[String]) -> Walked {
    Walked {
        dir: Dir {
            name: label_of(path, path.parent().unwrap_or(path)),
            path: path.to_owned(),
            files: files.to_vec(),
            wassay: false,
            wws: false,
            children: Vec::new(),
        },
        unreadable: Vec::new(),
        endless: Vec::new(),
    }
}
