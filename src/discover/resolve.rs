//! Makes projects and cases of what was found: everything inherited is in, what has defects is out.

use crate::discover::Suite;
use crate::discover::check::Dead;
use crate::discover::convention;
use crate::discover::outline::Outline;
use crate::discover::outline::nowhere;
use crate::discover::reader::Reader;
use crate::discover::survey::Health;
use crate::discover::survey::Site;
use crate::manifest::BUILT_IN;
use crate::model::case::Case;
use crate::model::case::Kind;
use crate::model::case::Matrix;
use crate::model::case::Project;
use crate::model::engine::EngineKind;
use crate::model::engine::EngineSpec;
use crate::model::id::CaseId;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Scripts are only worth several threads when there are many.
const FEW: usize = 64;

/// What is left when everything is resolved.
pub(super) struct Resolved {
    pub(super) suites: Vec<Suite>,
    pub(super) projects: Vec<Arc<Project>>,
    pub(super) cases: Vec<Arc<Case>>,
    pub(super) left_out: usize,
    pub(super) remark: Option<String>,
    pub(super) recognised: Vec<String>,
}

/// Resolves all sites.
pub(super) fn resolve(
    sites: &[Site],
    outlines: Vec<Outline>,
    dead: &Dead,
    reader: &mut Reader,
) -> Resolved {
    let mut resolved = Resolved {
        suites: Vec::new(),
        projects: Vec::new(),
        cases: Vec::new(),
        left_out: 0,
        remark: remark(sites, &outlines),
        recognised: recognised(sites, &outlines),
    };
    let mut cases: Vec<Case> = Vec::new();
    for (site, outline) in sites.iter().zip(outlines) {
        let holds_cases = !outline.drafts.is_empty() || outline.is_partial;
        if !holds_cases {
            continue;
        }
        if resolved.suites.iter().all(|suite| suite.name != site.suite) {
            resolved.suites.push(Suite {
                name: Arc::clone(&site.suite),
                dir: site.suite_dir.clone(),
                foreign: site.foreign,
            });
        }
        if site.health != Health::Sound {
            resolved.left_out += 1;
            continue;
        }
        let project = Arc::new(project(site, dead, reader));
        add_cases(&project, site, outline, (&mut cases, reader));
        resolved.projects.push(project);
    }
    describe(&mut cases);
    cases.sort_by(|a, b| (&a.project.suite, &a.id).cmp(&(&b.project.suite, &b.id)));
    resolved.cases = cases.into_iter().map(Arc::new).collect();
    resolved.projects.sort_by(|a, b| a.id.cmp(&b.id));
    resolved.suites.sort_by(|a, b| a.name.cmp(&b.name));
    resolved
}

fn add_cases(
    project: &Arc<Project>,
    site: &Site,
    outline: Outline,
    (cases, reader): (&mut Vec<Case>, &Reader),
) {
    cases.reserve(outline.drafts.len());
    for draft in outline.drafts {
        let group = &outline.groups[draft.group];
        cases.push(Case {
            file: site.dir.join(&draft.label),
            at: match &group.at {
                Some(mark) => mark.place(),
                None => nowhere(reader, site, &draft.label),
            },
            id: CaseId::new(draft.id),
            project: Arc::clone(project),
            kind: draft.kind,
            label: draft.label,
            description: group.description.clone(),
            tags: group.tags.clone(),
            runtime: draft.runtime,
            settings: Arc::clone(&group.settings),
            pattern: group.pattern.clone(),
        });
    }
}

/// Reads what scripts say of themselves.
fn describe(cases: &mut [Case]) {
    let read = |case: &mut Case| {
        if case.kind == Kind::Script && case.description.is_none() {
            case.description = convention::description(&case.file);
        }
    };
    let scripts = cases.iter().filter(|case| case.kind == Kind::Script);
    if scripts.count() < FEW {
        cases.iter_mut().for_each(read);
    } else {
        cases.par_iter_mut().for_each(read);
    }
}

fn project(site: &Site, dead: &Dead, reader: &Reader) -> Project {
    let inner_first = site.chain.iter().rev();
    let expects = inner_first.flat_map(|wassay| &wassay.expects);
    let filters = site.chain.iter().flat_map(|wassay| &wassay.filters);
    let pins = site.wws.iter().flat_map(|wws| &wws.runtimes);
    Project {
        id: site.id.clone(),
        suite: Arc::clone(&site.suite),
        dir: site.dir.clone(),
        shown: reader.shown(&site.dir),
        runtimes: pins.map(|pin| Arc::clone(&pin.value)).collect(),
        matrix: matrix(site, dead),
        expects: expects
            .filter(|expect| !dead.holds(&expect.at))
            .cloned()
            .collect(),
        filters: filters.cloned().collect(),
        foreign: site.foreign,
    }
}

fn matrix(site: &Site, dead: &Dead) -> Matrix {
    let mut matrix = Matrix::default();
    for layer in site.chain.iter().map(|wassay| &wassay.matrix) {
        if let Some(engines) = &layer.engines {
            let engines = engines.iter().map(|name| (name, name.at.span()));
            let living = engines.filter(|(_, at)| !dead.holds(at));
            let (names, spans) = living
                .map(|(name, at)| (Arc::from(name.value.as_str()), at))
                .unzip();
            matrix.engines = names;
            matrix.spans.insert("engine".to_owned(), spans);
        }
        for (runtime, axis) in &layer.releases {
            if dead.holds(&axis.key.span()) {
                continue;
            }
            let ranges = axis.ranges.iter().map(|range| (range, range.at.span()));
            let living = ranges.filter(|(_, at)| !dead.holds(at));
            let (ranges, spans): (Vec<_>, Vec<_>) =
                living.map(|(range, at)| (range.value.clone(), at)).unzip();
            if !ranges.is_empty() {
                matrix.releases.insert(runtime.clone(), ranges);
                matrix.spans.insert(runtime.clone(), spans);
            }
        }
        let excludes = layer.excludes.iter().filter(|own| !dead.holds(&own.at));
        matrix.excludes.extend(excludes.cloned());
    }
    matrix
}

/// The engines that exist unasked, as `[engines]` changes them, and those it adds.
pub(super) fn engines(reader: &Reader) -> BTreeMap<String, Arc<EngineSpec>> {
    let built_in = BUILT_IN.iter().map(|(name, strategy)| EngineSpec {
        name: (*name).to_owned(),
        kind: EngineKind::Embedded {
            strategy: *strategy,
            options: BTreeMap::new(),
        },
        at: None,
        spans: BTreeMap::new(),
    });
    let tables = reader
        .wassays
        .iter()
        .flat_map(|(wassay, _)| &wassay.engines);
    built_in
        .chain(tables.map(|spec| spec.value.clone()))
        .map(|spec| (spec.name.clone(), Arc::new(spec)))
        .collect()
}

/// Says which suites without a manifest are scripts of directives: `wast: 63 scripts`.
fn recognised(sites: &[Site], outlines: &[Outline]) -> Vec<String> {
    let bare = sites.iter().zip(outlines).filter(|(site, _)| site.bare);
    let scripts = bare.map(|(site, outline)| {
        let scripts = outline.drafts.iter().filter(|own| own.kind == Kind::Wast);
        (site, scripts.count() as u64)
    });
    scripts
        .filter(|(_, count)| *count > 0)
        .map(|(site, count)| format!("{}: {}", site.id, crate::wording::count(count, "script")))
        .collect()
}

/// Says which suites have no manifest at all, because nothing else would.
fn remark(sites: &[Site], outlines: &[Outline]) -> Option<String> {
    let bare: Vec<&str> = sites
        .iter()
        .zip(outlines)
        .filter(|(site, outline)| {
            let mut drafts = outline.drafts.iter();
            site.bare && drafts.any(|own| own.kind == Kind::Command)
        })
        .map(|(site, _)| site.id.as_str())
        .collect();
    let verb = match bare.len() {
        0 => return None,
        1 => "has",
        _ => "have",
    };
    let names = crate::wording::some_of(bare.iter().copied(), 4);
    Some(format!(
        "{names} {verb} no manifest: every program is a command"
    ))
}
