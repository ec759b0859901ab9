//! Installing as a whole: a web server on this machine, a cache in a temporary directory.

mod archives;
mod artifacts;
mod packages;
mod places;
mod resumed;
mod sharing;

use crate::cache::Cache;
use crate::cache::SealSource;
use crate::digest::Sha256;
use crate::install::InstallError;
use crate::install::InstallOptions;
use crate::install::InstalledRuntime;
use crate::install::Installer;
use crate::install::Mirrors;
use crate::install::NpmConfig;
use crate::install::Pace;
use crate::install::plan;
use crate::install::server::Reply;
use crate::install::server::Server;
use crate::model::defect::Place;
use crate::model::event::ArtifactFinished;
use crate::model::event::EventKind;
use crate::model::event::Fetched;
use crate::model::runtime::Artifact;
use crate::model::runtime::Runtime;
use crate::model::runtime::RuntimeKey;
use crate::model::runtime::Source;
use crate::model::runtime::Status;
use crate::model::version::Version;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

type Answer = Result<InstalledRuntime, Arc<InstallError>>;

/// A cache and everything that was told while installing into it.
struct Bench {
    dir: PathBuf,
    _keep: Option<tempfile::TempDir>,
    npm: Option<Arc<NpmConfig>>,
    mirrors: Arc<Mirrors>,
    cancel: Arc<AtomicBool>,
    events: Arc<Mutex<Vec<EventKind>>>,
}

impl Bench {
    fn new() -> Self {
        let keep = tempfile::tempdir().unwrap();
        Self {
            dir: keep.path().to_owned(),
            _keep: Some(keep),
            ..Self::at(PathBuf::new())
        }
    }

    fn at(dir: PathBuf) -> Self {
        Self {
            dir,
            _keep: None,
            npm: None,
            mirrors: Arc::default(),
            cancel: Arc::default(),
            events: Arc::default(),
        }
    }

    fn npm(mut self, text: &str) -> Self {
        self.npm = Some(Arc::new(NpmConfig::of_text(text)));
        self
    }

    fn mirror(mut self, prefix: &str, places: &[String]) -> Self {
        let mut mirrors = Mirrors::clone(&self.mirrors);
        mirrors.add(prefix, places).unwrap();
        self.mirrors = Arc::new(mirrors);
        self
    }

    fn cache(&self) -> Cache {
        Cache::open_sealed(&self.dir, SealSource::Nowhere).unwrap()
    }

    fn installer(&self, offline: bool) -> Installer {
        let options = InstallOptions {
            offline,
            jobs: 2,
            npm: self.npm.clone(),
            pace: Pace {
                idle: Duration::from_secs(5),
                pause: Duration::from_millis(1),
                ..Pace::default()
            },
            mirrors: Arc::clone(&self.mirrors),
            cancel: Arc::clone(&self.cancel),
            ..InstallOptions::default()
        };
        let events = Arc::clone(&self.events);
        Installer::new(self.cache(), options, move |event| {
            events.lock().unwrap().push(event);
        })
    }

    /// Installs and gives the answers in the order of the runtimes.
    fn install(&self, runtimes: &[Arc<Runtime>]) -> Vec<Answer> {
        self.run(&self.installer(false), runtimes)
    }

    fn run(&self, installer: &Installer, runtimes: &[Arc<Runtime>]) -> Vec<Answer> {
        self.events.lock().unwrap().clear();
        let mut answers: Vec<Option<Answer>> = runtimes.iter().map(|_| None).collect();
        installer.run(&plan(runtimes), |runtime, answer| {
            let index = runtimes
                .iter()
                .position(|own| Arc::ptr_eq(own, runtime))
                .unwrap();
            assert!(answers[index].replace(answer).is_none(), "answered twice");
        });
        answers
            .into_iter()
            .map(|answer| answer.expect("every runtime is answered"))
            .collect()
    }

    fn finished(&self) -> Vec<ArtifactFinished> {
        let events = self.events.lock().unwrap();
        let finished = events.iter().filter_map(|event| match event {
            EventKind::ArtifactFinished(finished) => Some(finished.clone()),
            _ => None,
        });
        finished.collect()
    }

    fn outcomes(&self) -> Vec<Fetched> {
        self.finished()
            .iter()
            .map(|finished| finished.outcome)
            .collect()
    }

    fn names(&self, below: &str) -> Vec<String> {
        let entries = fs::read_dir(self.dir.join("v1").join(below)).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

fn artifact(source: Source, url: &str, bytes: &[u8]) -> Artifact {
    Artifact {
        source,
        url: url.to_owned(),
        filename: "file.wasm".to_owned(),
        digest: Sha256::of(bytes),
        at: Place {
            path: "suites/x/.wws.toml".into(),
            line: 7,
        },
    }
}

fn web(url: &str, bytes: &[u8]) -> Artifact {
    artifact(Source::Url(url.to_owned()), url, bytes)
}

fn tree(path: &Path, bytes: &[u8]) -> Artifact {
    artifact(Source::File(path.to_owned()), "file:file.wasm", bytes)
}

fn npm(package: &str, member: &str, bytes: &[u8]) -> Artifact {
    let source = Source::Npm {
        package: package.to_owned(),
        version: "1.0.0".to_owned(),
        member: member.to_owned(),
    };
    artifact(source, &format!("npm:{package}@1.0.0#{member}"), bytes)
}

fn runtime(version: &str, binary: Artifact, preloads: Vec<(String, Artifact)>) -> Arc<Runtime> {
    Arc::new(Runtime {
        key: RuntimeKey {
            name: "x".to_owned(),
            version: Version::new(version),
        },
        tags: Vec::new(),
        status: Status::Active,
        extensions: Vec::new(),
        args: Vec::new(),
        envs: BTreeMap::new(),
        binary,
        preloads,
        defaulted: Vec::new(),
        at: Place {
            path: "suites/x/.wws.toml".into(),
            line: 1,
        },
    })
}

fn alone(binary: Artifact) -> Arc<Runtime> {
    runtime("1.0", binary, Vec::new())
}

fn echo() -> Server {
    Server::start(|request| Reply::ok(request.path.as_bytes()))
}

fn message(answer: &Answer) -> String {
    match answer {
        Ok(_) => "installed".to_owned(),
        Err(error) => error.to_cause().chain.join("\n"),
    }
}
