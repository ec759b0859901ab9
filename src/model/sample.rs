//! Cases, projects and runtimes for tests, made of as few words as a test needs.

use crate::digest::Sha256;
use crate::model::case::Case;
use crate::model::case::Kind;
use crate::model::case::Matrix;
use crate::model::case::Project;
use crate::model::case::Settings;
use crate::model::defect::Place;
use crate::model::defect::Span;
use crate::model::engine::EngineSpec;
use crate::model::id::CaseId;
use crate::model::runtime::Artifact;
use crate::model::runtime::Runtime;
use crate::model::runtime::RuntimeKey;
use crate::model::runtime::Source;
use crate::model::runtime::Status;
use crate::model::version::Version;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Where the suites of samples lie.
pub(crate) const ROOT: &str = "/tree/suites";

/// A release without tags; see [`release`].
pub(crate) fn runtime(name: &str, version: &str) -> Runtime {
    let at = Place {
        path: PathBuf::from(".wws.toml"),
        line: 1,
    };
    Runtime {
        key: RuntimeKey {
            name: name.to_owned(),
            version: Version::new(version),
        },
        tags: Vec::new(),
        status: Status::Active,
        extensions: vec![name.to_owned()],
        args: vec![name.to_owned()],
        envs: BTreeMap::new(),
        binary: Artifact {
            source: Source::Url("https://index.test/runtime.wasm".to_owned()),
            url: "https://index.test/runtime.wasm".to_owned(),
            filename: "runtime.wasm".to_owned(),
            digest: Sha256::of(version.as_bytes()),
            at: at.clone(),
        },
        preloads: Vec::new(),
        defaulted: Vec::new(),
        at,
    }
}

/// A release that bears tags.
pub(crate) fn tagged(name: &str, version: &str, tags: &[&str]) -> Arc<Runtime> {
    Arc::new(Runtime {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..runtime(name, version)
    })
}

/// An active release.
pub(crate) fn release(name: &str, version: &str) -> Arc<Runtime> {
    Arc::new(runtime(name, version))
}

/// A project without expectations, matrix or pins.
pub(crate) fn project(id: &str) -> Project {
    Project {
        id: id.to_owned(),
        suite: id.split('/').next().unwrap_or_default().into(),
        dir: Path::new(ROOT).join(id),
        shown: Path::new("suites").join(id),
        runtimes: Vec::new(),
        matrix: Matrix::default(),
        expects: Vec::new(),
        filters: Vec::new(),
        foreign: false,
    }
}

/// A command of a project.
pub(crate) fn command(project: &Arc<Project>, name: &str) -> Case {
    Case {
        id: CaseId::new(format!("{}/{name}", project.id)),
        project: Arc::clone(project),
        kind: Kind::Command,
        file: project.dir.join(format!("{name}.wasm")),
        label: format!("{name}.wasm"),
        description: None,
        tags: Vec::new(),
        runtime: None,
        settings: Arc::new(Settings::default()),
        at: Place {
            path: project.shown.join("wassay.toml"),
            line: 1,
        },
        pattern: None,
    }
}

/// A script of a project, run by the runtime of that name.
pub(crate) fn script(project: &Arc<Project>, name: &str, runtime: &str) -> Case {
    Case {
        kind: Kind::Script,
        file: project.dir.join(format!("{name}.{runtime}")),
        label: format!("{name}.{runtime}"),
        runtime: Some(runtime.into()),
        ..command(project, name)
    }
}

/// A place in a manifest; its line is `text`.
pub(crate) fn span(path: &str, line: usize, text: &str) -> Span {
    Span {
        line,
        ..Span::of(path, text, 0..text.len())
    }
}

/// Engines of these names.
pub(crate) fn engines(names: &[&str]) -> BTreeMap<String, Arc<EngineSpec>> {
    let text =
        r#"{"name":"","kind":{"kind":"embedded","strategy":"cranelift","options":{}},"at":null}"#;
    let spec = |name: &str| EngineSpec {
        name: name.to_owned(),
        ..serde_json::from_str(text).unwrap()
    };
    names
        .iter()
        .map(|name| ((*name).to_owned(), Arc::new(spec(name))))
        .collect()
}
